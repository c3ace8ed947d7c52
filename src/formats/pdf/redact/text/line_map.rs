//! How positions shift on a line that was typeset anew, for what belongs to the line but is not
//! text: underlines, backgrounds, clips, links.

use crate::formats::pdf::layout::chunk::Chunk;
use kurbo::{Point, Rect};

/// Height below which a rule is a stroke and not a background, relative to the size of the line.
const FLAT: f64 = 0.3;
/// How high above the baseline a stroke through a line may lie, and where the middle of the line
/// is, relative to its size: a higher stroke underlines the line above.
const HIGHEST: f64 = 0.75;
const MIDDLE: f64 = 0.25;
/// How close to the end of a letter something must begin or end to count as aligned with it,
/// relative to the size of the line.
const NEAR: f64 = 0.04;

/// The positions on one line, before and after.
#[derive(Clone, Debug)]
pub(crate) struct LineMap {
    /// The area that the line covered on the canvas; upright lines only.
    pub(crate) area: Rect,
    /// Position of its baseline, and its size, in canvas units.
    pub(crate) baseline: f64,
    pub(crate) size: f64,
    /// Number of its stratum in the layout: what lies over it does not belong to it.
    pub(crate) stratum: usize,
    /// Its stretches, sorted by old position.
    pub(crate) stretches: Vec<LineStretch>,
}

/// A stretch of a line, before and after: start and end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineStretch {
    pub(crate) old: (f64, f64),
    pub(crate) new: (f64, f64),
    /// Whether it is removed text: no position within it may be preserved.
    pub(crate) cut: bool,
}

impl LineStretch {
    fn contains(&self, x: f64) -> bool {
        self.old.0 <= x && x <= self.old.1
    }
}

impl LineMap {
    /// The map of an upright chunk.
    pub(crate) fn new(chunk: &Chunk, mut stretches: Vec<LineStretch>) -> Self {
        stretches.sort_by(|a, b| a.old.0.total_cmp(&b.old.0));
        let Chunk { across: baseline, size, stratum, .. } = *chunk;
        let (top, bottom) = (baseline + size, baseline - 0.4 * size);
        let area = Rect::new(chunk.start, bottom, chunk.end, top);
        Self { area, baseline, size, stratum, stretches }
    }

    /// The new positions of something that reached from one position to another.
    pub(crate) fn map_range(&self, from: f64, to: f64) -> (f64, f64) {
        if from <= to {
            (self.map_point(from, false), self.map_point(to, true))
        } else {
            (self.map_point(from, true), self.map_point(to, false))
        }
    }

    /// The new position of something that began, or ended, at `x`.
    fn map_point(&self, x: f64, ends: bool) -> f64 {
        let (Some(first), Some(last)) = (self.stretches.first(), self.stretches.last()) else {
            return x;
        };
        // Producers round: what began or ended with a letter still does so afterwards.
        let own = |s: &LineStretch| if ends { (s.old.1, s.new.1) } else { (s.old.0, s.new.0) };
        let other = |s: &LineStretch| if ends { (s.old.0, s.new.0) } else { (s.old.1, s.new.1) };
        let near = |(old, _): &(f64, f64)| (old - x).abs() <= NEAR * self.size;
        let own = self.stretches.iter().map(own).find(near);
        if let Some((_, new)) = own.or_else(|| self.stretches.iter().map(other).find(near)) {
            return new;
        }
        if let Some(step) = self.stretches.iter().find(|s| s.contains(x)) {
            if step.cut {
                return if ends { step.new.1 } else { step.new.0 };
            }
            return x + step.new.0 - step.old.0;
        }
        if x < first.old.0 {
            return x + first.new.0 - first.old.0;
        }
        let before = self.stretches.iter().rev().find(|s| s.old.1 < x).unwrap_or(last);
        let after = self.stretches.iter().find(|s| s.old.0 > x);
        match after {
            // Between two words with a space between them.
            Some(after) if after.old.0 > before.old.1 => {
                let part = (x - before.old.1) / (after.old.0 - before.old.1);
                before.new.1 + part * (after.new.0 - before.new.1)
            }
            _ => x + before.new.1 - before.old.1,
        }
    }

    /// Whether something reaches no further than the letters of the line.
    pub(crate) fn spans(&self, a: f64, b: f64) -> bool {
        let near = NEAR * self.size;
        a.min(b) >= self.area.x0 - near && a.max(b) <= self.area.x1 + near
    }

    /// Whether nothing of the line is left.
    pub(crate) fn is_covered(&self) -> bool {
        self.stretches.iter().all(|s| s.cut)
    }

    /// Whether a rule with these corners may belong to the line.
    fn may_own(&self, rule: Rect) -> bool {
        let slack = self.area.height() * 0.3;
        let flat = rule.height() < FLAT * self.size;
        let area = self.area.inflate(slack, slack);
        let inside =
            rule.x0 > area.x0 && rule.x1 < area.x1 && rule.y0 > area.y0 && rule.y1 < area.y1;
        inside && !(flat && rule.center().y > self.baseline + HIGHEST * self.size)
    }
}

/// The line that a rule with these corners belongs to: the nearest of those that may own it.
pub(crate) fn line_of_rule(maps: &[LineMap], from: Point, to: Point) -> Option<&LineMap> {
    let rule = Rect::from_points(from, to);
    let off = |m: &&LineMap| (rule.center().y - m.baseline - MIDDLE * m.size).abs();
    maps.iter().filter(|m| m.may_own(rule)).min_by(|a, b| off(a).total_cmp(&off(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(baseline: f64) -> LineMap {
        let area = Rect::new(70.0, baseline - 4.0, 300.0, baseline + 10.0);
        let step = |old, new, cut| LineStretch { old, new, cut };
        let steps = vec![
            step((70.0, 100.0), (70.0, 100.0), false),
            step((100.0, 150.0), (100.0, 120.0), true),
            step((160.0, 300.0), (124.0, 264.0), false),
        ];
        LineMap { area, baseline, size: 10.0, stratum: 0, stretches: steps }
    }

    fn baseline(maps: &[LineMap], y: f64, height: f64) -> Option<f64> {
        let rule = line_of_rule(maps, Point::new(80.0, y), Point::new(200.0, y + height));
        rule.map(|m| m.baseline)
    }

    #[test]
    fn places_go_with_the_letters_around_them() {
        let map = line(500.0);
        assert_eq!(map.map_range(60.0, 90.0), (60.0, 90.0));
        assert_eq!(map.map_range(170.0, 400.0), (134.0, 364.0));
        assert_eq!(map.map_range(155.0, 160.1), (122.0, 124.0));
        assert_eq!(map.map_range(300.0, 99.8), (264.0, 100.0));
    }

    #[test]
    fn no_place_within_a_cut_tells_where_in_it_that_was() {
        let map = line(500.0);
        for x in [101.0, 110.0, 130.0, 149.0] {
            assert_eq!(map.map_range(x, x), (100.0, 120.0));
        }
    }

    #[test]
    fn an_underline_belongs_to_the_line_above_it() {
        let maps = [line(500.0), line(488.0)];
        assert_eq!(baseline(&maps, 498.5, 0.0), Some(500.0));
        assert_eq!(baseline(&maps[1..], 498.5, 0.0), None);
        assert_eq!(baseline(&maps, 491.0, 0.5), Some(488.0));
        assert_eq!(baseline(&maps, 497.0, 12.0), Some(500.0));
        assert_eq!(baseline(&maps, 400.0, 12.0), None);
    }
}
