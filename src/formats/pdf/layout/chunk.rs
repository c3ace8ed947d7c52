//! Chunks: the pieces that lines, columns and table cells are made of.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};

/// A stretch of one baseline without a wide gap: a line of a column, or of a table cell.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    /// Its glyphs in writing order, as numbers of the canvas.
    pub(crate) glyphs: Vec<u32>,
    /// Start and end along the writing direction, and position across it (upwards), in canvas
    /// units.
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) across: f64,
    /// Em height of its largest glyph, in canvas units.
    pub(crate) size: f64,
    /// Writing direction in whole degrees.
    pub(crate) angle: i32,
    /// Number of its stratum; what is drawn over it has another.
    pub(crate) stratum: usize,
}

impl Chunk {
    /// The chunk in pieces, each from one of these glyphs, by their number in it, to the next.
    pub(crate) fn divided(&self, canvas: &Canvas, breaks: &[usize]) -> Vec<Chunk> {
        let ends = breaks.iter().copied().chain([self.glyphs.len()]);
        let mut out = Vec::with_capacity(breaks.len() + 1);
        let mut from = 0;
        for to in ends {
            let glyphs = self.glyphs.get(from..to).unwrap_or_default().to_vec();
            from = to;
            let at = |g: Option<&u32>| g.map(|g| canvas.glyph(*g));
            let (Some(first), Some(last)) = (at(glyphs.first()), at(glyphs.last())) else {
                continue;
            };
            let (start, end) = (along(first), along(last) + last.advance);
            let size = glyphs.iter().map(|g| canvas.glyph(*g).size).fold(0.0, f64::max);
            let Chunk { across, angle, stratum, .. } = *self;
            out.push(Chunk { glyphs, start, end, across, size, angle, stratum });
        }
        out
    }
}

/// A chunk with its index among all chunks of its canvas.
#[derive(Clone, Copy)]
pub(crate) struct Indexed<'a> {
    pub(crate) index: usize,
    pub(crate) chunk: &'a Chunk,
}

/// Position of a glyph along its writing direction, in canvas units.
pub(crate) fn along(glyph: &Glyph) -> f64 {
    glyph.origin.to_vec2().dot(glyph.direction)
}

/// Position of a glyph across its writing direction (upwards), in canvas units.
pub(crate) fn across(glyph: &Glyph) -> f64 {
    glyph.origin.to_vec2().dot(glyph.up())
}

/// Whether a glyph is white space.
pub(crate) fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.as_deref().is_some_and(|t| t.chars().all(char::is_whitespace))
}
