//! JSON and JSON Lines.
//!
//! The file is one text with a line for each key and value, strings by what they mean. A copy is JSON
//! again; every byte that was not cut stays. What is no JSON is read as it is, unless it has
//! escapes: those could spell anything.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod read;

use self::read::{Source, Tokens};
use crate::formats::charset;
use crate::formats::cuts::{self, Cut};
use crate::formats::one_text::{self, Content, Cutting, OneText};
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{
    ChildFate, Document, Format, FormatError, Note, OpenOptions, Place, Redaction, Removed, Scale,
    Segment, SegmentKind, Span, Treatment, Unread, Unreadable, message,
};
use encoding_rs::{Encoding, UTF_8};

/// JSON and JSON Lines.
pub struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "jsonl", "ndjson", "geojson"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        let wide = Encoding::for_bom(bytes).is_some_and(|(e, _)| e != UTF_8);
        let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let starts = wide || head.starts_with(b"{") || head.starts_with(b"[");
        starts && {
            let text = charset::decode(bytes, charset::unnamed(bytes)).text;
            text.trim_start().starts_with(['{', '[']) && read::read(&text).is_some()
        }
    }

    fn takes_by_name(&self, bytes: &[u8], otherwise: &str) -> bool {
        otherwise == "text" && !bytes.starts_with(b"{\\rtf")
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        one_text::check(bytes, options)?;
        let decoded = charset::decode(bytes, charset::unnamed(bytes));
        if decoded.text.trim().is_empty() {
            return Err(FormatError::Empty);
        }
        let place = Place::new(message!("text"));
        let mut unread = Vec::new();
        let mut lists = |why, scale| unread.push(Unread { place: place.clone(), why, scale });
        let sound = read::read(&decoded.text);
        let is_json = sound.is_some();
        let tokens = sound.unwrap_or_else(|| {
            let mut map = TextMap::new();
            let source = Source { at: 0..decoded.text.len(), whole: false, bare: false };
            map.push_exact(&decoded.text, source);
            Tokens { map, ..Tokens::default() }
        });
        let escapes = !is_json && decoded.text.contains('\\');
        if escapes {
            lists(Unreadable::Content, Scale::Page);
        }
        for _ in &tokens.opaque {
            lists(Unreadable::Opaque, Scale::Page);
        }
        let unsound = escapes || charset::misleads(tokens.map.text());
        unread.extend(one_text::doubts(&decoded, tokens.broken, tokens.map.text(), &place));
        let segments = vec![Segment::new(SegmentKind::Body, place, tokens.map.text())];
        let content = JsonText { tokens, is_json, unsound };
        Ok(OneText::document(bytes, decoded, content, segments, unread))
    }
}

struct JsonText {
    tokens: Tokens,
    is_json: bool,
    /// Whether no part of the text can be trusted.
    unsound: bool,
}

impl JsonText {
    /// The cuts of an order, and whether more goes than it names.
    fn cuts(&self, order: &Redaction) -> Option<(Vec<Cut>, bool)> {
        let (mut cuts, wider) = cuts::of_span(&self.tokens.map, order.span, "", |s, bytes| {
            let start = s.at.start;
            Some(if s.whole { s.at.clone() } else { start + bytes.start..start + bytes.end })
        })?;
        // A number has no place for a label within it, and none for nothing: each keeps one.
        for (cut, slice) in cuts.iter_mut().zip(self.tokens.map.slices(order.span)) {
            if slice.source.bare {
                cut.label = format!("\"{}\"", label(&order.mark.label));
            }
        }
        let first = cuts.first_mut().filter(|c| c.label.is_empty());
        if let Some(first) = first {
            first.label = match self.is_json {
                true => label(&order.mark.label),
                false => format!("[{}]", order.mark.label),
            };
        }
        Some((cuts, wider))
    }
}

/// A label as it stands in a string.
fn label(text: &str) -> String {
    let mut out = String::from("[");
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out + "]"
}

