//! Where a picture is not paper: in cells of a fixed size, of which words explain some.

use crate::model::Picture;

/// Side of a cell, in inches: two points.
const CELL: f64 = 1.0 / 36.0;
/// By how much a sample differs from the paper where there is ink.
const INK: u8 = 56;
/// By how much it differs where there may be, such as a pencil or what shines through from behind; and
/// the share of a blank picture, and of one that shows writing, that does.
const FAINT: u8 = 24;
const CLEAN: f64 = 0.002;
const PALE: f64 = 0.06;
/// Share of a cell that is ink where a stroke goes through it, and where an area covers it.
const INKED: f64 = 0.06;
const FILLED: f64 = 0.85;
/// Share of a picture that is even paper if it shows writing.
const EVEN: f64 = 0.4;
/// The same of one that may be blank.
const PLAIN: f64 = 0.9;
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
/// Angles by which a page may have been laid askew, and their steps, in degrees.
const MOST_SKEW: f64 = 6.0;
const STEP: f64 = 0.2;
/// By how much lines must stand out more at an angle for a page to be askew.
const CLEARER: f64 = 1.15;

/// The ink of a picture.
#[derive(Clone)]
pub(crate) struct Ink {
    columns: usize,
    rows: usize,
    /// Samples along the side of a cell.
    side: usize,
    /// Cells through which a stroke goes and that nothing explains.
    strokes: Vec<bool>,
    /// How many there were at first.
    all: usize,
    /// Cells that an area covers.
    filled: Vec<bool>,
    /// Whether the paper is even: a photograph is not.
    pub(crate) even: bool,
    /// Whether nearly all of it is one shade: paper that may be blank.
    plain: bool,
    /// The share of the picture that is neither paper nor ink.
    faint: f64,
}

impl Ink {
    pub(crate) fn of(picture: &Picture) -> Self {
        let (width, height) = (picture.width as usize, picture.height as usize);
        let side = ((f64::from(picture.dpi) * CELL) as usize).max(2);
        let (columns, rows) = (width.div_ceil(side), height.div_ceil(side));
        let (paper, even) = paper(picture);
        let mut faint = 0_usize;
        let mut dark = vec![0_u32; columns * rows];
        for (y, line) in picture.shades.chunks_exact(width.max(1)).enumerate() {
            for (x, shade) in line.iter().enumerate() {
                let apart = shade.abs_diff(paper);
                faint += usize::from(apart > FAINT && apart <= INK);
                if apart > INK
                    && let Some(cell) = dark.get_mut(y / side * columns + x / side)
                {
                    *cell += 1;
                }
            }
        }
        let part = |count: u32| f64::from(count) / (side * side) as f64;
        let strokes: Vec<bool> =
            dark.iter().map(|n| part(*n) > INKED && part(*n) < FILLED).collect();
        let filled = dark.iter().map(|n| part(*n) >= FILLED).collect();
        let all = strokes.iter().filter(|s| **s).count();
        let faint = faint as f64 / picture.shades.len().max(1) as f64;
        let (even, plain) = (even >= EVEN, even >= PLAIN);
        Self { columns, rows, side, strokes, all, filled, even, plain, faint }
    }

    /// Cells through which strokes went before any was explained.
    pub(crate) fn all(&self) -> usize {
        self.all
    }

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

    /// Whether it is a photograph, or so pale that what it shows is no ink; where no word was read, all
    /// that is not plain paper is one.
    pub(crate) fn is_picture(&self, read: bool) -> bool {
        !self.even || self.faint > PALE || !read && !self.plain
    }

    /// Whether it is strokes on paper, as thick as a pen draws them, and hardly an area that is filled.
    pub(crate) fn is_thin(&self) -> bool {
        let inked = self.all + self.filled.iter().filter(|f| **f).count();
        let all = u32::MAX;
        self.even
            && self.faint <= 2.0 * PALE
            && inked * 5 <= self.strokes.len() * 3
            && self.is_thin_in([0, 0, all, all])
    }

