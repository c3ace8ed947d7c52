//! Segments, and where their text stands.

use crate::formats::odf::vocabulary::Rule;
use crate::formats::textmap::TextMap;
use crate::model::{Place, Segment, SegmentKind, Span, message};
use std::collections::HashMap;
use std::ops::Range;

/// The source of a piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The index of the part.
    pub(crate) part: usize,
    /// The byte range in its text.
    pub(crate) at: Range<usize>,
    /// Whether these bytes can only be removed together.
    pub(crate) whole: bool,
    /// The cell around it, by its index in the part.
    pub(crate) cell: Option<usize>,
}

/// Where the text of a segment came from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// Running text.
    Text(TextMap<Source>),
    /// A value that can stand in several places: part and byte range.
    Value(Rule, Vec<(usize, Range<usize>)>),
    /// The name of an entry, by its index.
    Entry(usize),
    /// The text of a picture made of drawing records: the entry, and the record of each stretch.
    Drawing(usize, Vec<(Range<usize>, usize)>),
    /// A picture that is a signature: the entry.
    Signature(usize),
}

/// A segment and where its text came from.
#[derive(Debug)]
pub(crate) struct Mapped {
    pub(crate) segment: Segment,
    pub(crate) origin: Origin,
    /// Offset and number of each paragraph.
    pub(crate) paragraphs: Vec<(usize, usize)>,
    /// Offset, row and column of each cell of a sheet.
    pub(crate) cells: Vec<(usize, (u32, u32))>,
}

impl Mapped {
    /// A segment without paragraphs or cells.
    pub(crate) fn new(segment: Segment, origin: Origin) -> Self {
        Self { segment, origin, paragraphs: Vec::new(), cells: Vec::new() }
    }

    /// Where a person finds a stretch.
    pub(crate) fn place(&self, span: Span) -> Place {
        let place = &self.segment.place;
        let after = self.cells.partition_point(|(at, _)| *at <= span.start);
        if let Some((_, (row, column))) = after.checked_sub(1).and_then(|i| self.cells.get(i)) {
            return Place::new(message!("{0}, cell {1}", place, cell_name(*row, *column)));
        }
        let after = self.paragraphs.partition_point(|(at, _)| *at <= span.start);
        match after.checked_sub(1).and_then(|i| self.paragraphs.get(i)) {
            Some((_, number)) => Place::new(message!("{0}, paragraph {1}", place, number + 1)),
            None => place.clone(),
        }
    }
}

/// A cell as people name it, by row and column from 0.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &row.saturating_add(1).to_string()
}

/// Collects segments in reading order.
#[derive(Default)]
pub(crate) struct Collector {
    slots: Vec<Option<Mapped>>,
    values: HashMap<(Rule, String, String), usize>,
}

impl Collector {
    /// Reserves the next position.
    pub(crate) fn reserve(&mut self) -> usize {
        self.slots.push(None);
        self.slots.len() - 1
    }

    /// Puts a segment in a reserved position, unless it is blank.
    pub(crate) fn fill(&mut self, slot: usize, mapped: Mapped) {
        if let Some(place) = self.slots.get_mut(slot)
            && mapped.segment.text.chars().any(|c| !c.is_whitespace())
        {
            *place = Some(mapped);
        }
    }

    /// Adds a segment at the end.
    pub(crate) fn push(&mut self, mapped: Mapped) {
        let slot = self.reserve();
        self.fill(slot, mapped);
    }

    /// Adds a value, or one more place of a known one.
    pub(crate) fn value(
        &mut self,
        (kind, rule): (SegmentKind, Rule),
        label: &str,
        text: &str,
        place: &Place,
        at: (usize, Range<usize>),
    ) {
        let group = if matches!(rule, Rule::Identifier | Rule::Author) { "" } else { label };
        let key = (rule, group.to_owned(), text.to_owned());
        if let Some(known) = self.values.get(&key) {
            if let Some(Some(Mapped { origin: Origin::Value(_, places), .. })) =
                self.slots.get_mut(*known)
            {
                places.push(at);
            }
            return;
        }
        let slot = self.reserve();
        self.values.insert(key, slot);
        let segment = Segment::new(kind, place.clone(), text).labelled(label);
        self.fill(slot, Mapped::new(segment, Origin::Value(rule, vec![at])));
    }

    /// All segments.
    pub(crate) fn finish(self) -> Vec<Mapped> {
        self.slots.into_iter().flatten().collect()
    }
}
