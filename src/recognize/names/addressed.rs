//! The role of a name to whom or for whom something is written: the office that heads an address, and who
//! answers the House.

use crate::model::Role;
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::layout::job_line;
use crate::recognize::names::lexicon::cue_word;
use crate::recognize::text::token::TokenKind;

/// Longest line that is only a function, in tokens.
const FUNCTION: usize = 9;

/// `Aan de Voorzitter van het Dagelijks Bestuur` above `Mw. E. Bos`: to whom a letter goes.
pub(super) fn addressed_office(
    ctx: &NameContext<'_>,
    start: usize,
) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    let title = |i: usize| {
        t.is(i, '.') || matches!(cue_word::cue_of(t.word(i)), Some(cue_word::Cue::Title))
    };
    // The line may have no end, so it is walked back only over titles.
    let mut line = start;
    while line > 0 && start - line < 8 && title(line - 1) {
        line -= 1;
    }
    // The block may be indented.
    line -= usize::from(line > 0 && t.kind(line - 1) == TokenKind::Gap);
    let end = line.checked_sub(1).filter(|end| t.is_line(*end))?;
    let above = t.line_start(end);
    let above = above + usize::from(t.kind(above) == TokenKind::Gap);
    let article = usize::from(matches!(t.word(above + 1), "de" | "het"));
    let to = matches!(t.word(above), "Aan" | "aan" | "AAN") && line > above + 1;
    let office =
        if to { Some(above + 1 + article) } else { heads_address(ctx, above, end, start) }?;
    let (role, _) = cue_word::role_at(ctx, office)?;
    let public = [Role::MINISTER, Role::EXECUTIVE].contains(&role);
    let placed =
        matches!(t.word(office + 1), "van" | "der") && ctx.lexicon.word(t.word(office + 2)).place();
    let held = || job_line::names_somebody(ctx, office) && !placed;
    (public && !held()).then_some((role, "naam onder ambt"))
}

/// Most tokens of a name in an address.
const ADDRESSEE: usize = 12;

/// The office that heads an address: `de Burgemeester van Ede` above a name above `Postbus 46`.
fn heads_address(ctx: &NameContext<'_>, above: usize, end: usize, start: usize) -> Option<usize> {
    let t = ctx.tokens;
    let article = usize::from(matches!(t.word(above), "de" | "De" | "het" | "Het" | "The"));
    let short = article > 0 && end - above <= FUNCTION;
    let line_end = (start..start + ADDRESSEE).find(|i| t.is_line(*i)).filter(|_| short)?;
    let below = t.skip_borders(line_end);
    let box_number = matches!(t.word(below), "Postbus" | "POSTBUS" | "postbus");
    let english = matches!(t.word(below), "PO" | "P.O") && t.word(below + 1) == "Box";
    (english || box_number && t.kind(below + 1) == TokenKind::Number).then_some(above + article)
}

/// `het antwoord van dhr. Vos aan de 2de kamer`: only a minister answers the House.
pub(super) fn answers_house(
    ctx: &NameContext<'_>,
    hit: &Hit,
    (start, end): (usize, usize),
) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    let to = match t.word(end) {
        "aan" if matches!(t.word(end + 1), "de" | "De") => end + 2,
        "a" if t.word(end + 2) == "d" => end + 3 + usize::from(t.is(end + 3, '.')),
        _ => return None,
    };
    let house = matches!(t.word(to), "Tweede" | "tweede" | "2de" | "2e" | "Eerste" | "eerste")
        && t.word(to + 1).eq_ignore_ascii_case("kamer");
    let said = (start.saturating_sub(6)..start).any(|i| {
        matches!(t.word(i), "antwoord" | "antwoorden" | "brief" | "reactie" | "toezegging")
    });
    let open = hit.role == Role::UNKNOWN && house && said;
    open.then_some((Role::MINISTER, "antwoord aan de Kamer"))
}
