//! Words, numbers and marks of a reading, found in one pass.

use super::hash::Stamp;
use super::scan;
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
    /// Whether white space stands in front of it, and over that bit the stamp of a word.
    bits: u32,
}

impl Token {
    pub(super) fn new(start: u32, end: u32, kind: Kind, spaced: bool, stamp: Stamp) -> Self {
        Self { start, end, kind, bits: stamp.bits() << 1 | u32::from(spaced) }
    }

    /// Whether white space stands in front of it.
    pub const fn spaced(self) -> bool {
        self.bits & 1 != 0
    }

    /// The hash of a word; nothing for marks and borders.
    pub const fn stamp(self) -> Stamp {
        Stamp::from_bits(self.bits >> 1)
    }
}

/// One line: its first token, and one past its last.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) gaps: bool,
}

impl Line {
    /// Its first token.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// One past its last token, its end not counted.
    pub const fn end(self) -> usize {
        self.end as usize
    }
}

/// A reading that was split: its tokens and its lines.
#[derive(Clone, Debug, Default)]
pub struct Split {
    list: Vec<Token>,
    lines: Vec<Line>,
}

impl Split {
    /// Whether nothing was split.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The tokens of a reading.
pub struct Tokens<'a> {
    /// The reading.
    pub text: &'a str,
    list: Vec<Token>,
    lines: Vec<Line>,
}

impl<'a> Tokens<'a> {
    /// Splits the reading. Texts of 4 GiB and more are cut there.
    pub fn of(text: &'a str) -> Self {
        let (list, lines) = scan::split(text);
        Self { text, list, lines }
    }

    /// What was split, without the text, to be put back by [`Tokens::from_split`].
    pub fn into_split(self) -> Split {
        Split { list: self.list, lines: self.lines }
    }

    /// The tokens of a reading that was split before.
    pub fn from_split(text: &'a str, split: Split) -> Self {
        Self { text, list: split.list, lines: split.lines }
    }

    /// All lines, in order; empty ones between others are passed over.
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        self.lines.iter().copied()
    }

    /// The cells of a line that has more than one: first token, and one past the last; none for other lines.
    pub fn cells(&self, line: Line) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        if !line.gaps {
            return out;
        }
        let mut from = line.start();
        for i in line.start()..=line.end() {
            if i == line.end() || self.kind(i) == Kind::Gap {
                if i > from {
                    out.push((from, i));
                }
                from = i + 1;
            }
        }
        if out.len() < 2 { Vec::new() } else { out }
    }

    /// The gaps between cells, in order.
    pub fn gaps(&self) -> impl Iterator<Item = usize> + '_ {
        self.lines.iter().flat_map(|line| self.gaps_of(*line))
    }

    fn gaps_of(&self, line: Line) -> impl Iterator<Item = usize> + '_ {
        let within = if line.gaps { line.start()..line.end() } else { 0..0 };
        within.filter(|i| self.kind(*i) == Kind::Gap)
    }

    /// The first token of every line and cell.
    pub fn beginnings(&self) -> impl Iterator<Item = usize> + '_ {
        self.lines.iter().flat_map(|line| {
            std::iter::once(line.start()).chain(self.gaps_of(*line).map(|gap| gap + 1))
        })
    }

    /// The stamp of the word at this index.
    pub fn stamp(&self, index: usize) -> Stamp {
        self.list.get(index).map_or(Stamp::default(), |t| t.stamp())
    }

    /// All tokens, in order.
    pub fn iter(&self) -> impl Iterator<Item = Token> + '_ {
        self.list.iter().copied()
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
        self.list.get(index).is_none_or(|t| t.spaced())
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
