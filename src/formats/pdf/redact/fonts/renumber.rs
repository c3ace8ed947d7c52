//! Renumbers fonts from which letters were removed.
//!
//! Many producers number the letters of a subset in order of use: the name in a letterhead gets the
//! first numbers, and a letter that only this name uses leaves a gap. So the codes and glyphs of
//! such a font are renumbered by meaning and outline, and its strings, dictionaries and program are
//! rewritten. A font that is not understood, or that would draw or say something else afterwards,
//! stays as it is.

use crate::formats::pdf::font::embedded::ExtractedFonts;
use crate::formats::pdf::font::{Face, FontBank, to_unicode};
use crate::formats::pdf::redact::fonts::font_objects::{FontObjects, ObjectBackup};
use crate::formats::pdf::redact::fonts::reencode::{self, Reencoding};
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::subset;
use crate::formats::pdf::syntax::reference_count::ReferenceCounts;
use crate::formats::pdf::syntax::{filters, object};
use crate::model::FormatError;
use kurbo::Shape;
use lopdf::{Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Largest program that is processed, in bytes.
const MAX_PROGRAM: u64 = 256 << 20;
/// Codes without a special role: not 32, to which word spacing applies (9.3.3).
const SIMPLE_CODES: [std::ops::RangeInclusive<u32>; 2] = [33..=255, 1..=31];
/// Most codes of a composite font: some readers do not accept 65535 as a character.
const MAX_CODES: usize = 0xfffe;

/// A renumbered font, and what it takes to undo that.
struct Renumbered {
    reencoding: Option<Reencoding>,
    backup: ObjectBackup,
}

/// Renumbers what is left of these fonts. `fonts` says how many codes of each are still drawn,
/// `kept_codes` which.
///
/// # Errors
///
/// [`FormatError::Limit`] for content beyond the limits.
pub(crate) fn renumber(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    bank: &Rc<FontBank<'_>>,
    fonts: &BTreeMap<ObjectId, usize>,
    kept_codes: &BTreeMap<ObjectId, Vec<u32>>,
) -> Result<(), FormatError> {
    let uses = ReferenceCounts::new(doc);
    let mut done: BTreeMap<ObjectId, Renumbered> = BTreeMap::new();
    for (font, drawn) in fonts {
        let (Some(kept), Some(face)) = (kept_codes.get(font), bank.face(*font)) else { continue };
        let Some(parts) = FontObjects::of(doc, &uses, *font) else { continue };
        let used = job.document.code_counts.get(font).into_iter().flat_map(BTreeMap::keys);
        let source = job.document.doc.objects.get(&parts.program);
        let old = OriginalFont { face: &face, kept, used: used.copied().collect(), source };
        if let Some(new) = renumber_font(doc, &parts, &old, *drawn) {
            done.insert(*font, new);
        }
    }
    let ids: BTreeSet<ObjectId> = done.keys().copied().collect();
    let file = ExtractedFonts::filtered(doc, |id| ids.contains(id));
    let after = file.bank();
    let mut failed: BTreeSet<ObjectId> = BTreeSet::new();
    for (font, new) in &done {
        let kept = kept_codes.get(font).map(Vec::as_slice).unwrap_or_default();
        let same = match (bank.face(*font), after.face(*font)) {
            (Some(old), Some(face)) => {
                kept.iter().all(|code| new.draws_the_same(&old, &face, *code))
            }
            _ => false,
        };
        if !same {
            failed.insert(*font);
        }
    }
    restore(doc, &mut done, &failed);
    let reencodings: BTreeMap<ObjectId, Reencoding> =
        done.iter_mut().filter_map(|(f, new)| Some((*f, new.reencoding.take()?))).collect();
    if reencodings.is_empty() {
        return Ok(());
    }
    let plan = reencode::find_strings(job, doc, bank, &reencodings)?;
    restore(doc, &mut done, &plan.refused);
    job.note("fonts-renumbered", reencodings.keys().filter(|f| done.contains_key(f)).count());
    reencode::write_strings(job, doc, plan)
}

fn restore(
    doc: &mut Document,
    done: &mut BTreeMap<ObjectId, Renumbered>,
    fonts: &BTreeSet<ObjectId>,
) {
    for font in fonts {
        if let Some(new) = done.remove(font) {
            new.backup.restore(doc);
        }
    }
}

impl Renumbered {
    /// Whether a code draws and means the same under its new number.
    fn draws_the_same(&self, old: &Face<'_>, new: &Face<'_>, code: u32) -> bool {
        let to = match &self.reencoding {
            Some(reencoding) => match reencoding.codes.get(&code) {
                Some(to) => *to,
                None => return false,
            },
            None => code,
        };
        let (was, is) = (old.code(code), new.code(to));
        let drawn = old.outline(code);
        drawn.is_some()
            && drawn == new.outline(to)
            && was.text == is.text
            && (was.advance.0 - is.advance.0).abs() < 0.01
    }
}

/// A font before it is renumbered.
struct OriginalFont<'a> {
    face: &'a Face<'a>,
    /// The codes that are still drawn.
    kept: &'a [u32],
    /// All codes that the original document draws, in ascending order.
    used: Vec<u32>,
    /// Its program, in which glyphs have the numbers that the font reader knows.
    source: Option<&'a Object>,
}

