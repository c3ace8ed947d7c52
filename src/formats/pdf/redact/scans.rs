//! Boxes over words that stand in pictures alone.

use crate::formats::pdf::read::source::TextOrigin;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::text::label_box::{self, LabelBox};
use crate::formats::pdf::redact::text::plan::Reflow;
use crate::model::{FormatError, Removed, message};
use std::collections::BTreeMap;

/// Adds the boxes over what was recognized on a canvas. What is under them goes with the pictures.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] if a redaction covers no word.
pub(crate) fn add_boxes(
    job: &mut RedactionJob<'_>,
    index: usize,
    reflow: &mut Reflow,
) -> Result<(), FormatError> {
    let Some(parts) = job.document.recognized.get(&index) else { return Ok(()) };
    let mut taken: BTreeMap<usize, Vec<[f64; 4]>> = BTreeMap::new();
    let mut kept_widths = 0;
    let mut added = Vec::new();
    for (number, order) in job.orders.iter().enumerate() {
        let Some(TextOrigin::Recognized { canvas, part }) = job.document.origins.get(order.segment)
        else {
            continue;
        };
        let Some(recognized) = parts.get(*part).filter(|_| *canvas == index) else { continue };
        let (boxes, wider) = recognized.boxes(order.span, taken.entry(*part).or_default());
        if boxes.is_empty() {
            return Err(FormatError::not_removed(message!("no characters at that place")));
        }
        added.push((number, if wider { Removed::Wider } else { Removed::Exactly }));
        for (at, found) in boxes.into_iter().enumerate() {
            kept_widths += usize::from(!found.widened);
            let quad = found.quad;
            let (is_first, hidden) = (at == 0, true);
            let original_quad = quad;
            let glyph = None;
            let label_box =
                LabelBox { order: number, glyph, quad, original_quad, is_first, hidden };
            reflow.boxes.push(label_box);
        }
    }
    for (number, how) in added {
        job.record(number, how);
    }
    job.note("width-kept", kept_widths);
    label_box::unite(&mut reflow.boxes);
    label_box::separate(&mut reflow.boxes);
    Ok(())
}
