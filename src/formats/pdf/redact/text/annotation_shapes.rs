//! What an annotation draws, as far as it may belong to a line of text.

use crate::formats::pdf::syntax::object;
use kurbo::Point;
use lopdf::{Dictionary, Document, Object};

/// What an annotation draws on a page.
pub(crate) enum Shape {
    /// Quadrilaterals over words: eight numbers each.
    Quads(Vec<f64>),
    /// Strokes, each from point to point.
    Strokes(Vec<Vec<Point>>),
    /// The frame of its rectangle.
    Frame,
    /// A sign at a place.
    Sign,
}

/// A widget or stamp stands on its own; what lies on text follows the text.
pub(crate) fn shape_of(doc: &Document, dict: &Dictionary) -> Option<Shape> {
    let numbers = |key: &[u8]| object::numbers(doc, dict, key).unwrap_or_default();
    Some(match object::name(doc, dict, b"Subtype")? {
        b"Link" | b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly" | b"Redact" => {
            Shape::Quads(numbers(b"QuadPoints"))
        }
        b"Ink" => {
            let strokes = object::array(doc, dict, b"InkList").into_iter().flatten();
            let stroke = |stroke: &Object| {
                let all = object::resolve(doc, stroke).1.as_array().ok()?;
                all.iter().map(|n| object::number(doc, n)).collect::<Option<Vec<f64>>>()
            };
            Shape::Strokes(strokes.filter_map(stroke).map(|all| points(&all)).collect())
        }
        b"Line" => Shape::Strokes(vec![points(&numbers(b"L"))]),
        b"Polygon" | b"PolyLine" => Shape::Strokes(vec![points(&numbers(b"Vertices"))]),
        b"Square" | b"Circle" => Shape::Frame,
        b"Text" | b"Caret" | b"FileAttachment" | b"Sound" => Shape::Sign,
        _ => return None,
    })
}

/// Numbers in pairs as points.
pub(crate) fn points(numbers: &[f64]) -> Vec<Point> {
    numbers.as_chunks().0.iter().map(|[x, y]| Point::new(*x, *y)).collect()
}
