//! Decodes files, and maps their text back to bytes.

use super::code_pages::{self, CodePage};
use crate::model::Span;
use std::ops::Range;

/// How many bytes of the file a character takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceUnit {
    /// As many as in UTF-8.
    Utf8,
    /// One byte per character.
    Single,
    /// Two bytes per UTF-16 code unit.
    Utf16,
    /// Four bytes per character.
    Utf32,
}

impl SourceUnit {
    fn source_len(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Single => text.chars().count(),
            Self::Utf16 => text.chars().map(|c| 2 * c.len_utf16()).sum(),
            Self::Utf32 => 4 * text.chars().count(),
        }
    }
}

/// The encoding of a file, in which marks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextEncoding {
    /// UTF-8. Bytes that are not valid UTF-8 were decoded as Windows-1252.
    Utf8,
    /// One byte per character.
    Single(CodePage),
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// UTF-32, little-endian.
    Utf32Le,
    /// UTF-32, big-endian.
    Utf32Be,
}

impl TextEncoding {
    /// Encodes text. A character that an encoding does not have becomes a question mark.
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Single(page) => page.encode(text),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Utf32Le => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
            Self::Utf32Be => text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
        }
    }
}

/// A range of the text that was decoded in one way.
#[derive(Clone, Debug)]
struct ByteRun {
    text: Range<usize>,
    source: usize,
    unit: SourceUnit,
}

/// A decoded file, with the mapping back to its bytes.
#[derive(Clone, Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: TextEncoding,
    /// The number of characters without meaning: lone surrogates, letters of no known encoding.
    pub(super) broken: usize,
    runs: Vec<ByteRun>,
}

/// Why bytes cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotText {
    /// A UTF-16 or UTF-32 file that ends in the middle of a code unit.
    HalfUnit,
    /// Letters written as UTF-7 does.
    Utf7,
}

const BOM8: &[u8] = &[0xEF, 0xBB, 0xBF];
const BOM16LE: &[u8] = &[0xFF, 0xFE];
const BOM16BE: &[u8] = &[0xFE, 0xFF];
const BOM32LE: &[u8] = &[0xFF, 0xFE, 0, 0];
const BOM32BE: &[u8] = &[0, 0, 0xFE, 0xFF];

/// Whether a file begins with the mark of an encoding whose letters have bytes that are zero.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    [BOM16LE, BOM16BE, BOM32BE].iter().any(|mark| bytes.starts_with(mark))
}

/// Decodes a file. A byte order mark is not part of the text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some(rest) = bytes.strip_prefix(BOM8) {
        return Ok(utf8(rest, BOM8.len()));
    }
    for (mark, encoding) in [(BOM32LE, TextEncoding::Utf32Le), (BOM32BE, TextEncoding::Utf32Be)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return utf32(rest, encoding);
        }
    }
    if let Some(rest) = bytes.strip_prefix(BOM16LE) {
        return utf16(rest, TextEncoding::Utf16Le);
    }
    if let Some(rest) = bytes.strip_prefix(BOM16BE) {
        return utf16(rest, TextEncoding::Utf16Be);
    }
    let mixed = utf8(bytes, 0);
    if bytes.is_ascii() && code_pages::has_utf7(&mixed.text) {
        return Err(NotText::Utf7);
    }
    // Accented characters are rarely valid UTF-8 by chance, and those of western languages never:
    // one such character outweighs any number of stray bytes.
    if mixed.broken == 0 || western(&mixed) > 0 || multibyte(&mixed) > mixed.broken {
        return Ok(Decoded { broken: 0, ..mixed });
    }
    let (page, broken) = code_pages::tell(bytes);
    let text: String = bytes.iter().map(|b| page.decode(*b)).collect();
    let runs = vec![ByteRun { text: 0..text.len(), source: 0, unit: SourceUnit::Single }];
    Ok(Decoded { text, encoding: TextEncoding::Single(page), broken, runs })
}

/// The characters that were valid UTF-8.
fn valid(decoded: &Decoded) -> impl Iterator<Item = char> {
    let runs = decoded.runs.iter().filter(|r| r.unit == SourceUnit::Utf8);
    runs.filter_map(|r| decoded.text.get(r.text.clone())).flat_map(str::chars)
}

/// The number of non-ASCII characters that were valid UTF-8.
fn multibyte(decoded: &Decoded) -> usize {
    valid(decoded).filter(|c| !c.is_ascii()).count()
}

/// The number of those that are letters and marks of western languages. Read as single bytes, they
/// begin with `Â`, `Ã` or `â` before a symbol.
fn western(decoded: &Decoded) -> usize {
    let known = |c: &char| matches!(c, '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{203a}' | '\u{20ac}');
    valid(decoded).filter(known).count()
}

fn utf8(bytes: &[u8], skipped: usize) -> Decoded {
    let mut out = Decoded {
        text: String::with_capacity(bytes.len()),
        encoding: TextEncoding::Utf8,
        broken: 0,
        runs: Vec::new(),
    };
    let mut at = skipped;
    for chunk in bytes.utf8_chunks() {
        out.push(chunk.valid(), at, SourceUnit::Utf8);
        at += chunk.valid().len();
        let stray: String = chunk.invalid().iter().map(|b| CodePage::Windows.decode(*b)).collect();
        out.push(&stray, at, SourceUnit::Single);
        at += chunk.invalid().len();
        out.broken += chunk.invalid().len();
    }
    out
}

