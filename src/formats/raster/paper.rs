//! How large a picture is on paper: what it says of itself is often not so.

use kurbo::{Affine, Point, Rect};

/// Points in an inch.
const INCH: f64 = 72.0;
/// The longer side of a page, in inches: A4, and the longest that is taken for one.
const PAGE: f64 = 11.7;
const LONGEST: f64 = 24.0;
/// Dots along the longer side from which a picture that says nothing is a page, and how many dots of a
/// screen make an inch.
const SCANNED: u32 = 1500;
const SCREEN: f64 = 96.0;

/// A picture on paper.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paper {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dpi: f64,
}

impl Paper {
    /// A picture of so many dots that says how many make an inch.
    pub(crate) fn of(width: u32, height: u32, said: Option<f64>) -> Self {
        let long = width.max(height);
        let dpi = match said {
            // A photograph of a page says what its camera always says.
            Some(dpi) if f64::from(long) / dpi <= LONGEST && (dpi > SCREEN || long < SCANNED) => {
                dpi
            }
            _ if long >= SCANNED => f64::from(long) / PAGE,
            _ => SCREEN,
        };
        Self { width, height, dpi }
    }

    /// Its area in points; y goes up.
    pub(crate) fn area(self) -> Rect {
        let points = INCH / self.dpi;
        Rect::new(0.0, 0.0, f64::from(self.width) * points, f64::from(self.height) * points)
    }

    /// From the unit square in which an image is drawn to points.
    pub(crate) fn matrix(self) -> Affine {
        Affine::scale_non_uniform(self.area().width(), self.area().height())
    }

    /// A place in points as one in dots from the upper left corner.
    pub(crate) fn dots(self, at: Point) -> Point {
        let scale = self.dpi / INCH;
        Point::new(at.x * scale, f64::from(self.height) - at.y * scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_size_of_what_it_shows() {
        let dpi = |width, height, said| Paper::of(width, height, said).dpi.round();
        assert_eq!(dpi(2480, 3508, Some(300.0)), 300.0);
        assert_eq!(dpi(2480, 3508, None), 300.0);
        assert_eq!(dpi(3024, 4032, Some(72.0)), 345.0);
        assert_eq!(dpi(800, 600, None), 96.0);
        assert_eq!(dpi(800, 600, Some(72.0)), 72.0);
        let paper = Paper::of(300, 600, Some(150.0));
        assert_eq!(paper.dots(Point::new(72.0, 288.0)), Point::new(150.0, 0.0));
    }
}