    /// Whether ink in an area, in samples, is strokes as thick as a pen draws them, and hardly an area that is
    /// filled, such as a logo or a chart has.
    pub(crate) fn is_thin_in(&self, [left, top, right, bottom]: [u32; 4]) -> bool {
        let cell = |at: u32, most: usize| (at as usize / self.side).min(most);
        let (from, to) = (cell(left, self.columns), cell(right, self.columns));
        let filled = |row: usize, column: usize| {
            column < self.columns && self.filled.get(row * self.columns + column) == Some(&true)
        };
        let whole = |row: usize, column: usize| {
            (row..row + 3).all(|row| (column..column + 3).all(|column| filled(row, column)))
        };
        let (mut areas, mut inked) = (0, 0);
        for row in cell(top, self.rows)..cell(bottom, self.rows) {
            for column in from..to {
                let stroke = self.strokes.get(row * self.columns + column) == Some(&true);
                inked += usize::from(stroke || filled(row, column));
                areas += usize::from(whole(row, column));
            }
        }
        areas * 12 <= inked
    }

    /// Cells of strokes that nothing explains.
    pub(crate) fn left(&self) -> usize {
        self.strokes.iter().filter(|s| **s).count()
    }

    /// Takes away the strokes in an area, in samples.
    pub(crate) fn explain(&mut self, [left, top, right, bottom]: [u32; 4]) {
        let cell = |at: u32| at as usize / self.side;
        for row in cell(top)..=cell(bottom).min(self.rows.saturating_sub(1)) {
            for column in cell(left)..=cell(right).min(self.columns.saturating_sub(1)) {
                if let Some(stroke) = self.strokes.get_mut(row * self.columns + column) {
                    *stroke = false;
                }
            }
        }
    }

