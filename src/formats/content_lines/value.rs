//! Values: escapes and quoted-printable, character by character, each with its place in the line.

use super::line::Line;
use crate::formats::charset;
use crate::formats::textmap::TextMap;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::ops::Range;

/// How a label is written in place of what was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As text.
    Text,
    /// As text in quoted-printable.
    Quoted,
    /// As the value of a parameter, with or without quotes.
    Parameter,
    /// As the address of a person.
    Address,
    /// As a name that programs choose.
    Name,
}

/// Where a piece of the text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Its bytes in what is written.
    pub(super) at: Range<usize>,
    /// Whether it goes as a whole.
    pub(super) whole: bool,
    pub(super) style: Style,
}

/// A character, and where it stands in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) c: char,
    pub(super) at: Range<usize>,
    /// Whether it is written as it is.
    pub(super) exact: bool,
}

/// The characters of a range as they stand there.
pub(super) fn plain(line: &Line, range: &Range<usize>) -> Vec<Unit> {
    let unit = |(at, c): (usize, char)| {
        let start = range.start + at;
        Unit { c, at: start..start + c.len_utf8(), exact: true }
    };
    line.get(range).char_indices().map(unit).collect()
}

/// The characters of a range in quoted-printable; `None` if their character set is not known.
pub(super) fn quoted(line: &Line, range: &Range<usize>, label: &str) -> Option<Vec<Unit>> {
    let raw = line.get(range).as_bytes();
    let mut bytes: Vec<(u8, Range<usize>)> = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        let digits = raw.get(at + 1..at + 3).and_then(|d| std::str::from_utf8(d).ok());
        let hex = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let value = hex.and_then(|d| u8::from_str_radix(d, 16).ok()).filter(|_| *byte == b'=');
        let length = if value.is_some() { 3 } else { 1 };
        let start = range.start + at;
        bytes.push((value.unwrap_or(*byte), start..start + length));
        at += length;
    }
    let values: Vec<u8> = bytes.iter().map(|(b, _)| *b).collect();
    let valid = std::str::from_utf8(&values).is_ok();
    let encoding = match label {
        "" if !valid => WINDOWS_1252,
        "" => UTF_8,
        label => charset::named(label)?,
    };
    // Letters as they are, beside escapes in another character set.
    let encoding = if valid && !encoding.is_single_byte() { UTF_8 } else { encoding };
    if encoding != UTF_8 && !encoding.is_single_byte() {
        return None;
    }
    Some(decoded(&bytes, encoding))
}

fn decoded(bytes: &[(u8, Range<usize>)], encoding: &'static Encoding) -> Vec<Unit> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, _)) = rest.first() {
        let length = match first {
            _ if encoding != UTF_8 => 1,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        let values: Vec<u8> = rest.iter().take(length).map(|(b, _)| *b).collect();
        let text = encoding.decode_without_bom_handling(&values).0;
        let mut chars = text.chars();
        let (c, taken) = match (chars.next(), chars.next()) {
            (Some(c), None) if c != '\u{FFFD}' && values.len() == length => (c, length),
            _ => ('\u{FFFD}', 1),
        };
        let (of, tail) = rest.split_at(taken);
        rest = tail;
        let (Some((byte, start)), Some((_, end))) = (of.first(), of.last()) else { break };
        let exact = taken == 1 && start.len() == 1 && byte.is_ascii();
        out.push(Unit { c, at: start.start..end.end, exact });
    }
    out
}

/// The characters behind escapes: `\,` `\;` `\n`.
pub(super) fn unescaped(units: Vec<Unit>) -> Vec<Unit> {
    escapes(units, '\\', |c| match c {
        'n' | 'N' => Some('\n'),
        ',' | ';' | ':' | '\\' | '"' => Some(c),
        _ => None,
    })
}

/// The characters of the value of a parameter behind its escapes (RFC 6868).
pub(super) fn parameter(line: &Line, range: &Range<usize>) -> Vec<Unit> {
    escapes(plain(line, range), '^', |c| match c {
        'n' => Some('\n'),
        '\'' => Some('"'),
        '^' => Some('^'),
        _ => None,
    })
}

