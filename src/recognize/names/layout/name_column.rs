//! Columns of people: if several cells of a column are names, its other cells are too.
//! `Ramaekers, Wiel` is one between `Aarts, J.` and `Vos, M.`

use crate::model::{Category, Likelihood};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::Anchoring;
use crate::recognize::names::grammar::surname_first::surname_first;
use crate::recognize::names::grammar::{full_name, not_a_name};
use crate::recognize::names::lexicon::{cue_word, organization, particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::{TokenKind, TokenLine};
use std::collections::BTreeSet;

/// Most lines without cells within a table.
const GAP: usize = 4;

/// Most columns of a table that are examined.
const COLUMNS: usize = 24;

/// Examines every table.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let heads: BTreeSet<usize> = out
        .iter()
        .filter(|h| h.category == Category::NAME && !h.conflict)
        .filter(|h| h.name.as_ref().is_some_and(is_full))
        .map(|h| t.index_at(h.span.start))
        .collect();
    if heads.len() < 2 {
        return;
    }
    let taken: BTreeSet<usize> = out
        .iter()
        .filter(|h| h.category == Category::NAME)
        .flat_map(|h| t.index_at(h.span.start)..t.index_at(h.span.end))
        .collect();
    let mut rows: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut empty = 0;
    let lines: Vec<TokenLine> = t.lines().collect();
    for line in lines {
        let cells = t.cells(line);
        if !cells.is_empty() {
            rows.push(cells);
            empty = 0;
            continue;
        }
        empty += 1;
        if empty > GAP {
            read_table(ctx, &rows, &heads, &taken, out);
            rows.clear();
        }
    }
    read_table(ctx, &rows, &heads, &taken, out);
}

fn is_full(name: &PersonName) -> bool {
    !name.surname.is_empty() && !(name.given.is_empty() && name.initials.is_empty())
}

/// Adds the names in the rows and columns of one table.
fn read_table(
    ctx: &NameContext<'_>,
    rows: &[Vec<(usize, usize)>],
    heads: &BTreeSet<usize>,
    taken: &BTreeSet<usize>,
    out: &mut Vec<Hit>,
) {
    for row in rows {
        let known = row.iter().filter(|(start, _)| heads.contains(start)).count();
        if known > 1 {
            let others = row.iter().filter(|(start, _)| !heads.contains(start));
            add_cells(ctx, others.copied(), taken, "rij met namen", out);
        }
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).min(COLUMNS);
    for k in 0..columns {
        let cells: Vec<(usize, usize)> = rows.iter().filter_map(|r| r.get(k)).copied().collect();
        let known = cells.iter().filter(|(start, _)| heads.contains(start)).count();
        if known < 2 || known * 3 < cells.len() {
            continue;
        }
        add_cells(ctx, cells.into_iter(), taken, "kolom met namen", out);
    }
}

/// Adds the cells that are names and overlap no known one.
fn add_cells(
    ctx: &NameContext<'_>,
    cells: impl Iterator<Item = (usize, usize)>,
    taken: &BTreeSet<usize>,
    why: &'static str,
    out: &mut Vec<Hit>,
) {
    for (start, end) in cells {
        if (start..end).any(|i| taken.contains(&i)) {
            continue;
        }
        if let Some(found) = name_cell(ctx, start, end) {
            out.push(ctx.hit(found, Likelihood::Likely, why));
        }
    }
}

/// A cell that is only a name, part of which is on a list.
fn name_cell(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let capitals: Vec<usize> = (start..end).filter(|i| t.is_capital(*i)).collect();
    let plain = |i: &usize| {
        let known = ctx.lexicon.word(t.word(*i));
        (known.given() || known.surname()) && !organization::is_organization_word(t.word(*i))
    };
    let only = (start..end).all(|i| {
        t.kind(i) == TokenKind::Capital
            || t.is(i, ',')
            || t.is(i, '-') && !t.spaced(i)
            || particle::begins(t, i)
    });
    let office = capitals.iter().any(|i| cue_word::role_of(t.word(*i)).is_some());
    if !only || office || !(1..=4).contains(&capitals.len()) || !capitals.iter().any(plain) {
        return None;
    }
    if let [one] = capitals.as_slice() {
        let known = ctx.lexicon.word(t.word(*one));
        if known.word() || known.place() || t.word(*one).chars().count() < 3 {
            return None;
        }
        let folded = fold(t.word(*one));
        let name = if known.given() && !known.surname() {
            PersonName { given: vec![folded], ..PersonName::default() }
        } else {
            PersonName { surname: folded, ..PersonName::default() }
        };
        return Some(NameMatch { start, end, name });
    }
    let found = surname_first(ctx, start, Anchoring::Anchored)
        .or_else(|| full_name::given_and_surname(ctx, start, Anchoring::Anchored))?;
    let fits =
        found.end == end && is_plausible(ctx, &found) && not_a_name::reason(ctx, &found).is_none();
    fits.then_some(found)
}
