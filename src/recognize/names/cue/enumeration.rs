//! Several names after one title or office: `de leden A (VVD), B en C`.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{Found, Name};
use crate::recognize::names::context::Page;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::{self, Mode};
use crate::recognize::names::grammar::titles::skip_titles;
use crate::recognize::names::grammar::{full_name, not_a_name, sentence};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::{organization, particle};
use crate::recognize::text::token::Kind;

/// Reads the names that follow a plural.
pub(crate) fn after(
    page: &Page<'_>,
    start: usize,
    role: Role,
    why: &'static str,
    out: &mut Vec<Hit>,
) {
    let t = page.tokens;
    let mut i = start;
    // `Leden: A, B` are those of a group or a committee; those of a parliament are spoken of.
    let role = if t.is(i, ':') { Role::UNKNOWN } else { role };
    if matches!(t.kind(i), Kind::Mark('.' | ':')) {
        i += 1;
    }
    i = sentence::over_line(t, i, false);
    if matches!(cue_word::of(t.word(i)), Some(Cue::Title)) {
        i = skip_titles(t, i);
    }
    let Some(found) = member(page, i) else { return };
    if !is_plausible(page, &found) {
        return;
    }
    let weak = found.name.initials.is_empty() && found.name.given.is_empty();
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = page.lexicon.word(head);
    // `collega's van de Pandbrigade`
    let of_body = matches!(found.name.particles.as_str(), "van de" | "van het" | "bij de");
    let of_body = of_body && !known.surname();
    if weak && (known.place() || of_body || known.word() && !known.surname()) {
        return;
    }
    let end = found.end;
    // One capital word after a plural must be followed by more of them, or a bracket.
    if weak && !continues(page, end) {
        return;
    }
    out.push(page.hit_as(found, Likelihood::Likely, why, role.clone()));
    more(page, end, &role, why, out);
}

fn continues(page: &Page<'_>, end: usize) -> bool {
    let t = page.tokens;
    t.is(end, '(')
        || t.is(end, ',') && t.is_capital(end + 1)
        || t.word(end) == "en" && (t.is_capital(end + 1) || particle::begins(t, end + 1))
}

/// Reads on after a name: `, B en C`. Every item must be a plausible surname.
pub(crate) fn more(
    page: &Page<'_>,
    start: usize,
    role: &Role,
    why: &'static str,
    out: &mut Vec<Hit>,
) {
    let t = page.tokens;
    let mut i = start;
    for _ in 0..40 {
        i = skip_party(page, i);
        let comma = t.is(i, ',');
        let and = matches!(t.word(i), "en" | "&" | "alsmede");
        if !(comma || and) {
            return;
        }
        i = sentence::over_line(t, i + 1, true);
        if comma && t.word(i) == "en" {
            i = sentence::over_line(t, i + 1, true);
        }
        let Some(found) = member(page, i) else { return };
        if !plausible(page, &found, start == i) {
            return;
        }
        i = found.end;
        // A sentence that goes on with a name is no longer the list.
        out.push(page.hit_as(found, Likelihood::Likely, why, role.clone()));
    }
}

fn plausible(page: &Page<'_>, found: &Found, _first: bool) -> bool {
    if !is_plausible(page, found) || not_a_name::reason(page, found).is_some() {
        return false;
    }
    let name = &found.name;
    if !name.initials.is_empty() {
        return true;
    }
    if name.given.first().is_some_and(|g| page.lexicon.folded(g).given()) {
        return true;
    }
    let head = name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = page.lexicon.word(head);
    !known.place()
        && (!known.word() || known.surname() && !name.particles.is_empty() || known.common())
        && page.tokens.kind(found.start) != Kind::Upper
}

fn member(page: &Page<'_>, i: usize) -> Option<Found> {
    let t = page.tokens;
    if let Some(found) = full_name::forward_initials(page, i) {
        return Some(found);
    }
    let known = page.lexicon.word(t.word(i));
    if known.given() && (t.is_capital(i + 1) || particle::begins(t, i + 1)) {
        let found = full_name::forward_given(page, i, Mode::Anchored);
        if found.is_some() {
            return found;
        }
    }
    // `Has Bakker`: a word of no list in front of a surname.
    let next = page.lexicon.word(t.word(i + 1));
    let open = !known.word() && !known.surname() && !known.place();
    let closed =
        matches!(t.kind(i + 2), Kind::Mark(',' | '.' | ';' | '(')) || t.word(i + 2) == "en";
    let item = closed && !known.place() && !particle::is_particle(t.word(i));
    let item = item && cue_word::of(t.word(i)).is_none() && !organization::is_body(t.word(i));
    if (open || item)
        && t.kind(i) == Kind::Capital
        && t.kind(i + 1) == Kind::Capital
        && next.surname()
    {
        if let Some(found) = full_name::forward_given(page, i, Mode::Anchored) {
            return Some(found);
        }
    }
    let (end, particles, surname) = surname::surname(page, i)?;
    Some(Found { start: i, end, name: Name { particles, surname, ..Name::default() } })
}

/// Passes over `(VVD)`, `(EZK)`, `(voorzitter)` behind a name.
fn skip_party(page: &Page<'_>, i: usize) -> usize {
    let t = page.tokens;
    if !t.is(i, '(') {
        return i;
    }
    (i + 1..i + 8).find(|j| t.is(*j, ')')).map_or(i, |j| j + 1)
}
