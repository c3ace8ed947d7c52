//! Sheets as somebody sees them: the shared strings in their cells, and numbers as dates.
//!
//! Nothing here is shared with who made the copy: tags are searched for, not parsed.

use super::markup::tag_end;
use crate::model::Message;
use crate::verify::reading::Reading;
use std::collections::HashMap;

/// The parts of a workbook that count here.
#[derive(Default)]
pub(super) struct Sheets {
    strings: Vec<String>,
    /// Whether each style of cells shows numbers as dates.
    dates: Vec<bool>,
    sheets: Vec<(String, Message)>,
}

/// An element: its tag, and what is inside.
struct Element<'t> {
    tag: &'t str,
    inner: &'t str,
}

/// The elements with this local name, which do not nest.
fn elements<'t>(text: &'t str, wanted: &'static str) -> impl Iterator<Item = Element<'t>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let tail = rest.get(rest.find('<')?..)?;
            let end = tag_end(tail)?;
            let tag = tail.get(1..end)?;
            rest = tail.get(end + 1..)?;
            let name = tag.split([' ', '/', '\n', '\t', '\r']).next()?;
            if tag.starts_with('/') || name.rsplit(':').next()? != wanted {
                continue;
            }
            if tag.ends_with('/') {
                return Some(Element { tag, inner: "" });
            }
            let close = format!("</{name}");
            let inner = rest.split_once(close.as_str()).map_or(rest, |(inner, _)| inner);
            rest = rest.get(inner.len()..)?;
            return Some(Element { tag, inner });
        }
    })
}

fn attribute<'t>(tag: &'t str, wanted: &str) -> Option<&'t str> {
    tag.split([' ', '\n', '\t', '\r']).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        (name == wanted).then(|| value.trim_end_matches('/').trim_matches(['"', '\'']))
    })
}

/// Letters between tags.
fn letters(inner: &str) -> String {
    let mut out = String::new();
    for text in elements(inner, "t") {
        out.push_str(&escapes(&super::references::resolved(text.inner)));
    }
    out
}

/// Text with `_x004A_` as the letter that it stands for.
fn escapes(text: &str) -> String {
    let mut pieces = text.split("_x");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.get(..4).filter(|_| piece.get(4..5) == Some("_"));
        match code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                out.push_str(piece.get(5..).unwrap_or_default());
            }
            None => {
                out.push_str("_x");
                out.push_str(piece);
            }
        }
    }
    out
}

impl Sheets {
    /// Takes a part in, if it is one of a workbook.
    pub(super) fn see(&mut self, text: &str, place: &Message) {
        let head = text.get(..text.len().min(2000)).unwrap_or(text);
        if head.contains("<sst") || head.contains(":sst") {
            self.strings.extend(elements(text, "si").map(|item| letters(item.inner)));
        } else if text.contains("cellXfs") {
            self.dates = date_styles(text);
        } else if text.contains("sheetData") {
            self.sheets.push((text.to_owned(), place.clone()));
        }
    }

    /// What the sheets show.
    pub(super) fn readings(&self) -> Vec<Reading> {
        let mut out = Vec::new();
        for (text, place) in &self.sheets {
            let (mut plain, mut dates, mut words) = (String::new(), String::new(), String::new());
            for row in elements(text, "row") {
                for cell in elements(row.inner, "c") {
                    self.cell(&cell, (&mut plain, &mut dates, &mut words));
                }
                plain.push('\n');
            }
            out.push(Reading::new("cells", place.clone(), plain));
            out.push(Reading::new("cells as dates", place.clone(), dates));
            out.push(Reading::new("cells as dates in words", place.clone(), words));
        }
        out
    }

    fn cell(&self, cell: &Element<'_>, out: (&mut String, &mut String, &mut String)) {
        let kind = attribute(cell.tag, "t").unwrap_or("n");
        let value = elements(cell.inner, "v").next().map(|v| v.inner.trim()).unwrap_or_default();
        match kind {
            "s" => {
                let string = value.parse().ok().and_then(|at: usize| self.strings.get(at));
                out.0.push_str(string.map_or("", String::as_str));
            }
            "inlineStr" => out.0.push_str(&letters(cell.inner)),
            _ => out.0.push_str(&escapes(&super::references::resolved(value))),
        }
        out.0.push('\t');
        let Some(number) = value.parse::<f64>().ok().filter(|_| kind == "n") else { return };
        // A telephone number that was typed loses its zero.
        if number.fract() == 0.0 && (1e8..1e9).contains(&number) {
            out.0.push_str(&format!("0{number:.0}\t"));
        }
        let style = attribute(cell.tag, "s").and_then(|s| s.parse().ok()).unwrap_or(0usize);
        if self.dates.get(style) == Some(&true)
            && let Some((day, month, year)) = date(number)
        {
            out.1.push_str(&format!("{day:02}-{month:02}-{year}\n"));
            const NAMES: [&str; 12] = [
                "januari",
                "februari",
                "maart",
                "april",
                "mei",
                "juni",
                "juli",
                "augustus",
                "september",
                "oktober",
                "november",
                "december",
            ];
            let name = NAMES.get(month - 1).copied().unwrap_or_default();
            out.2.push_str(&format!("{day} {name} {year}\n"));
        }
    }
}

/// Day, month and year of a number of days since the end of 1899.
fn date(number: f64) -> Option<(u32, usize, u32)> {
    if !(61.0..2_958_466.0).contains(&number) {
        return None;
    }
    let mut left = number as u32 - 2;
    let mut year = 1900;
    let leap = |year: u32| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    loop {
        let days = if leap(year) { 366 } else { 365 };
        if left < days {
            break;
        }
        left -= days;
        year += 1;
    }
    let february = if leap(year) { 29 } else { 28 };
    for (month, days) in
        [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate()
    {
        if left < days {
            return Some((left + 1, month + 1, year));
        }
        left -= days;
    }
    None
}

/// Which styles of cells show dates.
fn date_styles(text: &str) -> Vec<bool> {
    let codes: HashMap<&str, &str> = elements(text, "numFmt")
        .filter_map(|e| Some((attribute(e.tag, "numFmtId")?, e.tag.split("formatCode=").nth(1)?)))
        .collect();
    let inner = elements(text, "cellXfs").next().map(|e| e.inner).unwrap_or_default();
    elements(inner, "xf")
        .map(|xf| {
            let id = attribute(xf.tag, "numFmtId").unwrap_or("0");
            match codes.get(id) {
                Some(code) => code.to_lowercase().contains(['y', 'd', 'j']),
                None => id.parse::<u32>().is_ok_and(|id| (14..=17).contains(&id) || id == 22),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message;

    #[test]
    fn cells_show_strings_and_dates() {
        let mut sheets = Sheets::default();
        let place = message!("file");
        sheets.see(
            "<sst><si><t>Jan &amp; </t><t>P_x0069_et</t></si><si/><si><t>b</t></si></sst>",
            &place,
        );
        sheets.see("<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"d mmm yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>", &place);
        sheets.see("<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>2</v></c></row><row><c s=\"1\"><v>29314</v></c><c><v>612345678</v></c><c t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></worksheet>", &place);
        let texts: Vec<String> = sheets.readings().into_iter().map(|r| r.text).collect();
        assert_eq!(texts[0], "Jan & Piet\tb\t\n29314\t612345678\t0612345678\tx\t\n");
        assert_eq!(texts[1], "03-04-1980\n");
        assert_eq!(texts[2], "3 april 1980\n");
    }
}
