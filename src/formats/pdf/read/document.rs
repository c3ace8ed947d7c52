//! A PDF as a document: all its text in segments, all that could not be read, and where each
//! piece of text came from.

use crate::formats::pdf::font::embedded::{self, ExtractedFonts};
use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::{self, Layout};
use crate::formats::pdf::read::appearances::{
    annotation_pages, appearances, file_name, glyph_resources,
};
use crate::formats::pdf::read::load::{LoadedFile, PageEntry};
use crate::formats::pdf::read::object_walk::{self, StreamUse, WalkedObjects};
use crate::formats::pdf::read::source::{
    CanvasReading, CanvasSpec, CodeCounts, Correspondence, TextOrigin,
};
use crate::formats::pdf::read::{unread, xmp};
use crate::formats::pdf::syntax::content_stream::{self, Value};
use crate::formats::pdf::syntax::content_unit::{self, ContentUnits, UnitKey};
use crate::formats::pdf::syntax::{custom_name, filters, object, text_string};
use crate::formats::textmap::TextMap;
use crate::model::{
    Child, FormatError, Limits, Note, OpenOptions, Place, Scale, Segment, SegmentKind, Unread,
    Unreadable,
};
use kurbo::{Affine, Rect};
use lopdf::{Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// One PDF, read and unchanged.
pub(crate) struct PdfDocument {
    pub(crate) doc: lopdf::Document,
    pub(crate) pages: Vec<PageEntry>,
    pub(crate) fonts: ExtractedFonts,
    pub(crate) canvases: Vec<CanvasSpec>,
    /// For each canvas the units that it draws.
    pub(crate) drawn_units: Vec<BTreeSet<UnitKey>>,
    pub(crate) origins: Vec<TextOrigin>,
    pub(crate) files: Vec<ObjectId>,
    pub(crate) limits: Limits,
    pub(crate) code_counts: CodeCounts,
    /// Canvases with something at page scale that could not be read.
    pub(crate) unread_canvases: BTreeMap<usize, BTreeSet<Unreadable>>,
    /// On how many pages each content stream is drawn.
    pub(crate) content_page_counts: BTreeMap<ObjectId, usize>,
    /// How often each image is drawn.
    pub(crate) image_counts: BTreeMap<ObjectId, usize>,
    pub(crate) walked: WalkedObjects,
    /// All content that was read, and what of it holds comments with words.
    pub(crate) units: Vec<UnitKey>,
    pub(crate) units_with_comments: Vec<UnitKey>,
    pub(crate) segments: Vec<Segment>,
    /// Second readings: segment -> the first reading, and which bytes are which.
    pub(crate) second_readings: BTreeMap<usize, (usize, Correspondence)>,
    pub(crate) unread: Vec<Unread>,
    pub(crate) children: Vec<Child>,
    pub(crate) notes: Vec<Note>,
}

impl PdfDocument {
    /// Reads everything.
    pub(crate) fn new(loaded: LoadedFile, options: &OpenOptions) -> Result<Self, FormatError> {
        let LoadedFile { mut doc, pages, notes } = loaded;
        embedded::make_fonts_indirect(&mut doc);
        let fonts = ExtractedFonts::new(&doc);
        let graph = object_walk::walk(&doc);
        let mut this = Self {
            doc,
            pages,
            fonts,
            canvases: Vec::new(),
            drawn_units: Vec::new(),
            origins: Vec::new(),
            files: Vec::new(),
            limits: options.limits,
            code_counts: CodeCounts::new(),
            unread_canvases: BTreeMap::new(),
            content_page_counts: BTreeMap::new(),
            image_counts: BTreeMap::new(),
            walked: graph,
            units: Vec::new(),
            units_with_comments: Vec::new(),
            segments: Vec::new(),
            second_readings: BTreeMap::new(),
            unread: Vec::new(),
            children: Vec::new(),
            notes,
        };
        this.read_canvases()?;
        this.read_strings();
        this.read_streams();
        this.read_names();
        Ok(this)
    }

    /// A canvas by its number, its place in [`PdfDocument::canvases`].
    #[allow(clippy::indexing_slicing, reason = "canvases are numbered here, and none is removed")]
    pub(crate) fn canvas(&self, number: usize) -> &CanvasSpec {
        &self.canvases[number]
    }

    /// Draws a canvas anew; always with the same outcome.
    pub(crate) fn draw(
        &self,
        interpreter: &mut Interpreter<'_, '_>,
        canvas: usize,
    ) -> Result<(Canvas, Layout), FormatError> {
        let spec = self.canvas(canvas);
        let drawn = interpreter.draw(spec.key, spec.resources.clone(), Affine::IDENTITY)?;
        let layout = layout::lay_out(&drawn);
        Ok((drawn, layout))
    }

    fn push(&mut self, segment: Segment, source: TextOrigin) {
        self.segments.push(segment);
        self.origins.push(source);
    }

    fn read_canvases(&mut self) -> Result<(), FormatError> {
        let bank_owner = std::mem::replace(&mut self.fonts, ExtractedFonts::empty());
        let doc = std::mem::take(&mut self.doc);
        let result = {
            let bank = bank_owner.bank();
            let mut interpreter = Interpreter {
                doc: &doc,
                bank: &bank,
                units: ContentUnits::default(),
                limits: self.limits,
            };
            self.pages_and_appearances(&mut interpreter)
                .and_then(|()| self.undrawn_content(&mut interpreter))
                .map(|()| self.inline_strings(&mut interpreter.units))
        };
        self.doc = doc;
        self.fonts = bank_owner;
        result
    }

    fn pages_and_appearances(
        &mut self,
        interpreter: &mut Interpreter<'_, '_>,
    ) -> Result<(), FormatError> {
        let mut counted = BTreeSet::new();
        for (index, page) in self.pages.clone().into_iter().enumerate() {
            let place = format!("pagina {}", index + 1);
            for id in content_unit::streams(interpreter.doc, UnitKey::Page(page.id)) {
                *self.content_page_counts.entry(id).or_default() += 1;
            }
            let spec = CanvasSpec {
                key: UnitKey::Page(page.id),
                resources: page.resources.clone(),
                page: Some(index),
                bounds: page.crop,
            };
            self.read_canvas(interpreter, spec, SegmentKind::Body, &place, &mut counted)?;
            for (id, kind, name) in appearances(interpreter.doc, page.id) {
                let place = format!("pagina {}, {name}", index + 1);
                let spec = stream_canvas(interpreter.doc, UnitKey::Stream(id));
                self.read_canvas(interpreter, spec, kind, &place, &mut counted)?;
            }
            self.inline_strings(&mut interpreter.units);
        }
        Ok(())
    }

    /// Forms, pattern cells and glyph procedures that no page draws directly.
    fn undrawn_content(
        &mut self,
        interpreter: &mut Interpreter<'_, '_>,
    ) -> Result<(), FormatError> {
        let mut counted = BTreeSet::new();
        let streams: Vec<ObjectId> = self
            .walked
            .streams
            .iter()
            .filter(|(_, usage)| **usage == StreamUse::Content)
            .map(|(id, _)| *id)
            .collect();
        let page_streams: BTreeSet<ObjectId> = interpreter
            .units
            .iter()
            .flat_map(|(_, u)| u.parts.iter().map(|(id, _)| *id).collect::<Vec<_>>())
            .collect();
        for id in streams {
            if page_streams.contains(&id) || interpreter.units.contains(UnitKey::Stream(id)) {
                continue;
            }
            let mut spec = stream_canvas(interpreter.doc, UnitKey::Stream(id));
            if spec.resources.is_none() {
                spec.resources = glyph_resources(interpreter.doc, id);
            }
            let place = "patroon, masker of verborgen formulier";
            self.read_canvas(interpreter, spec, SegmentKind::Hidden, place, &mut counted)?;
        }
        Ok(())
    }

    fn read_canvas(
        &mut self,
        interpreter: &mut Interpreter<'_, '_>,
        spec: CanvasSpec,
        kind: SegmentKind,
        place: &str,
        counted: &mut BTreeSet<u32>,
    ) -> Result<(), FormatError> {
        let place = Place::new(place);
        let canvas = self.canvases.len();
        self.canvases.push(spec);
        let (drawn, layout) = self.draw(interpreter, canvas)?;
        self.count(&drawn, counted);
        let keys = drawn.calls.iter().filter_map(|c| Some(interpreter.units.get(c.unit)?.key));
        self.drawn_units.push(keys.collect());
        let page = self.canvas(canvas).page.and_then(|p| self.pages.get(p));
        for (why, scale) in unread::of_canvas(&drawn, &layout, page.map(|p| p.crop)) {
            if scale == Scale::Page {
                self.unread_canvases.entry(canvas).or_default().insert(why.clone());
            }
            self.unread.push(Unread { place: place.clone(), why, scale });
        }
        let recognized = unread::has_layer(&drawn);
        if !layout.map.text().is_empty() {
            let mut segment = Segment::new(kind, place.clone(), layout.map.text());
            segment.recognized = recognized;
            self.push(segment, TextOrigin::Canvas { canvas, reading: CanvasReading::Lines });
        }
        let first = self.segments.len().saturating_sub(1);
        for (reading, kind) in
            [(CanvasReading::Fonts, SegmentKind::Hidden), (CanvasReading::Cells, kind)]
        {
            let Some(map) = reading.map_of(&layout) else { continue };
            self.second_readings
                .insert(self.segments.len(), (first, correspondence(&layout.map, map)));
            let mut segment = Segment::new(kind, place.clone(), map.text()).again();
            segment.recognized = recognized;
            self.push(segment, TextOrigin::Canvas { canvas, reading });
        }
        Ok(())
    }

    /// Counts codes and images, each unit once, so that it is known what only cut text used.
    fn count(&mut self, canvas: &Canvas, counted: &mut BTreeSet<u32>) {
        let fresh: BTreeSet<u32> = (0u32..)
            .zip(&canvas.calls)
            .filter(|(_, call)| counted.insert(call.unit))
            .map(|(i, _)| i)
            .collect();
        for glyph in &canvas.glyphs {
            let show = canvas.show(glyph);
            if let (true, Some(font)) = (fresh.contains(&show.call), show.font) {
                *self.code_counts.entry(font).or_default().entry(glyph.code).or_default() += 1;
            }
        }
        for image in canvas.images.iter().filter_map(|i| i.id) {
            *self.image_counts.entry(image).or_default() += 1;
        }
    }

    /// Text in property lists within content: `ActualText`, `Alt`, `E` and whatever else.
    fn inline_strings(&mut self, units: &mut ContentUnits) {
        let seen = self.units.len();
        for (_, unit) in units.iter().skip(seen) {
            self.units.push(unit.key);
            for op in &unit.content.ops {
                if matches!(unit.keyword(op), b"BMC" | b"BDC" | b"MP" | b"DP") {
                    op.operands.iter().for_each(|o| collect_names(o, &mut self.walked.names));
                }
            }
            let mut found = Vec::new();
            for op in &unit.content.ops {
                if matches!(unit.keyword(op), b"BDC" | b"DP") {
                    op.operands.iter().for_each(|o| collect_strings(&o.value, &mut found));
                }
            }
            for (range, bytes) in found {
                let place = Place::new("eigenschap in pagina-inhoud");
                let text = text_string::decode(&bytes);
                let segment = Segment::new(SegmentKind::Alternative, place, text);
                self.push(segment, TextOrigin::PropertyList { key: unit.key, range });
            }
            let comments: String = unit
                .content
                .comments
                .iter()
                .map(|r| String::from_utf8_lossy(unit.slice(r)).into_owned() + "\n")
                .collect();
            if comments.chars().any(char::is_alphabetic) {
                let place = Place::new("opmerking in pagina-inhoud");
                let segment = Segment::new(SegmentKind::Hidden, place, comments);
                self.push(segment, TextOrigin::AlwaysRemoved);
                self.units_with_comments.push(unit.key);
            }
        }
        units.release_pages(seen);
    }

    fn read_strings(&mut self) {
        let strings = std::mem::take(&mut self.walked.strings);
        let pages = annotation_pages(&self.doc, &self.pages);
        for found in strings {
            let page = pages.get(&found.location.id);
            let place = match page {
                Some(page) => format!("pagina {}, {}", page + 1, found.holder),
                None => format!("document, {}", found.holder),
            };
            let segment = Segment::new(found.kind, Place::new(place), found.text.clone())
                .labelled(found.label.clone());
            if !found.text.trim().is_empty() {
                let gone = found.always_removed;
                self.push(
                    segment,
                    if gone { TextOrigin::AlwaysRemoved } else { TextOrigin::String(found) },
                );
            }
        }
    }

    fn read_streams(&mut self) {
        let streams: Vec<(ObjectId, StreamUse)> =
            self.walked.streams.iter().map(|(id, usage)| (*id, *usage)).collect();
        for (id, usage) in streams {
            let Some(Object::Stream(stream)) = self.doc.objects.get(&id) else { continue };
            let data = || filters::decode(stream, self.limits.part_bytes);
            match usage {
                StreamUse::EmbeddedFile => match data() {
                    Some(bytes) => {
                        let name = file_name(&self.doc, id).unwrap_or_else(|| "bijlage".into());
                        let place = Place::new(format!("bijlage {}", self.files.len() + 1));
                        self.children.push(Child { place, name, bytes });
                        self.files.push(id);
                    }
                    None => self.note_unread("bijlage", Unreadable::Stream, Scale::Page),
                },
                StreamUse::AlwaysRemoved | StreamUse::RichText => {
                    let Some(bytes) = data() else { continue };
                    self.read_text_stream(id, usage, &bytes);
                }
                StreamUse::Unknown => {
                    self.note_unread("onbekende stroom", Unreadable::UnknownPart, Scale::Small);
                }
                StreamUse::Content | StreamUse::Image | StreamUse::Resource => {}
            }
        }
    }

    fn read_text_stream(&mut self, id: ObjectId, usage: StreamUse, bytes: &[u8]) {
        let raw = text_string::decode_xml(bytes);
        let place = Place::new(if usage == StreamUse::RichText {
            "opmaaktekst van een opmerking"
        } else {
            "metagegevens of script"
        });
        if usage == StreamUse::AlwaysRemoved
            && let Some(title) = xmp::title(&raw)
        {
            let segment = Segment::new(SegmentKind::Metadata, place.clone(), title);
            self.push(segment.labelled("dc:title"), TextOrigin::XmpTitle);
        }
        let text = text_string::strip_tags(&raw);
        if text.trim().is_empty() || text.len() > 4 << 20 {
            return;
        }
        let kind =
            if usage == StreamUse::RichText { SegmentKind::Comment } else { SegmentKind::Metadata };
        let source = if usage == StreamUse::RichText {
            TextOrigin::TextStream(id)
        } else {
            TextOrigin::AlwaysRemoved
        };
        self.push(Segment::new(kind, place, text), source);
    }

    fn note_unread(&mut self, place: &str, why: Unreadable, scale: Scale) {
        self.unread.push(Unread { place: Place::new(place), why, scale });
    }

    fn read_names(&mut self) {
        let names: Vec<Vec<u8>> = self.walked.names.iter().cloned().collect();
        let mut map = TextMap::new();
        for (i, name) in names.iter().enumerate() {
            map.push_whole(&String::from_utf8_lossy(name), i);
            map.push_inferred("\n");
        }
        if !map.text().is_empty() {
            let place = Place::new("namen van objecten en lettertypen");
            let segment = Segment::new(SegmentKind::Name, place, map.text());
            self.push(segment.labelled("namen"), TextOrigin::CustomNames { map, names });
        }
    }
}

/// All names in an operand that are not of the standard.
fn collect_names(operand: &content_stream::Operand, out: &mut BTreeSet<Vec<u8>>) {
    let mut keep = |name: &[u8]| {
        if custom_name::may_hold_text(name) {
            out.insert(name.to_vec());
        }
    };
    match &operand.value {
        Value::Name(name) => keep(name),
        Value::Array(items) => items.iter().for_each(|o| collect_names(o, out)),
        Value::Dict(entries) => {
            entries.iter().for_each(|(key, _)| keep(key));
            entries.iter().for_each(|(_, o)| collect_names(o, out));
        }
        _ => {}
    }
}

/// All strings in a value, with their ranges.
fn collect_strings(value: &Value, out: &mut Vec<(Range<usize>, Vec<u8>)>) {
    let mut each = |o: &content_stream::Operand| match &o.value {
        Value::String(bytes) => out.push((o.range.clone(), bytes.clone())),
        other => collect_strings(other, out),
    };
    match value {
        Value::Array(items) => items.iter().for_each(&mut each),
        Value::Dict(entries) => entries.iter().for_each(|(_, o)| each(o)),
        _ => {}
    }
}

fn correspondence(first: &TextMap<u32>, second: &TextMap<u32>) -> Correspondence {
    let at: BTreeMap<u32, Range<usize>> =
        first.pieces().filter_map(|(range, glyph)| Some((*glyph?, range))).collect();
    second.pieces().filter_map(|(range, glyph)| Some((range, at.get(glyph?)?.clone()))).collect()
}

/// A canvas of a single stream with its own resources.
fn stream_canvas(doc: &lopdf::Document, key: UnitKey) -> CanvasSpec {
    let (UnitKey::Stream(id) | UnitKey::Page(id)) = key;
    let dict = doc.objects.get(&id).and_then(object::as_dict);
    let resources = dict.and_then(|d| d.get(b"Resources").ok()).cloned();
    let bounds = dict.and_then(|d| object::rect(doc, d, b"BBox"));
    CanvasSpec { key, resources, page: None, bounds: bounds.unwrap_or(EVERYWHERE) }
}

const EVERYWHERE: Rect = Rect::new(-1e9, -1e9, 1e9, 1e9);
