//! The role that words beside a name give: an office in apposition, a party in brackets.

use crate::model::{Category, Evidence, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::addressed::{addressed_office, answers_house};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::crown;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::layout::{adopted, council, job_line, signers};
use crate::recognize::names::lexicon::party::{self, is_party};
use crate::recognize::names::lexicon::{cue_word, government};
use crate::recognize::text::token::TokenKind;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// Longest line that is only a function, in tokens.
const FUNCTION: usize = 9;

/// The evidence of a name on the list of office holders in their time.
const IN_TIME: &str = "bekend ambtsdrager in die tijd";

/// The evidence of a name after which a motion or amendment in the text is named.
const MOVER: &str = "motie of amendement naar genoemd";

/// Gives every name the role that the words around it state.
pub(crate) fn run(ctx: &NameContext<'_>, hits: &mut [Hit]) {
    let movers = council::movers(ctx);
    let signers = signers::offices(ctx, hits);
    let political = LazyCell::new(|| party::is_political(ctx));
    for hit in hits.iter_mut().filter(|h| h.category == Category::NAME && h.name.is_some()) {
        let t = ctx.tokens;
        let end = t.index_at(hit.span.end);
        let start = t.index_at(hit.span.start);
        // Two functions above two names: the order tells more than what stands nearest.
        if let Some(role) = office_in_order(ctx, start, end) {
            hit.role = role;
            hit.evidence.push(Evidence::of("naam onder ambt"));
            continue;
        }
        // `A. Vos   B. Bos` above `secretaris   burgemeester`
        if let Some(role) = signers.get(&hit.span.start) {
            hit.role = role.clone();
            hit.evidence.push(Evidence::of("naam boven ambt, in volgorde"));
            continue;
        }
        let role = adopted::signer(ctx, start, end)
            .or_else(|| office_behind(ctx, end))
            .or_else(|| office_below(ctx, start, end))
            .or_else(|| office_above(ctx, start, end))
            .or_else(|| addressed_office(ctx, start))
            .or_else(|| crown::titled(ctx, start))
            .or_else(|| office_before_line(ctx, start))
            .or_else(|| appointed(ctx, start))
            .or_else(|| party_behind(ctx, hit, (start, end), &political))
            .or_else(|| moved(ctx, hit, start, &movers))
            .or_else(|| council::member(ctx, start, end))
            .or_else(|| office_in_front(ctx, hit, start))
            .or_else(|| answers_house(ctx, hit, (start, end)))
            .or_else(|| office_in_time(ctx, hit));
        if let Some((role, why)) = role {
            // Whoever writes mails and stands in fields may be a namesake, where many bear the
            // surname: ask.
            let field = |e: &Evidence| matches!(e.as_str(), "veld" | "mailkop" | "citaatkop");
            let name = hit.name.as_ref().map(|n| ctx.lexicon.folded(&n.surname));
            let common = name.is_some_and(|known| known.common());
            hit.conflict |= why == IN_TIME && common && hit.evidence.iter().any(field);
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

/// Somebody after whom a motion or amendment in this text is named.
fn moved(
    ctx: &NameContext<'_>,
    hit: &Hit,
    start: usize,
    movers: &BTreeSet<(String, String)>,
) -> Option<(Role, &'static str)> {
    let name = hit.name.as_ref().filter(|_| hit.role == Role::UNKNOWN && !movers.is_empty())?;
    let bare = name.given.is_empty() && name.initials.is_empty() && !council::is_other(ctx, start);
    (bare && movers.contains(&(name.particles.clone(), name.surname.clone())))
        .then_some((Role::REPRESENTATIVE, MOVER))
}

/// One past the public office at this token, if one person holds it.
fn public_office(ctx: &NameContext<'_>, index: usize) -> Option<(Role, usize)> {
    let word = ctx.tokens.word(index);
    let public =
        |role: &Role| [Role::MINISTER, Role::EXECUTIVE, Role::REPRESENTATIVE].contains(role);
    let plain = !matches!(word, "lid" | "Lid" | "leden" | "Leden");
    cue_word::role_at(ctx, index).filter(|(role, _)| plain && public(role))
}

/// The first token of the titles right before this one, over a line break.
fn before_titles(ctx: &NameContext<'_>, start: usize) -> usize {
    let t = ctx.tokens;
    let title = |i: usize| {
        t.kind(i) == TokenKind::Line
            || t.is(i, '.')
            || matches!(cue_word::cue_of(t.word(i)), Some(cue_word::Cue::Title))
    };
    let mut i = start;
    while i > 0 && start - i < 6 && title(i - 1) {
        i -= 1;
    }
    let article = i > 0 && i < start && matches!(t.word(i - 1), "de" | "De");
    i - usize::from(article)
}

/// `het raadslid mevrouw` at the end of a line, above `Van Duren`.
fn office_before_line(ctx: &NameContext<'_>, start: usize) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    let first = before_titles(ctx, start);
    let broken = t.kind(start.checked_sub(1)?) == TokenKind::Line && !ctx.part;
    let office = first.checked_sub(1).filter(|_| broken && t.is_word(first))?;
    let one = !t.begins(office) && matches!(t.word(office - 1), "het" | "de" | "Het" | "De");
    let (role, end) = public_office(ctx, office).filter(|_| one)?;
    (end == first).then_some((role, "ambt of functie"))
}

/// `Wethouder Kos`: an office right in front of a word that only the model takes for a name.
fn office_in_front(ctx: &NameContext<'_>, hit: &Hit, start: usize) -> Option<(Role, &'static str)> {
    let front = start.checked_sub(1)?;
    let by_model = hit.evidence.first().is_some_and(|e| e.as_str().starts_with("model "));
    let word = ctx.tokens.word(front);
    let office = by_model && matches!(cue_word::cue_of(word), Some(cue_word::Cue::Office(_)));
    let role = cue_word::role_of(word).filter(|_| office)?;
    [Role::MINISTER, Role::EXECUTIVE].contains(&role).then_some((role, "ambt of functie"))
}

/// `Voorgedragen voor benoeming tot wethouder is:` above `- De heer C. Engels`.
fn appointed(ctx: &NameContext<'_>, start: usize) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    let mut i = before_titles(ctx, start);
    while i > 0 && start - i < 10 && (t.is_line(i - 1) || is_bullet(ctx, i - 1)) {
        i -= 1;
    }
    let colon = i.checked_sub(1).filter(|c| t.is(*c, ':'))?;
    let first = colon.saturating_sub(12);
    let said = (first..colon).any(|i| {
        let word = t.word(i).to_lowercase();
        ["benoem", "voorgedragen", "herbenoem"].iter().any(|s| word.starts_with(s))
    });
    let office = (first..colon).rev().find(|i| t.word(*i) == "tot")? + 1;
    let (role, _) = public_office(ctx, office).filter(|_| said)?;
    Some((role, "benoemd tot ambt"))
}

fn is_bullet(ctx: &NameContext<'_>, index: usize) -> bool {
    matches!(ctx.tokens.kind(index), TokenKind::Mark('-' | '•' | '*' | '–'))
}

/// The first token of the line that ends here, if it is short.
fn short_line(ctx: &NameContext<'_>, end: usize) -> Option<usize> {
    let t = ctx.tokens;
    let first = (end.saturating_sub(FUNCTION)..end).rev().find(|i| t.is_line(*i));
    first.map(|i| i + 1).or_else(|| (end <= FUNCTION).then_some(0)).filter(|i| *i < end)
}

/// The role of a name in a block of two, below a block of two functions: the first name has the
/// first function.
fn office_in_order(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<Role> {
    let t = ctx.tokens;
    if ctx.part || start < 4 || !t.begins(start) || !(t.is_border(end) || end >= t.len()) {
        return None;
    }
    // The end of the line above, and the last token of the block of functions.
    let above = start - 1;
    let (second, gap) = match t.kind(above) {
        TokenKind::Line => (true, short_line(ctx, above)?.checked_sub(1)?),
        TokenKind::Blank => (false, above),
        _ => return None,
    };
    if t.kind(gap) != TokenKind::Blank {
        return None;
    }
    let last = |end: usize| t.kind(end) == TokenKind::Blank || end + 1 >= t.len();
    let two = if second {
        last(end) && named(ctx, gap + 1)
    } else {
        t.kind(end) == TokenKind::Line && named(ctx, end + 1) && {
            let below = (end + 1..end + 2 + FUNCTION).find(|i| t.is_line(*i) || *i >= t.len());
            below.is_some_and(last)
        }
    };
    let lower = short_line(ctx, gap).filter(|_| two)?;
    let upper = short_line(ctx, lower.checked_sub(1)?)?;
    let alone =
        upper == 0 || t.kind(upper - 1) == TokenKind::Blank || t.is(upper.saturating_sub(2), ',');
    let office = |first: usize, end: usize| {
        let first = skip_article(ctx, first);
        let (role, behind) = cue_word::role_at(ctx, first)?;
        let end = end - usize::from(t.is(end - 1, ','));
        (behind == end).then_some(role)
    };
    let roles = (office(upper, lower - 1)?, office(lower, gap)?);
    alone.then_some(if second { roles.1 } else { roles.0 })
}

/// Whether a line begins with initials or a title, as the name of somebody who signs.
fn named(ctx: &NameContext<'_>, first: usize) -> bool {
    let t = ctx.tokens;
    let initial = t.kind(first) == TokenKind::Letter && t.is(first + 1, '.');
    let given = t.is_capital(first) && ctx.lexicon.word(t.word(first)).given();
    initial || given || matches!(cue_word::cue_of(t.word(first)), Some(cue_word::Cue::Title))
}

/// A known party right behind a name: `de heer Bos namens GroenLinks`, `Karin Bos, VVD` at the end of
/// a line, or `Haagse VVD` in the line below.
fn party_behind(
    ctx: &NameContext<'_>,
    hit: &Hit,
    (start, end): (usize, usize),
    political: &bool,
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
            party::known_at(ctx, party, *political).is_some()
        }
        TokenKind::Mark(',') => {
            party::known_at(ctx, end + 1, mover || *political).is_some_and(closes)
        }
        TokenKind::Line if t.begins(start) && !ctx.part => {
            let place = t.kind(end + 1) == TokenKind::Capital
                && (t.word(end + 1).ends_with("se") || ctx.lexicon.word(t.word(end + 1)).place());
            let below = |i: usize| party::known_at(ctx, i, *political).is_some_and(closes);
            below(end + 1) || place && below(end + 2)
        }
        _ => false,
    };
    found.then_some((Role::REPRESENTATIVE, "partij"))
}

fn office_behind(ctx: &NameContext<'_>, end: usize) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    match t.kind(end) {
        // `Ms Kruger MP`
        TokenKind::Upper if matches!(t.word(end), "MP" | "MEP") && t.spaced(end) => {
            Some((Role::REPRESENTATIVE, "ambt achter de naam"))
        }
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
            // `Fenna Vos, lid Dagelijks Bestuur Stadsdeel West`
            if let Some(role) = cue_word::seat(ctx, i).filter(|_| lower) {
                return Some((role, "ambt of functie achter de naam"));
            }
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
