//! The form in which this side compares text.
//!
//! The writer's side has a normalization of its own, so that one fault cannot blind both.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Text as it is compared: lower case, without accents, soft hyphens and zero-width characters,
/// every run of white space as one space. A hyphen at the end of a line is removed with the line
/// break.
pub(super) fn fold(text: &str) -> String {
    let text = &*undone(text);
    let mut out = Folded { text: String::with_capacity(text.len()), space: false, line_end: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Most text is plain: a word at a time.
        let plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
        if plain > 0 {
            let (word, behind) = rest.split_at(plain);
            out.push_plain(word);
            rest = behind;
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        // Combining marks are dropped, so each character can be decomposed on its own.
        if c.is_ascii() {
            out.push(c);
        } else if matches!(c, '\u{ff}' | '\u{178}') {
            out.push('i');
            out.push('j');
        } else if ('\u{24b6}'..='\u{24e9}').contains(&c) || ('\u{1f110}'..='\u{1f1ff}').contains(&c)
        {
            boxed(c).into_iter().for_each(|c| out.push(c));
        } else {
            std::iter::once(c).nfkd().for_each(|c| out.push(c));
        }
    }
    out.text
}

const ALEF: char = '\u{627}';
const LAM: char = '\u{644}';

struct Folded {
    text: String,
    space: bool,
    line_end: bool,
}

impl Folded {
    /// Letters, digits and marks of ASCII, at least one.
    fn push_plain(&mut self, word: &str) {
        let (first, rest) = word.split_at(1);
        first.chars().for_each(|c| self.push(c));
        let start = self.text.len();
        self.text.push_str(rest);
        self.text.get_mut(start..).into_iter().for_each(str::make_ascii_lowercase);
    }

    fn push(&mut self, c: char) {
        if !c.is_ascii() && (is_combining_mark(c) || is_ignorable(c)) {
            return;
        }
        if c.is_whitespace() {
            self.space = true;
            self.line_end |= matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
            return;
        }
        if self.space {
            if self.line_end && self.text.ends_with('-') {
                self.text.pop();
            } else if !self.text.is_empty() {
                self.text.push(' ');
            }
            (self.space, self.line_end) = (false, false);
        }
        match c {
            c if c.is_ascii() => self.text.push(c.to_ascii_lowercase()),
            // Lam and alef may be one sign, which keeps its order where a page turns the rest around.
            ALEF if self.text.ends_with(LAM) => {}
            LAM => {
                self.text.truncate(self.text.trim_end_matches(ALEF).len());
                self.text.push(LAM);
            }
            _ if looks_latin(c).is_some() => self.text.extend(looks_latin(c)),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.text.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{02BC}' => self.text.push('\''),
            _ => self.text.extend(c.to_lowercase()),
        }
    }
}

fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A letter in a circle or a square.
fn boxed(c: char) -> Option<char> {
    let code = u32::from(c);
    let first = match code {
        0x24B6..=0x24E9 => (code - 0x24B6) % 26,
        0x1F110..=0x1F129 => code - 0x1F110,
        0x1F130..=0x1F149 => code - 0x1F130,
        0x1F150..=0x1F169 => code - 0x1F150,
        0x1F170..=0x1F189 => code - 0x1F170,
        0x1F1E6..=0x1F1FF => code - 0x1F1E6,
        _ => return Some(c),
    };
    char::from_u32(u32::from('a') + first)
}

/// The Latin letter that a letter of another alphabet looks like, and the digit that a digit of
/// another script is, in lower case.
fn looks_latin(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'α' | 'Α' | 'ɑ' => 'a',
        'в' | 'В' | 'Β' | 'β' => 'b',
        'с' | 'С' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'ε' | 'Ε' => 'e',
        'ғ' => 'f',
        'ɡ' | 'ԍ' => 'g',
        'һ' | 'Н' | 'Η' => 'h',
        'і' | 'І' | 'ї' | 'Ї' | 'ι' | 'Ι' | 'ı' => 'i',
        'ј' | 'Ј' | 'ϳ' => 'j',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'ӏ' => 'l',
        'м' | 'М' | 'Μ' => 'm',
        'η' | 'Ν' | 'п' | 'ո' => 'n',
        'о' | 'О' | 'ο' | 'Ο' | 'օ' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'Υ' | 'Ү' | 'γ' => 'y',
        'ζ' | 'Ζ' => 'z',
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10)?,
        '\u{6F0}'..='\u{6F9}' => char::from_digit(u32::from(c) - 0x6F0, 10)?,
        '\u{966}'..='\u{96F}' => char::from_digit(u32::from(c) - 0x966, 10)?,
        _ => return None,
    })
}

