//! Where a picture is not paper: in cells of a fixed size, of which words explain some.

use crate::model::Picture;

/// Side of a cell, in inches: two points.
const CELL: f64 = 1.0 / 36.0;
/// By how much a sample differs from the paper where there is ink.
const INK: u8 = 56;
/// By how much it differs where there may be, such as a pencil or what shines through from behind; and
/// the share of a blank picture, and of one that shows writing, that does.
const FAINT: u8 = 24;
pub(super) const CLEAN: f64 = 0.002;
const PALE: f64 = 0.06;
/// Share of a cell that is ink where a stroke goes through it, and where an area covers it.
const INKED: f64 = 0.06;
const FILLED: f64 = 0.85;
/// Share of a picture that is even paper if it shows writing.
const EVEN: f64 = 0.4;
/// The same of one that may be blank.
const PLAIN: f64 = 0.9;

/// The ink of a picture.
#[derive(Clone)]
pub(crate) struct Ink {
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Samples along the side of a cell.
    pub(super) side: usize,
    /// Cells through which a stroke goes and that nothing explains.
    pub(super) strokes: Vec<bool>,
    /// How many there were at first.
    pub(super) all: usize,
    /// Cells that an area covers.
    pub(super) filled: Vec<bool>,
    /// Whether the paper is even: a photograph is not.
    pub(crate) even: bool,
    /// Whether nearly all of it is one shade: paper that may be blank.
    pub(super) plain: bool,
    /// The share of the picture that is neither paper nor ink.
    pub(super) faint: f64,
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
    pub(crate) fn explain(&mut self, area: [u32; 4]) {
        for at in self.cells_in(area) {
            if let Some(stroke) = self.strokes.get_mut(at) {
                *stroke = false;
            }
        }
    }

    /// Takes away all ink in an area, in samples.
    pub(crate) fn erase(&mut self, area: [u32; 4]) {
        self.explain(area);
        for at in self.cells_in(area) {
            if let Some(filled) = self.filled.get_mut(at) {
                *filled = false;
            }
        }
    }

    fn cells_in(
        &self,
        [left, top, right, bottom]: [u32; 4],
    ) -> impl Iterator<Item = usize> + use<> {
        let (side, across) = (self.side, self.columns);
        let cell = move |at: u32| at as usize / side;
        let rows = cell(top)..=cell(bottom).min(self.rows.saturating_sub(1));
        let columns = cell(left)..=cell(right).min(across.saturating_sub(1));
        rows.flat_map(move |row| columns.clone().map(move |column| row * across + column))
    }
}

/// The shade below which a sample is ink.
pub(super) fn darkest_paper(picture: &Picture) -> u8 {
    paper(picture).0.saturating_sub(INK)
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
pub(crate) mod tests {
    use super::*;

    /// Lines of short strokes on white, 300 dots an inch, that fall by so much for each column.
    pub(crate) fn lines(slope: f64) -> Picture {
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
}
