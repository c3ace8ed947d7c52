//! What a machine still reads around the boxes of words that stood in a picture.
//!
//! The pixels under a box are looked at by others; here it is whether the words are where the box
//! is. The lines around each box are drawn and read again, and no text that went may be among what
//! is read.

use super::rendering::Picture;
use crate::model::{self, Look, MarkBox, Message, PictureReader, message};
use crate::parallel;
use crate::verify::census;
use crate::verify::claim::Claim;
use crate::verify::error::VerifyError;
use crate::verify::needle::Needle;
use crate::verify::reading::Reading;
use hayro_interpret::RenderContent;
use hayro_syntax::Pdf;
use hayro_syntax::page::{Page, Rotation};
use kurbo::Rect;
use std::collections::BTreeMap;

/// Dots an inch, and points in one.
const DPI: f64 = 300.0;
const INCH: f64 = 72.0;
/// How much of the page above and below a box is read, in heights of the box.
const AROUND: f64 = 1.2;
/// White rows between two strips.
const GAP: usize = 30;

/// Reads the lines around the boxes over pictures, and searches them.
///
/// # Errors
/// [`VerifyError::Residue`] when a text that must be gone is read there, [`VerifyError::Unreadable`]
/// when it cannot be looked at.
pub(super) fn check<'p>(pdf: &'p Pdf, claim: &Claim<'_>) -> Result<(), VerifyError> {
    let mut pages: BTreeMap<(usize, u8), Vec<&MarkBox>> = BTreeMap::new();
    for mark in claim.boxes {
        if let Some(quarters) = mark.pictured {
            pages.entry((mark.page, quarters % 4)).or_default().push(mark);
        }
    }
    let gone: Vec<Needle> =
        claim.needles.iter().filter(|n| n.allowed == 0 && !n.pictured).cloned().collect();
    let Some(machine) = claim.pictures.filter(|_| !gone.is_empty()) else { return Ok(()) };
    let pages: Vec<_> = pages.into_iter().collect();
    let one = |cache: &mut hayro::RenderCache<'p>, at: usize| {
        let Some(((number, quarters), boxes)) = pages.get(at) else { return Ok(None) };
        let Some(page) = pdf.pages().get(*number) else { return Ok(None) };
        let place = message!("page {0}", number + 1);
        read(page, cache, boxes, *quarters, machine, &place).map(Some)
    };
    let found: Result<Vec<Option<Reading>>, VerifyError> =
        parallel::map(pages.len(), claim.threads, hayro::RenderCache::new, one)
            .into_iter()
            .collect();
    let found: Vec<Reading> = found?.into_iter().flatten().collect();
    census::search(&found, &gone, claim.threads)
}

/// Where a machine reads texts that should be gone, on pages that show pictures, and how often.
///
/// # Errors
/// [`VerifyError::Unreadable`] when a page cannot be looked at, or there are too many texts.
pub(super) fn residue<'p>(
    pdf: &'p Pdf,
    needles: &[Needle],
    machine: &dyn PictureReader,
) -> Result<Vec<(Message, usize)>, VerifyError> {
    let mut out = Vec::new();
    let cache: hayro::RenderCache<'p> = hayro::RenderCache::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        if needles.is_empty() || page.resources().x_objects.keys().next().is_none() {
            continue;
        }
        let crop = page.intersected_crop_box();
        let crop = Rect::new(crop.x0, crop.y0, crop.x1, crop.y1);
        let place = message!("page {0}", number + 1);
        let all = RenderContent::PAGE | RenderContent::ANNOTATIONS;
        let mut sheet = Sheet::default();
        let picture = Picture::of(page, &cache, crop, all, DPI / INCH);
        let quarters = match page.rotation() {
            Rotation::None => 0,
            Rotation::Horizontal => 1,
            Rotation::Flipped => 2,
            Rotation::FlippedHorizontal => 3,
        };
        let picture = picture.and_then(|picture| {
            sheet.add(picture.shades_of_rows(), quarters);
            sheet.picture()
        });
        let Some(picture) = picture else {
            let why = message!("{0}: the page is too large to render", place);
            return Err(VerifyError::Unreadable(why));
        };
        let text = text(&picture, Look::Page, machine)?;
        let found = [Reading::codes("pictures", place, text)];
        match census::search(&found, needles, 1) {
            Err(VerifyError::Residue { place, count }) => out.push((place, count)),
            other => other?,
        }
    }
    Ok(out)
}

/// What a machine reads, line by line.
fn text(
    picture: &model::Picture,
    look: Look,
    machine: &dyn PictureReader,
) -> Result<String, VerifyError> {
    let words = machine.read(picture, look);
    let words = words.map_err(|e| VerifyError::Unreadable(e.message()))?;
    let mut text = String::new();
    for line in words.chunk_by(|a, b| a.line == b.line) {
        let line: Vec<&str> = line.iter().map(|word| word.text.as_str()).collect();
        text.push_str(&line.join(" "));
        text.push('\n');
    }
    Ok(text)
}

