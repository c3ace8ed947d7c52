//! Stretches of rich text, and cutting them.

use crate::formats::cuts::{self, Cut};
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
        self.stretches.iter().map(of).collect()
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
            let stretch = self.stretches.get(order.segment).ok_or(number)?;
            let label = written(&order.mark.label);
            let (mut cuts, wider) = cuts::of_span(&stretch.map, order.span, &label, |s, bytes| {
                let start = s.at.start;
                Some(if s.whole { s.at.clone() } else { start + bytes.start..start + bytes.end })
            })
            .ok_or(number)?;
            // Nothing in place of a control word would join what is around it.
            for cut in cuts.iter_mut().filter(|c| c.label.is_empty()) {
                cut.label = "{}".into();
            }
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
