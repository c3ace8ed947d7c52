//! Reading what the images of a page show, whichever way it was laid on the scanner.

use crate::formats::scan::codes::{self, Code};
use crate::formats::scan::ink::Ink;
use crate::formats::scan::plane::Shades;
use crate::formats::scan::recognized::Recognized;
use crate::formats::scan::second_look;
use crate::formats::scan::signature::{self, Area, Line};
use crate::formats::scan::stamp;
use crate::formats::scan::view::View;
use crate::model::{Look, Picture, PictureError, PictureReader, Word};
use kurbo::{Affine, Point, Rect};

/// The resolution that the machine knows best, and between which an image keeps its own.
const BEST: f64 = 300.0;
const OWN: std::ops::RangeInclusive<f64> = 230.0..=430.0;
/// The resolution at which a page is tried the other way round.
const TRIED: f64 = 150.0;
/// Samples along the shorter side from which a picture may have been laid down the wrong way round.
const TURNED: u32 = 900;
/// How sure the machine must be of a word for it to explain ink, and to be text at all.
const SURE: u8 = 50;
const TEXT: u8 = 15;
/// How sure it must be for ink to be no code.
const CERTAIN: u8 = 80;
/// How sure it is of the words of a page that stands upright, on average.
const UPRIGHT: f64 = 68.0;
/// Cells of strokes, and their share of all, that words may leave unexplained on a page that is read;
/// with more than the first there is something to look at.
const LITTLE: usize = 60;
const PART: f64 = 0.45;
/// Letters that a machine may read in a signature.
const FEW: f64 = 6.0;
/// Letters that are a caption in a picture and no page of text.
const CAPTION: f64 = 24.0;

/// What is left of a picture when its words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// Nothing is on it but specks.
    Blank,
    /// Its words explain what is on it.
    Nothing,
    /// There is something beside its words, or a little of something.
    Something,
    /// It is a picture of something, and has hardly a word.
    Picture,
    /// It shows writing that was not read.
    Writing,
}

/// A picture that was looked at.
pub(crate) struct Seen {
    /// Its words, and its codes.
    pub(crate) words: Vec<Recognized>,
    pub(crate) left: Left,
    /// The corners of signatures on the page, as of the boxes of words.
    pub(crate) signatures: Vec<[Point; 4]>,
    /// How many letters were read that the machine is sure of.
    pub(crate) sure: f64,
}

impl Seen {
    fn blank() -> Self {
        Self { words: Vec::new(), left: Left::Blank, signatures: Vec::new(), sure: 0.0 }
    }
}

/// Reads what these images, each with its place on the page, show within an area of it; the page is shown turned
/// by so many quarters. `None` if that is too large to look at.
///
/// # Errors
/// [`PictureError`] if the machine failed.
pub(crate) fn read(
    drawn: Vec<(Shades, Affine)>,
    (area, quarters): (Rect, u8),
    beside: &[Line],
    machine: &dyn PictureReader,
) -> Result<Option<Seen>, PictureError> {
    let dpi = resolution(&drawn);
    let page = Page { images: drawn, area, machine };
    let Some((view, dpi)) = view(area, quarters, dpi) else { return Ok(None) };
    let Some(picture) = view.draw(&page.images) else { return Ok(None) };
    let ink = Ink::of(&picture);
    if ink.is_blank() {
        return Ok(Some(Seen::blank()));
    }
    let skew = ink.skew();
    let first = page.read(quarters, skew, dpi, Some((view, picture)))?;
    let Some(first) = first else { return Ok(None) };
    let small = first.view.width.min(first.view.height) < TURNED;
    let best = match small || first.is_upright() || !ink.even {
        true => first,
        false => page.otherwise(first, quarters, dpi)?,
    };
    best.finish((area, beside), machine).map(Some)
}

/// The codes in an area, which shows hardly anything else.
pub(crate) fn codes_of(drawn: &[(Shades, Affine)], area: Rect) -> Vec<Recognized> {
    let view = View::of(area, 0, 0.0, BEST);
    let picture = view.and_then(|view| Some((view, view.draw(drawn)?)));
    let Some((view, picture)) = picture else { return Vec::new() };
    let found = codes::find(&picture, &Ink::of(&picture), &[]).into_iter();
    found.map(|code| Recognized::of_code(view, code.text, code.area)).collect()
}

