//! XML in files: data, drawings (SVG), documents of office programs in one file (FODT, FODS, FODP).
//!
//! The reading is in `formats/markup`. What the elements are for does not matter: all that stands in
//! them is text, their values and their names too.

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

/// XML of any kind.
pub struct Xml;

impl Format for Xml {
    fn name(&self) -> &'static str {
        "xml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml", "svg", "fodt", "fods", "fodp", "fodg", "kml", "gpx", "rss", "xsd", "xsl"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        let head = markup::head(bytes).to_ascii_lowercase();
        let mut start = head.trim_start_matches('\u{FEFF}').trim_start();
        while let Some(behind) =
            start.strip_prefix("<!--").and_then(|s| s.split_once("-->")).map(|(_, s)| s)
        {
            start = behind.trim_start();
        }
        ["<?xml", "<svg", "<!doctype svg"].iter().any(|p| start.starts_with(p))
    }

    fn takes_by_name(&self, bytes: &[u8], otherwise: &str) -> bool {
        let wide = Encoding::for_bom(bytes).is_some_and(|(e, _)| e != encoding_rs::UTF_8);
        let markup = wide || memchr::memchr(0, bytes).is_none() && bytes.contains(&b'<');
        markup && matches!(otherwise, "" | "text")
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        one_text::check(bytes, options)?;
        let decoded = charset::decode(bytes, markup::encoding(bytes)?);
        let mut page = markup::read_xml(&decoded.text);
        let reads = options.pictures.is_some();
        let files = page.hand_out(|bytes| reads && may_show_text(bytes));
        let mut unread = page.unread.clone();
        let place = Place::new(message!("text"));
        unread.extend(one_text::doubts(&decoded, 0, "", &place));
        let segments = page.segments().collect();
        let read = (segments, unread);
        Ok(OneText::with_pictures(bytes, decoded, XmlText(page), read, files))
    }
}

struct XmlText(Page);

impl Content for XmlText {
    fn cut(
        &self,
        _text: &str,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Cutting, usize> {
        let told: Vec<(usize, Span, &str)> =
            orders.iter().map(|o| (o.segment, o.span, o.mark.label.as_str())).collect();
        let without = treatment.extras == Extras::Drop;
        let cut = self.0.cut(&told, children, without, treatment.blank_unread)?;
        Ok(Cutting { splices: cut.splices, removed: cut.removed, notes: Vec::new() })
    }

    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        self.0.same(segment, span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_known_by_its_start() {
        assert!(
            Xml.sniff(b"\xEF\xBB\xBF<?xml version='1.0'?><a/>") && Xml.sniff(b"<!-- x --><svg>")
        );
        assert!(!Xml.sniff(b"<html>") && !Xml.sniff(b"Geachte heer"));
        assert!(Xml.takes_by_name(b"<a>b</a>", "text") && !Xml.takes_by_name(b"<a>", "html"));
    }
}
