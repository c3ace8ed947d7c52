//! Second reader of mail: mail-parser takes it apart, the files in it go to their own readers.

use super::claim::Claim;
use super::content_lines;
use super::error::VerifyError;
use super::html;
use super::inner::Inner;
use super::reading::{Reading, raw};
use crate::model::message;
use mail_parser::{Address, HeaderValue, Message as Mail, MessageParser, MessagePart, PartType};
use std::collections::BTreeSet;

/// Deepest nesting of messages.
const DEPTH: usize = 10;

/// What stands in a mail.
///
/// # Errors
/// When it is no mail, or a file in it cannot be read.
pub(super) fn read(
    copy: &[u8],
    claim: &Claim<'_>,
    inner: Inner,
) -> Result<Vec<Reading>, VerifyError> {
    let mut out = raw(copy, &message!("bytes of the file"));
    message(copy, claim, 0, inner, &mut out)?;
    Ok(out)
}

/// What stands in a mailbox, whose messages begin with a line that the copy wrote.
///
/// # Errors
/// As [`read`].
pub(super) fn mailbox(
    copy: &[u8],
    claim: &Claim<'_>,
    inner: Inner,
) -> Result<Vec<Reading>, VerifyError> {
    let mut out = raw(copy, &message!("bytes of the file"));
    let mut start = 0;
    let mut at = 0;
    for line in copy.split_inclusive(|b| *b == b'\n') {
        if line.starts_with(b"From MAILER-DAEMON ") {
            if at > start {
                message(copy.get(start..at).unwrap_or_default(), claim, 0, inner, &mut out)?;
            }
            start = at + line.len();
        }
        at += line.len();
    }
    message(copy.get(start..).unwrap_or_default(), claim, 0, inner, &mut out)?;
    Ok(out)
}

/// What stands in a mail inside a file.
///
/// # Errors
/// As [`read`].
pub(super) fn message(
    bytes: &[u8],
    claim: &Claim<'_>,
    depth: usize,
    inner: Inner,
    out: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    let mail = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| VerifyError::Unreadable(message!("no mail")))?;
    parts(&mail, claim, depth, inner, out)
}

fn parts(
    mail: &Mail<'_>,
    claim: &Claim<'_>,
    depth: usize,
    inner: Inner,
    out: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    if depth > DEPTH {
        return Err(VerifyError::Unreadable(message!("attachments are nested too deeply")));
    }
    for (at, part) in mail.parts.iter().enumerate() {
        let place = message!("part {0} of the mail", at + 1);
        out.push(Reading::new("headers of mail", place.clone(), header(part)));
        match &part.body {
            PartType::Text(text) => {
                out.push(Reading::new("text of mail", place.clone(), text.as_ref()));
                out.push(Reading::new("lines of mail", place.clone(), unfolded(text)));
                if content_lines::begins(text.as_bytes()) {
                    out.extend(content_lines::read(text.as_bytes(), &place));
                }
            }
            PartType::Html(text) => out.extend(html::read(text, &place)),
            PartType::Binary(data) | PartType::InlineBinary(data) => {
                inner(data, claim, &place, depth + 1, out)?;
            }
            PartType::Message(nested) => parts(nested, claim, depth + 1, inner, out)?,
            PartType::Multipart(_) => {}
        }
    }
    around(mail, out);
    Ok(())
}

/// Whether a file begins as a mail does.
pub(super) fn begins(data: &[u8]) -> bool {
    let head = data.get(..data.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    let fields: [&[u8]; 6] =
        [b"mime-version:", b"message-id:", b"received:", b"return-path:", b"subject:", b"from:"];
    let starts = |field: &[u8]| {
        memchr::memmem::find_iter(&head, field)
            .any(|at| at == 0 || head.get(at - 1) == Some(&b'\n'))
    };
    fields.iter().filter(|field| starts(field)).count() > 1
}

/// The values of a header, those that stand there twice once.
fn header(part: &MessagePart<'_>) -> String {
    let mut seen = BTreeSet::new();
    let mut out = String::new();
    for header in &part.headers {
        let mut texts = Vec::new();
        collect(&header.value, &mut texts);
        let kind = matches!(header.value, HeaderValue::ContentType(_));
        for text in texts.into_iter().filter(|t| !kind || seen.insert(t.clone())) {
            out.push_str(&text);
            out.push('\n');
        }
    }
    out
}

fn collect(value: &HeaderValue<'_>, out: &mut Vec<String>) {
    match value {
        HeaderValue::Text(text) => out.push(text.to_string()),
        HeaderValue::TextList(list) => out.extend(list.iter().map(ToString::to_string)),
        HeaderValue::Address(list) => {
            let groups = match list {
                Address::Group(groups) => groups.as_slice(),
                Address::List(_) => &[],
            };
            out.extend(groups.iter().filter_map(|g| g.name.as_ref()).map(ToString::to_string));
            for address in list.iter() {
                out.extend(address.name.as_ref().map(ToString::to_string));
                out.extend(address.address.as_ref().map(ToString::to_string));
            }
        }
        HeaderValue::ContentType(kind) => {
            let named = kind.attributes.iter().flatten();
            let told = named.filter(|a| !matches!(a.name.as_ref(), "charset" | "boundary"));
            out.extend(told.map(|a| a.value.to_string()));
        }
        HeaderValue::Received(_) => out.push("\u{FFFD}".to_owned()),
        HeaderValue::DateTime(_) | HeaderValue::Empty => {}
    }
}

/// Text in lines that were folded.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n\t", "").replace("\n ", "").replace("\n\t", "")
}

