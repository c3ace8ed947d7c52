//! The cells of a sheet (ECMA-376 Part 1, 18.3.1.80), read one by one. What the standard does not
//! know of is not kept in a copy, or makes the sheet one that cannot be read.

use crate::formats::office::sheet::cell::{Cell, CellFormula, Content, SheetCells};
use crate::formats::office::sheet::reference::{LAST, place};
use crate::formats::office::sheet::rich::{Malformed, Piece, RichText, position, read};
use crate::formats::office::syntax::vocabulary::is_free_text;
use crate::formats::office::syntax::xml::{Attribute, attributes, reference};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// Reads the cells of a sheet up to the end of `sheetData`, which was just entered. The result holds
/// the range of the end tag.
pub(crate) fn cells<'a>(
    reader: &mut Reader<&'a [u8]>,
    part: &'a str,
) -> Result<(SheetCells, Range<usize>), Malformed> {
    let head = part.get(..position(reader)?).unwrap_or_default();
    let mut sheet = CellReader {
        reader,
        part,
        out: SheetCells::default(),
        hidden_columns: hidden_columns(head),
        row: 0,
        column: 0,
        row_hidden: false,
    };
    let end = sheet.rows()?;
    Ok((sheet.out, end))
}

/// The hidden columns that the head of a sheet tells of, from 0.
fn hidden_columns(head: &str) -> Vec<Range<u32>> {
    let mut out = Vec::new();
    for piece in head.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default().trim_end_matches('/');
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if name.rsplit(':').next() != Some("col") {
            continue;
        }
        let get = |wanted: &str| attributes(tag, 0).find(|a| a.name == wanted).map(|a| a.raw);
        let number = |wanted: &str| get(wanted).and_then(|v| v.parse::<u32>().ok());
        if matches!(get("hidden"), Some("1" | "true")) || get("width") == Some("0") {
            let (from, to) = (number("min").unwrap_or(1), number("max").unwrap_or(0));
            out.push(from.saturating_sub(1)..to);
        }
    }
    out
}

struct CellReader<'a, 'r> {
    reader: &'r mut Reader<&'a [u8]>,
    part: &'a str,
    out: SheetCells,
    hidden_columns: Vec<Range<u32>>,
    /// The next row and column.
    row: u32,
    column: u32,
    row_hidden: bool,
}

/// An event and its range, with the borrow of the reader ended.
enum Step {
    Open(Tag, Range<usize>),
    Single(Tag, Range<usize>),
    Close(Range<usize>),
    Nothing,
}

/// The elements of a sheet that count here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Row,
    Cell,
    Formula,
    Value,
    Inline,
    Other,
}

fn tag_of(local: &str) -> Tag {
    match local {
        "row" => Tag::Row,
        "c" => Tag::Cell,
        "f" => Tag::Formula,
        "v" => Tag::Value,
        "is" => Tag::Inline,
        _ => Tag::Other,
    }
}

