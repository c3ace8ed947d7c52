//! Pictures in a document, where a machine reads them: signatures become segments, and the others files of
//! their own, which the copy gets back as pictures of the same kind.

use crate::formats::office::opc::parts::PartClass;
use crate::formats::office::opc::relationships::target_part;
use crate::formats::office::read::segments::{MappedSegment, SegmentSource};
use crate::formats::office::read::store::{Store, TextPart};
use crate::formats::office::read::tables;
use crate::formats::package::Budget;
use crate::formats::raster::part::{is_ink, may_show_text};
use crate::formats::scan::signature::{self, Cue};
use crate::model::{Child, Limits, PictureReader, Place, Segment, Unreadable};
use std::ops::Range;
use std::sync::Arc;

/// Share of a page from which writing in a picture is a page of its own.
const PAGE_PART: f64 = 0.2;
/// Lines with text in front of a signature up to its closing, and after it up to its label.
const BEFORE: usize = 6;
const AFTER: usize = 2;
/// What draws lines that are no part of their own: shapes of Drawing and VML.
const STROKES: [&str; 4] = ["custGeom", "<v:polyline", "<v:curve", " path=\""];

/// Takes the pictures of all packages that are large enough to show anything.
pub(crate) fn read(
    store: &mut Store,
    mapped: &mut Vec<MappedSegment>,
    machine: &dyn PictureReader,
    limits: &Limits,
) {
    let lines = Lines::of(store, mapped);
    let mut budget = Budget::new(limits);
    let mut signatures = Vec::new();
    for package in 0..store.packages.len() {
        let count = store.packages.get(package).map_or(0, |p| p.items.len());
        for entry in 0..count {
            let taken = take(store, (package, entry), &lines, machine, &mut budget);
            signatures.extend(taken.map(|place| (place, SegmentSource::Signature(package, entry))));
        }
    }
    for (number, part) in store.parts.iter().enumerate() {
        let item = store.packages.get(part.package).and_then(|p| p.items.get(part.entry));
        let Some(place) = item.map(|item| item.place.clone()) else { continue };
        let drawn = strokes(part).filter(|range| lines.sign(number, range.start));
        let drawn = drawn.map(|range| (place.clone(), SegmentSource::Strokes(number, range)));
        signatures.extend(drawn);
    }
    mapped.extend(signatures.into_iter().map(|(place, source)| {
        let segment = Segment::of_signature(place);
        MappedSegment { segment, source, paragraphs: Vec::new() }
    }));
}

/// Makes a picture a file of its own, or tells where it is if it is a signature.
fn take(
    store: &mut Store,
    (package, entry): (usize, usize),
    lines: &Lines,
    machine: &dyn PictureReader,
    budget: &mut Budget,
) -> Option<Place> {
    let held = store.packages.get(package)?;
    let item = held.items.get(entry)?;
    item.scale?;
    let place = item.place.clone();
    let name = held.zip.entries().get(entry)?.name.clone();
    let signs = used_at(store, package, &name).iter().any(|(part, at)| {
        let text = store.parts.get(*part).map_or("", |part| part.text.as_str());
        lines.sign(*part, *at) && tables::has_size(text, *at) || tables::heads_initials(text, *at)
    });
    if item.class != PartClass::Picture {
        // Ink in a place for a signature is one.
        return signs.then(|| {
            forget(store, &place);
            place
        });
    }
    let bytes = held.zip.read(entry, budget).ok()?;
    let bytes = if item.packed { budget.gunzip(&bytes).ok()? } else { bytes };
    if signs && is_ink(&bytes, machine) {
        forget(store, &place);
        return Some(place);
    }
    if !may_show_text(&bytes) {
        return None;
    }
    let scale = store.picture_scale(held, &name.to_lowercase(), PAGE_PART);
    forget(store, &place);
    let number = store.children.len();
    let name = name.rsplit('/').next().unwrap_or_default().to_owned();
    store.children.push(Child { place, name, bytes: Arc::new(bytes) });
    store.illustrations.insert(number, scale);
    store.update_item(package, entry, |item| (item.child, item.scale) = (Some(number), None));
    None
}

/// Takes a picture off what was not read: it is read now.
fn forget(store: &mut Store, place: &Place) {
    let at = store.unread.iter().position(|u| u.place == *place && u.why == Unreadable::Image);
    if let Some(at) = at {
        store.unread.remove(at);
    }
}

