//! What can only be determined once all parts of a package are read: unusual names, parts without
//! references, and how much of a page pictures cover.

use crate::formats::office::opc::names::{is_usual, is_usual_folder};
use crate::formats::office::opc::parts::PartClass;
use crate::formats::office::opc::relationships::{source_of, target_part};
use crate::formats::office::read::markup::PartReference;
use crate::formats::office::read::segments::SegmentCollector;
use crate::formats::office::read::store::{OpenPackage, Store};
use crate::model::{Place, Scale, Unreadable};
use std::collections::BTreeSet;

/// Share of a page from which a picture is one of its own.
const MOST_OF: f64 = 0.6;

impl Store {
    /// Collects unusual entry names as segments.
    pub(crate) fn collect_unusual_names(
        &mut self,
        package: usize,
        collector: &mut SegmentCollector,
    ) {
        let Some(p) = self.packages.get(package) else { return };
        let odd: Vec<(usize, String, Place)> = p
            .zip
            .entries()
            .iter()
            .zip(&p.items)
            .enumerate()
            .filter(|(_, (e, _))| !is_usual(&e.name))
            .map(|(i, (e, item))| (i, e.name.clone(), item.place.clone()))
            .collect();
        for (entry, name, place) in odd {
            // Folders are shown only if they are unusual too.
            let file = name.rsplit('/').next().unwrap_or(&name);
            let shown = if is_usual_folder(&name) { file } else { name.as_str() };
            let index = self.unusual_names.len();
            self.unusual_names.push((package, entry));
            collector.entry_name(shown, &place, index);
        }
    }

    /// Drops parts of unknown kind without references, and reports the others as unread. Drops the
    /// relationships of a part that is dropped or does not exist.
    pub(crate) fn drop_orphans(&mut self, package: usize) {
        let Some(p) = self.packages.get_mut(package) else { return };
        let mut wanted = BTreeSet::new();
        for (source, (_, relationships)) in &p.relationships {
            wanted.extend(
                relationships
                    .iter()
                    .filter(|r| !r.external)
                    .map(|r| target_part(source, &r.target)),
            );
        }
        let mut unknown = Vec::new();
        for (entry, item) in p.zip.entries().iter().zip(&mut p.items) {
            if item.class != PartClass::Unknown {
                continue;
            }
            if wanted.contains(&entry.name.to_lowercase()) {
                unknown.push(item.place.clone());
            } else {
                item.class = PartClass::Dropped("orphan-part-removed");
            }
        }
        let gone = |c: PartClass| matches!(c, PartClass::Dropped(_));
        let staying = p.zip.entries().iter().zip(&p.items).filter(|(_, i)| !gone(i.class));
        let staying: BTreeSet<String> = staying.map(|(e, _)| e.name.to_lowercase()).collect();
        for (entry, item) in p.zip.entries().iter().zip(&mut p.items) {
            let source = source_of(&entry.name).filter(|_| item.class == PartClass::Relationships);
            if source.is_some_and(|s| !s.is_empty() && !staying.contains(&s.to_lowercase())) {
                item.class = PartClass::Dropped("orphan-part-removed");
            }
        }
        for place in unknown {
            self.report_unread(&place, Unreadable::UnknownPart, Scale::Page);
        }
    }

    /// Reports every picture as unread, at page scale if it covers most of a page.
    pub(crate) fn report_pictures(&mut self, package: usize) {
        let Some(p) = self.packages.get(package) else { return };
        let mut found = Vec::new();
        for (index, item) in p.items.iter().enumerate().filter(|(_, i)| i.scale.is_some()) {
            let name = p.zip.entries().get(index).map_or("", |e| e.name.as_str());
            // Ink is drawn over text, so it is never at page scale.
            let scale = match item.class {
                PartClass::Picture => self.picture_scale(p, &name.to_lowercase(), MOST_OF),
                _ => Scale::Small,
            };
            found.push((index, item.place.clone(), scale));
        }
        for (index, place, scale) in found {
            self.update_item(package, index, |i| i.scale = Some(scale));
            self.report_unread(&place, Unreadable::Image, scale);
        }
    }

    /// Whether a picture covers more than a share of a page.
    pub(crate) fn picture_scale(&self, package: &OpenPackage, name: &str, share: f64) -> Scale {
        let page = self.parts.iter().map(|p| p.markup.page_area).fold(0.0, f64::max);
        for (source, (_, relationships)) in &package.relationships {
            for relation in relationships.iter().filter(|r| target_part(source, &r.target) == name)
            {
                let shown = self.parts.iter().filter(|p| {
                    package
                        .zip
                        .entries()
                        .get(p.entry)
                        .is_some_and(|e| e.name.to_lowercase() == *source)
                });
                for part in shown {
                    let large = |r: &PartReference| r.id == relation.id && r.area > page * share;
                    if part.markup.references.iter().any(large) {
                        return Scale::Page;
                    }
                }
            }
        }
        Scale::Small
    }
}
