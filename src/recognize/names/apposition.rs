//! The role that words beside a name give: an office in apposition, a party in brackets.

use crate::model::{Category, Evidence, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::layout::signature;
use crate::recognize::names::lexicon::cue_word;
use crate::recognize::names::lexicon::party::is_party;
use crate::recognize::text::token::TokenKind;

/// Longest line that is only a function, in tokens.
const FUNCTION: usize = 9;

/// Gives every name the role that the words around it state.
pub(crate) fn run(ctx: &NameContext<'_>, hits: &mut [Hit]) {
    for hit in hits.iter_mut().filter(|h| h.category == Category::NAME && h.name.is_some()) {
        let t = ctx.tokens;
        let end = t.index_at(hit.span.end);
        let start = t.index_at(hit.span.start);
        if let Some((role, why)) = office_behind(ctx, end).or_else(|| office_below(ctx, start, end))
        {
            // An office in front of the name outweighs a job after it.
            if hit.role == Role::UNKNOWN || hit.role == Role::OFFICIAL || hit.role == Role::CITIZEN
            {
                hit.role = role;
                hit.evidence.push(Evidence::of(why));
            }
        }
    }
}

/// `J.A. de Boer` above `burgemeester`: a line that is a name, above a line that is an office and
/// nothing else.
fn office_below(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    if t.kind(end) != TokenKind::Line || !t.begins(start) {
        return None;
    }
    let line = end + 1;
    let (_, office_behind) = cue_word::role_at(ctx, line)?;
    let alone = !t.is_capital(office_behind) && t.line_end(line) - line <= FUNCTION;
    let member = matches!(t.word(line), "lid" | "leden" | "Lid");
    let role = signature::job_line(ctx, line).filter(|_| alone && !member)?;
    // Public officials are named in full at the end of a block, not in a row of names.
    let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE].contains(&role);
    let after = t.line_end(line);
    let closed = !ctx.part && (after >= t.len() || t.kind(after) == TokenKind::Blank);
    if public && !closed {
        return None;
    }
    Some((role, "ambt of functie onder de naam"))
}

fn office_behind(ctx: &NameContext<'_>, end: usize) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    match t.kind(end) {
        TokenKind::Mark('(') => {
            let i = skip_article(ctx, end + 1);
            // `(DG Wonen)` is where somebody works, `(DG)` what somebody is.
            let unit = |end: usize| t.kind(i) == TokenKind::Upper && !t.is(end, ')');
            // `A en B (leden)` of a committee are not members of parliament.
            let member = matches!(t.word(i), "lid" | "leden");
            let at = cue_word::role_at(ctx, i).filter(|(_, end)| !unit(*end) && !member);
            if let Some((role, _)) = at {
                return Some((role, "ambt of functie tussen haken"));
            }
            is_party(ctx, end + 1).then_some((Role::REPRESENTATIVE, "partij"))
        }
        TokenKind::Mark(',') => {
            let i = skip_article(ctx, sentence::past_line_break(t, end + 1, true));
            // `Geachte heer Azzouzi,` above `Burgemeester en wethouders hebben`: the next line is
            // not a function.
            if t.is_line(end + 1) && t.cell_end(i) - i.min(t.cell_end(i)) > FUNCTION {
                return None;
            }
            let lower = matches!(t.kind(i), TokenKind::Lower)
                || t.kind(i) == TokenKind::Capital && t.is_line(end + 1);
            // `mr. A, lid` of a court or board is not a member of parliament.
            let member = matches!(t.word(i), "lid" | "leden");
            let (role, end) = cue_word::role_at(ctx, i).filter(|_| lower && !member)?;
            // `A, lid B en C`: the office belongs to the next name.
            (!t.is_capital(end)).then_some((role, "ambt of functie achter de naam"))
        }
        _ => None,
    }
}

fn skip_article(ctx: &NameContext<'_>, i: usize) -> usize {
    let t = ctx.tokens;
    let word = t.word(i);
    let skip = matches!(
        word,
        "de" | "het"
            | "De"
            | "onze"
            | "destijds"
            | "toenmalig"
            | "voormalig"
            | "oud"
            | "demissionair"
            | "waarnemend"
    );
    if skip { skip_article(ctx, i + 1).min(i + 3) } else { i }
}
