//! Stretches of rich text, and cutting them.

use crate::formats::cuts::{self, Cut};
use crate::formats::hidden::{self, Reading};
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{Extras, Place, Redaction, Removed, Segment, SegmentKind, Span, Unread};
use std::ops::Range;

/// Where a piece of text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) at: Range<usize>,
    /// Whether it goes as a whole.
    pub(super) whole: bool,
}

/// A text with its place.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) kind: SegmentKind,
    pub(super) place: Place,
    pub(super) label: Option<&'static str>,
    pub(super) map: TextMap<Source>,
}

/// A file as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct RichText {
    /// The running text first.
    pub(super) stretches: Vec<Stretch>,
    /// The lines in which something is not shown, with it.
    pub(super) readings: Vec<Reading>,
    /// What could not be read.
    pub(crate) unread: Vec<Unread>,
    /// How many letters have no meaning.
    pub(crate) broken: usize,
    /// Whether the groups are such that no reading can be trusted.
    pub(crate) unsound: bool,
    /// What every copy loses, and what stands there instead.
    pub(super) always: Vec<Splice>,
    /// What a copy without extras loses.
    pub(super) extras: Vec<Range<usize>>,
    /// What a copy with blanks loses.
    pub(super) opaque: Vec<Range<usize>>,
    /// How many objects go.
    pub(crate) objects: usize,
}

impl RichText {
    /// The running text.
    pub(super) fn body(&self) -> &str {
        self.stretches.first().map_or("", |s| s.map.text())
    }

    /// The texts as segments.
    pub(crate) fn segments(&self) -> Vec<Segment> {
        let of = |s: &Stretch| {
            let segment = Segment::new(s.kind, s.place.clone(), s.map.text());
            match s.label {
                Some(label) => segment.labelled(label),
                None => segment,
            }
        };
        let place = self.stretches.first().map(|s| s.place.clone());
        let second = self.readings.iter().zip(std::iter::repeat(place)).filter_map(|(r, place)| {
            Some(Segment::new(SegmentKind::Hidden, place?, r.text()).again())
        });
        self.stretches.iter().map(of).chain(second).collect()
    }

    /// Where a stretch of a second reading stands in the first.
    pub(crate) fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        let second = segment.checked_sub(self.stretches.len()).and_then(|n| self.readings.get(n));
        second.map(|reading| hidden::first_of(reading, span)).unwrap_or_default()
    }

    /// The splices of a copy, and what became of each order; `Err` has the number of the order that
    /// removes nothing.
    pub(crate) fn cut(
        &self,
        orders: &[Redaction],
        extras: Extras,
        blanked: bool,
    ) -> Result<(Vec<Splice>, Vec<Removed>), usize> {
        let mut all: Vec<Cut> = Vec::new();
        let mut removed = Vec::with_capacity(orders.len());
        for (number, order) in orders.iter().enumerate() {
            let (cuts, wider) = self.cuts_of(order).ok_or(number)?;
            all.extend(cuts);
            removed.push(if wider { Removed::Wider } else { Removed::Exactly });
        }
        let extra = self.extras.iter().filter(|_| extras == Extras::Drop);
        let opaque = self.opaque.iter().filter(|_| blanked);
        let gone = |r: &Range<usize>| Cut { start: r.start, end: r.end, label: String::new() };
        let whole: Vec<Cut> = extra.chain(opaque).map(gone).collect();
        let gone =
            |start: usize, end: usize| self.always.iter().any(|s| s.start <= start && end <= s.end);
        all.retain(|cut| !gone(cut.start, cut.end));
        all.extend(whole);
        let mut splices = cuts::splices(all);
        let replaced = self.always.iter();
        let apart =
            replaced.filter(|s| !splices.iter().any(|c| c.start < s.end && s.start < c.end));
        let apart: Vec<Splice> = apart.cloned().collect();
        splices.extend(apart);
        Ok((splices, removed))
    }

    /// The ranges that an order takes, and whether they hold more than it names.
    fn cuts_of(&self, order: &Redaction) -> Option<(Vec<Cut>, bool)> {
        let spans = match order.segment < self.stretches.len() {
            true => vec![(order.segment, order.span)],
            false => self.same(order.segment, order.span),
        };
        let (mut out, mut wider) = (Vec::new(), false);
        for (segment, span) in spans {
            let map = &self.stretches.get(segment)?.map;
            // Line ends have nothing to take.
            let Some((cuts, more)) = cuts::of_span(map, span, "", |s, bytes| {
                let start = s.at.start;
                Some(if s.whole { s.at.clone() } else { start + bytes.start..start + bytes.end })
            }) else {
                continue;
            };
            out.extend(cuts);
            wider |= more;
        }
        // Nothing in place of a control word would join what is around it.
        out.iter_mut().for_each(|cut| cut.label = "{}".into());
        out.first_mut()?.label = written(&order.mark.label);
        Some((out, wider))
    }

    /// Which paragraph of the running text a span is in, from 1.
    pub(crate) fn paragraph(&self, segment: usize, span: Span) -> Option<usize> {
        let text = self.stretches.get(segment)?.map.text().get(..span.start)?;
        Some(1 + memchr::memchr_iter(b'\n', text.as_bytes()).count())
    }
}

/// A label as rich text has it.
fn written(label: &str) -> String {
    let mut out = String::from("[");
    for c in label.chars().filter(|c| !c.is_control()) {
        match c {
            '\\' | '{' | '}' => out.extend(['\\', c]),
            c if c.is_ascii() => out.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                out.push_str(&format!("\\u{}?", i32::from(*unit as i16)));
            }),
        }
    }
    out + "]"
}
