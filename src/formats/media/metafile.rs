//! Windows metafiles (MS-EMF, MS-WMF), in which text is drawn by text records.
//!
//! Text is removed by whole records. Comments and descriptions are always removed.

use crate::formats::media::bytes::{u16_at, u32_at};
use std::collections::BTreeSet;
use std::ops::Range;

/// The text of a metafile.
#[derive(Debug, Default)]
pub(crate) struct MetafileText {
    /// The text of all records, in drawing order.
    pub(crate) text: String,
    /// Byte ranges of the text, with the index of the record each came from.
    pub(crate) records: Vec<(Range<usize>, usize)>,
    /// Whether it draws text that cannot be read: by glyph index, or only in EMF+.
    pub(crate) unread: bool,
}

const TEXT_A: u32 = 83;
const TEXT_W: u32 = 84;
const COMMENT: u32 = 70;
const POLY_A: u32 = 96;
const POLY_W: u32 = 97;
const SMALL_TEXT: u32 = 108;

struct MetafileRecord {
    kind: u32,
    range: Range<usize>,
}

fn is_emf(bytes: &[u8]) -> bool {
    bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF")
}

/// The offset of the header of a WMF: after the placeable header, if there is one (MS-WMF 2.3.2.3).
fn wmf_header(bytes: &[u8]) -> Option<usize> {
    let at = if bytes.starts_with(b"\xD7\xCD\xC6\x9A") { 22 } else { 0 };
    let kind = u16_at(bytes, at)?;
    let size = u16_at(bytes, at + 2)?;
    ((kind == 1 || kind == 2) && size == 9).then_some(at)
}

/// Whether these bytes are a metafile.
pub(crate) fn is_metafile(bytes: &[u8]) -> bool {
    is_emf(bytes) || wmf_header(bytes).is_some()
}

fn records(bytes: &[u8]) -> Option<Vec<MetafileRecord>> {
    let mut out = Vec::new();
    if is_emf(bytes) {
        let mut at = 0;
        while at + 8 <= bytes.len() {
            let kind = u32_at(bytes, at)?;
            let size = usize::try_from(u32_at(bytes, at + 4)?).ok()?;
            let end = at.checked_add(size).filter(|e| size >= 8 && *e <= bytes.len())?;
            out.push(MetafileRecord { kind, range: at..end });
            at = end;
            if kind == 14 {
                break;
            }
        }
    } else {
        let mut at = wmf_header(bytes)? + 18;
        while at + 6 <= bytes.len() {
            let size = usize::try_from(u32_at(bytes, at)?).ok()?.checked_mul(2)?;
            let kind = u32::from(u16_at(bytes, at + 4)?);
            let end = at.checked_add(size).filter(|e| size >= 6 && *e <= bytes.len())?;
            out.push(MetafileRecord { kind, range: at..end });
            at = end;
            if kind == 0 {
                break;
            }
        }
    }
    Some(out)
}

/// Reads the text of a metafile; `None` if its records are faulty.
pub(crate) fn read(bytes: &[u8]) -> Option<MetafileText> {
    let mut out = MetafileText::default();
    let mut last: Option<(i32, i32)> = None;
    let emf = is_emf(bytes);
    for (number, record) in records(bytes)?.iter().enumerate() {
        let data = bytes.get(record.range.clone())?;
        if emf && record.kind == COMMENT {
            out.unread |= plus_only_text(data);
            continue;
        }
        let said = if emf { emf_text(record.kind, data) } else { wmf_text(record.kind, data) };
        let Some((text, at, width)) = said else { continue };
        let Some(text) = text else {
            out.unread = true;
            continue;
        };
        if let Some((end, y)) = last {
            let gap = (at.0 - end).abs();
            let letter = width / i32::try_from(text.chars().count().max(1)).unwrap_or(1);
            let joint = match (y == at.1, gap * 4 <= letter.abs()) {
                (false, _) => "\n",
                (true, true) => "",
                (true, false) => " ",
            };
            out.text.push_str(joint);
        }
        last = Some((at.0.saturating_add(width), at.1));
        let start = out.text.len();
        out.text.push_str(&text);
        out.records.push((start..out.text.len(), number));
    }
    Some(out)
}

/// The text of a record (`None` if it draws glyphs by index), its position, and its width, in
/// logical units.
type RecordText = (Option<String>, (i32, i32), i32);

