//! Opening a mail or mailbox: every part becomes text, an attachment, or something unread.

use super::document::{
    HeadField, HeadSource, HeadValue, MailDocument, PartName, SegmentSource, Text, TextContent,
};
use super::kinds::{self, FieldClass, PartClass};
use crate::formats::charset;
use crate::formats::content_lines::{self, ContentLines};
use crate::formats::mail::syntax::address::{self, ItemKind};
use crate::formats::mail::syntax::transfer::Coding;
use crate::formats::mail::syntax::words;
use crate::formats::mail::tree::{self, Bounds, Part};
use crate::formats::markup::{self, Page};
use crate::formats::media;
use crate::formats::raster::part::{self, may_show_text};
use crate::formats::textmap::TextMap;
use crate::model::{
    Child, FormatError, OpenOptions, Place, Scale, Segment, SegmentKind, Unread, Unreadable,
    message,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The name under which a part is attached.
fn file_name(part: &Part) -> String {
    let name = part.disposition.get("filename").or_else(|| part.typed.get("name"));
    name.unwrap_or_default().to_owned()
}

/// The most characters without meaning with which a text counts as read.
const BROKEN: usize = 8;
/// The area in pixels up to which a picture counts as a logo.
const LOGO: u64 = 120_000;
/// Most parts of one file.
const PARTS: usize = 20_000;

/// Opens the messages in these ranges.
///
/// # Errors
/// As [`tree::read`].
pub(crate) fn open(
    bytes: &[u8],
    ranges: Vec<Range<usize>>,
    mailbox: bool,
    options: &OpenOptions,
) -> Result<MailDocument, FormatError> {
    let limits = &options.limits;
    let bounds = Bounds { depth: limits.depth, parts: limits.entries.min(PARTS) };
    let mut document = MailDocument {
        bytes: bytes.to_vec(),
        mailbox,
        parts: Vec::new(),
        messages: Vec::new(),
        segments: Vec::new(),
        sources: Vec::new(),
        fields: Vec::new(),
        texts: Vec::new(),
        names: Vec::new(),
        children: Vec::new(),
        illustrations: BTreeSet::new(),
        reads_pictures: options.pictures.is_some(),
        child_parts: Vec::new(),
        inlaid: BTreeMap::new(),
        pictures: Vec::new(),
        opaque: Vec::new(),
        unread: Vec::new(),
        notes: Vec::new(),
    };
    for range in ranges {
        let message = tree::read(bytes, range, bounds, &mut document.parts)?;
        document.messages.push(message);
    }
    for index in 0..document.parts.len() {
        let Some(part) = document.parts.get(index).cloned() else { continue };
        document.head(index, &part);
        document.names(index, &part);
        document.body(index, &part);
        document.around(&part);
    }
    Ok(document)
}

impl MailDocument {
    /// Collects the fields that readers see, each under its name.
    fn head(&mut self, index: usize, part: &Part) {
        let message = part.parent.is_none();
        for (at, field) in part.fields.iter().enumerate() {
            let (class, name) = kinds::field(&field.name);
            let own = matches!(name, "Content-Description" | "Content-Location");
            let raw = self.slice(&field.value).to_vec();
            let mut map: TextMap<HeadSource> = TextMap::new();
            let number = self.fields.len();
            let (kind, label, value) = match class {
                FieldClass::Addresses if message => {
                    let items = address::read(&raw);
                    for (item, found) in items.iter().enumerate() {
                        push_item(found, HeadSource { field: number, item }, &mut map);
                    }
                    self.unread_words(items.iter().any(|i| i.unread));
                    (SegmentKind::Header, Some(name), HeadValue::Addresses(items))
                }
                FieldClass::Text if message || own => {
                    let decoded = words::decode(&raw);
                    self.unread_words(decoded.unread);
                    map.push_exact(&decoded.text, HeadSource { field: number, item: 0 });
                    (SegmentKind::Body, None, HeadValue::Text(decoded.text))
                }
                _ => continue,
            };
            self.fields.push(HeadField { part: index, field: at, value });
            if !map.text().is_empty() {
                let place = Place::new(message!("header of the mail, {0}", name));
                self.keep(kind, place, label, SegmentSource::Head(map));
            }
        }
    }

    fn unread_words(&mut self, unread: bool) {
        if unread {
            let place = Place::new(message!("header of the mail"));
            self.lists(place, Unreadable::Stream, Scale::Page);
        }
    }

    fn lists(&mut self, place: Place, why: Unreadable, scale: Scale) {
        self.unread.push(Unread { place, why, scale });
    }

    /// Adds a segment.
    fn keep(
        &mut self,
        kind: SegmentKind,
        place: Place,
        label: Option<&str>,
        source: SegmentSource,
    ) {
        let text = match &source {
            SegmentSource::Head(map) => map.text().to_owned(),
            SegmentSource::Text(at) => match self.texts.get(*at) {
                Some(Text { content: TextContent::Folded(lines), .. }) => {
                    lines.map.text().to_owned()
                }
                Some(text) => text.decoded.text.clone(),
                None => return,
            },
            SegmentSource::Name(at) => {
                self.names.get(*at).map(|n| n.text.clone()).unwrap_or_default()
            }
            SegmentSource::NameWords(at) => {
                let name = self.names.get(*at).map(|n| n.text.as_str()).unwrap_or_default();
                name.replace(['_', '-', '.', '+'], " ")
            }
            SegmentSource::Around(range) => {
                let raw = self.slice(range);
                charset::decode(raw, charset::unnamed(raw)).text
            }
            SegmentSource::Page(..) => return,
        };
        let mut segment = Segment::new(kind, place, text);
        if let Some(label) = label {
            segment = segment.labelled(label);
        }
        if matches!(source, SegmentSource::NameWords(_)) {
            segment = segment.again();
        }
        self.segments.push(segment);
        self.sources.push(source);
    }

    /// Collects the names of a part: what it is called as a file, and by what others refer to it.
    fn names(&mut self, index: usize, part: &Part) {
        let mut seen: Vec<String> = Vec::new();
        for (typed, wanted) in [(&part.disposition, "filename"), (&part.typed, "name")] {
            for (name, value) in &typed.params {
                let own = name == wanted || name.strip_suffix('*') == Some(wanted);
                if own && !value.is_empty() && !seen.contains(value) {
                    seen.push(value.clone());
                }
            }
            if typed.unread {
                self.lists(
                    Place::new(message!("name of an attachment")),
                    Unreadable::Stream,
                    Scale::Page,
                );
            }
        }
        let id = part.fields.iter().find(|f| f.name == "content-id");
        let id = id.map(|f| words::decode(self.slice(&f.value)).text);
        for text in seen.into_iter().chain(id.filter(|id| !id.is_empty())) {
            let number = self.names.len();
            let words = text.contains(['_', '-', '.', '+']);
            self.names.push(PartName { part: index, text });
            let place = || Place::new(message!("name of an attachment"));
            self.keep(SegmentKind::Name, place(), None, SegmentSource::Name(number));
            if words {
                self.keep(SegmentKind::Name, place(), None, SegmentSource::NameWords(number));
            }
        }
    }

    /// Text in front of the first part and behind the last one, which mail programs do not show.
    fn around(&mut self, part: &Part) {
        for range in part.multipart.iter().flat_map(|m| m.around.clone()) {
            let place = Place::new(message!("text around the parts"));
            self.keep(SegmentKind::Hidden, place, None, SegmentSource::Around(range));
        }
    }

    fn body(&mut self, index: usize, part: &Part) {
        let attachment = || Place::new(message!("part {0} of the mail", index + 1));
        let class = kinds::part(&part.kind);
        let mut class = class;
        if class == PartClass::Multipart {
            if part.multipart.is_some() {
                if part.kind == "multipart/encrypted" {
                    self.lists(attachment(), Unreadable::Opaque, Scale::Page);
                }
                return;
            }
            class = PartClass::Text;
        }
        if class == PartClass::Signature {
            return;
        }
        let raw = self.slice(&part.body).to_vec();
        let Some(bytes) = part.coding.decode(&raw) else {
            self.opaque.push(index);
            self.lists(attachment(), Unreadable::Stream, Scale::Page);
            return;
        };
        let bytes = bytes.into_owned();
        match class {
            PartClass::Text | PartClass::Folded | PartClass::Page => {
                self.text(index, part, class, bytes);
            }
            PartClass::Picture => self.picture(index, part, bytes),
            PartClass::Opaque => {
                self.opaque.push(index);
                self.lists(attachment(), Unreadable::Opaque, Scale::Page);
            }
            _ if bytes.is_empty() => {}
            PartClass::Message => {
                self.child(index, "message.eml".to_owned(), bytes);
            }
            _ if is_picture(&bytes) => self.picture(index, part, bytes),
            _ => self.child(index, file_name(part), bytes),
        }
    }

    fn child(&mut self, part: usize, name: String, bytes: Vec<u8>) {
        let place = Place::new(message!("attachment {0}", self.children.len() + 1));
        self.children.push(Child { place, name, bytes: Arc::new(bytes) });
        self.child_parts.push(Some(part));
    }

    fn picture(&mut self, index: usize, part: &Part, bytes: Vec<u8>) {
        if self.reads_pictures && may_show_text(&bytes) {
            self.illustrations.insert(self.children.len());
            self.child(index, file_name(part), bytes);
            return;
        }
        let (part, bytes) = (index, bytes.as_slice());
        let area = media::pixels(bytes).map(|(w, h)| u64::from(w) * u64::from(h));
        let small = area.is_some_and(|area| area <= LOGO) && media::stripped(bytes).is_some();
        let scale = if small { Scale::Small } else { Scale::Page };
        self.pictures.push((part, scale));
        self.lists(Place::new(message!("picture in the mail")), Unreadable::Image, scale);
    }

    /// Reads a calendar or address card, and lists what cannot be read in it.
    fn content_lines(&mut self, text: &str, place: &Place) -> ContentLines {
        let lines = content_lines::read(text);
        if lines.broken > 0 || charset::misleads(lines.map.text()) {
            self.lists(place.clone(), Unreadable::Content, Scale::Page);
        }
        for _ in &lines.opaque {
            self.lists(place.clone(), Unreadable::Opaque, Scale::Page);
        }
        lines
    }

    /// A web page; the files in it become children, pictures where something reads them.
    fn page(&mut self, number: usize, text: &str) -> Page {
        let mut page = markup::read(text);
        let reads = self.reads_pictures;
        let from = self.children.len();
        for file in page.hand_out(|bytes| reads && may_show_text(bytes)) {
            if part::is_picture(&file.bytes) {
                self.illustrations.insert(self.children.len());
            }
            self.children.push(file);
            self.child_parts.push(None);
        }
        self.inlaid.insert(number, from..self.children.len());
        page
    }

    fn text(&mut self, index: usize, part: &Part, class: PartClass, bytes: Vec<u8>) {
        let place = Place::new(match class {
            PartClass::Page => message!("web page in the mail"),
            _ => message!("text of the mail"),
        });
        let label = part.typed.get("charset").unwrap_or_default().to_ascii_lowercase();
        let encoding = match label.as_str() {
            "" | "us-ascii" | "ascii" if class == PartClass::Folded => {
                Some(charset::unnamed_folded(&bytes))
            }
            "" | "us-ascii" | "ascii" => Some(charset::unnamed(&bytes)),
            name => charset::named(name),
        };
        let encoding = match encoding {
            Some(encoding) => encoding,
            None if charset::is_plain_ascii(&bytes) => encoding_rs::UTF_8,
            None => {
                self.opaque.push(index);
                self.lists(place, Unreadable::Font, Scale::Page);
                return;
            }
        };
        let decoded = match class {
            PartClass::Folded => charset::decode_folded(&bytes, encoding),
            _ => charset::decode(&bytes, encoding),
        };
        let misleads = charset::misleads(&decoded.text);
        if decoded.broken > 0 || misleads {
            let large = decoded.broken >= BROKEN || !decoded.can_be_cut() || misleads;
            let scale = if large { Scale::Page } else { Scale::Small };
            self.lists(place.clone(), Unreadable::Content, scale);
        }
        if holds_file(&decoded.text) {
            self.lists(place.clone(), Unreadable::Opaque, Scale::Page);
        }
        if decoded.text.trim().is_empty() {
            return;
        }
        // What has no transfer encoding stands in the file itself.
        let bytes = if part.coding == Coding::Plain { Vec::new() } else { bytes };
        let number = self.texts.len();
        let content = match class {
            PartClass::Page => TextContent::Page(self.page(number, &decoded.text)),
            PartClass::Folded => TextContent::Folded(self.content_lines(&decoded.text, &place)),
            _ => TextContent::Plain,
        };
        if let TextContent::Page(page) = &content {
            self.unread.extend(page.unread.iter().cloned());
            for (stretch, segment) in page.segments().enumerate() {
                self.segments.push(segment);
                self.sources.push(SegmentSource::Page(number, stretch));
            }
        }
        let page = matches!(content, TextContent::Page(_));
        let lines = memchr::memchr_iter(b'\n', decoded.text.as_bytes()).map(|at| at + 1).collect();
        self.texts.push(Text { part: index, bytes, decoded, content, lines });
        if !page {
            self.keep(SegmentKind::Body, place, None, SegmentSource::Text(number));
        }
    }
}

fn push_item(item: &address::Item, source: HeadSource, map: &mut TextMap<HeadSource>) {
    let before = match map.text().chars().next_back() {
        Some(' ' | '\n') | None => "",
        Some(_) => " ",
    };
    let comma = item.text.contains([',', ';']);
    let (open, close) = match item.kind {
        ItemKind::Bracketed => ("<", ">"),
        ItemKind::Comment => ("(", ")"),
        ItemKind::Phrase if comma => ("\"", "\""),
        _ => ("", ""),
    };
    map.push_inferred(before);
    map.push_inferred(open);
    map.push_exact(&item.text, source);
    map.push_inferred(close);
    match item.separator {
        Some(',') => map.push_inferred(","),
        Some(';') => map.push_inferred(";"),
        Some(':') => map.push_inferred(":"),
        _ => {}
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    let kinds: [&[u8]; 6] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*"];
    kinds.iter().any(|kind| bytes.starts_with(kind))
}

/// Whether a text holds a file in letters: uuencode, or a locked message of PGP.
fn holds_file(text: &str) -> bool {
    text.contains("-----BEGIN PGP MESSAGE-----")
        || text.match_indices("begin ").any(|(at, _)| {
            let line = text.get(at + 6..).unwrap_or_default().lines().next().unwrap_or_default();
            let starts = at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
            let mode = line.bytes().take_while(u8::is_ascii_digit).count();
            starts && (3..=4).contains(&mode) && line.as_bytes().get(mode) == Some(&b' ')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_letters_is_told() {
        assert!(holds_file("x\nbegin 644 a.doc\nM") && !holds_file("begin met 644"));
    }
}
