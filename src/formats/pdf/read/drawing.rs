//! Drawing a canvas on any thread, with the numbers that its content has in the document.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::{self, Layout};
use crate::formats::pdf::read::distrust::distrust;
use crate::formats::pdf::read::document::Drawing;
use crate::formats::pdf::read::pictures;
use crate::formats::pdf::read::source::CanvasSpec;
use crate::formats::pdf::syntax::content_unit::{ContentUnit, ContentUnits};
use crate::model::FormatError;
use kurbo::Affine;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A canvas as one thread drew it. Content has the numbers of the interpreter of that thread.
pub(crate) struct LooseDrawing {
    canvas: Canvas,
    layout: Layout,
    /// The content that it draws, in order of first use.
    units: Vec<(u32, Arc<ContentUnit>)>,
}

impl LooseDrawing {
    /// What is drawn.
    pub(crate) fn canvas(&self) -> &Canvas {
        &self.canvas
    }
}

/// Draws a canvas. Content of pages is released again, because no other canvas draws it.
///
/// # Errors
///
/// [`FormatError::Limit`] for content beyond the limits.
pub(crate) fn draw(
    interpreter: &mut Interpreter<'_, '_>,
    spec: &CanvasSpec,
) -> Result<LooseDrawing, FormatError> {
    let before = interpreter.units.len();
    let mut canvas = interpreter.draw(spec.key, spec.resources.clone(), Affine::IDENTITY)?;
    distrust(&mut canvas, &interpreter.bank);
    pictures::look(&mut canvas, interpreter.doc, spec.bounds, spec.page.is_some());
    let layout = layout::lay_out(&canvas);
    let mut seen = BTreeSet::new();
    let first_uses = canvas.calls.iter().map(|call| call.unit).filter(|unit| seen.insert(*unit));
    let units = first_uses.filter_map(|unit| Some((unit, interpreter.units.get(unit)?))).collect();
    interpreter.units.release_pages(before);
    Ok(LooseDrawing { canvas, layout, units })
}

impl LooseDrawing {
    /// Gives its content the numbers of these units, which take over what they did not have. Called
    /// in the order of the canvases, the numbers are those that one interpreter would have given.
    ///
    /// # Errors
    ///
    /// [`FormatError::Limit`] for too many units or bytes.
    pub(crate) fn join(
        mut self,
        units: &mut ContentUnits,
        limit: u64,
    ) -> Result<Drawing, FormatError> {
        let mut numbers = BTreeMap::new();
        for (loose, unit) in &self.units {
            numbers.insert(*loose, units.adopt(unit, limit)?);
        }
        self.canvas.renumber_units(|loose| numbers.get(&loose).copied().unwrap_or(loose));
        Ok(Arc::new((self.canvas, self.layout)))
    }
}
