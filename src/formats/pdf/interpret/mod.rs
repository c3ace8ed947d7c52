//! Interprets a content unit and the forms it draws, and records each glyph, image and rule
//! together with the operators that drew it (ISO 32000-2, clauses 8 and 9).
//!
//! Hidden layers, invisible text and clipped text are interpreted like anything else: what a viewer
//! does not show is still in the file.

pub(crate) mod canvas;
mod ink;
pub(crate) mod path;
mod pen;
mod rules;
pub(crate) mod shapes;
mod state;
pub(crate) mod text;

use crate::formats::pdf::font::embedded::ExtractedFonts;
use crate::formats::pdf::font::{Face, FontBank};
use crate::formats::pdf::interpret::canvas::{Call, Canvas, DrawnImage, MarkedSequence};
use crate::formats::pdf::interpret::state::{Execution, GraphicsState, Ink, Pen, TextState};
use crate::formats::pdf::interpret::text::{
    displacement, handle_text_operator, horizontal_scale, next_line, show_operator, show_string,
};
use crate::formats::pdf::syntax::content_stream::{Op, Operand, Value};
use crate::formats::pdf::syntax::content_unit::{ContentUnit, ContentUnits, UnitKey};
use crate::formats::pdf::syntax::object;
use crate::model::{FormatError, Limits, Unreadable, message};
use kurbo::Affine;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::rc::Rc;

/// Most form drawings on one canvas; more is hostile.
const MAX_CALLS: usize = 200_000;

/// Most bytes of content in forms, counted each time that one is drawn.
const MAX_FORM_BYTES: u64 = 512 << 20;

/// Interprets the content of one document.
pub(crate) struct Interpreter<'d, 'f> {
    pub(crate) doc: &'d Document,
    pub(crate) bank: Rc<FontBank<'f>>,
    pub(crate) units: ContentUnits,
    pub(crate) limits: Limits,
    /// Whether only the operators that show text are wanted, not their glyphs.
    pub(crate) shows_only: bool,
    /// Bytes of content that were interpreted, counted each time.
    pub(crate) interpreted: u64,
}

impl<'d, 'f> Interpreter<'d, 'f> {
    /// An interpreter that has read nothing yet.
    pub(crate) fn new(doc: &'d Document, fonts: &'f ExtractedFonts, limits: Limits) -> Self {
        let (bank, units) = (Rc::new(fonts.bank()), ContentUnits::default());
        Self { doc, bank, units, limits, shows_only: false, interpreted: 0 }
    }

    /// Draws a unit on a canvas of its own.
    ///
    /// # Errors
    ///
    /// [`FormatError::Limit`] for too many forms, glyphs or bytes.
    pub(crate) fn draw(
        &mut self,
        key: UnitKey,
        resources: Option<Object>,
        ctm: Affine,
    ) -> Result<Canvas, FormatError> {
        let mut canvas = Canvas::default();
        let mut active = Vec::new();
        let text = TextState {
            face: self.bank.fallback(),
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            set_by: [None; 3],
        };
        let state = GraphicsState { ctm, text, ink: Ink::default(), pen: Pen::default() };
        self.execute(&mut canvas, &mut active, key, resources, state, None)?;
        hide_covered_text(&mut canvas);
        Ok(canvas)
    }

    fn execute(
        &mut self,
        canvas: &mut Canvas,
        active: &mut Vec<UnitKey>,
        key: UnitKey,
        resources: Option<Object>,
        state: GraphicsState<'f>,
        marked: Option<u32>,
    ) -> Result<(), FormatError> {
        if active.contains(&key) || active.len() >= self.limits.depth.min(32) {
            return Ok(());
        }
        if canvas.calls.len() >= MAX_CALLS {
            return Err(FormatError::Limit(message!("number of drawn forms")));
        }
        let number = self.units.open(self.doc, key, self.limits.part_bytes)?;
        let Some(unit) = self.units.get(number) else { return Ok(()) };
        if !canvas.calls.is_empty() {
            self.interpreted = self.interpreted.saturating_add(unit.bytes.len() as u64);
        }
        if self.interpreted > MAX_FORM_BYTES {
            return Err(FormatError::Limit(message!("content of drawn forms")));
        }
        if unit.broken > 0 {
            canvas.unread.push(Unreadable::Stream);
        }
        if unit.moves_unclearly() {
            canvas.unread.push(Unreadable::Content);
        }
        active.push(key);
        let call = canvas.calls.len() as u32;
        canvas.calls.push(Call { unit: number });
        let mut run = Execution {
            unit: number,
            call,
            resources,
            state,
            stack: Vec::new(),
            matrix: Affine::IDENTITY,
            line_matrix: Affine::IDENTITY,
            block: 0,
            path: Vec::new(),
            outlines: Vec::new(),
            is_clip: false,
            current_point: None,
            marked,
        };
        for (index, op) in (0u32..).zip(&unit.content.ops) {
            self.step(canvas, active, &mut run, &unit, index, op)?;
        }
        active.pop();
        Ok(())
    }

