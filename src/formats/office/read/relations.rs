//! Parts that say what other parts are and how they refer to each other.

use crate::formats::office::opc::names::display_name;
use crate::formats::office::opc::relationships::{
    is_always_dropped, percent_decoded, relationships, source_of, target_part,
};
use crate::formats::office::read::markup::PartMarkup;
use crate::formats::office::read::open::PackageReader;
use crate::formats::office::syntax::attributes::{Carrier, ReplacementRule};
use crate::formats::office::syntax::encoding::decode;
use crate::formats::office::syntax::vocabulary::is_free_text;
use crate::model::{FormatError, Place, SegmentKind, message};

/// A name that other markup refers to.
const NAME: Carrier = Carrier { kind: SegmentKind::Name, rule: ReplacementRule::Identifier };

impl PackageReader<'_> {
    pub(super) fn add_content_types(
        &mut self,
        package: usize,
        entry: usize,
        bytes: &[u8],
    ) -> Result<(), FormatError> {
        let (text, encoding) =
            decode(bytes).ok_or_else(|| FormatError::damaged(message!("[Content_Types].xml")))?;
        let types = self.store.packages.get(package).map(|p| &p.types);
        let (odd, always) = types.map(|t| (t.odd.clone(), t.junk.clone())).unwrap_or_default();
        let part = self.add_part(
            package,
            entry,
            text,
            encoding,
            PartMarkup { always, ..PartMarkup::default() },
            None,
        );
        let place = Place::verbatim("[Content_Types].xml");
        for (text, at) in odd {
            let carrier = Carrier { kind: SegmentKind::Name, rule: ReplacementRule::ContentType };
            self.collector.value(carrier, "id", &text, &place, (part, at));
        }
        Ok(())
    }

    pub(super) fn read_relationships(
        &mut self,
        package: usize,
        entry: usize,
        bytes: &[u8],
    ) -> Result<(), FormatError> {
        let name = self.store.entry_name(package, entry);
        let place = display_name(None, entry, &name);
        let read = decode(bytes).and_then(|(t, e)| relationships(&t).map(|r| (t, e, r)));
        let (text, encoding, (found, always)) =
            read.ok_or_else(|| FormatError::damaged(place.message().clone()))?;
        let part = self.add_part(
            package,
            entry,
            text,
            encoding,
            PartMarkup { always, ..PartMarkup::default() },
            None,
        );
        let source = source_of(&name).unwrap_or_default().to_lowercase();
        for relation in found.iter().filter(|r| !is_always_dropped(&r.kind)) {
            let text = percent_decoded(&relation.target);
            let at = (part, relation.at.clone());
            if relation.external {
                let carrier = Carrier { kind: SegmentKind::Link, rule: ReplacementRule::Link };
                self.collector.value(carrier, "Target", &text, &place, at);
            } else if is_free_text(&text)
                && !self.store.has_entry(package, &target_part(&source, &relation.target))
            {
                self.collector.value(NAME, "Target", &text, &place, at);
            }
            for (text, at) in &relation.odd {
                self.collector.value(NAME, "id", text, &place, (part, at.clone()));
            }
        }
        if let Some(p) = self.store.packages.get_mut(package) {
            p.relationships.insert(source, (part, found));
        }
        Ok(())
    }
}
