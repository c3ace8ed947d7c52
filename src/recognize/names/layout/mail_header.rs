//! Mail headers: the display name in front of an address, in any order, and the sentences with
//! which mail programs introduce a quotation.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::Anchoring;
use crate::recognize::names::grammar::{full_name, sentence, surname_first};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// Adds the display name in front of the address at this token.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    match t.kind(index) {
        TokenKind::Mark('<') => display_name(ctx, index, out),
        // `Cc: Vos, Noor [ noor@voorbeeld.nl]`: a scan, or `[mailto:...]`.
        TokenKind::Mark('[') => display_name(ctx, index, out),
        TokenKind::Lower
            if matches!(t.word(index).len(), 5 | 7)
                && matches!(t.word(index), "schreef" | "heeft" | "wrote" | "schrieb") =>
        {
            quote_header(ctx, index, out);
        }
        TokenKind::Mark('@') => mention(ctx, index, out),
        _ => {}
    }
}

fn has_address(t: &Tokens<'_>, index: usize) -> bool {
    for i in index + 1..(index + 40).min(t.len()) {
        match t.kind(i) {
            TokenKind::Mark('@') => return true,
            TokenKind::Mark('>' | ']') | TokenKind::Blank => return false,
            _ => {}
        }
    }
    false
}

fn display_name(ctx: &NameContext<'_>, open: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if !has_address(t, open) {
        return;
    }
    let mut end = open;
    // A line may break between name and address; the name may be in quotes.
    while end > 0
        && (t.kind(end - 1) == TokenKind::Line
            || matches!(t.kind(end - 1), TokenKind::Mark('"' | '\'')))
    {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < 14 {
        let kind = t.kind(start - 1);
        let part = t.is_word(start - 1)
            || matches!(
                kind,
                TokenKind::Mark(',' | '.' | '-' | '(' | ')' | '/') | TokenKind::Mixed
            )
            || kind == TokenKind::Line
                && end - start > 0
                && sentence::past_line_break(t, start - 1, false) == start;
        if !part {
            break;
        }
        start -= 1;
    }
    for from in start..end {
        if from > start && !matches!(t.kind(from - 1), TokenKind::Mark(',') | TokenKind::Line) {
            continue;
        }
        if !t.is_word(from) {
            continue;
        }
        let Some(found) = name_before_address(ctx, from, end) else { continue };
        out.push(ctx.hit(found, Likelihood::Certain, "mailkop"));
        return;
    }
}

/// The name that fills the words before the address, except for a unit after it.
fn name_before_address(ctx: &NameContext<'_>, from: usize, end: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let found = surname_first::surname_first(ctx, from, Anchoring::Anchored)
        .filter(|f| f.end <= end)
        .or_else(|| full_name::any_form(ctx, from))?;
    let first = t.word(from).to_lowercase();
    let shared = ["postbus", "mailbox", "secretariaat", "helpdesk", "redactie", "beheer", "info"];
    if found.end > end || !is_plausible(ctx, &found) || shared.iter().any(|w| first.contains(w)) {
        return None;
    }
    let rest_is_unit = (found.end..end).all(|i| {
        matches!(
            t.kind(i),
            TokenKind::Upper
                | TokenKind::Mark('-' | '/' | '(' | ')' | '.')
                | TokenKind::Capital
                | TokenKind::Mixed
        )
    });
    let unit = found.end == end || matches!(t.kind(found.end), TokenKind::Mark('-' | '('));
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.word(head);
    let ordinary = known.word() && !known.surname() && !known.given();
    (rest_is_unit && unit && !ordinary).then_some(found)
}

/// `schreef Jan de Vries:`, `heeft Jan de Vries het volgende geschreven`, `Jan de Vries wrote:`.
fn quote_header(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let word = t.word(index);
    if word == "wrote" || word == "schrieb" && t.is(index + 1, ':') {
        for back in (2..6).rev() {
            let Some(from) = index.checked_sub(back) else { continue };
            let Some(found) = full_name::given_and_surname(ctx, from, Anchoring::Anchored) else {
                continue;
            };
            if found.end == index && is_plausible(ctx, &found) {
                out.push(ctx.hit(found, Likelihood::Likely, "citaatkop"));
                return;
            }
        }
        return;
    }
    let i = sentence::past_line_break(t, index + 1, true);
    if !t.is_capital(i) {
        return;
    }
    let Some(found) = full_name::any_form(ctx, i).filter(|f| is_plausible(ctx, f)) else { return };
    let next = found.end;
    let closes = t.is(next, ':')
        || t.is(next, '<')
        || t.word(next) == "het" && t.word(next + 1) == "volgende";
    if closes {
        out.push(ctx.hit(found, Likelihood::Certain, "citaatkop"));
    }
}

/// `@Jan de Vries`: a mention in a comment.
fn mention(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if index > 0 && !t.spaced(index)
        || t.spaced(index + 1)
        || t.kind(index + 1) != TokenKind::Capital
    {
        return;
    }
    let given = ctx.lexicon.word(t.word(index + 1)).given();
    let reversed = surname_first::surname_first(ctx, index + 1, Anchoring::Anchored);
    let found = reversed.or_else(|| full_name::given_and_surname(ctx, index + 1, Anchoring::Bare));
    let found = found.or_else(|| {
        given.then(|| NameMatch {
            start: index + 1,
            end: index + 2,
            name: PersonName { given: vec![fold(t.word(index + 1))], ..PersonName::default() },
        })
    });
    if let Some(found) = found.filter(|f| is_plausible(ctx, f)) {
        out.push(ctx.hit(found, Likelihood::Likely, "vermelding"));
    }
}
