//! Tokens as the model knows them: initials with their dots and double names are one token, and how
//! each is set off from the one before counts.

use std::ops::Range;

/// How a token is set off from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offset {
    /// Not at all.
    Glued,
    /// By one or two blanks.
    Blank,
    /// By a tab or more blanks, or it is a bar behind a blank, or the first of a line.
    Wide,
}

/// One token, in bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LearnedToken {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) offset: Offset,
}

impl LearnedToken {
    /// Its word.
    pub(crate) fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Most tokens of a line that are read together.
pub(crate) const LONGEST: usize = 80;

/// A longer line is cut behind the last end of a sentence that comes after so many tokens.
const SHORTEST: usize = 31;

/// A letter, or a number that is no digit.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii_digit()
}

/// Adds the tokens of one line, without its line end.
pub(crate) fn scan(text: &str, line: Range<usize>, out: &mut Vec<LearnedToken>) {
    let Some(body) = text.get(..line.end) else { return };
    let bytes = body.as_bytes();
    let (mut at, mut first) = (line.start, true);
    loop {
        let (mut blanks, mut tab) = (0, false);
        let byte = loop {
            let Some(byte) = bytes.get(at).copied() else { return };
            let length = match byte {
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => 1,
                0x80.. => blank_length(body, at),
                _ => 0,
            };
            if length == 0 {
                break byte;
            }
            (blanks, tab, at) = (blanks + 1, tab || byte == b'\t', at + length);
        };
        let plain = byte.is_ascii_alphanumeric() && bytes.get(at + 1) != Some(&b'.');
        let rest = body.get(at..).unwrap_or_default();
        let length = if plain { word(rest) } else { length_of(rest) };
        if length == 0 {
            return;
        }
        let offset = match blanks {
            _ if first => Offset::Wide,
            0 => Offset::Glued,
            1 | 2 if !tab && byte != b'|' => Offset::Blank,
            _ => Offset::Wide,
        };
        out.push(LearnedToken { start: at, end: at + length, offset });
        (at, first) = (at + length, false);
    }
}

/// The length of the white space here that is not ASCII; 0 if it is none.
fn blank_length(body: &str, at: usize) -> usize {
    let next = body.get(at..).and_then(|rest| rest.chars().next());
    next.filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
}

/// The length of the token that this begins with.
fn length_of(rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    if first.is_alphanumeric() {
        return initials(rest).unwrap_or_else(|| word(rest));
    }
    let small = chars.next().is_some_and(|c| c.is_ascii_lowercase());
    let alone = small && chars.next().is_some_and(char::is_whitespace);
    let elided = matches!(first, '\'' | '\u{2019}') && alone;
    first.len_utf8() + usize::from(elided)
}

/// `J.P.`, `b.v.`: letters with their dots, unless something odd follows.
fn initials(rest: &str) -> Option<usize> {
    let (mut end, mut before) = (0, 0);
    let mut chars = rest.chars();
    let mut next = chars.next();
    while let Some(letter) = next.filter(|c| is_letter(*c)) {
        let mut ahead = chars.clone();
        if ahead.next() != Some('.') {
            break;
        }
        (before, end) = (end, end + letter.len_utf8() + 1);
        chars = ahead;
        next = chars.next();
    }
    let fits = next
        .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | ':' | ')') || is_letter(c));
    // Without its last dot a letter follows, which fits.
    Some(if fits { end } else { before }).filter(|length| *length > 0)
}

/// `de`, `12`, `Lo-A-Njoe`, `d'Ancona`: letters and digits, joined by marks.
fn word(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        let mut chars = rest.get(end..).unwrap_or_default().chars();
        let Some(c) = chars.next() else { return end };
        let joins = matches!(c, '\'' | '\u{2019}' | '-');
        if c.is_alphanumeric() || joins && chars.next().is_some_and(char::is_alphanumeric) {
            end += c.len_utf8();
        } else {
            return end;
        }
    }
}

/// The parts of a line that are read together, as ranges of its tokens.
pub(crate) fn parts(text: &str, tokens: &[LearnedToken]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while tokens.len() - from > LONGEST {
        let ends = |i: &usize| {
            tokens.get(from + i).is_some_and(|t| matches!(t.of(text), "." | ";" | "!" | "?"))
        };
        let length = (SHORTEST..LONGEST).rev().find(ends).map_or(LONGEST, |i| i + 1);
        out.push(from..from + length);
        from += length;
    }
    if from < tokens.len() {
        out.push(from..tokens.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        scan(text, 0..text.len(), &mut out);
        out.iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn names_stay_whole() {
        assert_eq!(words("J.P. d'Ancona"), ["J.P.", "d'Ancona"]);
        assert_eq!(words("Lo-A-Njoe, R."), ["Lo-A-Njoe", ",", "R."]);
        assert_eq!(words("J.P.-A"), ["J.", "P", ".", "-", "A"]);
        assert_eq!(words("in 't Veld's"), ["in", "'t", "Veld's"]);
        assert_eq!(
            words("(06-12) www.x.nl 'a'"),
            ["(", "06-12", ")", "www", ".", "x.", "nl", "'", "a", "'"]
        );
        assert_eq!(words("  een_twee "), ["een", "_", "twee"]);
    }

    #[test]
    fn long_lines_are_cut_behind_a_sentence() {
        let text = "a b c d e f g h i j k l . ".repeat(20);
        let mut tokens = Vec::new();
        scan(&text, 0..text.len(), &mut tokens);
        let parts = parts(&text, &tokens);
        assert!(parts.iter().all(|p| p.len() <= LONGEST));
        assert_eq!(parts.first(), Some(&(0..78)));
        assert_eq!(parts.iter().map(ExactSizeIterator::len).sum::<usize>(), tokens.len());
    }
}
