//! Carrying out orders: what goes from which canvas, string, name and file, then scrubbing and
//! saving. The document itself is not touched; all edited is done on a copy of its objects.

pub(crate) mod apply;
pub(crate) mod contents;
pub(crate) mod edits;
pub(crate) mod fonts;
pub(crate) mod images;
pub(crate) mod job;
pub(crate) mod label;
pub(crate) mod scrub;
pub(crate) mod strings;
pub(crate) mod structure_tree;
pub(crate) mod text;

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::{self, Canvas};
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::read::document::PdfDocument;
use crate::formats::pdf::read::source::{CanvasReading, TextOrigin};
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::scrub::icc_profile;
use crate::formats::pdf::redact::text::annotation_rects;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::reflow::{self, Cut, Reflow};
use crate::formats::pdf::syntax::content_unit::{ContentUnits, UnitKey};
use crate::formats::pdf::write;
use crate::model::{
    ChildFate, FormatError, MarkBox, Note, Redacted, Redaction, Removed, Span, Treatment,
    Unreadable, Width,
};
use std::collections::{BTreeMap, BTreeSet};

/// A code in a content stream: operator, element, offset.
pub(crate) type CodePlace = (u32, u32, u32);

/// The copy.
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
    let bank = this.fonts.bank();
    let mut interpreter = Interpreter {
        doc: &this.doc,
        bank: &bank,
        units: ContentUnits::default(),
        limits: this.limits,
    };
    let edited_canvases = plan_canvases(&mut job, &mut interpreter)?;
    let mut edits = text::content_edits(&interpreter, &edited_canvases);
    strings::redact_content_strings(&mut job, &mut interpreter, &mut edits)?;
    strings::redact_string_objects(&mut job, &mut doc);
    strings::rename_custom_names(&mut job, &mut interpreter, &mut doc, &mut edits)?;
    images::blacken(&mut job, &mut doc, &interpreter, &edited_canvases, &mut edits)?;
    apply::write(&mut job, &mut doc, &interpreter, &edited_canvases, edits)?;
    annotation_rects::move_with_lines(&job, &mut doc, &edited_canvases);
    fonts::prune(&mut job, &mut doc, &bank, &edited_canvases)?;
    let classic = scrub::scrub(&mut job, &mut doc, children);
    icc_profile::clear_dates(&mut doc);
    let boxes = mark_boxes(&job, &edited_canvases);
    finish(job, doc, boxes, classic)
}

/// Draws the canvases that orders name and decides what goes and moves.
fn plan_canvases(
    job: &mut RedactionJob<'_>,
    interpreter: &mut Interpreter<'_, '_>,
) -> Result<Vec<EditedCanvas>, FormatError> {
    let mut by_canvas: BTreeMap<usize, Vec<(usize, Span, CanvasReading)>> = BTreeMap::new();
    for (i, order) in job.orders.iter().enumerate() {
        match job.document.origins.get(order.segment) {
            Some(TextOrigin::Canvas { canvas, reading }) => {
                by_canvas.entry(*canvas).or_default().push((i, order.span, *reading));
            }
            Some(_) => {}
            None => return Err(FormatError::NotRemoved("onbekend segment".into())),
        }
    }
    let mut named: BTreeSet<usize> = by_canvas.keys().copied().collect();
    let mut drawn = Vec::new();
    let mut places: BTreeMap<(UnitKey, CodePlace), usize> = BTreeMap::new();
    for (index, orders) in by_canvas {
        let (canvas, layout) = job.document.draw(interpreter, index)?;
        let cuts = glyph_cuts(job, &layout, &orders)?;
        for cut in &cuts {
            for g in &cut.glyphs {
                if let Some(place) = code_location(interpreter, &canvas, *g) {
                    places.entry(place).or_insert(cut.order);
                }
            }
        }
        drawn.push((index, canvas, layout, cuts));
    }
    for index in canvases_sharing(job, &places, &named) {
        named.insert(index);
        let (canvas, layout) = job.document.draw(interpreter, index)?;
        drawn.push((index, canvas, layout, Vec::new()));
    }
    if job.treatment.blank_unread {
        for index in job.document.unread_canvases.keys().filter(|i| !named.contains(i)) {
            let (canvas, layout) = job.document.draw(interpreter, *index)?;
            drawn.push((*index, canvas, layout, Vec::new()));
        }
    }
    drawn.sort_by_key(|(index, ..)| *index);
    let mut out = Vec::new();
    for (index, canvas, layout, mut glyph_cuts) in drawn {
        add_shared_cuts(interpreter, &canvas, &places, &mut glyph_cuts);
        let bounds = job.document.canvases[index].bounds;
        let mut reflow = reflow::reflow(&canvas, &layout, &glyph_cuts, job.treatment.width, bounds);
        blank_unreadable(job, index, &canvas, &mut reflow);
        for order in &reflow.covered_orders {
            job.record(*order, Removed::LineCovered);
        }
        job.note("width-kept", reflow.kept_widths);
        out.push(EditedCanvas { index, canvas, reflow });
    }
    if job.treatment.width == Width::Keep && !out.is_empty() {
        job.note("width-kept", out.iter().map(|w| w.reflow.boxes.len()).sum());
    }
    Ok(out)
}

