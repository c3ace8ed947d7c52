//! A canvas from which something goes.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::redact::text::plan::Reflow;

/// A canvas from which something goes.
pub(crate) struct EditedCanvas {
    /// Index into the document's canvases.
    pub(crate) index: usize,
    pub(crate) canvas: Canvas,
    pub(crate) reflow: Reflow,
}
