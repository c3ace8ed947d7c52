//! Second reader of Office packages (DOCX, XLSX, PPTX): unpacks everything, packages within packages too, and reads
//! text between tags, values of attributes, names of entries, comments, and strings in binaries.
//!
//! It knows next to nothing of WordprocessingML, so that it is not blind where the first reader is.

mod cells;
mod inspect;
mod markup;
mod part_name;
mod references;
mod strings;
mod vocabulary;

pub(super) use inspect::inspect;
pub(super) use markup::{VALUES, tag_end};

use super::claim::Claim;
use super::error::VerifyError;
use super::inner::Inner;
use super::reading::{Reading, raw};
use super::{mail, rich_text};
use crate::model::{Message, message};
use part_name::known;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::Arc;

/// Deepest nesting of packages.
const DEPTH: usize = 10;
/// Most bytes that all entries together may yield.
const UNPACKED: u64 = 4 << 30;

/// What stands in a package.
///
/// # Errors
/// When it is no package, an entry does not unpack, a part that claims to be XML is not, or there
/// is anything outside the entries: a comment, data in front, an extra field.
pub(super) fn read(copy: &[u8]) -> Result<Vec<Reading>, VerifyError> {
    let mut left = UNPACKED;
    let mut out = Seen::default();
    if copy.starts_with(b"PK\x03\x04") {
        package(copy, None, DEPTH, &mut left, &mut out)?;
    } else {
        part(copy, &message!("file"), true, &mut out)?;
        let text = decoded(copy).unwrap_or_default();
        for (at, data) in references::binaries(&text).into_iter().enumerate() {
            let place = message!("binary part {0}", at + 1);
            let data = data.ok_or_else(|| fault(message!("not base64"), &place))?;
            if data.starts_with(b"PK\x03\x04") {
                package(&data, Some(&place), DEPTH, &mut left, &mut out)?;
            } else {
                part(&data, &place, false, &mut out)?;
            }
        }
    }
    if !out.deleted {
        out.readings.retain(|r| r.view != markup::ACCEPTED);
    }
    Ok(out.readings)
}

/// What was read, and every value in a tag once.
#[derive(Default)]
struct Seen {
    readings: Vec<Reading>,
    values: BTreeSet<String>,
    /// Whether any text is deleted.
    deleted: bool,
    /// The sheets of the workbook that is being read.
    sheets: cells::Sheets,
}

fn fault(what: Message, place: &Message) -> VerifyError {
    VerifyError::Unreadable(message!("{0} ({1})", what, place))
}

/// A place in the package or, with `within`, in a package inside it.
fn inside(within: Option<&Message>, place: Message) -> Message {
    match within {
        Some(outer) => message!("{0} › {1}", outer, place),
        None => place,
    }
}

fn package(
    bytes: &[u8],
    within: Option<&Message>,
    depth: usize,
    left: &mut u64,
    out: &mut Seen,
) -> Result<(), VerifyError> {
    let here = &within.cloned().unwrap_or_else(|| message!("package"));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| fault(message!("the zip directory is unreadable"), here))?;
    if archive.has_duplicate_names() || !archive.comment().is_empty() || archive.offset() != 0 {
        return Err(fault(message!("there is data outside the parts"), here));
    }
    let around = std::mem::take(&mut out.sheets);
    for index in 0..archive.len() {
        let place = inside(within, message!("part {0}", index + 1));
        let file =
            archive.by_index(index).map_err(|_| fault(message!("cannot be unpacked"), &place))?;
        if !file.comment().is_empty() || file.extra_data().is_some_and(|e| !e.is_empty()) {
            return Err(fault(message!("there is data outside the parts"), &place));
        }
        let name =
            file.name().map_err(|_| fault(message!("unreadable name"), &place))?.into_owned();
        let place = known(&name).map_or(place, |known| inside(within, message!("{0}", known)));
        if known(&name).is_none() {
            out.readings.push(Reading::new("names", place.clone(), references::percent(&name)));
        }
        let mut data = Vec::new();
        file.take(*left + 1)
            .read_to_end(&mut data)
            .map_err(|_| fault(message!("cannot be unpacked"), &place))?;
        *left = left
            .checked_sub(data.len() as u64)
            .ok_or_else(|| fault(message!("too large"), &place))?;
        if data.starts_with(b"\x1F\x8B\x08") {
            data =
                gunzip(&data, left).ok_or_else(|| fault(message!("cannot be unpacked"), &place))?;
        }
        if data.starts_with(b"PK\x03\x04") {
            let depth =
                depth.checked_sub(1).ok_or_else(|| fault(message!("nested too deeply"), &place))?;
            package(&data, Some(&place), depth, left, out)?;
        } else {
            let xml = [".xml", ".rels", ".vml"].iter().any(|e| name.to_lowercase().ends_with(e));
            part(&data, &place, xml, out)?;
        }
    }
    let own = std::mem::replace(&mut out.sheets, around);
    out.readings.extend(own.readings());
    Ok(())
}

