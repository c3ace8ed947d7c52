//! Addresses on lines of their own: below a name, in a form, as a street above a postcode.

use crate::model::Span;
use crate::recognize::contact::address::expressions::{
    AddressExpressions, at_office, last_name_before, push_address, push_unsure,
};
use crate::recognize::contact::address::shape;
use crate::recognize::hit::Hit;
use crate::recognize::names::lexicon::organization;

/// Adds the lines below a name: street and number, then postcode.
pub(crate) fn below(expressions: &AddressExpressions, text: &str, name: Span, out: &mut Vec<Hit>) {
    let head = text.get(text.floor_char_boundary(name.start.saturating_sub(24))..name.start);
    let own = text.get(name.start..name.end).unwrap_or_default();
    let body = expressions.company.is_match(own)
        || own
            .split(' ')
            .any(|w| organization::is_organization_word(w) || organization::is_building(w));
    if body || at_office(expressions, text, name) || head.is_some_and(shape::begins_street) {
        return;
    }
    let rest = text.get(name.end..).unwrap_or_default();
    let rest = rest.get(..rest.floor_char_boundary(400)).unwrap_or(rest);
    let mut at = name.end;
    let mut lines = rest.split_inclusive('\n');
    let Some(same) = lines.next() else { return };
    // The name must end its line, except for a comma or a remark in brackets.
    let tail = same.trim();
    let company = expressions.company.is_match(tail);
    if company || tail.len() > 24 || tail.contains('@') || tail.chars().any(|c| c.is_ascii_digit())
    {
        return;
    }
    at += same.len();
    let mut street = false;
    let mut passed = 0;
    for line in lines {
        let start = at;
        at += line.len();
        let body = line.trim();
        if body.is_empty() {
            continue;
        }
        if !street {
            if let Some(p) = expressions.street.captures(line.trim_end()).and_then(|c| c.name("p"))
            {
                let behind = text.get(start + p.end()..).unwrap_or_default();
                if !is_home(expressions, p.as_str(), behind) || expressions.office.is_match(line) {
                    return;
                }
                push_address(
                    out,
                    Span::new(start + p.start(), start + p.end()),
                    "adres onder een naam",
                );
                street = true;
                postcode_here(expressions, line, start, out);
                continue;
            }
            // One line may be in between: `p/a`, a second name.
            passed += 1;
            if passed > 1 || expressions.office.is_match(body) || body.len() > 40 {
                return;
            }
            continue;
        }
        postcode_here(expressions, line, start, out);
        return;
    }
}

/// Whether a street below a name is one, given what is behind it: by its word, or by a postcode.
fn is_home(expressions: &AddressExpressions, street: &str, behind: &str) -> bool {
    if shape::is_street_like(street) {
        return !shape::names_decision(street);
    }
    let first = street.split(' ').next().unwrap_or_default();
    if organization::is_organization_word(first) || shape::ends_in_year(street) {
        return false;
    }
    let to = behind.floor_char_boundary(80.min(behind.len()));
    let near = behind.get(..to).unwrap_or_default();
    let near: Vec<&str> = near.split('\n').filter(|l| !l.trim().is_empty()).take(2).collect();
    near.iter().any(|line| expressions.postcode.is_match(line))
}

pub(crate) fn postcode_here(
    expressions: &AddressExpressions,
    line: &str,
    start: usize,
    out: &mut Vec<Hit>,
) {
    if let Some(p) = expressions.postcode.captures(line).and_then(|c| c.name("p")) {
        push_address(
            out,
            Span::new(start + p.start(), start + p.end()),
            "postcode van een persoon",
        );
    }
}

