//! Web pages: HTML and XHTML in files.
//!
//! The reading of markup is in `formats/markup`, which mail uses too; here is what a file adds: its
//! encoding, and what is a page at all.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use crate::formats::charset;
use crate::formats::markup::{self, Page};
use crate::formats::one_text::{self, Content, Cutting, OneText};
use crate::formats::raster::part::may_show_text;
use crate::model::{
    ChildFate, Document, Extras, Format, FormatError, OpenOptions, Place, Redaction, Span,
    Treatment, message,
};
use encoding_rs::Encoding;

/// Web pages.
pub struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        let head = markup::head(bytes).to_ascii_lowercase();
        let mut start = head.trim_start_matches('\u{FEFF}').trim_start();
        while let Some(behind) =
            start.strip_prefix("<!--").and_then(|s| s.split_once("-->")).map(|(_, s)| s)
        {
            start = behind.trim_start();
        }
        let page = ["<!doctype html", "<html", "<head", "<body"];
        page.iter().any(|p| start.starts_with(p))
            || (start.starts_with("<?xml") && head.contains("<html"))
    }

    fn takes_by_name(&self, bytes: &[u8], otherwise: &str) -> bool {
        let wide = Encoding::for_bom(bytes).is_some_and(|(e, _)| e != encoding_rs::UTF_8);
        let page = wide
            || memchr::memchr(0, bytes).is_none() && memchr::memchr2(b'<', b'&', bytes).is_some();
        page && matches!(otherwise, "" | "text") && !bytes.starts_with(b"{\\rtf")
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        one_text::check(bytes, options)?;
        let decoded = charset::decode(bytes, markup::encoding(bytes)?);
        let mut page = markup::read(&decoded.text);
        let reads = options.pictures.is_some();
        let files = page.hand_out(|bytes| reads && may_show_text(bytes));
        let mut unread = page.unread.clone();
        let place = Place::new(message!("text of the page"));
        unread.extend(one_text::doubts(&decoded, 0, "", &place));
        let segments = page.segments().collect();
        let read = (segments, unread);
        Ok(OneText::with_pictures(bytes, decoded, page, read, files))
    }
}

impl Content for Page {
    fn cut(
        &self,
        text: &str,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Cutting, usize> {
        let told: Vec<(usize, Span, &str)> =
            orders.iter().map(|o| (o.segment, o.span, o.mark.label.as_str())).collect();
        let without = treatment.extras == Extras::Drop;
        let mut cut = self.cut(&told, children, without, treatment.blank_unread)?;
        if !orders.is_empty() {
            cut.splices.extend(markup::leveled(text, &cut.splices));
        }
        Ok(Cutting { splices: cut.splices, removed: cut.removed, notes: Vec::new() })
    }

    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        Self::same(self, segment, span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn cut(bytes: &[u8], what: &str) -> Vec<u8> {
        let document = Html.open(bytes, &OpenOptions::default()).expect("opens");
        let start = document.segments()[0].text.find(what).expect("planted");
        let mark = Mark { label: "x".into(), alt: String::new() };
        let span = Span::new(start, start + what.len());
        let order = Redaction { segment: 0, span, mark };
        document.redact(&[order], &[], &Treatment::default()).expect("cuts").bytes
    }

    #[test]
    fn a_page_keeps_its_encoding() {
        let page = b"<!DOCTYPE html><meta charset=iso-8859-1><p>caf\xE9 Zo\xEB</p>";
        assert_eq!(cut(page, "Zoë"), b"<!DOCTYPE html><meta charset=iso-8859-1><p>caf\xE9 [x]</p>");
        let wide: Vec<u8> =
            "\u{FEFF}<html><p>Zoë".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let want: Vec<u8> =
            "\u{FEFF}<html><p>[x]".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cut(&wide, "Zoë"), want);
        let odd = Html.open(b"<html><meta charset=utf-7>+AEo-an", &OpenOptions::default());
        assert!(matches!(odd.err(), Some(FormatError::Unsupported(_))));
    }

    #[test]
    fn a_page_is_known_by_its_start() {
        assert!(Html.sniff(b"\xEF\xBB\xBF \n<!-- x --><!doctype HTML>"));
        assert!(Html.sniff(b"<?xml version='1.0'?><html xmlns='x'>"));
        assert!(
            !Html.sniff(b"<svg>") && !Html.sniff(b"Geachte heer") && !Html.sniff(b"<?xml?><a>")
        );
        assert!(Html.takes_by_name(b"&#74;an", "text"));
        assert!(Html.takes_by_name(b"<p>Jan", "text") && !Html.takes_by_name(b"a\0<", ""));
    }
}
