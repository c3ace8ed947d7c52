//! Files that are one text in some encoding: what the formats of such files share. A copy is a
//! splice of the text, so that every byte that was not cut stays.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use crate::formats::charset::{self, Decoded};
use crate::formats::raster::part;
use crate::formats::splice::Splice;
use crate::formats::{cuts, layers};
use crate::model::{
    Child, ChildFate, Document, FormatError, Note, OpenOptions, Place, Redacted, Redaction,
    Removed, Scale, Segment, Span, Treatment, Unread, Unreadable, message,
};

/// The most characters without meaning with which a text counts as read.
const BROKEN: usize = 8;

/// Refuses what is too large or empty.
///
/// # Errors
/// [`FormatError::Limit`], [`FormatError::Empty`].
pub(crate) fn check(bytes: &[u8], options: &OpenOptions) -> Result<(), FormatError> {
    if bytes.len() as u64 > options.limits.file_bytes {
        return Err(FormatError::Limit(message!("file size")));
    }
    match bytes.trim_ascii().is_empty() {
        true => Err(FormatError::Empty),
        false => Ok(()),
    }
}

/// What of a text cannot be trusted: letters without meaning, `broken` of them by the format, and
/// control characters between the letters that are `shown`.
pub(crate) fn doubts(
    decoded: &Decoded,
    broken: usize,
    shown: &str,
    place: &Place,
) -> Option<Unread> {
    let broken = decoded.broken + broken;
    let misleads = charset::misleads(shown);
    let large = broken >= BROKEN || misleads || !decoded.can_be_cut();
    let scale = if large { Scale::Page } else { Scale::Small };
    let unread = Unread { place: place.clone(), why: Unreadable::Content, scale };
    (broken > 0 || misleads).then_some(unread)
}

/// The edits of a copy.
pub(crate) struct Cutting {
    /// Edits of the text.
    pub(crate) splices: Vec<Splice>,
    /// What became of each order.
    pub(crate) removed: Vec<Removed>,
    /// What else was done.
    pub(crate) notes: Vec<Note>,
}

/// What a format makes of a text.
pub(crate) trait Content {
    /// The edits for these orders, and for what became of the children. `Err` has the number of the order
    /// that removes nothing.
    fn cut(
        &self,
        text: &str,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Cutting, usize>;

    /// Where a person finds a stretch, if the format can tell better than by its line.
    fn place(&self, segment: usize, span: Span) -> Option<Place> {
        let _ = (segment, span);
        None
    }

    /// For a stretch of a second reading: where the same characters stand in the first.
    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        let _ = (segment, span);
        Vec::new()
    }

    /// Where a stretch begins in the text, if that tells its place.
    fn start(&self, segment: usize, span: Span) -> Option<usize> {
        let _ = (segment, span);
        None
    }
}

/// A file that is one text.
pub(crate) struct OneText<C> {
    bytes: Vec<u8>,
    decoded: Decoded,
    content: C,
    segments: Vec<Segment>,
    unread: Vec<Unread>,
    /// Files in the text.
    children: Vec<Child>,
    /// Where the lines begin, but for the first.
    lines: Vec<usize>,
}

impl<C: Content + 'static> OneText<C> {
    /// Such a file as a document, with the letters in it that are written twice over.
    pub(crate) fn document(
        bytes: &[u8],
        decoded: Decoded,
        content: C,
        segments: Vec<Segment>,
        unread: Vec<Unread>,
    ) -> Box<dyn Document> {
        Self::with_pictures(bytes, decoded, content, (segments, unread), Vec::new())
    }

    /// The same with what is a file of its own in it.
    pub(crate) fn with_pictures(
        bytes: &[u8],
        decoded: Decoded,
        content: C,
        (segments, unread): (Vec<Segment>, Vec<Unread>),
        children: Vec<Child>,
    ) -> Box<dyn Document> {
        let lines = memchr::memchr_iter(b'\n', decoded.text.as_bytes()).map(|at| at + 1).collect();
        let bytes = bytes.to_vec();
        layers::over(Box::new(Self { bytes, decoded, content, segments, unread, children, lines }))
    }
}

impl<C: Content> Document for OneText<C> {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn children(&self) -> &[Child] {
        &self.children
    }

    fn illustrates(&self, child: usize) -> Option<Scale> {
        let child = self.children.get(child).filter(|child| part::is_picture(&child.bytes));
        child.map(|child| part::scale(&child.bytes))
    }

    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        self.content.same(segment, span)
    }

    fn place(&self, segment: usize, span: Span) -> Place {
        if let Some(place) = self.content.place(segment, span) {
            return place;
        }
        let own = self.segments.get(segment);
        match self.content.start(segment, span) {
            Some(at) => {
                let line = self.lines.partition_point(|start| *start <= at) + 1;
                Place::new(message!("line {0}", line))
            }
            None => own.map_or_else(|| Place::verbatim("?"), |s| s.place.clone()),
        }
    }

    fn redact(
        &self,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        let cut = self.content.cut(&self.decoded.text, orders, children, treatment);
        let Cutting { splices, removed, notes } =
            cut.map_err(|number| cuts::not_removed(number, orders.len()))?;
        let bytes = self
            .decoded
            .spliced(&self.bytes, splices)
            .ok_or_else(|| FormatError::not_removed(message!("outside the text")))?;
        Ok(Redacted { bytes, removed, boxes: Vec::new(), notes })
    }
}
