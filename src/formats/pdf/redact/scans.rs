//! Boxes over words that stand in pictures alone.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas;
use crate::formats::pdf::read::appearances::drawn_by_hand;
use crate::formats::pdf::read::source::TextOrigin;
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::label_box::{self, LabelBox};
use crate::formats::pdf::redact::text::plan::Reflow;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::splice::Splice;
use crate::model::{FormatError, Removed, message};
use kurbo::{Point, Rect};
use lopdf::{Document, Object};
use std::collections::BTreeMap;

/// How far the strokes of a signature may reach beyond its box, in points.
const EDGE: f64 = 1.0;

/// Adds the boxes over what was recognized on a canvas. What is under them goes with the pictures.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] if a redaction covers no word.
pub(crate) fn add_boxes(
    job: &mut RedactionJob<'_>,
    index: usize,
    reflow: &mut Reflow,
) -> Result<(), FormatError> {
    add_signatures(job, index, reflow);
    let Some(parts) = job.document.recognized.get(&index) else { return Ok(()) };
    let mut taken: BTreeMap<usize, Vec<[f64; 4]>> = BTreeMap::new();
    let mut kept_widths = 0;
    let mut added = Vec::new();
    for (number, order) in job.orders.iter().enumerate() {
        let Some(TextOrigin::Recognized { canvas, part }) = job.document.origins.get(order.segment)
        else {
            continue;
        };
        let Some(recognized) = parts.get(*part).filter(|_| *canvas == index) else { continue };
        let (boxes, wider) = recognized.boxes(order.span, taken.entry(*part).or_default());
        if boxes.is_empty() {
            return Err(FormatError::not_removed(message!("no characters at that place")));
        }
        added.push((number, if wider { Removed::Wider } else { Removed::Exactly }));
        for (at, found) in boxes.into_iter().enumerate() {
            kept_widths += usize::from(!found.widened);
            reflow.boxes.push(over_picture(number, found.quad, at == 0));
        }
    }
    for (number, how) in added {
        job.record(number, how);
    }
    job.note("width-kept", kept_widths);
    label_box::unite(&mut reflow.boxes);
    label_box::separate(&mut reflow.boxes);
    label_box::unite_over_pictures(&mut reflow.boxes);
    Ok(())
}

/// A box over something in a picture.
fn over_picture(order: usize, quad: [Point; 4], is_first: bool) -> LabelBox {
    LabelBox { order, glyph: None, quad, original_quad: quad, is_first, hidden: false }
}

/// Adds the boxes over signatures.
fn add_signatures(job: &mut RedactionJob<'_>, index: usize, reflow: &mut Reflow) {
    let Some(parts) = job.document.signatures.get(&index) else { return };
    let mut done = Vec::new();
    for (number, order) in job.orders.iter().enumerate() {
        let Some(TextOrigin::Signature { canvas, part }) = job.document.origins.get(order.segment)
        else {
            continue;
        };
        if let Some(quad) = parts.get(*part).filter(|_| *canvas == index) {
            reflow.boxes.push(over_picture(number, *quad, true));
            done.push(number);
        }
    }
    for number in done {
        job.record(number, Removed::Exactly);
    }
}

/// Takes out the annotations that draw a signature: the box is on the page itself.
pub(crate) fn drop_annotations(job: &RedactionJob<'_>, doc: &mut Document) {
    for order in job.orders {
        let Some(TextOrigin::Signature { canvas, part }) = job.document.origins.get(order.segment)
        else {
            continue;
        };
        let quad = job.document.signatures.get(canvas).and_then(|all| all.get(*part));
        let UnitKey::Page(page) = job.document.canvas(*canvas).key else { continue };
        let Some(area) = quad.map(|quad| canvas::bounds(quad).inflate(EDGE, EDGE)) else {
            continue;
        };
        for (id, rect) in drawn_by_hand(&job.document.doc, page) {
            if area.contains_rect(rect) {
                // Whatever else refers to it refers to nothing now (7.3.10).
                doc.objects.insert(id, Object::Null);
            }
        }
    }
}

/// Takes out the strokes of signatures: what paints them paints nothing.
pub(crate) fn drop_strokes(
    job: &RedactionJob<'_>,
    interpreter: &Interpreter<'_, '_>,
    edited_canvases: &[EditedCanvas],
    edits: &mut ContentEdits,
) {
    for edited in edited_canvases {
        let signed = |b: &&LabelBox| {
            let origin = job.document.origins.get(job.order(b.order).segment);
            matches!(origin, Some(TextOrigin::Signature { .. }))
        };
        let boxes: Vec<Rect> =
            edited.reflow.boxes.iter().filter(signed).map(|b| canvas::bounds(&b.quad)).collect();
        for path in &edited.canvas().paths {
            if !boxes.iter().any(|b| b.inflate(EDGE, EDGE).contains_rect(path.bounds)) {
                continue;
            }
            let Some(unit) = interpreter.units.get(path.unit) else { continue };
            if let Some(op) = unit.content.ops.get(path.op as usize) {
                edits.push(unit.key, Splice::new(op.keyword.clone(), *b"n"));
            }
        }
    }
}
