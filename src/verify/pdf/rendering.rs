//! How a page looks where boxes stand.
//!
//! The page is rendered and every box must show its own color and nothing else but its label:
//! what shines through, by transparency or by a way of drawing that the rules of geometry do not
//! know, shows here.

use super::label_boxes::LabelBoxes;
use super::strings;
use crate::model::{Message, message};
use crate::verify::error::VerifyError;
use hayro::vello_cpu::{
    Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit,
    color::{PremulRgba8, palette::css},
};
use hayro::{RenderCache, RenderSettings};
use hayro_interpret::{InterpreterSettings, RenderContent};
use hayro_syntax::page::Page;
use kurbo::{Affine, Rect};

/// Pixels a point.
const SCALE: f64 = 1.0;
/// Points at the rim of a box, and around its label, that may be blended.
const RIM: f64 = 1.5;
/// By how much a pixel may differ from the color of the box.
const NOISE: u8 = 12;
/// Longest side of a picture, in pixels.
const LONGEST: f64 = 8192.0;

/// Renders the part of a page where its boxes stand, without annotations, and looks at each.
pub(super) fn check<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    boxes: &LabelBoxes,
    place: &Message,
) -> Result<(), VerifyError> {
    // The renderer ends at a bracket that closes nothing, in front of the boxes.
    if page.page_stream().and_then(strings::without_stray_brackets).is_some() {
        return Ok(());
    }
    let crop = page.intersected_crop_box();
    let crop = Rect::new(crop.x0, crop.y0, crop.x1, crop.y1);
    let seen: Vec<_> = boxes
        .looks()
        .enumerate()
        .filter(|(_, look)| !look.rect.intersect(crop).is_zero_area())
        .collect();
    let Some(all) = seen.iter().map(|(_, l)| l.rect.intersect(crop)).reduce(|a, b| a.union(b))
    else {
        return Ok(());
    };
    let Some(picture) = Picture::of(page, cache, all, RenderContent::PAGE, SCALE) else {
        return Err(VerifyError::UnderBox(message!("{0}: the page is too large to render", place)));
    };
    for (number, look) in &seen {
        let inner = look.rect.intersect(crop).inset(-RIM);
        let others: Vec<Rect> = seen
            .iter()
            .filter(|(other, _)| other != number)
            .map(|(_, other)| other.rect.inflate(RIM, RIM))
            .chain([look.label.inflate(RIM, RIM)])
            .collect();
        if !picture.is_plain(inner, look.color, &others) {
            let fault = message!("something shows through when it is rendered");
            let fault = message!("{0}, box {1}: {2}", place, number + 1, fault);
            return Err(VerifyError::UnderBox(fault));
        }
    }
    Ok(())
}

/// The shades of an area, from 0 to 255.
pub(super) struct Shades {
    /// By how much red, green or blue differ within it, whichever differs most.
    pub(super) contrast: u8,
    /// The least and the most of any of them.
    pub(super) darkest: u8,
    pub(super) lightest: u8,
}

/// Part of a page in pixels.
pub(super) struct Picture {
    pixels: Pixmap,
    /// From the page's default user space to pixels.
    transform: Affine,
}

