//! The text that canvases draw, and the strings and names in their content.

use crate::formats::pdf::font::embedded::ExtractedFonts;
use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout;
use crate::formats::pdf::read::appearances::{appearances, glyph_resources};
use crate::formats::pdf::read::distrust::distrust;
use crate::formats::pdf::read::document::{Drawing, PdfDocument};
use crate::formats::pdf::read::drawing::{self, LooseDrawing};
use crate::formats::pdf::read::loose_text;
use crate::formats::pdf::read::object_walk::StreamUse;
use crate::formats::pdf::read::page_tree::PageEntry;
use crate::formats::pdf::read::pictures;
use crate::formats::pdf::read::scans::{self, PageScan};
use crate::formats::pdf::read::source::{CanvasReading, CanvasSpec, Correspondence, TextOrigin};
use crate::formats::pdf::read::unread;
use crate::formats::pdf::subset::remarks;
use crate::formats::pdf::syntax::content_unit::{self, ContentUnits, UnitKey};
use crate::formats::pdf::syntax::{object, text_string};
use crate::formats::textmap::TextMap;
use crate::model::{
    FormatError, Note, PictureReader, Place, Scale, Segment, SegmentKind, Unread, Unreadable,
    message,
};
use crate::parallel;
use kurbo::{Affine, Rect};
use lopdf::ObjectId;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Reads all that is drawn. Pages are drawn side by side; the result is as if they were drawn one
/// by one.
pub(crate) fn read_canvases(document: &mut PdfDocument) -> Result<(), FormatError> {
    let fonts = std::mem::replace(&mut document.fonts, ExtractedFonts::empty());
    let doc = std::mem::take(&mut document.doc);
    let mut interpreter = Interpreter::new(&doc, &fonts, document.limits);
    let result = pages_and_appearances(document, &mut interpreter)
        .and_then(|units| {
            interpreter.units = units;
            undrawn_content(document, &mut interpreter)
        })
        .map(|()| inline_strings(document, &mut interpreter.units))
        .map(|()| document.kept.keep_units(interpreter.units));
    document.doc = doc;
    document.fonts = fonts;
    result
}

/// What one page draws: itself and the appearances of its annotations.
struct PageCanvas {
    spec: CanvasSpec,
    kind: SegmentKind,
    place: Place,
    drawing: LooseDrawing,
    scan: Option<PageScan>,
}

/// Returns the content that was read.
fn pages_and_appearances(
    document: &mut PdfDocument,
    interpreter: &mut Interpreter<'_, '_>,
) -> Result<ContentUnits, FormatError> {
    let (doc, limits, threads) = (interpreter.doc, document.limits, document.threads);
    let (fonts, pages) = (interpreter.bank.fonts(), document.pages.clone());
    let machine = document.pictures.clone();
    let mut units = ContentUnits::default();
    let mut counted = BTreeSet::new();
    let draw = |interpreter: &mut Interpreter<'_, '_>, index: usize| match pages.get(index) {
        Some(page) => page_canvases(interpreter, index, page, machine.as_deref()),
        None => Ok(Vec::new()),
    };
    let take = |index: usize, canvases: Result<Vec<PageCanvas>, FormatError>| {
        let page = pages.get(index).map(|page| content_unit::streams(doc, UnitKey::Page(page.id)));
        for id in page.into_iter().flatten() {
            *document.content_page_counts.entry(id).or_default() += 1;
        }
        for PageCanvas { spec, kind, place, drawing, scan } in canvases? {
            let drawing = drawing.join(&mut units, limits.part_bytes)?;
            let seen = (drawing, scan);
            add_canvas(document, &units, spec, seen, kind, &place, &mut counted);
        }
        inline_strings(document, &mut units);
        Ok(())
    };
    let state = || Interpreter::new(doc, fonts, limits);
    parallel::in_order(pages.len(), threads, interpreter, state, draw, take)?;
    Ok(units)
}

