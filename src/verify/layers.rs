//! What a text holds in another writing: markup, references, escapes, digits, texts that are put
//! together. Each round takes one layer off a line, in whatever order they lie; what comes out is
//! searched as well.

use super::html;
use super::reading::{Reading, Source};
use std::collections::BTreeMap;

/// The views of the rounds.
const ROUNDS: [&str; 3] = ["read once more", "read twice more", "read three times more"];
/// Longest line that is read in rounds.
const LONGEST: usize = 32 << 20;

/// What the texts hold in another writing; what was found by one method of reading stands together,
/// since only that adds up.
pub(super) fn deeper(readings: &[Reading]) -> Vec<Vec<Reading>> {
    let mut views: BTreeMap<&str, Vec<Reading>> = BTreeMap::new();
    for reading in readings.iter().filter(|r| r.source == Source::Text) {
        let mut lines: Vec<String> = reading.text.lines().map(str::to_owned).collect();
        for round in ROUNDS {
            lines.retain(|line| line.len() <= LONGEST && is_written(line));
            if lines.is_empty() {
                break;
            }
            let taken = lines.iter().map(|line| taken_off(line, &reading.place));
            let text = taken.collect::<Vec<_>>().join("\n");
            lines = text.lines().map(str::to_owned).collect();
            let found = Reading::new(round, reading.place.clone(), text);
            views.entry(reading.view).or_default().push(found);
        }
    }
    views.into_values().collect()
}

/// Whether anything in a line may stand for other letters.
fn is_written(line: &str) -> bool {
    line.contains(['&', '\\', '<', '"', '\'', '`', '(']) || words(line).any(|w| w.len() >= 12)
}

fn taken_off(line: &str, place: &crate::model::Message) -> String {
    let plain = digits(&joined(&escapes(line)));
    if !plain.contains(['<', '&']) {
        return plain;
    }
    let mut out = String::new();
    for reading in html::read(&plain, place) {
        out.push_str(&reading.text);
        out.push('\n');
    }
    out
}

/// Text behind backslashes; unlike in a style sheet, up to three digits are octal.
fn escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let taken = after.chars().next().map_or(0, char::len_utf8);
        let hex = |from: usize, most: usize| number(after, from, most, 16);
        let (code, length) = match after.as_bytes().first() {
            Some(b'u') if after.starts_with("u{") => {
                let (code, count) = hex(2, 6);
                (code, 3 + count)
            }
            Some(b'u') => match (hex(1, 4), after.get(5..7)) {
                ((Some(high), 4), Some("\\u")) if (0xD800..0xDC00).contains(&high) => {
                    let low = number(after, 7, 4, 16).0.unwrap_or(0);
                    (Some(0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF)), 11)
                }
                ((code, count), _) => (code, 1 + count),
            },
            Some(b'x') => {
                let (code, count) = hex(1, 2);
                (code, 1 + count)
            }
            _ if hex(0, 6).1 == 6 => (hex(0, 6).0, 6),
            Some(b'0'..=b'7') => number(after, 0, 3, 8),
            Some(b'n' | b'r') => (Some(0x0A), 1),
            Some(b't' | b'f' | b'v' | b'b') => (Some(0x20), 1),
            _ => (after.chars().next().map(u32::from), taken),
        };
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = after.get(length..).unwrap_or_default();
            }
            None => rest = after,
        }
    }
    out.push_str(rest);
    out
}

/// The number at an offset, and how many digits it has.
fn number(text: &str, from: usize, most: usize, radix: u32) -> (Option<u32>, usize) {
    let digits = text.bytes().skip(from).take(most);
    let count = digits.take_while(|b| char::from(*b).is_digit(radix)).count();
    (text.get(from..from + count).and_then(|d| u32::from_str_radix(d, radix).ok()), count)
}

/// Text without what puts texts together: from quote to quote, with nothing but signs and calls in
/// between. Calls that give a letter by its number are that letter.
fn joined(text: &str) -> String {
    let lettered = by_number(text);
    let mut out = String::with_capacity(lettered.len());
    let mut rest = lettered.as_str();
    while let Some(at) = rest.find(['"', '\'', '`']) {
        let (before, quote) = rest.split_at(at);
        out.push_str(before);
        let inner = quote.get(1..).unwrap_or_default();
        let between = inner.find(['"', '\'', '`']).unwrap_or(inner.len()).min(80);
        let signs = inner.get(..between).unwrap_or("x");
        let puts = signs.contains(['+', '&', ',', ';', '{']) || signs.starts_with('}');
        let calls = |c: char| c.is_ascii_alphabetic() || " \t()+&,;${}/*".contains(c);
        // A word between two texts is a call, or a text itself.
        let mut words = signs.split_inclusive(|c: char| !c.is_ascii_alphabetic());
        let call = |w: &str| !w.starts_with(|c: char| c.is_ascii_alphabetic()) || w.ends_with('(');
        if puts && words.all(call) && signs.chars().all(calls) {
            rest = inner.get(between + 1..).unwrap_or_default();
        } else {
            out.push('\n');
            rest = inner;
        }
    }
    out.push_str(rest);
    out
}

