//! Packages and their parts as they were read.

use crate::formats::office::opc::mode::ReadMode;
use crate::formats::office::opc::parts::PartClass;
use crate::formats::office::opc::relationships::{ContentTypes, Relationship};
use crate::formats::office::read::markup::PartMarkup;
use crate::formats::office::sheet::book::Book;
use crate::formats::office::syntax::encoding::PartEncoding;
use crate::formats::package::Package;
use crate::model::{Child, Place, Scale, Unread, Unreadable};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A part whose text is kept, so that it can be spliced.
pub(crate) struct TextPart {
    /// The index of its package in [`Store::packages`].
    pub(crate) package: usize,
    /// The index of its entry in that package.
    pub(crate) entry: usize,
    /// Its text.
    pub(crate) text: String,
    pub(crate) encoding: PartEncoding,
    /// The markup that matters for redaction.
    pub(crate) markup: PartMarkup,
    /// How it was read; `None` if it has no text of its own.
    pub(crate) mode: Option<ReadMode>,
    /// Whether it is XML in which all tags are closed.
    pub(crate) whole: bool,
}

/// An entry of a package, and what it turned out to be.
pub(crate) struct ClassifiedEntry {
    /// Its class.
    pub(crate) class: PartClass,
    /// Its name for display.
    pub(crate) place: Place,
    /// The index of its text in [`Store::parts`], if its text is kept.
    pub(crate) part: Option<usize>,
    /// Its index in [`Store::packages`], if it is a package.
    pub(crate) inner: Option<usize>,
    /// Its index in [`Store::children`], if it is a file for another format.
    pub(crate) child: Option<usize>,
    /// Whether it could not be read, although its class is known.
    pub(crate) unread: bool,
    /// Whether it is compressed with gzip inside the package (EMZ, WMZ, SVGZ).
    pub(crate) packed: bool,
    /// How much of a page the picture covers; `None` if it shows nothing or is not a picture.
    pub(crate) scale: Option<Scale>,
}

/// A package.
pub(crate) struct OpenPackage {
    /// The zip package.
    pub(crate) zip: Package,
    /// Its entries, in the order of the zip package.
    pub(crate) items: Vec<ClassifiedEntry>,
    /// Its content types.
    pub(crate) types: ContentTypes,
    /// Relationships by the name, in lower case, of their source part, with the index in
    /// [`Store::parts`] of the relationships part.
    pub(crate) relationships: BTreeMap<String, (usize, Vec<Relationship>)>,
    /// The index of the entry with the body of the document.
    pub(crate) main: Option<usize>,
    /// The index in [`Store::parts`] of the shared strings of a workbook.
    pub(crate) strings: Option<usize>,
    /// What the sheets of a workbook share.
    pub(crate) book: Option<Arc<Book>>,
}

/// Everything that was read.
#[derive(Default)]
pub(crate) struct Store {
    /// Packages. A package inside another one comes after it.
    pub(crate) packages: Vec<OpenPackage>,
    /// Parts whose text is kept.
    pub(crate) parts: Vec<TextPart>,
    /// What could not be read.
    pub(crate) unread: Vec<Unread>,
    /// Files that other formats may be able to read.
    pub(crate) children: Vec<Child>,
    /// Those of them that are pictures on a page: how much hides in writing there.
    pub(crate) illustrations: BTreeMap<usize, Scale>,
    /// Entries with unusual names, by index of package and entry.
    pub(crate) unusual_names: Vec<(usize, usize)>,
    /// The number of things outside entries that no copy keeps.
    pub(crate) leftovers: usize,
}

impl Store {
    pub(crate) fn update_item(
        &mut self,
        package: usize,
        entry: usize,
        change: impl FnOnce(&mut ClassifiedEntry),
    ) {
        if let Some(item) = self.packages.get_mut(package).and_then(|p| p.items.get_mut(entry)) {
            change(item);
        }
    }

    pub(crate) fn report_unread(&mut self, place: &Place, why: Unreadable, scale: Scale) {
        self.unread.push(Unread { place: place.clone(), why, scale });
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
