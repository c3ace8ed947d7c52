//! Tokens and lines.

use crate::recognize::text::hash::Fingerprint;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// `beleid`, `van`, `'t`, `d'Ancona`.
    Lower,
    /// `Vries`, `O'Brien`, `McDonald`.
    Capital,
    /// `VRIES`, `BZK`: at least two capitals and nothing else.
    Upper,
    /// One capital letter: `J`.
    Letter,
    /// Digits.
    Number,
    /// Letters and digits.
    Mixed,
    /// One mark: `.`, `,`, `@`.
    Mark(char),
    /// The end of a line.
    Line,
    /// The end of a line that an empty line follows.
    Blank,
    /// A wide gap, a tab or a bar: the border between cells.
    Gap,
}

/// One token: its position and kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte in the text.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// What it looks like.
    pub(crate) kind: TokenKind,
    /// Whether white space precedes it, and above that bit the fingerprint of a word.
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

    /// Whether white space precedes it.
    pub(crate) const fn spaced(self) -> bool {
        self.bits & 1 != 0
    }

    /// The fingerprint of a word; 0 for marks and borders.
    pub(crate) const fn fingerprint(self) -> Fingerprint {
        Fingerprint::from_bits(self.bits >> 1)
    }
}

/// One line, as the indices of its first token and one past its last, and whether it holds a gap.
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

    /// One past its last token, excluding its line end.
    pub(crate) const fn end(self) -> usize {
        self.end as usize
    }
}
