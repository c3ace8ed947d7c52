//! A sheet as text: rows of cells, so that the head of a column says what its cells are.

use crate::formats::office::sheet::book::{Book, Strings};
use crate::formats::office::sheet::cell::{Cell, Content, SheetCells};
use crate::formats::office::sheet::rich::RichText;
use crate::formats::textmap::{Origin, TextMap};
use std::collections::BTreeMap;
use std::ops::Range;

/// Most empty cells that stand in the text of a sheet for each cell that shows something.
const EMPTY: usize = 8;

/// The source of a piece of text in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CellPiece {
    /// The index of the cell.
    pub(crate) cell: usize,
    /// Its row and column, from 0.
    pub(crate) place: (u32, u32),
    /// The byte range in the part with its text; for a number, in what it shows.
    pub(crate) at: Range<usize>,
    /// Whether these bytes can only be removed together.
    pub(crate) whole: bool,
}

/// The text of a sheet, and where it comes from.
pub(crate) struct SheetText<'a> {
    pub(crate) cells: &'a SheetCells,
    /// The text of the part.
    pub(crate) part: &'a str,
    /// The shared strings, and the text of their part.
    pub(crate) strings: Option<(&'a Strings, &'a str)>,
    pub(crate) book: &'a Book,
}

impl SheetText<'_> {
    /// The cells that `shows` picks, by rows. Columns without text take no room.
    pub(crate) fn grid(&self, shows: impl Fn(&Cell) -> bool) -> TextMap<CellPiece> {
        let mut columns: BTreeMap<u32, usize> = BTreeMap::new();
        let picked = || self.cells.cells.iter().enumerate().filter(|(_, c)| shows(c));
        let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
        for (_, cell) in picked() {
            columns.insert(cell.at.1, 0);
            *rows.entry(cell.at.0).or_default() += 1;
        }
        columns.values_mut().enumerate().for_each(|(index, column)| *column = index);
        let mut map = TextMap::new();
        let mut left = picked().count().saturating_add(64).saturating_mul(EMPTY);
        let (mut row, mut column) = (None, 0);
        for (index, cell) in picked() {
            let wanted = columns.get(&cell.at.1).copied().unwrap_or(0);
            if row != Some(cell.at.0) {
                // An empty row ends a table.
                let gap = row.is_some_and(|r: u32| cell.at.0 > r.saturating_add(1));
                if row.is_some() {
                    map.push_inferred(if gap { "\n\n" } else { "\n" });
                }
                (row, column) = (Some(cell.at.0), 0);
            }
            let tabs = wanted.saturating_sub(column).min(left);
            left -= tabs;
            map.push_inferred(&"\t".repeat(tabs));
            column = wanted;
            let alone = rows.get(&cell.at.0) == Some(&1);
            self.push(&mut map, index, cell, alone);
        }
        map
    }

    /// Adds the text of a cell. A line break in it does not end the row, unless it is alone there.
    fn push(&self, map: &mut TextMap<CellPiece>, cell: usize, of: &Cell, alone: bool) {
        let (text, part) = match &of.content {
            Content::Number(number) => {
                let shown = self.book.show(*number, of.style);
                let at = 0..shown.len();
                map.push_exact(&shown, CellPiece { cell, place: of.at, at, whole: false });
                return;
            }
            Content::Own(text) => (text.as_ref(), self.part),
            Content::Shared(index) => {
                let Some((strings, part)) = self.strings else { return };
                let Some(text) = strings.items.get(*index) else { return };
                (text, part)
            }
        };
        let flat = |c: char| if !alone && matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
        for piece in &text.pieces {
            let at = piece.at.clone();
            let whole = piece.shows.is_some();
            let source = CellPiece { cell, place: of.at, at, whole };
            match piece.shows {
                Some(c) => map.push(&flat(c).to_string(), Origin::Whole(source)),
                None => {
                    let shown = part.get(piece.at.clone()).unwrap_or_default();
                    let shown: String = shown.chars().map(flat).collect();
                    map.push(&shown, Origin::Exact(source));
                }
            }
        }
    }

    /// Whether a cell shows a shared string that is not there.
    pub(crate) fn lacks_strings(&self) -> bool {
        let count = self.strings.map_or(0, |(strings, _)| strings.items.len());
        let missing = |c: &Cell| matches!(c.content, Content::Shared(index) if index >= count);
        self.cells.cells.iter().any(missing)
    }

    /// The cells that are hidden, under the first row of the sheet, so that their columns have heads.
    pub(crate) fn hidden(&self) -> Option<TextMap<CellPiece>> {
        let first = self.cells.cells.iter().map(|c| c.at.0).min()?;
        let any = self.cells.cells.iter().any(|c| c.hidden);
        any.then(|| self.grid(|c| c.hidden || c.at.0 == first))
    }
}

