//! Where the rest of a line goes when text is taken out of it.
//!
//! The width of a gap tells which name was cut: from a staff list of 200 the exact width alone
//! gives the right name in two cases out of three in Arial and nearly always in Calibri. So a
//! box has one of a few fixed widths, and the line it stands in is set anew from the natural
//! widths of its font: no kerning, no stretched spaces, nothing that depends on what was cut.

use crate::formats::pdf::interpret::canvas::{Canvas, quad};
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::layout::chunk::{Chunk, along};
use crate::formats::pdf::layout::text::inferred_spaces;
use crate::formats::pdf::redact::text::alignment::{self, Anchor};
use crate::formats::pdf::redact::text::line_map::{LineMap, LineStretch};
use crate::formats::pdf::redact::text::plan::GlyphPlan;
use crate::model::Width;
use kurbo::{Point, Rect};
use std::collections::BTreeMap;

/// Widths of a box in em, from the one that is used to the ones for narrow cells.
const WIDTHS: [f64; 4] = [3.6, 2.6, 1.8, 1.2];
/// Width of a space that the file does not write, in em.
const SPACE: f64 = 0.25;
/// Room that is left before the next cell, in em.
const MARGIN: f64 = 0.1;
/// Text smaller than this gets no box, in points: nobody can see that it was there.
const VISIBLE: f64 = 2.0;
/// Width of a letter of a code that can still be read, in points.
const SMALLEST_LETTER: f64 = 1.7;
/// Overlap of two kept glyphs from which a font's widths are not to be trusted, in em.
const OVERLAP: f64 = -0.35;

/// Text to be taken out: the glyphs of one order, in reading order.
pub(crate) struct Cut {
    pub(crate) order: usize,
    pub(crate) glyphs: Vec<u32>,
}

/// A box on a canvas.
#[derive(Clone, Debug)]
pub(crate) struct LabelBox {
    /// The order it belongs to.
    pub(crate) order: usize,
    /// The first glyph that it stands for.
    pub(crate) glyph: u32,
    /// Corners on the canvas, from the lower left along the line.
    pub(crate) quad: [Point; 4],
    /// Where the text stood, for the pixels under it.
    pub(crate) original_quad: [Point; 4],
    /// Whether it is the first box of its order, which carries the code.
    pub(crate) is_first: bool,
    /// Whether the text was drawn without ink, so that its picture must go.
    pub(crate) hidden: bool,
}

impl LabelBox {
    /// Whether a code of this many letters can be read on it.
    pub(crate) fn shows_label(&self, label: &str) -> bool {
        let width = (self.quad[1] - self.quad[0]).hypot();
        self.is_first && width >= SMALLEST_LETTER * label.chars().count() as f64
    }
}

/// The outcome for one canvas.
#[derive(Default)]
pub(crate) struct Reflow {
    pub(crate) plan: GlyphPlan,
    pub(crate) boxes: Vec<LabelBox>,
    pub(crate) line_maps: Vec<LineMap>,
    /// Orders for which the whole line was covered.
    pub(crate) covered_orders: Vec<usize>,
    /// Lines in which the gap keeps the width of the text.
    pub(crate) kept_widths: usize,
}

/// Decides for all cuts on a canvas what goes, what moves and where the boxes stand.
pub(crate) fn reflow(
    canvas: &Canvas,
    layout: &Layout,
    cuts: &[Cut],
    width: Width,
    bounds: Rect,
) -> Reflow {
    let mut order_of: BTreeMap<u32, usize> = BTreeMap::new();
    for cut in cuts {
        for g in &cut.glyphs {
            order_of.entry(*g).or_insert(cut.order);
        }
    }
    let mut out = Reflow::default();
    let mut seen = std::collections::BTreeSet::new();
    for chunk in &layout.chunks {
        if chunk.glyphs.iter().any(|g| order_of.contains_key(g)) {
            let mut line = LineReflow { canvas, layout, chunk, order_of: &order_of, bounds };
            line.process(width, &mut seen, &mut out);
        }
    }
    out.boxes.retain(|b| (b.quad[3] - b.quad[0]).hypot() >= VISIBLE);
    separate_boxes(&mut out.boxes);
    move_raised_marks(canvas, layout, &mut out);
    for (first, more) in &layout.duplicates {
        for twin in more {
            if order_of.contains_key(first) || out.plan.removed.contains(first) {
                out.plan.removed.insert(*twin);
            }
            if let Some(shift) = out.plan.moved.get(first).copied() {
                out.plan.moved.insert(*twin, shift);
            }
        }
    }
    out
}

