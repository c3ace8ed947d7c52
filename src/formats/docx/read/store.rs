//! A package, the packages within it, and their parts as they were read.

use crate::formats::docx::opc::mode::Mode;
use crate::formats::docx::opc::parts::Class;
use crate::formats::docx::opc::relationships::{Relation, Types};
use crate::formats::docx::read::markup::Walked;
use crate::formats::docx::syntax::encoding::Encoding;
use crate::formats::package::Package;
use crate::model::{Child, Place, Scale, Unread, Unreadable};
use std::collections::BTreeMap;

/// A part whose text is kept for splicing.
pub(crate) struct Part {
    /// Index of its package.
    pub(crate) pack: usize,
    /// Index of its entry.
    pub(crate) entry: usize,
    /// Its text, and how it was written.
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
    /// What was learned about it.
    pub(crate) walked: Walked,
    /// How it was read.
    pub(crate) mode: Option<Mode>,
    /// Whether it is XML whose tags all close.
    pub(crate) whole: bool,
}

/// An entry of a package.
pub(crate) struct Item {
    /// What it is.
    pub(crate) class: Class,
    /// Its name for people.
    pub(crate) place: String,
    /// Its text, if it is XML that could be read: index into [`Store::parts`].
    pub(crate) part: Option<usize>,
    /// The package it is: index into [`Store::packs`].
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
pub(crate) struct Pack {
    /// Its bytes.
    pub(crate) package: Package,
    /// Its entries.
    pub(crate) items: Vec<Item>,
    /// Its content types.
    pub(crate) types: Types,
    /// Relationships by the lower-case name of the part that they speak for, with the part that holds them.
    pub(crate) relations: BTreeMap<String, (usize, Vec<Relation>)>,
    /// The entry that holds the body, without which there is no document.
    pub(crate) main: Option<usize>,
}

/// All that was read.
#[derive(Default)]
pub(crate) struct Store {
    /// Packages; those within others come after them.
    pub(crate) packs: Vec<Pack>,
    /// Parts with text.
    pub(crate) parts: Vec<Part>,
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
    pub(crate) fn item(&mut self, pack: usize, entry: usize, change: impl FnOnce(&mut Item)) {
        if let Some(item) = self.packs.get_mut(pack).and_then(|p| p.items.get_mut(entry)) {
            change(item);
        }
    }

    pub(crate) fn unread(&mut self, place: &str, why: Unreadable, scale: Scale) {
        self.unread.push(Unread { place: Place::new(place), why, scale });
    }

    pub(crate) fn entry_name(&self, pack: usize, entry: usize) -> String {
        let entries = self.packs.get(pack).map(|p| p.package.entries()).unwrap_or_default();
        entries.get(entry).map(|e| e.name.clone()).unwrap_or_default()
    }

    pub(crate) fn has_entry(&self, pack: usize, name: &str) -> bool {
        let entries = self.packs.get(pack).map(|p| p.package.entries()).unwrap_or_default();
        entries.iter().any(|e| e.name.to_lowercase() == name)
    }
}
