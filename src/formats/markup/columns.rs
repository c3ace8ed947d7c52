//! Widths of columns that a cut text set: programs write down in the cells of a page how wide a table
//! came out (HTML Living Standard, 15.3.8), and a column that fitted a name tells how long it was.

use super::tags::{self, Tag};
use crate::formats::fitted::{self, Longest};
use crate::formats::splice::Splice;
use std::collections::BTreeMap;
use std::ops::Range;

/// Width of a letter of body text, about, in points.
const LETTER: f64 = 5.4;
/// A part of a letter's width in a workbook, in points.
const PART: f64 = LETTER / 256.0;
/// How far the columns of a table may add up to something else than its width, in percent.
const NEARLY: f64 = 4.0;
/// Most columns of a table that are looked at.
const COLUMNS: usize = 256;

/// A width, and where its number stands.
#[derive(Clone, Debug)]
struct Measure {
    place: Range<usize>,
    value: f64,
    /// How many points one of it is; 0 where that is not known.
    points: f64,
}

impl Measure {
    /// A width as it is written; `None` for parts of a whole.
    fn read(text: &str, at: Range<usize>, plain: f64) -> Option<Self> {
        let raw = text.get(at.clone())?;
        let start = at.start + raw.len() - raw.trim_start().len();
        let raw = raw.trim();
        let end = raw.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(raw.len());
        let value = raw.get(..end)?.parse::<f64>().ok().filter(|value| *value > 0.0)?;
        let unit = raw.get(end..)?.trim().to_ascii_lowercase();
        let points = match unit.strip_suffix("!important").map_or(unit.as_str(), str::trim_end) {
            "" => plain,
            "px" => 0.75,
            "pt" => 1.0,
            "pc" => 12.0,
            "in" => 72.0,
            "cm" => 72.0 / 2.54,
            "mm" => 72.0 / 25.4,
            "em" | "rem" => 11.0,
            "ch" => LETTER,
            _ => return None,
        };
        Some(Self { place: start..start + end, value, points })
    }

    /// The edit that makes it so many points wide. Nothing of the old width is in it.
    fn set(&self, points: f64) -> Splice {
        let new = points / if self.points > 0.0 { self.points } else { PART };
        let new = if self.points == 1.0 { format!("{new:.1}") } else { format!("{new:.0}") };
        Splice::new(self.place.clone(), new)
    }
}

/// The widths that a tag gives.
fn widths(text: &str, tag: &Tag) -> Vec<Measure> {
    let mut out = Vec::new();
    for value in &tag.values {
        let name = text.get(value.name.clone()).unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "width" => out.extend(Measure::read(text, value.value.clone(), 0.75)),
            "style" => {
                let mut at = value.value.start;
                for rule in text.get(value.value.clone()).unwrap_or_default().split(';') {
                    if let Some((property, _)) = rule.split_once(':') {
                        let place = at + property.len() + 1..at + rule.len();
                        match property.trim().to_ascii_lowercase().as_str() {
                            "width" | "min-width" | "max-width" => {
                                out.extend(Measure::read(text, place, 0.0));
                            }
                            // The width in a workbook, in parts of a letter.
                            "mso-width-alt" => out.extend(Measure::read(text, place, 0.0)),
                            _ => {}
                        }
                    }
                    at += rule.len() + 1;
                }
            }
            _ => {}
        }
    }
    out
}

/// A cell that is open.
struct Cell {
    start: usize,
    /// Its column; `None` if it says nothing of one: it spans several, or holds a table.
    column: Option<usize>,
}

#[derive(Default)]
struct Column {
    widths: Vec<Measure>,
    longest: Longest,
}

impl Column {
    fn points(&self) -> Option<f64> {
        self.widths.iter().find(|w| w.points > 0.0).map(|w| w.value * w.points)
    }

    /// Its new width in points, if a text that is cut set the old one.
    fn leveled(&self) -> Option<f64> {
        let new = fitted::leveled(self.points()? / LETTER, std::iter::once(self.longest))?;
        Some(new as f64 * LETTER)
    }
}

#[derive(Default)]
struct Table {
    total: Vec<Measure>,
    columns: BTreeMap<usize, Column>,
    /// The next column of the row, and the next that is described ahead of the rows.
    at: usize,
    described: usize,
    cell: Option<Cell>,
}

impl Table {
    fn end_cell(&mut self, text: &str, end: usize, cuts: &[Range<usize>]) {
        let Some(Cell { start, column: Some(column) }) = self.cell.take() else { return };
        let first = cuts.partition_point(|cut| cut.end <= start);
        let cut = cuts.get(first).is_some_and(|cut| cut.start < end);
        let length = longest_line(text.get(start..end).unwrap_or_default());
        self.columns.entry(column).or_default().longest.take(length, cut);
    }

    fn edits(&self, out: &mut Vec<Splice>) {
        let (mut own, mut new) = (0.0, 0.0);
        for column in self.columns.values() {
            let Some(points) = column.leveled() else { continue };
            own += column.points().unwrap_or(0.0);
            new += points;
            out.extend(column.widths.iter().map(|width| width.set(points)));
        }
        // What the table has in all would tell it.
        let sum: f64 = self.columns.values().filter_map(Column::points).sum();
        let total = self.total.iter().find(|w| w.points > 0.0).map_or(0.0, |w| w.value * w.points);
        if own > 0.0 && ((sum - total) * 100.0 / total.max(1.0)).abs() <= NEARLY {
            out.extend(self.total.iter().map(|width| width.set(sum - own + new)));
        }
    }
}