fn utf16(bytes: &[u8], encoding: TextEncoding) -> Result<Decoded, NotText> {
    let (pairs, half) = bytes.as_chunks::<2>();
    if !half.is_empty() {
        return Err(NotText::HalfUnit);
    }
    let units = pairs.iter().map(|p| match encoding {
        TextEncoding::Utf16Be => u16::from_be_bytes(*p),
        _ => u16::from_le_bytes(*p),
    });
    let mut broken = 0;
    let text: String = char::decode_utf16(units)
        .map(|c| {
            c.unwrap_or_else(|_| {
                broken += 1;
                '\u{FFFD}'
            })
        })
        .collect();
    let runs = vec![ByteRun { text: 0..text.len(), source: 2, unit: SourceUnit::Utf16 }];
    Ok(Decoded { text, encoding, broken, runs })
}

fn utf32(bytes: &[u8], encoding: TextEncoding) -> Result<Decoded, NotText> {
    let (units, half) = bytes.as_chunks::<4>();
    if !half.is_empty() {
        return Err(NotText::HalfUnit);
    }
    let mut broken = 0;
    let mut one = |unit: &[u8; 4]| {
        let code = match encoding {
            TextEncoding::Utf32Be => u32::from_be_bytes(*unit),
            _ => u32::from_le_bytes(*unit),
        };
        char::from_u32(code).unwrap_or_else(|| {
            broken += 1;
            '\u{FFFD}'
        })
    };
    let text: String = units.iter().map(&mut one).collect();
    let runs = vec![ByteRun { text: 0..text.len(), source: 4, unit: SourceUnit::Utf32 }];
    Ok(Decoded { text, encoding, broken, runs })
}

impl Decoded {
    fn push(&mut self, text: &str, source: usize, unit: SourceUnit) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.runs.push(ByteRun { text: start..self.text.len(), source, unit });
    }

    /// The byte ranges of the file for these spans of its text, which must be sorted and must not
    /// overlap. `None` if a span is outside the text or splits a character.
    pub(super) fn sources(&self, text: &str, spans: &[Span]) -> Option<Vec<Range<usize>>> {
        let mut edges = spans.iter().flat_map(|s| [s.start, s.end]).peekable();
        let mut offsets = Vec::with_capacity(spans.len() * 2);
        for run in &self.runs {
            let (mut from, mut source) = (run.text.start, run.source);
            while let Some(&edge) = edges.peek() {
                // On a boundary between runs, the end of a span belongs to the run before, the
                // start to the one after.
                let is_end = offsets.len() % 2 == 1;
                if edge > run.text.end || (edge == run.text.end && !is_end) {
                    break;
                }
                source += run.unit.source_len(text.get(from..edge)?);
                from = edge;
                offsets.push(source);
                edges.next();
            }
        }
        if offsets.len() != spans.len() * 2 {
            return None;
        }
        Some(offsets.as_chunks::<2>().0.iter().map(|[a, b]| *a..*b).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(bytes: &[u8], what: &str) -> Vec<u8> {
        let d = decode(bytes).expect("text");
        let start = d.text.find(what).expect("planted");
        let r = d.sources(&d.text, &[Span::new(start, start + what.len())]).expect("mapped");
        let mut out = bytes.to_vec();
        out.splice(r[0].clone(), d.encoding.encode("[x]"));
        out
    }

    #[test]
    fn every_encoding_finds_its_bytes() {
        assert_eq!(cut("a \u{20AC} Zoë b".as_bytes(), "Zoë"), "a \u{20AC} [x] b".as_bytes());
        assert_eq!(cut(b"\xEF\xBB\xBFa Zo\xC3\xAB b", "Zoë"), b"\xEF\xBB\xBFa [x] b");
        assert_eq!(cut(b"\x80 Zo\xEB b", "Zoë"), b"\x80 [x] b");
        let le: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("😀 Zoë b".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let want: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("😀 [x] b".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(cut(&le, "Zoë"), want);
        let wide = |text: &str, unit: fn(u32) -> [u8; 4]| -> Vec<u8> {
            text.chars().flat_map(|c| unit(u32::from(c))).collect()
        };
        for unit in [u32::to_le_bytes, u32::to_be_bytes] {
            let file = |text: &str| wide(&format!("\u{feff}{text}"), unit);
            assert_eq!(cut(&file("😀 Zoë b"), "Zoë"), file("😀 [x] b"));
        }
        assert_eq!(cut(b"caf\x82 M\x81ller b", "Müller"), b"caf\x82 [x] b");
    }

    #[test]
    fn one_letter_in_utf8_outweighs_stray_bytes() {
        let d = decode(b"Zo\xC3\xAB \xE9n \xE8n caf\xE9").expect("text");
        assert_eq!(d.text, "Zoë én èn café");
        assert_eq!(decode(b"CAF\xC9\x92S en \xE9").expect("text").text, "CAFÉ’S en é");
        assert_eq!(decode(b"M+APw-ller").err(), Some(NotText::Utf7));
    }

    #[test]
    fn utf8_with_a_stray_byte_stays_utf8() {
        let bytes = b"Zo\xC3\xAB en Ren\xC3\xA9 \xE9n Bos";
        let d = decode(bytes).expect("text");
        assert_eq!(d.text, "Zoë en René én Bos");
        assert_eq!(cut(bytes, "én Bos"), b"Zo\xC3\xAB en Ren\xC3\xA9 [x]");
    }

    #[test]
    fn half_a_character_is_no_text() {
        assert_eq!(decode(&[0xFF, 0xFE, 65]).err(), Some(NotText::HalfUnit));
    }

    #[test]
    fn a_span_inside_a_character_is_not_mapped() {
        let d = decode("é".as_bytes()).expect("text");
        assert!(d.sources(&d.text, &[Span::new(0, 1)]).is_none());
        assert!(d.sources(&d.text, &[Span::new(0, 9)]).is_none());
    }
}
