//! References, escapes and percent signs at the start of a text.

use super::line::Found;
use crate::formats::markup;

/// A reference of HTML or XML. In running text a name needs its semicolon.
pub(super) fn reference(rest: &str) -> Option<Found> {
    let inner = rest.strip_prefix('&')?;
    let (letters, length) = markup::reference(inner, true)?;
    let ends = inner.starts_with('#') || inner.as_bytes().get(length - 1) == Some(&b';');
    let plain = |c: char| c.is_ascii_punctuation() || c.is_whitespace();
    let hides = !letters.chars().all(plain);
    ends.then_some(Found { letters, length: 1 + length, hides })
}

/// An escape of a script, of JSON or of a style sheet.
pub(super) fn escape(rest: &str) -> Option<Found> {
    let bytes = rest.as_bytes();
    let run = |from: usize, most: usize, digit: fn(&u8) -> bool| {
        bytes.iter().skip(from).take(most).take_while(|b| digit(b)).count()
    };
    let hex = u8::is_ascii_hexdigit as fn(&u8) -> bool;
    let octal: fn(&u8) -> bool = |b| (b'0'..=b'7').contains(b);
    let number = |from: usize, count: usize, radix: u32| {
        rest.get(from..from + count).and_then(|d| u32::from_str_radix(d, radix).ok())
    };
    let letter = |code: Option<u32>, length: usize| {
        let c = code.and_then(char::from_u32).filter(|c| !c.is_control())?;
        Some(Found { letters: c.to_string(), length, hides: true })
    };
    let soft = |c: char| Some(Found { letters: c.to_string(), length: 2, hides: false });
    match bytes.get(1)? {
        b'u' if run(2, 4, hex) == 4 => {
            let high = number(2, 4, 16)?;
            if (0xD800..0xDC00).contains(&high) && rest.get(6..8) == Some("\\u") {
                let low = number(8, 4, 16).filter(|low| (0xDC00..0xE000).contains(low))?;
                return letter(Some(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 12);
            }
            letter(Some(high), 6)
        }
        b'u' if bytes.get(2) == Some(&b'{') => {
            let count = run(3, 6, hex);
            let ends = bytes.get(3 + count) == Some(&b'}');
            letter(number(3, count, 16).filter(|_| ends), 4 + count)
        }
        b'x' if run(2, 2, hex) == 2 => letter(number(2, 2, 16), 4),
        _ if run(1, 6, hex) == 6 => {
            let space = usize::from(bytes.get(7) == Some(&b' '));
            letter(number(1, 6, 16), 7 + space)
        }
        b'0'..=b'7' if run(1, 3, octal) >= 2 => {
            let count = if number(1, 3, 8).is_some_and(|n| n < 256) { run(1, 3, octal) } else { 2 };
            letter(number(1, count, 8), 1 + count)
        }
        b'n' | b'r' => soft('\n'),
        b't' => soft('\t'),
        b'b' | b'f' | b'v' => soft(' '),
        c @ (b'"' | b'\'' | b'\\' | b'/' | b'`') => soft(char::from(*c)),
        _ => None,
    }
}

/// A character behind percent signs.
pub(super) fn percent(rest: &str) -> Option<Found> {
    let byte = |nth: usize| {
        let code = rest.get(3 * nth..3 * nth + 3)?.strip_prefix('%')?;
        u8::from_str_radix(code, 16).ok().filter(|_| !code.starts_with('+'))
    };
    let count = match byte(0)? {
        0x20..=0x7E => 1,
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = (0..count).map_while(byte).collect();
    let letters = String::from_utf8(bytes).ok()?;
    let hides = letters.chars().any(char::is_alphanumeric);
    Some(Found { letters, length: 3 * count, hides })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_read_in_every_writing() {
        for text in ["\\u0064", "\\u{64}", "\\x64", "\\144", "\\000064 "] {
            let found = escape(text).expect(text);
            assert_eq!((found.letters.as_str(), found.length), ("d", text.len()), "{text}");
        }
        assert_eq!(escape("\\ud83d\\ude00").map(|f| f.letters), Some("😀".into()));
        assert_eq!(reference("&#100;e").map(|f| f.length), Some(6));
        assert_eq!(reference("&eacute;").map(|f| f.letters), Some("é".into()));
        assert_eq!(percent("%C3%AB").map(|f| f.letters), Some("ë".into()));
        for none in ["\\users", "\\u00", "\\", "\\1", "\\q", "\\u{}", "\\u{1"] {
            assert!(escape(none).is_none(), "{none}");
        }
        assert!(reference("&lt en").is_none() && percent("% 10").is_none());
        assert!(percent("%+1").is_none() && percent("%C3x").is_none());
    }
}
