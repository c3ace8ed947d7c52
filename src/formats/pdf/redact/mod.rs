//! Carries out redactions: removes text from canvases, strings, names and attachments, then scrubs
//! and writes. The document itself stays as it is; all work is done on a copy of its objects.

mod apply;
mod canvases;
mod clearance;
mod contents;
mod edits;
mod fonts;
mod images;
mod job;
mod label;
mod paths;
mod scans;
mod scrub;
mod strings;
mod structure_tree;
mod text;
mod text_layer;

#[cfg(any(test, fuzzing))]
pub(crate) use crate::formats::pdf::redact::text::minify::minify as minified;

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::{self};
use crate::formats::pdf::read::document::PdfDocument;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::scrub::icc_profile;
use crate::formats::pdf::redact::text::annotation_rects;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::syntax::content_unit::ContentUnits;
use crate::formats::pdf::write;
use crate::model::{
    ChildFate, FormatError, MarkBox, Note, Redacted, Redaction, Treatment, message,
};
use std::collections::BTreeMap;

/// The redacted copy of a document.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] if a redaction cannot be carried out, [`FormatError::Limit`] for
/// content beyond the limits.
pub(crate) fn redact(
    this: &PdfDocument,
    orders: &[Redaction],
    children: &[ChildFate],
    treatment: &Treatment,
) -> Result<Redacted, FormatError> {
    let mut job = RedactionJob {
        document: this,
        orders,
        treatment,
        removed: vec![None; orders.len()],
        notes: BTreeMap::new(),
    };
    let mut doc = this.doc.clone();
    let mut interpreter = Interpreter::new(&this.doc, &this.fonts, this.limits);
    interpreter.units = this.kept.units.clone();
    let edited_canvases = canvases::plan(&mut job, &mut interpreter)?;
    let mut edits = text::content_edits(&interpreter.units, &edited_canvases, this.threads);
    strings::redact_content_strings(&mut job, &mut interpreter, &mut edits)?;
    strings::redact_string_objects(&mut job, &mut doc);
    strings::rename_custom_names(&mut job, &mut interpreter, &mut doc, &mut edits)?;
    images::blacken(&mut job, &mut doc, &interpreter, &edited_canvases, &mut edits)?;
    scans::drop_annotations(&job, &mut doc);
    paths::drop_under_boxes(&interpreter, &edited_canvases, &mut edits);
    scans::drop_strokes(&job, &interpreter, &edited_canvases, &mut edits);
    apply::write(&mut job, &mut doc, &interpreter, &edited_canvases, edits)?;
    annotation_rects::move_with_lines(&job, &mut doc, &edited_canvases);
    let boxes = mark_boxes(&job, &edited_canvases);
    let removed = fonts::removed_codes(&edited_canvases);
    // What was drawn takes most of the memory, and is not needed from here on.
    drop(edited_canvases);
    interpreter.units = ContentUnits::default();
    fonts::prune(&mut job, &mut doc, &interpreter.bank, removed)?;
    let classic = scrub::scrub(&mut job, &mut doc, children);
    let profiles = icc_profile::clear(&mut doc);
    job.note("profile-text-removed", profiles);
    finish(job, doc, boxes, classic)
}

/// The boxes on pages, for the verifier.
fn mark_boxes(job: &RedactionJob<'_>, edited_canvases: &[EditedCanvas]) -> Vec<MarkBox> {
    let mut out = Vec::new();
    for edited in edited_canvases {
        let Some(page) = job.document.canvas(edited.index).page else { continue };
        for label_box in &edited.reflow.boxes {
            let r = canvas::bounds(&label_box.quad);
            let label = job.order(label_box.order).mark.label.as_str();
            let label = if label_box.shows_label(label) { label } else { "" };
            let tilted = (!label_box.stands_upright()).then(|| label_box.quad.map(|p| [p.x, p.y]));
            let rect = [r.x0, r.y0, r.x1, r.y1];
            let pictured = label_box.glyph.is_none().then(|| label_box.quarters());
            out.push(MarkBox { page, rect, tilted, label: label.to_owned(), pictured });
        }
    }
    out
}

fn finish(
    job: RedactionJob<'_>,
    doc: lopdf::Document,
    boxes: Vec<MarkBox>,
    classic: bool,
) -> Result<Redacted, FormatError> {
    let missed = job.removed.iter().filter(|r| r.is_none()).count();
    if missed > 0 {
        return Err(FormatError::not_removed(message!("{0} orders without effect", missed)));
    }
    let removed = job.removed.into_iter().flatten().collect();
    let notes =
        job.notes.into_iter().map(|(code, count)| Note { code, place: None, count }).collect();
    Ok(Redacted { bytes: write::write(doc, classic, job.document.threads)?, removed, boxes, notes })
}
