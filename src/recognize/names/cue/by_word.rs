//! Acts on words that announce a name; one lookup per word.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::{behind_office, enumeration, greeting, title};
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::Anchoring;
use crate::recognize::names::grammar::{full_name, not_a_name, sentence};
use crate::recognize::names::lexicon::cue_word::{
    self, Cue, SHORTEST_TAIL, compound, cue_at, role_of,
};
use crate::recognize::text::lexicon::WordInfo;
use crate::recognize::text::token::TokenKind;

/// Adds what the word at this token announces, if anything.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    // Most words announce nothing, are part of no compound, and have no name after them.
    let cue = cue_at(t, index);
    let next = t.kind(index + 1);
    let long = || t.word(index).len() > SHORTEST_TAIL || cue_word::heads_ministry(t.word(index));
    let named = t.is_capital(index + 1) && t.spaced(index + 1) && long();
    if cue.is_none() && next != TokenKind::Mark('-') && !named || !t.is_word(index) {
        return;
    }
    let hyphen = index > 1 && t.is(index - 1, '-') && !t.spaced(index) && !t.spaced(index - 1);
    // `oud-wethouder Marco Verloop` held the office.
    let former = ["oud", "ex", "loco", "vice", "plaatsvervangend"];
    if hyphen && !former.contains(&t.word(index - 2).to_lowercase().as_str()) {
        return;
    }
    if let Some(Cue::Office(role)) = compound(ctx, index).as_deref().and_then(cue_word::cue_of) {
        behind_office::after_office(ctx, index, index + 2, role, out);
        return;
    }
    let Some(cue) = cue else {
        // `Woonwethouder Sara van Dam`: a compound right before a name.
        let ministry = || cue_word::heads_ministry(t.word(index)).then_some(Role::MINISTER);
        if let Some(role) = named.then(|| role_of(t.word(index)).or_else(ministry)).flatten() {
            behind_office::after_office(ctx, index, index, &role, out);
        }
        return;
    };
    match cue {
        Cue::Title => title::after_title(ctx, index, out),
        Cue::Titles => enumeration::after_plural(ctx, index + 1, Role::UNKNOWN, "titels", out),
        Cue::Office(role) => behind_office::after_office(ctx, index, index, role, out),
        Cue::Offices(role) => {
            behind_office::after_offices(ctx, index + 1, role, out);
            enumeration::after_plural(ctx, index + 1, role.clone(), "ambten", out);
        }
        Cue::Greeting => greeting::at(ctx, index, out),
        Cue::Signed => after_signed(ctx, index, out),
        Cue::Before(role) => after_relation(ctx, index, role, out),
    }
}

/// Adds the name after a mark that replaces a signature: `w.g. Van Binnebeke`,
/// `(get.) A. de Vries`.
fn after_signed(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let word = t.word(index);
    let mut i = index + 1;
    if word.eq_ignore_ascii_case("w") {
        if !(t.is(i, '.') && t.word(i + 1).eq_ignore_ascii_case("g") && !t.spaced(i + 1)) {
            return;
        }
        i += 2;
    }
    let short = word.len() <= 3;
    if short && !(t.is(i, '.') || t.is(i, ')')) {
        return;
    }
    while matches!(t.kind(i), TokenKind::Mark('.' | ')' | ':')) {
        i += 1;
    }
    i = sentence::past_line_break(t, i, true);
    if let Some(found) = full_name::any_form(ctx, i).filter(|f| is_plausible(ctx, f)) {
        out.push(ctx.hit(found, Likelihood::Certain, "w.g."));
    }
}

/// Adds two capitalized words on no list after a word such as `partner` or `contactpersoon`.
fn after_relation(ctx: &NameContext<'_>, index: usize, role: &Role, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut i = sentence::past_line_break(t, index + 1, false);
    if matches!(t.word(i), "is" | "was") {
        i += 1;
    }
    if !matches!(t.kind(i), TokenKind::Capital) {
        return;
    }
    let Some(found) = full_name::given_and_surname(ctx, i, Anchoring::Bare) else { return };
    if !is_plausible(ctx, &found) || not_a_name::reason(ctx, &found).is_some() {
        return;
    }
    let first = ctx.lexicon.word(t.word(i));
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    let open = |k: WordInfo| !k.word() && !k.place();
    if open(first) && (open(last) || last.surname()) {
        out.push(ctx.hit_as(found, Likelihood::Likely, "aanduiding en naam", role.clone()));
    }
}
