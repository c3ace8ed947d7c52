//! What the learned model adds to the hits of the recognizers: names that they missed, and doubt
//! about names that rest on one weak sign. It decides nothing alone: a doubted name becomes a
//! question, never free text.

mod people;
mod proposal;

pub(crate) use people::drop_public;

use crate::model::{Category, Evidence, ModelUse, Segment, Span};
use crate::recognize::hit::Hit;
use crate::recognize::learned::{AskedText, LearnedModel, LearnedName, Opinion, gate};
use crate::recognize::names::apposition;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::company;
use crate::recognize::readings::{self, SegmentReading};
use crate::recognize::text::lexicon::Lexicon;
use crate::recognize::text::tokens::{SplitTokens, Tokens};
use std::collections::BTreeMap;

/// Longer hits, in bytes, are not taken for a name beside another.
const LONGEST: usize = 200;

/// Evidence that the model is not asked about: what it says of those tells nothing.
const SURE: &[&str] = &[
    "mailkop",
    "citaatkop",
    "ondertekening",
    "w.g.",
    "aanhef",
    "paraaf",
    "metagegeven",
    "gebruikersnaam",
];

/// The model and what it may do.
pub(crate) struct SecondOpinion {
    model: Option<LearnedModel>,
    pub(crate) use_of_model: ModelUse,
}

/// The tokens of a reading, and what is asked about in it.
struct Asking<'a> {
    reading: usize,
    tokens: Tokens<'a>,
    keep: bool,
    column: bool,
    asked: Vec<Span>,
}

/// What a reading gets: names, and what the model says of the hits in it.
#[derive(Default)]
struct Answer {
    reading: usize,
    names: Vec<Hit>,
    said: Vec<(Span, &'static str)>,
}

impl SecondOpinion {
    /// The shipped model.
    pub(crate) fn shipped() -> Self {
        Self { model: LearnedModel::shipped(), use_of_model: ModelUse::default() }
    }

    /// Adds what the model sees to all readings of a document.
    pub(crate) fn give(
        &self,
        segments: &[Segment],
        readings: &mut [SegmentReading],
        lexicon: &Lexicon,
    ) {
        let Some(model) = self.model.as_ref().filter(|_| self.use_of_model != ModelUse::Off) else {
            return;
        };
        let mut words: Vec<_> = readings.iter_mut().map(|r| std::mem::take(&mut r.words)).collect();
        let covered = covered(segments.len(), readings);
        let mut asking = Vec::new();
        for (index, (reading, words)) in readings.iter().zip(&mut words).enumerate() {
            // Names are looked for in whole lines; in columns only doubts are settled.
            if !reading.view.is_partial() || reading.hits.iter().any(is_asked) {
                asking.push(ask(index, reading, std::mem::take(words), lexicon));
            }
        }
        let texts: Vec<AskedText<'_>> = asking
            .iter_mut()
            .map(|a| {
                let asked = std::mem::take(&mut a.asked);
                AskedText { text: a.tokens.text, asked, column: a.column }
            })
            .collect();
        let answers: Vec<Answer> = if texts.iter().all(|t| t.asked.is_empty()) {
            Vec::new()
        } else {
            let opinions = model.read(lexicon, &texts);
            let answer = |(asking, opinion): (&Asking<'_>, &Opinion)| {
                let reading = readings.get(asking.reading)?;
                let segment = segments.get(reading.segment)?;
                let mut ctx = readings::context(segment, &asking.tokens, lexicon);
                ctx.part = reading.view.is_partial();
                let covered = covered.get(reading.segment)?;
                Some(self.answer(asking.reading, reading, &ctx, opinion, covered))
            };
            asking.iter().zip(&opinions).filter_map(answer).collect()
        };
        for asking in asking {
            if let Some(slot) = words.get_mut(asking.reading).filter(|_| asking.keep) {
                *slot = asking.tokens.into_split();
            }
        }
        for (reading, words) in readings.iter_mut().zip(words) {
            reading.words = words;
        }
        apply(answers, readings);
    }

