//! Pictures that must not stay: a photograph or signature whose description names someone who is
//! redacted shows that person.

use crate::formats::docx::opc::parts::Class;
use crate::formats::docx::opc::relationships::target_part;
use crate::formats::docx::read::segments::Back;
use crate::formats::docx::redact::job::{Job, ValueCuts};
use std::collections::BTreeSet;

impl Job<'_> {
    /// Pictures in whose description something was redacted, by package and entry.
    pub(crate) fn telling_pictures(&self, values: &ValueCuts<'_>) -> BTreeSet<(usize, usize)> {
        let mut out = BTreeSet::new();
        let store = &self.document.store;
        for index in values.keys() {
            let Some(Back::Value { places, .. }) = self.document.held.get(*index).map(|h| &h.back)
            else {
                continue;
            };
            for (part, at) in places {
                let Some(part) = store.parts.get(*part) else { continue };
                let around = part.walked.drawings.iter();
                for drawing in around.filter(|d| d.start <= at.start && at.end <= d.end) {
                    let inside = part.walked.references.iter();
                    for reference in inside
                        .filter(|r| drawing.start <= r.range.start && r.range.end <= drawing.end)
                    {
                        out.extend(self.picture_of(part.pack, part.entry, &reference.id));
                    }
                }
            }
        }
        out
    }

    /// The picture that a relationship of a part leads to.
    fn picture_of(&self, pack: usize, entry: usize, id: &str) -> Option<(usize, usize)> {
        let held = self.document.store.packs.get(pack)?;
        let entries = held.package.entries();
        let source = entries.get(entry)?.name.to_lowercase();
        let (_, relations) = held.relations.get(&source)?;
        let relation = relations.iter().find(|r| r.id == id && !r.external)?;
        let target = target_part(&source, &relation.target);
        let at = entries.iter().position(|e| e.name.to_lowercase() == target)?;
        let item = held.items.get(at)?;
        let svg = item.part.is_some() && target.ends_with(".svg");
        (item.class == Class::Picture || svg).then_some((pack, at))
    }
}
