//! A canvas from which text is removed.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::redact::text::plan::Reflow;

/// A canvas from which text is removed, and what becomes of its lines.
pub(crate) struct EditedCanvas {
    /// Number of the canvas in the document.
    pub(crate) index: usize,
    pub(crate) canvas: Canvas,
    pub(crate) reflow: Reflow,
}
