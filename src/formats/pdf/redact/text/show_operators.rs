//! Removing glyphs from content streams by splicing bytes.
//!
//! There are two ways. Where nothing on a line moves, only the operand of the operator changes:
//! codes are removed, and a number keeps what follows in place. Where a line is typeset anew, every
//! position in its text object is written explicitly, so that no operand remains that depends on
//! the removed text.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph, ShowOperator};
use crate::formats::pdf::interpret::text;
use crate::formats::pdf::redact::text::plan::GlyphPlan;
use crate::formats::pdf::redact::text::transforms::Transforms;
use crate::formats::pdf::syntax::content_stream::{Op, Value};
use crate::formats::pdf::syntax::content_unit::ContentUnit;
use crate::formats::pdf::syntax::serialize::number;
use crate::formats::splice::Splice;
use kurbo::{Affine, Vec2};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Positions that differ by less than this, in thousandths of an em, are the same.
const SAME: f64 = 0.5;

/// The splices that carry out a plan in one unit, as drawn by one call.
pub(crate) fn splices(
    canvas: &Canvas,
    unit: &ContentUnit,
    call: u32,
    plan: &GlyphPlan,
    frames: &Transforms,
) -> Vec<Splice> {
    let mut shows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (i, glyph) in (0u32..).zip(&canvas.glyphs) {
        if canvas.show(glyph).call == call {
            shows.entry(glyph.show).or_default().push(i);
        }
    }
    let touched = |glyphs: &Vec<u32>| glyphs.iter().any(|g| plan.removed.contains(g));
    let moved = |glyphs: &Vec<u32>| glyphs.iter().any(|g| plan.moved.contains_key(g));
    let in_moved = shows.iter().filter(|(_, glyphs)| moved(glyphs));
    let mut blocks: BTreeSet<u32> = in_moved.map(|(s, _)| canvas.show_at(*s).block).collect();
    let shifted = canvas.shows.iter().filter(|s| s.call == call && frames.shift(s.op).is_some());
    blocks.extend(shifted.map(|s| s.block));
    let reset: BTreeSet<u32> = shows.iter().filter(|(_, g)| moved(g)).map(|(s, _)| *s).collect();
    let spacing = SpacingReset::new(canvas, call, &reset);
    let mut out = Vec::new();
    for (number, show) in (0u32..).zip(&canvas.shows) {
        if show.call != call {
            continue;
        }
        let none = Vec::new();
        let glyphs = shows.get(&number).unwrap_or(&none);
        let Some(op) = unit.content.ops.get(show.op as usize) else { continue };
        let in_block = blocks.contains(&show.block);
        if !in_block && !touched(glyphs) {
            continue;
        }
        let mut writer = ShowWriter::new(canvas, unit, show, op, plan);
        if let Some(shift) = frames.shift(show.op) {
            writer.matrix = Affine::translate(shift) * show.matrix;
        }
        let with = if in_block && !touched(glyphs) && !moved(glyphs) {
            writer.unchanged()
        } else {
            writer.rewrite(glyphs, in_block, reset.contains(&number), &spacing)
        };
        out.push(Splice::new(op.range.clone(), with));
    }
    remove_positioning(unit, &blocks, &mut out);
    spacing.splices(unit, &mut out);
    out
}

/// Removes the positioning operators of text objects whose positions are written explicitly.
fn remove_positioning(unit: &ContentUnit, blocks: &BTreeSet<u32>, out: &mut Vec<Splice>) {
    if blocks.is_empty() {
        return;
    }
    let mut block = 0;
    let mut inside = false;
    for op in &unit.content.ops {
        let word = unit.keyword(op);
        match word {
            b"BT" => {
                block += 1;
                inside = true;
            }
            b"ET" => inside = false,
            b"Td" | b"Tm" | b"T*" if inside && blocks.contains(&block) => {
                out.push(Splice::new(op.range.clone(), Vec::new()));
            }
            b"TD" if inside && blocks.contains(&block) => {
                let leading = op.numbers::<2>().map_or(0.0, |[_, y]| -y);
                out.push(Splice::new(op.range.clone(), format!("{} TL", number(leading))));
            }
            _ => {}
        }
    }
}

