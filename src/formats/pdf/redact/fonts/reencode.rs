//! The codes in strings of content, for fonts that give their letters other codes.
//!
//! All content is interpreted once more, so that each string is known with its font. A font stays
//! as it is unless all of its codes are found again.

use crate::formats::pdf::font::FontBank;
use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::read::source::CanvasSpec;
use crate::formats::pdf::redact::contents;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::syntax::content_stream::{Operand, Value};
use crate::formats::pdf::syntax::content_unit::{ContentUnit, UnitKey};
use crate::formats::splice::Splice;
use crate::model::FormatError;
use crate::parallel;
use kurbo::Affine;
use lopdf::{Document, ObjectId};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How the codes of a font change.
pub(crate) struct Reencoding {
    /// Bytes per code: 1 or 2.
    pub(crate) code_length: usize,
    /// Old code -> new code.
    pub(crate) codes: BTreeMap<u32, u32>,
    /// How often codes of the font are drawn, each unit counted once.
    pub(crate) drawn: usize,
}

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

impl Reencoding {
    /// A string with the new codes, in hexadecimal notation; `None` if a code has no new one.
    fn string(&self, old: &[u8]) -> Option<Vec<u8>> {
        if !old.len().is_multiple_of(self.code_length) {
            return None;
        }
        let mut out = Vec::with_capacity(2 + 2 * old.len());
        out.push(b'<');
        for code in old.chunks(self.code_length) {
            let code = code.iter().fold(0, |n, b| n << 8 | u32::from(*b));
            let new = self.codes.get(&code)?;
            for digit in (0..2 * self.code_length).rev() {
                out.extend(DIGITS.get((new >> (4 * digit)) as usize & 0xF));
            }
        }
        out.push(b'>');
        Some(out)
    }
}

/// A string with its new codes.
struct RewrittenString {
    font: ObjectId,
    /// How many codes it has.
    codes: usize,
    splice: Splice,
}

/// The strings of all content.
#[derive(Default)]
struct ShownStrings {
    /// The rewritten strings of each unit by offset, with their font.
    strings: BTreeMap<UnitKey, BTreeMap<usize, RewrittenString>>,
    /// The font of each show operator in forms, which may be drawn with different ones.
    fonts: BTreeMap<(UnitKey, u32), Option<ObjectId>>,
    /// How many codes of each font were found.
    counts: BTreeMap<ObjectId, usize>,
    /// Fonts whose codes cannot change.
    refused: BTreeSet<ObjectId>,
}

/// The strings to be written, by unit.
pub(crate) struct StringRewrites {
    /// The content as it was when the strings were found, without its operators.
    units: BTreeMap<UnitKey, ContentUnit>,
    strings: BTreeMap<UnitKey, BTreeMap<usize, RewrittenString>>,
    /// Fonts whose codes cannot change.
    pub(crate) refused: BTreeSet<ObjectId>,
}

/// Finds all strings that are shown in these fonts.
///
/// # Errors
///
/// [`FormatError::Limit`] for content beyond the limits.
pub(crate) fn find_strings(
    job: &RedactionJob<'_>,
    doc: &Document,
    bank: &Rc<FontBank<'_>>,
    fonts: &BTreeMap<ObjectId, Reencoding>,
) -> Result<StringRewrites, FormatError> {
    let document = job.document;
    let (canvases, limits) = (&document.canvases, document.limits);
    let bank_file = bank.fonts();
    let new = || Interpreter { shows_only: true, ..Interpreter::new(doc, bank_file, limits) };
    let mut own = Interpreter { bank: Rc::clone(bank), ..new() };
    let read = |interpreter: &mut Interpreter<'_, '_>, index: usize| match canvases.get(index) {
        Some(spec) => shown_strings(interpreter, spec, fonts),
        None => Ok((ShownStrings::default(), BTreeMap::new())),
    };
    let mut found = ShownStrings::default();
    let mut units = BTreeMap::new();
    let take = |_: usize, read: Result<(ShownStrings, ContentByKey), FormatError>| {
        let (strings, content) = read?;
        found.add(strings);
        for (key, unit) in content {
            units.entry(key).or_insert(unit);
        }
        Ok(())
    };
    parallel::in_order(canvases.len(), document.threads, &mut own, new, read, take)?;
    let short = |font: &ObjectId, r: &Reencoding| found.counts.get(font) != Some(&r.drawn);
    let lost =
        fonts.iter().filter(|(font, r)| r.drawn > 0 && short(font, r)).map(|(font, _)| *font);
    let refused = found.refused.iter().copied().chain(lost).collect();
    Ok(StringRewrites { units, strings: found.strings, refused })
}

/// Content without its operators.
type ContentByKey = BTreeMap<UnitKey, ContentUnit>;

