//! Members by how they voted.

use crate::recognize::names::context::NameContext;
use crate::recognize::names::layout::council::row::{colon_before, is_outsider};
use crate::recognize::text::token::TokenKind;

/// How many tokens above a name the heading of a vote is looked for.
const BLOCK: usize = 240;

/// `Ons Dorp: de heren Bos en Vos` below `Tegen stemden`, where politics is spoken of.
pub(super) fn by_vote(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    if !ctx.of_parliament() {
        return false;
    }
    let Some(colon) = colon_before(ctx, start) else { return false };
    let mut label = colon;
    while label > 0 && !t.is_border(label - 1) {
        if colon - label >= 7 || matches!(t.kind(label - 1), TokenKind::Mark(';' | ':')) {
            return false;
        }
        label -= 1;
    }
    let outside = (label..colon).any(|i| {
        is_outsider(t.word(i)) || matches!(t.word(i), "Aanwezig" | "Afwezig" | "Verslag" | "Datum")
    });
    if outside || !t.is_capital(label) && t.kind(label) != TokenKind::Mixed {
        return false;
    }
    // Up, line by line: the lines of other parties, to the heading.
    let mut end = label;
    let lowest = label.saturating_sub(BLOCK);
    while end > lowest {
        let line_end = end - 1;
        let mut first = line_end;
        while first > lowest && !t.is_line(first - 1) {
            first -= 1;
        }
        if is_vote(ctx, first, line_end) {
            return true;
        }
        let named = |i: usize| matches!(t.word(i), "heer" | "heren" | "dames" | "mevrouw" | "mevr");
        let goes_on = t.is(line_end.saturating_sub(1), ';') || (first..line_end).any(named);
        if t.kind(line_end) == TokenKind::Blank || !goes_on {
            return false;
        }
        end = first;
    }
    false
}

/// Whether a line is the heading of a vote: `Voor de motie stemden:`, `Tegen stemden`.
fn is_vote(ctx: &NameContext<'_>, first: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let side = matches!(t.word(first).to_lowercase().as_str(), "voor" | "tegen");
    let vote = |i: usize| matches!(t.word(i), "stemden" | "stemmen" | "stemt" | "gestemd");
    side && end - first <= 12 && (first..end).any(vote)
}
