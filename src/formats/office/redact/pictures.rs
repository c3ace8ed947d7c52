//! Pictures that must be blanked: a photograph or signature whose description names a redacted
//! person shows that person.

use crate::formats::office::opc::parts::PartClass;
use crate::formats::office::opc::relationships::target_part;
use crate::formats::office::read::segments::SegmentSource;
use crate::formats::office::redact::job::{OfficeJob, ValueCuts};
use std::collections::BTreeSet;

impl OfficeJob<'_> {
    /// Pictures whose description was redacted, by index of package and entry.
    pub(crate) fn pictures_to_blank(&self, values: &ValueCuts<'_>) -> BTreeSet<(usize, usize)> {
        let mut out = BTreeSet::new();
        let store = &self.document.store;
        for index in values.keys() {
            let Some(SegmentSource::Value { places, .. }) =
                self.document.mapped.get(*index).map(|h| &h.source)
            else {
                continue;
            };
            for (part, at) in places {
                let Some(part) = store.parts.get(*part) else { continue };
                let around = part.markup.drawings.iter();
                for drawing in around.filter(|d| d.start <= at.start && at.end <= d.end) {
                    let inside = part.markup.references.iter();
                    for reference in inside
                        .filter(|r| drawing.start <= r.range.start && r.range.end <= drawing.end)
                    {
                        out.extend(self.picture_of(part.package, part.entry, &reference.id));
                    }
                }
            }
        }
        out
    }

    /// The picture that a relationship of a part refers to, by index of package and entry.
    fn picture_of(&self, number: usize, entry: usize, id: &str) -> Option<(usize, usize)> {
        let package = self.document.store.packages.get(number)?;
        let entries = package.zip.entries();
        let source = entries.get(entry)?.name.to_lowercase();
        let (_, relationships) = package.relationships.get(&source)?;
        let relation = relationships.iter().find(|r| r.id == id && !r.external)?;
        let target = target_part(&source, &relation.target);
        let at = entries.iter().position(|e| e.name.to_lowercase() == target)?;
        let item = package.items.get(at)?;
        let svg = item.part.is_some() && target.ends_with(".svg");
        (item.class == PartClass::Picture || svg).then_some((number, at))
    }
}
