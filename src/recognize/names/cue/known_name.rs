//! Names found by lists: a known given name and what follows it. Lists come last and never override
//! an anchor.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::given_name;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::sentence::{
    self, is_person_verb, leads_to_capital, starts_sentence,
};
use crate::recognize::names::grammar::surname::{self, Anchoring};
use crate::recognize::names::grammar::titles::skip_predicate;
use crate::recognize::names::grammar::{full_name, initials, not_a_name};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::{organization, particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;

/// Adds the full name that starts at this token, if the lists support it.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if !matches!(t.kind(index), TokenKind::Capital | TokenKind::Upper) {
        return;
    }
    if t.kind(index) == TokenKind::Capital
        && (given_name::alone(ctx, index, out) || given_name::with_letter(ctx, index, out))
    {
        return;
    }
    let next = t.kind(index + 1);
    let room = matches!(
        next,
        TokenKind::Capital
            | TokenKind::Upper
            | TokenKind::Lower
            | TokenKind::Letter
            | TokenKind::Mixed
            | TokenKind::Line
            | TokenKind::Mark('-' | '(')
    );
    if !room || index > 0 && t.is(index - 1, '-') && !t.spaced(index) {
        return;
    }
    let word = t.word(index);
    let announced = matches!(cue_word::cue_of(word), Some(Cue::Greeting | Cue::Title));
    if particle::is_particle(word) || announced {
        return;
    }
    // In capitals, `JAN DE VRIES`, only if the given name is known.
    if t.kind(index) == TokenKind::Upper {
        in_capitals(ctx, index, out);
        surname_first(ctx, index, out);
        return;
    }
    // `Rosalie baronesse van Heem`
    let after = skip_predicate(t, index + 1);
    if next == TokenKind::Lower && !(particle::begins(t, after) && leads_to_capital(t, after)) {
        return;
    }
    let Some(found) = full_name::given_and_surname(ctx, index, Anchoring::Bare) else { return };
    if found.name.surname.is_empty() || !is_plausible(ctx, &found) {
        return;
    }
    if not_a_name::reason(ctx, &found).is_some() || not_a_name::is_historic(&found) {
        return;
    }
    if lists_support(ctx, &found) || is_unlisted_name(ctx, &found) {
        out.push(ctx.hit(found, Likelihood::Likely, "voornaam en achternaam"));
    }
}

/// Whether the lists support a given name and a surname.
fn lists_support(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let name = &found.name;
    let first = name.given.first().and_then(|g| g.split('-').next()).unwrap_or_default();
    let whole = ctx.lexicon.word(ctx.tokens.word(found.start));
    let given = ctx.lexicon.folded(first).given() || whole.given();
    let head = name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    let bound = !name.particles.is_empty();
    let sentence = starts_sentence(ctx, found.start);
    if given && last.surname() {
        let words = whole.word() && last.word() && !bound;
        return !(words && sentence || last.place() && !bound && whole.word());
    }
    let plain = !whole.word() && !whole.place();
    // `Rik Tamboer`: a noun is capitalized only if it is a name.
    given && !last.word() && !last.place() && !(whole.word() && sentence)
        || given && plain && !last.place() && is_noun_surname(ctx, found)
        || bound && are_strong_particles(&name.particles) && plain && last.surname()
}

/// A word on no list before a surname, or two such words before a job or a verb.
fn is_unlisted_name(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let t = ctx.tokens;
    let (index, end) = (found.start, found.end);
    let word = t.word(index);
    let whole = ctx.lexicon.word(word);
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    !whole.word()
        && !whole.place()
        && !whole.surname()
        && !(index..end).any(|i| t.is_line(i))
        && !(index > 0 && (particle::begins(t, index - 1) || t.is_capital(index - 1)))
        && cue_word::role_of(word).is_none()
        && !last.word()
        && !last.place()
        && (last.surname() && (4..=12).contains(&word.len()) && head.len() >= 4
            || beside_job(ctx, end)
            || is_person_verb(ctx, end) && word.len() >= 3 && head.len() >= 3)
}

/// Whether the ordinary word after a given name is its surname: nothing continues it, and it is no
/// organization or trade.
fn is_noun_surname(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let t = ctx.tokens;
    let last = found.end - 1;
    let word = fold(t.word(last));
    let thing = word_lists::contains("bedrijf", &word)
        || word_lists::contains("zaak", &word)
        || word_lists::contains("branche", &word)
        || organization::is_organization_word(t.word(last))
        || cue_word::role_of(t.word(last)).is_some();
    let alone = found.end == found.start + 2;
    let goes_on = t.is_capital(found.end) || t.is(found.end, '-');
    alone && !thing && !goes_on && word.len() > 2 && t.kind(last) == TokenKind::Capital
}

