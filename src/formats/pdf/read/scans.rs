//! Pictures on a page that a machine reads: a page that is one, pictures of some size, and those that
//! may be signatures.

use crate::formats::pdf::interpret::canvas::{ASCENT, Canvas, DESCENT, DrawnImage};
use crate::formats::pdf::layout::chunk::Chunk;
use crate::formats::pdf::layout::{Layout, text};
use crate::formats::pdf::read::appearances::drawn_by_hand;
use crate::formats::pdf::read::drawing::LooseDrawing;
use crate::formats::pdf::read::outlined::{self, Sketch};
use crate::formats::pdf::read::page_tree::PageEntry;
use crate::formats::pdf::read::unread::{self, Pictures};
use crate::formats::scan::plane::Shades;
use crate::formats::scan::reading::{self, Left, Seen};
use crate::formats::scan::recognized::Recognized;
use crate::formats::scan::signature::{self, Area, Line};
use crate::model::{PictureError, PictureReader, Scale, Unreadable};
use kurbo::{Affine, Point, Rect};
use lopdf::Document;

/// Share of the page, and least side in points, from which a picture beside text is read.
const PART: f64 = 0.015;
const SIDE: f64 = 24.0;
/// Least and most height in points of a picture of a line or a few of writing, its least width, and by
/// how much it is wider than high.
const LINE_HEIGHT: std::ops::RangeInclusive<f64> = 8.0..=60.0;
const LINE_WIDTH: f64 = 40.0;
const LINE_SHAPE: f64 = 2.5;
/// Least side of a code, in points.
const CODE: f64 = 18.0;
/// Share of the page from which writing that was not read is a page of its own.
const PAGE_PART: f64 = 0.2;
/// Points around the strokes of a signature that its box covers, too; and paths from which a page is
/// a drawing.
const MARGIN: f64 = 2.0;
const MOST_PATHS: usize = 400;
/// Most pictures of a page that are read one by one.
const MOST: usize = 16;

/// What a machine made of the pictures of a page.
#[derive(Default)]
pub(crate) struct PageScan {
    pub(crate) recognized: Vec<Recognized>,
    /// Whether the page is a picture and nothing else.
    pub(crate) whole: bool,
    /// The corners of signatures.
    pub(crate) signatures: Vec<[Point; 4]>,
    /// How much is left of letters that are drawn as paths, if they were read.
    pub(crate) outlines: Option<Option<Scale>>,
    /// What of its pictures was not read.
    pub(crate) unread: Vec<(Unreadable, Scale)>,
    /// Why the machine failed, if it did.
    pub(crate) failed: Option<PictureError>,
}

/// Has a machine read the pictures of a page, if it has any that need it.
pub(crate) fn read(
    drawing: &LooseDrawing,
    doc: &Document,
    page: &PageEntry,
    machine: &dyn PictureReader,
) -> Option<PageScan> {
    let (canvas, layout) = (drawing.canvas(), drawing.layout());
    let mut out = PageScan::default();
    let pixels = |image: &DrawnImage| drawing.shades(image, doc, page.resources.as_ref());
    let pictures = unread::pictures(canvas, Some(page.crop));
    match &pictures {
        Pictures::None => out.on_layer(&pixels, canvas, layout, page),
        Pictures::Unread => {
            out.whole = true;
            let all: Vec<&DrawnImage> =
                canvas.images.iter().filter(|i| unread::is_picture(i)).collect();
            let lines = lines(canvas, layout, page.crop);
            out.take(
                &pixels,
                &all,
                (page.crop, page.quarters),
                &lines,
                machine,
                (Scale::Page, true),
            );
        }
        Pictures::Beside(pictures) => {
            for (number, picture) in pictures.iter().enumerate() {
                let area = picture.bounds().intersect(page.crop);
                let share = area.area() / page.crop.area().max(1.0);
                let lines = lines(canvas, layout, area);
                let mark = [0.0, 0.0, area.width(), area.height()];
                let large = share >= PART && area.width().min(area.height()) >= SIDE
                    || is_line(area.width(), area.height());
                let signed = page.quarters == 0 && signature::is_one(mark, &lines);
                if number >= MOST || !large && !signed {
                    if number >= MOST || !out.code(&pixels, picture, area) {
                        out.unread.push((Unreadable::Image, Scale::Small));
                    }
                    continue;
                }
                let worst = if share >= PAGE_PART { Scale::Page } else { Scale::Small };
                out.take(
                    &pixels,
                    &[*picture],
                    (area, page.quarters),
                    &lines,
                    machine,
                    (worst, false),
                );
            }
        }
    }
    out.strokes(drawing, doc, page);
    out.outlined(drawing, page, machine);
    let drawn = !out.signatures.is_empty() || !out.recognized.is_empty() || out.outlines.is_some();
    (drawn || !matches!(pictures, Pictures::None)).then_some(out)
}

/// Whether a picture has the shape of a line of writing: a name pasted in a letter.
fn is_line(width: f64, height: f64) -> bool {
    LINE_HEIGHT.contains(&height) && width >= LINE_WIDTH && width >= LINE_SHAPE * height
}

/// The upright lines of text on a page, from the upper left corner of an area, down.
fn lines(canvas: &Canvas, layout: &Layout, area: Rect) -> Vec<Line> {
    let line = |chunk: &Chunk| Line {
        area: [
            chunk.start - area.x0,
            area.y1 - chunk.across - ASCENT * chunk.size,
            chunk.end - area.x0,
            area.y1 - chunk.across + DESCENT * chunk.size,
        ],
        text: text::of_chunk(canvas, chunk),
    };
    layout.chunks.iter().filter(|chunk| chunk.angle == 0).map(line).collect()
}

