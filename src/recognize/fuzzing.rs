//! Invariants of recognition, for any text.

use crate::model::{Place, Segment, SegmentKind, message};
use crate::recognize::{Detector, DetectorConfig};
use std::sync::LazyLock;

static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
    Detector::new(&DetectorConfig::default()).expect("the patterns that come with the program")
});

/// Any text, cut into segments at zero bytes: every finding lies on characters of its segment, they
/// come in order and without overlap, and a second run finds the same.
pub fn recognize(bytes: &[u8]) {
    if bytes.len() > 1 << 13 {
        return;
    }
    let kinds = [SegmentKind::Body, SegmentKind::Metadata, SegmentKind::Link, SegmentKind::Name];
    let text = String::from_utf8_lossy(bytes);
    let segments: Vec<Segment> = text
        .split('\0')
        .zip(kinds.into_iter().cycle())
        .map(|(text, kind)| Segment::new(kind, Place::new(message!("text")), text))
        .collect();
    let memory = DETECTOR.learn(&segments);
    let found = DETECTOR.find(&segments, &memory);
    let mut last = (0, 0);
    for finding in &found {
        let text = &segments[finding.segment].text;
        let covered = text.get(finding.span.start..finding.span.end);
        assert!(covered.is_some_and(|t| !t.is_empty()), "{finding:?} in {text:?}");
        let at = (finding.segment, finding.span.start);
        assert!(last <= at, "{finding:?} comes after {last:?}");
        last = (finding.segment, finding.span.end);
    }
    assert_eq!(found, DETECTOR.find(&segments, &memory));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invariants_hold_for_the_letters() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
        for file in ["demo/brief.txt", "letters/kamerbrief.txt", "letters/nota.txt"] {
            recognize(&std::fs::read(format!("{root}/{file}")).expect("a letter"));
        }
        recognize("Dhr. J\u{301}an\0Bos \u{ad}tel. 06-1234\u{200b}5678".as_bytes());
    }
}