    fn step(
        &mut self,
        canvas: &mut Canvas,
        active: &mut Vec<UnitKey>,
        run: &mut Execution<'f>,
        unit: &ContentUnit,
        index: u32,
        op: &Op,
    ) -> Result<(), FormatError> {
        match unit.keyword(op) {
            b"q" if run.stack.len() < 512 => run.stack.push(run.state.clone()),
            b"Q" => {
                if let Some(state) = run.stack.pop() {
                    run.state = state;
                }
            }
            b"cm" => {
                if let Some(m) = op.numbers::<6>() {
                    run.state.ctm *= Affine::new(m);
                }
            }
            b"Do" => self.draw_object(canvas, active, run, index, op)?,
            b"BI" => {
                let Some(Operand { value: Value::Dict(d), .. }) = op.last() else { return Ok(()) };
                let stencil = d.iter().any(|(k, _)| k == b"IM" || k == b"ImageMask");
                push_image(canvas, run, index, None, stencil);
            }
            b"gs" => self.graphics_state(canvas, run, index, op),
            b"BMC" | b"BDC" => self.begin_marked_content(canvas, run, index, op),
            b"EMC" => {
                run.marked = run.marked.and_then(|m| canvas.marked.get(m as usize)?.parent);
            }
            word => {
                if !handle_text_operator(run, word, index, op, |r, n| self.font(r, n))
                    && !self.show_text(canvas, run, word, index, op)?
                {
                    ink::note(run, unit, word, index, op);
                    pen::note(run, word, op);
                    shapes::note(canvas, run, word, index, op);
                    rules::note(canvas, run, word, index, op);
                }
            }
        }
        Ok(())
    }

    /// A font from the resources: its face if it can be read, its id if it is an indirect object.
    fn font(
        &self,
        resources: Option<&Object>,
        name: &[u8],
    ) -> (Option<Rc<Face<'f>>>, Option<ObjectId>) {
        let found = self.resource(resources, b"Font", name);
        let id = found.and_then(|f| f.as_reference().ok());
        (id.and_then(|id| self.bank.face(id)).or_else(|| self.bank.fallback()), id)
    }

