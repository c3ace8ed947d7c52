//! Formulas (ECMA-376 Part 1, 18.17): what of them is text, and the names that they refer to.

use crate::formats::office::syntax::vocabulary::has_word;
use crate::formats::office::syntax::xml::reference;
use std::ops::Range;

/// A formula with its references resolved, and where each byte stands in the file.
struct Resolved {
    text: String,
    at: Vec<usize>,
    end: usize,
}

impl Resolved {
    fn new(raw: &str) -> Self {
        let mut out =
            Self { text: String::with_capacity(raw.len()), at: Vec::new(), end: raw.len() };
        let mut at = 0;
        while let Some(c) = raw.get(at..).and_then(|r| r.chars().next()) {
            let tail = raw.get(at + 1..).unwrap_or_default();
            let known = (c == '&')
                .then(|| tail.split_once(';').and_then(|(n, _)| Some((reference(n)?, n.len() + 2))))
                .flatten();
            let (c, length) = known.unwrap_or((c, c.len_utf8()));
            out.text.push(c);
            out.at.extend(std::iter::repeat_n(at, c.len_utf8()));
            at += length;
        }
        out
    }

    fn raw(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| self.at.get(at).copied().unwrap_or(self.end);
        place(range.start)..place(range.end)
    }
}

/// A piece of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// A text in quotation marks, without these.
    Literal,
    /// A name in apostrophes, without these: of a sheet, or of a file and a sheet.
    Quoted,
    /// A name without apostrophes.
    Name,
    /// The name of a column of a table.
    Column,
}

/// The pieces of a formula that can be words of people.
fn pieces(text: &str) -> Vec<(Piece, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    for (start, c) in text.char_indices() {
        if start < at {
            continue;
        }
        at = match c {
            '"' | '\'' => {
                let end = closing(text, start + 1, c);
                let kind = if c == '"' { Piece::Literal } else { Piece::Quoted };
                out.push((kind, start + 1..end));
                end + 1
            }
            '[' => {
                let rest = text.get(start + 1..).unwrap_or_default();
                let end = start + 1 + rest.find([']', '[']).unwrap_or(rest.len());
                out.push((Piece::Column, start + 1..end));
                end
            }
            c if c.is_alphabetic() || matches!(c, '_' | '\\') => {
                let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\\' | '.' | '?');
                let rest = text.get(start..).unwrap_or_default();
                let end = start + rest.find(|c| !part(c)).unwrap_or(rest.len());
                let function = text.get(end..).is_some_and(|t| t.starts_with('('));
                if !function && !is_reference(text.get(start..end).unwrap_or_default()) {
                    out.push((Piece::Name, start..end));
                }
                end
            }
            _ => start + c.len_utf8(),
        };
    }
    out
}

/// Where a text in quotes ends; a quote in it stands there twice.
fn closing(text: &str, from: usize, quote: char) -> usize {
    let mut at = from;
    while let Some(found) = text.get(at..).and_then(|t| t.find(quote)) {
        let next = at + found + 1;
        if !text.get(next..).is_some_and(|t| t.starts_with(quote)) {
            return at + found;
        }
        at = next + 1;
    }
    text.len()
}

/// Whether a word is the place of a cell, a column, or a constant: `A1`, `R1C1`, `TRUE`.
fn is_reference(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = word.get(letters..).unwrap_or_default();
    let cell = letters <= 3 && !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    let short = word.len() < 2;
    cell || short
        || matches!(word.to_ascii_uppercase().as_str(), "TRUE" | "FALSE" | "WAAR" | "ONWAAR")
}

/// A formula with everything blanked out that no person wrote; `None` if nothing is left.
pub(crate) fn written(raw: &str) -> Option<String> {
    let formula = Resolved::new(raw);
    let found = pieces(&formula.text);
    let together = put_together(&formula.text);
    let told: Vec<_> = found
        .into_iter()
        .filter_map(|(_, range)| formula.text.get(range))
        .chain(together.as_deref())
        .filter(|t| has_word(t) || t.bytes().filter(u8::is_ascii_digit).count() > 5)
        .collect();
    (!told.is_empty()).then(|| told.join("\n"))
}

