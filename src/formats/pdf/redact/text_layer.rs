//! The text layer of scanned pages: the words that are left, where they stand in the picture, in letters
//! that nobody sees (ISO 32000-2, 9.3.6). Never a word of which a box covers some.

use crate::formats::pdf::interpret::canvas;
use crate::formats::pdf::read::source::TextOrigin;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::label::{free_name, to_unicode};
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::syntax::serialize::number;
use crate::formats::scan::recognized::LayerWord;
use crate::model::{Span, TextLayer};
use kurbo::Rect;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Name of the fonts in resource dictionaries, where it is free.
const FONT_NAME: &str = "RedactLayer";
/// Most characters of one font: codes are one byte, and 0 is none.
const CODES: usize = 255;
/// Width of each letter, in em; how far below the middle of a line its baseline is, and how large its
/// letters are, as shares of its height.
const WIDTH: f64 = 0.5;
const BASELINE: f64 = 0.24;
const SIZE: f64 = 0.95;
/// Share of a word that a box may cover by reaching into the next line.
const TOUCHED: f64 = 0.1;

/// The words of a document's text layer, by canvas.
pub(crate) struct Layer {
    words: BTreeMap<usize, Vec<LayerWord>>,
    /// Its characters: the number of the font, and the code there.
    codes: BTreeMap<char, (usize, u8)>,
    /// The fonts with their names in resource dictionaries.
    pub(crate) fonts: Vec<(String, ObjectId)>,
    language: Option<&'static str>,
}

impl Layer {
    /// The words that are left on scanned pages, if the copy is to have them.
    pub(crate) fn plan(
        job: &mut RedactionJob<'_>,
        doc: &mut Document,
        edited_canvases: &[EditedCanvas],
    ) -> Option<Self> {
        let TextLayer { language } = job.treatment.text_layer?;
        let mut words = BTreeMap::new();
        for index in &job.document.scanned {
            // What was not read is blanked, or stays as a picture alone.
            let left = words_on(job, *index, edited_canvases);
            if !left.is_empty() {
                words.insert(*index, left);
            }
        }
        let all = words.values().flatten().flat_map(|word| word.text.chars());
        let chars: BTreeSet<char> = all.chain([' ']).collect();
        let codes: BTreeMap<char, (usize, u8)> = chars
            .iter()
            .enumerate()
            .map(|(at, c)| (*c, (at / CODES, u8::try_from(at % CODES + 1).unwrap_or(u8::MAX))))
            .collect();
        job.note("text-layer-pages", words.len());
        if words.is_empty() {
            return None;
        }
        let chars: Vec<char> = chars.into_iter().collect();
        let name = free_name(doc, FONT_NAME);
        let fonts = chars.chunks(CODES).enumerate();
        let fonts = fonts.map(|(at, part)| (format!("{name}x{at}"), add_font(doc, part))).collect();
        say_language(doc, language);
        Some(Self { words, codes, fonts, language })
    }

    /// The canvases that have such words.
    pub(crate) fn canvases(&self) -> impl Iterator<Item = usize> {
        self.words.keys().copied()
    }

    /// The operators that show the words of a canvas, in its space; nothing if it has none.
    pub(crate) fn content(&self, canvas: usize) -> String {
        let Some(words) = self.words.get(&canvas) else { return String::new() };
        let language = self.language.map(|l| format!(" <</Lang ({l})>> BDC"));
        let mut out = format!(
            "/Span{}\nq\nBT\n3 Tr 0 Tc 0 Tw 0 Ts\n",
            language.unwrap_or_else(|| " BMC".into())
        );
        for (at, word) in words.iter().enumerate() {
            let goes_on = words.get(at + 1).filter(|next| is_beside(word, next)).is_some();
            self.word(word, goes_on, &mut out);
        }
        out.push_str("ET\nQ\nEMC\n");
        out
    }

    fn word(&self, word: &LayerWord, goes_on: bool, out: &mut String) {
        let (along, up) = (word.line[1] - word.line[0], word.line[3] - word.line[0]);
        let (long, high) = (along.hypot(), up.hypot());
        let count = word.text.chars().count() as f64;
        if long < 0.1 || high < 0.1 || count < 1.0 {
            return;
        }
        let size = SIZE * high;
        let stretched = long / (count * WIDTH * size);
        let (x, y) = (along / long, up / high);
        let start = word.line[0] + up * BASELINE;
        let m = [x.x * stretched, x.y * stretched, y.x, y.y, start.x, start.y];
        let _ = writeln!(out, "{} Tm", m.map(number).join(" "));
        let space = goes_on.then_some(' ');
        let codes: Vec<(usize, u8)> =
            word.text.chars().chain(space).filter_map(|c| self.codes.get(&c).copied()).collect();
        for run in codes.chunk_by(|a, b| a.0 == b.0) {
            let font = run.first().and_then(|(font, _)| self.fonts.get(*font));
            let Some((name, _)) = font else { continue };
            let hex: String = run.iter().fold(String::new(), |mut hex, (_, code)| {
                let _ = write!(hex, "{code:02X}");
                hex
            });
            let _ = writeln!(out, "/{name} {} Tf <{hex}> Tj", number(size));
        }
    }
}

