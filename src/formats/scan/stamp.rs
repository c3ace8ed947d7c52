//! What looks like a signature from afar and is printed: stamps, whose letters may lie too far askew for a
//! machine to read.

use crate::formats::scan::ink;
use crate::model::Picture;

/// Least and most height of a letter, in inches, and by how much its width may exceed that.
const HEIGHTS: std::ops::RangeInclusive<f64> = 0.045..=0.4;
const WIDTH: f64 = 1.8;
/// By how much letters of a line differ in height, as a share of it.
const ALIKE: f64 = 0.22;
/// Fewest letters of a stamp, and their least share of its pieces of that size.
const LETTERS: usize = 7;
const SHARE: f64 = 0.6;
/// Most pieces of an area that are looked at.
const MOST: usize = 400;

/// Whether an area of a picture, in samples, shows printed letters: many pieces of one height.
pub(crate) fn is_printed(picture: &Picture, area: [u32; 4]) -> bool {
    let dots = |inches: f64| inches * f64::from(picture.dpi);
    let sizes: Vec<(f64, f64)> = pieces(picture, area)
        .into_iter()
        .map(|[l, t, r, b]| ((r - l + 1) as f64, (b - t + 1) as f64))
        .filter(|(_, high)| *high >= dots(*HEIGHTS.start()))
        .collect();
    let letters: Vec<f64> = sizes
        .iter()
        .filter(|(wide, high)| *high <= dots(*HEIGHTS.end()) && *wide <= WIDTH * high)
        .map(|(_, high)| *high)
        .collect();
    let alike = |high: &f64| letters.iter().filter(|h| (*h - high).abs() <= ALIKE * high).count();
    let most = letters.iter().map(alike).max().unwrap_or(0);
    most >= LETTERS && most as f64 >= SHARE * sizes.len() as f64
}

/// The dark pieces in an area that hang together, each with what it covers.
fn pieces(picture: &Picture, [left, top, right, bottom]: [u32; 4]) -> Vec<[usize; 4]> {
    let (across, down) = (picture.width as usize, picture.height as usize);
    let (left, top) = ((left as usize).min(across), (top as usize).min(down));
    let (right, bottom) = ((right as usize).min(across), (bottom as usize).min(down));
    let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
    let mut dark: Vec<bool> = Vec::with_capacity(width * height);
    let below = ink::darkest_paper(picture);
    for row in top..bottom {
        let line = picture.shades.get(row * across + left..row * across + right);
        dark.extend(line.unwrap_or_default().iter().map(|shade| *shade < below));
    }
    let mut out = Vec::new();
    for start in 0..dark.len() {
        if dark.get(start) != Some(&true) {
            continue;
        }
        let mut bounds = [usize::MAX, usize::MAX, 0, 0];
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            match dark.get_mut(at) {
                Some(cell) if *cell => *cell = false,
                _ => continue,
            }
            let (x, y) = (at % width, at / width);
            let [l, t, r, b] = bounds;
            bounds = [l.min(x), t.min(y), r.max(x), b.max(y)];
            for row in y.saturating_sub(1)..=(y + 1).min(height - 1) {
                let columns = x.saturating_sub(1)..=(x + 1).min(width - 1);
                open.extend(columns.map(|column| row * width + column));
            }
        }
        out.push(bounds);
        if out.len() > MOST {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(ink: impl Fn(usize, usize) -> bool) -> Picture {
        let at = |n: usize| if ink(n % 600, n / 600) { 20 } else { 255 };
        Picture::new(600, 200, 300, (0..600 * 200).map(at).collect()).expect("small")
    }

    #[test]
    fn letters_of_one_height_are_printed_and_a_line_of_a_pen_is_not() {
        // Eight upright letters in a frame, each a little lower than the one before.
        let letter = |x: usize, y: usize| {
            let (n, within) = (x / 50, x % 50);
            (1..10).contains(&n) && within < 25 && (60 + n..100 + n).contains(&y) && within % 12 < 5
                || (1..10).contains(&n) && within < 25 && (60 + n..66 + n).contains(&y)
        };
        assert!(is_printed(&drawn(letter), [0, 0, 600, 200]));
        let pen = |x: usize, y: usize| {
            (y as f64 - 100.0 - 70.0 * (x as f64 / 40.0).sin()).abs() < 5.0
                || (x as f64 - 300.0 - 90.0 * (y as f64 / 20.0).cos()).abs() < 4.0
        };
        assert!(!is_printed(&drawn(pen), [0, 0, 600, 200]));
        assert!(!is_printed(&drawn(|_, _| false), [0, 0, 9000, 9000]));
    }
}