fn escapes(units: Vec<Unit>, mark: char, meant: impl Fn(char) -> Option<char>) -> Vec<Unit> {
    let mut out = Vec::with_capacity(units.len());
    let mut units = units.into_iter().peekable();
    while let Some(unit) = units.next() {
        let escaped = units.peek().filter(|_| unit.c == mark).and_then(|next| meant(next.c));
        match (escaped, escaped.and_then(|_| units.next())) {
            (Some(c), Some(next)) => {
                out.push(Unit { c, at: unit.at.start..next.at.end, exact: false });
            }
            _ => out.push(unit),
        }
    }
    out
}

/// The characters of a link behind its percent signs.
pub(super) fn percent(units: Vec<Unit>) -> Vec<Unit> {
    let mut bytes: Vec<(u8, Range<usize>)> = Vec::with_capacity(units.len());
    let mut rest = units.as_slice();
    let digit = |unit: Option<&Unit>| unit.and_then(|u| u.c.to_digit(16));
    while let Some((unit, tail)) = rest.split_first() {
        let value = digit(tail.first()).zip(digit(tail.get(1))).map(|(a, b)| a * 16 + b);
        let value = value.filter(|_| unit.c == '%').and_then(|v| u8::try_from(v).ok());
        match (value, tail.get(1)) {
            (Some(value), Some(last)) => {
                bytes.push((value, unit.at.start..last.at.end));
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                let mut buffer = [0; 4];
                for byte in unit.c.encode_utf8(&mut buffer).bytes() {
                    bytes.push((byte, unit.at.clone()));
                }
                rest = tail;
            }
        }
    }
    match bytes.len() == units.len() {
        true => units,
        false => decoded(&bytes, UTF_8),
    }
}

/// The parts between marks that are not escaped.
pub(super) fn parts<'u>(line: &Line, units: &'u [Unit], mark: char) -> Vec<&'u [Unit]> {
    units.split(|u| u.c == mark && u.at.len() == 1 && line.get(&u.at).starts_with(mark)).collect()
}

/// Adds characters to a text.
pub(super) fn push(line: &Line, units: &[Unit], style: Style, map: &mut TextMap<Source>) {
    let mut rest = units;
    while let Some(first) = rest.first() {
        if !first.exact {
            let mut buffer = [0; 4];
            let at = line.range(&first.at);
            map.push_whole(first.c.encode_utf8(&mut buffer), Source { at, whole: true, style });
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let mut end = first.at.start;
        let run = rest
            .iter()
            .take_while(|u| {
                let follows = u.exact && u.at.start == end;
                end = if follows { u.at.end } else { end };
                follows
            })
            .count();
        for (piece, at) in line.pieces(first.at.start..end) {
            let source = Source { at: at..at + piece.len(), whole: false, style };
            map.push_exact(line.get(&piece), source);
        }
        rest = rest.get(run.max(1)..).unwrap_or_default();
    }
}

impl Style {
    /// A label as it is written in place of this text.
    pub(super) fn written(self, label: &str, cut: &str) -> String {
        let only = |fits: fn(char) -> bool| -> String {
            label.chars().map(|c| if fits(c) { c } else { '-' }).collect()
        };
        match self {
            Self::Text => {
                let mut out = String::from("[");
                for c in label.chars().filter(|c| !c.is_control()) {
                    if matches!(c, ',' | ';' | '\\') {
                        out.push('\\');
                    }
                    out.push(c);
                }
                out + "]"
            }
            Self::Quoted => {
                format!("[{}]", only(|c| c.is_ascii_graphic() && !matches!(c, '=' | ';' | '\\')))
            }
            Self::Parameter => format!(
                "[{}]",
                only(|c| !c.is_control() && !matches!(c, '"' | ';' | ':' | ',' | '^'))
            ),
            Self::Address => {
                let label = only(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
                if cut.contains('@') { format!("{label}@gelakt.invalid") } else { label }
            }
            Self::Name => only(|c| c.is_ascii_alphanumeric()),
        }
    }
}
