//! The text of strings, streams and names: everything that is not drawn.

use crate::formats::pdf::read::appearances::{annotation_pages, file_name};
use crate::formats::pdf::read::object_walk::StreamUse;
use crate::formats::pdf::read::source::TextOrigin;
use crate::formats::pdf::read::xmp;
use crate::formats::pdf::syntax::{filters, text_string};
use crate::formats::textmap::TextMap;
use crate::model::{Child, Place, Scale, Segment, SegmentKind, Unreadable, message};
use lopdf::{Object, ObjectId, Stream};

use crate::formats::pdf::read::document::PdfDocument;

pub(crate) fn read_strings(document: &mut PdfDocument) {
    let strings = std::mem::take(&mut document.walked.strings);
    let pages = annotation_pages(&document.doc, &document.pages);
    for found in strings {
        let page = pages.get(&found.location.id);
        let place = match page {
            Some(page) => message!("page {0}, {1}", page + 1, &found.holder),
            None => message!("document, {0}", &found.holder),
        };
        let segment = Segment::new(found.kind, Place::new(place), found.text.clone())
            .labelled(found.label.clone());
        if !found.text.trim().is_empty() {
            let gone = found.always_removed;
            document.push(
                segment,
                if gone { TextOrigin::AlwaysRemoved } else { TextOrigin::String(found) },
            );
        }
    }
}

pub(crate) fn read_streams(document: &mut PdfDocument) {
    let streams: Vec<(ObjectId, StreamUse)> =
        document.walked.streams.iter().map(|(id, usage)| (*id, *usage)).collect();
    for (id, usage) in streams {
        let Some(Object::Stream(stream)) = document.doc.objects.get(&id) else { continue };
        let data = || filters::decode(stream, document.limits.part_bytes);
        match usage {
            // Of a damaged file only the beginning would be looked through.
            StreamUse::EmbeddedFile => match data()
                .filter(|_| !filters::is_damaged(stream, document.limits.part_bytes))
            {
                Some(bytes) => {
                    let name = file_name(&document.doc, id).unwrap_or_else(|| "bijlage".into());
                    let place = Place::new(message!("attachment {0}", document.files.len() + 1));
                    document.children.push(Child { place, name, bytes: bytes.into() });
                    document.files.push(id);
                }
                None => {
                    document.note_unread(message!("attachment"), Unreadable::Stream, Scale::Page)
                }
            },
            StreamUse::AlwaysRemoved => {
                let Some(bytes) = data() else { continue };
                read_removed_stream(document, &bytes);
            }
            StreamUse::RichText => {
                let place = message!("rich text of a comment");
                match rich_text(stream, document.limits.part_bytes) {
                    Some(bytes) => {
                        let text = text_string::strip_tags(&text_string::decode_xml(&bytes));
                        if !text.trim().is_empty() {
                            let segment =
                                Segment::new(SegmentKind::Comment, Place::new(place), text);
                            document.push(segment, TextOrigin::TextStream(id));
                        }
                    }
                    None => document.note_unread(place, Unreadable::Stream, Scale::Page),
                }
            }
            StreamUse::Unknown => {
                document.note_unread(
                    message!("unknown stream"),
                    Unreadable::UnknownPart,
                    Scale::Small,
                );
            }
            StreamUse::Content | StreamUse::Image | StreamUse::Resource => {}
        }
    }
}

/// Most bytes of a rich text stream that are read; a larger one counts as unread.
const MAX_RICH_TEXT: usize = 4 << 20;

/// The bytes of a rich text stream, or `None` if they cannot be read. Broken Flate gives no bytes
/// and no error.
pub(crate) fn rich_text(stream: &Stream, limit: u64) -> Option<Vec<u8>> {
    let bytes = filters::decode(stream, limit)?;
    let lost = bytes.is_empty() && !stream.content.is_empty();
    (!lost && bytes.len() <= MAX_RICH_TEXT).then_some(bytes)
}

/// Most bytes of text of a stream that goes anyway.
const MAX_REMOVED_TEXT: usize = 4 << 20;

/// The text of a stream that no copy keeps: that it was there is told, and its title stays.
fn read_removed_stream(document: &mut PdfDocument, bytes: &[u8]) {
    let raw = text_string::decode_xml(bytes);
    let place = Place::new(message!("metadata or script"));
    if let Some(title) = xmp::title(&raw) {
        let segment = Segment::new(SegmentKind::Metadata, place.clone(), title);
        document.push(segment.labelled("dc:title"), TextOrigin::XmpTitle);
    }
    let text = text_string::strip_tags(&raw);
    if !text.trim().is_empty() && text.len() <= MAX_REMOVED_TEXT {
        let segment = Segment::new(SegmentKind::Metadata, place, text);
        document.push(segment, TextOrigin::AlwaysRemoved);
    }
}

pub(crate) fn read_names(document: &mut PdfDocument) {
    let names: Vec<Vec<u8>> = document.walked.names.iter().cloned().collect();
    let mut map = TextMap::new();
    for (i, name) in names.iter().enumerate() {
        map.push_whole(&String::from_utf8_lossy(name), i);
        map.push_inferred("\n");
    }
    if !map.text().is_empty() {
        let place = Place::new(message!("names of objects and fonts"));
        let segment = Segment::new(SegmentKind::Name, place, map.text());
        document.push(segment.labelled("namen"), TextOrigin::CustomNames { map, names });
    }
}
