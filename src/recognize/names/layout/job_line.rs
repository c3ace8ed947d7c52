//! Lines that are a job or an office, and the name on the line above or below them.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::full_name;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::{self, Anchoring};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// The job that a line states, if no name follows it: `wethouder Hans Bos` is a person, and `DG FZ`
/// an address.
pub(crate) fn job_line(ctx: &NameContext<'_>, start: usize) -> Option<Role> {
    let t = ctx.tokens;
    // `Leden` heads a column and `lid` sits in a committee, unless the body makes it a seat.
    if matches!(t.word(start), "lid" | "Lid" | "leden" | "Leden") {
        return cue_word::seat(ctx, start);
    }
    let (role, end) = cue_word::role_at(ctx, start)?;
    let known = ctx.lexicon.word(t.word(end));
    let name = t.kind(end) == TokenKind::Letter && t.is(end + 1, '.')
        || t.kind(end) == TokenKind::Capital && known.given() && !known.word()
        || matches!(cue_word::cue_of(t.word(end)), Some(Cue::Title));
    (!name && t.kind(start) != TokenKind::Upper).then_some(role)
}

/// Whether the line of an office names its holder: `Wethouder Jansen` above another name.
pub(crate) fn names_somebody(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    (start + 1..t.line_end(start)).any(|i| {
        let known = ctx.lexicon.word(t.word(i));
        t.kind(i) == TokenKind::Letter && t.is(i + 1, '.')
            || t.kind(i) == TokenKind::Capital && known.surname() && !known.word() && !known.place()
    })
}

/// Adds a line that is a full name, right below a line that is a job: `Afdelingshoofd Financiën`.
pub(super) fn below_function(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if t.kind(index) != TokenKind::Capital || index < 2 || t.kind(index - 1) != TokenKind::Line {
        return;
    }
    let above = t.line_start(index - 1);
    if index - 1 - above > 7 || t.is(index - 2, ':') || t.is(index - 2, '.') {
        return;
    }
    let Some(role) = job_line(ctx, above).filter(|_| !names_somebody(ctx, above)) else { return };
    let Some(found) = full_name::given_and_surname(ctx, index, Anchoring::Anchored) else { return };
    let ends = t.is_border(found.end) || found.end >= t.len() || t.is(found.end, '(');
    if !ends || !is_plausible(ctx, &found) || cue_word::role_at(ctx, index).is_some() {
        return;
    }
    let first = ctx.lexicon.word(t.word(index));
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    let ordinary = first.word() && !first.given() || last.word() && !last.surname();
    if !ordinary && !first.place() && !last.place() {
        out.push(ctx.hit_as(found, Likelihood::Likely, "naam onder functie", role));
    }
}

/// Adds a line that is a full name, above a line that is a job.
pub(super) fn above_function(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if t.kind(index) != TokenKind::Capital
        || !matches!(
            t.kind(index + 1),
            TokenKind::Capital
                | TokenKind::Lower
                | TokenKind::Mark('-' | ',' | '.')
                | TokenKind::Letter
        )
    {
        return;
    }
    let end = t.cell_end(index);
    if end - index > 10 || !t.is_line(end) {
        return;
    }
    let below = t.skip_borders(end);
    let Some(role) = job_line(ctx, below) else { return };
    let Some(found) = full_name::given_and_surname(ctx, index, Anchoring::Anchored) else { return };
    if found.end != end && !surname::is_degree(&fold(t.word(found.end))) && !t.is(found.end, ',')
        || !is_plausible(ctx, &found)
    {
        return;
    }
    let first = ctx.lexicon.word(t.word(index));
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    if first.word() && !first.given()
        || last.word() && !last.surname()
        || first.place()
        || last.place() && !first.given()
    {
        return;
    }
    out.push(ctx.hit_as(found, Likelihood::Likely, "naam boven functie", role));
}
