//! What is to become of the glyphs of a canvas.

use std::collections::{BTreeMap, BTreeSet};

/// What is to become of the glyphs of a canvas.
#[derive(Default)]
pub(crate) struct GlyphPlan {
    /// Glyphs that go.
    pub(crate) removed: BTreeSet<u32>,
    /// Glyphs of lines that are set anew: how far each moves along its line, in canvas units.
    pub(crate) moved: BTreeMap<u32, f64>,
}
