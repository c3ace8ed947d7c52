//! Running text: paragraphs, and the cells and rows of tables.

use crate::formats::odf::segments::{Collector, Mapped, Origin, Source};
use crate::formats::textmap::{self, TextMap};
use crate::model::{Place, Segment, SegmentKind};

/// Most empty cells in a row that stand in the text.
const EMPTY: usize = 64;

/// A story that is being read.
pub(crate) struct Flow {
    kind: SegmentKind,
    place: Place,
    slot: usize,
    map: TextMap<Source>,
    pending: String,
    number: usize,
    paragraphs: Vec<(usize, usize)>,
    cells: Vec<(usize, (u32, u32))>,
    /// Row and column of the cell that is being read, in a sheet.
    pub(crate) cell: Option<(u32, u32)>,
}

impl Flow {
    /// A story at the current position of the collector.
    pub(crate) fn new(kind: SegmentKind, place: Place, collector: &mut Collector) -> Self {
        Self {
            kind,
            place,
            slot: collector.reserve(),
            map: TextMap::new(),
            pending: String::new(),
            number: 0,
            paragraphs: Vec::new(),
            cells: Vec::new(),
            cell: None,
        }
    }

    /// Adds text.
    pub(crate) fn push(&mut self, text: &str, origin: textmap::Origin<Source>) {
        if text.is_empty() {
            return;
        }
        if self.map.text().is_empty() {
            self.pending.retain(|c| c == '\t');
        }
        self.map.push_inferred(&self.pending);
        self.pending.clear();
        let at = self.map.text().len();
        match self.cell {
            Some(cell) if self.cells.last().is_none_or(|(_, last)| *last != cell) => {
                self.cells.push((at, cell));
            }
            Some(_) => {}
            None if self.paragraphs.last().is_none_or(|(_, n)| *n != self.number) => {
                self.paragraphs.push((at, self.number));
            }
            None => {}
        }
        self.map.push(text, origin);
    }

    /// Begins a paragraph. What stands in front of it outside any is not part of it.
    pub(crate) fn begin_paragraph(&mut self) {
        let text = self.map.text();
        if self.pending.is_empty() && !text.is_empty() && !text.ends_with(char::is_whitespace) {
            self.pending.push('\n');
        }
    }

    /// Ends a paragraph.
    pub(crate) fn end_paragraph(&mut self) {
        self.number += 1;
        self.pending.push('\n');
    }

    /// Ends a cell that stands there so many times.
    pub(crate) fn end_cell(&mut self, times: usize) {
        if self.pending.ends_with('\n') {
            self.pending.pop();
        }
        self.pending.push_str(&"\t".repeat(times.min(EMPTY)));
    }

    /// Ends a row.
    pub(crate) fn end_row(&mut self) {
        let kept = self.pending.trim_end_matches('\t').len();
        self.pending.truncate(kept);
        if !self.pending.ends_with("\n\n") {
            self.pending.push('\n');
        }
    }

    /// Turns the story into a segment.
    pub(crate) fn finish(self, collector: &mut Collector) {
        let segment = Segment::new(self.kind, self.place, self.map.text());
        let mapped = Mapped {
            segment,
            origin: Origin::Text(self.map),
            paragraphs: self.paragraphs,
            cells: self.cells,
        };
        collector.fill(self.slot, mapped);
    }
}
