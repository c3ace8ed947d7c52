//! Pieces of ink: what hangs together, and what is no writing: specks, rules, textures.

use crate::formats::scan::ink::{CLEAN, Ink};

/// Cells of ink below which a picture is blank, and below which it may be but for specks.
const BLANK: usize = 14;
const SPECKS: usize = 1500;
/// Cells along the side of a window, and the share of them that lines of writing leave free.
const WINDOW: usize = 12;
const DENSE: f64 = 0.8;
/// How many cells away a stroke goes on.
const NEAR: usize = 2;
/// Most cells of a speck.
const SPECK: usize = 5;

impl Ink {
    /// Whether there is nothing but specks and the edges of paper.
    pub(crate) fn is_blank(&self) -> bool {
        let filled = self.filled.iter().filter(|f| **f).count();
        if !self.plain || self.faint > CLEAN {
            return false;
        }
        if self.all + filled < BLANK {
            return true;
        }
        // Specks are few, whatever they look like; what is more is looked at by a machine.
        if filled > BLANK || self.all > SPECKS {
            return false;
        }
        let strokes = self.strokes.clone();
        let mut rest = Self { strokes, filled: Vec::new(), ..*self };
        rest.drop_rules_and_specks();
        rest.left() < BLANK
    }

    /// Takes away straight lines that run across much of the picture, such as rules and edges, and
    /// specks.
    pub(crate) fn drop_rules_and_specks(&mut self) {
        self.drop_lines((self.columns.min(self.rows) / 6).max(12));
        for speck in self.components(NEAR).into_iter().filter(|cells| cells.len() <= SPECK) {
            for at in speck {
                if let Some(cell) = self.strokes.get_mut(at) {
                    *cell = false;
                }
            }
        }
    }

    /// Takes away straight lines of at least so many cells.
    pub(crate) fn drop_lines(&mut self, long: usize) {
        let (columns, rows) = (self.columns, self.rows);
        let before = self.strokes.clone();
        for row in 0..rows {
            let line = (0..columns).map(|column| (row, column));
            self.drop_runs(line, long, &before);
        }
        for column in 0..columns {
            let line = (0..rows).map(|row| (row, column));
            self.drop_runs(line, long, &before);
        }
    }

    /// Takes away what is too dense to be writing, such as a map or the grain of a photograph, with
    /// what is around it; says how many cells that is.
    pub(crate) fn drop_textures(&mut self) -> usize {
        let (columns, rows) = (self.columns, self.rows);
        let wide = columns + 1;
        let mut sums = vec![0_u32; wide * (rows + 1)];
        let value = |at: usize, cells: &[bool]| u32::from(cells.get(at) == Some(&true));
        for row in 0..rows {
            let mut line = 0;
            for column in 0..columns {
                let at = row * columns + column;
                line += value(at, &self.strokes).max(value(at, &self.filled));
                let above = sums.get(row * wide + column + 1).copied().unwrap_or(0);
                if let Some(sum) = sums.get_mut((row + 1) * wide + column + 1) {
                    *sum = above + line;
                }
            }
        }
        let sum = |row: usize, column: usize| {
            sums.get(row.min(rows) * wide + column.min(columns)).copied().unwrap_or(0)
        };
        let before = self.left();
        for row in 0..rows.saturating_sub(WINDOW) {
            for column in 0..columns.saturating_sub(WINDOW) {
                let (low, right) = (row + WINDOW, column + WINDOW);
                let inked = sum(low, right) + sum(row, column) - sum(row, right) - sum(low, column);
                if f64::from(inked) < DENSE * (WINDOW * WINDOW) as f64 {
                    continue;
                }
                for row in row..low {
                    let line = row * columns + column..row * columns + right;
                    self.strokes.get_mut(line).into_iter().for_each(|line| line.fill(false));
                }
            }
        }
        before - self.left()
    }

    /// The pieces of strokes that hang together and that nothing explains, in samples: left, top,
    /// right and bottom, with the share of their area that is ink.
    pub(crate) fn pieces(&self) -> Vec<([usize; 4], f64)> {
        self.components(NEAR).into_iter().map(|cells| self.piece(&cells)).collect()
    }

