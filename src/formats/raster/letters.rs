//! The letters of labels: outlines of Helvetica Bold, and where they stand on a box.

use hayro_font::hayro_cmap::CMapName;
use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont};
use kurbo::{PathEl, Point, Vec2};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Largest size of a label, relative to that of the text it replaces.
const LABEL_SIZE: f64 = 0.72;
/// Padding at both ends of a label, in em of the label.
const PADDING: f64 = 0.25;
/// Cap height of the letters, in em.
const CAP_HEIGHT: f64 = 0.72;

/// Each of these characters that is a printable one of ASCII, with its width and outline in thousandths of
/// an em.
pub(crate) fn outlines(wanted: BTreeSet<char>) -> BTreeMap<char, (f64, Vec<PathEl>)> {
    let cache = FontCache::new();
    let fonts: FontResolverFn = Arc::new(|query| match query {
        FontQuery::Standard(font) => Some(font.get_font_data()),
        FontQuery::Fallback(_) => None,
    });
    let _cmaps: CMapResolverFn = Arc::new(|_: CMapName<'_>| None);
    let mut glyphs = BTreeMap::new();
    if let Some(font) = cache.standard_font(StandardFont::HelveticaBold, &fonts) {
        for c in wanted {
            let Ok(code) = u8::try_from(u32::from(c)) else { continue };
            if !(0x20..0x7f).contains(&code) {
                continue;
            }
            let code = u32::from(code);
            let glyph = font.glyph(font.map_code(code), code);
            if let FontGlyph::Outline(outline) = glyph {
                let width = font.code_advance(code).x;
                glyphs.insert(c, (width, outline.outline().elements().to_vec()));
            }
        }
    }
    glyphs
}

/// How a label is set.
pub(crate) struct Setting {
    /// Its em.
    pub(crate) size: f64,
    /// Where its baseline begins.
    pub(crate) start: Point,
    /// Along and up, each of length 1.
    pub(crate) x: Vec2,
    pub(crate) y: Vec2,
}

/// How a label of so many em is set in the middle of a box; `None` if either has no size.
pub(crate) fn setting(corners: &[Point; 4], em: f64) -> Option<Setting> {
    let (along, up) = (corners[1] - corners[0], corners[3] - corners[0]);
    let (width, height) = (along.hypot(), up.hypot());
    if width <= 0.0 || height <= 0.0 || em <= 0.0 {
        return None;
    }
    let size = (LABEL_SIZE * height).min(width / (em + 2.0 * PADDING));
    let (x, y) = (along / width, up / height);
    let start =
        corners[0] + x * ((width - em * size) / 2.0) + y * ((height - CAP_HEIGHT * size) / 2.0);
    Some(Setting { size, start, x, y })
}
