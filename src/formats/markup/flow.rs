//! Text as it flows in a page: references resolved, white space as one space.

use super::entity;
use super::page::Source;
use crate::formats::textmap::TextMap;
use std::ops::Range;

/// Ends the line, if one has begun.
pub(super) fn end_line(flow: &mut TextMap<Source>) {
    if !flow.text().is_empty() && !flow.text().ends_with('\n') {
        flow.push_inferred("\n");
    }
}

/// Adds text with references to characters. Unless it is to be kept, white space is one space.
pub(super) fn push_text(
    text: &str,
    range: Range<usize>,
    attribute: bool,
    keeps: bool,
    flow: &mut TextMap<Source>,
) {
    let mut at = range.start;
    while at < range.end {
        let rest = text.get(at..range.end).unwrap_or_default();
        let stop = memchr::memchr(b'&', rest.as_bytes()).map_or(range.end, |n| at + n);
        plain(text, at..stop, keeps, flow);
        if stop >= range.end {
            return;
        }
        let behind = text.get(stop + 1..range.end).unwrap_or_default();
        match entity::reference(behind, attribute) {
            Some((letters, length)) => {
                let end = stop + 1 + length;
                flow.push_whole(&letters, Source::whole(stop..end));
                at = end;
            }
            None => {
                flow.push_exact("&", Source::exact(stop..stop + 1));
                at = stop + 1;
            }
        }
    }
}

fn plain(text: &str, range: Range<usize>, keeps: bool, flow: &mut TextMap<Source>) {
    let whole = text.get(range.clone()).unwrap_or_default();
    if keeps {
        flow.push_exact(whole, Source::exact(range));
        return;
    }
    let mut at = range.start;
    // Runs of white space are one space; single ones keep their place in the piece around them.
    while at < range.end {
        let rest = text.get(at..range.end).unwrap_or_default();
        let bytes = rest.as_bytes();
        let double = bytes
            .windows(2)
            .position(|w| w.iter().all(u8::is_ascii_whitespace))
            .unwrap_or(bytes.len());
        let piece = rest.get(..double).unwrap_or_default();
        let skip = usize::from(
            piece.starts_with(|c: char| c.is_ascii_whitespace())
                && (flow.text().is_empty() || flow.text().ends_with(['\n', ' ', '\t'])),
        );
        let shown = piece.get(skip..).unwrap_or_default().replace(['\n', '\r', '\t', '\u{c}'], " ");
        flow.push_exact(&shown, Source::exact(at + skip..at + double));
        at += double;
        let blank = text.get(at..range.end).unwrap_or_default();
        let run = blank.bytes().take_while(u8::is_ascii_whitespace).count();
        if run > 0 {
            if !(flow.text().is_empty() || flow.text().ends_with(['\n', ' ', '\t'])) {
                flow.push_whole(" ", Source::whole(at..at + run));
            }
            at += run;
        }
    }
}
