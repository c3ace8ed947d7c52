//! Second reader of picture files: boxes, dots that should not have changed, data beside the dots, and what a
//! machine still reads around the boxes.

use super::census;
use super::claim::Claim;
use super::error::VerifyError;
use super::flaw::Flaw;
use super::needle::Needle;
use super::picture_file::{self, Page};
use super::reading::{Reading, raw};
use super::strips::{Sheet, strips, text};
use crate::model::{Look, MarkBox, Message, PictureReader, message};
use kurbo::{Point, Rect};
use std::sync::Arc;

/// By how much the shades of a box may differ: coded without loss, and as JPEG.
const EXACT: u8 = 3;
const LOSSY: u8 = 60;
/// Dots at the rim of a box that may be blended, and around boxes that a lossy coding changes.
const RIM: f64 = 3.0;
const BLOCK: f64 = 18.0;
/// Share of the height of a box that its label may take, and that is an em of its letters.
const LABEL: f64 = 0.76;
const EM: f64 = 0.72;
/// Dots around a label that a lossy coding changes.
const BLURRED: f64 = 8.0;
/// By how much a dot may differ elsewhere, and how many of a thousand may differ by more.
const SAME: [u8; 2] = [2, 70];
const OTHERS: usize = 2;
/// Dots along the longer side below which a picture is one of a screen, with small letters.
const SCREEN: usize = 1500;
/// Height of a line that a machine reads well, in dots.
const LINE: f64 = 48.0;

/// Checks the copy of a picture file.
///
/// # Errors
/// [`VerifyError`] when it cannot be read back, something is left at a box, or something else changed.
pub(super) fn check(copy: &Arc<Vec<u8>>, claim: &Claim<'_>) -> Result<Vec<Reading>, VerifyError> {
    let fault = |what: Message| VerifyError::Unreadable(what);
    picture_file::holds_nothing_else(copy)?;
    let lossy = copy.starts_with(b"\xFF\xD8");
    let count = picture_file::pages(copy)?;
    if count != picture_file::pages(claim.original)? {
        return Err(fault(message!("the number of pages differs")));
    }
    if claim.boxes.iter().any(|mark| mark.page >= count) {
        return Err(fault(message!("the number of pages differs")));
    }
    for number in 0..count {
        let place = message!("page {0}", number + 1);
        let page = picture_file::page(copy, number)?;
        if page.turned {
            return Err(fault(message!("picture: {0}", message!("cannot be unpacked"))));
        }
        let boxes: Vec<&MarkBox> = claim.boxes.iter().filter(|b| b.page == number).collect();
        for (at, mark) in boxes.iter().enumerate() {
            if !is_plain(&page, mark, &boxes, lossy) {
                let what = message!("something shows through when it is rendered");
                return Err(VerifyError::UnderBox(message!(
                    "{0}, box {1}: {2}",
                    place,
                    at + 1,
                    what
                )));
            }
        }
        if !claim.blanked {
            let before = picture_file::page(claim.original, number)?;
            if !is_same(&before, &page, &boxes, lossy) {
                return Err(VerifyError::Disturbed(place));
            }
        }
        read_around(&page, &boxes, claim, &place)?;
    }
    Ok(raw(copy, &message!("bytes of the file")))
}

/// A way from a page into a box whose lower left corner is the origin, in dots.
struct Within {
    origin: Point,
    along: kurbo::Vec2,
    up: kurbo::Vec2,
    width: f64,
    height: f64,
}

impl Within {
    fn of(mark: &MarkBox) -> Self {
        let [x0, y0, x1, y1] = mark.rect;
        let corners = match (mark.tilted, mark.pictured.unwrap_or(0) % 4) {
            (Some(corners), _) => corners,
            (None, 0) => [[x0, y1], [x1, y1], [x1, y0], [x0, y0]],
            (None, 1) => [[x1, y1], [x1, y0], [x0, y0], [x0, y1]],
            (None, 2) => [[x1, y0], [x0, y0], [x0, y1], [x1, y1]],
            (None, _) => [[x0, y0], [x0, y1], [x1, y1], [x1, y0]],
        };
        let [a, b, _, d] = corners.map(|[x, y]| Point::new(x, y));
        let (along, up) = (b - a, d - a);
        let (width, height) = (along.hypot(), up.hypot());
        Self { origin: a, along: along / width.max(1e-9), up: up / height.max(1e-9), width, height }
    }

    /// The place of a dot in the box.
    fn at(&self, column: usize, row: usize) -> Point {
        let from = Point::new(column as f64 + 0.5, row as f64 + 0.5) - self.origin;
        Point::new(from.dot(self.along), from.dot(self.up))
    }