/// Whether a picture shows nothing but specks.
pub(crate) fn is_blank(picture: &Picture) -> bool {
    Ink::of(picture).is_blank()
}

/// Whether a picture shows strokes on paper, such as a signature, and no writing that a machine reads.
pub(crate) fn is_ink(
    drawn: Vec<(Shades, Affine)>,
    area: Rect,
    machine: &dyn PictureReader,
) -> bool {
    let rough = View::of(area, 0, 0.0, TRIED).and_then(|view| view.draw(&drawn));
    let strokes = rough.is_some_and(|picture| {
        let ink = Ink::of(&picture);
        let whole = [0, 0, picture.width, picture.height];
        !ink.is_blank() && ink.is_thin() && !stamp::is_printed(&picture, whole)
    });
    if !strokes {
        return false;
    }
    // What a machine takes for a letter or two in strokes is no word.
    let seen = read(drawn, (area, 0), &[], machine);
    seen.is_ok_and(|seen| seen.is_some_and(|seen| seen.sure < FEW))
}

/// The signatures on a picture whose text is known: these lines, from its upper left corner.
pub(crate) fn signed(drawn: &[(Shades, Affine)], area: Rect, lines: &[Line]) -> Vec<[Point; 4]> {
    let view = View::of(area, 0, 0.0, TRIED);
    let picture = view.and_then(|view| Some((view, view.draw(drawn)?)));
    let Some((view, picture)) = picture else { return Vec::new() };
    let mut ink = Ink::of(&picture);
    if !ink.even {
        return Vec::new();
    }
    let mut whole = ink.clone();
    ink.drop_rules_and_specks();
    ink.drop_textures();
    for line in lines {
        let [left, top, right, bottom] = line.area;
        let more = (bottom - top) / 4.0;
        let area = [left - more, top - more, right + more, bottom + more];
        let area = area.map(|n| (n * view.dpi / 72.0).max(0.0) as u32);
        ink.explain(area);
        whole.explain(area);
    }
    signatures((&mut ink, &whole), (view, &picture), &[], (area, lines))
}

/// A view of a page at this resolution, or at less if it is a large one.
fn view(area: Rect, quarters: u8, dpi: f64) -> Option<(View, f64)> {
    let tried = [dpi, 0.7 * dpi, TRIED];
    tried.into_iter().find_map(|dpi| Some((View::of(area, quarters, 0.0, dpi)?, dpi)))
}

/// The resolution to look at images with: their own if it is a usual one.
fn resolution(drawn: &[(Shades, Affine)]) -> f64 {
    let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
    let own = drawn.iter().map(|(shades, matrix)| {
        let [a, b, ..] = matrix.as_coeffs();
        let columns = shades.opacity.iter().map(|o| o.width).chain([shades.gray.width]).max();
        let dpi = columns.unwrap_or(0) as f64 * 72.0 / a.hypot(b).max(1e-3);
        (matrix.transform_rect_bbox(unit).area(), dpi)
    });
    let largest = own.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(BEST, |(_, dpi)| dpi);
    if OWN.contains(&largest) { largest } else { BEST }
}

/// What a page shows, to be looked at in several ways.
struct Page<'a> {
    images: Vec<(Shades, Affine)>,
    area: Rect,
    machine: &'a dyn PictureReader,
}

/// A way in which it was looked at, and what was read.
struct Attempt {
    view: View,
    picture: Picture,
    words: Vec<Word>,
}

