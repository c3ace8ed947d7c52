//! Words, numbers and marks of a reading, found in one pass.

use crate::model::Span;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `beleid`, `van`, `'t`, `d'Ancona`.
    Lower,
    /// `Vries`, `O'Brien`, `McDonald`.
    Capital,
    /// `VRIES`, `BZK`: two capitals or more and nothing else.
    Upper,
    /// One capital letter: `J`.
    Letter,
    /// Digits.
    Number,
    /// Letters and digits in one.
    Mixed,
    /// One mark: `.`, `,`, `@`.
    Mark(char),
    /// The end of a line.
    Line,
    /// The end of a line followed by an empty one.
    Blank,
    /// A wide gap, a tab or a bar: the border of a cell.
    Gap,
}

/// One token: where it stands and what it looks like.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte in the reading.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it looks like.
    pub kind: Kind,
    /// Whether white space stands in front of it.
    pub spaced: bool,
}

/// The tokens of a reading.
pub struct Tokens<'a> {
    /// The reading.
    pub text: &'a str,
    list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    /// Splits the reading. Texts of 4 GiB and more are cut there.
    pub fn of(text: &'a str) -> Self {
        let mut scan = Scan { text, at: 0, list: Vec::with_capacity(text.len() / 5) };
        scan.run();
        Self { text, list: scan.list }
    }

    /// The words and marks alone, to be put back by [`Tokens::from_list`].
    pub fn into_list(self) -> Vec<Token> {
        self.list
    }

    /// The tokens of a reading that was split before.
    pub fn from_list(text: &'a str, list: Vec<Token>) -> Self {
        Self { text, list }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at this index.
    pub fn get(&self, index: usize) -> Option<Token> {
        self.list.get(index).copied()
    }

    /// What the token at this index looks like; a blank line beyond the ends.
    pub fn kind(&self, index: usize) -> Kind {
        self.list.get(index).map_or(Kind::Blank, |t| t.kind)
    }

    /// The text of the token at this index; empty beyond the ends.
    pub fn word(&self, index: usize) -> &'a str {
        self.list
            .get(index)
            .and_then(|t| self.text.get(t.start as usize..t.end as usize))
            .unwrap_or_default()
    }

    /// Whether this token is the given mark.
    pub fn is(&self, index: usize, mark: char) -> bool {
        self.kind(index) == Kind::Mark(mark)
    }

    /// Whether white space stands in front of this token.
    pub fn spaced(&self, index: usize) -> bool {
        self.list.get(index).is_none_or(|t| t.spaced)
    }

    /// Whether this token ends a line.
    pub fn is_line(&self, index: usize) -> bool {
        matches!(self.kind(index), Kind::Line | Kind::Blank)
    }

    /// Whether this token ends a line or a cell.
    pub fn is_border(&self, index: usize) -> bool {
        matches!(self.kind(index), Kind::Line | Kind::Blank | Kind::Gap)
    }

    /// Whether a line or a cell begins with this token.
    pub fn begins(&self, index: usize) -> bool {
        index == 0 || self.is_border(index - 1)
    }

    /// Whether this token is a word of letters.
    pub fn is_word(&self, index: usize) -> bool {
        matches!(self.kind(index), Kind::Lower | Kind::Capital | Kind::Upper | Kind::Letter)
    }

    /// Whether this token is a word that begins with a capital.
    pub fn is_capital(&self, index: usize) -> bool {
        matches!(self.kind(index), Kind::Capital | Kind::Upper | Kind::Letter)
    }

    /// The bytes from token `from` up to and without token `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.get(from), to.checked_sub(1).and_then(|i| self.get(i))) {
            (Some(first), Some(last)) if to > from => {
                Span::new(first.start as usize, last.end as usize)
            }
            (Some(first), _) => Span::new(first.start as usize, first.start as usize),
            _ => Span::new(self.text.len(), self.text.len()),
        }
    }

    /// The first token that starts at or after this byte.
    pub fn at(&self, byte: usize) -> usize {
        self.list.partition_point(|t| (t.start as usize) < byte)
    }

    /// The index after the last token of the line that holds this token.
    pub fn line_end(&self, index: usize) -> usize {
        let mut i = index;
        while i < self.len() && !self.is_line(i) {
            i += 1;
        }
        i
    }

    /// The index of the first token of the line that holds this token.
    pub fn line_start(&self, index: usize) -> usize {
        let mut i = index.min(self.len());
        while i > 0 && !self.is_line(i - 1) {
            i -= 1;
        }
        i
    }

    /// The index after the last token of the cell that holds this token.
    pub fn cell_end(&self, index: usize) -> usize {
        let mut i = index;
        while i < self.len() && !self.is_border(i) {
            i += 1;
        }
        i
    }

    /// The first token that is no border, from here on.
    pub fn skip_borders(&self, index: usize) -> usize {
        let mut i = index;
        while i < self.len() && self.is_border(i) {
            i += 1;
        }
        i
    }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    list: Vec<Token>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let limit = self.text.len().min(u32::MAX as usize);
        while self.at < limit {
            let before = self.at;
            self.white();
            let spaced = self.at > before || before == 0;
            if self.at >= limit {
                break;
            }
            let start = self.at;
            let kind = self.token();
            self.push(start, self.at, kind, spaced);
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, spaced: bool) {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
        self.list.push(Token { start, end, kind, spaced });
    }

    /// White space: nothing for a blank, a token for a wide gap or a line break.
    fn white(&mut self) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let (mut lines, mut blanks, mut tab) = (0usize, 0usize, false);
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\n' | 0x0b | 0x0c => lines += 1,
                b'\t' => tab = true,
                b' ' | b'\r' => blanks += 1,
                _ => break,
            }
            self.at += 1;
        }
        let kind = match lines {
            0 if tab || blanks >= 3 => Kind::Gap,
            0 => return,
            1 => Kind::Line,
            _ => Kind::Blank,
        };
        self.push(start, self.at, kind, true);
    }

    fn token(&mut self) -> Kind {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(first) = rest.chars().next() else { return Kind::Blank };
        if first == '\'' {
            return self.apostrophe(rest);
        }
        if first == '|' {
            self.at += 1;
            return Kind::Gap;
        }
        if first.is_alphanumeric() {
            return self.word(rest);
        }
        self.at += first.len_utf8();
        Kind::Mark(first)
    }

    /// `'t`, `'s`, `'n` are words; any other apostrophe at the head is a mark.
    fn apostrophe(&mut self, rest: &str) -> Kind {
        let mut chars = rest.chars().skip(1);
        let letter = chars.next();
        let after = chars.next();
        if matches!(letter, Some('t' | 's' | 'n' | 'T' | 'S'))
            && !after.is_some_and(char::is_alphanumeric)
        {
            self.at += 2;
            return Kind::Lower;
        }
        self.at += 1;
        Kind::Mark('\'')
    }

    /// A word of plain letters and digits, if it is one to its end.
    fn plain_word(&mut self, rest: &str) -> Option<Kind> {
        let (mut upper, mut lower, mut digit, mut end) = (0usize, 0usize, 0usize, 0usize);
        for byte in rest.bytes() {
            match byte {
                b'a'..=b'z' => lower += 1,
                b'A'..=b'Z' => upper += 1,
                b'0'..=b'9' => digit += 1,
                b'\'' | 0x80.. => return None,
                _ => break,
            }
            end += 1;
        }
        self.at += end;
        let first_upper = rest.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
        Some(kind(upper, lower, digit, first_upper))
    }

    fn word(&mut self, rest: &str) -> Kind {
        if let Some(kind) = self.plain_word(rest) {
            return kind;
        }
        let (mut upper, mut lower, mut digit) = (0usize, 0usize, 0usize);
        let first_upper = rest.chars().next().is_some_and(char::is_uppercase);
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if c.is_ascii_lowercase() {
                lower += 1;
            } else if c.is_numeric() {
                digit += 1;
            } else if c.is_uppercase() {
                upper += 1;
            } else if c.is_alphabetic() {
                lower += 1;
            } else if c == '\'' && i > 0 && chars.peek().is_some_and(|(_, n)| n.is_alphabetic()) {
                // inside a word: O'Brien, d'Ancona, foto's
            } else {
                break;
            }
            end = i + c.len_utf8();
        }
        self.at += end;
        kind(upper, lower, digit, first_upper)
    }
}

