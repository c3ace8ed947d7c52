//! Embedded files (ISO 32000-2, 7.11.4).

use crate::formats::pdf::read::document::PdfDocument;
use crate::formats::pdf::read::object_walk::StreamUse;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::syntax::object;
use crate::model::ChildFate;
use lopdf::{Document, Object, ObjectId};

/// Keeps embedded files, replaces them by their redacted copies, or removes them.
pub(crate) fn scrub_attachments(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    children: &[ChildFate],
) {
    let this: &PdfDocument = job.document;
    if job.treatment.blank_unread {
        drop_unread(job, doc);
    }
    for (i, id) in this.files.iter().enumerate() {
        match children.get(i) {
            Some(ChildFate::Keep) => {}
            Some(ChildFate::Replace(bytes) | ChildFate::ReplaceAs(bytes, _)) => {
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

/// Removes the files that could not be unpacked: damaged, or locked by themselves.
fn drop_unread(job: &mut RedactionJob<'_>, doc: &mut Document) {
    let this: &PdfDocument = job.document;
    let unread: Vec<ObjectId> = this
        .walked
        .streams
        .iter()
        .filter(|(id, usage)| **usage == StreamUse::EmbeddedFile && !this.files.contains(id))
        .map(|(id, _)| *id)
        .collect();
    for id in unread {
        drop_file(doc, id);
        job.note("unread-blanked", 1);
    }
}

/// Removes a file from every file specification that refers to it; the specification stays, empty.
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
