//! Pixels under boxes: which images a box touches, and replacing these by blackened ones.

use crate::formats::pdf::image::{self, blank};
use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::{self, DrawnImage};
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::syntax::content_stream::{Operand, Value};
use crate::formats::pdf::syntax::content_unit::{ContentUnit, UnitKey};
use crate::formats::pdf::syntax::object;
use crate::formats::pdf::syntax::serialize::{dictionary, write_name, write_value};
use crate::formats::scan::cells::Quad;
use crate::formats::scan::label_box::LabelBox;
use crate::formats::splice::Splice;
use crate::model::{FormatError, Removed, Unreadable, message};
use kurbo::{Point, Rect, Vec2};
use lopdf::{Document, Object, ObjectId};
use std::collections::BTreeMap;

/// How far blackening extends beyond text in a picture, relative to its height: recognized text
/// never lies exactly on the letters.
const REACH: f64 = 0.12;

/// One image, and which regions of it are blackened.
struct ImageTarget {
    regions: Vec<Quad>,
    orders: Vec<usize>,
    /// The unit, its number and the operator, if a page itself draws it; the page may get an image
    /// of its own.
    page_operator: Option<(UnitKey, u32, u32)>,
}

/// Blackens all images under boxes.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] if an image is not a stream.
pub(crate) fn blacken(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    interpreter: &Interpreter<'_, '_>,
    edited_canvases: &[EditedCanvas],
    edits: &mut ContentEdits,
) -> Result<(), FormatError> {
    let mut shared: BTreeMap<ObjectId, ImageTarget> = BTreeMap::new();
    let mut own: BTreeMap<(UnitKey, ObjectId), ImageTarget> = BTreeMap::new();
    for edited in edited_canvases {
        let blind = job.document.unread_canvases.get(&edited.index);
        let blank =
            job.treatment.blank_unread && blind.is_some_and(|why| why.contains(&Unreadable::Image));
        for used in &edited.canvas().images {
            if blank {
                blank_unread(job, doc, interpreter, used, edits);
                continue;
            }
            let (regions, orders) = regions(used, &edited.reflow.boxes);
            let Some(unit) = interpreter.units.get(used.unit).filter(|_| !regions.is_empty())
            else {
                continue;
            };
            let Some(id) = used.id else {
                blacken_inline(job, doc, &unit, used, &regions, &orders, edits);
                continue;
            };
            let many = job.document.image_counts.get(&id).is_some_and(|n| *n > 1);
            let page = used.call == 0 && matches!(unit.key, UnitKey::Page(_));
            let target = if many && page {
                own.entry((unit.key, id))
            } else {
                // Keyed by the image alone: it is blackened wherever it is drawn.
                let slot = shared.entry(id).or_insert_with(ImageTarget::empty);
                slot.regions.extend(regions);
                slot.orders.extend(orders);
                continue;
            };
            let slot = target.or_insert_with(ImageTarget::empty);
            slot.regions.extend(regions);
            slot.orders.extend(orders);
            slot.page_operator = Some((unit.key, used.unit, used.op));
        }
    }
    for (id, target) in shared {
        replace(job, doc, id, &target)?;
    }
    for ((_, id), target) in own {
        replace_for_page(job, doc, interpreter, id, &target, edits)?;
    }
    Ok(())
}

/// Replaces an image that could not be read by a blank one.
fn blank_unread(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    interpreter: &Interpreter<'_, '_>,
    used: &DrawnImage,
    edits: &mut ContentEdits,
) {
    job.note("unread-blanked", 1);
    if let Some(id) = used.id {
        doc.objects.insert(id, Object::Stream(blank::white()));
        return;
    }
    let unit = interpreter.units.get(used.unit);
    let op = unit.as_ref().and_then(|u| u.content.ops.get(used.op as usize));
    if let (Some(unit), Some(op)) = (&unit, op) {
        edits.push(unit.key, Splice::new(op.range.clone(), Vec::new()));
    }
}

impl ImageTarget {
    fn empty() -> Self {
        Self { regions: Vec::new(), orders: Vec::new(), page_operator: None }
    }
}

/// The regions of an image under boxes, in its unit square, and the redactions these belong to.
fn regions(used: &DrawnImage, boxes: &[LabelBox]) -> (Vec<Quad>, Vec<usize>) {
    let back = used.matrix.inverse();
    if !back.is_finite() {
        return (Vec::new(), Vec::new());
    }
    let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
    let (mut regions, mut orders) = (Vec::new(), Vec::new());
    for label_box in boxes {
        let quads = if label_box.hidden {
            vec![expanded(&label_box.original_quad), label_box.quad]
        } else {
            vec![label_box.quad]
        };
        for quad in quads {
            let quad = quad.map(|p| back * p);
            if canvas::bounds(&quad).overlaps(unit) {
                regions.push(quad.map(|p| [p.x, p.y]));
                orders.push(label_box.order);
            }
        }
    }
    (regions, orders)
}

