//! Signing blocks: a closing or an office, then a name, then a function.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::full_name;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname;
use crate::recognize::names::grammar::titles::skip_titles;
use crate::recognize::names::layout::field_labels::{LabelStrength, label_at};
use crate::recognize::names::layout::job_line;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Starts of lines that close a letter, folded, as tokens.
const CLOSINGS: &[&[&str]] = &[
    &["hoogachtend"],
    &["met", "vriendelijke", "groet"],
    &["met", "vriendelijke", "groeten"],
    &["met", "hartelijke", "groet"],
    &["met", "hartelijke", "groeten"],
    &["vriendelijke", "groet"],
    &["vriendelijke", "groeten"],
    &["hartelijke", "groet"],
    &["hartelijke", "groeten"],
    &["groet"],
    &["groeten"],
    &["groetjes"],
    &["mvg"],
    &["gr"],
    &["m", ".", "vr", ".", "gr"],
    &["met", "groet"],
    &["best", "regards"],
    &["kind", "regards"],
    &["regards"],
    &["cheers"],
    &["met", "collegiale"],
    &["met", "collegiale", "groet"],
    &["met", "de", "meeste", "hoogachting"],
    &["met", "gevoelens"],
    &["sincerely"],
    &["yours", "sincerely"],
    &["mit", "freundlichen"],
    &["cordialement"],
    &["warm", "regards"],
    &["fijne", "dag"],
    &["fijn", "weekend"],
    &["alvast", "bedankt"],
    &["dank", "alvast"],
    &["liefs"],
    &["hgr"],
    &["vr", ".", "gr"],
    &["hartelijks"],
    &["groetend"],
];

/// Whether a closing stands at this token and ends there.
pub(crate) fn is_closing(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let first = fold(t.word(index));
    CLOSINGS.iter().any(|words| {
        words.first() == Some(&first.as_str())
            && words.iter().enumerate().all(|(k, w)| fold(t.word(index + k)) == *w)
            && {
                let end = index + words.len();
                t.is_border(end)
                    || end >= t.len()
                    || matches!(t.kind(end), TokenKind::Mark(',' | '.' | '!'))
            }
    })
}

/// What the lines above a name state.
#[derive(Default)]
struct SigningContext {
    office: Option<Role>,
    mandate: bool,
    /// Whether one person holds the office.
    single: bool,
    /// The job of whoever signs on behalf of that office.
    mandatary: Option<Role>,
}

/// Reads every block that a closing or an office opens. Returns the office whose block is cut off
/// at the end of the text, if any.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) -> Option<Role> {
    let t = ctx.tokens;
    let mut open = None;
    if let Some(office) = &ctx.office {
        let mut above = SigningContext { office: Some(office.clone()), ..Default::default() };
        block(ctx, 0, &mut above, true, out);
    }
    for index in t.cell_starts().filter(|index| t.is_word(*index)) {
        if is_closing(ctx, index) {
            let mut above = SigningContext::default();
            let named = block(ctx, t.cell_end(index), &mut above, true, out);
            open = above.office.filter(|_| !named && !above.mandate);
        } else if let Some(role) = office_line(ctx, index) {
            let single = is_single_office(ctx, index);
            let mut above = SigningContext { office: Some(role), single, ..Default::default() };
            let named = block(ctx, t.cell_end(index), &mut above, false, out);
            let near = t.len() - index < 40;
            open = above.office.filter(|_| !named && !above.mandate && near);
        } else {
            job_line::above_function(ctx, index, out);
            job_line::below_function(ctx, index, out);
        }
    }
    open
}

/// `De Minister van Economische Zaken en Klimaat,`: a cell that is an office and ends in a comma.
fn office_line(ctx: &NameContext<'_>, index: usize) -> Option<Role> {
    let t = ctx.tokens;
    let end = t.cell_end(index);
    if end - index > 24 || end <= index {
        return None;
    }
    let article = matches!(fold(t.word(index)).as_str(), "de" | "het");
    let at = index + usize::from(article);
    // A long office may continue on the next line before its comma.
    let next = if t.kind(end) == TokenKind::Line { t.cell_end(end + 1) } else { end };
    let comma = t.is(end - 1, ',') || next < index + 24 && next > end + 1 && t.is(next - 1, ',');
    let (office, behind) = cue_word::role_at(ctx, at)?;
    // `wethouder Annet Wissing over jeugdhulp` is a person in office.
    if t.kind(behind) == TokenKind::Capital && ctx.lexicon.word(t.word(behind)).given() {
        return None;
    }
    let public = matches!(
        office.as_str(),
        "bewindspersoon"
            | "bestuurder"
            | "volksvertegenwoordiger"
            | "ambtelijke top"
            | "leidinggevende"
    );
    let chair = office == Role::MANAGER && t.word(at).eq_ignore_ascii_case("voorzitter");
    let office = if chair && is_beside_clerk(ctx, index) { Role::EXECUTIVE } else { office };
    (public && comma).then_some(office)
}

