//! ToUnicode maps (ISO 32000-2, 9.10.3): what they say, code by code, and a map that says less.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Most codes that one range is followed for.
const RANGE: u32 = 0x1_0000;

/// Code -> its text in UTF-16, as a map says it.
pub(crate) type Entries = BTreeMap<u32, Vec<u16>>;

/// A piece of a map.
enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

/// The entries of a map. Operators other than those that map to text are passed over.
pub(crate) fn read(map: &[u8]) -> Entries {
    let mut out = Entries::new();
    let mut operands: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while let Some((token, next)) = token(map, at) {
        at = next;
        match token {
            Token::Word(b"endbfchar") => read_chars(&std::mem::take(&mut operands), &mut out),
            Token::Word(b"endbfrange") => read_ranges(&std::mem::take(&mut operands), &mut out),
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

fn read_ranges(operands: &[Token<'_>], out: &mut Entries) {
    let mut rest = operands;
    while let [Token::Hex(from), Token::Hex(to), after @ ..] = rest {
        let codes = number(from)..=number(to).min(number(from).saturating_add(RANGE));
        match after {
            [Token::Hex(text), after @ ..] => {
                let first = utf16_units(text);
                for (step, code) in codes.enumerate() {
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
                for (code, token) in codes.zip(&after[..end]) {
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
    bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect()
}

/// The next token at or after a place, and where the one after it begins.
fn token(map: &[u8], mut at: usize) -> Option<(Token<'_>, usize)> {
    loop {
        match map.get(at)? {
            b'%' => at += map[at..].iter().position(|b| matches!(b, b'\n' | b'\r'))?,
            b if b.is_ascii_whitespace() || *b == 0 => at += 1,
            _ => break,
        }
    }
    match map[at] {
        b'[' => Some((Token::Open, at + 1)),
        b']' => Some((Token::Close, at + 1)),
        b'<' if map.get(at + 1) != Some(&b'<') => {
            let end = at + map[at..].iter().position(|b| *b == b'>')?;
            let mut digits: Vec<u8> = map[at + 1..end]
                .iter()
                .filter_map(|b| char::from(*b).to_digit(16))
                .map(|d| d as u8)
                .collect();
            if digits.len() % 2 == 1 {
                digits.push(0);
            }
            let bytes = digits.chunks_exact(2).map(|d| d[0] << 4 | d[1]).collect();
            Some((Token::Hex(bytes), end + 1))
        }
        _ => {
            let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'<' | b'[' | b']' | b'/');
            let length = 1 + map[at + 1..].iter().position(ends).unwrap_or(map.len() - at - 1);
            Some((Token::Word(&map[at..at + length]), at + length))
        }
    }
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
}
