//! Removing drawn text from content streams, and moving what follows it.

mod alignment;
mod annotation_looks;
pub(crate) mod annotation_rects;
mod annotation_shapes;
mod cell_split;
pub(crate) mod edited_canvas;
mod line;
mod line_map;
pub(crate) mod minify;
mod own_rules;
pub(crate) mod plan;
pub(crate) mod reflow;
mod shares;
mod show_operators;
mod table_map;
mod table_rows;
mod tables;
mod transforms;
mod twins;
mod underlines;

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::transforms::Transforms;
use crate::formats::pdf::syntax::content_stream::Value;
use crate::formats::pdf::syntax::content_unit::{ContentUnit, ContentUnits, UnitKey};
use crate::formats::splice::Splice;
use crate::parallel;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The edits of all units that the edited canvases draw.
pub(crate) fn content_edits(
    units: &ContentUnits,
    edited_canvases: &[EditedCanvas],
    threads: usize,
) -> ContentEdits {
    // Each unit is edited once, as the first canvas that removes something from it draws it.
    let mut cut: BTreeSet<UnitKey> = BTreeSet::new();
    let mut work: Vec<(&EditedCanvas, u32, Arc<ContentUnit>)> = Vec::new();
    for edited in edited_canvases {
        let canvas = edited.canvas();
        let removed = edited.reflow.plan.removed.iter();
        let calls: BTreeSet<u32> = removed.map(|g| canvas.show(canvas.glyph(*g)).call).collect();
        for call in calls {
            let unit = canvas.calls.get(call as usize).and_then(|c| units.get(c.unit));
            work.extend(unit.filter(|unit| cut.insert(unit.key)).map(|unit| (edited, call, unit)));
        }
    }
    let splices = |_: &mut (), index: usize| {
        work.get(index).map(|(edited, call, unit)| unit_splices(edited, *call, unit))
    };
    let all = parallel::map(work.len(), threads, || (), splices);
    let mut out = ContentEdits::default();
    for ((_, _, unit), splices) in work.iter().zip(all) {
        out.splices.entry(unit.key).or_default().extend(splices.into_iter().flatten());
    }
    out
}

/// The edits of one unit, as drawn by one call.
fn unit_splices(edited: &EditedCanvas, call: u32, unit: &ContentUnit) -> Vec<Splice> {
    let (canvas, plan) = (edited.canvas(), &edited.reflow.plan);
    let paths = underlines::moved_rules(edited, unit, call);
    let frames = Transforms::new(unit, &moved_operators(edited, call, &paths));
    let mut all = show_operators::splices(canvas, unit, call, plan, &frames);
    all.extend(underlines::splices(canvas, unit, call, &paths, &frames));
    all.extend(frames.splices);
    all.extend(remove_stray_bytes(unit));
    all.extend(remove_alternatives(edited, unit, call));
    all
}

/// The operators of a unit that draw at another position than before, or no longer draw.
fn moved_operators(
    edited: &EditedCanvas,
    call: u32,
    paths: &BTreeMap<u32, Vec<f64>>,
) -> BTreeSet<u32> {
    let glyphs = edited.reflow.plan.moved.keys().map(|g| edited.canvas().glyph(*g));
    let shows = glyphs.map(|g| edited.canvas().show(g)).filter(|s| s.call == call).map(|s| s.op);
    shows.chain(paths.keys().copied()).collect()
}

/// Removes bytes that fit no rule from edited content: other readers stop at them and would not see
/// the box.
fn remove_stray_bytes(unit: &ContentUnit) -> Vec<Splice> {
    let inside = |at: usize| unit.content.ops.iter().any(|o| o.range.contains(&at));
    let stray = unit.content.skipped.iter().filter(|r| !inside(r.start));
    stray.map(|r| Splice::new(r.clone(), *b" ")).collect()
}

/// Removes the text that stands in for a sequence from which something was removed (14.9.4), and
/// the bounds of one in which something moved (14.8.2.2.2).
fn remove_alternatives(edited: &EditedCanvas, unit: &ContentUnit, call: u32) -> Vec<Splice> {
    let canvas = edited.canvas();
    let Some(own) = canvas.calls.get(call as usize).map(|c| c.unit) else { return Vec::new() };
    let cut = enclosing_sequences(canvas, own, call, edited.reflow.plan.removed.iter());
    let moved = enclosing_sequences(canvas, own, call, edited.reflow.plan.moved.keys());
    let mut out = Vec::new();
    for op in cut.union(&moved) {
        let operand = unit.content.ops.get(*op as usize).and_then(|o| o.last());
        let Some(Value::Dict(entries)) = operand.map(|o| &o.value) else {
            continue;
        };
        for (key, value) in entries {
            match key.as_slice() {
                b"ActualText" | b"Alt" | b"E" if cut.contains(op) => {
                    out.push(Splice::new(value.range.clone(), *b"()"));
                }
                // An entry whose value is null counts as absent (7.3.9).
                b"BBox" => out.push(Splice::new(value.range.clone(), *b"null")),
                _ => {}
            }
        }
    }
    out
}

/// The operators that open the sequences around glyphs, in one unit.
fn enclosing_sequences<'g>(
    canvas: &Canvas,
    unit: u32,
    call: u32,
    glyphs: impl Iterator<Item = &'g u32>,
) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    for g in glyphs {
        let show = canvas.show(canvas.glyph(*g));
        let mut next = show.marked.filter(|_| show.call == call);
        while let Some(marked) = next.and_then(|m| canvas.marked.get(m as usize)) {
            if marked.unit == unit {
                out.insert(marked.op);
            }
            next = marked.parent;
        }
    }
    out
}
