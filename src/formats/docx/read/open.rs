//! Reading a package and all packages within it.

use crate::formats::docx::media::blank::shows_nothing;
use crate::formats::docx::media::{is_packed, metafile};
use crate::formats::docx::opc::mode::Mode;
use crate::formats::docx::opc::parts::{Class, class_of, place_of, reading_order};
use crate::formats::docx::opc::relationships::{
    Types, always_cut, percent_decoded, relations, source_of, target_part,
};
use crate::formats::docx::read::chunks::{html, mhtml, rtf};
use crate::formats::docx::read::markup::Walked;
use crate::formats::docx::read::segments::{Gathered, Held};
use crate::formats::docx::read::store::{Item, Pack, Part, Store};
use crate::formats::docx::read::walk::walk;
use crate::formats::docx::syntax::attributes::{Carrier, Rule};
use crate::formats::docx::syntax::encoding::{Encoding, decode};
use crate::formats::docx::syntax::vocabulary::tells;
use crate::formats::package::{Budget, Package};
use crate::model::{Child, FormatError, Limits, Place, Scale, SegmentKind, Unreadable};
use std::collections::BTreeMap;

/// A name that others refer to.
const NAME: Carrier = Carrier { kind: SegmentKind::Name, rule: Rule::Identifier };

/// Reads packages.
pub(crate) struct Opener<'l> {
    /// What has been read so far.
    store: Store,
    /// Segments so far.
    gathered: Gathered,
    budget: Budget,
    limits: &'l Limits,
}