impl Page<'_> {
    /// Reads the page turned like this; `drawn` is the picture of it that is not askew.
    fn read(
        &self,
        quarters: u8,
        skew: f64,
        dpi: f64,
        drawn: Option<(View, Picture)>,
    ) -> Result<Option<Attempt>, PictureError> {
        let straight = || {
            let view = View::of(self.area, quarters, -skew, dpi)?;
            Some((view, view.draw(&self.images)?))
        };
        let Some((view, picture)) = drawn.filter(|_| skew == 0.0).or_else(straight) else {
            return Ok(None);
        };
        let mut words = self.machine.read(&picture, Look::Page)?;
        // A machine may be sure of a word that has no letter: it explains nothing.
        words.retain(|word| !word.text.trim().is_empty());
        Ok(Some(Attempt { view, picture, words }))
    }

    /// The best of a first attempt and those in which the page is turned.
    fn otherwise(&self, first: Attempt, quarters: u8, dpi: f64) -> Result<Attempt, PictureError> {
        let mut best: Option<(f64, u8)> = None;
        for turn in [2, 1, 3] {
            let quarters = (quarters + turn) % 4;
            let Some(tried) = self.read(quarters, 0.0, TRIED, None)? else { continue };
            let worth = tried.worth();
            if worth > best.map_or(1.5 * first.worth() + 10.0, |(worth, _)| worth) {
                best = Some((worth, quarters));
            }
        }
        let Some((_, quarters)) = best else { return Ok(first) };
        let view = View::of(self.area, quarters, 0.0, TRIED);
        let skew =
            view.and_then(|view| view.draw(&self.images)).map_or(0.0, |p| Ink::of(&p).skew());
        Ok(self.read(quarters, skew, dpi, None)?.unwrap_or(first))
    }
}

/// Letters of a word that could be one.
fn letters(word: &Word) -> f64 {
    let count = word.text.chars().filter(|c| c.is_alphanumeric()).count();
    if count > 1 { count as f64 } else { 0.0 }
}

/// Whether a word is text at all: the machine is not sure of a single letter of many an address.
fn is_text(word: &Word) -> bool {
    word.confidence >= TEXT || letters(word) >= 3.0
}

impl Attempt {
    /// Whether the words are such as a page has that stands upright.
    fn is_upright(&self) -> bool {
        let all: f64 = self.words.iter().map(letters).sum();
        let sure: f64 =
            self.words.iter().map(|w| letters(w) * f64::from(w.confidence)).sum::<f64>();
        all >= 8.0 && sure >= UPRIGHT * all
    }

    /// How much was read with confidence.
    fn worth(&self) -> f64 {
        let sure = self.words.iter().filter(|w| w.confidence > UPRIGHT as u8);
        sure.map(letters).sum()
    }

    fn finish(
        self,
        (area, beside): (Rect, &[Line]),
        machine: &dyn PictureReader,
    ) -> Result<Seen, PictureError> {
        let Self { view, picture, mut words } = self;
        let mut ink = Ink::of(&picture);
        let all = ink.all();
        let mut whole = ink.clone();
        ink.drop_rules_and_specks();
        let codes = codes(&mut ink, &mut whole, &picture, &words);
        let texture = ink.drop_textures() > LITTLE;
        let explain = |ink: &mut Ink, words: &[Word]| -> Vec<Word> {
            let sure = words.iter().filter(|w| w.confidence >= SURE);
            sure.inspect(|word| ink.explain(around(word))).cloned().collect()
        };
        let sure = explain(&mut ink, &words);
        let passed_over = second_look::lines(&ink, &sure);
        if ink.even && !passed_over.is_empty() {
            let again = second_look::read(&picture, &passed_over, machine)?;
            let again = again.into_iter().filter(|w| w.confidence >= SURE && letters(w) > 0.0);
            second_look::merge(&mut words, again.collect(), SURE);
        }
        let sure = explain(&mut ink, &words);
        explain(&mut whole, &words);
        let read: f64 = sure.iter().map(letters).sum();
        let signatures = signatures((&mut ink, &whole), (view, &picture), &words, (area, beside));
        drop(picture);
        let left = ink.left();
        let unread_line = !second_look::lines(&ink, &sure).is_empty();
        let words: Vec<Word> = words.into_iter().filter(is_text).collect();
        let words = (!words.is_empty()).then(|| Recognized::new(view, words));
        let is_read = read > 0.0 || !signatures.is_empty() || !codes.is_empty();
        let codes = codes.into_iter().map(|code| Recognized::of_code(view, code.text, code.area));
        let words = words.into_iter().chain(codes).collect();
        let picture = texture || ink.is_picture(is_read);
        let left = match (left <= LITTLE, picture) {
            (true, false) if is_read && !unread_line => Left::Nothing,
            (true, false) => Left::Something,
            // Strokes on even paper are writing unless most of it was read.
            (false, false) if left as f64 > PART * all as f64 => Left::Writing,
            (_, true) if read < CAPTION => Left::Picture,
            (_, _) => Left::Something,
        };
        Ok(Seen { words, left, signatures, sure: read })
    }
}

