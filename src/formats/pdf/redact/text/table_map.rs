//! How positions shift in a table whose columns were given other widths.

use kurbo::{Point, Rect};

/// A column, and all that stands between it and the one before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnShift {
    /// Where it begins: what lies at or behind this goes with it.
    pub(crate) from: f64,
    /// Where its text begins; that of the last, behind which is nothing, is where the text before it ends.
    pub(crate) text: f64,
    /// How far it moves.
    pub(crate) shift: f64,
}

/// A table whose columns moved.
#[derive(Clone, Debug)]
pub(crate) struct TableMap {
    /// What it covers on the canvas, its borders included.
    pub(crate) area: Rect,
    /// From left to right.
    pub(crate) columns: Vec<ColumnShift>,
    /// How far in front of the first column its borders begin and end.
    pub(crate) margins: Vec<f64>,
}

/// How far a border may be off because a producer draws at whole pixels, in points.
const PIXEL: f64 = 1.0;
/// Positions are rounded to this, in points: the last decimals of a producer's tell where something was.
const ROUND: f64 = 0.01;

impl TableMap {
    /// Where that goes which begins or ends at `x`. A border beside a column keeps the distance from it
    /// that borders have from the first column.
    pub(crate) fn place(&self, x: f64) -> f64 {
        let own = self.columns.iter().rev().find(|c| c.from <= x).or(self.columns.first());
        let Some(own) = own else { return x };
        let distance = (own.text - x).abs();
        let usual = self
            .margins
            .iter()
            .copied()
            .min_by(|a, b| (a - distance).abs().total_cmp(&(b - distance).abs()));
        let usual = usual.filter(|usual| distance > 0.0 && (usual - distance).abs() < PIXEL);
        let beside = usual.map_or(x, |usual| own.text + usual.copysign(x - own.text));
        ((beside + own.shift) / ROUND).round() * ROUND
    }

    /// Whether something with these corners stands within the table.
    pub(crate) fn holds(&self, from: Point, to: Point) -> bool {
        let inside = |p: Point| {
            (self.area.x0..=self.area.x1).contains(&p.x)
                && (self.area.y0..=self.area.y1).contains(&p.y)
        };
        inside(from) && inside(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_columns_goes_with_the_one_behind() {
        let column = |from, text, shift| ColumnShift { from, text, shift };
        let columns =
            vec![column(70.0, 70.0, 2.0), column(150.0, 156.0, -30.0), column(220.0, 226.0, -25.0)];
        let margins = vec![4.0, 3.0];
        let map = TableMap { area: Rect::new(60.0, 500.0, 300.0, 600.0), columns, margins };
        let places = [60.0, 70.0, 149.0, 151.0, 219.0, 400.0].map(|x| map.place(x));
        assert_eq!(places, [62.0, 72.0, 151.0, 121.0, 189.0, 375.0]);
        // Borders a pixel off, and a place whose last decimals differ.
        assert_eq!([152.4, 153.3, 229.6].map(|x| map.place(x)), [122.0, 123.0, 205.0]);
        assert_eq!(map.place(156.000_04), map.place(156.0));
        assert!(map.holds(Point::new(60.0, 510.0), Point::new(300.0, 510.0)));
        assert!(!map.holds(Point::new(0.0, 510.0), Point::new(595.0, 510.0)));
    }
}
