//! Columns of sheets that are as wide as their longest text (ECMA-376 Part 1, 18.3.1.13): a column that
//! fitted a name tells how long it was. Where such a column loses text, its width is worked out from what
//! stays.

use crate::formats::fitted::{self, Longest};
use crate::formats::office::read::store::TextPart;
use crate::formats::office::redact::job::OfficeJob;
use crate::formats::office::sheet::cell::Cell;
use crate::formats::office::syntax::xml::attributes;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl OfficeJob<'_> {
    /// Gives columns of sheets that lose text widths which do not depend on it.
    pub(super) fn level_sheet_columns(&mut self) {
        let mut cut: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (part, cell) in self.cells.keys() {
            cut.entry(*part).or_default().insert(*cell);
        }
        for (index, cells) in &cut {
            let Some(part) = self.document.store.parts.get(*index) else { continue };
            let measures = columns(&part.text);
            if measures.is_empty() {
                continue;
            }
            let longest = self.longest(*index, part, cells);
            let new = measures.iter().filter_map(|column| column.leveled(&longest));
            let new: Vec<(Range<usize>, String)> = new.collect();
            if let Some(edits) = self.edits.get_mut(*index) {
                edits.values.extend(new);
            }
        }
    }

    /// The longest texts of each column of a sheet that loses text, by its number from 0.
    fn longest(
        &self,
        index: usize,
        part: &TextPart,
        cut: &BTreeSet<usize>,
    ) -> BTreeMap<u32, Longest> {
        let cells = part.markup.sheet.as_deref().map_or(&[][..], |sheet| &sheet.cells);
        let column = |cell: &Cell| cell.at.1;
        let of_cut = cut.iter().filter_map(|number| cells.get(*number)).map(column);
        let mut out: BTreeMap<u32, Longest> = of_cut.map(|at| (at, Longest::default())).collect();
        for (number, cell) in cells.iter().enumerate() {
            let Some(longest) = out.get_mut(&column(cell)) else { continue };
            let text = self.cell_text(part.package, index, cell, &[]);
            let length = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            let cut = cut.contains(&number);
            if cut || !cell.hidden {
                longest.take(length, cut);
            }
        }
        out
    }
}

/// Columns of one width.
#[derive(Clone, Debug, PartialEq)]
struct Measure {
    /// Their numbers, from 0.
    columns: Range<u32>,
    /// Their width in characters, and where it stands.
    width: f64,
    place: Range<usize>,
}

impl Measure {
    /// The width that does not tell what was cut, if that set it, and its place.
    fn leveled(&self, longest: &BTreeMap<u32, Longest>) -> Option<(Range<usize>, String)> {
        let own = longest.range(self.columns.clone()).map(|(_, longest)| *longest);
        let width = fitted::leveled(self.width, own)?;
        Some((self.place.clone(), width.to_string()))
    }
}

/// The columns that the head of a sheet gives a width.
fn columns(part: &str) -> Vec<Measure> {
    let head = part.find("sheetData").and_then(|end| part.get(..end)).unwrap_or_default();
    let mut out = Vec::new();
    for (at, _) in head.match_indices('<') {
        let piece = head.get(at + 1..).unwrap_or_default();
        let tag = piece.split('>').next().unwrap_or_default().trim_end_matches('/');
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if name.rsplit(':').next() != Some("col") {
            continue;
        }
        let get = |wanted: &str| attributes(tag, at + 1).find(|a| a.name == wanted);
        let number = |wanted: &str| get(wanted).and_then(|a| a.raw.parse::<u32>().ok());
        let (Some(from), Some(to), Some(width)) = (number("min"), number("max"), get("width"))
        else {
            continue;
        };
        if let Ok(value) = width.raw.parse::<f64>() {
            let columns = from.saturating_sub(1)..to.max(from);
            out.push(Measure { columns, width: value, place: width.value.clone() });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_gets_its_width_in_its_place() {
        let head = "<worksheet><cols><col min=\"1\" max=\"1\" width=\"26.7\"/><x:col min=\"2\" \
                    max='4' width='60' customWidth=\"1\"/></cols><sheetData/>";
        let [one, more] = columns(head).try_into().expect("two measures");
        assert_eq!((&head[one.place.clone()], one.columns.clone()), ("26.7", 0..1));
        assert_eq!((&head[more.place.clone()], more.columns.clone()), ("60", 1..4));
        let column =
            |at: u32, cut: usize, stays: usize| BTreeMap::from([(at, Longest { cut, stays })]);
        let new = |measure: &Measure, longest| measure.leveled(&longest).map(|(_, width)| width);
        assert_eq!(new(&one, column(0, 24, 4)).as_deref(), Some("24"));
        assert_eq!(new(&one, column(1, 24, 4)), None, "another column");
        assert_eq!(new(&more, column(3, 50, 9)).as_deref(), Some("24"));
    }
}
