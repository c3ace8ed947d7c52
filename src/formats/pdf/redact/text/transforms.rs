//! Coordinate systems that a producer sets up for a run of text (`cm`, ISO 32000-2, 8.3.4).
//!
//! Text after removed text moves, but a producer that positions each run by its own `cm` keeps the
//! old position in that operator, which reveals the width of the removed text. So the translation
//! of such a `cm` becomes zero, and everything drawn under it gets an explicit position: the new
//! one if it moved, else its old position on the page. These positions do not depend on the removed
//! text.

use crate::formats::pdf::syntax::content_stream::Op;
use crate::formats::pdf::syntax::content_unit::ContentUnit;
use crate::formats::pdf::syntax::serialize::number;
use crate::formats::splice::Splice;
use kurbo::{Affine, Vec2};
use std::collections::BTreeSet;

/// Deepest nesting of saved states, as in the interpreter.
const MAX_SAVED: usize = 512;

/// The new coordinate systems of one unit.
#[derive(Default)]
pub(crate) struct Transforms {
    /// For each operator how far its coordinate system is shifted; `None` if it is not. Empty if
    /// none is.
    shifts: Vec<Option<Vec2>>,
    /// Changes to `cm` operators.
    pub(crate) splices: Vec<Splice>,
}

impl Transforms {
    /// The coordinate systems of a unit in which the operators `moved` draw at new positions.
    pub(crate) fn new(unit: &ContentUnit, moved: &BTreeSet<u32>) -> Self {
        if moved.is_empty() {
            return Self::default();
        }
        let private = TransformScan::scan(unit, moved);
        if private.is_empty() {
            return Self::default();
        }
        let mut out = Self::default();
        let mut at = TransformPair::default();
        let mut saved: Vec<TransformPair> = Vec::new();
        for (index, op) in (0u32..).zip(&unit.content.ops) {
            match unit.keyword(op) {
                b"q" if saved.len() < MAX_SAVED => saved.push(at),
                b"Q" => at = saved.pop().unwrap_or(at),
                b"cm" => out.matrix(op, &mut at, private.contains(&index)),
                _ => {}
            }
            out.shifts.push(at.shift());
        }
        out
    }

    /// How far the coordinates of an operator must be shifted, if its coordinate system changed.
    pub(crate) fn shift(&self, op: u32) -> Option<Vec2> {
        self.shifts.get(op as usize).copied().flatten()
    }

    /// Handles a `cm`: it loses its translation if `private`, else it leads to where it led before.
    fn matrix(&mut self, op: &Op, at: &mut TransformPair, private: bool) {
        let Some(m) = op.numbers::<6>().map(Affine::new) else { return };
        let before = *at;
        at.old *= m;
        let bare = before.new * m.with_translation(Vec2::ZERO);
        let freed = TransformPair { old: at.old, new: bare, changed: true };
        let written = if private && freed.is_invertible() {
            *at = freed;
            Vec2::ZERO
        } else {
            at.new = at.old;
            at.changed = false;
            if !before.changed {
                return;
            }
            (before.new.inverse() * at.old).translation()
        };
        let translation = op.last_operands(2).into_iter().flatten();
        for (operand, value) in translation.zip([written.x, written.y]) {
            self.splices.push(Splice::new(operand.range.clone(), number(value)));
        }
    }
}

/// The coordinate system at an operator, before and after.
#[derive(Clone, Copy)]
struct TransformPair {
    old: Affine,
    new: Affine,
    changed: bool,
}

impl Default for TransformPair {
    fn default() -> Self {
        Self { old: Affine::IDENTITY, new: Affine::IDENTITY, changed: false }
    }
}

impl TransformPair {
    /// Both differ in their translation only, so one is reached from the other by a shift.
    fn shift(&self) -> Option<Vec2> {
        self.changed.then(|| (self.new.inverse() * self.old).translation())
    }

    /// A singular system cannot be inverted; nothing can be seen in it.
    fn is_invertible(&self) -> bool {
        let back = self.new.inverse() * self.old;
        let finite = |m: &Affine| m.as_coeffs().iter().all(|n| n.is_finite() && n.abs() < 1e9);
        finite(&self.new) && finite(&back) && self.new.determinant().abs() > 1e-12
    }
}

