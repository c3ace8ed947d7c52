//! One pass over an XML part. Running text goes into flows and values become segments; ranges that
//! no copy keeps are noted.

mod blocks;
mod looks;
mod names;
mod tags;
mod text;
mod walker;

use crate::formats::office::opc::mode::ReadMode;
use crate::formats::office::read::flow::Flow;
use crate::formats::office::read::hidden_styles::HiddenStyles;
use crate::formats::office::read::markup::{BoundControl, PartMarkup, RunElement, TextElement};
use crate::formats::office::read::segments::SegmentCollector;
use crate::formats::office::read::walk::walker::{ElementFrame, Malformed, PartWalker, RunLook};
use crate::formats::office::sheet::book::Book;
use crate::formats::office::sheet::cells::cells;
use crate::formats::office::syntax::elements::{ElementKind, Removal, element_kind, removal_of};
use crate::formats::office::syntax::vocabulary::is_prefix;
use crate::formats::office::syntax::xml::Namespace;
use crate::model::{Place, SegmentKind};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// The maximum nesting depth of elements. Each nested table or text box takes six levels.
const DEPTH: usize = 512;

/// Reads the text of part number `part`, which is called `place` for display.
pub(crate) fn walk(
    text: &str,
    part: usize,
    place: &Place,
    mode: ReadMode,
    (styles, book): (&HiddenStyles, Option<&Book>),
    collector: &mut SegmentCollector,
) -> Result<PartMarkup, Malformed> {
    PartWalker::new(text, part, place, mode, (styles, book), collector).walk()
}