/// Adds the address in a form, below the name of the applicant: `Straatnaam`, `Huisnummer`.
pub(crate) fn form(
    expressions: &AddressExpressions,
    text: &str,
    names: &[Span],
    out: &mut Vec<Hit>,
) {
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let start = from;
        from += line.len();
        if !is_address_label(line.trim_start_matches([' ', '\t']).as_bytes()) {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let Some(found) = expressions.labeled.captures(rest) else { continue };
        let value = found.name("p").or_else(|| found.name("q")).or_else(|| found.name("r"));
        let Some(p) = value else { continue };
        if !is_value(line, p.as_str()) {
            continue;
        }
        let near = last_name_before(names, start).is_some_and(|n| {
            let between = text.get(n.end..start).unwrap_or_default();
            between.matches('\n').count() <= 24
                && between.len() < 700
                && !expressions.office.is_match(between)
        });
        // `Adres melder`, or a label above or below it that only people have: the name is not needed.
        let person = found.name("who").is_some() || is_among_person_labels(text, start);
        if near || person {
            push_address(
                out,
                Span::new(start + p.start(), start + p.end()),
                "adres in een formulier",
            );
        }
    }
}

/// Adds a street above a postcode, each on its own line, not below a word of an organization.
pub(crate) fn pairs(
    expressions: &AddressExpressions,
    text: &str,
    names: &[Span],
    out: &mut Vec<Hit>,
) {
    let mut above: [&str; 2] = ["", ""];
    let mut street: Option<(Span, bool)> = None;
    let (mut start, mut blanks, mut parted) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let body = line.trim();
        if body.is_empty() {
            blanks += 1;
            continue;
        }
        if blanks >= 3 {
            above = ["", ""];
        }
        // The nearest line above counts, and the one above that if no empty line separates
        // them.
        let [farther, nearest] = above;
        let short = body.len() < 60 && body.bytes().any(|b| b.is_ascii_digit());
        let here = short.then(|| expressions.street.captures(line.trim_end())).flatten();
        let indent = line.len() - line.trim_start().len();
        let here = here
            .and_then(|c| c.name("p"))
            .filter(|p| p.as_str().len() == body.len())
            .map(|p| Span::new(p.start(), p.end()))
            .or_else(|| {
                (short && is_lower_case_street(body))
                    .then(|| Span::new(indent, indent + body.len()))
            });
        if let Some(p) = here {
            let office = expressions.office.is_match(body)
                || expressions.office.is_match(nearest)
                || !parted && expressions.office.is_match(farther);
            street = Some((Span::new(at + p.start, at + p.end), office));
        } else {
            let code =
                street.and_then(|_| expressions.postcode.captures(body)).and_then(|c| c.name("p"));
            // No name in the lines above or right below: the address of an organization.
            let someone = |span: Span| {
                let close = |between: Option<&str>, lines: usize| {
                    between.is_some_and(|b| b.matches('\n').count() <= lines && b.len() < 240)
                };
                let above = last_name_before(names, span.start);
                let at = names.partition_point(|n| n.start < span.end);
                above.is_some_and(|n| close(text.get(n.end..span.start), 4))
                    || names.get(at).is_some_and(|n| close(text.get(span.end..n.start), 4))
            };
            let own = street.take().filter(|(span, _)| someone(*span));
            if let (Some((span, false)), Some(p)) = (own, code.filter(|p| p.start() == 0)) {
                push_unsure(out, span);
                push_unsure(out, Span::new(at + indent, at + indent + p.end()));
            }
        }
        above = [above[1], body];
        parted = blanks > 0;
        blanks = 0;
    }
}

/// Labels of fields that only people have.
const PERSON_LABELS: &[&str] = &[
    "achternaam",
    "bsn",
    "burgerservicenummer",
    "geboortedatum",
    "roepnaam",
    "voorletters",
    "voornaam",
    "voornamen",
];

/// Whether one of the lines around a field, four above to four below, is a field that only people
/// have.
pub(crate) fn is_among_person_labels(text: &str, at: usize) -> bool {
    const LINES: usize = 4;
    let from = text.floor_char_boundary(at.saturating_sub(400));
    let to = text.floor_char_boundary((at + 400).min(text.len()));
    let above = text.get(from..at).unwrap_or_default().lines().rev().take(LINES);
    let below = text.get(at..to).unwrap_or_default().lines().skip(1).take(LINES);
    above.chain(below).any(|line| {
        let line = line.trim_start().to_lowercase();
        PERSON_LABELS.iter().any(|label| {
            line.strip_prefix(label).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with([':', '\t']) || rest.starts_with("  ")
            })
        })
    })
}