/// Character and word spacing of lines that are typeset anew. The spacing of a justified line
/// depends on all of its words, so it must not stay in the file.
struct SpacingReset {
    /// Operators that set spacing for such lines only.
    exclusive_setters: BTreeSet<u32>,
}

impl SpacingReset {
    fn new(canvas: &Canvas, call: u32, reset: &BTreeSet<u32>) -> Self {
        let mut here = BTreeSet::new();
        let mut elsewhere = BTreeSet::new();
        for (number, show) in (0u32..).zip(&canvas.shows) {
            for setter in show.set_by.iter().take(2).flatten() {
                if show.call == call && reset.contains(&number) {
                    here.insert(*setter);
                } else if show.call == call {
                    elsewhere.insert(*setter);
                }
            }
        }
        Self { exclusive_setters: here.difference(&elsewhere).copied().collect() }
    }

    fn splices(&self, unit: &ContentUnit, out: &mut Vec<Splice>) {
        for setter in &self.exclusive_setters {
            let Some(op) = unit.content.ops.get(*setter as usize) else { continue };
            if let (b"Tc" | b"Tw", Some(operand)) = (unit.keyword(op), op.last()) {
                out.push(Splice::new(operand.range.clone(), *b"0"));
            }
        }
    }

    /// Whether spacing must be reset before a show operator and restored after it.
    fn must_reset(&self, show: &ShowOperator) -> bool {
        let [char_space, word_space, _] = show.set_by;
        let set = |value: f64, by: Option<u32>| {
            value != 0.0 && !by.is_some_and(|s| self.exclusive_setters.contains(&s))
        };
        set(show.char_space, char_space) || set(show.word_space, word_space)
    }
}

/// Rewrites one show operator.
struct ShowWriter<'a> {
    canvas: &'a Canvas,
    unit: &'a ContentUnit,
    show: &'a ShowOperator,
    op: &'a Op,
    plan: &'a GlyphPlan,
    /// Text matrix at the start of the operator, in the coordinate system in which it is written.
    matrix: Affine,
    /// Canvas units per unit of text space, with the sign of the writing direction.
    length: f64,
    /// Text space units per thousandth in a `TJ` array.
    step: f64,
}

impl<'a> ShowWriter<'a> {
    fn new(
        canvas: &'a Canvas,
        unit: &'a ContentUnit,
        show: &'a ShowOperator,
        op: &'a Op,
        plan: &'a GlyphPlan,
    ) -> Self {
        let axis = if show.vertical { Vec2::new(0.0, 1.0) } else { Vec2::new(1.0, 0.0) };
        let sign = if show.vertical { -1.0 } else { show.scale.signum() };
        let length = text::linear(show.ctm * show.matrix, axis).hypot() * sign;
        let across = if show.vertical { 1.0 } else { show.scale };
        let step = show.size * across / 1000.0;
        Self { canvas, unit, show, op, plan, matrix: show.matrix, length, step }
    }

    fn word(&self) -> &[u8] {
        self.unit.keyword(self.op)
    }

    /// The spacing operands of `"` as operators (9.4.3).
    fn quote_spacing(&self) -> String {
        if self.word() == b"\"" {
            format!("{} Tw {} Tc ", number(self.show.word_space), number(self.show.char_space))
        } else {
            String::new()
        }
    }

    /// The operator with its text unchanged, its position written explicitly.
    fn unchanged(&self) -> Vec<u8> {
        let mut out = self.quote_spacing().into_bytes();
        out.extend(matrix(self.matrix).bytes());
        if let Some(operand) = self.op.last() {
            out.extend_from_slice(self.unit.slice(&operand.range));
            let array = matches!(operand.value, Value::Array(_));
            out.extend_from_slice(if array { b" TJ" } else { b" Tj" });
        }
        out
    }

