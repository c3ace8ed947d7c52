//! Text in decoded streams, without fonts: operands of content, and plain or marked-up text.

use memchr::memmem;
use std::borrow::Cow;

/// The bytes of all strings of a content stream, one after the other, as Latin-1. What cannot be
/// parsed is stepped over, so that text behind a fault is still seen. `None` when the stream shows
/// no text.
pub(super) fn operands(data: &[u8]) -> Option<String> {
    let shows = [&b"Tj"[..], b"TJ", b"BDC", b" DP"].iter().any(|o| memmem::find(data, o).is_some());
    if !shows || memmem::find(data, b"begincmap").is_some() {
        return None;
    }
    let mut out = String::new();
    let mut at = 0;
    while let Some(byte) = data.get(at) {
        match byte {
            b'%' => {
                let line = data.get(at..).unwrap_or_default();
                let end = memchr::memchr2(b'\n', b'\r', line).map_or(data.len(), |n| at + n);
                push(&mut out, data.get(at..end).unwrap_or_default());
                out.push('\n');
                at = end;
            }
            b'(' => at = literal(data, at + 1, &mut out),
            b'<' if data.get(at + 1) == Some(&b'<') => at += 2,
            b'<' => at = hexadecimal(data, at + 1, &mut out),
            b'T' if matches!(data.get(at + 1), Some(b'd' | b'D' | b'*' | b'm')) => {
                at += 2;
            }
            b'E' if data.get(at..at + 2) == Some(b"ET") => {
                out.push('\n');
                at += 2;
            }
            _ => at += 1,
        }
    }
    Some(out)
}

/// The content with blanks for brackets that close nothing; `None` when there are none.
pub(super) fn without_stray_brackets(data: &[u8]) -> Option<Vec<u8>> {
    let mut stray = Vec::new();
    let mut skipped = String::new();
    let mut at = 0;
    while let Some(byte) = data.get(at) {
        match byte {
            b'%' => {
                let line = data.get(at..).unwrap_or_default();
                at = memchr::memchr2(b'\n', b'\r', line).map_or(data.len(), |n| at + n);
            }
            b'(' => {
                skipped.clear();
                at = literal(data, at + 1, &mut skipped);
            }
            b'I' if is_word(data, at, b"ID") => at = image_end(data, at + 2),
            b')' => {
                stray.push(at);
                at += 1;
            }
            _ => at += 1,
        }
    }
    if stray.is_empty() {
        return None;
    }
    let mut out = data.to_vec();
    for at in stray {
        if let Some(byte) = out.get_mut(at) {
            *byte = b' ';
        }
    }
    Some(out)
}

fn is_word(data: &[u8], at: usize, word: &[u8]) -> bool {
    let edge = |b: Option<&u8>| b.is_none_or(u8::is_ascii_whitespace);
    data.get(at..).is_some_and(|d| d.starts_with(word))
        && edge(at.checked_sub(1).and_then(|i| data.get(i)))
        && edge(data.get(at + word.len()))
}

/// Behind the `EI` that ends the data of an inline image.
fn image_end(data: &[u8], from: usize) -> usize {
    let rest = data.get(from..).unwrap_or_default();
    memmem::find_iter(rest, b"EI")
        .map(|n| from + n)
        .find(|at| is_word(data, *at, b"EI"))
        .map_or(data.len(), |at| at + 2)
}

fn push(out: &mut String, bytes: &[u8]) {
    if let Some(wide) = bytes.strip_prefix(b"\xfe\xff") {
        let (pairs, _) = wide.as_chunks::<2>();
        let units = pairs.iter().map(|p| u16::from_be_bytes(*p));
        out.extend(char::decode_utf16(units).filter_map(Result::ok));
        return;
    }
    out.extend(bytes.iter().filter(|b| **b >= 32).map(|b| char::from(*b)));
}

fn literal(data: &[u8], from: usize, out: &mut String) -> usize {
    let mut bytes = Vec::new();
    let (mut at, mut open) = (from, 1usize);
    while let Some(byte) = data.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let next = data.get(at).copied().unwrap_or(b'\\');
                at += 1;
                match next {
                    b'0'..=b'7' => {
                        let mut value = u32::from(next - b'0');
                        for _ in 0..2 {
                            let Some(digit @ b'0'..=b'7') = data.get(at) else { break };
                            value = value * 8 + u32::from(digit - b'0');
                            at += 1;
                        }
                        bytes.push(value as u8);
                    }
                    b'\n' => {}
                    b'\r' => at += usize::from(data.get(at) == Some(&b'\n')),
                    b'n' | b'r' | b't' | b'b' | b'f' => bytes.push(b' '),
                    other => bytes.push(other),
                }
            }
            b'(' => {
                open += 1;
                bytes.push(b'(');
            }
            b')' => {
                open -= 1;
                if open == 0 {
                    break;
                }
                bytes.push(b')');
            }
            other => bytes.push(*other),
        }
    }
    push(out, &bytes);
    at
}

