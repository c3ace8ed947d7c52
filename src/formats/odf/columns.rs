//! Widths of columns that a cut text set (OpenDocument 1.3 part 3, 17.15 and 20.253): styles of columns
//! say how wide they are, and a program that fitted a column to a name tells by it how long the name was.

use crate::formats::fitted::{self, Longest};
use crate::formats::office::syntax::xml::{Attribute, attributes, resolve};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Width of a letter of ten points, about, in points.
const LETTER: f64 = 5.4;
/// From this width on a table is as wide as the page allows, in points, and stays so.
const PAGE: f64 = 400.0;
/// How far the columns of a table may add up to something else than its width, in percent.
const NEARLY: f64 = 2.0;
/// Share of a table for a point of its width.
const SHARE: f64 = 20.0;
/// Most columns of a table that are looked at.
const COLUMNS: usize = 1024;

/// A length or a share, and where it stands.
#[derive(Clone, Debug)]
struct Measure {
    place: Range<usize>,
    value: f64,
    unit: String,
}

impl Measure {
    fn read(raw: &str, place: Range<usize>) -> Option<Self> {
        let raw = raw.trim();
        let end = raw.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(raw.len());
        let value = raw.get(..end)?.parse::<f64>().ok().filter(|v| *v > 0.0)?;
        Some(Self { place, value, unit: raw.get(end..)?.to_owned() })
    }

    /// In points; `None` for a share.
    fn points(&self) -> Option<f64> {
        let one = match self.unit.as_str() {
            "cm" => 72.0 / 2.54,
            "mm" => 72.0 / 25.4,
            "in" => 72.0,
            "pt" => 1.0,
            "pc" => 12.0,
            "px" => 0.75,
            _ => return None,
        };
        Some(self.value * one)
    }

    /// The edit that makes it so many points wide, in steps that tell nothing of what it was.
    fn set(&self, points: f64) -> (Range<usize>, String) {
        let unit = self.unit.as_str();
        let new = match (Self { value: 1.0, ..self.clone() }).points() {
            Some(one) if matches!(unit, "in" | "cm") => format!("{:.1}{unit}", points / one),
            Some(one) => format!("{:.0}{unit}", points / one),
            None => format!("{:.0}{unit}", points * SHARE),
        };
        (self.place.clone(), new)
    }
}

/// A table that is open or was.
#[derive(Default)]
struct Table {
    style: String,
    /// The style of each column.
    columns: Vec<String>,
    longest: BTreeMap<usize, Longest>,
    /// The next column of the row.
    at: usize,
    /// The cell that is open: where its content begins and its column, unless it spans several.
    cell: Option<(usize, Option<usize>)>,
}

/// What a part says of its tables.
#[derive(Default)]
struct Tables {
    /// The width of each style of columns, and its share.
    widths: BTreeMap<String, Vec<Measure>>,
    /// The width of each style of tables.
    totals: BTreeMap<String, Measure>,
    open: Vec<Table>,
    all: Vec<Table>,
    /// The style that is open, if it is one of columns (`true`) or tables.
    style: Option<(bool, String)>,
}

/// The edits that give columns which lose text widths that do not depend on it.
pub(super) fn leveled(text: &str, cuts: &[(Range<usize>, String)]) -> Vec<(Range<usize>, String)> {
    if cuts.is_empty() || !text.contains("column-width") {
        return Vec::new();
    }
    let mut cuts: Vec<Range<usize>> = cuts.iter().map(|(range, _)| range.clone()).collect();
    cuts.sort_by_key(|range| (range.start, range.end));
    let mut tables = Tables::default();
    for (at, _) in text.match_indices('<') {
        if let Some(tag) = Element::read(text, at) {
            tables.tag(text, &tag, &cuts);
        }
    }
    tables.edits()
}

impl Table {
    fn tag(&mut self, text: &str, tag: &Element<'_>, closes: bool, cuts: &[Range<usize>]) {
        match (closes, tag.name()) {
            (false, "table-column") => {
                let room = COLUMNS.saturating_sub(self.columns.len());
                let more = tag.times("number-columns-repeated").min(room);
                self.columns.extend(std::iter::repeat_n(tag.value("style-name"), more));
            }
            (false, "table-row") => self.at = 0,
            (false, "table-cell" | "covered-table-cell") => {
                let alone = tag.times("number-columns-spanned") == 1;
                self.cell = (!tag.empty).then_some((tag.behind, alone.then_some(self.at)));
                self.at += tag.times("number-columns-repeated");
            }
            (true, "table-cell" | "covered-table-cell") => {
                if let Some((start, Some(column))) = self.cell.take() {
                    let first = cuts.partition_point(|cut| cut.end <= start);
                    let cut = cuts.get(first).is_some_and(|cut| cut.start < tag.start);
                    let length = longest_line(text.get(start..tag.start).unwrap_or_default());
                    self.longest.entry(column).or_default().take(length, cut);
                }
            }
            _ => {}
        }
    }
}