impl OriginalFont<'_> {
    /// The drawn codes, sorted by meaning and outline. Those that are alike in both form a group.
    fn sorted_codes(&self) -> Vec<Vec<u32>> {
        let mut keys: Vec<_> = self.kept.iter().map(|code| (self.sort_key(*code), *code)).collect();
        keys.sort();
        keys.chunk_by(|a, b| a.0 == b.0).map(|same| same.iter().map(|k| k.1).collect()).collect()
    }

    fn sort_key(&self, code: u32) -> (bool, String, i64, String) {
        let known = self.face.code(code);
        let outline = self.face.outline(code).map(|o| o.to_svg()).unwrap_or_default();
        let text = known.text.as_deref().unwrap_or_default().to_owned();
        (known.text.is_none(), text, (known.advance.0 * 100.0).round() as i64, outline)
    }

    /// The bounds of all drawn glyphs, in thousandths of an em.
    fn bounds(&self) -> [i64; 4] {
        let outlines = self.kept.iter().filter_map(|code| self.face.outline(*code));
        let boxes = outlines.filter(|o| !o.elements().is_empty()).map(|o| o.bounding_box());
        let all = boxes.reduce(|a, b| a.union(b)).unwrap_or_default();
        [all.x0.floor(), all.y0.floor(), all.x1.ceil(), all.y1.ceil()].map(|n| n as i64)
    }

    /// Whether the codes are consecutive, as numbers in order of use are.
    fn is_consecutive(&self) -> bool {
        match (self.used.first(), self.used.last()) {
            (Some(first), Some(last)) => ((last - first) as usize) < self.used.len() * 11 / 10 + 1,
            _ => false,
        }
    }
}

/// Renumbers one font in the document.
fn renumber_font(
    doc: &mut Document,
    parts: &FontObjects,
    old: &OriginalFont<'_>,
    drawn: usize,
) -> Option<Renumbered> {
    let order = old.sorted_codes();
    let (listed, all) = parts.names_in_differences(doc, old.kept);
    let reencoding = if parts.codes_can_change && listed == all && old.is_consecutive() {
        let codes = assign_codes(&order, parts.code_length)?;
        Some(Reencoding { code_length: parts.code_length, codes, drawn })
    } else {
        None
    };
    // Glyphs that are found by a table can have any number.
    let by_table = parts.glyphs_by_table;
    let mut glyphs: Vec<u32> =
        order.iter().filter_map(|same| Some(old.face.glyph(*same.first()?))).collect();
    if parts.code_length == 1 {
        let mut seen = BTreeSet::from([0]);
        glyphs.retain(|g| seen.insert(*g));
    }
    let new = renumbered_program(doc, parts, old, reencoding.as_ref(), by_table, &glyphs)?;
    let characters = match &reencoding {
        Some(_) => glyphs.len() + 1,
        None => old.kept.iter().max().map_or(1, |code| *code as usize + 1),
    };
    let characters = characters.max(subset::glyph_count(&new.0).unwrap_or(0)).min(0x1_0000);
    let numbers: BTreeMap<u32, u32> = glyphs.iter().copied().zip(1u32..).collect();
    let glyph = |code: u32| {
        let glyph = old.face.glyph(code);
        if by_table { numbers.get(&glyph).copied() } else { Some(glyph) }
    };
    let mut before = ObjectBackup::default();
    let put = parts.set_program(doc, new, characters, old.bounds(), &mut before);
    if put.is_none() {
        before.restore(doc);
        return None;
    }
    match &reencoding {
        Some(reencoding) => {
            parts.reencode(doc, &reencoding.codes, &mut before);
            renumber_to_unicode(doc, parts, reencoding, &mut before);
        }
        None => parts.set_glyphs(doc, old.kept, glyph, &mut before),
    }
    Some(Renumbered { reencoding, backup: before })
}

