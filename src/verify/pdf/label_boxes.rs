//! What is drawn where a box is claimed to stand.
//!
//! By geometry, not by pixels: the last opaque area that covers the box closes it; no glyph may lie
//! under it, only its label may lie on it, and an image under it must be flat there.

use super::glyphs::Glyph;
use crate::model::{MarkBox, Message, message};
use crate::verify::error::VerifyError;
use hayro_interpret::{DrawMode, Image, ImageData};
use kurbo::{Affine, Point, Rect};

/// By how much, in points, edges may differ; less on small boxes.
const SLACK: f64 = 0.75;
/// Most samples of an image that are unpacked to look under a box.
const SAMPLES: u64 = 1 << 28;
/// By how much samples of a flat area may differ after lossy coding.
const NOISE: u8 = 48;

/// What kind of drawing touches a box.
pub(super) enum Ink {
    /// An upright rectangle, with its color if it hides all that is under it.
    Area(Option<[u8; 4]>),
    /// A filled shape of four corners that is not upright, likewise.
    Tilted(Option<[u8; 4]>, [Point; 4]),
    /// Another filled shape.
    Shape,
    /// A line.
    Line,
}

/// A box and what was seen of it.
struct LabelBox {
    /// The box, or the upright part inside one that is tilted.
    rect: Rect,
    tilt: Option<Tilt>,
    label: String,
    /// Whether it stands over words in a picture, which may be a picture of paths.
    pictured: bool,
    covered: bool,
    /// The color of the area that covers it.
    color: [u8; 4],
    /// Where letters stand on it.
    label_area: Option<Rect>,
    /// Letters on it since it was covered.
    seen: String,
    fault: Option<Message>,
    /// Letters under it, and those that annotations draw on it.
    crossing: Vec<Glyph>,
}

/// How a box is tilted: the way from the page into the box, whose lower left corner is the origin there.
#[derive(Clone, Copy)]
struct Tilt {
    into: Affine,
    area: Rect,
}

impl Tilt {
    fn of(corners: [[f64; 2]; 4]) -> Option<Self> {
        let [a, b, _, d] = corners.map(|[x, y]| Point::new(x, y));
        let (along, up) = (b - a, d - a);
        let (width, height) = (along.hypot(), up.hypot());
        let (x, y) = (along / width, up / height);
        let out = Affine::new([x.x, x.y, y.x, y.y, a.x, a.y]);
        (out.determinant().abs() > 0.5)
            .then(|| Self { into: out.inverse(), area: Rect::new(0.0, 0.0, width, height) })
    }

    /// The rectangle that four corners on the page are in the box, if they are one there.
    fn rect(&self, corners: [Point; 4]) -> Option<Rect> {
        let inside = corners.map(|p| self.into * p);
        let bounds =
            inside.iter().fold(Rect::from_points(inside[0], inside[2]), |r, p| r.union_pt(*p));
        let corner = |p: &Point| {
            let near = |a: f64, b: f64| (a - b).abs() < 0.05;
            (near(p.x, bounds.x0) || near(p.x, bounds.x1))
                && (near(p.y, bounds.y0) || near(p.y, bounds.y1))
        };
        inside.iter().all(corner).then_some(bounds)
    }
}

/// A box without its rim.
fn without_rim(rect: Rect) -> Rect {
    rect.inset(-SLACK.min(rect.height().min(rect.width()) / 4.0))
}

impl LabelBox {
    /// The box without its rim.
    fn inner(&self) -> Rect {
        without_rim(self.rect)
    }

    /// Whether a point lies in the box, its rim aside.
    fn contains(&self, point: Point) -> bool {
        match &self.tilt {
            Some(tilt) => without_rim(tilt.area).contains(tilt.into * point),
            None => self.rect.contains(point) && self.inner().contains(point),
        }
    }

    /// Whether a shape of four corners is the area of this tilted box.
    fn is_area(&self, corners: [Point; 4]) -> bool {
        let Some(tilt) = &self.tilt else { return false };
        tilt.rect(corners).is_some_and(|rect| {
            tilt.area.inflate(3.0, 3.0).contains_rect(rect)
                && rect.inflate(0.05, 0.05).contains_rect(without_rim(tilt.area))
        })
    }

    fn cover(&mut self, color: [u8; 4]) {
        self.covered = true;
        self.color = color;
        self.seen.clear();
        self.label_area = None;
    }
}

/// What a box should look like.
pub(super) struct Look {
    /// In default user space, in points.
    pub(super) rect: Rect,
    /// Red, green, blue, opacity.
    pub(super) color: [u8; 4],
    /// Where its label stands; empty without one.
    pub(super) label: Rect,
}

/// All boxes of a page.
pub(super) struct LabelBoxes {
    list: Vec<LabelBox>,
    /// Annotations are drawn: they lie on top of all boxes and may have lines and areas there.
    pub(super) annotations: bool,
}

