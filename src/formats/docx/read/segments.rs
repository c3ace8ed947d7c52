//! Segments together with their way back into the parts.

use crate::formats::docx::syntax::attributes::{Carrier, ReplacementRule};
use crate::formats::textmap::TextMap;
use crate::model::{Place, Segment, SegmentKind};
use std::collections::HashMap;
use std::ops::Range;

/// Where a piece of running text stands: bytes of a part, and the element around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SourceRange {
    /// Index of the part.
    pub(crate) part: usize,
    /// Index into the part's [`TextElement`]s.
    pub(crate) element: usize,
    /// First byte in the part's text.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Whether these bytes go as one: a reference, an element that stands for text.
    pub(crate) whole: bool,
}

/// How a segment leads back.
#[derive(Clone, Debug)]
pub(crate) enum SegmentSource {
    /// Running text: every letter knows its place.
    Text(TextMap<SourceRange>),
    /// One value, at all places where it stands: part and bytes.
    Value {
        /// What may take its place.
        rule: ReplacementRule,
        /// Every place of the same value.
        places: Vec<(usize, Range<usize>)>,
    },
    /// The name of an entry: index into the store's names.
    EntryName(usize),
    /// Text that a drawing draws.
    Metafile {
        /// Package and entry of the drawing.
        entry: (usize, usize),
        /// Which stretch of the text is which of its records.
        records: Vec<(Range<usize>, usize)>,
    },
}

/// A segment and its way back.
pub(crate) struct MappedSegment {
    /// What the core sees.
    pub(crate) segment: Segment,
    /// Where it stands.
    pub(crate) source: SegmentSource,
    /// For running text: offsets at which paragraphs begin, and their numbers.
    pub(crate) paragraphs: Vec<(usize, usize)>,
}

/// All segments of a document as they are gathered.
#[derive(Default)]
pub(crate) struct SegmentCollector {
    slots: Vec<Option<MappedSegment>>,
    values: HashMap<(ReplacementRule, String, String), usize>,
}

impl SegmentCollector {
    /// Keeps a place in the sequence for a story that is still being read.
    pub(crate) fn reserve(&mut self) -> usize {
        self.slots.push(None);
        self.slots.len() - 1
    }

    /// Puts a story in the place kept for it. Blank text makes no segment.
    pub(crate) fn fill(&mut self, slot: usize, mapped: MappedSegment) {
        if let Some(place) = self.slots.get_mut(slot)
            && mapped.segment.text.chars().any(|c| !c.is_whitespace())
        {
            *place = Some(mapped);
        }
    }

    /// Adds a segment of running text at the end.
    pub(crate) fn push(&mut self, kind: SegmentKind, place: &str, map: TextMap<SourceRange>) {
        let text = map.text().to_owned();
        self.push_as(kind, place, &text, map);
    }

    /// Adds a segment that shows other letters of the same length than stand in the file.
    pub(crate) fn push_as(
        &mut self,
        kind: SegmentKind,
        place: &str,
        text: &str,
        map: TextMap<SourceRange>,
    ) {
        let segment = Segment::new(kind, Place::new(place), text);
        let slot = self.reserve();
        self.fill(
            slot,
            MappedSegment { segment, source: SegmentSource::Text(map), paragraphs: Vec::new() },
        );
    }

    /// Adds a value, or one more place of a value that is known.
    pub(crate) fn value(
        &mut self,
        carrier: Carrier,
        label: &str,
        text: &str,
        place: &str,
        at: (usize, Range<usize>),
    ) {
        self.value_shown_as(carrier, label, (text, text), place, at);
    }

    /// Adds a value that the segment shows in another way than it stands in the file.
    pub(crate) fn value_shown_as(
        &mut self,
        carrier: Carrier,
        label: &str,
        (text, shown): (&str, &str),
        place: &str,
        at: (usize, Range<usize>),
    ) {
        // Names that are referred to must change everywhere alike, whatever the attribute is called.
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
        let segment = Segment::new(carrier.kind, Place::new(place), shown).labelled(label);
        let source = SegmentSource::Value { rule: carrier.rule, places: vec![at] };
        self.fill(slot, MappedSegment { segment, source, paragraphs: Vec::new() });
    }

    /// Adds the text of a drawing.
    pub(crate) fn drawn(
        &mut self,
        text: &str,
        place: &str,
        entry: (usize, usize),
        records: Vec<(Range<usize>, usize)>,
    ) {
        let segment = Segment::new(SegmentKind::Alternative, Place::new(place), text);
        let slot = self.reserve();
        let source = SegmentSource::Metafile { entry, records };
        self.fill(slot, MappedSegment { segment, source, paragraphs: Vec::new() });
    }

    /// Adds the name of an entry.
    pub(crate) fn entry_name(&mut self, text: &str, place: &str, index: usize) {
        let segment =
            Segment::new(SegmentKind::Name, Place::new(place), text).labelled("bestandsnaam");
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