/// A tag of a part.
struct Element<'t> {
    /// What stands between `<` and `>`, and where it starts.
    tag: &'t str,
    start: usize,
    empty: bool,
    /// The offset behind it.
    behind: usize,
}

impl<'t> Element<'t> {
    fn read(text: &'t str, at: usize) -> Option<Self> {
        let rest = text.get(at + 1..)?;
        let tag = rest.get(..rest.find('>')?)?;
        let behind = at + tag.len() + 2;
        Some(Self { tag: tag.trim_end_matches('/'), start: at, empty: tag.ends_with('/'), behind })
    }

    /// Its name without prefix.
    fn name(&self) -> &'t str {
        let name = self.tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        name.rsplit(':').next().unwrap_or_default().trim_start_matches('/')
    }

    fn attribute(&self, wanted: &str) -> Option<Attribute<'t>> {
        let mut all = attributes(self.tag, self.start + 1);
        all.find(|a| a.name.rsplit(':').next() == Some(wanted))
    }

    fn value(&self, wanted: &str) -> String {
        self.attribute(wanted).map(|a| a.raw.to_owned()).unwrap_or_default()
    }

    fn measure(&self, wanted: &str) -> Option<Measure> {
        self.attribute(wanted).and_then(|a| Measure::read(a.raw, a.value))
    }

    fn times(&self, wanted: &str) -> usize {
        self.value(wanted).parse::<usize>().unwrap_or(1).min(COLUMNS)
    }
}

impl Tables {
    fn tag(&mut self, text: &str, tag: &Element<'_>, cuts: &[Range<usize>]) {
        match (tag.tag.starts_with('/'), tag.name()) {
            (false, "style") => {
                let of_columns = match tag.value("family").as_str() {
                    "table-column" => Some(true),
                    "table" => Some(false),
                    _ => None,
                };
                self.style = of_columns.map(|of_columns| (of_columns, tag.value("name")));
            }
            (false, "table-column-properties") => {
                if let Some((true, style)) = &self.style {
                    let found = ["column-width", "rel-column-width"];
                    let found = found.into_iter().filter_map(|wanted| tag.measure(wanted));
                    self.widths.entry(style.clone()).or_default().extend(found);
                }
            }
            (false, "table-properties") => {
                if let (Some((false, style)), Some(total)) = (&self.style, tag.measure("width")) {
                    self.totals.insert(style.clone(), total);
                }
            }
            (false, "table") if !tag.empty => {
                self.open.push(Table { style: tag.value("style-name"), ..Table::default() });
            }
            (true, "table") => self.all.extend(self.open.pop()),
            (closes, _) => {
                if let Some(table) = self.open.last_mut() {
                    table.tag(text, tag, closes, cuts);
                }
            }
        }
    }

    /// The columns of each style that gives no table two of them: those have the width that the program
    /// gives to all.
    fn of_styles(&self) -> BTreeMap<&str, Vec<Longest>> {
        let mut out: BTreeMap<&str, Vec<Longest>> = BTreeMap::new();
        let mut shared = BTreeSet::new();
        for table in &self.all {
            let mut own = BTreeSet::new();
            for (at, style) in table.columns.iter().enumerate() {
                if !own.insert(style.as_str()) {
                    shared.insert(style.as_str());
                }
                out.entry(style).or_default().extend(table.longest.get(&at));
            }
        }
        out.retain(|style, _| !shared.contains(style));
        out
    }

    /// How wide a style makes its columns, in points.
    fn width(&self, style: &str) -> Option<f64> {
        self.widths.get(style)?.iter().find_map(Measure::points)
    }

    /// The new widths of styles of whose columns a text is cut that set them, in points.
    fn fitted(&self) -> BTreeMap<&str, f64> {
        let new = |style: &str, columns: &[Longest]| {
            let letters = fitted::leveled(self.width(style)? / LETTER, columns.iter().copied())?;
            Some(letters as f64 * LETTER)
        };
        let all = self.of_styles().into_iter();
        all.filter_map(|(style, columns)| Some((style, new(style, &columns)?))).collect()
    }

