//! What a machine still reads around the boxes of words that stood in a picture.
//!
//! The pixels under a box are looked at by others; here it is whether the words are where the box
//! is. The lines around each box are drawn and read again, and no text that went may be among what
//! is read.

use super::rendering::Picture;
use crate::model::{Look, MarkBox, Message, PictureReader, message};
use crate::parallel;
use crate::verify::census;
use crate::verify::claim::Claim;
use crate::verify::error::VerifyError;
use crate::verify::needle::Needle;
use crate::verify::reading::Reading;
use crate::verify::strips::{DPI, Sheet, strips, text};
use hayro_interpret::RenderContent;
use hayro_syntax::Pdf;
use hayro_syntax::page::{Page, Rotation};
use kurbo::Rect;
use std::collections::BTreeMap;

/// Points in an inch.
const INCH: f64 = 72.0;

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
