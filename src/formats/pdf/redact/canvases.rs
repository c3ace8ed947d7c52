//! Which canvases lose text: the glyphs that each redaction removes, and what becomes of their
//! lines.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::{Canvas, ShowOperator};
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::read::document::Drawing;
use crate::formats::pdf::read::drawing::{self, LooseDrawing};
use crate::formats::pdf::read::source::{CanvasReading, TextOrigin};
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::scans;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::plan::{Cut, Reflow};
use crate::formats::pdf::redact::text::reflow;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::model::{FormatError, Removed, Span, Unreadable, Width, message};
use crate::parallel;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A code in the content of a document: unit, operator, array element, byte offset.
type CodeLocation = (UnitKey, u32, u32, u32);

/// The codes that redactions remove, each with the number of the first redaction that does.
type RemovedCodes = BTreeMap<CodeLocation, usize>;

/// A canvas with the glyphs to be removed.
struct Drawn {
    index: usize,
    drawing: Drawing,
    cuts: Vec<Cut>,
}

/// Draws canvases, each as it was drawn before, side by side.
///
/// # Errors
///
/// [`FormatError::Limit`] for content beyond the limits.
fn draw(
    job: &RedactionJob<'_>,
    interpreter: &mut Interpreter<'_, '_>,
    canvases: &[usize],
) -> Result<Vec<Drawn>, FormatError> {
    let (document, limit) = (job.document, job.document.limits.part_bytes);
    let (doc, fonts) = (interpreter.doc, interpreter.bank.fonts());
    let new = || Interpreter::new(doc, fonts, document.limits);
    let again = |interpreter: &mut Interpreter<'_, '_>, at: usize| {
        let index = canvases.get(at).filter(|index| document.kept(**index).is_none());
        index.map(|index| drawing::draw(interpreter, document.canvas(*index))).transpose()
    };
    let mut units = std::mem::take(&mut interpreter.units);
    let mut out = Vec::new();
    let take = |at: usize, drawn: Result<Option<LooseDrawing>, FormatError>| {
        let Some(index) = canvases.get(at).copied() else { return Ok(()) };
        let drawing = match (drawn?, document.kept(index)) {
            (Some(drawn), _) => drawn.join(&mut units, limit)?,
            (None, Some(kept)) => {
                // The content of the last page that there was room for may have been released.
                units.open(doc, document.canvas(index).key, limit)?;
                Arc::clone(kept)
            }
            (None, None) => return Ok(()),
        };
        out.push(Drawn { index, drawing, cuts: Vec::new() });
        Ok(())
    };
    parallel::in_order(canvases.len(), document.threads, interpreter, new, again, take)?;
    interpreter.units = units;
    Ok(out)
}

/// Draws the canvases that redactions refer to, and those that draw the same content, and decides
/// what is removed and what moves. The result is in the order of the document's canvases.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] for a redaction that refers to no segment or no glyph,
/// [`FormatError::Limit`] for content beyond the limits.
pub(crate) fn plan(
    job: &mut RedactionJob<'_>,
    interpreter: &mut Interpreter<'_, '_>,
) -> Result<Vec<EditedCanvas>, FormatError> {
    let (mut drawn, codes) = named_canvases(job, interpreter)?;
    let mut named: BTreeSet<usize> = drawn.iter().map(|d| d.index).collect();
    let mut more = canvases_sharing(job, &codes, &named);
    named.extend(&more);
    if job.treatment.blank_unread {
        more.extend(job.document.unread_canvases.keys().filter(|i| !named.contains(i)));
    }
    drawn.extend(draw(job, interpreter, &more)?);
    drawn.sort_by_key(|d| d.index);
    let keys = interpreter.units.keys();
    let edited: BTreeSet<UnitKey> = codes.keys().map(|(key, ..)| *key).collect();
    let (document, width) = (job.document, job.treatment.width);
    let one = |_: &mut (), at: usize| {
        let Drawn { index, drawing, cuts } = drawn.get(at)?;
        let (canvas, layout) = &**drawing;
        let mut cuts = cuts.clone();
        add_shared_cuts(&keys, canvas, &codes, &edited, &mut cuts);
        Some(reflow::reflow(canvas, layout, &cuts, width, document.canvas(*index).bounds))
    };
    let reflows = parallel::map(drawn.len(), document.threads, || (), one);
    let mut out = Vec::new();
    for (Drawn { index, drawing, .. }, reflow) in drawn.into_iter().zip(reflows) {
        let Some(mut reflow) = reflow else { continue };
        blank_unreadable(job, index, &drawing.0, &mut reflow);
        for order in &reflow.covered_orders {
            job.record(*order, Removed::LineCovered);
        }
        job.note("width-kept", reflow.kept_widths);
        scans::add_boxes(job, index, &drawing.0, &mut reflow)?;
        out.push(EditedCanvas { index, drawing, reflow });
    }
    if job.treatment.width == Width::Keep && !out.is_empty() {
        job.note("width-kept", out.iter().map(|edited| edited.reflow.boxes.len()).sum());
    }
    Ok(out)
}