/// The codes in a picture, which are then explained. What a machine takes for letters in one is none.
fn codes(ink: &mut Ink, whole: &mut Ink, picture: &Picture, words: &[Word]) -> Vec<Code> {
    // The lines of a code are as straight as rules are: all ink is looked at.
    let certain = words.iter().filter(|w| w.confidence >= CERTAIN && letters(w) >= 3.0);
    let certain: Vec<[u32; 4]> = certain.map(around).collect();
    let codes = codes::find(picture, whole, &certain);
    for code in &codes {
        ink.explain(code.area);
        whole.explain(code.area);
    }
    codes
}

/// Most of the area of a signature that is ink.
const THIN: f64 = 0.75;
/// Straight cells that are the border of a table, and gaps between columns, in heights of a word.
const BORDER: usize = 14;
const COLUMNS: u32 = 2;
/// Points around a signature that its box covers, too.
const MARGIN: f64 = 3.0;

/// The signatures in a picture, which are then explained; `whole` is its ink with rules and specks, for
/// strokes that are straight. `beside` are lines of text that stand on the
/// page itself, from the upper left corner of the area that the picture shows.
fn signatures(
    (ink, whole): (&mut Ink, &Ink),
    (view, picture): (View, &Picture),
    words: &[Word],
    (area, beside): (Rect, &[Line]),
) -> Vec<[Point; 4]> {
    let points = 72.0 / view.dpi;
    let mut lines: Vec<Line> =
        words.chunk_by(is_one_line).filter_map(|line| line_of(line, points)).collect();
    let upright = (view.to_picture * Point::new(area.x0, area.y1)).to_vec2().hypot() < 2.0;
    if upright {
        lines.extend(beside.iter().map(|line| Line { area: line.area, text: line.text.clone() }));
    }
    let mut free = ink.clone();
    free.drop_lines(BORDER);
    let pieces: Vec<Area> = free
        .pieces()
        .into_iter()
        .filter(|(_, dense)| *dense <= THIN)
        .map(|(area, _)| area.map(|n| n as f64 * points))
        .collect();
    let strokes: Vec<Area> =
        whole.pieces().into_iter().map(|(area, _)| area.map(|n| n as f64 * points)).collect();
    let mut out = Vec::new();
    let thin = |mark: &Area| {
        let area = mark.map(|n| (n / points).max(0.0) as u32);
        whole.is_thin_in(area) && !stamp::is_printed(picture, area)
    };
    for mark in signature::signatures(&pieces, &lines).into_iter().filter(thin) {
        let [left, top, right, bottom] = signature::with_strokes(mark, &strokes);
        if !thin(&[left, top, right, bottom]) {
            continue;
        }
        let around = [left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN];
        let samples = around.map(|n| (n / points).max(0.0));
        ink.explain(samples.map(|n| n as u32));
        let (width, height) = (f64::from(view.width), f64::from(view.height));
        let [left, top, right, bottom] = samples;
        out.push(view.on_page([left, top, right.min(width), bottom.min(height)]));
    }
    out
}

/// Whether a word stands beside the one before it, and not in the next column.
fn is_one_line(before: &Word, word: &Word) -> bool {
    let [_, top, end, bottom] = before.area;
    let gap = word.area[0].saturating_sub(end);
    before.line == word.line && gap <= COLUMNS * bottom.saturating_sub(top).max(1)
}

/// A line of words, in points.
fn line_of(words: &[Word], points: f64) -> Option<Line> {
    let areas = words.iter().map(|word| word.area);
    let area =
        areas.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])?;
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    Some(Line { area: area.map(|n| f64::from(n) * points), text: text.join(" ") })
}

/// The area of a word with its accents, its descenders and the gap to the next word.
fn around(word: &Word) -> [u32; 4] {
    let [left, top, right, bottom] = word.area;
    let high = bottom.saturating_sub(top);
    let more = high / 3;
    [left.saturating_sub(more), top.saturating_sub(more), right + more, bottom + more]
}
