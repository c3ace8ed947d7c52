//! The appearance of an annotation that moved: drawn anew from its coordinates, since the old one has the
//! width of the removed text in it.

use crate::formats::pdf::redact::text::annotation_shapes::Shape;
use crate::formats::pdf::syntax::object;
use crate::formats::pdf::syntax::serialize::number;
use kurbo::{Point, Rect};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use std::fmt::Write as _;

/// Where an underline and a line through the text lie, and how thick they are, relative to the height
/// of the marked words.
const UNDERLINE: f64 = 0.1;
const MIDDLE: f64 = 0.45;
const THICKNESS: f64 = 0.06;

/// An array of numbers.
pub(crate) fn array(numbers: impl IntoIterator<Item = f64>) -> Object {
    Object::Array(numbers.into_iter().map(|n| Object::Real(n as f32)).collect())
}

/// Replaces the appearance of an annotation, if it has one, by a plain one.
pub(crate) fn redraw(doc: &mut Document, annotation: &mut Dictionary, rect: Rect, shape: &Shape) {
    annotation.remove(b"RO");
    let Ok(old) = annotation.get(b"AP").cloned() else { return };
    annotation.remove(b"AP");
    annotation.remove(b"AS");
    let kind = object::name(doc, annotation, b"Subtype").unwrap_or_default().to_vec();
    // Viewers draw links, and marks that wait for redaction, by themselves.
    if matches!(kind.as_slice(), b"Link" | b"Redact") {
        return;
    }
    let resources = if blends(doc, &old) {
        let opacity = annotation.get(b"CA").and_then(Object::as_float).unwrap_or(1.0);
        let mode = if kind == b"Highlight" { "Multiply" } else { "Normal" };
        let state = dictionary! { "ca" => opacity, "CA" => opacity, "BM" => mode };
        dictionary! { "ExtGState" => dictionary! { "G" => state } }
    } else {
        Dictionary::new()
    };
    let mut content = String::new();
    if resources.has(b"ExtGState") {
        content.push_str("/G gs\n");
    }
    content.push_str(&drawing(doc, annotation, &kind, rect, shape));
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => array([rect.x0, rect.y0, rect.x1, rect.y1]),
        "Resources" => resources,
    };
    let id = doc.add_object(Stream::new(form, content.into_bytes()));
    annotation.set("AP", dictionary! { "N" => id });
}

/// Whether an appearance is drawn with opacity or a blend mode. What does not may be of a standard
/// that forbids both.
fn blends(doc: &Document, looks: &Object) -> bool {
    let normal = object::as_dict(object::resolve(doc, looks).1)
        .and_then(|looks| object::dict(doc, looks, b"N"));
    let resources = normal.and_then(|form| object::dict(doc, form, b"Resources"));
    resources.is_some_and(|resources| resources.has(b"ExtGState"))
        || normal.is_some_and(|form| form.has(b"Group"))
}

fn drawing(
    doc: &Document,
    annotation: &Dictionary,
    kind: &[u8],
    rect: Rect,
    shape: &Shape,
) -> String {
    let color = |key: &[u8]| object::numbers(doc, annotation, key).filter(|c| !c.is_empty());
    let ink = color(b"C").unwrap_or_else(|| vec![0.0]);
    let width = object::dict(doc, annotation, b"BS")
        .and_then(|style| object::number(doc, style.get(b"W").ok()?))
        .unwrap_or(1.0);
    let mut out = String::new();
    match shape {
        Shape::Quads(quads) => {
            for quad in quads.as_chunks::<8>().0 {
                let [x0, y0, x1, y1, x2, y2, x3, y3] = *quad;
                let corners = [(x0, y0), (x1, y1), (x2, y2), (x3, y3)].map(Point::from);
                let r = corners.map(|p| Rect::from_points(p, p)).into_iter();
                if let Some(r) = r.reduce(|a, b| a.union(b)) {
                    mark(&mut out, kind, &ink, r);
                }
            }
        }
        Shape::Strokes(strokes) => {
            let _ = writeln!(out, "{} {} w", operator(&ink, ["G", "RG", "K"]), number(width));
            for stroke in strokes {
                for (i, p) in stroke.iter().enumerate() {
                    let word = if i == 0 { "m" } else { "l" };
                    let _ = writeln!(out, "{} {} {word}", number(p.x), number(p.y));
                }
                out.push_str("S\n");
            }
        }
        Shape::Frame => {
            let inner = rect.inset(-width / 2.0);
            let _ = writeln!(out, "{} {} w", operator(&ink, ["G", "RG", "K"]), number(width));
            let fill = color(b"IC");
            if let Some(fill) = &fill {
                let _ = writeln!(out, "{}", operator(fill, ["g", "rg", "k"]));
            }
            let paint = if fill.is_some() { "B" } else { "S" };
            let _ = writeln!(out, "{} re {paint}", corners(inner));
        }
        Shape::Sign => {}
    }
    out
}

/// One marked piece of a line.
fn mark(out: &mut String, kind: &[u8], ink: &[f64], r: Rect) {
    if kind == b"Highlight" {
        let _ = writeln!(out, "{} {} re f", operator(ink, ["g", "rg", "k"]), corners(r));
        return;
    }
    let share = if kind == b"StrikeOut" { MIDDLE } else { UNDERLINE };
    let y = number(r.y0 + share * r.height());
    let (from, to, width) = (number(r.x0), number(r.x1), number(THICKNESS * r.height()));
    let dashes = if kind == b"Squiggly" { "[1 1] 0 d " } else { "" };
    let color = operator(ink, ["G", "RG", "K"]);
    let _ = writeln!(out, "{color} {dashes}{width} w {from} {y} m {to} {y} l S");
}

fn corners(r: Rect) -> String {
    [r.x0, r.y0, r.width(), r.height()].map(number).join(" ")
}

/// The operator that sets a color with one, three or four components.
fn operator(color: &[f64], words: [&str; 3]) -> String {
    let [gray, rgb, cmyk] = words;
    let word = match color.len() {
        3 => rgb,
        4 => cmyk,
        _ => gray,
    };
    let numbers: Vec<String> = color.iter().take(4).map(|n| number(*n)).collect();
    match (word == gray, numbers.first()) {
        (true, Some(first)) => format!("{first} {word}"),
        _ => format!("{} {word}", numbers.join(" ")),
    }
}
