//! Paths as a picture: areas that lines and curves enclose.

use crate::formats::scan::plane::Plane;
use kurbo::{Affine, BezPath, PathEl, Point, Shape};

/// Lines of a sample that are looked at.
const FINE: usize = 4;
/// How far a curve may lie off the lines that it becomes, in samples.
const TOLERANCE: f64 = 0.2;
/// Most pieces of one path.
const MOST_PIECES: usize = 400_000;

/// A sheet of white paper on which areas are painted.
pub(crate) struct Paper {
    pub(crate) plane: Plane,
    /// From the page to samples.
    to_samples: Affine,
}

/// A piece of an outline: it runs from its upper end to its lower end, up or down.
struct Piece {
    upper: Point,
    lower: Point,
    down: i32,
}

impl Paper {
    /// A sheet of this size, for a page that lies on it like this.
    pub(crate) fn new(width: usize, height: usize, to_samples: Affine) -> Self {
        Self { plane: Plane { width, height, data: vec![255; width * height] }, to_samples }
    }

    /// Paints the area of a path on the page in a shade, from 0 for black to 1 for white.
    pub(crate) fn fill(&mut self, path: &BezPath, even_odd: bool, shade: f32) {
        let path = self.to_samples * path;
        let bounds = path.bounding_box();
        let (width, height) = (self.plane.width, self.plane.height);
        if !bounds.is_finite() || bounds.y1 < 0.0 || bounds.y0 > height as f64 {
            return;
        }
        let pieces = pieces(&path);
        let rows = bounds.y0.max(0.0) as usize..(bounds.y1.ceil().max(0.0) as usize).min(height);
        let mut starts: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
        for (number, piece) in pieces.iter().enumerate() {
            let row = (piece.upper.y.max(0.0) as usize).saturating_sub(rows.start);
            if let Some(row) = starts.get_mut(row) {
                row.push(number);
            }
        }
        let mut active: Vec<&Piece> = Vec::new();
        let mut part = vec![0.0_f32; width];
        for (row, starting) in rows.zip(&starts) {
            active.retain(|piece| piece.lower.y > row as f64);
            active.extend(starting.iter().filter_map(|number| pieces.get(*number)));
            if active.is_empty() {
                continue;
            }
            part.fill(0.0);
            for line in 0..FINE {
                let y = row as f64 + (line as f64 + 0.5) / FINE as f64;
                for (from, to) in inside(&active, y, even_odd) {
                    cover(&mut part, from, to);
                }
            }
            let line = self.plane.data.get_mut(row * width..(row + 1) * width);
            for (sample, part) in line.into_iter().flatten().zip(&part) {
                if *part > 0.0 {
                    let part = (part / FINE as f32).min(1.0);
                    *sample = (f32::from(*sample) * (1.0 - part) + 255.0 * shade * part) as u8;
                }
            }
        }
    }
}

/// The straight pieces of a path; each outline is closed.
fn pieces(path: &BezPath) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut start, mut at) = (Point::ORIGIN, Point::ORIGIN);
    kurbo::flatten(path, TOLERANCE, |element| match element {
        PathEl::MoveTo(p) => {
            push(&mut out, at, start);
            (start, at) = (p, p);
        }
        PathEl::LineTo(p) => {
            push(&mut out, at, p);
            at = p;
        }
        _ => {
            push(&mut out, at, start);
            at = start;
        }
    });
    push(&mut out, at, start);
    out
}

fn push(out: &mut Vec<Piece>, from: Point, to: Point) {
    let level = (from.y - to.y).abs() < 1e-9;
    if level || !from.is_finite() || !to.is_finite() || out.len() >= MOST_PIECES {
        return;
    }
    out.push(match from.y < to.y {
        true => Piece { upper: from, lower: to, down: 1 },
        false => Piece { upper: to, lower: from, down: -1 },
    });
}

/// The stretches of a line that are inside (ISO 32000-2, 8.5.3.3).
fn inside(active: &[&Piece], y: f64, even_odd: bool) -> Vec<(f64, f64)> {
    let mut crossings: Vec<(f64, i32)> = active
        .iter()
        .filter(|piece| piece.upper.y <= y && y < piece.lower.y)
        .map(|piece| {
            let part = (y - piece.upper.y) / (piece.lower.y - piece.upper.y);
            (piece.upper.x + part * (piece.lower.x - piece.upper.x), piece.down)
        })
        .collect();
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = Vec::new();
    let (mut around, mut from) = (0, 0.0);
    for (x, down) in crossings {
        let before = if even_odd { around % 2 != 0 } else { around != 0 };
        around += down;
        let after = if even_odd { around % 2 != 0 } else { around != 0 };
        match (before, after) {
            (false, true) => from = x,
            (true, false) => out.push((from, x)),
            _ => {}
        }
    }
    out
}

/// Adds a stretch to how much of each sample of a line is covered.
fn cover(part: &mut [f32], from: f64, to: f64) {
    let (from, to) = (from.max(0.0), to.min(part.len() as f64));
    if from >= to {
        return;
    }
    let (first, last) = (from as usize, to as usize);
    for (column, covered) in part.iter_mut().enumerate().take(last + 1).skip(first) {
        let (left, right) = (column as f64, column as f64 + 1.0);
        *covered += (right.min(to) - left.max(from)).max(0.0) as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::{Circle, Rect};

    fn dark(paper: &Paper) -> usize {
        paper.plane.data.iter().filter(|shade| **shade < 128).count()
    }

    #[test]
    fn an_area_is_painted_and_its_hole_is_not() {
        let mut paper = Paper::new(100, 50, Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, 50.0]));
        let mut ring = Circle::new((30.0, 25.0), 20.0).to_path(0.1);
        ring.extend(Circle::new((30.0, 25.0), 10.0).to_path(0.1).iter());
        paper.fill(&ring, true, 0.0);
        let area = std::f64::consts::PI * (400.0 - 100.0);
        assert!((dark(&paper) as f64 - area).abs() < 30.0, "{}", dark(&paper));
        paper.fill(&Rect::new(0.0, 0.0, 100.0, 50.0).to_path(0.1), false, 1.0);
        assert_eq!(dark(&paper), 0);
        paper.fill(&Rect::new(70.0, 40.0, 500.0, 45.0).to_path(0.1), false, 0.0);
        assert_eq!(dark(&paper), 150);
        assert!(paper.plane.data[7 * 100 + 80] < 9 && paper.plane.data[12 * 100 + 80] > 250);
    }

    #[test]
    fn what_is_no_number_paints_nothing() {
        let mut paper = Paper::new(10, 10, Affine::IDENTITY);
        let mut path = BezPath::new();
        path.move_to((f64::NAN, 1.0));
        path.line_to((f64::INFINITY, 5.0));
        path.line_to((1.0, f64::NEG_INFINITY));
        paper.fill(&path, false, 0.0);
        assert_eq!(dark(&paper), 0);
    }
}