    /// The same of what hangs together over so many cells, with areas that are filled: the parts of a code may
    /// be as large as cells are.
    pub(crate) fn clusters(&self, near: usize) -> Vec<([usize; 4], f64)> {
        let mut all = self.clone();
        for (cell, filled) in all.strokes.iter_mut().zip(&self.filled) {
            *cell |= filled;
        }
        all.components(near).into_iter().map(|cells| self.piece(&cells)).collect()
    }

    fn piece(&self, cells: &[usize]) -> ([usize; 4], f64) {
        let places = cells.iter().map(|at| (at % self.columns, at / self.columns));
        let area = places.fold([usize::MAX, usize::MAX, 0, 0], |[l, t, r, b], (x, y)| {
            [l.min(x), t.min(y), r.max(x), b.max(y)]
        });
        let [l, t, r, b] = area;
        let dense = cells.len() as f64 / ((r - l + 1) * (b - t + 1)) as f64;
        ([l, t, r + 1, b + 1].map(|cell| cell * self.side), dense)
    }

    /// The cells of strokes, by pieces that hang together over so many cells; each has one at least.
    fn components(&self, near: usize) -> Vec<Vec<usize>> {
        let mut left = self.strokes.clone();
        let mut out = Vec::new();
        for start in 0..left.len() {
            let mut open = Vec::new();
            take(&mut left, start, &mut open);
            let mut cells = Vec::new();
            while let Some(at) = open.pop() {
                cells.push(at);
                let (column, row) = (at % self.columns, at / self.columns);
                for row in row.saturating_sub(near)..=(row + near).min(self.rows - 1) {
                    let columns =
                        column.saturating_sub(near)..=(column + near).min(self.columns - 1);
                    columns.for_each(|c| take(&mut left, row * self.columns + c, &mut open));
                }
            }
            if !cells.is_empty() {
                out.push(cells);
            }
        }
        out
    }

    /// Takes away runs of at least so many cells along a line.
    fn drop_runs(
        &mut self,
        line: impl Iterator<Item = (usize, usize)>,
        long: usize,
        before: &[bool],
    ) {
        let places: Vec<usize> = line.map(|(r, c)| r * self.columns + c).collect();
        let inked = |at: &usize| before.get(*at).copied().unwrap_or(false);
        for run in places.chunk_by(|a, b| inked(a) == inked(b)) {
            if run.len() >= long && run.first().is_some_and(inked) {
                for at in run {
                    if let Some(cell) = self.strokes.get_mut(*at) {
                        *cell = false;
                    }
                }
            }
        }
    }
}

/// Takes a cell of strokes off those that are left.
fn take(left: &mut [bool], at: usize, open: &mut Vec<usize>) {
    if let Some(cell) = left.get_mut(at).filter(|cell| **cell) {
        *cell = false;
        open.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::scan::ink::tests::lines;
    use crate::model::Picture;

    #[test]
    fn a_dense_drawing_is_no_writing() {
        let mut picture = lines(0.0);
        let (width, mut seed) = (1200, 7_u32);
        for y in 300..600 {
            for x in 400..900 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                picture.shades[y * width + x] = if seed >> 30 == 0 { 10 } else { 250 };
            }
        }
        let mut ink = Ink::of(&picture);
        let all = ink.left();
        assert!(ink.drop_textures() > 1500 && ink.left() > all / 10);
        assert_eq!(Ink::of(&lines(0.0)).drop_textures(), 0);
    }

    #[test]
    fn specks_and_rules_are_no_writing() {
        let mut picture = Picture::new(1200, 900, 300, vec![250; 1_080_000]).expect("small");
        for x in 50..1150 {
            for y in 400..403 {
                picture.shades[y * 1200 + x] = 0;
            }
        }
        for at in [5000_usize, 300_000, 700_123] {
            picture.shades[at..at + 4].fill(0);
            picture.shades[at + 1200..at + 1204].fill(0);
        }
        let mut ink = Ink::of(&picture);
        assert!(ink.all() > 50);
        ink.drop_rules_and_specks();
        assert_eq!(ink.left(), 0);
    }
}