impl<'a> CellReader<'a, '_> {
    /// The next tag. Letters outside `v`, `f` and `is` show nowhere.
    fn step(&mut self) -> Result<Step, Malformed> {
        let start = position(self.reader)?;
        let event = self.reader.read_event().map_err(|_| Malformed)?;
        let range = start..position(self.reader)?;
        Ok(match event {
            Event::Start(e) => Step::Open(tag_of(e.local_name().as_ref()), range),
            Event::Empty(e) => Step::Single(tag_of(e.local_name().as_ref()), range),
            Event::End(_) => Step::Close(range),
            Event::Text(_) => {
                self.out.odd |= self.part.get(range).is_some_and(|t| !t.trim().is_empty());
                Step::Nothing
            }
            Event::Comment(_) | Event::PI(_) => {
                self.out.junk.push(range);
                Step::Nothing
            }
            Event::GeneralRef(_) | Event::CData(_) => {
                self.out.odd = true;
                Step::Nothing
            }
            Event::Decl(_) | Event::DocType(_) | Event::Eof => return Err(Malformed),
        })
    }

    fn rows(&mut self) -> Result<Range<usize>, Malformed> {
        loop {
            match self.step()? {
                Step::Open(Tag::Row, range) => {
                    self.begin_row(&range);
                    self.row()?;
                    self.row = self.row.saturating_add(1);
                }
                Step::Single(Tag::Row, range) => {
                    self.begin_row(&range);
                    self.row = self.row.saturating_add(1);
                }
                Step::Open(_, range) => self.skip(range)?,
                Step::Single(_, range) => self.out.junk.push(range),
                Step::Close(range) => return Ok(range),
                Step::Nothing => {}
            }
        }
    }

    fn row(&mut self) -> Result<(), Malformed> {
        loop {
            match self.step()? {
                Step::Open(Tag::Cell, range) => self.cell(range)?,
                Step::Single(Tag::Cell, range) => {
                    self.begin_cell(&range);
                    self.column = self.column.saturating_add(1);
                }
                Step::Open(_, range) => self.skip(range)?,
                Step::Single(_, range) => self.out.junk.push(range),
                Step::Close(_) => return Ok(()),
                Step::Nothing => {}
            }
        }
    }

    /// Leaves out an element that the standard does not have here.
    fn skip(&mut self, open: Range<usize>) -> Result<(), Malformed> {
        let mut depth = 1usize;
        let before = (self.out.odd, self.out.junk.len());
        while depth > 0 {
            match self.step()? {
                Step::Open(..) => depth += 1,
                Step::Close(_) => depth -= 1,
                Step::Single(..) | Step::Nothing => {}
            }
        }
        self.out.odd = before.0;
        self.out.junk.truncate(before.1);
        self.out.junk.push(open.start..position(self.reader)?);
        Ok(())
    }

    fn attributes(&mut self, range: &Range<usize>) -> Vec<Attribute<'a>> {
        let inner = self.part.get(range.start + 1..range.end.saturating_sub(1)).unwrap_or_default();
        attributes(inner.trim_end_matches('/'), range.start + 1).collect()
    }

    /// Leaves an attribute out whose value tells something.
    fn unknown(&mut self, a: &Attribute<'a>) {
        if is_free_text(a.raw) || is_free_text(a.name) {
            self.out.junk.push(a.whole.clone());
        }
    }

    fn begin_row(&mut self, range: &Range<usize>) {
        self.row_hidden = false;
        self.column = 0;
        for a in self.attributes(range) {
            match a.name {
                "r" => match a.raw.parse::<u32>() {
                    Ok(number) if (1..=LAST.0 + 1).contains(&number) => self.row = number - 1,
                    _ => self.out.odd = true,
                },
                "hidden" => self.row_hidden |= matches!(a.raw, "1" | "true"),
                "ht" => self.row_hidden |= a.raw.parse::<f64>().is_ok_and(|h| h == 0.0),
                "spans" => {}
                _ => self.unknown(&a),
            }
        }
    }

    /// The style and type of a cell.
    fn begin_cell(&mut self, range: &Range<usize>) -> (usize, &'a str) {
        let (mut style, mut kind) = (0, "n");
        for a in self.attributes(range) {
            match a.name {
                "r" => match place(a.raw) {
                    Some((row, column)) => (self.row, self.column) = (row, column),
                    None => self.out.odd = true,
                },
                "s" => style = a.raw.parse().unwrap_or(0),
                "t" => kind = a.raw,
                _ => self.unknown(&a),
            }
        }
        (style, kind)
    }

    fn cell(&mut self, open: Range<usize>) -> Result<(), Malformed> {
        let (style, kind) = self.begin_cell(&open);
        let mut content = None;
        let (mut computed, mut group) = (false, None);
        let end = loop {
            match self.step()? {
                Step::Open(Tag::Formula, range) => {
                    computed = true;
                    group = self.formula(range)?;
                }
                Step::Single(Tag::Formula, range) => {
                    computed = true;
                    group = self.group(&range);
                    let text = range.end..range.end;
                    self.out.formulas.push(CellFormula { range, text, group });
                }
                Step::Open(Tag::Value, _) => {
                    self.out.odd |= content.is_some();
                    content = self.value(kind)?;
                }
                Step::Open(Tag::Inline, _) => {
                    self.out.odd |= content.is_some();
                    let (text, _) = read(self.reader, self.part, "is")?;
                    self.out.odd |= text.odd;
                    self.out.junk.extend(text.junk.iter().cloned());
                    content = Some(Content::Own(Box::new(text)));
                }
                Step::Single(Tag::Value | Tag::Inline, _) | Step::Nothing => {}
                Step::Open(_, range) => self.skip(range)?,
                Step::Single(_, range) => self.out.junk.push(range),
                Step::Close(range) => break range.end,
            }
        };
        let at = (self.row, self.column);
        self.column = self.column.saturating_add(1);
        let hidden =
            self.row_hidden || self.hidden_columns.iter().any(|hidden| hidden.contains(&at.1));
        if let Some(content) = content {
            let range = open.start..end;
            self.out.cells.push(Cell { at, range, open, style, content, computed, group, hidden });
        }
        Ok(())
    }

    /// The letters of a `v` or `f` that was just entered, and the range between its tags.
    fn letters(&mut self) -> Result<RichText, Malformed> {
        let from = position(self.reader)?;
        let mut out = RichText::default();
        loop {
            let start = position(self.reader)?;
            let event = self.reader.read_event().map_err(|_| Malformed)?;
            let range = start..position(self.reader)?;
            match event {
                Event::Text(_) => out.literal(self.part, range),
                Event::CData(_) => out.literal(self.part, start + 9..range.end.saturating_sub(3)),
                Event::GeneralRef(_) => {
                    let name = self.part.get(range.start + 1..range.end.saturating_sub(1));
                    let shows = name.and_then(reference);
                    let shows = Some(shows.ok_or(Malformed)?);
                    out.pieces.push(Piece { at: range, shows });
                }
                Event::End(_) => {
                    out.inner = from..start;
                    return Ok(out);
                }
                Event::Comment(_) | Event::PI(_) => self.out.junk.push(range),
                _ => return Err(Malformed),
            }
        }
    }

    fn value(&mut self, kind: &str) -> Result<Option<Content>, Malformed> {
        let text = self.letters()?;
        let shown = text.text(self.part);
        let trimmed = shown.trim();
        if trimmed.is_empty() {
            return Ok(None);
        }
        let number = trimmed.parse::<f64>().ok().filter(|n| n.is_finite());
        Ok(match (kind, number) {
            ("s", _) => match trimmed.parse() {
                Ok(index) => Some(Content::Shared(index)),
                Err(_) => {
                    self.out.odd = true;
                    Some(Content::Own(Box::new(text)))
                }
            },
            ("b", _) if matches!(trimmed, "0" | "1") => None,
            ("n", Some(number)) => Some(Content::Number(number)),
            _ => Some(Content::Own(Box::new(text))),
        })
    }

    fn formula(&mut self, open: Range<usize>) -> Result<Option<u32>, Malformed> {
        let group = self.group(&open);
        let text = self.letters()?.inner;
        let range = open.start..position(self.reader)?;
        self.out.formulas.push(CellFormula { range, text, group });
        Ok(group)
    }

    /// The group of cells that share a formula.
    fn group(&mut self, open: &Range<usize>) -> Option<u32> {
        let mut group = None;
        for a in self.attributes(open) {
            match a.name {
                "si" => group = a.raw.parse().ok(),
                "ref" | "r1" | "r2" | "t" => {}
                _ => self.unknown(&a),
            }
        }
        group
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::office::sheet::reference::name_of;

    fn sheet(rows: &str) -> Result<SheetCells, Malformed> {
        let part = format!(
            "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>{rows}</sheetData></worksheet>"
        );
        let mut reader = Reader::from_str(&part);
        loop {
            if let Event::Start(e) = reader.read_event().expect("a tag")
                && e.local_name().as_ref() == "sheetData"
            {
                break;
            }
        }
        cells(&mut reader, &part).map(|(cells, _)| cells)
    }

    #[test]
    fn cells_are_where_they_say() {
        let found = sheet("<row r=\"3\"><c r=\"C3\" s=\"2\" t=\"s\"><v>4</v></c><c><v>1.5</v></c></row><row hidden=\"1\"><c t=\"b\"><v>1</v></c><c t=\"str\"><f>A1</f><v>Jan</v></c></row>").expect("sound");
        let places: Vec<String> = found.cells.iter().map(|c| name_of(c.at)).collect();
        assert_eq!(places, ["C3", "D3", "B4"]);
        assert!(matches!(found.cells[0].content, Content::Shared(4)) && found.cells[0].style == 2);
        assert!(matches!(found.cells[1].content, Content::Number(n) if n == 1.5));
        assert!(found.cells[2].hidden && found.cells[2].computed && !found.cells[0].hidden);
        assert!(!found.odd && found.formulas.len() == 1);
    }

    #[test]
    fn what_is_odd_is_told_or_goes() {
        for rows in [
            "Jan",
            "<row>Jan</row>",
            "<row><c>Jan</c></row>",
            "<row><c r=\"XFE1\"><v>1</v></c></row>",
            "<row r=\"1048577\"><c><v>1</v></c></row>",
            "<row><c t=\"s\"><v>Jan</v></c></row>",
            "<row><c><v>1</v><v>2</v></c></row>",
        ] {
            assert!(sheet(rows).expect("sound").odd, "{rows}");
        }
        for rows in [
            "<!--Jan-->",
            "<row><x>Jan</x></row>",
            "<row><c x=\"Jan\"><v>1</v></c></row>",
            "<row naam=\"Jan\"/>",
            "<row><c><f x=\"Jan\">A1</f><v>1</v></c></row>",
        ] {
            let found = sheet(rows).expect("sound");
            assert!(found.junk.len() == 1 && !found.odd, "{rows}");
        }
        assert!(sheet("<row><c><v>1</c></row>").is_err());
    }
}