impl<'l> Opener<'l> {
    /// An opener within limits.
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self {
            store: Store::default(),
            gathered: Gathered::default(),
            budget: Budget::new(limits),
            limits,
        }
    }

    /// Reads a package and all within it; gives its index.
    pub(crate) fn open(
        &mut self,
        bytes: Vec<u8>,
        prefix: &str,
        depth: usize,
    ) -> Result<usize, FormatError> {
        let package = Package::open(bytes, &mut self.budget)?;
        self.store.leftovers += package.leftovers();
        let types = self.types(&package)?;
        let mut contents = Vec::new();
        let mut items = Vec::new();
        for (index, entry) in package.entries().iter().enumerate() {
            let mut bytes = package.read(index, &mut self.budget)?;
            let inside = is_packed(&bytes).then(|| self.budget.gunzip(&bytes)).and_then(Result::ok);
            let packed = inside.is_some();
            bytes = inside.unwrap_or(bytes);
            let class = class_of(&entry.name, types.of(&entry.name), &bytes);
            let seen = class == Class::Picture && !shows_nothing(&bytes);
            items.push(Item {
                class,
                place: place_of(prefix, index, &entry.name),
                part: None,
                inner: None,
                child: None,
                unread: false,
                packed,
                scale: (seen || types.of(&entry.name).contains("inkml")).then_some(Scale::Small),
            });
            // Pictures are read again when a copy is made; what goes is not kept at all.
            let drawing = class == Class::Picture && metafile::is_metafile(&bytes);
            let keep = drawing || !matches!(class, Class::Gone(_) | Class::Macro | Class::Picture);
            contents.push(if keep { bytes } else { Vec::new() });
        }
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by_key(|i| {
            let name = package.entries().get(*i).map_or("", |e| e.name.as_str());
            (items.get(*i).map_or(9, |t| reading_order(t.class, name, types.of(name))), *i)
        });
        let pack = self.store.packs.len();
        let main = package.entries().iter().position(|e| types.of(&e.name).contains("main+xml"));
        self.store.packs.push(Pack { package, items, types, relations: BTreeMap::new(), main });
        for index in order {
            let bytes = contents.get_mut(index).map(std::mem::take).unwrap_or_default();
            self.read(pack, index, bytes, depth)?;
        }
        self.store.names(pack, &mut self.gathered);
        self.store.orphans(pack);
        self.store.pictures(pack);
        Ok(pack)
    }

    fn types(&mut self, package: &Package) -> Result<Types, FormatError> {
        let at = package.entries().iter().position(|e| e.name == "[Content_Types].xml");
        let Some(at) = at else { return Ok(Types::default()) };
        let bytes = package.read(at, &mut self.budget)?;
        decode(&bytes)
            .and_then(|(text, _)| Types::read(&text))
            .ok_or_else(|| FormatError::Damaged("[Content_Types].xml".into()))
    }

    fn read(
        &mut self,
        pack: usize,
        entry: usize,
        bytes: Vec<u8>,
        depth: usize,
    ) -> Result<(), FormatError> {
        let Some(item) = self.store.packs.get(pack).and_then(|p| p.items.get(entry)) else {
            return Ok(());
        };
        let (class, place) = (item.class, item.place.clone());
        match class {
            Class::Types => self.structure(pack, entry, &bytes)?,
            Class::Relations => self.relations(pack, entry, &bytes)?,
            Class::Xml(mode) | Class::Extra(mode) => self.xml(pack, entry, &bytes, mode, &place),
            Class::Package => {
                if depth >= self.limits.depth.min(8) {
                    return Err(FormatError::Limit("bestanden in bestanden te diep".into()));
                }
                match self.open(bytes, &format!("{place} › "), depth + 1) {
                    Ok(inner) => self.store.item(pack, entry, |i| i.inner = Some(inner)),
                    Err(e @ FormatError::Limit(_)) => return Err(e),
                    Err(_) => self.faulty(pack, entry, &place, Unreadable::Stream),
                }
            }
            Class::Foreign => {
                let name = self.store.entry_name(pack, entry);
                let child = Child { place: Place::new(place), name, bytes };
                let index = self.store.children.len();
                self.store.children.push(child);
                self.store.item(pack, entry, |i| i.child = Some(index));
            }
            Class::Html => self.chunk(pack, entry, &bytes, &place, html::read),
            Class::Mail => match mhtml::page(&bytes) {
                Some(page) => {
                    let decoded = (page, Encoding::Mail);
                    self.chunk_of(pack, entry, decoded, &place, html::read);
                }
                None => self.faulty(pack, entry, &place, Unreadable::Content),
            },
            Class::Rtf => self.chunk(pack, entry, &bytes, &place, rtf::read),
            Class::Picture if !bytes.is_empty() => match metafile::read(&bytes) {
                Some(drawing) if drawing.unread => {
                    self.faulty(pack, entry, &place, Unreadable::Content);
                }
                Some(drawing) => {
                    self.gathered.drawn(&drawing.text, &place, (pack, entry), drawing.records);
                }
                None => self.faulty(pack, entry, &place, Unreadable::Stream),
            },
            Class::Unknown | Class::Picture | Class::Gone(_) | Class::Macro => {}
        }
        Ok(())
    }

    /// Text in another markup.
    fn chunk(
        &mut self,
        pack: usize,
        entry: usize,
        bytes: &[u8],
        place: &str,
        read: fn(&str, usize, &str, &mut Gathered) -> Walked,
    ) {
        let latin = |b| {
            let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(b).0.into_owned();
            (text, Encoding::Other(encoding_rs::WINDOWS_1252))
        };
        self.chunk_of(pack, entry, decode(bytes).unwrap_or_else(|| latin(bytes)), place, read);
    }

    fn chunk_of(
        &mut self,
        pack: usize,
        entry: usize,
        (text, encoding): (String, Encoding),
        place: &str,
        read: fn(&str, usize, &str, &mut Gathered) -> Walked,
    ) {
        let part = self.store.parts.len();
        let walked = read(&text, part, place, &mut self.gathered);
        let mode = Some(Mode::Story(SegmentKind::Body));
        self.add(pack, entry, text, encoding, walked, mode);
    }

    /// A part of a known kind that could not be read.
    fn faulty(&mut self, pack: usize, entry: usize, place: &str, why: Unreadable) {
        self.store.item(pack, entry, |i| i.unread = true);
        self.store.unread(place, why, Scale::Page);
    }

    fn add(
        &mut self,
        pack: usize,
        entry: usize,
        text: String,
        encoding: Encoding,
        walked: Walked,
        mode: Option<Mode>,
    ) -> usize {
        let index = self.store.parts.len();
        let whole = false;
        self.store.parts.push(Part { pack, entry, text, encoding, walked, mode, whole });
        self.store.item(pack, entry, |i| i.part = Some(index));
        index
    }

    fn structure(&mut self, pack: usize, entry: usize, bytes: &[u8]) -> Result<(), FormatError> {
        let (text, encoding) =
            decode(bytes).ok_or_else(|| FormatError::Damaged("[Content_Types].xml".into()))?;
        let types = self.store.packs.get(pack).map(|p| &p.types);
        let (odd, always) = types.map(|t| (t.odd.clone(), t.junk.clone())).unwrap_or_default();
        let part =
            self.add(pack, entry, text, encoding, Walked { always, ..Walked::default() }, None);
        for (text, at) in odd {
            let carrier = Carrier { kind: SegmentKind::Name, rule: Rule::Kind };
            self.gathered.value(carrier, "id", &text, "[Content_Types].xml", (part, at));
        }
        Ok(())
    }

    fn relations(&mut self, pack: usize, entry: usize, bytes: &[u8]) -> Result<(), FormatError> {
        let name = self.store.entry_name(pack, entry);
        let place = place_of("", entry, &name);
        let read = decode(bytes).and_then(|(t, e)| relations(&t).map(|r| (t, e, r)));
        let (text, encoding, (found, always)) =
            read.ok_or_else(|| FormatError::Damaged(place.clone()))?;
        let part =
            self.add(pack, entry, text, encoding, Walked { always, ..Walked::default() }, None);
        let source = source_of(&name).unwrap_or_default().to_lowercase();
        for relation in found.iter().filter(|r| !always_cut(&r.kind)) {
            let text = percent_decoded(&relation.target);
            let at = (part, relation.at.clone());
            if relation.external {
                let carrier = Carrier { kind: SegmentKind::Link, rule: Rule::Link };
                self.gathered.value(carrier, "Target", &text, &place, at);
            } else if tells(&text)
                && !self.store.has_entry(pack, &target_part(&source, &relation.target))
            {
                self.gathered.value(NAME, "Target", &text, &place, at);
            }
            for (text, at) in &relation.odd {
                self.gathered.value(NAME, "id", text, &place, (part, at.clone()));
            }
        }
        if let Some(p) = self.store.packs.get_mut(pack) {
            p.relations.insert(source, (part, found));
        }
        Ok(())
    }

    fn xml(&mut self, pack: usize, entry: usize, bytes: &[u8], mode: Mode, place: &str) {
        let Some((text, encoding)) = decode(bytes) else {
            self.faulty(pack, entry, place, Unreadable::Stream);
            return;
        };
        let part = self.store.parts.len();
        match walk(&text, part, place, mode, &mut self.gathered) {
            Ok(walked) => {
                if walked.pictures > 0 {
                    self.store.unread(place, Unreadable::Image, Scale::Small);
                }
                let part = self.add(pack, entry, text, encoding, walked, Some(mode));
                self.store.parts.get_mut(part).into_iter().for_each(|p| p.whole = true);
            }
            Err(_) if text.trim().is_empty() => {}
            Err(_) => {
                // Segments of the broken part point at a part that holds nothing to cut.
                self.add(pack, entry, text, encoding, Walked::default(), None);
                self.faulty(pack, entry, place, Unreadable::Stream);
            }
        }
    }

    /// All that was read.
    pub(crate) fn finish(self) -> (Store, Vec<Held>) {
        (self.store, self.gathered.finish())
    }
}
