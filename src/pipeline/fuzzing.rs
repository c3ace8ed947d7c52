//! The invariant of the whole way, for any bytes: what was ordered cut is gone, and what was not is
//! still there.

use super::needles::{allow, expected};
use crate::formats;
use crate::formats::text::fuzzing::same_encoding;
use crate::model::{
    ChildFate, Document, Limits, Mark, OpenOptions, Redacted, Redaction, Scale, SegmentKind, Span,
    Treatment,
};
use crate::verify::{Census, Claim, Needle, verify};
use std::sync::Arc;

/// A file in any format, of which one word is cut wherever it is read. A copy that passes the second
/// reader opens again, and its own reading has the word no more often than was left on purpose. A
/// copy for which nothing was ordered has nothing new; plain text that is
/// still taken for the same encoding reads as before but for the cut.
pub fn whole(bytes: &[u8]) {
    if bytes.len() > 1 << 17 {
        return;
    }
    let limits = Limits { unpacked_bytes: 1 << 24, part_bytes: 1 << 22, ..Limits::default() };
    let options = OpenOptions { limits, ..OpenOptions::default() };
    let Some(format) = formats::detect(bytes) else { return };
    let Ok(document) = format.open(bytes, &options) else { return };
    let document = document.as_ref();
    for segment in document.segments().iter().enumerate() {
        assert!(
            !document.place(segment.0, Span::new(0, segment.1.text.len())).to_string().is_empty()
        );
    }
    let fates = vec![ChildFate::Drop; document.children().len()];
    let copy_of = |orders: &[Redaction]| {
        let made = document.redact(orders, &fates, &Treatment::default()).ok()?;
        assert_eq!(made.removed.len(), orders.len(), "each order has an outcome");
        Some(made)
    };
    let original = Arc::new(bytes.to_vec());
    let passes = |copy: Redacted, needles: &[Needle]| {
        let claim = Claim {
            format: format.copy_format(),
            original: &original,
            needles,
            listed: None,
            boxes: &copy.boxes,
            blanked: false,
            pictures: None,
            threads: 1,
        };
        verify(copy.bytes, &claim).ok()
    };
    // A file that cannot be read in full gets no copy unless the user insists.
    let readable = document.unread().iter().all(|u| u.scale != Scale::Page);
    if let Some(copy) = copy_of(&[]).filter(|_| readable)
        && let Some(verified) = passes(copy, &[])
        && let Ok(again) = format.open(verified.bytes(), &options)
    {
        // Of a damaged file less may be left (docs/testing.md), but nothing that was not read.
        let (before, after) = (running(document).join(" "), running(again.as_ref()));
        let new = after.iter().flat_map(|t| t.split(' ')).find(|word| !before.contains(word));
        assert!(new.is_none(), "nothing was ordered, and {new:?} appeared");
    }
    let Some(word) = chosen(document, bytes) else { return };
    let orders = orders(document, &word);
    let Some(copy) = copy_of(&orders) else { return };
    let left = expected(document.segments(), &orders);
    let Ok(needles) = allow(std::slice::from_ref(&word), &left) else { return };
    let allowed: usize = needles.iter().map(|n| n.allowed).sum();
    // A copy that does not pass is never written.
    let Some(verified) = passes(copy, &needles) else { return };
    let again = match format.open(verified.bytes(), &options) {
        Ok(again) => again,
        Err(why) => panic!("a copy that passed does not open: {why:?}"),
    };
    let read = again.segments().iter().filter(|s| !s.again).map(|s| s.text.as_str());
    let census = Census::new([word.as_str()]).expect("one word");
    let found: usize = census.count(read).iter().sum();
    assert!(found <= allowed, "{word:?} is left {found} times, {allowed} allowed");
    if format.name() == "text" && same_encoding(bytes, verified.bytes()) {
        let read: Vec<&str> = again.segments().iter().map(|s| s.text.as_str()).collect();
        assert_eq!(read, left.texts, "in text just the word goes");
    }
}

/// The running text, but for white space.
fn running(document: &dyn Document) -> Vec<String> {
    let body = document.segments().iter().filter(|s| s.kind == SegmentKind::Body && !s.again);
    let texts = body.map(|s| s.text.split_whitespace().collect::<Vec<_>>().join(" "));
    texts.filter(|t| !t.is_empty()).collect()
}

/// One of the words of a document; the bytes of the file say which.
fn chosen(document: &dyn Document, bytes: &[u8]) -> Option<String> {
    let texts = document.segments().iter().map(|s| s.text.as_str());
    let words: Vec<&str> = texts
        .flat_map(|t| t.split(|c: char| !c.is_alphanumeric()))
        .filter(|w| w.chars().count() >= 5)
        .take(1000)
        .collect();
    let sum = bytes.iter().fold(7_usize, |n, b| n.wrapping_mul(31).wrapping_add(usize::from(*b)));
    words.get(sum % words.len().max(1)).map(|w| (*w).to_owned())
}

fn orders(document: &dyn Document, word: &str) -> Vec<Redaction> {
    let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
    let mut out = Vec::new();
    for (segment, text) in document.segments().iter().enumerate() {
        for (at, found) in text.text.match_indices(word) {
            let span = Span::new(at, at + found.len());
            out.push(Redaction { segment, span, mark: mark.clone() });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invariant_holds_for_fixtures_and_traps() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
        let mut seen = 0;
        for folder in ["demo", "letters", "traps/pdf", "traps/docx"] {
            let files = std::fs::read_dir(format!("{root}/{folder}")).expect("fixtures").flatten();
            for file in files.filter(|f| f.file_name() != "expected.txt") {
                whole(&std::fs::read(file.path()).expect("a file"));
                seen += 1;
            }
        }
        assert!(seen > 150, "{seen}");
    }
}
