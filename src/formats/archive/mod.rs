//! Archives (zip, tar, gzip): files in files, and their names. Packages of office programs are none.
//!
//! A copy has the copies of its entries in the same order, and nothing else: no comments, no extra
//! fields, nothing that a system left.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod packed;

use crate::formats::cuts::{self, Cut};
use crate::formats::one_text;
use crate::formats::package::{Budget, Fate, Package};
use crate::model::{
    Child, ChildFate, Document, Format, FormatError, Note, OpenOptions, Place, Redacted, Redaction,
    Removed, Segment, SegmentKind, Span, Treatment, Unread, message,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

/// Archives of files.
pub struct Archive;

impl Format for Archive {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["zip"]
    }

    fn is_meant_by(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
            return false;
        }
        let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
        let office = archive.file_names().filter_map(Result::ok).any(|name| {
            let name = name.to_lowercase();
            matches!(name.as_str(), "[content_types].xml" | "mimetype")
                || name.starts_with("meta-inf/")
                || name.starts_with("index/document.iwa")
        });
        !office
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        one_text::check(bytes, options)?;
        let mut budget = Budget::new(&options.limits);
        let package = Package::open(bytes.to_vec(), &mut budget)?;
        Ok(Box::new(ArchiveDocument::of(package, &mut budget)?))
    }
}

/// Archives of other kinds, whose copies are zip: tar, and files in gzip.
pub struct OtherArchive;

impl Format for OtherArchive {
    fn name(&self) -> &'static str {
        "tar"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tar", "tgz", "gz"]
    }

    fn copy_format(&self) -> &'static str {
        "zip"
    }

    fn copy_extension(&self) -> Option<&'static str> {
        Some("zip")
    }

    fn is_meant_by(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"\x1F\x8B")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"\x1F\x8B\x08") || packed::is_tar(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        one_text::check(bytes, options)?;
        let (package, others) = match packed::is_tar(bytes) {
            true => packed::tar(bytes, &options.limits)?,
            false => packed::gzip(bytes, &options.limits)?,
        };
        let mut out = ArchiveDocument::of(package, &mut Budget::new(&options.limits))?;
        out.others = others;
        out.notes.push(Note { code: "written-as-zip", place: None, count: 1 });
        Ok(Box::new(out))
    }
}

/// Files that systems put into archives: previews, and who last looked at a folder.
fn is_left_by_system(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default().to_lowercase();
    name.starts_with("__MACOSX/")
        || matches!(file.as_str(), ".ds_store" | "thumbs.db" | "desktop.ini")
}

struct ArchiveDocument {
    package: Package,
    /// How many things in it are no files: links, devices.
    others: usize,
    notes: Vec<Note>,
    segments: Vec<Segment>,
    /// The entry of each segment, and whether it is the name in words.
    sources: Vec<(usize, bool)>,
    children: Vec<Child>,
    child_entries: Vec<usize>,
    left_by_system: BTreeSet<usize>,
}

impl ArchiveDocument {
    /// The files of a package.
    fn of(package: Package, budget: &mut Budget) -> Result<Self, FormatError> {
        let mut out = Self {
            segments: Vec::new(),
            sources: Vec::new(),
            children: Vec::new(),
            child_entries: Vec::new(),
            left_by_system: BTreeSet::new(),
            others: 0,
            notes: Vec::new(),
            package,
        };
        let names: Vec<String> = out.package.entries().iter().map(|e| e.name.clone()).collect();
        for (index, name) in names.iter().enumerate() {
            if is_left_by_system(name) {
                out.left_by_system.insert(index);
                continue;
            }
            out.name(index, name);
            let data = out.package.read(index, budget)?;
            if !data.is_empty() {
                let place = Place::new(message!("file {0} of the archive", index + 1));
                let name = name.rsplit('/').next().unwrap_or_default().to_owned();
                out.children.push(Child { place, name, bytes: Arc::new(data) });
                out.child_entries.push(index);
            }
        }
        match out.children.is_empty() {
            true => Err(FormatError::Empty),
            false => Ok(out),
        }
    }

    /// Collects the name of an entry, and the same in words.
    fn name(&mut self, index: usize, name: &str) {
        let place = Place::new(message!("name of a file in the archive"));
        self.segments.push(Segment::new(SegmentKind::Name, place.clone(), name));
        self.sources.push((index, false));
        if name.contains(['_', '-', '.', '+']) {
            let words = name.replace(['_', '-', '.', '+'], " ");
            self.segments.push(Segment::new(SegmentKind::Name, place, words).again());
            self.sources.push((index, true));
        }
    }
}

