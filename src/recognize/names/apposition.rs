//! The role that words beside a name give: an office in apposition, a party in brackets.

use crate::model::{Category, Evidence, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::crown;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::layout::{council, job_line};
use crate::recognize::names::lexicon::party::{self, is_party};
use crate::recognize::names::lexicon::{cue_word, government};
use crate::recognize::text::token::TokenKind;

/// Longest line that is only a function, in tokens.
const FUNCTION: usize = 9;

/// The evidence of a name on the list of office holders in their time.
const IN_TIME: &str = "bekend ambtsdrager in die tijd";

/// Gives every name the role that the words around it state.
pub(crate) fn run(ctx: &NameContext<'_>, hits: &mut [Hit]) {
    for hit in hits.iter_mut().filter(|h| h.category == Category::NAME && h.name.is_some()) {
        let t = ctx.tokens;
        let end = t.index_at(hit.span.end);
        let start = t.index_at(hit.span.start);
        let role = office_behind(ctx, end)
            .or_else(|| office_below(ctx, start, end))
            .or_else(|| office_above(ctx, start, end))
            .or_else(|| crown::titled(ctx, start))
            .or_else(|| party_behind(ctx, hit, start, end))
            .or_else(|| council::member(ctx, start, end))
            .or_else(|| office_in_time(ctx, hit));
        if let Some((role, why)) = role {
            // Whoever writes mails and stands in fields is more likely a namesake: ask.
            let field = |e: &Evidence| matches!(e.as_str(), "veld" | "mailkop" | "citaatkop");
            hit.conflict |= why == IN_TIME && hit.evidence.iter().any(field);
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
    let role = job_line::job_line(ctx, line).filter(|_| alone && !member)?;
    // Public officials are named in full at the end of a block, not in a row of names.
    let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE].contains(&role);
    let after = t.line_end(line);
    let closed = !ctx.part && (after >= t.len() || t.kind(after) == TokenKind::Blank);
    if public && !closed {
        return None;
    }
    Some((role, "ambt of functie onder de naam"))
}

/// `Directeur-Generaal Milieu` above `R.P. de Boer`: the same, the other way around. Only a public
/// office or the top of a ministry, and only if its own line names nobody.
fn office_above(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    let alone = t.begins(start) && (t.is_border(end) || end >= t.len());
    let line = start.checked_sub(2).filter(|_| alone && t.is_line(start - 1))?;
    let above = t.line_start(line);
    let closed = t.is(line, '.') || t.is(line, ':') || line + 1 - above > FUNCTION;
    let closed = closed || t.word(above) == "Waarnemend";
    let role = job_line::job_line(ctx, above).filter(|_| !closed)?;
    // A list of names below the office of the first: `Burgemeester` above three of them.
    let next = t.skip_borders(end);
    let list =
        t.kind(end) == TokenKind::Line && t.kind(next) == TokenKind::Letter && t.is(next + 1, '.');
    let top = [Role::MINISTER, Role::EXECUTIVE, Role::TOP_OFFICIAL].contains(&role);
    let held = job_line::names_somebody(ctx, above);
    (top && !held && !list && !on_behalf(ctx, above)).then_some((role, "naam onder ambt"))
}

/// Whether the line above this one says that somebody else signs: `namens deze`.
fn on_behalf(ctx: &NameContext<'_>, line: usize) -> bool {
    let t = ctx.tokens;
    let Some(before) = line.checked_sub(2) else { return false };
    matches!(t.word(t.line_start(before)), "namens" | "Namens" | "voor" | "Voor")
}

/// Somebody who held a high office in a year that the text mentions, by the full name.
fn office_in_time(ctx: &NameContext<'_>, hit: &Hit) -> Option<(Role, &'static str)> {
    let name = hit.name.as_ref().filter(|_| hit.role == Role::UNKNOWN)?;
    let role = government::held(name, || ctx.years(), ctx.lexicon)?;
    // A name that many bear counts only where the text speaks of those offices.
    let common = ctx.lexicon.folded(&name.surname).common();
    let offices = ["inister", "taatssecretaris", "abinet", "urgemeester"];
    let spoken = || offices.iter().any(|word| ctx.tokens.text.contains(word));
    (!common || spoken()).then_some((role, IN_TIME))
}

/// A known party right behind a name: `de heer Bos namens GroenLinks`, `Karin Bos, VVD` at the end of
/// a line, or `Haagse VVD` in the line below.
fn party_behind(
    ctx: &NameContext<'_>,
    hit: &Hit,
    start: usize,
    end: usize,
) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    let mover = start > 1
        && t.is(start - 1, ':')
        && matches!(t.word(start - 2).to_lowercase().as_str(), "indiener" | "indieners");
    let colleague = hit.evidence.iter().any(|e| e.as_str() == "collega");
    let other = hit.role == Role::CITIZEN && !mover || hit.role == Role::OFFICIAL && !colleague;
    if other || council::is_other(ctx, start) {
        return None;
    }
    let closes = |i: usize| t.is_border(i) || i >= t.len();
    let found = match t.kind(end) {
        TokenKind::Lower if matches!(t.word(end), "namens" | "van") => {
            let article = matches!(t.word(end + 1), "de" | "het");
            let party = end + 1 + usize::from(article);
            party::known_at(ctx, party, t.word(end) == "namens").is_some()
        }
        TokenKind::Mark(',') => party::known_at(ctx, end + 1, mover).is_some_and(closes),
        TokenKind::Line if t.begins(start) && !ctx.part => {
            let place = t.kind(end + 1) == TokenKind::Capital
                && (t.word(end + 1).ends_with("se") || ctx.lexicon.word(t.word(end + 1)).place());
            let below = |i: usize| party::known_at(ctx, i, false).is_some_and(closes);
            below(end + 1) || place && below(end + 2)
        }
        _ => false,
    };
    found.then_some((Role::REPRESENTATIVE, "partij"))
}

fn office_behind(ctx: &NameContext<'_>, end: usize) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    match t.kind(end) {
        // `het ontslag van de heer Bos als wethouder`
        TokenKind::Lower if matches!(t.word(end), "als" | "tot") => {
            let (role, behind) = cue_word::role_at(ctx, end + 1)?;
            let elected = [Role::MINISTER, Role::EXECUTIVE, Role::REPRESENTATIVE].contains(&role);
            let lower = t.kind(end + 1) == TokenKind::Lower && !t.is_capital(behind);
            let member = t.word(end + 1) == "lid" && cue_word::seat(ctx, end + 1).is_none();
            (elected && lower && !member).then_some((role, "ambt achter de naam"))
        }
        TokenKind::Mark('(') => {
            let i = skip_article(ctx, end + 1);
            // `(DG Wonen)` is where somebody works, `(DG)` what somebody is.
            let unit = |end: usize| t.kind(i) == TokenKind::Upper && !t.is(end, ')');
            // `A en B (leden)` of a committee are not members of parliament.
            let member = matches!(t.word(i), "lid" | "leden") && cue_word::seat(ctx, i).is_none();
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
            let member = matches!(t.word(i), "lid" | "leden") && cue_word::seat(ctx, i).is_none();
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
