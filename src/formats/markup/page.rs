//! Stretches of text in a page, and cutting them.

use crate::formats::base64;
use crate::formats::cuts::{self, Cut};
use crate::formats::hidden::{self, Reading};
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{Child, ChildFate, Place, Removed, Segment, SegmentKind, Span, Unread, message};
use std::ops::Range;
use std::sync::Arc;

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
    /// The lines in which something is not shown, with it.
    pub(super) readings: Vec<Reading>,
    /// What could not be read.
    pub(crate) unread: Vec<Unread>,
    /// What a copy loses in any case: data in pictures.
    pub(super) always: Vec<Splice>,
    /// Comments, which a copy without extras loses.
    pub(super) comments: Vec<Range<usize>>,
    /// Pictures within values, which a copy with blanks loses.
    pub(super) pictures: Vec<Range<usize>>,
    /// Those of them that can be handed out as files of their own.
    pub(super) inlaid: Vec<Inlaid>,
    /// Those that were: in the order of their files.
    handed_out: Vec<Inlaid>,
}

/// A file that stands in the letters of a page: a picture, or of another kind.
pub(super) struct Inlaid {
    pub(super) range: Range<usize>,
    /// What stands in front of its digits.
    pub(super) before: String,
    pub(super) bytes: Vec<u8>,
    /// The name that says what it is; pictures have none.
    pub(super) name: String,
    /// Number of what is listed of it as unread.
    pub(super) unread: usize,
}

/// Most files in a page that are handed out.
const MOST_FILES: usize = 500;

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
        let first = self.stretches.iter().map(|s| {
            let segment = Segment::new(s.kind, s.place.clone(), s.map.text());
            match &s.label {
                Some(label) => segment.labelled(label.clone()),
                None => segment,
            }
        });
        let second = self.readings.iter().filter_map(|reading| {
            let place = self.stretches.first()?.place.clone();
            Some(Segment::new(SegmentKind::Hidden, place, reading.text()).again())
        });
        first.chain(second)
    }

    /// Where a stretch of a second reading stands in the first.
    pub(crate) fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        let second = segment.checked_sub(self.stretches.len()).and_then(|n| self.readings.get(n));
        second.map(|reading| hidden::first_of(reading, span)).unwrap_or_default()
    }

    /// The ranges that a span takes, and whether they hold more than it names.
    fn cuts_of(&self, segment: usize, span: Span, label: &str) -> Option<(Vec<Cut>, bool)> {
        if let Some(stretch) = self.stretches.get(segment) {
            let label = stretch.container.label(label);
            let (cuts, wider) = cuts::of_span(&stretch.map, span, &label, places)?;
            return Some((repeated(cuts, &label, stretch.container), wider));
        }
        let (mut out, mut wider) = (Vec::<Cut>::new(), false);
        for (segment, span) in self.same(segment, span) {
            let stretch = self.stretches.get(segment)?;
            let label = if out.is_empty() { stretch.container.label(label) } else { String::new() };
            // Ends of lines have nothing to take.
            if let Some((cuts, more)) = cuts::of_span(&stretch.map, span, &label, places) {
                out.extend(cuts);
                wider |= more;
            }
        }
        (!out.is_empty()).then_some((out, wider))
    }

    /// Hands out the files in the page, pictures if `shows` says that they may show text, as files of
    /// their own: they are no longer unread, and a copy gets back what became of each.
    pub(crate) fn hand_out(&mut self, shows: impl Fn(&[u8]) -> bool) -> Vec<Child> {
        let all = std::mem::take(&mut self.inlaid);
        let (mut out, mut read) = (Vec::new(), Vec::new());
        for mut picture in all {
            let pictured = picture.name.is_empty();
            if out.len() >= MOST_FILES || (pictured && !shows(&picture.bytes)) {
                continue;
            }
            let place = Place::new(match pictured {
                true => message!("picture {0} in the text", out.len() + 1),
                false => message!("file {0} in the text", out.len() + 1),
            });
            let bytes = Arc::new(std::mem::take(&mut picture.bytes));
            out.push(Child { place, name: picture.name.clone(), bytes });
            read.push(picture.unread);
            self.pictures.retain(|range| *range != picture.range);
            self.handed_out.push(picture);
        }
        let mut number = 0..;
        self.unread.retain(|_| number.next().is_none_or(|n| !read.contains(&n)));
        out
    }

    /// The edits for these orders: a segment, a span in it and a label. `fates` say what became of the
    /// pictures that were handed out. `Err` has the number of the order that removes nothing.
    pub(crate) fn cut(
        &self,
        orders: &[(usize, Span, &str)],
        fates: &[ChildFate],
        without_comments: bool,
        blanked: bool,
    ) -> Result<PageCut, usize> {
        let mut all: Vec<Cut> = Vec::new();
        let mut removed = Vec::with_capacity(orders.len());
        for (number, (segment, span, label)) in orders.iter().enumerate() {
            let (cuts, wider) = self.cuts_of(*segment, *span, label).ok_or(number)?;
            removed.push(if wider { Removed::Wider } else { Removed::Exactly });
            all.extend(cuts);
        }
        let goes = self.comments.iter().filter(|_| without_comments);
        let pictures = self.pictures.iter().filter(|_| blanked);
        let whole = goes.chain(pictures);
        all.extend(whole.map(|r| Cut { start: r.start, end: r.end, label: String::new() }));
        for (picture, fate) in self.handed_out.iter().zip(fates) {
            let label = match fate {
                ChildFate::Keep => continue,
                fate => fate.bytes().map(|new| picture.before.clone() + &base64::encode(new)),
            };
            let label = label.unwrap_or_default();
            all.push(Cut { start: picture.range.start, end: picture.range.end, label });
        }
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
