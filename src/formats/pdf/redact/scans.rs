//! Boxes over words that stand in pictures alone.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::{self, Canvas};
use crate::formats::pdf::interpret::path::PaintedPath;
use crate::formats::pdf::read::appearances::drawn_by_hand;
use crate::formats::pdf::read::source::TextOrigin;
use crate::formats::pdf::redact::clearance;
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::paths;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::plan::Reflow;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::scan::label_box::LabelBox;
use crate::formats::scan::marks::{self, Marks, Named};
use crate::model::FormatError;
use kurbo::Rect;
use lopdf::{Document, Object};

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
    drawn: &Canvas,
    reflow: &mut Reflow,
) -> Result<(), FormatError> {
    let document = job.document;
    let parts = document.recognized.get(&index);
    let signatures = document.signatures.get(&index);
    let named = job.orders.iter().enumerate().filter_map(|(number, order)| {
        let named = match document.origins.get(order.segment)? {
            TextOrigin::Recognized { canvas, part } if *canvas == index => {
                Named::Words(*part, parts?.get(*part)?, order.span)
            }
            TextOrigin::Signature { canvas, part } if *canvas == index => {
                Named::Signature(*signatures?.get(*part)?)
            }
            _ => return None,
        };
        Some((number, named))
    });
    let mut marks = Marks::of(named)?;
    for item in &mut marks.boxes {
        let origin = document.origins.get(job.order(item.order).segment);
        if matches!(origin, Some(TextOrigin::Signature { .. })) {
            clearance::clear(item, drawn, reflow);
        }
    }
    reflow.boxes.extend(marks.boxes);
    for (number, how) in marks.removed {
        job.record(number, how);
    }
    if parts.is_some() {
        job.note("width-kept", marks.kept_widths);
        marks::settle(&mut reflow.boxes);
    }
    Ok(())
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

/// Takes out the strokes of signatures.
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
        let all = edited.reflow.boxes.iter().filter(signed);
        let boxes: Vec<Rect> = all.map(|b| canvas::bounds(&b.original_quad)).collect();
        for path in edited.canvas().paths.iter().filter(|path| path.by_hand) {
            if !boxes.iter().any(|b| b.inflate(EDGE, EDGE).contains_rect(path.bounds)) {
                continue;
            }
            let Some(unit) = interpreter.units.get(path.unit) else { continue };
            if let Some(painted) = PaintedPath::of(path, &unit) {
                paths::take_out(&painted, unit.key, edits);
            }
        }
    }
}
