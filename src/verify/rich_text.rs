//! Second reader of rich text. It knows no destinations: every letter of the file is text, whatever
//! it is for, and every group with a mark of its own is a line.

use super::reading::{Reading, raw};
use crate::model::Message;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::BTreeMap;

/// Whether a file is rich text.
pub(super) fn begins(data: &[u8]) -> bool {
    data.trim_ascii_start().starts_with(b"{\\rt")
}

/// What stands in such a file: as programs show it that know Unicode, as others do, and what its
/// digits hold.
pub(super) fn read(data: &[u8], place: &Message) -> Vec<Reading> {
    let mut scan = Scan { data, at: 0, encodings: BTreeMap::new(), usual: WINDOWS_1252, font: 0 };
    let (mut shown, mut old, mut digits) = (String::new(), String::new(), Vec::new());
    let mut groups = vec![State { skip: 1, encoding: WINDOWS_1252 }];
    let mut skip = 0_usize;
    let mut half = None;
    while let Some(piece) = scan.piece() {
        let state = groups.last().copied().unwrap_or(State { skip: 1, encoding: scan.usual });
        match piece {
            Piece::Open(apart) => {
                if apart {
                    shown.push('\n');
                    old.push('\n');
                }
                groups.push(state);
                skip = 0;
            }
            Piece::Close => {
                groups.pop();
                skip = 0;
            }
            Piece::Bytes(bytes) => {
                let letters = state.encoding.decode_without_bom_handling(&bytes).0;
                shown.extend(letters.chars().skip(skip));
                old.push_str(&letters);
                skip = skip.saturating_sub(letters.chars().count());
                let hex = |b: &u8| b.is_ascii_hexdigit();
                if bytes.len() > 7 && bytes.iter().all(hex) {
                    digits.extend(bytes);
                }
            }
            Piece::Line => {
                shown.push('\n');
                old.push('\n');
            }
            Piece::Word(word, number) => match word.as_str() {
                "par" | "line" | "cell" | "row" | "tab" | "sect" | "page" => {
                    shown.push('\n');
                    old.push('\n');
                }
                "u" => {
                    let unit = u16::try_from(number.unwrap_or(0) & 0xFFFF).unwrap_or(0);
                    match (half.take(), unit) {
                        (Some(high), 0xDC00..=0xDFFF) => {
                            shown.push_str(&String::from_utf16_lossy(&[high, unit]));
                        }
                        (_, 0xD800..=0xDBFF) => half = Some(unit),
                        _ => shown.push_str(&String::from_utf16_lossy(&[unit & symbol(unit)])),
                    }
                    skip = state.skip;
                }
                "uc" => {
                    let count = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
                    groups.iter_mut().last().into_iter().for_each(|g| g.skip = count.min(8));
                }
                "bin" => scan.at += number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
                "f" | "plain" => {
                    let encoding = scan.font(word == "plain", number);
                    groups.iter_mut().last().into_iter().for_each(|g| g.encoding = encoding);
                }
                "ansicpg" | "fcharset" | "cpg" => scan.encoding(&word, number.unwrap_or(0)),
                _ => {}
            },
        }
    }
    let mut out = raw(data, place);
    out.push(Reading::new("rich text", place.clone(), shown));
    out.push(Reading::new("rich text in bytes", place.clone(), old));
    out.extend(of_digits(&digits, place));
    out
}

/// Groups that are texts of their own; all others are part of the text around them.
const APART: [&[u8]; 24] = [
    b"\\*",
    b"\\header",
    b"\\footer",
    b"\\footnote",
    b"\\info",
    b"\\author",
    b"\\title",
    b"\\subject",
    b"\\operator",
    b"\\manager",
    b"\\company",
    b"\\category",
    b"\\keywords",
    b"\\comment",
    b"\\doccomm",
    b"\\fonttbl",
    b"\\stylesheet",
    b"\\field",
    b"\\pict",
    b"\\object",
    b"\\shp",
    b"\\sn",
    b"\\sv",
    b"\\list",
];