fn emf_text(kind: u32, data: &[u8]) -> Option<RecordText> {
    let signed = |at: usize| u32_at(data, at).map(|v| v as i32);
    match kind {
        TEXT_A | TEXT_W => {
            let wide = kind == TEXT_W;
            let (count, offset) = (u32_at(data, 44)? as usize, u32_at(data, 48)? as usize);
            if count == 0 {
                return None;
            }
            let glyphs = u32_at(data, 52)? & 0x10 != 0;
            let text = letters(data.get(offset..)?, count, wide)?;
            let advance = u32_at(data, 72)? as usize;
            let widths = (0..count).filter_map(|i| signed(advance + i * 4)).sum();
            let width = if advance >= 76 { widths } else { 0 };
            Some(((!glyphs).then_some(text), (signed(36)?, signed(40)?), width))
        }
        SMALL_TEXT => {
            let options = u32_at(data, 20)?;
            let at = if options & 0x100 == 0 { 52 } else { 36 };
            let count = u32_at(data, 16)? as usize;
            let text = letters(data.get(at..)?, count, options & 0x200 == 0)?;
            Some(((options & 0x10 == 0).then_some(text), (signed(8)?, signed(12)?), 0))
        }
        POLY_A | POLY_W => {
            let mut all = String::new();
            for i in 0..(u32_at(data, 36)? as usize).min(data.len() / 40) {
                let at = 40 + i * 40;
                let (count, offset) = (u32_at(data, at + 8)? as usize, u32_at(data, at + 12)?);
                all.push_str(&letters(data.get(offset as usize..)?, count, kind == POLY_W)?);
            }
            Some((Some(all), (signed(40)?, signed(44)?), 0))
        }
        _ => None,
    }
}

fn wmf_text(kind: u32, data: &[u8]) -> Option<RecordText> {
    let signed = |at: usize| u16_at(data, at).map(|v| i32::from(v as i16));
    match kind {
        0x0521 => {
            let count = usize::from(u16_at(data, 6)?);
            let text = letters(data.get(8..)?, count, false)?;
            let after = 8 + count.next_multiple_of(2);
            Some((Some(text), (signed(after + 2)?, signed(after)?), 0))
        }
        0x0A32 => {
            let count = usize::from(u16_at(data, 10)?);
            let options = u16_at(data, 12)?;
            let at = if options & 6 != 0 { 22 } else { 14 };
            let text = letters(data.get(at..)?, count, false)?;
            let advance = at + count.next_multiple_of(2);
            let width = (0..count).filter_map(|i| signed(advance + i * 2)).sum();
            Some(((options & 0x10 == 0).then_some(text), (signed(8)?, signed(6)?), width))
        }
        _ => None,
    }
}

fn letters(data: &[u8], count: usize, wide: bool) -> Option<String> {
    if wide {
        let (units, _) = data.get(..count.checked_mul(2)?)?.as_chunks::<2>();
        let units = units.iter().map(|u| u16::from_le_bytes(*u));
        Some(char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect())
    } else {
        let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(data.get(..count)?).0;
        Some(text.into_owned())
    }
}

/// Whether a comment contains EMF+ records that draw text which no EMF record draws: the flag for
/// dual metafiles in the EMF+ header is not set (MS-EMFPLUS 2.3.3.3).
fn plus_only_text(data: &[u8]) -> bool {
    if data.get(12..16) != Some(b"EMF+") {
        return false;
    }
    let mut at = 16;
    let mut dual = true;
    let mut text = false;
    while let (Some(kind), Some(flags), Some(size)) =
        (u16_at(data, at), u16_at(data, at + 2), u32_at(data, at + 4))
    {
        match kind {
            0x4001 => dual = flags & 1 != 0,
            0x401C | 0x4036 => text = true,
            _ => {}
        }
        if size < 12 {
            break;
        }
        at = at.saturating_add(size as usize);
    }
    // Without a header in the same comment, the text is assumed to occur only in EMF+.
    text && !(dual && u16_at(data, 16) == Some(0x4001))
}

/// The metafile without these records, and without comments and descriptions; `None` if its records
/// are faulty.
pub(crate) fn without(bytes: &[u8], gone: &BTreeSet<usize>) -> Option<Vec<u8>> {
    let emf = is_emf(bytes);
    let all = records(bytes)?;
    let keep = |(number, record): &(usize, &MetafileRecord)| {
        let comment = record.kind == if emf { COMMENT } else { 0x0626 };
        !gone.contains(number) && !comment
    };
    let kept: Vec<&MetafileRecord> = all.iter().enumerate().filter(keep).map(|(_, r)| r).collect();
    let head = if emf { 0 } else { wmf_header(bytes)? + 18 };
    let mut out = bytes.get(..head)?.to_vec();
    for record in &kept {
        out.extend(bytes.get(record.range.clone())?);
    }
    let length = u32::try_from(out.len()).ok()?;
    if emf {
        let size = u32_at(bytes, 4)? as usize;
        let (count, offset) = (u32_at(bytes, 60)? as usize, u32_at(bytes, 64)? as usize);
        if count > 0 && offset >= 88 {
            out.get_mut(offset..offset.checked_add(count.checked_mul(2)?)?.min(size))?.fill(0);
        }
        out.get_mut(48..52)?.copy_from_slice(&length.to_le_bytes());
        out.get_mut(52..56)?.copy_from_slice(&u32::try_from(kept.len()).ok()?.to_le_bytes());
    } else {
        let at = wmf_header(bytes)?;
        let words = (length - u32::try_from(at).ok()?) / 2;
        out.get_mut(at + 6..at + 10)?.copy_from_slice(&words.to_le_bytes());
    }
    Some(out)
}