impl Picture {
    /// A part of a page as it looks.
    pub(super) fn of<'a>(
        page: &'a Page<'a>,
        cache: &RenderCache<'a>,
        part: Rect,
        content: RenderContent,
        scale: f64,
    ) -> Option<Self> {
        let (width, height) = ((part.width() * scale).ceil(), (part.height() * scale).ceil());
        if !(1.0..=LONGEST).contains(&width) || !(1.0..=LONGEST).contains(&height) {
            return None;
        }
        let transform = Affine::new([scale, 0.0, 0.0, -scale, -part.x0 * scale, part.y1 * scale]);
        let mut context = RenderContext::new(width as u16, height as u16);
        let settings =
            InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
        let how = RenderSettings { hinting: false, ..RenderSettings::default() };
        hayro::render_into(page, cache, &settings, &how, &mut context, transform);
        context.flush();
        let mut pixels = Pixmap::new(width as u16, height as u16);
        let fresh = RasterizerSettings {
            target_init: TargetInit::Clear(css::WHITE),
            ..RasterizerSettings::default()
        };
        context.render_with(&mut pixels, &mut Resources::default(), fresh);
        Some(Self { pixels, transform })
    }

    /// The shades in an area; `None` if it has no pixel here.
    pub(super) fn shades(&self, area: Rect) -> Option<Shades> {
        let pixels = self.transform.transform_rect_bbox(area);
        let (width, height) = (usize::from(self.pixels.width()), usize::from(self.pixels.height()));
        let range = |from: f64, to: f64, most: usize| {
            (from.floor().max(0.0) as usize)..(to.ceil().max(0.0) as usize).min(most)
        };
        let columns = range(pixels.x0, pixels.x1, width);
        let mut found: Option<[(u8, u8); 3]> = None;
        for row in range(pixels.y0, pixels.y1, height) {
            for column in columns.clone() {
                let Some(seen) = self.pixels.data().get(row * width + column) else { continue };
                let parts = [seen.r, seen.g, seen.b];
                let known = found.get_or_insert(parts.map(|part| (part, part)));
                for ((low, high), part) in known.iter_mut().zip(parts) {
                    *low = (*low).min(part);
                    *high = (*high).max(part);
                }
            }
        }
        let found = found?;
        Some(Shades {
            contrast: found.iter().map(|(low, high)| high - low).max().unwrap_or(0),
            darkest: found.iter().map(|(low, _)| *low).min().unwrap_or(0),
            lightest: found.iter().map(|(_, high)| *high).max().unwrap_or(0),
        })
    }

    /// Its rows from top to bottom, in shades of gray.
    pub(super) fn shades_of_rows(&self) -> Vec<Vec<u8>> {
        let shade = |pixel: &PremulRgba8| {
            let sum =
                299 * u32::from(pixel.r) + 587 * u32::from(pixel.g) + 114 * u32::from(pixel.b);
            (sum / 1000) as u8
        };
        let rows = self.pixels.data().chunks(usize::from(self.pixels.width()).max(1));
        rows.map(|row| row.iter().map(shade).collect()).collect()
    }

    /// Whether all whole pixels of an area outside `others` have this color.
    fn is_plain(&self, area: Rect, color: [u8; 4], others: &[Rect]) -> bool {
        let pixels = self.transform.transform_rect_bbox(area);
        let width = usize::from(self.pixels.width());
        let columns = pixels.x0.ceil().max(0.0) as usize..pixels.x1.floor().max(0.0) as usize;
        let rows = pixels.y0.ceil().max(0.0) as usize..pixels.y1.floor().max(0.0) as usize;
        let back = self.transform.inverse();
        rows.into_iter().all(|row| {
            columns.clone().filter(|column| *column < width).all(|column| {
                let at = back * kurbo::Point::new(column as f64 + 0.5, row as f64 + 0.5);
                if others.iter().any(|other| other.contains(at)) {
                    return true;
                }
                let Some(seen) = self.pixels.data().get(row * width + column) else { return true };
                let alike = |a: u8, b: u8| a.abs_diff(b) <= NOISE;
                alike(seen.r, color[0]) && alike(seen.g, color[1]) && alike(seen.b, color[2])
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::label_boxes::Ink;
    use super::super::tests::rawpdf::RawPdf;
    use super::*;
    use crate::model::MarkBox;
    use hayro_syntax::Pdf;

    /// What the check says of a page on which a black box is said to stand.
    fn looks(content: &str) -> Result<(), VerifyError> {
        let rect = [70.0, 695.0, 140.0, 712.0];
        let mut marks = LabelBoxes::new(&[MarkBox {
            page: 0,
            rect,
            tilted: None,
            pictured: None,
            label: String::new(),
        }]);
        marks.draw(Ink::Area(Some([0, 0, 0, 255])), Rect::new(70.0, 695.0, 140.0, 712.0));
        let pdf = Pdf::new(RawPdf::page(content).build()).expect("the page is sound");
        check(&pdf.pages()[0], &RenderCache::new(), &marks, &message!("page {0}", 1_usize))
    }

    #[test]
    fn a_black_box_passes_and_what_shines_through_does_not() {
        let text = "BT /F1 12 Tf 72 699 Td (Naamdrager) Tj ET";
        let area = "70 695 70 17 re f";
        assert!(looks(&format!("{text} 0 g {area}")).is_ok());
        for seen in [
            format!("1 g {text} 0 g"),
            format!("0 g {area} 1 g {text}"),
            format!("{text} .1 g {area}"),
            format!("0 g {area} 1 g 100 700 4 4 re f"),
        ] {
            assert!(matches!(looks(&seen), Err(VerifyError::UnderBox(_))), "{seen}");
        }
    }

    #[test]
    fn a_part_too_wide_to_draw_has_no_picture() {
        assert!(
            Picture::of(
                &Pdf::new(RawPdf::page("").build()).expect("the page is sound").pages()[0],
                &RenderCache::new(),
                Rect::new(0.0, 0.0, 1e6, 10.0),
                RenderContent::PAGE,
                SCALE,
            )
            .is_none()
        );
    }
}
