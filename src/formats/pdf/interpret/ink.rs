//! What a piece of text has in common with the rest of its layer: color, clip and optional content.
//! Only whether two pieces have the same matters, so each is kept as one number.

use crate::formats::pdf::interpret::state::Execution;
use crate::formats::pdf::syntax::content_stream::Op;
use crate::formats::pdf::syntax::content_unit::ContentUnit;

/// Operators that set the color for filling to black (8.6.8).
const BLACK: [&[u8]; 4] = [b"0 g", b"0 0 0 rg", b"0 0 0 1 k", b"0.0 g"];

/// Takes note of an operator that sets the color or the clip.
pub(crate) fn note(run: &mut Execution<'_>, unit: &ContentUnit, word: &[u8], index: u32, op: &Op) {
    match word {
        b"g" | b"rg" | b"k" => {
            let set = unit.slice(&op.range);
            run.state.ink.color = if BLACK.contains(&set) { 0 } else { hash(0, set) };
        }
        b"cs" => {
            run.state.ink.space = hash(1, unit.slice(&op.range));
            run.state.ink.color = run.state.ink.space;
        }
        // The color within the color space that was set before.
        b"sc" | b"scn" => {
            let space = run.state.ink.space;
            run.state.ink.color = hash(space, unit.slice(&op.range));
        }
        b"W" | b"W*" => {
            let own = [run.call.to_le_bytes(), index.to_le_bytes()].concat();
            run.state.ink.clip = hash(run.state.ink.clip, &own);
        }
        _ => {}
    }
}

/// A number for bytes that follow what `before` stands for (FNV-1a).
pub(crate) fn hash(before: u64, bytes: &[u8]) -> u64 {
    let start = before ^ 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(start, |hash, b| (hash ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}