    fn edits(&self) -> Vec<(Range<usize>, String)> {
        let fitted = self.fitted();
        let (mut widths, mut edits) = (fitted.clone(), BTreeMap::new());
        for table in &self.all {
            let styles = || table.columns.iter().map(String::as_str);
            if !styles().any(|style| fitted.contains_key(style)) {
                continue;
            }
            let sum = |of: &dyn Fn(&str) -> Option<f64>| styles().map(of).sum::<Option<f64>>();
            let own = |style: &str| fitted.contains_key(style).then_some(self.width(style));
            let new = |style: &str| Some(fitted.get(style).copied().unwrap_or(0.0));
            let total = self.totals.get(&table.style);
            let (Some(all), Some(points)) =
                (sum(&|s| self.width(s)), total.and_then(Measure::points))
            else {
                continue;
            };
            let own = sum(&|style| own(style).unwrap_or(Some(0.0))).unwrap_or(0.0);
            let (new, others) = (sum(&new).unwrap_or(0.0), all - own);
            if ((all - points) * 100.0 / points.max(1.0)).abs() > NEARLY {
                continue;
            }
            // What the table has in all tells the column by its others.
            let stays = points >= PAGE && others > 1.0 && new < points * 0.8;
            let of_others = styles().filter(|style| !fitted.contains_key(style));
            let mut of_others: Vec<(&str, f64)> =
                of_others.filter_map(|style| Some((style, self.width(style)?))).collect();
            // The widest of them gave way.
            let widest = of_others.iter_mut().max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((_, width)) = widest.filter(|_| stays) {
                *width = (*width + own - new).max(LETTER);
            }
            for (style, width) in of_others {
                widths.entry(style).or_insert(width);
            }
            if let Some(total) = total.filter(|_| !stays) {
                let (place, text) = total.set(others + new);
                edits.insert((place.start, place.end), text);
            }
        }
        for (style, points) in widths {
            for width in self.widths.get(style).into_iter().flatten() {
                let (place, text) = width.set(points);
                edits.insert((place.start, place.end), text);
            }
        }
        edits.into_iter().map(|((start, end), text)| (start..end, text)).collect()
    }
}

/// The letters of the longest paragraph in this markup.
fn longest_line(markup: &str) -> usize {
    let (mut longest, mut line) = (0, 0);
    for piece in markup.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        if matches!(tag.rsplit(':').next(), Some("p" | "line-break/" | "h")) {
            line = 0;
        }
        line += resolve(text).chars().count();
        longest = longest.max(line);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<style:style style:name=\"a\" style:family=\"table-column\">\
        <style:table-column-properties style:column-width=\"W\" style:rel-column-width=\"1000*\"/>\
        </style:style><style:style style:name=\"b\" style:family=\"table-column\">\
        <style:table-column-properties style:column-width=\"V\"/></style:style>\
        <style:style style:name=\"t\" style:family=\"table\"><style:table-properties \
        style:width=\"T\"/></style:style>";

    fn table(name: &str) -> String {
        format!(
            "<table:table table:style-name=\"t\"><table:table-column table:style-name=\"a\"/>\
             <table:table-column table:style-name=\"b\"/><table:table-row><table:table-cell>\
             <text:p>Naam</text:p></table:table-cell><table:table-cell/></table:table-row>\
             <table:table-row><table:table-cell><text:p>{name}</text:p></table:table-cell>\
             <table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        )
    }

    fn copy(widths: [&str; 3], name: &str) -> String {
        let [own, other, total] = widths;
        let head =
            HEAD.replace('W', own).replace('V', other).replace("\"T\"", &format!("\"{total}\""));
        let mut text = head + &table(name);
        let at = text.find(name).expect("planted");
        let mut edits = leveled(&text, &[(at..at + name.len(), String::new())]);
        edits.push((at..at + name.len(), "[x]".into()));
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, new) in edits {
            text.replace_range(range, &new);
        }
        text
    }

    #[test]
    fn two_names_of_other_lengths_give_the_same_copy() {
        let long = "Wilhelmina van den Berg-Jansen";
        // A column alone, a narrow table, and one as wide as the page.
        let sets = [
            (["5.7cm", "3cm", "99cm"], ["3.2cm", "3cm", "99cm"]),
            (["57mm", "30mm", "87mm"], ["32mm", "30mm", "62mm"]),
            (["5.7cm", "11.3cm", "17cm"], ["3.2cm", "13.8cm", "17cm"]),
        ];
        for (wide, narrow) in sets {
            let strip = |text: String| text.replace("1000*", "");
            let (one, two) = (strip(copy(wide, long)), strip(copy(narrow, "Bo van Dam-Kuiper")));
            let lengths = |text: &str| -> Vec<i64> {
                let found = text.match_indices("width=\"").filter_map(|(at, w)| {
                    Measure::read(text[at + w.len()..].split('"').next()?, 0..0)
                });
                found.filter_map(|m| m.points()).map(|points| points.round() as i64).collect()
            };
            assert_eq!(lengths(&one), lengths(&two), "{wide:?}");
            assert!(lengths(&one).iter().any(|width| (128..=132).contains(width)), "{one}");
        }
    }

    #[test]
    fn a_column_that_no_name_set_stays() {
        let copy = copy(["12cm", "3cm", "15cm"], "Bo Dam");
        assert!(copy.contains("\"12cm\"") && copy.contains("\"15cm\"") && copy.contains("1000*"));
    }
}
