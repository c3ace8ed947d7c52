//! Carries out orders: they become splices of parts, and then the package is written.

use crate::formats::cuts;
use crate::formats::letter_counts;
use crate::formats::odf::columns;
use crate::formats::odf::document::OpenDocument;
use crate::formats::odf::job::Job;
use crate::formats::odf::segments::{Mapped, Origin};
use crate::formats::odf::vocabulary::Rule;
use crate::formats::office::syntax::xml::escape;
use crate::model::{
    ChildFate, Extras, FormatError, Note, Redacted, Redaction, Removed, Span, Treatment,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Makes a redacted copy.
pub(crate) fn redact(
    document: &OpenDocument,
    orders: &[Redaction],
    children: &[ChildFate],
    treatment: &Treatment,
) -> Result<Redacted, FormatError> {
    let mut job = Job {
        document,
        treatment,
        edits: vec![Vec::new(); document.parts.len()],
        cuts: vec![Vec::new(); document.parts.len()],
        notes: BTreeMap::new(),
        drawn: BTreeMap::new(),
        renames: BTreeMap::new(),
        blanked: BTreeSet::new(),
        covered: BTreeMap::new(),
    };
    let mut values: BTreeMap<usize, Vec<(Span, String)>> = BTreeMap::new();
    let mut removed = Vec::with_capacity(orders.len());
    for (number, order) in orders.iter().enumerate() {
        let done = job.apply(order, &mut values);
        removed.push(done.ok_or_else(|| cuts::not_removed(number, orders.len()))?);
    }
    job.identifiers(orders, &mut values);
    job.values(&values);
    job.standing();
    if !orders.is_empty() {
        job.forget_counts();
    }
    job.level_columns();
    let bytes = job.write(children)?;
    let notes = job.notes.into_iter().map(|(code, count)| Note { code, place: None, count });
    Ok(Redacted { bytes, removed, boxes: Vec::new(), notes: notes.collect() })
}

fn mark(label: &str) -> String {
    if label.is_empty() { String::new() } else { format!("[{label}]") }
}

impl Job<'_> {
    fn apply(
        &mut self,
        order: &Redaction,
        values: &mut BTreeMap<usize, Vec<(Span, String)>>,
    ) -> Option<Removed> {
        let mapped = self.document.mapped.get(order.segment)?;
        let text = mapped.segment.text.as_str();
        if text.get(order.span.start..order.span.end)?.trim().is_empty() {
            return None;
        }
        let label = mark(&order.mark.label);
        match &mapped.origin {
            Origin::Text(map) => {
                let (mut covered, mut wider) = (0, false);
                let mut last = None;
                for slice in map.slices(order.span) {
                    wider |= slice.wider;
                    covered += slice.bytes.len();
                    let source = slice.source;
                    let range = match source.whole {
                        true => source.at.clone(),
                        false => {
                            source.at.start + slice.bytes.start..source.at.start + slice.bytes.end
                        }
                    };
                    let first = last.replace(source.cell) != Some(source.cell);
                    let label = if first { escape(&label) } else { String::new() };
                    self.cuts.get_mut(source.part)?.push((range, label));
                    if let Some(cell) = source.cell {
                        self.untyped(source.part, cell);
                    }
                }
                (covered > 0).then_some(if wider { Removed::Wider } else { Removed::Exactly })
            }
            Origin::Value(rule, places) => {
                values.entry(order.segment).or_default().push((order.span, label));
                let all = order.span.start == 0 && order.span.end == text.len();
                Some(match rule {
                    _ if places.len() > 1 => Removed::ElsewhereToo,
                    Rule::Text => Removed::Exactly,
                    _ if all => Removed::Exactly,
                    _ => Removed::Wider,
                })
            }
            Origin::Entry(index) => {
                let name = &self.document.zip.entries().get(*index)?.name;
                let ending = name.rsplit_once('.').map_or(String::new(), |(_, e)| format!(".{e}"));
                let ending = if ending.len() < 6 { ending } else { String::new() };
                self.renames.insert(*index, format!("Pictures/gelakt{}{ending}", index + 1));
                Some(Removed::Wider)
            }
            Origin::Signature(entry) => {
                self.covered.insert(*entry, order.mark.label.clone());
                Some(Removed::Exactly)
            }
            Origin::Drawing(entry, records) => {
                let span = order.span;
                let hit = records.iter().filter(|(r, _)| r.start < span.end && span.start < r.end);
                let hit: BTreeSet<usize> = hit.map(|(_, record)| *record).collect();
                let any = !hit.is_empty();
                self.drawn.entry(*entry).or_default().extend(hit);
                any.then_some(Removed::Wider)
            }
        }
    }

    /// Gives columns that lose text widths which do not depend on it.
    fn level_columns(&mut self) {
        let parts = self.document.parts.iter().zip(&self.cuts);
        for ((part, cuts), edits) in parts.zip(&mut self.edits) {
            edits.extend(columns::leveled(&part.text, cuts));
        }
    }

    /// Takes value and formula from a cell, which becomes one with text.
    fn untyped(&mut self, part: usize, cell: usize) {
        let tag = self.document.parts.get(part).and_then(|p| p.markup.cells.get(cell));
        let (Some(tag), Some(edits)) = (tag, self.edits.get_mut(part)) else { return };
        edits.extend(tag.values.iter().map(|range| (range.clone(), String::new())));
        edits.extend(tag.kinds.iter().map(|range| (range.clone(), "string".to_owned())));
    }

    /// Names that hold a redacted text as part of a longer word.
    fn identifiers(&self, orders: &[Redaction], values: &mut BTreeMap<usize, Vec<(Span, String)>>) {
        let mapped = &self.document.mapped;
        let texts: BTreeSet<String> = orders
            .iter()
            .filter_map(|o| mapped.get(o.segment)?.segment.text.get(o.span.start..o.span.end))
            .map(str::to_lowercase)
            .filter(|t| t.chars().filter(|c| c.is_alphanumeric()).count() >= 5)
            .collect();
        for (index, value) in mapped.iter().enumerate() {
            let name = value.segment.text.to_lowercase();
            if matches!(value.origin, Origin::Value(Rule::Identifier, _))
                && texts.iter().any(|t| name.contains(t.as_str()))
            {
                let all = Span::new(0, value.segment.text.len());
                values.entry(index).or_default().push((all, String::new()));
            }
        }
    }

    /// Replaces the values that orders touch, and those that no copy keeps.
    fn values(&mut self, cuts: &BTreeMap<usize, Vec<(Span, String)>>) {
        let mut authors = 0;
        let empties = self.treatment.extras == Extras::Drop;
        for (index, mapped) in self.document.mapped.iter().enumerate() {
            let Origin::Value(rule, places) = &mapped.origin else { continue };
            let spans = cuts.get(&index).map(Vec::as_slice).unwrap_or_default();
            let first = spans.first().map(|(_, label)| label.clone());
            let property = empties && self.is_property(mapped, places);
            let new = match (rule, first) {
                (Rule::Blank, _) => String::new(),
                _ if property => String::new(),
                (Rule::Author, Some(label)) => label,
                (Rule::Author, None) => {
                    authors += 1;
                    let label = mapped.segment.label.as_deref().unwrap_or_default();
                    let start = if label.ends_with("initials") { "A" } else { "Auteur " };
                    format!("{start}{authors}")
                }
                (_, None) => continue,
                (Rule::Text, Some(_)) => with_marks(&mapped.segment.text, spans),
                (Rule::Identifier, Some(_)) => format!("gelakt{}", index + 1),
                (Rule::Link, Some(_)) => "about:blank".into(),
                (Rule::Attribute, Some(_)) => String::new(),
            };
            if spans.is_empty() {
                *self.notes.entry("metadata-removed").or_default() += places.len();
            } else {
                self.portraits(places);
            }
            for (part, range) in places {
                if let Some(edits) = self.edits.get_mut(*part) {
                    edits.push((range.clone(), escape(&new)));
                }
            }
            if !spans.is_empty() && *rule != Rule::Identifier {
                self.cells_around(places);
            }
        }
    }

    /// Cells whose own value was cut lose the rest of it too.
    fn cells_around(&mut self, places: &[(usize, Range<usize>)]) {
        for (part, range) in places {
            let cells = self.document.parts.get(*part).map(|p| p.markup.cells.as_slice());
            let cells = cells.unwrap_or_default();
            let at = cells.partition_point(|c| c.open.end <= range.start);
            if cells.get(at).is_some_and(|c| c.open.start <= range.start) {
                self.untyped(*part, at);
            }
        }
    }

    /// Blanks the pictures of a frame whose description was cut: they show that person.
    fn portraits(&mut self, places: &[(usize, Range<usize>)]) {
        for (part, at) in places {
            let Some(part) = self.document.parts.get(*part) else { continue };
            for frame in
                part.markup.frames.iter().filter(|f| f.start <= at.start && at.end <= f.end)
            {
                let inside = |r: &Range<usize>| frame.start <= r.start && r.end <= frame.end;
                for (name, _) in part.markup.links.iter().filter(|(_, r)| inside(r)) {
                    let entries = self.document.zip.entries().iter();
                    let found = entries.enumerate().find(|(_, e)| e.name.to_lowercase() == *name);
                    self.blanked.extend(found.map(|(index, _)| index));
                }
            }
        }
    }

    fn is_property(&self, mapped: &Mapped, places: &[(usize, Range<usize>)]) -> bool {
        let label = mapped.segment.label.as_deref().unwrap_or_default();
        matches!(label, "title" | "subject" | "keyword" | "description")
            && places.iter().all(|(part, _)| {
                let entry = self.document.parts.get(*part).map(|p| p.entry);
                let entry = entry.and_then(|e| self.document.zip.entries().get(e));
                entry.is_some_and(|e| e.name == "meta.xml")
            })
    }

    /// How many letters the text had is in no copy that lost some.
    fn forget_counts(&mut self) {
        for (part, edits) in self.document.parts.iter().zip(&mut self.edits) {
            let counts = letter_counts::in_attributes(&part.text);
            edits.extend(counts.into_iter().map(|range| (range, "0".to_owned())));
        }
    }

    /// What goes regardless of the orders.
    fn standing(&mut self) {
        for (part, edits) in self.document.parts.iter().zip(&mut self.edits) {
            let always = &part.markup.always;
            edits.extend(always.iter().map(|range| (range.clone(), String::new())));
            for picture in &part.markup.inline {
                let gone = picture.large && self.treatment.blank_unread;
                let with = if gone { String::new() } else { picture.with.clone() };
                edits.push((picture.range.clone(), with));
            }
            if !always.is_empty() {
                *self.notes.entry("metadata-removed").or_default() += always.len();
            }
            let extras = &part.markup.extras;
            if self.treatment.extras == Extras::Drop && !extras.is_empty() {
                edits.extend(extras.iter().map(|range| (range.clone(), String::new())));
                *self.notes.entry("extras-removed").or_default() += extras.len();
            }
        }
    }
}

/// A value with these spans replaced by marks.
fn with_marks(text: &str, spans: &[(Span, String)]) -> String {
    let mut sorted = spans.to_vec();
    sorted.sort_by(|a, b| (a.0.start, a.0.end, &a.1).cmp(&(b.0.start, b.0.end, &b.1)));
    let mut out = String::new();
    let mut at = 0;
    for (span, label) in sorted {
        if span.start >= at {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            out.push_str(&label);
        }
        at = at.max(span.end);
    }
    out + text.get(at..).unwrap_or_default()
}
