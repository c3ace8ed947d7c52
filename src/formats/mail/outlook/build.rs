//! A mail from the properties of a message (MS-OXPROPS has their numbers).

use super::compressed;
use super::properties::Properties;
use crate::formats::charset;
use crate::formats::mail::syntax::transfer::Coding;
use crate::formats::mail::syntax::{field, params, words};
use crate::formats::rich_text;
use crate::model::{FormatError, Limits, message};
use std::io::Cursor;

const END: &str = "\r\n";

/// The mail that a message in a file of its own holds.
pub(super) fn of_file(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, FormatError> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| {
        FormatError::damaged_by(message!("the parts of the message cannot be found"), e)
    })?;
    mail(&mut Properties::new(file, limits), "", 32, 0)
}

/// The mail in a storage; `header` is how many bytes stand in front of its fixed properties.
pub(super) fn mail(
    file: &mut Properties<'_>,
    base: &str,
    header: usize,
    depth: usize,
) -> Result<Vec<u8>, FormatError> {
    if depth > file.depth {
        return Err(FormatError::Limit(message!("attachments up to {0} deep", file.depth)));
    }
    let mut out = String::new();
    head(file, base, header, &mut out)?;
    out.push_str("MIME-Version: 1.0\r\n");
    let mut parts = vec![alternative(bodies(file, base, header)?, depth)];
    for attachment in file.storages(base, "__attach_version1.0_") {
        parts.push(attached(file, &attachment, depth)?);
    }
    let mut out = out.into_bytes();
    out.extend(mixed(parts, depth));
    Ok(out)
}

/// Parts that say the same as one.
pub(super) fn alternative(parts: Vec<Vec<u8>>, depth: usize) -> Vec<u8> {
    joined("multipart/alternative", parts, depth, "a")
}

/// Text and attachments as one.
pub(super) fn mixed(parts: Vec<Vec<u8>>, depth: usize) -> Vec<u8> {
    joined("multipart/mixed", parts, depth, "m")
}

fn joined(kind: &str, parts: Vec<Vec<u8>>, depth: usize, letter: &str) -> Vec<u8> {
    match parts.as_slice() {
        [only] => only.clone(),
        _ => multipart(kind, &parts, depth, letter),
    }
}

/// Text as a part.
pub(super) fn text_part(kind: &str, text: &str) -> Vec<u8> {
    let utf8 = [("charset".to_owned(), "utf-8".to_owned())];
    part(&format!("text/{kind}"), &utf8, "", text.trim_end_matches('\0').as_bytes())
}

/// Parts as one, with a boundary that no other of the mail has.
fn multipart(kind: &str, parts: &[Vec<u8>], depth: usize, letter: &str) -> Vec<u8> {
    let boundary = format!("=_{letter}{depth}");
    let mut out = format!("Content-Type: {kind}; boundary=\"{boundary}\"\r\n\r\n").into_bytes();
    for part in parts {
        out.extend(format!("--{boundary}\r\n").into_bytes());
        out.extend(part);
        out.extend(END.as_bytes());
    }
    out.extend(format!("--{boundary}--\r\n").into_bytes());
    out
}

pub(super) fn line(name: &str, value: &str, out: &mut String) {
    if !value.trim().is_empty() {
        out.push_str(&format!("{name}: {}{END}", words::folded(name.len(), value, END)));
    }
}

