//! Which letters of a page can be seen when it is rendered.
//!
//! A letter that nobody sees and everybody can copy is the classic failure of redaction: below a
//! bar, in the color of what it stands on, below a pile of strokes.

use super::glyphs::Glyph;
use super::rendering::Picture;
use hayro_syntax::object::{Array, Dict, Name, Object};
use hayro_syntax::page::Page;
use kurbo::{Point, Rect};

/// How much lighter the lightest pixel at a letter is than the darkest, if it can be seen.
const SEEN: u8 = 16;
/// The lightness below which everything is dark: strokes side by side leave seams.
const BLACK: u8 = 64;
/// Fewest letters side by side whose place is paper that are taken for whitened out. Recognized
/// letters, or those behind a picture of the page, stand beside their pictures here and there.
const WHITENED: usize = 4;
/// Pixels a point.
pub(super) const SCALE: f64 = 2.0;
/// The lightness above which an area is paper.
const PAPER: u8 = 235;
/// Smallest letters that are looked at, in points.
const SMALLEST: f64 = 4.0;

/// The letters and digits among glyphs.
pub(super) fn letters(glyphs: &[Glyph]) -> Vec<&Glyph> {
    glyphs.iter().filter(|g| g.text.chars().any(char::is_alphanumeric)).collect()
}

fn center(glyph: &Glyph) -> Point {
    let [x, y] = glyph.center();
    Point::new(x, y)
}

/// How many letters on the page are of the color of what they stand on. `behind` says of a letter
/// whether it is behind a picture.
pub(super) fn unseen(
    letters: &[&Glyph],
    picture: &Picture,
    page: Rect,
    behind: impl Fn(&Glyph) -> bool,
) -> usize {
    let inner = page.inset(-1.0);
    let (mut hidden, mut whitened, mut recognized) = (Vec::new(), Vec::new(), 0);
    for glyph in letters {
        if glyph.bare || glyph.size < SMALLEST || !inner.contains(center(glyph)) {
            continue;
        }
        let Some(shades) = picture.shades(core_of(glyph)) else { continue };
        let plain = shades.contrast < SEEN || shades.lightest < BLACK;
        let paper = plain && shades.darkest >= PAPER;
        let on_picture = (paper || !plain) && (glyph.invisible || behind(glyph));
        recognized += usize::from(on_picture);
        match (plain, on_picture) {
            (true, true) => whitened.push(*glyph),
            (true, false) => hidden.push(*glyph),
            _ => {}
        }
    }
    // Where most letters stand beside their pictures, none were whitened out.
    let few = whitened.len() * 3 < recognized;
    let whitened = runs(&whitened).into_iter().filter(|run| few && run.chars().count() >= WHITENED);
    let telling = runs(&hidden).into_iter().chain(whitened).filter(|run| !is_label(run));
    telling.map(|run| run.chars().count()).sum()
}

/// The letters that stand side by side, as words.
fn runs(letters: &[&Glyph]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut end: Option<[f64; 2]> = None;
    for glyph in letters {
        let near =
            end.is_some_and(|end| (glyph.at[0] - end[0]).hypot(glyph.at[1] - end[1]) < glyph.size);
        let text: String = glyph.text.chars().flat_map(char::to_lowercase).collect();
        match out.last_mut().filter(|_| near) {
            Some(run) => run.push_str(&text),
            None => out.push(text),
        }
        end = Some([glyph.at[0] + glyph.advance[0], glyph.at[1] + glyph.advance[1]]);
    }
    out
}

/// Whether hidden letters are a part of the label of a redaction, or one character over and over.
fn is_label(run: &str) -> bool {
    const LABELS: [&str; 7] =
        ["redacted", "privileged", "confidential", "gelakt", "geanonimiseerd", "woo", "wob"];
    let mut chars = run.chars();
    let first = chars.next();
    let same = run.chars().count() > 2 && chars.all(|c| Some(c) == first);
    let label = run.chars().count() > 2 && LABELS.iter().any(|label| label.contains(run));
    same || label
}

/// How many letters lie outside the visible part of the page.
pub(super) fn outside(letters: &[&Glyph], page: Rect) -> usize {
    letters.iter().filter(|g| !page.inflate(1.0, 1.0).contains(center(g))).count()
}

/// Where a letter has its ink.
fn core_of(glyph: &Glyph) -> Rect {
    let [dx, dy] = glyph.advance;
    let length = dx.hypot(dy).max(1e-6);
    let up = [-dy / length * glyph.size, dx / length * glyph.size];
    let point = |part: f64, lift: f64| {
        let [x, y] = glyph.at;
        Point::new(x + dx * part + up[0] * lift, y + dy * part + up[1] * lift)
    };
    Rect::from_points(point(0.02, 0.02), point(0.98, 0.55))
        .union(Rect::from_points(point(0.98, 0.02), point(0.02, 0.55)))
}

/// Width of a line, in points, from which it hides text.
const THICK: f64 = 5.0;

/// How many letters lie under annotations without an appearance that viewers draw as dark areas or
/// thick lines (ISO 32000-2, 12.5.6).
pub(super) fn annotated(letters: &[&Glyph], page: &Page<'_>) -> usize {
    let Some(all) = page.raw().get::<Array<'_>>(b"Annots") else { return 0 };
    let areas: Vec<Rect> = all.iter::<Dict<'_>>().filter_map(|dict| area_of(&dict)).collect();
    letters.iter().filter(|g| areas.iter().any(|area| area.contains(center(g)))).count()
}

fn area_of(annotation: &Dict<'_>) -> Option<Rect> {
    if annotation.get::<Object<'_>>(b"AP").is_some() {
        return None;
    }
    let subtype = annotation.get::<Name<'_>>(b"Subtype")?;
    let dark = |key: &[u8]| color(annotation, key).is_some_and(|c| c < 0.5);
    let border = annotation.get::<Dict<'_>>(b"BS").and_then(|style| style.get::<f64>(b"W"));
    let classic = annotation.get::<Array<'_>>(b"Border");
    let classic = classic.and_then(|border| border.iter::<f64>().nth(2));
    let thick = border.or(classic).is_some_and(|width| width >= THICK);
    let hides = match subtype.as_ref() {
        b"Square" | b"Circle" | b"Polygon" => color(annotation, b"IC").is_some(),
        b"Highlight" => dark(b"C"),
        b"Ink" | b"Line" | b"PolyLine" | b"StrikeOut" | b"Underline" => thick,
        b"Redact" => true,
        _ => false,
    };
    let corners: Vec<f64> = annotation.get::<Array<'_>>(b"Rect")?.iter::<f64>().collect();
    let [x0, y0, x1, y1] = corners.try_into().ok()?;
    hides.then(|| Rect::new(x0, y0, x1, y1).abs())
}

/// The lightness of a color in an array of 1, 3 or 4 numbers, from 0 to 1.
fn color(dict: &Dict<'_>, key: &[u8]) -> Option<f64> {
    let parts: Vec<f64> = dict.get::<Array<'_>>(key)?.iter::<f64>().collect();
    match parts.as_slice() {
        [gray] => Some(*gray),
        [r, g, b] => Some(r * 0.3 + g * 0.5 + b * 0.2),
        [c, m, y, k] => Some((1.0 - k) * (1.0 - (c * 0.3 + m * 0.5 + y * 0.2))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn labels_of_redactions_are_no_text() {
        assert!(is_label("privileg") && is_label("redacted") && is_label("xxxx"));
        assert!(!is_label("bosman") && !is_label("re"));
    }
}
