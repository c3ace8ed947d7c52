//! A second pair of eyes: reads the copy with other code than made it, and fails closed.
//!
//! Shares no code with `formats`: it must not be blind where they are.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod census;
mod claim;
mod error;
mod flaw;
mod needle;
mod normalize;
mod pdf;
mod reading;
mod text;
mod zip;

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
    ("pdf", pdf::check),
];

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
    census::search(&readings, claim.needles, claim.threads)?;
    if let Some((census, allowed)) = claim.listed {
        census.search(&readings, allowed, claim.threads)?;
    }
    Ok(Verified { bytes: copy })
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
    if memchr::memmem::find(bytes.get(..bytes.len().min(1024)).unwrap_or_default(), b"%PDF-")
        .is_some()
    {
        return pdf::inspect(bytes, needles, pictures);
    }
    let (readings, mut flaws) = if bytes.starts_with(b"PK") {
        let flaws = zip::inspect(bytes)?;
        // A package that is unusual but sound is only read further if there is anything to find.
        let readings = if needles.is_empty() { Vec::new() } else { zip::read(bytes)? };
        (readings, flaws)
    } else if text::is_plain(bytes) {
        (text::read(bytes), Vec::new())
    } else {
        return Err(VerifyError::Unreadable(message!(
            "it is no PDF, document of Word or plain text"
        )));
    };
    match census::search(&readings, needles, 1) {
        Err(VerifyError::Residue { place, count }) => {
            flaws.push(Flaw::new("residue", place, count))
        }
        other => other?,
    }
    flaws.sort();
    Ok(flaws)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

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
