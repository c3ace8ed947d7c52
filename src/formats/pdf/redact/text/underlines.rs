//! Paths and images that belong to a line that was typeset anew, or whose coordinate system
//! changed.

use crate::formats::pdf::interpret::canvas::{Canvas, Rule};
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::line_map;
use crate::formats::pdf::redact::text::own_rules;
use crate::formats::pdf::redact::text::plan::Reflow;
use crate::formats::pdf::redact::text::transforms::Transforms;
use crate::formats::pdf::syntax::content_unit::ContentUnit;
use crate::formats::pdf::syntax::serialize::number;
use crate::formats::splice::Splice;
use kurbo::{Point, Vec2};
use std::collections::BTreeMap;

/// New coordinates for the underlines, backgrounds and clips of lines that were typeset anew:
/// operator -> operands.
pub(crate) fn moved_rules(
    edited: &EditedCanvas,
    unit: &ContentUnit,
    call: u32,
) -> BTreeMap<u32, Vec<f64>> {
    let mut out = BTreeMap::new();
    let rules = own_rules::rules(edited.canvas(), call).into_iter();
    for rule in rules.filter_map(|(rule, movable)| movable.then_some(rule)) {
        let Some((from, to)) = new_ends(edited, rule) else { continue };
        let back = rule.ctm.inverse();
        let at = |x: f64, p: Point| (back * Point::new(x, p.y)).x;
        set_coordinates(unit, rule.ops, at(from, rule.from), at(to, rule.to), &mut out);
    }
    out
}

/// Where a rule begins and ends afterwards: with its line, or with the columns of a table whose border
/// it is.
fn new_ends(edited: &EditedCanvas, rule: &Rule) -> Option<(f64, f64)> {
    let Rule { from, to, .. } = *rule;
    let Reflow { line_maps, tables, .. } = &edited.reflow;
    let line = line_map::line_of_rule(line_maps, from, to);
    let table = tables.iter().find(|table| table.holds(from, to));
    match (line, table) {
        (Some(line), Some(_)) if line.spans(from.x, to.x) => Some(line.map_range(from.x, to.x)),
        (_, Some(table)) => Some((table.place(from.x), table.place(to.x))),
        (line, None) => line.map(|line| line.map_range(from.x, to.x)),
    }
}

/// Notes new ends for a rectangle, or for a line from one operator to the other.
fn set_coordinates(
    unit: &ContentUnit,
    ops: (u32, Option<u32>),
    from: f64,
    to: f64,
    out: &mut BTreeMap<u32, Vec<f64>>,
) {
    let op = |index: u32| unit.content.ops.get(index as usize);
    match ops {
        (re, None) => {
            if let Some([_, y, _, height]) = op(re).and_then(|op| op.numbers::<4>()) {
                out.insert(re, vec![from, y, to - from, height]);
            }
        }
        (m, Some(l)) => {
            let y = |index: u32| op(index).and_then(|op| op.numbers::<2>()).map(|[_, y]| y);
            if let (Some(first), Some(last)) = (y(m), y(l)) {
                out.insert(m, vec![from, first]);
                out.insert(l, vec![to, last]);
            }
        }
    }
}

/// Writes paths at their positions, and shifts what else is drawn to its old position.
pub(crate) fn splices(
    canvas: &Canvas,
    unit: &ContentUnit,
    call: u32,
    moved: &BTreeMap<u32, Vec<f64>>,
    frames: &Transforms,
) -> Vec<Splice> {
    let mut out = Vec::new();
    for (index, op) in (0u32..).zip(&unit.content.ops) {
        let shift = frames.shift(index);
        let word = unit.keyword(op);
        let count = match word {
            b"m" | b"l" => 2,
            b"v" | b"y" | b"re" => 4,
            b"c" => 6,
            b"Do" | b"BI" | b"sh" => {
                if let Some(shift) = shift {
                    let start = format!("q {}", matrix(shift));
                    out.push(Splice::new(op.range.start..op.range.start, start));
                    out.push(Splice::new(op.range.end..op.range.end, *b"Q"));
                }
                continue;
            }
            b"gs" if canvas.soft_masks.contains(&(call, index)) => {
                if let Some(shift) = shift {
                    // A mask keeps the coordinate system in effect when it is set (11.6.5.2).
                    out.push(Splice::new(op.range.start..op.range.start, matrix(shift)));
                    out.push(Splice::new(op.range.end..op.range.end, matrix(-shift)));
                }
                continue;
            }
            _ => continue,
        };
        if shift.is_none() && !moved.contains_key(&index) {
            continue;
        }
        let Some(operands) = op.last_operands(count) else { continue };
        let old: Option<Vec<f64>> = operands.iter().map(|o| o.number()).collect();
        let Some(new) = moved.get(&index).cloned().or(old) else { continue };
        let shift = shift.unwrap_or_default();
        for (i, (operand, value)) in operands.iter().zip(new).enumerate() {
            let part = match (word, i) {
                (b"re", 2 | 3) => 0.0,
                (_, i) if i % 2 == 0 => shift.x,
                _ => shift.y,
            };
            out.push(Splice::new(operand.range.clone(), number(value + part)));
        }
    }
    out
}

fn matrix(shift: Vec2) -> String {
    format!("1 0 0 1 {} {} cm", number(shift.x), number(shift.y))
}
