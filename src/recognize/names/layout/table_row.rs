//! Table rows without a header: a cell that is a name beside a cell that is a job or a mobile number.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::{self, Anchoring};
use crate::recognize::names::grammar::titles::skip_titles;
use crate::recognize::names::grammar::{full_name, not_a_name, surname_first};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::text::token::TokenKind;

/// Tokens of a cell in which a job is looked for.
const WORDS: usize = 4;

/// How far along its row a cell is judged by the others, in tokens.
const ROW: usize = 60;

/// Examines every cell that has another one after it.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    for gap in t.gaps().filter(|gap| *gap > 0) {
        if let Some((role, found)) = name_behind_job(ctx, gap) {
            out.push(ctx.hit_as(found, Likelihood::Likely, "naam naast functie", role));
            continue;
        }
        if let Some(found) = name_beside_number(ctx, gap) {
            out.push(ctx.hit(found, Likelihood::Likely, "naam naast nummer"));
            continue;
        }
        let job = job_cell(ctx, gap + 1).or_else(|| office_cell(ctx, gap + 1));
        let Some(role) = job else { continue };
        // In a row of many cells an office is more likely the addressee:
        // `A. Bos | minister LNV | Openbaar`.
        let last = t.is_line(t.cell_end(gap + 1)) || t.cell_end(gap + 1) >= t.len();
        let public = is_public(&role);
        let listed = has_date(ctx, gap) || !last && has_assessment(ctx, gap);
        let role = if public && listed { Role::UNKNOWN } else { role };
        let start = (0..gap).rev().take(14).find(|i| t.begins(*i)).unwrap_or(gap);
        if start < gap
            && let Some(found) = name_cell(ctx, start, gap)
        {
            out.push(ctx.hit_as(found, Likelihood::Likely, "naam naast functie", role));
        }
    }
}

/// `Sadiq-van Hoof (F) | 5533 | 06 29 74 11 08`: the first cell of a row with a mobile number.
fn name_beside_number(ctx: &NameContext<'_>, gap: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let start = (gap.saturating_sub(10)..gap).rev().find(|i| t.begins(*i))?;
    let indent = start.checked_sub(1).filter(|i| t.kind(*i) == TokenKind::Gap).unwrap_or(start);
    let first = indent == 0 || t.is_line(indent - 1);
    let digits = |i: usize| t.word(i).bytes().take_while(u8::is_ascii_digit).count();
    let mobile = |i: usize| {
        let cell = t.kind(i - 1) == TokenKind::Gap && t.word(i).starts_with("06");
        let rest: usize = (i..i + 10).take_while(|k| !t.is_border(*k)).map(digits).sum();
        cell && rest == 10
    };
    let row = (gap + 1..gap + ROW).take_while(|i| !t.is_line(*i));
    if !first || !row.into_iter().any(mobile) {
        return None;
    }
    if let Some(found) = name_cell(ctx, start, gap) {
        return Some(found);
    }
    let (end, particles, surname) = surname::surname(ctx, start)?;
    let head = surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.folded(head);
    let sound = known.surname() || surname.contains('-') && !known.word();
    let fills = end == gap || t.is(end, '(') && t.is(gap - 1, ')');
    let name = PersonName { particles, surname, ..PersonName::default() };
    let found = NameMatch { start, end, name };
    let plain = is_plausible(ctx, &found) && not_a_name::reason(ctx, &found).is_none();
    (fills && sound && !known.place() && plain).then_some(found)
}

/// `Aafke Wiersma | Wethouder | Gemeente Ede`: a public office alone in the second cell, unless it
/// is the label of a name in the third.
fn office_cell(ctx: &NameContext<'_>, start: usize) -> Option<Role> {
    let t = ctx.tokens;
    let gap = start.checked_sub(1)?;
    // The first cell is a name, so that the line begins close in front.
    let first = (gap.saturating_sub(14)..gap).rev().find(|i| t.begins(*i));
    let second = first.is_some_and(|i| i == 0 || t.is_line(i - 1));
    let end = t.cell_end(start);
    if !second || end != start + 1 || t.kind(end) != TokenKind::Gap {
        return None;
    }
    let plural =
        cue_word::OFFICES_PLURAL.iter().any(|(w, _)| t.word(start).eq_ignore_ascii_case(w));
    let role = cue_word::role_of(t.word(start)).filter(|role| is_public(role) && !plural)?;
    let labeled = name_cell(ctx, end + 1, t.cell_end(end + 1)).is_some();
    let member = matches!(t.word(start), "Lid" | "lid");
    (!labeled && !member).then_some(role)
}

/// Whether holders of this role act in public.
fn is_public(role: &Role) -> bool {
    matches!(role.as_str(), "bewindspersoon" | "volksvertegenwoordiger" | "bestuurder")
}

