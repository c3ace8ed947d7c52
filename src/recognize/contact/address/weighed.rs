//! Streets with a number in running text that nothing else claims: whether somebody lives there is
//! weighed by what the sentence says.

use crate::model::{Category, Evidence, Likelihood, Span};
use crate::recognize::contact::address::expressions::{AddressExpressions, at_office};
use crate::recognize::contact::address::shape;
use crate::recognize::hit::Hit;
use crate::recognize::names::lexicon::organization;

/// How far around a street its sentence is read, in bytes.
const REACH: usize = 160;

/// Most bytes between a name and a street that belong together without another word.
const BESIDE: usize = 32;

/// How often a text names the address that it is about.
const SUBJECT: usize = 4;

/// From which sum on somebody lives there.
const HOME: i32 = 2;

/// Words for living somewhere, and for people who do.
const LIVING: &[&str] = &[
    "aandachtadres",
    "akkerbouwer",
    "bewoner",
    "bewoners",
    "bewoonster",
    "buren",
    "buurman",
    "buurvrouw",
    "cliënt",
    "dochter",
    "echtgenoot",
    "echtgenote",
    "eigenaar",
    "eigenaresse",
    "fam",
    "familie",
    "gezin",
    "huurder",
    "huurders",
    "inwoner",
    "inwoonster",
    "melkveehouder",
    "moeder",
    "slachtoffer",
    "thuis",
    "thuisadres",
    "vader",
    "veehouder",
    "verhuisd",
    "verhuisde",
    "verhuist",
    "wonen",
    "wonend",
    "wonende",
    "woon",
    "woonachtig",
    "woont",
    "zoon",
];

/// Words that fit a home and a matter alike.
const HOUSE: &[&str] = &["adres", "huis", "ingeschreven", "kamer", "woning"];

/// Words for whose it is.
const OWN: &[&str] = &["haar", "hun", "mijn", "ons", "uw", "zijn"];

/// Words about a place that is decided on, worked at or visited.
const PLACES: &[&str] = &[
    "betreffende",
    "betreft",
    "inzake",
    "omtrent",
    "onderwerp",
    "verzoek",
    "appartementen",
    "bestemmingsplan",
    "bezoekadres",
    "bouw",
    "bouwen",
    "bouwplan",
    "bushalte",
    "evenement",
    "gebouw",
    "gelegen",
    "herinrichting",
    "ingang",
    "kadastraal",
    "kap",
    "kappen",
    "kruising",
    "kruispunt",
    "nieuwbouw",
    "ontwikkeling",
    "parkeren",
    "parkeerplaats",
    "perceel",
    "plaats",
    "plangebied",
    "postadres",
    "realiseren",
    "rotonde",
    "sloop",
    "verbouw",
    "verbouwen",
    "vergadering",
    "werkzaamheden",
    "zaal",
];

/// Adds the streets where somebody lives. `names` are sorted.
pub(crate) fn run(
    expressions: &AddressExpressions,
    text: &str,
    names: &[Span],
    out: &mut Vec<Hit>,
) {
    let mut taken: Vec<Span> =
        out.iter().filter(|h| h.category == Category::ADDRESS).map(|h| h.span).collect();
    taken.sort_unstable();
    for number in numbers(text) {
        let Some(street) = street_at(expressions, text, number) else { continue };
        let at = taken.partition_point(|s| s.end <= street.start);
        if taken.get(at).is_some_and(|s| s.overlaps(street)) {
            continue;
        }
        if weigh(expressions, text, street, names) >= HOME && !is_subject(text, street) {
            let why = Evidence::of("adres bij een persoon");
            out.push(Hit::new(street, Category::ADDRESS, Likelihood::Likely, why));
        }
    }
}

/// Whether a text comes back to this address again and again: it is about that place.
fn is_subject(text: &str, street: Span) -> bool {
    let own = text.get(street.start..street.end).unwrap_or_default();
    memchr::memmem::find_iter(text.as_bytes(), own.as_bytes()).take(SUBJECT).count() >= SUBJECT
}

/// Where a number follows a word that ends like a street, in bytes.
fn numbers(text: &str) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr2_iter(b' ', b'\n', text.as_bytes()).map(|at| at + 1).filter(move |at| {
        let digit = text.as_bytes().get(*at).is_some_and(|b| matches!(b, b'1'..=b'9'));
        digit && {
            let before = text.get(..at - 1).unwrap_or_default();
            let word = before.rsplit(|c: char| c.is_whitespace() || c == '"').next();
            word.is_some_and(|w| {
                w.len() > 3 && organization::street_ending(w).is_some() && !shape::is_part(w)
            })
        }
    })
}

/// The street that this number belongs to.
fn street_at(expressions: &AddressExpressions, text: &str, number: usize) -> Option<Span> {
    let from = text.floor_char_boundary(number.saturating_sub(48));
    let to = text.floor_char_boundary((number + 16).min(text.len()));
    let head = text.get(from..number)?;
    let line = head.trim_end_matches(['\n', ' ']).rfind(['\n', '.', ',', ';', '(', ':', '=', '"']);
    let head = head.get(line.map_or(0, |at| at + 1)..)?;
    let base = number - head.len();
    let mut starts = head.char_indices().filter(|(i, c)| {
        let front = head.get(..*i).and_then(|t| t.chars().next_back());
        c.is_uppercase() && !front.is_some_and(char::is_alphanumeric)
    });
    let part = text.get(base..to)?;
    starts.find_map(|(i, _)| {
        let p = expressions.whole_street.captures(part.get(i..)?)?.name("p")?;
        let span = Span::new(base + i + p.start(), base + i + p.end());
        let glued = text.get(span.end..)?.starts_with(|c: char| c.is_alphanumeric());
        let fits = span.end > number && !glued && !shape::ends_in_year(p.as_str());
        (fits && !shape::names_decision(p.as_str())).then_some(span)
    })
}

