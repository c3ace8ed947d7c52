//! What a file is, by content, held against what its name says.

use super::foreign::unknown;
use crate::formats;
use crate::model::{Format, Message, message};
use crate::report::Problem;

/// The format of a file, by content; its name may not say otherwise.
///
/// # Errors
/// [`Problem`] when the bytes are no known format, or not the one that the name claims.
pub fn detect(bytes: &[u8], extension: Option<&str>) -> Result<&'static dyn Format, Problem> {
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    let named = extension.and_then(formats::by_extension);
    // A file that a password hides may be of several formats; its name then says which.
    let is = named.filter(|n| n.sniff(bytes)).or_else(|| formats::detect(bytes));
    match (named, is) {
        (Some(named), is) if named.takes_by_name(bytes, is.map_or("", |is| is.name())) => Ok(named),
        (Some(named), Some(is)) if named.name() != is.name() => {
            Err(mislabelled(extension, Some(format_name(is.name()))))
        }
        (_, Some(is)) => Ok(is),
        // The format's own reader knows best what is wrong with a damaged file.
        (Some(named), None) if named.name() == "text" => Err(mislabelled(
            extension,
            guess(bytes).or_else(|| Some(message!("markup, mail or loose bytes"))),
        )),
        (Some(named), None) if guess(bytes).is_none() => Ok(named),
        (Some(named), None) if named.is_meant_by(bytes) => Ok(named),
        (Some(_), None) => Err(mislabelled(extension, guess(bytes))),
        (None, None) => Err(unknown(extension)),
    }
}

pub(super) fn mislabelled(extension: Option<&str>, is: Option<Message>) -> Problem {
    let named = extension.unwrap_or_default();
    if named.eq_ignore_ascii_case("zip") && is == Some(message!("a zip")) {
        return Problem::Foreign(message!(
            "a package of another program; open it there, save it as DOCX or PDF and redact that"
        ));
    }
    Problem::Mislabelled {
        named: named.to_lowercase(),
        is: is.unwrap_or_else(|| message!("something else")),
    }
}

fn format_name(name: &str) -> Message {
    match name {
        "pdf" => message!("PDF"),
        "docx" => message!("DOCX"),
        "xlsx" => message!("XLSX"),
        "pptx" => message!("PPTX"),
        "odt" => message!("ODT"),
        "ods" => message!("ODS"),
        "odp" => message!("ODP"),
        "text" => message!("plain text"),
        "eml" => message!("mail"),
        "mbox" => message!("a mailbox"),
        "msg" => message!("a message of Outlook"),
        "html" => message!("a web page"),
        "zip" => message!("a zip"),
        "tar" => message!("an archive"),
        "pst" => message!("a store of Outlook"),
        "tnef" => message!("a message of Outlook"),
        "ics" => message!("a calendar"),
        "vcf" => message!("an address card"),
        "json" => message!("JSON"),
        "rtf" => message!("RTF"),
        "xml" => message!("XML"),
        "image" => message!("a picture"),
        other => message!("{0}", other),
    }
}

/// What bytes of no handled format seem to be.
pub(super) fn guess(bytes: &[u8]) -> Option<Message> {
    let known: [(&[u8], Message); 4] = [
        (b"PK\x03\x04", message!("a zip")),
        (b"PK\x05\x06", message!("a zip")),
        (b"{\\rtf", message!("RTF")),
        (b"\x1F\x8B", message!("a gzip")),
    ];
    known.into_iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| name)
}

/// The ending of a file name.
pub(super) fn extension_of(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, e)| e)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8], extension: Option<&str>) -> String {
        match detect(bytes, extension) {
            Ok(format) => format.name().to_owned(),
            Err(problem) => problem.code().to_owned(),
        }
    }

    #[test]
    fn name_and_content_must_agree() {
        assert_eq!(code(b"gewone tekst", Some("txt")), "text");
        assert_eq!(code(b"gewone tekst", None), "text");
        assert_eq!(code(b"gewone tekst", Some("onbekend")), "text");
        assert_eq!(code(b"gewone tekst", Some("PDF")), "mislabelled");
        assert_eq!(code(b"%PDF-1.7", Some("pdf")), "pdf");
        assert_eq!(code(b"%PDF-1.7", Some("txt")), "mislabelled");
        assert_eq!(code(b"PK\x03\x04", Some("pdf")), "mislabelled");
        assert_eq!(code(b"<html>", Some("txt")), "mislabelled");
        assert_eq!(code(b"\x89PNG\0", None), "unknown-type");
        assert_eq!(code(b"", Some("txt")), "empty");
    }

    #[test]
    fn what_could_be_text_goes_by_its_name() {
        let mail = b"From: Jan\nTo: Piet\n\nDag";
        assert_eq!(
            (code(mail, Some("txt")), code(mail, Some("eml"))),
            ("text".into(), "eml".into())
        );
        assert_eq!(code(b"<p>Jan", Some("html")), "html");
        assert_eq!(code(b"%PDF-1.7 <", Some("html")), "mislabelled");
        assert_eq!(code(b"{\"a\": 1}", Some("json")), "json");
        assert_eq!(code(b"{\"a\": 1}", Some("txt")), "text");
        assert_eq!(code(b"{\"a\": 1}", None), "json");
        assert_eq!(code(b"// a\n{\"a\": 1}", Some("json")), "json");
        assert_eq!(code(b"BEGIN:VCARD\nFN:x", Some("txt")), "text");
        assert_eq!(code(b"BEGIN:VCARD\nFN:x", Some("vcf")), "vcf");
        assert_eq!(code(b"BEGIN:VCALENDAR\nX:y", None), "ics");
        let envelope = b"From a@b Mon Jun 15 14:32:11 2026\nSubject: x\nDate: y\n\nz\n";
        assert_eq!(code(envelope, Some("eml")), "eml");
        assert_eq!(code(envelope, Some("mbox")), "mbox");
        let two = [&envelope[..], b"\n", envelope].concat();
        assert_eq!(code(&two, Some("eml")), "mislabelled");
    }

    #[test]
    fn broken_files_are_left_to_their_own_reader() {
        assert_eq!(code(b"\0\0\0", Some("pdf")), "pdf");
        assert_eq!(code(b"PK\x03\x04kapot", Some("docx")), "docx");
    }
}
