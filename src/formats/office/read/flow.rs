//! Running text: paragraphs, cells, and the readings of tracked changes.
//!
//! The main reading is what a reader sees when all changes to the text are accepted. A paragraph
//! with deleted, hidden, or alternate text has further readings, which become segments of their
//! own. So a name is found in every reading, and a deleted word between its halves cannot hide it.

use crate::formats::office::read::field_codes::{CodesInRow, letters_by_piece, without_field_name};
use crate::formats::office::read::segments::{
    MappedSegment, SegmentCollector, SegmentSource, SourceRange,
};
use crate::formats::textmap::{Origin, TextMap};
use crate::model::{Place, Segment, SegmentKind};
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
    /// It is there, but some programs do not show it, or too small or too light to be seen.
    pub(crate) faint: bool,
    /// It is raised or lowered, as the mark of a note is.
    pub(crate) raised: bool,
}

#[derive(Clone)]
struct Fragment<'a> {
    text: Cow<'a, str>,
    origin: Origin<SourceRange>,
    shown: Visibility,
}

/// A field that is being read.
#[derive(Default)]
struct OpenField {
    /// Its code; `None` once its result has started.
    code: Option<TextMap<SourceRange>>,
    /// The letters that the code itself spells, and from where they come.
    spelled: Vec<(String, SourceRange)>,
    /// How many fragments there were when its result started.
    start: usize,
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
    /// The open fields, outermost first.
    fields: Vec<OpenField>,
    /// The codes of the paragraph, and those of the paragraphs before.
    codes: CodesInRow,
    said_by_codes: Vec<(String, TextMap<SourceRange>)>,
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
            codes: CodesInRow::default(),
            said_by_codes: Vec::new(),
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

    /// How many pieces of text the paragraph has.
    pub(crate) fn fragments(&self) -> usize {
        self.fragments.len()
    }

    /// Whether the paragraph has no text from this piece on.
    pub(crate) fn is_empty_from(&self, fragment: usize) -> bool {
        let rest = self.fragments.get(fragment..).unwrap_or_default();
        rest.iter().all(|fragment| fragment.text.is_empty())
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
        self.codes.border();
        self.fields.push(OpenField { code: Some(TextMap::new()), ..OpenField::default() });
    }

    /// Ends the code of the innermost field.
    pub(crate) fn end_code(&mut self, collector: &mut SegmentCollector) {
        self.codes.border();
        let Some(field) = self.fields.last_mut() else { return };
        if let Some(map) = field.code.take() {
            field.spelled = letters_by_piece(&map);
            field.start = self.fragments.len();
            let code = without_field_name(map.text());
            collector.push_as(SegmentKind::Field, &self.place, &code, map);
        }
    }

    /// Ends the innermost field. A program shows the letters that the code spells when the field has
    /// no result yet.
    pub(crate) fn end_field(&mut self, collector: &mut SegmentCollector) {
        self.end_code(collector);
        let Some(field) = self.fields.pop() else { return };
        let result = self.fragments.get(field.start..).unwrap_or_default();
        let empty = result.iter().all(|fragment| fragment.text.is_empty());
        let mut beside = TextMap::new();
        for (text, source) in field.spelled {
            if empty {
                self.push(text, Origin::Whole(source), Visibility::default());
            } else {
                beside.push_whole(&text, source);
            }
        }
        // What the code spells is shown when the field is brought up to date.
        if beside.text().chars().count() > 1 {
            self.extra.push(beside);
        }
    }

    /// Adds text to the code of the innermost field.
    pub(crate) fn push_code(&mut self, text: &str, origin: Origin<SourceRange>) {
        if !matches!(self.fields.last(), Some(OpenField { code: Some(_), .. })) {
            self.begin_field();
        }
        if let Some(OpenField { code: Some(map), .. }) = self.fields.last_mut() {
            self.codes.push(text, origin.clone());
            map.push(text, origin);
        }
    }

