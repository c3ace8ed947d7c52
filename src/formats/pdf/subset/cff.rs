//! A CFF program reduced to the glyphs that stay (Adobe Technical Note 5176).
//!
//! Glyph names and codes are stored in lists and ranges that include removed glyphs, and
//! subroutines and strings are those of all former glyphs. So none of that is kept: lists are
//! written out, strings are those of the names that stay, charstrings call no subroutines.

use crate::formats::pdf::subset::cff_dict::{self, Entry, find};
use crate::formats::pdf::subset::cff_private::{PRIVATE, PrivateDict, SAID};
use crate::formats::pdf::subset::cff_tables::{charset, encoding, fd_select};
use crate::formats::pdf::subset::charstring::{self, Subroutines};
use crate::formats::pdf::subset::tag;
use std::collections::BTreeMap;
use std::ops::Range;

/// Operators of a Top DICT that are written anew.
const CHARSET: u16 = 15;
const ENCODING: u16 = 16;
const CHAR_STRINGS: u16 = 17;
const ROS: u16 = 0x0c1e;
const CID_COUNT: u16 = 0x0c22;
const FD_ARRAY: u16 = 0x0c24;
const FD_SELECT: u16 = 0x0c25;
/// Number of strings that every reader knows, and of glyphs in the ISOAdobe charset.
const STANDARD_STRINGS: usize = 391;
const ISO_ADOBE: usize = 229;

/// A program, taken apart.
pub(crate) struct Cff<'a> {
    bytes: &'a [u8],
    name: &'a [u8],
    top: Vec<Entry<'a>>,
    strings: Vec<Range<usize>>,
    global: Vec<Range<usize>>,
    glyphs: Vec<Range<usize>>,
    /// The name (SID) or character (CID) of each glyph.
    charset: Vec<usize>,
    /// Built-in codes and their glyphs, if the program has its own encoding.
    encoding: Option<Vec<(u8, usize)>>,
    privates: Vec<PrivateDict<'a>>,
    /// Index of the private part of each glyph.
    select: Vec<u8>,
}

