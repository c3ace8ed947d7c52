//! Boxes over words and signatures that stand in pictures alone.

use crate::formats::scan::label_box::{self, LabelBox};
use crate::formats::scan::recognized::Recognized;
use crate::model::{FormatError, Removed, Span, message};
use kurbo::Point;
use std::collections::BTreeMap;

/// What an order names on a page that is a picture.
pub(crate) enum Named<'a> {
    /// A stretch of what was recognized, with the number of that part of the page.
    Words(usize, &'a Recognized, Span),
    /// The corners of a signature.
    Signature([Point; 4]),
}

/// The boxes of a page.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) boxes: Vec<LabelBox>,
    /// What became of each order.
    pub(crate) removed: Vec<(usize, Removed)>,
    /// Boxes that tell how wide their words were.
    pub(crate) kept_widths: usize,
}

impl Marks {
    /// The boxes for these orders, each with its number.
    ///
    /// # Errors
    ///
    /// [`FormatError::NotRemoved`] if one covers no word.
    pub(crate) fn of<'a>(
        orders: impl IntoIterator<Item = (usize, Named<'a>)>,
    ) -> Result<Self, FormatError> {
        let mut out = Self::default();
        let mut taken: BTreeMap<usize, Vec<[f64; 4]>> = BTreeMap::new();
        let mut words = Vec::new();
        for (number, named) in orders {
            match named {
                Named::Signature(quad) => {
                    out.boxes.push(over_picture(number, quad, true));
                    out.removed.push((number, Removed::Exactly));
                }
                Named::Words(part, recognized, span) => {
                    let (boxes, wider) = recognized.boxes(span, taken.entry(part).or_default());
                    if boxes.is_empty() {
                        let why = message!("no characters at that place");
                        return Err(FormatError::not_removed(why));
                    }
                    let how = if wider { Removed::Wider } else { Removed::Exactly };
                    out.removed.push((number, how));
                    for (at, found) in boxes.into_iter().enumerate() {
                        out.kept_widths += usize::from(!found.widened);
                        words.push(over_picture(number, found.quad, at == 0));
                    }
                }
            }
        }
        out.boxes.extend(words);
        Ok(out)
    }
}

/// Brings the boxes of a page apart, or joins those that cannot be.
pub(crate) fn settle(boxes: &mut Vec<LabelBox>) {
    label_box::unite(boxes);
    label_box::separate(boxes);
    label_box::unite_over_pictures(boxes);
}

/// A box over something in a picture.
fn over_picture(order: usize, quad: [Point; 4], is_first: bool) -> LabelBox {
    LabelBox { order, glyph: None, quad, original_quad: quad, is_first, hidden: false }
}
