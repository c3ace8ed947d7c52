//! Columns of tables that are as wide as their longest text (ECMA-376 part 1, 17.4): a program that lays
//! a table out anew writes down how wide its columns came out, and that tells how long a name was. Where
//! such a column loses text, its width is worked out from what stays.

use crate::formats::office::redact::job::OfficeJob;
use crate::formats::office::redact::letter_width;
use crate::formats::office::syntax::xml::{Namespace, NamespaceScope, attributes};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::ops::Range;

/// Size of letters that nothing says, in half points.
const SIZE: u32 = 22;
/// Room beside the text of a cell, in twentieths of a point.
const MARGINS: u32 = 216;
/// Width of a column of names of which nothing stays.
const NAMES: u32 = 2268;
/// Narrowest and widest share of a column in a table of a given width.
const SHARE: (u32, u32) = (600, 5000);
/// Widths are rounded up to this.
const STEP: u32 = 142;
/// From this width on a table is as wide as the page allows: that wide.
const NEARLY: u32 = 8400;
const PAGE: u32 = 9072;
/// How much wider or narrower than guessed a column may be that its text set, in percent.
const TIGHT: std::ops::RangeInclusive<u32> = 72..=138;
/// How much larger one part of a width may be than another, relative to their texts, in percent.
const ALIKE: u32 = 130;

impl OfficeJob<'_> {
    /// Gives columns that lost text widths which do not depend on it.
    pub(super) fn level_columns(&mut self) {
        for (part, edits) in self.document.store.parts.iter().zip(&mut self.edits) {
            if edits.cuts.is_empty() || !part.text.contains("gridCol") {
                continue;
            }
            let mut cuts: Vec<Range<usize>> = edits.cuts.iter().map(|c| c.range.clone()).collect();
            cuts.sort_by_key(|cut| (cut.start, cut.end));
            edits.values.extend(new_widths(&part.text, &cuts));
        }
    }
}

/// A number in an attribute, and its place.
#[derive(Clone, Debug, Default)]
struct Measure {
    place: Range<usize>,
    value: u32,
    /// In fiftieths of a percent.
    percent: bool,
}

/// The longest line and the longest word of a column.
#[derive(Clone, Copy, Debug, Default)]
struct Longest {
    line: u32,
    word: u32,
}

impl Longest {
    fn take(&mut self, text: &str, size: u32) {
        self.line = self.line.max(letter_width::of_text(text, size));
        let words = text.split_whitespace().map(|word| letter_width::of_text(word, size));
        self.word = self.word.max(words.max().unwrap_or(0));
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, Default)]
struct Column {
    all: Longest,
    stays: Longest,
    cut: bool,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    fixed: bool,
    width: Option<Measure>,
    grid: Vec<Measure>,
    /// The grid before a tracked change of it.
    old_grid: Vec<Measure>,
    /// Width of each cell, with its first column and how many it spans.
    cells: Vec<(Measure, usize, usize)>,
    columns: BTreeMap<usize, Column>,
    /// The cell that is being read: its column, how many it spans, size of its letters.
    at: (usize, usize, u32),
    /// The paragraph that is being read, and whether something is cut from it.
    line: (String, bool),
}

impl Table {
    fn end_line(&mut self) {
        let (line, cut) = std::mem::take(&mut self.line);
        let (column, span, size) = self.at;
        if span > 1 || line.trim().is_empty() {
            return;
        }
        let column = self.columns.entry(column).or_default();
        column.all.take(&line, size);
        column.cut |= cut;
        if !cut {
            column.stays.take(&line, size);
        }
    }

    /// What a column holds, and how wide it is.
    fn column(&self, at: usize) -> (Column, u32) {
        let width = self.grid.get(at).map_or(0, |column| column.value);
        (self.columns.get(&at).copied().unwrap_or_default(), width)
    }

    /// Whether the longest line or word of a column that loses text set its width.
    fn is_set(&self, at: usize) -> bool {
        let (column, width) = self.column(at);
        let room = width.saturating_sub(MARGINS);
        let by = |guess: u32| guess > 0 && TIGHT.contains(&(room.saturating_mul(100) / guess));
        column.cut && (by(column.all.line) || by(column.all.word))
    }

    /// Whether the columns have parts of the width of the table by their longest lines.
    fn is_shared_out(&self) -> bool {
        let columns = (0..self.grid.len()).map(|at| self.column(at));
        let parts: Vec<u32> =
            columns.map(|(c, width)| width.saturating_mul(1000) / (c.all.line + MARGINS)).collect();
        let (least, most) = (parts.iter().min(), parts.iter().max());
        let near = least.zip(most).is_some_and(|(a, b)| b.saturating_mul(100) <= a * ALIKE);
        parts.len() > 2 && near && self.columns.values().any(|column| column.cut)
    }

