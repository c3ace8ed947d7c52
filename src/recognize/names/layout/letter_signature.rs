//! Mails that are signed with one letter: `A.` below a closing, or alone above the header of the mail
//! that is answered.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::layout::signature::is_closing;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Adds every letter that stands alone on its line and signs.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    for index in t.cell_starts().filter(|i| t.kind(*i) == TokenKind::Letter && t.is_capital(*i)) {
        let end = index + 1 + usize::from(t.is(index + 1, '.'));
        if !(t.is_line(end) || end >= t.len()) || index > 0 && !t.is_line(index - 1) {
            continue;
        }
        if is_below_closing(ctx, index) || is_above_header(ctx, index, end) {
            let initials = fold(t.word(index));
            let name = PersonName { initials, ..PersonName::default() };
            let found = NameMatch { start: index, end, name };
            out.push(ctx.hit(found, Likelihood::Likely, "ondertekening"));
        }
    }
}

/// The last token of the line above that is not empty.
fn above(ctx: &NameContext<'_>, index: usize) -> Option<usize> {
    (index.saturating_sub(5)..index).rev().find(|i| !ctx.tokens.is_line(*i))
}

fn is_below_closing(ctx: &NameContext<'_>, index: usize) -> bool {
    above(ctx, index).is_some_and(|last| is_closing(ctx, ctx.tokens.line_start(last)))
}

/// Whether a sentence ends above, and a mail header begins below.
fn is_above_header(ctx: &NameContext<'_>, index: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let ended = above(ctx, index)
        .is_some_and(|last| matches!(t.kind(last), TokenKind::Mark('.' | '?' | '!' | ')')));
    let below = t.skip_borders(end);
    let field = |i: usize| {
        matches!(t.word(i), "Van" | "From" | "Von" | "Verzonden" | "Sent") && t.is(i + 1, ':')
    };
    let rest = || (below..below + 4).map(|i| fold(t.word(i)));
    let told = matches!(t.word(below), "Begin" | "Op" | "On")
        && rest().any(|w| matches!(w.as_str(), "doorgestuurd" | "bericht" | "schreef" | "wrote"));
    ended && (field(below) || told)
}
