//! A document with its second readings.

use super::decode::{layer, may_hold};
use super::line::Line;
use super::words;
use crate::formats::cuts;
use crate::formats::textmap::TextMap;
use crate::model::{
    Child, ChildFate, Document, FormatError, Letter, Mark, Note, Place, Redacted, Redaction,
    Removed, Scale, Segment, SegmentKind, Span, Treatment, Unread, Unreadable,
};
use std::ops::Range;

/// How many layers are read below the first.
const DEPTH: usize = 3;
/// Longest line that is read again; a longer one that holds layers cannot be read.
const LONGEST: usize = 16 << 20;

/// A document with second readings of what it holds in another writing.
pub(crate) fn over(inner: Box<dyn Document>) -> Box<dyn Document> {
    over_those(inner, |_| true)
}

/// The same for a document whose text is shown as it stands: of what it does not show alone.
pub(crate) fn over_values(inner: Box<dyn Document>) -> Box<dyn Document> {
    let values = [SegmentKind::Hidden, SegmentKind::Field, SegmentKind::Metadata];
    over_those(inner, |segment| values.contains(&segment.kind))
}

/// The same for a document of pages: of links, values of fields and scripts, and properties alone.
pub(crate) fn over_strings(inner: Box<dyn Document>) -> Box<dyn Document> {
    let strings = [SegmentKind::Link, SegmentKind::Field, SegmentKind::Metadata];
    over_those(inner, |segment| strings.contains(&segment.kind))
}

fn over_those(inner: Box<dyn Document>, of: impl Fn(&Segment) -> bool) -> Box<dyn Document> {
    let mut readings = Vec::new();
    let mut endless = Vec::new();
    for (segment, text) in inner.segments().iter().enumerate() {
        if !text.again && !text.recognized && !text.signature && of(text) {
            readings.extend(read(segment, &text.text, &mut endless));
            if text.kind == SegmentKind::Name {
                readings.extend(words::read(&text.text).map(|map| Reading { segment, map }));
            }
        }
    }
    if readings.is_empty() && endless.is_empty() {
        return inner;
    }
    let mut segments = inner.segments().to_vec();
    for reading in &readings {
        let first = inner.segments().get(reading.segment);
        segments.extend(first.map(|first| {
            let text = reading.map.text().to_owned();
            Segment { text, ..first.clone() }.again()
        }));
    }
    let mut unread = inner.unread().to_vec();
    for (segment, span) in &endless {
        let place = inner.place(*segment, *span);
        unread.push(Unread { place, why: Unreadable::Opaque, scale: Scale::Page });
    }
    Box::new(Layered { inner, readings, endless, segments, unread })
}

/// The lines of a segment that hold a layer, without it.
struct Reading {
    /// The segment of the first reading.
    segment: usize,
    map: TextMap<Range<usize>>,
}

/// The layers of a segment, and which lines have more of them than are read.
fn read(segment: usize, text: &str, endless: &mut Vec<(usize, Span)>) -> Vec<Reading> {
    let mut maps: Vec<TextMap<Range<usize>>> = (0..DEPTH).map(|_| TextMap::new()).collect();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if !may_hold(line) {
            continue;
        }
        if line.len() > LONGEST {
            endless.push((segment, Span::new(start, at)));
            continue;
        }
        let mut current = Line::first(line.trim_end_matches('\n'), start);
        for map in &mut maps {
            let Some(next) = layer(&current) else { break };
            current = next.line;
            if next.hides {
                current.push_to(map);
                map.push_inferred("\n");
            }
        }
        if layer(&current).is_some_and(|next| next.hides) {
            endless.push((segment, Span::new(start, start + line.trim_end().len())));
        }
    }
    let told = maps.into_iter().filter(|map| !map.text().is_empty());
    told.map(|map| Reading { segment, map }).collect()
}

struct Layered {
    inner: Box<dyn Document>,
    /// Those behind the segments of the document, in order.
    readings: Vec<Reading>,
    /// Stretches with more layers than are read.
    endless: Vec<(usize, Span)>,
    segments: Vec<Segment>,
    unread: Vec<Unread>,
}

impl Layered {
    fn reading(&self, segment: usize) -> Option<&Reading> {
        self.readings.get(segment.checked_sub(self.inner.segments().len())?)
    }
}

impl Reading {
    /// Where a span stands in the first reading, and whether more stands there than it names.
    fn sources(&self, span: Span) -> (Vec<Span>, bool) {
        let mut spans: Vec<Span> = Vec::new();
        let mut wider = false;
        for slice in self.map.slices(span) {
            let source = slice.source;
            wider |= slice.wider;
            match spans.last_mut() {
                Some(last) if last.start <= source.start && source.start <= last.end => {
                    last.end = last.end.max(source.end);
                }
                _ => spans.push(Span::new(source.start, source.end)),
            }
        }
        (spans, wider)
    }
}

impl Document for Layered {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn children(&self) -> &[Child] {
        self.inner.children()
    }

    fn illustrates(&self, child: usize) -> Option<Scale> {
        self.inner.illustrates(child)
    }

    fn letters(&self) -> Vec<Letter> {
        self.inner.letters()
    }

    fn place(&self, segment: usize, span: Span) -> Place {
        let Some(reading) = self.reading(segment) else { return self.inner.place(segment, span) };
        let first = reading.sources(span).0.first().copied();
        self.inner.place(reading.segment, first.unwrap_or(Span::new(0, 0)))
    }

    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        match self.reading(segment) {
            Some(reading) => {
                reading.sources(span).0.into_iter().map(|s| (reading.segment, s)).collect()
            }
            None => self.inner.same(segment, span),
        }
    }

    fn pages(&self) -> usize {
        self.inner.pages()
    }

    fn notes(&self) -> Vec<Note> {
        self.inner.notes()
    }

    fn redact(
        &self,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        let mut all = Vec::with_capacity(orders.len());
        let mut shares = Vec::with_capacity(orders.len());
        for (number, order) in orders.iter().enumerate() {
            let Some(reading) = self.reading(order.segment) else {
                all.push(order.clone());
                shares.push((1, false));
                continue;
            };
            let (spans, wider) = reading.sources(order.span);
            if spans.is_empty() {
                return Err(cuts::not_removed(number, orders.len()));
            }
            shares.push((spans.len(), wider));
            let mark = &order.mark;
            let of = |span| Redaction { segment: reading.segment, span, mark: mark.clone() };
            all.extend(spans.into_iter().map(of));
        }
        if treatment.blank_unread {
            let mark = Mark { label: "…".into(), alt: String::new() };
            let of = |(segment, span): &(usize, Span)| Redaction {
                segment: *segment,
                span: *span,
                mark: mark.clone(),
            };
            all.extend(self.endless.iter().map(of));
        }
        let mut redacted = self.inner.redact(&all, children, treatment)?;
        let mut done = std::mem::take(&mut redacted.removed).into_iter();
        redacted.removed = shares
            .into_iter()
            .map(|(count, wider)| {
                let worst = done.by_ref().take(count).max();
                worst.map_or(Removed::Exactly, |w| if wider { w.max(Removed::Wider) } else { w })
            })
            .collect();
        Ok(redacted)
    }
}
