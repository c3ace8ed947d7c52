//! Pictures that are parts of a document.

use crate::formats::raster::kind::Kind;
use crate::formats::raster::paint::{self, Letters, PaintedBox};
use crate::formats::raster::paper::Paper;
use crate::formats::raster::{read, write};
use crate::formats::scan::reading;
use crate::model::{MarkStyle, PictureReader, Scale};
use kurbo::Point;

/// Dots of a picture, and along its shorter side, from which it may show text; below, it is an icon.
const DOTS: u64 = 10_000;
const SIDE: u32 = 24;
/// Dots from which a picture may be a page.
const PAGE: u64 = 500_000;

/// Whether a file is a picture of a kind that is read.
pub(crate) fn is_picture(bytes: &[u8]) -> bool {
    Kind::of(bytes).is_some()
}

/// Whether a picture is of a kind that is read, and large enough to show text.
pub(crate) fn may_show_text(bytes: &[u8]) -> bool {
    let size = Kind::of(bytes).and_then(|kind| read::size(bytes, kind));
    size.is_some_and(|(width, height)| {
        u64::from(width) * u64::from(height) >= DOTS && width.min(height) >= SIDE
    })
}

/// How much hides in writing in a picture of which nobody knows how large it is shown.
pub(crate) fn scale(bytes: &[u8]) -> Scale {
    let size = Kind::of(bytes).and_then(|kind| read::size(bytes, kind));
    match size.is_some_and(|(width, height)| u64::from(width) * u64::from(height) >= PAGE) {
        true => Scale::Page,
        false => Scale::Small,
    }
}

/// Whether a picture shows strokes on paper, such as a signature, and nothing that is read.
pub(crate) fn is_ink(bytes: &[u8], machine: &dyn PictureReader) -> bool {
    let page = Kind::of(bytes).and_then(|kind| read::page(bytes, kind, 0).ok());
    page.is_some_and(|page| {
        let paper = Paper::of(page.sheet.width, page.sheet.height, page.sheet.dpi);
        reading::is_ink(vec![(page.sheet.shades(), paper.matrix())], paper.area(), machine)
    })
}

/// A picture of the same kind and size that shows a box alone; `None` if it cannot be made.
pub(crate) fn covered(bytes: &[u8], label: &str, style: MarkStyle) -> Option<Vec<u8>> {
    let kind = Kind::of(bytes)?;
    let mut sheet = read::page(bytes, kind, 0).ok()?.sheet;
    sheet.whiten();
    let (width, height) = (f64::from(sheet.width), f64::from(sheet.height));
    let corners = [(0.0, height), (width, height), (width, 0.0), (0.0, 0.0)].map(Point::from);
    let letters = Letters::of([label].into_iter());
    paint::paint(&mut sheet, &PaintedBox { corners, label }, &letters, style);
    write::single(&sheet, kind, &[])
}