fn read<'a>(
    page: &'a Page<'a>,
    cache: &hayro::RenderCache<'a>,
    boxes: &[&MarkBox],
    quarters: u8,
    machine: &dyn PictureReader,
    place: &Message,
) -> Result<Reading, VerifyError> {
    let crop = page.intersected_crop_box();
    let crop = Rect::new(crop.x0, crop.y0, crop.x1, crop.y1);
    let mut sheet = Sheet::default();
    for strip in strips(boxes, quarters, crop) {
        let picture = Picture::of(page, cache, strip, RenderContent::PAGE, DPI / INCH);
        let Some(picture) = picture else {
            let why = message!("{0}: the page is too large to render", place);
            return Err(VerifyError::Unreadable(why));
        };
        sheet.add(picture.shades_of_rows(), quarters);
    }
    let Some(picture) = sheet.picture() else {
        return Ok(Reading::codes("pictures", place.clone(), ""));
    };
    let text = text(&picture, Look::Lines, machine)?;
    Ok(Reading::codes("pictures", place.clone(), text))
}

/// The parts of a page around boxes: whole lines, joined where they overlap.
fn strips(boxes: &[&MarkBox], quarters: u8, crop: Rect) -> Vec<Rect> {
    let lying = quarters % 2 == 1;
    let mut bands: Vec<(f64, f64)> = boxes
        .iter()
        .map(|mark| {
            let [x0, y0, x1, y1] = mark.rect;
            let (from, to) = if lying { (x0, x1) } else { (y0, y1) };
            (from - AROUND * (to - from), to + AROUND * (to - from))
        })
        .collect();
    bands.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f64, f64)> = Vec::new();
    for band in bands {
        match joined.last_mut() {
            Some(last) if band.0 <= last.1 => last.1 = last.1.max(band.1),
            _ => joined.push(band),
        }
    }
    let strip = |(from, to)| match lying {
        true => Rect::new(from, crop.y0, to, crop.y1),
        false => Rect::new(crop.x0, from, crop.x1, to),
    };
    joined.into_iter().map(strip).map(|s| s.intersect(crop)).filter(|s| s.area() > 1.0).collect()
}

/// Rows of shades.
type Rows = Vec<Vec<u8>>;

/// Strips below each other on white.
#[derive(Default)]
struct Sheet {
    rows: Rows,
}

impl Sheet {
    fn add(&mut self, strip: Rows, quarters: u8) {
        let turned = (0..quarters).fold(strip, |rows, _| turned(&rows));
        self.rows.extend(std::iter::repeat_n(Vec::new(), GAP));
        self.rows.extend(turned);
    }

    fn picture(mut self) -> Option<model::Picture> {
        let width = self.rows.iter().map(Vec::len).max()?;
        self.rows.extend(std::iter::repeat_n(Vec::new(), GAP));
        let height = self.rows.len();
        self.rows.iter_mut().for_each(|row| row.resize(width, 255));
        let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        model::Picture::new(width, height, DPI as u32, self.rows.concat())
    }
}

/// The same, turned clockwise by a quarter.
fn turned(rows: &Rows) -> Rows {
    let width = rows.first().map_or(0, Vec::len);
    let column = |at: usize| rows.iter().rev().filter_map(|row| row.get(at).copied()).collect();
    (0..width).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(y: f64) -> MarkBox {
        let rect = [10.0, y, 60.0, y + 10.0];
        MarkBox { page: 0, rect, tilted: None, pictured: Some(0), label: String::new() }
    }

    #[test]
    fn lines_around_boxes_are_strips() {
        let (a, b, c) = (mark(100.0), mark(108.0), mark(300.0));
        let crop = Rect::new(0.0, 0.0, 200.0, 400.0);
        let found = strips(&[&a, &b, &c], 0, crop);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Rect::new(0.0, 88.0, 200.0, 130.0));
        assert_eq!(strips(&[&a, &c], 1, crop), [Rect::new(0.0, 0.0, 120.0, 400.0)]);
    }

    #[test]
    fn a_strip_turns_clockwise() {
        assert_eq!(turned(&vec![vec![1, 2, 3], vec![4, 5, 6]]), [[4, 1], [5, 2], [6, 3]]);
        let mut sheet = Sheet::default();
        sheet.add(vec![vec![0, 0]], 1);
        let picture = sheet.picture().expect("small");
        assert_eq!((picture.width, picture.height), (1, 2 * GAP as u32 + 2));
    }
}
