//! Cells that lose text. Each becomes a cell with text of its own: a string that others show stays
//! theirs, and what was computed is not computed again.

use crate::formats::office::read::segments::SegmentSource;
use crate::formats::office::read::store::TextPart;
use crate::formats::office::redact::job::OfficeJob;
use crate::formats::office::redact::mark;
use crate::formats::office::sheet::cell::{Cell, Content};
use crate::formats::office::sheet::grid::{CellPiece, replaced};
use crate::formats::office::syntax::xml::{attributes, escape};
use crate::formats::textmap::TextMap;
use crate::model::{Extras, Removed, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl OfficeJob<'_> {
    /// Notes what an order cuts from cells. Every cell that it touches gets a mark.
    pub(super) fn cut_cells(
        &mut self,
        part: usize,
        map: &TextMap<CellPiece>,
        span: Span,
        label: &str,
    ) -> Option<Removed> {
        let (mut last, mut covered, mut wider) = (None, 0, false);
        for slice in map.slices(span) {
            let CellPiece { cell, at, whole, .. } = slice.source;
            wider |= slice.wider;
            covered += slice.bytes.len();
            let range = match whole {
                true => at.clone(),
                false => at.start + slice.bytes.start..at.start + slice.bytes.end,
            };
            let new = last.replace(*cell) != Some(*cell);
            let mark = if new { mark::plain(label) } else { String::new() };
            self.cells.entry((part, *cell)).or_default().push((range, mark));
        }
        (covered > 0).then_some(if wider { Removed::Wider } else { Removed::Exactly })
    }

    /// Turns what was cut from cells into edits of their sheets and of the shared strings.
    pub(super) fn rewrite_cells(&mut self) {
        let document = self.document;
        let hidden_go = self.treatment.extras == Extras::Drop;
        let mut cuts = std::mem::take(&mut self.cells);
        let mut emptied = BTreeSet::new();
        // How many cells show a shared string, and how many of those no longer do.
        let mut shown: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
        let hidden_parts = self.hidden_sheets();
        for (part, of) in document.store.parts.iter().enumerate() {
            let Some(sheet) = of.markup.sheet.as_deref() else { continue };
            let groups = sheet.groups();
            for (index, cell) in sheet.cells.iter().enumerate() {
                let cut = cuts.remove(&(part, index));
                let gone = hidden_go && (cell.hidden || hidden_parts.contains(&part));
                if let Content::Shared(string) = cell.content {
                    let count = shown.entry((of.package, string)).or_default();
                    count.0 += 1;
                    count.1 += usize::from(cut.is_some() || gone);
                }
                let markup = if gone {
                    emptied.insert(of.package);
                    *self.notes.entry("extras-removed").or_default() += 1;
                    cell_with(&of.text, cell, None)
                } else if let Some(mut cut) = cut {
                    cut.sort_by(|a, b| (a.0.start, a.0.end, &a.1).cmp(&(b.0.start, b.0.end, &b.1)));
                    cell_with(&of.text, cell, Some(&self.cell_text(of.package, part, cell, &cut)))
                } else {
                    continue;
                };
                let Some(edits) = self.edits.get_mut(part) else { continue };
                edits.swaps.push((cell.range.clone(), markup));
                if cell.computed {
                    self.uncomputed.insert(of.package);
                }
                let group = cell.group.and_then(|g| groups.get(&g)).into_iter().flatten();
                edits.swaps.extend(group.map(|formula| (formula.clone(), String::new())));
            }
        }
        self.forget_formulas(&emptied);
        self.forget_strings(&shown);
    }

    /// The parts that are sheets which no program shows.
    fn hidden_sheets(&self) -> BTreeSet<usize> {
        let store = &self.document.store;
        let hidden = |part: &TextPart| {
            let package = store.packages.get(part.package)?;
            let name = package.zip.entries().get(part.entry)?.name.to_lowercase();
            let book = package.book.as_deref()?;
            let entry = book.number(&name).and_then(|n| book.sheets.get(n));
            Some(part.markup.sheet.is_some() && entry.is_none_or(|e| e.hidden))
        };
        let parts = store.parts.iter().enumerate();
        parts.filter(|(_, p)| hidden(p) == Some(true)).map(|(index, _)| index).collect()
    }

    /// The text of a cell with marks in it.
    pub(super) fn cell_text(
        &self,
        package: usize,
        part: usize,
        cell: &Cell,
        cuts: &[(Range<usize>, String)],
    ) -> String {
        let store = &self.document.store;
        let Some(package) = store.packages.get(package) else { return String::new() };
        match &cell.content {
            Content::Own(text) => {
                store.parts.get(part).map(|p| replaced(text, &p.text, cuts)).unwrap_or_default()
            }
            Content::Shared(index) => {
                let strings = package.strings.and_then(|s| store.parts.get(s));
                strings
                    .and_then(|p| {
                        let item = p.markup.strings.as_deref()?.items.get(*index)?;
                        Some(replaced(item, &p.text, cuts))
                    })
                    .unwrap_or_default()
            }
            Content::Number(number) => {
                let shown = package.book.as_deref().map(|b| b.show(*number, cell.style));
                with_cuts(&shown.unwrap_or_default(), cuts)
            }
        }
    }

    /// Takes all formulas out of workbooks in which cells were emptied that they may refer to.
    fn forget_formulas(&mut self, packages: &BTreeSet<usize>) {
        for (part, edits) in self.document.store.parts.iter().zip(&mut self.edits) {
            let sheet = part.markup.sheet.as_deref();
            let sheet = sheet.filter(|_| packages.contains(&part.package));
            let formulas = sheet.into_iter().flat_map(|s| &s.formulas);
            edits.swaps.extend(formulas.map(|f| (f.range.clone(), String::new())));
        }
        self.uncomputed.extend(packages);
    }

    /// Empties the shared strings that no cell shows any more, or never did.
    fn forget_strings(&mut self, shown: &BTreeMap<(usize, usize), (usize, usize)>) {
        for (part, edits) in self.document.store.parts.iter().zip(&mut self.edits) {
            let Some(strings) = part.markup.strings.as_deref() else { continue };
            for (index, item) in strings.items.iter().enumerate() {
                let count = shown.get(&(part.package, index));
                let used = count.is_some_and(|(all, gone)| gone < all);
                if !used && !item.inner.is_empty() {
                    let head = part.text.get(..item.inner.start).unwrap_or_default();
                    let name = head.rsplit('<').next().unwrap_or_default();
                    let prefix =
                        name.split_once(':').map_or(String::new(), |(p, _)| format!("{p}:"));
                    edits.swaps.push((item.inner.clone(), format!("<{prefix}t/>")));
                }
            }
        }
    }

    /// Takes the formulas of cells out that an order touches.
    pub(super) fn drop_formulas(&mut self, index: usize) {
        let document = self.document;
        let Some(mapped) = document.mapped.get(index) else { return };
        let SegmentSource::Value { places, .. } = &mapped.source else { return };
        for (part, range) in places {
            if let Some(edits) = self.edits.get_mut(*part) {
                edits.swaps.push((range.clone(), String::new()));
            }
            self.uncomputed.extend(document.store.parts.get(*part).map(|p| p.package));
        }
    }
}

