//! The edits of a part as byte splices.

use crate::formats::office::read::markup::PartMarkup;
use crate::formats::office::read::segments::SourceRange;
use crate::formats::office::redact::mark;
use crate::formats::office::syntax::xml::escape;
use crate::formats::splice::Splice;
use crate::model::MarkStyle;
use std::ops::Range;

/// All edits of one part. Ranges are byte ranges of the part's text.
#[derive(Default)]
pub(crate) struct PartEdits {
    /// Elements and attributes that are removed.
    pub(crate) drops: Vec<Range<usize>>,
    /// Values that are replaced, each with its new markup.
    pub(crate) values: Vec<(Range<usize>, String)>,
    /// Ranges with their new markup that take precedence over all else inside them.
    pub(crate) swaps: Vec<(Range<usize>, String)>,
    /// Ranges of running text that are removed. The first range of an order has its mark.
    pub(crate) cuts: Vec<TextCut>,
    /// Whether paragraphs with deleted marks are joined.
    pub(crate) joins: bool,
}

/// A range of running text that is removed.
pub(crate) struct TextCut {
    /// The range.
    pub(crate) range: Range<usize>,
    /// The index of the text element around it.
    pub(crate) element: usize,
    /// The label of the mark that replaces it, if any.
    pub(crate) label: Option<String>,
}

impl TextCut {
    /// The cut for a piece of text of which an order covers `bytes`. A reference or symbol is
    /// removed as a whole.
    pub(crate) fn of(at: &SourceRange, bytes: &Range<usize>, label: Option<String>) -> Self {
        let range = match at.whole {
            true => at.start..at.end,
            false => at.start + bytes.start..at.start + bytes.end,
        };
        Self { range, element: at.element, label }
    }
}

impl PartEdits {
    /// Whether there are no edits.
    pub(crate) fn is_empty(&self) -> bool {
        self.drops.is_empty()
            && self.values.is_empty()
            && self.swaps.is_empty()
            && self.cuts.is_empty()
            && !self.joins
    }

