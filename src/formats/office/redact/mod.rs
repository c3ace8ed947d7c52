//! Carries out orders: they become edits of parts, and then the packages are written.

mod cells;
mod columns;
mod job;
mod letter_width;
mod mark;
mod orders;
mod pictures;
mod renames;
mod sheet_columns;
mod splices;
mod write;

use crate::formats::cuts;
use crate::formats::office::read::document::OfficeDocument;
use crate::formats::office::redact::job::{OfficeJob, ValueCuts};
use crate::formats::office::redact::renames::EntryRenames;
use crate::formats::office::redact::splices::PartEdits;
use crate::model::{ChildFate, FormatError, Note, Redacted, Redaction, Treatment};
use std::collections::{BTreeMap, BTreeSet};

/// Makes a redacted copy.
pub(crate) fn redact(
    document: &OfficeDocument,
    orders: &[Redaction],
    children: &[ChildFate],
    treatment: &Treatment,
) -> Result<Redacted, FormatError> {
    let edits = document.store.parts.iter().map(|_| PartEdits::default()).collect();
    let (notes, drawn) = (BTreeMap::new(), BTreeMap::new());
    let (blanked, uncomputed) = (BTreeSet::new(), BTreeSet::new());
    let signed = BTreeMap::new();
    let cells = BTreeMap::new();
    let mut job =
        OfficeJob { document, treatment, edits, notes, drawn, cells, uncomputed, blanked, signed };
    let mut removed = Vec::with_capacity(orders.len());
    let mut values = ValueCuts::new();
    let mut renames = EntryRenames::default();
    for (number, order) in orders.iter().enumerate() {
        let outcome = job.apply_order(order, &mut values, &mut renames);
        removed.push(outcome.ok_or_else(|| cuts::not_removed(number, orders.len()))?);
    }
    job.redact_bound_data(orders, &mut values);
    job.redact_identifiers(orders, &mut values);
    let described = job.pictures_to_blank(&values);
    job.blanked.extend(described);
    job.replace_values(&values);
    job.level_sheet_columns();
    job.rewrite_cells();
    job.level_columns();
    job.remove_always();
    if !orders.is_empty() {
        job.forget_counts();
    }
    let bytes = job.write_packages(children, &mut renames)?;
    let notes =
        job.notes.into_iter().map(|(code, count)| Note { code, place: None, count }).collect();
    Ok(Redacted { bytes, removed, boxes: Vec::new(), notes })
}
