//! Paragraphs, rows, and cells that disappear when changes are accepted (ECMA-376 Part 1, 17.13.5).
//!
//! A paragraph with a deleted mark is joined with the next one, whose properties apply.

use crate::formats::office::read::markup::ParagraphJoin;
use crate::formats::office::read::walk::walker::{ElementFrame, NextBlock, Paragraph, PartWalker};
use crate::formats::office::syntax::elements::ElementKind;
use crate::formats::office::syntax::xml::Namespace;
use std::ops::Range;

impl<'a> PartWalker<'a, '_> {
    /// Starts an element that can follow a paragraph.
    pub(super) fn block_begins(&mut self, frame: &mut ElementFrame<'a>) {
        let word = frame.ns == Namespace::Word;
        let number = self.paragraphs.len();
        let next = match frame.kind {
            ElementKind::Paragraph if word => NextBlock::Paragraph(number),
            ElementKind::Control => NextBlock::Other,
            _ if word && matches!(frame.local, "tbl" | "customXml" | "altChunk") => {
                NextBlock::Other
            }
            _ => return,
        };
        if let Some(parent) = self.stack.last_mut()
            && let Some(before) = parent.block.take().and_then(|b| self.paragraphs.get_mut(b))
        {
            before.next = next;
        }
        if let NextBlock::Paragraph(number) = next {
            let (open, head) = (frame.open.clone(), frame.open.clone());
            self.paragraphs.push(Paragraph { open, head, ..Paragraph::default() });
            frame.paragraph = Some(number);
            if let Some(parent) = self.stack.last_mut() {
                parent.block = Some(number);
            }
        }
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        let number = self.stack.iter().rev().find_map(|f| f.paragraph)?;
        self.paragraphs.get_mut(number)
    }

    /// Ends the properties of a paragraph; `whole` is their range.
    pub(super) fn paragraph_properties(&mut self, whole: &Range<usize>) {
        let direct = self.stack.last().is_some_and(|f| f.paragraph.is_some());
        if let Some(paragraph) = self.paragraph().filter(|_| direct) {
            paragraph.head.end = whole.end;
        }
    }

    /// Ends a run: its paragraph has content if the run stays when changes are accepted.
    pub(super) fn run_stays(&mut self) {
        if !self.hidden
            && !self.shown.deleted
            && let Some(paragraph) = self.paragraph()
        {
            paragraph.kept = true;
        }
    }

    /// Notes that the paragraph mark disappears when changes are accepted.
    pub(super) fn mark_disappears(&mut self) {
        if let Some(paragraph) = self.paragraph() {
            paragraph.deleted = true;
        }
    }

    /// Ends a paragraph; `close` is the range of its end tag.
    pub(super) fn paragraph_ends(&mut self, frame: &ElementFrame<'a>, close: &Range<usize>) {
        if let Some(paragraph) = frame.paragraph.and_then(|p| self.paragraphs.get_mut(p)) {
            paragraph.close = close.clone();
        }
    }

    /// Ends a cell, row, or table. A row without remaining cells is removed, and so is a table
    /// without remaining rows.
    pub(super) fn row_or_cell_ends(&mut self, frame: &ElementFrame<'a>, whole: &Range<usize>) {
        let over = match frame.kind {
            ElementKind::Cell => ElementKind::Row,
            ElementKind::Row => ElementKind::Table,
            _ => ElementKind::Other,
        };
        let gone = frame.deleted || (frame.parts > 0 && frame.parts == frame.removed_parts);
        if gone {
            self.out.extras.push(whole.clone());
        }
        if let Some(above) = self.stack.iter_mut().rev().find(|f| f.kind == over) {
            above.parts += 1;
            above.removed_parts += usize::from(gone);
        }
    }

    /// Determines which paragraphs are removed or joined when changes are accepted.
    pub(super) fn join_paragraphs(&mut self) {
        let mut seen = vec![false; self.paragraphs.len()];
        for number in 0..self.paragraphs.len() {
            let mut group: Vec<&Paragraph> = Vec::new();
            let mut at = Some(number).filter(|n| seen.get(*n) == Some(&false));
            while let Some(paragraph) = at.and_then(|n| self.paragraphs.get(n)) {
                if let Some(seen) = at.and_then(|n| seen.get_mut(n)) {
                    *seen = true;
                }
                group.push(paragraph);
                at = match paragraph.next {
                    NextBlock::Paragraph(next) if paragraph.deleted => Some(next),
                    _ => None,
                };
            }
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            // An empty group is removed only if something other than a paragraph follows: a cell
            // must contain at least one paragraph.
            if last.deleted
                && matches!(last.next, NextBlock::Other)
                && !group.iter().any(|p| p.kept)
            {
                self.out.extras.extend(group.iter().map(|p| p.open.start..p.close.end));
            } else if group.len() > 1 {
                self.out.joins.push(join(first, last, &group));
            }
        }
    }
}

fn join(first: &Paragraph, last: &Paragraph, group: &[&Paragraph]) -> ParagraphJoin {
    let closes = group.iter().map(|p| p.close.clone());
    let heads = group.iter().skip(1).map(|p| p.head.clone());
    // The last end tag stays. The last paragraph may be an empty element, which has none.
    let closes = closes.filter(|c| !c.is_empty());
    let mut closes: Vec<_> = closes.collect();
    closes.pop();
    ParagraphJoin {
        first: first.head.clone(),
        last: last.head.clone(),
        gone: closes.into_iter().chain(heads).collect(),
    }
}
