//! Text that a document reads a second time, in another sequence: what it says twice is told once.

use crate::model::{Document, Finding, Span, Verdict};

/// Findings without those in a second reading that say no more than the first reading did.
pub(super) fn once(document: &dyn Document, findings: Vec<Finding>) -> Vec<Finding> {
    let again = |f: &Finding| document.segments().get(f.segment).is_some_and(|s| s.again);
    let first: Vec<(usize, Span)> =
        findings.iter().filter(|f| !again(f)).map(|f| (f.segment, f.span)).collect();
    let known = |f: &Finding| {
        let same = document.same(f.segment, f.span);
        !same.is_empty()
            && same.iter().all(|(segment, span)| {
                first.iter().any(|(s, known)| s == segment && known.contains(*span))
            })
    };
    let mut kept: Vec<Finding> =
        findings.iter().filter(|f| !again(f) || !known(f)).cloned().collect();
    // A cell read from top to bottom gives a whole name; what its rows gave of it is a part of that.
    let whole: Vec<(usize, Span)> =
        kept.iter().filter(|f| again(f)).flat_map(|f| document.same(f.segment, f.span)).collect();
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
    let gone: Vec<(usize, Span)> = weighed
        .iter()
        .filter(|(f, v)| !again(f) && hides(v))
        .map(|(f, _)| (f.segment, f.span))
        .collect();
    let told = |f: &Finding| {
        let same = document.same(f.segment, f.span);
        !same.is_empty()
            && same.iter().all(|(segment, span)| {
                gone.iter().any(|(s, gone)| s == segment && gone.contains(*span))
            })
    };
    weighed.into_iter().filter(|(f, v)| !(again(f) && hides(v) && told(f))).collect()
}

/// Whether every letter of a finding lies in one of these stretches.
fn covered(document: &dyn Document, finding: &Finding, by: &[(usize, Span)]) -> bool {
    let Some(segment) = document.segments().get(finding.segment) else { return false };
    let Some(text) = segment.text.get(finding.span.start..finding.span.end) else { return false };
    let spans: Vec<Span> = by
        .iter()
        .filter(|(s, span)| *s == finding.segment && span.overlaps(finding.span))
        .map(|(_, span)| *span)
        .collect();
    !spans.is_empty()
        && text.char_indices().filter(|(_, c)| !c.is_whitespace()).all(|(at, _)| {
            let at = finding.span.start + at;
            spans.iter().any(|s| s.start <= at && at < s.end)
        })
}
