//! What hayro's interpreter draws, page by page.

use super::super::VerifyError;
use super::super::residue::Reading;
use super::glyphs;
use super::marks::Marks;
use super::reader::{Outlines, Reader};
use crate::model::MarkBox;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::{Dict, Name, Object};
use hayro_syntax::page::{Page, Resources};
use kurbo::{Affine, Rect};

/// Reads all pages: their text by sequence of drawing, by place, by outline where fonts say two
/// things, with hidden layers shown; and looks under the boxes.
pub(super) fn pages(
    pdf: &Pdf,
    boxes: &[MarkBox],
    within: &str,
    readings: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    let cache = InterpreterCache::new();
    let pictures = hayro::RenderCache::new();
    let mut outlines = Outlines::default();
    if let Some(lost) = boxes.iter().find(|b| b.page >= pdf.pages().len()) {
        return Err(VerifyError::UnderBox(format!("pagina {} bestaat niet", lost.page + 1)));
    }
    for (number, page) in pdf.pages().iter().enumerate() {
        let place = format!("{within}pagina {}", number + 1);
        let marks = Marks::new(boxes.iter().filter(|b| b.page == number));
        let mut reader = Reader::new(&mut outlines, marks);
        draw(page, &cache, &mut reader);
        reader.marks.check(&place)?;
        super::shine::check(page, &pictures, &reader.marks, &place)?;
        let (seen, two) = reader.finish();
        readings.push(Reading::new(
            "tekst zoals getekend",
            place.clone(),
            glyphs::drawn(&seen, false),
        ));
        readings.push(Reading::new("tekst naar plaats", place.clone(), glyphs::placed(&seen)));
        readings.push(Reading::new("tekst naar kolom", place.clone(), glyphs::columns(&seen)));
        if two {
            readings.push(Reading::new(
                "tekst naar vorm",
                place.clone(),
                glyphs::drawn(&seen, true),
            ));
        }
        if let Some(hidden) = hidden(page, &cache, &mut outlines) {
            readings.push(Reading::new("tekst met lagen", place, hidden));
        }
    }
    Ok(())
}

/// The text of the content of all pages, annotations aside: in the sequence of drawing, by place,
/// by column and by outline; the last three only when they are wanted.
pub(super) fn contents(pdf: &Pdf, all_views: bool) -> [String; 4] {
    let cache = InterpreterCache::new();
    let mut outlines = Outlines::default();
    let mut out: [String; 4] = Default::default();
    for page in pdf.pages().iter() {
        let mut reader = Reader::new(&mut outlines, Marks::new([]));
        let mended = page.page_stream().and_then(super::strings::without_stray_brackets);
        let content = mended.as_deref().or(page.page_stream()).unwrap_or_default();
        let mut context = context(page, &cache);
        interpret(TypedIter::new(content), page.resources(), &mut context, &mut reader);
        let seen = reader.finish().0;
        let [drawn, placed, columns, outlined] = &mut out;
        *drawn += &(glyphs::drawn(&seen, false) + "\n");
        if all_views {
            *placed += &(glyphs::placed(&seen) + "\n");
            *columns += &(glyphs::columns(&seen) + "\n");
            *outlined += &(glyphs::drawn(&seen, true) + "\n");
        }
    }
    out
}

/// How many letters of each page lie under something opaque that was drawn later; none for pages
/// without.
pub(super) fn covered(pdf: &Pdf) -> Vec<(usize, usize)> {
    let cache = InterpreterCache::new();
    let mut outlines = Outlines::default();
    let mut out = Vec::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        let mut reader = Reader::new(&mut outlines, Marks::new([]));
        reader.watch = true;
        draw(page, &cache, &mut reader);
        if reader.hidden > 0 {
            out.push((number, reader.hidden));
        }
    }
    out
}

/// Interprets a page, then its annotations. The interpreter ends at a bracket that closes nothing,
/// where viewers go on: such brackets are taken out first.
fn draw<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, reader: &mut Reader<'_>) {
    let mended = page.page_stream().and_then(super::strings::without_stray_brackets);
    let content = mended.as_deref().or(page.page_stream()).unwrap_or_default();
    let mut first = context(page, cache);
    interpret(TypedIter::new(content), page.resources(), &mut first, reader);
    reader.marks.annotations = true;
    let settings = InterpreterSettings {
        render_content: RenderContent::ANNOTATIONS,
        ..InterpreterSettings::default()
    };
    let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
    let mut second = Context::new(Affine::IDENTITY, everywhere, cache, page.xref(), settings);
    interpret_page(page, &mut second, reader);
}

fn context<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>) -> Context<'a> {
    let settings = InterpreterSettings::default();
    Context::new(Affine::IDENTITY, Rect::new(-1e6, -1e6, 1e6, 1e6), cache, page.xref(), settings)
}

/// Text of every form and pattern by itself, drawn anywhere or not: those of hidden layers, of
/// other states of an annotation, of nothing at all.
pub(super) fn forms(pdf: &Pdf, within: &str, readings: &mut Vec<Reading>) {
    let cache = InterpreterCache::new();
    let mut outlines = Outlines::default();
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let dict = stream.dict();
        let form = dict.get::<Name<'_>>(b"Subtype").is_some_and(|n| n.as_ref() == b"Form");
        if !form && dict.get::<i32>(b"PatternType") != Some(1) {
            continue;
        }
        let Some(resources) = dict.get::<Dict<'_>>(b"Resources") else { continue };
        let Ok(content) = stream.decoded_data() else { continue };
        let shown = with_layers(&content).unwrap_or_else(|| content.into_owned());
        let mut reader = Reader::new(&mut outlines, Marks::new([]));
        let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, everywhere, &cache, pdf.xref(), settings);
        interpret(TypedIter::new(&shown), &Resources::new(resources), &mut context, &mut reader);
        let seen = reader.finish().0;
        if !seen.is_empty() {
            let place = format!("{within}object {}", stream.obj_id().obj_number);
            readings.push(Reading::new("formulieren", place.clone(), glyphs::drawn(&seen, false)));
            readings.push(Reading::new("formulieren naar plaats", place, glyphs::placed(&seen)));
        }
    }
}

/// The page again with its optional content shown, if it has any.
fn hidden<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    outlines: &mut Outlines,
) -> Option<String> {
    let shown = with_layers(page.page_stream()?)?;
    let mut reader = Reader::new(outlines, Marks::new([]));
    let mut context = context(page, cache);
    interpret(TypedIter::new(&shown), page.resources(), &mut context, &mut reader);
    Some(glyphs::drawn(&reader.finish().0, false))
}

/// Content in which no sequence belongs to a layer; `None` when none does.
fn with_layers(content: &[u8]) -> Option<Vec<u8>> {
    let mut shown = content.to_vec();
    let mut any = false;
    for at in memchr::memmem::find_iter(content, b"/OC") {
        let ends = content.get(at + 3).is_none_or(|b| b.is_ascii_whitespace() || *b == b'/');
        if let (true, Some(byte)) = (ends, shown.get_mut(at + 1)) {
            *byte = b'X';
            any = true;
        }
    }
    any.then_some(shown)
}
