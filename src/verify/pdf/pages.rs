//! What hayro's interpreter draws, page by page.

use super::crossing::Crossing;
use super::device::Reader;
use super::glyphs::{self, Glyph};
use super::label_boxes::LabelBoxes;
use super::open::open;
use super::outline_letters::Outlines;
use super::place::place;
use super::{rendering, runs, strings, visibility};
use crate::model::{MarkBox, Message, message};
use crate::parallel;
use crate::verify::claim::Claim;
use crate::verify::error::VerifyError;
use crate::verify::reading::Reading;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use kurbo::{Affine, Rect};
use std::sync::OnceLock;

/// A page of the copy, as it was read.
pub(super) struct PageText {
    /// Its text in several orders, for the search for residue.
    pub(super) readings: Vec<Reading>,
    /// The text of its content in drawing order, annotations aside.
    pub(super) drawn: String,
}

/// What one thread keeps from page to page.
struct Caches<'a> {
    interpreter: InterpreterCache<'a>,
    rendering: hayro::RenderCache<'a>,
    outlines: Outlines,
}

impl Caches<'_> {
    fn new() -> Self {
        Self {
            interpreter: InterpreterCache::new(),
            rendering: hayro::RenderCache::new(),
            outlines: Outlines::default(),
        }
    }
}

/// Where everything is drawn, on the page or off it.
const EVERYWHERE: Rect = Rect::new(-1e6, -1e6, 1e6, 1e6);

/// Reads all pages: their text in drawing order, by position, by column, by outline where fonts
/// give two meanings, and with hidden layers shown. Looks under the boxes on the way.
///
/// # Errors
/// [`VerifyError::UnderBox`] for the first page with a faulty box.
pub(super) fn read<'p>(
    pdf: &'p Pdf,
    boxes: &[MarkBox],
    claim: &Claim<'_>,
    within: Option<&Message>,
) -> Result<Vec<PageText>, VerifyError> {
    let pages = pdf.pages();
    let before = Before { claim, file: OnceLock::new() };
    if let Some(lost) = boxes.iter().find(|b| b.page >= pages.len()) {
        return Err(VerifyError::UnderBox(message!("page {0} does not exist", lost.page + 1)));
    }
    let one = |caches: &mut Caches<'p>, number: usize| {
        let Some(page) = pages.get(number) else { return Err(no_page(number)) };
        let place = place(within, page_place(number));
        read_page(page, of_page(boxes, number), (&before, number), &place, caches)
    };
    parallel::map(pages.len(), claim.threads, Caches::new, one).into_iter().collect()
}

fn page_place(number: usize) -> Message {
    message!("page {0}", number + 1)
}

fn no_page(number: usize) -> VerifyError {
    VerifyError::Unreadable(message!("page {0} does not exist", number + 1))
}

/// The original, opened when a letter is found where a box is.
struct Before<'c> {
    claim: &'c Claim<'c>,
    file: OnceLock<Option<Pdf>>,
}

impl Before<'_> {
    /// What may cross the boxes of a page; `None` if its original cannot be read.
    fn crossing(&self, number: usize) -> Option<Crossing> {
        let file = self.file.get_or_init(|| open(self.claim.original).ok());
        let page = file.as_ref()?.pages().get(number)?;
        let mut outlines = Outlines::default();
        let mut reader = Reader::new(&mut outlines, LabelBoxes::new([]));
        reader.with_doubles = true;
        let cache = InterpreterCache::new();
        draw_content(page, &cache, &mut reader);
        draw_annotations(page, &cache, &mut reader);
        Crossing::new(reader.finish().glyphs, self.claim.needles)
    }
}

/// The boxes of one page.
fn of_page(boxes: &[MarkBox], page: usize) -> impl Iterator<Item = &MarkBox> {
    boxes.iter().filter(move |b| b.page == page)
}

