//! The objects that make up a font with an embedded subset, and changing them together.

use crate::formats::pdf::font::encoding;
use crate::formats::pdf::redact::fonts::composite;
use crate::formats::pdf::subset::tag::{tag, tail};
use crate::formats::pdf::syntax::object;
use crate::formats::pdf::syntax::reference_count::ReferenceCounts;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;

/// Objects as they were before they were changed.
#[derive(Default)]
pub(crate) struct ObjectBackup(BTreeMap<ObjectId, Object>);

impl ObjectBackup {
    /// Changes a dictionary, or that of a stream, and keeps a copy of the object as it was.
    pub(crate) fn dict(
        &mut self,
        doc: &mut Document,
        id: ObjectId,
        change: impl FnOnce(&mut Dictionary),
    ) -> Option<()> {
        let object = doc.objects.get_mut(&id)?;
        self.0.entry(id).or_insert_with(|| object.clone());
        match object {
            Object::Dictionary(dict) => change(dict),
            Object::Stream(stream) => change(&mut stream.dict),
            _ => return None,
        }
        Some(())
    }

    /// Restores all objects.
    pub(crate) fn restore(self, doc: &mut Document) {
        doc.objects.extend(self.0);
    }
}

/// A font with an embedded subset that shares none of its objects with another font.
pub(crate) struct FontObjects {
    pub(crate) font: ObjectId,
    /// The CIDFont of a composite font; `Some(None)` if it is a direct object in the font.
    descendant: Option<Option<ObjectId>>,
    descriptor: ObjectId,
    pub(crate) program: ObjectId,
    /// Bytes per code: 1 or 2.
    pub(crate) code_length: usize,
    /// Whether codes are mere numbers that can be replaced by others.
    pub(crate) codes_can_change: bool,
    /// Whether a table leads from codes to glyphs, so that glyphs can be renumbered without the
    /// codes.
    pub(crate) glyphs_by_table: bool,
    /// Whether the program has TrueType outlines.
    pub(crate) true_type: bool,
}

impl FontObjects {
    pub(crate) fn of(doc: &Document, uses: &ReferenceCounts, font: ObjectId) -> Option<Self> {
        let dict = doc.objects.get(&font).and_then(object::as_dict)?;
        let composite = object::name(doc, dict, b"Subtype")? == b"Type0";
        let list = dict.get(b"DescendantFonts").ok();
        if let Some(Object::Reference(list)) = list.filter(|_| composite)
            && !uses.is_unique(*list)
        {
            return None;
        }
        let first = object::array(doc, dict, b"DescendantFonts").and_then(|l| l.first());
        let descendant = match first.filter(|_| composite) {
            Some(first) => Some(object::resolve(doc, first)),
            None if composite => return None,
            None => None,
        };
        let owner = descendant.map_or(Some(dict), |(_, o)| object::as_dict(o))?;
        let kind = object::name(doc, owner, b"Subtype")?;
        let true_type = matches!(kind, b"TrueType" | b"CIDFontType2");
        let known: [&[u8]; 2] =
            if composite { [b"CIDFontType0", b"CIDFontType2"] } else { [b"Type1", b"TrueType"] };
        if !known.contains(&kind) || owner.has(b"W2") {
            return None;
        }
        let descriptor = owner.get(b"FontDescriptor").ok()?.as_reference().ok()?;
        let descriptor_dict = doc.objects.get(&descriptor).and_then(object::as_dict)?;
        let files: &[&[u8]] =
            if true_type { &[b"FontFile2"] } else { &[b"FontFile3", b"FontFile"] };
        let program = files.iter().find_map(|key| descriptor_dict.get(key).ok())?;
        let program = program.as_reference().ok()?;
        let tagged = |d: &Dictionary, key: &[u8]| {
            object::name(doc, d, key).is_some_and(|name| tail(name).is_some())
        };
        let subset = tagged(owner, b"BaseFont") || tagged(descriptor_dict, b"FontName");
        let parts = [Some(descriptor), Some(program), descendant.and_then(|(id, _)| id)];
        if !subset || !parts.into_iter().flatten().all(|id| uses.is_unique(id)) {
            return None;
        }
        let map = object::get(doc, owner, b"CIDToGIDMap");
        let own_codes = if composite {
            object::name(doc, dict, b"Encoding") == Some(b"Identity-H")
        } else {
            !dict.has(b"Encoding") || !true_type
        };
        Some(Self {
            font,
            descendant: descendant.map(|(id, _)| id),
            descriptor,
            program,
            code_length: if composite { 2 } else { 1 },
            codes_can_change: own_codes && !uses.used_by_form_fields(font),
            glyphs_by_table: true_type && (!composite || matches!(map, Some(Object::Stream(_)))),
            true_type,
        })
    }