    fn flush(&mut self) {
        self.said_by_codes.extend(self.codes.take());
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
        let (deleted, hidden, alternate, faint) =
            (any(|s| s.deleted), any(|s| s.hidden), any(|s| s.alternate), any(|s| s.faint));
        if deleted || has_insertion_within(&fragments) {
            self.add_reading(&fragments, |s| (s.deleted || !s.inserted) && !s.alternate);
        }
        if hidden {
            self.add_reading(&fragments, |s| !s.deleted && !s.alternate);
        }
        if alternate {
            self.add_reading(&fragments, |s| s.alternate);
        }
        if faint && splits_a_word(&fragments) {
            self.add_reading(&fragments, |s| !s.deleted && !s.hidden && !s.alternate && !s.faint);
        }
        if deleted || hidden {
            self.add_apart(&fragments);
        }
        let shown = |f: &Fragment<'_>| !(f.shown.deleted || f.shown.hidden || f.shown.alternate);
        let shown: Vec<Fragment<'_>> = fragments.into_iter().filter(shown).collect();
        for (at, fragment) in shown.iter().enumerate() {
            if !self.pending.is_empty() {
                self.map.push_inferred(&self.pending);
                self.pending.clear();
            }
            if self.paragraphs.last().is_none_or(|(_, n)| *n != self.number) {
                self.paragraphs.push((self.map.text().len(), self.number));
            }
            // The mark of a note is no part of the word that it stands behind.
            if is_mark_of_a_note(&shown, at) {
                self.map.push_inferred(MARK_OF_A_NOTE);
            }
            self.map.push(&fragment.text, fragment.origin.clone());
        }
    }

    /// Adds a reading in which what is hidden, deleted or inserted does not run on into what stands
    /// beside it, unless the others say the same.
    fn add_apart(&mut self, fragments: &[Fragment<'_>]) {
        let mut map = TextMap::new();
        let mut apart = false;
        let mut before: Option<Visibility> = None;
        for fragment in fragments.iter().filter(|f| !f.shown.alternate) {
            let glued = map.text().ends_with(char::is_alphanumeric)
                && fragment.text.starts_with(char::is_alphanumeric);
            if glued && before.is_some_and(|before| before != fragment.shown) {
                map.push_inferred(" ");
                apart = true;
            }
            map.push(&fragment.text, fragment.origin.clone());
            before = Some(fragment.shown);
        }
        if apart {
            self.extra.push(map);
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
        self.said_by_codes.extend(self.codes.take());
        for (said, map) in self.said_by_codes {
            collector.push_as(SegmentKind::Field, &self.place, &said, map);
        }
    }
}

/// Whether something was inserted between two pieces of the text that was there before.
fn has_insertion_within(fragments: &[Fragment<'_>]) -> bool {
    let mut rest = fragments
        .iter()
        .filter(|f| !f.text.trim().is_empty())
        .map(|f| f.shown.inserted)
        .skip_while(|inserted| *inserted)
        .skip_while(|inserted| !*inserted);
    rest.any(|inserted| !inserted)
}

/// Whether text that may not be seen stands between letters of one word.
fn splits_a_word(fragments: &[Fragment<'_>]) -> bool {
    fragments.iter().enumerate().any(|(at, fragment)| {
        let before = fragments.iter().take(at).rfind(|f| !f.shown.faint && !f.text.is_empty());
        let after = fragments.iter().skip(at).find(|f| !f.shown.faint && !f.text.is_empty());
        fragment.shown.faint
            && before.is_some_and(|f| f.text.ends_with(char::is_alphanumeric))
            && after.is_some_and(|f| f.text.starts_with(char::is_alphanumeric))
    })
}

/// Tells recognizers that the mark of a note follows: an invisible separator.
const MARK_OF_A_NOTE: &str = "\u{2063}";

/// Longest mark of a note, in bytes.
const LONGEST_MARK: usize = 4;

/// Whether a fragment is raised or lowered behind a word, and no letter follows it.
fn is_mark_of_a_note(shown: &[Fragment<'_>], at: usize) -> bool {
    let Some(mark) = shown.get(at).filter(|f| f.shown.raised) else { return false };
    let before = at.checked_sub(1).and_then(|before| shown.get(before));
    let word = before.is_some_and(|f| {
        let letters = f.text.chars().rev().take_while(|c| c.is_alphabetic()).count();
        letters > 2 || (letters > 0 && letters == f.text.chars().count() && at > 1)
    });
    let after = shown.get(at + 1);
    word && mark.text.trim().len() <= LONGEST_MARK
        && mark.text.starts_with(char::is_alphanumeric)
        && !after.is_some_and(|f| f.text.starts_with(char::is_alphanumeric))
}
