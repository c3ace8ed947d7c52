//! Text between tags: running text goes into flows, named values become segments.

use crate::formats::office::opc::mode::ReadMode;
use crate::formats::office::read::flow::{Flow, Visibility};
use crate::formats::office::read::markup::TextElement;
use crate::formats::office::read::segments::SourceRange;
use crate::formats::office::read::walk::walker::{ElementFrame, Malformed, PartWalker};
use crate::formats::office::sheet::formula::{uses, written};
use crate::formats::office::syntax::attributes::{Carrier, ReplacementRule, property_rule};
use crate::formats::office::syntax::elements::ElementKind;
use crate::formats::office::syntax::vocabulary::is_free_text;
use crate::formats::office::syntax::xml::{Namespace, reference};
use crate::formats::textmap::Origin;
use crate::model::SegmentKind;
use std::borrow::Cow;
use std::ops::Range;

impl<'a> PartWalker<'a, '_> {
    /// Ends an element that can contain text but is not a paragraph or run.
    pub(super) fn end_other(&mut self, frame: &ElementFrame<'a>) {
        if let Some((range, _)) = frame.text.as_ref().filter(|_| is_formula(frame)) {
            self.formula(range.clone());
            return;
        }
        if let Some((range, text)) = frame.text.as_ref().filter(|_| is_author(frame)) {
            let carrier = Carrier { kind: SegmentKind::Metadata, rule: ReplacementRule::Author };
            let at = (self.part, range.clone());
            self.collector.value(carrier, "author", text, self.place, at);
            return;
        }
        match (self.mode, &frame.text) {
            (ReadMode::Values, Some((range, text))) => self.leaf(frame, range.clone(), text),
            (ReadMode::Story(_), Some(_)) if !self.in_line() => {
                self.flows.last_mut().into_iter().for_each(Flow::end_line);
            }
            _ => {}
        }
    }

    fn in_line(&self) -> bool {
        self.stack.iter().any(|f| f.kind == ElementKind::Paragraph)
    }

    /// Collects a formula and the names that it uses.
    pub(super) fn formula(&mut self, range: Range<usize>) {
        let Some(raw) = self.text.get(range.clone()) else { return };
        if let Some(shown) = written(raw) {
            let carrier = Carrier { kind: SegmentKind::Field, rule: ReplacementRule::Formula };
            self.collector.value(carrier, "f", &shown, self.place, (self.part, range.clone()));
        }
        let carrier = Carrier { kind: SegmentKind::Name, rule: ReplacementRule::Identifier };
        for (name, at) in self.book.map(|b| uses(raw, |n| b.name(n))).unwrap_or_default() {
            let at = range.start + at.start..range.start + at.end;
            self.collector.value(carrier, "id", name, self.place, (self.part, at));
        }
    }

    /// Collects a named value in [`ReadMode::Values`].
    fn leaf(&mut self, frame: &ElementFrame<'a>, range: Range<usize>, text: &str) {
        if text.len() < 3 && text.bytes().all(|b| b.is_ascii_digit()) {
            return;
        }
        if let Some(name) = self.book.and_then(|b| b.name(text)) {
            let carrier = Carrier { kind: SegmentKind::Name, rule: ReplacementRule::Identifier };
            self.collector.value(carrier, "id", name, self.place, (self.part, range));
            return;
        }
        let named = self.stack.iter().rev().find_map(|f| f.label);
        let typed = matches!(frame.local, "lpstr" | "lpwstr" | "i4" | "bstr" | "filetime");
        let label = match (named, self.stack.last()) {
            (Some(name), _) => name,
            (None, Some(parent)) if typed => parent.local,
            _ => frame.local,
        };
        let carrier = Carrier { kind: SegmentKind::Metadata, rule: property_rule(frame.local) };
        self.collector.value(carrier, label, text, self.place, (self.part, range));
    }

    /// Handles literal text.
    pub(super) fn text_at(&mut self, range: Range<usize>) {
        let Some(text) = self.text.get(range.clone()) else { return };
        if self.blank_between(text) {
            return;
        }
        self.piece(text.into(), range.clone(), range, true);
    }

    /// Whether text is white space between elements, rather than inside a text element.
    fn blank_between(&self, text: &str) -> bool {
        text.trim().is_empty()
            && self.stack.last().is_none_or(|f| f.element.is_none() && f.text.is_none())
    }

    /// Handles a CDATA section. Its delimiters stay; what is between them is literal text.
    pub(super) fn cdata_at(&mut self, range: Range<usize>) {
        let inner = range.start + 9..range.end.saturating_sub(3);
        let Some(text) = self.text.get(inner.clone()) else { return };
        if self.blank_between(text) {
            return;
        }
        if let Some(frame) = self.stack.last_mut() {
            // A run cannot be split inside a CDATA section, so the mark will be plain text.
            let element = TextElement::plain(frame.open.clone());
            frame.element = Some(self.out.text_elements.len());
            self.out.text_elements.push(element);
        }
        self.piece(text.into(), inner, range, true);
    }

    /// Handles a reference such as `&amp;`.
    pub(super) fn reference_at(&mut self, range: Range<usize>) -> Result<(), Malformed> {
        let name = self.text.get(range.start + 1..range.end.saturating_sub(1)).ok_or(Malformed)?;
        let c = reference(name).ok_or(Malformed)?;
        self.piece(c.to_string().into(), range.clone(), range, false);
        Ok(())
    }

    fn piece(&mut self, text: Cow<'a, str>, range: Range<usize>, outer: Range<usize>, exact: bool) {
        let Some(frame) = self.stack.last_mut() else { return };
        let apart = is_formula(frame) || is_author(frame);
        let values = self.mode == ReadMode::Values || apart;
        let (known, sofar) = frame.text.get_or_insert_with(|| (outer.clone(), String::new()));
        known.end = outer.end;
        if values {
            sofar.push_str(&text);
        }
        // The offset and alignment of a drawing are the text of elements.
        if values || (frame.ns == Namespace::WordDrawing && !is_free_text(&text)) {
            return;
        }
        // In a worksheet header, `&L` aligns what follows to the left: the letter is not text.
        if frame.ns == Namespace::Sheet
            && frame.local.ends_with("er")
            && exact
            && follows_code(self.text, range.start)
            && let Some(letter) = text.chars().next()
        {
            let skip = letter.len_utf8();
            let rest = text.get(skip..).unwrap_or_default().to_owned();
            if let Some(flow) = self.flows.last_mut() {
                flow.push("\n", Origin::Inferred, Visibility::default());
            }
            if !rest.is_empty() {
                self.letters(rest.into(), range.start + skip..range.end, exact);
            }
            return;
        }
        self.letters(text, range, exact);
    }

    /// Whether the text that follows is hidden, by the formatting of its run or by a style.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden || self.look.hidden || self.paragraph_hidden
    }

    /// Adds text to the open element.
    fn letters(&mut self, text: Cow<'a, str>, range: Range<usize>, exact: bool) {
        let hidden = self.is_hidden();
        let Some(frame) = self.stack.last_mut() else { return };
        let element = *frame.element.get_or_insert_with(|| {
            let number = frame.local == "v" && text.trim().parse::<f64>().is_ok();
            self.out
                .text_elements
                .push(TextElement { number, ..TextElement::plain(frame.open.clone()) });
            self.out.text_elements.len() - 1
        });
        let at = SourceRange {
            part: self.part,
            element,
            start: range.start,
            end: range.end,
            whole: !exact,
        };
        let origin = if exact { Origin::Exact(at) } else { Origin::Whole(at) };
        let Some(flow) = self.flows.last_mut() else { return };
        if frame.kind == ElementKind::Code {
            flow.push_code(&text, origin);
            return;
        }
        // Word does not show text outside text elements.
        let stray = frame.kind == ElementKind::Other && frame.ns == Namespace::Word;
        let shown = Visibility {
            hidden: hidden || stray,
            deleted: self.shown.deleted || frame.kind == ElementKind::DeletedText,
            faint: self.look.faint,
            raised: self.look.raised,
            ..self.shown
        };
        flow.push(text, origin, shown);
    }
}

/// Whether an element names who wrote remarks in a workbook.
fn is_author(frame: &ElementFrame<'_>) -> bool {
    frame.ns == Namespace::Sheet && frame.local == "author"
}

/// Whether an element holds a formula.
fn is_formula(frame: &ElementFrame<'_>) -> bool {
    match frame.ns {
        Namespace::Sheet => {
            frame.local == "definedName" || frame.local.to_ascii_lowercase().contains("formula")
        }
        Namespace::Other => frame.local == "f" && !frame.foreign,
        _ => false,
    }
}

/// Whether an ampersand of a header or footer code precedes this byte offset.
fn follows_code(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|t| t.ends_with("&amp;") || t.ends_with("&#38;"))
}