    /// Changes the dictionary that holds widths and descriptor.
    fn change_cid_font(
        &self,
        doc: &mut Document,
        saved: &mut ObjectBackup,
        change: impl FnOnce(&mut Dictionary),
    ) {
        match self.descendant {
            None => saved.dict(doc, self.font, change),
            Some(Some(id)) => saved.dict(doc, id, change),
            Some(None) => {
                let font = doc.objects.get(&self.font).and_then(object::as_dict);
                let first = font.and_then(|f| object::array(doc, f, b"DescendantFonts"));
                let Some(Object::Dictionary(mut own)) = first.and_then(|l| l.first()).cloned()
                else {
                    return;
                };
                change(&mut own);
                let list = Object::Array(vec![Object::Dictionary(own)]);
                saved.dict(doc, self.font, |font| font.set("DescendantFonts", list))
            }
        };
    }

    fn cid_font<'a>(&self, doc: &'a Document) -> Option<&'a Dictionary> {
        let font = doc.objects.get(&self.font).and_then(object::as_dict)?;
        match self.descendant {
            None => Some(font),
            Some(_) => {
                let first = object::array(doc, font, b"DescendantFonts")?.first()?;
                object::as_dict(object::resolve(doc, first).1)
            }
        }
    }

    /// Replaces the program, and everything said about it elsewhere: its tag (which a subsetter may
    /// have derived from its letters), its bounds, and the set of its characters, which becomes all
    /// up to `characters` so that it reveals nothing.
    pub(crate) fn set_program(
        &self,
        doc: &mut Document,
        (mut bytes, lengths): (Vec<u8>, Vec<usize>),
        characters: usize,
        bounds: [i64; 4],
        saved: &mut ObjectBackup,
    ) -> Option<()> {
        let descriptor = doc.objects.get(&self.descriptor).and_then(object::as_dict)?;
        let set = descriptor.get(b"CIDSet").and_then(Object::as_reference).ok();
        let name = object::name(doc, descriptor, b"FontName").unwrap_or_default();
        let old = tail(name).and_then(|_| name.get(..7)).map(<[u8]>::to_vec);
        let tag = retag_program(&mut bytes, old.as_deref());
        saved.dict(doc, self.program, |_| {})?;
        object::set_stream(doc, self.program, bytes);
        object::set_lengths(doc, self.program, &lengths);
        saved.dict(doc, self.descriptor, |dict| {
            retag(dict, "FontName", &tag);
            set_bounds(dict, bounds);
        })?;
        if let Some(set) = set {
            saved.dict(doc, set, |_| {})?;
            object::set_stream(doc, set, cid_set(characters));
        }
        saved.dict(doc, self.font, |dict| retag(dict, "BaseFont", &tag))?;
        self.change_cid_font(doc, saved, |dict| retag(dict, "BaseFont", &tag));
        Some(())
    }

    /// Gives codes their new numbers in the dictionaries; in a composite font a glyph has the
    /// number of its code.
    pub(crate) fn reencode(
        &self,
        doc: &mut Document,
        codes: &BTreeMap<u32, u32>,
        saved: &mut ObjectBackup,
    ) {
        if self.code_length == 1 {
            let Some(widths) = self.simple_widths(doc) else { return };
            let get = |old: &u32| widths.get(old).cloned().unwrap_or(Object::Integer(0));
            let new: BTreeMap<u32, Object> =
                codes.iter().map(|(old, new)| (*new, get(old))).collect();
            let (first, last) = (new.keys().min().unwrap_or(&0), new.keys().max().unwrap_or(&0));
            let all = (*first..=*last).map(|c| new.get(&c).cloned().unwrap_or(Object::Integer(0)));
            let all: Vec<Object> = all.collect();
            saved.dict(doc, self.font, |font| set_widths(font, *first, all));
            return self.reencode_differences(doc, codes, saved);
        }
        let olds: Vec<u32> = codes.keys().copied().collect();
        let owner = self.cid_font(doc);
        let widths = owner.and_then(|d| object::array(doc, d, b"W"));
        let widths = widths.map(|old| composite::widths_of(doc, old, 1, &olds));
        let mut new: BTreeMap<u32, Object> = BTreeMap::new();
        for [code, width] in widths.iter().flat_map(|w| w.as_chunks().0) {
            let code = code.as_i64().ok().and_then(|c| u32::try_from(c).ok());
            if let Some(code) = code.and_then(|c| codes.get(&c)) {
                new.insert(*code, width.clone());
            }
        }
        let new = new.into_iter().flat_map(|(c, w)| [Object::Integer(i64::from(c)), w]).collect();
        self.change_cid_font(doc, saved, |dict| {
            if dict.has(b"W") {
                dict.set("W", Object::Array(new));
            }
            if self.true_type {
                dict.set("CIDToGIDMap", Object::Name(b"Identity".to_vec()));
            }
        });
    }

    /// Enters glyph names under the new codes (9.6.5.1).
    fn reencode_differences(
        &self,
        doc: &mut Document,
        codes: &BTreeMap<u32, u32>,
        saved: &mut ObjectBackup,
    ) {
        let Some(font) = doc.objects.get(&self.font).and_then(object::as_dict) else { return };
        let Some(mut encoding) = object::dict(doc, font, b"Encoding").cloned() else { return };
        let names = encoding::differences(doc, font);
        let new: BTreeMap<u32, &Vec<u8>> =
            codes.iter().filter_map(|(old, new)| Some((*new, names.get(old)?))).collect();
        let pair = |(code, name): (u32, &Vec<u8>)| {
            [Object::Integer(i64::from(code)), Object::Name(name.clone())]
        };
        encoding.set("Differences", Object::Array(new.into_iter().flat_map(pair).collect()));
        saved.dict(doc, self.font, |font| font.set("Encoding", Object::Dictionary(encoding)));
    }

    /// Whether codes have names in the font's own `Differences`, and whether all of these do.
    pub(crate) fn names_in_differences(&self, doc: &Document, codes: &[u32]) -> (bool, bool) {
        let Some(font) = doc.objects.get(&self.font).and_then(object::as_dict) else {
            return (false, false);
        };
        let names = encoding::differences(doc, font);
        let listed = self.code_length == 1 && font.has(b"Encoding");
        (listed, listed && codes.iter().all(|code| names.contains_key(code)))
    }

    /// Keeps codes as they are, and reduces the table that leads from them to glyphs to those in
    /// `kept`.
    pub(crate) fn set_glyphs(
        &self,
        doc: &mut Document,
        kept: &[u32],
        glyph: impl Fn(u32) -> Option<u32>,
        saved: &mut ObjectBackup,
    ) {
        if self.code_length == 1 {
            return self.trim_widths(doc, kept, saved);
        }
        let Some(owner) = self.cid_font(doc) else { return };
        if object::stream(doc, owner, b"CIDToGIDMap").is_none() {
            return;
        }
        let last = kept.iter().max().map_or(0, |code| (*code).min(0xffff) as usize);
        let mut map = vec![0; 2 * (last + 1)];
        for code in kept {
            let at = 2 * *code as usize;
            if let (Some(slot), Some(glyph)) = (map.get_mut(at..at + 2), glyph(*code)) {
                slot.copy_from_slice(&(glyph as u16).to_be_bytes());
            }
        }
        let id = doc.add_object(Stream::new(Dictionary::new(), map));
        self.change_cid_font(doc, saved, |dict| dict.set("CIDToGIDMap", Object::Reference(id)));
    }

    /// Trims the widths of a simple font to the range from the first drawn code to the last.
    fn trim_widths(&self, doc: &mut Document, kept: &[u32], saved: &mut ObjectBackup) {
        let Some(widths) = self.simple_widths(doc) else { return };
        let (first, last) = (kept.iter().min().unwrap_or(&0), kept.iter().max().unwrap_or(&0));
        let get = |c: u32| widths.get(&c).cloned().unwrap_or(Object::Integer(0));
        let all: Vec<Object> = (*first..=(*last).min(255)).map(get).collect();
        saved.dict(doc, self.font, |font| set_widths(font, *first, all));
    }

    fn simple_widths(&self, doc: &Document) -> Option<BTreeMap<u32, Object>> {
        let font = doc.objects.get(&self.font).and_then(object::as_dict)?;
        let first = object::get(doc, font, b"FirstChar")?.as_i64().ok()?;
        let widths = object::array(doc, font, b"Widths")?;
        Some((u32::try_from(first).ok()?..).zip(widths.iter().cloned()).collect())
    }
}