/// All texts of a formula that puts some together, as one, with the letters that it gives by number.
fn put_together(text: &str) -> Option<String> {
    const BY_NUMBER: [&str; 4] = ["UNICHAR(", "CHAR(", "UNITEKEN(", "TEKEN("];
    let mut out = String::new();
    let (mut at, mut count) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let call = BY_NUMBER
            .iter()
            .find(|c| rest.get(..c.len()).is_some_and(|r| r.eq_ignore_ascii_case(c)));
        if let Some(call) = call {
            let number = rest.get(call.len()..).and_then(|r| r.split_once(')'));
            let code = number.and_then(|(n, _)| n.trim().parse().ok());
            out.extend(code.and_then(char::from_u32));
            (at, count) = (at + call.len(), count + 1);
        } else if rest.starts_with('"') {
            let end = closing(text, at + 1, '"');
            out.push_str(&text.get(at + 1..end).unwrap_or_default().replace("\"\"", "\""));
            (at, count) = (end + 1, count + 1);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    let upper = text.to_uppercase();
    let puts = ["&", "CONCAT", "TEXTJOIN", "TEKST."].iter().any(|sign| upper.contains(sign));
    (count > 1 && puts).then_some(out)
}

/// Where a formula uses a name that `known` gives: the name, and its range in the raw formula.
pub(crate) fn uses<'n>(
    raw: &str,
    known: impl Fn(&str) -> Option<&'n str>,
) -> Vec<(&'n str, Range<usize>)> {
    let formula = Resolved::new(raw);
    let mut out = Vec::new();
    for (kind, range) in pieces(&formula.text) {
        let Some(text) = formula.text.get(range.clone()) else { continue };
        match kind {
            Piece::Literal => {}
            Piece::Name | Piece::Column => {
                out.extend(known(text).map(|name| (name, formula.raw(range))));
            }
            Piece::Quoted => {
                // `[1]Sheet` is a sheet of another file, `First:Last` are two sheets.
                let mut from = text.rfind(']').map_or(0, |at| at + 1);
                for name in text.get(from..).unwrap_or_default().split(':') {
                    let at = range.start + from;
                    let plain = name.replace("''", "'");
                    if let Some(name_known) = known(&plain) {
                        out.push((name_known, formula.raw(at..at + name.len())));
                    }
                    from += name.len() + 1;
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_told_from_what_computes() {
        assert_eq!(written("SUM(A1:B2)+IF(C3,TRUE,12)"), None);
        assert_eq!(written("IF(A1=\"Jan Jansen\",1,0)").as_deref(), Some("Jan Jansen"));
        assert_eq!(written("'Jan Jansen'!A1").as_deref(), Some("Jan Jansen"));
        assert_eq!(written("IF(A1=&quot;Jan &amp; Piet&quot;,1)").as_deref(), Some("Jan & Piet"));
        assert_eq!(written("Jansen+Tabel[Naam]").as_deref(), Some("Jansen\nTabel\nNaam"));
        assert_eq!(written("\"een \"\"twee\"\"").as_deref(), Some("een \"\"twee\"\""));
        assert_eq!(written("\"open"), Some("open".into()));
        let told = |raw: &str| written(raw).unwrap_or_default();
        assert!(told("\"Jan\"&amp;\"sen\"").ends_with("\nJansen"));
        assert!(told("CONCATENATE(\"Jan\",CHAR(115),\"en\")").ends_with("\nJansen"));
        assert!(told("CHAR(74)&amp;CHAR(97)&amp;CHAR(110)").ends_with("Jan"));
    }

    #[test]
    fn names_are_found_where_they_are_used() {
        let known = |name: &str| (name == "Jan's blad" || name == "Jan").then_some("x");
        let found = |raw: &str| -> Vec<String> {
            uses(raw, known).into_iter().map(|(_, r)| raw[r].to_owned()).collect()
        };
        assert_eq!(found("'Jan''s blad'!A1+Jan!B2*Jan(1)"), ["Jan''s blad", "Jan"]);
        assert_eq!(found("'[1]Jan'!A1&amp;\"Jan\""), ["Jan"]);
        assert_eq!(found("'Jan&apos;&apos;s blad:Jan'!A1"), ["Jan&apos;&apos;s blad", "Jan"]);
        assert!(found("Janssen+A1").is_empty());
    }
}
