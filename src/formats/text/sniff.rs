//! Whether bytes are plain text, which a reader sees as it is.

use super::decode;

/// First bytes of files that are not plain text, or that can write text in other characters.
const OTHER: &[&[u8]] = &[
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xD0\xCF\x11\xE0",
    b"{\\rtf",
    b"\x89PNG",
    b"GIF8",
    b"\xFF\xD8\xFF",
    b"\x1F\x8B",
    b"7z\xBC\xAF",
    b"Rar!",
    b"%!PS",
    b"II*\x00",
    b"MM\x00*",
];

/// How many bytes at the start of a file are searched for signs of markup and mail.
const HEAD: usize = 4096;

/// Whether a file is plain text. HTML, XML, RTF, and mail are not: they can write a name with
/// entities or in a transfer encoding, where a search in the plain characters misses it.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    if OTHER.iter().any(|m| bytes.starts_with(m)) {
        return false;
    }
    if decode::is_wide(bytes) {
        return true;
    }
    let control = bytes.iter().filter(|b| is_control(**b)).count();
    let nul = memchr::memchr(0, bytes).is_some();
    !nul && control * 100 <= bytes.len() && !is_markup(bytes)
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B)
}

/// Whether control characters change the text that is seen: one between letters, or a code of a
/// terminal that does more than color.
pub(super) fn moves_text(text: &str) -> bool {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' || c == '\u{9b}' {
            if c == '\u{9b}' || chars.next_if_eq(&'[').is_some() {
                while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
                if !matches!(chars.next(), Some('m' | 'K')) {
                    return true;
                }
            } else if matches!(chars.next(), Some('7' | '8' | 'D' | 'E' | 'M' | 'c')) {
                return true;
            }
            continue;
        }
        let letter = |c: char| c.is_alphanumeric();
        let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}');
        if control && letter(before) && chars.peek().is_some_and(|c| letter(*c)) || c == '\u{8}' {
            return true;
        }
        before = c;
    }
    false
}

fn is_markup(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let head = String::from_utf8_lossy(body.get(..HEAD).unwrap_or(body)).to_lowercase();
    let start = head.trim_start();
    let markup = ["<?xml", "<!doctype", "<html", "<head", "<svg"];
    let mail = ["\nmime-version:", "\ncontent-transfer-encoding:", "\nreceived: from"];
    markup.iter().any(|m| start.starts_with(m))
        || mail.iter().any(|m| head.contains(m))
        || start.starts_with("mime-version:")
}

#[cfg(test)]
mod tests {
    use super::{is_text, moves_text};

    #[test]
    fn controls_that_change_what_is_seen_are_told() {
        assert!(
            moves_text("Ver\u{1}kruisen") && moves_text("V\u{8}V") && moves_text("a\u{1b}[2Db")
        );
        assert!(!moves_text("a\u{1b}[31mb\u{1b}[0m\u{1b}[K\tc\r\n\u{1a}"));
    }

    #[test]
    fn letters_are_text_and_other_files_are_not() {
        assert!(is_text("Geachte heer Zoë,\r\n".as_bytes()));
        assert!(is_text(b"Geachte heer Zo\xEB"));
        assert!(is_text(b"\xFF\xFEA\0"));
        assert!(is_text(b"\0\0\xFE\xFF\0\0\0A"));
        assert!(!is_text(b"%PDF-1.7"));
        assert!(!is_text(b"PK\x03\x04"));
        assert!(!is_text(b"{\\rtf1 Jan}"));
        assert!(!is_text(b"abc\0def"));
        assert!(!is_text(b"a\x01b\x02c\x7F\x03"), "control characters");
        assert!(is_text(b"a\tb\x0Cc\r\n\x1A"), "white space and an old end of file");
        assert!(!is_text(b"<!DOCTYPE html><p>Jan"));
        assert!(!is_text(b"From: a\r\nMIME-Version: 1.0\r\n\r\nJan"));
    }
}