fn head(
    file: &mut Properties<'_>,
    base: &str,
    header: usize,
    out: &mut String,
) -> Result<(), FormatError> {
    let name = file.first_text(base, &[0x0042, 0x0C1A])?;
    let address = file.first_text(base, &[0x5D02, 0x5D01, 0x0065, 0x0C1F])?;
    line("From", &person(name.as_deref(), address.as_deref()), out);
    let mut lists = [Vec::new(), Vec::new(), Vec::new()];
    for recipient in file.storages(base, "__recip_version1.0_") {
        let name = file.first_text(&recipient, &[0x3001, 0x5FF6])?;
        let address = file.first_text(&recipient, &[0x39FE, 0x3003])?;
        let kind = file.fixed(&recipient, 8, 0x0C15)?.unwrap_or(1) & 0xF;
        let list = match kind {
            2 => 1,
            3 => 2,
            _ => 0,
        };
        if let Some(list) = lists.get_mut(list) {
            list.push(person(name.as_deref(), address.as_deref()));
        }
    }
    for ((name, list), shown) in ["To", "Cc", "Bcc"].iter().zip(lists).zip([0x0E04, 0x0E03, 0x0E02])
    {
        if list.is_empty() {
            let shown = file.text(base, shown)?.unwrap_or_default();
            let names = shown.split(';').map(str::trim).filter(|n| !n.is_empty());
            let names: Vec<String> = names.map(|n| person(Some(n), None)).collect();
            line(name, &names.join(", "), out);
        } else {
            line(name, &list.join(", "), out);
        }
    }
    let subject = file.text(base, 0x0037)?.unwrap_or_default();
    line("Subject", &words::encode(&plain(without_mark(&subject))), out);
    for tag in [0x0039, 0x0E06] {
        if let Some(date) = file.fixed(base, header, tag)?.and_then(date) {
            line("Date", &date, out);
            break;
        }
    }
    // Of the way that the mail took, only what ties a conversation.
    let way = file.text(base, 0x007D)?.unwrap_or_default();
    let ids = field::read(way.as_bytes(), 0..way.len());
    for wanted in ["Message-ID", "In-Reply-To", "References"] {
        let found = ids.fields.iter().find(|f| f.name.eq_ignore_ascii_case(wanted));
        let value = found.and_then(|f| way.get(f.value.clone())).unwrap_or_default();
        let value: Vec<&str> = value.split_whitespace().collect();
        line(wanted, &words::encode(&value.join(" ")), out);
    }
    Ok(())
}

/// A subject without the two characters in front of it that say how long its `RE:` is
/// (MS-PST 2.5.3.1.1.1).
fn without_mark(subject: &str) -> &str {
    let rest = subject.strip_prefix('\u{1}').map(str::chars);
    rest.map_or(subject, |mut rest| {
        rest.next();
        rest.as_str()
    })
}

pub(super) fn plain(text: &str) -> String {
    text.replace(['\r', '\n', '\0'], " ")
}

/// A name with an address. Without an address it is a group without members, as mail has it.
pub(super) fn person(name: Option<&str>, address: Option<&str>) -> String {
    let name = plain(name.unwrap_or_default());
    let fits = |a: &&str| {
        a.contains('@') && a.bytes().all(|b| b.is_ascii_graphic() && !b"<>(),;:\"\\".contains(&b))
    };
    let address = address.map(str::trim).filter(fits);
    let ascii = name.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && !name.contains("=?");
    let quoted = match ascii {
        true => format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
        false => words::encode(&name),
    };
    match (name.trim().is_empty(), address) {
        (true, Some(address)) => address.to_owned(),
        (false, Some(address)) => format!("{quoted} <{address}>"),
        (false, None) => format!("{quoted}:;"),
        (true, None) => String::new(),
    }
}

/// A time in steps of 100 nanoseconds since 1601 as mail writes it.
pub(super) fn date(ticks: u64) -> Option<String> {
    let seconds = i64::try_from(ticks / 10_000_000).ok()? - 11_644_473_600;
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    Some(time.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string())
}

fn part(kind: &str, params: &[(String, String)], more: &str, bytes: &[u8]) -> Vec<u8> {
    let kind = params::write(kind, params, END);
    let mut out =
        format!("Content-Type:{kind}{END}{more}Content-Transfer-Encoding: base64{END}{END}")
            .into_bytes();
    out.extend(Coding::Base64.encode(bytes, END));
    out
}

/// What is there and cannot be read: in a transfer encoding that nobody knows.
pub(super) fn unread(kind: &str) -> Vec<u8> {
    format!("Content-Type: {kind}{END}Content-Transfer-Encoding: x-missing{END}{END}x{END}")
        .into_bytes()
}

