//! Names in the markup that no standard defines: of elements, attributes, prefixes, namespaces, and
//! relationships. Each is replaced everywhere at once, so that references stay intact.

use crate::formats::office::opc::mode::ReadMode;
use crate::formats::office::opc::relationships::is_usual_id;
use crate::formats::office::read::walk::walker::{ElementFrame, PartWalker};
use crate::formats::office::syntax::attributes::{Carrier, ReplacementRule};
use crate::formats::office::syntax::vocabulary::{has_word, is_free_text, is_prefix};
use crate::formats::office::syntax::xml::{Attribute, Namespace, QualifiedName, resolve};
use crate::model::SegmentKind;
use std::ops::Range;

const NAME: Carrier = Carrier { kind: SegmentKind::Name, rule: ReplacementRule::Identifier };

impl<'a> PartWalker<'a, '_> {
    /// The byte range of a slice of the part's text.
    fn range_of(&self, slice: &str) -> Option<Range<usize>> {
        let start = (slice.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let range = start..start + slice.len();
        (self.text.get(range.clone()) == Some(slice)).then_some(range)
    }

    fn identifier(&mut self, text: &str, range: Range<usize>) {
        self.collector.value(NAME, "id", text, self.place, (self.part, range));
    }

    fn named(&mut self, slice: &str) {
        if has_word(slice)
            && let Some(range) = self.range_of(slice)
        {
            self.identifier(slice, range);
        }
    }

    /// Collects the name of an element or attribute.
    pub(super) fn name(&mut self, name: &QualifiedName<'a>) {
        if !is_prefix(name.prefix) {
            self.named(name.prefix);
        }
        if name.foreign {
            self.named(name.local);
        }
    }

    /// Collects the name of an element in its end tag.
    pub(super) fn closing_name(&mut self, frame: &ElementFrame<'a>, range: &Range<usize>) {
        let odd = frame.foreign || frame.unusual_prefix;
        let tag = self.text.get(range.start + 2..range.end.saturating_sub(1)).filter(|_| odd);
        if let Some(tag) = tag {
            let (prefix, local) = tag.trim_end().split_once(':').unwrap_or(("", tag.trim_end()));
            let foreign = frame.foreign;
            self.name(&QualifiedName { ns: None, prefix, local, foreign });
        }
    }

    /// Collects a namespace declaration: `xmlns` or `xmlns:x`.
    pub(super) fn declaration(&mut self, a: &Attribute<'a>) {
        if let Some((_, prefix)) = a.name.split_once(':')
            && !is_prefix(prefix)
        {
            self.named(prefix);
        }
        let uri = resolve(a.raw);
        if is_free_text(&uri) {
            self.identifier(&uri, a.value.clone());
        }
    }

    /// Collects the id of a relationship that an element refers to.
    pub(super) fn relation_id(&mut self, id: &str, a: &Attribute<'a>) {
        if !is_usual_id(id) {
            self.identifier(id, a.value.clone());
        }
    }

    /// Collects the names in a list of prefixes for markup compatibility (ECMA-376 Part 3). Returns
    /// whether the attribute is such a list.
    pub(super) fn prefix_list(
        &mut self,
        frame: &ElementFrame<'a>,
        own: Option<Namespace>,
        name: &str,
        a: &Attribute<'a>,
    ) -> bool {
        let list = own == Some(Namespace::Compatibility)
            || (frame.ns == Namespace::Compatibility && own.is_none() && name == "Requires");
        if !list {
            return false;
        }
        let raw: &'a str = a.raw;
        for word in raw.split_ascii_whitespace() {
            let (prefix, local) = word.split_once(':').unwrap_or((word, ""));
            let element = self.scope.element(word);
            if !is_prefix(prefix) {
                self.named(prefix);
            }
            if !local.is_empty() && element.foreign {
                self.named(local);
            }
        }
        true
    }

    /// Whether an element that no standard defines starts inside one that a standard defines.
    pub(super) fn begins_foreign(&self, frame: &ElementFrame<'a>) -> bool {
        matches!(self.mode, ReadMode::Story(_))
            && frame.foreign
            && self.stack.last().is_some_and(|f| !f.foreign)
    }
}
