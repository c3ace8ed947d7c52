//! Running text on its way to segments: paragraphs, cells, and the readings of tracked changes.
//!
//! The main reading is what a reader sees when all changes to letters are accepted. A paragraph in which
//! text is deleted, hidden or said twice yields further segments, so that a name is found in every
//! reading and a deleted word between its halves hides nothing.

use crate::formats::docx::read::segments::{At, Back, Gathered, Held};
use crate::formats::docx::syntax::vocabulary::is_field;
use crate::formats::textmap::{Origin, TextMap};
use crate::model::{Place, Segment, SegmentKind, Span};
use std::borrow::Cow;

/// Bits of text that not every reading shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Deleted or moved away.
    pub(crate) deleted: bool,
    /// Inserted or moved here.
    pub(crate) inserted: bool,
    /// Hidden by its formatting.
    pub(crate) hidden: bool,
    /// Stands in for something said before: a fallback, a reading aid.
    pub(crate) again: bool,
}

#[derive(Clone)]
struct Bit<'a> {
    text: Cow<'a, str>,
    origin: Origin<At>,
    shown: Shown,
}

/// A story being read: the body, a text box, a footnote.
pub(crate) struct Flow<'a> {
    kind: SegmentKind,
    place: String,
    slot: usize,
    map: TextMap<At>,
    paragraphs: Vec<(usize, usize)>,
    number: usize,
    pending: String,
    bits: Vec<Bit<'a>>,
    extra: Vec<TextMap<At>>,
    /// Codes of the fields that are open, outermost first; `None` once the result has begun.
    fields: Vec<Option<TextMap<At>>>,
    /// What is left of paragraphs whose mark is deleted: the next one goes on with them.
    joined: Vec<Bit<'a>>,
    /// Whether the mark that ends this paragraph is deleted.
    pub(crate) mark_deleted: bool,
}

impl<'a> Flow<'a> {
    /// A new story that will stand at this point of the sequence of segments.
    pub(crate) fn new(kind: SegmentKind, place: &str, gathered: &mut Gathered) -> Self {
        Self {
            kind,
            place: place.to_owned(),
            slot: gathered.reserve(),
            map: TextMap::new(),
            paragraphs: Vec::new(),
            number: 0,
            pending: String::new(),
            bits: Vec::new(),
            extra: Vec::new(),
            fields: Vec::new(),
            joined: Vec::new(),
            mark_deleted: false,
        }
    }

    /// Adds text to the paragraph.
    pub(crate) fn push(&mut self, text: impl Into<Cow<'a, str>>, origin: Origin<At>, shown: Shown) {
        self.bits.push(Bit { text: text.into(), origin, shown });
    }

    /// Ends a paragraph.
    pub(crate) fn end_paragraph(&mut self) {
        self.flush();
        self.number += 1;
        self.pending.push('\n');
    }

    /// Ends a line that is no paragraph of its own, if there is anything on it.
    pub(crate) fn end_line(&mut self) {
        if !self.bits.is_empty() {
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

    /// A field begins: its code follows.
    pub(crate) fn begin_field(&mut self) {
        self.fields.push(Some(TextMap::new()));
    }

    /// The code of the innermost field is complete.
    pub(crate) fn end_code(&mut self, gathered: &mut Gathered) {
        if let Some(map) = self.fields.last_mut().and_then(Option::take) {
            let code = without_field_name(map.text());
            gathered.push_as(SegmentKind::Field, &self.place, &code, map);
        }
    }

    /// The innermost field ends.
    pub(crate) fn end_field(&mut self, gathered: &mut Gathered) {
        self.end_code(gathered);
        self.fields.pop();
    }

    /// Adds text to the code of the innermost field.
    pub(crate) fn push_code(&mut self, text: &str, origin: Origin<At>) {
        if !matches!(self.fields.last(), Some(Some(_))) {
            self.fields.push(Some(TextMap::new()));
        }
        if let Some(Some(map)) = self.fields.last_mut() {
            map.push(text, origin);
        }
    }

    fn flush(&mut self) {
        let bits = std::mem::take(&mut self.bits);
        let joins = std::mem::take(&mut self.mark_deleted);
        if bits.is_empty() {
            return;
        }
        if joins || !self.joined.is_empty() {
            self.joined.extend(bits.iter().cloned());
            if !joins {
                let joined = std::mem::take(&mut self.joined);
                self.reading(&joined, |s| !s.deleted && !s.hidden && !s.again);
            }
        }
        let any = |f: fn(&Shown) -> bool| bits.iter().any(|b| f(&b.shown));
        let (deleted, hidden, again) = (any(|s| s.deleted), any(|s| s.hidden), any(|s| s.again));
        if deleted {
            self.reading(&bits, |s| (s.deleted || !s.inserted) && !s.again);
        }
        if hidden {
            self.reading(&bits, |s| !s.deleted && !s.again);
        }
        if again {
            self.reading(&bits, |s| s.again);
        }
        for bit in bits {
            if bit.shown.deleted || bit.shown.hidden || bit.shown.again {
                continue;
            }
            if !self.pending.is_empty() {
                self.map.push_inferred(&self.pending);
                self.pending.clear();
            }
            if self.paragraphs.last().is_none_or(|(_, n)| *n != self.number) {
                self.paragraphs.push((self.map.text().len(), self.number));
            }
            self.map.push(&bit.text, bit.origin);
        }
    }

    fn reading(&mut self, bits: &[Bit<'_>], shows: fn(&Shown) -> bool) {
        let mut map = TextMap::new();
        for bit in bits.iter().filter(|b| shows(&b.shown)) {
            map.push(&bit.text, bit.origin.clone());
        }
        self.extra.push(map);
    }

    /// Hands the story over as segments.
    pub(crate) fn finish(mut self, gathered: &mut Gathered) {
        self.flush();
        let joined = std::mem::take(&mut self.joined);
        self.reading(&joined, |s| !s.deleted && !s.hidden && !s.again);
        while !self.fields.is_empty() {
            self.end_field(gathered);
        }
        let segment = Segment::new(self.kind, Place::new(self.place.as_str()), self.map.text());
        let held = Held { segment, back: Back::Flow(self.map), paragraphs: self.paragraphs };
        gathered.fill(self.slot, held);
        for map in self.extra {
            gathered.push(SegmentKind::Hidden, &self.place, map);
        }
    }
}

/// The code of a field with spaces for the field's own name, which is a word of Word's and may
/// be a surname too (`PAGE`). Offsets stay.
pub(crate) fn without_field_name(code: &str) -> String {
    let word = code.split_whitespace().next().unwrap_or_default();
    match code.find(word) {
        Some(at) if is_field(word) => {
            let end = at + word.len();
            format!("{}{}{}", &code[..at], " ".repeat(word.len()), &code[end..])
        }
        _ => code.to_owned(),
    }
}

/// The number, from 1, of the paragraph that a span begins in.
pub(crate) fn paragraph_at(held: &Held, span: Span) -> Option<usize> {
    let after = held.paragraphs.partition_point(|(at, _)| *at <= span.start);
    held.paragraphs.get(after.checked_sub(1)?).map(|(_, number)| number + 1)
}
