//! Pictures on a page that a machine reads: a page that is one, and pictures of some size.

use crate::formats::pdf::interpret::canvas::{Canvas, DrawnImage};
use crate::formats::pdf::read::page_tree::PageEntry;
use crate::formats::pdf::read::unread::{self, Pictures};
use crate::formats::pdf::scan::reading::{self, Left, Seen};
use crate::formats::pdf::scan::recognized::Recognized;
use crate::model::{PictureError, PictureReader, Scale, Unreadable};
use kurbo::Rect;
use lopdf::Document;

/// Share of the page, and least side in points, from which a picture beside text is read.
const PART: f64 = 0.015;
const SIDE: f64 = 24.0;
/// Share of the page from which writing that was not read is a page of its own.
const PAGE_PART: f64 = 0.2;
/// Most pictures of a page that are read one by one.
const MOST: usize = 16;

/// What a machine made of the pictures of a page.
#[derive(Default)]
pub(crate) struct PageScan {
    pub(crate) recognized: Vec<Recognized>,
    /// What of its pictures was not read.
    pub(crate) unread: Vec<(Unreadable, Scale)>,
    /// Why the machine failed, if it did.
    pub(crate) failed: Option<PictureError>,
}

/// Has a machine read the pictures of a page, if it has any that need it.
pub(crate) fn read(
    canvas: &Canvas,
    doc: &Document,
    page: &PageEntry,
    machine: &dyn PictureReader,
) -> Option<PageScan> {
    let mut out = PageScan::default();
    match unread::pictures(canvas, Some(page.crop)) {
        Pictures::None => return None,
        Pictures::Unread => {
            let all: Vec<&DrawnImage> =
                canvas.images.iter().filter(|i| unread::is_picture(i)).collect();
            out.take(doc, &all, (page.crop, page.quarters), machine, Scale::Page);
        }
        Pictures::Beside(pictures) => {
            for (number, picture) in pictures.into_iter().enumerate() {
                let area = picture.bounds().intersect(page.crop);
                let share = area.area() / page.crop.area().max(1.0);
                if number >= MOST || share < PART || area.width().min(area.height()) < SIDE {
                    out.unread.push((Unreadable::Image, Scale::Small));
                    continue;
                }
                let worst = if share >= PAGE_PART { Scale::Page } else { Scale::Small };
                out.take(doc, &[picture], (area, page.quarters), machine, worst);
            }
        }
    }
    Some(out)
}

impl PageScan {
    /// Reads what these images show in an area. What remains is at most of this scale.
    fn take(
        &mut self,
        doc: &Document,
        images: &[&DrawnImage],
        part: (Rect, u8),
        machine: &dyn PictureReader,
        worst: Scale,
    ) {
        let whole = part.0.area() > 0.0 && images.len() != 1 || worst == Scale::Page;
        match reading::read(doc, images, part, machine) {
            Ok(Some(Seen { words, left })) => {
                self.recognized.extend(words);
                match left {
                    Left::Blank | Left::Nothing => {}
                    Left::Something => self.unread.push((Unreadable::Image, Scale::Small)),
                    Left::Writing => self.unread.push((Unreadable::Image, worst)),
                }
            }
            // A picture beside text that does not decode counts as it does where nothing reads.
            Ok(None) => {
                self.unread.push((Unreadable::Image, if whole { worst } else { Scale::Small }))
            }
            Err(why) => {
                self.failed = Some(why);
                self.unread.push((Unreadable::Image, worst));
            }
        }
    }
}
