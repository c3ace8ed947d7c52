//! Acts on words that announce a name, one look-up a word.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::Page;
use crate::recognize::names::cue::{enumeration, greeting, title};
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::Mode;
use crate::recognize::names::grammar::{full_name, not_a_name, sentence};
use crate::recognize::names::lexicon::cue_word::{
    self, Cue, SHORTEST_TAIL, compound, of_token, role_of,
};
use crate::recognize::text::lexicon::Known;
use crate::recognize::text::token::Kind;

/// Acts on the word at this token, if it announces anything.
pub(crate) fn at(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    // Most words announce nothing, are part of no compound, and have no name behind them.
    let cue = of_token(t, index);
    let next = t.kind(index + 1);
    let long = || t.word(index).len() > SHORTEST_TAIL;
    let named = t.is_capital(index + 1) && t.spaced(index + 1) && long();
    if cue.is_none() && next != Kind::Mark('-') && !named || !t.is_word(index) {
        return;
    }
    let hyphen = index > 1 && t.is(index - 1, '-') && !t.spaced(index) && !t.spaced(index - 1);
    // `oud-wethouder Marco Verloop` has been one.
    let former = ["oud", "ex", "loco", "vice", "plaatsvervangend"];
    if hyphen && !former.contains(&t.word(index - 2).to_lowercase().as_str()) {
        return;
    }
    if let Some(Cue::Office(role)) = compound(page, index).as_deref().and_then(cue_word::of) {
        title::office(page, index, index + 2, role, out);
        return;
    }
    let Some(cue) = cue else {
        // `Woonwethouder Sara van Dam`: compounds, where a name follows at once.
        if let Some(role) = named.then(|| role_of(t.word(index))).flatten() {
            title::office(page, index, index, &role, out);
        }
        return;
    };
    match cue {
        Cue::Title => title::one(page, index, out),
        Cue::Titles => enumeration::after(page, index + 1, Role::UNKNOWN, "titels", out),
        Cue::Office(role) => title::office(page, index, index, role, out),
        Cue::Offices(role) => enumeration::after(page, index + 1, role.clone(), "ambten", out),
        Cue::Greeting => greeting::at(page, index, out),
        Cue::Signed => signed(page, index, out),
        Cue::Before(role) => before(page, index, role, out),
    }
}

/// `w.g. Van Binnebeke`, `(get.) A. de Vries`.
fn signed(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
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
    while matches!(t.kind(i), Kind::Mark('.' | ')' | ':')) {
        i += 1;
    }
    i = sentence::over_line(t, i, true);
    if let Some(found) = full_name::person(page, i).filter(|f| is_plausible(page, f)) {
        out.push(page.hit(found, Likelihood::Certain, "w.g."));
    }
}

/// Two capital words after a word that a person often follows, where no list knows them.
fn before(page: &Page<'_>, index: usize, role: &Role, out: &mut Vec<Hit>) {
    let t = page.tokens;
    let mut i = sentence::over_line(t, index + 1, false);
    if matches!(t.word(i), "is" | "was") {
        i += 1;
    }
    if !matches!(t.kind(i), Kind::Capital) {
        return;
    }
    let Some(found) = full_name::forward_given(page, i, Mode::Bare) else { return };
    if !is_plausible(page, &found) || not_a_name::reason(page, &found).is_some() {
        return;
    }
    let first = page.lexicon.word(t.word(i));
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = page.lexicon.word(head);
    let open = |k: Known| !k.word() && !k.place();
    if open(first) && (open(last) || last.surname()) {
        out.push(page.hit_as(found, Likelihood::Likely, "aanduiding en naam", role.clone()));
    }
}