fn read_page<'a, 'b>(
    page: &'a Page<'a>,
    boxes: impl Iterator<Item = &'b MarkBox>,
    (before, number): (&Before<'_>, usize),
    place: &Message,
    caches: &mut Caches<'a>,
) -> Result<PageText, VerifyError> {
    let mut reader = Reader::new(&mut caches.outlines, LabelBoxes::new(boxes));
    draw_content(page, &caches.interpreter, &mut reader);
    reader.end_content();
    // Where everything is painted opaque, a page looks as its geometry says.
    let blended = reader.blended;
    draw_annotations(page, &caches.interpreter, &mut reader);
    let crossing = if reader.boxes.are_crossed() { before.crossing(number) } else { None };
    reader.boxes.check(place, |letter| crossing.as_ref().is_some_and(|c| c.allows(letter)))?;
    if blended {
        rendering::check(page, &caches.rendering, &reader.boxes, place)?;
    }
    let text = reader.finish();
    let reading = |view, text| Reading::new(view, place.clone(), text);
    let mut readings = vec![
        reading("drawn", glyphs::drawn(&text.glyphs, false)),
        reading("by position", glyphs::placed(&text.glyphs)),
        reading("by column", glyphs::columns(&text.glyphs)),
        reading("by run", runs::text(&text.glyphs)),
    ];
    if text.two_meanings {
        readings.push(reading("by outline", glyphs::drawn(&text.glyphs, true)));
    }
    if let Some(hidden) = with_hidden_layers(page, &caches.interpreter, &mut caches.outlines) {
        readings.push(reading("hidden layers", hidden));
    }
    let drawn = match text.content().len() == text.glyphs.len() {
        true => readings.first().map(|r| r.text.clone()).unwrap_or_default(),
        false => glyphs::drawn(text.content(), false),
    };
    Ok(PageText { readings, drawn })
}

/// The glyphs of a page's content, annotations aside.
pub(super) struct PageGlyphs {
    glyphs: Vec<Glyph>,
    /// The text in drawing order.
    pub(super) drawn: String,
}

/// Smallest letters that anybody sees, in points.
const SMALLEST: f64 = 1.0;

impl PageGlyphs {
    /// The text by position, by column, by run, by outline and by code; and by position without what
    /// nobody sees, where there is such.
    pub(super) fn other_views(&self) -> [String; 6] {
        let all = &self.glyphs;
        let is_seen = |g: &&Glyph| !g.invisible && !g.white && g.size >= SMALLEST;
        let seen: Vec<Glyph> = all.iter().filter(is_seen).cloned().collect();
        let seen = if seen.len() < all.len() { glyphs::placed(&seen) } else { String::new() };
        [
            glyphs::placed(all),
            glyphs::columns(all),
            runs::text(all),
            glyphs::drawn(all, true),
            glyphs::by_code(all),
            seen,
        ]
    }
}

/// Reads the content of pages, annotations aside.
pub(super) struct ContentReader<'p> {
    pdf: &'p Pdf,
    caches: Caches<'p>,
}

impl<'p> ContentReader<'p> {
    pub(super) fn new(pdf: &'p Pdf) -> Self {
        Self { pdf, caches: Caches::new() }
    }

    /// The glyphs of a page, by its index; none if there is no such page.
    pub(super) fn page(&mut self, number: usize) -> PageGlyphs {
        let mut reader = Reader::new(&mut self.caches.outlines, LabelBoxes::new([]));
        if let Some(page) = self.pdf.pages().get(number) {
            draw_content(page, &self.caches.interpreter, &mut reader);
        }
        let glyphs = reader.finish().glyphs;
        PageGlyphs { drawn: glyphs::drawn(&glyphs, false), glyphs }
    }
}

/// What is wrong with the letters of a page: how many can be copied and not be seen, and why.
pub(super) struct Unseen {
    /// Under something opaque, or of the color of what they stand on.
    pub(super) covered: usize,
    /// Under something dark that lets them shine through.
    pub(super) veiled: usize,
    /// Under an annotation that some viewers draw.
    pub(super) annotated: usize,
    /// Outside the visible part of the page.
    pub(super) outside: usize,
    /// In layers that are switched off.
    pub(super) layered: usize,
}

/// The letters of all pages that can be copied and not be seen, in order.
pub(super) fn unseen<'p>(pdf: &'p Pdf, threads: usize) -> Vec<Unseen> {
    let pages = pdf.pages();
    let one = |caches: &mut Caches<'p>, number: usize| {
        pages.get(number).map(|page| unseen_on(page, caches))
    };
    parallel::map(pages.len(), threads, Caches::new, one).into_iter().flatten().collect()
}

fn unseen_on<'a>(page: &'a Page<'a>, caches: &mut Caches<'a>) -> Unseen {
    let mut reader = Reader::new(&mut caches.outlines, LabelBoxes::new([]));
    reader.watch = true;
    draw_content(page, &caches.interpreter, &mut reader);
    reader.end_content();
    draw_annotations(page, &caches.interpreter, &mut reader);
    let (covered, veiled) = reader.covered();
    let crop = page.intersected_crop_box();
    let crop = Rect::new(crop.x0, crop.y0, crop.x1, crop.y1);
    let letters = visibility::letters(reader.glyphs());
    let all = RenderContent::PAGE | RenderContent::ANNOTATIONS;
    // The renderer ends at a bracket that closes nothing: what stands behind it has no picture.
    let whole = page.page_stream().and_then(strings::without_stray_brackets).is_none();
    let picture = (whole && !letters.is_empty())
        .then(|| rendering::Picture::of(page, &caches.rendering, crop, all, visibility::SCALE))
        .flatten();
    let behind = |glyph: &Glyph| reader.is_behind_picture(glyph);
    let plain = picture.map_or(0, |picture| visibility::unseen(&letters, &picture, crop, behind));
    let annotated = visibility::annotated(&letters, page);
    let outside = visibility::outside(&letters, crop);
    let seen = alphanumeric(&glyphs::drawn(reader.glyphs(), false));
    let hidden = with_hidden_layers(page, &caches.interpreter, &mut caches.outlines);
    let layered = hidden.map_or(0, |text| alphanumeric(&text).saturating_sub(seen));
    Unseen { covered: covered.max(plain), veiled, annotated, outside, layered }
}

