//! A package as it was read.

use crate::formats::media::blank::shows_nothing;
use crate::formats::media::metafile;
use crate::formats::odf::parts::{Class, class_of, display, is_usual};
use crate::formats::odf::segments::{Collector, Mapped, Origin};
use crate::formats::odf::signatures;
use crate::formats::odf::vocabulary::is_usual_name;
use crate::formats::odf::walk::walk;
use crate::formats::odf::walker::{Markup, Mode};
use crate::formats::office::syntax::encoding::{PartEncoding, decode};
use crate::formats::office::syntax::xml::{attributes, resolve};
use crate::formats::package::{Budget, Package};
use crate::formats::raster::part::{self, may_show_text};
use crate::model::{
    Child, FormatError, Limits, OpenOptions, PictureReader, Place, Scale, Segment, SegmentKind,
    Unread, Unreadable, message,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Most bytes of markup in one file: what is known of them takes several times as much.
const MARKUP: usize = 96 << 20;

/// A part whose text is kept.
pub(crate) struct Part {
    /// The index of its entry.
    pub(crate) entry: usize,
    pub(crate) text: String,
    pub(crate) encoding: PartEncoding,
    pub(crate) markup: Markup,
}

/// An entry, and what it turned out to be.
pub(crate) struct Item {
    pub(crate) class: Class,
    pub(crate) place: Place,
    /// The index of its text, or of its child.
    pub(crate) part: Option<usize>,
    pub(crate) child: Option<usize>,
    /// Whether it could not be read.
    pub(crate) unread: bool,
}

/// A file as it was read. It never changes.
pub(crate) struct OpenDocument {
    pub(crate) zip: Package,
    pub(crate) items: Vec<Item>,
    pub(crate) parts: Vec<Part>,
    pub(crate) mapped: Vec<Mapped>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) unread: Vec<Unread>,
    pub(crate) children: Vec<Child>,
    /// Those of them that are pictures on a page: how much hides in writing there.
    pub(crate) illustrations: BTreeMap<usize, Scale>,
    /// What reads pictures, if anything does.
    pictures: Option<Arc<dyn PictureReader>>,
    pub(crate) limits: Limits,
}

impl OpenDocument {
    /// Reads a package.
    pub(crate) fn open(bytes: &[u8], options: &OpenOptions) -> Result<Self, FormatError> {
        let mut budget = Budget::new(&options.limits);
        let zip = Package::open(bytes.to_vec(), &mut budget)?;
        let mut contents = Vec::new();
        let mut items = Vec::new();
        for (index, entry) in zip.entries().iter().enumerate() {
            let bytes = zip.read(index, &mut budget)?;
            let class = class_of(&entry.name, &bytes);
            let place = display(index, &entry.name);
            items.push(Item { class, place, part: None, child: None, unread: false });
            contents.push(bytes);
        }
        let mut out = Self {
            zip,
            items,
            parts: Vec::new(),
            mapped: Vec::new(),
            segments: Vec::new(),
            unread: Vec::new(),
            children: Vec::new(),
            illustrations: BTreeMap::new(),
            pictures: options.pictures.clone(),
            limits: options.limits,
        };
        let mut collector = Collector::default();
        let (hiding, names) = out.before(&contents)?;
        let mut left = MARKUP;
        for index in out.order() {
            let bytes = contents.get_mut(index).map(std::mem::take).unwrap_or_default();
            if !matches!(out.class(index), Class::Picture | Class::Child) {
                let too_much = || FormatError::Limit(message!("unpacked content too large"));
                left = left.checked_sub(bytes.len()).ok_or_else(too_much)?;
            }
            out.read(index, bytes, (&hiding, &names), &mut collector)?;
        }
        if out.parts.iter().all(|p| out.class(p.entry) != Class::Story) {
            return Err(FormatError::damaged(message!("the document has no main text")));
        }
        out.names_of_entries(&mut collector);
        if !options.drop_macros
            && let Some(place) = out.macros().cloned()
        {
            out.report(&place, Unreadable::Opaque, Scale::Page);
        }
        out.mapped = collector.finish();
        out.segments = out.mapped.iter().map(|m| m.segment.clone()).collect();
        Ok(out)
    }