    /// How wide the table is, if that does not come from its texts.
    fn total(&self) -> Option<u32> {
        let given = self.width.as_ref().filter(|w| w.value > 0).map(|w| match w.percent {
            true => w.value.min(5000) * PAGE / 5000,
            false => w.value.min(4 * PAGE),
        });
        let sum = self.grid.iter().fold(0_u32, |sum, w| sum.saturating_add(w.value));
        given.or((sum >= NEARLY).then_some(PAGE))
    }

    /// The widths of its columns in the copy, if a text that is cut may have set one.
    fn widths(&self) -> Option<Vec<u32>> {
        let columns = 0..self.grid.len();
        let total = self.total();
        let set = columns.clone().any(|at| self.is_set(at));
        if self.fixed || !(set || total.is_some() && self.is_shared_out()) {
            return None;
        }
        let wanted = |at: usize| {
            let (column, _) = self.column(at);
            let text = (column.stays.line + MARGINS).div_ceil(STEP) * STEP;
            if column.cut { text.max(NAMES) } else { text }
        };
        let Some(total) = total else {
            let own = |at: usize| match self.column(at) {
                (column, _) if column.cut => wanted(at),
                (_, width) => width,
            };
            return Some(columns.map(own).collect());
        };
        let shares: Vec<u32> = columns.map(|at| wanted(at).clamp(SHARE.0, SHARE.1)).collect();
        let all: u32 = shares.iter().sum::<u32>().max(1);
        Some(shares.iter().map(|share| share * total / all).collect())
    }

    /// The widths as the copy writes them.
    fn edits(&self, out: &mut Vec<(Range<usize>, String)>) {
        let Some(widths) = self.widths() else { return };
        let of = |from: usize, span: usize| widths.iter().skip(from).take(span).sum::<u32>();
        for grid in [&self.grid, &self.old_grid] {
            let columns = grid.iter().enumerate();
            out.extend(columns.map(|(at, w)| (w.place.clone(), of(at, 1).to_string())));
        }
        let all = widths.iter().sum::<u32>().max(1);
        for (cell, column, span) in self.cells.iter().filter(|(w, ..)| w.value > 0) {
            let width = of(*column, *span);
            let width = if cell.percent { width * 5000 / all } else { width };
            out.push((cell.place.clone(), width.to_string()));
        }
    }
}

/// The widths that change in a part, by their places.
fn new_widths(text: &str, cuts: &[Range<usize>]) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    let mut reader = Reader::from_str(text);
    let mut scope = NamespaceScope::default();
    let mut tables: Vec<Table> = Vec::new();
    // The open elements: name in Word's namespace, and declarations.
    let mut open: Vec<(&str, usize)> = Vec::new();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let Ok(event) = reader.read_event() else { return Vec::new() };
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let raw = text.get(at..end).unwrap_or_default();
        match event {
            Event::Start(_) | Event::Empty(_) => {
                let tag = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
                let count = scope.enter(tag);
                let name = tag.split(|c: char| c.is_ascii_whitespace() || c == '/').next();
                let full = scope.element(name.unwrap_or_default());
                let local = if full.ns == Some(Namespace::Word) { full.local } else { "" };
                let changed = open.iter().any(|(name, _)| *name == "tblGridChange");
                start(&mut tables, local, changed, tag, at + 1);
                match event {
                    Event::Empty(_) => scope.leave(count),
                    _ => open.push((local, count)),
                }
            }
            Event::End(_) => {
                let Some((local, count)) = open.pop() else { return Vec::new() };
                scope.leave(count);
                close(&mut tables, local, &mut out);
            }
            Event::Eof => return out,
            _ if open.last().is_some_and(|(name, _)| matches!(*name, "t" | "delText")) => {
                if let Some(table) = tables.last_mut() {
                    table.line.0.push_str(raw);
                    let next = cuts.partition_point(|cut| cut.end <= at);
                    table.line.1 |= cuts.get(next).is_some_and(|cut| cut.start < end);
                }
            }
            _ => {}
        }
    }
}

