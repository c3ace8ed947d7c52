//! Rich text of cells (ECMA-376 Part 1, 18.4): where each letter stands.

use crate::formats::office::syntax::vocabulary::{is_font, is_free_text};
use crate::formats::office::syntax::xml::{attributes, reference};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// A part is no sheet or list of strings as the standard has it.
#[derive(Debug)]
pub(crate) struct Malformed;

/// A piece of text and its byte range in the part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// What it shows, if that differs from the bytes: a reference or an escape.
    pub(crate) shows: Option<char>,
}

/// The text of a string item or of a cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct RichText {
    /// What is between the tags of the item.
    pub(crate) inner: Range<usize>,
    /// Its letters.
    pub(crate) pieces: Vec<Piece>,
    /// What no copy keeps: pronunciation, remarks, markup that the standard does not know.
    pub(crate) junk: Vec<Range<usize>>,
    /// Whether letters stand where no program shows them.
    pub(crate) odd: bool,
}

impl RichText {
    /// What it shows.
    pub(crate) fn text(&self, part: &str) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece.shows {
                Some(c) => out.push(c),
                None => out.push_str(part.get(piece.at.clone()).unwrap_or_default()),
            }
        }
        out
    }

    /// Adds literal text, in which `_x000D_` stands for a character (ST_Xstring).
    pub(crate) fn literal(&mut self, part: &str, range: Range<usize>) {
        let mut from = range.start;
        let mut at = range.start;
        while let Some(found) = part.get(at..range.end).and_then(|t| t.find("_x")) {
            let start = at + found;
            at = start + 2;
            let code = part.get(start + 2..start + 6).filter(|_| start + 7 <= range.end);
            let code = code.filter(|_| part.get(start + 6..start + 7) == Some("_"));
            let Some(c) =
                code.and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32)
            else {
                continue;
            };
            self.exact(from..start);
            self.pieces.push(Piece { at: start..start + 7, shows: Some(c) });
            (from, at) = (start + 7, start + 7);
        }
        self.exact(from..range.end);
    }

    fn exact(&mut self, at: Range<usize>) {
        if !at.is_empty() {
            self.pieces.push(Piece { at, shows: None });
        }
    }
}

/// The position of a reader.
pub(crate) fn position(reader: &Reader<&[u8]>) -> Result<usize, Malformed> {
    usize::try_from(reader.buffer_position()).map_err(|_| Malformed)
}

/// Reads up to the end of the element that was just entered, whose name without prefix is `close`.
/// The result is the text, and the range of the end tag.
pub(crate) fn read(
    reader: &mut Reader<&[u8]>,
    part: &str,
    close: &str,
) -> Result<(RichText, Range<usize>), Malformed> {
    let begin = position(reader)?;
    let mut out = RichText::default();
    // The open elements: whether each is one whose letters show, and where it starts.
    let mut open: Vec<(Kind, usize)> = Vec::new();
    loop {
        let start = position(reader)?;
        let event = reader.read_event().map_err(|_| Malformed)?;
        let range = start..position(reader)?;
        match event {
            Event::Start(e) => {
                let kind = kind_of(e.local_name().as_ref(), open.last().map(|o| o.0));
                out.odd |= kind == Kind::Properties && tells(part, &range);
                open.push((kind, start));
            }
            Event::Empty(e) => {
                let kind = kind_of(e.local_name().as_ref(), open.last().map(|o| o.0));
                match kind {
                    Kind::Junk => out.junk.push(range),
                    Kind::Properties if tells(part, &range) => out.junk.push(range),
                    _ => {}
                }
            }
            Event::End(e) => match open.pop() {
                Some((Kind::Junk, from)) if open.last().is_none_or(|o| o.0 != Kind::Junk) => {
                    out.junk.push(from..range.end);
                }
                Some(_) => {}
                None if e.local_name().as_ref() == close => {
                    out.inner = begin..range.start;
                    return Ok((out, range));
                }
                None => return Err(Malformed),
            },
            Event::Text(_) => match open.last() {
                Some((Kind::Text, _)) => out.literal(part, range),
                // Goes with the element that it stands in.
                _ if open.iter().any(|o| o.0 == Kind::Junk) => {}
                _ => out.odd |= part.get(range).is_some_and(|t| !t.trim().is_empty()),
            },
            Event::GeneralRef(_) => {
                let name = part.get(range.start + 1..range.end.saturating_sub(1));
                let shows = name.and_then(reference).ok_or(Malformed)?;
                match open.last() {
                    Some((Kind::Text, _)) => {
                        out.pieces.push(Piece { at: range, shows: Some(shows) });
                    }
                    _ => out.odd = true,
                }
            }
            Event::CData(_) => match open.last() {
                Some((Kind::Text, _)) => {
                    out.literal(part, range.start + 9..range.end.saturating_sub(3));
                }
                _ => out.odd = true,
            },
            Event::Comment(_) | Event::PI(_) => out.junk.push(range),
            Event::DocType(_) | Event::Decl(_) | Event::Eof => return Err(Malformed),
        }
    }
}

/// What an element of rich text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A run.
    Run,
    /// Holds letters that show.
    Text,
    /// How a run looks, or a part of that.
    Properties,
    /// No copy keeps it.
    Junk,
}

fn kind_of(local: &str, around: Option<Kind>) -> Kind {
    match (around, local) {
        (Some(Kind::Junk), _) => Kind::Junk,
        (Some(Kind::Properties), _) | (Some(Kind::Run), "rPr") => Kind::Properties,
        (None | Some(Kind::Run), "t") => Kind::Text,
        (None, "r") => Kind::Run,
        _ => Kind::Junk,
    }
}

/// Whether an attribute of a tag is text of a person.
pub(crate) fn tells(part: &str, tag: &Range<usize>) -> bool {
    let inner = part.get(tag.start + 1..tag.end.saturating_sub(1)).unwrap_or_default();
    attributes(inner.trim_end_matches('/'), 0).any(|a| is_free_text(a.raw) && !is_font(a.raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(part: &str) -> Result<RichText, Malformed> {
        let mut reader = Reader::from_str(part);
        reader.read_event().expect("a tag");
        read(&mut reader, part, "si").map(|(text, _)| text)
    }

    #[test]
    fn every_letter_has_its_place() {
        let part = "<si><r><rPr><b/></rPr><t>Jan &amp; </t></r><r><t>P_x0069_et</t></r><rPh><t>x</t></rPh></si>";
        let text = item(part).expect("sound");
        assert_eq!(text.text(part), "Jan & Piet");
        assert_eq!(text.junk.len(), 1);
        assert!(!text.odd);
        assert_eq!(&part[text.inner.clone()], &part[4..part.len() - 5]);
    }

    #[test]
    fn what_the_standard_does_not_know_is_no_text_that_stays() {
        for part in ["<si>Jan</si>", "<si><r>Jan</r></si>", "<si><r><rPr>Jan</rPr></r></si>"] {
            assert!(item(part).expect("sound").odd, "{part}");
        }
        for part in ["<si><!--Jan--></si>", "<si><x>Jan</x></si>", "<si><x y='Jan'/></si>"] {
            let text = item(part).expect("sound");
            assert!(text.junk.len() == 1 && !text.odd, "{part}");
        }
        assert!(item("<si><t>Jan").is_err());
    }
}
