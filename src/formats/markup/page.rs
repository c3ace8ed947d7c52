//! Stretches of text in a page, and cutting them.

use crate::formats::cuts::{self, Cut};
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{Place, Removed, Segment, SegmentKind, Span, Unread};
use std::ops::Range;

/// Where a piece of text stands in the source, as byte offsets.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) start: usize,
    pub(super) length: usize,
    /// Whether the piece stands for its source as a unit.
    pub(super) whole: bool,
    /// Where the same characters stand again.
    pub(super) more: Vec<usize>,
}

impl Source {
    pub(super) fn exact(range: Range<usize>) -> Self {
        Self { start: range.start, length: range.len(), whole: false, more: Vec::new() }
    }

    pub(super) fn whole(range: Range<usize>) -> Self {
        Self { whole: true, ..Self::exact(range) }
    }
}

/// What stands around a text, by which a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// Text between tags, or a value in quotes.
    Markup,
    /// A value without quotes.
    Bare,
    /// A comment.
    Comment,
    /// A style sheet or script.
    Code,
    /// A name that style sheets and scripts use.
    Identifier,
}

impl Container {
    fn label(self, label: &str) -> String {
        let without = |unfit: &str| -> String {
            format!("[{label}]").chars().filter(|c| !unfit.contains(*c)).collect()
        };
        let escaped = || super::entity::escaped(&format!("[{label}]"));
        match self {
            Self::Markup => escaped(),
            Self::Bare => escaped().replace(char::is_whitespace, "-"),
            Self::Comment => without("<>-"),
            Self::Code => without("<>\"'`\\\n\r"),
            Self::Identifier => label.chars().fold("x".to_owned(), |mut out, c| {
                out.push(if c.is_ascii_alphanumeric() { c } else { '-' });
                out
            }),
        }
    }
}

/// A text of a page with its place in the source.
pub(crate) struct Stretch {
    pub(super) kind: SegmentKind,
    pub(super) place: Place,
    pub(super) label: Option<String>,
    pub(super) map: TextMap<Source>,
    pub(super) container: Container,
}

/// A page as it was read.
#[derive(Default)]
pub(crate) struct Page {
    pub(super) stretches: Vec<Stretch>,
    /// What could not be read.
    pub(crate) unread: Vec<Unread>,
    /// What a copy loses in any case: data in pictures.
    pub(super) always: Vec<Splice>,
    /// Comments, which a copy without extras loses.
    pub(super) comments: Vec<Range<usize>>,
    /// Pictures within values, which a copy with blanks loses.
    pub(super) pictures: Vec<Range<usize>>,
}

/// The edits of a copy.
pub(crate) struct PageCut {
    /// Edits of the source.
    pub(crate) splices: Vec<Splice>,
    /// What became of each order.
    pub(crate) removed: Vec<Removed>,
}

impl Page {
    /// The texts as segments, in order.
    pub(crate) fn segments(&self) -> impl Iterator<Item = Segment> {
        self.stretches.iter().map(|s| {
            let segment = Segment::new(s.kind, s.place.clone(), s.map.text());
            match &s.label {
                Some(label) => segment.labelled(label.clone()),
                None => segment,
            }
        })
    }

    /// The edits for these orders: a segment, a span in it and a label. `Err` has the number of the
    /// order that removes nothing.
    pub(crate) fn cut(
        &self,
        orders: &[(usize, Span, &str)],
        without_comments: bool,
        blanked: bool,
    ) -> Result<PageCut, usize> {
        let mut all: Vec<Cut> = Vec::new();
        let mut removed = Vec::with_capacity(orders.len());
        for (number, (segment, span, label)) in orders.iter().enumerate() {
            let stretch = self.stretches.get(*segment).ok_or(number)?;
            let label = stretch.container.label(label);
            let (cuts, wider) = cuts::of_span(&stretch.map, *span, &label, places).ok_or(number)?;
            removed.push(if wider { Removed::Wider } else { Removed::Exactly });
            all.extend(repeated(cuts, &label, stretch.container));
        }
        let goes = self.comments.iter().filter(|_| without_comments);
        let pictures = self.pictures.iter().filter(|_| blanked);
        let whole = goes.chain(pictures);
        all.extend(whole.map(|r| Cut { start: r.start, end: r.end, label: String::new() }));
        let replaced = self.always.iter().filter(|a| !overlaps(&all, a));
        let replaced: Vec<Splice> = replaced.cloned().collect();
        let mut splices = cuts::splices(all);
        splices.extend(replaced);
        Ok(PageCut { splices, removed })
    }
}

fn overlaps(cuts: &[Cut], splice: &Splice) -> bool {
    cuts.iter().any(|c| c.start < splice.end && splice.start < c.end)
}

/// A name goes in every place in which it stands, each with a label.
fn repeated(mut cuts: Vec<Cut>, label: &str, container: Container) -> Vec<Cut> {
    if container == Container::Identifier {
        cuts.iter_mut().for_each(|c| label.clone_into(&mut c.label));
    }
    cuts
}

fn places(source: &Source, bytes: Range<usize>) -> Vec<Range<usize>> {
    let starts = std::iter::once(source.start).chain(source.more.iter().copied());
    let range = if source.whole { 0..source.length } else { bytes };
    starts.map(|start| start + range.start..start + range.end).collect()
}
