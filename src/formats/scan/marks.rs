//! Boxes over words and signatures that stand in pictures alone.

use crate::formats::scan::label_box::{self, LabelBox};
use crate::formats::scan::recognized::Recognized;
use crate::model::{FormatError, Removed, Span, message};
use kurbo::{Affine, Point};
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

/// By how much the directions of two boxes may differ that stand on one line, in radians.
const ALIKE: f64 = 1e-3;

/// Part of the lower of two boxes that they share if they cannot be brought apart.
const CROSSED: f64 = 0.5;

/// Brings the boxes of a page apart, or joins those that cannot be. Boxes over pictures are looked at as
/// their lines stand, whichever way those run.
pub(crate) fn settle(boxes: &mut Vec<LabelBox>) {
    let mut groups: Vec<(f64, Vec<LabelBox>)> = Vec::new();
    for item in std::mem::take(boxes) {
        let along = item.quad[1] - item.quad[0];
        let angle = if item.glyph.is_none() { along.atan2() } else { 0.0 };
        match groups.iter_mut().find(|(other, _)| (angle - *other).abs() < ALIKE) {
            Some((_, group)) => group.push(item),
            None => groups.push((angle, vec![item])),
        }
    }
    for (angle, mut group) in groups {
        if angle != 0.0 {
            group.iter_mut().for_each(|item| turn(item, Affine::rotate(-angle), true));
        }
        label_box::unite(&mut group);
        label_box::unite_over_pictures(&mut group, CROSSED);
        label_box::separate(&mut group);
        label_box::unite_over_pictures(&mut group, 0.0);
        if angle != 0.0 {
            group.iter_mut().for_each(|item| turn(item, Affine::rotate(angle), false));
        }
        boxes.extend(group);
    }
}

/// Turns a box; one that then stands upright does so exactly.
fn turn(item: &mut LabelBox, by: Affine, upright: bool) {
    for quad in [&mut item.quad, &mut item.original_quad] {
        *quad = quad.map(|p| by * p);
        if upright {
            let (low, high) = (quad[0], quad[2]);
            *quad = [low, Point::new(high.x, low.y), high, Point::new(low.x, high.y)];
        }
    }
}

/// A box over something in a picture.
fn over_picture(order: usize, quad: [Point; 4], is_first: bool) -> LabelBox {
    LabelBox { order, glyph: None, quad, original_quad: quad, is_first, hidden: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::FRAC_PI_2;

    /// Two boxes that cross and one beside them, turned by an angle.
    fn settled(angle: f64) -> Vec<LabelBox> {
        let quad = |x: f64, y: f64, wide: f64, high: f64| {
            [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
                .map(|p| Affine::rotate(angle) * Point::from(p))
        };
        let mut boxes = vec![
            over_picture(0, quad(100.0, 100.0, 80.0, 40.0), true),
            over_picture(1, quad(120.0, 110.0, 90.0, 12.0), true),
            over_picture(2, quad(300.0, 100.0, 50.0, 12.0), true),
        ];
        settle(&mut boxes);
        boxes
    }

    #[test]
    fn boxes_that_cross_are_one_whichever_way_they_stand() {
        for angle in [0.0, 0.02, -0.05, 1.0, FRAC_PI_2, 3.0, -FRAC_PI_2] {
            let boxes = settled(angle);
            assert_eq!(boxes.len(), 2, "{angle}");
            let along = boxes[0].quad[1] - boxes[0].quad[0];
            assert!((along.hypot() - 110.0).abs() < 0.1 && (along.atan2() - angle).abs() < 0.01);
        }
    }
}