    /// The place of the first macro.
    pub(crate) fn macros(&self) -> Option<&Place> {
        let scripted = |i: &&Item| {
            let part = i.part.and_then(|p| self.parts.get(p));
            i.class == Class::Macro || part.is_some_and(|p| p.markup.scripts)
        };
        self.items.iter().find(scripted).map(|i| &i.place)
    }

    fn class(&self, index: usize) -> Class {
        self.items.get(index).map_or(Class::Unknown, |i| i.class)
    }

    fn report(&mut self, place: &Place, why: Unreadable, scale: Scale) {
        self.unread.push(Unread { place: place.clone(), why, scale });
    }

    /// Entries in reading order: the text, headers, embedded objects, properties.
    fn order(&self) -> Vec<usize> {
        let rank = |index: usize| {
            let deep = self.zip.entries().get(index).is_some_and(|e| e.name.contains('/'));
            match self.class(index) {
                Class::Story if !deep => 0,
                Class::Styles if !deep => 1,
                Class::Story | Class::Styles => 2,
                Class::Picture | Class::Child => 3,
                _ => 4,
            }
        };
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_key(|index| (rank(*index), *index));
        order
    }

    /// The styles that hide what has them, and the names of sheets that say something, as written.
    fn before(&self, contents: &[Vec<u8>]) -> Result<(BTreeSet<String>, Vec<String>), FormatError> {
        let (mut hiding, mut names) = (BTreeSet::new(), BTreeSet::new());
        for (index, bytes) in contents.iter().enumerate() {
            let class = self.class(index);
            let Some((text, _)) = decode(bytes) else { continue };
            if class == Class::Manifest && text.contains("encryption-data") {
                return Err(FormatError::Encrypted);
            }
            if !matches!(class, Class::Story | Class::Styles) {
                continue;
            }
            let mut style = None;
            for tag in text.split('<').skip(1).filter_map(|piece| piece.split('>').next()) {
                let tag = tag.trim_end_matches('/');
                let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
                let get = |wanted: &str| attributes(tag, 0).find(|a| a.name.ends_with(wanted));
                match name.rsplit(':').next() {
                    Some("style") => style = get(":name").map(|a| a.raw.to_owned()),
                    Some("table-properties" | "drawing-page-properties" | "text-properties") => {
                        let off =
                            |wanted: &str, value: &str| get(wanted).is_some_and(|a| a.raw == value);
                        let hidden = off(":display", "false")
                            || off(":display", "none")
                            || off(":visibility", "hidden");
                        hiding.extend(style.clone().filter(|_| hidden));
                    }
                    Some("table") if class == Class::Story => {
                        let name = get(":name").map(|a| a.raw.to_owned());
                        names.extend(name.filter(|n| !is_usual_name(&resolve(n))));
                    }
                    _ => {}
                }
            }
        }
        Ok((hiding, names.into_iter().collect()))
    }

