//! Tables: a head that asks for a person makes its column one of names.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::names::context::Page;
use crate::recognize::names::layout::field_labels::{Strength, label};
use crate::recognize::names::layout::initials_field::initials_only;
use crate::recognize::names::layout::labeled_field::{skip_bullets_and_titles, value};

/// Tables: a header cell that asks for a person makes its column one of names.
pub(crate) fn run(page: &Page<'_>, out: &mut Vec<Hit>) {
    let t = page.tokens;
    let mut column: Option<Vec<(usize, Strength)>> = None;
    let mut misses = 0;
    for line in t.lines() {
        let cells = t.cells(line);
        if !cells.is_empty() {
            let heads: Vec<(usize, Strength)> = cells
                .iter()
                .enumerate()
                .filter_map(|(k, cell)| header(page, *cell).map(|strength| (k, strength)))
                .collect();
            // `Opsteller | A. Vos | AV` in the midst of a table is a row with its own label.
            let row_label = column.is_some() && matches!(heads.as_slice(), [(0, _)]);
            if !heads.is_empty() && !row_label {
                column = Some(heads);
                misses = 0;
            } else if let Some(columns) = &column {
                for (k, strength) in columns {
                    if let Some(cell) = cells.get(*k) {
                        full_cell(page, *cell, *strength, out);
                    }
                }
            }
        } else {
            misses += 1;
            if misses > 3 {
                column = None;
            }
        }
    }
}

fn header(page: &Page<'_>, (start, end): (usize, usize)) -> Option<Strength> {
    label(page, start).filter(|(stop, _)| *stop == end).map(|(_, strength)| strength)
}

fn full_cell(
    page: &Page<'_>,
    (start, end): (usize, usize),
    strength: Strength,
    out: &mut Vec<Hit>,
) {
    let i = skip_bullets_and_titles(page, start);
    let Some(found) = value(page, i, Strength::Person, true) else {
        initials_only(page, i, strength, out);
        return;
    };
    if found.end == end || page.tokens.is(found.end, '(') {
        out.push(page.hit(found, Likelihood::Certain, "kolom"));
    }
}
