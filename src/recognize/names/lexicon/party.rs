//! Political parties and groups.

use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::public_body::{self, BodyKind};
use crate::recognize::text::token::TokenKind;

/// Political parties and groups, in upper case.
pub(crate) const PARTIES: &[&str] = &[
    "VVD",
    "D66",
    "PVV",
    "CDA",
    "SP",
    "PVDA",
    "GROENLINKS",
    "GL",
    "PRO",
    "NSC",
    "BBB",
    "SGP",
    "CU",
    "CHRISTENUNIE",
    "DENK",
    "VOLT",
    "JA21",
    "FVD",
    "PVDD",
    "50PLUS",
    "OPNL",
    "BVNL",
    "BIJ1",
    "OSF",
    "FNP",
    "BURGERBELANGEN",
    "STADSPARTIJ",
    "GEMEENTEBELANGEN",
    "ONAFHANKELIJK",
    "LPF",
    "EPP",
    "RENEW",
    "KEADILAN",
];

/// Words that make a group of what follows them: `Groep Van Haga`, `Lid Omtzigt`.
const BEFORE_GROUP: &[&str] =
    &["FRIESE", "LEEFBAAR", "GROEP", "LID", "PLAATSELIJK", "FRACTIE", "LIJST", "LOKAAL"];

/// Whether the words from this token to the closing bracket are a political party.
pub(crate) fn is_party(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let end = (start..start + 6).find(|j| t.is(*j, ')'));
    let Some(end) = end.filter(|e| *e > start) else { return false };
    let first = t.word(start).to_uppercase();
    // `Jayden (groep 5)` is a pupil, and `A. Bos (lid)` sits in some committee.
    let group = BEFORE_GROUP.contains(&first.as_str())
        && (start + 1..end).any(|i| t.is_capital(i) && t.word(i).len() > 1);
    // `(onafhankelijk voorzitter)` is a job.
    let job = first == "ONAFHANKELIJK" && end > start + 1;
    // `(Partij voor de Dieren)`, `(GroenLinks-PvdA)`: by the list of bodies, alone or with a word.
    let named = public_body::body_at(t, start).is_some_and(|(kind, _)| kind == BodyKind::Party);
    (named || group || !job && PARTIES.contains(&first.as_str()))
        && (start..end).all(|i| {
            t.is_word(i)
                || matches!(
                    t.kind(i),
                    TokenKind::Mixed | TokenKind::Number | TokenKind::Mark('-' | '/' | '+')
                )
        })
}

/// Whether a party stands in brackets behind one of the names that follow this token.
pub(crate) fn near(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    (index..index + 24)
        .take_while(|i| !matches!(t.kind(*i), TokenKind::Mark(';') | TokenKind::Blank))
        .any(|i| t.is(i, '(') && is_party(ctx, i + 1))
}