/// What is packed with gzip within a package (EMZ, WMZ, SVGZ).
fn gunzip(data: &[u8], left: &mut u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(data).take(*left + 1).read_to_end(&mut out).ok()?;
    *left = left.checked_sub(out.len() as u64)?;
    Some(out)
}

fn part(data: &[u8], place: &Message, xml: bool, out: &mut Seen) -> Result<(), VerifyError> {
    if xml {
        let text = decoded(data).ok_or_else(|| fault(message!("not readable text"), place))?;
        out.deleted |= text.contains("delText");
        out.sheets.see(&text, place);
        let found = markup::read(&text, place, false, &mut out.values);
        out.readings.extend(found.ok_or_else(|| fault(message!("broken XML"), place))?);
    } else {
        if let Some(text) = decoded(data).filter(|t| t.trim_start().starts_with('<')) {
            let html = !text.contains("<?xml");
            out.deleted |= text.contains("delText");
            let found = markup::read(&text, place, html, &mut out.values);
            out.readings.extend(found.unwrap_or_default());
        }
        if rich_text::begins(data) {
            out.readings.extend(rich_text::read(data, place));
        }
        if mail::begins(data) {
            saved_as_mail(data, &mut out.readings)?;
        }
        out.readings.extend(strings::read(data, place));
    }
    Ok(())
}

/// A web page that is saved as mail. The files in it are read as bytes.
fn saved_as_mail(data: &[u8], out: &mut Vec<Reading>) -> Result<(), VerifyError> {
    let claim = Claim {
        format: "eml",
        original: &Arc::default(),
        needles: &[],
        listed: None,
        boxes: &[],
        blanked: false,
        pictures: None,
        threads: 1,
    };
    let inner: Inner = |data, _, place, _, out| {
        out.extend(raw(data, place));
        Ok(())
    };
    mail::message(data, &claim, 0, inner, out)
}

