//! Mail heads: the display name in front of an address, in any order, and the sentences
//! with which mail programs announce a quotation.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{Found, Name};
use crate::recognize::names::context::Page;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::Mode;
use crate::recognize::names::grammar::{full_name, sentence, surname_first};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::Kind;
use crate::recognize::text::tokens::Tokens;

/// Adds the display name that stands in front of the address at this token.
pub(crate) fn at(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    match t.kind(index) {
        Kind::Mark('<') => display(page, index, out),
        Kind::Mark('[') if t.word(index + 1).eq_ignore_ascii_case("mailto") => {
            display(page, index, out);
        }
        Kind::Lower
            if matches!(t.word(index).len(), 5 | 7)
                && matches!(t.word(index), "schreef" | "heeft" | "wrote" | "schrieb") =>
        {
            quoted(page, index, out);
        }
        Kind::Mark('@') => handle(page, index, out),
        _ => {}
    }
}

fn has_address(t: &Tokens<'_>, index: usize) -> bool {
    for i in index + 1..(index + 40).min(t.len()) {
        match t.kind(i) {
            Kind::Mark('@') => return true,
            Kind::Mark('>' | ']') | Kind::Blank => return false,
            _ => {}
        }
    }
    false
}

fn display(page: &Page<'_>, open: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    if !has_address(t, open) {
        return;
    }
    let mut end = open;
    // The line may break between name and address; quotes may stand around the name.
    while end > 0
        && (t.kind(end - 1) == Kind::Line || matches!(t.kind(end - 1), Kind::Mark('"' | '\'')))
    {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < 14 {
        let kind = t.kind(start - 1);
        let part = t.is_word(start - 1)
            || matches!(kind, Kind::Mark(',' | '.' | '-' | '(' | ')' | '/') | Kind::Mixed)
            || kind == Kind::Line
                && end - start > 0
                && sentence::over_line(t, start - 1, false) == start;
        if !part {
            break;
        }
        start -= 1;
    }
    for from in start..end {
        if from > start && !matches!(t.kind(from - 1), Kind::Mark(',') | Kind::Line) {
            continue;
        }
        if !t.is_word(from) {
            continue;
        }
        let Some(found) = name(page, from, end) else { continue };
        out.push(page.hit(found, Likelihood::Certain, "mailkop"));
        return;
    }
}

/// The name that fills the words up to the address, but for a unit behind it.
fn name(page: &Page<'_>, from: usize, end: usize) -> Option<Found> {
    let t = page.tokens;
    let found = surname_first::reversed(page, from, Mode::Anchored)
        .filter(|f| f.end <= end)
        .or_else(|| full_name::person(page, from))?;
    let first = t.word(from).to_lowercase();
    let shared = ["postbus", "mailbox", "secretariaat", "helpdesk", "redactie", "beheer", "info"];
    if found.end > end || !is_plausible(page, &found) || shared.iter().any(|w| first.contains(w)) {
        return None;
    }
    let rest_is_unit = (found.end..end).all(|i| {
        matches!(
            t.kind(i),
            Kind::Upper | Kind::Mark('-' | '/' | '(' | ')' | '.') | Kind::Capital | Kind::Mixed
        )
    });
    let unit = found.end == end || matches!(t.kind(found.end), Kind::Mark('-' | '('));
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = page.lexicon.word(head);
    let ordinary = known.word() && !known.surname() && !known.given();
    (rest_is_unit && unit && !ordinary).then_some(found)
}

/// `schreef Jan de Vries:`, `heeft Jan de Vries het volgende geschreven`, `Jan de Vries wrote:`.
fn quoted(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    let word = t.word(index);
    if word == "wrote" || word == "schrieb" && t.is(index + 1, ':') {
        for back in (2..6).rev() {
            let Some(from) = index.checked_sub(back) else { continue };
            let Some(found) = full_name::forward_given(page, from, Mode::Anchored) else {
                continue;
            };
            if found.end == index && is_plausible(page, &found) {
                out.push(page.hit(found, Likelihood::Likely, "citaatkop"));
                return;
            }
        }
        return;
    }
    let i = sentence::over_line(t, index + 1, true);
    if !t.is_capital(i) {
        return;
    }
    let Some(found) = full_name::person(page, i).filter(|f| is_plausible(page, f)) else { return };
    let next = found.end;
    let closes = t.is(next, ':')
        || t.is(next, '<')
        || t.word(next) == "het" && t.word(next + 1) == "volgende";
    if closes {
        out.push(page.hit(found, Likelihood::Certain, "citaatkop"));
    }
}

/// `@Jan de Vries`: how colleagues are called upon in comments.
fn handle(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    if index > 0 && !t.spaced(index) || t.spaced(index + 1) || t.kind(index + 1) != Kind::Capital {
        return;
    }
    let given = page.lexicon.word(t.word(index + 1)).given();
    let reversed = surname_first::reversed(page, index + 1, Mode::Anchored);
    let found = reversed.or_else(|| full_name::forward_given(page, index + 1, Mode::Bare));
    let found = found.or_else(|| {
        given.then(|| Found {
            start: index + 1,
            end: index + 2,
            name: Name { given: vec![fold(t.word(index + 1))], ..Name::default() },
        })
    });
    if let Some(found) = found.filter(|f| is_plausible(page, f)) {
        out.push(page.hit(found, Likelihood::Likely, "vermelding"));
    }
}