impl<'a> PartWalker<'a, '_> {
    /// Reads the whole part.
    fn walk(mut self) -> Result<PartMarkup, Malformed> {
        let mut reader = Reader::from_str(self.text);
        if let ReadMode::Story(kind) = self.mode {
            self.flows.push(Flow::new(kind, self.place, self.collector));
        }
        loop {
            let start = position(reader.buffer_position())?;
            let event = reader.read_event().map_err(|_| Malformed)?;
            let range = start..position(reader.buffer_position())?;
            match event {
                Event::Start(_) => {
                    self.start(range)?;
                    if self.at_cells() {
                        let (found, end) = cells(&mut reader, self.text).map_err(|_| Malformed)?;
                        self.out.always.extend(found.junk.iter().cloned());
                        self.out.sheet = Some(Box::new(found));
                        self.end(end)?;
                    }
                }
                Event::Empty(_) => self.empty(range)?,
                Event::End(_) => self.end(range)?,
                Event::Text(_) => self.text_at(range),
                Event::GeneralRef(_) => self.reference_at(range)?,
                Event::CData(_) => self.cdata_at(range),
                Event::Comment(_) => self.out.always.push(range),
                // SharePoint and InfoPath mark their parts with empty processing instructions.
                Event::PI(pi) => {
                    let empty = pi.content().trim().is_empty();
                    if !(pi.target().starts_with("mso-") && empty) {
                        self.out.always.push(range);
                    }
                }
                Event::DocType(doctype) => {
                    if doctype.contains(['[', '&']) {
                        return Err(Malformed);
                    }
                    self.out.always.push(range);
                }
                Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        if !self.stack.is_empty() {
            return Err(Malformed);
        }
        while let Some(flow) = self.flows.pop() {
            flow.finish(self.collector);
        }
        self.join_paragraphs();
        Ok(self.out)
    }

    /// Whether the cells of a sheet follow.
    fn at_cells(&self) -> bool {
        let here = |f: &ElementFrame<'_>| f.ns == Namespace::Sheet && f.local == "sheetData";
        // What a link to another workbook keeps of its cells has elements of its own.
        let kept = |f: &ElementFrame<'_>| f.local == "sheetDataSet";
        self.book.is_some()
            && self.out.sheet.is_none()
            && self.stack.last().is_some_and(here)
            && !self.stack.iter().any(kept)
    }

    fn enter(&mut self, open: Range<usize>, empty: bool) -> Result<ElementFrame<'a>, Malformed> {
        if self.stack.len() >= DEPTH {
            return Err(Malformed);
        }
        let close = if empty { 2 } else { 1 };
        let tag = self.text.get(open.start + 1..open.end.checked_sub(close).ok_or(Malformed)?);
        let tag = tag.ok_or(Malformed)?;
        let scope = self.scope.enter(tag);
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or(tag);
        let full = self.scope.element(name);
        let (ns, local) = (full.ns.unwrap_or(Namespace::Other), full.local);
        let kind = element_kind(ns, local);
        self.name(&full);
        let before = self.out.references.len();
        let mut frame = ElementFrame {
            kind,
            ns,
            local,
            foreign: full.foreign,
            unusual_prefix: !is_prefix(full.prefix),
            open: open.clone(),
            scope,
            run: None,
            element: None,
            references: before..before,
            label: None,
            text: None,
            outer: (self.hidden, self.depths.alternate),
            binding: None,
            deleted: false,
            block: None,
            paragraph: None,
            parts: 0,
            removed_parts: 0,
            story: false,
            closing: None,
            fragments: self.flows.last().map_or(0, Flow::fragments),
        };
        if name.len() < tag.len() {
            self.attributes(tag, &mut frame);
        }
        // A shape drawn by hand may be writing.
        self.out.pictures += usize::from(frame.local == "custGeom");
        frame.references.end = self.out.references.len();
        Ok(frame)
    }

    fn start(&mut self, range: Range<usize>) -> Result<(), Malformed> {
        let mut frame = self.enter(range, false)?;
        self.block_begins(&mut frame);
        match frame.kind {
            ElementKind::Run => {
                frame.run = self.run;
                self.run = (frame.ns == Namespace::Word).then_some(self.out.runs.len());
                if frame.ns == Namespace::Word {
                    self.out.runs.push(RunElement { open: frame.open.clone(), properties: None });
                }
                self.hidden = false;
                self.look = RunLook::default();
            }
            ElementKind::Text | ElementKind::DeletedText | ElementKind::Code => {
                frame.element = Some(self.element(&frame))
            }
            ElementKind::TextBox => {
                let kind =
                    if let ReadMode::Story(kind) = self.mode { kind } else { SegmentKind::Body };
                frame.run = self.run.take();
                self.depths.alternate = 0;
                self.flows.push(Flow::new(kind, self.place, self.collector));
            }
            ElementKind::Note => {
                self.flows.push(Flow::new(SegmentKind::Note, self.place, self.collector))
            }
            ElementKind::Comment => {
                self.flows.push(Flow::new(SegmentKind::Comment, self.place, self.collector));
            }
            ElementKind::Deleted => self.depths.deleted += 1,
            ElementKind::Inserted => self.depths.inserted += 1,
            ElementKind::Alternate => self.depths.alternate += 1,
            _ => {}
        }
        self.update_visibility();
        frame.story |= self.begins_foreign(&frame);
        if frame.story {
            self.flows.push(Flow::new(SegmentKind::Hidden, self.place, self.collector));
        }
        self.look(&frame);
        self.marker(&frame);
        self.stack.push(frame);
        Ok(())
    }

    /// Derives the visibility of the text that follows from the elements around it.
    fn update_visibility(&mut self) {
        self.shown.deleted = self.depths.deleted > 0;
        self.shown.inserted = self.depths.inserted > 0;
        self.shown.alternate = self.depths.alternate > 0;
    }

    fn element(&mut self, frame: &ElementFrame<'a>) -> usize {
        let spaced = self.attribute_of(&frame.open, "space").is_some();
        // The mark gets a run of its own only in WordprocessingML, and only for text directly
        // inside a run; a field code cannot contain one.
        let direct = self.stack.last().is_some_and(|f| f.kind == ElementKind::Run);
        let styled = frame.ns == Namespace::Word && frame.kind != ElementKind::Code && direct;
        let run = self.run.filter(|_| styled);
        let element =
            TextElement { open: frame.open.clone(), run, whole: false, spaced, number: false };
        self.out.text_elements.push(element);
        self.out.text_elements.len() - 1
    }

    fn empty(&mut self, range: Range<usize>) -> Result<(), Malformed> {
        let mut frame = self.enter(range.clone(), true)?;
        self.block_begins(&mut frame);
        self.look(&frame);
        self.marker(&frame);
        self.text_equivalent(&frame, &range);
        if frame.kind == ElementKind::Paragraph {
            self.end_paragraph();
        }
        self.simple_field(&frame);
        self.leave(&frame, &range, &range);
        Ok(())
    }

    fn end_paragraph(&mut self) {
        self.paragraph_hidden = false;
        if let Some(flow) = self.flows.last_mut() {
            flow.end_paragraph();
        }
    }

    fn end(&mut self, range: Range<usize>) -> Result<(), Malformed> {
        let frame = self.stack.pop().ok_or(Malformed)?;
        let whole = frame.open.start..range.end;
        match frame.kind {
            ElementKind::Paragraph => {
                self.end_paragraph();
                self.paragraph_ends(&frame, &range);
            }
            ElementKind::Run => self.end_run(&frame, &whole),
            ElementKind::RunProperties => {
                let direct = self.stack.last().is_some_and(|f| f.kind == ElementKind::Run);
                if direct && let Some(run) = self.run.and_then(|r| self.out.runs.get_mut(r)) {
                    run.properties = Some(whole.clone());
                }
            }
            ElementKind::Cell => {
                self.flows.last_mut().into_iter().for_each(Flow::end_cell);
                self.row_or_cell_ends(&frame, &whole);
            }
            ElementKind::Row => {
                self.flows.last_mut().into_iter().for_each(Flow::end_row);
                self.row_or_cell_ends(&frame, &whole);
            }
            ElementKind::Table => self.row_or_cell_ends(&frame, &whole),
            ElementKind::TextBox | ElementKind::Note | ElementKind::Comment => {
                if let Some(flow) = self.flows.pop() {
                    flow.finish(self.collector);
                }
                if frame.kind == ElementKind::TextBox {
                    self.run = frame.run;
                    self.depths.alternate = frame.outer.1;
                }
            }
            ElementKind::Deleted => self.depths.deleted = self.depths.deleted.saturating_sub(1),
            ElementKind::Inserted => self.depths.inserted = self.depths.inserted.saturating_sub(1),
            ElementKind::Alternate => {
                self.depths.alternate = self.depths.alternate.saturating_sub(1)
            }
            ElementKind::Control => {
                if let Some((binding, emptied)) = frame.binding.clone() {
                    self.out.bound.push(BoundControl { range: whole.clone(), binding, emptied });
                }
            }
            ElementKind::Other => {
                self.end_other(&frame);
                self.closing_letter(&frame);
                self.simple_field(&frame);
            }
            _ => {}
        }
        self.update_visibility();
        if frame.story
            && let Some(flow) = self.flows.pop()
        {
            flow.finish(self.collector);
        }
        self.closing_name(&frame, &range);
        self.leave(&frame, &whole, &range);
        Ok(())
    }

    fn end_run(&mut self, frame: &ElementFrame<'a>, whole: &Range<usize>) {
        self.run_stays();
        if self.hidden {
            self.out.extras.push(whole.clone());
        }
        self.hidden = frame.outer.0;
        self.look = RunLook::default();
        self.run = frame.run;
    }

    /// Notes what is removed regardless of the orders, and the range of elements with references.
    fn leave(&mut self, frame: &ElementFrame<'a>, whole: &Range<usize>, close: &Range<usize>) {
        for reference in self.out.references.get_mut(frame.references.clone()).unwrap_or_default() {
            reference.range = whole.clone();
        }
        if frame.ns == Namespace::Word && matches!(frame.local, "drawing" | "pict" | "object") {
            self.out.drawings.push(whole.clone());
        }
        if frame.ns == Namespace::Other && !frame.foreign && frame.local == "pic" {
            self.out.drawings.push(whole.clone());
            let inside = self.out.references.iter_mut().filter(|r| whole.start <= r.range.start);
            inside.for_each(|r| r.area = self.area);
        }
        if frame.ns == Namespace::Word && frame.local == "pPr" {
            self.paragraph_properties(whole);
        }
        let in_row_properties =
            self.stack.last().is_some_and(|f| f.kind == ElementKind::RowProperties);
        match removal_of(frame.ns, frame.local) {
            Some(Removal::Always) => self.out.always.push(whole.clone()),
            Some(Removal::Extra) if in_row_properties && frame.local == "del" => {
                self.out.extras.push(whole.clone());
                let row = self.stack.iter_mut().rev().find(|f| f.kind == ElementKind::Row);
                row.into_iter().for_each(|r| r.deleted = true);
            }
            Some(Removal::Extra) => {
                self.out.extras.push(whole.clone());
                if frame.local == "cellDel" {
                    let cell = self.stack.iter_mut().rev().find(|f| f.kind == ElementKind::Cell);
                    cell.into_iter().for_each(|c| c.deleted = true);
                }
            }
            Some(Removal::Unwrap) if whole == close => self.out.extras.push(whole.clone()),
            Some(Removal::Unwrap) => self.out.extras.extend([frame.open.clone(), close.clone()]),
            None => {}
        }
        self.scope.leave(frame.scope);
    }
}

fn position(at: u64) -> Result<usize, Malformed> {
    usize::try_from(at).map_err(|_| Malformed)
}
