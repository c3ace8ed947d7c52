//! What is seen once all parts of a package are read: odd names, parts that nothing refers to,
//! pictures and how much of a page they cover.

use crate::formats::docx::opc::parts::{Class, is_usual, is_usual_folder};
use crate::formats::docx::opc::relationships::{source_of, target_part};
use crate::formats::docx::read::markup::Reference;
use crate::formats::docx::read::segments::Gathered;
use crate::formats::docx::read::store::{Pack, Store};
use crate::model::{Scale, Unreadable};
use std::collections::BTreeSet;

impl Store {
    /// Entry names that are not the usual ones.
    pub(crate) fn names(&mut self, pack: usize, gathered: &mut Gathered) {
        let Some(p) = self.packs.get(pack) else { return };
        let odd: Vec<(usize, String, String)> = p
            .package
            .entries()
            .iter()
            .enumerate()
            .filter(|(i, e)| !is_usual(&e.name) && p.items.get(*i).is_some())
            .map(|(i, e)| (i, e.name.clone(), p.items[i].place.clone()))
            .collect();
        for (entry, name, place) in odd {
            // Folders are shown where they are odd too.
            let file = name.rsplit('/').next().unwrap_or(&name);
            let shown = if is_usual_folder(&name) { file } else { name.as_str() };
            let index = self.names.len();
            self.names.push((pack, entry));
            gathered.entry_name(shown, &place, index);
        }
    }

    /// Parts that are not known: those that nothing refers to go, the others are unread. The
    /// relationships of a part that goes, or is not there, go too.
    pub(crate) fn orphans(&mut self, pack: usize) {
        let Some(p) = self.packs.get_mut(pack) else { return };
        let mut wanted = BTreeSet::new();
        for (source, (_, relations)) in &p.relations {
            wanted.extend(
                relations.iter().filter(|r| !r.external).map(|r| target_part(source, &r.target)),
            );
        }
        let mut unknown = Vec::new();
        for (entry, item) in p.package.entries().iter().zip(&mut p.items) {
            if item.class != Class::Unknown {
                continue;
            }
            if wanted.contains(&entry.name.to_lowercase()) {
                unknown.push(item.place.clone());
            } else {
                item.class = Class::Gone("orphan-part-removed");
            }
        }
        let gone = |c: Class| matches!(c, Class::Gone(_));
        let staying = p.package.entries().iter().zip(&p.items).filter(|(_, i)| !gone(i.class));
        let staying: BTreeSet<String> = staying.map(|(e, _)| e.name.to_lowercase()).collect();
        for (entry, item) in p.package.entries().iter().zip(&mut p.items) {
            let source = source_of(&entry.name).filter(|_| item.class == Class::Relations);
            if source.is_some_and(|s| !s.is_empty() && !staying.contains(&s.to_lowercase())) {
                item.class = Class::Gone("orphan-part-removed");
            }
        }
        for place in unknown {
            self.unread(&place, Unreadable::UnknownPart, Scale::Page);
        }
    }

    /// Pictures are never read: each is listed, at page scale when it covers most of a page.
    pub(crate) fn pictures(&mut self, pack: usize) {
        let Some(p) = self.packs.get(pack) else { return };
        let mut found = Vec::new();
        for (index, item) in p.items.iter().enumerate().filter(|(_, i)| i.scale.is_some()) {
            let name = p.package.entries().get(index).map_or("", |e| e.name.as_str());
            // Strokes of a pen are drawn over text.
            let scale = match item.class {
                Class::Picture => self.scale(p, &name.to_lowercase()),
                _ => Scale::Small,
            };
            found.push((index, item.place.clone(), scale));
        }
        for (index, place, scale) in found {
            self.item(pack, index, |i| i.scale = Some(scale));
            self.unread(&place, Unreadable::Image, scale);
        }
    }

    fn scale(&self, pack: &Pack, name: &str) -> Scale {
        let page = self.parts.iter().map(|p| p.walked.page_area).fold(0.0, f64::max);
        for (source, (_, relations)) in &pack.relations {
            for relation in relations.iter().filter(|r| target_part(source, &r.target) == name) {
                let shown = self.parts.iter().filter(|p| {
                    pack.package
                        .entries()
                        .get(p.entry)
                        .is_some_and(|e| e.name.to_lowercase() == *source)
                });
                for part in shown {
                    let large = |r: &Reference| r.id == relation.id && r.area > page * 0.6;
                    if part.walked.references.iter().any(large) {
                        return Scale::Page;
                    }
                }
            }
        }
        Scale::Small
    }
}
