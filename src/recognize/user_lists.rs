//! The user's lists of entries: what is always redacted, and what never is.

use crate::model::{Category, Evidence, Likelihood, Listed, Segment, Span};
use crate::recognize::error::RecognizeError;
use crate::recognize::hit::Hit;
use crate::recognize::lists::entries::{EntryMatcher, SqueezedText};
use crate::recognize::resolve::SourceHit;
use crate::recognize::text::view::View;

/// Both lists, compiled.
pub(crate) struct UserLists {
    redact: EntryMatcher,
    keep: EntryMatcher,
}

impl UserLists {
    /// Compiles the entries.
    ///
    /// # Errors
    /// [`RecognizeError::ListTooLarge`].
    pub(crate) fn new(redact: &[String], keep: &[String]) -> Result<Self, RecognizeError> {
        Ok(Self { redact: EntryMatcher::new(redact)?, keep: EntryMatcher::new(keep)? })
    }

    /// Adds a hit for every entry to redact, and marks the hits that entries to keep cover.
    pub(crate) fn apply(&self, segment: &Segment, claims: &mut Vec<SourceHit>) {
        if self.redact.is_empty() && self.keep.is_empty() {
            return;
        }
        let view = View::of(&segment.text);
        let squeezed = SqueezedText::of(view.text());
        let places = |list: &EntryMatcher, near: bool| -> Vec<Span> {
            let found = list.find(view.text(), &squeezed, near);
            found.into_iter().flat_map(|s| view.source(s)).collect()
        };
        let keep = places(&self.keep, false);
        for claim in claims.iter_mut() {
            let covered = claim.spans.iter().all(|s| {
                let at = keep.partition_point(|k| k.start <= s.start);
                at.checked_sub(1).and_then(|i| keep.get(i)).is_some_and(|k| k.contains(*s))
            });
            if covered && !claim.spans.is_empty() {
                claim.listed = Some(Listed::Keep);
            }
        }
        let mut found: Vec<(Span, usize)> = claims
            .iter()
            .enumerate()
            .flat_map(|(i, c)| c.spans.iter().map(move |s| (*s, i)))
            .collect();
        found.sort();
        let longest = found.iter().map(|(s, _)| s.len()).max().unwrap_or(0);
        for span in places(&self.redact, segment.recognized) {
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
            let hit = Hit::new(whole, category, Likelihood::Certain, Evidence::of("laklijst"));
            claims.push(SourceHit {
                spans: vec![whole],
                hit,
                person: None,
                listed: Some(Listed::Redact),
            });
        }
    }
}