/// The canvases whose text redactions refer to, and the codes to be removed.
fn named_canvases(
    job: &mut RedactionJob<'_>,
    interpreter: &mut Interpreter<'_, '_>,
) -> Result<(Vec<Drawn>, RemovedCodes), FormatError> {
    let mut by_canvas: BTreeMap<usize, Vec<(usize, Span, CanvasReading)>> = BTreeMap::new();
    for (i, order) in job.orders.iter().enumerate() {
        match job.document.origins.get(order.segment) {
            Some(TextOrigin::Canvas { canvas, reading }) => {
                by_canvas.entry(*canvas).or_default().push((i, order.span, *reading));
            }
            Some(TextOrigin::Recognized { canvas, .. } | TextOrigin::Signature { canvas, .. }) => {
                by_canvas.entry(*canvas).or_default();
            }
            Some(_) => {}
            None => return Err(FormatError::not_removed(message!("unknown segment"))),
        }
    }
    let canvases: Vec<usize> = by_canvas.keys().copied().collect();
    let mut drawn = draw(job, interpreter, &canvases)?;
    let keys = interpreter.units.keys();
    let mut codes = RemovedCodes::new();
    for (named, orders) in drawn.iter_mut().zip(by_canvas.values()) {
        named.cuts = glyph_cuts(job, &named.drawing.1, orders)?;
        for cut in &named.cuts {
            for g in &cut.glyphs {
                if let Some(location) = code_location(&keys, &named.drawing.0, *g) {
                    codes.entry(location).or_insert(cut.order);
                }
            }
        }
    }
    Ok((drawn, codes))
}

/// Removes glyphs without a known meaning, if unreadable content is to be blanked.
fn blank_unreadable(
    job: &mut RedactionJob<'_>,
    index: usize,
    canvas: &Canvas,
    reflow: &mut Reflow,
) {
    let unread = job.document.unread_canvases.get(&index);
    let has_unknown_font = unread.is_some_and(|why| why.contains(&Unreadable::Font));
    if job.treatment.blank_unread && has_unknown_font {
        let unknown = (0u32..).zip(&canvas.glyphs).filter(|(_, g)| g.text.is_none());
        let before = reflow.plan.removed.len();
        reflow.plan.removed.extend(unknown.map(|(i, _)| i));
        job.note("unread-blanked", reflow.plan.removed.len() - before);
    }
}

/// Other canvases that draw a form or a content stream from which something is removed.
fn canvases_sharing(
    job: &mut RedactionJob<'_>,
    codes: &RemovedCodes,
    named: &BTreeSet<usize>,
) -> Vec<usize> {
    let keys: BTreeSet<UnitKey> = codes.keys().map(|(key, ..)| *key).collect();
    let others = job.document.drawn_units.iter().enumerate();
    let sharing: Vec<(usize, &BTreeSet<UnitKey>)> = others
        .filter(|(index, drawn)| !named.contains(index) && !keys.is_disjoint(drawn))
        .collect();
    for ((key, ..), order) in codes {
        if sharing.iter().any(|(_, drawn)| drawn.contains(key)) {
            job.record(*order, Removed::ElsewhereToo);
        }
    }
    sharing.into_iter().map(|(index, _)| index).collect()
}

/// The glyphs that each redaction removes from a canvas.
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
            return Err(FormatError::not_removed(message!("no characters at that place")));
        }
        job.record(*order, if wider { Removed::Wider } else { Removed::Exactly });
        out.push(Cut { order: *order, glyphs });
    }
    Ok(out)
}

fn code_location(keys: &[UnitKey], canvas: &Canvas, glyph: u32) -> Option<CodeLocation> {
    let glyph = canvas.glyph(glyph);
    let show = canvas.show(glyph);
    let key = *keys.get(show.unit as usize)?;
    Some((key, show.op, glyph.element, glyph.at))
}

/// A form that is drawn several times is edited once: what is removed here is removed wherever it
/// is drawn.
fn add_shared_cuts(
    keys: &[UnitKey],
    canvas: &Canvas,
    codes: &RemovedCodes,
    edited: &BTreeSet<UnitKey>,
    cuts: &mut Vec<Cut>,
) {
    // A page is drawn once: only other streams may be drawn again.
    let may_recur = |show: &ShowOperator| {
        let key = keys.get(show.unit as usize);
        key.is_some_and(|key| matches!(key, UnitKey::Stream(_)) && edited.contains(key))
    };
    let recurring: Vec<bool> = canvas.shows.iter().map(may_recur).collect();
    if !recurring.contains(&true) {
        return;
    }
    let taken: BTreeSet<u32> = cuts.iter().flat_map(|c| c.glyphs.iter().copied()).collect();
    let mut more: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (g, glyph) in (0_u32..).zip(&canvas.glyphs) {
        if taken.contains(&g) || recurring.get(glyph.show as usize) != Some(&true) {
            continue;
        }
        let found = code_location(keys, canvas, g).and_then(|code| codes.get(&code));
        if let Some(order) = found {
            more.entry(*order).or_default().push(g);
        }
    }
    cuts.extend(more.into_iter().map(|(order, glyphs)| Cut { order, glyphs }));
}