/// Text in UTF-8, UTF-16 with a mark, or else, when nothing is lost that way, Windows-1252.
fn decoded(data: &[u8]) -> Option<String> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, tail) = rest.as_chunks::<2>();
        let text = char::decode_utf16(pairs.iter().map(|p| unit(*p))).collect::<Result<_, _>>();
        text.ok().filter(|_| tail.is_empty())
    };
    match data {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => Some(match std::str::from_utf8(data) {
            Ok(text) => text.to_owned(),
            Err(_) => data.iter().map(|b| char::from(*b)).collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::census::search;
    use super::super::needle::Needle;
    use super::*;
    use std::io::Write;

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, data) in parts {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(*name, options).expect("memory");
            zip.write_all(data).expect("memory");
        }
        zip.finish().expect("memory").into_inner()
    }

    fn finds(parts: &[(&str, &[u8])]) -> bool {
        let needles = [Needle { text: "Noor Bakker".into(), allowed: 0, pictured: false }];
        search(&read(&zipped(parts)).expect("readable"), &needles, 1).is_err()
    }

    #[test]
    fn residue_is_seen_wherever_it_hides() {
        let wide: Vec<u8> =
            "\u{1}xx Noor Bakker".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide_xml: Vec<u8> =
            "\u{FEFF}<a>Noor Bakker</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let inner = zipped(&[("xl/sharedStrings.xml", b"<si><t>Noor Bakker</t></si>")]);
        let hides: [(&str, &[u8]); 14] = [
            ("word/document.xml", b"<w:p><w:r><w:t>Noor Bakker</w:t></w:r></w:p>"),
            ("word/document.xml", b"<w:p><w:r><w:t>Noor B</w:t></w:r><w:proofErr/><w:r><w:t>akker</w:t></w:r></w:p>"),
            ("word/document.xml", b"<w:p><w:r><w:t>Noor Bak</w:t></w:r><w:del><w:r><w:delText>xx</w:delText></w:r></w:del><w:r><w:t>ker</w:t></w:r></w:p>"),
            ("word/document.xml", b"<w:t>&#78;oor &#x42;akker</w:t>"),
            ("word/document.xml", b"<w:t><![CDATA[Noor Bakker]]></w:t>"),
            ("word/document.xml", b"<w:p/><!-- Noor Bakker -->"),
            ("word/document.xml", b"<w:p><?x Noor Bakker?></w:p>"),
            ("word/comments.xml", b"<w:comment w:author='Noor&#32;Bakker'/>"),
            ("word/_rels/document.xml.rels", b"<Relationship Target='file:///C:/Noor%20Bakker/x'/>"),
            ("word/Noor Bakker.xml", b"<a/>"),
            ("word/embeddings/a.xlsx", &inner),
            ("word/media/image1.png", b"\x89PNG\0\0\xFFNoor Bakker\0"),
            ("word/embeddings/oleObject1.bin", &wide),
            ("word/document.xml", &wide_xml),
        ];
        for (at, part) in hides.iter().enumerate() {
            assert!(finds(&[*part]), "hiding place {at}");
        }
        assert!(!finds(&[("word/document.xml", b"<w:p><w:t>[5.1.2e]</w:t></w:p>")]));
    }

    #[test]
    fn the_tag_of_a_cell_hides_nothing() {
        for plain in ["c r=\"AB12\" s=\"3\" t=\"s\"", "c r=\"A1\"/", "c r=\"XFD1048576\" s=\"1\" /"]
        {
            assert!(vocabulary::is_plain_cell(plain), "{plain}");
        }
        for cell in ["r='A1' t='Noor Bakker'", "r=\"A1\" x=\"Noor Bakker\"", "r=\"Noor Bakker\"/"] {
            let sheet = format!("<worksheet><c r=\"A2\" t=\"s\"/><c {cell}></worksheet>");
            assert!(finds(&[("xl/worksheets/sheet1.xml", sheet.as_bytes())]), "{cell}");
        }
    }

    #[test]
    fn the_region_of_a_language_is_nobody() {
        let with = |element: &str| {
            let uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
            let xml = format!("<w:styles xmlns:w='{uri}'>{element}</w:styles>");
            let needles = [Needle { text: "US".into(), allowed: 0, pictured: false }];
            let zip = zipped(&[("word/styles.xml", xml.as_bytes())]);
            search(&read(&zip).expect("readable"), &needles, 1).is_ok()
        };
        assert!(with("<w:lang w:val='en-US'/>"));
        assert!(!with("<w:lang w:val='US en-US'/>"));
        assert!(!with("<w:comment w:initials='US'/>"));
    }

    #[test]
    fn data_outside_entries_is_a_fault() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.xml", zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(b"<a/>").expect("memory");
        zip.set_comment("x").expect("short");
        assert!(read(&zip.finish().expect("memory").into_inner()).is_err());
        let in_front = [b"PK\x03\x04 junk".to_vec(), zipped(&[("a.xml", b"<a/>")])].concat();
        assert!(read(&in_front).is_err());
        assert!(read(b"PK\x03\x04").is_err());
        assert!(read(&zipped(&[("a.xml", b"<a")])).is_err());
    }
}
