//! The tokens of a text, and how to navigate them.

use crate::model::Span;
use crate::recognize::text::hash::Fingerprint;
use crate::recognize::text::token::{Token, TokenKind, TokenLine};
use crate::recognize::text::tokenizer;

/// Tokens and lines without their text.
#[derive(Clone, Debug, Default)]
pub(crate) struct SplitTokens {
    list: Vec<Token>,
    lines: Vec<TokenLine>,
}

impl SplitTokens {
    /// Whether there are no tokens.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The tokens of a text.
pub(crate) struct Tokens<'a> {
    /// The text.
    pub(crate) text: &'a str,
    list: Vec<Token>,
    lines: Vec<TokenLine>,
}

impl<'a> Tokens<'a> {
    /// Tokenizes a text. Texts of 4 GiB and more are truncated.
    pub(crate) fn of(text: &'a str) -> Self {
        let (list, lines) = tokenizer::split(text);
        Self { text, list, lines }
    }

    /// Drops the text; [`Tokens::from_split`] puts it back.
    pub(crate) fn into_split(self) -> SplitTokens {
        SplitTokens { list: self.list, lines: self.lines }
    }

    /// The tokens of a text that was tokenized before.
    pub(crate) fn from_split(text: &'a str, split: SplitTokens) -> Self {
        Self { text, list: split.list, lines: split.lines }
    }

    /// All lines that hold tokens, in order.
    pub(crate) fn lines(&self) -> impl Iterator<Item = TokenLine> + '_ {
        self.lines.iter().copied()
    }

    /// The number of the line that holds this token.
    pub(crate) fn line_of(&self, index: usize) -> usize {
        self.lines.partition_point(|line| line.end() <= index)
    }

    /// The line with this number, from 0.
    pub(crate) fn line(&self, number: usize) -> Option<TokenLine> {
        self.lines.get(number).copied()
    }

    /// The cells of a line with more than one, as their first token and one past the last; else
    /// none.
    pub(crate) fn cells(&self, line: TokenLine) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        if !line.gaps {
            return out;
        }
        let mut from = line.start();
        for i in line.start()..=line.end() {
            if i == line.end() || self.kind(i) == TokenKind::Gap {
                if i > from {
                    out.push((from, i));
                }
                from = i + 1;
            }
        }
        if out.len() < 2 { Vec::new() } else { out }
    }

    /// The gaps between cells, in order.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = usize> + '_ {
        self.lines.iter().flat_map(|line| self.gaps_of(*line))
    }

    fn gaps_of(&self, line: TokenLine) -> impl Iterator<Item = usize> + '_ {
        let within = if line.gaps { line.start()..line.end() } else { 0..0 };
        within.filter(|i| self.kind(*i) == TokenKind::Gap)
    }

    /// The first token of every line and cell.
    pub(crate) fn cell_starts(&self) -> impl Iterator<Item = usize> + '_ {
        self.lines.iter().flat_map(|line| {
            std::iter::once(line.start()).chain(self.gaps_of(*line).map(|gap| gap + 1))
        })
    }

    /// The fingerprint of the word at this index.
    pub(crate) fn fingerprint(&self, index: usize) -> Fingerprint {
        self.list.get(index).map_or(Fingerprint::default(), |t| t.fingerprint())
    }

    /// All tokens, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Token> + '_ {
        self.list.iter().copied()
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at this index.
    pub(crate) fn get(&self, index: usize) -> Option<Token> {
        self.list.get(index).copied()
    }

    /// The kind of the token at this index; `Blank` past the end.
    pub(crate) fn kind(&self, index: usize) -> TokenKind {
        self.list.get(index).map_or(TokenKind::Blank, |t| t.kind)
    }

    /// The text of the token at this index; empty past the end.
    pub(crate) fn word(&self, index: usize) -> &'a str {
        self.list
            .get(index)
            .and_then(|t| self.text.get(t.start as usize..t.end as usize))
            .unwrap_or_default()
    }

    /// Whether this token is the given mark.
    pub(crate) fn is(&self, index: usize, mark: char) -> bool {
        self.kind(index) == TokenKind::Mark(mark)
    }

    /// Whether white space precedes this token.
    pub(crate) fn spaced(&self, index: usize) -> bool {
        self.list.get(index).is_none_or(|t| t.spaced())
    }

    /// Whether this token ends a line.
    pub(crate) fn is_line(&self, index: usize) -> bool {
        matches!(self.kind(index), TokenKind::Line | TokenKind::Blank)
    }

    /// Whether this token ends a line or a cell.
    pub(crate) fn is_border(&self, index: usize) -> bool {
        matches!(self.kind(index), TokenKind::Line | TokenKind::Blank | TokenKind::Gap)
    }

    /// Whether a line or a cell starts with this token.
    pub(crate) fn begins(&self, index: usize) -> bool {
        index == 0 || self.is_border(index - 1)
    }

    /// Whether this token consists of letters.
    pub(crate) fn is_word(&self, index: usize) -> bool {
        matches!(
            self.kind(index),
            TokenKind::Lower | TokenKind::Capital | TokenKind::Upper | TokenKind::Letter
        )
    }

    /// Whether this token is a capitalized word.
    pub(crate) fn is_capital(&self, index: usize) -> bool {
        matches!(self.kind(index), TokenKind::Capital | TokenKind::Upper | TokenKind::Letter)
    }

    /// The bytes of tokens `from` up to but excluding `to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        match (self.get(from), to.checked_sub(1).and_then(|i| self.get(i))) {
            (Some(first), Some(last)) if to > from => {
                Span::new(first.start as usize, last.end as usize)
            }
            (Some(first), _) => Span::new(first.start as usize, first.start as usize),
            _ => Span::new(self.text.len(), self.text.len()),
        }
    }

    /// The first token that starts at or after this byte.
    pub(crate) fn index_at(&self, byte: usize) -> usize {
        self.list.partition_point(|t| (t.start as usize) < byte)
    }

    /// One past the last token of the line of this token.
    pub(crate) fn line_end(&self, index: usize) -> usize {
        let mut i = index;
        while i < self.len() && !self.is_line(i) {
            i += 1;
        }
        i
    }

    /// The first token of the line of this token.
    pub(crate) fn line_start(&self, index: usize) -> usize {
        let mut i = index.min(self.len());
        while i > 0 && !self.is_line(i - 1) {
            i -= 1;
        }
        i
    }

    /// One past the last token of the cell of this token.
    pub(crate) fn cell_end(&self, index: usize) -> usize {
        let mut i = index;
        while i < self.len() && !self.is_border(i) {
            i += 1;
        }
        i
    }

    /// The first token from here on that is not a border.
    pub(crate) fn skip_borders(&self, index: usize) -> usize {
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

    fn kinds(text: &str) -> Vec<TokenKind> {
        let tokens = Tokens::of(text);
        (0..tokens.len()).map(|i| tokens.kind(i)).collect()
    }

    #[test]
    fn shapes() {
        use TokenKind::*;
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
