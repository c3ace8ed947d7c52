//! What could not be turned into text on a canvas, and how much text it may hide.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::Layout;
use crate::model::{Scale, Unreadable};
use kurbo::Rect;

/// Number of consecutive glyphs without a known meaning that may hide a word.
const RUN: usize = 3;
/// Share of the page from which an image counts as a page of its own.
const PAGE_PART: f64 = 0.5;
/// Number of letters on a page below which a page-filling image counts as unread.
const FEW_LETTERS: usize = 50;

/// Number of hidden glyphs from which a page has a layer of recognized text.
const LAYER: usize = 8;

/// Everything unread on a canvas; `page` is the visible area if the canvas is a page.
pub(crate) fn of_canvas(
    canvas: &Canvas,
    layout: &Layout,
    page: Option<Rect>,
) -> Vec<(Unreadable, Scale)> {
    let mut out: Vec<(Unreadable, Scale)> =
        canvas.unread.iter().map(|why| (why.clone(), Scale::Page)).collect();
    if let Some(scale) = unmapped(canvas, layout) {
        out.push((Unreadable::Font, scale));
    }
    if let Some(page) = page {
        images(canvas, page, &mut out);
    }
    out
}

/// The scale of glyphs without a known meaning. One glyph repeated does not spell a word.
fn unmapped(canvas: &Canvas, layout: &Layout) -> Option<Scale> {
    let (mut any, mut word) = (false, false);
    for chunk in &layout.chunks {
        let glyphs = chunk.glyphs.iter().map(|g| canvas.glyph(*g));
        let codes: Vec<_> = glyphs
            .map(|g| (g.text.is_none() && !g.not_a_letter).then_some(g.code))
            .inspect(|code| any |= code.is_some())
            .collect();
        word |= codes
            .split(Option::is_none)
            .any(|run| run.len() >= RUN && run.iter().any(|code| Some(code) != run.first()));
    }
    any |= canvas.glyphs.iter().any(|g| g.not_a_letter);
    if word { Some(Scale::Page) } else { any.then_some(Scale::Small) }
}

/// Images with so few samples show nothing but color.
const PLAIN: std::ops::RangeInclusive<u64> = 1..=4;

/// Whether the text of a canvas was recognized from its images.
pub(crate) fn has_layer(canvas: &Canvas) -> bool {
    canvas.glyphs.iter().filter(|g| g.hidden && g.text.is_some()).count() >= LAYER
}

fn images(canvas: &Canvas, page: Rect, out: &mut Vec<(Unreadable, Scale)>) {
    let pictures: Vec<_> = canvas.images.iter().filter(|i| !PLAIN.contains(&i.samples)).collect();
    let letters = canvas
        .glyphs
        .iter()
        .filter(|g| g.text.as_deref().is_some_and(|t| t.chars().any(char::is_alphanumeric)))
        .count();
    let covered: f64 = pictures.iter().map(|i| i.bounds().intersect(page).area()).sum();
    let fills = covered >= PAGE_PART * page.area();
    if fills && letters < FEW_LETTERS && !has_layer(canvas) {
        out.push((Unreadable::Image, Scale::Page));
        return;
    }
    // Each image beside text counts; over a page-filling scan the text is its recognized text.
    let pictures = pictures.iter().filter(|i| {
        let area = i.bounds().intersect(page).area();
        area > 0.0 && area < PAGE_PART * page.area()
    });
    out.extend(pictures.map(|_| (Unreadable::Image, Scale::Small)));
}
