//! One line (a chunk) from which text is removed: typeset anew around boxes of a fixed width, or
//! left in place where it cannot be.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph, quad};
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::layout::chunk::{Chunk, along};
use crate::formats::pdf::layout::text::inferred_spaces;
use crate::formats::pdf::redact::text::alignment::{self, Anchor};
use crate::formats::pdf::redact::text::line_map::{LineMap, LineStretch};
use crate::formats::pdf::redact::text::plan::Reflow;
use crate::formats::pdf::redact::text::twins;
use crate::formats::scan::label_box::LabelBox;
use crate::model::Width;
use kurbo::Rect;
use std::collections::{BTreeMap, BTreeSet};

/// Widths of a box in em: the usual one, and those for narrow cells.
const WIDTHS: [f64; 4] = [3.6, 2.6, 1.8, 1.2];
/// Width of a space that the file does not write, in em.
const SPACE: f64 = 0.25;
/// Room that is left before the next cell, in em.
const MARGIN: f64 = 0.1;
/// Overlap of two glyphs from which the widths of a font are not trusted, in em.
const OVERLAP: f64 = -0.35;
/// Largest size of a footnote mark and least distance from the baseline, relative to its line, and its
/// longest text, in letters.
const RAISED: f64 = 0.85;
const LIFTED: f64 = 0.1;
const MARK: usize = 4;
/// Smallest width of a box, in em.
const SMALLEST_BOX: f64 = 0.4;

/// A chunk that holds text to be removed.
pub(crate) struct LineReflow<'a> {
    pub(crate) canvas: &'a Canvas,
    pub(crate) layout: &'a Layout,
    /// One of the chunks of `layout`.
    pub(crate) chunk: &'a Chunk,
    /// Removed glyph -> number of its redaction.
    pub(crate) order_of: &'a BTreeMap<u32, usize>,
    /// Visible area of the canvas.
    pub(crate) bounds: Rect,
    /// Whether what stands behind it makes room for it.
    pub(crate) yields: bool,
}

/// A piece of a line: one glyph that stays, or the glyphs of one redaction.
struct LineItem {
    order: Option<usize>,
    first: u32,
    /// All of its glyphs.
    glyphs: Vec<u32>,
    /// Whether a space that the file does not write precedes it.
    space: bool,
}

