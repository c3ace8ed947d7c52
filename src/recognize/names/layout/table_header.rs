//! Tables in which a header asks for a person: its column holds names.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::layout::field_labels::{LabelStrength, label_at};
use crate::recognize::names::layout::field_value::person_value;
use crate::recognize::names::layout::initials_field::initials_only;
use crate::recognize::names::layout::labeled_field::skip_bullets_and_titles;
use crate::recognize::names::layout::person_table::DESKS;
use crate::recognize::text::lexicon::fold;

/// Adds the names in such columns.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut column: Option<Vec<(usize, LabelStrength)>> = None;
    let mut misses = 0;
    for line in t.lines() {
        let cells = t.cells(line);
        if !cells.is_empty() {
            let heads: Vec<(usize, LabelStrength)> = cells
                .iter()
                .enumerate()
                .filter_map(|(k, cell)| header_strength(ctx, *cell).map(|strength| (k, strength)))
                .collect();
            // `Opsteller | A. Vos | AV` within a table is a row with its own label.
            let row_label = column.is_some() && matches!(heads.as_slice(), [(0, _)]);
            if !heads.is_empty() && !row_label {
                column = Some(heads);
                misses = 0;
            } else if let Some(columns) = &column {
                for (k, strength) in columns {
                    if let Some(cell) = cells.get(*k) {
                        add_cell(ctx, *cell, *strength, out);
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

fn header_strength(ctx: &NameContext<'_>, (start, end): (usize, usize)) -> Option<LabelStrength> {
    label_at(ctx, start).filter(|(stop, _)| *stop == end).map(|(_, strength)| strength)
}

fn add_cell(
    ctx: &NameContext<'_>,
    (start, end): (usize, usize),
    strength: LabelStrength,
    out: &mut Vec<Hit>,
) {
    let i = skip_bullets_and_titles(ctx, start);
    // `Vergaderzaal Van Gogh`, `Receptie`
    let first = fold(ctx.tokens.word(i));
    let surname = ctx.lexicon.folded(&first).surname();
    if DESKS.iter().any(|desk| first.ends_with(desk)) && !surname {
        return;
    }
    let Some(found) = person_value(ctx, i, LabelStrength::Person, true) else {
        initials_only(ctx, i, strength, out);
        return;
    };
    if found.end == end || ctx.tokens.is(found.end, '(') {
        out.push(ctx.hit(found, Likelihood::Certain, "kolom"));
    }
}
