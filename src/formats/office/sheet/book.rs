//! What all sheets of a workbook share: their names and order, strings, and formats of numbers.

use crate::formats::office::opc::relationships::{Relationship, target_part};
use crate::formats::office::sheet::number_format::{NumberFormat, built_in};
use crate::formats::office::sheet::rich::{Malformed, RichText, position, read};
use crate::formats::office::syntax::vocabulary::has_word;
use crate::formats::office::syntax::xml::{attributes, resolve};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::ops::Range;

/// A sheet in the list of the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SheetEntry {
    /// Its part, in lower case.
    pub(crate) part: String,
    /// Whether no program shows it.
    pub(crate) hidden: bool,
}

/// What all sheets of a workbook share.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// The sheets in their order.
    pub(crate) sheets: Vec<SheetEntry>,
    /// The names of sheets, of ranges and of tables, by their lower case.
    names: HashMap<String, String>,
    /// The formats of numbers, by style of cell.
    formats: Vec<NumberFormat>,
    /// Whether days are counted from 1904.
    pub(crate) from_1904: bool,
}

/// The shared strings of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    pub(crate) items: Vec<RichText>,
    /// What stands outside the items and no copy keeps.
    pub(crate) junk: Vec<Range<usize>>,
    /// Whether there are letters that no program shows.
    pub(crate) odd: bool,
}

/// The tags of a part with this local name: what is between `<` and `>`.
fn tags<'t>(text: &'t str, wanted: &'static str) -> impl Iterator<Item = &'t str> {
    text.split('<').skip(1).filter_map(move |piece| {
        let name =
            piece.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next()?;
        (name.rsplit(':').next() == Some(wanted)).then(|| piece.split('>').next())?
    })
}

fn value(tag: &str, wanted: &str) -> Option<String> {
    attributes(tag.trim_end_matches('/'), 0)
        .find(|a| a.name == wanted || (wanted == "id" && a.name.ends_with(":id")))
        .map(|a| resolve(a.raw).into_owned())
}

fn is_on(value: Option<String>) -> bool {
    value.is_some_and(|v| v == "1" || v == "true")
}

impl Book {
    /// Reads the main part of a workbook; `source` is its name, in lower case.
    pub(crate) fn read(text: &str, source: &str, relationships: &[Relationship]) -> Self {
        let mut book = Self::default();
        for tag in tags(text, "sheet") {
            let relation = value(tag, "id")
                .and_then(|id| relationships.iter().find(|r| r.id == id && !r.external));
            let part = relation.map(|r| target_part(source, &r.target)).unwrap_or_default();
            let state = value(tag, "state").unwrap_or_default();
            book.sheets.push(SheetEntry { part, hidden: state.ends_with("idden") });
            book.know(value(tag, "name"));
        }
        for tag in tags(text, "definedName") {
            book.know(value(tag, "name").filter(|n| !n.starts_with("_xlnm")));
        }
        book.from_1904 = tags(text, "workbookPr").any(|tag| is_on(value(tag, "date1904")));
        book
    }

