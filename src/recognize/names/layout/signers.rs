//! Several who sign side by side: their names on one line, their offices on the next, in the same
//! order.

use crate::model::{Category, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::text::token::TokenKind;
use std::collections::BTreeMap;

/// Longest line of names or offices, in tokens.
const LONGEST: usize = 22;

/// The public offices of those who sign side by side, by the first byte of their names.
pub(crate) fn offices(ctx: &NameContext<'_>, hits: &[Hit]) -> BTreeMap<usize, Role> {
    let t = ctx.tokens;
    let mut lines: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for hit in hits.iter().filter(|h| h.category == Category::NAME && h.name.is_some()) {
        let span = (t.index_at(hit.span.start), t.index_at(hit.span.end));
        lines.entry(t.line_of(span.0)).or_default().push(span);
    }
    let mut out = BTreeMap::new();
    if ctx.part {
        return out;
    }
    for names in lines.values_mut().filter(|names| names.len() > 1) {
        names.sort_unstable();
        names.dedup();
        let Some(below) = line_below(ctx, names) else { continue };
        let offices = offices_at(ctx, below);
        if offices.len() != names.len() {
            continue;
        }
        for ((start, _), role) in names.iter().zip(offices) {
            let at = t.get(*start).map(|token| token.start as usize);
            if let (Some(at), Some(role)) = (at, role) {
                out.insert(at, role);
            }
        }
    }
    out
}

/// First token of the line below names that fill theirs; an empty line may lie between.
fn line_below(ctx: &NameContext<'_>, names: &[(usize, usize)]) -> Option<usize> {
    let t = ctx.tokens;
    let (first, last) = (names.first()?.0, names.last()?.1);
    let (start, end) = (t.line_start(first), t.line_end(last));
    let filler = |i: usize| {
        t.kind(i) == TokenKind::Gap
            || t.is(i, '.')
            || matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title))
    };
    let covered = |i: usize| names.iter().any(|(from, to)| (*from..*to).contains(&i)) || filler(i);
    let whole = end > start && end - start <= LONGEST && (start..end).all(covered);
    let below = t.skip_borders(end);
    (whole && below < t.len() && below <= end + 3).then_some(below)
}

/// The offices on the line at this token, in order; none for those that are no public office.
fn offices_at(ctx: &NameContext<'_>, start: usize) -> Vec<Option<Role>> {
    let t = ctx.tokens;
    let end = t.line_end(start);
    let mut out = Vec::new();
    let mut i = start;
    while i < end && end - start <= LONGEST {
        let word = t.word(i).to_lowercase();
        if let Some((role, behind)) = cue_word::role_at(ctx, i) {
            let public = [Role::MINISTER, Role::EXECUTIVE].contains(&role);
            out.push(Some(role).filter(|_| public));
            i = behind.max(i + 1);
        } else {
            if matches!(word.as_str(), "secretaris" | "griffier") {
                out.push(None);
            }
            i += 1;
        }
    }
    out
}
