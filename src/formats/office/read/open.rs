//! Reads a package and all packages inside it.

use crate::formats::media::blank::shows_nothing;
use crate::formats::media::{is_packed, metafile};
use crate::formats::office::opc::mode::ReadMode;
use crate::formats::office::opc::names::display_name;
use crate::formats::office::opc::parts::{PartClass, class_of};
use crate::formats::office::opc::relationships::{ContentTypes, Kind};
use crate::formats::office::read::deck::{Deck, deck};
use crate::formats::office::read::hidden_styles::HiddenStyles;
use crate::formats::office::read::markup::PartMarkup;
use crate::formats::office::read::segments::{MappedSegment, SegmentCollector};
use crate::formats::office::read::store::{ClassifiedEntry, OpenPackage, Store, TextPart};
use crate::formats::office::read::walk::walk;
use crate::formats::office::read::workbook;
use crate::formats::office::sheet::book::Book;

use crate::formats::office::syntax::encoding::{PartEncoding, decode};
use crate::formats::package::{Budget, Package};
use crate::model::{Child, FormatError, Limits, Place, Scale, Unreadable, message};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most packages in one file, that one and those inside it at any depth: all are held at once.
const PACKAGES: usize = 400;

/// Most bytes of markup in one file, at any depth: what is known of them takes several times as much.
const MARKUP: usize = 96 << 20;

/// Reads packages into a [`Store`], and their text into segments.
pub(crate) struct PackageReader<'l> {
    /// Everything read so far.
    pub(super) store: Store,
    /// The segments so far.
    pub(super) collector: SegmentCollector,
    budget: Budget,
    /// How many bytes of markup may still be read.
    markup: usize,
    limits: &'l Limits,
    /// Styles that hide text, for each package that is being read.
    styles: Vec<HiddenStyles>,
    /// What the sheets share, for each package that is being read.
    pub(super) books: Vec<Option<Arc<Book>>>,
    /// The order of the slides, for each package that is being read.
    pub(super) decks: Vec<Deck>,
}