    /// The names that the model adds to a reading, and the hits that it doubts.
    fn answer(
        &self,
        index: usize,
        reading: &SegmentReading,
        ctx: &NameContext<'_>,
        opinion: &Opinion,
        covered: &[Span],
    ) -> Answer {
        let column = reading.view.is_partial();
        let mut hits: Vec<Span> = reading.hits.iter().map(|h| h.span).collect();
        hits.sort_unstable();
        let mut given: Vec<Span> =
            reading.hits.iter().filter(|h| is_given(h)).map(|h| h.span).collect();
        given.sort_unstable();
        let names = opinion.names.iter().filter(|_| !column).filter_map(|name| {
            // `Cees wolters`, of which rules have found `Cees`.
            if extends(&hits, &given, name) {
                return proposal::hit(ctx, name, self.use_of_model);
            }
            let name = beside(ctx.tokens.text, &hits, name, opinion)?;
            let free = reading.view.source(name.span).iter().all(|span| is_free(covered, *span));
            if free { proposal::hit(ctx, &name, self.use_of_model) } else { None }
        });
        let mut names: Vec<Hit> = names.collect();
        // A party or office beside a name that only the model sees counts as well.
        apposition::run(ctx, &mut names);
        let mut out = Answer { reading: index, names, ..Answer::default() };
        for hit in reading.hits.iter().filter(|h| is_asked(h)) {
            if let Some(said) = opinion.highest(hit.span).and_then(verdict) {
                out.said.extend(reading.view.source(hit.span).into_iter().map(|span| (span, said)));
            }
        }
        out
    }
}

/// From here on the model is believed that a given name goes on.
const EXTENDS: f32 = 0.8;

/// Whether a hit is a given name alone.
fn is_given(hit: &Hit) -> bool {
    hit.name.as_ref().is_some_and(|name| name.surname.is_empty() && !name.given.is_empty())
}

/// Whether the name begins with a lone given name that rules have found, and touches no other hit.
/// Both lists are sorted.
fn extends(hits: &[Span], given: &[Span], name: &LearnedName) -> bool {
    let Span { start, end } = name.span;
    let first = given.partition_point(|span| span.start < start);
    let begins = given.get(first).is_some_and(|span| span.start == start && span.end < end);
    let inside =
        hits.partition_point(|s| s.start < end) - hits.partition_point(|s| s.start < start);
    begins && inside == 1 && name.p >= EXTENDS
}

/// The name, or what a comma sets apart of it from a hit: `Bao Nguyen` of `Bao Nguyen, Rik de Haas`,
/// if rules have found the second.
fn beside(text: &str, hits: &[Span], name: &LearnedName, opinion: &Opinion) -> Option<LearnedName> {
    let near = hits.partition_point(|span| span.start + LONGEST < name.span.start);
    let near = hits.iter().skip(near).take_while(|span| span.start < name.span.end);
    let found = near.copied().filter(|span| span.overlaps(name.span));
    let reach = |a: Span, b: Span| Span::new(a.start.min(b.start), a.end.max(b.end));
    let Some(found) = found.reduce(reach) else { return Some(*name) };
    let Span { start, end } = name.span;
    let front = text.get(start..found.start).and_then(|t| t.trim_end().strip_suffix(','));
    let behind = text.get(found.end..end).and_then(|t| t.trim_start().strip_prefix(','));
    let span = match (front.map(str::trim_end), behind.map(str::trim_start)) {
        (Some(front), _) => Span::new(start, start + front.len()),
        (None, Some(behind)) => Span::new(end - behind.len(), end),
        (None, None) => return None,
    };
    let p = opinion.highest(span)?;
    // What is known of this part alone has not been looked up, so it must be sure.
    Some(LearnedName { span, p, ordinary: true })
}

/// What is asked about in a reading.
fn ask<'a>(
    index: usize,
    reading: &'a SegmentReading,
    words: SplitTokens,
    lexicon: &Lexicon,
) -> Asking<'a> {
    let text = reading.view.text();
    let keep = !words.is_empty();
    let tokens = if keep { Tokens::from_split(text, words) } else { Tokens::of(text) };
    let mut spans: Vec<Span> = reading.hits.iter().map(|h| h.span).collect();
    spans.sort_unstable();
    let column = reading.view.is_partial();
    let mut asked = if column { Vec::new() } else { gate::asked(&tokens, &spans, lexicon) };
    asked.extend(reading.hits.iter().filter(|h| is_asked(h)).map(|h| h.span));
    asked.sort_unstable();
    Asking { reading: index, tokens, keep, column, asked }
}

/// The spans of all hits in each segment, columns included, in order.
fn covered(segments: usize, readings: &[SegmentReading]) -> Vec<Vec<Span>> {
    let mut out = vec![Vec::new(); segments];
    for reading in readings {
        if let Some(list) = out.get_mut(reading.segment) {
            list.extend(reading.hits.iter().flat_map(|h| reading.view.source(h.span)));
        }
    }
    for list in &mut out {
        list.sort_unstable();
        // Each end becomes the furthest so far, so that one look in front suffices.
        let mut reach = 0;
        for span in list.iter_mut() {
            reach = reach.max(span.end);
            span.end = reach;
        }
    }
    out
}