    /// The splices for all edits. What is inside a removed element is removed with it. Text that
    /// two orders touch is removed once and gets the first mark.
    pub(crate) fn splices(
        mut self,
        text: &str,
        markup: &PartMarkup,
        style: MarkStyle,
    ) -> Vec<Splice> {
        self.swap();
        self.values.sort_by_key(|(r, _)| r.start);
        self.values.dedup_by(|a, b| a.0 == b.0);
        let mut drops = union(self.drops.clone());
        self.values.retain(|(r, _)| !lies_in(&drops, r));
        if self.joins {
            self.join(text, markup);
            drops = union(std::mem::take(&mut self.drops));
            self.values.retain(|(r, _)| !lies_in(&drops, r));
        }
        let dropped = |r: &Range<usize>| lies_in(&drops, r);
        self.cuts.retain(|c| !dropped(&c.range) && !c.range.is_empty());
        let cuts = merged(self.cuts);
        let others = splices_of(&drops, self.values);
        let mut out = Vec::new();
        let mut spaced = None;
        for cut in &cuts {
            let with = replacement(cut, text, markup, &others, style);
            out.push(Splice::new(cut.range.clone(), with));
            if let Some(element) = markup.text_elements.get(cut.element)
                && !element.spaced
                && spaced != Some(element.open.end)
            {
                spaced = Some(element.open.end);
                let at = element.open.end - 1;
                out.push(Splice::new(at..at, r#" xml:space="preserve""#));
            }
        }
        out.extend(others);
        out
    }
}

impl PartEdits {
    /// Lets the swaps take the place of what is inside them.
    fn swap(&mut self) {
        self.swaps.sort_by_key(|(r, _)| (r.start, std::cmp::Reverse(r.end)));
        let mut swaps: Vec<(Range<usize>, String)> = Vec::with_capacity(self.swaps.len());
        for (range, markup) in std::mem::take(&mut self.swaps) {
            if swaps.last().is_none_or(|(last, _)| range.start >= last.end) {
                swaps.push((range, markup));
            }
        }
        let places: Vec<Range<usize>> = swaps.iter().map(|(r, _)| r.clone()).collect();
        self.drops.retain(|d| !lies_in(&places, d));
        self.values.retain(|(r, _)| !lies_in(&places, r));
        self.cuts.retain(|c| !lies_in(&places, &c.range));
        self.values.extend(swaps);
    }

    /// Joins paragraphs with deleted marks.
    fn join(&mut self, text: &str, markup: &PartMarkup) {
        let drops = union(self.drops.clone());
        let plain = splices_of(&drops, self.values.clone());
        let mut heads = Vec::new();
        for join in markup.joins.iter().filter(|j| !lies_in(&drops, &j.first)) {
            let mut head = copy(text, join.last.clone(), &plain);
            if let Some(open) = head.strip_suffix("/>").filter(|h| !h.contains('>')) {
                head = format!("{open}>");
            }
            heads.push((join.first.clone(), head));
            self.drops.extend(join.gone.iter().cloned());
        }
        heads.sort_by_key(|(r, _)| r.start);
        let places: Vec<_> = heads.iter().map(|(r, _)| r.clone()).collect();
        self.drops.retain(|d| !lies_in(&places, d));
        self.values.retain(|(v, _)| !lies_in(&places, v));
        self.values.extend(heads);
        self.values.sort_by_key(|(r, _)| r.start);
    }
}

/// Whether a range lies inside one of these ranges, which are sorted and do not touch.
fn lies_in(ranges: &[Range<usize>], r: &Range<usize>) -> bool {
    let next = ranges.partition_point(|d| d.end <= r.start);
    ranges.get(next).is_some_and(|d| d.start <= r.start && r.end <= d.end)
}

fn splices_of(drops: &[Range<usize>], values: Vec<(Range<usize>, String)>) -> Vec<Splice> {
    let mut out: Vec<Splice> = drops.iter().map(|d| Splice::new(d.clone(), "")).collect();
    out.extend(values.into_iter().map(|(r, markup)| Splice::new(r, markup)));
    out.sort_by_key(|s| s.start);
    out
}

/// The markup that replaces a cut.
fn replacement(
    cut: &TextCut,
    text: &str,
    markup: &PartMarkup,
    others: &[Splice],
    style: MarkStyle,
) -> String {
    let element = markup.text_elements.get(cut.element);
    if element.is_some_and(|n| n.number) {
        return "0".into();
    }
    let Some(label) = &cut.label else { return String::new() };
    let split = element.and_then(|element| {
        let run = markup.runs.get(element.run?)?;
        let properties = run.properties.clone().map(|r| copy(text, r, others));
        let tags = mark::RunTags {
            run: copy(text, run.open.clone(), others),
            text: text.get(element.open.clone())?,
            whole: element.whole,
        };
        mark::run_split(&tags, properties.as_deref(), label, style)
    });
    match (split, element) {
        (Some(markup), _) => markup,
        // Text is not allowed in place of an element outside a run.
        (None, Some(element)) if element.whole => String::new(),
        _ => escape(&mark::plain(label)),
    }
}

/// A range of the part as it will be in the copy.
fn copy(text: &str, range: Range<usize>, others: &[Splice]) -> String {
    let mut out = String::new();
    let mut at = range.start;
    let first = others.partition_point(|s| s.start < range.start);
    for s in others.get(first..).unwrap_or_default() {
        if s.end > range.end {
            break;
        }
        out.push_str(text.get(at..s.start).unwrap_or_default());
        out.push_str(std::str::from_utf8(&s.with).unwrap_or_default());
        at = s.end;
    }
    out.push_str(text.get(at..range.end).unwrap_or_default());
    out
}

/// Merges ranges that overlap or touch.
pub(crate) fn union(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for r in ranges {
        match out.last_mut() {
            Some(last) if r.start <= last.end => last.end = last.end.max(r.end),
            _ => out.push(r),
        }
    }
    out
}

/// Merges cuts that overlap.
fn merged(mut cuts: Vec<TextCut>) -> Vec<TextCut> {
    cuts.sort_by_key(|c| (c.range.start, c.range.end));
    let mut out: Vec<TextCut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match out.last_mut() {
            Some(last) if cut.range.start < last.range.end => {
                last.range.end = last.range.end.max(cut.range.end);
                last.label = last.label.take().or(cut.label);
            }
            _ => out.push(cut),
        }
    }
    out
}
