//! Running text: paragraphs, cells, and the readings of tracked changes.
//!
//! The main reading is what a reader sees when all changes to the text are accepted. A paragraph
//! with deleted, hidden, or alternate text has further readings, which become segments of their
//! own. So a name is found in every reading, and a deleted word between its halves cannot hide it.

use crate::formats::docx::read::segments::{
    MappedSegment, SegmentCollector, SegmentSource, SourceRange,
};
use crate::formats::docx::syntax::vocabulary::is_field;
use crate::formats::textmap::{Origin, TextMap};
use crate::model::{Place, Segment, SegmentKind, Span};
use std::borrow::Cow;

/// Which readings show a piece of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Visibility {
    /// It was deleted or moved away.
    pub(crate) deleted: bool,
    /// It was inserted or moved here.
    pub(crate) inserted: bool,
    /// It is hidden by its formatting.
    pub(crate) hidden: bool,
    /// It is a second rendering of the same content: a fallback, or ruby text.
    pub(crate) alternate: bool,
}

#[derive(Clone)]
struct Fragment<'a> {
    text: Cow<'a, str>,
    origin: Origin<SourceRange>,
    shown: Visibility,
}

/// A story that is being read: the body, a text box, a footnote.
pub(crate) struct Flow<'a> {
    kind: SegmentKind,
    place: Place,
    slot: usize,
    map: TextMap<SourceRange>,
    paragraphs: Vec<(usize, usize)>,
    number: usize,
    pending: String,
    fragments: Vec<Fragment<'a>>,
    extra: Vec<TextMap<SourceRange>>,
    /// The codes of the open fields, outermost first; `None` once the field result has started.
    fields: Vec<Option<TextMap<SourceRange>>>,
    /// The text of preceding paragraphs whose marks are deleted; this paragraph continues them.
    joined: Vec<Fragment<'a>>,
    /// Whether the mark of this paragraph is deleted.
    pub(crate) mark_deleted: bool,
}

impl<'a> Flow<'a> {
    /// A new story, whose segment will be at the current position of the collector.
    pub(crate) fn new(kind: SegmentKind, place: &Place, collector: &mut SegmentCollector) -> Self {
        Self {
            kind,
            place: place.clone(),
            slot: collector.reserve(),
            map: TextMap::new(),
            paragraphs: Vec::new(),
            number: 0,
            pending: String::new(),
            fragments: Vec::new(),
            extra: Vec::new(),
            fields: Vec::new(),
            joined: Vec::new(),
            mark_deleted: false,
        }
    }

    /// Adds text to the paragraph.
    pub(crate) fn push(
        &mut self,
        text: impl Into<Cow<'a, str>>,
        origin: Origin<SourceRange>,
        shown: Visibility,
    ) {
        self.fragments.push(Fragment { text: text.into(), origin, shown });
    }

    /// Ends a paragraph.
    pub(crate) fn end_paragraph(&mut self) {
        self.flush();
        self.number += 1;
        self.pending.push('\n');
    }

    /// Ends a line that is not a paragraph, if it has any text.
    pub(crate) fn end_line(&mut self) {
        if !self.fragments.is_empty() {
            self.end_paragraph();
        }
    }

    /// Ends a table cell.
    pub(crate) fn end_cell(&mut self) {
        self.flush();
        if self.pending.ends_with('\n') {
            self.pending.pop();
        }
        self.pending.push('\t');
    }

    /// Ends a table row.
    pub(crate) fn end_row(&mut self) {
        self.flush();
        if self.pending.ends_with('\t') {
            self.pending.pop();
        }
        self.pending.push('\n');
    }

    /// Starts a field; its code follows.
    pub(crate) fn begin_field(&mut self) {
        self.fields.push(Some(TextMap::new()));
    }

    /// Ends the code of the innermost field.
    pub(crate) fn end_code(&mut self, collector: &mut SegmentCollector) {
        if let Some(map) = self.fields.last_mut().and_then(Option::take) {
            let code = without_field_name(map.text());
            collector.push_as(SegmentKind::Field, &self.place, &code, map);
        }
    }

