//! A package, the packages within it, and their parts as they were read.

use crate::formats::docx::opc::mode::ReadMode;
use crate::formats::docx::opc::parts::PartClass;
use crate::formats::docx::opc::relationships::{ContentTypes, Relationship};
use crate::formats::docx::read::markup::PartMarkup;
use crate::formats::docx::syntax::encoding::PartEncoding;
use crate::formats::package::Package;
use crate::model::{Child, Place, Scale, Unread, Unreadable};
use std::collections::BTreeMap;

/// A part whose text is kept for splicing.
pub(crate) struct TextPart {
    /// Index of its package.
    pub(crate) package: usize,
    /// Index of its entry.
    pub(crate) entry: usize,
    /// Its text, and how it was written.
    pub(crate) text: String,
    pub(crate) encoding: PartEncoding,
    /// What was learned about it.
    pub(crate) markup: PartMarkup,
    /// How it was read.
    pub(crate) mode: Option<ReadMode>,
    /// Whether it is XML whose tags all close.
    pub(crate) whole: bool,
}

/// An entry of a package.
pub(crate) struct ClassifiedEntry {
    /// What it is.
    pub(crate) class: PartClass,
    /// Its name for people.
    pub(crate) place: String,
    /// Its text, if it is XML that could be read: index into [`Store::parts`].
    pub(crate) part: Option<usize>,
    /// The package it is: index into [`Store::packages`].
    pub(crate) inner: Option<usize>,
    /// The child it is: index into [`Store::children`].
    pub(crate) child: Option<usize>,
    /// Whether it could not be read, although its kind is known.
    pub(crate) unread: bool,
    /// Whether it is packed with gzip within the package (EMZ, WMZ, SVGZ).
    pub(crate) packed: bool,
    /// How much of a page the picture covers; `None` for one that shows nothing.
    pub(crate) scale: Option<Scale>,
}

/// A package.
pub(crate) struct OpenPackage {
    /// Its bytes.
    pub(crate) zip: Package,
    /// Its entries.
    pub(crate) items: Vec<ClassifiedEntry>,
    /// Its content types.
    pub(crate) types: ContentTypes,
    /// Relationships by the lower-case name of the part that they speak for, with the part that holds them.
    pub(crate) relationships: BTreeMap<String, (usize, Vec<Relationship>)>,
    /// The entry that holds the body, without which there is no document.
    pub(crate) main: Option<usize>,
}

/// All that was read.
#[derive(Default)]
pub(crate) struct Store {
    /// Packages; those within others come after them.
    pub(crate) packages: Vec<OpenPackage>,
    /// Parts with text.
    pub(crate) parts: Vec<TextPart>,
    /// What could not be read.
    pub(crate) unread: Vec<Unread>,
    /// Files for other formats.
    pub(crate) children: Vec<Child>,
    /// Which part carries which entry name: package, entry.
    pub(crate) names: Vec<(usize, usize)>,
    /// Things outside entries that a copy leaves behind.
    pub(crate) leftovers: usize,
}

impl Store {
    pub(crate) fn item(
        &mut self,
        package: usize,
        entry: usize,
        change: impl FnOnce(&mut ClassifiedEntry),
    ) {
        if let Some(item) = self.packages.get_mut(package).and_then(|p| p.items.get_mut(entry)) {
            change(item);
        }
    }

    pub(crate) fn unread(&mut self, place: &str, why: Unreadable, scale: Scale) {
        self.unread.push(Unread { place: Place::new(place), why, scale });
    }

    pub(crate) fn entry_name(&self, package: usize, entry: usize) -> String {
        let entries = self.packages.get(package).map(|p| p.zip.entries()).unwrap_or_default();
        entries.get(entry).map(|e| e.name.clone()).unwrap_or_default()
    }

    pub(crate) fn has_entry(&self, package: usize, name: &str) -> bool {
        let entries = self.packages.get(package).map(|p| p.zip.entries()).unwrap_or_default();
        entries.iter().any(|e| e.name.to_lowercase() == name)
    }
}
