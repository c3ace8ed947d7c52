//! People of long ago: names in texts whose years are nearly all before 1900. The law on personal
//! data protects the living (AVG, recital 27).

use crate::model::{Category, Evidence, Role};
use crate::recognize::hit::Hit;
use crate::recognize::readings::SegmentReading;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The first year in which somebody who is named may still live when a paper is published.
const LIVING: u16 = 1900;

/// How many years before that a text must name, and how many times as many as later ones.
const YEARS: usize = 3;
const TIMES: usize = 2;
/// How many suffice where no later year is named at all.
const ALONE: usize = 2;

/// Evidence that somebody writes, receives or is addressed, which the dead do not.
const ALIVE: &[&str] =
    &["mailkop", "citaatkop", "ondertekening", "aanhef", "w.g.", "veld", "geadresseerde"];

/// Forms of address that are for the living, in front of a name; a captain may be long dead.
const ADDRESS: &[&str] =
    &["heer", "heren", "dhr.", "dhr", "mevrouw", "mevr.", "mw.", "mw", "meneer"];

/// A year as the date of something; not a house number, postcode or amount.
static DATES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let year = "(?P<y>1[2-9][0-9]{2}|20[0-9]{2})";
    let months =
        "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december";
    let front = "in|anno|omstreeks|sinds|rond|circa|ca\\.|vanaf|jaar|begin|eind";
    let parts = [
        format!(r"(?:{months})\s{{1,3}}{year}"),
        format!(r"(?-u:\b){}-[0-9]{{2}}-[0-9]{{2}}(?-u:\b)", year.replace("<y>", "<b>")),
        format!(r"[0-9]{{1,2}}[-/][0-9]{{1,2}}[-/]{}(?-u:\b)", year.replace("<y>", "<c>")),
        format!(r"[(,]\s?{}\s?[)–—-]", year.replace("<y>", "<d>")),
        format!(r"(?-u:\b)(?:{front})\s{}(?-u:\b)[^0-9A-Z]{{2}}", year.replace("<y>", "<e>")),
        format!(r#""{}""#, year.replace("<y>", "<f>")),
    ];
    Regex::new(&format!("(?i:{})", parts.join("|"))).ok()
});

/// Gives people who are named in such texts alone the role of a historic person.
pub(crate) fn mark(readings: &mut [SegmentReading]) {
    let old: Vec<bool> = readings.iter().map(|r| is_of_the_past(r.view.text())).collect();
    if !old.contains(&true) {
        return;
    }
    let mut people: BTreeMap<String, bool> = BTreeMap::new();
    for (reading, old) in readings.iter().zip(&old) {
        for hit in reading.hits.iter().filter(|h| h.category == Category::NAME) {
            let alive = hit.evidence.iter().any(|e| ALIVE.contains(&e.as_str()))
                || is_addressed(reading.view.text(), hit.span.start);
            for word in words_of(hit) {
                *people.entry(word).or_insert(true) &= *old && !alive;
            }
        }
    }
    for hit in readings.iter_mut().flat_map(|r| &mut r.hits) {
        let unknown = hit.category == Category::NAME && hit.role == Role::UNKNOWN;
        let words = words_of(hit);
        if unknown && !words.is_empty() && words.iter().all(|w| people.get(w) == Some(&true)) {
            hit.role = Role::HISTORIC;
            hit.evidence.push(Evidence::of("jaartallen voor 1900"));
        }
    }
}

/// Whether a form of address stands in front.
fn is_addressed(text: &str, start: usize) -> bool {
    let front = text.get(..start).unwrap_or_default().trim_end();
    let word = front.rsplit(char::is_whitespace).next().unwrap_or_default();
    ADDRESS.contains(&word.to_lowercase().as_str())
}

/// The words by which the bearer of a name is known elsewhere in the document.
fn words_of(hit: &Hit) -> Vec<String> {
    let name = hit.name.clone().unwrap_or_default();
    if name.surname.is_empty() { name.given } else { vec![name.surname] }
}

/// Whether a text names mostly years of long ago.
fn is_of_the_past(text: &str) -> bool {
    if !has_old_year(text.as_bytes()) {
        return false;
    }
    let Some(dates) = DATES.as_ref() else { return false };
    let (mut old, mut later) = (0, 0);
    for found in dates.captures_iter(text) {
        let year = found.iter().skip(1).flatten().next().map(|y| y.as_str().parse::<u16>());
        match year {
            Some(Ok(year)) if year < LIVING => old += 1,
            Some(Ok(_)) => later += 1,
            _ => {}
        }
    }
    old >= YEARS && old >= TIMES * later || old >= ALONE && later == 0
}

/// Whether four digits that may be an old year occur: most texts have none.
fn has_old_year(text: &[u8]) -> bool {
    memchr::memchr_iter(b'1', text).any(|at| {
        let year = text.get(at..at + 4).unwrap_or_default();
        let [_, century, tail @ ..] = year else { return false };
        (b'2'..=b'8').contains(century) && tail.len() == 2 && tail.iter().all(u8::is_ascii_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Segment, SegmentKind};
    use crate::recognize::{Detector, DetectorConfig, Memory};

    fn roles(text: &str) -> Vec<(String, Role)> {
        let detector = Detector::new(&DetectorConfig::default()).expect("shipped");
        let segment = Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text);
        let found = detector.find(&[segment], &Memory::default());
        let names = found.into_iter().filter(|f| f.category == Category::NAME);
        names.map(|f| (text[f.span.start..f.span.end].to_owned(), f.role)).collect()
    }

    const OLD: &str = "De slag van 10 augustus 1653. In juni 1653 viel Maarten Zwaardemaker op zee, \
        en kapitein Egbert Kortenbos (1604-1665) nam over.\n";

    #[test]
    fn who_is_named_among_old_years_is_historic() {
        let found = roles(OLD);
        assert!(found.iter().any(|(name, _)| name.contains("Zwaardemaker")), "{found:?}");
        assert!(found.iter().all(|(_, role)| *role == Role::HISTORIC), "{found:?}");
    }

    #[test]
    fn who_lives_among_them_is_not() {
        let letter = "Het pand is uit 1650 en verbouwd in 1720 en in 1880. Op 3 mei 2024 en op 7 mei 2024 \
            sprak Maarten Zwaardemaker ons.\n";
        assert!(roles(letter).iter().all(|(_, role)| *role != Role::HISTORIC));
        let titled = format!("{OLD}De heer Maarten Zwaardemaker vertelt erover.\n");
        let zwaardemaker = |(name, _): &&(String, Role)| name.contains("Zwaardemaker");
        let found = roles(&titled);
        assert!(found.iter().filter(zwaardemaker).all(|(_, role)| *role != Role::HISTORIC));
        assert!(found.iter().any(|(_, role)| *role == Role::HISTORIC));
    }

    #[test]
    fn house_numbers_and_amounts_are_no_years() {
        assert!(!is_of_the_past(
            "Kerkstraat 1650, 1653 AB Ede, 1700 euro, artikel 1612, tel. 1720"
        ));
        assert!(is_of_the_past("in 1650, omstreeks 1720, (1613–1670)"));
    }
}
