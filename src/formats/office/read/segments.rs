//! Segments, and where their text came from.

use crate::formats::office::sheet::grid::CellPiece;
use crate::formats::office::sheet::reference::name_of;
use crate::formats::office::syntax::attributes::{Carrier, ReplacementRule};
use crate::formats::textmap::TextMap;
use crate::model::{Place, Segment, SegmentKind, Span, message};
use std::collections::HashMap;
use std::ops::Range;

/// The source of a piece of running text: a byte range of a part, and the element around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SourceRange {
    /// Index of the part.
    pub(crate) part: usize,
    /// Index into the part's [`TextElement`]s.
    pub(crate) element: usize,
    /// The offset of the first byte in the part's text.
    pub(crate) start: usize,
    /// The offset after the last byte.
    pub(crate) end: usize,
    /// Whether these bytes can only be removed together: a reference, or an element that stands for
    /// text.
    pub(crate) whole: bool,
}

/// Where the text of a segment came from.
#[derive(Clone, Debug)]
pub(crate) enum SegmentSource {
    /// Running text, mapped character by character.
    Text(TextMap<SourceRange>),
    /// A value, which can occur several times.
    Value {
        /// What may replace it.
        rule: ReplacementRule,
        /// Every occurrence: the index of the part, and the byte range in its text.
        places: Vec<(usize, Range<usize>)>,
    },
    /// Cells of a sheet.
    Cells {
        /// The index of the part with the sheet.
        part: usize,
        /// The text, mapped to cells.
        map: TextMap<CellPiece>,
    },
    /// The name of an entry: an index into the store's `unusual_names`.
    EntryName(usize),
    /// The text of a metafile.
    Metafile {
        /// The indexes of the package and the entry.
        entry: (usize, usize),
        /// Byte ranges of the segment's text, with the index of the record each came from.
        records: Vec<(Range<usize>, usize)>,
    },
    /// A signature that is a picture or ink: the indexes of the package and the entry.
    Signature(usize, usize),
    /// A signature that is drawn: the index of the part, and the byte range of the drawing.
    Strokes(usize, Range<usize>),
}

/// A segment, and where its text came from.
pub(crate) struct MappedSegment {
    /// The segment that the pipeline sees.
    pub(crate) segment: Segment,
    /// Where its text came from.
    pub(crate) source: SegmentSource,
    /// For running text: the byte offset and index of each paragraph that has text.
    pub(crate) paragraphs: Vec<(usize, usize)>,
}

/// Where a person finds a stretch of a segment.
pub(crate) fn place_of(mapped: &MappedSegment, span: Span) -> Place {
    let place = &mapped.segment.place;
    if let SegmentSource::Cells { map, .. } = &mapped.source
        && let Some(slice) = map.slices(span).next()
    {
        return Place::new(message!("{0}, cell {1}", place, name_of(slice.source.place)));
    }
    let after = mapped.paragraphs.partition_point(|(at, _)| *at <= span.start);
    let paragraph = after.checked_sub(1).and_then(|at| mapped.paragraphs.get(at));
    match paragraph {
        Some((_, number)) => Place::new(message!("{0}, paragraph {1}", place, number + 1)),
        None => place.clone(),
    }
}

/// Collects the segments of a document, in reading order.
#[derive(Default)]
pub(crate) struct SegmentCollector {
    slots: Vec<Option<MappedSegment>>,
    values: HashMap<(ReplacementRule, String, String), usize>,
}

impl SegmentCollector {
    /// Reserves the next position for a story that is still being read; returns its index.
    pub(crate) fn reserve(&mut self) -> usize {
        self.slots.push(None);
        self.slots.len() - 1
    }

    /// Puts a story in the position reserved for it. Blank text does not become a segment.
    pub(crate) fn fill(&mut self, slot: usize, mapped: MappedSegment) {
        if let Some(place) = self.slots.get_mut(slot)
            && mapped.segment.text.chars().any(|c| !c.is_whitespace())
        {
            *place = Some(mapped);
        }
    }