fn expanded(quad: &[Point; 4]) -> [Point; 4] {
    let up = (quad[3] - quad[0]) * REACH;
    let along = quad[1] - quad[0];
    let side = if along.hypot() > 0.0 { along / along.hypot() } else { Vec2::ZERO };
    let out = side * up.hypot();
    [quad[0] - up - out, quad[1] - up + out, quad[2] + up + out, quad[3] + up - out]
}

fn record_blanked(job: &mut RedactionJob<'_>, orders: &[usize], whole: bool) {
    if whole {
        job.note("image-blanked-whole", 1);
        for order in orders {
            job.record(*order, Removed::ImageBlanked);
        }
    }
}

/// Blackens an image in place.
fn replace(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    id: ObjectId,
    target: &ImageTarget,
) -> Result<(), FormatError> {
    let mut done = image::blackout(doc, id, &target.regions).map_err(|e| {
        FormatError::not_removed_by(message!("object {0} is not an image", e.object()), e)
    })?;
    if let Some(mask) = done.soft_mask.take() {
        let mask = doc.add_object(mask);
        if let Some((_, stream)) = done.replaced.iter_mut().find(|(i, _)| *i == id) {
            stream.dict.set("SMask", Object::Reference(mask));
        }
    }
    for (id, stream) in done.replaced {
        doc.objects.insert(id, Object::Stream(stream));
    }
    record_blanked(job, &target.orders, done.whole);
    Ok(())
}

/// Gives a page a blackened image of its own; other pages keep the old one.
fn replace_for_page(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    interpreter: &Interpreter<'_, '_>,
    id: ObjectId,
    target: &ImageTarget,
    edits: &mut ContentEdits,
) -> Result<(), FormatError> {
    let Some((key, unit, op)) = target.page_operator else { return Ok(()) };
    let done = image::blackout(doc, id, &target.regions).map_err(|e| {
        FormatError::not_removed_by(message!("object {0} is not an image", e.object()), e)
    })?;
    let mut ids: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
    for (old, _) in &done.replaced {
        ids.insert(*old, doc.new_object_id());
    }
    let mask = done.soft_mask.map(|m| doc.add_object(m));
    for (old, mut stream) in done.replaced {
        for key in [&b"SMask"[..], b"Mask"] {
            let new = stream.dict.get(key).ok().and_then(|o| o.as_reference().ok());
            if let Some(new) = new.and_then(|o| ids.get(&o)) {
                stream.dict.set(key, Object::Reference(*new));
            }
        }
        if let (true, Some(mask)) = (old == id, mask) {
            stream.dict.set("SMask", Object::Reference(mask));
        }
        if let Some(new) = ids.get(&old) {
            doc.objects.insert(*new, Object::Stream(stream));
        }
    }
    let Some(new) = ids.get(&id) else { return Ok(()) };
    let names = edits.images.entry(key).or_default();
    let name = format!("RedactImage{}", names.len() + 1);
    names.push((name.clone(), *new));
    if let Some(unit) = interpreter.units.get(unit) {
        for operand in name_operands(&unit, op) {
            edits.push(key, Splice::new(operand, format!("/{name}")));
        }
    }
    record_blanked(job, &target.orders, done.whole);
    Ok(())
}

/// The name operands with which a page draws an image: all with the same name as the given one.
fn name_operands(unit: &ContentUnit, op: u32) -> Vec<std::ops::Range<usize>> {
    let Some(name) = unit.content.ops.get(op as usize).and_then(|o| o.last()?.name()) else {
        return Vec::new();
    };
    unit.content
        .ops
        .iter()
        .filter(|o| unit.keyword(o) == b"Do")
        .filter_map(|o| o.last().filter(|last| last.name() == Some(name)))
        .map(|last| last.range.clone())
        .collect()
}

/// Replaces an inline image by a blackened one.
fn blacken_inline(
    job: &mut RedactionJob<'_>,
    doc: &Document,
    unit: &ContentUnit,
    used: &DrawnImage,
    regions: &[Quad],
    orders: &[usize],
    edits: &mut ContentEdits,
) {
    let Some(op) = unit.content.ops.get(used.op as usize) else { return };
    let Some(Operand { value: Value::Dict(entries), .. }) = op.last() else { return };
    let dict = dictionary(entries);
    let data = unit.slice(&op.data);
    let resources = job.document.canvases.iter().find(|c| c.key == unit.key);
    let spaces = resources
        .and_then(|c| object::as_dict(object::resolve(doc, c.resources.as_ref()?).1))
        .and_then(|r| object::dict(doc, r, b"ColorSpace"));
    let (dict, data, whole) = image::blackout_inline(doc, &dict, data, spaces, regions);
    let mut with = b"BI".to_vec();
    for (key, value) in &dict {
        with.push(b' ');
        write_name(key, &mut with);
        with.push(b' ');
        write_value(value, &mut with);
    }
    with.extend_from_slice(b" ID ");
    with.extend_from_slice(&data);
    with.extend_from_slice(b"\nEI");
    edits.push(unit.key, Splice::new(op.range.clone(), with));
    record_blanked(job, orders, whole);
}