fn kind(upper: usize, lower: usize, digit: usize, first_upper: bool) -> Kind {
    match (upper, lower, digit) {
        (0, 0, _) => Kind::Number,
        (_, _, 1..) => Kind::Mixed,
        (1, 0, 0) => Kind::Letter,
        (_, 0, 0) => Kind::Upper,
        _ if first_upper => Kind::Capital,
        _ => Kind::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let tokens = Tokens::of(text);
        (0..tokens.len()).map(|i| tokens.kind(i)).collect()
    }

    #[test]
    fn shapes() {
        use Kind::*;
        assert_eq!(kinds("J. van 't Veld"), [Letter, Mark('.'), Lower, Lower, Capital]);
        assert_eq!(kinds("BZK   P80 0002"), [Upper, Gap, Mixed, Number]);
        assert_eq!(kinds("a\nb\n\nc\td"), [Lower, Line, Lower, Blank, Lower, Gap, Lower]);
        assert_eq!(kinds("O'Brien d'Ancona Emma's"), [Capital, Lower, Capital]);
    }

    #[test]
    fn tokens_tile_without_overlap() {
        let text = "Aan: Jansen, J. van (Jan) - BD/DRC <j@x.nl>;\n\n  'quote' … €";
        let tokens = Tokens::of(text);
        for i in 1..tokens.len() {
            assert!(tokens.get(i - 1).unwrap().end <= tokens.get(i).unwrap().start);
        }
    }
}
