//! From a name that the model sees to a hit: what it covers, what speaks against it, and how it is told.

use crate::model::{Category, Evidence, Likelihood, ModelUse};
use crate::recognize::hit::Hit;
use crate::recognize::learned::LearnedName;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::{full_name, not_a_name};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// From here on a name that only the model sees is weighed.
const POSSIBLE: f32 = 0.5;

/// The hit for a name that the model sees, unless it is too unsure or an exclusion speaks
/// against it.
pub(super) fn hit(ctx: &NameContext<'_>, name: &LearnedName, model: ModelUse) -> Option<Hit> {
    if name.p < POSSIBLE {
        return None;
    }
    let start = ctx.tokens.index_at(name.span.start);
    let end = ctx.tokens.index_at(name.span.end);
    let parsed = parts(ctx, start, end);
    let found = NameMatch { start, end, name: parsed.clone().unwrap_or_default() };
    // `Hoofden Staf`, `Sectorhoofd Noord`: an office and what it is about.
    let word = ctx.tokens.word(start);
    let office = matches!(cue_word::cue_of(word), Some(Cue::Offices(_)))
        || cue_word::role_of(word).is_some() && !ctx.lexicon.word(word).surname();
    // `4.9.A.Lan`: a version or section.
    let numbered = start > 1
        && ctx.tokens.is(start - 1, '.')
        && !ctx.tokens.spaced(start)
        && ctx.tokens.kind(start - 2) == TokenKind::Number;
    // `vergunning Bosco`: a name begins with a capital, a particle or a given name.
    let front = ctx.tokens.word(start);
    let small = ctx.tokens.kind(start) == TokenKind::Lower
        && !particle::is_particle(front)
        && !ctx.lexicon.is_given(front);
    // `Groot Onderhoud`: two ordinary words.
    let plain = |i: usize| {
        let known = ctx.lexicon.word(ctx.tokens.word(i));
        known.word() && !known.given() && ctx.tokens.kind(i) == TokenKind::Capital
    };
    let last = ctx.lexicon.word(ctx.tokens.word(end.saturating_sub(1)));
    let phrase = end == start + 2 && (start..end).all(plain) && !last.surname();
    if phrase || end <= start || office || small || numbered || is_excluded(ctx, &found) {
        return None;
    }
    let likelihood = if model == ModelUse::On { Likelihood::Likely } else { Likelihood::Possible };
    let evidence = Evidence::of(step(name.p));
    let mut hit = Hit::new(name.span, Category::NAME, likelihood, evidence);
    // All words as a surname, if the parts cannot be told apart.
    hit.name = parsed.or_else(|| {
        let words =
            (start..end).filter(|i| ctx.tokens.is_word(*i)).map(|i| fold(ctx.tokens.word(i)));
        Some(PersonName { surname: words.collect::<Vec<_>>().join(" "), ..PersonName::default() })
    });
    Some(hit)
}

/// Whether an exclusion speaks against the name. `Wim & Hugo` are two people, not a company.
fn is_excluded(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let lone = found.end == found.start + 1 && ctx.lexicon.is_given(ctx.tokens.word(found.start));
    let and = lone && ctx.tokens.is(found.end, '&');
    not_a_name::is_historic(found)
        || not_a_name::reason(ctx, found).is_some_and(|reason| !(and && reason == "bedrijf"))
}

/// Evidence in steps, so that no log depends on how some machine rounds.
fn step(p: f32) -> &'static str {
    match p {
        p if p >= 0.95 => "model 0.95",
        p if p >= 0.9 => "model 0.90",
        p if p >= 0.8 => "model 0.80",
        p if p >= 0.65 => "model 0.65",
        _ => "model 0.50",
    }
}

/// The parts of the name that these tokens are, if they can be told apart.
fn parts(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<PersonName> {
    if end == start + 1 {
        let word = ctx.tokens.word(start);
        let known = ctx.lexicon.word(word);
        let mut name = PersonName::default();
        if known.given() && !known.surname() {
            name.given.push(fold(word));
        } else {
            name.surname = fold(word);
        }
        return Some(name);
    }
    full_name::any_form(ctx, start).filter(|found| found.end == end).map(|found| found.name)
}
