//! The form in which this side compares text.
//!
//! The writer's side has a normalization of its own, so that one fault cannot blind both.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Text as it is compared: lower case, without accents, soft hyphens and zero-width characters,
/// every run of white space as one space. A hyphen at the end of a line is removed with the line
/// break.
pub(super) fn fold(text: &str) -> String {
    let mut out = Folded { text: String::with_capacity(text.len()), space: false, line_end: false };
    for c in text.chars() {
        // Combining marks are dropped, so each character can be decomposed on its own.
        if c.is_ascii() {
            out.push(c);
        } else {
            std::iter::once(c).nfkd().for_each(|c| out.push(c));
        }
    }
    out.text
}

struct Folded {
    text: String,
    space: bool,
    line_end: bool,
}

impl Folded {
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
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.text.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{02BC}' => self.text.push('\''),
            _ => self.text.extend(c.to_lowercase()),
        }
    }
}

fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}')
}

/// Only the letters and digits.
pub(super) fn squeeze(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
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