impl LabelBoxes {
    pub(super) fn new<'a>(boxes: impl IntoIterator<Item = &'a MarkBox>) -> Self {
        let mark = |b: &MarkBox| {
            let [x0, y0, x1, y1] = b.rect;
            let whole = Rect::new(x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1));
            let tilt = b.tilted.and_then(Tilt::of);
            // The upright rectangle that has the middle of a tilted box in common with it.
            let upright = b.tilted.map(|[a, c, _, d]| {
                let part = whole.inset((-(d[0] - a[0]).abs(), -(c[1] - a[1]).abs()));
                if part.width() > 0.0 && part.height() > 0.0 {
                    part
                } else {
                    Rect::from_center_size(whole.center(), (0.0, 0.0))
                }
            });
            LabelBox {
                rect: upright.unwrap_or(whole),
                tilt,
                label: b.label.clone(),
                pictured: b.pictured.is_some(),
                covered: false,
                color: [0; 4],
                label_area: None,
                seen: String::new(),
                fault: None,
                crossing: Vec::new(),
            }
        };
        Self { list: boxes.into_iter().map(mark).collect(), annotations: false }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// A path was drawn within these bounds.
    pub(super) fn draw(&mut self, ink: Ink, bounds: Rect) {
        let ink = match ink {
            Ink::Tilted(color, corners) => {
                let mut own = self.list.iter_mut().filter(|m| m.is_area(corners)).peekable();
                if own.peek().is_some() {
                    // The area of a tilted box covers that box and is nothing on another.
                    if let Some(color) = color {
                        own.for_each(|mark| mark.cover(color));
                    }
                    return;
                }
                Ink::Shape
            }
            other => other,
        };
        let rects: Vec<Rect> = self.list.iter().map(|m| m.rect).collect();
        let belongs = rects.iter().any(|r| {
            bounds.inflate(SLACK, SLACK).contains_rect(*r)
                && r.inflate(3.0, 3.0).contains_rect(bounds)
        });
        for mark in &mut self.list {
            let inner = mark.inner();
            if bounds.intersect(inner).is_zero_area() {
                continue;
            }
            // A white page behind everything covers nothing: only an area of the box's size is it.
            let sized = mark.rect.inflate(3.0, 3.0).contains_rect(bounds);
            match ink {
                Ink::Area(Some(color))
                    if sized && bounds.inflate(0.05, 0.05).contains_rect(inner) =>
                {
                    mark.cover(color);
                }
                // Frames, and areas of boxes that touch this one.
                _ if belongs => {}
                _ if mark.covered && !self.annotations => {
                    mark.fault = Some(message!("something else is drawn on it"))
                }
                _ => {}
            }
        }
    }

    /// A part of a path that hangs together was drawn within these bounds: none may lie in a box over a
    /// picture, whose letters may be paths.
    pub(super) fn part(&mut self, bounds: Rect) {
        if self.annotations {
            return;
        }
        for mark in self.list.iter_mut().filter(|mark| mark.pictured && !mark.covered) {
            if mark.inner().contains_rect(bounds) {
                mark.fault = Some(message!("there are lines or areas under it"));
            }
        }
    }

    /// Whether any box stands over a picture.
    pub(super) fn any_pictured(&self) -> bool {
        self.list.iter().any(|mark| mark.pictured)
    }

    /// A glyph was drawn. Whether it is on a box that was covered before.
    pub(super) fn glyph(&mut self, glyph: &Glyph, opaque: bool, mode: &DrawMode) -> bool {
        let mut on_box = false;
        let [x, y] = glyph.center();
        for mark in &mut self.list {
            if !mark.contains(Point::new(x, y)) {
                continue;
            }
            if glyph.text.is_blank() {
                continue;
            }
            if !mark.covered || self.annotations {
                mark.crossing.push(glyph.clone());
                continue;
            }
            on_box = true;
            if !opaque || matches!(mode, DrawMode::Invisible) {
                mark.fault = Some(message!("there are invisible letters on it"));
            }
            let body = glyph.body();
            mark.label_area = Some(mark.label_area.map_or(body, |area| area.union(body)));
            match glyph.text.is_empty() {
                true => mark.seen.push('\u{fffd}'),
                false => mark.seen.extend(glyph.text.chars()),
            }
        }
        on_box
    }

    /// An image was drawn: the unit square under this transform. Whether it touches a box.
    pub(super) fn image(&mut self, image: &Image<'_, '_>, transform: Affine) -> bool {
        let bounds = transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let touched: Vec<usize> = (0..self.list.len())
            .filter(|i| {
                self.list.get(*i).is_some_and(|m| !bounds.intersect(m.inner()).is_zero_area())
            })
            .collect();
        if touched.is_empty() {
            return false;
        }
        if u64::from(image.width()) * u64::from(image.height()) > SAMPLES {
            self.fail(&touched, &message!("an image is too large to inspect"));
            return true;
        }
        let inverse = transform.inverse();
        let mut flat: Vec<Option<bool>> = Vec::new();
        let regions: Vec<Rect> =
            touched.iter().filter_map(|i| self.list.get(*i)).map(|m| m.rect).collect();
        let look = |data: &[u8], channels: usize, width: u32, height: u32| -> Vec<Option<bool>> {
            regions.iter().map(|r| is_flat(data, channels, width, height, *r, inverse)).collect()
        };
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |data, _| {
                    flat = match &data {
                        ImageData::Rgb(d) => look(&d.data, 3, d.width, d.height),
                        ImageData::Luma(d) => look(&d.data, 1, d.width, d.height),
                    };
                },
                None,
            ),
            Image::Stencil(stencil) => {
                stencil.with_stencil(|d, _| flat = look(&d.data, 1, d.width, d.height), None);
            }
        }
        for (i, index) in touched.iter().enumerate() {
            let Some(mark) = self.list.get_mut(*index) else { continue };
            if mark.covered && !self.annotations {
                mark.fault = Some(message!("an image is drawn on it"));
            } else if flat.get(i).copied().flatten() == Some(false) {
                mark.fault = Some(message!("an image still shows something under it"));
            }
        }
        true
    }

    fn fail(&mut self, touched: &[usize], fault: &Message) {
        for index in touched {
            if let Some(mark) = self.list.get_mut(*index) {
                mark.fault = Some(fault.clone());
            }
        }
    }

    /// What each box should look like, in order.
    pub(super) fn looks(&self) -> impl Iterator<Item = Look> {
        self.list.iter().map(|mark| Look {
            rect: mark.rect,
            color: mark.color,
            label: mark.label_area.unwrap_or(Rect::ZERO),
        })
    }

    /// Whether any letters lie under a box, or on it in an annotation.
    pub(super) fn are_crossed(&self) -> bool {
        self.list.iter().any(|mark| !mark.crossing.is_empty())
    }

    /// Whether every box is closed and bears its label alone, and all letters that cross one may.
    pub(super) fn check(
        &self,
        place: &Message,
        may_cross: impl Fn(&Glyph) -> bool,
    ) -> Result<(), VerifyError> {
        for (number, mark) in self.list.iter().enumerate() {
            let letters =
                |s: &str| -> String { s.chars().filter(|c| !c.is_whitespace()).collect() };
            let fault = match &mark.fault {
                Some(fault) => Some(fault.clone()),
                None if !mark.crossing.iter().all(&may_cross) => {
                    Some(message!("there are letters under it"))
                }
                None if !mark.covered => Some(message!("no opaque area covers it")),
                None if letters(&mark.seen) != letters(&mark.label) => {
                    Some(message!("it shows something other than its code"))
                }
                None => None,
            };
            if let Some(fault) = fault {
                let fault = message!("{0}, box {1}: {2}", place, number + 1, fault);
                return Err(VerifyError::UnderBox(fault));
            }
        }
        Ok(())
    }
}

