//! Drawing a canvas on any thread, with the numbers that its content has in the document.

use crate::formats::pdf::image::shades;
use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::{Canvas, DrawnImage};
use crate::formats::pdf::layout::{self, Layout};
use crate::formats::pdf::read::distrust::distrust;
use crate::formats::pdf::read::document::Drawing;
use crate::formats::pdf::read::pictures;
use crate::formats::pdf::read::source::CanvasSpec;
use crate::formats::pdf::syntax::content_stream::{Operand, Value};
use crate::formats::pdf::syntax::content_unit::{ContentUnit, ContentUnits};
use crate::formats::pdf::syntax::object;
use crate::formats::pdf::syntax::serialize::dictionary;
use crate::formats::scan::plane::Shades;
use crate::model::FormatError;
use kurbo::Affine;
use lopdf::Object;
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

    /// Content that it draws, by its number.
    pub(crate) fn unit(&self, number: u32) -> Option<&ContentUnit> {
        self.units.iter().find(|(unit, _)| *unit == number).map(|(_, unit)| unit.as_ref())
    }

    /// An image in shades of gray, with the resources of the page for one that is inline; `None` if it
    /// does not decode.
    pub(crate) fn shades(
        &self,
        image: &DrawnImage,
        doc: &lopdf::Document,
        resources: Option<&Object>,
    ) -> Option<Shades> {
        if let Some(id) = image.id {
            return shades::shades(doc, id);
        }
        let (_, unit) = self.units.iter().find(|(number, _)| *number == image.unit)?;
        let op = unit.content.ops.get(image.op as usize)?;
        let Operand { value: Value::Dict(entries), .. } = op.last()? else { return None };
        let spaces = resources
            .and_then(|r| object::as_dict(object::resolve(doc, r).1))
            .and_then(|r| object::dict(doc, r, b"ColorSpace"));
        shades::inline_shades(doc, &dictionary(entries), unit.slice(&op.data), spaces)
    }

    /// Its glyphs in reading order.
    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
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
