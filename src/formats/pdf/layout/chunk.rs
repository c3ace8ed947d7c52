//! Chunks: the pieces that lines, columns and table cells are made of.

use crate::formats::pdf::interpret::canvas::Glyph;

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