impl<'l> PackageReader<'l> {
    /// A reader that has read nothing yet.
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self {
            store: Store::default(),
            collector: SegmentCollector::default(),
            budget: Budget::new(limits),
            markup: MARKUP,
            limits,
            styles: Vec::new(),
            books: Vec::new(),
            decks: Vec::new(),
        }
    }

    /// Reads a package and everything inside it; returns its index. `around` is its own place in another
    /// package, and `depth` is the number of packages around it.
    pub(crate) fn open(
        &mut self,
        bytes: Vec<u8>,
        around: Option<&Place>,
        depth: usize,
    ) -> Result<usize, FormatError> {
        if self.store.packages.len() >= PACKAGES {
            return Err(FormatError::Limit(message!("number of files in files")));
        }
        let zip = Package::open(bytes, &mut self.budget)?;
        self.store.leftovers += zip.leftovers();
        let types = self.types(&zip)?;
        let in_workbook = types.kind() == Some(Kind::Sheet);
        let mut contents = Vec::new();
        let mut items = Vec::new();
        for (index, entry) in zip.entries().iter().enumerate() {
            let mut bytes = zip.read(index, &mut self.budget)?;
            let inside = is_packed(&bytes).then(|| self.budget.gunzip(&bytes)).and_then(Result::ok);
            let packed = inside.is_some();
            bytes = inside.unwrap_or(bytes);
            let class = class_of(&entry.name, types.of(&entry.name), &bytes, in_workbook);
            let seen = class == PartClass::Picture && !shows_nothing(&bytes);
            items.push(ClassifiedEntry {
                class,
                place: display_name(around, index, &entry.name),
                part: None,
                inner: None,
                child: None,
                unread: false,
                packed,
                scale: (seen || types.of(&entry.name).contains("inkml")).then_some(Scale::Small),
            });
            // Pictures are unpacked again when a copy is made; parts that no copy keeps are not
            // needed again.
            let drawing = class == PartClass::Picture && metafile::is_metafile(&bytes);
            let keep = drawing
                || !matches!(class, PartClass::Dropped(_) | PartClass::Macro | PartClass::Picture);
            contents.push(if keep { bytes } else { Vec::new() });
        }
        let package = self.store.packages.len();
        let main = zip.entries().iter().position(|e| types.of(&e.name).contains("main+xml"));
        self.store.packages.push(OpenPackage {
            zip,
            items,
            types,
            relationships: BTreeMap::new(),
            main,
            strings: None,
            book: None,
        });
        self.styles.push(hidden_styles(&self.store, package, &contents));
        let book = workbook::book(&self.store, package, &contents).map(Arc::new);
        self.store.packages.get_mut(package).into_iter().for_each(|p| p.book = book.clone());
        self.books.push(book);
        self.decks.push(deck(&self.store, package, &contents));
        let order = self.order(package);
        for index in order {
            let bytes = contents.get_mut(index).map(std::mem::take).unwrap_or_default();
            self.read_entry((package, index), bytes, around, depth)?;
        }
        self.styles.pop();
        self.books.pop();
        self.decks.pop();
        self.store.collect_unusual_names(package, &mut self.collector);
        self.store.drop_orphans(package);
        self.store.report_pictures(package);
        Ok(package)
    }

    fn types(&mut self, zip: &Package) -> Result<ContentTypes, FormatError> {
        let at = zip.entries().iter().position(|e| e.name == "[Content_Types].xml");
        let Some(at) = at else { return Ok(ContentTypes::default()) };
        let bytes = zip.read(at, &mut self.budget)?;
        decode(&bytes)
            .and_then(|(text, _)| ContentTypes::read(&text))
            .ok_or_else(|| FormatError::damaged(message!("[Content_Types].xml")))
    }

    fn read_entry(
        &mut self,
        (package, entry): (usize, usize),
        bytes: Vec<u8>,
        around: Option<&Place>,
        depth: usize,
    ) -> Result<(), FormatError> {
        let Some(item) = self.store.packages.get(package).and_then(|p| p.items.get(entry)) else {
            return Ok(());
        };
        let (class, mut place) = (item.class, item.place.clone());
        let name = self.store.entry_name(package, entry);
        if let Some(book) = self.books.last().and_then(Option::as_deref) {
            place = workbook::place(book, &name, around).unwrap_or(place);
        } else if let Some(deck) = self.decks.last() {
            place = deck.place(&name, around).unwrap_or(place);
        }
        if !matches!(class, PartClass::Package | PartClass::OtherFormat(_) | PartClass::Picture) {
            let too_much = || FormatError::Limit(message!("unpacked content too large"));
            self.markup = self.markup.checked_sub(bytes.len()).ok_or_else(too_much)?;
        }
        match class {
            PartClass::ContentTypes => self.add_content_types(package, entry, &bytes)?,
            PartClass::Relationships => self.read_relationships(package, entry, &bytes)?,
            PartClass::Xml(mode) | PartClass::Extra(mode) => {
                self.read_xml(package, entry, &bytes, mode, &place)
            }
            PartClass::Package => {
                if depth >= self.limits.depth.min(8) {
                    return Err(FormatError::Limit(message!("files nested too deeply in files")));
                }
                match self.open(bytes, Some(&place), depth + 1) {
                    Ok(inner) => self.store.update_item(package, entry, |i| i.inner = Some(inner)),
                    Err(e @ FormatError::Limit(_)) => return Err(e),
                    Err(_) => self.report_faulty(package, entry, &place, Unreadable::Stream),
                }
            }
            PartClass::OtherFormat(_) if bytes.trim_ascii().is_empty() => {}
            PartClass::OtherFormat(ending) => {
                let name = ending_so(self.store.entry_name(package, entry), ending);
                let child = Child { place, name, bytes: bytes.into() };
                let index = self.store.children.len();
                self.store.children.push(child);
                self.store.update_item(package, entry, |i| i.child = Some(index));
            }
            PartClass::Picture if !bytes.is_empty() => match metafile::read(&bytes) {
                Some(drawing) if drawing.unread => {
                    self.report_faulty(package, entry, &place, Unreadable::Content);
                }
                Some(drawing) => {
                    self.collector.drawn(&drawing.text, &place, (package, entry), drawing.records);
                }
                None => self.report_faulty(package, entry, &place, Unreadable::Stream),
            },
            PartClass::Unknown | PartClass::Picture | PartClass::Dropped(_) | PartClass::Macro => {}
        }
        Ok(())
    }

    /// Reports a part of a known class that could not be read.
    fn report_faulty(&mut self, package: usize, entry: usize, place: &Place, why: Unreadable) {
        self.store.update_item(package, entry, |i| i.unread = true);
        self.store.report_unread(place, why, Scale::Page);
    }

    pub(super) fn add_part(
        &mut self,
        package: usize,
        entry: usize,
        text: String,
        encoding: PartEncoding,
        markup: PartMarkup,
        mode: Option<ReadMode>,
    ) -> usize {
        let index = self.store.parts.len();
        let whole = false;
        self.store.parts.push(TextPart { package, entry, text, encoding, markup, mode, whole });
        self.store.update_item(package, entry, |i| i.part = Some(index));
        index
    }

    fn read_xml(
        &mut self,
        package: usize,
        entry: usize,
        bytes: &[u8],
        mode: ReadMode,
        place: &Place,
    ) {
        let Some((text, encoding)) = decode(bytes) else {
            self.report_faulty(package, entry, place, Unreadable::Opaque);
            return;
        };
        let part = self.store.parts.len();
        let styles = self.styles.last().cloned().unwrap_or_default();
        let book = self.books.last().cloned().flatten();
        match walk(&text, part, place, mode, (&styles, book.as_deref()), &mut self.collector) {
            Ok(mut markup) => {
                if markup.pictures > 0 {
                    self.store.report_unread(place, Unreadable::Image, Scale::Small);
                }
                if let Some(book) = book.as_deref() {
                    self.read_sheet(package, entry, (&mut markup, &text), book, place);
                }
                let part = self.add_part(package, entry, text, encoding, markup, Some(mode));
                self.store.parts.get_mut(part).into_iter().for_each(|p| p.whole = true);
            }
            Err(_) if text.trim().is_empty() => {}
            Err(_) => {
                // Segments that were collected before the fault refer to a part without any markup.
                self.add_part(package, entry, text, encoding, PartMarkup::default(), None);
                self.report_faulty(package, entry, place, Unreadable::Opaque);
            }
        }
    }

    /// Everything that was read, and the segments in reading order.
    pub(crate) fn finish(self) -> (Store, Vec<MappedSegment>) {
        (self.store, self.collector.finish())
    }
}

/// A name that says what its file is, whatever the part is called.
fn ending_so(name: String, ending: &str) -> String {
    let said = name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending));
    if said { name } else { format!("{name}.{ending}") }
}

/// The styles of a package that hide text.
fn hidden_styles(store: &Store, package: usize, contents: &[Vec<u8>]) -> HiddenStyles {
    let Some(package) = store.packages.get(package) else { return HiddenStyles::default() };
    let kind = |name: &str| package.types.of(name).contains("styles+xml");
    let part = package.zip.entries().iter().zip(contents).find(|(entry, _)| kind(&entry.name));
    let text = part.and_then(|(_, bytes)| decode(bytes));
    text.map(|(text, _)| HiddenStyles::read(&text)).unwrap_or_default()
}
