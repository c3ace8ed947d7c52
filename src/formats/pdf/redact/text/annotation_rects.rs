//! Annotations on lines that were typeset anew: links, highlights, ink. Their old width would reveal that
//! of the removed text, in their coordinates as in their appearance.

use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::text::annotation_looks;
use crate::formats::pdf::redact::text::annotation_shapes::{Shape, points, shape_of};
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::line_map::LineMap;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::pdf::syntax::object;
use kurbo::{Point, Rect};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// Size of the window of a remark, in points.
const WINDOW: (f64, f64) = (180.0, 120.0);

/// By how much a place must change to count as moved, in points.
const STILL: f64 = 0.005;

/// Moves annotations along with the lines under them.
pub(crate) fn move_with_lines(
    job: &RedactionJob<'_>,
    doc: &mut Document,
    edited_canvases: &[EditedCanvas],
) {
    // Pages may share them.
    let mut seen = BTreeSet::new();
    for edited in edited_canvases {
        let spec = job.document.canvas(edited.index);
        let (Some(_), UnitKey::Page(page)) = (spec.page, spec.key) else { continue };
        for id in annotations(doc, page).into_iter().filter(|id| seen.insert(*id)) {
            move_annotation(doc, id, &edited.reflow.line_maps, spec.bounds);
        }
    }
}

fn annotations(doc: &Document, page: ObjectId) -> Vec<ObjectId> {
    let page = doc.objects.get(&page).and_then(object::as_dict);
    let list = page.and_then(|p| object::array(doc, p, b"Annots"));
    list.into_iter().flatten().filter_map(|a| a.as_reference().ok()).collect()
}

/// The line that an upright box lies on, if any.
fn line_of(maps: &[LineMap], r: Rect) -> Option<&LineMap> {
    maps.iter().find(|m| {
        let slack = m.area.height() * 0.5;
        let middle = Point::new(r.center().x, r.center().y);
        m.area.inflate(slack, 0.0).contains(middle)
            && r.x0 > m.area.x0 - slack
            && r.x1 < m.area.x1 + slack
            && r.height() < m.area.height() * 2.0
    })
}

fn move_annotation(doc: &mut Document, id: ObjectId, maps: &[LineMap], page: Rect) {
    let Some(dict) = doc.objects.get(&id).and_then(object::as_dict) else { return };
    let Some(rect) = object::rect(doc, dict, b"Rect") else { return };
    let Some(shape) = shape_of(doc, dict) else { return };
    let Some((rect, shape)) = moved(maps, rect, &shape) else { return };
    let popup = dict.get(b"Popup").and_then(Object::as_reference).ok();
    let mut dict = dict.clone();
    dict.set("Rect", annotation_looks::array([rect.x0, rect.y0, rect.x1, rect.y1]));
    match &shape {
        Shape::Quads(quads) if dict.has(b"QuadPoints") => {
            dict.set("QuadPoints", annotation_looks::array(quads.iter().copied()));
        }
        Shape::Strokes(strokes) => set_strokes(&mut dict, strokes),
        _ => {}
    }
    if !matches!(shape, Shape::Sign) {
        annotation_looks::redraw(doc, &mut dict, rect, &shape);
    }
    doc.objects.insert(id, Object::Dictionary(dict));
    if let Some(Object::Dictionary(popup)) = popup.and_then(|id| doc.objects.get_mut(&id)) {
        let (x, y) = (page.x1 - WINDOW.0, rect.y1 - WINDOW.1);
        popup.set("Rect", annotation_looks::array([x, y, page.x1, rect.y1]));
    }
}

/// The coordinates of the strokes under the key that the annotation has for them.
fn set_strokes(dict: &mut Dictionary, strokes: &[Vec<Point>]) {
    let flat = |stroke: &Vec<Point>| {
        annotation_looks::array(stroke.iter().flat_map(|p| [p.x, p.y]).collect::<Vec<f64>>())
    };
    if dict.has(b"InkList") {
        dict.set("InkList", Object::Array(strokes.iter().map(flat).collect()));
    } else if let Some(stroke) = strokes.first() {
        dict.set(if dict.has(b"L") { "L" } else { "Vertices" }, flat(stroke));
    }
}

/// What becomes of an annotation; `None` if it stays as it is.
fn moved(maps: &[LineMap], rect: Rect, shape: &Shape) -> Option<(Rect, Shape)> {
    let mapped = line_of(maps, rect).map(|map| {
        let (from, to) = map.map_range(rect.x0, rect.x1);
        Rect::new(from, rect.y0, to, rect.y1)
    });
    let (new, shape) = match shape {
        Shape::Quads(quads) if quads.len() >= 8 => {
            let new: Vec<f64> = quads.chunks(8).flat_map(|quad| moved_quad(maps, quad)).collect();
            if new.iter().zip(quads).any(|(a, b)| (a - b).abs() > STILL) {
                return bounds(&points(&new)).map(|around| (around, Shape::Quads(new)));
            }
            (mapped?, Shape::Quads(new))
        }
        Shape::Quads(quads) => (mapped?, Shape::Quads(quads.clone())),
        Shape::Frame => (mapped?, Shape::Frame),
        Shape::Sign => {
            let shift = mapped?.x0 - rect.x0;
            (Rect { x0: rect.x0 + shift, x1: rect.x1 + shift, ..rect }, Shape::Sign)
        }
        Shape::Strokes(strokes) => {
            let drawn = strokes.iter().filter_map(|s| bounds(s)).reduce(|a, b| a.union(b))?;
            let map = line_of(maps, drawn)?;
            let (from, to) = map.map_range(drawn.x0, drawn.x1);
            if (from - drawn.x0).abs() <= STILL && (to - drawn.x1).abs() <= STILL {
                return None;
            }
            // Neither the number of its points nor their distances may tell how long it was.
            let y = drawn.center().y;
            let stroke = vec![Point::new(from, y), Point::new(to, y)];
            return Some((Rect::new(from, rect.y0, to, rect.y1), Shape::Strokes(vec![stroke])));
        }
    };
    let moved = (new.x0 - rect.x0).abs() > STILL || (new.x1 - rect.x1).abs() > STILL;
    moved.then_some((new, shape))
}

fn bounds(points: &[Point]) -> Option<Rect> {
    points.iter().map(|p| Rect::from_points(*p, *p)).reduce(|a, b| a.union(b))
}

fn moved_quad(maps: &[LineMap], quad: &[f64]) -> Vec<f64> {
    let Some(bounds) = bounds(&points(quad)) else { return quad.to_vec() };
    match line_of(maps, bounds) {
        Some(map) => {
            let (from, to) = map.map_range(bounds.x0, bounds.x1);
            let x = |n: f64| if n < bounds.center().x { from } else { to };
            quad.iter().enumerate().map(|(i, n)| if i % 2 == 0 { x(*n) } else { *n }).collect()
        }
        None => quad.to_vec(),
    }
}
