//! Turns orders into edits.

use crate::formats::letter_counts;
use crate::formats::office::opc::mode::ReadMode;
use crate::formats::office::read::markup::Emptied;
use crate::formats::office::read::segments::{MappedSegment, SegmentSource};
use crate::formats::office::redact::job::{OfficeJob, ValueCuts};
use crate::formats::office::redact::mark;
use crate::formats::office::redact::renames::EntryRenames;
use crate::formats::office::redact::splices::TextCut;
use crate::formats::office::syntax::attributes::ReplacementRule;
use crate::formats::office::syntax::xml::{escape, resolve};
use crate::model::{Extras, Redaction, Removed, Span};
use std::ops::Range;

impl<'d> OfficeJob<'d> {
    /// Turns an order into edits; `None` if it removes nothing.
    pub(super) fn apply_order<'o>(
        &mut self,
        order: &'o Redaction,
        values: &mut ValueCuts<'o>,
        renames: &mut EntryRenames,
    ) -> Option<Removed> {
        let mapped = self.document.mapped.get(order.segment)?;
        let label = order.mark.label.as_str();
        let text = mapped.segment.text.as_str();
        let named = text.get(order.span.start..order.span.end)?;
        if named.trim().is_empty() {
            return None;
        }
        match &mapped.source {
            SegmentSource::Text(map) => {
                let mut first = Some(label.to_owned());
                let mut wider = false;
                let mut covered = 0;
                for slice in map.slices(order.span) {
                    wider |= slice.wider;
                    covered += slice.bytes.len();
                    let cut = TextCut::of(slice.source, &slice.bytes, first.take());
                    self.edits.get_mut(slice.source.part)?.cuts.push(cut);
                }
                (covered > 0).then_some(if wider { Removed::Wider } else { Removed::Exactly })
            }
            SegmentSource::Value { rule, places } => {
                values.entry(order.segment).or_default().push((order.span, label));
                let all = order.span.start == 0 && order.span.end == text.len();
                Some(match (rule, all) {
                    (ReplacementRule::Text, _) | (_, true) if places.len() > 1 => {
                        Removed::ElsewhereToo
                    }
                    (ReplacementRule::Text, _) | (_, true) => Removed::Exactly,
                    _ => Removed::Wider,
                })
            }
            SegmentSource::Cells { part, map } => self.cut_cells(*part, map, order.span, label),
            SegmentSource::Metafile { entry, records } => {
                let mut touched = records
                    .iter()
                    .filter(|(range, _)| {
                        range.start < order.span.end && order.span.start < range.end
                    })
                    .map(|(_, record)| *record)
                    .peekable();
                touched.peek()?;
                self.drawn.entry(*entry).or_default().extend(touched);
                Some(Removed::Wider)
            }
            SegmentSource::Signature(package, entry) => {
                self.signed.insert((*package, *entry), label.to_owned());
                Some(Removed::Exactly)
            }
            SegmentSource::Strokes(part, range) => {
                self.edits.get_mut(*part)?.drops.push(range.clone());
                Some(Removed::Exactly)
            }
            SegmentSource::EntryName(index) => {
                let (package, entry) = *self.document.store.unusual_names.get(*index)?;
                let zip = &self.document.store.packages.get(package)?.zip;
                renames.add(package, entry, &zip.entries().get(entry)?.name);
                Some(Removed::Wider)
            }
        }
    }

    /// Redacts text from a bound content control in the data too, or else Word would put it back.
    pub(super) fn redact_bound_data<'o>(
        &mut self,
        orders: &'o [Redaction],
        values: &mut ValueCuts<'o>,
    ) {
        let parts = &self.document.store.parts;
        for order in orders {
            let Some(mapped) = self.document.mapped.get(order.segment) else { continue };
            let SegmentSource::Text(map) = &mapped.source else { continue };
            let in_control = map.slices(order.span).any(|slice| {
                let at = slice.source;
                let bound = parts.get(at.part).map(|p| &p.markup.bound);
                bound.is_some_and(|b| {
                    b.iter().any(|b| b.range.start <= at.start && at.end <= b.range.end)
                })
            });
            let Some(text) = mapped.segment.text.get(order.span.start..order.span.end) else {
                continue;
            };
            if !in_control || text.trim().is_empty() {
                continue;
            }
            for (index, value) in self.document.mapped.iter().enumerate() {
                if self.is_data(value) {
                    let spans = values.entry(index).or_default();
                    for (at, found) in value.segment.text.match_indices(text.trim()) {
                        spans.push((Span::new(at, at + found.len()), order.mark.label.as_str()));
                    }
                }
            }
        }
        values.retain(|_, spans| !spans.is_empty());
    }

    /// Redacts identifiers that contain a redacted text as part of a longer word.
    pub(super) fn redact_identifiers<'o>(
        &self,
        orders: &'o [Redaction],
        values: &mut ValueCuts<'o>,
    ) {
        const LETTERS: usize = 5;
        let mut texts: Vec<(String, &'o str)> = Vec::new();
        for order in orders {
            let mapped = self.document.mapped.get(order.segment);
            let text = mapped.and_then(|h| h.segment.text.get(order.span.start..order.span.end));
            let text: String = text.unwrap_or_default().to_lowercase();
            if text.chars().filter(|c| c.is_alphanumeric()).count() >= LETTERS {
                texts.push((text, order.mark.label.as_str()));
            }
        }
        texts.sort();
        texts.dedup();
        for (index, mapped) in self.document.mapped.iter().enumerate() {
            let SegmentSource::Value { rule: ReplacementRule::Identifier, places } = &mapped.source
            else {
                continue;
            };
            let name = self.value_in_file(mapped, places).to_lowercase();
            if let Some((_, label)) = texts.iter().find(|(text, _)| name.contains(text)) {
                let all = Span::new(0, mapped.segment.text.len());
                values.entry(index).or_default().push((all, label));
            }
        }
    }

    fn is_data(&self, mapped: &MappedSegment) -> bool {
        let SegmentSource::Value { rule: ReplacementRule::Text, places } = &mapped.source else {
            return false;
        };
        let part = places.first().and_then(|(p, _)| self.document.store.parts.get(*p));
        part.is_some_and(|p| p.mode == Some(ReadMode::Values))
    }

    /// Replaces the values that orders touch, and those that no copy keeps.
    pub(super) fn replace_values(&mut self, cuts: &ValueCuts<'_>) {
        let mut authors = 0;
        for (index, mapped) in self.document.mapped.iter().enumerate() {
            let SegmentSource::Value { rule, places } = &mapped.source else { continue };
            let spans = cuts.get(&index).map(Vec::as_slice).unwrap_or_default();
            let label = spans.first().map(|(_, label)| mark::plain(label));
            let cleared = self.treatment.extras == Extras::Drop && self.is_property(mapped);
            let new = match (rule, label) {
                (ReplacementRule::Blank, _) => String::new(),
                _ if cleared => String::new(),
                (ReplacementRule::Author, Some(label)) => label,
                (ReplacementRule::Author, None) => {
                    authors += 1;
                    let initials =
                        mapped.segment.label.as_deref().is_some_and(|l| l.ends_with("initials"));
                    format!("{}{authors}", if initials { "A" } else { "Auteur " })
                }
                (_, None) => continue,
                (ReplacementRule::CellFormula, Some(_)) => {
                    self.drop_formulas(index);
                    continue;
                }
                (ReplacementRule::Formula, Some(label)) => {
                    self.replace_formulas(places, &label);
                    continue;
                }
                (ReplacementRule::Text, Some(_)) => {
                    with_marks(&self.value_in_file(mapped, places), spans)
                }
                (ReplacementRule::Identifier, Some(_)) => format!("gelakt{}", index + 1),
                (ReplacementRule::Link, Some(_)) => "about:blank".into(),
                (ReplacementRule::ContentType, Some(_)) => {
                    plain_type(&self.value_in_file(mapped, places)).into()
                }
                (ReplacementRule::Number, Some(_)) => "0".into(),
                (ReplacementRule::Date, Some(_)) => "1601-01-01T00:00:00Z".into(),
            };
            if spans.is_empty() {
                *self.notes.entry("metadata-removed").or_default() += places.len();
            }
            let markup = escape(&new);
            for (part, range) in places {
                if let Some(edits) = self.edits.get_mut(*part) {
                    edits.values.push((range.clone(), markup.clone()));
                }
            }
        }
    }

    /// Replaces formulas outside cells. One that is nothing but a text keeps being that.
    fn replace_formulas(&mut self, places: &[(usize, Range<usize>)], label: &str) {
        for (part, range) in places {
            let Some(raw) = self.document.store.parts.get(*part).map(|p| &p.text) else { continue };
            let raw = resolve(raw.get(range.clone()).unwrap_or_default()).into_owned();
            let inner = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"'));
            let new = match inner.is_some_and(|text| !text.contains('"')) {
                true => format!("\"{label}\""),
                false => "#REF!".to_owned(),
            };
            if let Some(edits) = self.edits.get_mut(*part) {
                edits.swaps.push((range.clone(), escape(&new)));
            }
        }
    }

    /// A value as it is in the file; its segment can show parts of it as spaces.
    fn value_in_file(
        &self,
        mapped: &MappedSegment,
        places: &[(usize, std::ops::Range<usize>)],
    ) -> String {
        let raw = places.first().and_then(|(part, range)| {
            self.document.store.parts.get(*part)?.text.get(range.clone())
        });
        let text = raw.map(|r| resolve(r).into_owned());
        text.filter(|t| t.len() == mapped.segment.text.len())
            .unwrap_or_else(|| mapped.segment.text.clone())
    }

    /// Whether a value is a document property that copies without extras leave empty.
    fn is_property(&self, mapped: &MappedSegment) -> bool {
        let SegmentSource::Value { places, .. } = &mapped.source else { return false };
        places.iter().any(|(part, _)| {
            self.document.store.parts.get(*part).is_some_and(|p| {
                let entry = self
                    .document
                    .store
                    .packages
                    .get(p.package)
                    .and_then(|k| k.zip.entries().get(p.entry));
                entry.is_some_and(|e| e.name.to_lowercase() == "docprops/core.xml")
                    && matches!(
                        mapped.segment.label.as_deref(),
                        Some(
                            "title"
                                | "subject"
                                | "keywords"
                                | "description"
                                | "category"
                                | "contentStatus"
                                | "identifier"
                        )
                    )
            })
        })
    }

    /// How many letters the text had is in no copy that lost some.
    pub(super) fn forget_counts(&mut self) {
        for (part, edits) in self.document.store.parts.iter().zip(&mut self.edits) {
            if part.text.contains("extended-properties") {
                let counts = letter_counts::in_elements(&part.text).into_iter();
                edits.values.extend(counts.map(|range| (range, "0".to_owned())));
            }
        }
    }

    /// Removes what no copy keeps.
    pub(super) fn remove_always(&mut self) {
        let extras = self.treatment.extras == Extras::Drop;
        for (part, edits) in self.document.store.parts.iter().zip(&mut self.edits) {
            let markup = &part.markup;
            let blanked = markup.bound.iter().filter(|b| match b.emptied {
                Emptied::Always => true,
                Emptied::WithoutExtras => extras,
                Emptied::Never => false,
            });
            let blanked = blanked.map(|b| &b.binding);
            edits.drops.extend(markup.always.iter().chain(blanked).cloned());
            if !markup.always.is_empty() {
                *self.notes.entry("metadata-removed").or_default() += markup.always.len();
            }
            edits.values.extend(markup.replaced.iter().cloned());
            edits.joins = extras && !markup.joins.is_empty();
            if extras && !markup.extras.is_empty() {
                edits.drops.extend(markup.extras.iter().cloned());
                *self.notes.entry("extras-removed").or_default() += markup.extras.len();
            }
        }
    }
}

/// What stands in the place of a content type that told something. A main part keeps being one: a
/// document without does not open.
fn plain_type(was: &str) -> &'static str {
    if was.contains("main+xml") {
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    }
    "application/octet-stream"
}

/// A value with these spans replaced by marks.
fn with_marks(text: &str, spans: &[(Span, &str)]) -> String {
    let mut sorted = spans.to_vec();
    sorted.sort_by_key(|(s, _)| (s.start, s.end));
    let mut out = String::new();
    let mut at = 0;
    for (span, label) in sorted {
        if span.end <= at {
            continue;
        }
        if span.start >= at {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            out.push_str(&mark::plain(label));
        }
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
