//! The grammar of Dutch names: initials, particles, surnames, and their usual orders.

use crate::recognize::name::{Found, Name};
use crate::recognize::names::context::Page;
use crate::recognize::names::grammar::given_names::{bracketed, given_names};
use crate::recognize::names::grammar::initials::{initials, no_initials, undotted};
use crate::recognize::names::grammar::sentence::over_line;
use crate::recognize::names::grammar::surname::{Mode, surname};
use crate::recognize::names::grammar::surname_first::{listed_behind, reversed, t_given};
use crate::recognize::names::lexicon::organization;
use crate::recognize::names::lexicon::particle::is_particle;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::Kind;

/// `J.P. de Vries`: initials, particles, surname.
pub(crate) fn forward_initials(page: &Page<'_>, start: usize) -> Option<Found> {
    let (after, letters) = initials(page.tokens, start)?;
    // A title or a given name in brackets between: `J.P. (Jan) de Vries`.
    let (after, given) = bracketed(page, after).unwrap_or((after, Vec::new()));
    let t = page.tokens;
    let many = letters.len() >= 2 && given.is_empty();
    let next = over_line(t, after, many);
    if next > after {
        // A label or an ordinary word begins the next line: nothing went on.
        let known = page.lexicon.word(t.word(next));
        let label = t.is(next + 1, ':') || organization::is_body(t.word(next));
        if label || known.word() && !known.surname() && t.is_capital(next) {
            return None;
        }
    }
    if next > after
        && !many
        && !is_particle(t.word(next))
        && !page.lexicon.word(t.word(next)).surname()
    {
        return None;
    }
    let (end, particles, surname) = surname(page, next)?;
    if no_initials(page, start, &letters, &surname) || listed_behind(t, start, end) {
        return None;
    }
    Some(Found { start, end, name: Name { given, initials: letters, particles, surname } })
}

/// `Jan de Vries`, `Jan P. de Vries`, `Jan-Willem Bakker`: given names, then a surname.
pub(crate) fn forward_given(page: &Page<'_>, start: usize, mode: Mode) -> Option<Found> {
    let t = page.tokens;
    if t.kind(start) != Kind::Capital || is_particle(t.word(start)) {
        return None;
    }
    let (mut i, mut given) = given_names(page, start);
    let mut letters = String::new();
    if let Some((end, more)) = initials(t, i) {
        i = end;
        letters = more;
    }
    if let Some((end, _)) = bracketed(page, i) {
        i = end;
    }
    let strong = mode == Mode::Anchored;
    let parsed = surname(page, over_line(t, i, false));
    // `familie Tolkamp te Markelo`: where they live.
    let lives = parsed.as_ref().is_some_and(|(_, particles, base)| {
        matches!(particles.as_str(), "te" | "in" | "uit") && page.lexicon.folded(base).place()
    });
    if lives && letters.is_empty() {
        return None;
    }
    let Some((end, particles, base)) = parsed else {
        // `Anna Maria`: the last of several given names was the surname.
        let last = if given.len() >= 2 && letters.is_empty() { given.pop() } else { None };
        // `Hilal Kurt`: two given names that are no words.
        let names = given.first().is_some_and(|g| {
            let word = |w: &str| page.lexicon.folded(w).word();
            page.lexicon.folded(g).given() && !word(g) && !last.as_deref().is_some_and(word)
        });
        let known = last
            .as_deref()
            .is_some_and(|l| page.lexicon.folded(l).surname() || strong || names && l.len() > 2);
        return known.then(|| Found {
            start,
            end: i,
            name: Name {
                given,
                initials: letters,
                surname: last.unwrap_or_default(),
                ..Name::default()
            },
        });
    };
    Some(Found { start, end, name: Name { given, initials: letters, particles, surname: base } })
}

/// Any form of a name where an anchor already spoke.
pub(crate) fn person(page: &Page<'_>, start: usize) -> Option<Found> {
    if let Some(found) = forward_initials(page, start).or_else(|| undotted(page, start)) {
        return Some(found);
    }
    if let Some(found) = reversed(page, start, Mode::Anchored) {
        // `Samira Soekhoe, Jitske` are two people, and no surname of two words.
        let two = found.name.surname.contains(' ')
            && found.name.initials.is_empty()
            && page.lexicon.word(page.tokens.word(start)).given();
        let listed = two || found.name.initials.is_empty() && !t_given(page, &found);
        if !listed {
            return Some(found);
        }
    }
    if let Some(found) =
        forward_given(page, start, Mode::Anchored).or_else(|| capitals(page, start))
    {
        return Some(found);
    }
    let (end, particles, surname) = surname(page, start)?;
    Some(Found { start, end, name: Name { particles, surname, ..Name::default() } })
}

/// `BRAM VAN ZANDEN` where an anchor already spoke.
fn capitals(page: &Page<'_>, start: usize) -> Option<Found> {
    let t = page.tokens;
    let word = t.word(start);
    if t.kind(start) != Kind::Upper || word.len() < 3 || is_particle(word) {
        return None;
    }
    let mut given = fold(word);
    let mut i = start + 1;
    if t.is(i, '-') && !t.spaced(i) && t.kind(i + 1) == Kind::Upper && !t.spaced(i + 1) {
        given = format!("{given}-{}", fold(t.word(i + 1)));
        i += 2;
    }
    let first = page.lexicon.folded(given.split('-').next().unwrap_or_default());
    if !first.given() && (first.word() || first.place()) {
        return None;
    }
    let i = initials(t, i).map_or(i, |(end, _)| end);
    let (end, particles, surname) = surname(page, i)?;
    let upper = (i..end).all(|k| t.kind(k) == Kind::Upper || !t.is_capital(k));
    let known = page.lexicon.word(surname.split([' ', '-']).next().unwrap_or_default());
    let fits = known.surname() || first.given() && !known.word() && !known.place();
    let name = Name { given: vec![given], particles, surname, ..Name::default() };
    (upper && fits).then_some(Found { start, end, name })
}
