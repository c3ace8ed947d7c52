//! Orders, sorted by what they cut.

use crate::formats::charset;
use crate::formats::cuts::{self, Cut};
use crate::formats::mail::read::document::{
    HeadSource, HeadValue, MailDocument, SegmentSource, TextContent,
};
use crate::formats::markup;
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{ChildFate, FormatError, Redaction, Removed, Span, message};
use std::collections::BTreeMap;

/// What goes, by where it stands.
pub(super) struct Cuts {
    /// In header fields: field and text of it.
    pub(super) items: BTreeMap<(usize, usize), Vec<Cut>>,
    /// In texts: edits of what was decoded.
    pub(super) texts: BTreeMap<usize, Vec<Splice>>,
    /// In names.
    pub(super) names: BTreeMap<usize, Vec<Cut>>,
    /// In the file itself.
    pub(super) raw: Vec<Splice>,
    /// What became of each order.
    pub(super) removed: Vec<Removed>,
}

/// The orders for one page: number, stretch, span and label.
type PageOrder<'o> = (usize, usize, Span, &'o str);

impl Cuts {
    pub(super) fn of(
        document: &MailDocument,
        orders: &[Redaction],
        fates: &[ChildFate],
        (without_comments, blanked): (bool, bool),
    ) -> Result<Self, FormatError> {
        let mut out = Self {
            items: BTreeMap::new(),
            texts: BTreeMap::new(),
            names: BTreeMap::new(),
            raw: Vec::new(),
            removed: vec![Removed::Exactly; orders.len()],
        };
        let mut plain: BTreeMap<usize, Vec<Cut>> = BTreeMap::new();
        let mut around: BTreeMap<(usize, usize), Vec<Cut>> = BTreeMap::new();
        let mut pages: BTreeMap<usize, Vec<PageOrder<'_>>> = BTreeMap::new();
        for (number, order) in orders.iter().enumerate() {
            let fails = || cuts::not_removed(number, orders.len());
            let source = document.sources.get(order.segment).ok_or_else(fails)?;
            let text = document.segments.get(order.segment).map(|s| s.text.as_str());
            let span = order.span;
            let sound =
                !span.is_empty() && text.is_some_and(|t| t.get(span.start..span.end).is_some());
            if !sound {
                return Err(fails());
            }
            let label = order.mark.label.as_str();
            let cut = |label: String| Cut { start: span.start, end: span.end, label };
            match source {
                SegmentSource::Head(map) => {
                    out.head(document, map, span, label).ok_or_else(fails)?
                }
                SegmentSource::Text(text) => {
                    let cuts = in_text(document, *text, span, label).ok_or_else(fails)?;
                    plain.entry(*text).or_default().extend(cuts);
                }
                SegmentSource::Page(text, stretch) => {
                    pages.entry(*text).or_default().push((number, *stretch, span, label));
                }
                SegmentSource::Name(name) | SegmentSource::NameWords(name) => {
                    out.names.entry(*name).or_default().push(cut(format!("[{label}]")));
                }
                SegmentSource::Around(range) => {
                    let key = (range.start, range.end);
                    around.entry(key).or_default().push(cut(format!("[{label}]")));
                }
            }
        }
        for (number, text) in document.texts.iter().enumerate() {
            let cuts = plain.remove(&number).unwrap_or_default();
            let splices = match &text.content {
                TextContent::Folded(lines) => lines.splices(cuts, blanked),
                _ => cuts::splices(cuts),
            };
            out.texts.entry(number).or_default().extend(splices);
        }
        for ((start, end), cuts) in around {
            let raw = document.slice(&(start..end));
            let bytes = charset::decode(raw, charset::unnamed(raw))
                .spliced(raw, cuts::splices(cuts))
                .ok_or_else(|| FormatError::not_removed(message!("text around the parts")))?;
            out.raw.push(Splice::new(start..end, bytes));
        }
        out.pages(document, &pages, fates, (without_comments, blanked), orders.len())?;
        Ok(out)
    }

    fn head(
        &mut self,
        document: &MailDocument,
        map: &TextMap<HeadSource>,
        span: Span,
        label: &str,
    ) -> Option<()> {
        let mut first = true;
        for slice in map.slices(span) {
            let source = slice.source;
            let label = match document.fields.get(source.field).map(|f| &f.value)? {
                HeadValue::Text(_) => format!("[{label}]"),
                HeadValue::Addresses(items) => items.get(source.item)?.label(label),
            };
            // Each text of its own keeps a label: an address without any is none.
            let (start, end) = (slice.bytes.start, slice.bytes.end);
            self.items.entry((source.field, source.item)).or_default().push(Cut {
                start,
                end,
                label,
            });
            first = false;
        }
        (!first).then_some(())
    }

    fn pages(
        &mut self,
        document: &MailDocument,
        pages: &BTreeMap<usize, Vec<PageOrder<'_>>>,
        fates: &[ChildFate],
        (without_comments, blanked): (bool, bool),
        count: usize,
    ) -> Result<(), FormatError> {
        for (number, text) in document.texts.iter().enumerate() {
            let TextContent::Page(page) = &text.content else { continue };
            let none = Vec::new();
            let own = pages.get(&number).unwrap_or(&none);
            let orders: Vec<(usize, Span, &str)> =
                own.iter().map(|(_, stretch, span, label)| (*stretch, *span, *label)).collect();
            let fates = document.inlaid.get(&number).and_then(|own| fates.get(own.clone()));
            let fates = fates.unwrap_or_default();
            let mut cut = page.cut(&orders, fates, without_comments, blanked).map_err(|at| {
                let order = own.get(at).map_or(0, |(n, ..)| *n);
                cuts::not_removed(order, count)
            })?;
            if !orders.is_empty() {
                cut.splices.extend(markup::leveled(&text.decoded.text, &cut.splices));
            }
            for ((order, ..), removed) in own.iter().zip(cut.removed) {
                if let Some(slot) = self.removed.get_mut(*order) {
                    *slot = removed;
                }
            }
            self.texts.entry(number).or_default().extend(cut.splices);
        }
        Ok(())
    }
}

/// The cuts of a span in the text of a part.
fn in_text(document: &MailDocument, text: usize, span: Span, label: &str) -> Option<Vec<Cut>> {
    let text = document.texts.get(text)?;
    match &text.content {
        TextContent::Folded(lines) => {
            lines.cuts(&text.decoded.text, span, label).map(|(cuts, _)| cuts)
        }
        _ => Some(vec![Cut { start: span.start, end: span.end, label: format!("[{label}]") }]),
    }
}
