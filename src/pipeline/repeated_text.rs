//! A text that goes in one place and stands elsewhere unfound goes there too: in a footer, a
//! property, a link. Only for texts too long to be a word by chance.

use crate::model::{Evidence, Finding, Segment, Span, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// From how many letters and digits a text counts as its own proof.
const LETTERS: usize = 8;

/// The findings, and one for every place where a hidden text stands unfound, except within the
/// `organizations`: the name of a company stays when that of its owner goes. In order of segment
/// and place.
pub(super) fn complete(
    segments: &[Segment],
    mut weighed: Vec<(Finding, Verdict)>,
    organizations: &[(usize, Span)],
    hides: impl Fn(&Verdict) -> bool,
) -> Vec<(Finding, Verdict)> {
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    for (at, (f, v)) in weighed.iter().enumerate() {
        let text = segments.get(f.segment).and_then(|s| s.text.get(f.span.start..f.span.end));
        let Some(text) = text.filter(|_| hides(v)) else { continue };
        let (folded, _) = fold(text);
        let words = folded.split(' ').count();
        let digits = folded.chars().any(|c| c.is_ascii_digit() || c == '@');
        if folded.chars().filter(|c| c.is_alphanumeric()).count() >= LETTERS
            && (words > 1 || digits)
        {
            texts.entry(folded).or_insert(at);
        }
    }
    let Ok(search) = aho_corasick::AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(texts.keys())
    else {
        return weighed;
    };
    if texts.is_empty() {
        return weighed;
    }
    let sources: Vec<usize> = texts.values().copied().collect();
    let mut taken: BTreeMap<usize, BTreeSet<Span>> = BTreeMap::new();
    for (f, _) in &weighed {
        taken.entry(f.segment).or_default().insert(f.span);
    }
    for (segment, span) in organizations {
        let here = taken.entry(*segment).or_default();
        if !covers(here, *span) {
            here.insert(*span);
        }
    }
    let mut more = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let (folded, offsets) = fold(&segment.text);
        let none = BTreeSet::new();
        let here = taken.get(&at).unwrap_or(&none);
        for m in search.find_iter(&folded) {
            let Some(span) = span_of(&folded, &offsets, &segment.text, m.start(), m.end()) else {
                continue;
            };
            let source = sources.get(m.pattern().as_usize()).and_then(|i| weighed.get(*i));
            if covers(here, span) {
                continue;
            }
            if let Some((f, v)) = source {
                let mut echo = f.clone();
                (echo.segment, echo.span) = (at, span);
                echo.evidence.push(Evidence::of("zelfde tekst elders"));
                more.push((echo, v.clone()));
            }
        }
    }
    for (f, _) in &more {
        let f: &Finding = f;
        taken.entry(f.segment).or_default().insert(f.span);
    }
    for (segment, span, source) in squeezed(segments, &texts) {
        let here = taken.entry(segment).or_default();
        let free = !covers(here, span);
        if free {
            here.insert(span);
        }
        if let Some((f, v)) = weighed.get(source).filter(|_| free) {
            let mut echo = f.clone();
            (echo.segment, echo.span) = (segment, span);
            echo.evidence.push(Evidence::of("zelfde tekst elders"));
            more.push((echo, v.clone()));
        }
    }
    weighed.extend(more);
    weighed.sort_by_key(|(f, _)| (f.segment, f.span));
    weighed
}

/// Whether one of these stretches, none of which overlaps another, overlaps this one.
fn covers(taken: &BTreeSet<Span>, span: Span) -> bool {
    let before = taken.range(..Span::new(span.end, span.end)).next_back();
    before.is_some_and(|t| t.overlaps(span))
}

