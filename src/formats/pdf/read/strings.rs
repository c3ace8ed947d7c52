//! The text of strings, streams and names: everything that is not drawn.

use crate::formats::pdf::read::appearances::{annotation_pages, file_name};
use crate::formats::pdf::read::object_walk::StreamUse;
use crate::formats::pdf::read::source::TextOrigin;
use crate::formats::pdf::read::xmp;
use crate::formats::pdf::syntax::{filters, text_string};
use crate::formats::textmap::TextMap;
use crate::model::{Child, Place, Scale, Segment, SegmentKind, Unreadable, message};
use lopdf::{Object, ObjectId};

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
            StreamUse::EmbeddedFile => match data() {
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
            StreamUse::AlwaysRemoved | StreamUse::RichText => {
                let Some(bytes) = data() else { continue };
                read_text_stream(document, id, usage, &bytes);
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

fn read_text_stream(document: &mut PdfDocument, id: ObjectId, usage: StreamUse, bytes: &[u8]) {
    let raw = text_string::decode_xml(bytes);
    let place = Place::new(if usage == StreamUse::RichText {
        message!("rich text of a comment")
    } else {
        message!("metadata or script")
    });
    if usage == StreamUse::AlwaysRemoved
        && let Some(title) = xmp::title(&raw)
    {
        let segment = Segment::new(SegmentKind::Metadata, place.clone(), title);
        document.push(segment.labelled("dc:title"), TextOrigin::XmpTitle);
    }
    let text = text_string::strip_tags(&raw);
    if text.trim().is_empty() || text.len() > 4 << 20 {
        return;
    }
    let kind =
        if usage == StreamUse::RichText { SegmentKind::Comment } else { SegmentKind::Metadata };
    let source = if usage == StreamUse::RichText {
        TextOrigin::TextStream(id)
    } else {
        TextOrigin::AlwaysRemoved
    };
    document.push(Segment::new(kind, place, text), source);
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