/// Whether a public office that is not the first word of its cell is its holder's: after a comma or
/// `loco`, but not in `secr. wethouder`.
fn holds(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let Some(before) = index.checked_sub(1) else { return true };
    let word = if t.is(before, '.') { t.word(before.saturating_sub(1)) } else { t.word(before) };
    matches!(t.kind(before), TokenKind::Mark(',' | '/' | '(' | '-' | ':'))
        || ["loco", "plv", "oud", "wnd", "waarnemend", "voormalig", "de", "demissionair", "en"]
            .contains(&word.to_lowercase().as_str())
}

/// Whether the row holds a date, as in a list of documents with their senders and addressees.
fn has_date(ctx: &NameContext<'_>, gap: usize) -> bool {
    let t = ctx.tokens;
    let date = |i: usize| {
        t.kind(i) == TokenKind::Number && t.is(i + 1, '-') && t.kind(i + 2) == TokenKind::Number
    };
    let before = (0..gap).rev().take(ROW).take_while(|i| !t.is_line(*i)).any(date);
    before || (gap..gap + ROW).take_while(|i| !t.is_line(*i)).any(date)
}

/// Whether the row states whether a document is public.
fn has_assessment(ctx: &NameContext<'_>, gap: usize) -> bool {
    let t = ctx.tokens;
    (gap..gap + ROW).take_while(|i| !t.is_line(*i)).any(|i| {
        let word = t.word(i).to_lowercase();
        word.ends_with("openbaar") || matches!(word.as_str(), "geheel" | "deels" | "geweigerd")
    })
}

/// A cell that starts with a job, and the name in the next cell:
/// `Lid, wethouder Heusden | P. van Hees`.
fn name_behind_job(ctx: &NameContext<'_>, gap: usize) -> Option<(Role, NameMatch)> {
    let t = ctx.tokens;
    let start = (0..gap).rev().take(10).find(|i| t.begins(*i))?;
    // The first cell of its line, except for a number; at most one cell follows the name.
    let counted = start > 1
        && t.kind(start - 1) == TokenKind::Gap
        && t.kind(start - 2) == TokenKind::Number
        && (start == 2 || t.is_line(start - 3));
    let first = start == 0 || t.is_line(start - 1) || counted;
    let end = t.cell_end(gap + 1);
    if !first || t.kind(end) == TokenKind::Gap && t.kind(t.cell_end(end + 1)) == TokenKind::Gap {
        return None;
    }
    let role = job_cell(ctx, start)?;
    let found = name_cell(ctx, gap + 1, end)?;
    // A single word in front is a label, which `labeled_field` handles.
    (gap > start + 1).then_some((role, found))
}

/// The job in a cell: in small letters or as its first word, and no label.
fn job_cell(ctx: &NameContext<'_>, start: usize) -> Option<Role> {
    let t = ctx.tokens;
    let end = t.cell_end(start);
    // One word with a capital is rather the label of the next cell: `Portefeuillehouder`.
    let label = end == start + 1 && t.is_capital(start) && t.kind(end) == TokenKind::Gap;
    if end == start || t.is(end - 1, ':') || label {
        return None;
    }
    (start..end.min(start + WORDS)).find_map(|i| {
        // `MT-lid`, `lid` of a committee: no seat in a parliament.
        let part = i > start && t.is(i - 1, '-') && !t.spaced(i);
        if part || matches!(t.word(i), "lid" | "Lid" | "leden") {
            return None;
        }
        let spoken = t.kind(i) == TokenKind::Lower || i == start;
        let (role, _) = cue_word::role_at(ctx, i).filter(|_| spoken)?;
        (i == start || !is_public(&role) || holds(ctx, i)).then_some(role)
    })
}

/// A cell that is a full name and nothing else, but for titles and a remark in brackets.
fn name_cell(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let i = match cue_word::cue_of(t.word(start)) {
        Some(Cue::Title) => skip_titles(t, start),
        _ => start,
    };
    if cue_word::role_of(t.word(i)).is_some() {
        return None;
    }
    let found = full_name::initials_and_surname(ctx, i)
        .or_else(|| surname_first::surname_first(ctx, i, Anchoring::Bare))
        .or_else(|| full_name::given_and_surname(ctx, i, Anchoring::Anchored))?;
    let fills = found.end == end || t.is(found.end, '(') || t.is(found.end, ',');
    let first = ctx.lexicon.word(t.word(i));
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    let ordinary = first.word() && !first.given() || last.word() && !last.surname();
    let placed = first.place() || last.place();
    let initials = !found.name.initials.is_empty();
    let sound = is_plausible(ctx, &found) && not_a_name::reason(ctx, &found).is_none();
    (fills && sound && !head.is_empty() && (initials || !ordinary && !placed)).then_some(found)
}
