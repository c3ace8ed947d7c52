//! Base64 and hexadecimal digits that hold text.

use super::line::Found;
use crate::formats::base64;

/// Fewest digits that may hold text; fewer only with their padding.
const FEWEST: usize = 12;

/// Text in digits at the start of a text, which is the start of a word.
pub(super) fn text(rest: &str) -> Option<Found> {
    let digit = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_');
    let run = rest.bytes().take_while(digit).count();
    let padding = rest.bytes().skip(run).take(2).take_while(|b| *b == b'=').count();
    let length = run + padding;
    if run < 8 || length < FEWEST && padding == 0 {
        return None;
    }
    let digits = rest.get(..run)?;
    // A word has small letters behind its first; digits are mixed.
    let mixed = digits.bytes().skip(1).any(|b| !b.is_ascii_lowercase());
    if !mixed {
        return None;
    }
    let letters = hexadecimal(digits).or_else(|| {
        let usual = digits.replace('-', "+").replace('_', "/");
        readable(&base64::decode(&usual).filter(|_| run % 4 != 1)?)
    })?;
    Some(Found { letters, length, hides: true })
}

fn hexadecimal(digits: &str) -> Option<String> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| {
        let value = |b: u8| char::from(b).to_digit(16);
        u8::try_from(value(pair[0])? * 16 + value(pair[1])?).ok()
    };
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    readable(&bytes.filter(|_| rest.is_empty())?)
}

/// Bytes as text, if they are nothing else.
fn readable(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => text.to_owned(),
        _ => wide(bytes)?,
    };
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || c == '\u{FFFD}';
    let letters = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').count();
    let usual = text.chars().all(|c| c.is_ascii() || c.is_alphabetic());
    (letters * 10 >= text.chars().count() * 7 && usual && !text.contains(odd)).then_some(text)
}

/// Text in UTF-16, as programs of Windows pack it.
fn wide(bytes: &[u8]) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|p| u16::from_le_bytes(*p)).collect();
    String::from_utf16(&units).ok().filter(|t| rest.is_empty() && t.is_ascii())
}

/// Whether a word of this text may hold text in digits.
pub(super) fn occurs(line: &str) -> bool {
    let mut run = 0;
    let mut mixed = false;
    line.bytes().any(|b| {
        let digit = b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_' | b'=');
        mixed = digit && (mixed || run > 0 && !b.is_ascii_lowercase());
        run = if digit { run + 1 } else { 0 };
        mixed && run >= FEWEST
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_digits_is_read_and_words_are_none() {
        let of = |t: &str| text(t).map(|f| (f.letters, f.length));
        assert_eq!(of("Tm9vciBCYWtrZXI= x"), Some(("Noor Bakker".into(), 16)));
        assert_eq!(of("SmFuIEJvcw==").map(|f| f.0), Some("Jan Bos".into()));
        assert_eq!(of("4e6f6f722042616b6b6572").map(|f| f.0), Some("Noor Bakker".into()));
        for word in ["Persoonsgegevens", "VERTROUWELIJK", "Noord-Brabantlaan", "0612345678"] {
            assert_eq!(of(word), None, "{word}");
        }
        assert!(occurs("x Tm9vciBCYWtrZXI=") && !occurs("Persoonsgegevens verwerkt"));
    }
}
