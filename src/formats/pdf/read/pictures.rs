//! Pictures that show text which no letter of the page explains.

use crate::formats::pdf::image::legible::{self, InkMap};
use crate::formats::pdf::interpret::canvas::{self, Canvas, DrawnImage, Glyph, quad};
use kurbo::Rect;
use lopdf::Document;

/// Share of the page from which a picture is looked at, and from which it is a page of its own.
const LOOKED_AT: f64 = 0.2;
const PAGE_PART: f64 = 0.5;
/// So many letters over a picture of a whole page explain it without a look: recognized ones, and
/// printed ones, which make it the paper that a letter is printed on.
const ENOUGH: f64 = 900.0;
const PRINTED: f64 = 400.0;
/// Share of the ink that letters must explain, and cells of ink that may be anything.
const EXPLAINED: f64 = 0.5;
const LITTLE: usize = 40;
/// Side of a cell, in points; heights of lines in cells; lines from which a smaller picture is text.
const CELL: f64 = 2.0;
const HEIGHTS: std::ops::RangeInclusive<usize> = 2..=9;
const LINES: usize = 6;
/// Lines from which a large picture is text that is drawn on no page itself.
const FEW_LINES: usize = 1;
/// How far around letters ink is theirs, in em.
const AROUND: f64 = 0.6;
/// Most pictures of a canvas that are looked at.
const MOST: usize = 12;
/// The area of a page, for what is drawn on no page itself: A4, in square points.
pub(crate) const A4: f64 = 595.0 * 842.0;

/// Marks the pictures of a canvas that show text which nothing reads.
pub(crate) fn look(canvas: &mut Canvas, doc: &Document, bounds: Rect, is_page: bool) {
    let page = if is_page { bounds.area().max(1.0) } else { A4 };
    let mut seen = 0;
    for index in 0..canvas.images.len() {
        let Some(image) = canvas.images.get(index) else { continue };
        let area = image.bounds().intersect(bounds);
        let share = area.area() / page;
        if share < LOOKED_AT || seen >= MOST {
            continue;
        }
        let over: Vec<&Glyph> =
            canvas.glyphs.iter().filter(|g| area.contains(g.center()) && is_letter(g)).collect();
        let printed = over.iter().filter(|g| !g.hidden).count() as f64;
        if over.len() as f64 >= ENOUGH * share || printed >= PRINTED * share {
            continue;
        }
        seen += 1;
        let shows = shows_more(image, doc, &over, share, is_page);
        if let Some(image) = canvas.images.get_mut(index) {
            image.unread = shows;
        }
    }
}

fn is_letter(glyph: &Glyph) -> bool {
    glyph.text.as_deref().is_some_and(|t| t.chars().any(char::is_alphanumeric))
}

/// Whether a picture shows more text than these letters.
fn shows_more(
    image: &DrawnImage,
    doc: &Document,
    over: &[&Glyph],
    share: f64,
    is_page: bool,
) -> bool {
    let back = image.matrix.inverse();
    let Some(id) = image.id.filter(|_| back.is_finite()) else { return false };
    let Some(mut ink) = legible::ink_map(doc, id, legible::cells_of(image.matrix, CELL)) else {
        // What cannot be looked at may be a scan.
        return is_page && share >= PAGE_PART && over.len() < ENOUGH as usize / 4;
    };
    if !ink.is_like_text {
        return false;
    }
    let all = ink.ink();
    explain(&mut ink, over, back);
    let left = ink.ink();
    let unexplained = left > LITTLE && left as f64 > (1.0 - EXPLAINED) * all as f64;
    // A scan may be skewed, so that its lines run into each other.
    let lines = match share >= PAGE_PART {
        true if is_page => 0,
        true => FEW_LINES,
        false => LINES,
    };
    unexplained && ink.lines(HEIGHTS) >= lines
}

fn explain(ink: &mut InkMap, over: &[&Glyph], back: kurbo::Affine) {
    for glyph in over {
        let around = AROUND * glyph.size;
        let corners =
            quad(glyph.origin, glyph.direction, -around, glyph.advance + around, glyph.size);
        ink.explain(canvas::bounds(&corners.map(|p| back * p)));
    }
}
