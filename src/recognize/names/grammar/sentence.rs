//! Sentences and lines around a name: where one begins, goes on, or has a person as its subject.

use crate::recognize::names::context::NameContext;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// From how many bytes a line is one of running text, be it in a narrow column.
pub(crate) const RUNNING: u32 = 26;

/// The index that follows, over one line break if running text goes on there.
pub(crate) fn past_line_break(t: &Tokens<'_>, index: usize, strong: bool) -> usize {
    if t.kind(index) != TokenKind::Line {
        return index;
    }
    let from = t.get(t.line_start(index)).map_or(0, |k| k.start);
    let length = t.get(index).map_or(0, |k| k.start - from);
    if strong || length >= RUNNING { index + 1 } else { index }
}

/// The token in front of this one in running text: past the end of a line that is filled.
pub(crate) fn token_before(t: &Tokens<'_>, index: usize) -> Option<usize> {
    let before = index.checked_sub(1)?;
    if t.kind(before) == TokenKind::Line && past_line_break(t, before, false) == index {
        return before.checked_sub(1);
    }
    Some(before)
}

/// Whether words in small letters lead to one with a capital, as particles do.
pub(crate) fn leads_to_capital(t: &Tokens<'_>, index: usize) -> bool {
    let small = |i: &usize| {
        matches!(t.kind(*i), TokenKind::Lower | TokenKind::Mark('/' | '.' | '\'') | TokenKind::Line)
    };
    let end = (index..index + 12).find(|i| !small(i));
    end.is_some_and(|end| t.is_capital(end))
}

/// Verbs of which a person is the subject.
pub(crate) const DOES: &[&str] = &[
    "licht",
    "zegt",
    "zei",
    "meldt",
    "meldde",
    "geeft",
    "gaf",
    "vraagt",
    "vroeg",
    "stelt",
    "merkt",
    "belt",
    "belde",
    "mailt",
    "mailde",
    "schrijft",
    "schreef",
    "antwoordt",
    "reageert",
    "pakt",
    "neemt",
    "stuurt",
    "stuurde",
    "vertelt",
    "vertelde",
    "bespreekt",
    "besprak",
    "koppelt",
    "checkt",
    "denkt",
    "vindt",
    "wil",
    "heeft",
    "is",
    "zal",
    "gaat",
    "kan",
    "komt",
    "zorgt",
    "werkt",
    "deelt",
    "opent",
    "sluit",
    "verwijst",
    "herziet",
    "presenteert",
    "noemt",
    "legt",
    "bedankt",
    "regelt",
];

/// Whether a verb of which a person is the subject stands here.
pub(crate) fn is_person_verb(ctx: &NameContext<'_>, index: usize) -> bool {
    ctx.tokens.kind(index) == TokenKind::Lower && DOES.contains(&ctx.tokens.word(index))
}

/// Whether a sentence or line begins here, so that the capital says nothing.
pub(crate) fn starts_sentence(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    match index.checked_sub(1) {
        None => true,
        Some(before) => {
            t.is_border(before)
                || matches!(
                    t.kind(before),
                    TokenKind::Mark('.' | '!' | '?' | ':' | '•' | '-' | '*')
                )
        }
    }
}
