//! Addresses in a column of a table, in a row with a name.

use crate::model::Span;
use crate::recognize::contact::address::expressions::{AddressExpressions, push_address};
use crate::recognize::hit::Hit;
use crate::recognize::names::lexicon::organization;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::word_lists;

/// Most lines without cells within a table.
const GAP: usize = 4;

/// Headers of columns with addresses.
const ADDRESSES: &[&str] = &[
    "adres",
    "adresgegevens",
    "huisadres",
    "straat",
    "straatenhuisnummer",
    "straatnaam",
    "woonadres",
];

/// Headers of columns with postcodes.
const POSTCODES: &[&str] =
    &["pc", "postcode", "postcodeenplaats", "postcodeplaats", "postcodewoonplaats"];

/// Headers of columns with house numbers.
const NUMBERS: &[&str] =
    &["huisnr", "huisnummer", "huisnummertoevoeging", "nummer", "toev", "toevoeging"];

/// Fewest separators in a line of an export.
const SEPARATORS: usize = 3;

/// Headers that make the rows those of organizations.
const OFFICES: &[&str] =
    &["bedrijf", "bedrijfsnaam", "instelling", "organisatie", "school", "vestiging"];

/// The columns of a table that hold addresses, and how many columns there are.
struct Table {
    columns: Vec<(usize, Part)>,
    count: usize,
    /// What stands between the cells of an export.
    separator: Option<char>,
}

/// What the cells of a column hold of an address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A street with its number, or a postcode.
    Whole,
    /// A street whose number has a column of its own.
    Street,
    /// That number.
    Number,
}

/// Adds the cells below headers of addresses, in rows that hold a name; `names` are sorted.
pub(crate) fn run(
    expressions: &AddressExpressions,
    text: &str,
    names: &[Span],
    out: &mut Vec<Hit>,
) {
    let mut table: Option<Table> = None;
    let (mut at, mut gap) = (0, 0);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let header = is_header(line.as_bytes());
        if table.is_none() && !header {
            continue;
        }
        let separator =
            if header { separator(line) } else { table.as_ref().and_then(|t| t.separator) };
        let cells = match separator {
            Some(separator) => fields(line, start, separator),
            None => cells(line, start),
        };
        if cells.len() < 2 {
            gap += 1;
            table = table.filter(|_| gap <= GAP);
            continue;
        }
        gap = 0;
        if let Some(found) = header.then(|| header_of(text, &cells, separator)).flatten() {
            table = Some(found);
        } else if let Some(table) = &table {
            let row = Span::new(start, at);
            let first = names.partition_point(|n| n.end <= row.start);
            let own = names.get(first).filter(|n| n.overlaps(row));
            if own.is_some_and(|name| !is_firm(expressions, text, table, &cells, *name)) {
                add_row(expressions, text, table, &cells, out);
            }
        }
    }
}

/// Longest rest of a row behind a name, in bytes, that is looked through.
const ROW: usize = 240;

/// Adds a cell that is a street with its postcode, in the row of a name: no header is needed.
pub(crate) fn beside_name(
    expressions: &AddressExpressions,
    text: &str,
    names: &[Span],
    out: &mut Vec<Hit>,
) {
    for name in names {
        let to = text.floor_char_boundary((name.end + ROW).min(text.len()));
        let rest = text.get(name.end..to).unwrap_or_default();
        let row = rest.split('\n').next().unwrap_or_default();
        if !row.bytes().any(|b| b.is_ascii_digit()) || !row.contains(['\t', '|', ' ']) {
            continue;
        }
        for cell in cells(row, name.end).into_iter().filter(|cell| cell.start > name.end + 1) {
            let value = text.get(cell.start..cell.end).unwrap_or_default();
            let street = expressions.whole_street.captures(value).and_then(|c| c.name("p"));
            let Some(street) = street else { continue };
            let behind = value.get(street.end()..).unwrap_or_default();
            let lead = behind.len() - behind.trim_start_matches([',', ' ']).len();
            let code = expressions.postcode.captures(behind).and_then(|c| c.name("p"));
            let Some(code) = code.filter(|c| c.start() == lead) else { continue };
            if expressions.office.is_match(row) {
                continue;
            }
            for part in [street.range(), street.end() + code.start()..street.end() + code.end()] {
                let span = Span::new(cell.start + part.start, cell.start + part.end);
                push_address(out, span, "adres in een tabel");
            }
        }
    }
}