/// Whether a job or office follows: `, adviseur`, `(projectleider)`.
fn beside_job(ctx: &NameContext<'_>, end: usize) -> bool {
    let t = ctx.tokens;
    let bracket = t.is(end, '(');
    if !bracket && !t.is(end, ',') {
        return false;
    }
    let mut i = sentence::past_line_break(t, end + 1, false);
    // `, senior adviseur`, `, hoofd Inkoop`
    if t.kind(i) == TokenKind::Lower && cue_word::role_at(ctx, i).is_none() {
        i += 1;
    }
    let agent = bracket && t.is(i + 1, ')') && is_agent_noun(t.word(i));
    t.kind(i) == TokenKind::Lower && (agent || cue_word::role_at(ctx, i).is_some())
}

/// `(planeconoom)`, `(kraanmachinist)`: whether a word has the ending of an agent noun.
fn is_agent_noun(word: &str) -> bool {
    let tails = [
        "er", "eur", "oom", "oog", "ist", "aar", "ant", "ent", "kundige", "man", "vrouw", "arts",
        "coach", "hoofd", "lid", "baas",
    ];
    word.len() > 4 && tails.iter().any(|tail| word.ends_with(tail))
}

/// `SHEVCHENKO Oleksandr`, `NGUYEN Van Duc`: a cell with the surname in capitals, then given names.
fn surname_first(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let word = t.word(index);
    let known = ctx.lexicon.word(word);
    let odd = word.chars().count() < 4
        || known.word() && !known.surname()
        || known.place()
        || organization::is_organization_word(word);
    let listed = t.begins(index)
        || index > 0 && matches!(t.kind(index - 1), TokenKind::Mark(')' | ';' | ':'));
    if odd || !listed {
        return;
    }
    let mut end = index + 1;
    while end < index + 4 && t.kind(end) == TokenKind::Capital && t.spaced(end) {
        end += 1;
    }
    let closed = t.is_border(end) || matches!(t.kind(end), TokenKind::Mark(',' | ';' | '('));
    let plain = |i: usize| {
        let known = ctx.lexicon.word(t.word(i));
        known.given() || !known.word() && !known.place()
    };
    if end == index + 1 || !closed || !(index + 1..end).all(plain) {
        return;
    }
    let given = (index + 1..end).map(|i| fold(t.word(i))).collect();
    let surname = fold(word);
    let name = PersonName { given, surname, ..PersonName::default() };
    let found = NameMatch { start: index, end, name };
    if is_plausible(ctx, &found) && not_a_name::reason(ctx, &found).is_none() {
        out.push(ctx.hit(found, Likelihood::Likely, "hoofdletters"));
    }
}

fn in_capitals(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let known = ctx.lexicon.word(t.word(index));
    let double = t.is(index + 1, '-') && t.kind(index + 2) == TokenKind::Upper;
    if !known.given() || known.word() && !double || t.word(index).len() < 3 {
        return;
    }
    let mut given = fold(t.word(index));
    let mut next = index + 1;
    if t.is(next, '-') && !t.spaced(next) && t.kind(next + 1) == TokenKind::Upper {
        given = format!("{given}-{}", fold(t.word(next + 1)));
        next += 2;
    }
    // `ESMERALDA J.T. SPRIENSMA`
    let letters = initials::initials(t, next);
    next = letters.as_ref().map_or(next, |(end, _)| *end);
    let Some((end, particles, surname)) = surname::surname(ctx, next) else { return };
    let upper = (next..end).all(|i| t.kind(i) == TokenKind::Upper || !t.is_capital(i));
    let head = surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    if !upper || !(last.surname() || !last.word() && !last.place()) {
        return;
    }
    let name = PersonName { given: vec![given], particles, surname, ..PersonName::default() };
    let found = NameMatch { start: index, end, name };
    if is_plausible(ctx, &found) {
        out.push(ctx.hit(found, Likelihood::Likely, "hoofdletters"));
    }
}

/// Whether these particles cannot join a place or an organization, as `van`, `in` or `op` alone
/// can.
fn are_strong_particles(particles: &str) -> bool {
    particles.split(' ').count() >= 2 && !particles.ends_with("de") && !particles.ends_with("het")
        || matches!(particles, "ter" | "ten" | "el" | "la" | "du" | "von" | "di" | "den" | "der")
}
