//! What a font program or another program in a file says of itself: its names, remarks, notices, and
//! tables of its maker's own. Nothing of it is drawn.

use crate::formats::pdf::font::encoding::char_of_glyph_name;
use crate::formats::pdf::subset::bytes::{table, u16_at, u32_at};
use crate::formats::pdf::subset::cff_dict;
use std::collections::BTreeSet;
use std::ops::Range;

/// Letters that make a text.
const LETTERS: usize = 4;
/// Letters and digits that make samples a text.
const SAMPLES: usize = 8;
/// Most remarks of one program.
const MOST: usize = 20_000;
/// Tables of an OpenType program that hold no text, or are read by themselves.
const NO_TEXT: [&[u8; 4]; 35] = [
    b"BASE", b"CFF ", b"CFF2", b"COLR", b"CPAL", b"EBDT", b"EBLC", b"GDEF", b"GPOS", b"GSUB",
    b"HVAR", b"JSTF", b"LTSH", b"MVAR", b"OS/2", b"VDMX", b"VORG", b"avar", b"bdat", b"bloc",
    b"cmap", b"cvt ", b"fpgm", b"fvar", b"gasp", b"glyf", b"gvar", b"hdmx", b"head", b"hhea",
    b"hmtx", b"kern", b"loca", b"maxp", b"prep",
];
/// The collections of characters that Adobe defines.
const COLLECTIONS: [&[u8]; 9] =
    [b"Adobe", b"Identity", b"UCS", b"Japan1", b"GB1", b"CNS1", b"Korea1", b"KR", b"Manga1"];

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Narrow,
    Big,
    Little,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    range: Range<usize>,
    width: Width,
}

impl Remark {
    fn narrow(range: Range<usize>) -> Self {
        Self { range, width: Width::Narrow }
    }

    /// Its text.
    pub(crate) fn text(&self, program: &[u8]) -> String {
        let bytes = program.get(self.range.clone()).unwrap_or_default();
        let (pairs, _) = bytes.as_chunks::<2>();
        match self.width {
            Width::Narrow => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
            },
            Width::Big => pairs.iter().filter_map(|p| wide(u16::from_be_bytes(*p))).collect(),
            Width::Little => pairs.iter().filter_map(|p| wide(u16::from_le_bytes(*p))).collect(),
        }
    }

    /// Writes another name in its place, if it is as long.
    pub(crate) fn rename(&self, program: &mut [u8], new: &[u8]) {
        match program.get_mut(self.range.clone()).filter(|old| old.len() == new.len()) {
            Some(old) => old.copy_from_slice(new),
            None => self.clear(program),
        }
    }

    /// Writes something else in its place, of the same length.
    pub(crate) fn clear(&self, program: &mut [u8]) {
        let Some(bytes) = program.get_mut(self.range.clone()) else { return };
        match self.width {
            Width::Narrow => bytes.fill(b'x'),
            Width::Big => bytes.as_chunks_mut::<2>().0.fill([0, b'x']),
            Width::Little => bytes.as_chunks_mut::<2>().0.fill([b'x', 0]),
        }
    }
}

fn wide(unit: u16) -> Option<char> {
    let c = char::from_u32(u32::from(unit))?;
    (matches!(c, ' '..='~' | '\u{a0}'..='\u{24f}')).then_some(c)
}

/// The remarks of a TrueType, OpenType, CFF or Type 1 program. Names of glyphs that are in `used` are
/// looked up by the document, and are none.
pub(crate) fn of_font(program: &[u8], used: &BTreeSet<Vec<u8>>) -> Vec<Remark> {
    let mut out = Vec::new();
    match program.first_chunk::<4>() {
        Some([0, 1, 0, 0] | b"true" | b"OTTO") => of_tables(program, used, &mut out),
        Some(b"%!PS" | b"%!Fo") => {
            let end = memchr::memmem::find(program, b"eexec").unwrap_or(program.len());
            of_post_script(program.get(..end).unwrap_or_default(), &mut out);
        }
        Some([1, _, _, 1..=4]) => drop(of_cff(program, 0, used, &mut out)),
        _ => {}
    }
    out.truncate(MOST);
    out
}

/// The comments and strings of a program in PostScript: a function, a map of codes.
pub(crate) fn of_program(program: &[u8]) -> Vec<Remark> {
    let mut out = Vec::new();
    of_post_script(program, &mut out);
    out.truncate(MOST);
    out
}