/// Images with their places on the page; `None` if one of them does not decode.
fn drawn(
    pixels: &dyn Fn(&DrawnImage) -> Option<Shades>,
    images: &[&DrawnImage],
) -> Option<Vec<(Shades, Affine)>> {
    images.iter().map(|image| Some((pixels(image)?, image.matrix))).collect()
}

impl PageScan {
    /// Finds signatures on a scan whose text layer tells the rest.
    fn on_layer(
        &mut self,
        pixels: &dyn Fn(&DrawnImage) -> Option<Shades>,
        canvas: &Canvas,
        layout: &Layout,
        page: &PageEntry,
    ) {
        let lines = lines(canvas, layout, page.crop);
        if page.quarters != 0 || !unread::has_layer(canvas) || !signature::any_cue(&lines) {
            return;
        }
        let images: Vec<&DrawnImage> =
            canvas.images.iter().filter(|i| unread::is_picture(i)).collect();
        if let Some(drawn) = drawn(pixels, &images) {
            self.signatures.extend(reading::signed(&drawn, page.crop, &lines));
        }
    }

    /// Finds signatures that are drawn as strokes, on the page or in annotations.
    fn strokes(&mut self, drawing: &LooseDrawing, doc: &Document, page: &PageEntry) {
        let (canvas, layout) = (drawing.canvas(), drawing.layout());
        let paths = canvas.paths.iter().filter(|path| path.by_hand);
        let many = paths.clone().nth(MOST_PATHS).is_some();
        let paths = paths.take(if many { 0 } else { MOST_PATHS });
        let paths = paths.filter(|path| !outlined::is_frame(drawing, path)).map(|path| path.bounds);
        let annotations = drawn_by_hand(doc, page.id).into_iter().map(|(_, area)| area);
        let drawn: Vec<Rect> = paths.chain(annotations).collect();
        if page.quarters != 0 || drawn.is_empty() {
            return;
        }
        let lines = lines(canvas, layout, page.crop);
        let (left, top) = (page.crop.x0, page.crop.y1);
        let pieces: Vec<Area> = drawn
            .into_iter()
            .filter(|b| b.intersect(page.crop).area() > 0.0)
            .map(|b| [b.x0 - left, top - b.y1, b.x1 - left, top - b.y0])
            .collect();
        for [l, t, r, b] in signature::signatures(&pieces, &lines) {
            let (x0, y0, x1, y1) =
                (left + l - MARGIN, top - b - MARGIN, left + r + MARGIN, top - t + MARGIN);
            if outlined::is_chart(canvas, Rect::new(x0, y0, x1, y1)) {
                continue;
            }
            self.signatures.push([(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(Point::from));
        }
    }

    /// Looks for codes in a picture that is too small for writing; gives whether there is any.
    fn code(
        &mut self,
        pixels: &dyn Fn(&DrawnImage) -> Option<Shades>,
        picture: &DrawnImage,
        area: Rect,
    ) -> bool {
        if area.width().min(area.height()) < CODE {
            return false;
        }
        let found = drawn(pixels, &[picture]).map(|drawn| reading::codes_of(&drawn, area));
        let found = found.unwrap_or_default();
        let any = !found.is_empty();
        self.recognized.extend(found);
        any
    }

    /// Reads letters and codes that are drawn as paths.
    fn outlined(&mut self, drawing: &LooseDrawing, page: &PageEntry, machine: &dyn PictureReader) {
        let (canvas, mut read) = (drawing.canvas(), Rect::ZERO);
        if let Some(Sketch { area, drawn }) = outlined::letters(drawing, page.crop) {
            let worst = unread::outlined(canvas, true).unwrap_or(Scale::Small);
            let lines = lines(canvas, drawing.layout(), area);
            match reading::read(drawn, (area, page.quarters), &lines, machine) {
                Ok(Some(Seen { words, left, signatures, .. })) => {
                    self.recognized.extend(words);
                    self.signatures.extend(signatures);
                    read = area;
                    self.outlines = Some(match left {
                        Left::Blank | Left::Nothing => None,
                        Left::Something => Some(Scale::Small),
                        Left::Picture | Left::Writing => Some(worst),
                    });
                }
                Ok(None) => {}
                Err(why) => self.failed = Some(why),
            }
        }
        let codes = outlined::codes(drawing, page.crop).into_iter();
        for Sketch { area, drawn } in codes.filter(|code| !read.contains_rect(code.area)) {
            self.recognized.extend(reading::codes_of(&drawn, area));
        }
    }

    /// Reads what these images show in an area. What remains is at most of this scale.
    fn take(
        &mut self,
        pixels: &dyn Fn(&DrawnImage) -> Option<Shades>,
        images: &[&DrawnImage],
        part: (Rect, u8),
        lines: &[Line],
        machine: &dyn PictureReader,
        (worst, whole): (Scale, bool),
    ) {
        // A picture that a page consists of may show anything; beside text it illustrates that.
        let picture = if whole { Scale::Page } else { Scale::Small };
        let Some(drawn) = drawn(pixels, images) else {
            self.unread.push((Unreadable::Image, worst));
            return;
        };
        match reading::read(drawn, part, lines, machine) {
            Ok(Some(Seen { words, left, signatures, .. })) => {
                self.recognized.extend(words);
                self.signatures.extend(signatures);
                match left {
                    Left::Blank | Left::Nothing => {}
                    Left::Something => self.unread.push((Unreadable::Image, Scale::Small)),
                    Left::Picture => self.unread.push((Unreadable::Image, picture)),
                    Left::Writing => self.unread.push((Unreadable::Image, worst)),
                }
            }
            Ok(None) => self.unread.push((Unreadable::Image, worst)),
            Err(why) => {
                self.failed = Some(why);
                self.unread.push((Unreadable::Image, worst));
            }
        }
    }
}
