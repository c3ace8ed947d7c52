//! A part of a page as a picture: its images, drawn over each other on white paper.

use crate::formats::scan::plane::{Plane, Shades};
use crate::model::Picture;
use kurbo::{Affine, Point, Rect};

/// Points in an inch.
const INCH: f64 = 72.0;
/// Longest side of a picture, in samples.
const LONGEST: f64 = 20_000.0;
/// From how many samples of an image for one of the picture it is halved first.
const COARSER: f64 = 1.8;

/// How a part of a page is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// From the page to samples: y goes down there.
    pub(crate) to_picture: Affine,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dpi: f64,
}

impl View {
    /// A view of an area of a page that is turned clockwise by so many quarters and then by an
    /// angle, in radians; `None` if it would be too large.
    pub(crate) fn of(area: Rect, quarters: u8, skew: f64, dpi: f64) -> Option<Self> {
        let scale = dpi / INCH;
        let (w, h) = (area.width() * scale, area.height() * scale);
        let (w, h) = if quarters % 2 == 1 { (h, w) } else { (w, h) };
        let (sin, cos) = (skew.sin().abs(), skew.cos().abs());
        let (width, height) = (w * cos + h * sin, h * cos + w * sin);
        let sound = (1.0..=LONGEST).contains(&width.ceil())
            && (1.0..=LONGEST).contains(&height.ceil())
            && width.ceil() * height.ceil() <= Picture::MOST as f64;
        let turn = f64::from(quarters % 4) * std::f64::consts::FRAC_PI_2 + skew;
        let to_picture = Affine::translate((width / 2.0, height / 2.0))
            * Affine::rotate(turn)
            * Affine::new([scale, 0.0, 0.0, -scale, 0.0, 0.0])
            * Affine::translate(-area.center().to_vec2());
        sound.then(|| Self {
            to_picture,
            width: width.ceil() as u32,
            height: height.ceil() as u32,
            dpi,
        })
    }

    /// The corners on the page of an area in samples, counterclockwise from its lower left as one
    /// reads it.
    pub(crate) fn on_page(&self, [left, top, right, bottom]: [f64; 4]) -> [Point; 4] {
        let back = self.to_picture.inverse();
        [(left, bottom), (right, bottom), (right, top), (left, top)]
            .map(|(x, y)| back * Point::new(x, y))
    }

    /// The images, each with its place on the page, in the order of painting.
    pub(crate) fn draw(&self, images: &[(Shades, Affine)]) -> Option<Picture> {
        let count = usize::try_from(u64::from(self.width) * u64::from(self.height)).ok()?;
        let mut paper = vec![255_u8; count];
        for (image, matrix) in images {
            self.paint(&mut paper, image, *matrix);
        }
        Picture::new(self.width, self.height, self.dpi.round() as u32, paper)
    }

    fn paint(&self, paper: &mut [u8], image: &Shades, matrix: Affine) {
        let there = self.to_picture * matrix;
        let back = there.inverse();
        if !back.is_finite() {
            return;
        }
        let (width, height) = (self.width as usize, self.height as usize);
        let bounds = there.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let range = |from: f64, to: f64, most: usize| {
            (from.floor().max(0.0) as usize).min(most)..(to.ceil().max(0.0) as usize).min(most)
        };
        let gray = Sampler::new(&image.gray, there);
        let opacity = image.opacity.as_ref().map(|plane| Sampler::new(plane, there));
        for row in range(bounds.y0, bounds.y1, height) {
            for column in range(bounds.x0, bounds.x1, width) {
                let at = back * Point::new(column as f64 + 0.5, row as f64 + 0.5);
                if !(0.0..=1.0).contains(&at.x) || !(0.0..=1.0).contains(&at.y) {
                    continue;
                }
                let Some(shade) = paper.get_mut(row * width + column) else { continue };
                let over = gray.at(at);
                *shade = match &opacity {
                    None => over as u8,
                    Some(opacity) => {
                        let part = opacity.at(at) / 255.0;
                        (over * part + f64::from(*shade) * (1.0 - part)) as u8
                    }
                };
            }
        }
    }
}

