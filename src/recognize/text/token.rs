//! One token of a text, and one line of them.

use crate::recognize::text::hash::Fingerprint;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
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
pub(crate) struct Token {
    /// First byte in the reading.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// What it looks like.
    pub(crate) kind: TokenKind,
    /// Whether white space stands in front of it, and over that bit the stamp of a word.
    bits: u32,
}

impl Token {
    pub(crate) fn new(
        start: u32,
        end: u32,
        kind: TokenKind,
        spaced: bool,
        stamp: Fingerprint,
    ) -> Self {
        Self { start, end, kind, bits: stamp.bits() << 1 | u32::from(spaced) }
    }

    /// Whether white space stands in front of it.
    pub(crate) const fn spaced(self) -> bool {
        self.bits & 1 != 0
    }

    /// The hash of a word; nothing for marks and borders.
    pub(crate) const fn fingerprint(self) -> Fingerprint {
        Fingerprint::from_bits(self.bits >> 1)
    }
}

/// One line: its first token, and one past its last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TokenLine {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) gaps: bool,
}

impl TokenLine {
    /// Its first token.
    pub(crate) const fn start(self) -> usize {
        self.start as usize
    }

    /// One past its last token, its end not counted.
    pub(crate) const fn end(self) -> usize {
        self.end as usize
    }
}
