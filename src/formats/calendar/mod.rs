//! Calendars (iCalendar, RFC 5545) and address cards (vCard 2.1 to 4.0, RFC 6350) in files.
//!
//! How their lines are read is in `formats/content_lines`, which mail uses too; here is what a file
//! adds: its encoding, and what is such a file at all.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use crate::formats::charset;
use crate::formats::content_lines::{self, ContentLines};
use crate::formats::cuts::Cut;
use crate::formats::one_text::{self, Content, Cutting, OneText};
use crate::model::{
    ChildFate, Document, Format, FormatError, Message, Note, OpenOptions, Place, Redaction,
    Removed, Scale, Segment, SegmentKind, Span, Treatment, Unread, Unreadable, message,
};

/// Calendars.
pub struct Calendar;

/// Address cards.
pub struct Card;

impl Format for Calendar {
    fn name(&self) -> &'static str {
        "ics"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ics", "ical", "ifb", "vcs"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        is_object(bytes, "VCALENDAR")
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        open(bytes, options, message!("calendar"))
    }
}

impl Format for Card {
    fn name(&self) -> &'static str {
        "vcf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["vcf", "vcard"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        is_object(bytes, "VCARD")
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        open(bytes, options, message!("address card"))
    }
}

/// Whether a file begins as such an object does, in any encoding that has a mark.
fn is_object(bytes: &[u8], object: &str) -> bool {
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let text = charset::decode(head, charset::unnamed(head)).text;
    content_lines::begins(text.as_bytes(), object)
}

fn open(
    bytes: &[u8],
    options: &OpenOptions,
    what: Message,
) -> Result<Box<dyn Document>, FormatError> {
    one_text::check(bytes, options)?;
    let decoded = charset::decode_folded(bytes, charset::unnamed_folded(bytes));
    let content = content_lines::read(&decoded.text);
    let place = Place::new(what);
    let mut unread =
        Vec::from_iter(one_text::doubts(&decoded, content.broken, content.map.text(), &place));
    let lines: Vec<usize> = memchr::memchr_iter(b'\n', decoded.text.as_bytes()).collect();
    for range in &content.opaque {
        let line = lines.partition_point(|end| *end < range.start) + 1;
        let place = Place::new(message!("line {0}", line));
        unread.push(Unread { place, why: Unreadable::Opaque, scale: Scale::Page });
    }
    let segments = vec![Segment::new(SegmentKind::Body, place, content.map.text())];
    Ok(OneText::document(bytes, decoded, content, segments, unread))
}

impl Content for ContentLines {
    fn cut(
        &self,
        text: &str,
        orders: &[Redaction],
        _children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Cutting, usize> {
        let mut cut: Vec<Cut> = Vec::new();
        let mut removed = Vec::with_capacity(orders.len());
        for (number, order) in orders.iter().enumerate() {
            let cuts = self.cuts(text, order.span, &order.mark.label);
            let (cuts, wider) = cuts.filter(|_| order.segment == 0).ok_or(number)?;
            cut.extend(cuts);
            removed.push(if wider { Removed::Wider } else { Removed::Exactly });
        }
        let blanked = treatment.blank_unread;
        let opaque = if blanked { self.opaque.len() } else { 0 };
        let notes = [("portrait-removed", self.portraits), ("unread-removed", opaque)]
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(code, count)| Note { code, place: None, count })
            .collect();
        Ok(Cutting { splices: self.splices(cut, blanked), removed, notes })
    }

    fn start(&self, _segment: usize, span: Span) -> Option<usize> {
        Some(Self::start(self, span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_known_by_their_start() {
        assert!(
            Calendar.sniff(b"\xEF\xBB\xBFBEGIN:VCALENDAR\r\n") && Card.sniff(b"\r\nbegin:vcard\n")
        );
        assert!(!Calendar.sniff(b"BEGIN:VCARD") && !Card.sniff(b"BEGIN:VCARDS"));
        let wide: Vec<u8> =
            "\u{FEFF}BEGIN:VCARD\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(Card.sniff(&wide));
    }
}
