//! What is mail, and where the messages of a mailbox are.

use super::read::kinds::{self, FieldClass};
use super::syntax::field::{self, line_end};
use std::ops::Range;

/// How many bytes are looked at to tell.
const HEAD: usize = 1 << 16;

/// Fields that only programs write: text that begins with them is mail.
const SURE: [&str; 12] = [
    "mime-version",
    "received",
    "return-path",
    "message-id",
    "delivered-to",
    "content-transfer-encoding",
    "dkim-signature",
    "authentication-results",
    "arc-seal",
    "x-originating-ip",
    "x-mailer",
    "thread-index",
];

fn names(bytes: &[u8]) -> Vec<String> {
    let start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let head = field::read(bytes, start..bytes.len().min(HEAD));
    head.fields.into_iter().map(|f| f.name).collect()
}

/// Whether bytes are mail whatever they are called.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let names = names(bytes);
    let known = names.iter().filter(|n| kinds::field(n).0 != FieldClass::Technical).count();
    names.iter().any(|n| SURE.contains(&n.as_str()))
        && known + usize::from(names.len() > 2) > 0
        && !bytes.starts_with(b"From ")
}

/// Whether bytes that are called mail begin as mail does.
pub(super) fn has_fields(bytes: &[u8]) -> bool {
    let names = names(bytes);
    names.iter().any(|n| matches!(kinds::field(n).0, FieldClass::Addresses | FieldClass::Mime))
        || names.iter().any(|n| matches!(n.as_str(), "subject" | "date"))
}

/// Whether bytes are a mailbox: the line in front of a message, and a message.
pub(super) fn is_mailbox(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"From ") {
        return false;
    }
    let first = line_end(bytes, 0, bytes.len());
    let line = bytes.get(..first).unwrap_or_default();
    let year = line.split(|b| !b.is_ascii_digit()).any(|d| d.len() == 4);
    year && has_fields(bytes.get(first..).unwrap_or_default())
}

/// The messages of a mailbox, each with the line in front of it and without the empty one behind.
pub(super) fn messages(bytes: &[u8]) -> Vec<Range<usize>> {
    let finder = memchr::memmem::Finder::new(b"\nFrom ");
    let mut starts = vec![0];
    for at in finder.find_iter(bytes) {
        let before = bytes.get(..at).unwrap_or_default();
        let empty = before.ends_with(b"\n") || before.ends_with(b"\n\r");
        let start = at + 1;
        let next = line_end(bytes, start, bytes.len());
        let named = has_fields(bytes.get(next..).unwrap_or_default());
        if empty && named {
            starts.push(start);
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([bytes.len()]).collect();
    starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| {
            let inner = bytes.get(start..end).unwrap_or_default();
            start..start + field::without_end(inner).len()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_known_by_its_fields() {
        assert!(is_mail(b"Received: x\r\nFrom: a@b\r\n\r\nx"));
        assert!(is_mail(b"From: a@b\nMessage-ID: <x@y>\n\nx"));
        assert!(!is_mail(b"From: Jan\nTo: Piet\n\nx") && has_fields(b"From: Jan\nTo: Piet\n\nx"));
        assert!(
            !is_mail(b"Geachte heer: x\n") && !is_mail(b"%PDF-1.7") && !has_fields(b"PK\x03\x04")
        );
    }

    #[test]
    fn a_mailbox_falls_into_messages() {
        let text = b"From a@b Mon Jun 15 14:32:11 2026\nFrom: a@b\n\nx\nFrom here on\n\nFrom c@d Mon Jun 15 14:32:11 2026\nSubject: y\n\nz\n";
        assert!(is_mailbox(text));
        let told: Vec<&[u8]> = messages(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].ends_with(b"From here on\n") && told[1].ends_with(b"z"));
    }
}
