//! What a reader sees other than the text of runs says: letters that properties and styles hide or
//! raise, brackets of formulas, marks of direction, and fields that spell.

use crate::formats::office::read::field_codes::shown_by;
use crate::formats::office::read::flow::Visibility;
use crate::formats::office::read::hidden_styles::hides;
use crate::formats::office::read::markup::TextElement;
use crate::formats::office::read::segments::SourceRange;
use crate::formats::office::read::walk::walker::{ElementFrame, PartWalker};
use crate::formats::office::syntax::elements::ElementKind;
use crate::formats::office::syntax::xml::Namespace;
use crate::formats::textmap::Origin;

impl<'a> PartWalker<'a, '_> {
    /// Notes how a property makes a run look. Removing what only a style hides could remove what
    /// another property shows again, so that is read both ways and stays.
    pub(super) fn look(&mut self, frame: &ElementFrame<'a>) {
        let value = self.attribute_of(&frame.open, "val");
        let parent = self.stack.last();
        let in_run = parent.is_some_and(|p| p.kind == ElementKind::RunProperties)
            && self.stack.iter().rev().nth(1).is_some_and(|f| f.kind == ElementKind::Run);
        match (frame.ns, frame.local) {
            (Namespace::Word, "rStyle") if in_run => {
                self.look.hidden |= value.is_some_and(|id| self.styles.has(id));
            }
            (Namespace::Word, "pStyle") if parent.is_some_and(|p| p.local == "pPr") => {
                self.paragraph_hidden |= value.is_some_and(|id| self.styles.has(id));
            }
            (Namespace::Word, "vertAlign") if in_run => {
                self.look.raised = matches!(value, Some("superscript" | "subscript"));
            }
            (Namespace::Word, "webHidden" | "specVanish" | "color" | "sz") if in_run => {
                self.look.faint |= hides(frame.local, value);
            }
            (Namespace::Word, "bdo") if value == Some("rtl") => self.sign("\u{202e}"),
            (Namespace::Math, "begChr" | "chr") => {
                let own = value.filter(|v| v.chars().all(char::is_alphanumeric));
                own.into_iter().for_each(|letter| self.sign(letter));
            }
            (Namespace::Math, "endChr") => {
                let own = value.filter(|v| v.chars().all(char::is_alphanumeric));
                let formula = self.stack.iter_mut().rev().find(|f| f.local == "d");
                formula.into_iter().for_each(|f| f.closing = own);
            }
            _ => {}
        }
    }

    /// Adds what is shown behind the content of an element.
    pub(super) fn closing_letter(&mut self, frame: &ElementFrame<'a>) {
        if frame.ns == Namespace::Word && frame.local == "bdo" {
            self.sign("\u{202c}");
        }
        frame.closing.into_iter().for_each(|letter| self.sign(letter));
    }

    /// Adds text that no piece of the file is.
    fn sign(&mut self, text: &'a str) {
        let shown = Visibility { hidden: self.is_hidden(), ..self.shown };
        if let Some(flow) = self.flows.last_mut() {
            flow.push(text, Origin::Inferred, shown);
        }
    }

    /// Adds the letters that a field spells which has its code in an attribute and no result.
    pub(super) fn simple_field(&mut self, frame: &ElementFrame<'a>) {
        if frame.ns != Namespace::Word || frame.local != "fldSimple" {
            return;
        }
        let code = self.attribute_of(&frame.open, "instr").unwrap_or_default();
        let empty = self.flows.last().is_some_and(|flow| flow.is_empty_from(frame.fragments));
        let Some(text) = shown_by(code).filter(|_| empty) else { return };
        let start = code.as_ptr() as usize - self.text.as_ptr() as usize;
        let element = self.out.text_elements.len();
        self.out.text_elements.push(TextElement::plain(frame.open.clone()));
        let source =
            SourceRange { part: self.part, element, start, end: start + code.len(), whole: true };
        let shown = Visibility { hidden: self.is_hidden(), ..self.shown };
        if let Some(flow) = self.flows.last_mut() {
            flow.push(text, Origin::Whole(source), shown);
        }
    }
}
