//! Pictures of what is drawn as paths: letters that are lines and curves, and codes of many small areas.

use crate::formats::pdf::interpret::canvas::{Canvas, DrawnPath, Rule};
use crate::formats::pdf::interpret::path::PaintedPath;
use crate::formats::pdf::interpret::shapes::MOST_PATHS;
use crate::formats::pdf::read::drawing::LooseDrawing;
use crate::formats::pdf::read::outlines;
use crate::formats::scan::fill::Paper;
use crate::formats::scan::plane::Shades;
use crate::model::Picture;
use kurbo::{Affine, PathEl, Point, Rect};
use std::collections::{BTreeMap, BTreeSet};

/// Dots an inch of such a picture.
const DPI: f64 = 300.0;
/// Points around letters that belong to them.
const AROUND: f64 = 8.0;
/// Most areas that are codes on one page, and least parts of one.
const MOST_CODES: usize = 8;
const PARTS: usize = 40;
/// Sides of a code, and the longer and the shorter of a part of it, in points.
const CODE: std::ops::RangeInclusive<f64> = 18.0..=300.0;
const PART: (f64, f64) = (160.0, 14.0);
/// Side of a cell by which parts of a code lie together, in points.
const CELL: f64 = 9.0;
/// White around a code, in points.
const QUIET: f64 = 9.0;

/// A picture of an area of a page, as images are that are drawn there.
pub(crate) struct Sketch {
    pub(crate) area: Rect,
    pub(crate) drawn: Vec<(Shades, Affine)>,
}

/// The letters of a page that are drawn as paths; `None` if there are none, or they cannot be told from
/// what else the page draws.
pub(crate) fn letters(drawing: &LooseDrawing, page: Rect) -> Option<Sketch> {
    let canvas = drawing.canvas();
    let area = outlines::outline_area(canvas)?.inflate(AROUND, AROUND).intersect(page);
    sketch(drawing, area)
}

/// The areas of a page that may be codes drawn as paths.
pub(crate) fn codes(drawing: &LooseDrawing, page: Rect) -> Vec<Sketch> {
    let areas = code_areas(&drawing.canvas().rules);
    let areas = areas.into_iter().map(|area| area.inflate(QUIET, QUIET).intersect(page));
    areas.take(MOST_CODES).filter_map(|area| sketch(drawing, area)).collect()
}

/// Where many short lines or small rectangles lie close together.
fn code_areas(rules: &[Rule]) -> Vec<Rect> {
    let part = |rule: &Rule| {
        let area = Rect::from_points(rule.from, rule.to);
        let (long, short) = (area.width().max(area.height()), area.width().min(area.height()));
        (long <= PART.0 && short <= PART.1 && area.is_finite()).then_some(area)
    };
    let parts: Vec<Rect> = rules.iter().filter_map(part).collect();
    if parts.len() < PARTS {
        return Vec::new();
    }
    let cell = |n: f64| (n / CELL).floor() as i64;
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (number, area) in parts.iter().enumerate() {
        let middle = area.center();
        cells.entry((cell(middle.x), cell(middle.y))).or_default().push(number);
    }
    let mut left: BTreeSet<(i64, i64)> = cells.keys().copied().collect();
    let mut out = Vec::new();
    while let Some(start) = left.pop_first() {
        let (mut open, mut own) = (vec![start], Vec::<usize>::new());
        while let Some((x, y)) = open.pop() {
            own.extend(cells.get(&(x, y)).into_iter().flatten());
            let near = (-2..=2).flat_map(|dx| (-2..=2).map(move |dy| (x + dx, y + dy)));
            open.extend(near.filter(|at| left.remove(at)));
        }
        let bounds = own.iter().filter_map(|n| parts.get(*n)).copied().reduce(|a, b| a.union(b));
        let sized = |b: &Rect| CODE.contains(&b.width()) && CODE.contains(&b.height());
        out.extend(bounds.filter(sized).filter(|_| own.len() >= PARTS));
    }
    out
}