impl LineReflow<'_> {
    /// Adds to `out` what becomes of the line. `seen` are redactions that have a box already.
    pub(crate) fn process(&self, width: Width, seen: &mut BTreeSet<usize>, out: &mut Reflow) {
        let items = self.items();
        for item in items.iter().filter(|i| i.order.is_some()) {
            out.plan.removed.extend(&item.glyphs);
        }
        if width == Width::Keep || self.must_keep_positions() {
            if width != Width::Keep {
                out.kept_widths += 1;
            }
            self.keep_positions(&items, seen, out);
        } else {
            self.typeset(&items, seen, out);
        }
    }

    /// Its width with boxes of the usual width; none if it keeps its positions.
    pub(crate) fn new_width(&self) -> Option<f64> {
        let [usual, ..] = WIDTHS;
        (!self.must_keep_positions()).then(|| self.natural_width(&self.items(), usual))
    }

    fn items(&self) -> Vec<LineItem> {
        let spaces = inferred_spaces(self.canvas, self.chunk);
        let mut out: Vec<LineItem> = Vec::new();
        for (g, space) in self.chunk.glyphs.iter().zip(spaces) {
            let order = self.order_of.get(g).copied();
            match out.last_mut() {
                Some(last) if order.is_some() && last.order == order => last.glyphs.push(*g),
                _ => out.push(LineItem { order, first: *g, glyphs: vec![*g], space }),
            }
        }
        out
    }

    fn first_glyph(&self, item: &LineItem) -> &Glyph {
        self.canvas.glyph(item.first)
    }

    /// Whether glyphs must stay in place: text under a picture, vertical writing, fonts whose widths
    /// cannot be trusted, lines that turn, drop capitals, and lines over each other that both lose
    /// text: a box on one that moved would cover other words of the other.
    fn must_keep_positions(&self) -> bool {
        let glyphs = || self.chunk.glyphs.iter().map(|g| self.canvas.glyph(*g));
        let overlaps =
            |(a, b): (&Glyph, &Glyph)| along(b) - along(a) - a.advance < OVERLAP * a.size;
        let fixed = |g: &u32| self.layout.trails.as_ref().is_some_and(|t| t.fixed.contains(g));
        let twin = |c: &Chunk| {
            twins::is_over(self.chunk, c) && c.glyphs.iter().any(|g| self.order_of.contains_key(g))
        };
        glyphs().any(|glyph| glyph.hidden || self.canvas.show(glyph).vertical)
            || self.chunk.glyphs.iter().any(|g| fixed(g) && self.order_of.contains_key(g))
            || self.layout.chunks.iter().any(twin)
            || glyphs().zip(glyphs().skip(1)).any(overlaps)
    }

    /// Puts boxes where the removed text was.
    fn keep_positions(&self, items: &[LineItem], seen: &mut BTreeSet<usize>, out: &mut Reflow) {
        let mut reach = f64::NEG_INFINITY;
        for (i, item) in items.iter().enumerate() {
            let Some(order) = item.order else { continue };
            let (from, to) = self.ink_extent(items, i, item, false);
            // Boxes side by side do not overlap, or one would cover the label of the other.
            let from = from.max(reach);
            let to = to.max(from);
            reach = to.max(from + SMALLEST_BOX * self.chunk.size);
            let first = seen.insert(order);
            let mut label_box = self.label_box(item, order, from, to, first);
            if label_box.hidden {
                let (from, to) = self.ink_extent(items, i, item, true);
                label_box.original_quad = self.label_box(item, order, from, to, first).quad;
            }
            out.boxes.push(label_box);
        }
    }

    /// Start and end of the glyphs of an item along the line.
    fn extent(&self, item: &LineItem) -> (f64, f64) {
        item.glyphs.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), g| {
            let glyph = self.canvas.glyph(*g);
            (from.min(along(glyph)), to.max(along(glyph) + glyph.advance))
        })
    }

    /// Where the ink of the item at `i` may be. Recognized text under a picture is often narrower
    /// than the letters in the picture: the box reaches to the neighbors.
    ///
    /// A recognizer also spreads the letters of a word evenly, so a period or bracket beside a name
    /// may lie on the name's last letter: the box stops at it, what is blackened (`ink`) does not.
    fn ink_extent(&self, items: &[LineItem], i: usize, item: &LineItem, ink: bool) -> (f64, f64) {
        let (from, to) = self.extent(item);
        let glyph = self.first_glyph(item);
        if !glyph.hidden {
            return (from, to);
        }
        let em = glyph.size;
        let inked = |item: &&LineItem| {
            let text = self.first_glyph(item).text.as_deref();
            let letters = |t: &str| t.chars().any(char::is_alphanumeric);
            !text.is_some_and(|t| t.trim().is_empty() || ink && !letters(t))
        };
        let following = || items.iter().skip(i + 1);
        let before = items.iter().take(i).rev().find(inked).map(|b| self.extent(b).1);
        let after = following().find(inked).map(|a| self.extent(a).0);
        // Recognizers stretch a word and the space after it over the picture of the word.
        let blanks = following().take_while(|item| !inked(item));
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

    /// A box for an item, from one position on the line to another.
    fn label_box(
        &self,
        item: &LineItem,
        order: usize,
        from: f64,
        to: f64,
        is_first: bool,
    ) -> LabelBox {
        let glyph = self.first_glyph(item);
        let (old_from, old_to) = self.extent(item);
        let zero = along(glyph);
        let place =
            |a: f64, b: f64| quad(glyph.origin, glyph.direction, a - zero, b - zero, glyph.size);
        LabelBox {
            order,
            glyph: Some(item.first),
            quad: place(from, to.max(from + SMALLEST_BOX * glyph.size)),
            original_quad: place(old_from, old_to),
            is_first,
            hidden: glyph.hidden,
        }
    }

    /// Width of the line with boxes of this many em.
    fn natural_width(&self, items: &[LineItem], em: f64) -> f64 {
        let width = |item: &LineItem| {
            let glyph = self.first_glyph(item);
            let space = if item.space { SPACE * glyph.size } else { 0.0 };
            space + if item.order.is_some() { em * glyph.size } else { glyph.advance }
        };
        items.iter().map(width).sum()
    }

    /// Sets the line anew with the widest boxes that fit.
    fn typeset(&self, items: &[LineItem], seen: &mut BTreeSet<usize>, out: &mut Reflow) {
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
        let mut stretches = Vec::new();
        for item in items {
            let glyph = self.first_glyph(item);
            if item.space {
                at += SPACE * glyph.size;
            }
            let (old, from) = (self.extent(item), at);
            if let Some(order) = item.order {
                let to = at + em * glyph.size;
                let first = seen.insert(order);
                out.boxes.push(self.label_box(item, order, at, to, first));
                // Removed glyphs count as moved: no position in their operators may remain.
                out.plan.moved.extend(item.glyphs.iter().map(|g| (*g, 0.0)));
                at = to;
            } else {
                out.plan.moved.insert(item.first, at - along(glyph));
                at += glyph.advance;
            }
            stretches.push(LineStretch { old, new: (from, at), cut: item.order.is_some() });
        }
        self.record_line_map(stretches, out);
    }

    fn record_line_map(&self, stretches: Vec<LineStretch>, out: &mut Reflow) {
        if self.chunk.angle == 0 {
            out.line_maps.push(LineMap::new(self.chunk, stretches));
        }
    }

    /// No fixed width fits: the whole line of the cell goes, under one box.
    fn cover_line(
        &self,
        items: &[LineItem],
        limit: f64,
        seen: &mut BTreeSet<usize>,
        out: &mut Reflow,
    ) {
        let Some((order, first)) = items.iter().find_map(|i| Some((i.order?, i))) else { return };
        let size = self.first_glyph(first).size;
        for item in items {
            out.plan.removed.extend(&item.glyphs);
            out.plan.moved.extend(item.glyphs.iter().map(|g| (*g, 0.0)));
        }
        let start = self.chunk.start;
        let to = (start + WIDTHS[3] * size).max(limit.min(start + 30.0 * size));
        let is_first = seen.insert(order);
        out.boxes.push(self.label_box(first, order, start, to, is_first));
        let old = (start, self.chunk.end);
        self.record_line_map(vec![LineStretch { old, new: (start, to), cut: true }], out);
        for order in items.iter().filter_map(|i| i.order) {
            seen.insert(order);
            out.covered_orders.push(order);
        }
    }

    /// How far the line may reach: to the next chunk on it, into which it may have run over, or to the
    /// edge of the page.
    fn line_limit(&self) -> f64 {
        let chunk = self.chunk;
        // Where other lines run over the edge of the page, keeping this one within it gains nothing.
        let over = |c: &Chunk| {
            c.angle == 0
                && c.end > self.bounds.x1
                && !c.glyphs.iter().any(|g| self.order_of.contains_key(g))
        };
        let open = chunk.angle != 0 || self.layout.chunks.iter().any(over);
        let edge = if open { f64::INFINITY } else { self.bounds.x1 };
        if self.yields {
            return edge;
        }
        // A footnote mark behind the name moves with the line.
        let mark = |c: &Chunk| {
            c.size <= RAISED * chunk.size
                && (c.across - chunk.across).abs() > LIFTED * chunk.size
                && c.start < chunk.end + 0.5 * chunk.size
                && c.glyphs.len() <= MARK
        };
        self.layout
            .chunks
            .iter()
            .filter(|c| {
                c.angle == chunk.angle
                    && !mark(c)
                    && (c.across - chunk.across).abs() < 0.6 * chunk.size
                    && c.start > chunk.start
                    && (c.start >= chunk.end - 0.5 * chunk.size
                        || c.stratum == chunk.stratum && c.start > chunk.start + chunk.size)
            })
            .map(|c| c.start - MARGIN * chunk.size)
            .fold(edge, f64::min)
    }
}