/// Where parts refer to an entry: index of the part, and offset in its text.
fn used_at(store: &Store, package: usize, name: &str) -> Vec<(usize, usize)> {
    let Some(held) = store.packages.get(package) else { return Vec::new() };
    let wanted = name.to_lowercase();
    let mut out = Vec::new();
    for (source, (_, relationships)) in &held.relationships {
        let here: Vec<&str> = relationships
            .iter()
            .filter(|r| !r.external && target_part(source, &r.target) == wanted)
            .map(|r| r.id.as_str())
            .collect();
        let of_source = |part: &TextPart| {
            let entry = held.zip.entries().get(part.entry);
            part.package == package && entry.is_some_and(|e| e.name.to_lowercase() == *source)
        };
        let parts = store.parts.iter().enumerate().filter(|(_, part)| of_source(part));
        for (number, part) in parts.filter(|_| !here.is_empty()) {
            let references = part.markup.references.iter();
            let found = references.filter(|r| here.contains(&r.id.as_str()));
            out.extend(found.map(|r| (number, r.range.start)));
        }
    }
    out
}

/// The drawings of a part that are lines and hold no text and no picture.
fn strokes(part: &TextPart) -> impl Iterator<Item = Range<usize>> {
    let holds = |range: &Range<usize>, at: usize| range.start <= at && at < range.end;
    part.markup
        .drawings
        .iter()
        .filter(move |range| {
            let text = part.text.get((*range).clone()).unwrap_or_default();
            let words = part.markup.text_elements.iter().any(|e| holds(range, e.open.start));
            let other = part.markup.references.iter().any(|r| holds(range, r.range.start));
            !words && !other && STROKES.iter().any(|name| text.contains(name))
        })
        .cloned()
}

/// The lines of text of each part, by where they begin in it.
struct Lines(Vec<Vec<(usize, String)>>);

impl Lines {
    fn of(store: &Store, mapped: &[MappedSegment]) -> Self {
        let mut out = vec![Vec::new(); store.parts.len()];
        for segment in mapped {
            let SegmentSource::Text(map) = &segment.source else { continue };
            let mut current: Option<(usize, usize, String)> = None;
            for (range, source) in map.pieces() {
                let text = segment.segment.text.get(range).unwrap_or_default();
                let elsewhere = current.as_ref().zip(source).is_some_and(|(c, s)| c.0 != s.part);
                if text.contains('\n') || elsewhere {
                    put(&mut out, current.take());
                }
                match (&mut current, source) {
                    (Some((_, _, line)), _) => line.push_str(text.trim_matches('\n')),
                    (None, Some(source)) => {
                        current = Some((source.part, source.start, text.to_owned()));
                    }
                    (None, None) => {}
                }
            }
            put(&mut out, current);
        }
        out.iter_mut().for_each(|lines| lines.sort());
        Self(out)
    }

    /// Whether a place in a part is one for a signature, by the lines around it.
    fn sign(&self, part: usize, at: usize) -> bool {
        let Some(lines) = self.0.get(part) else { return false };
        let here = lines.partition_point(|(start, _)| *start < at);
        let before = lines.get(here.saturating_sub(BEFORE)..here).unwrap_or_default();
        let after = lines.get(here..(here + AFTER).min(lines.len())).unwrap_or_default();
        let mut above = before.iter().rev().enumerate();
        above.any(|(far, (_, line))| match signature::cue(line) {
            Some(Cue::Closing) => true,
            Some(Cue::Label | Cue::Line) => far < AFTER,
            None => false,
        }) || after
            .iter()
            .any(|(_, line)| matches!(signature::cue(line), Some(Cue::Label | Cue::Line)))
    }
}

fn put(lines: &mut [Vec<(usize, String)>], line: Option<(usize, usize, String)>) {
    let line = line.filter(|(_, _, text)| !text.trim().is_empty());
    if let Some((part, start, text)) = line
        && let Some(lines) = lines.get_mut(part)
    {
        lines.push((start, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_for_a_signature_is_known_by_its_lines() {
        let line = |at: usize, text: &str| (at, text.to_owned());
        let lines = Lines(vec![vec![
            line(10, "Wij wijzen uw verzoek af."),
            line(50, "Hoogachtend,"),
            line(200, "drs. N. Vlierzwaal"),
            line(300, "Afschrift aan de raad"),
        ]]);
        assert!(lines.sign(0, 100) && lines.sign(0, 250));
        assert!(!lines.sign(0, 5) && !lines.sign(0, 30) && !lines.sign(1, 30));
        let lines = Lines(vec![vec![line(10, "Naam: Noor"), line(60, "Handtekening:")]]);
        assert!(lines.sign(0, 70) && lines.sign(0, 40));
    }
}
