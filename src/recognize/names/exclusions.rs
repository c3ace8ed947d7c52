//! What looks like a name and is none: laws, firms, streets, bodies. Lowers a hit; the reason stays.

use super::{Found, Page};
use crate::recognize::lexicon::fold;
use crate::recognize::token::Kind;
use crate::recognize::words;

/// Endings of street names, and whether surnames share them.
const STREETS: &[(&str, bool)] = &[
    ("straat", false),
    ("strjitte", false),
    ("leane", false),
    ("paed", false),
    ("laan", true),
    ("weg", true),
    ("plein", false),
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

/// Whether this word belongs to a body or a function, and never to a name.
pub fn is_body(word: &str) -> bool {
    words::has("lichaam", &fold(word))
}

/// Whether this small word names what has a name but is nobody: `naam onderneming`.
pub fn is_thing(word: &str) -> bool {
    let folded = fold(word);
    is_body(&folded)
        || words::has("zaak", &folded)
        || words::has("bedrijf", &folded)
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

/// What units of an authority do, as the last part of their names: `Vergunningverlening`.
const ACTIVITIES: &[&str] = &[
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

/// Whether this word ends like the work of a unit.
pub fn activity(word: &str) -> bool {
    let folded = fold(word);
    ACTIVITIES.iter().any(|end| folded.len() >= end.len() && folded.ends_with(end))
}

/// Whether this word ends like a street; `certain` if surnames do not end so.
pub fn street(word: &str) -> Option<bool> {
    let folded = fold(word);
    STREETS
        .iter()
        .find(|(end, _)| folded.len() > end.len() + 2 && folded.ends_with(end))
        .map(|(_, shared)| !shared)
}

/// Endings of the names of schools, museums and the like, which no surname has.
const BUILDINGS: &[&str] = &[
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
fn building(word: &str) -> bool {
    let folded = fold(word);
    BUILDINGS.iter().any(|end| folded.len() > end.len() + 2 && folded.ends_with(end))
}

/// The token in front, past an opening quote and titles: `ms "Johanna Maria"`, `commissie mr. Bos`.
fn in_front(page: &Page<'_>, start: usize) -> Option<usize> {
    let t = page.tokens;
    let mut before = start.checked_sub(1)?;
    if t.is(before, '"') {
        return before.checked_sub(1);
    }
    // `Gebr. Van der Zwaag`, `Fa. Jansen`
    if t.is(before, '.')
        && before > 0
        && matches!(
            t.word(before - 1),
            "Gebr" | "gebr" | "Fa" | "fa" | "Afd" | "afd" | "Mts" | "mts"
        )
    {
        return Some(before - 1);
    }
    let titled = |i: usize| matches!(super::cues::of(t.word(i)), Some(super::cues::Cue::Title));
    while before > 0 && (titled(before) || t.is(before, '.') && titled(before - 1)) {
        // `het college mevrouw E. Prooi`: whoever is addressed so is a person.
        if matches!(fold(t.word(before)).as_str(), "mevrouw" | "mevr" | "mw" | "heer" | "dhr") {
            return None;
        }
        before -= 1;
    }
    Some(before)
}

/// Whether this is somebody known from history, by the whole name: `zaal Willem Drees`.
pub(super) fn historic(found: &Found) -> bool {
    let name = &found.name;
    if !name.initials.is_empty() || name.surname.is_empty() && name.given.is_empty() {
        return false;
    }
    let mut words: Vec<&str> = name.given.iter().map(String::as_str).collect();
    words.extend([name.particles.as_str(), name.surname.as_str()]);
    words.retain(|word| !word.is_empty());
    words::has("historisch", &words.join(" "))
}

/// Whether the name is given to a thing: `genoemd naar Jacob Cats`, `het standbeeld van Jan Bos`.
fn honored(page: &Page<'_>, start: usize) -> bool {
    let t = page.tokens;
    let mut i = start;
    for _ in 0..3 {
        let Some(before) = i.checked_sub(1) else { return false };
        if !matches!(t.kind(before), Kind::Lower) {
            return false;
        }
        i = before;
        if matches!(t.word(i), "naar" | "van") && i > 0 {
            return matches!(
                t.word(i - 1),
                "genoemd" | "vernoemd" | "standbeeld" | "borstbeeld" | "buste" | "nagedachtenis"
            );
        }
    }
    false
}

/// Why this is probably no person, if anything says so.
pub fn reason(page: &Page<'_>, found: &Found) -> Option<&'static str> {
    let t = page.tokens;
    let (start, end) = (found.start, found.end);
    let last = t.word(end.wrapping_sub(1));
    let number = t.kind(end) == Kind::Number || t.kind(end) == Kind::Mixed;
    match street(last) {
        Some(true) => return Some("straat"),
        Some(false) if number && t.spaced(end) => return Some("straat"),
        // `Hannie Schaftpad`: nobody is called that.
        Some(false)
            if end > start + 1
                && found.name.initials.is_empty()
                && !page.lexicon.word(last).surname() =>
        {
            return Some("straat");
        }
        _ => {}
    }
    if number && t.spaced(end) && found.name.initials.is_empty() && !t.is_border(end) {
        let digits = t.word(end).chars().take_while(char::is_ascii_digit).count();
        if (1..=4).contains(&digits) && t.is_border(end + 1) {
            return Some("adres");
        }
    }
    if (start..end).any(|i| t.is_capital(i) && building(t.word(i))) {
        return Some("gebouw");
    }
    // `volgens Bommer et al. (2019)`
    if t.word(end) == "et" && t.word(end + 1) == "al" {
        return Some("literatuur");
    }
    // `2914 KM Nieuwerkerk aan den IJssel`
    let code = start > 1
        && t.kind(start - 1) == Kind::Upper
        && t.word(start - 1).len() == 2
        && t.kind(start - 2) == Kind::Number
        && t.word(start - 2).len() == 4;
    if code && found.name.initials.is_empty() {
        return Some("plaats");
    }
    if honored(page, start) {
        return Some("zaak, wet of instelling");
    }
    // `de Marie Curieweg`, `het Abe Lenstra stadion`: nobody has an article in front of a full name.
    let full = !found.name.given.is_empty() && !found.name.surname.is_empty();
    let article = start > 0 && matches!(t.word(start - 1), "de" | "het" | "een");
    if full && article && found.name.initials.is_empty() {
        return Some("zaak");
    }
    // `Jansen & de Wit`
    let bare = found.name.given.is_empty() && found.name.initials.is_empty();
    if bare && start > 1 && t.is(start - 1, '&') && t.is_capital(start - 2) {
        return Some("bedrijf");
    }
    if let Some(before) = in_front(page, start) {
        let hyphen = t.is(before, '-') && !t.spaced(before) && !t.spaced(start);
        let word = if hyphen && before > 0 { t.word(before - 1) } else { t.word(before) };
        if t.is_word(before) || hyphen {
            let folded = fold(word);
            let thing = words::has("zaak", &folded)
                || folded.len() > 7
                    && words::list("zaak").iter().any(|w| w.len() > 4 && folded.ends_with(w));
            // `gemaal Mr. U.G. Schilthuis`: what only things are called stands right in front.
            if words::has("bouwwerk", &folded) && !t.begins(before) {
                return Some("gebouw");
            }
            if thing && !(t.spaced(start) && t.begins(before) && !found.name.initials.is_empty()) {
                return Some("zaak, wet of instelling");
            }
        }
    }
    let mut next = end;
    if t.is(next, '&') || t.is(next, '+') && t.is_capital(next + 1) {
        return Some("bedrijf");
    }
    if t.is(next, '-') && !t.spaced(next) {
        next += 1;
        if t.kind(next) == Kind::Lower && !t.spaced(next) {
            return Some("zaak");
        }
    }
    let behind = fold(t.word(next));
    let trade = t.is_capital(next) && t.spaced(next) && words::has("branche", &behind);
    if trade || t.is_word(next) && words::has("bedrijf", &behind) {
        return Some("bedrijf");
    }
    let legal = t.kind(next) == Kind::Letter && t.is(next + 1, '.');
    if legal {
        let second = fold(t.word(next + 2));
        let pair = format!("{behind}{second}");
        if matches!(pair.as_str(), "bv" | "nv" | "vo" | "ua" | "cv") && t.is(next + 3, '.') {
            return Some("bedrijf");
        }
    }
    None
}