    fn glyph(&self, number: u32) -> &'a Glyph {
        self.canvas.glyph(number)
    }

    /// The new position of a glyph, in text space.
    fn target(&self, number: u32) -> f64 {
        let shift = self.plan.moved.get(&number).copied().unwrap_or(0.0);
        let scale = if self.length == 0.0 { 0.0 } else { shift / self.length };
        self.glyph(number).pen + scale
    }

    fn rewrite(
        &mut self,
        glyphs: &[u32],
        placed: bool,
        reset: bool,
        spacing: &SpacingReset,
    ) -> Vec<u8> {
        let mut out = if reset { String::new() } else { self.quote_spacing() };
        if !placed && matches!(self.word(), b"'" | b"\"") {
            out.push_str("T* ");
        }
        let switch = reset && spacing.must_reset(self.show);
        if switch {
            out.push_str("0 Tc 0 Tw ");
        }
        let kept = || glyphs.iter().copied().filter(|g| !self.plan.removed.contains(g));
        let mut pen = 0.0;
        if placed {
            let Some(first) = kept().next() else { return restore_spacing(out, switch, self.show) };
            pen = self.target(first);
            let along = if self.show.vertical { (0.0, pen) } else { (pen, 0.0) };
            out.push_str(&matrix(self.matrix * Affine::translate(along)));
        }
        out.push('[');
        self.array(kept(), reset, &mut pen, &mut out);
        if !placed {
            self.adjust(self.end_position(glyphs), pen, &mut out);
        }
        out.push_str("] TJ");
        restore_spacing(out, switch, self.show)
    }

    /// Writes codes as hexadecimal strings, with a number wherever a glyph does not follow the
    /// previous one directly.
    fn array(&self, kept: impl Iterator<Item = u32>, reset: bool, pen: &mut f64, out: &mut String) {
        let mut open = false;
        for g in kept {
            let glyph = self.glyph(g);
            let want = self.target(g);
            if (want - *pen).abs() > SAME * self.step.abs() {
                if open {
                    out.push('>');
                    open = false;
                }
                self.adjust(want, *pen, out);
                *pen = want;
            }
            if !open {
                out.push('<');
                open = true;
            }
            for byte in self.code_bytes(glyph) {
                let _ = write!(out, "{byte:02X}");
            }
            let spacing = if reset { 0.0 } else { glyph.spacing };
            if self.length != 0.0 {
                *pen += (glyph.advance + spacing) / self.length;
            }
        }
        if open {
            out.push('>');
        }
    }

    fn adjust(&self, want: f64, pen: f64, out: &mut String) {
        if self.step != 0.0 && (want - pen).abs() > SAME * self.step.abs() {
            out.push_str(&number((pen - want) / self.step));
        }
    }

    /// The text position after the operator.
    fn end_position(&self, glyphs: &[u32]) -> f64 {
        let last = glyphs.iter().max();
        let after = |g: &u32| {
            let glyph = self.glyph(*g);
            let step = if self.length == 0.0 {
                0.0
            } else {
                (glyph.advance + glyph.spacing) / self.length
            };
            glyph.pen + step
        };
        let end = last.map_or(0.0, after);
        let Some(Value::Array(items)) = self.op.last().map(|o| &o.value) else { return end };
        let trailing: f64 = items.iter().rev().map_while(|o| o.number()).sum();
        end - trailing * self.step
    }

    fn code_bytes(&self, glyph: &Glyph) -> &'a [u8] {
        let text = match self.op.last().map(|o| &o.value) {
            Some(Value::String(bytes)) => bytes.as_slice(),
            Some(Value::Array(items)) => {
                match items.get(glyph.element as usize).map(|o| &o.value) {
                    Some(Value::String(bytes)) => bytes.as_slice(),
                    _ => &[],
                }
            }
            _ => &[],
        };
        let at = glyph.at as usize;
        text.get(at..at + glyph.len as usize).unwrap_or_default()
    }
}

fn restore_spacing(mut out: String, switched: bool, show: &ShowOperator) -> Vec<u8> {
    if switched {
        let _ = write!(out, " {} Tc {} Tw", number(show.char_space), number(show.word_space));
    }
    out.into_bytes()
}

fn matrix(m: Affine) -> String {
    let [a, b, c, d, e, f] = m.as_coeffs().map(number);
    format!("{a} {b} {c} {d} {e} {f} Tm ")
}
