//! A canvas from which text is removed.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::read::document::Drawing;
use crate::formats::pdf::redact::text::plan::Reflow;

/// A canvas from which text is removed, and what becomes of its lines.
pub(crate) struct EditedCanvas {
    /// Number of the canvas in the document.
    pub(crate) index: usize,
    pub(crate) drawing: Drawing,
    pub(crate) reflow: Reflow,
}

impl EditedCanvas {
    /// What was drawn before anything was removed.
    pub(crate) fn canvas(&self) -> &Canvas {
        &self.drawing.0
    }
}