/// The text and the web page of a message; rich text only counts where there is neither.
fn bodies(
    file: &mut Properties<'_>,
    base: &str,
    header: usize,
) -> Result<Vec<Vec<u8>>, FormatError> {
    let mut out = Vec::new();
    if let Some(text) = file.text(base, 0x1000)?.filter(|t| !t.trim().is_empty()) {
        out.push(text_part("plain", &text));
    }
    let page = match file.bytes(base, 0x1013)? {
        Some(bytes) => {
            let page = file.fixed(base, header, 0x3FDE)?.unwrap_or(0);
            let encoding = code_page(page & 0xFFFF_FFFF).and_then(|label| charset::named(&label));
            let decoded =
                charset::decode(&bytes, encoding.unwrap_or_else(|| charset::unnamed(&bytes)));
            if decoded.broken > 0 {
                return Err(FormatError::Unsupported(message!("an encoding that is not known")));
            }
            Some(decoded.text)
        }
        None => file.text(base, 0x1013)?,
    };
    if let Some(page) = page.filter(|p| !p.trim().is_empty()) {
        out.push(text_part("html", &page));
    }
    if out.is_empty() {
        let rich = file.bytes(base, 0x1009)?.filter(|r| !r.is_empty());
        out.push(rich.map_or_else(|| text_part("plain", ""), |rich| of_rich(&rich)));
    }
    Ok(out)
}

/// The name of a code page of Windows.
fn code_page(number: u64) -> Option<String> {
    Some(match number {
        65001 => "utf-8".to_owned(),
        20127 => "windows-1252".to_owned(),
        1250..=1258 => format!("windows-{number}"),
        28591..=28606 => format!("iso-8859-{}", number - 28590),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        _ => return None,
    })
}

fn attached(file: &mut Properties<'_>, base: &str, depth: usize) -> Result<Vec<u8>, FormatError> {
    let name = file.first_text(base, &[0x3707, 0x3704, 0x3001])?.map(|n| plain(&n));
    let nested = format!("{base}/__substg1.0_3701000D");
    if file.exists(&format!("{nested}/__properties_version1.0")) {
        let mut out = b"Content-Type: message/rfc822\r\n\r\n".to_vec();
        out.extend(mail(file, &nested, 24, depth + 1)?);
        return Ok(out);
    }
    let Some(bytes) = file.bytes(base, 0x3701)? else {
        return Ok(unread("application/octet-stream"));
    };
    let id = file.text(base, 0x3712)?.map(|id| plain(&id)).filter(|id| !id.trim().is_empty());
    Ok(attachment(name.as_deref(), id.as_deref(), &bytes))
}

/// A file as a part.
pub(super) fn attachment(name: Option<&str>, id: Option<&str>, bytes: &[u8]) -> Vec<u8> {
    let mut more = String::new();
    let named: Vec<(String, String)> =
        name.iter().map(|n| ("filename".to_owned(), (*n).to_owned())).collect();
    more.push_str(&format!(
        "Content-Disposition:{}{END}",
        params::write("attachment", &named, END)
    ));
    if let Some(id) = id {
        more.push_str(&format!("Content-ID: {}{END}", words::encode(&format!("<{id}>"))));
    }
    part("application/octet-stream", &[], &more, bytes)
}

/// The text of compressed rich text as a part, or that there is some that cannot be read.
pub(super) fn of_rich(rich: &[u8]) -> Vec<u8> {
    let text = compressed::rich_text(rich).and_then(|bytes| {
        rich_text::plain(&charset::decode(&bytes, encoding_rs::WINDOWS_1252).text)
    });
    text.map_or_else(|| unread("text/rtf"), |text| text_part("plain", &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_written_as_mail_has_them() {
        assert_eq!(person(Some("Bos, Jan"), Some("j@x.nl")), "\"Bos, Jan\" <j@x.nl>");
        assert_eq!(person(Some("Jan"), Some("/o=Org/cn=jan")), "\"Jan\":;");
        assert_eq!(person(Some("Zoë"), None), "=?utf-8?B?Wm/Dqw==?=:;");
        assert_eq!(person(None, Some("j@x.nl")), "j@x.nl");
    }

    #[test]
    fn a_subject_has_no_mark() {
        assert_eq!(without_mark("\u{1}\u{5}RE: Nota"), "RE: Nota");
        assert_eq!((without_mark("Nota"), without_mark("\u{1}")), ("Nota", ""));
    }

    #[test]
    fn times_are_those_of_mail() {
        assert_eq!(
            date(134_260_003_310_000_000).as_deref(),
            Some("Mon, 15 Jun 2026 12:32:11 +0000")
        );
        assert_eq!(date(u64::MAX), None);
    }
}