/// Takes out letters without meaning, where what could not be read is to be blanked.
fn blank_unreadable(
    job: &mut RedactionJob<'_>,
    index: usize,
    canvas: &Canvas,
    reflow: &mut Reflow,
) {
    let blind =
        job.document.unread_canvases.get(&index).is_some_and(|why| why.contains(&Unreadable::Font));
    if job.treatment.blank_unread && blind {
        let unknown = (0u32..).zip(&canvas.glyphs).filter(|(_, g)| g.text.is_none());
        let before = reflow.plan.removed.len();
        reflow.plan.removed.extend(unknown.map(|(i, _)| i));
        job.note("unread-blanked", reflow.plan.removed.len() - before);
    }
}

/// Other canvases that draw a form or share a stream from which something goes.
fn canvases_sharing(
    job: &mut RedactionJob<'_>,
    places: &BTreeMap<(UnitKey, CodePlace), usize>,
    named: &BTreeSet<usize>,
) -> Vec<usize> {
    let this = job.document;
    let keys: BTreeSet<UnitKey> = places.keys().map(|(key, _)| *key).collect();
    let mut out = Vec::new();
    for (index, drawn) in this.drawn_units.iter().enumerate() {
        if !named.contains(&index) && keys.iter().any(|k| drawn.contains(k)) {
            out.push(index);
        }
    }
    if !out.is_empty() {
        for ((key, _), order) in places {
            if out.iter().any(|i| this.drawn_units[*i].contains(key)) {
                job.record(*order, Removed::ElsewhereToo);
            }
        }
    }
    out
}

/// The glyphs of each order on a canvas.
fn glyph_cuts(
    job: &mut RedactionJob<'_>,
    layout: &Layout,
    orders: &[(usize, Span, CanvasReading)],
) -> Result<Vec<Cut>, FormatError> {
    let mut out = Vec::new();
    for (order, span, reading) in orders {
        let map = reading.map_of(layout);
        let mut glyphs = Vec::new();
        let mut wider = false;
        for slice in map.into_iter().flat_map(|m| m.slices(*span)) {
            glyphs.push(*slice.source);
            wider |= slice.wider;
        }
        if glyphs.is_empty() {
            return Err(FormatError::NotRemoved("geen tekens op de plaats".into()));
        }
        job.record(*order, if wider { Removed::Wider } else { Removed::Exactly });
        out.push(Cut { order: *order, glyphs });
    }
    Ok(out)
}

fn code_location(
    interpreter: &Interpreter<'_, '_>,
    canvas: &Canvas,
    glyph: u32,
) -> Option<(UnitKey, CodePlace)> {
    let glyph = &canvas.glyphs[glyph as usize];
    let show = canvas.show(glyph);
    let key = interpreter.units.get(show.unit)?.key;
    Some((key, (show.op, glyph.element, glyph.at)))
}

/// A form that is drawn twice is cut once: what goes here goes wherever it is drawn.
fn add_shared_cuts(
    interpreter: &Interpreter<'_, '_>,
    canvas: &Canvas,
    places: &BTreeMap<(UnitKey, CodePlace), usize>,
    cuts: &mut Vec<Cut>,
) {
    let taken: BTreeSet<u32> = cuts.iter().flat_map(|c| c.glyphs.iter().copied()).collect();
    let mut more: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for g in 0..canvas.glyphs.len() as u32 {
        if taken.contains(&g) {
            continue;
        }
        let found = code_location(interpreter, canvas, g).and_then(|p| places.get(&p));
        if let Some(order) = found {
            more.entry(*order).or_default().push(g);
        }
    }
    cuts.extend(more.into_iter().map(|(order, glyphs)| Cut { order, glyphs }));
}

/// By how much, in points, the ends of a box may differ in height for it to be upright.
const UPRIGHT: f64 = 0.01;

/// The boxes on pages, for the verifier.
fn mark_boxes(job: &RedactionJob<'_>, edited_canvases: &[EditedCanvas]) -> Vec<MarkBox> {
    let mut out = Vec::new();
    for edited in edited_canvases {
        let Some(page) = job.document.canvases[edited.index].page else { continue };
        for boxed in &edited.reflow.boxes {
            let r = canvas::bounds(&boxed.quad);
            let label = job.orders[boxed.order].mark.label.as_str();
            let label = if boxed.shows_label(label) { label } else { "" };
            let along = boxed.quad[1] - boxed.quad[0];
            let upright = along.x.abs() < UPRIGHT || along.y.abs() < UPRIGHT;
            let tilted = (!upright).then(|| boxed.quad.map(|p| [p.x, p.y]));
            let rect = [r.x0, r.y0, r.x1, r.y1];
            out.push(MarkBox { page, rect, tilted, label: label.to_owned() });
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
        return Err(FormatError::NotRemoved(format!("{missed} opdrachten zonder uitwerking")));
    }
    let removed = job.removed.into_iter().flatten().collect();
    let notes =
        job.notes.into_iter().map(|(code, count)| Note { code, place: None, count }).collect();
    Ok(Redacted { bytes: write::write(doc, classic)?, removed, boxes, notes })
}
