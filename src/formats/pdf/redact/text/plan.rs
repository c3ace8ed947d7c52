//! What becomes of the glyphs of a canvas: the input and the outcome of the reflow.

use crate::formats::pdf::redact::text::line_map::LineMap;
use crate::formats::pdf::redact::text::table_map::TableMap;
use crate::formats::scan::label_box::LabelBox;
use std::collections::{BTreeMap, BTreeSet};

/// Text to be removed: the glyphs of one redaction on one canvas, in reading order.
#[derive(Clone)]
pub(crate) struct Cut {
    /// Number of the redaction.
    pub(crate) order: usize,
    /// Numbers of the glyphs.
    pub(crate) glyphs: Vec<u32>,
}

/// What becomes of the glyphs of a canvas.
#[derive(Default)]
pub(crate) struct GlyphPlan {
    /// Glyphs that are removed.
    pub(crate) removed: BTreeSet<u32>,
    /// Glyphs of lines that are typeset anew: how far each moves along its line, in canvas units.
    pub(crate) moved: BTreeMap<u32, f64>,
}

/// The outcome for one canvas.
#[derive(Default)]
pub(crate) struct Reflow {
    pub(crate) plan: GlyphPlan,
    pub(crate) boxes: Vec<LabelBox>,
    /// How positions shifted, for each upright line that was typeset anew.
    pub(crate) line_maps: Vec<LineMap>,
    /// The tables whose columns were given other widths.
    pub(crate) tables: Vec<TableMap>,
    /// Redactions for which the whole line was covered.
    pub(crate) covered_orders: Vec<usize>,
    /// Lines in which the gap keeps the width of the removed text.
    pub(crate) kept_widths: usize,
}
