//! Second reader of plain text: whole encodings, by encoding_rs.

use super::claim::Claim;
use super::error::VerifyError;
use super::reading::{Reading, raw};
use crate::model::message;

/// What a plain text copy contains.
pub(super) fn read(copy: &[u8]) -> Vec<Reading> {
    let mut out = raw(copy, &message!("bytes of the file"));
    if let Some(text) = wide(copy) {
        out.push(Reading::new("text", message!("text"), text));
        return out;
    }
    let (text, _, broken) = encoding_rs::UTF_8.decode(copy);
    out.push(Reading::new("text", message!("text"), text.into_owned()));
    // What is not UTF-8 is read in the other encodings too; some files mix them.
    if broken {
        for (view, encoding) in [
            ("text, one byte per character", encoding_rs::WINDOWS_1252),
            ("text of a Macintosh", encoding_rs::MACINTOSH),
        ] {
            let (single, _) = encoding.decode_without_bom_handling(copy);
            out.push(Reading::new(view, message!("text"), single.into_owned()));
        }
        let dos = copy.iter().map(|b| dos_letter(*b)).collect::<String>();
        out.push(Reading::new("text of DOS", message!("text"), dos));
    }
    out
}

/// A web page as text: by its mark, as UTF-8, or as it says itself.
pub(super) fn decoded(copy: &[u8]) -> String {
    let utf8 = encoding_rs::Encoding::for_bom(copy).is_none() && std::str::from_utf8(copy).is_ok();
    let head = String::from_utf8_lossy(copy.get(..copy.len().min(4096)).unwrap_or_default());
    let said = head.to_ascii_lowercase();
    let said = said.split_once("charset=").map(|(_, v)| v.trim_start_matches(['"', '\'']));
    let said = said.and_then(|v| v.split(['"', '\'', '>', ' ', ';', '/']).next());
    let named = said.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    let usual = if utf8 { encoding_rs::UTF_8 } else { encoding_rs::WINDOWS_1252 };
    named.unwrap_or(usual).decode(copy).0.into_owned()
}

/// Whether bytes are plain text: no markup that could write letters in another way, and no bytes
/// that are no letters.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(bytes).is_some_and(|(e, _)| e != encoding_rs::UTF_8)
        || wide(bytes).is_some()
    {
        return true;
    }
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let mail = [&b"MIME-Version:"[..], b"Received:", b"Return-Path:"];
    let odd = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B);
    let controls = bytes.iter().filter(|b| odd(b)).count();
    !head.starts_with(b"<")
        && !head.starts_with(b"{\\rtf")
        && !head.starts_with(b"%!PS")
        && !mail.iter().any(|m| head.starts_with(m))
        && controls * 100 <= bytes.len()
        && memchr::memchr(0, bytes).is_none()
}

/// Text in UTF-32, by its mark.
fn wide(copy: &[u8]) -> Option<String> {
    let (rest, unit): (&[u8], fn([u8; 4]) -> u32) = match copy {
        [0xFF, 0xFE, 0, 0, rest @ ..] => (rest, u32::from_le_bytes),
        [0, 0, 0xFE, 0xFF, rest @ ..] => (rest, u32::from_be_bytes),
        _ => return None,
    };
    let (units, _) = rest.as_chunks::<4>();
    let letter = |bytes: &[u8; 4]| char::from_u32(unit(*bytes)).unwrap_or('\u{FFFD}');
    Some(units.iter().map(letter).collect())
}

/// The letters of code page 850.
fn dos_letter(byte: u8) -> char {
    const LETTERS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑ";
    let at = usize::from(byte).checked_sub(0x80);
    let known = at.and_then(|at| LETTERS.chars().nth(at));
    let late = match byte {
        0xB5 => 'Á',
        0xB6 => 'Â',
        0xB7 => 'À',
        0xC6 => 'ã',
        0xC7 => 'Ã',
        0xD2 => 'Ê',
        0xD3 => 'Ë',
        0xD4 => 'È',
        0xD6 => 'Í',
        0xD7 => 'Î',
        0xD8 => 'Ï',
        0xE0 => 'Ó',
        0xE1 => 'ß',
        0xE2 => 'Ô',
        0xE4 => 'õ',
        0xE9 => 'Ú',
        0xEA => 'Û',
        0xEC => 'ý',
        other => char::from(other),
    };
    known.unwrap_or(late)
}

/// The copy must have the byte order mark of the original, or none: another would show other text.
pub(super) fn same_encoding(copy: &[u8], claim: &Claim<'_>) -> Result<(), VerifyError> {
    let mark = |bytes: &[u8]| match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some("UTF-32LE"),
        [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32BE"),
        _ => encoding_rs::Encoding::for_bom(bytes).map(|(e, _)| e.name()),
    };
    if mark(copy) == mark(claim.original) {
        return Ok(());
    }
    Err(VerifyError::Unreadable(message!("the character encoding has changed")))
}