/// How many tokens above a chair the clerk is looked for.
const ABOVE_CHAIR: usize = 40;

/// Whether the clerk of a council signs above this line, which makes its chair the mayor:
/// `De griffier, / A. Vos / De voorzitter, / B. Bos`.
fn is_beside_clerk(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let clerk = ["griffier", "raadsgriffier", "statengriffier"];
    (index.saturating_sub(ABOVE_CHAIR)..index).any(|i| {
        let front = i.checked_sub(1).filter(|f| matches!(t.word(*f), "de" | "De")).unwrap_or(i);
        clerk.iter().any(|word| t.word(i).eq_ignore_ascii_case(word))
            && t.begins(front)
            && (t.is(i + 1, ',') || t.is_border(i + 1))
    })
}

/// `wethouder Financiën en Handhaving.` below a closing: an office without its comma.
fn below_closing(ctx: &NameContext<'_>, index: usize, below: bool) -> Option<Role> {
    let t = ctx.tokens;
    let end = t.cell_end(index);
    if !below || end - index > 24 || end <= index + 1 || job_line::names_somebody(ctx, index) {
        return None;
    }
    let at = index + usize::from(matches!(t.word(index), "De" | "de"));
    let (role, behind) = cue_word::role_at(ctx, at)?;
    let named = t.kind(behind) == TokenKind::Capital && ctx.lexicon.word(t.word(behind)).given();
    (role == Role::EXECUTIVE && !named).then_some(role)
}

/// Reads the lines below a closing or office, up to a name and what is below it. Whether it found a
/// name.
fn block(
    ctx: &NameContext<'_>,
    start: usize,
    above: &mut SigningContext,
    closed: bool,
    out: &mut Vec<Hit>,
) -> bool {
    let t = ctx.tokens;
    let mut i = start;
    let mut names = 0;
    for _ in 0..9 {
        i = t.skip_borders(i);
        if i >= t.len() || is_handler_label(ctx, i) {
            return names > 0;
        }
        let end = t.cell_end(i);
        let folded = fold(t.word(i));
        if matches!(folded.as_str(), "namens" | "voor" | "i" | "b" | "loco" | "plv" | "wnd") {
            above.mandate = true;
            // `namens de minister, A. de Vries` on one line.
            if let Some(comma) = (i..end).find(|k| t.is(*k, ',')) {
                if let Some(found) = whole_line(ctx, comma + 1, end) {
                    push(ctx, found, above, end, out);
                    return true;
                }
                above.mandatary = mandatary(ctx, comma + 1);
            }
        } else if let Some(role) = mandatary(ctx, i).filter(|_| above.mandate && names == 0) {
            above.mandatary = Some(role);
        } else if let Some(role) =
            office_line(ctx, i).or_else(|| below_closing(ctx, i, closed && names == 0))
        {
            above.office = Some(role);
            above.single = is_single_office(ctx, i);
        // `Wendela Schoen` above `Advocaat`: what she is.
        } else if let Some(found) =
            whole_line(ctx, i, end).filter(|f| names == 0 || !is_ordinary(ctx, f))
        {
            push(ctx, found, above, end, out);
            names += 1;
            // One person holds an office; whoever else is below it does not.
            above.mandatary = None;
            above.office = above.office.take().filter(|_| !above.single);
            if names >= 3 {
                return true;
            }
        } else if names > 0 || !closed && end - i > 8 {
            // The office or function of the signatory may be in between; prose ends the block.
            if end - i > 12 || names > 0 && cue_word::role_at(ctx, i).is_none() {
                return names > 0;
            }
        } else if end - i > 14 {
            return names > 0;
        }
        i = end;
    }
    names > 0
}

/// Whether a label here asks for whoever handled the matter: `Contactpersoon`, `Behandeld door`.
/// The office above is not theirs.
fn is_handler_label(ctx: &NameContext<'_>, index: usize) -> bool {
    let signs = [
        "mede",
        "namens",
        "voor",
        "secretaris",
        "griffier",
        "voorzitter",
        "ondertekend",
        "getekend",
    ];
    let asks = label_at(ctx, index).is_some_and(|(_, strength)| strength == LabelStrength::Person);
    let job = cue_word::role_at(ctx, index).is_some();
    asks && !job && !signs.contains(&fold(ctx.tokens.word(index)).as_str())
}