/// Sets the bounds of all glyphs. Some producers also derive heights and stems from the letters:
/// where that shows, or where an embedded font does not need them, they are set from the remaining
/// letters.
fn set_bounds(descriptor: &mut Dictionary, bounds: [i64; 4]) {
    for key in ["AvgWidth", "MaxWidth", "XHeight"] {
        descriptor.remove(key.as_bytes());
    }
    let number = |key: &str| descriptor.get(key.as_bytes()).and_then(Object::as_float).ok();
    let old = descriptor.get(b"FontBBox").and_then(Object::as_array).ok();
    let edge = |i: usize| old.and_then(|o| o.get(i)?.as_float().ok());
    // Ghostscript derives the stem width from the right bound: 15 %.
    let stem = |right: f32| (right * 0.15).trunc();
    let mut new = Vec::new();
    for (key, from, to) in [
        ("Ascent", edge(3), bounds[3]),
        ("CapHeight", number("CapHeight"), bounds[3]),
        ("Descent", edge(1), bounds[1]),
        ("StemV", edge(2).map(stem), stem(bounds[2] as f32) as i64),
    ] {
        if from.is_some() && number(key) == from {
            new.push((key, to));
        }
    }
    new.into_iter().for_each(|(key, value)| descriptor.set(key, value));
    if descriptor.has(b"FontBBox") {
        descriptor.set("FontBBox", Object::Array(bounds.map(Object::Integer).to_vec()));
    }
}

