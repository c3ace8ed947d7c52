//! What follows from the streets that were found: their postcodes, and other houses in them.

use crate::model::{Category, Likelihood, Span};
use crate::recognize::contact::address::expressions::{AddressExpressions, push_address};
use crate::recognize::contact::address::shape;
use crate::recognize::hit::Hit;
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;

/// Adds the postcode right after a street that was found, or in front of it:
/// `te 8014 LK Zwolle aan de Diezerkade 4`.
pub(crate) fn beside(expressions: &AddressExpressions, text: &str, out: &mut Vec<Hit>) {
    let mut streets: Vec<Span> = out
        .iter()
        .filter(|h| h.category == Category::ADDRESS && h.likelihood > Likelihood::Possible)
        .map(|h| h.span)
        .collect();
    streets.sort();
    for street in &streets {
        let to = text.floor_char_boundary((street.end + 24).min(text.len()));
        let behind = text.get(street.end..to).unwrap_or_default();
        if let Some(p) = expressions.postcode.captures(behind).and_then(|c| c.name("p")) {
            let between = behind.get(..p.start()).unwrap_or_default();
            if between.trim_matches([' ', ',', '\n', '\r', '\t', '|', '(']).is_empty() {
                let span = Span::new(street.end + p.start(), street.end + p.end());
                push_address(out, span, "postcode van een persoon");
            }
        }
        let from = text.floor_char_boundary(street.start.saturating_sub(48));
        let front = text.get(from..street.start).unwrap_or_default();
        let line = front.rsplit('\n').next().unwrap_or_default();
        let at = street.start - line.len();
        let last = expressions.postcode.captures_iter(line).filter_map(|c| c.name("p")).last();
        if let Some(p) = last {
            let between = line.get(p.end()..).unwrap_or_default();
            let words = between.split([' ', ',']).filter(|w| !w.is_empty());
            let place = |w: &str| {
                matches!(w, "aan" | "de" | "het" | "op") || w.starts_with(char::is_uppercase)
            };
            if between.len() < 32 && words.clone().count() <= 5 && words.clone().all(place) {
                push_address(
                    out,
                    Span::new(at + p.start(), at + p.end()),
                    "postcode van een persoon",
                );
            }
        }
    }
}

/// Adds other houses in the streets that were found: neighbors, or the same house in another
/// spelling.
pub(crate) fn same_street(expressions: &AddressExpressions, text: &str, out: &mut Vec<Hit>) {
    let own: Vec<(usize, Span)> = out
        .iter()
        .enumerate()
        .filter(|(_, h)| h.category == Category::ADDRESS && h.likelihood > Likelihood::Possible)
        .map(|(i, h)| (i, h.span))
        .collect();
    let homes: Vec<&str> = own.iter().filter_map(|(_, s)| text.get(s.start..s.end)).collect();
    let mut streets: Vec<&str> = homes
        .iter()
        .filter_map(|a| a.find(|c: char| c.is_ascii_digit()).and_then(|at| a.get(..at)))
        .map(str::trim_end)
        .filter(|s| s.len() > 5)
        .collect();
    streets.sort_unstable();
    streets.dedup();
    let Ok(finder) = AhoCorasick::new(&streets) else { return };
    let mut places: Vec<Vec<usize>> = streets.iter().map(|_| Vec::new()).collect();
    for found in finder.find_overlapping_iter(text) {
        if let Some(list) = places.get_mut(found.pattern().as_usize()) {
            if list.last().is_none_or(|last| found.start() >= last + found.len()) {
                list.push(found.start());
            }
        }
    }
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    out.iter().for_each(|h| take(&mut taken, h.span));
    for (street, places) in streets.iter().zip(places) {
        for at in places.iter().copied() {
            let rest = text.get(at + street.len()..).unwrap_or_default();
            let Some(number) = expressions.number.find(rest) else { continue };
            let span = Span::new(at, at + street.len() + number.end());
            let whole = text.get(..at).and_then(|t| t.chars().next_back());
            let house = text.get(span.start..span.end).unwrap_or_default();
            // Another house may be what the paper is about: `de locatie aan de Havenweg 3`.
            let from = text.floor_char_boundary(at.saturating_sub(80));
            let before = text.get(from..at).unwrap_or_default();
            let object = !homes.contains(&house) && shape::is_object(before);
            if is_free(&taken, span) && !whole.is_some_and(char::is_alphanumeric) && !object {
                take(&mut taken, span);
                push_address(out, span, "straat van een persoon");
            }
        }
    }
}

/// Marks the bytes of a span as taken; `taken` maps starts to ends of disjoint spans.
fn take(taken: &mut BTreeMap<usize, usize>, span: Span) {
    let mut whole = span;
    while let Some((start, end)) = taken.range(..whole.end).next_back().map(|(s, e)| (*s, *e)) {
        if end <= whole.start {
            break;
        }
        taken.remove(&start);
        whole = Span::new(whole.start.min(start), whole.end.max(end));
    }
    taken.insert(whole.start, whole.end);
}

/// Whether no byte of a span is taken.
fn is_free(taken: &BTreeMap<usize, usize>, span: Span) -> bool {
    taken.range(..span.end).next_back().is_none_or(|(_, end)| *end <= span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Evidence;

    #[test]
    fn other_houses_but_not_the_object_of_a_plan() {
        let text = "Havenweg 9, de buren op Havenweg 11, de bouwplannen aan de Havenweg 30.";
        let expressions = AddressExpressions::new().unwrap();
        let mut out = vec![Hit::new(
            Span::new(0, 10),
            Category::ADDRESS,
            Likelihood::Certain,
            Evidence::of("adres onder een naam"),
        )];
        same_street(&expressions, text, &mut out);
        let found: Vec<&str> = out.iter().map(|h| &text[h.span.start..h.span.end]).collect();
        assert_eq!(found, ["Havenweg 9", "Havenweg 11"]);
    }
}
