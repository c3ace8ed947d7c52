//! A second pair of eyes: reads the copy with other code than made it, and fails closed.
//!
//! Shares no code with `formats`: it must not be blind where they are.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod attached;
mod census;
mod claim;
mod content_lines;
mod error;
mod flaw;
mod html;
mod inner;
mod json;
mod layers;
mod mail;
mod needle;
mod normalize;
mod pdf;
mod picture;
mod picture_file;
mod reading;
mod rich_text;
mod strips;
mod text;
mod xml;
mod zip;
mod zip_archive;

pub use census::Census;
pub use claim::Claim;
pub use error::VerifyError;
pub use flaw::Flaw;
pub use needle::Needle;

use crate::model::{PictureReader, message};
use reading::Reading;
use std::sync::Arc;

/// A copy that another reader has looked through. Only this is written to disk.
pub struct Verified {
    bytes: Arc<Vec<u8>>,
}

impl Verified {
    /// The bytes to write.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// A copy of which a process of this same program says that it passed its [`verify`].
    pub(crate) fn by_worker(bytes: Vec<u8>) -> Self {
        Self { bytes: Arc::new(bytes) }
    }
}

/// Reads a copy in its own way, and checks what only this format has on the way.
type Reader = fn(&Arc<Vec<u8>>, &Claim<'_>) -> Result<Vec<Reading>, VerifyError>;

/// The second reader of each format, by the name of the format.
const READERS: &[(&str, Reader)] = &[
    ("text", |copy, claim| {
        text::same_encoding(copy, claim)?;
        Ok(text::read(copy))
    }),
    ("docx", |copy, _| zip::read(copy)),
    ("xlsx", |copy, _| zip::read(copy)),
    ("pptx", |copy, _| zip::read(copy)),
    ("odt", |copy, _| zip::read(copy)),
    ("ods", |copy, _| zip::read(copy)),
    ("odp", |copy, _| zip::read(copy)),
    ("pdf", pdf::check),
    ("image", picture::check),
    ("eml", |copy, claim| mail::read(copy, claim, attached::read)),
    ("mbox", |copy, claim| mail::mailbox(copy, claim, attached::read)),
    ("zip", |copy, claim| {
        let mut out = Vec::new();
        zip_archive::read(copy, claim, &message!("file"), 0, attached::read, &mut out)?;
        Ok(out)
    }),
    ("rtf", |copy, _| Ok(rich_text::read(copy, &message!("file")))),
    ("xml", |copy, claim| xml::read(copy, claim, &message!("text of the page"))),
    ("ics", of_lines),
    ("vcf", of_lines),
    ("json", |copy, claim| {
        text::same_encoding(copy, claim)?;
        json::same_soundness(copy, claim)?;
        let mut out = text::read(copy);
        out.extend(json::read(copy, &message!("text")));
        Ok(out)
    }),
    ("html", |copy, _| {
        let mut out = reading::raw(copy, &message!("bytes of the file"));
        out.extend(html::read(&text::decoded(copy), &message!("text of the page")));
        Ok(out)
    }),
];

/// Formats in which letters that stand for others are shown as they are.
const PLAIN: [&str; 4] = ["text", "pdf", "docx", "pptx"];

/// Reads a calendar or address card.
fn of_lines(copy: &Arc<Vec<u8>>, claim: &Claim<'_>) -> Result<Vec<Reading>, VerifyError> {
    text::same_encoding(copy, claim)?;
    let mut out = text::read(copy);
    out.extend(content_lines::read(copy, &message!("text")));
    Ok(out)
}

/// Reads the copy from scratch and searches it for all that must be gone.
///
/// # Errors
/// Any doubt is an error: residue, a copy that cannot be read, ink under a box.
pub fn verify(copy: Vec<u8>, claim: &Claim<'_>) -> Result<Verified, VerifyError> {
    let copy = Arc::new(copy);
    let Some((_, read)) = READERS.iter().find(|(format, _)| *format == claim.format) else {
        let why = message!("there is no second reader for {0}", claim.format);
        return Err(VerifyError::Unreadable(why));
    };
    let readings = read(&copy, claim)?;
    searched(&readings, claim)?;
    let written: Vec<Reading> = match PLAIN.contains(&claim.format) {
        true => {
            readings.into_iter().filter(|r| [zip::VALUES, pdf::STRINGS].contains(&r.view)).collect()
        }
        false => readings,
    };
    for found in layers::deeper(&written) {
        searched(&found, claim)?;
    }
    Ok(Verified { bytes: copy })
}

/// Searches what was read for all that must be gone.
fn searched(readings: &[Reading], claim: &Claim<'_>) -> Result<(), VerifyError> {
    census::search(readings, claim.needles, claim.threads)?;
    match claim.listed {
        Some((census, allowed)) => census.search(readings, allowed, claim.threads),
        None => Ok(()),
    }
}

/// Inspects a file that was redacted elsewhere. In a PDF: text that can be copied and not be seen,
/// redactions that were marked but not applied, remarks, bookmarks, the author's name, older
/// revisions, attached files. In a document of Word: hidden and deleted text, remarks, authors. In
/// any file: texts that should be gone; in a PDF also in what `pictures` reads on its pages.
///
/// # Errors
/// [`VerifyError::Unreadable`] when the file cannot be looked through, as one of another kind, or
/// there are too many texts.
pub fn inspect(
    bytes: &[u8],
    needles: &[Needle],
    pictures: Option<&dyn PictureReader>,
) -> Result<Vec<Flaw>, VerifyError> {
    if bytes.is_empty() {
        return Err(VerifyError::Unreadable(message!("the file is empty")));
    }
    if picture_file::begins(bytes) {
        return picture::inspect(bytes, needles, pictures);
    }
    let package = bytes.starts_with(b"PK");
    let office = package && zip_archive::is_package(bytes);
    let page = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let contained = mail::begins(bytes) || page.starts_with(b"<") || (package && !office);
    if !contained
        && memchr::memmem::find(bytes.get(..bytes.len().min(1024)).unwrap_or_default(), b"%PDF-")
            .is_some()
    {
        return pdf::inspect(bytes, needles, pictures);
    }
    let (readings, mut flaws) = if contained && !flat(page) {
        (inside(bytes, needles)?, Vec::new())
    } else if package {
        let flaws = zip::inspect(bytes)?;
        // A package that is unusual but sound is only read further if there is anything to find.
        let readings = if needles.is_empty() { Vec::new() } else { zip::read(bytes)? };
        (readings, flaws)
    } else if text::is_plain(bytes) {
        let mut readings = Vec::new();
        attached::text(bytes, &message!("text"), &mut readings);
        (readings, Vec::new())
    } else {
        return Err(VerifyError::Unreadable(message!(
            "it is no PDF, document of Word, mail, web page or plain text"
        )));
    };
    let written = contained || json::begins(bytes) || content_lines::begins(bytes);
    let deeper = if written { layers::deeper(&readings) } else { Vec::new() };
    let found = std::iter::once(readings).chain(deeper);
    let found = found.map(|readings| census::search(&readings, needles, 1));
    match found.fold(Ok(()), Result::and) {
        Err(VerifyError::Residue { place, count }) => {
            flaws.push(Flaw::new("residue", place, count))
        }
        other => other?,
    }
    flaws.sort();
    Ok(flaws)
}

/// Whether a file is XML and no web page.
fn flat(page: &[u8]) -> bool {
    page.starts_with(b"<?xml") && memchr::memmem::find(page, b"<html").is_none()
}

/// What stands in a mail, a web page or an archive.
fn inside(bytes: &[u8], needles: &[Needle]) -> Result<Vec<Reading>, VerifyError> {
    let original = Arc::new(Vec::new());
    let claim = Claim {
        format: "",
        original: &original,
        needles,
        listed: None,
        boxes: &[],
        blanked: false,
        threads: 1,
        pictures: None,
    };
    let mut out = Vec::new();
    attached::read(bytes, &claim, &message!("file"), 0, &mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    #[test]
    fn mail_and_pages_are_inspected() {
        let needles = [Needle { text: "Noor Bakker".into(), allowed: 0, pictured: false }];
        let mail = b"From: a@b\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\nTm9vciBCYWtrZXI=\n";
        let page = b"<p>Noor <b>B</b>akker";
        let card = b"BEGIN:VCARD\nFN;QUOTED-PRINTABLE:Noor B=61k=\nker";
        let data = br#"{"naam": "Noor B\u0061kker"}"#;
        for bytes in [&mail[..], page, card, data] {
            let flaws = inspect(bytes, &needles, None).expect("readable");
            assert_eq!(flaws.first().map(|f| f.code), Some("residue"));
        }
        assert!(inspect(b"<?xml version='1.0'?><a/>", &needles, None).is_err());
    }

    fn claim<'a>(format: &'a str, needles: &'a [Needle]) -> Claim<'a> {
        static ORIGINAL: LazyLock<Arc<Vec<u8>>> =
            LazyLock::new(|| Arc::new(b"Jan Bosman".to_vec()));
        let original = &*ORIGINAL;
        Claim {
            format,
            original,
            needles,
            listed: None,
            boxes: &[],
            blanked: false,
            pictures: None,
            threads: 1,
        }
    }

    #[test]
    fn a_copy_with_residue_is_not_verified() {
        let needles = [Needle { text: "Jan Bosman".into(), allowed: 0, pictured: false }];
        assert!(verify(b"[5.1.2e]".to_vec(), &claim("text", &needles)).is_ok());
        let got = verify(b"van JAN BOSMAN".to_vec(), &claim("text", &needles));
        assert!(matches!(got, Err(VerifyError::Residue { count: 1, .. })));
    }

    #[test]
    fn what_stands_on_the_list_is_looked_for_though_nobody_found_it() {
        let census = Census::of_words(["Bosman"]).expect("small");
        let listed = |allowed| Claim { listed: Some((&census, allowed)), ..claim("text", &[]) };
        assert!(verify(b"Jan Bosmans".to_vec(), &listed(&[0])).is_ok());
        assert!(verify(b"Jan Bosman".to_vec(), &listed(&[1])).is_ok());
        let got = verify(b"Jan Bosman".to_vec(), &listed(&[0]));
        assert!(matches!(got, Err(VerifyError::Residue { count: 1, .. })));
    }

    #[test]
    fn a_copy_in_another_encoding_is_not_verified() {
        let got = verify(b"\xFF\xFEa\0".to_vec(), &claim("text", &[]));
        assert!(matches!(got, Err(VerifyError::Unreadable(_))));
    }

    #[test]
    fn a_format_without_second_reader_is_not_verified() {
        let got = verify(Vec::new(), &claim("onbekend", &[]));
        assert!(matches!(got, Err(VerifyError::Unreadable(_))));
    }
}