/// Largest size of a raised or lowered mark, in parts of its line, and how far it may stand off.
const RAISED: f64 = 0.85;
const RAISED_BY: f64 = 0.7;

/// Footnote marks and the like go with the line they belong to.
fn move_raised_marks(canvas: &Canvas, layout: &Layout, out: &mut Reflow) {
    for chunk in layout.chunks.iter().filter(|c| c.angle == 0) {
        let untouched = |g: &u32| {
            !out.plan.moved.contains_key(g)
                && !out.plan.removed.contains(g)
                && !canvas.glyph(*g).hidden
        };
        if !chunk.glyphs.iter().all(untouched) {
            continue;
        }
        let line = out.line_maps.iter().find(|m| {
            chunk.size <= RAISED * m.size
                && (chunk.across - m.baseline).abs() <= RAISED_BY * m.size
                && chunk.start >= m.area.x0
                && chunk.end <= m.area.x1 + 2.0 * m.size
        });
        let Some(shift) = line.map(|m| m.map_range(chunk.start, chunk.end).0 - chunk.start) else {
            continue;
        };
        out.plan.moved.extend(chunk.glyphs.iter().map(|g| (*g, shift)));
    }
}

/// Upright boxes on lines that stand close share the room between them, so that none covers the
/// code of another.
fn separate_boxes(boxes: &mut [LabelBox]) {
    let upright = |b: &LabelBox| b.quad[0].y == b.quad[1].y && b.quad[0].x < b.quad[1].x;
    let mut order: Vec<usize> = (0..boxes.len()).filter(|i| upright(&boxes[*i])).collect();
    order.sort_by(|a, b| boxes[*b].quad[0].y.total_cmp(&boxes[*a].quad[0].y));
    for (n, upper) in order.iter().enumerate() {
        for lower in order[n + 1..].iter().take(64) {
            let (u, l) = (&boxes[*upper].quad, &boxes[*lower].quad);
            let beside = u[1].x <= l[0].x || l[1].x <= u[0].x;
            let apart = u[0].y - l[0].y;
            if beside || l[3].y <= u[0].y || apart < 0.2 * (l[3].y - l[0].y) {
                continue;
            }
            let middle = (u[0].y + l[3].y) / 2.0;
            for i in [0, 1] {
                boxes[*upper].quad[i].y = middle;
                boxes[*lower].quad[3 - i].y = middle;
            }
        }
    }
}

/// One chunk that holds text to be taken out.
struct LineReflow<'a> {
    canvas: &'a Canvas,
    layout: &'a Layout,
    chunk: &'a Chunk,
    order_of: &'a BTreeMap<u32, usize>,
    bounds: Rect,
}

/// A stretch of a line: one kept glyph, or the glyphs of one order.
struct LineItem {
    order: Option<usize>,
    glyphs: Vec<u32>,
    /// Whether a space that the file does not write stands before it.
    space: bool,
}