/// `Hartman Makelaars;Brink;9`: whether the cell of the name, in an export, is that of a firm.
fn is_firm(
    expressions: &AddressExpressions,
    text: &str,
    table: &Table,
    cells: &[Span],
    name: Span,
) -> bool {
    let cell = cells.iter().find(|cell| cell.overlaps(name)).filter(|_| table.separator.is_some());
    let value = cell.and_then(|cell| text.get(cell.start..cell.end)).unwrap_or_default();
    let trade = |word: &str| {
        let folded = fold(word);
        ["bedrijf", "branche", "lichaam"].iter().any(|list| word_lists::contains(list, &folded))
            || organization::is_organization_word(word)
    };
    expressions.company.is_match(value) || value.split(' ').any(trade)
}

fn add_row(
    expressions: &AddressExpressions,
    text: &str,
    table: &Table,
    cells: &[Span],
    out: &mut Vec<Hit>,
) {
    if cells.len() != table.count {
        return;
    }
    for (column, part) in &table.columns {
        let Some(cell) = cells.get(*column) else { continue };
        let value = text.get(cell.start..cell.end).unwrap_or_default();
        let fits = match part {
            Part::Whole => false,
            Part::Street => value.starts_with(char::is_uppercase) && value.len() > 2,
            Part::Number => value.starts_with(|c: char| c.is_ascii_digit()) && value.len() < 8,
        };
        if fits {
            push_address(out, *cell, "adres in een tabel");
        }
        if *part != Part::Whole {
            continue;
        }
        let parts = [&expressions.street, &expressions.postcode];
        for part in parts.iter().filter_map(|e| e.captures(value).and_then(|c| c.name("p"))) {
            let span = Span::new(cell.start + part.start(), cell.start + part.end());
            push_address(out, span, "adres in een tabel");
        }
    }
}

/// Whether a line may hold such a header; most lines of a text do not.
fn is_header(line: &[u8]) -> bool {
    line.len() < 400
        && ["dres", "traat", "ostcode", "uisn"]
            .iter()
            .any(|w| memchr::memmem::find(line, w.as_bytes()).is_some())
}

/// The columns that a header announces.
fn header_of(text: &str, cells: &[Span], separator: Option<char>) -> Option<Table> {
    let heads: Vec<String> = cells
        .iter()
        .map(|c| fold(text.get(c.start..c.end).unwrap_or_default()))
        .map(|head| head.chars().filter(|c| c.is_alphabetic()).collect())
        .collect();
    let is = |list: &[&str], head: &String| list.contains(&head.as_str());
    if heads.iter().any(|head| is(OFFICES, head)) {
        return None;
    }
    let numbered = heads.iter().any(|head| is(NUMBERS, head));
    let part = |head: &String| match head {
        head if is(POSTCODES, head) => Some(Part::Whole),
        head if is(ADDRESSES, head) && numbered => Some(Part::Street),
        head if is(ADDRESSES, head) => Some(Part::Whole),
        head if is(NUMBERS, head) => Some(Part::Number),
        _ => None,
    };
    let columns: Vec<(usize, Part)> =
        heads.iter().enumerate().filter_map(|(i, head)| Some((i, part(head)?))).collect();
    // `Nummer` alone is any number.
    let telling = columns.iter().any(|(_, part)| *part != Part::Number);
    telling.then_some(Table { columns, count: cells.len(), separator })
}

