//! Whether bytes are plain text, which a reader sees as it is.

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
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let control = bytes.iter().filter(|b| is_control(**b)).count();
    let nul = memchr::memchr(0, bytes).is_some();
    !nul && control * 100 <= bytes.len() && !is_markup(bytes)
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B)
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
    use super::is_text;

    #[test]
    fn letters_are_text_and_other_files_are_not() {
        assert!(is_text("Geachte heer Zoë,\r\n".as_bytes()));
        assert!(is_text(b"Geachte heer Zo\xEB"));
        assert!(is_text(b"\xFF\xFEA\0"));
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
