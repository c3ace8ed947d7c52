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
    "FRIESE",
    "LEEFBAAR",
    "GROEP",
    "LID",
    "FNP",
    "S",
    "BURGERBELANGEN",
    "STADSPARTIJ",
    "GEMEENTEBELANGEN",
    "PLAATSELIJK",
    "ONAFHANKELIJK",
    "FRACTIE",
    "LPF",
    "EPP",
    "RENEW",
    "KEADILAN",
];

/// Whether the words from this token to the closing bracket are a political party.
pub(crate) fn is_party(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let end = (start..start + 6).find(|j| t.is(*j, ')'));
    let Some(end) = end.filter(|e| *e > start) else { return false };
    // `Jayden (groep 5)` is a pupil.
    let school = t.word(start) == "groep";
    // `(Partij voor de Dieren)`, `(GroenLinks-PvdA)`: by the list of bodies, alone or with a word.
    let named = public_body::body_at(t, start).is_some_and(|(kind, _)| kind == BodyKind::Party);
    !school
        && (named || PARTIES.contains(&t.word(start).to_uppercase().as_str()))
        && (start..end).all(|i| {
            t.is_word(i)
                || matches!(
                    t.kind(i),
                    TokenKind::Mixed | TokenKind::Number | TokenKind::Mark('-' | '/' | '+')
                )
        })
}
