//! What the words of a street tell: whether it is one, and whether it is somebody's.

use crate::recognize::names::lexicon::organization;

/// Whether a street and number look like one by themselves, without a postcode beside them.
pub(crate) fn is_street_like(street: &str) -> bool {
    let mut words = street.split([' ', '\n']).filter(|word| !is_part(word));
    words.any(|word| organization::street_ending(word).is_some())
}

/// Whether a word that ends like a street is a numbered part of a text: `Antwoord 1`.
pub(crate) fn is_part(word: &str) -> bool {
    ["antwoord", "voorwoord", "nawoord", "trefwoord", "soort", "akkoord", "record"]
        .contains(&word.to_lowercase().as_str())
}

/// Whether the number is a year: `Werkplan 2019`. House numbers of four digits are rare, and these
/// are those of streets that are known by their word.
pub(crate) fn ends_in_year(street: &str) -> bool {
    let number = street.rsplit([' ', '\n']).next().unwrap_or_default();
    let year = number.parse::<u32>().is_ok_and(|n| (1900..2100).contains(&n));
    year && !is_street_like(street)
}

/// Last parts of words for what is decided about a place: `omgevingsvergunning Havenweg 3`.
const DECIDED: &[&str] = &[
    "aanvraag",
    "beschikking",
    "besluit",
    "dossier",
    "melding",
    "object",
    "ontwikkeling",
    "pand",
    "perceel",
    "plan",
    "plannen",
    "project",
    "terrein",
    "vergunning",
    "vergunningen",
    "zaak",
];

/// Words for premises that are nobody's home.
const PREMISES: &[&str] = &[
    "bedrijf",
    "bedrijfspand",
    "bouwlocatie",
    "café",
    "cafe",
    "gebouw",
    "gebouwen",
    "gevestigd",
    "horeca",
    "inrichting",
    "kantoor",
    "kantoorgebouw",
    "locatie",
    "locaties",
    "nieuwbouw",
    "restaurant",
    "school",
    "winkel",
];

/// Whether a word in lower case names what is decided about a place, as a word of its own or the
/// last part of one.
pub(crate) fn is_decided_word(word: &str) -> bool {
    word.len() > 3 && is_decided(word)
}

/// Whether a word names what is decided about a place.
fn is_decided(word: &str) -> bool {
    DECIDED.iter().any(|end| word.ends_with(end))
}

/// Whether the street follows a word for a decision: in the same expression, which begins with any
/// capitalized word.
pub(crate) fn names_decision(street: &str) -> bool {
    let mut words = street.split([' ', '\n']);
    let first = words.next().unwrap_or_default().to_lowercase();
    words.count() >= 2 && is_decided(&first)
}

/// Whether the words in front of a street tell that it is the place of a plan, permit or company.
pub(crate) fn is_object(before: &str) -> bool {
    let sentence = before.rsplit(['.', ';', '?', '!']).next().unwrap_or_default().to_lowercase();
    let mut words = sentence.split_whitespace().rev().filter(|w| w.len() > 3 || *w == "café");
    words.by_ref().take(3).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        is_decided(word) || PREMISES.contains(&word)
    })
}

/// Whether a name is the first part of a street that continues on the next line: `aan de Jacobus`
/// above `Boomstraat 64`.
pub(crate) fn begins_street(before: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    match words.as_slice() {
        [article, preposition] => {
            matches!(*article, "de" | "het") && matches!(*preposition, "aan" | "op" | "in")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streets_and_what_is_none() {
        assert!(is_street_like("Kerkstraat 12") && is_street_like("Oude Zeedijk 3"));
        assert!(ends_in_year("Jaarplan 2021") && !ends_in_year("Kerkstraat 2021"));
        assert!(names_decision("Ontwerp-omgevingsvergunning Havenweg 3-9"));
        assert!(!names_decision("Besluit 3") && !names_decision("Van Plan Straat 3"));
    }

    #[test]
    fn objects_of_decisions() {
        assert!(is_object("over de bouwplannen aan de "));
        assert!(is_object("de locatie aan de "));
        assert!(!is_object("de bewoners van de "));
        assert!(begins_street("van het bedrijf aan de ") && !begins_street("namens de "));
    }
}
