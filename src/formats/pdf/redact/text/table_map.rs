//! How positions shift in a table whose columns were given other widths.

use kurbo::{Point, Rect};

/// A column, and all that stands between it and the one before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnShift {
    /// Where it begins: what lies at or behind this goes with it.
    pub(crate) from: f64,
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
}

impl TableMap {
    /// How far moves what begins or ends at `x`.
    pub(crate) fn shift(&self, x: f64) -> f64 {
        let own = self.columns.iter().rev().find(|c| c.from <= x).or(self.columns.first());
        own.map_or(0.0, |c| c.shift)
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
        let column = |from, shift| ColumnShift { from, shift };
        let columns = vec![column(70.0, 2.0), column(150.0, -30.0), column(220.0, -25.0)];
        let map = TableMap { area: Rect::new(60.0, 500.0, 300.0, 600.0), columns };
        let shifts = [60.0, 70.0, 149.0, 151.0, 219.0, 400.0].map(|x| map.shift(x));
        assert_eq!(shifts, [2.0, 2.0, 2.0, -30.0, -30.0, -25.0]);
        assert!(map.holds(Point::new(60.0, 510.0), Point::new(300.0, 510.0)));
        assert!(!map.holds(Point::new(0.0, 510.0), Point::new(595.0, 510.0)));
    }
}