fn hexadecimal(data: &[u8], from: usize, out: &mut String) -> usize {
    let mut at = from;
    let mut digits = Vec::new();
    while let Some(byte) = data.get(at) {
        at += 1;
        match byte {
            b'>' => break,
            b if b.is_ascii_hexdigit() => {
                digits.push(char::from(*b).to_digit(16).unwrap_or(0) as u8);
            }
            b if b.is_ascii_whitespace() => {}
            _ => break,
        }
    }
    if digits.len() % 2 == 1 {
        digits.push(0);
    }
    let (pairs, _) = digits.as_chunks::<2>();
    let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
    push(out, &bytes);
    at
}

/// Plain or marked-up text: XMP, XFA, scripts, private data. `None` for what is not text.
pub(super) fn plain(data: &[u8]) -> Option<String> {
    if memmem::find(data, b"begincmap").is_some() {
        return None;
    }
    let text: Cow<'_, str> = match data {
        [0xfe, 0xff, rest @ ..] => wide(rest, true).into(),
        [0xff, 0xfe, rest @ ..] => wide(rest, false).into(),
        _ => String::from_utf8_lossy(data),
    };
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count()
        + text.matches('\u{fffd}').count();
    if odd * 10 > text.chars().count() {
        return None;
    }
    if text.contains("</") || text.contains("/>") {
        return Some(format!("{}\n{}", unmarked(&text), attributes(&text)));
    }
    Some(text.into_owned())
}

fn wide(bytes: &[u8], big: bool) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let unit = |p: &[u8; 2]| if big { u16::from_be_bytes(*p) } else { u16::from_le_bytes(*p) };
    char::decode_utf16(pairs.iter().map(unit)).filter_map(Result::ok).collect()
}

/// Text between tags, and the text of comments.
fn unmarked(text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split('<').enumerate() {
        let Some((tag, rest)) = part.split_once('>').filter(|_| i > 0) else {
            out.push_str(&unescape(part));
            continue;
        };
        if tag.starts_with('!') {
            out.push_str(tag);
        }
        // Marks within a word, as in rich text, do not part it.
        let inline =
            matches!(tag.trim_start_matches('/').split(' ').next(), Some("b" | "i" | "span"));
        if !inline {
            out.push('\n');
        }
        out.push_str(&unescape(rest));
    }
    out
}

/// Values of attributes, a line each.
fn attributes(text: &str) -> String {
    let tags = text.split('<').skip(1).filter_map(|p| p.split_once('>')).map(|(tag, _)| tag);
    let values = tags.flat_map(|tag| tag.split(['"', '\'']).skip(1).step_by(2));
    values.map(unescape).collect::<Vec<_>>().join("\n")
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = part.split_once(';').and_then(|(name, rest)| {
            let c = match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => {
                    let number = name.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code)
                }
            }?;
            Some((c, rest))
        });
        match named {
            Some((c, rest)) => {
                out.push(c);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::{operands, plain, without_stray_brackets};

    #[test]
    fn strings_are_joined_over_kerning_operators_and_faults() {
        let data = br"BT [(Na) -20 (\141m)] TJ 0 0 Td <64726167> Tj ) ) (er) Tj ET";
        assert_eq!(operands(data).as_deref(), Some("Naamdrager\n"));
        assert_eq!(operands(b"0 0 m 1 1 l S"), None);
        assert!(operands(b"% Naamdrager\n() Tj").is_some_and(|t| t.contains("Naamdrager")));
        assert!(operands(b"/Span <</ActualText(\xfe\xff\0N\0a)>> BDC").is_some_and(|t| t == "Na"));
    }

    #[test]
    fn only_brackets_that_close_nothing_go() {
        assert_eq!(without_stray_brackets(b"((a)\\)) Tj BI /W 1 ID )) EI q"), None);
        let got = without_stray_brackets(b"(a) Tj ) (b) Tj % )\n)");
        assert_eq!(got.as_deref(), Some(&b"(a) Tj   (b) Tj % )\n "[..]));
    }

    #[test]
    fn marked_up_text_is_read_without_its_marks() {
        let got = plain(b"<a n='&#78;aam'>Na<b>am</b>&#x64;rager</a>").unwrap_or_default();
        assert!(got.contains("Naamdrager") && got.contains("\nNaam"));
        assert_eq!(plain(&[0, 1, 2, 3, 4, 5]), None);
        assert_eq!(plain(b"\xfe\xff\0N\0a").as_deref(), Some("Na"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_odd(data: Vec<u8>, soup in "[()<>%\\\\ITEjDBCd0-9a\n ]{0,60}") {
            for bytes in [data.as_slice(), soup.as_bytes()] {
                let _ = (operands(bytes), plain(bytes));
                if let Some(clean) = without_stray_brackets(bytes) {
                    proptest::prop_assert_eq!(clean.len(), bytes.len());
                    proptest::prop_assert_eq!(without_stray_brackets(&clean), None);
                }
            }
        }
    }
}
