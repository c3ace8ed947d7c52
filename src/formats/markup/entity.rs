//! Character references (HTML Living Standard, 13.2.5.72 and following).

use entities::{Codepoints, ENTITIES};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The named references, with their semicolon or, for the old ones, without.
static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let known = ENTITIES.iter().filter(|e| !matches!(e.codepoints, Codepoints::Single(0)));
    known.map(|e| (e.entity.trim_start_matches('&'), e.characters)).collect()
});

/// Longest name of a reference that may stand without a semicolon.
const LONGEST_BARE: usize = 6;
/// Longest name at all.
const LONGEST: usize = 33;

/// What a reference stands for and how many bytes behind the `&` belong to it; `None` if the `&` is
/// itself. In an attribute a reference without a semicolon is none where a name or value goes on.
pub(crate) fn reference(rest: &str, attribute: bool) -> Option<(String, usize)> {
    if let Some(digits) = rest.strip_prefix('#') {
        return numeric(digits);
    }
    let name = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    if rest.as_bytes().get(name) == Some(&b';')
        && let Some(text) = NAMES.get(rest.get(..=name)?)
    {
        return Some(((*text).to_owned(), name + 1));
    }
    for length in (2..=name.min(LONGEST_BARE)).rev() {
        let Some(text) = NAMES.get(rest.get(..length)?) else { continue };
        let goes_on =
            rest.as_bytes().get(length).is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
        return (!(attribute && goes_on)).then(|| ((*text).to_owned(), length));
    }
    None
}

fn numeric(digits: &str) -> Option<(String, usize)> {
    let (radix, start) = if digits.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let run = digits.get(start..)?;
    let length = run.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let code = u32::from_str_radix(run.get(..length)?, radix).unwrap_or(u32::MAX);
    let letter = match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9F) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned()
        }
        _ => char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{FFFD}').to_string(),
    };
    let semicolon = usize::from(run.as_bytes().get(length) == Some(&b';'));
    Some((letter, 1 + start + length + semicolon))
}

/// Text with all its references resolved.
pub(crate) fn resolved(text: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match reference(after, attribute) {
            Some((letters, length)) => {
                out.push_str(&letters);
                rest = after.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A label as it stands between tags and in quoted values.
pub(crate) fn escaped(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for c in label.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        for (text, want) in [
            ("Zo&euml;", "Zoë"),
            ("Zo&euml en", "Zoë en"),
            ("Zo&eumls", "Zoës"),
            ("Ren&#233; Ren&#xE9; Ren&#233x", "René René Renéx"),
            ("&#128;&#0;&#x110000;", "€\u{FFFD}\u{FFFD}"),
            ("a &b; & &amp;lt; &onbekend;", "a &b; & &lt; &onbekend;"),
            ("&NotEqualTilde;", "≂̸"),
        ] {
            assert_eq!(resolved(text, false), want, "{text}");
        }
        assert_eq!(resolved("?a=1&copy=2&copy;", true), "?a=1&copy=2©");
        assert_eq!(escaped("<5.1 & 'x'>"), "&lt;5.1 &amp; &#39;x&#39;&gt;");
    }
}
