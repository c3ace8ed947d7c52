//! The codes of fields: what they say in words, and what they spell (ECMA-376 Part 1, 17.16).

use crate::formats::office::read::segments::SourceRange;
use crate::formats::office::syntax::vocabulary::is_field;
use crate::formats::textmap::{Origin, TextMap};

/// The codes of all fields of a paragraph in a row, each on a line: `QUOTE` shows what it says, also
/// that of other fields in it and beside it.
#[derive(Default)]
pub(super) struct CodesInRow(TextMap<SourceRange>);

impl CodesInRow {
    /// Adds a piece of a code.
    pub(super) fn push(&mut self, text: &str, origin: Origin<SourceRange>) {
        self.0.push(text, origin);
    }

    /// A field begins or ends here, or its code does.
    pub(super) fn border(&mut self) {
        if !self.0.text().is_empty() && !self.0.text().ends_with('\n') {
            self.0.push_inferred("\n");
        }
    }

    /// What they say, without the names of fields, if any is shown and they are more than one; nothing
    /// is left.
    pub(super) fn take(&mut self) -> Option<(String, TextMap<SourceRange>)> {
        let map = std::mem::take(&mut self.0);
        let quotes = |line: &str| {
            line.trim_start().get(..5).is_some_and(|w| w.eq_ignore_ascii_case("QUOTE"))
        };
        if !map.text().lines().any(quotes) {
            return None;
        }
        let said: String = map.text().split_inclusive('\n').map(without_field_name).collect();
        let several = said.lines().filter(|line| line.contains(char::is_alphanumeric)).count() > 1;
        several.then_some((said, map))
    }
}

/// The letters that a field code spells, divided over the pieces of which the code is made: each of them
/// is cut with its share.
pub(super) fn letters_by_piece(code: &TextMap<SourceRange>) -> Vec<(String, SourceRange)> {
    let letters: Vec<char> = spelled(code.text()).unwrap_or_default().chars().collect();
    let sources: Vec<SourceRange> =
        code.pieces().filter_map(|(_, source)| source.copied()).collect();
    let share = letters.len().div_ceil(sources.len().max(1)).max(1);
    let whole = |source: SourceRange| SourceRange { whole: true, ..source };
    letters.chunks(share).map(String::from_iter).zip(sources.into_iter().map(whole)).collect()
}

/// A field code with its field name blanked out with spaces, since some field names (`PAGE`) are
/// also surnames. Offsets do not change.
pub(crate) fn without_field_name(code: &str) -> String {
    let word = code.split_whitespace().next().unwrap_or_default();
    match code.split_once(word) {
        Some((before, after)) if is_field(word) => {
            [before, &" ".repeat(word.len()), after].concat()
        }
        _ => code.to_owned(),
    }
}

/// What a program shows for a field code: the letters that it spells, or the text that it quotes.
pub(crate) fn shown_by(code: &str) -> Option<String> {
    let quoted = || {
        let (name, text) = code.split_once('"')?;
        let text = text.split_once('"').map_or(text, |(text, _)| text);
        (name.trim().eq_ignore_ascii_case("QUOTE") && !text.is_empty()).then(|| text.to_owned())
    };
    spelled(code).or_else(quoted)
}

/// The letters that a field code gives by their numbers: `SYMBOL 74 \\f Arial`, `QUOTE 74 97 110`
/// (ECMA-376 Part 1, 17.16.5).
fn spelled(code: &str) -> Option<String> {
    let mut words = code.split_whitespace();
    let name = words.next()?.to_ascii_uppercase();
    let letter = |word: &str| {
        let word = word.trim_matches(['"', '\u{201c}', '\u{201d}']);
        let number = match word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => word.parse::<u32>().ok()?,
        };
        char::from_u32(if (0xF020..=0xF0FF).contains(&number) { number - 0xF000 } else { number })
    };
    match name.as_str() {
        "SYMBOL" => {
            let word = words.next()?;
            let plain = word.trim_matches(['"', '\u{201c}', '\u{201d}']);
            let mut letters = plain.chars();
            let own = letters.next().filter(|c| letters.next().is_none() && !c.is_ascii_digit());
            letter(word).or(own).map(String::from)
        }
        "QUOTE" => {
            let letters: String = words.map_while(letter).collect();
            (!letters.is_empty()).then_some(letters)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_within_codes_are_read_in_a_row() {
        let source =
            |start| SourceRange { part: 0, element: 0, start, end: start + 9, whole: false };
        let row = |parts: &[&str]| {
            let mut row = CodesInRow::default();
            for (at, part) in parts.iter().enumerate() {
                row.push(part, Origin::Exact(source(at * 10)));
                row.border();
                row.border();
            }
            row.take().map(|(said, map)| (said.len() == map.text().len(), said.replace(' ', "")))
        };
        let said = row(&[" QUOTE \"", " quote \"Wispe\" ", " QUOTE \"laer\" ", "\" "]);
        assert_eq!(said, Some((true, "\"\n\"Wispe\"\n\"laer\"\n\"\n".to_owned())));
        assert_eq!(row(&[" PAGE ", " REF Bos "]), None);
        assert_eq!(row(&[" QUOTE \"Wispelaer\" "]), None);
    }
}