    fn area(&self) -> Rect {
        Rect::new(0.0, 0.0, self.width, self.height)
    }

    /// Where the label may stand.
    fn label(&self, label: &str) -> Rect {
        if label.is_empty() {
            return Rect::ZERO;
        }
        let letter = |c: char| match c {
            '.' | ',' | ' ' | 'i' | 'j' | 'l' => 0.3,
            _ if c.is_ascii_lowercase() || c.is_ascii_digit() => 0.6,
            _ => 0.85,
        };
        let wide = (label.chars().map(letter).sum::<f64>() + 0.3) * EM * self.height;
        let size = (wide.min(self.width), LABEL * self.height);
        Rect::from_center_size(self.area().center(), size)
    }
}

/// The rows and columns of a page that an area touches.
fn dots(page: &Page, area: Rect) -> impl Iterator<Item = (usize, usize)> {
    let side = |at: f64, most: usize| (at.max(0.0) as usize).min(most);
    let columns = side(area.x0.floor(), page.width)..side(area.x1.ceil(), page.width);
    let rows = side(area.y0.floor(), page.height)..side(area.y1.ceil(), page.height);
    rows.flat_map(move |row| columns.clone().map(move |column| (column, row)))
}

fn rect(mark: &MarkBox) -> Rect {
    let [x0, y0, x1, y1] = mark.rect;
    Rect::new(x0, y0, x1, y1)
}

/// Whether a box shows one shade, black or white, and its label.
fn is_plain(page: &Page, mark: &MarkBox, boxes: &[&MarkBox], lossy: bool) -> bool {
    let within = Within::of(mark);
    let rim = if lossy { 2.0 * RIM } else { RIM };
    let rim = rim.min(within.height / 4.0).min(within.width / 4.0) + 0.06 * within.height;
    let inner = within.area().inset(-rim);
    let label = within.label(&mark.label);
    let label = if lossy { label.inflate(BLURRED, BLURRED) } else { label };
    let others: Vec<Rect> = boxes
        .iter()
        .filter(|other| **other != mark)
        .map(|other| rect(other).inflate(rim, rim))
        .collect();
    let seen = dots(page, rect(mark)).filter(|(column, row)| {
        let at = within.at(*column, *row);
        let there = Point::new(*column as f64 + 0.5, *row as f64 + 0.5);
        inner.contains(at) && !label.contains(at) && !others.iter().any(|o| o.contains(there))
    });
    let (mut darkest, mut lightest) = (255, 0);
    for (column, row) in seen {
        let [low, high] = page.range(column, row);
        (darkest, lightest) = (low.min(darkest), high.max(lightest));
    }
    let noise = if lossy { LOSSY } else { EXACT };
    // A box that is all rim and label shows nothing else.
    darkest > lightest || lightest <= noise || darkest >= 255 - noise
}

/// Whether the dots outside boxes are those of the original; one that was turned upright is compared no
/// further than its size.
fn is_same(before: &Page, after: &Page, boxes: &[&MarkBox], lossy: bool) -> bool {
    if (before.width, before.height) != (after.width, after.height) {
        return (before.width, before.height) == (after.height, after.width);
    }
    if before.turned {
        return true;
    }
    let mut inside = vec![false; after.width];
    let around = if lossy { BLOCK } else { RIM };
    let areas: Vec<Rect> = boxes.iter().map(|mark| rect(mark).inflate(around, around)).collect();
    let [exact, coded] = SAME;
    let noise = if lossy { coded } else { exact };
    let mut others = 0;
    for row in 0..after.height {
        inside.fill(false);
        let y = row as f64 + 0.5;
        for area in areas.iter().filter(|a| a.y0 <= y && y <= a.y1) {
            let from = (area.x0.max(0.0) as usize).min(after.width);
            let to = (area.x1.max(0.0).ceil() as usize).clamp(from, after.width);
            inside.get_mut(from..to).into_iter().for_each(|run| run.fill(true));
        }
        let changed = |column: &usize| {
            inside.get(*column) == Some(&false) && before.differs(after, *column, row) > noise
        };
        others += (0..after.width).filter(changed).count();
    }
    others <= if lossy { after.width * after.height * OTHERS / 1000 } else { 0 }
}

