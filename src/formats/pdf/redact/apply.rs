//! Edits to content streams, boxes on top, and putting the result back into the objects.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::redact::contents::{add_resource, append, inherit_resources, put};
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::label::{self, Drawn, LabelFont};
use crate::formats::pdf::redact::structure_tree;
use crate::formats::pdf::redact::text::minify;
use crate::formats::pdf::redact::text::reflow::LabelBox;
use crate::formats::pdf::redact::text::worked::EditedCanvas;
use crate::model::FormatError;
use lopdf::{Document, ObjectId};

/// Carries out all edits and draws the boxes.
pub(crate) fn write(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    interpreter: &Interpreter<'_, '_>,
    worked: &[EditedCanvas],
    edits: ContentEdits,
) -> Result<(), FormatError> {
    let labels = job.orders.iter().map(|o| o.mark.label.as_str());
    let font = LabelFont::new(labels);
    let any = worked.iter().any(|w| !w.reflow.boxes.is_empty());
    let font_id = any.then(|| font.add_to(doc));
    let ContentEdits { splices, images } = edits;
    for (key, mut splices) in splices {
        let Some(unit) = interpreter.units.iter().find(|(_, u)| u.key == key).map(|(_, u)| u)
        else {
            return Err(FormatError::NotRemoved("inhoud niet gevonden".into()));
        };
        splices.sort();
        splices.dedup();
        // Tokens may touch in the original (`Tf[`); what comes new may not grow into them.
        for s in &mut splices {
            s.with.insert(0, b' ');
            s.with.push(b' ');
        }
        let shared = |id: &ObjectId| job.this.content_use.get(id).is_some_and(|n| *n > 1);
        put(doc, unit, splices, shared, minify::tidy)?;
    }
    for (key, more) in images {
        for (name, id) in more {
            add_resource(doc, key, b"XObject", &name, id);
        }
    }
    let sequences = structure_tree::tag(job, doc, worked);
    for (w, work) in worked.iter().enumerate().filter(|(_, w)| !w.reflow.boxes.is_empty()) {
        let spec = &job.this.canvases[work.index];
        let root = work.canvas.calls.first().and_then(|c| interpreter.units.get(c.unit));
        let Some(unit) = root else { continue };
        let draw = |(i, b): (usize, _)| {
            let b: &LabelBox = b;
            let sequence = sequences.get(&(w, i)).copied();
            Drawn { boxed: b, mark: &job.orders[b.order].mark, sequence }
        };
        let drawn: Vec<Drawn<'_>> = work.reflow.boxes.iter().enumerate().map(draw).collect();
        let content = label::draw(&drawn, &font, job.treatment.style);
        append(doc, &unit, &content);
        inherit_resources(doc, spec.key, spec.resources.as_ref());
        if let Some(font) = font_id {
            add_resource(doc, spec.key, b"Font", label::FONT_NAME, font);
        }
    }
    Ok(())
}