/// Whether an office line names one office, so that one person holds it: not `Burgemeester en
/// wethouders`, `Gedeputeerde Staten`.
fn is_single_office(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let end = t.cell_end(start);
    !(start..end).any(|i| {
        let office = |i: usize| cue_word::role_at(ctx, i).is_some();
        matches!(t.word(i).to_lowercase().as_str(), "staten" | "college" | "bestuur" | "leden")
            || matches!(t.word(i), "en" | "EN" | "&") && (office(i + 1) || office(i + 2))
    })
}

fn push(
    ctx: &NameContext<'_>,
    found: NameMatch,
    above: &SigningContext,
    end: usize,
    out: &mut Vec<Hit>,
) {
    let t = ctx.tokens;
    let below = t.skip_borders(end);
    // `lid` of a committee is not a member of parliament.
    let role = |k: usize| match t.word(k).to_lowercase().as_str() {
        "lid" | "leden" => None,
        _ => job_line::job_line(ctx, k),
    };
    let under = (below..t.cell_end(below).min(below + 6)).find_map(role);
    let beside = (found.end..end.max(found.end)).find_map(role);
    let public = |r: &Role| {
        matches!(
            r.as_str(),
            "bewindspersoon" | "bestuurder" | "volksvertegenwoordiger" | "ambtelijke top"
        )
    };
    let role = match (beside.or(under), &above.office) {
        (Some(role), _) if public(&role) && !above.mandate => role,
        (_, Some(office)) if !above.mandate => office.clone(),
        (Some(role), _) => role,
        _ => above.mandatary.clone().unwrap_or(Role::UNKNOWN),
    };
    out.push(ctx.hit_as(found, Likelihood::Certain, "ondertekening", role));
}

/// The job in a line between `namens deze` and the name: `directeur-generaal Milieu`. Only top
/// officials and heads sign so; a public office there is the one on whose behalf they sign.
fn mandatary(ctx: &NameContext<'_>, start: usize) -> Option<Role> {
    let t = ctx.tokens;
    let start = start + usize::from(matches!(t.word(start), "de" | "De" | "het" | "Het"));
    if t.cell_end(start) > start + 12 {
        return None;
    }
    job_line::job_line(ctx, start).filter(|r| [Role::TOP_OFFICIAL, Role::MANAGER].contains(r))
}

/// Whether a name is a single word that is an ordinary one as well.
fn is_ordinary(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let known = ctx.lexicon.word(ctx.tokens.word(found.start));
    found.end == found.start + 1 && known.word() && !known.given()
}

/// A name that fills its line, except for a degree or a remark in brackets after it.
fn whole_line(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    if start >= end || end - start > 16 {
        return None;
    }
    let i = match cue_word::cue_of(t.word(start)) {
        Some(Cue::Title) => skip_titles(t, start),
        _ => start,
    };
    let i = if matches!(t.kind(i), TokenKind::Mark('(' | '-' | '"')) { i + 1 } else { i };
    let found = full_name::any_form(ctx, i)?;
    if !is_plausible(ctx, &found) || cue_word::role_at(ctx, i).is_some() {
        return None;
    }
    let fills = found.end >= end
        || matches!(t.kind(found.end), TokenKind::Mark(',' | '(' | '/' | '|' | ')' | '"'))
        || is_degree_word(t.word(found.end));
    if !fills {
        return None;
    }
    single_word(ctx, i, found)
}

/// A single word below a closing is a given name or a surname, if it is not an ordinary word.
fn single_word(ctx: &NameContext<'_>, i: usize, found: NameMatch) -> Option<NameMatch> {
    let t = ctx.tokens;
    let name = &found.name;
    if !name.initials.is_empty() {
        return Some(found);
    }
    let first = ctx.lexicon.word(t.word(i));
    let head = name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    if name.given.is_empty() {
        let single = found.end == i + 1;
        let body = first.place() || t.kind(i) == TokenKind::Upper && t.word(i).len() <= 6;
        let fits = first.given() || first.surname() || !first.word();
        if !fits || body {
            return None;
        }
        if single && first.given() {
            let name = PersonName { given: vec![fold(t.word(i))], ..PersonName::default() };
            return Some(NameMatch { name, ..found });
        }
        return Some(found);
    }
    let ordinary =
        first.word() && !first.given() || first.place() || last.word() && !last.surname();
    (!ordinary || first.given() && last.surname()).then_some(found)
}

fn is_degree_word(word: &str) -> bool {
    surname::is_degree(&fold(word))
}
