//! Chunks: what lines and columns are made of.

use crate::formats::pdf::interpret::canvas::Glyph;

/// A stretch of one baseline.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    /// Glyphs along the line.
    pub(crate) glyphs: Vec<u32>,
    /// Start and end along the writing direction, place across it (upwards), in canvas units.
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) across: f64,
    /// Height of the em of its largest glyph.
    pub(crate) size: f64,
    /// Writing direction, in whole degrees.
    pub(crate) angle: i32,
}

/// Place of a glyph along and across its writing direction.
pub(crate) fn along(glyph: &Glyph) -> f64 {
    glyph.origin.to_vec2().dot(glyph.direction)
}

pub(crate) fn across(glyph: &Glyph) -> f64 {
    glyph.origin.to_vec2().dot(glyph.up())
}