/// A cell with text of its own, or without any.
fn cell_with(part: &str, cell: &Cell, text: Option<&str>) -> String {
    let tag = part.get(cell.open.start + 1..cell.open.end - 1).unwrap_or_default();
    let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or("c");
    let prefix = name.strip_suffix('c').unwrap_or_default();
    let mut head = format!("<{name}");
    for a in attributes(tag, 0).filter(|a| matches!(a.name, "r" | "s")) {
        head.push_str(&format!(" {}=\"{}\"", a.name, a.raw));
    }
    let Some(text) = text else { return head + "/>" };
    // `_x0041_` would be read as one letter.
    let text = escape(&text.replace("_x", "_x005F_x"));
    format!(
        "{head} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{name}>"
    )
}

/// Text with these ranges replaced, which are sorted.
fn with_cuts(text: &str, cuts: &[(Range<usize>, String)]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (range, mark) in cuts {
        if range.start >= at {
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(mark);
        }
        at = at.max(range.end);
    }
    out + text.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_from_a_number_leaves_the_rest() {
        let cut = |range, mark: &str| (range, mark.to_owned());
        assert_eq!(with_cuts("03-04-1980 12:00", &[cut(0..10, "[x]")]), "[x] 12:00");
        assert_eq!(with_cuts("0612345678", &[cut(0..4, "[x]"), cut(2..10, "[y]")]), "[x]");
    }
}
