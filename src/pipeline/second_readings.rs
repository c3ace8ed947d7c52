//! Text that a document reads a second time, in another sequence: what it says twice is told once.

use crate::model::{Document, Finding, Span, Verdict};
use std::collections::BTreeMap;

/// Findings without those in a second reading that say no more than the first reading did.
pub(super) fn once(document: &dyn Document, findings: Vec<Finding>) -> Vec<Finding> {
    let again = |f: &Finding| document.segments().get(f.segment).is_some_and(|s| s.again);
    let first = Stretches::of(findings.iter().filter(|f| !again(f)).map(|f| (f.segment, f.span)));
    let known = |f: &Finding| {
        let same = document.same(f.segment, f.span);
        !same.is_empty()
            && same.iter().all(|(segment, span)| {
                first.near(*segment, *span).any(|known| known.contains(*span))
            })
    };
    let mut kept: Vec<Finding> =
        findings.iter().filter(|f| !again(f) || !known(f)).cloned().collect();
    // A cell read from top to bottom gives a whole name; what its rows gave of it is a part of that.
    let whole = Stretches::of(
        kept.iter().filter(|f| again(f)).flat_map(|f| document.same(f.segment, f.span)),
    );
    kept.retain(|f| again(f) || !covered(document, f, &whole));
    kept
}

/// The same for text that was found because it goes elsewhere: a second reading adds nothing where
/// the first reading loses these letters already.
pub(super) fn without_echoes(
    document: &dyn Document,
    weighed: Vec<(Finding, Verdict)>,
    hides: impl Fn(&Verdict) -> bool,
) -> Vec<(Finding, Verdict)> {
    let again = |f: &Finding| document.segments().get(f.segment).is_some_and(|s| s.again);
    let lost = weighed.iter().filter(|(f, v)| !again(f) && hides(v));
    let gone = Stretches::of(lost.map(|(f, _)| (f.segment, f.span)));
    let told = |f: &Finding| {
        let same = document.same(f.segment, f.span);
        !same.is_empty()
            && same
                .iter()
                .all(|(segment, span)| gone.near(*segment, *span).any(|gone| gone.contains(*span)))
    };
    weighed.into_iter().filter(|(f, v)| !(again(f) && hides(v) && told(f))).collect()
}

/// Whether every letter of a finding lies in one of these stretches.
fn covered(document: &dyn Document, finding: &Finding, by: &Stretches) -> bool {
    let Some(segment) = document.segments().get(finding.segment) else { return false };
    let Some(text) = segment.text.get(finding.span.start..finding.span.end) else { return false };
    let spans: Vec<Span> = by.near(finding.segment, finding.span).collect();
    !spans.is_empty()
        && text.char_indices().filter(|(_, c)| !c.is_whitespace()).all(|(at, _)| {
            let at = finding.span.start + at;
            spans.iter().any(|s| s.start <= at && at < s.end)
        })
}

/// Stretches of text by segment, in order, so that the few near a place are found at once.
#[derive(Default)]
struct Stretches(BTreeMap<usize, (Vec<Span>, usize)>);

impl Stretches {
    fn of(all: impl IntoIterator<Item = (usize, Span)>) -> Self {
        let mut out = Self::default();
        for (segment, span) in all {
            let (spans, longest) = out.0.entry(segment).or_default();
            spans.push(span);
            *longest = (*longest).max(span.len());
        }
        out.0.values_mut().for_each(|(spans, _)| spans.sort());
        out
    }

    /// Those that overlap a stretch.
    fn near(&self, segment: usize, span: Span) -> impl Iterator<Item = Span> {
        let (spans, longest) = match self.0.get(&segment) {
            Some((spans, longest)) => (spans.as_slice(), *longest),
            None => (Default::default(), 0),
        };
        let from = spans.partition_point(|s| s.start + longest < span.start);
        let after = spans.get(from..).unwrap_or_default();
        let overlap = after.iter().take_while(move |s| s.start < span.end);
        overlap.copied().filter(move |s| s.overlaps(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_near_a_place_are_those_that_overlap_it() {
        let spans = [(0, 9), (2, 4), (6, 8), (10, 12)].map(|(a, b)| (1, Span::new(a, b)));
        let stretches = Stretches::of(spans);
        let near = |a, b| stretches.near(1, Span::new(a, b)).map(|s| s.start).collect::<Vec<_>>();
        assert_eq!(near(3, 7), [0, 2, 6]);
        assert_eq!(near(8, 11), [0, 10]);
        assert!(near(12, 13).is_empty());
        assert_eq!(stretches.near(2, Span::new(0, 99)).count(), 0);
    }
}
