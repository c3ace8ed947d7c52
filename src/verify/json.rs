//! Second reader of JSON: every string by what it means, everything else as it stands there. It asks
//! for no sound structure, so that broken files are looked through as well.

use super::claim::Claim;
use super::error::VerifyError;
use super::reading::Reading;
use crate::model::{Message, message};
use encoding_rs::Encoding;
use serde::de::IgnoredAny;
use std::iter::Peekable;
use std::str::Chars;

/// Whether a file may be JSON.
pub(super) fn begins(data: &[u8]) -> bool {
    let data = data.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(data).trim_ascii_start();
    data.starts_with(b"{") || data.starts_with(b"[")
}

/// A copy of what is JSON must be JSON.
///
/// # Errors
/// When it is not.
pub(super) fn same_soundness(copy: &[u8], claim: &Claim<'_>) -> Result<(), VerifyError> {
    match is_sound(claim.original) && !is_sound(copy) {
        true => Err(VerifyError::Unreadable(message!("the copy is no JSON"))),
        false => Ok(()),
    }
}

fn decoded(data: &[u8]) -> String {
    let valid = std::str::from_utf8(data).is_ok();
    let usual = if valid { encoding_rs::UTF_8 } else { encoding_rs::WINDOWS_1252 };
    Encoding::for_bom(data).map_or(usual, |(e, _)| e).decode(data).0.into_owned()
}

fn is_sound(data: &[u8]) -> bool {
    let text = decoded(data);
    serde_json::Deserializer::from_str(&text).into_iter::<IgnoredAny>().all(|v| v.is_ok())
}

/// What stands in such a file.
pub(super) fn read(data: &[u8], place: &Message) -> Vec<Reading> {
    let text = decoded(data);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                inside = !inside;
                // Where a string ends, so does a word.
                out.push(if inside { '"' } else { '\n' });
            }
            '\\' => out.push(escaped(&mut chars)),
            _ => out.push(c),
        }
    }
    vec![Reading::new("strings", place.clone(), out)]
}

fn escaped(chars: &mut Peekable<Chars<'_>>) -> char {
    match chars.next() {
        Some('n' | 'r') => '\n',
        Some('t' | 'b' | 'f') => '\t',
        Some('u') => {
            let first = unit(chars);
            let mut ahead = chars.clone();
            let pair = (0xD800..0xDC00).contains(&first)
                && ahead.next() == Some('\\')
                && ahead.next() == Some('u');
            if !pair {
                return char::from_u32(first).unwrap_or('\u{FFFD}');
            }
            let low = unit(&mut ahead);
            *chars = ahead;
            let code = 0x10000 + ((first & 0x3FF) << 10) + (low & 0x3FF);
            char::from_u32(code).unwrap_or('\u{FFFD}')
        }
        Some(c) => c,
        None => '\\',
    }
}

fn unit(chars: &mut Peekable<Chars<'_>>) -> u32 {
    (0..4).fold(0, |sum, _| {
        let digit = chars.next_if(char::is_ascii_hexdigit).and_then(|c| c.to_digit(16));
        digit.map_or(sum, |d| sum * 16 + d)
    })
}

#[cfg(test)]
mod tests {
    use super::super::census::search;
    use super::super::needle::Needle;
    use super::*;

    #[test]
    fn residue_is_seen_wherever_it_hides() {
        let finds = |text: &str| {
            let needles = [Needle { text: "Zoë Bakker".into(), allowed: 0, pictured: false }];
            search(&read(text.as_bytes(), &message!("file")), &needles, 1).is_err()
        };
        for text in [
            r#"{"a": "Zo\u00eb Bakker"}"#,
            r#"{"Zo\u00EB B\u0061kker": 1}"#,
            r#"{"a": 1, "a": "Zoë\/Bakker"} // x"#,
            r#"[x "Zoë\nBakker"#,
            r#"{"a": "\ud83d\ude00Zoë Bakker"}"#,
        ] {
            assert!(finds(text), "{text}");
        }
        assert!(!finds(r#"{"Zoë": "[5.1.2e]", "Bakker": "\u"}"#));
    }

    #[test]
    fn a_copy_stays_sound() {
        assert!(is_sound(b"{\"a\": 1}\n{\"a\": [\"x\"]}\n") && !is_sound(b"{\"a\": [5.1.2e]}"));
    }
}