/// Finds the `cm` operators that position something that moved, and nothing before it.
struct TransformScan<'a> {
    moved: &'a BTreeSet<u32>,
    /// The `cm` operators in effect, each with the number of texts before it that stay.
    open: Vec<OpenTransform>,
    /// Those of them under which nothing has been drawn yet.
    pending: Vec<u32>,
    /// Number of texts so far that stay.
    staying: usize,
    painted: bool,
    painted_moved: bool,
    /// Whether a part of the current path moved.
    path_moved: bool,
    out: BTreeSet<u32>,
}

/// A `cm` in effect.
struct OpenTransform {
    op: u32,
    staying: usize,
    /// Whether nothing was drawn before it.
    is_first: bool,
    /// Whether the first thing drawn under it moved.
    for_moved: bool,
}

impl<'a> TransformScan<'a> {
    fn scan(unit: &ContentUnit, moved: &'a BTreeSet<u32>) -> BTreeSet<u32> {
        let mut survey = TransformScan {
            moved,
            open: Vec::new(),
            pending: Vec::new(),
            staying: 0,
            painted: false,
            painted_moved: false,
            path_moved: false,
            out: BTreeSet::new(),
        };
        let mut saved: Vec<u32> = Vec::new();
        let mut last = None;
        for (index, op) in (0u32..).zip(&unit.content.ops) {
            let word = unit.keyword(op);
            match word {
                b"q" if saved.len() < MAX_SAVED => saved.push(index),
                b"Q" => {
                    if let Some(from) = saved.pop() {
                        survey.close(from);
                    }
                }
                b"cm" if op.numbers::<6>().is_some() => {
                    // A `cm` that leads straight to the next has no effect of its own.
                    if let Some(last) = last.filter(|_| survey.painted_moved) {
                        survey.out.insert(last);
                    }
                    survey.open_transform(index);
                }
                word => survey.note_painting(index, word),
            }
            last = (word == b"cm" && op.numbers::<6>().is_some()).then_some(index);
        }
        survey.close(0);
        survey.out
    }

    fn open_transform(&mut self, op: u32) {
        let leads = !self.painted;
        self.open.push(OpenTransform {
            op,
            staying: self.staying,
            is_first: leads,
            for_moved: false,
        });
        self.pending.push(op);
    }