/// Whether all samples under a box are alike, the rim aside. `None` when none lies under it.
fn is_flat(
    data: &[u8],
    channels: usize,
    width: u32,
    height: u32,
    rect: Rect,
    inverse: Affine,
) -> Option<bool> {
    let unit = inverse.transform_rect_bbox(rect);
    let (w, h) = (f64::from(width), f64::from(height));
    // Two samples of rim, and more where a lossy code blurs edges.
    let rim = |n: f64| (n * 0.1).clamp(2.0, 17.0);
    let (rx, ry) = (rim(unit.width() * w), rim(unit.height() * h));
    let columns = (unit.x0 * w + rx).max(0.0) as usize..(unit.x1 * w - rx).clamp(0.0, w) as usize;
    let rows = ((1.0 - unit.y1) * h + ry).max(0.0) as usize
        ..((1.0 - unit.y0) * h - ry).clamp(0.0, h) as usize;
    let mut range: Vec<(u8, u8)> = vec![(255, 0); channels];
    for row in rows {
        let start = (row * width as usize + columns.start) * channels;
        let end = (row * width as usize + columns.end) * channels;
        for sample in data.get(start..end).unwrap_or_default().chunks_exact(channels) {
            for ((low, high), value) in range.iter_mut().zip(sample) {
                *low = (*low).min(*value);
                *high = (*high).max(*value);
            }
        }
    }
    let seen = range.iter().any(|(low, high)| low <= high);
    seen.then(|| range.iter().all(|(low, high)| high.saturating_sub(*low) <= NOISE))
}
