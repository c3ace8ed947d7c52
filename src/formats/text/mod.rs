//! Plain text: UTF-8, UTF-16 or UTF-32 with a byte order mark, or one byte per character
//! (Windows-1252, DOS, Macintosh), with any line endings.
//!
//! The whole file is one segment, without the byte order mark. A copy has the same encoding, and
//! every byte that was not cut stays.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod code_pages;
mod decode;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod sniff;

use self::decode::{Decoded, NotText, decode};
use super::splice::{self, Splice};
use crate::model::{
    ChildFate, Document, Format, FormatError, OpenOptions, Place, Redacted, Redaction, Removed,
    Scale, Segment, SegmentKind, Span, Treatment, Unread, Unreadable, message,
};

/// The plain text format.
pub struct PlainText;

impl Format for PlainText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", "md", "csv", "tsv", "log"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        sniff::is_text(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        if bytes.len() as u64 > options.limits.file_bytes {
            return Err(FormatError::Limit(message!("{0} bytes", options.limits.file_bytes)));
        }
        if !sniff::is_text(bytes) {
            return Err(FormatError::Unsupported(message!("not plain text")));
        }
        let decoded = decode(bytes).map_err(|why| match why {
            NotText::HalfUnit => {
                FormatError::damaged(message!("half a character at the end (UTF-16)"))
            }
            NotText::Utf7 => FormatError::Unsupported(message!("letters are written as in UTF-7")),
        })?;
        if sniff::moves_text(&decoded.text) {
            return Err(FormatError::Unsupported(message!(
                "control characters between letters, which show other text than the file has"
            )));
        }
        if decoded.text.trim().is_empty() {
            return Err(FormatError::Empty);
        }
        Ok(Box::new(TextDocument::new(bytes, decoded)))
    }
}

/// The number of code units without meaning from which a file counts as unread at page scale.
const BROKEN_AT_PAGE_SCALE: usize = 8;

struct TextDocument {
    bytes: Vec<u8>,
    segments: [Segment; 1],
    decoded: Decoded,
    unread: Vec<Unread>,
    lines: Vec<usize>,
}

impl TextDocument {
    fn new(bytes: &[u8], mut decoded: Decoded) -> Self {
        let place = Place::new(message!("text"));
        let unread = (decoded.broken > 0).then(|| Unread {
            place: place.clone(),
            why: Unreadable::Content,
            scale: if decoded.broken < BROKEN_AT_PAGE_SCALE { Scale::Small } else { Scale::Page },
        });
        let text = std::mem::take(&mut decoded.text);
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).collect();
        Self {
            bytes: bytes.to_vec(),
            segments: [Segment::new(SegmentKind::Body, place, text)],
            decoded,
            unread: unread.into_iter().collect(),
            lines,
        }
    }
}

impl Document for TextDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn place(&self, _segment: usize, span: Span) -> Place {
        let line = self.lines.partition_point(|start| *start <= span.start) + 1;
        Place::new(message!("line {0}", line))
    }

    fn redact(
        &self,
        orders: &[Redaction],
        _children: &[ChildFate],
        _treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        let stretches = merge(orders)?;
        let spans: Vec<Span> = stretches.iter().map(|(span, _)| *span).collect();
        let ranges = self
            .decoded
            .sources(&self.segments[0].text, &spans)
            .ok_or_else(|| FormatError::not_removed(message!("outside the text")))?;
        let splices = ranges
            .into_iter()
            .zip(&stretches)
            .map(|(range, (_, label))| {
                Splice::new(range, self.decoded.encoding.encode(&format!("[{label}]")))
            })
            .collect();
        let bytes = splice::apply(&self.bytes, splices)
            .map_err(|e| FormatError::not_removed_by(message!("byte {0}", e.at), e))?;
        let removed = orders
            .iter()
            .map(|o| match spans.binary_search(&o.span) {
                Ok(_) => Removed::Exactly,
                Err(_) => Removed::Wider,
            })
            .collect();
        Ok(Redacted { bytes, removed, boxes: Vec::new(), notes: Vec::new() })
    }
}

/// The spans to cut, sorted, each with its label. Orders that overlap are merged under the first
/// label.
fn merge(orders: &[Redaction]) -> Result<Vec<(Span, &str)>, FormatError> {
    let mut sorted: Vec<&Redaction> = orders.iter().collect();
    sorted.sort();
    let mut out: Vec<(Span, &str)> = Vec::with_capacity(sorted.len());
    for order in sorted {
        if order.segment != 0 || order.span.is_empty() || order.span.start > order.span.end {
            return Err(FormatError::not_removed(message!("an order without text")));
        }
        match out.last_mut() {
            Some((last, _)) if last.overlaps(order.span) => last.end = last.end.max(order.span.end),
            _ => out.push((order.span, &order.mark.label)),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn order(start: usize, end: usize) -> Redaction {
        let mark = Mark { label: "5.1.2e".into(), alt: String::new() };
        Redaction { segment: 0, span: Span::new(start, end), mark }
    }

    fn redact(bytes: &[u8], orders: &[Redaction]) -> Result<Vec<u8>, FormatError> {
        let doc = PlainText.open(bytes, &OpenOptions::default())?;
        Ok(doc.redact(orders, &[], &Treatment::default())?.bytes)
    }

    #[test]
    fn line_ends_and_other_bytes_stay() {
        let out = redact(b"Van: Jan Bos\r\nAan: x\r", &[order(5, 12)]).expect("redacted");
        assert_eq!(out, b"Van: [5.1.2e]\r\nAan: x\r");
    }

    #[test]
    fn overlapping_orders_go_as_one() {
        let out = redact(b"abcdef", &[order(3, 5), order(1, 4)]).expect("redacted");
        assert_eq!(out, b"a[5.1.2e]f");
    }

    #[test]
    fn an_order_outside_is_an_error() {
        assert!(matches!(redact(b"abc", &[order(1, 9)]), Err(FormatError::NotRemoved(..))));
        assert!(matches!(redact(b"abc", &[order(1, 1)]), Err(FormatError::NotRemoved(..))));
    }

    #[test]
    fn it_takes_text_and_nothing_else() {
        assert_eq!(PlainText.name(), "text");
        assert!(PlainText.sniff(b"Geachte heer") && !PlainText.sniff(b"%PDF-1.7"));
        assert!(PlainText.open(b"%PDF-1.7", &OpenOptions::default()).is_err());
        assert!(matches!(PlainText.open(b" \n", &OpenOptions::default()), Err(FormatError::Empty)));
    }

    #[test]
    fn places_are_lines() {
        let doc = PlainText.open(b"a\nb\nc", &OpenOptions::default()).expect("opens");
        assert_eq!(doc.place(0, Span::new(2, 3)).to_string(), "line 2");
    }

    #[test]
    fn lone_surrogates_are_unread() {
        let doc = PlainText.open(&[0xFF, 0xFE, b'a', 0, 0, 0xD8], &OpenOptions::default());
        assert_eq!(doc.expect("opens").unread().len(), 1);
    }
}