    /// Adds a segment of running text.
    pub(crate) fn push(&mut self, kind: SegmentKind, place: &Place, map: TextMap<SourceRange>) {
        let text = map.text().to_owned();
        self.push_as(kind, place, &text, map);
    }

    /// Adds a segment of running text that shows `text` instead of the text of `map`, which has the
    /// same length in bytes.
    pub(crate) fn push_as(
        &mut self,
        kind: SegmentKind,
        place: &Place,
        text: &str,
        map: TextMap<SourceRange>,
    ) {
        let segment = Segment::new(kind, place.clone(), text);
        let slot = self.reserve();
        self.fill(
            slot,
            MappedSegment { segment, source: SegmentSource::Text(map), paragraphs: Vec::new() },
        );
    }

    /// Adds the cells of a sheet.
    pub(crate) fn cells(
        &mut self,
        kind: SegmentKind,
        place: &Place,
        part: usize,
        map: TextMap<CellPiece>,
    ) {
        let segment = Segment::new(kind, place.clone(), map.text());
        let slot = self.reserve();
        let source = SegmentSource::Cells { part, map };
        self.fill(slot, MappedSegment { segment, source, paragraphs: Vec::new() });
    }

    /// Adds a value, or one more occurrence of a known value.
    pub(crate) fn value(
        &mut self,
        carrier: Carrier,
        label: &str,
        text: &str,
        place: &Place,
        at: (usize, Range<usize>),
    ) {
        self.value_shown_as(carrier, label, (text, text), place, at);
    }

    /// Adds a value whose segment shows another text than the file.
    pub(crate) fn value_shown_as(
        &mut self,
        carrier: Carrier,
        label: &str,
        (text, shown): (&str, &str),
        place: &Place,
        at: (usize, Range<usize>),
    ) {
        // Names that are referred to must change alike everywhere, whatever the attribute is
        // called.
        let group = match carrier.rule {
            ReplacementRule::Identifier | ReplacementRule::Author => "",
            _ => label,
        };
        let key = (carrier.rule, group.to_owned(), text.to_owned());
        if let Some(known) = self.values.get(&key) {
            if let Some(Some(MappedSegment {
                source: SegmentSource::Value { places, .. }, ..
            })) = self.slots.get_mut(*known)
            {
                places.push(at);
            }
            return;
        }
        let slot = self.reserve();
        self.values.insert(key, slot);
        let segment = Segment::new(carrier.kind, place.clone(), shown).labelled(label);
        let source = SegmentSource::Value { rule: carrier.rule, places: vec![at] };
        self.fill(slot, MappedSegment { segment, source, paragraphs: Vec::new() });
    }

    /// Adds the text of a metafile.
    pub(crate) fn drawn(
        &mut self,
        text: &str,
        place: &Place,
        entry: (usize, usize),
        records: Vec<(Range<usize>, usize)>,
    ) {
        let segment = Segment::new(SegmentKind::Alternative, place.clone(), text);
        let slot = self.reserve();
        let source = SegmentSource::Metafile { entry, records };
        self.fill(slot, MappedSegment { segment, source, paragraphs: Vec::new() });
    }

    /// Adds the name of an entry; `index` is its index in the store's `unusual_names`.
    pub(crate) fn entry_name(&mut self, text: &str, place: &Place, index: usize) {
        let segment = Segment::new(SegmentKind::Name, place.clone(), text).labelled("bestandsnaam");
        let slot = self.reserve();
        self.fill(
            slot,
            MappedSegment {
                segment,
                source: SegmentSource::EntryName(index),
                paragraphs: Vec::new(),
            },
        );
    }

    /// All segments, in reading order.
    pub(crate) fn finish(self) -> Vec<MappedSegment> {
        self.slots.into_iter().flatten().collect()
    }
}