    /// Notes what an operator draws, if anything.
    fn note_painting(&mut self, op: u32, word: &[u8]) {
        let moved = self.moved.contains(&op);
        match word {
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                self.paint(moved);
                self.staying += usize::from(!moved);
            }
            b"Do" | b"BI" | b"sh" => self.paint(false),
            b"re" | b"m" | b"l" => self.path_moved |= moved,
            b"n" => self.path_moved = false,
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => {
                let moved = std::mem::take(&mut self.path_moved);
                self.paint(moved);
            }
            _ => {}
        }
    }

    fn paint(&mut self, moved: bool) {
        for pending in self.pending.drain(..).filter(|_| moved) {
            if let Ok(at) = self.open.binary_search_by_key(&pending, |o| o.op)
                && let Some(open) = self.open.get_mut(at)
            {
                open.for_moved = true;
            }
        }
        self.painted = true;
        self.painted_moved |= moved;
    }

    /// Ends everything that began after an operator. A `cm` before all else whose content partly
    /// stays is the coordinate system of the page, not the position of a run.
    fn close(&mut self, from: u32) {
        while let Some(open) = self.open.pop_if(|o| o.op >= from) {
            let frame = open.is_first && self.staying > open.staying;
            if open.for_moved && !frame {
                self.out.insert(open.op);
            }
        }
        while self.pending.pop_if(|op| *op >= from).is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::pdf::syntax::content_unit::UnitKey;
    use crate::formats::pdf::syntax::lexer;
    use crate::formats::splice;

    fn unit(content: &str) -> ContentUnit {
        let bytes = content.as_bytes().to_vec();
        let content = lexer::lex(&bytes);
        ContentUnit {
            key: UnitKey::Page((1, 0)),
            bytes,
            parts: Vec::new(),
            content,
            broken: 0,
            split: false,
        }
    }

    /// The content with new coordinate systems, and how far each text is shifted from its old
    /// position in them, if the texts with an M move.
    fn framed(content: &str) -> (String, Vec<Option<(f64, f64)>>) {
        let unit = unit(content);
        let shows = |op: &Op| &unit.bytes[op.keyword.clone()] == b"Tj";
        let numbered = || (0u32..).zip(&unit.content.ops).filter(|(_, op)| shows(op));
        let moves = |op: &Op| unit.bytes[op.range.clone()].contains(&b'M');
        let moved = numbered().filter(|(_, op)| moves(op)).map(|(i, _)| i).collect();
        let frames = Transforms::new(&unit, &moved);
        let shifts = numbered().map(|(i, _)| frames.shift(i).map(|v| (v.x, v.y))).collect();
        let bytes = splice::apply(&unit.bytes, frames.splices).unwrap();
        (String::from_utf8(bytes).unwrap(), shifts)
    }

    #[test]
    fn the_place_of_a_run_that_moved_goes() {
        let (new, shifts) =
            framed("(b) Tj q 2 0 0 2 30 40 cm (M) Tj q 1 0 0 1 5 6 cm (a) Tj Q Q (b) Tj");
        assert_eq!(new, "(b) Tj q 2 0 0 2 0 0 cm (M) Tj q 1 0 0 1 20 26 cm (a) Tj Q Q (b) Tj");
        assert_eq!(shifts, [None, Some((15.0, 20.0)), None, None]);
    }

    #[test]
    fn steps_from_run_to_run_lead_to_the_same_places() {
        let (new, shifts) = framed("(a) Tj 1 0 0 1 30 9 cm (M) Tj 1 0 0 1 -30 5 cm (b) Tj");
        assert_eq!(new, "(a) Tj 1 0 0 1 0 0 cm (M) Tj 1 0 0 1 0 14 cm (b) Tj");
        assert_eq!(shifts, [None, Some((30.0, 9.0)), None]);
        let (new, _) = framed("(M) Tj 1 0 0 1 30 9 cm 1 0 0 1 -20 5 cm (b) Tj");
        assert_eq!(new, "(M) Tj 1 0 0 1 0 0 cm 1 0 0 1 10 14 cm (b) Tj");
    }

    #[test]
    fn the_frame_of_a_page_or_of_other_text_stays() {
        for page in [
            "1 0 0 -1 0 842 cm (M) Tj (a) Tj",
            "0 0 9 9 re f q 1 0 0 1 7 7 cm 0 0 5 5 re f (M) Tj Q",
            "(a) Tj q 1 0 0 1 7 7 cm (b) Tj (M) Tj Q",
            "(a) Tj q 0 0 0 0 7 7 cm (M) Tj Q",
        ] {
            assert_eq!(framed(page).0, page);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_ends_where_it_was(words in proptest::collection::vec(
            proptest::sample::select(vec![
                "q", "Q", "1 0 0 1 30 -4 cm", "2 0 0 -2 10 842 cm", "0 1 -1 0 7 7 cm", "(a) Tj", "(M) Tj",
                "0 0 5 5 re f", "/X Do", "1 0 0 0 5 5 cm",
            ]), 0..40)) {
            let content = words.join(" ");
            let (new, shifts) = framed(&content);
            let ends = |content: &str| {
                let unit = unit(content);
                let (mut at, mut saved, mut out) = (Affine::IDENTITY, Vec::new(), Vec::new());
                for op in &unit.content.ops {
                    match &unit.bytes[op.keyword.clone()] {
                        b"q" => saved.push(at),
                        b"Q" => at = saved.pop().unwrap_or(at),
                        b"cm" => at *= Affine::new(op.numbers::<6>().unwrap()),
                        b"Tj" => out.push(at),
                        _ => {}
                    }
                }
                out
            };
            for ((old, new), shift) in ends(&content).iter().zip(ends(&new)).zip(shifts) {
                let (x, y) = shift.unwrap_or_default();
                let back = new * Affine::translate((x, y));
                for (a, b) in old.as_coeffs().iter().zip(back.as_coeffs()) {
                    proptest::prop_assert!((a - b).abs() < 0.01 * (1.0 + a.abs()), "{a} {b}");
                }
            }
        }
    }
}
