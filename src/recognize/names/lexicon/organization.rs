//! Words of organizations, streets, buildings and things, which have names but are not people.

use crate::recognize::text::lexicon::fold;
use crate::recognize::text::word_lists;

/// Endings of street names, and whether surnames have them too.
pub(crate) const STREETS: &[(&str, bool)] = &[
    ("straat", false),
    ("strjitte", false),
    ("leane", false),
    ("paed", false),
    ("wei", true),
    ("laan", true),
    ("weg", true),
    ("plein", false),
    ("buurt", false),
    ("flat", false),
    ("str", false),
    ("gracht", false),
    ("kade", true),
    ("dijk", true),
    ("singel", false),
    ("dreef", true),
    ("hof", true),
    ("plantsoen", false),
    ("park", true),
    ("pad", true),
    ("steeg", true),
    ("markt", true),
    ("brug", true),
    ("boulevard", false),
    ("allee", false),
    ("straat", false),
    ("ring", true),
    ("haven", true),
    ("wal", true),
    ("oord", true),
    ("poort", true),
    ("tunnel", false),
];

/// Whether a folded word is that of a body: no form of address, direction or word of a letter.
pub(crate) fn is_body_word(folded: &str) -> bool {
    word_lists::contains("lichaam", folded)
}

/// Whether this word belongs to an organization or a function, and never to a name.
pub(crate) fn is_organization_word(word: &str) -> bool {
    let folded = fold(word);
    is_body_word(&folded)
        || word_lists::contains("briefwoord", &folded)
        || folded.len() > 8 && COMPOUNDS.iter().any(|end| folded.ends_with(end))
}

/// Ends of words for parts of organizations, which no surname has: `Projectbureau`.
const COMPOUNDS: &[&str] = &[
    "bureau",
    "secretariaat",
    "afdeling",
    "directie",
    "commissie",
    "redactie",
    "loket",
    "werkgroep",
    "projectgroep",
    "stuurgroep",
    "klankbordgroep",
    "stichting",
    "vereniging",
    "instituut",
];

/// Whether a folded word is of an organization, a building or a thing that has a name.
pub(crate) fn is_named_thing(folded: &str) -> bool {
    ["lichaam", "briefwoord", "zaak", "bouwwerk"]
        .iter()
        .any(|list| word_lists::contains(list, folded))
}

/// Whether this lower-case word denotes something that has a name but is not a person:
/// `naam onderneming`.
pub(crate) fn is_thing(word: &str) -> bool {
    let folded = fold(word);
    is_organization_word(&folded)
        || word_lists::contains("zaak", &folded)
        || word_lists::contains("bedrijf", &folded)
        || [
            "onderneming",
            "organisatie",
            "instelling",
            "locatie",
            "evenement",
            "product",
            "document",
            "gemeente",
            "werkgever",
            "rechtspersoon",
            "straat",
            "bestand",
            "opleiding",
            "programma",
        ]
        .contains(&folded.as_str())
}

/// Last parts of the names of units, after what they do: `Vergunningverlening`.
pub(crate) const ACTIVITIES: &[&str] = &[
    "verlening",
    "handhaving",
    "toezicht",
    "beheer",
    "beleid",
    "uitvoering",
    "ontwikkeling",
    "voorlichting",
    "registratie",
    "regie",
    "zaken",
    "diensten",
    "ondersteuning",
    "voorziening",
    "inrichting",
    "advisering",
    "planning",
    "huisvesting",
    "veiligheid",
    "gezondheid",
    "administratie",
    "handhaven",
];

/// Whether this word ends like the name of a unit.
pub(crate) fn is_unit_activity(word: &str) -> bool {
    let folded = fold(word);
    ACTIVITIES.iter().any(|end| folded.len() >= end.len() && folded.ends_with(end))
}

/// `Financiering`, `Verklaring`: a noun of what is done ends like a ring road, behind a vowel.
fn is_noun_in_ring(folded: &str) -> bool {
    let front = folded.strip_suffix("ring").unwrap_or_default();
    front.ends_with(['e', 'u', 'o']) || front.ends_with('a') && !front.ends_with("europa")
}

/// Words for streets in English, which stand behind their names.
const ENGLISH_STREETS: &[&str] = &["avenue", "boulevard", "lane", "quay", "road", "street"];

/// Whether this word ends like a street; if so, whether no surname ends like that.
pub(crate) fn street_ending(word: &str) -> Option<bool> {
    let folded = fold(word.trim_end_matches('.'));
    if ENGLISH_STREETS.contains(&folded.as_str()) {
        return Some(true);
    }
    STREETS
        .iter()
        .find(|(end, _)| folded.len() > end.len() + 2 && folded.ends_with(end))
        .filter(|(end, _)| *end != "ring" || !is_noun_in_ring(&folded))
        .map(|(_, shared)| !shared)
}

/// Endings of the names of schools, museums and the like, which no surname has.
pub(crate) const BUILDINGS: &[&str] = &[
    "raadzaal",
    "trouwzaal",
    "vergaderkamer",
    "vergaderzaal",
    "school",
    "college",
    "lyceum",
    "gymnasium",
    "atheneum",
    "stadion",
    "museum",
    "ziekenhuis",
    "bibliotheek",
    "theater",
    "sporthal",
    "zwembad",
    "fonds",
    "stichting",
    "kliniek",
    "hospice",
    "instituut",
    "academie",
    "kazerne",
    "gemaal",
    "viaduct",
    "aquaduct",
    "plantsoen",
    "monument",
    "gebouw",
    "centrum",
    "festival",
    "tunnel",
    "complex",
    "bokaal",
    "bedrijf",
    "groothandel",
];

/// Whether this word ends like a building or an institution: `Seckelschool`, `Curielyceum`.
pub(crate) fn is_building(word: &str) -> bool {
    let folded = fold(word);
    BUILDINGS.iter().any(|end| folded.len() > end.len() + 2 && folded.ends_with(end))
}