fn is_apart(group: &[u8]) -> bool {
    let inner = group.get(1..).unwrap_or_default().trim_ascii_start();
    APART.iter().any(|word| inner.starts_with(word))
}

/// Letters of fonts of symbols stand in an area of their own.
fn symbol(unit: u16) -> u16 {
    if (0xF000..=0xF0FF).contains(&unit) { 0xFF } else { 0xFFFF }
}

/// What digits hold, taken for text.
fn of_digits(digits: &[u8], place: &Message) -> Vec<Reading> {
    let value = |b: u8| char::from(b).to_digit(16).unwrap_or(0);
    let (pairs, _) = digits.as_chunks::<2>();
    let bytes = pairs.iter().map(|[a, b]| (value(*a) * 16 + value(*b)) as u8);
    raw(&bytes.collect::<Vec<u8>>(), place)
}

#[derive(Clone, Copy)]
struct State {
    skip: usize,
    encoding: &'static Encoding,
}

enum Piece {
    /// A group, and whether it has a mark of its own.
    Open(bool),
    Close,
    Bytes(Vec<u8>),
    Line,
    Word(String, Option<i64>),
}

struct Scan<'d> {
    data: &'d [u8],
    at: usize,
    encodings: BTreeMap<i64, &'static Encoding>,
    usual: &'static Encoding,
    font: i64,
}