impl<'a> Cff<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (names, at) = cff_dict::index(bytes, usize::from(*bytes.get(2)?))?;
        let (tops, at) = cff_dict::index(bytes, at)?;
        let (strings, at) = cff_dict::index(bytes, at)?;
        let (global, _) = cff_dict::index(bytes, at)?;
        let top = cff_dict::read(bytes.get(tops.first()?.clone())?)?;
        let (glyphs, _) = cff_dict::index(bytes, find(&top, CHAR_STRINGS)?)?;
        let by_number = find(&top, ROS).is_some();
        let mut privates = Vec::new();
        let mut select = vec![0; glyphs.len()];
        if let Some(at) = find(&top, FD_ARRAY) {
            for font in cff_dict::index(bytes, at)?.0 {
                privates.push(PrivateDict::read(bytes, cff_dict::read(bytes.get(font)?)?)?);
            }
            select = fd_select(bytes, find(&top, FD_SELECT)?, glyphs.len())?;
        } else {
            let mut own =
                PrivateDict::read(bytes, cff_dict::read(bytes.get(tops.first()?.clone())?)?)?;
            own.font.clear();
            privates.push(own);
        }
        let charset = match find(&top, CHARSET).unwrap_or(0) {
            0 if !by_number && glyphs.len() <= ISO_ADOBE => (0..glyphs.len()).collect(),
            0..=2 => return None,
            at => charset(bytes, at, glyphs.len())?,
        };
        let encoding = match find(&top, ENCODING).unwrap_or(0) {
            0 | 1 => None,
            at => Some(encoding(bytes, at, &charset)?),
        };
        let name = bytes.get(names.first()?.clone())?;
        Some(Self {
            bytes,
            name,
            top,
            strings,
            global,
            glyphs,
            charset,
            encoding,
            privates,
            select,
        })
    }

    /// Whether glyphs are characters by number (a CIDFont), not by name.
    pub(crate) fn by_number(&self) -> bool {
        find(&self.top, ROS).is_some()
    }

    pub(crate) fn count(&self) -> usize {
        self.glyphs.len()
    }

    /// What identifies a glyph independently of the program: its name, or its character.
    pub(crate) fn key(&self, glyph: usize) -> (&'a [u8], usize) {
        let id = self.charset.get(glyph).copied().unwrap_or(0);
        let own = id.checked_sub(STANDARD_STRINGS).filter(|_| !self.by_number());
        let text = own.and_then(|n| self.bytes.get(self.strings.get(n)?.clone()));
        // A name that is spelled out sorts after all standard names, whatever its number.
        text.map_or((&[], id), |text| (text, STANDARD_STRINGS))
    }

    /// Whether a glyph draws anything.
    pub(crate) fn draws(&self, glyph: usize) -> bool {
        self.glyphs
            .get(glyph)
            .is_some_and(|r| self.bytes.get(r.clone()) != Some(&[charstring::END_CHAR]))
    }

    fn flat(&self, glyph: usize) -> Option<Vec<u8>> {
        let private = self.privates.get(usize::from(*self.select.get(glyph)?))?;
        let subroutines =
            Subroutines { bytes: self.bytes, local: &private.local, global: &self.global };
        charstring::flatten(self.bytes.get(self.glyphs.get(glyph)?.clone())?, &subroutines)
    }

    /// The program with other built-in codes, if it has codes of its own.
    pub(crate) fn reencoded(mut self, codes: &BTreeMap<u32, u32>) -> Option<Vec<u8>> {
        if let Some(encoding) = &mut self.encoding {
            let new = |(code, glyph): &(u8, usize)| {
                Some((u8::try_from(*codes.get(&u32::from(*code))?).ok()?, *glyph))
            };
            *encoding = encoding.iter().filter_map(new).collect();
        }
        let order: Vec<_> = (0..self.count()).map(Some).collect();
        self.write(&order, None)
    }

    /// The program with these glyphs in this order, `None` for an empty glyph; `characters` are
    /// their new CIDs, if they change. `None` if a glyph is not understood, or is composed of
    /// others by name.
    pub(crate) fn write(
        &self,
        order: &[Option<usize>],
        characters: Option<&[usize]>,
    ) -> Option<Vec<u8>> {
        if order.first() != Some(&Some(0)) {
            return None;
        }
        let mut strings: Vec<&[u8]> = Vec::new();
        let mut charstrings = Vec::with_capacity(order.len());
        let mut ids = Vec::with_capacity(order.len());
        let mut select = vec![0];
        for (new, old) in order.iter().enumerate() {
            let Some(old) = *old else {
                charstrings.push(vec![charstring::END_CHAR]);
                ids.push(if self.by_number() { new } else { 0 });
                select.push(0);
                continue;
            };
            charstrings.push(self.flat(old)?);
            select.push(*self.select.get(old)?);
            let id = *self.charset.get(old)?;
            ids.push(match (characters, id.checked_sub(STANDARD_STRINGS)) {
                (Some(characters), _) => *characters.get(new)?,
                (None, Some(own)) if !self.by_number() => {
                    strings.push(self.bytes.get(self.strings.get(own)?.clone())?);
                    STANDARD_STRINGS + strings.len() - 1
                }
                _ => id,
            });
        }
        let mut charset = vec![0];
        for id in ids.iter().skip(1) {
            charset.extend(u16::try_from(*id).ok()?.to_be_bytes());
        }
        let encoding = self.codes(order, &ids)?;
        let parts = CffParts {
            charset,
            encoding,
            select,
            charstrings: cff_dict::write_index(&charstrings)?,
        };
        let last = ids.iter().max().copied().unwrap_or(0);
        self.assemble(&parts, &mut strings, last + 1)
    }

    /// The built-in encoding: every code with the name of its glyph (table 13).
    fn codes(&self, order: &[Option<usize>], ids: &[usize]) -> Option<Option<Vec<u8>>> {
        let Some(codes) = &self.encoding else { return Some(None) };
        let names: BTreeMap<usize, usize> =
            order.iter().zip(ids).filter_map(|(old, id)| Some(((*old)?, *id))).collect();
        let mut kept: Vec<(u8, usize)> =
            codes.iter().filter_map(|(code, glyph)| Some((*code, *names.get(glyph)?))).collect();
        kept.sort_unstable();
        kept.dedup_by_key(|(code, _)| *code);
        let mut out = vec![0x80, 0, u8::try_from(kept.len()).ok()?];
        for (code, name) in kept {
            out.push(code);
            out.extend(u16::try_from(name).ok()?.to_be_bytes());
        }
        Some(Some(out))
    }

    fn assemble(
        &self,
        parts: &CffParts,
        strings: &mut Vec<&'a [u8]>,
        characters: usize,
    ) -> Option<Vec<u8>> {
        let ros = match self.top.iter().find(|e| e.operator == ROS) {
            Some(entry) => self.ros(entry, strings)?,
            None => Vec::new(),
        };
        let mut out = vec![1, 0, 4, 4];
        let name = tag::tail(self.name).unwrap_or(self.name);
        out.extend(cff_dict::write_index(&[name])?);
        let top = |at: &CffOffsets| self.top_dict(&ros, parts, at, characters);
        let empty = cff_dict::write_index(&[top(&CffOffsets::default())?])?.len();
        let strings = cff_dict::write_index(strings)?;
        let global = cff_dict::write_index::<&[u8]>(&[])?;
        let mut at = CffOffsets {
            charset: out.len() + empty + strings.len() + global.len(),
            ..CffOffsets::default()
        };
        at.encoding = at.charset + parts.charset.len();
        at.charstrings = at.encoding + parts.encoding.as_ref().map_or(0, Vec::len);
        at.select = at.charstrings + parts.charstrings.len();
        let by_number = self.by_number();
        let mut next = at.select + if by_number { parts.select.len() } else { 0 };
        let mut privates = Vec::new();
        let mut fonts = Vec::new();
        for private in &self.privates {
            let bytes: Vec<u8> = private.plain().flat_map(|e| e.bytes).copied().collect();
            at.private = (bytes.len(), next);
            let mut font: Vec<u8> = private.named().flat_map(|e| e.bytes).copied().collect();
            font.extend(cff_dict::entry(PRIVATE, &[bytes.len(), next])?);
            fonts.push(font);
            next += bytes.len();
            privates.extend(bytes);
        }
        at.fonts = next;
        out.extend(cff_dict::write_index(&[top(&at)?])?);
        out.extend(strings);
        out.extend(global);
        out.extend(&parts.charset);
        out.extend(parts.encoding.iter().flatten());
        out.extend(&parts.charstrings);
        if by_number {
            out.extend(&parts.select);
        }
        out.extend(privates);
        if by_number {
            out.extend(cff_dict::write_index(&fonts)?);
        }
        Some(out)
    }

    /// Registry, ordering and supplement, with their strings.
    fn ros(&self, entry: &Entry<'_>, strings: &mut Vec<&'a [u8]>) -> Option<Vec<u8>> {
        let [registry, ordering, supplement] = entry.numbers[..] else { return None };
        let mut text = |id: i64| -> Option<usize> {
            let id = usize::try_from(id).ok()?;
            let Some(own) = id.checked_sub(STANDARD_STRINGS) else { return Some(id) };
            strings.push(self.bytes.get(self.strings.get(own)?.clone())?);
            Some(STANDARD_STRINGS + strings.len() - 1)
        };
        let numbers = [text(registry)?, text(ordering)?, usize::try_from(supplement).ok()?];
        cff_dict::entry(ROS, &numbers)
    }

    fn top_dict(
        &self,
        ros: &[u8],
        parts: &CffParts,
        at: &CffOffsets,
        count: usize,
    ) -> Option<Vec<u8>> {
        let anew = [CHARSET, ENCODING, CHAR_STRINGS, PRIVATE, ROS, CID_COUNT, FD_ARRAY, FD_SELECT];
        let stays = |e: &&Entry<'_>| !anew.contains(&e.operator) && !SAID.contains(&e.operator);
        let mut out = ros.to_vec();
        out.extend(self.top.iter().filter(stays).flat_map(|e| e.bytes));
        out.extend(cff_dict::entry(CHARSET, &[at.charset])?);
        out.extend(cff_dict::entry(CHAR_STRINGS, &[at.charstrings])?);
        if self.by_number() {
            out.extend(cff_dict::entry(CID_COUNT, &[count])?);
            out.extend(cff_dict::entry(FD_SELECT, &[at.select])?);
            out.extend(cff_dict::entry(FD_ARRAY, &[at.fonts])?);
        } else {
            let standard = find(&self.top, ENCODING).unwrap_or(0);
            let encoding = if parts.encoding.is_some() { at.encoding } else { standard };
            out.extend(cff_dict::entry(ENCODING, &[encoding])?);
            out.extend(cff_dict::entry(PRIVATE, &[at.private.0, at.private.1])?);
        }
        Some(out)
    }
}