    /// Takes in the formats of numbers.
    pub(crate) fn read_styles(&mut self, text: &str) {
        let mut codes: HashMap<u32, String> = HashMap::new();
        for tag in tags(text, "numFmt") {
            let id = value(tag, "numFmtId").and_then(|id| id.parse().ok());
            codes.extend(id.zip(value(tag, "formatCode")));
        }
        let Some(from) = text.find("cellXfs") else { return };
        let rest = text.get(from + 7..).unwrap_or_default();
        let cells = rest.find("cellXfs").and_then(|end| rest.get(..end)).unwrap_or(rest);
        for tag in tags(cells, "xf") {
            let id: u32 = value(tag, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
            let code = codes.get(&id).map_or_else(|| built_in(id), String::as_str);
            self.formats.push(NumberFormat::new(code));
        }
    }

    /// Takes in the name of a table.
    pub(crate) fn read_table(&mut self, text: &str) {
        for tag in tags(text, "table") {
            self.know(value(tag, "name"));
            self.know(value(tag, "displayName"));
        }
        for tag in tags(text, "tableColumn") {
            self.know(value(tag, "name"));
        }
    }

    fn know(&mut self, name: Option<String>) {
        let telling = |n: &String| has_word(n) && !is_default(n);
        if let Some(name) = name.filter(telling) {
            self.names.insert(name.to_lowercase(), name);
        }
    }

    /// A name as the workbook writes it; `None` if it has no such name.
    pub(crate) fn name(&self, used: &str) -> Option<&str> {
        if self.names.is_empty() {
            return None;
        }
        self.names.get(&used.to_lowercase()).map(String::as_str)
    }

    /// The number of a sheet, from 0, by its part in lower case.
    pub(crate) fn number(&self, part: &str) -> Option<usize> {
        self.sheets.iter().position(|s| s.part == part)
    }

    /// How a number shows in a cell of this style.
    pub(crate) fn show(&self, number: f64, style: usize) -> String {
        match self.formats.get(style) {
            Some(format) => format.show(number, self.from_1904),
            None => NumberFormat::default().show(number, self.from_1904),
        }
    }
}

/// Whether a program gives a sheet or table this name by itself.
fn is_default(name: &str) -> bool {
    const NAMES: [&str; 8] =
        ["sheet", "blad", "table", "tabel", "kolom", "column", "grafiek", "chart"];
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
    NAMES.contains(&stem.as_str())
}

impl Strings {
    /// Reads a part with shared strings.
    pub(crate) fn read(text: &str) -> Result<Self, Malformed> {
        let mut reader = Reader::from_str(text);
        let mut out = Self::default();
        let mut depth = 0usize;
        loop {
            let start = position(&reader)?;
            let event = reader.read_event().map_err(|_| Malformed)?;
            let range = start..position(&reader)?;
            match event {
                Event::Start(e) if depth == 1 && e.local_name().as_ref() == "si" => {
                    let (item, _) = read(&mut reader, text, "si")?;
                    out.odd |= item.odd;
                    out.items.push(item);
                }
                Event::Empty(e) if depth == 1 && e.local_name().as_ref() == "si" => {
                    out.items.push(RichText::default());
                }
                Event::Start(e) if depth == 1 => {
                    let end = reader.read_to_end(e.name()).map_err(|_| Malformed)?;
                    let _ = end;
                    out.junk.push(start..position(&reader)?);
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Text(_) => {
                    out.odd |= text.get(range).is_some_and(|t| !t.trim().is_empty());
                }
                Event::GeneralRef(_) | Event::CData(_) => out.odd = true,
                Event::Empty(_) if depth == 1 => out.junk.push(range),
                // Remarks are seen by who walks the part.
                Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::DocType(_) => return Err(Malformed),
                Event::Eof if depth == 0 => return Ok(out),
                Event::Eof => return Err(Malformed),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_says_what_its_sheets_share() {
        let relation = |id: &str, target: &str| Relationship {
            id: id.into(),
            odd: Vec::new(),
            kind: "worksheet".into(),
            target: target.into(),
            external: false,
            range: 0..0,
            at: 0..0,
        };
        let text = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="Jan &amp; Piet" sheetId="1" state="veryHidden" r:id="r2"/><x:sheet name="Blad1" r:id="r1"/></sheets><definedNames><definedName name="Jansen">A1</definedName></definedNames></workbook>"#;
        let relations = [relation("r1", "worksheets/sheet1.xml"), relation("r2", "/xl/a.xml")];
        let mut book = Book::read(text, "xl/workbook.xml", &relations);
        assert_eq!(book.sheets[0], SheetEntry { part: "xl/a.xml".into(), hidden: true });
        assert_eq!(book.number("xl/worksheets/sheet1.xml"), Some(1));
        assert_eq!(book.name("jan & piet"), Some("Jan & Piet"));
        assert_eq!((book.name("Jansen"), book.name("Blad1")), (Some("Jansen"), None));
        assert!(book.from_1904);
        book.read_styles(r#"<numFmts><numFmt numFmtId="164" formatCode="00&quot;-&quot;0"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>"#);
        assert_eq!((book.show(612.0, 1), book.show(5.0, 0)), ("61-2".into(), "5".into()));
    }

    #[test]
    fn strings_are_counted_as_they_stand() {
        let text = "<?xml version='1.0'?><sst><si><t>a</t></si><si/><si><t>b</t></si><extLst><x>y</x></extLst></sst>";
        let strings = Strings::read(text).expect("sound");
        let all: Vec<String> = strings.items.iter().map(|i| i.text(text)).collect();
        assert_eq!(all, ["a", "", "b"]);
        assert_eq!((strings.junk.len(), strings.odd), (1, false));
        assert!(Strings::read("<sst><si>").is_err());
        assert!(Strings::read("<sst>Jan</sst>").expect("sound").odd);
    }
}