    fn read(
        &mut self,
        index: usize,
        bytes: Vec<u8>,
        known: (&BTreeSet<String>, &[String]),
        collector: &mut Collector,
    ) -> Result<(), FormatError> {
        let Some(item) = self.items.get(index) else { return Ok(()) };
        let place = item.place.clone();
        let mode = match item.class {
            Class::Story => Mode::Story,
            Class::Styles => Mode::Styles,
            Class::Values | Class::Manifest => Mode::Values,
            Class::Picture => {
                self.picture(index, &bytes, &place, collector);
                return Ok(());
            }
            Class::Child => {
                let name = self.zip.entries().get(index).map(|e| e.name.clone());
                let child = Child { place, name: name.unwrap_or_default(), bytes: bytes.into() };
                let number = self.children.len();
                self.children.push(child);
                self.items.get_mut(index).into_iter().for_each(|i| i.child = Some(number));
                return Ok(());
            }
            Class::Unknown if bytes.is_empty() => return Ok(()),
            Class::Unknown => {
                self.report(&place, Unreadable::UnknownPart, Scale::Page);
                return Ok(());
            }
            Class::Type | Class::Macro | Class::Dropped(_) => return Ok(()),
        };
        let part = self.parts.len();
        let read = decode(&bytes).map(|(text, encoding)| {
            let markup = walk(&text, part, (&place, mode), known, collector);
            (text, encoding, markup)
        });
        let (text, encoding, markup) = match read {
            Some((text, encoding, Ok(markup))) => (text, encoding, markup),
            _ if mode == Mode::Values && item.class == Class::Manifest => {
                return Err(FormatError::damaged(place.message().clone()));
            }
            other => {
                self.report(&place, Unreadable::Stream, Scale::Page);
                self.items.get_mut(index).into_iter().for_each(|i| i.unread = true);
                // Segments from before the fault refer to the part.
                let (text, encoding) = match other {
                    Some((text, encoding, _)) => (text, encoding),
                    None => (String::new(), PartEncoding::Utf8 { bom: false }),
                };
                (text, encoding, Markup::default())
            }
        };
        for _ in 0..markup.pictures {
            self.report(&place, Unreadable::Image, Scale::Small);
        }
        for picture in &markup.inline {
            let scale = if picture.large { Scale::Page } else { Scale::Small };
            self.report(&place, Unreadable::Image, scale);
        }
        self.parts.push(Part { entry: index, text, encoding, markup });
        self.items.get_mut(index).into_iter().for_each(|i| i.part = Some(part));
        Ok(())
    }

    fn picture(&mut self, index: usize, bytes: &[u8], place: &Place, collector: &mut Collector) {
        if metafile::is_metafile(bytes) {
            match metafile::read(bytes).filter(|drawing| !drawing.unread) {
                Some(drawing) => {
                    let segment =
                        Segment::new(SegmentKind::Alternative, place.clone(), drawing.text);
                    collector.push(Mapped::new(segment, Origin::Drawing(index, drawing.records)));
                }
                None => self.report(place, Unreadable::Content, Scale::Page),
            }
        }
        let name = self.zip.entries().get(index).map(|e| e.name.clone()).unwrap_or_default();
        if let Some(machine) = &self.pictures
            && self.parts.iter().any(|part| signatures::signs(&part.text, &name))
            && part::is_ink(bytes, machine.as_ref())
        {
            let segment = Segment::of_signature(place.clone());
            collector.push(Mapped::new(segment, Origin::Signature(index)));
        } else if self.pictures.is_some() && may_show_text(bytes) {
            let name = name.rsplit('/').next().unwrap_or_default().to_owned();
            let number = self.children.len();
            self.children.push(Child { place: place.clone(), name, bytes: bytes.to_vec().into() });
            self.illustrations.insert(number, part::scale(bytes));
            self.items.get_mut(index).into_iter().for_each(|i| i.child = Some(number));
        } else if !shows_nothing(bytes) {
            self.report(place, Unreadable::Image, Scale::Small);
        }
    }

    /// Adds the names of entries that people gave.
    fn names_of_entries(&self, collector: &mut Collector) {
        for (index, entry) in self.zip.entries().iter().enumerate() {
            let gone = matches!(self.class(index), Class::Dropped(_) | Class::Macro);
            if !gone && !is_usual(&entry.name) {
                let place = display(index, &entry.name);
                let segment = Segment::new(SegmentKind::Name, place, entry.name.as_str());
                let segment = segment.labelled("bestandsnaam");
                collector.push(Mapped::new(segment, Origin::Entry(index)));
            }
        }
    }
}