fn alphanumeric(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Interprets the content of a page. The interpreter stops at an unmatched closing bracket, where
/// viewers go on: such brackets are removed first.
fn draw_content<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, reader: &mut Reader<'_>) {
    let mended = page.page_stream().and_then(strings::without_stray_brackets);
    let content = mended.as_deref().or(page.page_stream()).unwrap_or_default();
    let mut context = context(page, cache, InterpreterSettings::default());
    interpret(TypedIter::new(content), page.resources(), &mut context, reader);
}

/// Interprets the annotations of a page.
fn draw_annotations<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, reader: &mut Reader<'_>) {
    reader.boxes.annotations = true;
    let settings = InterpreterSettings {
        render_content: RenderContent::ANNOTATIONS,
        ..InterpreterSettings::default()
    };
    let mut context = context(page, cache, settings);
    interpret_page(page, &mut context, reader);
}

fn context<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: InterpreterSettings,
) -> Context<'a> {
    Context::new(Affine::IDENTITY, EVERYWHERE, cache, page.xref(), settings)
}

/// The text of every form and pattern on its own, drawn anywhere or not: those of hidden layers,
/// of other states of an annotation, and those that nothing draws.
pub(super) fn forms<'p>(pdf: &'p Pdf, within: Option<&Message>, threads: usize) -> Vec<Reading> {
    let forms: Vec<Stream<'p>> = pdf
        .objects()
        .into_iter()
        .filter_map(|object| if let Object::Stream(s) = object { Some(s) } else { None })
        .filter(|stream| {
            let dict = stream.dict();
            let form = dict.get::<Name<'_>>(b"Subtype").is_some_and(|n| n.as_ref() == b"Form");
            form || dict.get::<i32>(b"PatternType") == Some(1)
        })
        .collect();
    let read = |caches: &mut Caches<'p>, index: usize| {
        forms.get(index).and_then(|form| read_form(pdf, form, within, caches)).unwrap_or_default()
    };
    parallel::map(forms.len(), threads, Caches::new, read).into_iter().flatten().collect()
}

fn read_form<'a>(
    pdf: &'a Pdf,
    stream: &Stream<'a>,
    within: Option<&Message>,
    caches: &mut Caches<'a>,
) -> Option<Vec<Reading>> {
    let resources = stream.dict().get::<Dict<'_>>(b"Resources")?;
    let content = stream.decoded_data().ok()?;
    let shown = without_layers(&content).unwrap_or_else(|| content.into_owned());
    let mut reader = Reader::new(&mut caches.outlines, LabelBoxes::new([]));
    let settings = InterpreterSettings::default();
    let cache = &caches.interpreter;
    let mut context = Context::new(Affine::IDENTITY, EVERYWHERE, cache, pdf.xref(), settings);
    interpret(TypedIter::new(&shown), &Resources::new(resources), &mut context, &mut reader);
    let glyphs = reader.finish().glyphs;
    if glyphs.is_empty() {
        return None;
    }
    let place = place(within, message!("object {0}", stream.obj_id().obj_number));
    Some(vec![
        Reading::new("forms", place.clone(), glyphs::drawn(&glyphs, false)),
        Reading::new("forms by position", place, glyphs::placed(&glyphs)),
    ])
}

/// The page again with its optional content shown, if it has any.
fn with_hidden_layers<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    outlines: &mut Outlines,
) -> Option<String> {
    let shown = without_layers(page.page_stream()?)?;
    let mut reader = Reader::new(outlines, LabelBoxes::new([]));
    let mut context = context(page, cache, InterpreterSettings::default());
    interpret(TypedIter::new(&shown), page.resources(), &mut context, &mut reader);
    Some(glyphs::drawn(&reader.finish().glyphs, false))
}

/// Content in which no sequence belongs to a layer; `None` if none did. What a sequence belongs to is
/// called by a name that nothing has.
fn without_layers(content: &[u8]) -> Option<Vec<u8>> {
    let mut shown = content.to_vec();
    let mut any = false;
    for at in memchr::memmem::find_iter(content, b"/OC") {
        let rest = content.get(at + 3..).unwrap_or_default();
        let blank = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        if rest.get(blank) != Some(&b'/') {
            continue;
        }
        let start = at + 3 + blank + 1;
        let name = content.get(start..).unwrap_or_default();
        let length = name.iter().take_while(|b| b.is_ascii_graphic() && !b"/<>[]()%{}".contains(b));
        let end = start + length.count();
        shown.get_mut(start..end).into_iter().for_each(|name| name.fill(b'~'));
        any |= end > start;
    }
    any.then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::without_layers;

    #[test]
    fn a_sequence_is_taken_out_of_its_layer() {
        let shown = |content: &[u8]| without_layers(content).map(|c| String::from_utf8(c).unwrap());
        assert_eq!(shown(b"/OC /L0 BDC /OC/Laag\nBDC"), Some("/OC /~~ BDC /OC/~~~~\nBDC".into()));
        assert_eq!(shown(b"/Span /L0 BDC /OCR q"), None);
    }
}
