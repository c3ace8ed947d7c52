//! Speakers in a printed chat, and the sender of a letter written in lower case.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::{full_name, not_a_name};
use crate::recognize::names::lexicon::{cue_word, particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Looks at the start of every line.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    for line in t.lines() {
        let index = line.start();
        match t.kind(index) {
            TokenKind::Mark('[' | '(') | TokenKind::Number => after_timestamp(ctx, index, out),
            TokenKind::Capital | TokenKind::Upper | TokenKind::Letter => {
                before_time(ctx, index, out)
            }
            TokenKind::Lower => letter_sender(ctx, index, out),
            _ => {}
        }
    }
}

/// `[12-02-2025 08:31:05] Name:`, `12/02/2025, 09:01 - Name:`, `08:31 Name:`.
fn after_timestamp(ctx: &NameContext<'_>, start: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut i = start;
    let mut clock = false;
    while i < start + 18 && (matches!(t.kind(i), TokenKind::Number | TokenKind::Mark(_))) {
        clock |= t.kind(i) == TokenKind::Number
            && t.is(i + 1, ':')
            && t.kind(i + 2) == TokenKind::Number;
        i += 1;
    }
    if !clock || !t.spaced(i) {
        return;
    }
    let Some(mut found) = speaker(ctx, i).or_else(|| contact(ctx, i)) else { return };
    let end = skip_remark(ctx, found.end);
    // `[08-01-2024 08:51] Bakker, Renske` above what was said.
    if t.is(i - 1, ']') && (t.is_border(end) || end >= t.len()) {
        out.push(ctx.hit(found, Likelihood::Certain, "spreker"));
        return;
    }
    // `Ahmed v chauffeurs:`, `Liselot 🌷:`: a name as stored in a phone's contacts.
    let Some(colon) = (end..end + 6).find(|k| t.is(*k, ':') || t.is_border(*k)) else { return };
    if !t.is(colon, ':') {
        return;
    }
    let words = (found.end..colon).take_while(|k| t.is_word(*k) || t.is(*k, '.')).count();
    if end == found.end {
        found.end += words;
    }
    out.push(ctx.hit(found, Likelihood::Certain, "spreker"));
}

/// `Gerrit BOA:`: a given name and what somebody is, as stored in a phone.
fn contact(ctx: &NameContext<'_>, i: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let known = ctx.lexicon.word(t.word(i));
    // On no list at all: nothing else stands in that place.
    let open = !known.word() && !known.surname();
    let named = t.kind(i) == TokenKind::Capital && (known.given() || open) && !known.place();
    let name = PersonName { given: vec![fold(t.word(i))], ..PersonName::default() };
    (named && t.spaced(i + 1)).then_some(NameMatch { start: i, end: i + 1, name })
}

/// `Name  09:14`: a line that is a name, optionally with a remark, and a time.
fn before_time(ctx: &NameContext<'_>, start: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let end = t.line_end(start);
    // Cheapest test first: the line ends in a time.
    let clock = end >= start + 5
        && end - start < 20
        && t.kind(end - 1) == TokenKind::Number
        && t.is(end - 2, ':')
        && t.kind(end - 3) == TokenKind::Number;
    if !clock {
        return;
    }
    let Some(found) = speaker(ctx, start).filter(|f| !t.is(f.end, ':')) else { return };
    let mut i = skip_remark(ctx, found.end);
    if t.kind(i) == TokenKind::Gap {
        i += 1;
    }
    if (i..end).all(|k| {
        matches!(t.kind(k), TokenKind::Number | TokenKind::Mark(':' | '-' | '/' | '.' | ','))
    }) {
        out.push(ctx.hit(found, Likelihood::Certain, "spreker"));
    }
}

fn skip_remark(ctx: &NameContext<'_>, i: usize) -> usize {
    let t = ctx.tokens;
    if !t.is(i, '(') {
        return i;
    }
    (i + 1..i + 6).find(|j| t.is(*j, ')')).map_or(i, |j| j + 1)
}

/// A name in the place of a speaker: a full one, or one word that is not ordinary.
pub(crate) fn speaker(ctx: &NameContext<'_>, i: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let found = full_name::any_form(ctx, i)?;
    // `Fenna Dijkring:` ends like a street.
    let other = |reason| reason != "straat";
    if !is_plausible(ctx, &found) || not_a_name::reason(ctx, &found).is_some_and(other) {
        return None;
    }
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let (first, last) = (ctx.lexicon.word(t.word(i)), ctx.lexicon.word(head));
    if !found.name.initials.is_empty() {
        return Some(found);
    }
    let ordinary = first.word() && !first.given() || first.place();
    let office = cue_word::role_of(t.word(i)).is_some();
    if found.name.given.is_empty() {
        let fits = first.given() || last.surname() && !last.word() || !last.word() && !last.place();
        return (fits && !office).then(|| as_given_name(ctx, found));
    }
    (!ordinary && !office && (!last.word() || last.surname())).then_some(found)
}

/// Moves a single word that is a given name from the surname to the given names.
fn as_given_name(ctx: &NameContext<'_>, found: NameMatch) -> NameMatch {
    let known = ctx.lexicon.folded(&found.name.surname);
    if !known.given() || !found.name.particles.is_empty() {
        return found;
    }
    let name = PersonName { given: vec![found.name.surname], ..PersonName::default() };
    NameMatch { name, ..found }
}

/// `jan de vries` above `dorpsstraat 1` above `1234 AB ede`: the sender of a letter, in lower case.
fn letter_sender(ctx: &NameContext<'_>, start: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let end = t.line_end(start);
    if !(start + 2..=start + 5).contains(&end)
        || !(start..end).all(|i| t.kind(i) == TokenKind::Lower)
    {
        return;
    }
    let street = end + 1;
    let below = t.line_end(street);
    let numbered = matches!(t.kind(below.wrapping_sub(1)), TokenKind::Number | TokenKind::Mixed)
        || matches!(t.kind(below.wrapping_sub(2)), TokenKind::Number);
    let code = below + 1;
    let postcode = t.kind(code) == TokenKind::Number
        && t.word(code).len() == 4
        && t.kind(code + 1) == TokenKind::Upper
        && t.word(code + 1).len() == 2
        || t.kind(code) == TokenKind::Mixed && t.word(code).len() == 6;
    if t.kind(end) != TokenKind::Line || below > street + 6 || !numbered || !postcode {
        return;
    }
    let given = fold(t.word(start));
    let mut first = end - 1;
    while first > start + 1 && particle::begins(t, first - 1) {
        first -= 1;
    }
    let particles: Vec<String> = (first..end - 1).map(|i| fold(t.word(i))).collect();
    let surname = fold(t.word(end - 1));
    let known = ctx.lexicon.folded(&given).given() || ctx.lexicon.folded(&surname).surname();
    if !known || particle::is_particle(&given) {
        return;
    }
    let name = PersonName {
        given: vec![given],
        particles: particles.join(" "),
        surname,
        ..PersonName::default()
    };
    let found = NameMatch { start, end, name };
    out.push(ctx.hit_as(found, Likelihood::Likely, "naam boven adres", Role::CITIZEN));
}