fn page_canvases(
    interpreter: &mut Interpreter<'_, '_>,
    index: usize,
    page: &PageEntry,
    machine: Option<&dyn PictureReader>,
) -> Result<Vec<PageCanvas>, FormatError> {
    let spec = CanvasSpec {
        key: UnitKey::Page(page.id),
        resources: page.resources.clone(),
        page: Some(index),
        bounds: page.crop,
    };
    let drawing = drawing::draw(interpreter, &spec)?;
    let place = Place::new(message!("page {0}", index + 1));
    let scan = machine.and_then(|m| scans::read(&drawing, interpreter.doc, page, m));
    let mut out = vec![PageCanvas { spec, kind: SegmentKind::Body, place, drawing, scan }];
    for (id, kind, name) in appearances(interpreter.doc, page.id) {
        let spec = stream_canvas(interpreter.doc, UnitKey::Stream(id));
        let drawing = drawing::draw(interpreter, &spec)?;
        let place = Place::new(message!("page {0}, {1}", index + 1, name));
        out.push(PageCanvas { spec, kind, place, drawing, scan: None });
    }
    Ok(out)
}

/// Forms, pattern cells and glyph procedures that no page draws directly.
fn undrawn_content(
    document: &mut PdfDocument,
    interpreter: &mut Interpreter<'_, '_>,
) -> Result<(), FormatError> {
    let mut counted = BTreeSet::new();
    let streams: Vec<ObjectId> = document
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
        let place = Place::new(message!("pattern, mask or hidden form"));
        let mut drawn = interpreter.draw(spec.key, spec.resources.clone(), Affine::IDENTITY)?;
        distrust(&mut drawn, &interpreter.bank);
        pictures::look(&mut drawn, interpreter.doc, spec.bounds, false);
        let layout = layout::lay_out(&drawn);
        let (drawing, kind) = ((Arc::new((drawn, layout)), None), SegmentKind::Hidden);
        add_canvas(document, &interpreter.units, spec, drawing, kind, &place, &mut counted);
    }
    Ok(())
}

/// Adds a canvas and its text to the document.
fn add_canvas(
    document: &mut PdfDocument,
    units: &ContentUnits,
    spec: CanvasSpec,
    (drawing, scan): (Drawing, Option<PageScan>),
    kind: SegmentKind,
    place: &Place,
    counted: &mut BTreeSet<u32>,
) {
    let canvas = document.canvases.len();
    document.canvases.push(spec);
    let (drawn, layout) = &*drawing;
    count(document, drawn, counted);
    let keys = drawn.calls.iter().filter_map(|c| Some(units.get(c.unit)?.key));
    document.drawn_units.push(keys.collect());
    let page = document.canvas(canvas).page.and_then(|p| document.pages.get(p));
    let page = page.map(|p| p.crop);
    let mut left = unread::but_pictures(drawn, layout, page);
    if let Some(PageScan { outlines: Some(scale), .. }) = &scan {
        left.retain(|(why, _)| *why != Unreadable::Outlines);
        left.extend(scale.map(|scale| (Unreadable::Outlines, scale)));
    }
    match &scan {
        Some(scan) => left.extend(scan.unread.iter().cloned()),
        None => left.extend(unread::unseen(drawn, page)),
    }
    for (why, scale) in left {
        if scale == Scale::Page {
            document.unread_canvases.entry(canvas).or_default().insert(why.clone());
        }
        document.unread.push(Unread { place: place.clone(), why, scale });
    }
    let recognized = unread::has_layer(drawn);
    if !layout.map.text().is_empty() {
        let mut segment = Segment::new(kind, place.clone(), layout.map.text());
        segment.recognized = recognized;
        document.push(segment, TextOrigin::Canvas { canvas, reading: CanvasReading::Lines });
    }
    let first = document.segments.len().saturating_sub(1);
    for (reading, kind) in [
        (CanvasReading::Fonts, SegmentKind::Hidden),
        (CanvasReading::Cells, kind),
        (CanvasReading::Drawn, kind),
        (CanvasReading::Trails, kind),
    ] {
        let Some(map) = reading.map_of(layout) else { continue };
        document
            .second_readings
            .insert(document.segments.len(), (first, correspondence(&layout.map, map)));
        let mut segment = Segment::new(kind, place.clone(), map.text()).again();
        segment.recognized = recognized;
        document.push(segment, TextOrigin::Canvas { canvas, reading });
    }
    if let Some(scan) = scan {
        add_scan(document, canvas, scan, place);
    }
    if document.kept.has_room() {
        document.kept.keep(canvas, drawing);
    }
}