    /// Takes away straight lines that run across much of the picture, such as rules and edges, and
    /// specks.
    pub(crate) fn drop_rules_and_specks(&mut self) {
        let (columns, rows) = (self.columns, self.rows);
        let before = self.strokes.clone();
        let long = (columns.min(rows) / 6).max(12);
        for row in 0..rows {
            let line = (0..columns).map(|column| (row, column));
            self.drop_runs(line, long, &before);
        }
        for column in 0..columns {
            let line = (0..rows).map(|row| (row, column));
            self.drop_runs(line, long, &before);
        }
        for speck in self.components().into_iter().filter(|cells| cells.len() <= SPECK) {
            for at in speck {
                if let Some(cell) = self.strokes.get_mut(at) {
                    *cell = false;
                }
            }
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
        let piece = |cells: Vec<usize>| {
            let places = cells.iter().map(|at| (at % self.columns, at / self.columns));
            let area = places.fold([usize::MAX, usize::MAX, 0, 0], |[l, t, r, b], (x, y)| {
                [l.min(x), t.min(y), r.max(x), b.max(y)]
            });
            let [l, t, r, b] = area;
            let dense = cells.len() as f64 / ((r - l + 1) * (b - t + 1)) as f64;
            ([l, t, r + 1, b + 1].map(|cell| cell * self.side), dense)
        };
        self.components().into_iter().map(piece).collect()
    }

    /// The cells of strokes, by pieces that hang together; each has one at least.
    fn components(&self) -> Vec<Vec<usize>> {
        let mut left = self.strokes.clone();
        let mut out = Vec::new();
        for start in 0..left.len() {
            let mut open = Vec::new();
            take(&mut left, start, &mut open);
            let mut cells = Vec::new();
            while let Some(at) = open.pop() {
                cells.push(at);
                let (column, row) = (at % self.columns, at / self.columns);
                for row in row.saturating_sub(NEAR)..=(row + NEAR).min(self.rows - 1) {
                    let columns =
                        column.saturating_sub(NEAR)..=(column + NEAR).min(self.columns - 1);
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

    /// The angle by which lines of writing lie askew, in radians, clockwise; 0 if they do not or it
    /// cannot be told.
    pub(crate) fn skew(&self) -> f64 {
        let points: Vec<(f64, f64)> = self
            .strokes
            .iter()
            .enumerate()
            .filter(|(_, stroke)| **stroke)
            .map(|(at, _)| ((at % self.columns) as f64, (at / self.columns) as f64))
            .collect();
        if points.len() < 200 {
            return 0.0;
        }
        let clear = |degrees: f64| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            let mut lines = vec![0_u32; 2 * (self.rows + self.columns) + 2];
            for (x, y) in &points {
                let at = (2.0 * (y * cos - x * sin)) as isize + self.columns as isize;
                if let Some(line) = usize::try_from(at).ok().and_then(|at| lines.get_mut(at)) {
                    *line += 1;
                }
            }
            lines.iter().map(|n| f64::from(*n) * f64::from(*n)).sum::<f64>()
        };
        let steps = (MOST_SKEW / STEP) as i32;
        let angles = (-steps..=steps).map(|step| f64::from(step) * STEP);
        let best = angles.map(|angle| (clear(angle), angle)).max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((found, angle)) if found > CLEARER * clear(0.0) => angle.to_radians(),
            _ => 0.0,
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

/// The shade of the paper, and the share of samples like it.
fn paper(picture: &Picture) -> (u8, f64) {
    let mut counts = [0_usize; 256];
    let sampled = picture.shades.iter().step_by(7);
    sampled.for_each(|shade| {
        if let Some(count) = counts.get_mut(usize::from(*shade)) {
            *count += 1;
        }
    });
    let near = |shade: usize| {
        let range = shade.saturating_sub(12)..=(shade + 12).min(255);
        counts.get(range).unwrap_or_default().iter().sum::<usize>()
    };
    let most = (0..256).max_by_key(|shade| (near(*shade), *shade)).unwrap_or(255);
    let all: usize = counts.iter().sum();
    (most as u8, near(most) as f64 / all.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of short strokes on white, 300 dots an inch, that fall by so much for each column.
    fn lines(slope: f64) -> Picture {
        let (width, height) = (1200_u32, 900_u32);
        let mut shades = vec![250_u8; (width * height) as usize];
        for line in (100..800).step_by(60) {
            for x in (100..1100).filter(|x| x / 12 % 3 != 2) {
                let y = (f64::from(line) + slope * f64::from(x)) as u32;
                for y in y..(y + 14).min(height - 1) {
                    shades[(y * width + x) as usize] = 20;
                }
            }
        }
        Picture::new(width, height, 300, shades).expect("small")
    }

    #[test]
    fn strokes_of_a_pen_are_thin_and_areas_are_not() {
        let drawn = |ink: &dyn Fn(usize, usize) -> bool| {
            let at = |n: usize| if ink(n % 400, n / 400) { 10 } else { 255 };
            let shades = (0..400 * 200).map(at).collect();
            Ink::of(&Picture::new(400, 200, 150, shades).expect("small"))
        };
        let wave =
            |x: usize, y: usize| (y as f64 - 100.0 - 60.0 * (x as f64 / 30.0).sin()).abs() < 4.0;
        assert!(drawn(&wave).is_thin());
        let area = |x: usize, y: usize| (50..250).contains(&x) && (40..140).contains(&y);
        assert!(!drawn(&area).is_thin());
    }

    #[test]
    fn words_explain_ink() {
        let mut ink = Ink::of(&lines(0.0));
        let all = ink.all();
        assert!(all > 300 && ink.even && ink.left() == all);
        ink.explain([0, 0, 1199, 450]);
        assert!(ink.left() < all * 6 / 10 && ink.left() > all * 4 / 10);
        ink.explain([0, 0, 5000, 5000]);
        assert_eq!(ink.left(), 0);
    }

    #[test]
    fn a_page_that_lies_askew_is_told() {
        assert_eq!(Ink::of(&lines(0.0)).skew(), 0.0);
        let found = Ink::of(&lines(0.035)).skew().to_degrees();
        assert!((found - 2.0).abs() <= 0.3, "{found}");
        let found = Ink::of(&lines(-0.05)).skew().to_degrees();
        assert!((found + 2.9).abs() <= 0.4, "{found}");
    }

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
