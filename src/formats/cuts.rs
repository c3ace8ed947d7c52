//! Orders as ranges of a source: the label stands once, in front, and all ranges go.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{FormatError, Span, message};
use std::ops::Range;

/// A range that goes, and what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cut {
    /// The offset of the first byte that goes.
    pub(crate) start: usize,
    /// The offset behind the last one.
    pub(crate) end: usize,
    /// What stands there instead; empty for a range whose label stands before an earlier one.
    pub(crate) label: String,
}

/// The ranges of a span, each made from its source and the bytes of the piece; `None` if the span
/// has no source. The flag says whether more goes than the span names.
pub(crate) fn of_span<S, R: IntoIterator<Item = Range<usize>>>(
    map: &TextMap<S>,
    span: Span,
    label: &str,
    mut ranges: impl FnMut(&S, Range<usize>) -> R,
) -> Option<(Vec<Cut>, bool)> {
    if span.is_empty() || span.end > map.text().len() {
        return None;
    }
    let mut out: Vec<Cut> = Vec::new();
    let mut wider = false;
    for slice in map.slices(span) {
        wider |= slice.wider;
        for range in ranges(slice.source, slice.bytes.clone()) {
            out.push(Cut { start: range.start, end: range.end, label: String::new() });
        }
    }
    let first = out.first_mut()?;
    label.clone_into(&mut first.label);
    Some((out, wider))
}

/// Ranges in order; those that overlap become one under the first label.
pub(crate) fn merged(mut cuts: Vec<Cut>) -> Vec<Cut> {
    cuts.sort();
    let mut out: Vec<Cut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match out.last_mut() {
            Some(last) if cut.start < last.end => {
                last.end = last.end.max(cut.end);
                if last.label.is_empty() {
                    last.label = cut.label;
                }
            }
            _ => out.push(cut),
        }
    }
    out
}

/// The splices that carry out cuts.
pub(crate) fn splices(cuts: Vec<Cut>) -> Vec<Splice> {
    merged(cuts).into_iter().map(|c| Splice::new(c.start..c.end, c.label)).collect()
}

/// The text with cuts carried out; `None` if one lies outside or splits a character.
pub(crate) fn carried_out(text: &str, cuts: Vec<Cut>) -> Option<String> {
    let bytes = crate::formats::splice::apply(text.as_bytes(), splices(cuts)).ok()?;
    String::from_utf8(bytes).ok()
}

/// The error of the order with this number, counted from 0, that removes nothing.
pub(crate) fn not_removed(number: usize, count: usize) -> FormatError {
    FormatError::not_removed(message!("order {0} of {1}", number + 1, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_stands_once_and_overlaps_are_one() {
        let mut map = TextMap::new();
        map.push_exact("Jan", 0);
        map.push_inferred(" ");
        map.push_exact("Bos", 7);
        let at = |s: &usize, r: Range<usize>| Some(s + r.start..s + r.end);
        let (cuts, wider) = of_span(&map, Span::new(1, 7), "[x]", at).expect("has a source");
        assert!(!wider);
        assert_eq!(carried_out("Jan<b/>Bos!", cuts.clone()).as_deref(), Some("J[x]<b/>!"));
        let again = [cuts, vec![Cut { start: 0, end: 2, label: "[y]".into() }]].concat();
        assert_eq!(carried_out("Jan<b/>Bos!", again).as_deref(), Some("[y]<b/>!"));
        assert!(of_span(&map, Span::new(3, 4), "[x]", at).is_none());
    }
}