/// What the sentence around a street says for a home, and against it.
fn weigh(expressions: &AddressExpressions, text: &str, street: Span, names: &[Span]) -> i32 {
    let from = text.floor_char_boundary(street.start.saturating_sub(REACH));
    let to = text.floor_char_boundary((street.end + REACH).min(text.len()));
    let before = text.get(from..street.start).unwrap_or_default();
    let after = text.get(street.end..to).unwrap_or_default();
    let start = street.start - sentence_after(before).len();
    let end = street.end + sentence_before(after).len();
    let before = text.get(start..street.start).unwrap_or_default();
    let after = text.get(street.end..end).unwrap_or_default();
    let mut sum = 0;
    let at = names.partition_point(|n| n.end <= street.start);
    let left = at.checked_sub(1).and_then(|i| names.get(i)).filter(|n| n.start >= start);
    let right = names.get(at).filter(|n| n.start >= street.end && n.end <= end);
    // A name right above a street is the head of a letter, which is read by its lines.
    let joined = |from: usize, to: usize| {
        text.get(from..to).is_some_and(|gap| gap.len() <= BESIDE && !gap.trim().is_empty())
    };
    let own = left.filter(|n| !at_office(expressions, text, **n));
    let near = own.is_some_and(|n| joined(n.end, street.start))
        || right.is_some_and(|n| joined(street.end, n.start));
    sum += if near { 2 } else { i32::from(own.is_some() || right.is_some()) };
    let words = || {
        let lower = |part: &str| part.to_lowercase();
        let both = lower(before) + " " + &lower(after);
        both.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>()
    };
    let words = words();
    let count = |list: &[&str], most: usize| {
        let words = words.iter().filter(|w| list.contains(&w.as_str()));
        i32::try_from(words.take(most).count()).unwrap_or(0)
    };
    sum += 2 * count(LIVING, 2) + count(HOUSE, 1);
    let theirs = words.windows(2).any(|two| {
        matches!(two, [whose, house] if OWN.contains(&whose.as_str()) && HOUSE.contains(&house.as_str()))
    });
    sum += i32::from(theirs);
    let places =
        words.iter().filter(|w| PLACES.contains(&w.as_str()) || shape::is_decided_word(w)).count();
    let object = shape::is_object(before) || expressions.office.is_match(before);
    sum -= if places > 1 { 3 } else { 2 * i32::from(places == 1 || object) };
    sum
}

/// The part of a text behind its last end of a sentence, paragraph or item.
fn sentence_after(before: &str) -> &str {
    let mut cut = before.rfind("\n\n").map_or(0, |at| at + 2);
    for (at, _) in before.match_indices(['.', '?', '!', ';']) {
        let behind = before.get(at + 1..).unwrap_or_default();
        let word = before.get(..at).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
        // An abbreviation or initial does not end a sentence.
        let ends =
            word.chars().count() > 4 || !before.get(at..).unwrap_or_default().starts_with('.');
        if ends && behind.starts_with([' ', '\n']) {
            cut = cut.max(at + 1);
        }
    }
    before.get(cut..).unwrap_or_default()
}

/// The part of a text in front of its first end of a sentence, paragraph or item.
fn sentence_before(after: &str) -> &str {
    let mut end = after.find("\n\n").unwrap_or(after.len());
    for (at, _) in after.match_indices(['.', '?', '!', ';']) {
        let behind = after.get(at + 1..).unwrap_or_default();
        let word = after.get(..at).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
        let abbreviation = after.get(at..).unwrap_or_default().starts_with('.')
            && (1..=4).contains(&word.chars().count());
        if !abbreviation && (behind.is_empty() || behind.starts_with([' ', '\n'])) {
            end = end.min(at);
        }
    }
    after.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::contact::address::expressions::testing::found_near;

    fn found<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
        found_near(run, text, name)
    }

    #[test]
    fn somebody_lives_there() {
        for (text, street) in [
            ("de heer Quist, eigenaar van het perceel Oude Kerkstraat 88", "Oude Kerkstraat 88"),
            ("dhr. J. Quist, melkveehouder aan de Bergweg 11 te Ede.", "Bergweg 11"),
            ("dat zijn huis aan de Zuiderweg 7 weg moet", "Zuiderweg 7"),
            ("Hij woont niet meer bij u, maar op Houtlaan 3-17 in Ede.", "Houtlaan 3-17"),
            ("a. Rooslaan 118 - dhr. P. Quist. Hoarding.", "Rooslaan 118"),
            ("naam=\"Quist, R.\" adres=\"Beukenstraat 5\" code=0394", "Beukenstraat 5"),
            ("Slachtoffer Quist, aandachtadres is Kanaalweg 31 te Ede", "Kanaalweg 31"),
        ] {
            assert_eq!(found(text, "Quist"), [street], "{text}");
        }
    }

    #[test]
    fn a_place_that_is_decided_on() {
        for text in [
            "De heer Quist heeft een vergunning voor Kerkstraat 12 gevraagd.",
            "De herinrichting van de Dorpsstraat 12 begint.",
            "De heer Quist vraagt naar de bouw van appartementen aan de Bergweg 11.",
            "Gemeente Ede, Bergstraat 4",
            "Provincie Ede, t.a.v. de heer Quist, bezoekadres Bergstraat 4",
            "De vergunningen voor bewoning van het pand Bergstraat 4.",
            "In de Kerkstraat 12 auto's",
            "Kerkstraat 2021 wordt een mooi jaar",
        ] {
            assert!(found(text, "Quist").is_empty(), "{text}");
        }
    }
}