/// Text in front of the first part and behind the last: all that lies in no part.
fn around(mail: &Mail<'_>, out: &mut Vec<Reading>) {
    let bytes = mail.raw_message.as_ref();
    let mut ends: Vec<(usize, usize)> = mail
        .parts
        .iter()
        .filter(|p| !matches!(p.body, PartType::Multipart(_)))
        .map(|p| (p.offset_header as usize, p.offset_end as usize))
        .collect();
    ends.sort_unstable();
    let mut text = String::new();
    let mut at = mail.parts.first().map_or(0, |p| p.offset_body as usize);
    for (start, end) in ends {
        text.push_str(&String::from_utf8_lossy(bytes.get(at..start).unwrap_or_default()));
        text.push('\n');
        at = at.max(end);
    }
    text.push_str(&String::from_utf8_lossy(bytes.get(at..).unwrap_or_default()));
    out.push(Reading::new("text around parts", message!("text around the parts"), text));
}

#[cfg(test)]
mod tests {
    use super::super::census::search;
    use super::super::needle::Needle;
    use super::*;
    use std::sync::Arc;

    fn plain(
        data: &[u8],
        _: &Claim<'_>,
        place: &crate::model::Message,
        _: usize,
        out: &mut Vec<Reading>,
    ) -> Result<(), VerifyError> {
        out.push(Reading::new("files", place.clone(), String::from_utf8_lossy(data)));
        Ok(())
    }

    fn finds(mail: &str) -> bool {
        let needles = [Needle { text: "Noor Bakker".into(), allowed: 0, pictured: false }];
        let original = Arc::new(Vec::new());
        let claim = Claim {
            format: "eml",
            original: &original,
            needles: &needles,
            listed: None,
            boxes: &[],
            blanked: false,
            threads: 1,
            pictures: None,
        };
        search(&read(mail.as_bytes(), &claim, plain).expect("readable"), &needles, 1).is_err()
    }

    #[test]
    fn residue_is_seen_wherever_it_hides() {
        let head = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        for mail in [
            "From: \"Noor Bakker\" <x@y>\r\n\r\nx",
            "From: =?utf-8?q?Noor_B?= =?utf-8?q?akker?= <x@y>\r\n\r\nx",
            "Subject: over =?utf-8?B?Tm9vciBCYWtrZXI=?=\r\n\r\nx",
            "X-Any: Noor\r\n Bakker\r\n\r\nx",
            "Content-Transfer-Encoding: base64\r\n\r\nTm9vciBCYWtrZXI=\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n\r\nNoor B=\r\nakker\r\n",
            "Content-Type: text/calendar\r\n\r\nSUMMARY:Noor Ba\r\n kker\r\n",
            "Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nX;QUOTED-PRINTABLE:Noor B=61=\r\nkker",
            "Content-Type: text/html\r\n\r\n<b>N</b>oor Bakker",
            &format!("{head}Noor Bakker\r\n--b\r\n\r\nx\r\n--b--\r\n"),
            &format!("{head}--b\r\n\r\nx\r\n--b--\r\nNoor\r\nBakker"),
            &format!(
                "{head}--b\r\nContent-Disposition: attachment; filename*=utf-8''Noor%20Bakker.txt\r\n\r\nx\r\n--b--\r\n"
            ),
            &format!(
                "{head}--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\nTm9vciBCYWtrZXI=\r\n--b--\r\n"
            ),
            &format!(
                "{head}--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: =?utf-8?B?Tm9vciBCYWtrZXI=?=\r\n\r\nx\r\n--b--\r\n"
            ),
        ] {
            assert!(finds(mail), "{mail}");
        }
        assert!(!finds("From: \"[5.1.2e]\" <5.1.2e@gelakt.invalid>\r\n\r\nNoor en bakker"));
    }
}