impl Scan<'_> {
    fn piece(&mut self) -> Option<Piece> {
        let rest = self.data.get(self.at..)?;
        match *rest.first()? {
            b'{' => {
                self.at += 1;
                Some(Piece::Open(is_apart(rest)))
            }
            b'}' => {
                self.at += 1;
                Some(Piece::Close)
            }
            b'\r' | b'\n' => {
                self.at += 1;
                Some(Piece::Bytes(Vec::new()))
            }
            _ => Some(self.letters(rest)),
        }
    }

    /// Letters up to the next word or group: as they are, in digits, behind backslashes.
    fn letters(&mut self, rest: &[u8]) -> Piece {
        let mut out = Vec::new();
        let mut rest = rest;
        loop {
            match rest {
                [b'\\', b'\'', a, b, ..] => {
                    let digit = |b: u8| char::from(b).to_digit(16);
                    let byte = digit(*a).zip(digit(*b)).map(|(a, b)| (a * 16 + b) as u8);
                    out.extend(byte);
                    self.at += if byte.is_some() { 4 } else { 2 };
                }
                [b'\\', c @ (b'\\' | b'{' | b'}'), ..] => {
                    out.push(*c);
                    self.at += 2;
                }
                [b'\\', b'\r' | b'\n', ..] if out.is_empty() => {
                    self.at += 2;
                    return Piece::Line;
                }
                [b'\\', c, ..] if !c.is_ascii_alphabetic() => {
                    out.extend(match c {
                        b'~' => Some(b' '),
                        b'_' => Some(b'-'),
                        _ => None,
                    });
                    self.at += 2;
                }
                [b'\\', ..] if out.is_empty() => return self.word(rest),
                [b'\\' | b'{' | b'}' | b'\r' | b'\n', ..] | [] => return Piece::Bytes(out),
                [c, ..] => {
                    out.push(*c);
                    self.at += 1;
                }
            }
            rest = self.data.get(self.at..).unwrap_or_default();
        }
    }

    fn word(&mut self, rest: &[u8]) -> Piece {
        let tail = rest.get(1..).unwrap_or_default();
        let word: Vec<u8> = tail.iter().copied().take_while(u8::is_ascii_alphabetic).collect();
        let behind = tail.get(word.len()..).unwrap_or_default();
        let minus = usize::from(behind.first() == Some(&b'-'));
        let digits = behind.iter().skip(minus).take_while(|b| b.is_ascii_digit()).count();
        let length = if digits > 0 { minus + digits } else { 0 };
        let number = behind.get(..length).and_then(|n| std::str::from_utf8(n).ok()?.parse().ok());
        let space = usize::from(behind.get(length) == Some(&b' '));
        self.at += 1 + word.len() + length + space;
        Piece::Word(String::from_utf8_lossy(&word).into_owned(), number)
    }

    fn font(&mut self, plain: bool, number: Option<i64>) -> &'static Encoding {
        self.font = if plain { -1 } else { number.unwrap_or(0) };
        self.encodings.get(&self.font).copied().unwrap_or(self.usual)
    }

    fn encoding(&mut self, word: &str, number: i64) {
        let label = match (word, number) {
            ("fcharset", 128) | ("ansicpg" | "cpg", 932) => "shift_jis",
            ("fcharset", 129) | ("ansicpg" | "cpg", 949) => "euc-kr",
            ("fcharset", 134) | ("ansicpg" | "cpg", 936) => "gbk",
            ("fcharset", 136) | ("ansicpg" | "cpg", 950) => "big5",
            ("fcharset", 161) | ("ansicpg" | "cpg", 1253) => "windows-1253",
            ("fcharset", 162) | ("ansicpg" | "cpg", 1254) => "windows-1254",
            ("fcharset", 163) | ("ansicpg" | "cpg", 1258) => "windows-1258",
            ("fcharset", 177) | ("ansicpg" | "cpg", 1255) => "windows-1255",
            ("fcharset", 178) | ("ansicpg" | "cpg", 1256) => "windows-1256",
            ("fcharset", 186) | ("ansicpg" | "cpg", 1257) => "windows-1257",
            ("fcharset", 204) | ("ansicpg" | "cpg", 1251) => "windows-1251",
            ("fcharset", 238) | ("ansicpg" | "cpg", 1250) => "windows-1250",
            ("ansicpg" | "cpg", 65001) => "utf-8",
            _ => return,
        };
        let Some(encoding) = Encoding::for_label(label.as_bytes()) else { return };
        if word == "ansicpg" {
            self.usual = encoding;
        } else {
            self.encodings.insert(self.font, encoding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::census::search;
    use super::super::needle::Needle;
    use super::*;
    use crate::model::message;

    #[test]
    fn residue_is_seen_wherever_it_hides() {
        let finds = |text: &str| {
            let needles = [Needle { text: "Zoë Bakker".into(), allowed: 0, pictured: false }];
            search(&read(text.as_bytes(), &message!("file")), &needles, 1).is_err()
        };
        for text in [
            r"{\rtf1 Zo\'eb Bakker}",
            r"{\rtf1 Zo\u235 e{\b  Bak}ker}",
            r"{\rtf1 Zo\u235\'eb B\u97 akker}",
            r"{\rtf1{\*\x{\y Zo\'eb Bakker}}}",
            r"{\rtf1{\info{\author Zo\'eb\~Bakker}}}",
            r"{\rtf1\v Zo\'eb Bak\v0 ker}",
            r"{\rtf1 x}Zo\'eb Bakker",
            r"{\rtf1\uc1 \u90 Z\u111 o\u235 e Bakker}",
            r"{\rtf1\u120 Z\u120 o\u120 \'eb Bakker}",
            r"{\rtf1{\pict 5a6fc3ab2042616b6b6572}}",
            r"{\rtf1{\fonttbl{\f3\fcharset204 x;}}Zo\u235 e {\f3 \'c2}akker\plain}",
        ] {
            assert!(finds(text), "{text}");
        }
        assert!(!finds(r"{\rtf1 Zo\'eb{\par Kop}Bakker}"));
        assert!(!finds(r"{\rtf1 Zo\'eb{\header Kop}}{\rtf1 Bakker}"));
    }

    #[test]
    fn broken_text_does_not_panic() {
        let rtf = br"{\rtf1 \u-10 \'f\bin9 x}}}{\uc9\u1 a\bin99999999999999 \\";
        for end in 0..=rtf.len() {
            read(rtf.get(..end).unwrap_or_default(), &message!("file"));
            read(rtf.get(end..).unwrap_or_default(), &message!("file"));
        }
    }
}
