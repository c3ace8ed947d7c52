//! Letters that are drawn over other letters.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};
use crate::formats::pdf::layout::chunk::{across, along};
use std::collections::HashMap;

/// The part of a letter in which another letter cannot lie unless it is drawn over it: from the
/// baseline to half its height, and so much less than its width, in em and in parts of the width.
const CORE_HEIGHT: f64 = 0.5;
const CORE_SIDE: f64 = 0.1;
/// Share of the smaller core from which two letters lie over each other.
const SHARED: f64 = 0.25;
/// How far the second stroke of fake bold may lie from the first, in em.
pub(crate) const DUPLICATE: f64 = 0.12;
/// How many letters back a letter of the same run may overlap where a font has false widths.
const FALSE_WIDTH: u32 = 3;
/// A letter that reaches over more cells than this in a direction is compared with all others.
const MOST_CELLS: f64 = 12.0;
/// Most such letters, letters of one cell, and collisions that are looked at.
const MOST_LARGE: usize = 300;
const MOST_IN_CELL: usize = 48;
const MOST_FOUND: usize = 100_000;

/// The core of a letter.
struct Core {
    glyph: u32,
    from: f64,
    to: f64,
    low: f64,
    high: f64,
}

impl Core {
    fn of(canvas: &Canvas, number: u32) -> Option<Self> {
        let glyph = canvas.glyph(number);
        let side = CORE_SIDE * glyph.advance;
        let (from, low) = (along(glyph) + side, across(glyph));
        let (to, high) = (from + glyph.advance - 2.0 * side, low + CORE_HEIGHT * glyph.size);
        (is_letter(glyph) && to > from && high > low).then_some(Self {
            glyph: number,
            from,
            to,
            low,
            high,
        })
    }

    fn area(&self) -> f64 {
        (self.to - self.from) * (self.high - self.low)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let width = self.to.min(other.to) - self.from.max(other.from);
        let height = self.high.min(other.high) - self.low.max(other.low);
        width > 0.0
            && height > 0.0
            && width * height >= SHARED * self.area().min(other.area()).max(f64::MIN_POSITIVE)
    }
}

/// Whether a glyph is a letter or a digit. Accents are drawn over letters, and dots and lines may be.
pub(crate) fn is_letter(glyph: &Glyph) -> bool {
    let accent = |c: &char| ('\u{2b0}'..='\u{36f}').contains(c);
    glyph.text.as_deref().is_none_or(|t| t.chars().any(|c| c.is_alphanumeric() && !accent(&c)))
}

/// Pairs of letters of one writing direction that lie over each other, each pair once.
pub(crate) fn collisions(canvas: &Canvas, glyphs: &[u32]) -> Vec<(u32, u32)> {
    let cores: Vec<Core> = glyphs.iter().filter_map(|g| Core::of(canvas, *g)).collect();
    let cell = median_size(canvas, &cores).max(1e-3);
    let mut found = Vec::new();
    let mut cells: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    let mut large: Vec<usize> = Vec::new();
    for (index, core) in cores.iter().enumerate() {
        let mut meet = |other: usize| {
            if let Some(other) = cores.get(other)
                && found.len() < MOST_FOUND
                && core.overlaps(other)
                && !is_one_text(canvas, core.glyph, other.glyph)
            {
                found.push((other.glyph, core.glyph));
            }
        };
        large.iter().for_each(|other| meet(*other));
        if core.to - core.from > MOST_CELLS * cell || core.high - core.low > MOST_CELLS * cell {
            (0..index).filter(|other| !large.contains(other)).for_each(&mut meet);
            if large.len() < MOST_LARGE {
                large.push(index);
            }
            continue;
        }
        let number = |at: f64| (at / cell).floor() as i64;
        let mut seen: Vec<usize> = Vec::new();
        for column in number(core.from)..=number(core.to) {
            for row in number(core.low)..=number(core.high) {
                let inside = cells.entry((column, row)).or_default();
                seen.extend(inside.iter().rev().take(MOST_IN_CELL));
                inside.push(index);
            }
        }
        seen.sort_unstable();
        seen.dedup();
        seen.into_iter().for_each(&mut meet);
    }
    found
}

fn median_size(canvas: &Canvas, cores: &[Core]) -> f64 {
    let mut sizes: Vec<f64> = cores.iter().map(|c| canvas.glyph(c.glyph).size).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() {
        return 1.0;
    }
    *sizes.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// Whether two letters over each other are no two texts: the second stroke of fake bold, or letters
/// of one run in a font with false widths.
fn is_one_text(canvas: &Canvas, a: u32, b: u32) -> bool {
    let (one, other) = (canvas.glyph(a), canvas.glyph(b));
    let near = |d: f64| d.abs() < DUPLICATE * one.size.min(other.size);
    let double = one.text.is_some()
        && one.text == other.text
        && near(along(one) - along(other))
        && near(across(one) - across(other));
    let run = one.show == other.show
        || a.abs_diff(b) <= FALSE_WIDTH
            && (canvas.show(one).font, canvas.show(one).ink)
                == (canvas.show(other).font, canvas.show(other).ink)
            && (along(one) < along(other)) == (a < b);
    double || run
}