/// Has a machine read the lines around the boxes of a page, and searches what it reads.
fn read_around(
    page: &Page,
    boxes: &[&MarkBox],
    claim: &Claim<'_>,
    place: &Message,
) -> Result<(), VerifyError> {
    let gone: Vec<Needle> =
        claim.needles.iter().filter(|n| n.allowed == 0 && !n.pictured).cloned().collect();
    let Some(machine) = claim.pictures.filter(|_| !gone.is_empty()) else { return Ok(()) };
    let whole = Rect::new(0.0, 0.0, page.width as f64, page.height as f64);
    for quarters in 0..4 {
        let marks: Vec<&MarkBox> =
            boxes.iter().copied().filter(|b| b.pictured.unwrap_or(0) % 4 == quarters).collect();
        let mut heights: Vec<f64> = marks.iter().map(|mark| Within::of(mark).height).collect();
        heights.sort_by(f64::total_cmp);
        let Some(height) = heights.get(heights.len() / 2) else { continue };
        let scale = (LINE / height.max(1.0)).clamp(0.4, 4.0);
        let mut sheet = Sheet::default();
        for strip in strips(&marks, quarters, whole) {
            sheet.add(page.rows(strip, scale), quarters);
        }
        let Some(picture) = sheet.picture() else { continue };
        let text = text(&picture, Look::Lines, machine)?;
        census::search(&[Reading::codes("pictures", place.clone(), text)], &gone, 1)?;
    }
    Ok(())
}

/// Inspects a picture file that was redacted elsewhere: data beside its dots, and texts that should be gone
/// in its bytes and, with a machine, in what that reads.
///
/// # Errors
/// [`VerifyError::Unreadable`] when it cannot be looked at, or there are too many texts.
pub(super) fn inspect(
    bytes: &[u8],
    needles: &[Needle],
    machine: Option<&dyn PictureReader>,
) -> Result<Vec<Flaw>, VerifyError> {
    let mut flaws = Vec::new();
    if picture_file::holds_nothing_else(bytes).is_err() {
        flaws.push(Flaw::new("picture-metadata", message!("file"), 1));
    }
    let mut search = |found: Vec<Reading>| match census::search(&found, needles, 1) {
        Err(VerifyError::Residue { place, count }) => {
            flaws.push(Flaw::new("residue", place, count));
            Ok(())
        }
        other => other,
    };
    search(raw(bytes, &message!("bytes of the file")))?;
    for number in 0..picture_file::pages(bytes)? {
        let Some(machine) = machine.filter(|_| !needles.is_empty()) else { continue };
        let place = message!("page {0}", number + 1);
        let page = picture_file::page(bytes, number)?;
        let whole = Rect::new(0.0, 0.0, page.width as f64, page.height as f64);
        let scale = if page.width.max(page.height) < SCREEN { 3.0 } else { 1.0 };
        let mut sheet = Sheet::default();
        sheet.add(page.rows(whole, scale), 0);
        let Some(picture) = sheet.picture() else {
            let why = message!("{0}: the page is too large to render", place);
            return Err(VerifyError::Unreadable(why));
        };
        let text = text(&picture, Look::Page, machine)?;
        search(vec![Reading::codes("pictures", place, text)])?;
    }
    flaws.sort();
    Ok(flaws)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(shade: impl Fn(usize, usize) -> u8) -> Page {
        let data = (0..200 * 100).map(|at| shade(at % 200, at / 200)).collect();
        Page { width: 200, height: 100, channels: 1, data, turned: false }
    }

    fn mark(label: &str) -> MarkBox {
        let rect = [20.0, 20.0, 180.0, 60.0];
        MarkBox { page: 0, rect, tilted: None, pictured: Some(0), label: label.into() }
    }

    fn boxed(x: usize, y: usize) -> bool {
        (20..180).contains(&x) && (20..60).contains(&y)
    }

    #[test]
    fn a_box_is_plain_but_for_its_label() {
        let mark = mark("5.1.2e");
        let plain = page(|x, y| if boxed(x, y) { 0 } else { 200 });
        assert!(is_plain(&plain, &mark, &[&mark], false));
        let labelled =
            page(|x, y| match (boxed(x, y), (90..110).contains(&x) && (34..46).contains(&y)) {
                (true, false) => 0,
                (true, true) => 255,
                _ => 200,
            });
        assert!(is_plain(&labelled, &mark, &[&mark], false));
        let left = page(|x, y| if boxed(x, y) && x != 40 { 0 } else { 200 });
        assert!(!is_plain(&left, &mark, &[&mark], false));
        assert!(!is_plain(&page(|_, _| 128), &mark, &[&mark], true));
    }

    #[test]
    fn other_dots_stay() {
        let mark = mark("");
        let before = page(|x, _| (x % 200) as u8);
        let after = page(|x, y| if boxed(x, y) { 0 } else { (x % 200) as u8 });
        assert!(is_same(&before, &after, &[&mark], false));
        let more = page(|x, y| if boxed(x, y) || y == 80 && x == 9 { 0 } else { (x % 200) as u8 });
        assert!(!is_same(&before, &more, &[&mark], false));
        assert!(!is_same(&before, &page(|_, _| 0), &[&mark], true));
    }
}