/// The words that are left on a canvas.
fn words_on(
    job: &RedactionJob<'_>,
    index: usize,
    edited_canvases: &[EditedCanvas],
) -> Vec<LayerWord> {
    let blank = job.treatment.blank_unread && job.document.unread_canvases.contains_key(&index);
    let Some(parts) = job.document.recognized.get(&index).filter(|_| !blank) else {
        return Vec::new();
    };
    let edited = edited_canvases.iter().find(|edited| edited.index == index);
    let boxes: Vec<Rect> = edited
        .iter()
        .flat_map(|edited| &edited.reflow.boxes)
        .flat_map(|b| [canvas::bounds(&b.quad), canvas::bounds(&b.original_quad)])
        .collect();
    let is_free = |word: &LayerWord| {
        let area = canvas::bounds(&word.area);
        let line = canvas::bounds(&word.line);
        boxes.iter().all(|b| {
            b.intersect(area).area() <= TOUCHED * area.area() && !b.contains(line.center())
        })
    };
    let mut out = Vec::new();
    for (number, recognized) in parts.iter().enumerate() {
        let here = |segment: usize| {
            let origin = job.document.origins.get(segment);
            matches!(origin, Some(TextOrigin::Recognized { canvas, part }) if *canvas == index && *part == number)
        };
        let gone: Vec<Span> =
            job.orders.iter().filter(|o| here(o.segment)).map(|o| o.span).collect();
        out.extend(recognized.layer(&gone).into_iter().filter(is_free));
    }
    out
}

/// Whether a word follows another on its line, with hardly more than a space between.
fn is_beside(word: &LayerWord, next: &LayerWord) -> bool {
    let high = (word.line[3] - word.line[0]).hypot();
    let gap = next.line[0] - word.line[1];
    gap.hypot() < 1.5 * high
}

/// A font whose letters draw nothing (9.6.4), with what they stand for (9.10.3).
fn add_font(doc: &mut Document, chars: &[char]) -> ObjectId {
    let width = WIDTH * 1000.0;
    let nothing = format!("{} 0 d0\n", number(width)).into_bytes();
    let nothing = doc.add_object(Stream::new(Dictionary::new(), nothing));
    let entry = |(code, c): (usize, &char)| {
        let units = c.encode_utf16(&mut [0; 2]).iter().fold(String::new(), |mut hex, unit| {
            let _ = write!(hex, "{unit:04X}");
            hex
        });
        format!("<{:02X}> <{units}>\n", code + 1)
    };
    let entries: Vec<String> = chars.iter().enumerate().map(entry).collect();
    let map = to_unicode(&entries);
    let map = doc.add_object(Stream::new(dictionary! {}, map.into_bytes()));
    let names = chars.iter().map(|_| Object::Name(b"n".to_vec()));
    let differences: Vec<Object> = std::iter::once(Object::Integer(1)).chain(names).collect();
    let widths: Vec<Object> = chars.iter().map(|_| Object::Real(width as f32)).collect();
    doc.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type3",
        "FontBBox" => vec![0.into(), (-220).into(), Object::Real(width as f32), 780.into()],
        "FontMatrix" => vec![
            Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into(),
        ],
        "FirstChar" => 1,
        "LastChar" => i64::try_from(chars.len()).unwrap_or(1),
        "Widths" => widths,
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => differences },
        "CharProcs" => dictionary! { "n" => nothing },
        "Resources" => dictionary! {},
        "ToUnicode" => map,
    })
}

/// Says in which language the document is, if it does not say so itself (14.9.2).
fn say_language(doc: &mut Document, language: Option<&'static str>) {
    let Some(language) = language else { return };
    let root = doc.trailer.get(b"Root").and_then(Object::as_reference);
    if let Ok(root) = root
        && let Some(Object::Dictionary(catalog)) = doc.objects.get_mut(&root)
        && !catalog.has(b"Lang")
    {
        catalog.set("Lang", Object::string_literal(language));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Point;

    fn word(text: &str, left: f64) -> LayerWord {
        let right = left + 6.0 * text.chars().count() as f64;
        let area = [(left, 700.0), (right, 700.0), (right, 712.0), (left, 712.0)].map(Point::from);
        LayerWord { text: text.into(), area, line: area }
    }

    #[test]
    fn words_are_shown_without_ink_and_with_a_space_between() {
        let codes = [(' ', (0, 1)), ('a', (0, 2)), ('€', (1, 1))].into_iter().collect();
        let fonts = vec![("A".to_owned(), (9, 0)), ("B".to_owned(), (10, 0))];
        let words = [(3, vec![word("a€", 70.0), word("aa", 86.0), word("a", 300.0)])];
        let layer =
            Layer { words: words.into_iter().collect(), codes, fonts, language: Some("nl") };
        let content = layer.content(3);
        assert!(content.starts_with("/Span <</Lang (nl)>> BDC\nq\nBT\n3 Tr"), "{content}");
        assert!(content.contains("<02> Tj\n/B 11.4 Tf <01> Tj\n/A 11.4 Tf <01> Tj\n"), "{content}");
        assert!(content.contains("<0202> Tj\n"), "{content}");
        assert_eq!(layer.content(4), "");
    }
}
