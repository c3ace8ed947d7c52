//! Text, and where it came from.
//!
//! The text is a sequence of pieces. A piece is *exact* (its bytes are the bytes of its source),
//! *whole* (it stands for its source as a unit: a glyph, an entity, a ligature), or *inferred* (a
//! space or line break that the reader added, so there is nothing to remove).

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use crate::model::Span;
use std::ops::Range;

/// How a piece of text relates to its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin<S> {
    /// Byte `i` of the piece is byte `i` of the source.
    Exact(S),
    /// The piece stands for its source as a unit: cutting any part of it cuts the whole source.
    Whole(S),
    /// The reader added it.
    Inferred,
}

#[derive(Clone, Debug)]
struct TextPiece<S> {
    range: Range<usize>,
    origin: Origin<S>,
}

/// The part of a span that lies in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<'a, S> {
    /// Where the piece came from.
    pub source: &'a S,
    /// The byte range of the piece that the span covers, relative to the start of the piece. For a
    /// whole piece this is all of it, even if the span covers less.
    pub bytes: Range<usize>,
    /// Whether the span covers only part of a whole piece, so that more is removed than it covers.
    pub wider: bool,
}

/// Text that is built up from pieces, each with its source.
#[derive(Clone, Debug)]
pub struct TextMap<S> {
    text: String,
    pieces: Vec<TextPiece<S>>,
}

impl<S> Default for TextMap<S> {
    fn default() -> Self {
        Self { text: String::new(), pieces: Vec::new() }
    }
}

impl<S> TextMap<S> {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds text whose bytes are the bytes of its source.
    pub fn push_exact(&mut self, text: &str, source: S) {
        self.push(text, Origin::Exact(source));
    }

    /// Adds text that stands for its source as a unit.
    pub fn push_whole(&mut self, text: &str, source: S) {
        self.push(text, Origin::Whole(source));
    }

    /// Adds text that has no source.
    pub fn push_inferred(&mut self, text: &str) {
        self.push(text, Origin::Inferred);
    }

    /// Adds text of any origin. Empty text is ignored.
    pub fn push(&mut self, text: &str, origin: Origin<S>) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(TextPiece { range: start..self.text.len(), origin });
    }

    /// All pieces in order: the byte range in the text, and the source if there is one.
    pub fn pieces(&self) -> impl Iterator<Item = (Range<usize>, Option<&S>)> {
        self.pieces.iter().map(|p| {
            let source = match &p.origin {
                Origin::Exact(s) | Origin::Whole(s) => Some(s),
                Origin::Inferred => None,
            };
            (p.range.clone(), source)
        })
    }

    /// The parts of a span that have a source, in text order.
    pub fn slices(&self, span: Span) -> impl Iterator<Item = Slice<'_, S>> {
        let first = self.pieces.partition_point(|p| p.range.end <= span.start);
        self.pieces.iter().skip(first).take_while(move |p| p.range.start < span.end).filter_map(
            move |p| {
                let from = span.start.max(p.range.start) - p.range.start;
                let to = span.end.min(p.range.end) - p.range.start;
                match &p.origin {
                    Origin::Exact(source) => Some(Slice { source, bytes: from..to, wider: false }),
                    Origin::Whole(source) => Some(Slice {
                        source,
                        bytes: 0..p.range.len(),
                        wider: from > 0 || to < p.range.len(),
                    }),
                    Origin::Inferred => None,
                }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_finds_its_sources() {
        let mut map = TextMap::new();
        map.push_exact("Jan", 'a');
        map.push_inferred(" ");
        map.push_whole("fi", 'b');
        map.push_exact("ks", 'c');
        let got: Vec<_> = map.slices(Span::new(1, 7)).collect();
        assert_eq!(map.text(), "Jan fiks");
        assert_eq!(got[0], Slice { source: &'a', bytes: 1..3, wider: false });
        assert_eq!(got[1], Slice { source: &'b', bytes: 0..2, wider: false });
        assert_eq!(got[2], Slice { source: &'c', bytes: 0..1, wider: false });
        assert!(map.slices(Span::new(5, 6)).all(|s| s.wider && s.bytes == (0..2)));
        assert_eq!(map.slices(Span::new(3, 4)).count(), 0);
    }
}
