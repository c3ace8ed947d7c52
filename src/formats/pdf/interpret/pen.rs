//! How light paint is and how wide lines are, for pictures of what is drawn as paths.

use crate::formats::pdf::interpret::state::{Execution, Pen};
use crate::formats::pdf::syntax::content_stream::Op;

impl Default for Pen {
    fn default() -> Self {
        Self { width: 1.0, fill: 0.0, stroke: 0.0 }
    }
}

/// Takes note of an operator that sets a color (ISO 32000-2, 8.6.8) or the width of lines.
pub(crate) fn note(run: &mut Execution<'_>, word: &[u8], op: &Op) {
    let pen = &mut run.state.pen;
    match word {
        b"w" => pen.width = op.numbers::<1>().map_or(pen.width, |[width]| width.abs()),
        b"g" | b"rg" | b"k" | b"sc" | b"scn" => pen.fill = lightness(op),
        b"G" | b"RG" | b"K" | b"SC" | b"SCN" => pen.stroke = lightness(op),
        b"cs" => pen.fill = 0.0,
        b"CS" => pen.stroke = 0.0,
        _ => {}
    }
}

/// How light a color of one, three or four parts is; a pattern counts as dark.
fn lightness(op: &Op) -> f32 {
    let parts: Vec<f64> = op.operands.iter().filter_map(|operand| operand.number()).collect();
    let light = match parts.as_slice() {
        [gray] => *gray,
        [r, g, b] => 0.3 * r + 0.59 * g + 0.11 * b,
        [c, m, y, k] => (1.0 - k) * (1.0 - (0.3 * c + 0.59 * m + 0.11 * y)),
        _ => 0.0,
    };
    light.clamp(0.0, 1.0) as f32
}
