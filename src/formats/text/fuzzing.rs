//! Invariants of plain text, for any bytes.

use super::decode::decode;
use super::{PlainText, TextDocument, sniff};
use crate::model::{Document, Format, Mark, OpenOptions, Redaction, Span, Treatment};

/// Text in any encoding: no order changes no byte; a cut leaves every byte before and after it, and
/// where the copy is in the same encoding, it reads as the text with just that replaced.
pub fn text_decode(bytes: &[u8]) {
    if bytes.len() > 1 << 16 {
        return;
    }
    let Ok(decoded) = decode(bytes) else { return };
    let (text, encoding) = (decoded.text.clone(), decoded.encoding);
    let document = TextDocument::new(bytes, decoded);
    let none = document.redact(&[], &[], &Treatment::default()).expect("nothing to do");
    assert!(none.bytes == bytes, "no order, other bytes");
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let sum = bytes.iter().fold(0_usize, |n, b| n.wrapping_mul(31).wrapping_add(usize::from(*b)));
    let pick = |n: usize| edges.get(n % edges.len()).copied().unwrap_or(0);
    let (a, b) = (pick(sum), pick(sum / edges.len()));
    let span = Span::new(a.min(b), a.max(b));
    if span.is_empty() {
        return;
    }
    let mark = Mark { label: "5.1.2e".into(), alt: String::new() };
    let order = Redaction { segment: 0, span, mark };
    let copy = document.redact(&[order], &[], &Treatment::default()).expect("a span of the text");
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let same = |one: &[u8], other: &[u8]| one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let front = same(bytes, &copy.bytes);
    let back = bytes.iter().rev().zip(copy.bytes.iter().rev()).take_while(|(a, b)| a == b).count();
    assert!(front >= before.len().min(before.chars().count()), "a byte before the cut changed");
    assert!(back >= after.chars().count(), "a byte after the cut changed");
    if let Ok(read) = decode(&copy.bytes)
        && read.encoding == encoding
    {
        assert_eq!(read.text, format!("{before}[5.1.2e]{after}"));
    }
    if PlainText.sniff(bytes) {
        let opened = PlainText.open(bytes, &OpenOptions::default());
        if sniff::moves_text(&text) {
            assert!(opened.is_err(), "text that is seen otherwise was opened");
            return;
        }
        assert!(opened.is_ok_and(|d| d.segments()[0].text == text) || text.trim().is_empty());
    }
}

/// Whether two files are taken for texts of one encoding. Where the bytes themselves do not tell which one
/// it is, a cut may take away what the guess rests on.
pub(crate) fn same_encoding(one: &[u8], other: &[u8]) -> bool {
    let [one, other] = [one, other].map(|bytes| decode(bytes).map(|d| d.encoding));
    one.is_ok() && one == other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_may_change_with_what_is_cut() {
        assert!(same_encoding(b"Ren\x82 M\x81ller", b"Ren\x82 [5.1.2e]"));
        assert!(!same_encoding(b"Ren\x82 M\x81ller, A\xe9b", b"[5.1.2e], A\xe9b"));
    }

    #[test]
    fn the_invariants_hold_for_every_encoding() {
        let text = "Brief aan Zoë Naamdrager,\r\nover 😀 en €.\n";
        let wide = |order: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain(text.encode_utf16().flat_map(order)).collect()
        };
        text_decode(text.as_bytes());
        text_decode(&[b"\xef\xbb\xbf", text.as_bytes()].concat());
        text_decode(&wide(u16::to_le_bytes, [0xff, 0xfe]));
        text_decode(&wide(u16::to_be_bytes, [0xfe, 0xff]));
        text_decode(b"Zo\xeb Naamdrager \x80 \x93");
        text_decode(b"\xff\xfe\x00\xd8J\x00\xd8");
        text_decode(b"Zo\x08\x08e, en verder een brief die lang genoeg is om een tekst te heten, zo lang \
            dat twee tekens die niets tonen er een klein deel van zijn, minder dan een op de honderd.");
        text_decode(b"");
    }
}
