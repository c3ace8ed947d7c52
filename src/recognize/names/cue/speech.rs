//! Who speaks: the name behind a verb of speech that follows what was said: `", zegt Verhulsel.`,
//! `, aldus Ruttenberg.`

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::person_noun::name_behind;
use crate::recognize::names::grammar::not_a_name;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::lexicon::public_body;
use crate::recognize::text::token::TokenKind;

/// Verbs of speech, as they stand behind what was said.
const SPEAKS: &[&str] = &[
    "aldus",
    "antwoordt",
    "antwoordde",
    "besluit",
    "besloot",
    "concludeert",
    "constateert",
    "lacht",
    "meent",
    "meende",
    "merkt",
    "oordeelt",
    "reageert",
    "reageerde",
    "roept",
    "schrijft",
    "schreef",
    "stelt",
    "stelde",
    "verklaart",
    "verklaarde",
    "vertelt",
    "vertelde",
    "vervolgt",
    "vindt",
    "vraagt",
    "vroeg",
    "weet",
    "zegt",
    "zei",
    "zucht",
];

/// Adds the name behind the verb at this token.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if t.kind(index + 1) != TokenKind::Capital || index == 0 || !SPEAKS.contains(&t.word(index)) {
        return;
    }
    // What was said ends in front of the verb: by a comma, or by a quotation mark.
    let said = matches!(t.kind(index - 1), TokenKind::Mark(',' | '"' | '\'' | '”' | '’' | '»'));
    if !said || public_body::body_at(t, index + 1).is_some() {
        return;
    }
    let Some(found) = name_behind(ctx, index + 1, false) else { return };
    let known = ctx.lexicon.word(t.word(index + 1));
    let short = t.word(index + 1).chars().count() < 4 && !known.given() && !known.surname();
    if !short && is_plausible(ctx, &found) && not_a_name::reason(ctx, &found).is_none() {
        out.push(ctx.hit(found, Likelihood::Likely, "aanduiding en naam"));
    }
}