/// Adds what a machine read on a canvas.
fn add_scan(document: &mut PdfDocument, canvas: usize, scan: PageScan, place: &Place) {
    if let Some(why) = scan.failed {
        let place = Some(place.clone());
        document.notes.push(Note { code: why.code(), place, count: 1 });
    }
    for (part, recognized) in scan.recognized.iter().enumerate() {
        let segment = Segment::new(SegmentKind::Body, place.clone(), recognized.text());
        document.push(segment.from_picture(), TextOrigin::Recognized { canvas, part });
    }
    for part in 0..scan.signatures.len() {
        let origin = TextOrigin::Signature { canvas, part };
        document.push(Segment::of_signature(place.clone()), origin);
    }
    if scan.whole {
        document.scanned.insert(canvas);
    }
    document.recognized.insert(canvas, scan.recognized);
    document.signatures.insert(canvas, scan.signatures);
}

/// Counts drawn codes, each unit once, and drawn images, to know what only removed text used.
fn count(document: &mut PdfDocument, canvas: &Canvas, counted: &mut BTreeSet<u32>) {
    let fresh: BTreeSet<u32> = (0u32..)
        .zip(&canvas.calls)
        .filter(|(_, call)| counted.insert(call.unit))
        .map(|(i, _)| i)
        .collect();
    for glyphs in canvas.glyphs.chunk_by(|a, b| a.show == b.show) {
        let Some(show) = glyphs.first().map(|glyph| canvas.show(glyph)) else { continue };
        let Some(font) = show.font.filter(|_| fresh.contains(&show.call)) else { continue };
        let counts = document.code_counts.entry(font).or_default();
        for glyph in glyphs {
            *counts.entry(glyph.code).or_default() += 1;
        }
    }
    for image in canvas.images.iter().filter_map(|i| i.id) {
        *document.image_counts.entry(image).or_default() += 1;
    }
}

/// Reads text that is not drawn: in property lists (`ActualText`, `Alt`, `E` and any other string),
/// in operands that are left over, and in comments.
fn inline_strings(document: &mut PdfDocument, units: &mut ContentUnits) {
    let seen = document.units.len();
    for (_, unit) in units.iter().skip(seen) {
        document.units.push(unit.key);
        let mut found = Vec::new();
        for op in &unit.content.ops {
            loose_text::of_operator(unit, op, &mut found, &mut document.walked.names);
        }
        for (range, bytes) in found {
            let place = Place::new(message!("property in page content"));
            let text = text_string::decode(&bytes);
            let segment = Segment::new(SegmentKind::Alternative, place, text);
            document.push(segment, TextOrigin::PropertyList { key: unit.key, range });
        }
        for data in unit.content.ops.iter().map(|op| op.data.clone()) {
            if let Some(text) =
                remarks::of_samples(unit.slice(&data)).first().map(|r| r.text(unit.slice(&data)))
            {
                let place = Place::new(message!("property in page content"));
                let segment = Segment::new(SegmentKind::Hidden, place, text).of_program();
                document.push(segment, TextOrigin::InlineSamples { key: unit.key, range: data });
            }
        }
        let comments: String = unit
            .content
            .comments
            .iter()
            .map(|r| String::from_utf8_lossy(unit.slice(r)).into_owned() + "\n")
            .collect();
        if comments.chars().any(char::is_alphabetic) {
            let place = Place::new(message!("remark in page content"));
            let segment = Segment::new(SegmentKind::Hidden, place, comments);
            document.push(segment, TextOrigin::AlwaysRemoved);
            document.units_with_comments.push(unit.key);
        }
    }
    if !document.kept.has_room() {
        units.release_pages(seen);
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