/// Takes in the start of an element.
fn start(tables: &mut Vec<Table>, local: &str, changed: bool, tag: &str, at: usize) {
    let value = |name: &str| {
        let suffix = |a: &str| a.rsplit(':').next() == Some(name);
        attributes(tag, at).find(|a| suffix(a.name)).map(|a| (a.value.clone(), a.raw))
    };
    let number = |name: &str| value(name).and_then(|(_, raw)| raw.parse::<u32>().ok());
    let measure = || {
        let (place, raw) = value("w")?;
        let kind = value("type").map_or("dxa", |(_, raw)| raw);
        let percent = kind == "pct";
        let value = match raw.strip_suffix('%') {
            Some(share) => share.parse::<u32>().ok().and_then(|n| n.checked_mul(50)),
            None => raw.parse().ok(),
        };
        let value = if matches!(kind, "auto" | "nil") { 0 } else { value? };
        Some(Measure { place, value, percent })
    };
    if local == "tbl" {
        tables.push(Table { at: (0, 1, SIZE), ..Table::default() });
        return;
    }
    let Some(table) = tables.last_mut() else { return };
    match local {
        "tblLayout" => table.fixed |= value("type").is_some_and(|(_, raw)| raw == "fixed"),
        "tblW" => table.width = table.width.take().or_else(measure),
        "gridCol" if changed => table.old_grid.extend(measure()),
        "gridCol" => table.grid.extend(measure()),
        "tr" => table.at = (0, 0, SIZE),
        "tc" => table.at = (table.at.0 + table.at.1, 1, SIZE),
        "gridBefore" => table.at.0 += number("val").unwrap_or(0) as usize,
        "gridSpan" => {
            table.at.1 = number("val").unwrap_or(1).clamp(1, 1000) as usize;
            let (column, span, _) = table.at;
            let own = table.cells.iter_mut().rev().take(1).find(|(_, at, _)| *at == column);
            own.into_iter().for_each(|cell| cell.2 = span);
        }
        "tcW" => table.cells.extend(measure().map(|w| (w, table.at.0, table.at.1))),
        "sz" => table.at.2 = number("val").unwrap_or(SIZE).clamp(2, 200),
        _ => {}
    }
}

/// Takes in the end of an element.
fn close(tables: &mut Vec<Table>, local: &str, out: &mut Vec<(Range<usize>, String)>) {
    match (local, tables.last_mut()) {
        ("p", Some(table)) => table.end_line(),
        ("tbl", Some(table)) => {
            table.edits(out);
            tables.pop();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of two columns, the first as wide as its longest text came out.
    fn table(name: &str, properties: &str, widths: [u32; 2]) -> String {
        let cell = |text: &str, width: u32| {
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            )
        };
        let row =
            |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a, widths[0]), cell(b, widths[1]));
        format!(
            "<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid><w:gridCol w:w=\"{}\"/><w:gridCol w:w=\"{}\"/></w:tblGrid>{}{}</w:tbl>",
            widths[0],
            widths[1],
            row("Naam", "Functie"),
            row(name, "secretaris")
        )
    }

    /// The table without the name, with the widths of the copy.
    fn copy(name: &str, properties: &str, widths: [u32; 2]) -> String {
        let text = table(name, properties, widths);
        let start = text.find(name).expect("planted");
        let cut = start..start + name.len();
        let mut edits = new_widths(&text, std::slice::from_ref(&cut));
        edits.push((cut, String::new()));
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        edits.into_iter().fold(text, |mut text, (range, new)| {
            text.replace_range(range, &new);
            text
        })
    }

    #[test]
    fn a_column_that_the_name_set_does_not_tell_its_length() {
        let auto = "<w:tblW w:w=\"0\" w:type=\"auto\"/>";
        let wide = "<w:tblW w:w=\"5000\" w:type=\"pct\"/>";
        let set = |name: &str| letter_width::of_text(name, SIZE) + MARGINS;
        let (short, long) = ("Bo Li", "Willemijn van Wassenberg");
        let other = set("secretaris");
        let own = |name: &str| set(name).max(set("Naam"));
        assert_eq!(copy(short, auto, [own(short), other]), copy(long, auto, [own(long), other]));
        let rest = |name: &str| [own(name), PAGE - own(name)];
        assert_eq!(copy(short, wide, rest(short)), copy(long, wide, rest(long)));
        assert_eq!(copy(short, "", rest(short)), copy(long, "", rest(long)));
    }

    #[test]
    fn a_column_that_no_name_set_stays() {
        let name = "Willemijn van Wassenberg";
        let without = |properties: &str, widths| table(name, properties, widths).replace(name, "");
        for (properties, widths) in
            [("", [6000, 3000]), ("<w:tblLayout w:type=\"fixed\"/>", [2600, 1200])]
        {
            assert_eq!(copy(name, properties, widths), without(properties, widths));
        }
        let drawing = "<a:tbl><a:tblGrid><a:gridCol w=\"2600\"/></a:tblGrid></a:tbl>";
        assert!(new_widths(drawing, &[]).is_empty());
    }
}
