//! What goes from every copy, found or not: metadata, scripts, private data, signatures,
//! thumbnails, older revisions. The title stays, redacted, and so do language and tags.

pub(crate) mod icc_profile;
pub(crate) mod images;

use crate::formats::pdf::read::document::PdfDocument;
use crate::formats::pdf::read::object_walk::{self, StreamUse};
use crate::formats::pdf::read::xmp;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::strings;
use crate::formats::pdf::syntax::{filters, object, text_string};
use crate::model::{ChildFate, Extras};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeSet;

/// What a catalog may hold (ISO 32000-2, table 29); anything else is private.
const CATALOG: [&[u8]; 18] = [
    b"Type",
    b"Version",
    b"Extensions",
    b"Pages",
    b"PageLabels",
    b"Names",
    b"Dests",
    b"ViewerPreferences",
    b"PageLayout",
    b"PageMode",
    b"Outlines",
    b"OpenAction",
    b"AcroForm",
    b"StructTreeRoot",
    b"MarkInfo",
    b"Lang",
    b"OutputIntents",
    b"OCProperties",
];
/// What a page may hold (table 31).
const PAGE: [&[u8]; 17] = [
    b"Type",
    b"Parent",
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Contents",
    b"Rotate",
    b"Group",
    b"Annots",
    b"Tabs",
    b"StructParents",
    b"UserUnit",
    b"Trans",
    b"Dur",
];
/// Keys that go wherever they stand.
const PRIVATE_KEYS: [&[u8]; 6] =
    [b"PieceInfo", b"LastModified", b"Thumb", b"AA", b"Metadata", b"OPI"];
/// Entries of the name dictionary that stay (table 32).
const NAMES: [&[u8]; 2] = [b"Dests", b"EmbeddedFiles"];
/// Annotations that are remarks by reviewers (12.5.6).
const REMARKS: [&[u8]; 10] = [
    b"Text",
    b"Popup",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Caret",
    b"Ink",
    b"FileAttachment",
    b"Redact",
];

/// Cleans the objects of a copy. Whether it claims PDF/A-1, which knows no object streams.
pub(crate) fn scrub(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    children: &[ChildFate],
) -> bool {
    let this = job.document;
    let title = title(job, doc);
    scrub_attachments(job, doc, children);
    let root = doc.trailer.get(b"Root").ok().and_then(|r| r.as_reference().ok());
    let claims = root.map(|r| claims(doc, r)).unwrap_or_default();
    let mut gone = 0;
    if let Some(Object::Dictionary(catalog)) = root.and_then(|r| doc.objects.get_mut(&r)) {
        gone += retain_keys(catalog, &CATALOG);
    }
    for page in &this.pages {
        if let Some(Object::Dictionary(page)) = doc.objects.get_mut(&page.id) {
            gone += retain_keys(page, &PAGE);
        }
    }
    drop_signatures(job, doc);
    drop_actions(doc);
    if let Some(root) = root {
        prune_name_trees(doc, root);
        scrub_form(doc, root);
    }
    scrub_annotations(job, doc);
    for object in doc.objects.values_mut() {
        gone += remove_private_keys(object, 0);
    }
    job.note("metadata-removed", gone);
    for (id, usage) in &this.walked.streams {
        if matches!(usage, StreamUse::Unknown) {
            object::set_stream(doc, *id, Vec::new());
            job.note("unknown-stream-emptied", 1);
        }
    }
    if job.treatment.blank_unread {
        blank_broken_content(job, doc);
    }
    let unused = images::blank_unused(job, doc);
    job.note("unused-image-blanked", unused);
    let stripped = images::strip_metadata(doc);
    job.note("image-metadata-removed", stripped);
    write_trailer(doc, title.as_deref(), root, &claims);
    claims.pdf_a.is_some_and(|(part, _)| part == "1")
}

/// Content that does not decode is emptied, where what could not be read is to be blanked.
fn blank_broken_content(job: &mut RedactionJob<'_>, doc: &mut Document) {
    let content =
        job.document.walked.streams.iter().filter(|(_, usage)| **usage == StreamUse::Content);
    for (id, _) in content {
        let Some(Object::Stream(stream)) = doc.objects.get(id) else { continue };
        if filters::decode(stream, job.document.limits.part_bytes).is_none() {
            object::set_stream(doc, *id, Vec::new());
            *job.notes.entry("unread-blanked").or_default() += 1;
        }
    }
}

fn retain_keys(dict: &mut Dictionary, allowed: &[&[u8]]) -> usize {
    let drop: Vec<Vec<u8>> =
        dict.iter().map(|(k, _)| k.clone()).filter(|k| !allowed.contains(&k.as_slice())).collect();
    for key in &drop {
        dict.remove(key);
    }
    drop.len()
}