impl Document for ArchiveDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &[]
    }

    fn children(&self) -> &[Child] {
        &self.children
    }

    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        match self.sources.get(segment) {
            Some((_, true)) => vec![(segment.saturating_sub(1), span)],
            _ => Vec::new(),
        }
    }

    fn pages(&self) -> usize {
        self.children.len()
    }

    fn notes(&self) -> Vec<Note> {
        let leftovers = self.package.leftovers() + self.left_by_system.len() + self.others;
        let note = Note { code: "zip-leftovers-removed", place: None, count: leftovers };
        (leftovers > 0).then_some(note).into_iter().chain(self.notes.clone()).collect()
    }

    fn redact(
        &self,
        orders: &[Redaction],
        children: &[ChildFate],
        _treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        let mut cut: BTreeMap<usize, Vec<Cut>> = BTreeMap::new();
        for (number, order) in orders.iter().enumerate() {
            let source = self.sources.get(order.segment);
            let text = self.segments.get(order.segment);
            let found = text.and_then(|s| s.text.get(order.span.start..order.span.end));
            let (Some((entry, _)), Some(_)) = (source, found.filter(|f| !f.is_empty())) else {
                return Err(cuts::not_removed(number, orders.len()));
            };
            let Span { start, end } = order.span;
            let label = safe(&order.mark.label);
            cut.entry(*entry).or_default().push(Cut { start, end, label });
        }
        let mut endings = BTreeMap::new();
        for (entry, fate) in self.child_entries.iter().zip(children) {
            endings.extend(fate.ending().map(|ending| (*entry, ending)));
        }
        let names = self.names(&cut, &endings)?;
        let mut fates = vec![Fate::Keep; self.package.entries().len()];
        for index in &self.left_by_system {
            if let Some(fate) = fates.get_mut(*index) {
                *fate = Fate::Drop;
            }
        }
        let mut notes = Vec::new();
        for (child, entry) in self.child_entries.iter().enumerate() {
            let Some(slot) = fates.get_mut(*entry) else { continue };
            *slot = Fate::of_child(Some(child), children);
            if *slot == Fate::Drop {
                notes.push(Note { code: "attachment-removed", place: None, count: 1 });
            }
        }
        let bytes = self.package.write(&fates, |index| names.get(&index).cloned())?;
        let removed = vec![Removed::Exactly; orders.len()];
        Ok(Redacted { bytes, removed, boxes: Vec::new(), notes })
    }
}

impl ArchiveDocument {
    /// The new names of entries, no two of them the same.
    fn names(
        &self,
        cut: &BTreeMap<usize, Vec<Cut>>,
        endings: &BTreeMap<usize, &str>,
    ) -> Result<BTreeMap<usize, String>, FormatError> {
        let entries = self.package.entries();
        let mut taken: BTreeSet<String> = entries
            .iter()
            .enumerate()
            .filter(|(index, _)| !cut.contains_key(index) && !endings.contains_key(index))
            .map(|(_, e)| e.name.to_lowercase())
            .collect();
        let mut out = BTreeMap::new();
        let none = Vec::new();
        let changed: BTreeSet<&usize> = cut.keys().chain(endings.keys()).collect();
        for index in changed {
            let cuts = cut.get(index).unwrap_or(&none);
            let Some(entry) = entries.get(*index) else { continue };
            let name = cuts::carried_out(&entry.name, cuts.clone()).ok_or_else(|| {
                FormatError::not_removed(message!("name of a file in the archive"))
            })?;
            let name = match endings.get(index) {
                Some(ending) => format!(
                    "{}.{ending}",
                    name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem)
                ),
                None => name,
            };
            let mut free = name.clone();
            let mut number = 1;
            while !taken.insert(free.to_lowercase()) {
                number += 1;
                let at =
                    name.rfind('.').filter(|at| !name.get(*at..).is_some_and(|e| e.contains('/')));
                let (stem, ending) = name.split_at(at.unwrap_or(name.len()));
                free = format!("{stem} ({number}){ending}");
            }
            out.insert(*index, free);
        }
        Ok(out)
    }
}

/// A label that every system takes in a file name.
fn safe(label: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    format!("[{}]", label.chars().map(fits).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let entries: Vec<(String, Vec<u8>)> =
            entries.iter().map(|(n, b)| ((*n).to_owned(), b.to_vec())).collect();
        Package::of(&entries).expect("small").write(&[], |_| None).expect("small")
    }

    fn open(bytes: &[u8]) -> Box<dyn Document> {
        Archive.open(bytes, &OpenOptions::default()).expect("opens")
    }

    #[test]
    fn names_are_cut_and_stay_apart() {
        let bytes = archive(&[
            ("map/noor_bakker.txt", b"a"),
            ("map/noor-bakker.txt", b"b"),
            ("__MACOSX/map/._x", b"c"),
            ("leeg.txt", b""),
        ]);
        let document = open(&bytes);
        assert_eq!((document.children().len(), document.notes().len()), (2, 1));
        let order = |segment, start, end| Redaction {
            segment,
            span: Span::new(start, end),
            mark: Mark { label: "5.1".into(), alt: String::new() },
        };
        let fates = [ChildFate::Keep, ChildFate::Replace(b"new".to_vec())];
        let orders = [order(0, 4, 15), order(3, 4, 15)];
        let copy = document.redact(&orders, &fates, &Treatment::default()).expect("cuts").bytes;
        let copy =
            Package::open(copy, &mut Budget::new(&OpenOptions::default().limits)).expect("zip");
        let names: Vec<&str> = copy.entries().iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["map/[5.1].txt", "map/[5.1] (2).txt", "leeg.txt"]);
        let mut budget = Budget::new(&OpenOptions::default().limits);
        assert_eq!(copy.read(1, &mut budget).expect("reads"), b"new");
    }

    #[test]
    fn packages_of_office_programs_are_no_archives() {
        assert!(Archive.sniff(&archive(&[("a.txt", b"x")])));
        assert!(!Archive.sniff(&archive(&[("[Content_Types].xml", b"x")])));
        assert!(!Archive.sniff(&archive(&[("mimetype", b"x")])) && !Archive.sniff(b"PK\x03\x04"));
    }
}