    /// Ends the innermost field.
    pub(crate) fn end_field(&mut self, collector: &mut SegmentCollector) {
        self.end_code(collector);
        self.fields.pop();
    }

    /// Adds text to the code of the innermost field.
    pub(crate) fn push_code(&mut self, text: &str, origin: Origin<SourceRange>) {
        if !matches!(self.fields.last(), Some(Some(_))) {
            self.fields.push(Some(TextMap::new()));
        }
        if let Some(Some(map)) = self.fields.last_mut() {
            map.push(text, origin);
        }
    }

    fn flush(&mut self) {
        let fragments = std::mem::take(&mut self.fragments);
        let joins = std::mem::take(&mut self.mark_deleted);
        if fragments.is_empty() {
            return;
        }
        if joins || !self.joined.is_empty() {
            self.joined.extend(fragments.iter().cloned());
            if !joins {
                let joined = std::mem::take(&mut self.joined);
                self.add_reading(&joined, |s| !s.deleted && !s.hidden && !s.alternate);
            }
        }
        let any = |f: fn(&Visibility) -> bool| fragments.iter().any(|b| f(&b.shown));
        let (deleted, hidden, alternate) =
            (any(|s| s.deleted), any(|s| s.hidden), any(|s| s.alternate));
        if deleted {
            self.add_reading(&fragments, |s| (s.deleted || !s.inserted) && !s.alternate);
        }
        if hidden {
            self.add_reading(&fragments, |s| !s.deleted && !s.alternate);
        }
        if alternate {
            self.add_reading(&fragments, |s| s.alternate);
        }
        for fragment in fragments {
            if fragment.shown.deleted || fragment.shown.hidden || fragment.shown.alternate {
                continue;
            }
            if !self.pending.is_empty() {
                self.map.push_inferred(&self.pending);
                self.pending.clear();
            }
            if self.paragraphs.last().is_none_or(|(_, n)| *n != self.number) {
                self.paragraphs.push((self.map.text().len(), self.number));
            }
            self.map.push(&fragment.text, fragment.origin);
        }
    }

    fn add_reading(&mut self, fragments: &[Fragment<'_>], shows: fn(&Visibility) -> bool) {
        let mut map = TextMap::new();
        for fragment in fragments.iter().filter(|b| shows(&b.shown)) {
            map.push(&fragment.text, fragment.origin.clone());
        }
        self.extra.push(map);
    }

    /// Turns the story into segments.
    pub(crate) fn finish(mut self, collector: &mut SegmentCollector) {
        self.flush();
        let joined = std::mem::take(&mut self.joined);
        self.add_reading(&joined, |s| !s.deleted && !s.hidden && !s.alternate);
        while !self.fields.is_empty() {
            self.end_field(collector);
        }
        let segment = Segment::new(self.kind, self.place.clone(), self.map.text());
        let mapped = MappedSegment {
            segment,
            source: SegmentSource::Text(self.map),
            paragraphs: self.paragraphs,
        };
        collector.fill(self.slot, mapped);
        for map in self.extra {
            collector.push(SegmentKind::Hidden, &self.place, map);
        }
    }
}

/// A field code with its field name blanked out with spaces, since some field names (`PAGE`) are
/// also surnames. Offsets do not change.
pub(crate) fn without_field_name(code: &str) -> String {
    let word = code.split_whitespace().next().unwrap_or_default();
    match code.split_once(word) {
        Some((before, after)) if is_field(word) => {
            [before, &" ".repeat(word.len()), after].concat()
        }
        _ => code.to_owned(),
    }
}

/// The number, counted from 1, of the paragraph in which a span starts.
pub(crate) fn paragraph_at(mapped: &MappedSegment, span: Span) -> Option<usize> {
    let after = mapped.paragraphs.partition_point(|(at, _)| *at <= span.start);
    mapped.paragraphs.get(after.checked_sub(1)?).map(|(_, number)| number + 1)
}
