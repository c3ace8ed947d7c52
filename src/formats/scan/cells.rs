//! Which samples of a picture a region touches.

use std::ops::Range;

/// Four corners in the unit square of an image (ISO 32000-2, 8.9.4), in any order along the
/// outline: x to the right, y upwards, `[0, 0]` is the lower left corner of the picture.
pub(crate) type Quad = [[f64; 2]; 4];

/// Rows and columns of the cells that a region touches, half a cell wider on each side because
/// viewers smooth. Corners that are not finite mean the whole image.
pub(crate) fn cells(width: u32, height: u32, region: &Quad) -> Vec<(usize, Range<usize>)> {
    let (w, h) = (f64::from(width), f64::from(height));
    if region.iter().flatten().any(|v| !v.is_finite()) {
        return (0..height as usize).map(|row| (row, 0..width as usize)).collect();
    }
    let points: Vec<[f64; 2]> = region.iter().map(|[x, y]| [x * w, (1.0 - y) * h]).collect();
    let low = points.iter().map(|p| p[1]).fold(f64::INFINITY, f64::min) - 0.5;
    let high = points.iter().map(|p| p[1]).fold(f64::NEG_INFINITY, f64::max) + 0.5;
    if high <= 0.0 || low >= h {
        return Vec::new();
    }
    let rows = (low.max(0.0).floor() as usize)..(high.min(h).ceil() as usize);
    rows.filter_map(|row| {
        let (left, right) = extent(&points, row as f64 - 0.5, row as f64 + 1.5)?;
        let from = (left - 0.5).max(0.0).floor() as usize;
        let to = (right + 0.5).min(w).max(0.0).ceil() as usize;
        (from < to).then_some((row, from..to))
    })
    .collect()
}

/// Leftmost and rightmost point of the outline within a horizontal strip.
fn extent(points: &[[f64; 2]], top: f64, bottom: f64) -> Option<(f64, f64)> {
    let mut found: Option<(f64, f64)> = None;
    for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
        let (a, b) = if a[1] <= b[1] { (a, b) } else { (b, a) };
        if b[1] < top || a[1] > bottom {
            continue;
        }
        let at = |y: f64| {
            let rise = b[1] - a[1];
            if rise < 1e-9 { None } else { Some(a[0] + (b[0] - a[0]) * (y - a[1]) / rise) }
        };
        let ends = match (at(top.max(a[1])), at(bottom.min(b[1]))) {
            (Some(p), Some(q)) => [p, q],
            _ => [a[0], b[0]],
        };
        for x in ends {
            let (l, r) = found.unwrap_or((x, x));
            found = Some((l.min(x), r.max(x)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::formats::scan::cells::cells;

    #[test]
    fn an_upright_box_takes_its_cells_and_a_margin() {
        let quad = [[0.25, 0.5], [0.5, 0.5], [0.5, 0.75], [0.25, 0.75]];
        let got = cells(40, 40, &quad);
        assert_eq!(got.first(), Some(&(9, 9..21)));
        assert_eq!(got.last(), Some(&(20, 9..21)));
    }

    #[test]
    fn a_turned_box_takes_its_outline_only() {
        let quad = [[0.5, 0.0], [1.0, 0.5], [0.5, 1.0], [0.0, 0.5]];
        let got = cells(100, 100, &quad);
        assert_eq!(got.len(), 100);
        assert!(got[0].1.len() < 8);
        assert!(got[50].1.len() > 98);
    }

    #[test]
    fn outside_touches_nothing_and_nonsense_touches_all() {
        assert!(cells(10, 10, &[[2.0, 2.0], [3.0, 2.0], [3.0, 3.0], [2.0, 3.0]]).is_empty());
        assert_eq!(cells(10, 10, &[[f64::NAN; 2]; 4]).len(), 10);
        assert!(cells(10, 10, &[[-5.0, 0.0], [-3.0, 0.0], [-3.0, 1.0], [-5.0, 1.0]]).is_empty());
    }
}