/// Whether what is behind a label can be its value: an empty field is followed by the next label.
fn is_value(line: &str, value: &str) -> bool {
    let numbered = value.bytes().any(|b| b.is_ascii_digit());
    let street = line.trim_start().get(..6).is_some_and(|l| l.eq_ignore_ascii_case("straat"));
    let lower = value.to_lowercase();
    let label = is_address_label(value.as_bytes())
        || ["woonpl", "plaats", "behand", "datum", "naam", "telef", "e-mail", "land"]
            .iter()
            .any(|l| lower.starts_with(l));
    numbered && !shape::ends_in_year(value) || !label && (street || shape::is_street_like(value))
}

/// Whether a line starts like the label of a part of an address.
fn is_address_label(line: &[u8]) -> bool {
    ["adres", "uw adres", "straat", "huisn", "postc"]
        .iter()
        .any(|w| line.get(..w.len()).is_some_and(|l| l.eq_ignore_ascii_case(w.as_bytes())))
}

/// `dorpsstraat 112b`: a street and number in lower case that fill their line.
fn is_lower_case_street(body: &str) -> bool {
    let mut words = body.split(' ');
    let number = words.next_back().unwrap_or_default();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=4).contains(&digits) && number.len() <= digits + 2;
    let street = words.next_back().unwrap_or_default();
    let small = body.chars().all(|c| !c.is_uppercase());
    numbered && small && organization::street_ending(street).is_some() && words.count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found below the word `Quist`.
    fn found(text: &str) -> Vec<&str> {
        let names: Vec<Span> =
            text.find("Quist").map(|at| Span::new(at, at + 5)).into_iter().collect();
        let expressions = AddressExpressions::new().unwrap();
        let mut out = Vec::new();
        names.iter().for_each(|name| below(&expressions, text, *name, &mut out));
        form(&expressions, text, &names, &mut out);
        out.into_iter().map(|h| &text[h.span.start..h.span.end]).collect()
    }

    #[test]
    fn a_street_below_a_name() {
        assert_eq!(found("Quist\nKerkpad 3\nEde\n"), ["Kerkpad 3"]);
        assert_eq!(found("Quist\nAchterom 3\n1234 AB Ede\n"), ["Achterom 3", "1234 AB"]);
        assert_eq!(
            found("T.a.v. de heer Quist\nKerkpad 118-3\n1234 AB Ede\n"),
            ["Kerkpad 118-3", "1234 AB"]
        );
        for text in [
            "Quist\nJaarplan 2021\nverder\n",
            "Quist\nBijlage 4\nverder\n",
            "Quist\nConcept-vergunning Kerkpad 3-9\n",
            "Bakkerij Quist B.V.\nKerkpad 3\n1234 AB Ede\n",
            "Museum Vos, t.a.v. de heer Quist\nKerkpad 3\n1234 AB Ede\n",
            "gevestigd aan de Quist\nKerkpad 3\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn fields_with_and_without_a_name() {
        assert_eq!(found("Quist\nAdres: Kerkpad 3\nPostcode: 1234 AB\n"), ["Kerkpad 3", "1234 AB"]);
        assert!(found("Quist\nAdres:\nBehandeld door: team 3\n").is_empty());
        assert!(found("Quist\nAdres\nPostcode\nWoonplaats\n").is_empty());
        assert_eq!(found("Adres melder: Kerkpad 3\n"), ["Kerkpad 3"]);
        assert_eq!(found("Voorletters: A.\nAdres: Kerkpad 3\n"), ["Kerkpad 3"]);
        assert!(found("Naam: Museum\nAdres: Kerkpad 3\n").is_empty());
    }
}
