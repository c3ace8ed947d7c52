//! Particles (tussenvoegsels) of surnames, in full and shortened.

use crate::recognize::text::hash::BloomFilter;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;
use std::sync::OnceLock;

/// Particles of surnames.
const PARTICLES: &[&str] = &[
    "'s", "'t", "a", "aan", "aen", "af", "al", "auf", "aus", "ben", "bij", "bin", "boven", "d'",
    "da", "dal", "dalla", "das", "de", "degli", "dei", "del", "della", "dem", "den", "der", "des",
    "di", "do", "dos", "du", "el", "gen", "het", "im", "in", "l'", "la", "las", "le", "les", "lo",
    "los", "onder", "op", "over", "t", "te", "ten", "ter", "thoe", "tot", "uijt", "uit", "van",
    "vanden", "vander", "vd", "vden", "vder", "vdr", "ver", "vom", "von", "voor", "zu", "zum",
    "zur",
];

/// Particles that are also prepositions: alone they join a name to a place or an organization.
const PREPOSITIONS: &[&str] =
    &["aan", "bij", "boven", "in", "onder", "op", "over", "tot", "uit", "van", "voor", "te", "a"];

/// Whether this word may be a particle, in any case (`De heer Van der Meulen`).
pub(crate) fn is_particle(word: &str) -> bool {
    word.len() <= 6
        && PARTICLES.iter().any(|p| p.len() == word.len() && p.eq_ignore_ascii_case(word))
}

/// Whether this particle is also a preposition.
pub(crate) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.iter().any(|p| p.eq_ignore_ascii_case(word))
}

/// One past the end of the particle at this token: `van`, `vd`, `v/d`, `v.d.`, `v. d.`.
pub(crate) fn at(t: &Tokens<'_>, index: usize) -> Option<usize> {
    static SIEVE: OnceLock<BloomFilter> = OnceLock::new();
    if !SIEVE
        .get_or_init(|| BloomFilter::of(PARTICLES.iter().copied().chain(["v"])))
        .may_contain(t.fingerprint(index))
    {
        return None;
    }
    let word = t.word(index);
    if t.is_word(index) && is_particle(word) {
        return Some(index + 1);
    }
    if !matches!(word, "v" | "V") {
        return None;
    }
    let joint = matches!(t.kind(index + 1), TokenKind::Mark('/' | '.')) && !t.spaced(index + 1);
    let second = t.word(index + 2);
    // `Jan v Dam`, `J v Dam`
    let named = index > 0
        && t.spaced(index)
        && (t.kind(index - 1) == TokenKind::Capital || t.kind(index - 1) == TokenKind::Letter);
    if named && word == "v" && t.spaced(index + 1) && t.kind(index + 1) == TokenKind::Capital {
        return Some(index + 1);
    }
    // `v. Elten`
    if joint
        && t.is(index + 1, '.')
        && t.kind(index + 2) == TokenKind::Capital
        && t.spaced(index + 2)
    {
        return Some(index + 2);
    }
    if !joint || !matches!(second, "d" | "D" | "h" | "H" | "t" | "'t") {
        return None;
    }
    let end = index + 3;
    let dot = t.is(end, '.') && !t.spaced(end);
    Some(end + usize::from(dot))
}

/// Whether a particle starts at this token.
pub(crate) fn begins(t: &Tokens<'_>, index: usize) -> bool {
    at(t, index).is_some()
}

/// First token of a shortened particle that ends right before this token.
pub(crate) fn shortened_before(t: &Tokens<'_>, index: usize) -> Option<usize> {
    (1..=4).filter_map(|back| index.checked_sub(back)).find(|from| {
        let short = t.word(*from).to_ascii_lowercase();
        at(t, *from) == Some(index) && matches!(short.as_str(), "v" | "vd" | "vdr")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_in_every_dress() {
        for (text, end) in
            [("van", 1), ("Vd", 1), ("v/d", 3), ("v.d.", 4), ("V.d", 3), ("'t", 1), ("v. Dam", 2)]
        {
            assert_eq!(at(&Tokens::of(text), 0), Some(end), "{text}");
        }
        for text in ["v.", "v / d", "vb", "v.a."] {
            assert_eq!(at(&Tokens::of(text), 0), None, "{text}");
        }
        assert_eq!(at(&Tokens::of("Jan v Dam"), 1), Some(2));
        assert_eq!(at(&Tokens::of("de pomp v Dam"), 2), None);
        let t = Tokens::of("Nynke v/d Zee");
        assert_eq!(shortened_before(&t, 4), Some(1));
        assert_eq!(shortened_before(&Tokens::of("van Zee"), 1), None);
    }
}
