//! ToUnicode maps (ISO 32000-2, 9.10.3): reading them code by code, and writing smaller ones.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Most codes that are read from one range.
const RANGE: u32 = 0x1_0000;

/// Most codes that are read from all ranges together: sixteen times as many as codes of two bytes.
/// A small map can name many large ranges.
const ALL_RANGES: usize = 1 << 20;

/// Code -> its text in UTF-16 code units.
pub(crate) type Entries = BTreeMap<u32, Vec<u16>>;

/// A token of a map.
enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

/// The entries of a map. Operators that do not map to text are skipped.
pub(crate) fn read(map: &[u8]) -> Entries {
    let mut out = Entries::new();
    let mut operands: Vec<Token<'_>> = Vec::new();
    let mut left = ALL_RANGES;
    let mut rest = map;
    while let Some((token, next)) = token(rest) {
        rest = next;
        match token {
            Token::Word(b"endbfchar") => read_chars(&std::mem::take(&mut operands), &mut out),
            Token::Word(b"endbfrange") => {
                read_ranges(&std::mem::take(&mut operands), &mut left, &mut out);
            }
            Token::Word(_) => operands.clear(),
            token => operands.push(token),
        }
    }
    out
}

/// A map with these entries, for codes of `length` bytes.
pub(crate) fn write(entries: &Entries, length: usize) -> Vec<u8> {
    let digits = length * 2;
    let mut lines = Vec::new();
    for (code, text) in entries {
        let hex: String = text.iter().map(|word| format!("{word:04X}")).collect();
        lines.push(format!("<{code:0digits$X}> <{hex}>\n"));
    }
    let mut body = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo \
         << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName \
         /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<{}> <{}>\n\
         endcodespacerange\n",
        "0".repeat(digits),
        "F".repeat(digits)
    );
    for block in lines.chunks(100) {
        let _ = write!(body, "{} beginbfchar\n{}endbfchar\n", block.len(), block.concat());
    }
    body.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    body.into_bytes()
}

fn read_chars(operands: &[Token<'_>], out: &mut Entries) {
    for pair in operands.chunks_exact(2) {
        if let [Token::Hex(code), Token::Hex(text)] = pair {
            out.insert(number(code), utf16_units(text));
        }
    }
}

fn read_ranges(operands: &[Token<'_>], left: &mut usize, out: &mut Entries) {
    let mut rest = operands;
    while let [Token::Hex(from), Token::Hex(to), after @ ..] = rest {
        let codes = number(from)..=number(to).min(number(from).saturating_add(RANGE));
        match after {
            [Token::Hex(text), after @ ..] => {
                let first = utf16_units(text);
                for (step, code) in codes.take(*left).enumerate() {
                    *left -= 1;
                    let mut text = first.clone();
                    if let Some(last) = text.last_mut() {
                        *last = last.wrapping_add(step as u16);
                    }
                    out.insert(code, text);
                }
                rest = after;
            }
            [Token::Open, after @ ..] => {
                let end = after.iter().position(|t| matches!(t, Token::Close));
                let end = end.unwrap_or(after.len());
                for (code, token) in codes.zip(after.iter().take(end)) {
                    if let Token::Hex(text) = token {
                        out.insert(code, utf16_units(text));
                    }
                }
                rest = after.get(end + 1..).unwrap_or_default();
            }
            _ => return,
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |n, b| n << 8 | u32::from(*b))
}

fn utf16_units(bytes: &[u8]) -> Vec<u16> {
    if let [one] = bytes {
        return vec![u16::from(*one)];
    }
    bytes.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect()
}

/// The first token of a map, and the bytes after it.
fn token(mut map: &[u8]) -> Option<(Token<'_>, &[u8])> {
    loop {
        match map {
            [b'%', ..] => {
                let end = map.iter().position(|b| matches!(b, b'\n' | b'\r'))?;
                map = map.get(end..)?;
            }
            [b, rest @ ..] if b.is_ascii_whitespace() || *b == 0 => map = rest,
            _ => break,
        }
    }
    match map {
        [b'[', rest @ ..] => Some((Token::Open, rest)),
        [b']', rest @ ..] => Some((Token::Close, rest)),
        [b'<', rest @ ..] if rest.first() != Some(&b'<') => {
            let end = rest.iter().position(|b| *b == b'>')?;
            let (inside, rest) = rest.split_at_checked(end)?;
            Some((Token::Hex(hex_bytes(inside)), rest.get(1..)?))
        }
        [_, rest @ ..] => {
            let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'<' | b'[' | b']' | b'/');
            let length = 1 + rest.iter().position(ends).unwrap_or(rest.len());
            let (word, rest) = map.split_at_checked(length)?;
            Some((Token::Word(word), rest))
        }
        [] => None,
    }
}

/// The bytes that hexadecimal digits spell; a missing last digit is 0 (7.3.4.3).
fn hex_bytes(text: &[u8]) -> Vec<u8> {
    let mut digits: Vec<u8> =
        text.iter().filter_map(|b| char::from(*b).to_digit(16)).map(|d| d as u8).collect();
    if digits.len() % 2 == 1 {
        digits.push(0);
    }
    digits.as_chunks().0.iter().map(|[high, low]| high << 4 | low).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let map = b"begincmap << /Ordering (UCS) >> def 1 begincodespacerange <00> <ff> \
                    endcodespacerange 2 beginbfchar <01> <0041> <02> <> endbfchar\n\
                    2 beginbfrange <10><12><0061> <20> <21> [<0066 0069> <d83dde00>] endbfrange";
        let entries = read(map);
        let text = |code: u32| String::from_utf16_lossy(&entries[&code]);
        assert_eq!([text(1), text(2), text(0x12), text(0x20)], ["A", "", "c", "fi"]);
        assert_eq!(text(0x21), "😀");
        assert_eq!(entries.len(), 7);
        assert_eq!(read(&write(&entries, 1)), entries);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(0u8..=255, 0..200)) {
            read(&bytes);
            read(&[b"beginbfrange <00> <01ff> <".as_slice(), &bytes, b"> endbfrange"].concat());
        }
    }

    #[test]
    fn many_large_ranges_are_not_read_without_end() {
        let ranges: String =
            (0..2000).map(|n| format!("<{n:04X}0000> <{n:04X}FFFF> <0041>\n")).collect();
        let read = read(format!("beginbfrange\n{ranges}endbfrange").as_bytes());
        assert_eq!(read.len(), ALL_RANGES);
    }
}