/// The strings of one canvas, and the content that they are in.
fn shown_strings(
    interpreter: &mut Interpreter<'_, '_>,
    spec: &CanvasSpec,
    fonts: &BTreeMap<ObjectId, Reencoding>,
) -> Result<(ShownStrings, ContentByKey), FormatError> {
    let mut found = ShownStrings::default();
    let mut units = ContentByKey::new();
    let before = interpreter.units.len();
    let canvas = interpreter.draw(spec.key, spec.resources.clone(), Affine::IDENTITY)?;
    for (number, call) in (0u32..).zip(&canvas.calls) {
        let Some(unit) = interpreter.units.get(call.unit) else { continue };
        found.scan_call(&canvas, number, &unit, fonts);
        if found.strings.contains_key(&unit.key) {
            units.entry(unit.key).or_insert_with(|| unit.without_operators());
        }
    }
    interpreter.units.release_pages(before);
    Ok((found, units))
}

impl ShownStrings {
    /// Adds the strings of the next canvas. A string in a form that was drawn before is known.
    fn add(&mut self, more: Self) {
        for (key, strings) in more.strings {
            let known = self.strings.entry(key).or_default();
            for (at, string) in strings {
                if let Entry::Vacant(slot) = known.entry(at) {
                    *self.counts.entry(string.font).or_default() += string.codes;
                    slot.insert(string);
                }
            }
        }
        for (place, font) in more.fonts {
            let before = *self.fonts.entry(place).or_insert(font);
            if before != font {
                self.refused.extend([before, font].into_iter().flatten());
            }
        }
        self.refused.extend(more.refused);
    }

    /// Scans one drawing of a unit.
    fn scan_call(
        &mut self,
        canvas: &Canvas,
        call: u32,
        unit: &ContentUnit,
        fonts: &BTreeMap<ObjectId, Reencoding>,
    ) {
        for show in canvas.shows.iter().filter(|s| s.call == call) {
            if matches!(unit.key, UnitKey::Stream(_)) {
                let before = *self.fonts.entry((unit.key, show.op)).or_insert(show.font);
                if before != show.font {
                    self.refused.extend([before, show.font].into_iter().flatten());
                }
            }
            let Some((font, reencoding)) = show.font.and_then(|f| Some((f, fonts.get(&f)?))) else {
                continue;
            };
            // Word spacing applies to the code 32 (9.3.3).
            if reencoding.code_length == 1 && show.word_space != 0.0 {
                self.refused.insert(font);
            }
            let Some(operand) = unit.content.ops.get(show.op as usize).and_then(|op| op.last())
            else {
                continue;
            };
            match &operand.value {
                Value::Array(items) => {
                    items.iter().for_each(|item| self.string(unit.key, item, font, reencoding));
                }
                _ => self.string(unit.key, operand, font, reencoding),
            }
        }
    }

    fn string(&mut self, key: UnitKey, operand: &Operand, font: ObjectId, reencoding: &Reencoding) {
        let Value::String(old) = &operand.value else { return };
        let strings = self.strings.entry(key).or_default();
        if strings.contains_key(&operand.range.start) {
            return;
        }
        match reencoding.string(old) {
            Some(new) => {
                let codes = old.len() / reencoding.code_length;
                let splice = Splice::new(operand.range.clone(), new);
                strings.insert(operand.range.start, RewrittenString { font, codes, splice });
            }
            None => {
                self.refused.insert(font);
            }
        }
    }
}

/// Writes the strings of all fonts that were not refused.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] if edits overlap.
pub(crate) fn write_strings(
    job: &RedactionJob<'_>,
    doc: &mut Document,
    plan: StringRewrites,
) -> Result<(), FormatError> {
    let document = job.document;
    let shared = |id: &ObjectId| document.content_page_counts.get(id).is_some_and(|n| *n > 1);
    for (key, strings) in plan.strings {
        let kept = strings.into_values().filter(|string| !plan.refused.contains(&string.font));
        let splices: Vec<Splice> = kept.map(|string| string.splice).collect();
        let Some(unit) = plan.units.get(&key).filter(|_| !splices.is_empty()) else { continue };
        let content = contents::edited(unit, splices, shared, |bytes| bytes)?;
        contents::put(doc, key, content);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_take_new_codes_or_none() {
        let codes = BTreeMap::from([(1, 0x21), (0x102, 3)]);
        let one = Reencoding { code_length: 1, codes: codes.clone(), drawn: 0 };
        assert_eq!(one.string(&[1, 1]).as_deref(), Some(&b"<2121>"[..]));
        assert_eq!(one.string(&[1, 2]), None);
        let two = Reencoding { code_length: 2, codes, drawn: 0 };
        assert_eq!(two.string(&[1, 2, 0, 1]).as_deref(), Some(&b"<00030021>"[..]));
        assert_eq!(two.string(&[1, 2, 0]), None);
    }
}
