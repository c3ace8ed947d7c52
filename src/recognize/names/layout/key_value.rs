//! Keys and quoted values in logs and exports: `naam="Vos-Mertens, R."`, `author="Thijmen Vos <...>"`.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::full_name;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Keys whose values are people, folded.
const KEYS: &[&str] = &[
    "aanvrager",
    "afzender",
    "assigned",
    "author",
    "behandelaar",
    "caller",
    "cliënt",
    "contact",
    "fullname",
    "klant",
    "medewerker",
    "naam",
    "name",
    "persoon",
    "requester",
    "tnv",
];

/// Adds the name that fills the quoted value behind the quotation mark at this token.
pub(crate) fn at(ctx: &NameContext<'_>, quote: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let Some(key) = quote.checked_sub(2) else { return };
    let equals = t.is(quote - 1, '=') && !t.spaced(quote) && !t.spaced(quote - 1);
    if !equals || !KEYS.contains(&fold(t.word(key)).as_str()) {
        return;
    }
    let Some(found) = full_name::any_form(ctx, quote + 1) else { return };
    let fills = matches!(t.kind(found.end), TokenKind::Mark('"' | '\'' | '<' | ';'));
    if fills && is_plausible(ctx, &found) {
        out.push(ctx.hit(found, Likelihood::Certain, "veld"));
    }
}