/// Samples of a picture, if all of them are letters: nothing else has eight letters and no other
/// bytes.
pub(crate) fn of_samples(samples: &[u8]) -> Vec<Remark> {
    let letters = samples.iter().filter(|b| b.is_ascii_alphanumeric()).count();
    let plain = |b: &u8| matches!(b, b' '..=b'~' | b'\r' | b'\n' | b'\t' | 0xa0..);
    let text = letters >= SAMPLES && 2 * letters >= samples.len() && samples.iter().all(plain);
    text.then(|| Remark::narrow(0..samples.len())).into_iter().collect()
}

fn of_post_script(bytes: &[u8], out: &mut Vec<Remark>) {
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|b| memchr::memchr3(b'%', b'(', b'/', b)) {
        let start = at + step;
        let rest = bytes.get(start + 1..).unwrap_or_default();
        let length = match bytes.get(start) {
            Some(b'%') => memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len()),
            Some(b'(') => memchr::memchr(b')', rest).unwrap_or(rest.len()),
            _ => rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count(),
        };
        let text = start + 1..start + 1 + length;
        at = text.end;
        let said = bytes.get(text.clone()).unwrap_or_default();
        // A name that is given to the program itself; other names are words of the language.
        let is_named = matches!(said, b"FontName" | b"CMapName");
        if bytes.get(start) != Some(&b'/') {
            let known = said.starts_with(b"!") || COLLECTIONS.contains(&said);
            out.extend((!known && is_text(said)).then(|| Remark::narrow(text)));
        } else if let Some(skip) = bytes.get(at..).filter(|_| is_named).and_then(name_behind) {
            let name = at + skip.start..at + skip.end;
            let said = bytes.get(name.clone()).unwrap_or_default();
            at = name.end;
            out.extend((is_text(said) && !is_collection(said)).then(|| Remark::narrow(name)));
        }
    }
}

/// `Adobe-Identity-UCS` and the like.
fn is_collection(name: &[u8]) -> bool {
    name.split(|b| *b == b'-').all(|part| COLLECTIONS.contains(&part) || part.len() < LETTERS)
}

/// The name that follows, without its slash.
fn name_behind(bytes: &[u8]) -> Option<Range<usize>> {
    let slash = bytes.iter().position(|b| !b.is_ascii_whitespace())?;
    let name = bytes.get(slash..)?.strip_prefix(b"/")?;
    let ends = |b: &u8| b.is_ascii_whitespace() || b"/()<>[]{}%".contains(b);
    let length = name.iter().position(ends).unwrap_or(name.len());
    Some(slash + 1..slash + 1 + length)
}

fn of_tables(program: &[u8], used: &BTreeSet<Vec<u8>>, out: &mut Vec<Remark>) {
    let count = u16_at(program, 4).unwrap_or(0);
    let head = 12 + 16 * count;
    let mut covered: Vec<Range<usize>> = std::iter::once(0..head).collect();
    for i in 0..count {
        let at = 12 + 16 * i;
        let Some(tag) = program.get(at..).and_then(|b| b.first_chunk::<4>()) else { return };
        let Some(range) = table(program, tag).filter(|r| r.end <= program.len()) else { continue };
        covered.push(range.clone());
        match tag {
            b"post" => of_glyph_names(program, range, used, out),
            b"name" => of_names(program, range, out),
            _ if NO_TEXT.contains(&tag) => {}
            _ => runs(program, range, out),
        }
    }
    if let Some(cff) = table(program, b"CFF ").filter(|r| r.end <= program.len()) {
        let start = cff.start;
        let _ = of_cff(program.get(cff).unwrap_or_default(), start, used, out);
    }
    // What stands between the tables, and behind them.
    covered.sort_by_key(|r| (r.start, r.end));
    let mut end = 0;
    for range in covered {
        if range.start > end {
            runs(program, end..range.start, out);
        }
        end = end.max(range.end);
    }
    runs(program, end.min(program.len())..program.len(), out);
}