fn by_number(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '.');
        let call = before.get(name.len()..).unwrap_or_default().to_ascii_lowercase();
        let known = ["char", "chr", "chrw", "unichar", "teken", "uniteken"];
        let known = known.contains(&call.as_str())
            || ["fromcharcode", "fromcodepoint"].iter().any(|c| call.ends_with(c));
        let (inner, behind) = after.split_once(')').unwrap_or((after, ""));
        let code = |n: &str| {
            let n = n.trim();
            let hex = n.strip_prefix("0x").map(|h| u32::from_str_radix(h, 16).ok());
            hex.unwrap_or_else(|| n.parse().ok()).and_then(char::from_u32)
        };
        let letters: Option<String> = inner.split([',', ';']).map(code).collect();
        match letters.filter(|_| known) {
            Some(letters) => {
                out.push_str(name);
                out.push('"');
                out.push_str(&letters);
                out.push('"');
                rest = behind;
            }
            None => {
                out.push_str(before);
                out.push('(');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let digit = |c: char| c.is_ascii_alphanumeric() || "+/-_".contains(c);
    text.split(move |c| !digit(c)).filter(|w| !w.is_empty())
}

/// Text with its digits of base64 and of sixteen as the text that they hold, in lines behind it.
fn digits(text: &str) -> String {
    let mut out = text.to_owned();
    let parts = words(text).filter(|w| w.contains('/')).flat_map(|w| w.split('/'));
    for word in words(text).chain(parts).filter(|w| w.len() >= 8) {
        let sixteen = word.len() % 2 == 0 && word.bytes().all(|b| b.is_ascii_hexdigit());
        let bytes = if sixteen { of_sixteen(word) } else { of_base64(word) };
        if !bytes.is_empty() && !bytes.starts_with(word.as_bytes()) {
            let wide: Vec<u8> = bytes.iter().copied().filter(|b| *b != 0).collect();
            if let Ok(held) = String::from_utf8(wide) {
                out.push('\n');
                out.push_str(&held);
            }
        }
    }
    out
}

fn of_sixteen(word: &str) -> Vec<u8> {
    let (pairs, _) = word.as_bytes().as_chunks::<2>();
    let value = |b: u8| char::from(b).to_digit(16).unwrap_or(0);
    pairs.iter().filter_map(|[a, b]| u8::try_from(value(*a) * 16 + value(*b)).ok()).collect()
}

fn of_base64(word: &str) -> Vec<u8> {
    let value = |b: u8| {
        Some(match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        })
    };
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for digit in word.bytes().filter_map(value) {
        bits = (bits << 6 | u32::from(digit)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xFF) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::census::search;
    use super::super::needle::Needle;
    use super::*;
    use crate::model::message;

    #[test]
    fn residue_is_seen_in_every_writing() {
        let finds = |text: &str| {
            let needles = [Needle { text: "Zandmeerman".into(), allowed: 0, pictured: false }];
            let readings = [Reading::new("text", message!("file"), text)];
            deeper(&readings).iter().any(|found| search(found, &needles, 1).is_err())
        };
        for text in [
            "Zand&#109;eerman",
            "<p>Zand<b>meer</b>man</p>",
            "&lt;b&gt;Zand&lt;/b&gt;meerman",
            "<p title='Zand&amp;#109;eerman'>",
            "Zand\\u006deerman",
            "Zand\\\\u006deerman",
            "Zand\\155eerman",
            "x = \"Zand\" + \"meer\" + 'man'",
            "=CONCATENATE(\"Zand\",\"meerman\")",
            "=\"Zand\"&CHAR(109)&\"eerman\"",
            "String.fromCharCode(90,97,110,100)+'meerman'",
            "data: WmFuZG1lZXJtYW4=",
            "https://x.example/t/WmFuZG1lZXJtYW4=",
            "https://x.example/t/5a616e646d6565726d616e",
            "5a616e646d6565726d616e",
            "`Zand${'meer'}man`",
        ] {
            assert!(finds(text), "{text}");
        }
        assert!(!finds("Zand en \"meer\", man"));
    }

    #[test]
    fn what_two_methods_read_does_not_add_up() {
        let needles = [Needle { text: "Zandmeer".into(), allowed: 1, pictured: false }];
        let readings =
            ["a", "b"].map(|view| Reading::new(view, message!("file"), "(Zandmeer) &amp;"));
        assert!(deeper(&readings).iter().all(|found| search(found, &needles, 1).is_ok()));
    }

    #[test]
    fn anything_can_be_read() {
        let text = "\\u{1F600}\\ud83d\\u\\x&#;\"é'(char(99999999999)<é \\777 ${'";
        for end in (0..text.len()).filter(|e| text.is_char_boundary(*e)) {
            deeper(&[Reading::new("text", message!("file"), &text[end..])]);
        }
    }
}