/// The title: of the document information if it has one, else of the metadata.
fn title(job: &RedactionJob<'_>, doc: &Document) -> Option<String> {
    let info = doc.trailer.get(b"Info").ok().map(|i| object::resolve(doc, i).1);
    let own = info
        .and_then(object::as_dict)
        .and_then(|d| object::get(doc, d, b"Title")?.as_str().ok().map(text_string::decode))
        .filter(|t| !t.trim().is_empty());
    own.or_else(|| strings::redacted_xmp_title(job))
}

fn claims(doc: &Document, root: ObjectId) -> xmp::ConformanceClaims {
    doc.objects
        .get(&root)
        .and_then(object::as_dict)
        .and_then(|c| object::stream(doc, c, b"Metadata"))
        .and_then(|(_, s)| filters::decode(s, 16 << 20))
        .map(|bytes| xmp::claims(&text_string::decode_xml(&bytes)))
        .unwrap_or_default()
}

/// New document information and metadata, and no identifier that leads back to the original.
fn write_trailer(
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

/// Embedded files: kept, replaced by their redacted form, or taken out.
fn scrub_attachments(job: &mut RedactionJob<'_>, doc: &mut Document, children: &[ChildFate]) {
    let this: &PdfDocument = job.document;
    for (i, id) in this.files.iter().enumerate() {
        match children.get(i) {
            Some(ChildFate::Keep) => {}
            Some(ChildFate::Replace(bytes)) => {
                object::set_stream(doc, *id, bytes.clone());
                job.note("attachment-redacted", 1);
            }
            Some(ChildFate::Drop) | None => {
                drop_file(doc, *id);
                job.note("attachment-removed", 1);
            }
        }
        if let Some(Object::Stream(stream)) = doc.objects.get_mut(id) {
            stream.dict.remove(b"Params");
        }
    }
}

/// Takes a file out of every file specification that holds it; the specification stays, empty.
fn drop_file(doc: &mut Document, file: ObjectId) {
    object::set_stream(doc, file, Vec::new());
    let holders: Vec<ObjectId> = doc
        .objects
        .iter()
        .filter(|(_, o)| {
            object::as_dict(o)
                .and_then(|d| object::dict(doc, d, b"EF"))
                .is_some_and(|ef| ef.iter().any(|(_, v)| object::resolve(doc, v).0 == Some(file)))
        })
        .map(|(id, _)| *id)
        .collect();
    for id in holders {
        if let Some(Object::Dictionary(spec)) = doc.objects.get_mut(&id) {
            for key in [&b"F"[..], b"UF", b"DOS", b"Mac", b"Unix"] {
                if spec.has(key) {
                    spec.set(key, Object::string_literal("verwijderd"));
                }
            }
            spec.remove(b"Desc");
        }
    }
}

/// A signature does not survive a change: its value goes, and the copy says so (12.8).
fn drop_signatures(job: &mut RedactionJob<'_>, doc: &mut Document) {
    let signatures: BTreeSet<ObjectId> = doc
        .objects
        .iter()
        .filter(|(_, o)| object::as_dict(o).is_some_and(|d| object_walk::is_signature(doc, d)))
        .map(|(id, _)| *id)
        .collect();
    let mut count = signatures.len();
    for object in doc.objects.values_mut() {
        let Object::Dictionary(dict) = object else { continue };
        let value = match dict.get(b"V") {
            Ok(Object::Reference(id)) => signatures.contains(id),
            Ok(Object::Dictionary(d)) => {
                let direct = d.has(b"ByteRange");
                count += usize::from(direct);
                direct
            }
            _ => false,
        };
        if value {
            dict.remove(b"V");
        }
        if dict.has(b"Lock") || dict.has(b"SV") {
            dict.remove(b"Lock");
            dict.remove(b"SV");
        }
    }
    for id in signatures {
        doc.objects.insert(id, Object::Null);
    }
    job.note("signature-dropped", count);
}

/// Actions that run something: scripts, programs, forms that are sent (12.6.4).
fn drop_actions(doc: &mut Document) {
    let runs = |doc: &Document, dict: &Dictionary| {
        matches!(
            object::name(doc, dict, b"S"),
            Some(b"JavaScript" | b"Launch" | b"SubmitForm" | b"ImportData" | b"Rendition")
        ) || (dict.has(b"JS") && dict.has(b"S"))
    };
    let ids: Vec<ObjectId> = doc.objects.keys().copied().collect();
    for id in ids {
        let Some(Object::Dictionary(dict)) = doc.objects.get(&id) else { continue };
        if runs(doc, dict) {
            doc.objects.insert(id, Object::Null);
            continue;
        }
        let drop: Vec<Vec<u8>> = dict
            .iter()
            .filter(|(_, v)| v.as_dict().is_ok_and(|d| runs(doc, d)))
            .map(|(k, _)| k.clone())
            .collect();
        if let (false, Some(Object::Dictionary(dict))) = (drop.is_empty(), doc.objects.get_mut(&id))
        {
            for key in drop {
                dict.remove(&key);
            }
        }
    }
}

fn prune_name_trees(doc: &mut Document, root: ObjectId) {
    let Some(catalog) = doc.objects.get(&root).and_then(object::as_dict) else { return };
    let Ok(names) = catalog.get(b"Names") else { return };
    match object::resolve(doc, names) {
        (Some(id), Object::Dictionary(_)) => {
            if let Some(Object::Dictionary(names)) = doc.objects.get_mut(&id) {
                retain_keys(names, &NAMES);
            }
        }
        (None, Object::Dictionary(_)) => {
            if let Some(Object::Dictionary(catalog)) = doc.objects.get_mut(&root)
                && let Ok(Object::Dictionary(names)) = catalog.get_mut(b"Names")
            {
                retain_keys(names, &NAMES);
            }
        }
        _ => {}
    }
}

/// XFA says everything twice (12.7.8); signature flags speak of what is gone.
fn scrub_form(doc: &mut Document, root: ObjectId) {
    let Some(catalog) = doc.objects.get(&root).and_then(object::as_dict) else { return };
    let id = catalog.get(b"AcroForm").ok().and_then(|f| object::resolve(doc, f).0).unwrap_or(root);
    let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&id) else { return };
    let form = if id == root { dict.get_mut(b"AcroForm").ok() } else { None };
    let form = match form {
        Some(Object::Dictionary(form)) => form,
        Some(_) => return,
        None => dict,
    };
    form.remove(b"XFA");
    form.remove(b"SigFlags");
}