/// The records of a `name` table, each a text of its own, and what stands in the table beside them.
fn of_names(program: &[u8], range: Range<usize>, out: &mut Vec<Remark>) {
    let count = u16_at(program, range.start + 2).unwrap_or(0);
    let storage = range.start + u16_at(program, range.start + 4).unwrap_or(0);
    let mut told: Vec<(Range<usize>, bool)> = Vec::new();
    for record in (0..count).map(|n| range.start + 6 + 12 * n).take_while(|at| *at < range.end) {
        let number = |skip: usize| u16_at(program, record + skip);
        let (Some(platform), Some(length), Some(offset)) = (number(0), number(8), number(10))
        else {
            break;
        };
        let start = storage + offset;
        let text = start..start + length;
        // Texts of Unicode and of Windows have two bytes a letter (OpenType, `name`).
        told.extend((length > 0 && text.end <= range.end).then_some((text, platform != 1)));
    }
    told.sort_by_key(|(text, wide)| (text.start, text.end, *wide));
    told.dedup();
    let mut end = range.start;
    for (text, wide) in &told {
        runs(program, end..text.start.max(end), out);
        end = end.max(text.end);
        let width = if *wide { Width::Big } else { Width::Narrow };
        let enough = is_text(program.get(text.clone()).unwrap_or_default());
        out.extend(enough.then(|| Remark { range: text.clone(), width }));
    }
    runs(program, end..range.end, out);
}

/// The names of glyphs that a `post` table spells out.
fn of_glyph_names(
    program: &[u8],
    range: Range<usize>,
    used: &BTreeSet<Vec<u8>>,
    out: &mut Vec<Remark>,
) {
    if u32_at(program, range.start) != Some(0x0002_0000) {
        return runs(program, range.start + 32..range.end.max(range.start + 32), out);
    }
    let count = u16_at(program, range.start + 32).unwrap_or(0);
    let mut at = range.start + 34 + 2 * count;
    while let Some(length) = program.get(at).filter(|_| at < range.end) {
        let name = at + 1..(at + 1 + usize::from(*length)).min(range.end);
        at = name.end;
        out.extend(glyph_name(program, name, used));
    }
}

/// A name of a glyph that is no usual one.
fn glyph_name(program: &[u8], range: Range<usize>, used: &BTreeSet<Vec<u8>>) -> Option<Remark> {
    let name = program.get(range.clone())?;
    let known = std::str::from_utf8(name).is_ok_and(|n| char_of_glyph_name(n).is_some());
    (is_text(name) && !known && !used.contains(name)).then(|| Remark::narrow(range))
}

/// The name and the strings of a CFF program that begins at `start`.
fn of_cff(
    bytes: &[u8],
    start: usize,
    used: &BTreeSet<Vec<u8>>,
    out: &mut Vec<Remark>,
) -> Option<()> {
    let (names, at) = cff_dict::index(bytes, usize::from(*bytes.get(2)?))?;
    let (_, at) = cff_dict::index(bytes, at)?;
    let (strings, _) = cff_dict::index(bytes, at)?;
    let place = |r: &Range<usize>| start + r.start..start + r.end;
    let text = |r: &&Range<usize>| is_text(bytes.get((*r).clone()).unwrap_or_default());
    out.extend(names.iter().filter(text).map(|r| Remark::narrow(place(r))));
    for string in &strings {
        let said = bytes.get(string.clone())?;
        let found = glyph_name(bytes, string.clone(), used);
        let found = found.filter(|_| !COLLECTIONS.contains(&said));
        out.extend(found.map(|_| Remark::narrow(place(string))));
    }
    Some(())
}

fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().filter(|b| b.is_ascii_alphabetic() || **b >= 0x80).count() >= LETTERS
}

