//! Splits a text into words, numbers, marks and lines in one pass.

use crate::recognize::text::hash::Fingerprint;
use crate::recognize::text::token::{Token, TokenKind, TokenLine};

/// The class of a byte within a word. `ODD` bytes need the slow path.
const CLASSES: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'\'' | 0x80.. => ODD,
            _ => OTHER,
        };
        byte += 1;
    }
    table
};

const LOWER: u8 = 1;

const UPPER: u8 = 2;

const DIGIT: u8 = 4;

const OTHER: u8 = 8;

const ODD: u8 = 16;

/// The tokens and lines of a text. Texts of 4 GiB and more are truncated.
pub(crate) fn split(text: &str) -> (Vec<Token>, Vec<TokenLine>) {
    let list = Vec::with_capacity(text.len() / 5);
    let mut scan = Tokenizer { text, at: 0, list, lines: Vec::new(), line: 0, gaps: false };
    scan.run();
    (scan.list, scan.lines)
}

struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    list: Vec<Token>,
    lines: Vec<TokenLine>,
    /// First token of the current line, and whether the line holds a gap.
    line: u32,
    gaps: bool,
}

impl Tokenizer<'_> {
    fn run(&mut self) {
        let limit = self.text.len().min(u32::MAX as usize);
        while self.at < limit {
            let before = self.at;
            self.white_space();
            let spaced = self.at > before || before == 0;
            if self.at >= limit {
                break;
            }
            let start = self.at;
            let (kind, stamp) = self.token();
            self.gaps |= kind == TokenKind::Gap;
            self.push(start, kind, spaced, stamp);
        }
        self.end_line();
    }

    /// Adds the token that ends here.
    fn push(&mut self, start: usize, kind: TokenKind, spaced: bool, stamp: Fingerprint) {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(self.at)) else { return };
        self.list.push(Token::new(start, end, kind, spaced, stamp));
    }

    /// Adds the line that ends here; the next starts with the next token.
    fn end_line(&mut self) {
        let Ok(end) = u32::try_from(self.list.len()) else { return };
        if end > self.line {
            self.lines.push(TokenLine { start: self.line, end, gaps: self.gaps });
        }
        self.line = end;
        self.gaps = false;
    }

    /// White space: no token for a space, one for a wide gap or a line break.
    fn white_space(&mut self) {
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
            0 if tab || blanks >= 3 => TokenKind::Gap,
            0 => return,
            1 => TokenKind::Line,
            _ => TokenKind::Blank,
        };
        if lines > 0 {
            self.end_line();
        }
        self.push(start, kind, true, Fingerprint::default());
        if lines > 0 {
            self.line += 1;
        } else {
            self.gaps = true;
        }
    }

    fn token(&mut self) -> (TokenKind, Fingerprint) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(first) = rest.chars().next() else {
            return (TokenKind::Blank, Fingerprint::default());
        };
        if first.is_alphanumeric() {
            return self.plain_word(rest).unwrap_or_else(|| self.word(rest));
        }
        let kind = match first {
            '\'' => return (self.apostrophe(rest), Fingerprint::default()),
            '|' => TokenKind::Gap,
            other => TokenKind::Mark(other),
        };
        self.at += first.len_utf8();
        (kind, Fingerprint::default())
    }

    /// `'t`, `'s`, `'n` are words; any other leading apostrophe is a mark.
    fn apostrophe(&mut self, rest: &str) -> TokenKind {
        let mut chars = rest.chars().skip(1);
        let letter = chars.next();
        let after = chars.next();
        if matches!(letter, Some('t' | 's' | 'n' | 'T' | 'S'))
            && !after.is_some_and(char::is_alphanumeric)
        {
            self.at += 2;
            return TokenKind::Lower;
        }
        self.at += 1;
        TokenKind::Mark('\'')
    }

    /// A word of ASCII letters and digits, if it is one to its end.
    fn plain_word(&mut self, rest: &str) -> Option<(TokenKind, Fingerprint)> {
        let (mut upper, mut seen, mut end) = (0usize, 0u8, 0usize);
        for byte in rest.bytes() {
            let class = CLASSES[usize::from(byte)];
            if class & (OTHER | ODD) != 0 {
                if class == ODD {
                    return None;
                }
                break;
            }
            upper += usize::from(class == UPPER);
            seen |= class;
            end += 1;
        }
        self.at += end;
        let word = rest.as_bytes().get(..end)?;
        let first_upper = word.first().is_some_and(u8::is_ascii_uppercase);
        let (lower, digit) = (usize::from(seen & LOWER), usize::from(seen & DIGIT));
        Some((kind(upper, lower, digit, first_upper), Fingerprint::of_plain(word)))
    }

    fn word(&mut self, rest: &str) -> (TokenKind, Fingerprint) {
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
        let stamp = Fingerprint::of(rest.get(..end).unwrap_or_default());
        (kind(upper, lower, digit, first_upper), stamp)
    }
}

fn kind(upper: usize, lower: usize, digit: usize, first_upper: bool) -> TokenKind {
    match (upper, lower, digit) {
        (0, 0, _) => TokenKind::Number,
        (_, _, 1..) => TokenKind::Mixed,
        (1, 0, 0) => TokenKind::Letter,
        (_, 0, 0) => TokenKind::Upper,
        _ if first_upper => TokenKind::Capital,
        _ => TokenKind::Lower,
    }
}
