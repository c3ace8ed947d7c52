//! Text in the sequence in which it was drawn, for pages on which texts lie over each other: what
//! place cannot tell apart, the sequence nearly always can.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};
use crate::formats::pdf::layout::chunk::{across, along, is_blank};
use crate::formats::pdf::layout::text::SPACE_GAP;
use crate::formats::textmap::TextMap;

/// How far glyphs of one line may lie apart across it, in em.
const SAME_LINE: f64 = 0.3;
/// Gaps within a cell, in em.
const STEP_BACK: f64 = -0.5;
const STEP_ON: f64 = 1.6;

/// What stands between a glyph and the one that was drawn before it.
fn between(before: &Glyph, glyph: &Glyph) -> &'static str {
    let size = before.size.max(glyph.size).max(0.1);
    let turned = before.direction.dot(glyph.direction) < 0.99;
    if turned || (across(glyph) - across(before)).abs() > SAME_LINE * size {
        return "\n";
    }
    let gap = along(glyph) - along(before) - before.advance - before.spacing.max(0.0);
    if !(STEP_BACK * size..=STEP_ON * size).contains(&gap) {
        "\t"
    } else if gap > SPACE_GAP * size && !is_blank(before) && !is_blank(glyph) {
        " "
    } else {
        ""
    }
}

/// All glyphs in the sequence of drawing.
pub(crate) fn of_sequence(canvas: &Canvas) -> TextMap<u32> {
    let mut map = TextMap::new();
    let mut before: Option<&Glyph> = None;
    for (number, glyph) in (0u32..).zip(&canvas.glyphs) {
        if !glyph.origin.is_finite() || !glyph.direction.is_finite() || !glyph.size.is_finite() {
            continue;
        }
        if let Some(before) = before {
            map.push_inferred(between(before, glyph));
        }
        map.push_whole(glyph.text.as_deref().unwrap_or("\u{fffd}"), number);
        before = Some(glyph);
    }
    map
}
