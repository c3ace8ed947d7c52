//! A mail or mailbox as it was read.

use crate::formats::charset::Decoded;
use crate::formats::content_lines::ContentLines;
use crate::formats::mail::syntax::address::Item;
use crate::formats::mail::tree::Part;
use crate::formats::markup::Page;
use crate::formats::textmap::TextMap;
use crate::model::{Child, Note, Scale, Segment, Unread};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Where a text in the header of a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HeadSource {
    /// Index into the fields that are read.
    pub(crate) field: usize,
    /// Which text of the field.
    pub(crate) item: usize,
}

/// The value of a header field that is read.
#[derive(Clone, Debug)]
pub(crate) enum HeadValue {
    /// Text.
    Text(String),
    /// A list of addresses.
    Addresses(Vec<Item>),
}

/// A header field that is read.
#[derive(Clone, Debug)]
pub(crate) struct HeadField {
    pub(crate) part: usize,
    /// Index into the fields of the part.
    pub(crate) field: usize,
    pub(crate) value: HeadValue,
}

/// The text of a part.
pub(crate) struct Text {
    pub(crate) part: usize,
    /// The body without its transfer encoding, if it has one.
    pub(crate) bytes: Vec<u8>,
    pub(crate) decoded: Decoded,
    pub(crate) content: TextContent,
    /// Where the lines of the text begin, but for the first.
    pub(crate) lines: Vec<usize>,
}

/// How the text of a part is read.
pub(crate) enum TextContent {
    /// As it is.
    Plain,
    /// As a calendar or address card.
    Folded(ContentLines),
    /// As a web page.
    Page(Page),
}

/// The name of a part: under these names of parameters.
pub(crate) struct PartName {
    pub(crate) part: usize,
    pub(crate) text: String,
}

/// Where a segment comes from.
pub(crate) enum SegmentSource {
    /// The header of a message.
    Head(TextMap<HeadSource>),
    /// The text of a part, by index.
    Text(usize),
    /// A stretch of a web page: text and stretch, by index.
    Page(usize, usize),
    /// The name of a part, by index.
    Name(usize),
    /// The same name in words: the segment in front of this one.
    NameWords(usize),
    /// Text around parts.
    Around(Range<usize>),
}

/// A mail or mailbox as it was read.
pub(crate) struct MailDocument {
    pub(crate) bytes: Vec<u8>,
    /// Whether it is a mailbox, whose messages have an envelope.
    pub(crate) mailbox: bool,
    pub(crate) parts: Vec<Part>,
    /// The messages, as indices of parts.
    pub(crate) messages: Vec<usize>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) sources: Vec<SegmentSource>,
    pub(crate) fields: Vec<HeadField>,
    pub(crate) texts: Vec<Text>,
    pub(crate) names: Vec<PartName>,
    pub(crate) children: Vec<Child>,
    /// Which of them are pictures in the mail.
    pub(crate) illustrations: BTreeSet<usize>,
    /// Whether anything reads pictures.
    pub(crate) reads_pictures: bool,
    /// The part of each child that is one; others are pictures in web pages.
    pub(crate) child_parts: Vec<Option<usize>>,
    /// Which children stand in each web page, by the index of its text.
    pub(crate) inlaid: BTreeMap<usize, Range<usize>>,
    /// Pictures, by part, and whether they count as a page.
    pub(crate) pictures: Vec<(usize, Scale)>,
    /// Parts that cannot be read.
    pub(crate) opaque: Vec<usize>,
    pub(crate) unread: Vec<Unread>,
    pub(crate) notes: Vec<Note>,
}

impl MailDocument {
    /// The bytes at a range.
    pub(crate) fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    /// How lines end.
    pub(crate) fn line_end(&self) -> &'static str {
        let head = self.bytes.get(..self.bytes.len().min(4096)).unwrap_or_default();
        match memchr::memchr(b'\n', head) {
            Some(at) if at > 0 && head.get(at - 1) != Some(&b'\r') => "\n",
            _ => "\r\n",
        }
    }
}
