//! Names of accounts that are made of a person's name: `@hvanderzwaag`, `DeniseBlokland`, `bos_a`,
//! `KANTOOR\bakr03`.

use crate::model::{Category, Evidence, Likelihood};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Shortest surname in an account, in bytes.
const SHORTEST: usize = 3;

/// Shortest given name within an account, in bytes.
const GIVEN: usize = 4;

/// Adds the account at this token.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    match t.kind(index) {
        TokenKind::Capital => {
            camel(ctx, index, out);
            if index > 0 && !t.spaced(index) && t.is(index - 1, '@') {
                behind_mark(ctx, index, out);
            }
        }
        TokenKind::Lower | TokenKind::Mixed => {
            // Cheapest test first: few words touch a mark on either side.
            if !t.spaced(index) && index > 0 {
                behind_mark(ctx, index, out);
            }
            if t.is(index + 1, '_') {
                underscored(ctx, index, out);
            }
        }
        _ => {}
    }
}

/// `@hvanderzwaag`, `KANTOOR\\bakr03`: the word at this token, right behind a mark.
fn behind_mark(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let front = index - 1;
    let open = |i: usize| matches!(t.kind(i), TokenKind::Mark('(' | ','));
    match t.kind(front) {
        TokenKind::Mark('@')
            if front == 0 || t.spaced(front) || t.begins(front) || open(front - 1) =>
        {
            mentioned(ctx, index, out);
        }
        TokenKind::Mark('\\')
            if front > 0
                && !t.spaced(front)
                && t.is_capital(front - 1)
                && t.word(index).len() > 2 =>
        {
            push(ctx, index, index + 1, out);
        }
        _ => {}
    }
}

fn push(ctx: &NameContext<'_>, start: usize, end: usize, out: &mut Vec<Hit>) {
    let why = Evidence::of("gebruikersnaam");
    let span = ctx.tokens.span(start, end);
    out.push(Hit::new(span, Category::STAFF_NUMBER, Likelihood::Likely, why));
}

/// `DeniseBlokland`: a given name and a surname in one word.
fn camel(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let word = ctx.tokens.word(index);
    let Some((at, _)) = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase()) else { return };
    let (first, last) = word.split_at(at);
    let one = |w: &str| w.chars().skip(1).all(char::is_lowercase) && w.chars().count() >= SHORTEST;
    let (given, surname) = (ctx.lexicon.word(first), ctx.lexicon.word(last));
    if !one(first) || !one(last) || !given.given() || given.word() || !surname.surname() {
        return;
    }
    let name =
        PersonName { given: vec![fold(first)], surname: fold(last), ..PersonName::default() };
    let found = NameMatch { start: index, end: index + 1, name };
    out.push(ctx.hit(found, Likelihood::Likely, "gebruikersnaam van naam"));
}

/// `@hvanderzwaag`, `@rutger-lamoree`: an account that is mentioned and holds a surname.
fn mentioned(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut end = index + 1;
    while matches!(t.kind(end), TokenKind::Mark('-' | '_' | '.'))
        && !t.spaced(end)
        && !t.spaced(end + 1)
        && matches!(t.kind(end + 1), TokenKind::Lower | TokenKind::Mixed | TokenKind::Capital)
    {
        end += 2;
    }
    let whole = (index..end).any(|i| holds_name(ctx, t.word(i)) || is_joined(ctx, t.word(i)));
    let named =
        t.word(index).len() >= SHORTEST && ctx.lexicon.is_given(t.word(index)) && end > index + 1;
    if whole || named {
        push(ctx, index, end, out);
    }
}

/// A given name that is no other word, joined to something: `bramdirker`, `TCIMJoop`, `smidniek`.
fn is_joined(ctx: &NameContext<'_>, word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    if ctx.lexicon.word(word).word() || !word.is_ascii() || word.len() > 24 {
        return false;
    }
    let given = |part: &str| {
        let known = ctx.lexicon.folded(&part.to_ascii_lowercase());
        part.len() >= GIVEN && known.given() && !known.word()
    };
    (SHORTEST..word.len().saturating_sub(SHORTEST - 1)).any(|at| {
        let (front, back) = word.split_at(at);
        given(front) && back.len() >= GIVEN || given(back) && front.len() >= GIVEN
    })
}

/// An initial, perhaps particles, and a surname that is no other word: `hvanderzwaag`.
fn holds_name(ctx: &NameContext<'_>, word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = ctx.lexicon.word(word);
    if known.word() || !word.is_ascii() {
        return false;
    }
    (1..=2).filter_map(|n| word.get(n..)).any(|rest| {
        let plain = ["vanden", "vander", "vande", "van", "den", "der", "de", "ter", "ten"]
            .iter()
            .find_map(|p| rest.strip_prefix(p).filter(|r| r.len() >= SHORTEST));
        let surname = |w: &str| {
            let known = ctx.lexicon.folded(w);
            known.surname() && (!known.word() || plain.is_some())
        };
        plain.is_some_and(surname) || rest.len() > SHORTEST && surname(rest)
    })
}

/// `bos_a`, `elmoussaoui_n`: a surname and an initial.
fn underscored(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let joint = t.is(index + 1, '_') && !t.spaced(index + 1) && !t.spaced(index + 2);
    let word = t.word(index);
    if !joint
        || t.word(index + 2).len() != 1
        || t.kind(index + 2) != TokenKind::Lower
        || index > 0
            && !t.spaced(index)
            && matches!(t.kind(index - 1), TokenKind::Mark('_' | '.' | '-'))
        || word.len() < SHORTEST
    {
        return;
    }
    let known = ctx.lexicon.word(word);
    if known.surname() || !known.word() && !particle::is_particle(word) {
        push(ctx, index, index + 3, out);
    }
}