/// The parts that a Top DICT refers to.
struct CffParts {
    charset: Vec<u8>,
    encoding: Option<Vec<u8>>,
    select: Vec<u8>,
    charstrings: Vec<u8>,
}

/// Their offsets.
#[derive(Default)]
struct CffOffsets {
    charset: usize,
    encoding: usize,
    charstrings: usize,
    select: usize,
    fonts: usize,
    private: (usize, usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program of three glyphs: `.notdef`, `ex` and `A`. Its charset is a range, and the last
    /// glyph calls a subroutine.
    pub(crate) fn program() -> Vec<u8> {
        let index = |parts: &[&[u8]]| cff_dict::write_index(parts).unwrap();
        let names = index(&[b"ABCDEF+Font"]);
        let strings = index(&[b"Notice of Jansen", b"ex"]);
        let global = index(&[&[140, 21, 11]]);
        let end: &[u8] = &[14];
        let glyphs = index(&[end, &[139, 139, 5, 14], &[139, 32, 29, 139, 139, 5, 14]]);
        // 392 is `ex`, 393 would be next: the range is 392, then 34 (`A`).
        let charset = [0, 1, 136, 0, 34];
        let encoding = [0, 2, 65, 66];
        let top = |charset: usize| {
            let mut out = cff_dict::entry(1, &[391]).unwrap();
            out.extend(cff_dict::entry(CHARSET, &[charset]).unwrap());
            out.extend(cff_dict::entry(ENCODING, &[charset + 5]).unwrap());
            out.extend(cff_dict::entry(CHAR_STRINGS, &[charset + 9]).unwrap());
            out.extend(cff_dict::entry(PRIVATE, &[2, charset + 9 + glyphs.len()]).unwrap());
            out
        };
        let before = 4 + names.len() + index(&[&top(0)]).len() + strings.len() + global.len();
        let mut out = vec![1, 0, 4, 4];
        for part in [&names[..], &index(&[&top(before)]), &strings, &global] {
            out.extend(part);
        }
        out.extend(charset);
        out.extend(encoding);
        out.extend(glyphs);
        out.extend([150, 20]);
        out
    }

    #[test]
    fn what_stays_is_the_same_and_nothing_tells_of_the_rest() {
        let program = program();
        let old = Cff::read(&program).unwrap();
        assert_eq!(old.charset, [0, 392, 34]);
        let new = old.write(&[Some(0), Some(2)], None).unwrap();
        let new = Cff::read(&new).unwrap();
        assert_eq!((new.charset.as_slice(), new.strings.len()), (&[0, 34][..], 0));
        assert_eq!(new.encoding, Some(vec![(66, 1)]));
        assert_eq!(new.name, b"Font");
        assert_eq!(new.flat(1), Some(vec![139, 140, 21, 139, 139, 5, 14]));
        assert!(new.global.is_empty() && find(&new.top, 1).is_none());
        let turned = old.write(&[Some(0), Some(2), None, Some(1)], None).unwrap();
        let turned = Cff::read(&turned).unwrap();
        assert_eq!(turned.key(3), (&b"ex"[..], STANDARD_STRINGS));
        assert_eq!(turned.encoding, Some(vec![(65, 3), (66, 1)]));
        assert!(!turned.draws(2) && turned.draws(3));
    }
}
