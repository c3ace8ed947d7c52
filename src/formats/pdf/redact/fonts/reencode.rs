//! The codes in strings of content, for fonts that give their letters other codes.
//!
//! All content is interpreted once more, so that each string is known with its font. A font stays
//! as it is unless all of its codes are found again.

use crate::formats::pdf::font::FontBank;
use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::redact::contents;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::syntax::content_stream::{Operand, Value};
use crate::formats::pdf::syntax::content_unit::{ContentUnit, ContentUnits, UnitKey};
use crate::formats::splice::Splice;
use crate::model::FormatError;
use kurbo::Affine;
use lopdf::{Document, ObjectId};
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
                let digit = (new >> (4 * digit)) & 0xF;
                out.extend(char::from_digit(digit, 16).map(|d| d.to_ascii_uppercase() as u8));
            }
        }
        out.push(b'>');
        Some(out)
    }
}

/// The strings of all content.
#[derive(Default)]
struct ShownStrings {
    /// The rewritten strings of each unit by offset, with their font.
    strings: BTreeMap<UnitKey, BTreeMap<usize, (ObjectId, Splice)>>,
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
    strings: BTreeMap<UnitKey, BTreeMap<usize, (ObjectId, Splice)>>,
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
    let mut found = ShownStrings::default();
    let mut units = BTreeMap::new();
    let mut interpreter = Interpreter {
        doc,
        bank: Rc::clone(bank),
        units: ContentUnits::default(),
        limits: job.document.limits,
        shows_only: true,
    };
    for spec in &job.document.canvases {
        let canvas = interpreter.draw(spec.key, spec.resources.clone(), Affine::IDENTITY)?;
        for number in 0..canvas.calls.len() as u32 {
            let unit =
                canvas.calls.get(number as usize).and_then(|c| interpreter.units.get(c.unit));
            if let Some(unit) = unit {
                found.scan_call(&canvas, number, &unit, fonts);
                if found.strings.contains_key(&unit.key) {
                    units.entry(unit.key).or_insert_with(|| unit.without_operators());
                }
            }
        }
        interpreter.units.release_pages(0);
    }
    let short = |font: &ObjectId, r: &Reencoding| found.counts.get(font) != Some(&r.drawn);
    let lost =
        fonts.iter().filter(|(font, r)| r.drawn > 0 && short(font, r)).map(|(font, _)| *font);
    let refused = found.refused.iter().copied().chain(lost).collect();
    Ok(StringRewrites { units, strings: found.strings, refused })
}

impl ShownStrings {
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
                let splice = Splice::new(operand.range.clone(), new);
                strings.insert(operand.range.start, (font, splice));
                *self.counts.entry(font).or_default() += old.len() / reencoding.code_length;
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
    for (key, strings) in plan.strings {
        let splices: Vec<Splice> = strings
            .into_values()
            .filter(|(font, _)| !plan.refused.contains(font))
            .map(|(_, splice)| splice)
            .collect();
        if splices.is_empty() {
            continue;
        }
        let Some(unit) = plan.units.get(&key) else { continue };
        let shared =
            |id: &ObjectId| job.document.content_page_counts.get(id).is_some_and(|n| *n > 1);
        contents::write_edits(doc, unit, splices, shared, |bytes| bytes)?;
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
