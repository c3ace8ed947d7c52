//! New names of entries, and references to parts that are dropped or renamed.

use crate::formats::office::opc::names::is_usual_folder;
use crate::formats::office::opc::parts::PartClass;
use crate::formats::office::opc::relationships::{is_always_dropped, source_of, target_part};
use crate::formats::office::read::store::OpenPackage;
use crate::formats::office::redact::job::OfficeJob;
use crate::formats::office::syntax::xml::escape;
use std::collections::{BTreeMap, BTreeSet};

/// The entries that get a new name.
#[derive(Default)]
pub(crate) struct EntryRenames {
    entries: BTreeSet<(usize, usize)>,
    /// Unusual folders, whose entries must all move.
    folders: BTreeSet<(usize, String)>,
}

impl EntryRenames {
    /// Gives an entry a new name, and if its folder is unusual, all other entries in it too.
    pub(crate) fn add(&mut self, package: usize, entry: usize, name: &str) {
        self.entries.insert((package, entry));
        if let Some((folder, _)) = name.rsplit_once('/').filter(|_| !is_usual_folder(name)) {
            self.folders.insert((package, folder.to_owned()));
        }
    }

    /// The new name of an entry, if it gets one.
    pub(crate) fn of(&self, package: &OpenPackage, index: usize, entry: usize) -> Option<String> {
        let name = &package.zip.entries().get(entry)?.name;
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        // A relationships part follows the part it belongs to.
        if let Some(source) = source_of(name) {
            let owner = package.zip.entries().iter().position(|e| e.name == source)?;
            let new = self.of(package, index, owner)?;
            let (folder, file) = new.rsplit_once('/').unwrap_or(("", new.as_str()));
            let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            return Some(format!("{folder}_rels/{file}.rels"));
        }
        let own = self.entries.contains(&(index, entry));
        if !own && !self.folders.contains(&(index, folder.to_owned())) {
            return None;
        }
        let extension = file.rsplit_once('.').map_or(String::new(), |(_, e)| format!(".{e}"));
        // An unusual folder is replaced along with the name.
        let folder = match is_usual_folder(name) {
            true if folder.is_empty() => String::new(),
            true => format!("{folder}/"),
            false => folder.split_once('/').map_or(String::new(), |(first, _)| match first {
                "word" | "xl" | "ppt" => format!("{first}/"),
                _ => String::new(),
            }),
        };
        Some(format!("{folder}gelakt{}{extension}", entry + 1))
    }
}

impl OfficeJob<'_> {
    /// Removes references to dropped parts, and updates references to renamed parts.
    pub(crate) fn update_references(
        &mut self,
        index: usize,
        package: &OpenPackage,
        gone: &BTreeSet<usize>,
        renames: &EntryRenames,
    ) {
        let names: BTreeMap<String, usize> = package
            .zip
            .entries()
            .iter()
            .enumerate()
            .map(|(i, e)| (e.name.to_lowercase(), i))
            .collect();
        for (source, (part, relationships)) in &package.relationships {
            // Relative targets change when the source part moves to another folder.
            let moved = names.get(source).is_some_and(|s| renames.of(package, index, *s).is_some());
            for relation in relationships {
                let target = names.get(&target_part(source, &relation.target)).copied();
                let target = target.filter(|_| !relation.external);
                let goes =
                    is_always_dropped(&relation.kind) || target.is_some_and(|t| gone.contains(&t));
                if goes {
                    self.drop_from(*part, relation.range.clone());
                    self.drop_references(package, names.get(source).copied(), &relation.id);
                } else if let Some(new) = target.and_then(|t| {
                    let same = || package.zip.entries().get(t).map(|e| e.name.clone());
                    renames.of(package, index, t).or_else(|| same().filter(|_| moved))
                }) && let Some(edits) = self.edits.get_mut(*part)
                {
                    edits.values.push((relation.at.clone(), escape(&format!("/{new}"))));
                }
            }
        }
        let types = package.items.iter().find(|i| i.class == PartClass::ContentTypes);
        let Some(types) = types.and_then(|i| i.part) else { return };
        for (name, range, at) in &package.types.places {
            let Some(entry) = names.get(name) else { continue };
            if gone.contains(entry) {
                self.drop_from(types, range.clone());
            } else if let Some(new) = renames.of(package, index, *entry)
                && let Some(edits) = self.edits.get_mut(types)
            {
                edits.values.push((at.clone(), escape(&format!("/{new}"))));
            }
        }
    }

    fn drop_from(&mut self, part: usize, range: std::ops::Range<usize>) {
        if let Some(edits) = self.edits.get_mut(part) {
            edits.drops.push(range);
        }
    }

    /// Removes elements that refer to a removed relationship.
    fn drop_references(&mut self, package: &OpenPackage, source: Option<usize>, id: &str) {
        let part = source.and_then(|s| package.items.get(s)).and_then(|i| i.part);
        let Some(part) = part else { return };
        let markup = self.document.store.parts.get(part).map(|p| &p.markup.references);
        let ranges: Vec<_> =
            markup.into_iter().flatten().filter(|r| r.id == id).map(|r| r.range.clone()).collect();
        for range in ranges {
            self.drop_from(part, range);
        }
    }
}
