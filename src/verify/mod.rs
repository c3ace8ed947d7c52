//! A second pair of eyes: reads the copy with other code than made it, and fails closed.
//!
//! Shares no code with `formats`: it must not be blind where they are.

mod pdf;
pub mod residue;
mod text;
mod zip;

use crate::model::MarkBox;

/// A text that must be gone.
#[derive(Clone)]
pub struct Needle {
    /// The text as it stood in the document.
    pub text: String,
    /// How often it may still occur, since it also stands where the policy keeps it.
    pub allowed: usize,
}

/// What the copy is claimed to be.
pub struct Claim<'a> {
    /// The format's name: `pdf`, `docx`, `text`.
    pub format: &'a str,
    /// The bytes that were read.
    pub original: &'a [u8],
    /// The texts that must be gone.
    pub needles: &'a [Needle],
    /// The entries of the user's list, found or not, and how often each may still stand there.
    pub listed: Option<(&'a residue::Census, &'a [usize])>,
    /// Boxes that the format says it drew.
    pub boxes: &'a [MarkBox],
    /// Whether what could not be read was blanked, so that more than the needles is gone.
    pub blanked: bool,
}

/// A copy that another reader has looked through. Only this is written to disk.
pub struct Verified {
    bytes: Vec<u8>,
}

impl Verified {
    /// The bytes to write.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Why a copy is not fit to be written. Says where, never what.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A text that had to go is still there.
    #[error("in de kopie staat nog {count}× gelakte tekst ({place})")]
    Residue {
        /// Where, for people.
        place: String,
        /// How often.
        count: usize,
    },
    /// The second reader cannot read the copy.
    #[error("de kopie is niet na te lezen: {0}")]
    Unreadable(String),
    /// Something is drawn under or over a box.
    #[error("onder een lakvak staat nog iets ({0})")]
    UnderBox(String),
    /// More is gone than had to go.
    #[error("in de kopie ontbreekt meer dan er gelakt is ({0})")]
    Disturbed(String),
}

/// Reads the copy anew and looks for all that must be gone.
///
/// # Errors
/// Any doubt is an error: residue, a copy that cannot be read, ink under a box.
pub fn verify(copy: Vec<u8>, claim: &Claim<'_>) -> Result<Verified, VerifyError> {
    let readings = match claim.format {
        "text" => {
            text::same_encoding(&copy, claim)?;
            text::read(&copy)
        }
        "docx" => zip::read(&copy)?,
        "pdf" => pdf::check(&copy, claim)?,
        other => {
            return Err(VerifyError::Unreadable(format!("er is geen tweede lezer voor '{other}'")));
        }
    };
    residue::search(&readings, claim.needles)?;
    if let Some((census, allowed)) = claim.listed {
        census.search(&readings, allowed)?;
    }
    Ok(Verified { bytes: copy })
}

/// A way in which a file from elsewhere tells what it should not. Holds no document text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flaw {
    /// Stable, in kebab-case: `text-under-box`, `pending-redaction`, `author`, `older-revision`,
    /// `attachment`, `residue`.
    pub code: &'static str,
    /// Where, for people.
    pub place: String,
    /// How often there.
    pub count: usize,
}

/// Looks through a file that was redacted elsewhere. Of a PDF: text under opaque areas and
/// pictures, redactions that were drawn up but not carried out, the author's name, older
/// revisions, attached files. Of any file: texts that should be gone.
///
/// # Errors
/// [`VerifyError::Unreadable`] when the file cannot be read or there are too many texts.
pub fn inspect(bytes: &[u8], needles: &[Needle]) -> Result<Vec<Flaw>, VerifyError> {
    if bytes.is_empty() {
        return Err(VerifyError::Unreadable("het bestand is leeg".into()));
    }
    if memchr::memmem::find(bytes.get(..bytes.len().min(1024)).unwrap_or_default(), b"%PDF-")
        .is_some()
    {
        return pdf::inspect(bytes, needles);
    }
    let readings = if bytes.starts_with(b"PK") { zip::read(bytes)? } else { text::read(bytes) };
    match residue::search(&readings, needles) {
        Err(VerifyError::Residue { place, count }) => {
            Ok(vec![Flaw { code: "residue", place, count }])
        }
        other => other.map(|()| Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim<'a>(format: &'a str, needles: &'a [Needle]) -> Claim<'a> {
        Claim { format, original: b"Jan Bosman", needles, listed: None, boxes: &[], blanked: false }
    }

    #[test]
    fn a_copy_with_residue_is_not_verified() {
        let needles = [Needle { text: "Jan Bosman".into(), allowed: 0 }];
        assert!(verify(b"[5.1.2e]".to_vec(), &claim("text", &needles)).is_ok());
        let got = verify(b"van JAN BOSMAN".to_vec(), &claim("text", &needles));
        assert!(matches!(got, Err(VerifyError::Residue { count: 1, .. })));
    }

    #[test]
    fn what_stands_on_the_list_is_looked_for_though_nobody_found_it() {
        let census = residue::Census::of_words(["Bosman"]).expect("small");
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
