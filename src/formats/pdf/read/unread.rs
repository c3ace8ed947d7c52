//! What could not be turned into text on a canvas, and how much text it may hide.

use crate::formats::pdf::interpret::canvas::{Canvas, DrawnImage};
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::read::outlines::{OutlineText, outline_text};
use crate::formats::pdf::read::pictures;
use crate::model::{Scale, Unreadable};
use kurbo::Rect;
use lopdf::ObjectId;
use std::collections::{BTreeMap, BTreeSet};

/// Number of consecutive glyphs without a known meaning that may hide a word.
const RUN: usize = 3;
/// Number of different glyphs of one font without a known meaning that may hide words wherever they
/// are, if they are this share of its glyphs: ligatures are fewer.
const SCATTERED: usize = 6;
const SCATTERED_SHARE: f64 = 0.3;
/// Share of the page from which an image counts as a page of its own.
const PAGE_PART: f64 = 0.5;
/// Number of letters on a page below which a page-filling image counts as unread; and below which
/// one that is made up of strips does, each no larger than this share of the page, and this wide.
const FEW_LETTERS: usize = 50;
const SOME_LETTERS: usize = 300;
const STRIP: f64 = 0.2;
const STRIP_WIDTH: f64 = 0.8;
/// Letters drawn as shapes that are more than a logo; rows of them, on a page with few letters.
const MANY_SHAPES: usize = 150;
const SOME_ROWS: usize = 3;

/// Number of hidden glyphs from which a page has a layer of recognized text.
const LAYER: usize = 8;

/// Everything unread on a canvas, its pictures aside; `page` is the visible area if the canvas is a
/// page.
pub(crate) fn but_pictures(
    canvas: &Canvas,
    layout: &Layout,
    page: Option<Rect>,
) -> Vec<(Unreadable, Scale)> {
    let mut out: Vec<(Unreadable, Scale)> =
        canvas.unread.iter().map(|why| (why.clone(), Scale::Page)).collect();
    if let Some(scale) = unmapped(canvas, layout) {
        out.push((Unreadable::Font, scale));
    }
    if let Some(scale) = outlined(canvas, page.is_some()) {
        out.push((Unreadable::Outlines, scale));
    }
    out
}

/// What of the pictures of a canvas is unread where nothing reads pictures.
pub(crate) fn unseen(canvas: &Canvas, page: Option<Rect>) -> Vec<(Unreadable, Scale)> {
    match pictures(canvas, page) {
        Pictures::None => Vec::new(),
        Pictures::Unread => vec![(Unreadable::Image, Scale::Page)],
        Pictures::Beside(all) => all.iter().map(|_| (Unreadable::Image, Scale::Small)).collect(),
    }
}

/// The scale of glyphs without a known meaning. One glyph repeated does not spell a word; many
/// different ones do, however they are scattered.
fn unmapped(canvas: &Canvas, layout: &Layout) -> Option<Scale> {
    let (mut any, mut word) = (false, is_scattered(canvas));
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

/// Whether many of the glyphs of one font have no known meaning.
fn is_scattered(canvas: &Canvas) -> bool {
    let mut fonts: BTreeMap<Option<ObjectId>, (usize, usize, BTreeSet<u32>)> = BTreeMap::new();
    for glyph in canvas.glyphs.iter().filter(|g| !g.not_a_letter) {
        let (all, unknown, different) = fonts.entry(canvas.show(glyph).font).or_default();
        *all += 1;
        if glyph.text.is_none() {
            *unknown += 1;
            different.insert(glyph.code);
        }
    }
    fonts.into_values().any(|(all, unknown, different)| {
        different.len() >= SCATTERED && unknown as f64 >= SCATTERED_SHARE * all as f64
    })
}

/// Images with so few samples show nothing but color.
const PLAIN: std::ops::RangeInclusive<u64> = 1..=4;

/// Whether the text of a canvas was recognized from its images.
pub(crate) fn has_layer(canvas: &Canvas) -> bool {
    canvas.glyphs.iter().filter(|g| g.hidden && g.text.is_some()).count() >= LAYER
}

fn letters(canvas: &Canvas) -> usize {
    let alphanumeric = |t: &str| t.chars().any(char::is_alphanumeric);
    canvas.glyphs.iter().filter(|g| g.text.as_deref().is_some_and(alphanumeric)).count()
}

/// The pictures of a canvas, as far as its text leaves them unread.
pub(crate) enum Pictures<'a> {
    /// There are none, or their text is there.
    None,
    /// They are what the page shows.
    Unread,
    /// They stand beside text.
    Beside(Vec<&'a DrawnImage>),
}

/// Whether an image shows more than a color.
pub(crate) fn is_picture(image: &DrawnImage) -> bool {
    !PLAIN.contains(&image.samples)
}

/// Pictures on a page, or on something that is drawn on one, such as an annotation.
pub(crate) fn pictures(canvas: &Canvas, page: Option<Rect>) -> Pictures<'_> {
    let pictures: Vec<_> = canvas.images.iter().filter(|i| is_picture(i)).collect();
    let letters = letters(canvas);
    let area = |i: &DrawnImage| match page {
        Some(page) => i.bounds().intersect(page).area(),
        None => i.bounds().area(),
    };
    let whole = page.map_or(pictures::A4, |page| page.area());
    let covered: f64 = pictures.iter().map(|i| area(i)).sum();
    let fills = covered >= PAGE_PART * whole;
    let width = page.map_or(f64::INFINITY, |page| page.width());
    let is_strip =
        |i: &DrawnImage| area(i) < STRIP * whole && i.bounds().width() >= STRIP_WIDTH * width;
    let strips = fills && pictures.iter().all(|i| is_strip(i));
    let silent =
        fills && letters < FEW_LETTERS && !has_layer(canvas) || strips && letters < SOME_LETTERS;
    // What is drawn elsewhere may be drawn in any size: a look at it decides.
    if silent && page.is_some() || pictures.iter().any(|i| i.unread) {
        return Pictures::Unread;
    }
    // Each image beside text counts; over a page-filling scan the text is its recognized text.
    let beside = |i: &&DrawnImage| area(i) > 0.0 && area(i) < PAGE_PART * whole;
    let beside: Vec<&DrawnImage> = pictures.into_iter().filter(beside).collect();
    if beside.is_empty() { Pictures::None } else { Pictures::Beside(beside) }
}

/// The scale of letters that are drawn as shapes: a word or two beside text is a logo.
pub(crate) fn outlined(canvas: &Canvas, is_page: bool) -> Option<Scale> {
    let OutlineText { rows, letters: shapes, .. } = outline_text(canvas);
    let letters = letters(canvas);
    let page = shapes >= MANY_SHAPES
        || is_page && letters == 0 && rows > 0
        || is_page && letters < FEW_LETTERS && rows >= SOME_ROWS;
    if page { Some(Scale::Page) } else { (rows > 0).then_some(Scale::Small) }
}
