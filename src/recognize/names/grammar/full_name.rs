//! Full names: initials or given names, particles and surname, in their usual orders.

use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::given_names::{bracketed, given_names};
use crate::recognize::names::grammar::initials::{initials, is_abbreviation, undotted};
use crate::recognize::names::grammar::sentence::past_line_break;
use crate::recognize::names::grammar::surname::{Anchoring, surname};
use crate::recognize::names::grammar::surname_first::{
    has_known_given, surname_first, wraps_in_list,
};
use crate::recognize::names::grammar::titles::skip_predicate;
use crate::recognize::names::lexicon::organization;
use crate::recognize::names::lexicon::particle::is_particle;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// `J.P. de Vries`: initials, particles, surname.
pub(crate) fn initials_and_surname(ctx: &NameContext<'_>, start: usize) -> Option<NameMatch> {
    let (after, letters) = initials(ctx.tokens, start)?;
    // A given name in brackets in between: `J.P. (Jan) de Vries`.
    let (after, given) = bracketed(ctx, after).unwrap_or((after, Vec::new()));
    let t = ctx.tokens;
    let after = skip_predicate(t, after);
    let many = letters.len() >= 2 && given.is_empty();
    let next = past_line_break(t, after, many);
    if next > after {
        // A label or an ordinary word starts the next line, so the name does not continue there.
        let known = ctx.lexicon.word(t.word(next));
        let label = t.is(next + 1, ':') || organization::is_organization_word(t.word(next));
        if label || known.word() && !known.surname() && t.is_capital(next) {
            return None;
        }
    }
    // `op naam van T.` above `Debesay.`
    let known = ctx.lexicon.word(t.word(next));
    let front = start.checked_sub(1).is_some_and(|b| t.kind(b) == TokenKind::Lower);
    let rare = front && t.kind(next) == TokenKind::Capital && !known.word() && !known.place();
    if next > after && !many && !is_particle(t.word(next)) && !known.surname() && !rare {
        return None;
    }
    let (end, particles, surname) = surname(ctx, next)?;
    if is_abbreviation(ctx, start, &letters, &surname) || wraps_in_list(t, start, end) {
        return None;
    }
    Some(NameMatch {
        start,
        end,
        name: PersonName { given, initials: letters, particles, surname },
    })
}

/// `Jan de Vries`, `Jan P. de Vries`, `Jan-Willem Bakker`: given names, then a surname.
pub(crate) fn given_and_surname(
    ctx: &NameContext<'_>,
    start: usize,
    mode: Anchoring,
) -> Option<NameMatch> {
    let t = ctx.tokens;
    if t.kind(start) != TokenKind::Capital || is_particle(t.word(start)) {
        return None;
    }
    let (mut i, mut given) = given_names(ctx, start);
    let mut letters = String::new();
    if let Some((end, more)) = initials(t, i) {
        i = end;
        letters = more;
    }
    if let Some((end, _)) = bracketed(ctx, i) {
        i = end;
    }
    i = skip_predicate(t, i);
    let strong = mode == Anchoring::Anchored;
    let parsed = surname(ctx, past_line_break(t, i, false));
    // `familie Tolkamp te Markelo`: a place of residence.
    let lives = parsed.as_ref().is_some_and(|(_, particles, base)| {
        matches!(particles.as_str(), "te" | "in" | "uit") && ctx.lexicon.folded(base).place()
    });
    if lives && letters.is_empty() {
        return None;
    }
    let Some((end, particles, base)) = parsed else {
        // `Anna Maria`: the last of several given names is the surname.
        let last = if given.len() >= 2 && letters.is_empty() { given.pop() } else { None };
        // `Hilal Kurt`: two given names that are not words.
        let names = given.first().is_some_and(|g| {
            let word = |w: &str| ctx.lexicon.folded(w).word();
            ctx.lexicon.folded(g).given() && !word(g) && !last.as_deref().is_some_and(word)
        });
        let known = last
            .as_deref()
            .is_some_and(|l| ctx.lexicon.folded(l).surname() || strong || names && l.len() > 2);
        return known.then(|| NameMatch {
            start,
            end: i,
            name: PersonName {
                given,
                initials: letters,
                surname: last.unwrap_or_default(),
                ..PersonName::default()
            },
        });
    };
    Some(NameMatch {
        start,
        end,
        name: PersonName { given, initials: letters, particles, surname: base },
    })
}

/// A name in any form, where an anchor announced it.
pub(crate) fn any_form(ctx: &NameContext<'_>, start: usize) -> Option<NameMatch> {
    if let Some(found) = initials_and_surname(ctx, start).or_else(|| undotted(ctx, start)) {
        return Some(found);
    }
    if let Some(found) = surname_first(ctx, start, Anchoring::Anchored) {
        // `Samira Soekhoe, Jitske` are two people, not a surname of two words.
        let two = found.name.surname.contains(' ')
            && found.name.initials.is_empty()
            && ctx.lexicon.word(ctx.tokens.word(start)).given();
        let listed = two || found.name.initials.is_empty() && !has_known_given(ctx, &found);
        if !listed {
            return Some(found);
        }
    }
    if let Some(found) =
        given_and_surname(ctx, start, Anchoring::Anchored).or_else(|| in_capitals(ctx, start))
    {
        return Some(found);
    }
    let (end, particles, surname) = surname(ctx, start)?;
    Some(NameMatch { start, end, name: PersonName { particles, surname, ..PersonName::default() } })
}

/// `BRAM VAN ZANDEN`, where an anchor announced it.
fn in_capitals(ctx: &NameContext<'_>, start: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let word = t.word(start);
    if t.kind(start) != TokenKind::Upper || word.len() < 3 || is_particle(word) {
        return None;
    }
    let mut given = fold(word);
    let mut i = start + 1;
    if t.is(i, '-') && !t.spaced(i) && t.kind(i + 1) == TokenKind::Upper && !t.spaced(i + 1) {
        given = format!("{given}-{}", fold(t.word(i + 1)));
        i += 2;
    }
    let first = ctx.lexicon.folded(given.split('-').next().unwrap_or_default());
    if !first.given() && (first.word() || first.place()) {
        return None;
    }
    let i = initials(t, i).map_or(i, |(end, _)| end);
    let (end, particles, surname) = surname(ctx, i)?;
    let upper = (i..end).all(|k| t.kind(k) == TokenKind::Upper || !t.is_capital(k));
    let known = ctx.lexicon.word(surname.split([' ', '-']).next().unwrap_or_default());
    let fits = known.surname() || first.given() && !known.word() && !known.place();
    let name = PersonName { given: vec![given], particles, surname, ..PersonName::default() };
    (upper && fits).then_some(NameMatch { start, end, name })
}