/// What paths draw in an area.
fn sketch(drawing: &LooseDrawing, area: Rect) -> Option<Sketch> {
    let canvas = drawing.canvas();
    if area.is_zero_area() || canvas.paths.len() >= MOST_PATHS {
        return None;
    }
    let inside: Vec<&DrawnPath> = canvas
        .paths
        .iter()
        .filter(|p| p.bounds.intersect(area).is_finite() && touch(p, area))
        .collect();
    if is_repeated(canvas, &inside) {
        return None;
    }
    let scale = DPI / 72.0;
    let (width, height) = ((area.width() * scale).ceil(), (area.height() * scale).ceil());
    if width * height > Picture::MOST as f64 || width < 1.0 || height < 1.0 {
        return None;
    }
    let to_samples = Affine::new([scale, 0.0, 0.0, -scale, -area.x0 * scale, area.y1 * scale]);
    let mut paper = Paper::new(width as usize, height as usize, to_samples);
    for drawn in inside {
        let Some(path) = drawing.unit(drawn.unit).and_then(|unit| PaintedPath::of(drawn, unit))
        else {
            continue;
        };
        for (area, even_odd, shade) in path.areas(drawn) {
            paper.fill(&area, even_odd, shade);
        }
    }
    let (wide, high) = (width / scale, height / scale);
    let place = Affine::new([wide, 0.0, 0.0, high, area.x0, area.y1 - high]);
    let shades = Shades { gray: paper.plane, opacity: None };
    Some(Sketch { area, drawn: vec![(shades, place)] })
}

/// Least and most points of a frame, and how near the edge of what it covers each lies, as a share of the shorter side.
const CORNERS: usize = 4;
const MOST_POINTS: usize = 40;
const EDGE: f64 = 0.2;
/// Areas in a chart, their least side in points, and the share of each that lies in it.
const BARS: usize = 3;
const BAR: f64 = 3.0;
const BAR_SHARE: f64 = 0.04;

/// Whether a path is the frame of something, such as a stamp: it is closed, and all of its points lie at its
/// edges.
pub(crate) fn is_frame(drawing: &LooseDrawing, drawn: &DrawnPath) -> bool {
    let path = drawing.unit(drawn.unit).and_then(|unit| PaintedPath::of(drawn, unit));
    let Some(path) = path.filter(|path| path.subpaths.len() <= 2) else { return false };
    path.subpaths.iter().all(|subpath| {
        let elements = subpath.path.elements();
        let points: Vec<Point> = elements.iter().filter_map(PathEl::end_point).collect();
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return true };
        let closed = elements.contains(&PathEl::ClosePath) || first.distance(*last) < 1.0;
        let near = EDGE * drawn.bounds.width().min(drawn.bounds.height());
        let inner = drawn.bounds.inset(-near);
        let sized = (CORNERS..=MOST_POINTS).contains(&points.len());
        closed && sized && !points.iter().any(|point| inner.contains(*point))
    })
}

/// Whether several areas lie where a line is drawn, as the bars of a chart do.
pub(crate) fn is_chart(canvas: &Canvas, mark: Rect) -> bool {
    let bar = |path: &&DrawnPath| {
        let bounds = path.bounds;
        // The cell of a table in which initials stand is wider than they are.
        bounds.width().min(bounds.height()) >= BAR
            && bounds.width() < mark.width()
            && mark.intersect(bounds).area() >= BAR_SHARE * bounds.area()
    };
    canvas.paths.iter().filter(|path| !path.by_hand).filter(bar).take(BARS).count() == BARS
}

fn touch(path: &DrawnPath, area: Rect) -> bool {
    let reach = path.bounds.inflate(1.0, 1.0);
    reach.x0 < area.x1 && area.x0 < reach.x1 && reach.y0 < area.y1 && area.y0 < reach.y1
}

/// Whether any of these paths stands in content that the page draws more than once: what is cut there would
/// be missing elsewhere.
fn is_repeated(canvas: &Canvas, paths: &[&DrawnPath]) -> bool {
    let mut calls: BTreeMap<u32, usize> = BTreeMap::new();
    canvas.calls.iter().for_each(|call| *calls.entry(call.unit).or_default() += 1);
    paths.iter().any(|path| calls.get(&path.unit).is_some_and(|count| *count > 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    fn rule(x: f64, y: f64, side: f64) -> Rule {
        let (from, to) = (Point::new(x, y), Point::new(x + side, y + side));
        Rule { call: 0, ops: (0, None), ctm: Affine::IDENTITY, from, to }
    }

    #[test]
    fn many_small_areas_are_a_code_and_a_table_is_none() {
        let modules = (0..200).map(|n| rule(f64::from(n % 20) * 3.0, f64::from(n / 20) * 6.0, 3.0));
        let mut rules: Vec<Rule> = modules.collect();
        assert_eq!(code_areas(&rules), [Rect::new(0.0, 0.0, 60.0, 57.0)]);
        rules.iter_mut().for_each(|rule| rule.to.x += 300.0);
        assert!(code_areas(&rules).is_empty());
        assert!(code_areas(&rules[..20]).is_empty());
    }
}
