//! Carries out all edits of content, and draws the boxes on top.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::redact::contents::{
    add_resource, draw_on_top, inherit_resources, write_edits,
};
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::label::{self, Drawn, LabelFont};
use crate::formats::pdf::redact::structure_tree;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::label_box::LabelBox;
use crate::formats::pdf::redact::text::minify;
use crate::model::{FormatError, message};
use lopdf::{Document, ObjectId};

/// Carries out all edits and draws the boxes.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] if an edit cannot be carried out.
pub(crate) fn write(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    interpreter: &Interpreter<'_, '_>,
    edited_canvases: &[EditedCanvas],
    edits: ContentEdits,
) -> Result<(), FormatError> {
    let labels = job.orders.iter().map(|o| o.mark.label.as_str());
    let font = LabelFont::new(labels);
    let any = edited_canvases.iter().any(|w| !w.reflow.boxes.is_empty());
    let font_id = any.then(|| font.add_to(doc));
    let ContentEdits { splices, images } = edits;
    for (key, mut splices) in splices {
        let Some(unit) = interpreter.units.by_key(key) else {
            return Err(FormatError::not_removed(message!("content not found")));
        };
        splices.sort();
        splices.dedup();
        // Tokens may touch in the original (`Tf[`); a replacement must not merge with its
        // neighbors.
        for s in &mut splices {
            s.with.insert(0, b' ');
            s.with.push(b' ');
        }
        let shared =
            |id: &ObjectId| job.document.content_page_counts.get(id).is_some_and(|n| *n > 1);
        write_edits(doc, &unit, splices, shared, minify::minify)?;
    }
    for (key, more) in images {
        for (name, id) in more {
            add_resource(doc, key, b"XObject", &name, id);
        }
    }
    let sequences = structure_tree::tag_boxes(job, doc, edited_canvases);
    for (w, edited) in
        edited_canvases.iter().enumerate().filter(|(_, w)| !w.reflow.boxes.is_empty())
    {
        let spec = job.document.canvas(edited.index);
        let root = edited.canvas().calls.first().and_then(|c| interpreter.units.get(c.unit));
        let Some(unit) = root else { continue };
        let draw = |(i, b): (usize, _)| {
            let b: &LabelBox = b;
            let sequence = sequences.get(&(w, i)).copied();
            Drawn { label_box: b, mark: &job.order(b.order).mark, sequence }
        };
        let drawn: Vec<Drawn<'_>> = edited.reflow.boxes.iter().enumerate().map(draw).collect();
        let content = label::draw(&drawn, &font, job.treatment.style);
        draw_on_top(doc, &unit, &content);
        inherit_resources(doc, spec.key, spec.resources.as_ref());
        if let Some(font) = font_id {
            add_resource(doc, spec.key, b"Font", label::FONT_NAME, font);
        }
    }
    Ok(())
}
