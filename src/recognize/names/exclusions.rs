//! What looks like a name and is none: laws, firms, streets, bodies. Lowers a hit; the reason stays.

use super::{Found, Page};
use crate::recognize::lexicon::fold;
use crate::recognize::token::Kind;
use crate::recognize::words;

/// Endings of street names, and whether surnames share them.
const STREETS: &[(&str, bool)] = &[
    ("straat", false),
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

/// Whether this word ends like a street; `certain` if surnames do not end so.
pub fn street(word: &str) -> Option<bool> {
    let folded = fold(word);
    STREETS
        .iter()
        .find(|(end, _)| folded.len() > end.len() + 2 && folded.ends_with(end))
        .map(|(_, shared)| !shared)
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
        _ => {}
    }
    if number && t.spaced(end) && found.name.initials.is_empty() && !t.is_border(end) {
        let digits = t.word(end).chars().take_while(char::is_ascii_digit).count();
        if (1..=4).contains(&digits) && t.is_border(end + 1) {
            return Some("adres");
        }
    }
    if let Some(before) = start.checked_sub(1) {
        let hyphen = t.is(before, '-') && !t.spaced(before) && !t.spaced(start);
        let word = if hyphen && before > 0 { t.word(before - 1) } else { t.word(before) };
        if t.is_word(before) || hyphen {
            let folded = fold(word);
            let thing = words::has("zaak", &folded)
                || folded.len() > 7
                    && words::list("zaak").iter().any(|w| w.len() > 4 && folded.ends_with(w));
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
    if t.is_word(next) && words::has("bedrijf", &behind) {
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