/// Stretches of letters in a table of any form.
fn runs(program: &[u8], range: Range<usize>, out: &mut Vec<Remark>) {
    let bytes = program.get(range.clone()).unwrap_or_default();
    let pair = |at: usize| bytes.get(at..).and_then(|b| b.first_chunk::<2>()).copied();
    let mut at = 0;
    while at < bytes.len() && out.len() < MOST {
        let length = |width: Width| match width {
            Width::Narrow => {
                let letters = bytes.get(at..).unwrap_or_default().iter();
                letters.take_while(|b| matches!(b, b' '..=b'~' | 0x80..)).count()
            }
            Width::Big | Width::Little => {
                let of = |p: [u8; 2]| match width {
                    Width::Big => u16::from_be_bytes(p),
                    _ => u16::from_le_bytes(p),
                };
                let fits = |at: usize| pair(at).is_some_and(|p| wide(of(p)).is_some());
                // The byte in front of letters of two bytes is not half of the first.
                if !pair(at).is_some_and(|p| of(p) < 0x100) {
                    return 0;
                }
                (at..).step_by(2).take_while(|at| fits(*at)).count() * 2
            }
        };
        let found = [Width::Big, Width::Little, Width::Narrow].into_iter().find_map(|width| {
            let part = at..at + length(width);
            let enough = is_text(bytes.get(part.clone()).unwrap_or_default());
            (enough && !part.is_empty()).then_some((part, width))
        });
        let Some((part, width)) = found else {
            at += 1;
            continue;
        };
        at = part.end;
        out.push(Remark { range: range.start + part.start..range.start + part.end, width });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(remarks: &[Remark], program: &[u8]) -> Vec<String> {
        remarks.iter().map(|r| r.text(program)).collect()
    }

    /// A program of these tables, with `behind` after them.
    fn sfnt(tables: &[(&[u8; 4], Vec<u8>)], behind: &[u8]) -> Vec<u8> {
        let mut out =
            vec![0, 1, 0, 0, 0, u8::try_from(tables.len()).expect("few"), 0, 0, 0, 0, 0, 0];
        let mut at = 12 + 16 * tables.len();
        for (tag, data) in tables {
            out.extend_from_slice(*tag);
            out.extend([0; 4]);
            out.extend(u32::try_from(at).expect("small").to_be_bytes());
            out.extend(u32::try_from(data.len()).expect("small").to_be_bytes());
            at += data.len();
        }
        tables.iter().for_each(|(_, data)| out.extend_from_slice(data));
        out.extend_from_slice(behind);
        out
    }

    #[test]
    fn what_a_program_says_in_tables_is_read_and_cleared() {
        let wide: Vec<u8> = "Wispelaer".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let little: Vec<u8> = "Wispelaer".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut post = vec![0, 2, 0, 0];
        post.extend([0; 28]);
        post.extend([0, 1, 1, 2]);
        post.extend(b"\x09Wispelaer\x06eacute\x09Verkuijle");
        for (tables, behind) in [
            (vec![(b"name", [&[0, 0, 0, 1][..], &wide].concat())], &b""[..]),
            (vec![(b"meta", b"\0\0door Wispelaer\0".to_vec())], b""),
            (vec![(b"JANS", [&[1][..], &little].concat())], b""),
            (vec![(b"post", post)], b""),
            (vec![(b"head", vec![0; 8])], b"Wispelaer"),
        ] {
            let used = BTreeSet::from([b"Verkuijle".to_vec()]);
            let mut program = sfnt(&tables, behind);
            let found = of_font(&program, &used);
            let texts = said(&found, &program);
            assert!(texts.len() == 1 && texts[0].ends_with("Wispelaer"), "{texts:?}");
            found.iter().for_each(|r| r.clear(&mut program));
            assert!(
                said(&of_font(&program, &used), &program).concat().trim_matches('x').is_empty()
            );
        }
        let drawn = sfnt(&[(b"glyf", b"Wispelaer".to_vec())], b"");
        assert!(of_font(&drawn, &BTreeSet::new()).is_empty());
    }

    #[test]
    fn each_record_of_names_is_a_text_of_its_own() {
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        let texts = [wide("Bos Wispelaer"), wide("Book"), b"Vet".to_vec(), b"Wispelaer".to_vec()];
        let mut names = vec![0, 0, 0, 3, 0, 6 + 3 * 12];
        let mut at = 0_u16;
        for (platform, text) in [3, 3, 1].into_iter().zip(&texts) {
            let length = u16::try_from(text.len()).expect("short");
            for number in [platform, 1, 0x409, 1, length, at] {
                names.extend(number.to_be_bytes());
            }
            at += length;
        }
        let mut program = sfnt(&[(b"name", [names, texts.concat()].concat())], b"");
        let found = of_font(&program, &BTreeSet::new());
        assert_eq!(said(&found, &program), ["Bos Wispelaer", "Book", "Wispelaer"]);
        found.iter().for_each(|r| r.clear(&mut program));
        let left = said(&of_font(&program, &BTreeSet::new()), &program);
        assert!(left.iter().all(|text| text.bytes().all(|b| b == b'x')), "{left:?}");
    }

    #[test]
    fn comments_and_strings_of_a_program_are_remarks() {
        let type1 = b"%!PS-AdobeFont-1.0: Wisp\n% door Jansen\n/FontName /Jansen-Bold def\n\
            /FullName (Jansen Vet) def /Encoding 256 array dup 65 /Jansen put\ncurrentfile eexec Jansen";
        let found = of_font(type1, &BTreeSet::new());
        assert_eq!(said(&found, type1), [" door Jansen", "Jansen-Bold", "Jansen Vet"]);
        let map = b"%!PS\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) >> def % Jansen\n\
            /CMapName /Adobe-Identity-UCS def\n(Jansen) pop";
        assert_eq!(said(&of_program(map), map), [" Jansen", "Jansen"]);
    }
}
