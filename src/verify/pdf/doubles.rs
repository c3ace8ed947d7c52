//! Glyphs that are drawn a second time in one place, as for fake bold or a shadow.

use super::glyphs::Glyph;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Side of a cell of the grid, in points.
const CELL: f64 = 12.0;
/// Within what part of its size a glyph is in the same place as its double.
const NEAR: f64 = 0.12;
/// No glyph further off than this is a double, in points.
const MOST: f64 = 4.0;

/// The glyphs drawn so far, by where they are.
#[derive(Default)]
pub(super) struct Doubles {
    /// The last glyph of each cell.
    cells: HashMap<(i32, i32), usize, FixedState>,
    /// For each glyph the one before it in its cell.
    before: Vec<Option<usize>>,
}

impl Doubles {
    /// Whether a glyph is not the double of one of `glyphs`. If it is new, it counts from now on as
    /// the next of them.
    pub(super) fn is_new(&mut self, glyphs: &[Glyph], glyph: &Glyph) -> bool {
        let [x, y] = glyph.at;
        let near = (NEAR * glyph.size).clamp(0.0, MOST);
        let is_double = |other: &Glyph| {
            (other.at[0] - x).abs() < near
                && (other.at[1] - y).abs() < near
                && (other.size - glyph.size).abs() < near
                && other.text == glyph.text
                && other.other == glyph.other
        };
        for column in cell(x - near)..=cell(x + near) {
            for row in cell(y - near)..=cell(y + near) {
                let mut next = self.cells.get(&(column, row)).copied();
                while let Some(index) = next {
                    if glyphs.get(index).is_some_and(is_double) {
                        return false;
                    }
                    next = self.before.get(index).copied().flatten();
                }
            }
        }
        let index = self.before.len();
        self.before.push(self.cells.insert((cell(x), cell(y)), index));
        true
    }
}

/// The column or row of a coordinate; what is far off the page shares the last one.
fn cell(coordinate: f64) -> i32 {
    let cell = (coordinate / CELL).clamp(-1e9, 1e9);
    let whole = cell as i32;
    // Rounded down without `floor`, which is a call where the processor may be an old one.
    if f64::from(whole) > cell { whole - 1 } else { whole }
}