/// Sets the widths of a simple font, beginning with the code `first` (table 109).
pub(crate) fn set_widths(font: &mut Dictionary, first: u32, widths: Vec<Object>) {
    let last = i64::from(first) + i64::try_from(widths.len()).unwrap_or(i64::MAX) - 1;
    font.set("FirstChar", i64::from(first));
    font.set("LastChar", last);
    font.set("Widths", Object::Array(widths));
}

/// A CIDSet with the first `count` characters (9.8.3.3).
fn cid_set(count: usize) -> Vec<u8> {
    let mut out = vec![0xff; count / 8];
    if !count.is_multiple_of(8) {
        out.push(0xff << (8 - count % 8));
    }
    out
}

/// Gives the name of a subset another tag.
fn retag(dict: &mut Dictionary, key: &str, tag: &str) {
    let old = dict.get(key.as_bytes()).and_then(Object::as_name).ok();
    if let Some(tail) = old.and_then(tail) {
        let new = [tag.as_bytes(), b"+", tail].concat();
        dict.set(key, Object::Name(new));
    }
}

/// The new tag of a program; a Type 1 program that contains the old tag gets the new one instead.
fn retag_program(bytes: &mut [u8], old: Option<&[u8]>) -> String {
    let places: Vec<usize> = match old.filter(|_| bytes.starts_with(b"%!")) {
        Some(old) => memchr::memmem::find_iter(bytes, old).collect(),
        None => Vec::new(),
    };
    let put = |bytes: &mut [u8], tag: &[u8]| {
        for at in &places {
            if let Some(slot) = bytes.get_mut(*at..*at + tag.len()) {
                slot.copy_from_slice(tag);
            }
        }
    };
    put(bytes, b"AAAAAA");
    let tag = tag(bytes);
    put(bytes, tag.as_bytes());
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_six_letters_and_depends_on_the_program() {
        assert_eq!(tail(b"ABCDEF+Arial"), Some(&b"Arial"[..]));
        assert_eq!(tail(b"Arial+Bold"), None);
        assert!(tail(format!("{}+A", tag(b"x")).as_bytes()).is_some());
        assert_ne!(tag(b"x"), tag(b"y"));
        let retagged = |name: &[u8; 7]| {
            let mut bytes = [b"%! /FontName /", &name[..], b"CMR10 def"].concat();
            retag_program(&mut bytes, Some(name));
            bytes
        };
        assert_eq!(retagged(b"ABCDEF+"), retagged(b"UVWXYZ+"));
    }

    #[test]
    fn all_characters_are_in_the_set() {
        assert_eq!(cid_set(8), [0xff]);
        assert_eq!(cid_set(11), [0xff, 0xe0]);
    }
}
