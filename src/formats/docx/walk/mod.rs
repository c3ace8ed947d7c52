//! One pass over an XML part: running text into flows, values into segments, and a note of every
//! range that a copy never carries.

pub(super) mod blocks;
mod names;
mod tags;
mod text;

use super::flow::{Flow, Shown};
use super::held::{Gathered, Node, Run};
use super::shape::{Cut, Kind, cut_of, kind_of};
use super::standard::is_prefix;
use super::xml::{Ns, Scope};
use crate::model::SegmentKind;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// How a part is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// WordprocessingML, a drawing, a sheet: running text of this kind.
    Story(SegmentKind),
    /// Values under names: properties, custom XML.
    Values,
}

/// Deepest nesting of elements. Nested tables and text boxes take six levels each.
const DEPTH: usize = 512;

/// What a walk learned about a part, beside its segments.
#[derive(Default)]
pub(super) struct Walked {
    /// Elements that hold text.
    pub(super) nodes: Vec<Node>,
    /// Runs.
    pub(super) runs: Vec<Run>,
    /// Ranges that go from every copy, and those that hold relationship ids within.
    pub(super) always: Vec<Range<usize>>,
    /// Values that are replaced in every copy: pictures in tags, without their metadata.
    pub(super) replaced: Vec<(Range<usize>, String)>,
    /// How many pictures stand in tags.
    pub(super) pictures: usize,
    /// Ranges that go when extras are dropped.
    pub(super) extras: Vec<Range<usize>>,
    /// Paragraphs that become one when extras are dropped.
    pub(super) joins: Vec<blocks::Join>,
    /// Elements that refer to another part, by relationship id.
    pub(super) references: Vec<Reference>,
    /// Content controls that are bound to data.
    pub(super) bound: Vec<Bound>,
    /// Drawings and objects, with the descriptions and pictures within.
    pub(super) drawings: Vec<Range<usize>>,
    /// Width times height of the page, in square EMU.
    pub(super) page_area: f64,
}

/// An element that refers to another part.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// The relationship id.
    pub(super) id: String,
    /// The element.
    pub(super) range: Range<usize>,
    /// Size of the picture around it in square EMU, if any is told.
    pub(super) area: f64,
}

/// A content control that shows a value of a data part.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    /// The control.
    pub(super) range: Range<usize>,
    /// The element that binds it.
    pub(super) binding: Range<usize>,
    /// Whether what it shows is empty in copies: Word would empty the control too.
    pub(super) emptied: Emptied,
}

/// In which copies a property is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emptied {
    /// In none.
    Never,
    /// In those without extras.
    WithoutExtras,
    /// In all.
    Always,
}

/// The part is not well-formed, or says things in ways that are not followed.
#[derive(Debug)]
pub(super) struct Broken;

struct Frame<'a> {
    kind: Kind,
    ns: Ns,
    local: &'a str,
    /// Whether its namespace is of no standard.
    foreign: bool,
    /// Whether its prefix is none that programs give.
    odd: bool,
    open: Range<usize>,
    scope: usize,
    run: Option<usize>,
    node: Option<usize>,
    references: Range<usize>,
    label: Option<&'a str>,
    /// Bytes of the text directly within, and for a part of values the text itself.
    text: Option<(Range<usize>, String)>,
    /// Whether the run around this element is hidden; how often a fallback is around it.
    outer: (bool, usize),
    binding: Option<(Range<usize>, Emptied)>,
    gone: bool,
    /// The paragraph among its children that came last, by number.
    block: Option<usize>,
    /// Its own number, if it is a paragraph.
    paragraph: Option<usize>,
    /// Rows in a table or cells in a row, and how many of them go with the extras.
    within: (usize, usize),
    /// Whether it is read as a story of its own, since Word does not show it.
    story: bool,
}

pub(super) struct Walker<'a, 'g> {
    text: &'a str,
    part: usize,
    place: &'a str,
    mode: Mode,
    gathered: &'g mut Gathered,
    scope: Scope<'a>,
    stack: Vec<Frame<'a>>,
    flows: Vec<Flow<'a>>,
    run: Option<usize>,
    shown: Shown,
    hidden: bool,
    depths: [usize; 3],
    area: f64,
    paragraphs: Vec<blocks::Paragraph>,
    out: Walked,
}

impl<'a, 'g> Walker<'a, 'g> {
    /// A walker over a part's text. `place` names the part for people.
    pub(super) fn new(
        text: &'a str,
        part: usize,
        place: &'a str,
        mode: Mode,
        gathered: &'g mut Gathered,
    ) -> Self {
        let a4 = 7_560_000.0 * 10_692_000.0;
        Self {
            text,
            part,
            place,
            mode,
            gathered,
            scope: Scope::default(),
            stack: Vec::new(),
            flows: Vec::new(),
            run: None,
            shown: Shown::default(),
            hidden: false,
            depths: [0; 3],
            area: 0.0,
            paragraphs: Vec::new(),
            out: Walked { page_area: a4, ..Walked::default() },
        }
    }

    /// Reads the whole part.
    pub(super) fn walk(mut self) -> Result<Walked, Broken> {
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