/// The program with its glyphs in their new order, and the lengths of its parts.
fn renumbered_program(
    doc: &Document,
    parts: &FontObjects,
    old: &OriginalFont<'_>,
    reencoding: Option<&Reencoding>,
    by_table: bool,
    glyphs: &[u32],
) -> Option<(Vec<u8>, Vec<usize>)> {
    let read = |object: Option<&Object>| match object {
        Some(Object::Stream(stream)) => {
            let clear = stream.dict.get(b"Length1").ok().and_then(|n| object::number(doc, n));
            Some((filters::decode(stream, MAX_PROGRAM)?, clear.map_or(0, |n| n as usize)))
        }
        _ => None,
    };
    let now = || read(doc.objects.get(&parts.program));
    let own = reencoding.filter(|_| parts.code_length == 1).map(|r| &r.codes);
    let bytes = match (parts.true_type, own) {
        (true, _) if reencoding.is_some() || by_table => {
            subset::true_type_in_order(&read(old.source)?.0, glyphs, own)?
        }
        // Their glyphs are found by name, and are in that order already.
        (false, Some(codes)) => {
            let (bytes, clear) = now()?;
            return subset::reencoded(&bytes, clear, codes);
        }
        (false, None) if reencoding.is_some() => {
            subset::cff_in_order(&read(old.source)?.0, glyphs)?
        }
        _ => {
            let (bytes, clear) = now()?;
            // A program in three parts keeps their lengths.
            let parts = if bytes.starts_with(b"%!") { vec![clear] } else { vec![bytes.len()] };
            return Some((bytes, parts));
        }
    };
    let length = bytes.len();
    Some((bytes, vec![length]))
}

/// Old code -> new code, one for each group of codes that are alike.
fn assign_codes(order: &[Vec<u32>], length: usize) -> Option<BTreeMap<u32, u32>> {
    let free: Vec<u32> = if length == 1 {
        SIMPLE_CODES.into_iter().flatten().collect()
    } else {
        (1..=u32::try_from(order.len().min(MAX_CODES)).ok()?).collect()
    };
    if order.len() > free.len() {
        return None;
    }
    let each =
        order.iter().zip(free).flat_map(|(same, new)| same.iter().map(move |old| (*old, new)));
    Some(each.collect())
}

/// Enters the meaning of the new codes, if the old ones had one (9.10.3).
fn renumber_to_unicode(
    doc: &mut Document,
    parts: &FontObjects,
    reencoding: &Reencoding,
    before: &mut ObjectBackup,
) -> Option<()> {
    let font = doc.objects.get(&parts.font).and_then(object::as_dict)?;
    let (_, stream) = object::stream(doc, font, b"ToUnicode")?;
    let old = to_unicode::read(&filters::decode(stream, 64 << 20)?);
    let new =
        old.into_iter().filter_map(|(code, text)| Some((*reencoding.codes.get(&code)?, text)));
    let body = to_unicode::write(&new.collect(), reencoding.code_length);
    let id = doc.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), body));
    before.dict(doc, parts.font, |font| font.set("ToUnicode", Object::Reference(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_given_by_rank_and_leave_out_the_blank() {
        let order: Vec<Vec<u32>> = (0..254).map(|n| vec![n + 500]).collect();
        let codes = assign_codes(&order, 1).unwrap();
        assert_eq!(codes[&500], 33);
        assert_eq!(codes[&(500 + 222)], 255);
        assert_eq!(codes[&(500 + 223)], 1);
        assert!(!codes.values().any(|c| *c == 32 || *c == 0));
        assert!(assign_codes(&[order.clone(), vec![vec![1]]].concat(), 1).is_none());
        assert_eq!(assign_codes(&[vec![9, 4], vec![7]], 2), Some([(9, 1), (4, 1), (7, 2)].into()));
    }
}
