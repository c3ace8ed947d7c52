//! Addresses in forms whose fields share a line or spread over several: `Straatnaam  Kerkeveld
//! Huisnummer  27`. The same address in the same form, further from a name, is the same home.

use crate::model::Span;
use crate::recognize::contact::address::expressions::{
    AddressExpressions, last_name_before, push_address,
};
use crate::recognize::hit::Hit;
use std::collections::BTreeSet;

/// Labels of the parts of an address.
const LABELS: &[&str] = &[
    "adres",
    "huisnr",
    "huisnummer",
    "huisnummertoevoeging",
    "postcode",
    "straat",
    "straatnaam",
    "toevoeging",
    "woonadres",
];

/// How far a name may be above or below its address, in lines and bytes.
const ABOVE: (usize, usize) = (12, 600);
const BELOW: (usize, usize) = (3, 200);

/// A field with its value.
struct Field<'t> {
    label: &'t str,
    value: Span,
}

/// Adds the values of such fields near a name, and wherever else they stand.
pub(crate) fn run(
    expressions: &AddressExpressions,
    text: &str,
    names: &[Span],
    out: &mut Vec<Hit>,
) {
    let mut fields = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let labeled = line.len() < 400 && LABELS.iter().any(|l| contains_ignoring_case(line, l));
        if labeled {
            add_fields(text, line, start, &mut fields);
            fields.extend(field_below(text, line, start));
        }
        start += line.len();
    }
    let own = |field: &&Field<'_>| is_near_name(expressions, text, names, field.value);
    let known: BTreeSet<(String, &str)> = fields.iter().filter(own).map(|f| key(text, f)).collect();
    // A house number says nothing without its street or postcode.
    let telling = known.iter().any(|(_, value)| value.len() > 4);
    for field in fields.iter().filter(|f| telling && known.contains(&key(text, f))) {
        push_address(out, field.value, "adres in een formulier");
    }
}

fn contains_ignoring_case(line: &str, word: &str) -> bool {
    let bytes = word.as_bytes();
    line.as_bytes().windows(bytes.len()).any(|w| w.eq_ignore_ascii_case(bytes))
}

/// A label in lower case, and its value.
fn key<'t>(text: &'t str, field: &Field<'_>) -> (String, &'t str) {
    let value = text.get(field.value.start..field.value.end).unwrap_or_default();
    (field.label.to_lowercase(), value)
}

/// Adds the labels of a line and the values behind them.
fn add_fields<'t>(text: &'t str, line: &str, start: usize, out: &mut Vec<Field<'t>>) {
    let cells = cells(line, start);
    for (k, cell) in cells.iter().enumerate() {
        let Some(label) = label_of(text, *cell) else { continue };
        let next = cells.get(k + 1).copied().filter(|c| label_of(text, *c).is_none());
        if let Some(value) = next.filter(|v| is_value(label, text.get(v.start..v.end))) {
            out.push(Field { label, value });
        }
    }
}

/// A label that ends its line, and the value on the next line, or the one below a blank line.
fn field_below<'t>(text: &'t str, line: &str, start: usize) -> Option<Field<'t>> {
    let label = label_of(text, *cells(line, start).last()?)?;
    let mut at = start + line.len();
    for below in text.get(at..)?.split_inclusive('\n').take(2) {
        let first = cells(below, at).first().copied();
        at += below.len();
        let Some(value) = first.filter(|cell| label_of(text, *cell).is_none()) else { continue };
        let shown = text.get(value.start..value.end)?;
        let street = label.to_lowercase().contains("adres") || label.starts_with(['S', 's']);
        let numbered = !street || shown.bytes().any(|b| b.is_ascii_digit());
        return (numbered && is_value(label, Some(shown))).then_some(Field { label, value });
    }
    None
}

/// The label that this cell is.
fn label_of(text: &str, cell: Span) -> Option<&str> {
    let cell = text.get(cell.start..cell.end)?.trim_end_matches([':', '.', ' ']);
    LABELS.iter().any(|l| l.eq_ignore_ascii_case(cell)).then_some(cell)
}

