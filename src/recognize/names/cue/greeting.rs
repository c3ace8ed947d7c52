//! Given names alone after a greeting: `Beste Jan en Petra,`.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::surname::Anchoring;
use crate::recognize::names::grammar::{full_name, given_names};
use crate::recognize::names::lexicon::organization;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;

/// `R.` as the last line of a mail: a letter by itself that is not a list item.
pub(crate) fn signed_alone(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let end = index + 1 + usize::from(t.is(index + 1, '.'));
    let apart = |k: usize| k >= t.len() || t.kind(k) == TokenKind::Blank;
    let above = index > 1 && t.kind(index - 1) == TokenKind::Blank;
    // Items of a list are adjacent lines, and a mail contains an address.
    let letter = t.kind(index) == TokenKind::Letter && above && apart(end);
    // `Tom` between empty lines of a mail is a signature.
    if t.kind(index) == TokenKind::Capital && above && apart(index + 1) && ctx.has_mail() {
        let known = ctx.lexicon.word(t.word(index));
        if known.given() && !known.word() && !known.place() && !known.surname() {
            let name = PersonName { given: vec![fold(t.word(index))], ..PersonName::default() };
            let found = NameMatch { start: index, end: index + 1, name };
            out.push(ctx.hit(found, Likelihood::Likely, "ondertekening"));
        }
    }
    if letter && ctx.has_mail() && t.word(index) != "X" {
        let name = PersonName { initials: fold(t.word(index)), ..PersonName::default() };
        out.push(ctx.hit(
            NameMatch { start: index, end, name },
            Likelihood::Likely,
            "ondertekening",
        ));
    }
}

/// Adds the given names after the greeting at this token, where it starts a line.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let begins = t.begins(index)
        || index > 0 && matches!(t.kind(index - 1), TokenKind::Mark('"' | '>' | '*'));
    if !begins {
        return;
    }
    let closing = matches!(
        fold(t.word(index)).as_str(),
        "gr" | "mvg" | "groet" | "groeten" | "groetjes" | "dank" | "bedankt" | "thanks"
    );
    let mut i = index + 1;
    if closing && matches!(t.kind(i), TokenKind::Mark('.' | ',')) {
        i += 1;
    }
    // `Gr. H.`: a single letter closes a mail.
    let letter = t.kind(i) == TokenKind::Letter
        && (t.is_border(i + 1) || t.is(i + 1, '.') && t.is_border(i + 2));
    if closing && letter {
        let end = i + 1 + usize::from(t.is(i + 1, '.'));
        let name = PersonName { initials: fold(t.word(i)), ..PersonName::default() };
        out.push(ctx.hit(NameMatch { start: i, end, name }, Likelihood::Likely, "aanhef"));
        return;
    }
    for _ in 0..12 {
        let Some(found) = greeted(ctx, i) else { return };
        i = found.end;
        out.push(ctx.hit(found, Likelihood::Certain, "aanhef"));
        let joint =
            t.is(i, ',') || t.is(i, '/') || matches!(t.word(i), "en" | "and" | "&" | "und" | "et");
        if !joint {
            return;
        }
        i += 1;
        if t.is(i - 1, ',') && t.word(i) == "en" {
            i += 1;
        }
        if t.is_border(i) {
            return;
        }
    }
}

fn greeted(ctx: &NameContext<'_>, i: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let word = t.word(i);
    let known = ctx.lexicon.word(word);
    let folded = fold(word);
    if word_lists::contains("geen naam", &folded) || organization::is_organization_word(word) {
        return None;
    }
    // `beste jan,`: lower case only if the name is known and the line ends there.
    if t.kind(i) == TokenKind::Lower {
        let ends = t.is(i + 1, ',') || t.is_border(i + 1);
        let good = known.given() && !known.word() && ends;
        return good.then(|| NameMatch {
            start: i,
            end: i + 1,
            name: PersonName { given: vec![folded], ..PersonName::default() },
        });
    }
    if let Some(found) = full_name::initials_and_surname(ctx, i) {
        return Some(found);
    }
    if !matches!(t.kind(i), TokenKind::Capital | TokenKind::Upper)
        || known.word() && !known.given() && !known.surname()
    {
        return None;
    }
    let behind = |j: usize| {
        t.is(j, ',')
            || t.is(j, '!')
            || t.is_border(j)
            || t.is(j, '.')
            || t.is(j, '/')
            || t.is(j, ':')
            || matches!(t.word(j), "en" | "and" | "&" | "und" | "et")
    };
    let (end, names) = given_names::given_names(ctx, i);
    if behind(end) {
        return Some(NameMatch {
            start: i,
            end,
            name: PersonName { given: names, ..PersonName::default() },
        });
    }
    let found = full_name::given_and_surname(ctx, i, Anchoring::Anchored)?;
    behind(found.end).then_some(found)
}