impl LineReflow<'_> {
    fn process(
        &mut self,
        width: Width,
        seen: &mut std::collections::BTreeSet<usize>,
        out: &mut Reflow,
    ) {
        let items = self.items();
        for item in items.iter().filter(|i| i.order.is_some()) {
            out.plan.removed.extend(&item.glyphs);
        }
        if width == Width::Keep || self.must_keep_positions() {
            if width != Width::Keep {
                out.kept_widths += 1;
            }
            let mut reach = f64::NEG_INFINITY;
            for (i, item) in items.iter().enumerate() {
                if let Some(order) = item.order {
                    let (from, to) = self.ink_extent(&items, i, false);
                    // Boxes side by side do not overlap, or one would cover the code of the other.
                    let from = from.max(reach);
                    let to = to.max(from);
                    reach = to.max(from + 0.4 * self.chunk.size);
                    let first = seen.insert(order);
                    let mut boxed = self.label_box(item, order, from, to, first);
                    if boxed.hidden {
                        let (from, to) = self.ink_extent(&items, i, true);
                        boxed.original_quad = self.label_box(item, order, from, to, first).quad;
                    }
                    out.boxes.push(boxed);
                }
            }
            return;
        }
        self.typeset(&items, seen, out);
    }

    fn items(&self) -> Vec<LineItem> {
        let spaces = inferred_spaces(self.canvas, self.chunk);
        let mut out: Vec<LineItem> = Vec::new();
        for (g, space) in self.chunk.glyphs.iter().zip(spaces) {
            let order = self.order_of.get(g).copied();
            match out.last_mut() {
                Some(last) if order.is_some() && last.order == order => last.glyphs.push(*g),
                _ => out.push(LineItem { order, glyphs: vec![*g], space }),
            }
        }
        out
    }

    /// Lines whose glyphs must stay where they are: text under a picture, vertical writing, and
    /// fonts whose widths say nothing.
    fn must_keep_positions(&self) -> bool {
        let glyph = |g: &u32| self.canvas.glyph(*g);
        let odd = self.chunk.glyphs.iter().any(|g| {
            let glyph = glyph(g);
            glyph.hidden || self.canvas.show(glyph).vertical
        });
        let overlap = self.chunk.glyphs.windows(2).any(|pair| {
            let (a, b) = (glyph(&pair[0]), glyph(&pair[1]));
            along(b) - along(a) - a.advance < OVERLAP * a.size
        });
        odd || overlap
    }

    /// Where the glyphs of an item stand along the line.
    fn extent(&self, item: &LineItem) -> (f64, f64) {
        item.glyphs.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), g| {
            let glyph = self.canvas.glyph(*g);
            (from.min(along(glyph)), to.max(along(glyph) + glyph.advance))
        })
    }

    /// Where the ink of an item may stand. Recognized text under a picture is narrower than the
    /// picture's letters as often as not: the box reaches to the neighbors.
    ///
    /// A recognizer also spreads the letters of a word evenly, so the dot or bracket beside a name
    /// may stand on its last letter: the box stops at it, what is blackened (`ink`) does not.
    fn ink_extent(&self, items: &[LineItem], i: usize, ink: bool) -> (f64, f64) {
        let (from, to) = self.extent(&items[i]);
        let glyph = &self.canvas.glyphs[items[i].glyphs[0] as usize];
        if !glyph.hidden {
            return (from, to);
        }
        let em = glyph.size;
        let inked = |item: &&LineItem| {
            let text = self.canvas.glyphs[item.glyphs[0] as usize].text.as_deref();
            let letters = |t: &str| t.chars().any(char::is_alphanumeric);
            !text.is_some_and(|t| t.trim().is_empty() || ink && !letters(t))
        };
        let before = items[..i].iter().rev().find(inked).map(|b| self.extent(b).1);
        let after = items[i + 1..].iter().find(inked).map(|a| self.extent(a).0);
        // Recognizers stretch a word and the space behind it over the picture of the word.
        let blanks = items[i + 1..].iter().take_while(|item| !inked(item));
        let stretched = blanks.map(|b| self.extent(b).1).fold(to, f64::max) + 0.3 * em;
        let left = before.map_or(from - 0.3 * em, |b| b.max(from - 0.3 * em).min(from));
        let far = stretched.max(to + 0.8 * em);
        let right = after.map_or(far, |a| (a - 0.05 * em).min(far).max(to));
        let beside = self.layout.chunks.iter().filter(|c| {
            c.angle == self.chunk.angle
                && (c.across - self.chunk.across).abs() < 0.9 * em
                && !std::ptr::eq(*c, self.chunk)
        });
        beside.fold((left, right), |(left, right), c| {
            if c.start >= to - 0.3 * em {
                (left, right.min(c.start - 0.05 * em).max(to))
            } else if c.end <= from + 0.3 * em {
                (left.max(c.end).min(from), right)
            } else {
                (left, right)
            }
        })
    }

    fn label_box(
        &self,
        item: &LineItem,
        order: usize,
        from: f64,
        to: f64,
        first: bool,
    ) -> LabelBox {
        let glyph = &self.canvas.glyphs[item.glyphs[0] as usize];
        let (old_from, old_to) = self.extent(item);
        let zero = along(glyph);
        let place =
            |a: f64, b: f64| quad(glyph.origin, glyph.direction, a - zero, b - zero, glyph.size);
        LabelBox {
            order,
            glyph: item.glyphs[0],
            quad: place(from, to.max(from + 0.4 * glyph.size)),
            original_quad: place(old_from, old_to),
            is_first: first,
            hidden: glyph.hidden,
        }
    }

    fn natural_width(&self, items: &[LineItem], em: f64) -> f64 {
        items.iter().map(|item| self.item_width(item, em)).sum()
    }

    fn item_width(&self, item: &LineItem, em: f64) -> f64 {
        let glyph = &self.canvas.glyphs[item.glyphs[0] as usize];
        let space = if item.space { SPACE * glyph.size } else { 0.0 };
        space + if item.order.is_some() { em * glyph.size } else { glyph.advance }
    }

    fn typeset(
        &self,
        items: &[LineItem],
        seen: &mut std::collections::BTreeSet<usize>,
        out: &mut Reflow,
    ) {
        let limit = self.line_limit();
        let anchor = alignment::anchor_of(self.layout, self.chunk, self.order_of, self.bounds);
        let start = |total: f64| match anchor {
            Anchor::Start => self.chunk.start,
            Anchor::End => self.chunk.end - total,
            Anchor::Center(x) => x - total / 2.0,
            Anchor::At(x) => x,
        };
        let fits = |em: &f64| {
            let total = self.natural_width(items, *em);
            start(total) + total <= limit
        };
        let Some(em) = WIDTHS.into_iter().find(fits) else {
            return self.cover_line(items, limit, seen, out);
        };
        let mut at = start(self.natural_width(items, em));
        let mut steps = Vec::new();
        for item in items {
            let glyph = &self.canvas.glyphs[item.glyphs[0] as usize];
            if item.space {
                at += SPACE * glyph.size;
            }
            let (old, from) = (self.extent(item), at);
            if let Some(order) = item.order {
                let to = at + em * glyph.size;
                let first = seen.insert(order);
                out.boxes.push(self.label_box(item, order, at, to, first));
                // They do not move, they go; but no place in their operators may tell where they were.
                out.plan.moved.extend(item.glyphs.iter().map(|g| (*g, 0.0)));
                at = to;
            } else {
                out.plan.moved.insert(item.glyphs[0], at - along(glyph));
                at += glyph.advance;
            }
            steps.push(LineStretch { old, new: (from, at), cut: item.order.is_some() });
        }
        self.record_line_map(steps, out);
    }

    fn record_line_map(&self, mut steps: Vec<LineStretch>, out: &mut Reflow) {
        if self.chunk.angle != 0 {
            return;
        }
        steps.sort_by(|a, b| a.old.0.total_cmp(&b.old.0));
        let (y, size) = (self.chunk.across, self.chunk.size);
        let area = Rect::new(self.chunk.start, y - 0.4 * size, self.chunk.end, y + size);
        out.line_maps.push(LineMap { area, baseline: y, size, stretches: steps });
    }

    /// No fixed width fits: the whole line of the cell goes, under one box.
    fn cover_line(
        &self,
        items: &[LineItem],
        limit: f64,
        seen: &mut std::collections::BTreeSet<usize>,
        out: &mut Reflow,
    ) {
        let Some((order, item)) = items.iter().find_map(|i| Some((i.order?, i))) else { return };
        let size = self.canvas.glyphs[item.glyphs[0] as usize].size;
        for item in items {
            out.plan.removed.extend(&item.glyphs);
            out.plan.moved.extend(item.glyphs.iter().map(|g| (*g, 0.0)));
        }
        let to =
            (self.chunk.start + WIDTHS[3] * size).max(limit.min(self.chunk.start + 30.0 * size));
        let first = seen.insert(order);
        out.boxes.push(self.label_box(item, order, self.chunk.start, to, first));
        for order in items.iter().filter_map(|i| i.order) {
            seen.insert(order);
            out.covered_orders.push(order);
        }
    }

    /// How far the line may reach: up to the next chunk on it, or to the edge of the page.
    fn line_limit(&self) -> f64 {
        let chunk = self.chunk;
        // Where other lines run over the edge of the page, nothing is gained by keeping this one within it.
        let over = |c: &Chunk| {
            c.angle == 0
                && c.end > self.bounds.x1
                && !c.glyphs.iter().any(|g| self.order_of.contains_key(g))
        };
        let open = chunk.angle != 0 || self.layout.chunks.iter().any(over);
        let edge = if open { f64::INFINITY } else { self.bounds.x1 };
        self.layout
            .chunks
            .iter()
            .filter(|c| {
                c.angle == chunk.angle
                    && (c.across - chunk.across).abs() < 0.6 * chunk.size
                    && c.start > chunk.start
                    && c.start >= chunk.end - 0.5 * chunk.size
            })
            .map(|c| c.start - MARGIN * chunk.size)
            .fold(edge, f64::min)
    }
}