    fn resource<'a>(
        &'a self,
        resources: Option<&'a Object>,
        kind: &[u8],
        name: &[u8],
    ) -> Option<&'a Object> {
        let resources = object::as_dict(object::resolve(self.doc, resources?).1)?;
        object::dict(self.doc, resources, kind)?.get(name).ok()
    }

    fn begin_marked_content(
        &self,
        canvas: &mut Canvas,
        run: &mut Execution<'f>,
        index: u32,
        op: &Op,
    ) {
        let id = match op.last().map(|o| &o.value) {
            Some(Value::Dict(entries)) => entries
                .iter()
                .find(|(key, _)| key == b"MCID")
                .and_then(|(_, value)| value.number())
                .map(|n| n as i64),
            Some(Value::Name(name)) if op.operands.len() > 1 => self
                .resource(run.resources.as_ref(), b"Properties", name)
                .and_then(|o| object::as_dict(object::resolve(self.doc, o).1))
                .and_then(|d| object::get(self.doc, d, b"MCID")?.as_i64().ok()),
            _ => None,
        };
        let around = run.marked.and_then(|m| canvas.marked.get(m as usize)).map_or(0, |m| m.layer);
        let layer = match op.operands.as_slice() {
            [tag, Operand { value: Value::Name(name), .. }] if tag.name() == Some(b"OC") => {
                ink::hash(around, name)
            }
            _ => around,
        };
        let parent = run.marked;
        canvas.marked.push(MarkedSequence { unit: run.unit, op: index, id, parent, layer });
        run.marked = Some(canvas.marked.len() as u32 - 1);
    }

    fn graphics_state(&self, canvas: &mut Canvas, run: &mut Execution<'f>, index: u32, op: &Op) {
        let Some(name) = op.last().and_then(Operand::name) else { return };
        let Some(state) = self
            .resource(run.resources.as_ref(), b"ExtGState", name)
            .and_then(|o| object::as_dict(object::resolve(self.doc, o).1))
        else {
            return;
        };
        if object::dict(self.doc, state, b"SMask").is_some() {
            canvas.soft_masks.insert((run.call, index));
        }
        if let Some([font, size]) = object::array(self.doc, state, b"Font").map(Vec::as_slice) {
            run.state.text.font = font.as_reference().ok();
            run.state.text.face = run
                .state
                .text
                .font
                .and_then(|id| self.bank.face(id))
                .or_else(|| self.bank.fallback());
            run.state.text.size = object::number(self.doc, size).unwrap_or(0.0);
        }
    }

    fn draw_object(
        &mut self,
        canvas: &mut Canvas,
        active: &mut Vec<UnitKey>,
        run: &mut Execution<'f>,
        index: u32,
        op: &Op,
    ) -> Result<(), FormatError> {
        let doc = self.doc;
        let Some(name) = op.last().and_then(Operand::name) else { return Ok(()) };
        let Some(found) = self.resource(run.resources.as_ref(), b"XObject", name) else {
            return Ok(());
        };
        let found = found.clone();
        let (Some(id), object) = object::resolve(doc, &found) else { return Ok(()) };
        let Some(Object::Stream(stream)) = doc.objects.get(&id).filter(|_| !object.is_null())
        else {
            return Ok(());
        };
        if object::name(doc, &stream.dict, b"Subtype") == Some(b"Image") {
            let see_through = stream.dict.has(b"SMask")
                || stream.dict.has(b"Mask")
                || stream.dict.has(b"ImageMask");
            let samples = [b"SMask".as_slice(), b"Mask"]
                .into_iter()
                .filter_map(|key| object::dict(doc, &stream.dict, key))
                .chain([&stream.dict])
                .map(|dict| samples(doc, dict))
                .max();
            push_image(canvas, run, index, Some(id), see_through);
            if let Some(last) = canvas.images.last_mut() {
                last.samples = samples.unwrap_or(0);
            }
            return Ok(());
        }
        let (state, resources) = self.enter_form(&stream.dict, run);
        self.execute(canvas, active, UnitKey::Stream(id), resources, state, run.marked)
    }

    fn enter_form(
        &self,
        form: &Dictionary,
        run: &Execution<'f>,
    ) -> (GraphicsState<'f>, Option<Object>) {
        let mut state = run.state.clone();
        state.ctm *= object::matrix(self.doc, form, b"Matrix");
        let own = form.get(b"Resources").ok().filter(|r| !r.is_null()).cloned();
        (state, own.or_else(|| run.resources.clone()))
    }

    /// Handles the operators that show text (9.4.3); `false` for any other operator.
    fn show_text(
        &self,
        canvas: &mut Canvas,
        run: &mut Execution<'f>,
        word: &[u8],
        index: u32,
        op: &Op,
    ) -> Result<bool, FormatError> {
        match word {
            b"Tj" | b"TJ" => {}
            b"'" => next_line(run),
            b"\"" => {
                if let [aw, ac, _] = op.operands.as_slice() {
                    run.state.text.word_space = aw.number().unwrap_or(0.0);
                    run.state.text.char_space = ac.number().unwrap_or(0.0);
                    run.state.text.set_by[0] = Some(index);
                    run.state.text.set_by[1] = Some(index);
                }
                next_line(run);
            }
            _ => return Ok(false),
        }
        let show = canvas.shows.len() as u32;
        canvas.shows.push(show_operator(run, index));
        if self.shows_only {
            return Ok(true);
        }
        let mut pen = 0.0;
        match op.last().map(|o| &o.value) {
            Some(Value::String(bytes)) => show_string(canvas, run, show, 0, bytes, &mut pen)?,
            Some(Value::Array(items)) => {
                for (element, item) in (0u32..).zip(items) {
                    match &item.value {
                        Value::String(bytes) => {
                            show_string(canvas, run, show, element, bytes, &mut pen)?;
                        }
                        Value::Number(n) => {
                            pen -= n / 1000.0 * run.state.text.size * horizontal_scale(run)
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        run.matrix *= Affine::translate(displacement(run, pen));
        Ok(true)
    }
}

fn push_image(
    canvas: &mut Canvas,
    run: &Execution<'_>,
    op: u32,
    id: Option<ObjectId>,
    through: bool,
) {
    canvas.images.push(DrawnImage {
        id,
        unit: run.unit,
        op,
        call: run.call,
        matrix: run.state.ctm,
        painted: (canvas.glyphs.len() + canvas.images.len()) as u32,
        see_through: through,
        samples: 0,
        unread: false,
    });
}

/// How many samples an image has.
fn samples(doc: &Document, image: &Dictionary) -> u64 {
    let side = |key: &[u8]| object::get(doc, image, key).and_then(|n| n.as_i64().ok()).unwrap_or(0);
    u64::try_from(side(b"Width").saturating_mul(side(b"Height"))).unwrap_or(0)
}

/// Text under an image that is painted later counts as hidden: a scan over its recognized text.
fn hide_covered_text(canvas: &mut Canvas) {
    let covers: Vec<_> =
        canvas.images.iter().filter(|i| !i.see_through).map(|i| (i.bounds(), i.painted)).collect();
    for glyph in &mut canvas.glyphs {
        let centre = glyph.center();
        if covers.iter().any(|(r, painted)| *painted > glyph.paint_order && r.contains(centre)) {
            glyph.hidden = true;
        }
    }
}
