//! Orders become edits.

use crate::formats::docx::opc::mode::Mode;
use crate::formats::docx::read::markup::Emptied;
use crate::formats::docx::read::segments::{Back, Held};
use crate::formats::docx::redact::job::{Job, ValueCuts};
use crate::formats::docx::redact::mark;
use crate::formats::docx::redact::renames::Renames;
use crate::formats::docx::redact::splices::TextCut;
use crate::formats::docx::syntax::attributes::Rule;
use crate::formats::docx::syntax::xml::{escape, resolve};
use crate::model::{Extras, Redaction, Removed, Span};

impl<'d> Job<'d> {
    /// Turns an order into edits; `None` when it removes nothing.
    pub(super) fn order<'o>(
        &mut self,
        order: &'o Redaction,
        values: &mut ValueCuts<'o>,
        renames: &mut Renames,
    ) -> Option<Removed> {
        let held = self.document.held.get(order.segment)?;
        let label = order.mark.label.as_str();
        let text = held.segment.text.as_str();
        let named = text.get(order.span.start..order.span.end)?;
        if named.trim().is_empty() {
            return None;
        }
        match &held.back {
            Back::Flow(map) => {
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
            Back::Value { rule, places } => {
                values.entry(order.segment).or_default().push((order.span, label));
                let all = order.span.start == 0 && order.span.end == text.len();
                Some(match (rule, all) {
                    (Rule::Text, _) | (_, true) if places.len() > 1 => Removed::ElsewhereToo,
                    (Rule::Text, _) | (_, true) => Removed::Exactly,
                    _ => Removed::Wider,
                })
            }
            Back::Drawn { entry, records } => {
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
            Back::Entry(index) => {
                let (pack, entry) = *self.document.store.names.get(*index)?;
                let pack_held = self.document.store.packs.get(pack)?;
                let name = &pack_held.package.entries().get(entry)?.name;
                renames.add(pack, entry, name);
                Some(Removed::Wider)
            }
        }
    }

    /// Text that went from a control bound to data goes from the data too: Word would put it back.
    pub(super) fn bound<'o>(&mut self, orders: &'o [Redaction], values: &mut ValueCuts<'o>) {
        let parts = &self.document.store.parts;
        for order in orders {
            let Some(held) = self.document.held.get(order.segment) else { continue };
            let Back::Flow(map) = &held.back else { continue };
            let in_control = map.slices(order.span).any(|slice| {
                let at = slice.source;
                let bound = parts.get(at.part).map(|p| &p.walked.bound);
                bound.is_some_and(|b| {
                    b.iter().any(|b| b.range.start <= at.start && at.end <= b.range.end)
                })
            });
            let Some(text) = held.segment.text.get(order.span.start..order.span.end) else {
                continue;
            };
            if !in_control || text.trim().is_empty() {
                continue;
            }
            for (index, value) in self.document.held.iter().enumerate() {
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

    /// Names that only machines follow lose a text also where it stands within a longer word.
    pub(super) fn identifiers<'o>(&self, orders: &'o [Redaction], values: &mut ValueCuts<'o>) {
        const LETTERS: usize = 5;
        let mut texts: Vec<(String, &'o str)> = Vec::new();
        for order in orders {
            let held = self.document.held.get(order.segment);
            let text = held.and_then(|h| h.segment.text.get(order.span.start..order.span.end));
            let text: String = text.unwrap_or_default().to_lowercase();
            if text.chars().filter(|c| c.is_alphanumeric()).count() >= LETTERS {
                texts.push((text, order.mark.label.as_str()));
            }
        }
        texts.sort();
        texts.dedup();
        for (index, held) in self.document.held.iter().enumerate() {
            let Back::Value { rule: Rule::Identifier, places } = &held.back else { continue };
            let name = self.written(held, places).to_lowercase();
            if let Some((_, label)) = texts.iter().find(|(text, _)| name.contains(text)) {
                let all = Span::new(0, held.segment.text.len());
                values.entry(index).or_default().push((all, label));
            }
        }
    }

    fn is_data(&self, held: &Held) -> bool {
        let Back::Value { rule: Rule::Text, places } = &held.back else { return false };
        let part = places.first().and_then(|(p, _)| self.document.store.parts.get(*p));
        part.is_some_and(|p| p.mode == Some(Mode::Values))
    }

    /// Replaces values: those that orders touch, and those that no copy carries.
    pub(super) fn values(&mut self, cuts: &ValueCuts<'_>) {
        let mut authors = 0;
        for (index, held) in self.document.held.iter().enumerate() {
            let Back::Value { rule, places } = &held.back else { continue };
            let spans = cuts.get(&index).map(Vec::as_slice).unwrap_or_default();
            let label = spans.first().map(|(_, label)| mark::plain(label));
            let cleared = self.treatment.extras == Extras::Drop && self.is_property(held);
            let new = match (rule, label) {
                (Rule::Blank, _) => String::new(),
                _ if cleared => String::new(),
                (Rule::Author, Some(label)) => label,
                (Rule::Author, None) => {
                    authors += 1;
                    let initials =
                        held.segment.label.as_deref().is_some_and(|l| l.ends_with("initials"));
                    format!("{}{authors}", if initials { "A" } else { "Auteur " })
                }
                (_, None) => continue,
                (Rule::Text, Some(_)) => with_marks(&self.written(held, places), spans),
                (Rule::Identifier, Some(_)) => format!("gelakt{}", index + 1),
                (Rule::Link, Some(_)) => "about:blank".into(),
                (Rule::Kind, Some(_)) => "application/octet-stream".into(),
                (Rule::Number, Some(_)) => "0".into(),
                (Rule::Date, Some(_)) => "1601-01-01T00:00:00Z".into(),
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

    /// A value as it stands in the file, of which the segment may show a part as spaces.
    fn written(&self, held: &Held, places: &[(usize, std::ops::Range<usize>)]) -> String {
        let raw = places.first().and_then(|(part, range)| {
            self.document.store.parts.get(*part)?.text.get(range.clone())
        });
        let text = raw.map(|r| resolve(r).into_owned());
        text.filter(|t| t.len() == held.segment.text.len())
            .unwrap_or_else(|| held.segment.text.clone())
    }

    /// Whether a value is a property of the document that a copy without extras does not carry.
    fn is_property(&self, held: &Held) -> bool {
        let Back::Value { places, .. } = &held.back else { return false };
        places.iter().any(|(part, _)| {
            self.document.store.parts.get(*part).is_some_and(|p| {
                let entry = self
                    .document
                    .store
                    .packs
                    .get(p.pack)
                    .and_then(|k| k.package.entries().get(p.entry));
                entry.is_some_and(|e| e.name.to_lowercase() == "docprops/core.xml")
                    && matches!(
                        held.segment.label.as_deref(),
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

    /// What no copy carries.
    pub(super) fn always(&mut self) {
        let extras = self.treatment.extras == Extras::Drop;
        for (part, edits) in self.document.store.parts.iter().zip(&mut self.edits) {
            let walked = &part.walked;
            let blanked = walked.bound.iter().filter(|b| match b.emptied {
                Emptied::Always => true,
                Emptied::WithoutExtras => extras,
                Emptied::Never => false,
            });
            let blanked = blanked.map(|b| &b.binding);
            edits.drops.extend(walked.always.iter().chain(blanked).cloned());
            if !walked.always.is_empty() {
                *self.notes.entry("metadata-removed").or_default() += walked.always.len();
            }
            edits.values.extend(walked.replaced.iter().cloned());
            edits.joins = extras && !walked.joins.is_empty();
            if extras && !walked.extras.is_empty() {
                edits.drops.extend(walked.extras.iter().cloned());
                *self.notes.entry("extras-removed").or_default() += walked.extras.len();
            }
        }
    }
}

/// A value with its spans replaced by marks.
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
