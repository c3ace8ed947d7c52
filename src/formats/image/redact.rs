//! The copy of a picture file: dots under boxes overwritten, and nothing beside its dots.

use crate::formats::image::document::{ImageDocument, PageRead, TextOrigin};
use crate::formats::media;
use crate::formats::raster::kind::Kind;
use crate::formats::raster::paint::{self, Letters, PaintedBox};
use crate::formats::raster::paper::Paper;
use crate::formats::raster::read::{self, Decoded};
use crate::formats::raster::sheet::Sheet;
use crate::formats::raster::write::{self, TiffWriter};
use crate::formats::scan::label_box::LabelBox;
use crate::formats::scan::marks::{self, Marks, Named};
use crate::model::{FormatError, MarkBox, Note, Redacted, Redaction, Removed, Treatment, message};
use std::collections::BTreeMap;

/// Carries out orders.
struct Job<'a> {
    document: &'a ImageDocument,
    orders: &'a [Redaction],
    treatment: &'a Treatment,
    letters: Letters,
    removed: Vec<Option<Removed>>,
    notes: BTreeMap<&'static str, usize>,
    boxes: Vec<MarkBox>,
}

/// The redacted copy of a picture file.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] if an order cannot be carried out.
pub(super) fn redact(
    document: &ImageDocument,
    orders: &[Redaction],
    treatment: &Treatment,
) -> Result<Redacted, FormatError> {
    let mut job = Job {
        document,
        orders,
        treatment,
        letters: Letters::of(orders.iter().map(|o| o.mark.label.as_str())),
        removed: vec![None; orders.len()],
        notes: BTreeMap::new(),
        boxes: Vec::new(),
    };
    let bytes = job.write()?;
    let missed = job.removed.iter().filter(|r| r.is_none()).count();
    if missed > 0 {
        return Err(FormatError::not_removed(message!("{0} orders without effect", missed)));
    }
    let removed = job.removed.into_iter().flatten().collect();
    let note = |(code, count)| Note { code, place: None, count };
    let notes = job.notes.into_iter().map(note).collect();
    Ok(Redacted { bytes, removed, boxes: job.boxes, notes })
}

impl Job<'_> {
    fn write(&mut self) -> Result<Vec<u8>, FormatError> {
        let ImageDocument { bytes, kind, pages, .. } = self.document;
        let unwritten = || FormatError::not_removed(message!("the picture cannot be written"));
        if *kind == Kind::Tiff {
            let mut file = TiffWriter::new();
            for (number, page) in pages.iter().enumerate() {
                let (sheet, _) = self.page(number, page)?;
                file.add(&sheet).ok_or_else(unwritten)?;
            }
            return file.finish().ok_or_else(unwritten);
        }
        let page = pages.first().ok_or_else(unwritten)?;
        let (sheet, changed) = self.page(0, page)?;
        let kept = if changed { None } else { media::stripped(bytes) };
        if kept.as_ref().is_some_and(|kept| kept != bytes) {
            *self.notes.entry("image-metadata-removed").or_default() += 1;
        }
        kept.or_else(|| write::single(&sheet, *kind, bytes)).ok_or_else(unwritten)
    }

    /// A page of the copy, and whether its dots are not those of the original as it is stored.
    fn page(&mut self, number: usize, page: &PageRead) -> Result<(Sheet, bool), FormatError> {
        let document = self.document;
        let blanked = page.unread && self.treatment.blank_unread;
        let Some(paper) = page.paper else {
            // Nobody knows what a page shows that does not decode.
            let why = message!("page {0} cannot be unpacked", number + 1);
            return Err(FormatError::not_removed(why));
        };
        let Decoded { mut sheet, as_stored } = read::page(&document.bytes, document.kind, number)?;
        if (sheet.width, sheet.height) != (paper.width, paper.height) {
            return Err(FormatError::damaged(message!("picture")));
        }
        let mut changed = sheet.clear_hidden() || !as_stored;
        if blanked {
            sheet.whiten();
            *self.notes.entry("unread-blanked").or_default() += 1;
            changed = true;
        }
        let marks = Marks::of(self.named(number, page))?;
        let mut boxes = marks.boxes;
        marks::settle(&mut boxes);
        for item in &boxes {
            self.draw(&mut sheet, (number, paper), item);
            changed = true;
        }
        if marks.kept_widths > 0 {
            *self.notes.entry("width-kept").or_default() += marks.kept_widths;
        }
        for (order, how) in marks.removed {
            if let Some(slot) = self.removed.get_mut(order) {
                *slot = Some(how);
            }
        }
        Ok((sheet, changed))
    }

    /// What the orders name on a page.
    fn named<'p>(&self, number: usize, page: &'p PageRead) -> Vec<(usize, Named<'p>)> {
        let named = |(at, order): (usize, &Redaction)| {
            let named = match *self.document.origins.get(order.segment)? {
                TextOrigin::Words(page_of, part) if page_of == number => {
                    Named::Words(part, page.words.get(part)?, order.span)
                }
                TextOrigin::Signature(page_of, part) if page_of == number => {
                    Named::Signature(*page.signatures.get(part)?)
                }
                _ => return None,
            };
            Some((at, named))
        };
        self.orders.iter().enumerate().filter_map(named).collect()
    }

    /// Draws a box, and notes where it is.
    fn draw(&mut self, sheet: &mut Sheet, (page, paper): (usize, Paper), item: &LabelBox) {
        let label = self.orders.get(item.order).map_or("", |o| o.mark.label.as_str());
        let label = if item.shows_label(label) { label } else { "" };
        let corners = item.quad.map(|p| paper.dots(p));
        let painted = PaintedBox { corners, label };
        paint::paint(sheet, &painted, &self.letters, self.treatment.style);
        let x = corners.map(|p| p.x);
        let y = corners.map(|p| p.y);
        let least = |all: [f64; 4]| all.into_iter().fold(f64::INFINITY, f64::min);
        let most = |all: [f64; 4]| all.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let tilted = (!item.stands_upright()).then(|| corners.map(|p| [p.x, p.y]));
        self.boxes.push(MarkBox {
            page,
            rect: [least(x), least(y), most(x), most(y)],
            tilted,
            label: label.to_owned(),
            pictured: Some(item.quarters()),
        });
    }
}