/// Whether a cell can be the value of such a field.
fn is_value(label: &str, value: Option<&str>) -> bool {
    let Some(value) = value.filter(|v| v.len() <= 48 && !v.ends_with(':')) else { return false };
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let street = ["adres", "straat", "woon"].iter().any(|l| label.to_lowercase().starts_with(l));
    if street {
        // `Adres   Onderwerp`: heads of a table.
        let heads = ["onderwerp", "behandelaar", "datum", "naam", "plaats", "status", "telefoon"];
        if heads.iter().any(|head| value.eq_ignore_ascii_case(head)) {
            return false;
        }
        return value.len() > 3 && value.starts_with(char::is_uppercase);
    }
    if label.eq_ignore_ascii_case("postcode") {
        return digits == 4
            && value.len() <= 8
            && value.chars().filter(|c| c.is_alphabetic()).count() == 2;
    }
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    value.len() <= 8 && (1..=5).contains(&digits) || digits == 0 && letters == 1
}

/// Whether a name is near in the form, and no word for an office between.
fn is_near_name(expressions: &AddressExpressions, text: &str, names: &[Span], value: Span) -> bool {
    let close = |between: Option<&str>, (lines, bytes): (usize, usize)| {
        between.is_some_and(|b| {
            b.matches('\n').count() <= lines && b.len() <= bytes && !expressions.office.is_match(b)
        })
    };
    let above = last_name_before(names, value.start);
    let at = names.partition_point(|n| n.start < value.end);
    above.is_some_and(|n| close(text.get(n.end..value.start), ABOVE))
        || names.get(at).is_some_and(|n| close(text.get(value.end..n.start), BELOW))
}

/// The cells of a line: between tabs, bars or gaps, and behind a colon.
fn cells(line: &str, start: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from: Option<usize> = None;
    let mut last = 0;
    for (at, c) in line.char_indices() {
        if matches!(c, '\t' | '|') || c.is_whitespace() {
            continue;
        }
        let gap = line.get(last..at).unwrap_or_default();
        let parted = gap.contains("  ") || gap.contains(['\t', '|']);
        let labeled = line.get(..last).is_some_and(|l| l.ends_with(':')) && !gap.is_empty();
        if let Some(begin) = from.filter(|_| parted || labeled) {
            out.push(Span::new(start + begin, start + last));
            from = None;
        }
        from = from.or(Some(at));
        last = at + c.len_utf8();
    }
    out.extend(from.map(|begin| Span::new(start + begin, start + last)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::contact::address::expressions::testing::found_near;

    fn found<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
        found_near(run, text, name)
    }

    #[test]
    fn fields_on_one_line() {
        let form = "Naam         A. Quist\nStraatnaam   Kerkeveld     Huisnummer   27    Toevoeging\nPostcode     1234 AB       Plaats       Ede\n";
        assert_eq!(found(form, "A. Quist"), ["Kerkeveld", "27", "1234 AB"]);
        assert!(found(&form.replace("A. Quist", "Museum"), "A. Quist").is_empty());
    }

    #[test]
    fn the_same_home_elsewhere_in_the_form() {
        let form = "Locatie melding\nPostcode:   1234 AB\nHuisnummer:   8\nAdres:    Hunnenpad\n\n\n\n\n\
            Gegevens eigenaar\nNaam:  QUIST, G.\nPostcode:   1234 AB\nHuisnummer:   8\nAdres:    Hunnenpad\n";
        assert_eq!(found(form, "QUIST, G.").len(), 6);
    }

    #[test]
    fn the_value_on_the_next_line() {
        let form = "Naam  A. Quist\nAdres\n\nKerkeveld 27\n\nPostcode\n1234 AB\n\nPlaats\nEde\n";
        assert_eq!(found(form, "A. Quist"), ["Kerkeveld 27", "1234 AB"]);
        assert!(found("Naam  A. Quist\nAdres\n\nBetreft het verzoek\n", "A. Quist").is_empty());
        assert!(found("Naam  A. Quist\nAdres\n\n\nKerkeveld 27\n", "A. Quist").is_empty());
    }

    #[test]
    fn no_value() {
        assert!(
            found("Naam  A. Quist\nStraatnaam   Huisnummer   Postcode\n", "A. Quist").is_empty()
        );
        assert!(found("A. Quist\nHuisnummer:   8\n", "A. Quist").is_empty());
        assert!(found("A. Quist\nBezoekadres kantoor\nAdres:   Kerkpad\n", "A. Quist").is_empty());
    }
}
