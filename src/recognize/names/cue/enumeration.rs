//! Several names after one title or office: `de leden A (VVD), B en C`.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::office;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::{self, Anchoring};
use crate::recognize::names::grammar::titles::skip_address;
use crate::recognize::names::grammar::{full_name, not_a_name, sentence};
use crate::recognize::names::lexicon::cue_word;
use crate::recognize::names::lexicon::{organization, particle, party};
use crate::recognize::text::token::TokenKind;

/// Adds the names that follow a plural.
pub(crate) fn after_plural(
    ctx: &NameContext<'_>,
    start: usize,
    role: Role,
    why: &'static str,
    out: &mut Vec<Hit>,
) {
    let t = ctx.tokens;
    let mut i = start;
    // `Leden: A, B` are members of a group or committee; members of parliament appear in sentences.
    let seat = !t.is(i, ':') && !is_head(ctx, start) && has_seats(ctx, start);
    let role = if seat { role } else { Role::UNKNOWN };
    if matches!(t.kind(i), TokenKind::Mark('.' | ':')) {
        i += 1;
    }
    i = sentence::past_line_break(t, i, false);
    i = skip_address(t, i);
    let Some(found) = item(ctx, i) else { return };
    if !is_plausible(ctx, &found) {
        return;
    }
    let weak = found.name.initials.is_empty() && found.name.given.is_empty();
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.word(head);
    // `collega's van de Pandbrigade`
    let of_body = matches!(found.name.particles.as_str(), "van de" | "van het" | "bij de");
    let of_body = of_body && !known.surname();
    let end = found.end;
    // `de leden Van Strijen (CDA)`: a party behind it tells the name from the place.
    let party = t.is(end, '(') && party::is_party(ctx, end + 1);
    if weak && !party && (known.place() || of_body || known.word() && !known.surname()) {
        return;
    }
    // A single capitalized word after a plural needs another one or a bracket after it.
    if weak && !list_follows(ctx, end) {
        return;
    }
    out.push(ctx.hit_as(found, Likelihood::Likely, why, role.clone()));
    continue_list(ctx, end, &role, why, out);
}

/// Whether those behind this plural hold an office: `leden` does so where a parliament is spoken of,
/// or their parties stand beside them.
fn has_seats(ctx: &NameContext<'_>, start: usize) -> bool {
    let plain = ctx.tokens.word(start.saturating_sub(1)).eq_ignore_ascii_case("leden");
    !plain || office::asks(ctx, start) || ctx.of_parliament() || party::near(ctx, start)
}

/// Whether the plural in front of this token heads a column or list and stands in no sentence:
/// `Leden` above names.
fn is_head(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let word = start.saturating_sub(1);
    matches!(t.word(word), "leden" | "Leden") && t.begins(word) && t.is_border(start)
}

fn list_follows(ctx: &NameContext<'_>, end: usize) -> bool {
    let t = ctx.tokens;
    let joint = t.is(end, ',') || t.word(end) == "en";
    t.is(end, '(')
        || joint && skip_address(t, end + 1) > end + 1
        || t.is(end, ',') && t.is_capital(end + 1)
        || matches!(t.word(end), "en" | "EN")
            && (t.is_capital(end + 1) || particle::begins(t, end + 1))
}

/// Adds the names that continue a list: `, B en C`. Every item must be a plausible surname.
pub(crate) fn continue_list(
    ctx: &NameContext<'_>,
    start: usize,
    role: &Role,
    why: &'static str,
    out: &mut Vec<Hit>,
) {
    let t = ctx.tokens;
    // `DE LEDEN VOS EN VAN BOS`: a heading.
    let upper = start.checked_sub(1).is_some_and(|b| t.kind(b) == TokenKind::Upper);
    let mut i = start;
    for _ in 0..40 {
        i = skip_brackets(ctx, i);
        let comma = t.is(i, ',');
        let and = matches!(t.word(i), "en" | "EN" | "&" | "alsmede");
        // `dr. Vos / Veensma`
        let slash = t.is(i, '/') && t.spaced(i) && t.spaced(i + 1);
        if !(comma || and || slash) {
            return;
        }
        i = sentence::past_line_break(t, i + 1, true);
        // `Dear Ms Vos,` above an empty line.
        if t.is_border(i) {
            return;
        }
        if comma && t.word(i) == "en" {
            i = sentence::past_line_break(t, i + 1, true);
        }
        i = sentence::past_line_break(t, skip_address(t, i), true);
        let Some(found) = item(ctx, i) else { return };
        let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
        let bare = found.name.initials.is_empty() && !ctx.lexicon.folded(head).surname();
        if !is_plausible_item(ctx, &found, upper) || slash && bare {
            return;
        }
        i = found.end;
        out.push(ctx.hit_as(found, Likelihood::Likely, why, role.clone()));
    }
}

fn is_plausible_item(ctx: &NameContext<'_>, found: &NameMatch, upper: bool) -> bool {
    if !is_plausible(ctx, found) || not_a_name::reason(ctx, found).is_some() {
        return false;
    }
    let name = &found.name;
    if !name.initials.is_empty() {
        return true;
    }
    if name.given.first().is_some_and(|g| ctx.lexicon.folded(g).given()) {
        return true;
    }
    let head = name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.word(head);
    !known.place()
        && (!known.word() || known.surname() && !name.particles.is_empty() || known.common())
        && (upper || ctx.tokens.kind(found.start) != TokenKind::Upper)
}

fn item(ctx: &NameContext<'_>, i: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    if let Some(found) = full_name::initials_and_surname(ctx, i) {
        return Some(found);
    }
    let known = ctx.lexicon.word(t.word(i));
    if known.given() && (t.is_capital(i + 1) || particle::begins(t, i + 1)) {
        let found = full_name::given_and_surname(ctx, i, Anchoring::Anchored);
        if found.is_some() {
            return found;
        }
    }
    // `Has Bakker`: a word on no list before a surname.
    let next = ctx.lexicon.word(t.word(i + 1));
    let open = !known.word() && !known.surname() && !known.place();
    let closed =
        matches!(t.kind(i + 2), TokenKind::Mark(',' | '.' | ';' | '(')) || t.word(i + 2) == "en";
    let item = closed && !known.place() && !particle::is_particle(t.word(i));
    let item = item
        && cue_word::cue_of(t.word(i)).is_none()
        && !organization::is_organization_word(t.word(i));
    if (open || item)
        && t.kind(i) == TokenKind::Capital
        && t.kind(i + 1) == TokenKind::Capital
        && next.surname()
    {
        if let Some(found) = full_name::given_and_surname(ctx, i, Anchoring::Anchored) {
            return Some(found);
        }
    }
    let (end, particles, surname) = surname::surname(ctx, i)?;
    Some(NameMatch {
        start: i,
        end,
        name: PersonName { particles, surname, ..PersonName::default() },
    })
}

/// Skips `(VVD)`, `(EZK)`, `(voorzitter)` after a name.
fn skip_brackets(ctx: &NameContext<'_>, i: usize) -> usize {
    let t = ctx.tokens;
    if !t.is(i, '(') {
        return i;
    }
    (i + 1..i + 8).find(|j| t.is(*j, ')')).map_or(i, |j| j + 1)
}
