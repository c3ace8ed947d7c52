//! Second reader of calendars and address cards: bytes without folds, quoted-printable and escapes
//! resolved, wherever they stand. It does not know which property is which, but for the two whose
//! parts stand in another order than they are spoken in.

use super::html;
use super::reading::Reading;
use crate::model::Message;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Whether a file begins as a calendar or address card does.
pub(super) fn begins(data: &[u8]) -> bool {
    let data = data.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(data).trim_ascii_start();
    let head = data.get(..7).unwrap_or_default();
    head.eq_ignore_ascii_case(b"BEGIN:V")
}

/// What stands in such a file.
pub(super) fn read(data: &[u8], place: &Message) -> Vec<Reading> {
    let wide = Encoding::for_bom(data).filter(|(e, _)| *e != UTF_8);
    let data = match wide {
        Some((encoding, _)) => encoding.decode(data).0.into_owned().into_bytes(),
        None => data.to_vec(),
    };
    let mut resolved = String::new();
    let mut spoken = String::new();
    for line in joined(&data) {
        let line = text(&line);
        in_order(&line, &mut spoken);
        resolved.push_str(&without_escapes(&line));
        resolved.push('\n');
    }
    let links = without_percent(&resolved);
    let pages = resolved.to_ascii_lowercase().contains("fmttype=text/html");
    let mut out = if pages { html::read(&resolved, place) } else { Vec::new() };
    for (view, text) in [("lines", resolved), ("parts in order", spoken), ("links in lines", links)]
    {
        out.push(Reading::new(view, place.clone(), text));
    }
    out
}

/// Lines without folds, and those of quoted-printable without soft breaks.
fn joined(data: &[u8]) -> Vec<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    // Whether the last line is in quoted-printable, as soon as its colon tells.
    let mut quoted: Option<bool> = None;
    for line in data.split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line.first(), out.last_mut()) {
            (_, Some(last)) if last.ends_with(b"=") && quoted == Some(true) => {
                last.pop();
                last.extend_from_slice(line);
            }
            (Some(b' ' | b'\t'), Some(last)) => {
                last.extend_from_slice(line.get(1..).unwrap_or_default());
            }
            _ => {
                out.push(line.to_vec());
                quoted = None;
            }
        }
        if quoted.is_none() && line.contains(&b':') {
            quoted = out.last().map(|last| is_quoted(last));
        }
    }
    out
}

fn is_quoted(line: &[u8]) -> bool {
    let head = line.split(|b| *b == b':').next().unwrap_or_default().to_ascii_uppercase();
    memchr::memmem::find(&head, b"QUOTED-PRINTABLE").is_some()
}

/// The text of a line in the character set that it names, or that its bytes have.
fn text(line: &[u8]) -> String {
    let quoted = is_quoted(line);
    let bytes = if quoted { hexadecimal(line, b'=') } else { line.to_vec() };
    let head = String::from_utf8_lossy(line).to_ascii_lowercase();
    let said = head.split_once("charset=").filter(|_| quoted).map(|(_, v)| v);
    let said = said.and_then(|v| v.split([';', ':']).next()).unwrap_or_default();
    let valid = std::str::from_utf8(&bytes).is_ok();
    let usual = if valid { UTF_8 } else { WINDOWS_1252 };
    let encoding = Encoding::for_label(said.trim_matches('"').as_bytes()).unwrap_or(usual);
    encoding.decode_without_bom_handling(&bytes).0.into_owned()
}

/// Bytes with each mark and two hexadecimal digits as the byte that they stand for.
fn hexadecimal(bytes: &[u8], mark: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|d| std::str::from_utf8(d).ok());
        let value = digits.and_then(|d| u8::from_str_radix(d, 16).ok());
        match value.filter(|_| *first == mark) {
            Some(value) => {
                out.push(value);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    out
}

fn without_percent(text: &str) -> String {
    String::from_utf8_lossy(&hexadecimal(text.as_bytes(), b'%')).into_owned()
}

fn without_escapes(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('n' | 'N')) | ('^', Some('n')) => {
                chars.next();
                out.push('\n');
            }
            ('\\', Some(_)) | ('^', Some('^' | '\'')) => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// The parts of a name as it is spoken, and those of an address as it is written.
fn in_order(line: &str, out: &mut String) {
    let Some((head, value)) = line.split_once(':') else { return };
    let name = head.split(';').next().unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or_default().to_ascii_uppercase();
    let order: &[usize] = match name.as_str() {
        "N" => &[3, 1, 2, 0, 4],
        "ADR" => &[2, 5, 3],
        _ => return,
    };
    // An escaped mark parts nothing.
    let parts: Vec<String> = value
        .replace("\\;", "\u{1}")
        .split(';')
        .map(|p| without_escapes(&p.replace('\u{1}', ";")))
        .collect();
    for part in order.iter().filter_map(|at| parts.get(*at)).filter(|p| !p.is_empty()) {
        out.push_str(part);
        out.push(' ');
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::super::census::search;
    use super::super::needle::Needle;
    use super::*;
    use crate::model::message;

    #[test]
    fn residue_is_seen_wherever_it_hides() {
        let finds = |text: &[u8]| {
            let needles = [Needle { text: "Zoë Bakker".into(), allowed: 0, pictured: false }];
            search(&read(text, &message!("file")), &needles, 1).is_err()
        };
        let wide: Vec<u8> =
            "\u{FEFF}FN:Zoë Bak\n ker".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let all: [&[u8]; 8] = [
            b"FN:Zo\xC3\r\n \xAB Bakker",
            b"FN:Zo\xEB Ba\n\tkker",
            b"FN;ENCODING=QUOTED-PRINTABLE:Zo=C3=\r\n=AB Ba=6bker",
            b"FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Zo=EB Bakker",
            b"item1.N;X=y:Bakker;Zo\xC3\xAB;;;",
            b"ATTENDEE;CN=\"Zo\xC3\xAB Bakker\":mailto:x@y",
            b"ATTENDEE:mailto:Zo%C3%AB%20Bakker@y",
            &wide,
        ];
        for text in all {
            assert!(finds(text), "{}", String::from_utf8_lossy(text));
        }
        assert!(!finds(b"FN:Zo\xC3\xAB\r\nN:Bakker;[5.1.2e];;;"));
    }
}