/// The edits that give columns which lose text widths that do not depend on it.
pub(crate) fn leveled(text: &str, cuts: &[Splice]) -> Vec<Splice> {
    if cuts.is_empty() || !text.contains("width") && !text.contains("WIDTH") {
        return Vec::new();
    }
    let mut ranges: Vec<Range<usize>> = cuts.iter().map(|cut| cut.start..cut.end).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let (mut open, mut out): (Vec<Table>, Vec<Splice>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', text.as_bytes().get(at..).unwrap_or_default()) {
        let start = at + start;
        let rest = text.get(start..).unwrap_or_default();
        at = start + 1;
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(text.len(), |end| start + end);
        } else if tags::opens(rest)
            && let Some(tag) = tags::read(text, start)
        {
            at = tag.end;
            step(text, start, &tag, &ranges, (&mut open, &mut out));
        }
    }
    open.iter().for_each(|table| table.edits(&mut out));
    let touches = |a: &Splice| ranges.iter().any(|cut| cut.start < a.end && a.start < cut.end);
    out.retain(|edit| !touches(edit));
    out
}

fn step(
    text: &str,
    start: usize,
    tag: &Tag,
    cuts: &[Range<usize>],
    (open, out): (&mut Vec<Table>, &mut Vec<Splice>),
) {
    let number = |wanted: &str| {
        let name = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        let found = tag.values.iter().find(|v| name(&v.name).eq_ignore_ascii_case(wanted));
        found.and_then(|v| name(&v.value).trim().parse::<usize>().ok()).unwrap_or(1)
    };
    let is_table = tag.name == "table";
    if is_table && !tag.closes {
        if let Some(cell) = open.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.column = None;
        }
        open.push(Table { total: widths(text, tag), ..Table::default() });
        return;
    }
    let Some(table) = open.last_mut() else { return };
    match tag.name.as_str() {
        "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" => {
            table.end_cell(text, start, cuts);
        }
        _ => {}
    }
    match tag.name.as_str() {
        "table" => open.pop().iter().for_each(|table| table.edits(out)),
        "tr" => table.at = 0,
        "col" if !tag.closes => {
            let found = widths(text, tag);
            if number("span") == 1 && table.described < COLUMNS {
                table.columns.entry(table.described).or_default().widths.extend(found);
            }
            table.described = table.described.saturating_add(number("span"));
        }
        "td" | "th" if !tag.closes && table.at < COLUMNS => {
            let column = (number("colspan") <= 1).then_some(table.at);
            if let Some(column) = column {
                table.columns.entry(column).or_default().widths.extend(widths(text, tag));
            }
            table.cell = Some(Cell { start: tag.end, column });
            table.at = table.at.saturating_add(number("colspan").max(1));
        }
        _ => {}
    }
}

/// The letters of the longest line in this markup, as it is written.
fn longest_line(markup: &str) -> usize {
    let (mut longest, mut line) = (0, 0);
    for piece in markup.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if matches!(name.to_ascii_lowercase().as_str(), "p" | "br" | "div" | "li" | "h1" | "h2") {
            line = 0;
        }
        let (mut reference, mut space) = (false, line == 0);
        for c in text.chars() {
            reference = c == '&' || reference && c != ';';
            line += usize::from(!reference && !(space && c.is_whitespace()));
            space = c.is_whitespace();
        }
        longest = longest.max(line);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::splice;

    fn copy(html: &str, name: &str) -> String {
        let at = html.find(name).expect("planted");
        let mut all = leveled(html, &[Splice::new(at..at + name.len(), "[x]")]);
        all.push(Splice::new(at..at + name.len(), "[x]"));
        let bytes = splice::apply(html.as_bytes(), all).expect("apart");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn two_names_of_other_lengths_give_the_same_copy() {
        let word = |name: &str, px: u32, pt: f32, total: u32| {
            format!(
                "<table width={total}><!-- <td width=9> --><tr><td width={px} style='width:{pt}pt;x:y'><p>Naam\
                 <td width=80>&nbsp;<tr><td width={px} style='WIDTH: {pt}pt'><p>{name}</p></td>\
                 <td width=80>x</td></tr></table>"
            )
        };
        let sheet = |name: &str, px: u32, alt: u32| {
            format!(
                "<table><col width={px} style='mso-width-alt:{alt};width:{px}px'><col width=64>\
                 <tr><td>{name}</td><td>x</td></tr></table>"
            )
        };
        let (long, short) = ("Wilhelmina van den Berg-Jansen", "Bo van Dam-Kuiper");
        assert_eq!(
            copy(&word(long, 230, 172.8, 310), long),
            copy(&word(short, 140, 105.2, 220), short)
        );
        let (long, short) =
            (copy(&sheet(long, 220, 8000), long), copy(&sheet(short, 130, 4727), short));
        assert_eq!(long, short);
        assert!(long.contains("width=173 "), "{long}");
    }

    #[test]
    fn other_columns_stay() {
        for html in [
            "<table><tr><td width=600>Bo Dam</td></tr></table>",
            "<table width=60><tr><td>Bo Dam</td></tr></table>",
            "<table><tr><td width='20%'>Bo Dam</td></tr></table>",
            "<table><tr><td width=60 colspan=2>Bo Dam</td></tr></table>",
            "<table><tr><td width=60><table><tr><td>Bo Dam</td></tr></table></table>",
            "<table><tr><td width=60>x</td><td>Bo Dam</td></tr></table>",
        ] {
            assert_eq!(copy(html, "Bo Dam"), html.replace("Bo Dam", "[x]"));
        }
    }
}