/// Text without what only a program reads: codes of a terminal, escapes of web addresses, and marks
/// that turn around the letters behind them.
fn undone(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    if memchr::memchr2(0x1B, 0xC2, out.as_bytes()).is_some() && out.contains(['\u{1B}', '\u{9B}']) {
        out = Cow::Owned(without_codes(&out));
    }
    for _ in 0..3 {
        if memchr::memchr(b'%', out.as_bytes()).is_none() {
            break;
        }
        out = Cow::Owned(unescaped(&out));
    }
    if out.contains('\u{202E}') {
        out = Cow::Owned(turned(&out));
    }
    out
}

fn without_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let long = c == '\u{9B}' || (c == '\u{1B}' && chars.next_if_eq(&'[').is_some());
        if long {
            while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
            let _ = chars.next_if(|c| ('@'..='~').contains(c));
        } else if c == '\u{1B}' && chars.next_if_eq(&']').is_some() {
            while chars.next_if(|c| !matches!(c, '\u{7}' | '\u{1B}' | '\n')).is_some() {}
        } else if c != '\u{1B}' {
            out.push(c);
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = |n: usize| bytes.get(at + n).and_then(|b| char::from(*b).to_digit(16));
        match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn turned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{202E}') {
        out.push_str(before);
        let end = after.find(['\u{202C}', '\n', '\r']).unwrap_or(after.len());
        let (inside, behind) = after.split_at(end);
        out.extend(inside.chars().rev());
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}')
}

/// Folded text in which words of scripts from right to left are also read from right to left, behind the
/// rest: a page shows them the other way around.
pub(super) fn with_words_from_right(folded: String) -> String {
    if folded.is_ascii() || !folded.chars().any(from_right) {
        return folded;
    }
    let mut turned = String::with_capacity(folded.len());
    let mut run: Vec<char> = Vec::new();
    for c in folded.chars().chain(['\n']) {
        if from_right(c) || (c == ' ' && !run.is_empty()) {
            run.push(c);
        } else {
            turned.extend(run.drain(..).rev());
            turned.push(c);
        }
    }
    folded + "\n" + &turned
}

/// Only the letters and digits.
pub(super) fn squeeze(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    out.extend(folded.chars().filter(|c| c.is_alphanumeric()));
    out
}

/// For every byte of the squeezed text: whether a character was dropped right before it.
pub(super) fn edges(folded: &str) -> Vec<bool> {
    let mut out = Vec::with_capacity(folded.len());
    let mut edge = true;
    for c in folded.chars() {
        if c.is_alphanumeric() {
            out.push(edge);
            out.resize(out.len() + c.len_utf8() - 1, false);
        }
        edge = !c.is_alphanumeric();
    }
    out
}

/// Whether the match at these byte offsets is not part of a longer word or number.
pub(super) fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let inside = text.get(start..end).unwrap_or_default();
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    let joined = |a: Option<char>, b: Option<char>| {
        let (Some(a), Some(b)) = (a, b) else { return false };
        // A digit next to a letter starts a new word, and so does a letter of a distant script.
        let far = |c: char| u32::from(c) >= 0x0E00 && !('\u{1E00}'..='\u{1FFF}').contains(&c);
        let both = a.is_alphanumeric() && b.is_alphanumeric();
        both && a.is_numeric() == b.is_numeric() && !far(a) && !far(b)
    };
    !joined(before, inside.chars().next()) && !joined(inside.chars().next_back(), after)
}

#[cfg(test)]
mod tests {
    use super::{fold, with_words_from_right};

    #[test]
    fn words_from_right_to_left_are_also_read_as_they_are_written() {
        let both = with_words_from_right(fold("aan ןהכ לעי."));
        assert!(both.starts_with("aan ןהכ לעי.\n") && both.contains("יעל כהן"), "{both}");
        let both = with_words_from_right(fold("ﻦﻳﺪﻟﺍ ﺀﻼﻋ"));
        assert!(both.contains(&fold("علاء الدين")), "{both}");
        assert_eq!(with_words_from_right("aan jan".to_owned()), "aan jan");
    }

    #[test]
    fn text_is_compared_as_it_is_seen() {
        for text in [
            "Ｂｏｓｍａｎ",
            "𝐁𝐨𝐬𝐦𝐚𝐧",
            "Ⓑⓞⓢⓜⓐⓝ",
            "В\u{43E}sman",
            "Bo\u{1B}[31msman",
            "Bos%6Dan",
            "Bos%256Dan",
            "\u{202E}namsoB\u{202C}",
            "B\u{332}osm\u{FE0F}an",
        ] {
            assert_eq!(fold(text), "bosman", "{text}");
        }
        assert_eq!(fold("Dÿk"), fold("Dijk"));
        assert_eq!(fold("10% van 20%xx"), "10% van 20%xx");
    }
}
