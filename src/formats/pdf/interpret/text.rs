//! Text operators: state, positioning, and the glyphs of a string (ISO 32000-2, 9.3 and 9.4).

use crate::formats::pdf::font::Face;
use crate::formats::pdf::interpret::canvas::{Canvas, Glyph, ShowOperator};
use crate::formats::pdf::interpret::state::Execution;
use crate::formats::pdf::syntax::content_stream::Op;
use crate::model::{FormatError, message};
use kurbo::{Affine, Vec2};
use lopdf::{Object, ObjectId};
use std::rc::Rc;

/// Most glyphs on one canvas; more is hostile.
const MAX_GLYPHS: usize = 4_000_000;
/// Width of a glyph of a font that cannot be read, in thousandths of an em.
const UNKNOWN_ADVANCE: f64 = 500.0;

type FontLookup<'f> = (Option<Rc<Face<'f>>>, Option<ObjectId>);

/// The horizontal scale, which applies to horizontal writing only (9.4.4).
pub(crate) fn horizontal_scale(run: &Execution<'_>) -> f64 {
    if is_vertical(run) { 1.0 } else { run.state.text.scale }
}

pub(crate) fn is_vertical(run: &Execution<'_>) -> bool {
    run.state.text.face.as_ref().is_some_and(|f| !f.is_horizontal())
}

pub(crate) fn displacement(run: &Execution<'_>, distance: f64) -> Vec2 {
    if is_vertical(run) { Vec2::new(0.0, distance) } else { Vec2::new(distance, 0.0) }
}

pub(crate) fn show_operator(run: &Execution<'_>, op: u32) -> ShowOperator {
    let text = &run.state.text;
    ShowOperator {
        unit: run.unit,
        op,
        call: run.call,
        block: run.block,
        matrix: run.matrix,
        ctm: run.state.ctm,
        size: text.size,
        char_space: text.char_space,
        word_space: text.word_space,
        scale: text.scale,
        set_by: text.set_by,
        font: text.font,
        vertical: is_vertical(run),
        marked: run.marked,
        ink: run.state.ink,
    }
}

pub(crate) fn show_string(
    canvas: &mut Canvas,
    run: &Execution<'_>,
    show: u32,
    element: u32,
    bytes: &[u8],
    pen: &mut f64,
) -> Result<(), FormatError> {
    let state = &run.state.text;
    let down = is_vertical(run);
    let to_canvas = run.state.ctm * run.matrix;
    let unit = if down { Vec2::new(0.0, -1.0) } else { Vec2::new(state.scale.signum(), 0.0) };
    let stretched = linear(to_canvas, unit);
    let length = stretched.hypot();
    let direction = if length > 0.0 { stretched / length } else { Vec2::new(1.0, 0.0) };
    let size = linear(to_canvas, Vec2::new(0.0, state.size)).hypot();
    if canvas.glyphs.len() + bytes.len() > MAX_GLYPHS {
        return Err(FormatError::Limit(message!("number of characters on a page")));
    }
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let (code, len) = state.face.as_ref().map_or((u32::from(byte), 1), |f| f.read(bytes, at));
        let known = state.face.as_ref().map(|f| f.code(code));
        let (w, v) = known.as_ref().map_or((UNKNOWN_ADVANCE, 0.0), |k| k.advance);
        let natural = if down { v } else { w } / 1000.0 * state.size * horizontal_scale(run);
        let word = if len == 1 && byte == b' ' { state.word_space } else { 0.0 };
        let spacing = (state.char_space + word) * horizontal_scale(run);
        let start = displacement(run, *pen) + Vec2::new(0.0, state.rise);
        let not_a_letter = known.as_ref().is_some_and(|k| k.not_a_letter);
        let (text, program_text) = known.map_or((None, None), |k| (k.text, k.program_text));
        canvas.glyphs.push(Glyph {
            show,
            element,
            at: at as u32,
            len: len as u8,
            code,
            not_a_letter,
            text,
            program_text,
            origin: to_canvas * start.to_point(),
            direction,
            advance: natural.abs() * length,
            spacing: spacing * length * if down { -1.0 } else { state.scale.signum() },
            size,
            pen: *pen,
            hidden: matches!(state.mode, 3 | 7),
            paint_order: (canvas.glyphs.len() + canvas.images.len()) as u32,
        });
        *pen += natural + if down { -spacing } else { spacing };
        at += len;
    }
    Ok(())
}

/// Transforms a vector: the matrix without its translation.
pub(crate) fn linear(m: Affine, v: Vec2) -> Vec2 {
    let [a, b, c, d, _, _] = m.as_coeffs();
    Vec2::new(a * v.x + c * v.y, b * v.x + d * v.y)
}

pub(crate) fn next_line(run: &mut Execution<'_>) {
    run.line_matrix *= Affine::translate((0.0, -run.state.text.leading));
    run.matrix = run.line_matrix;
}

/// Handles the operators of text objects, positioning and text state; `false` for any other
/// operator.
pub(crate) fn handle_text_operator<'f>(
    run: &mut Execution<'f>,
    word: &[u8],
    index: u32,
    op: &Op,
    font: impl Fn(Option<&Object>, &[u8]) -> FontLookup<'f>,
) -> bool {
    let one = op.numbers::<1>().map(|[n]| n);
    match word {
        b"BT" => {
            run.matrix = Affine::IDENTITY;
            run.line_matrix = Affine::IDENTITY;
            run.block += 1;
        }
        b"ET" => {}
        b"Tf" => {
            if let [.., name, size] = op.operands.as_slice() {
                let (face, id) =
                    name.name().map_or((None, None), |n| font(run.resources.as_ref(), n));
                run.state.text.face = face;
                run.state.text.font = id;
                run.state.text.size = size.number().unwrap_or(0.0);
            }
        }
        b"Tc" | b"Tw" | b"Tz" => {
            let text = &mut run.state.text;
            let [char_space, word_space, scale] = &mut text.set_by;
            let (value, set_by, unit) = match word {
                b"Tc" => (&mut text.char_space, char_space, 1.0),
                b"Tw" => (&mut text.word_space, word_space, 1.0),
                _ => (&mut text.scale, scale, 100.0),
            };
            if let Some(n) = one {
                *value = n / unit;
                *set_by = Some(index);
            }
        }
        b"TL" => run.state.text.leading = one.unwrap_or(run.state.text.leading),
        b"Ts" => run.state.text.rise = one.unwrap_or(run.state.text.rise),
        b"Tr" => run.state.text.mode = one.map_or(run.state.text.mode, |n| n as i32),
        b"Td" | b"TD" => {
            if let Some([x, y]) = op.numbers::<2>() {
                if word == b"TD" {
                    run.state.text.leading = -y;
                }
                run.line_matrix *= Affine::translate((x, y));
                run.matrix = run.line_matrix;
            }
        }
        b"Tm" => {
            if let Some(m) = op.numbers::<6>() {
                run.line_matrix = Affine::new(m);
                run.matrix = run.line_matrix;
            }
        }
        b"T*" => next_line(run),
        _ => return false,
    }
    true
}