/// Where the letters and digits of a text stand in a row, whatever stands between: a name broken
/// in the middle of a word by the edge of a cell. Segment, span, number of the source.
fn squeezed(segments: &[Segment], texts: &BTreeMap<String, usize>) -> Vec<(usize, Span, usize)> {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let keys: BTreeMap<String, usize> = texts.iter().map(|(t, at)| (bare(t), *at)).collect();
    let Ok(search) = aho_corasick::AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(keys.keys())
    else {
        return Vec::new();
    };
    let sources: Vec<usize> = keys.values().copied().collect();
    let mut out = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let (folded, offsets) = fold(&segment.text);
        let mut letters = String::with_capacity(folded.len());
        let mut places = Vec::with_capacity(folded.len());
        for (i, c) in folded.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            letters.push(c);
            places.resize(letters.len(), i);
        }
        for m in search.find_iter(&letters) {
            let (Some(start), Some(last)) = (places.get(m.start()), places.get(m.end() - 1)) else {
                continue;
            };
            let end =
                last + folded.get(*last..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
            let span = span_of(&folded, &offsets, &segment.text, *start, end);
            let source = sources.get(m.pattern().as_usize());
            if let (Some(span), Some(source)) = (span, source) {
                out.push((at, span, *source));
            }
        }
    }
    out
}

/// The span of a whole-word match in folded text.
fn span_of(folded: &str, offsets: &[usize], text: &str, start: usize, end: usize) -> Option<Span> {
    let before = folded.get(..start)?.chars().next_back();
    let after = folded.get(end..)?.chars().next();
    if before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let from = *offsets.get(start)?;
    let last = *offsets.get(end.checked_sub(1)?)?;
    let width = text.get(last..)?.chars().next()?.len_utf8();
    let mut to = last + width;
    // Marks that belong to the last letter go with it.
    for c in text.get(to..)?.chars().take_while(|c| is_combining_mark(*c)) {
        to += c.len_utf8();
    }
    Some(Span::new(from, to))
}

/// Lower case without accents, white space as one space; for each byte the offset of the
/// character it came from.
fn fold(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut offsets = Vec::with_capacity(text.len());
    let mut space = None;
    let mut push = |c: char, at: usize| {
        if !c.is_ascii() && (is_combining_mark(c) || c == '\u{AD}') {
            return;
        }
        if c.is_whitespace() {
            space.get_or_insert(at);
            return;
        }
        if let Some(from) = space.take()
            && !out.is_empty()
        {
            out.push(' ');
            offsets.push(from);
        }
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
        offsets.resize(out.len(), at);
    };
    for (at, source) in text.char_indices() {
        if source.is_ascii() {
            push(source, at);
        } else {
            std::iter::once(source).nfkd().for_each(|c| push(c, at));
        }
    }
    (out, offsets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Category, Decision, Ground, Likelihood, Place, RuleId, SegmentKind};

    fn run(body: &str, found: &str, other: &str) -> Vec<Span> {
        let segments = [
            Segment::new(SegmentKind::Body, Place::verbatim("1"), body),
            Segment::new(SegmentKind::Metadata, Place::verbatim("2"), other),
        ];
        let start = body.find(found).expect("planted");
        let span = Span::new(start, start + found.len());
        let finding =
            Finding::new(0, span, Category::NAME, Likelihood::Likely, Evidence::of("proef"));
        let verdict = Verdict {
            decision: Decision::Redact,
            ground: Some(Ground::new("5.1.2e")),
            rule: RuleId::new("r"),
        };
        complete(&segments, vec![(finding, verdict)], &[(1, Span::new(40, 60))], |_| true)
            .into_iter()
            .filter(|(f, _)| f.segment == 1)
            .map(|(f, _)| f.span)
            .collect()
    }

    #[test]
    fn the_same_text_goes_everywhere() {
        assert_eq!(run("Jan Bosman", "Jan Bosman", "x JAN  BÓSMAN."), [Span::new(2, 14)]);
        assert_eq!(run("a Jan Bosman", "Jan Bosman", "Jan\nBosman en Jan Bosman").len(), 2);
    }

    #[test]
    fn the_name_of_a_company_stays() {
        let footer = format!("{}Jan Bosman Bouw B.V.", " ".repeat(40));
        assert!(run("Jan Bosman", "Jan Bosman", &footer).is_empty());
    }

    #[test]
    fn words_by_chance_stay() {
        assert!(run("Timmerman", "Timmerman", "een timmerman").is_empty());
        assert!(run("Jan Bosman", "Jan Bosman", "xJan Bosmans").is_empty());
        assert!(run("Jan Bos", "Jan Bos", "jan bos").is_empty());
    }
}
