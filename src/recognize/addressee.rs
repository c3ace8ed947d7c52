//! To whom a letter is: the name above an address of a person or in the salutation, and that name
//! elsewhere in it.

use crate::model::{Category, Evidence, Role, Span};
use crate::recognize::hit::Hit;
use crate::recognize::name::PersonName;
use crate::recognize::readings::SegmentReading;
use regex::Regex;
use std::sync::LazyLock;

/// Gives the people above an address or in a formal salutation, wherever they are named, the role of a
/// citizen; those of whom the text says something else keep what it says.
pub(crate) fn mark(readings: &mut [SegmentReading]) {
    let mut names: Vec<PersonName> =
        readings.iter().flat_map(|r| above_addresses(r.view.text(), &r.hits)).collect();
    names.extend(readings.iter().flat_map(|r| saluted(r.view.text(), &r.hits)));
    if names.is_empty() {
        return;
    }
    for hit in readings.iter_mut().flat_map(|r| &mut r.hits) {
        let unknown = hit.category == Category::NAME && hit.role == Role::UNKNOWN;
        let is = |name: &PersonName| names.iter().any(|known| same(known, name));
        if unknown && hit.name.as_ref().is_some_and(is) {
            hit.role = Role::CITIZEN;
            hit.evidence.push(Evidence::of("geadresseerde"));
        }
    }
}

/// The names on the line above an address.
fn above_addresses(text: &str, hits: &[Hit]) -> Vec<PersonName> {
    let mut starts: Vec<usize> = hits
        .iter()
        .filter(|h| h.category == Category::ADDRESS && h.role == Role::CITIZEN)
        .map(|h| h.span.start)
        .collect();
    starts.sort_unstable();
    let above = |span: Span| {
        let next = starts.get(starts.partition_point(|start| *start < span.end));
        let between = next.and_then(|start| text.get(span.end..*start));
        between.is_some_and(|b| b.trim().is_empty() && b.matches('\n').count() == 1)
    };
    let named = |h: &&Hit| h.category == Category::NAME && h.role == Role::UNKNOWN && above(h.span);
    hits.iter().filter(named).filter_map(|h| h.name.clone()).collect()
}

/// Words of a formal salutation in front of a name: `Geachte heer drs.`
static SALUTATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|\n)[ \t]{0,40}Geachte (?:heer|mevrouw|meneer|mevr\.|dhr\.)(?: (?:mr|dr|drs|ir|ing|prof)\.){0,3} $",
    )
    .ok()
});

/// Most bytes of a salutation in front of the name.
const GREETING: usize = 80;

/// The names in formal salutations: `Geachte heer Vos,`.
fn saluted(text: &str, hits: &[Hit]) -> Vec<PersonName> {
    let greeted = |h: &&Hit| {
        let from = text.floor_char_boundary(h.span.start.saturating_sub(GREETING));
        let before = text.get(from..h.span.start).unwrap_or_default();
        before.contains("Geachte")
            && text.get(h.span.end..).is_some_and(|behind| behind.starts_with(','))
            && SALUTATION.as_ref().is_some_and(|regex| regex.is_match(before))
    };
    let open = |h: &&Hit| h.category == Category::NAME && h.role == Role::UNKNOWN;
    hits.iter().filter(open).filter(greeted).filter_map(|h| h.name.clone()).collect()
}

/// Whether two names may be one person's.
fn same(known: &PersonName, name: &PersonName) -> bool {
    let first = |n: &PersonName| {
        n.initials.chars().next().or_else(|| n.given.first().and_then(|g| g.chars().next()))
    };
    let letters = first(known).zip(first(name));
    !known.surname.is_empty()
        && known.surname == name.surname
        && letters.is_none_or(|(a, b)| a == b)
}