/// What stands between the cells of an export with this header: a semicolon, or a comma.
fn separator(header: &str) -> Option<char> {
    [';', ','].into_iter().find(|c| header.matches(*c).count() >= SEPARATORS)
}

/// The cells of a line of an export, empty ones included, without their quotation marks.
fn fields(line: &str, start: usize, separator: char) -> Vec<Span> {
    let mut at = start;
    line.split(separator)
        .map(|field| {
            let bare = field.trim_matches(|c: char| c.is_whitespace() || c == '"');
            let lead = field.find(bare).unwrap_or(0);
            let from = at + lead;
            at += field.len() + separator.len_utf8();
            Span::new(from, from + bare.len())
        })
        .collect()
}

/// The cells of a line: between tabs, bars or wide gaps.
fn cells(line: &str, start: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut push = |from: usize, to: usize| {
        let cell = line.get(from..to).unwrap_or_default();
        let body = cell.trim();
        let lead = cell.len() - cell.trim_start().len();
        if !body.is_empty() {
            out.push(Span::new(start + from + lead, start + from + lead + body.len()));
        }
    };
    for (at, _) in line.match_indices(['\t', '|']).chain(line.match_indices("   ")) {
        if at >= from {
            push(from, at);
            from = at + 1;
        }
    }
    push(from, line.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let names: Vec<Span> = ["Quist", "Aart"]
            .iter()
            .filter_map(|n| text.find(n))
            .map(|at| Span::new(at, at + 4))
            .collect();
        let mut out = Vec::new();
        run(&AddressExpressions::new().unwrap(), text, &names, &mut out);
        out.into_iter().map(|h| &text[h.span.start..h.span.end]).collect()
    }

    fn beside(text: &str) -> Vec<&str> {
        let at = text.find("Quist").unwrap_or_default();
        let mut out = Vec::new();
        let names = [Span::new(at, at + 5)];
        beside_name(&AddressExpressions::new().unwrap(), text, &names, &mut out);
        out.into_iter().map(|h| &text[h.span.start..h.span.end]).collect()
    }

    #[test]
    fn rows_of_an_export() {
        let export = "nr;indiener;straat;huisnr;pc;tel\n1;Quist;Elzenlaan;12;9401AB;05\n\
                      2;Winkel;Kerkplein;3;9401GH;\n3;Aart;\"Vaart Z.Z.\";88-1;;06\n4;Quist B.V.;Brink;9;9401HS;\n";
        assert_eq!(found(export), ["Elzenlaan", "12", "9401AB", "Vaart Z.Z.", "88-1"]);
        let columns = "Naam\tStraat\tHuisnummer\nQuist\tKerkpad\t12\n";
        assert_eq!(found(columns), ["Kerkpad", "12"]);
        assert!(found("Naam;Nummer;Datum;Bedrag\nQuist;12;3 mei;40\n").is_empty());
    }

    #[test]
    fn rows_with_a_name() {
        let table =
            "Nr\tNaam\tAdres\tPostcode\n1\tQuist\tKerkpad 12\t1234 AB\n2\tGebouw\tHavenweg 3\t-\n";
        assert_eq!(found(table), ["Kerkpad 12", "1234 AB"]);
        let gaps = "Naam        Woonadres\nQuist       Achterom 3a\nAart        onbekend\n";
        assert_eq!(found(gaps), ["Achterom 3a"]);
        assert_eq!(
            beside("moeder  Quist   '88    Molensestr. 6, 5443 CE HAPS   06-1"),
            ["Molensestr. 6", "5443 CE"]
        );
        assert!(beside("Quist   kantoor   Kerkpad 6, 5443 CE HAPS").is_empty());
        assert!(found("Bedrijf\tAdres\nQuist\tKerkpad 12\n").is_empty());
        assert!(found("Naam\tOpmerking\nQuist\tKerkpad 12\n").is_empty());
    }
}
