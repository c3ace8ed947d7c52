//! Files that are not handled, or are no documents: what they are, and what to do with them.

use super::ledger_names::{is_log, is_table};
use crate::formats;
use crate::model::{Message, message};
use crate::report::Problem;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// What to do with a file of a kind that is not handled, by the ending of its name.
pub(super) fn advice(extension: &str) -> Option<Message> {
    Some(match extension.to_lowercase().as_str() {
        "doc" | "dot" => {
            message!(
                "an old letter of Word; give --convert, which needs LibreOffice, or save it as DOCX or PDF and redact that"
            )
        }
        "xls" | "xlt" | "xlm" => {
            message!(
                "an old workbook of Excel; give --convert, which needs LibreOffice, or save it as XLSX and redact that"
            )
        }
        "ppt" | "pot" | "pps" => {
            message!(
                "an old presentation of PowerPoint; give --convert, which needs LibreOffice, or save it as PPTX and redact that"
            )
        }
        "wpd" | "pages" => {
            message!("a letter of another kind; open it, save it as DOCX or PDF and redact that")
        }
        "pst" | "ost" => {
            message!("a mailbox of Outlook; save its messages as MSG or EML and redact those")
        }
        "xlsb" | "numbers" => {
            message!("a spreadsheet of another kind; save it as XLSX and redact that")
        }
        "key" => {
            message!("a presentation of another kind; save it as PPTX and redact that")
        }
        "heic" | "heif" | "avif" | "jp2" => {
            message!("a picture of another kind; save it as PNG or PDF and redact that")
        }
        "mp3" | "mp4" | "wav" | "m4a" | "mov" | "avi" | "mkv" => {
            message!("a recording; write out what is said and redact that")
        }
        "7z" | "rar" => {
            message!("an archive; unpack it and redact what is in it")
        }
        _ => return None,
    })
}

/// A file of a kind that is not handled.
pub(super) fn unknown(extension: Option<&str>) -> Problem {
    extension.and_then(advice).map_or(Problem::UnknownType, Problem::Foreign)
}

/// Whether a file found in a folder is passed over, and why. Where copies are made, those of
/// earlier runs are passed over; where files are looked through, they are looked through.
pub(super) fn skipped(path: &Path, for_copies: bool) -> Option<Problem> {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    if is_junk(&name) && !is_document(path) {
        return Some(Problem::Junk);
    }
    if for_copies && name.contains(".redacted.") {
        return Some(Problem::OwnOutput);
    }
    if is_log(&start(path)) || is_table(&start(path)) {
        return Some(Problem::OwnOutput);
    }
    match path.extension().and_then(|e| e.to_str()) {
        Some(e) if formats::by_extension(e).is_none() => Some(unknown(Some(e))),
        _ => None,
    }
}

/// Names of files that systems and office programs leave in folders, in lower case.
fn is_junk(name: &str) -> bool {
    matches!(name, ".ds_store" | "thumbs.db" | "desktop.ini" | ".localized" | ".gitkeep")
        || name.starts_with("~$")
        || name.starts_with("._")
        || (name.starts_with(".~lock.") && name.ends_with('#'))
}

/// Whether a file by such a name is a document all the same.
fn is_document(path: &Path) -> bool {
    let start = start(path);
    start.starts_with("PK") || start.contains("%PDF-")
}

/// The first letters of a file.
fn start(path: &Path) -> String {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|f| f.take(1024).read_to_end(&mut bytes));
    if read.is_ok() { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_system_leaves_is_no_document_unless_it_is_one() {
        let dir = tempfile::tempdir().expect("temp dir");
        let code = |name: &str, bytes: &[u8]| {
            let path = dir.path().join(name);
            std::fs::write(&path, bytes).expect("write");
            skipped(&path, true).map(|p| p.code().to_owned())
        };
        assert_eq!(code(".DS_Store", b"\0\0\0\x01Bud1").as_deref(), Some("system-file"));
        assert_eq!(code("~$rief.docx", b"\tSanne").as_deref(), Some("system-file"));
        assert_eq!(code("~$rief.docx", b"PK\x03\x04").as_deref(), None);
        assert_eq!(code("brief.wpd", b"PK\x03\x04").as_deref(), Some("unknown-type"));
        assert_eq!(code("brief.txt", b"Geachte lezer").as_deref(), None);
    }

    #[test]
    fn a_log_is_known_by_what_is_in_it() {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("audit.jsonl");
        std::fs::write(&path, "Geachte heer").expect("write");
        assert!(skipped(&path, true).is_none());
        std::fs::write(&path, "{\"record\":\"head\",\"schema\":2,\"tool\":\"redact\"}\n")
            .expect("write");
        assert!(matches!(skipped(&path, true), Some(Problem::OwnOutput)));
    }

    #[test]
    fn copies_are_passed_over_where_copies_are_made_and_nowhere_else() {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("brief.redacted.txt");
        std::fs::write(&path, "Geachte [5.1.2e]").expect("write");
        assert!(matches!(skipped(&path, true), Some(Problem::OwnOutput)));
        assert!(skipped(&path, false).is_none());
    }
}
