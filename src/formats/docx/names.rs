//! Names of entries, and the references to parts that go or are renamed.

use super::redact::Job;
use super::rels::target_part;
use super::store::{Pack, always_cut};
use super::xml::escape;
use std::collections::{BTreeMap, BTreeSet};

/// Entries that get another name.
#[derive(Default)]
pub(super) struct Renames {
    entries: BTreeSet<(usize, usize)>,
}

impl Renames {
    /// The name of this entry must not stay.
    pub(super) fn add(&mut self, pack: usize, entry: usize) {
        self.entries.insert((pack, entry));
    }

    /// The new name of an entry, if it gets one.
    pub(super) fn of(&self, pack: &Pack, index: usize, entry: usize) -> Option<String> {
        let name = &pack.package.entries().get(entry)?.name;
        let (folder, file) = name.rsplit_once('/').map_or(("", name.as_str()), |(f, n)| (f, n));
        let join = |file: String| {
            if folder.is_empty() { file } else { format!("{folder}/{file}") }
        };
        // The relationships of a renamed part follow it.
        if let Some(source) = super::rels::source_of(name) {
            let owner = pack.package.entries().iter().position(|e| e.name == source)?;
            let new = self.of(pack, index, owner)?;
            let file = new.rsplit('/').next().unwrap_or(&new).to_owned();
            return Some(join(format!("{file}.rels")));
        }
        if !self.entries.contains(&(index, entry)) {
            return None;
        }
        let extension = file.rsplit_once('.').map_or(String::new(), |(_, e)| format!(".{e}"));
        Some(join(format!("gelakt{}{extension}", entry + 1)))
    }
}

impl Job<'_> {
    /// Takes out what refers to parts that go, and points what refers to renamed parts at their
    /// new names.
    pub(super) fn unlink(
        &mut self,
        index: usize,
        pack: &Pack,
        gone: &BTreeSet<usize>,
        renames: &Renames,
    ) {
        let names: BTreeMap<String, usize> = pack
            .package
            .entries()
            .iter()
            .enumerate()
            .map(|(i, e)| (e.name.to_lowercase(), i))
            .collect();
        for (source, (part, relations)) in &pack.relations {
            for relation in relations {
                let target = names.get(&target_part(source, &relation.target)).copied();
                let target = target.filter(|_| !relation.external);
                let goes = always_cut(&relation.kind) || target.is_some_and(|t| gone.contains(&t));
                if goes {
                    self.drop_from(*part, relation.range.clone());
                    self.drop_references(pack, names.get(source).copied(), &relation.id);
                } else if let Some(new) = target.and_then(|t| renames.of(pack, index, t))
                    && let Some(edits) = self.edits.get_mut(*part)
                {
                    edits.values.push((relation.at.clone(), escape(&format!("/{new}"))));
                }
            }
        }
        let types = pack.items.iter().find(|i| i.class == super::parts::Class::Types);
        let Some(types) = types.and_then(|i| i.part) else { return };
        for (name, range, at) in &pack.types.places {
            let Some(entry) = names.get(name) else { continue };
            if gone.contains(entry) {
                self.drop_from(types, range.clone());
            } else if let Some(new) = renames.of(pack, index, *entry)
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

    /// Elements that name a relationship which goes.
    fn drop_references(&mut self, pack: &Pack, source: Option<usize>, id: &str) {
        let part = source.and_then(|s| pack.items.get(s)).and_then(|i| i.part);
        let Some(part) = part else { return };
        let walked = self.document.store.parts.get(part).map(|p| &p.walked.references);
        let ranges: Vec<_> =
            walked.into_iter().flatten().filter(|r| r.id == id).map(|r| r.range.clone()).collect();
        for range in ranges {
            self.drop_from(part, range);
        }
    }
}