/// Authors of remarks go; with `drop`, so do the remarks.
fn scrub_annotations(job: &mut RedactionJob<'_>, doc: &mut Document) {
    let mut remarks = BTreeSet::new();
    let kind = |doc: &Document, dict: &Dictionary| {
        object::name(doc, dict, b"Subtype").filter(|_| dict.has(b"Rect")).map(<[u8]>::to_vec)
    };
    let ids: Vec<(ObjectId, Vec<u8>)> = doc
        .objects
        .iter()
        .filter_map(|(id, o)| Some((*id, kind(doc, o.as_dict().ok()?)?)))
        .collect();
    for (id, subtype) in ids {
        if subtype == b"Widget" {
            continue;
        }
        if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&id) {
            for key in [&b"T"[..], b"CreationDate", b"M", b"NM"] {
                dict.remove(key);
            }
        }
        if REMARKS.contains(&subtype.as_slice()) {
            remarks.insert(id);
        }
    }
    if job.treatment.extras != Extras::Drop {
        return;
    }
    job.note("remarks-removed", remarks.len());
    for page in &job.document.pages {
        let Some(dict) = doc.objects.get(&page.id).and_then(object::as_dict) else { continue };
        let Some(annots) = object::array(doc, dict, b"Annots") else { continue };
        let kept: Vec<Object> = annots
            .iter()
            .filter(|a| !a.as_reference().is_ok_and(|id| remarks.contains(&id)))
            .cloned()
            .collect();
        if let Some(Object::Dictionary(page)) = doc.objects.get_mut(&page.id) {
            page.set("Annots", Object::Array(kept));
        }
    }
    for id in remarks {
        doc.objects.insert(id, Object::Null);
    }
}

fn remove_private_keys(object: &mut Object, depth: usize) -> usize {
    if depth > 110 {
        return 0;
    }
    match object {
        Object::Array(items) => items.iter_mut().map(|o| remove_private_keys(o, depth + 1)).sum(),
        Object::Dictionary(d) => remove_private_entries(d, depth),
        Object::Stream(s) => remove_private_entries(&mut s.dict, depth),
        _ => 0,
    }
}

fn remove_private_entries(dict: &mut Dictionary, depth: usize) -> usize {
    let mut gone = 0;
    for key in PRIVATE_KEYS {
        gone += usize::from(dict.remove(key).is_some());
    }
    for (_, value) in dict.iter_mut() {
        gone += remove_private_keys(value, depth + 1);
    }
    gone
}