/// The metafile without any drawing records; `None` if it is not a metafile or its records are
/// faulty.
pub(crate) fn emptied(bytes: &[u8]) -> Option<Vec<u8>> {
    let all = records(bytes)?;
    let first = usize::from(is_emf(bytes));
    let gone = (first..all.len().saturating_sub(1)).collect();
    without(bytes, &gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wmf() -> Vec<u8> {
        let mut out = [1u16, 9, 0x300, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
        for text in ["Jan ", "Bos."] {
            out.extend(9u32.to_le_bytes());
            out.extend([0x21, 0x05, 4, 0]);
            out.extend(text.as_bytes());
            out.extend([5, 0, 6, 0, 0, 0]);
        }
        out.extend([3, 0, 0, 0, 0, 0]);
        out
    }

    #[test]
    fn text_records_are_read_and_go() {
        let bytes = wmf();
        let read = read(&bytes).expect("as made here");
        assert_eq!(read.text.split_whitespace().collect::<Vec<_>>(), ["Jan", "Bos."]);
        let copy = without(&bytes, &BTreeSet::from([read.records[1].1])).expect("as made here");
        assert_eq!(copy.len(), bytes.len() - 18);
        assert_eq!(super::read(&copy).expect("as made here").text, "Jan ");
    }

    #[test]
    fn broken_metafiles_do_not_panic() {
        let bytes = wmf();
        for n in 0..bytes.len() {
            let _ = read(&bytes[..n]);
            let _ = without(&bytes[..n], &BTreeSet::new());
        }
        let mut emf = vec![0xFF; 200];
        emf[..8].copy_from_slice(&[1, 0, 0, 0, 100, 0, 0, 0]);
        emf[40..44].copy_from_slice(b" EMF");
        assert!(read(&emf).is_none());
    }

    /// An EMF with this comment record and an end of file record.
    fn emf_with_comment(data: &[u8]) -> Vec<u8> {
        let mut comment = COMMENT.to_le_bytes().to_vec();
        comment.extend(u32::try_from(data.len() + 12).expect("small").to_le_bytes());
        comment.extend(u32::try_from(data.len()).expect("small").to_le_bytes());
        comment.extend(data);
        let mut head = vec![0; 88];
        head[0] = 1;
        head[4] = 88;
        head[40..44].copy_from_slice(b" EMF");
        [head, comment, [14u32, 20, 0, 16, 20].map(u32::to_le_bytes).concat()].concat()
    }

    #[test]
    fn text_in_emf_plus_alone_is_unread() {
        let record = |kind: u16, flags: u16| {
            let mut out = [kind.to_le_bytes(), flags.to_le_bytes()].concat();
            out.extend(12u32.to_le_bytes());
            out.extend([0; 4]);
            out
        };
        let plus = |records: &[Vec<u8>]| {
            let data = [b"EMF+".to_vec(), records.concat()].concat();
            read(&emf_with_comment(&data)).expect("as made here").unread
        };
        let (header, dual, text, other) =
            (record(0x4001, 0), record(0x4001, 1), record(0x401C, 0), record(0x4002, 0));
        assert!(plus(&[header.clone(), text.clone()]));
        assert!(!plus(&[dual, text.clone()]), "a dual metafile draws the text in EMF records too");
        assert!(plus(&[text]), "no header says that it is dual");
        assert!(!plus(&[header, other]));
    }

    #[test]
    fn an_emptied_metafile_draws_nothing() {
        let bytes = wmf();
        let empty = emptied(&bytes).expect("as made here");
        assert_eq!(read(&empty).expect("as made here").text, "");
        assert_eq!(emptied(&empty), Some(empty.clone()));
        let emf = emf_with_comment(b"Jansen");
        let empty = emptied(&emf).expect("as made here");
        assert_eq!(empty.len(), 88 + 20);
        assert_eq!(u32_at(&empty, 48), Some(108), "the header says how long the file is");
        assert_eq!(u32_at(&empty, 52), Some(2), "and how many records it has");
        assert!(emptied(b"x").is_none());
    }
}
