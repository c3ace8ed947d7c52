//! Whether the words of a match can be the name of a person.

use crate::recognize::name::NameMatch;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::organization;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// `Oude Kotte`, `Grote Beverborg`: an adjective before what is neither a word nor a place.
pub(crate) fn adjective(ctx: &NameContext<'_>, found: &NameMatch, word: &str) -> bool {
    let surname = &found.name.surname;
    let Some((first, last)) = surname.split_once(' ') else { return false };
    let known = ctx.lexicon.word(last);
    matches!(first, "oude" | "nieuwe" | "grote" | "kleine")
        && first == fold(word)
        && !known.word()
        && !known.place()
        && organization::street_ending(last).is_none()
}

/// `de heer Koning`, `mevr. Berenschot`: a form of address that only a surname follows.
fn is_addressed(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let before = start.checked_sub(1).map(|i| if t.is(i, '.') { i.saturating_sub(1) } else { i });
    let named = |word: &str| {
        matches!(fold(word).as_str(), "heer" | "mevrouw" | "mevr" | "dhr" | "mw" | "meneer")
    };
    // `gedeputeerden Koning en Zevenaar`
    let offices = matches!(t.word(start + 1), "en" | ",")
        && before.is_some_and(|i| matches!(cue_word::cue_at(t, i), Some(Cue::Offices(_))));
    if offices {
        return true;
    }
    before.is_some_and(|i| named(t.word(i))) && cue_word::role_of(t.word(start)).is_none()
}

/// Whether nothing in the words marks an organization, a function or a place.
pub(crate) fn is_plausible(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let t = ctx.tokens;
    for i in found.start..found.end {
        let word = t.word(i);
        if t.is_capital(i) && word.len() > 1 && organization::is_organization_word(word) {
            // `Charlotte Koning`, `G. de Koning`: some offices are also surnames.
            let known = ctx.lexicon.word(word).surname();
            let first = found.name.given.first().is_some_and(|g| ctx.lexicon.folded(g).given());
            let anchored = first
                || !found.name.initials.is_empty()
                || !found.name.particles.is_empty()
                || is_addressed(ctx, found.start);
            let own = found.name.surname.split([' ', '-']).any(|w| w == fold(word));
            if !(known && anchored && own || adjective(ctx, found, word)) {
                return false;
            }
        }
    }
    let name = &found.name;
    if name.surname.is_empty() {
        return !name.given.is_empty();
    }
    if !name.initials.is_empty() {
        return true;
    }
    let head = name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.word(head);
    let upper_only = found.end == found.start + 1
        && t.kind(found.start) == TokenKind::Upper
        && t.word(found.start).len() <= 5;
    if upper_only {
        return false;
    }
    let ordinary = known.word() && !known.surname();
    let of_place = known.place()
        && name.given.is_empty()
        && matches!(t.word(found.start), "van" | "te" | "in" | "uit" | "bij" | "op");
    // `burgemeester van Den Helder`: the article is part of the place name.
    let capital = t.is_capital(found.start + 1) && t.kind(found.start) == TokenKind::Lower;
    let bare = name.given.is_empty() && name.particles.contains(' ') && capital;
    let article = name.particles.rsplit(' ').next().unwrap_or_default();
    let town = bare && ctx.lexicon.folded(&format!("{article} {}", name.surname)).place();
    let saluted = ordinary && is_saluted(ctx, found);
    !(ordinary && name.given.is_empty() && !saluted || of_place || town)
}

/// `Geachte heer Smaldeel,`: a surname that is a word and on no list, where only a surname can stand.
fn is_saluted(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let t = ctx.tokens;
    let Some(title) = found.start.checked_sub(1) else { return false };
    let greeting = title.checked_sub(1).map(|i| t.word(i)).unwrap_or_default();
    matches!(t.word(title), "heer" | "mevrouw" | "meneer")
        && matches!(greeting, "Geachte" | "geachte" | "Beste" | "beste" | "Waarde")
        && t.is(found.end, ',')
        && cue_word::role_of(t.word(found.start)).is_none()
}
