//! Style sheets and scripts: their texts, with escapes resolved.

use super::page::Source;
use crate::formats::textmap::TextMap;
use std::ops::Range;

/// A token of a style sheet.
pub(super) enum CssToken {
    /// A name that someone may have chosen: of a class, an element, a font.
    Name(Range<usize>),
    /// A text in quotes, without them.
    Text(Range<usize>),
    /// Where something is to be had: `url(…)`.
    Link(Range<usize>),
    /// A remark.
    Remark(Range<usize>),
}

/// The tokens of a style sheet, as byte offsets.
pub(super) fn css(text: &str) -> Vec<CssToken> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with("/*") {
            let end = rest.get(2..).and_then(|r| r.find("*/")).map_or(rest.len(), |e| e + 2);
            out.push(CssToken::Remark((at + 2).min(at + end)..at + end));
            at += (end + 2).min(rest.len()).max(1);
        } else if matches!(byte, b'"' | b'\'') {
            let end = closing(bytes, at + 1, *byte);
            out.push(CssToken::Text(at + 1..end));
            at = end + 1;
        } else if rest.get(..4).is_some_and(|r| r.eq_ignore_ascii_case("url(")) {
            let end = rest.find(')').map_or(bytes.len(), |e| at + e);
            out.push(CssToken::Link(at + 4..end));
            at = end + 1;
        } else if is_name(*byte) {
            let mut end = at;
            while let Some(b) = bytes.get(end) {
                match b {
                    b'\\' => end += 2,
                    b if is_name(*b) || b.is_ascii_digit() => end += 1,
                    _ => break,
                }
            }
            let mut end = end.min(bytes.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            // The name of a property says how, not who.
            if bytes.get(end) != Some(&b':') || rest.starts_with("--") {
                out.push(CssToken::Name(at..end));
            }
            at = end;
        } else {
            at += 1;
        }
    }
    out
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'\\') || byte >= 0x80
}

fn closing(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b if *b == quote || *b == b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The text of code at this range of the source, with escapes resolved and quotes out of reach, so
/// that what remains after a cut is code. A style sheet (`css`) has escapes of its own.
pub(super) fn resolved(text: &str, range: Range<usize>, css: bool, map: &mut TextMap<Source>) {
    let mut at = range.start;
    let mut plain = at;
    let flush = |map: &mut TextMap<Source>, from: usize, to: usize| {
        let piece = text.get(from..to).unwrap_or_default();
        map.push_exact(piece, Source::exact(from..to));
    };
    while at < range.end {
        let rest = text.get(at..range.end).unwrap_or_default();
        let next = rest.find(['\\', '"', '\'', '`']).map_or(range.end, |n| at + n);
        if next >= range.end {
            break;
        }
        flush(map, plain, next);
        let rest = text.get(next..range.end).unwrap_or_default();
        let length = if rest.starts_with('\\') {
            let (letter, length) = escape(rest, css);
            map.push_whole(&letter, Source::whole(next..next + length));
            length
        } else {
            map.push_inferred(rest.get(..1).unwrap_or_default());
            1
        };
        at = next + length;
        plain = at;
    }
    flush(map, plain, range.end);
}

/// What an escape of a script, of JSON or of a style sheet stands for, and its length.
fn escape(rest: &str, css: bool) -> (String, usize) {
    let digits = |from: usize, most: usize| {
        rest.bytes().skip(from).take(most).take_while(u8::is_ascii_hexdigit).count()
    };
    let letter = |from: usize, count: usize| {
        let code = rest.get(from..from + count).and_then(|d| u32::from_str_radix(d, 16).ok());
        code.and_then(char::from_u32)
    };
    let unit = |from: usize| -> Option<u16> {
        (rest.get(from..from + 2) == Some("\\u")).then_some(())?;
        u16::from_str_radix(rest.get(from + 2..from + 6)?, 16).ok()
    };
    if let (Some(high), Some(low)) = (unit(0), unit(6))
        && let Some(Ok(c)) = char::decode_utf16([high, low]).next().filter(|_| high >= 0xD800)
    {
        return (c.to_string(), 12);
    }
    let known = match rest.as_bytes().get(1) {
        Some(b'u') if digits(2, 4) == 4 => letter(2, 4).map(|c| (c, 6)),
        Some(b'u') if rest.get(2..3) == Some("{") => {
            let count = digits(3, 6);
            letter(3, count).map(|c| {
                (c, 3 + count + usize::from(rest.as_bytes().get(3 + count) == Some(&b'}')))
            })
        }
        Some(b'x') if digits(2, 2) == 2 => letter(2, 2).map(|c| (c, 4)),
        Some(b'n') => Some(('\n', 2)),
        Some(b'r') => Some(('\r', 2)),
        Some(b't') => Some(('\t', 2)),
        Some(b'b' | b'f') if !css || digits(1, 6) < 2 => Some((' ', 2)),
        Some(b'0'..=b'7') if !css => octal(rest),
        Some(d) if css && d.is_ascii_hexdigit() => {
            let count = digits(1, 6);
            let space = usize::from(rest.as_bytes().get(1 + count) == Some(&b' '));
            letter(1, count).map(|c| (c, 1 + count + space))
        }
        _ => None,
    };
    match known {
        Some((c, length)) => (c.to_string(), length),
        None => {
            let own = rest.chars().nth(1).map(String::from).unwrap_or_default();
            let length = 1 + own.len();
            (own, length)
        }
    }
}

/// The character of an escape in up to three octal digits (ECMA-262, B.1.2).
fn octal(rest: &str) -> Option<(char, usize)> {
    let digits = rest.bytes().skip(1).take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
    let code = |count: usize| u32::from_str_radix(rest.get(1..1 + count)?, 8).ok();
    let count = if code(digits)? > 0xFF { digits - 1 } else { digits };
    let c = char::from_u32(code(count)?)?;
    Some((if c == '\0' { ' ' } else { c }, 1 + count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(code: &str, css: bool) -> String {
        let mut map = TextMap::new();
        resolved(code, 0..code.len(), css, &mut map);
        map.text().to_owned()
    }

    #[test]
    fn letters_are_found_behind_their_escapes() {
        assert_eq!(text_of(r#"x = "\u004Aan \x42os \u{62}\n";"#, false), "x = \"Jan Bos b\n\";");
        assert_eq!(text_of(r"\4A an \e9", true), "Jan é");
        assert_eq!(text_of(r"\112an \1034\0", false), "Jan C4 ");
        assert_eq!(text_of(r#""\ud83d\ude00 \" \\""#, false), "\"😀 \" \\\"");
        for end in 0..8 {
            text_of(&r"\u004Aa"[..end.min(7)], end % 2 == 0);
        }
    }

    #[test]
    fn a_style_sheet_falls_into_names_and_texts() {
        let text =
            ".noor-bakker{color:red;content:\"Jan Bos\"}/* Bos */a{background:url(x/bos.png)}";
        let told: Vec<&str> = css(text)
            .into_iter()
            .map(|token| match token {
                CssToken::Name(r) | CssToken::Text(r) | CssToken::Link(r) | CssToken::Remark(r) => {
                    &text[r]
                }
            })
            .collect();
        assert_eq!(told, ["noor-bakker", "red", "Jan Bos", " Bos ", "a", "x/bos.png"]);
    }
}