/// Whether none of these spans, from [`covered`], shares a byte with this one.
fn is_free(covered: &[Span], span: Span) -> bool {
    let behind = covered.partition_point(|c| c.start < span.end);
    behind.checked_sub(1).and_then(|i| covered.get(i)).is_none_or(|c| c.end <= span.start)
}

/// Whether the model is asked about a hit.
fn is_asked(hit: &Hit) -> bool {
    hit.category == Category::NAME
        && hit.evidence.first().is_some_and(|e| !SURE.contains(&e.as_str()))
}

/// What p says of a name that was found, in steps; none if it says little.
fn verdict(p: f32) -> Option<&'static str> {
    match p {
        p if p < 0.05 => Some("model: niet"),
        p if p < 0.3 => Some("model: weinig"),
        p if p < 0.7 => None,
        p if p < 0.95 => Some("model: wel"),
        _ => Some("model: zeker"),
    }
}

/// Puts the answers into the readings. What is said of a whole line holds for its columns, too.
fn apply(answers: Vec<Answer>, readings: &mut [SegmentReading]) {
    let mut said: BTreeMap<(usize, Span), &'static str> = BTreeMap::new();
    for answer in answers {
        let Some(reading) = readings.get_mut(answer.reading) else { continue };
        // A whole segment comes before its columns.
        for (span, words) in answer.said {
            said.entry((reading.segment, span)).or_insert(words);
        }
        if !answer.names.is_empty() {
            reading.hits.extend(answer.names);
            company::drop_inside(&reading.companies, &mut reading.hits);
        }
    }
    if said.is_empty() {
        return;
    }
    for SegmentReading { segment, view, hits, .. } in readings {
        for hit in hits.iter_mut().filter(|h| is_asked(h)) {
            let first = view.source(hit.span).into_iter().next();
            if let Some(words) = first.and_then(|span| said.get(&(*segment, span))) {
                hit.evidence.push(Evidence::of(words));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Finding, Likelihood, Place, SegmentKind};
    use crate::recognize::{Detector, DetectorConfig, Memory};
    use std::sync::OnceLock;

    fn detector(model: ModelUse) -> &'static Detector {
        static ALL: OnceLock<[Detector; 3]> = OnceLock::new();
        let of = |m| Detector::new(&DetectorConfig::default()).expect("shipped").with_model(m);
        let all = ALL.get_or_init(|| [ModelUse::Off, ModelUse::Questions, ModelUse::On].map(of));
        all.iter().find(|d| d.model() == model).expect("one of three")
    }

    fn found(text: &str, model: ModelUse) -> Vec<(String, Likelihood, String)> {
        let segment = Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text);
        let show = |f: Finding| {
            let signs: Vec<&str> = f.evidence.iter().map(Evidence::as_str).collect();
            (text[f.span.start..f.span.end].to_owned(), f.likelihood, signs.join("|"))
        };
        let list = detector(model).find(&[segment], &Memory::default());
        list.into_iter().map(show).collect()
    }

    /// Nobody but the model knows these given names.
    const MISSED: &str =
        "Joris geeft aan dat Femke het stuk deelt. Femke en Joris bespreken dit.\n";

    #[test]
    fn what_only_the_model_sees_is_as_sure_as_its_use_allows() {
        let of = |model| -> Vec<Likelihood> {
            let all = found(MISSED, model);
            let only = all.into_iter().filter(|(_, _, why)| why.starts_with("model "));
            only.map(|(_, likelihood, _)| likelihood).collect()
        };
        assert_eq!(of(ModelUse::Off), []);
        assert!(!of(ModelUse::On).is_empty());
        assert!(of(ModelUse::Questions).iter().all(|l| *l == Likelihood::Possible));
    }

    #[test]
    fn what_the_model_says_of_a_name_stands_in_its_evidence() {
        let text = "Gisteren heeft Tjarda met de gemeente gesproken.\n";
        let said = |model| found(text, model).first().map(|(_, _, why)| why.clone());
        assert_eq!(said(ModelUse::Off).as_deref(), Some("voornaam in een zin"));
        assert_eq!(said(ModelUse::On).as_deref(), Some("voornaam in een zin|model: zeker"));
    }

    #[test]
    fn sure_signs_are_not_asked_about() {
        let text = "Met vriendelijke groet,\n\nRuurdtje\n";
        let (off, on) = (found(text, ModelUse::Off), found(text, ModelUse::On));
        assert!(!off.is_empty());
        assert_eq!(off, on);
    }
}