/// The text of a cell with some of it replaced.
pub(crate) fn replaced(text: &RichText, part: &str, cuts: &[(Range<usize>, String)]) -> String {
    let mut out = String::new();
    let mut done = vec![false; cuts.len()];
    for piece in &text.pieces {
        let shown = part.get(piece.at.clone()).unwrap_or_default();
        let mut at = piece.at.start;
        let mut letters: Vec<(usize, char)> = Vec::new();
        match piece.shows {
            Some(c) => letters.push((at, c)),
            None => shown.chars().for_each(|c| {
                letters.push((at, c));
                at += c.len_utf8();
            }),
        }
        for (at, c) in letters {
            match cuts.iter().position(|(cut, _)| cut.contains(&at)) {
                Some(cut) => {
                    if let (Some(done), Some((_, mark))) = (done.get_mut(cut), cuts.get(cut))
                        && !std::mem::replace(done, true)
                    {
                        out.push_str(mark);
                    }
                }
                None => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::office::sheet::cells::cells;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    fn text(rows: &str) -> (String, Option<String>) {
        let part = format!("<sheetData>{rows}</sheetData>");
        let mut reader = Reader::from_str(&part);
        let Ok(Event::Start(_)) = reader.read_event() else { panic!("a tag") };
        let (found, _) = cells(&mut reader, &part).expect("sound");
        let strings = "<sst><si><t>Naam</t></si><si><t>Jan</t></si></sst>";
        let items = Strings::read(strings).expect("sound");
        let book = Book::default();
        let sheet =
            SheetText { cells: &found, part: &part, strings: Some((&items, strings)), book: &book };
        let hidden = sheet.hidden().map(|map| map.text().to_owned());
        (sheet.grid(|c| !c.hidden).text().to_owned(), hidden)
    }

    #[test]
    fn rows_are_lines_and_columns_without_text_take_no_room() {
        let (shown, hidden) = text(
            "<row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"XFD1\" t=\"str\"><v>Tel\n2</v></c></row>\
             <row r=\"2\"><c r=\"XFD2\"><v>612345678</v></c></row>\
             <row r=\"9\"><c r=\"B9\" t=\"s\"><v>1</v></c></row>",
        );
        assert_eq!(shown, "Naam\tTel 2\n\t612345678\n\nJan");
        assert_eq!(hidden, None);
    }

    #[test]
    fn hidden_rows_stand_under_the_head() {
        let (shown, hidden) = text(
            "<row r=\"1\"><c t=\"s\"><v>0</v></c></row><row r=\"2\" hidden=\"1\"><c t=\"s\"><v>1</v></c></row>",
        );
        assert_eq!(shown, "Naam");
        assert_eq!(hidden.as_deref(), Some("Naam\nJan"));
    }

    #[test]
    fn a_sparse_sheet_stays_small() {
        let rows: String = (1..=200)
            .map(|n| {
                let at = crate::formats::office::sheet::reference::name_of((n - 1, n * 80));
                format!("<row r=\"{n}\"><c r=\"{at}\"><v>1</v></c></row>")
            })
            .collect();
        assert!(text(&rows).0.len() < 200 * 12 + 1000);
    }
}
