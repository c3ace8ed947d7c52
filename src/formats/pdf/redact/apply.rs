//! Carries out all edits of content, and draws the boxes on top.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::redact::contents::{
    self, EditedContent, add_resource, draw_on_top, inherit_resources,
};
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::label::{self, Drawn, LabelFont};
use crate::formats::pdf::redact::structure_tree;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::minify;
use crate::formats::pdf::redact::text_layer::Layer;
use crate::formats::pdf::syntax::content_unit::{ContentUnits, UnitKey};
use crate::formats::scan::label_box::LabelBox;
use crate::formats::splice::Splice;
use crate::model::{FormatError, message};
use crate::parallel;
use lopdf::{Document, ObjectId};
use std::collections::BTreeSet;

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
    let label_font = LabelFont::new(doc, labels);
    let any = edited_canvases.iter().any(|w| !w.reflow.boxes.is_empty());
    let font_id = any.then(|| label_font.add_to(doc));
    let ContentEdits { splices, images } = edits;
    write_splices(job, doc, &interpreter.units, splices.into_iter().collect())?;
    for (key, more) in images {
        for (name, id) in more {
            add_resource(doc, key, b"XObject", &name, id);
        }
    }
    let sequences = structure_tree::tag_boxes(job, doc, edited_canvases);
    let layer = Layer::plan(job, doc, edited_canvases);
    let mut layered: BTreeSet<usize> = layer.iter().flat_map(Layer::canvases).collect();
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
        let mut content = label::draw(&drawn, &label_font, job.treatment.style);
        if let Some(layer) = layer.as_ref().filter(|_| layered.remove(&edited.index)) {
            content.push_str(&layer.content(edited.index));
            add_fonts(doc, spec.key, layer);
        }
        draw_on_top(doc, &unit, &content);
        inherit_resources(doc, spec.key, spec.resources.as_ref());
        if let Some(font) = font_id {
            add_resource(doc, spec.key, b"Font", &label_font.name, font);
        }
    }
    // Pages from which nothing went.
    for (index, layer) in layered.iter().flat_map(|index| layer.iter().map(move |l| (*index, l))) {
        let key = job.document.canvas(index).key;
        let mut units = ContentUnits::default();
        units.open(&job.document.doc, key, job.document.limits.part_bytes)?;
        let Some(unit) = units.by_key(key) else { continue };
        draw_on_top(doc, &unit, &layer.content(index));
        add_fonts(doc, key, layer);
    }
    Ok(())
}

fn add_fonts(doc: &mut Document, key: UnitKey, layer: &Layer) {
    for (name, font) in &layer.fonts {
        add_resource(doc, key, b"Font", name, *font);
    }
}

/// Carries out the edits of all units, several at a time, and writes them back in order.
fn write_splices(
    job: &RedactionJob<'_>,
    doc: &mut Document,
    units: &ContentUnits,
    splices: Vec<(UnitKey, Vec<Splice>)>,
) -> Result<(), FormatError> {
    let document = job.document;
    let shared = |id: &ObjectId| document.content_page_counts.get(id).is_some_and(|n| *n > 1);
    let edit = |_: &mut (), index: usize| {
        let Some((key, splices)) = splices.get(index) else { return Ok(None) };
        let Some(unit) = units.by_key(*key) else {
            return Err(FormatError::not_removed(message!("content not found")));
        };
        let mut splices = splices.clone();
        splices.sort();
        splices.dedup();
        // Tokens may touch in the original (`Tf[`); a replacement must not merge with its
        // neighbors.
        for s in &mut splices {
            s.with.insert(0, b' ');
            s.with.push(b' ');
        }
        contents::edited(&unit, splices, shared, minify::minify).map(|new| Some((*key, new)))
    };
    let take = |_: usize, edited: Result<Option<(UnitKey, EditedContent)>, FormatError>| {
        if let Some((key, content)) = edited? {
            contents::put(doc, key, content);
        }
        Ok(())
    };
    parallel::in_order(splices.len(), document.threads, &mut (), || (), edit, take)
}