/// A plane that is sampled at places of the unit square.
struct Sampler<'a> {
    plane: std::borrow::Cow<'a, [u8]>,
    width: usize,
    height: usize,
}

impl<'a> Sampler<'a> {
    /// A sampler for a plane that is drawn like this.
    fn new(plane: &'a Plane, there: Affine) -> Self {
        let [a, b, c, d, ..] = there.as_coeffs();
        let (wide, high) = (a.hypot(b).max(1.0), c.hypot(d).max(1.0));
        let coarse = |p: &Plane| {
            (p.width as f64 / wide).min(p.height as f64 / high) >= COARSER && p.data.len() > 16
        };
        let whole = || Self {
            plane: std::borrow::Cow::Borrowed(&plane.data),
            width: plane.width,
            height: plane.height,
        };
        if !coarse(plane) {
            return whole();
        }
        let mut half = plane.halved();
        while coarse(&half) {
            half = half.halved();
        }
        let Plane { width, height, data } = half;
        Self { plane: std::borrow::Cow::Owned(data), width, height }
    }

    /// The shade at a place, between the four samples around it.
    fn at(&self, at: Point) -> f64 {
        let x = (at.x * self.width as f64 - 0.5).clamp(0.0, (self.width - 1) as f64);
        let y = ((1.0 - at.y) * self.height as f64 - 0.5).clamp(0.0, (self.height - 1) as f64);
        let (column, row) = (x as usize, y as usize);
        let (right, below) = (x - column as f64, y - row as f64);
        let sample = |row: usize, column: usize| {
            let at = row.min(self.height - 1) * self.width + column.min(self.width - 1);
            f64::from(self.plane.get(at).copied().unwrap_or(255))
        };
        let upper = sample(row, column) * (1.0 - right) + sample(row, column + 1) * right;
        let lower = sample(row + 1, column) * (1.0 - right) + sample(row + 1, column + 1) * right;
        upper * (1.0 - below) + lower * below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four samples by two; the one in the upper left is black.
    fn image() -> Shades {
        let mut data = vec![255; 8];
        data[0] = 0;
        Shades { gray: Plane { width: 4, height: 2, data }, opacity: None }
    }

    /// Where the black sample is in a view of it, turned like this.
    fn black(quarters: u8) -> (u32, u32, Vec<usize>) {
        let view = View::of(Rect::new(0.0, 0.0, 4.0, 2.0), quarters, 0.0, 72.0).expect("small");
        let picture = view.draw(&[(image(), Affine::scale_non_uniform(4.0, 2.0))]).expect("small");
        let dark = (0..picture.shades.len()).filter(|i| picture.shades[*i] < 128).collect();
        (picture.width, picture.height, dark)
    }

    #[test]
    fn a_view_turns_clockwise() {
        assert_eq!(black(0), (4, 2, vec![0]));
        assert_eq!(black(1), (2, 4, vec![1]));
        assert_eq!(black(2), (4, 2, vec![7]));
        assert_eq!(black(3), (2, 4, vec![6]));
    }

    #[test]
    fn a_place_in_the_picture_is_found_on_the_page() {
        let view = View::of(Rect::new(0.0, 0.0, 400.0, 200.0), 0, 0.0, 144.0).expect("small");
        let corners = view.on_page([20.0, 40.0, 60.0, 80.0]);
        assert_eq!(corners[0], Point::new(10.0, 160.0));
        assert_eq!(corners[2], Point::new(30.0, 180.0));
        assert!(View::of(Rect::new(0.0, 0.0, 1e5, 1e5), 0, 0.0, 300.0).is_none());
    }

    #[test]
    fn a_mask_lets_the_paper_through() {
        let view = View::of(Rect::new(0.0, 0.0, 2.0, 1.0), 0, 0.0, 72.0).expect("small");
        let gray = Plane { width: 2, height: 1, data: vec![0, 0] };
        let opacity = Some(Plane { width: 2, height: 1, data: vec![255, 0] });
        let drawn = view.draw(&[(Shades { gray, opacity }, Affine::scale_non_uniform(2.0, 1.0))]);
        assert_eq!(drawn.expect("small").shades, [0, 255]);
    }
}