impl Content for JsonText {
    fn cut(
        &self,
        text: &str,
        orders: &[Redaction],
        _children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Cutting, usize> {
        let mut cut = Vec::new();
        let mut removed = Vec::with_capacity(orders.len());
        for (number, order) in orders.iter().enumerate() {
            let cuts = if order.segment == 0 { self.cuts(order) } else { None };
            let (cuts, wider) = cuts.ok_or(number)?;
            cut.extend(cuts);
            removed.push(if wider { Removed::Wider } else { Removed::Exactly });
        }
        let mut splices = cuts::splices(cut);
        let mut notes = Vec::new();
        if treatment.blank_unread {
            let count = if self.unsound { 1 } else { self.tokens.opaque.len() };
            if count > 0 {
                notes.push(Note { code: "unread-blanked", place: None, count });
            }
            match self.unsound {
                true => splices = vec![Splice::new(0..text.len(), *b"null")],
                false => {
                    let opaque = self.tokens.opaque.iter();
                    splices.extend(opaque.map(|range| Splice::new(range.clone(), *b"")));
                }
            }
        }
        Ok(Cutting { splices, removed, notes })
    }

    fn start(&self, _segment: usize, span: Span) -> Option<usize> {
        let slice = self.tokens.map.slices(span).next();
        let start = |s: &Source, within: usize| s.at.start + if s.whole { 0 } else { within };
        Some(slice.map_or(0, |s| start(s.source, s.bytes.start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn open(bytes: &[u8]) -> Box<dyn Document> {
        Json.open(bytes, &OpenOptions::default()).expect("opens")
    }

    fn cut(bytes: &[u8], what: &str) -> String {
        let document = open(bytes);
        let text = document.segments()[0].text.clone();
        let start = text.find(what).expect("planted");
        let mark = Mark { label: "5.1 \"x\"".into(), alt: String::new() };
        let span = Span::new(start, start + what.len());
        let order = Redaction { segment: 0, span, mark };
        let copy = document.redact(&[order], &[], &Treatment::default()).expect("cuts").bytes;
        String::from_utf8(copy).expect("text")
    }

    #[test]
    fn a_copy_is_json_and_keeps_its_other_bytes() {
        let raw = br#"{ "na\u0061m" : "Zo\u00eb Bos \/ x",  "bsn":123456782.50 }"#;
        let label = r#"[5.1 \"x\"]"#;
        assert_eq!(
            cut(raw, "Zoë Bos"),
            format!(r#"{{ "na\u0061m" : "{label} \/ x",  "bsn":123456782.50 }}"#)
        );
        assert_eq!(
            cut(raw, "3456"),
            format!(r#"{{ "na\u0061m" : "Zo\u00eb Bos \/ x",  "bsn":"{label}" }}"#)
        );
        assert!(cut(raw, "naam").starts_with(&format!("{{ \"{label}\" :")));
        for what in ["Zoë", "naam", "782", "Bos / x"] {
            let copy = cut(raw, what);
            assert!(serde_json::from_str::<serde_json::Value>(&copy).is_ok(), "{copy}");
        }
        assert!(serde_json::from_str::<serde_json::Value>(&cut(b"[1234, 5678]", "34, 56")).is_ok());
    }

    #[test]
    fn what_is_no_json_is_text_unless_it_has_escapes() {
        let plain = b"// Noor Bakker\n{\"a\": 1}";
        assert!(open(plain).unread().is_empty());
        assert_eq!(cut(plain, "Noor Bakker"), "// [5.1 \"x\"]\n{\"a\": 1}");
        let hidden = open(b"// x\n{\"a\": \"N\\u006For\"}");
        assert_eq!(hidden.unread().first().map(|u| u.scale), Some(Scale::Page));
        let treatment = Treatment { blank_unread: true, ..Treatment::default() };
        assert_eq!(hidden.redact(&[], &[], &treatment).expect("blanked").bytes, b"null");
    }

    #[test]
    fn it_is_known_by_all_of_it() {
        assert!(Json.sniff(b" {\"a\": 1}\n{\"b\": []}") && Json.sniff(b"\xEF\xBB\xBF[]"));
        assert!(!Json.sniff(b"[1] Zie de bijlage") && !Json.sniff(b"\"a\"") && !Json.sniff(b"{"));
        assert!(Json.takes_by_name(b"{", "text") && !Json.takes_by_name(b"%PDF-", "pdf"));
    }
}
