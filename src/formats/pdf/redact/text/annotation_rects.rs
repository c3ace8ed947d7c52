//! Rectangles of annotations on lines that were typeset anew: links, highlights. Their old width
//! would reveal that of the removed text.

use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::redact::text::line_map::LineMap;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::pdf::syntax::object;
use kurbo::{Point, Rect};
use lopdf::{Document, Object, ObjectId};

/// Moves the rectangles of annotations along with the lines under them.
pub(crate) fn move_with_lines(
    job: &RedactionJob<'_>,
    doc: &mut Document,
    edited_canvases: &[EditedCanvas],
) {
    for edited in edited_canvases {
        let spec = job.document.canvas(edited.index);
        let (Some(_), UnitKey::Page(page)) = (spec.page, spec.key) else { continue };
        for id in annotations(doc, page) {
            move_annotation(doc, id, &edited.reflow.line_maps);
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

fn move_annotation(doc: &mut Document, id: ObjectId, maps: &[LineMap]) {
    let Some(dict) = doc.objects.get(&id).and_then(object::as_dict) else { return };
    // A widget or stamp stands on its own; what lies on text follows the text.
    if !matches!(
        object::name(doc, dict, b"Subtype"),
        Some(b"Link" | b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly")
    ) {
        return;
    }
    let Some(rect) = object::rect(doc, dict, b"Rect") else { return };
    let points = object::numbers(doc, dict, b"QuadPoints");
    let mut changed = Vec::new();
    if let Some(map) = line_of(maps, rect) {
        let (from, to) = map.map_range(rect.x0, rect.x1);
        let new = [from, rect.y0, to, rect.y1];
        changed.push(("Rect", new.to_vec()));
    }
    if let Some(points) = points {
        let new: Vec<f64> = points.chunks(8).flat_map(|quad| moved_quad(maps, quad)).collect();
        if new != points {
            changed.push(("QuadPoints", new));
        }
    }
    if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&id) {
        for (key, numbers) in changed {
            let numbers = numbers.into_iter().map(|n| Object::Real(n as f32)).collect();
            dict.set(key, Object::Array(numbers));
        }
    }
}

fn moved_quad(maps: &[LineMap], quad: &[f64]) -> Vec<f64> {
    let corners = quad.as_chunks().0.iter().map(|[x, y]| Point::new(*x, *y));
    let Some(bounds) = corners.map(|p| Rect::from_points(p, p)).reduce(|a, b| a.union(b)) else {
        return quad.to_vec();
    };
    match line_of(maps, bounds) {
        Some(map) => {
            let (from, to) = map.map_range(bounds.x0, bounds.x1);
            let x = |n: f64| if n < bounds.center().x { from } else { to };
            quad.iter().enumerate().map(|(i, n)| if i % 2 == 0 { x(*n) } else { *n }).collect()
        }
        None => quad.to_vec(),
    }
}
