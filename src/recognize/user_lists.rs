//! The user's lists of entries: what is always redacted, and what never is.

use crate::model::{Category, Evidence, Likelihood, Listed, Segment, Span};
use crate::recognize::error::RecognizeError;
use crate::recognize::hit::Hit;
use crate::recognize::lists::entries::{self, EntryMatcher, SqueezedText};
use crate::recognize::lists::seams::seams;
use crate::recognize::resolve::SourceHit;
use crate::recognize::text::columns;
use crate::recognize::text::view::View;
use std::collections::BTreeMap;

/// Both lists, compiled.
pub(crate) struct UserLists {
    redact: EntryMatcher,
    keep: EntryMatcher,
}

/// Segment -> what of an entry stands there, at the foot or the head of a page.
pub(crate) type Crossing = BTreeMap<usize, Vec<Span>>;

impl UserLists {
    /// Compiles the entries.
    ///
    /// # Errors
    /// [`RecognizeError::ListTooLarge`].
    pub(crate) fn new(redact: &[String], keep: &[String]) -> Result<Self, RecognizeError> {
        Ok(Self { redact: EntryMatcher::new(redact)?, keep: EntryMatcher::new(keep)? })
    }

    /// Entries to redact that run on behind the foot of a page.
    pub(crate) fn crossing(&self, segments: &[Segment]) -> Crossing {
        let mut out = Crossing::new();
        if self.redact.is_empty() {
            return out;
        }
        for seam in seams(segments) {
            let Some((text, second)) = seam.text(segments) else { continue };
            let view = View::of(&text);
            let found = self.redact.find(view.text(), &SqueezedText::of(view.text()));
            let spans = found.into_iter().flat_map(|span| view.source(span));
            for (segment, part) in spans.filter_map(|span| seam.parts(span, second)).flatten() {
                out.entry(segment).or_default().push(part);
            }
        }
        out
    }

    /// Adds a hit for every entry to redact and for the parts that are `crossing`, and marks the hits
    /// that entries to keep cover. Returns how many words hold a long entry without being one.
    pub(crate) fn apply(
        &self,
        segment: &Segment,
        crossing: &[Span],
        claims: &mut Vec<SourceHit>,
    ) -> usize {
        if self.redact.is_empty() && self.keep.is_empty() {
            return 0;
        }
        let view = View::of(&segment.text);
        let squeezed = SqueezedText::of(view.text());
        let source = |found: Vec<Span>| -> Vec<Span> {
            found.into_iter().flat_map(|s| view.source(s)).collect()
        };
        let columns = Columns::of(segment);
        let mut keep = source(self.keep.find(view.text(), &squeezed));
        keep.extend(columns.find(&self.keep));
        let keep = entries::merged(keep);
        mark_kept(claims, &keep);
        let places = self.redact.places(view.text(), &squeezed, segment.recognized);
        let mut words = source(places.words);
        words.extend(columns.find(&self.redact));
        words.extend(crossing);
        add_redacted(claims, &entries::merged(words));
        let asked = source(places.user_names).into_iter().filter(|span| !covers(&keep, *span));
        let asked = asked.map(|span| {
            let why = Evidence::of("laklijst, als gebruikersnaam");
            claim(span, Category::LISTED, Likelihood::Possible, why, Listed::Ask)
        });
        claims.extend(asked);
        places.within
    }
}

/// The columns of a text, in which an entry runs on from one line of its cell to the next.
struct Columns(Vec<(View, SqueezedText)>);

impl Columns {
    fn of(segment: &Segment) -> Self {
        let columns = columns::columns_of(&segment.text).into_iter();
        let views = columns.map(|column| View::of_spans(&segment.text, &column));
        let squeezed = |view: View| {
            let squeezed = SqueezedText::of(view.text());
            (view, squeezed)
        };
        Self(views.map(squeezed).collect())
    }

    /// Where the entries stand as words, as spans of the segment.
    fn find(&self, entries: &EntryMatcher) -> Vec<Span> {
        let found = |(view, squeezed): &(View, SqueezedText)| {
            let found = entries.find(view.text(), squeezed);
            found.into_iter().flat_map(|span| view.source(span)).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(found).collect()
    }
}

/// Marks the hits that entries to keep cover.
fn mark_kept(claims: &mut [SourceHit], keep: &[Span]) {
    for claim in claims.iter_mut() {
        let covered = claim.spans.iter().all(|s| covers(keep, *s));
        if covered && !claim.spans.is_empty() {
            claim.listed = Some(Listed::Keep);
        }
    }
}

/// Whether one of these stretches, in order and apart, covers this one.
fn covers(stretches: &[Span], span: Span) -> bool {
    let at = stretches.partition_point(|s| s.start <= span.start);
    at.checked_sub(1).and_then(|i| stretches.get(i)).is_some_and(|s| s.contains(span))
}

/// Adds a hit for every stretch, as wide as the hits that it overlaps.
fn add_redacted(claims: &mut Vec<SourceHit>, redact: &[Span]) {
    let mut found: Vec<(Span, usize)> =
        claims.iter().enumerate().flat_map(|(i, c)| c.spans.iter().map(move |s| (*s, i))).collect();
    found.sort();
    let longest = found.iter().map(|(s, _)| s.len()).max().unwrap_or(0);
    for span in redact.iter().copied() {
        let mut whole = span;
        let mut category = Category::LISTED;
        let from = found.partition_point(|(s, _)| s.start + longest < span.start);
        for (s, i) in found.iter().skip(from).take_while(|(s, _)| s.start < span.end) {
            if s.overlaps(span) {
                whole = Span::new(whole.start.min(s.start), whole.end.max(s.end));
                if let Some(claim) = claims.get(*i).filter(|_| *s == span) {
                    category = claim.hit.category.clone();
                }
            }
        }
        let why = Evidence::of("laklijst");
        claims.push(claim(whole, category, Likelihood::Certain, why, Listed::Redact));
    }
}

fn claim(
    span: Span,
    category: Category,
    likelihood: Likelihood,
    why: Evidence,
    listed: Listed,
) -> SourceHit {
    let hit = Hit::new(span, category, likelihood, why);
    SourceHit { spans: vec![span], hit, person: None, listed: Some(listed) }
}
