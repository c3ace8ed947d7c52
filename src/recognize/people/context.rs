//! The context of a word under which somebody is known: the rest of the name, or signs that it is
//! another word.

use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::lexicon::{cue_word, organization, particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// One past the end of this surname, if it is at this token.
pub(crate) fn surname_at(ctx: &NameContext<'_>, index: usize, form: &str) -> Option<usize> {
    let t = ctx.tokens;
    let mut i = index;
    let mut first = true;
    for word in form.split([' ', '-']).filter(|w| !w.is_empty()) {
        if first && particle::is_particle(word) {
            continue;
        }
        if !first {
            while t.is(i, '-') || t.kind(i) == TokenKind::Line {
                i += 1;
            }
        }
        let mut here = fold(t.word(i));
        if let Some(cut) = here.strip_suffix("'s") {
            here.truncate(cut.len());
        }
        if here != word && here.strip_suffix('s') != Some(word) {
            return None;
        }
        i += 1;
        first = false;
    }
    (!first).then_some(i)
}

/// First token of the particles in front, in any case, and whether they are the person's.
pub(crate) fn particles_before(ctx: &NameContext<'_>, index: usize, words: &str) -> (usize, bool) {
    let t = ctx.tokens;
    // `v/d Rijdt` for somebody called Van der Rijdt elsewhere.
    if let Some(start) = particle::shortened_before(t, index).filter(|_| !words.is_empty()) {
        return (start, true);
    }
    let mut start = index;
    for word in words.rsplit(' ').filter(|w| !w.is_empty()) {
        let mut before = start;
        while before > 0
            && (t.kind(before - 1) == TokenKind::Line
                || t.is(before - 1, '-') && !t.spaced(before - 1))
        {
            before -= 1;
        }
        if before == 0 || fold(t.word(before - 1)) != word {
            return (index, false);
        }
        start = before - 1;
    }
    (start, start < index)
}

/// First token of an unrecognized given name in front, and whether there is one.
pub(crate) fn given_name_before(ctx: &NameContext<'_>, start: usize) -> (usize, bool) {
    let t = ctx.tokens;
    let Some(before) = start.checked_sub(1) else { return (start, false) };
    if t.kind(before) != TokenKind::Capital || !t.spaced(start) {
        return (start, false);
    }
    let word = t.word(before);
    let known = ctx.lexicon.word(word);
    let open = !known.word()
        && !known.place()
        && !organization::is_organization_word(word)
        && cue_word::cue_of(word).is_none();
    if open || known.given() && !sentence::starts_sentence(ctx, before) {
        (before, true)
    } else {
        (start, false)
    }
}

/// Whether a word in front marks a place: `te Zwolle`, `in Hoorn`, `gemeente Beek`.
pub(crate) fn is_place(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let Some(before) = start.checked_sub(1) else { return false };
    matches!(
        fold(t.word(before)).as_str(),
        "te" | "in"
            | "naar"
            | "uit"
            | "gemeente"
            | "rechtbank"
            | "provincie"
            | "bij"
            | "regio"
            | "stad"
            | "omgeving"
            | "vanuit"
            | "gerechtshof"
            | "waterschap"
            | "politie"
            | "haven"
            | "ggd"
    ) || t.kind(before) == TokenKind::Upper && t.word(before).len() == 2
}

/// Whether what follows makes the word the subject of a sentence or a speaker:
/// `Bos: studenten zoeken`, `Nijs vult aan`, `Wijk (IvhO) belt`, `Bos en Bosch leveren`.
pub(crate) fn is_subject(ctx: &NameContext<'_>, end: usize) -> bool {
    let t = ctx.tokens;
    if sentence::is_person_verb(ctx, end) || t.is(end, ':') && !t.is_border(end + 1) {
        return true;
    }
    if t.is(end, '(') {
        return matches!(t.kind(end + 1), TokenKind::Upper | TokenKind::Mixed)
            && t.is(end + 2, ')');
    }
    if matches!(t.word(end), "en" | "/") || t.is(end, '/') {
        return t.kind(end + 1) == TokenKind::Capital
            && ctx.lexicon.word(t.word(end + 1)).surname();
    }
    let word = t.word(end);
    let other = [
        "niet", "naast", "recht", "slecht", "echt", "nacht", "eerst", "laat", "groot", "kort",
        "licht", "vast", "goed", "juist", "best", "meest", "minst", "vaart", "gericht", "bekend",
        "altijd",
    ];
    t.kind(end) == TokenKind::Lower
        && word.len() >= 4
        && word.ends_with('t')
        && !other.contains(&word)
}

/// Whether this is part of a longer compound that is not a name.
pub(crate) fn is_joined(ctx: &NameContext<'_>, start: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let left = start > 0 && t.is(start - 1, '-') && !t.spaced(start) && !t.spaced(start - 1);
    let right = t.is(end, '-')
        && !t.spaced(end)
        && t.kind(end + 1) == TokenKind::Lower
        && !t.spaced(end + 1);
    let dotted = t.is(end, '.') && !t.spaced(end) && t.is_word(end + 1) && !t.spaced(end + 1);
    left && t.kind(start.saturating_sub(2)) == TokenKind::Lower || right || dotted
}
