//! Title, document information and metadata of a copy.

use crate::formats::pdf::read::xmp;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::scrub::keys::retain_keys;
use crate::formats::pdf::redact::strings;
use crate::formats::pdf::syntax::{filters, object, text_string};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

/// The title, redacted: from the document information if it has one, else from the metadata.
pub(crate) fn title(job: &RedactionJob<'_>, doc: &Document) -> Option<String> {
    let info = doc.trailer.get(b"Info").ok().map(|i| object::resolve(doc, i).1);
    let own = info
        .and_then(object::as_dict)
        .and_then(|d| object::get(doc, d, b"Title")?.as_str().ok().map(text_string::decode))
        .filter(|t| !t.trim().is_empty());
    own.or_else(|| strings::redacted_xmp_title(job))
}

pub(crate) fn claims(doc: &Document, root: ObjectId) -> xmp::ConformanceClaims {
    doc.objects
        .get(&root)
        .and_then(object::as_dict)
        .and_then(|c| object::stream(doc, c, b"Metadata"))
        .and_then(|(_, s)| filters::decode(s, 16 << 20))
        .map(|bytes| xmp::claims(&text_string::decode_xml(&bytes)))
        .unwrap_or_default()
}

/// Writes new document information and metadata, and drops the identifier that leads back to the
/// original.
pub(crate) fn write_trailer(
    doc: &mut Document,
    title: Option<&str>,
    root: Option<ObjectId>,
    claims: &xmp::ConformanceClaims,
) {
    retain_keys(&mut doc.trailer, &[b"Root", b"Size"]);
    if let Some(title) = title {
        let text = Object::String(text_string::encode(title), lopdf::StringFormat::Hexadecimal);
        let info = doc.add_object(dictionary! { "Title" => text });
        doc.trailer.set("Info", Object::Reference(info));
    }
    let packet = xmp::write(title, claims).into_bytes();
    let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = doc.add_object(Stream::new(dict, packet).with_compression(false));
    if let Some(Object::Dictionary(catalog)) = root.and_then(|r| doc.objects.get_mut(&r)) {
        catalog.set("Metadata", Object::Reference(metadata));
    }
}
