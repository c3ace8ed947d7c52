//! One pass over an XML part: running text into flows, values into segments, and a note of every
//! range that a copy never carries.

mod blocks;
mod names;
mod tags;
mod text;
mod walker;

use crate::formats::docx::opc::mode::Mode;
use crate::formats::docx::read::flow::Flow;
use crate::formats::docx::read::markup::{Bound, Node, Run, Walked};
use crate::formats::docx::read::segments::Gathered;
use crate::formats::docx::read::walk::walker::{Broken, Frame, Walker};
use crate::formats::docx::syntax::elements::{Cut, Kind, cut_of, kind_of};
use crate::formats::docx::syntax::vocabulary::is_prefix;
use crate::formats::docx::syntax::xml::Ns;
use crate::model::SegmentKind;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// Deepest nesting of elements. Nested tables and text boxes take six levels each.
const DEPTH: usize = 512;

/// Reads a whole part. `place` names it for people.
pub(crate) fn walk(
    text: &str,
    part: usize,
    place: &str,
    mode: Mode,
    gathered: &mut Gathered,
) -> Result<Walked, Broken> {
    Walker::new(text, part, place, mode, gathered).walk()
}

impl<'a> Walker<'a, '_> {
    /// Reads the whole part.
    fn walk(mut self) -> Result<Walked, Broken> {
        let mut reader = Reader::from_str(self.text);
        if let Mode::Story(kind) = self.mode {
            self.flows.push(Flow::new(kind, self.place, self.gathered));
        }
        loop {
            let start = position(reader.buffer_position())?;
            let event = reader.read_event().map_err(|_| Broken)?;
            let range = start..position(reader.buffer_position())?;
            match event {
                Event::Start(_) => self.start(range)?,
                Event::Empty(_) => self.empty(range)?,
                Event::End(_) => self.end(range)?,
                Event::Text(_) => self.text_at(range),
                Event::GeneralRef(_) => self.reference_at(range)?,
                Event::CData(_) => self.cdata_at(range),
                Event::Comment(_) => self.out.always.push(range),
                // SharePoint and InfoPath mark their parts with empty instructions.
                Event::PI(pi) => {
                    let empty = pi.content().trim().is_empty();
                    if !(pi.target().starts_with("mso-") && empty) {
                        self.out.always.push(range);
                    }
                }
                Event::DocType(doctype) => {
                    if doctype.contains(['[', '&']) {
                        return Err(Broken);
                    }
                    self.out.always.push(range);
                }
                Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        if !self.stack.is_empty() {
            return Err(Broken);
        }
        while let Some(flow) = self.flows.pop() {
            flow.finish(self.gathered);
        }
        self.joins();
        Ok(self.out)
    }

    fn enter(&mut self, open: Range<usize>, empty: bool) -> Result<Frame<'a>, Broken> {
        if self.stack.len() >= DEPTH {
            return Err(Broken);
        }
        let close = if empty { 2 } else { 1 };
        let tag = self.text.get(open.start + 1..open.end.checked_sub(close).ok_or(Broken)?);
        let tag = tag.ok_or(Broken)?;
        let scope = self.scope.enter(tag);
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or(tag);
        let full = self.scope.element(name);
        let (ns, local) = (full.ns.unwrap_or(Ns::Other), full.local);
        let kind = kind_of(ns, local);
        self.name(&full);
        let before = self.out.references.len();
        let mut frame = Frame {
            kind,
            ns,
            local,
            foreign: full.foreign,
            odd: !is_prefix(full.prefix),
            open: open.clone(),
            scope,
            run: None,
            node: None,
            references: before..before,
            label: None,
            text: None,
            outer: (self.hidden, self.depths[2]),
            binding: None,
            gone: false,
            block: None,
            paragraph: None,
            within: (0, 0),
            story: false,
        };
        if name.len() < tag.len() {
            self.attributes(tag, &mut frame);
        }
        frame.references.end = self.out.references.len();
        Ok(frame)
    }

    fn start(&mut self, range: Range<usize>) -> Result<(), Broken> {
        let mut frame = self.enter(range, false)?;
        self.block_begins(&mut frame);
        match frame.kind {
            Kind::Run => {
                frame.run = self.run;
                self.run = (frame.ns == Ns::Word).then_some(self.out.runs.len());
                if frame.ns == Ns::Word {
                    self.out.runs.push(Run { open: frame.open.clone(), properties: None });
                }
                self.hidden = false;
            }
            Kind::Text | Kind::DeletedText | Kind::Code => frame.node = Some(self.node(&frame)),
            Kind::TextBox => {
                let kind = if let Mode::Story(kind) = self.mode { kind } else { SegmentKind::Body };
                frame.run = self.run.take();
                self.set_depth(2, 0);
                self.flows.push(Flow::new(kind, self.place, self.gathered));
            }
            Kind::Note => self.flows.push(Flow::new(SegmentKind::Note, self.place, self.gathered)),
            Kind::Comment => {
                self.flows.push(Flow::new(SegmentKind::Comment, self.place, self.gathered));
            }
            Kind::Deleted => self.set_depth(0, self.depths[0] + 1),
            Kind::Inserted => self.set_depth(1, self.depths[1] + 1),
            Kind::Again => self.set_depth(2, self.depths[2] + 1),
            _ => {}
        }
        frame.story |= self.begins_foreign(&frame);
        if frame.story {
            self.flows.push(Flow::new(SegmentKind::Hidden, self.place, self.gathered));
        }
        self.marker(&frame);
        self.stack.push(frame);
        Ok(())
    }

    fn set_depth(&mut self, which: usize, to: usize) {
        self.depths[which] = to;
        self.shown.deleted = self.depths[0] > 0;
        self.shown.inserted = self.depths[1] > 0;
        self.shown.again = self.depths[2] > 0;
    }

    fn node(&mut self, frame: &Frame<'a>) -> usize {
        let spaced = self.attribute_of(&frame.open, "space").is_some();
        // Code of a field is no place for a styled run; other dialects get a plain mark, and so
        // does text that another element parts from its run.
        let direct = self.stack.last().is_some_and(|f| f.kind == Kind::Run);
        let styled = frame.ns == Ns::Word && frame.kind != Kind::Code && direct;
        let run = self.run.filter(|_| styled);
        let node = Node { open: frame.open.clone(), run, whole: false, spaced, number: false };
        self.out.nodes.push(node);
        self.out.nodes.len() - 1
    }

    fn empty(&mut self, range: Range<usize>) -> Result<(), Broken> {
        let mut frame = self.enter(range.clone(), true)?;
        self.block_begins(&mut frame);
        self.marker(&frame);
        self.stand_in(&frame, &range);
        if frame.kind == Kind::Paragraph {
            self.end_paragraph();
        }
        self.leave(&frame, &range, &range);
        Ok(())
    }

    fn end_paragraph(&mut self) {
        if let Some(flow) = self.flows.last_mut() {
            flow.end_paragraph();
        }
    }

    fn end(&mut self, range: Range<usize>) -> Result<(), Broken> {
        let frame = self.stack.pop().ok_or(Broken)?;
        let whole = frame.open.start..range.end;
        match frame.kind {
            Kind::Paragraph => {
                self.end_paragraph();
                self.paragraph_ends(&frame, &range);
            }
            Kind::Run => {
                self.run_stays();
                if self.hidden {
                    self.out.extras.push(whole.clone());
                }
                self.hidden = frame.outer.0;
                self.run = frame.run;
            }
            Kind::RunProperties => {
                let direct = self.stack.last().is_some_and(|f| f.kind == Kind::Run);
                if direct && let Some(run) = self.run.and_then(|r| self.out.runs.get_mut(r)) {
                    run.properties = Some(whole.clone());
                }
            }
            Kind::Cell => {
                self.flows.last_mut().into_iter().for_each(Flow::end_cell);
                self.row_or_cell_ends(&frame, &whole);
            }
            Kind::Row => {
                self.flows.last_mut().into_iter().for_each(Flow::end_row);
                self.row_or_cell_ends(&frame, &whole);
            }
            Kind::Table => self.row_or_cell_ends(&frame, &whole),
            Kind::TextBox | Kind::Note | Kind::Comment => {
                if let Some(flow) = self.flows.pop() {
                    flow.finish(self.gathered);
                }
                if frame.kind == Kind::TextBox {
                    self.run = frame.run;
                    self.set_depth(2, frame.outer.1);
                }
            }
            Kind::Deleted => self.set_depth(0, self.depths[0].saturating_sub(1)),
            Kind::Inserted => self.set_depth(1, self.depths[1].saturating_sub(1)),
            Kind::Again => self.set_depth(2, self.depths[2].saturating_sub(1)),
            Kind::Control => {
                if let Some((binding, emptied)) = frame.binding.clone() {
                    self.out.bound.push(Bound { range: whole.clone(), binding, emptied });
                }
            }
            Kind::Other => self.end_other(&frame),
            _ => {}
        }
        if frame.story
            && let Some(flow) = self.flows.pop()
        {
            flow.finish(self.gathered);
        }
        self.closing_name(&frame, &range);
        self.leave(&frame, &whole, &range);
        Ok(())
    }

    /// What goes whatever the orders say, and where references reach.
    fn leave(&mut self, frame: &Frame<'a>, whole: &Range<usize>, close: &Range<usize>) {
        for reference in self.out.references.get_mut(frame.references.clone()).unwrap_or_default() {
            reference.range = whole.clone();
        }
        if frame.ns == Ns::Word && matches!(frame.local, "drawing" | "pict" | "object") {
            self.out.drawings.push(whole.clone());
        }
        if frame.ns == Ns::Word && frame.local == "pPr" {
            self.paragraph_properties(whole);
        }
        let in_row_properties = self.stack.last().is_some_and(|f| f.kind == Kind::RowProperties);
        match cut_of(frame.ns, frame.local) {
            Some(Cut::Always) => self.out.always.push(whole.clone()),
            Some(Cut::Extra) if in_row_properties && frame.local == "del" => {
                self.out.extras.push(whole.clone());
                let row = self.stack.iter_mut().rev().find(|f| f.kind == Kind::Row);
                row.into_iter().for_each(|r| r.gone = true);
            }
            Some(Cut::Extra) => {
                self.out.extras.push(whole.clone());
                if frame.local == "cellDel" {
                    let cell = self.stack.iter_mut().rev().find(|f| f.kind == Kind::Cell);
                    cell.into_iter().for_each(|c| c.gone = true);
                }
            }
            Some(Cut::Unwrap) if whole == close => self.out.extras.push(whole.clone()),
            Some(Cut::Unwrap) => self.out.extras.extend([frame.open.clone(), close.clone()]),
            None => {}
        }
        self.scope.leave(frame.scope);
    }
}

fn position(at: u64) -> Result<usize, Broken> {
    usize::try_from(at).map_err(|_| Broken)
}
