//! What is removed from every copy, whatever was found: metadata, scripts, private data,
//! signatures, thumbnails, older revisions. Title (redacted), language and tags stay.

mod attachments;
pub(crate) mod icc_profile;
mod images;
mod interactive;
mod keys;
mod metadata;
mod naming;
mod tails;

use crate::formats::pdf::read::object_walk::StreamUse;
use crate::formats::pdf::read::strings;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::scrub::attachments::scrub_attachments;
use crate::formats::pdf::redact::scrub::interactive::{
    drop_actions, drop_signatures, prune_name_trees, scrub_annotations, scrub_form,
};
use crate::formats::pdf::redact::scrub::keys::{CATALOG, PAGE, remove_private_keys, retain_keys};
use crate::formats::pdf::redact::scrub::metadata::{claims, title, write_trailer};
use crate::formats::pdf::syntax::{content_noise, filters, object};
use crate::model::ChildFate;
use lopdf::{Document, Object};

/// Scrubs the objects of a copy. Returns whether it claims PDF/A-1, which allows no object streams.
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
    gone += remove_private_keys(doc);
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
    let tails = tails::cut(doc);
    job.note("data-behind-stream-removed", tails);
    let stripped = images::strip_metadata(doc);
    job.note("image-metadata-removed", stripped);
    write_trailer(doc, title.as_deref(), root, &claims);
    claims.pdf_a.is_some_and(|(part, _)| part == "1")
}

/// Empties content and rich text that could not be read, if such is to be blanked.
fn blank_broken_content(job: &mut RedactionJob<'_>, doc: &mut Document) {
    let limit = job.document.limits.part_bytes;
    for (id, usage) in &job.document.walked.streams {
        let Some(Object::Stream(stream)) = doc.objects.get(id) else { continue };
        let read = match usage {
            StreamUse::Content => {
                filters::decode(stream, limit).is_some_and(|data| !content_noise::is_noise(&data))
                    && !filters::is_damaged(stream, limit)
            }
            StreamUse::RichText => strings::rich_text(stream, limit).is_some(),
            _ => true,
        };
        if !read {
            object::set_stream(doc, *id, Vec::new());
            *job.notes.entry("unread-blanked").or_default() += 1;
        }
    }
}
