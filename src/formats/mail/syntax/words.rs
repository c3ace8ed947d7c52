//! Words in other character sets within header fields (RFC 2047).

use super::transfer;
use crate::formats::{base64, charset};

/// A text of a header field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text on one line.
    pub(crate) text: String,
    /// Whether a word of it could not be read.
    pub(crate) unread: bool,
}

/// The characters of raw bytes: UTF-8 if they are valid, else Windows-1252; without line ends and
/// zero bytes.
pub(crate) fn letters(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw).0.into_owned(),
    };
    text.replace("\r\n", "").replace(['\n', '\r', '\0'], "")
}

/// The text of a field without structure.
pub(crate) fn decode(raw: &[u8]) -> Decoded {
    let text = letters(raw);
    let mut out = Decoded::default();
    let mut rest = text.trim();
    let mut run: Vec<Word> = Vec::new();
    while let Some(start) = rest.find("=?") {
        let (before, tail) = rest.split_at(start);
        let Some((word, length)) = word(tail) else {
            flush(&mut run, &mut out);
            out.text.push_str(before);
            out.text.push_str("=?");
            rest = tail.get(2..).unwrap_or_default();
            continue;
        };
        // White space between two such words is none.
        if !(before.trim().is_empty() && !run.is_empty()) {
            flush(&mut run, &mut out);
            out.text.push_str(before);
        }
        run.push(word);
        rest = tail.get(length..).unwrap_or_default();
    }
    flush(&mut run, &mut out);
    out.text.push_str(rest);
    out
}

struct Word {
    charset: String,
    bytes: Option<Vec<u8>>,
}

/// The encoded word at the start of a text, and its length.
fn word(text: &str) -> Option<(Word, usize)> {
    let (charset, rest) = text.strip_prefix("=?")?.split_once('?')?;
    let (coding, rest) = rest.split_once('?')?;
    let end = rest.find("?=")?;
    if charset.is_empty()
        || charset.len() > 64
        || charset.contains(char::is_whitespace)
        || coding.len() != 1
    {
        return None;
    }
    let inner = rest.get(..end)?;
    let name = charset.split('*').next().unwrap_or_default().to_ascii_lowercase();
    let bytes = match coding {
        "B" | "b" => base64::decode(inner),
        // Letters that were not encoded are in the character set that the word names.
        "Q" | "q" => Some(match charset::named(&name).filter(|_| !inner.is_ascii()) {
            Some(encoding) => transfer::raw_word_bytes(&encoding.encode(inner).0),
            None => transfer::word_bytes(inner),
        }),
        _ => return None,
    };
    let length = 2 + text.get(2..)?.find('?')? + 1 + coding.len() + 1 + end + 2;
    Some((Word { charset: name, bytes }, length))
}

/// Adds a run of words; a character may be split over two of them.
fn flush(run: &mut Vec<Word>, out: &mut Decoded) {
    let mut words = std::mem::take(run).into_iter().peekable();
    while let Some(first) = words.next() {
        let Some(mut bytes) = first.bytes else {
            out.unread = true;
            continue;
        };
        while let Some(next) = words.next_if(|w| w.charset == first.charset && w.bytes.is_some()) {
            bytes.extend(next.bytes.unwrap_or_default());
        }
        let known = match first.charset.as_str() {
            "us-ascii" | "ascii" => Some(charset::unnamed(&bytes)),
            name => charset::named(name),
        };
        match known {
            Some(encoding) => {
                let decoded = charset::decode(&bytes, encoding);
                out.unread |= decoded.broken > 0;
                out.text.extend(decoded.text.chars().filter(|c| !matches!(c, '\r' | '\n' | '\0')));
            }
            None => {
                out.unread |= !charset::is_plain_ascii(&bytes);
                out.text.push_str(&letters(&bytes));
            }
        }
    }
}

/// Most bytes of text in one word.
const WORD: usize = 42;

/// Text as it stands in a field: as it is if it is ASCII, else in words of UTF-8.
pub(crate) fn encode(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && !text.contains("=?") {
        return text.to_owned();
    }
    let mut words = vec![String::new()];
    for c in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + c.len_utf8() <= WORD => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    let word = |w: &String| format!("=?utf-8?B?{}?=", base64::encode(w.as_bytes()));
    words.iter().filter(|w| !w.is_empty()).map(word).collect::<Vec<_>>().join(" ")
}

/// A field's value in lines of bounded length, broken at spaces.
pub(crate) fn folded(name: usize, value: &str, line_end: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    let mut column = name + 2;
    for (at, word) in value.split(' ').enumerate() {
        if at > 0 {
            if column + word.len() > 76 && !word.is_empty() && column > name + 2 {
                out.push_str(line_end);
                column = 0;
            }
            out.push(' ');
        }
        out.push_str(word);
        column += word.len() + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        decode(raw.as_bytes()).text
    }

    #[test]
    fn words_are_joined_and_read() {
        assert_eq!(text(" Wouter =?utf-8?q?Y=C4=B1lmaz?= x"), "Wouter Yılmaz x");
        assert_eq!(text("=?utf-8?B?Wm/D?=\r\n =?UTF-8?b?qyBCb3M=?="), "Zoë Bos");
        assert_eq!(text("=?iso-8859-1*nl?Q?Zo=EB_Bos?= (x)"), "Zoë Bos (x)");
        assert_eq!(text("\"=?utf-8?q?Bos=2C_Jan?=\" =? a"), "\"Bos, Jan\" =? a");
        assert_eq!(text("Zo\u{eb}"), "Zoë");
        assert_eq!(decode(b"=?iso-8859-1?Q?Zo\xEB_B?=").text, "Zoë B");
        assert_eq!(text("=?iso-8859-1?Q?Zo\u{eb}_B?="), "Zoë B");
        assert!(decode(b"=?utf-7?Q?+AEo-an?=").unread && decode(b"=?utf-8?B?!?=").unread);
        assert!(!decode(b"=?x-unknown?Q?Jan?=").unread);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let long = "Zoë Bos, ".repeat(12);
        for value in ["Jan", "Zoë", long.trim(), "=?x"] {
            let written = folded(8, &encode(value), "\r\n");
            assert_eq!(text(&written), value);
            assert!(written.lines().all(|l| l.len() < 80));
        }
    }
}
