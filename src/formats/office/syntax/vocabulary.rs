//! The vocabulary of the standard and of Word itself: words that say nothing about people.
//!
//! An attribute value, a part name, or a namespace counts as free text unless it consists only of
//! such words, numbers, and codes. The word lists are data (`patterns/office`); the verifier reads
//! them with its own code.

use std::collections::HashSet;
use std::sync::OnceLock;

/// A word list, parsed on first use.
struct List {
    text: &'static str,
    words: OnceLock<HashSet<&'static str>>,
}

impl List {
    const fn new(text: &'static str) -> Self {
        Self { text, words: OnceLock::new() }
    }

    fn has(&self, word: &str) -> bool {
        self.words
            .get_or_init(|| self.text.lines().filter(|l| !l.starts_with('#')).collect())
            .contains(word)
    }
}

static CHOICES: List = List::new(include_str!("../../../../patterns/office/choices.txt"));
static FIELDS: List = List::new(include_str!("../../../../patterns/office/fields.txt"));
static FONTS: List = List::new(include_str!("../../../../patterns/office/fonts.txt"));
static PREFIXES: List = List::new(include_str!("../../../../patterns/office/prefixes.txt"));
static STYLE_WORDS: List = List::new(include_str!("../../../../patterns/office/style-words.txt"));
static URI_WORDS: List = List::new(include_str!("../../../../patterns/office/uri-words.txt"));

/// Prefixes of the namespaces, content types, and relationship types that standards and Microsoft
/// define.
const STANDARDS: &[&str] = &[
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "http://purl.org/dc/",
    "http://www.w3.org/",
    "urn:schemas-microsoft-com:",
    "urn:microsoft.com/office/officeart/",
    "application/",
    "image/",
    "text/",
    "video/",
    "audio/",
];

/// Whether a word is the name of a Word field, in any case (ECMA-376 Part 1, 17.16.5).
pub(crate) fn is_field(word: &str) -> bool {
    FIELDS.has(word.to_ascii_uppercase().as_str())
}

/// Whether a namespace prefix is one that programs commonly use.
pub(crate) fn is_prefix(prefix: &str) -> bool {
    prefix.is_empty() || PREFIXES.has(prefix)
}

/// Whether a value is the name of a common font, or has no letters of European scripts.
pub(crate) fn is_font(value: &str) -> bool {
    value.chars().all(|c| !c.is_alphabetic() || u32::from(c) >= 0x1100) || FONTS.has(value)
}

/// Whether a word occurs in the names of Word's built-in styles.
pub(crate) fn is_style_word(word: &str) -> bool {
    STYLE_WORDS.has(word.to_ascii_lowercase().as_str())
}

/// Whether a value is a namespace, content type, or relationship type from a standard.
pub(crate) fn is_uri(value: &str) -> bool {
    STANDARDS.iter().any(|s| value.starts_with(s)) && words(value).all(|w| URI_WORDS.has(w))
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 1)
}

/// Whether a value is a schema choice, a number with a unit, a language code, a GUID, or another
/// hexadecimal number.
pub(crate) fn is_code(value: &str) -> bool {
    CHOICES.has(value)
        || is_language(value)
        || is_measure(value)
        || is_hexadecimal(value.trim_matches(['{', '}']))
}

/// `nl`, `nl-NL`, `zh-Hant-TW`.
fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let small = |p: &str| p.bytes().all(|b| b.is_ascii_lowercase());
    parts.next().is_some_and(|p| p.len() == 2 && small(p))
        && parts.all(|p| match p.len() {
            2 => p.bytes().all(|b| b.is_ascii_uppercase()),
            4 => p.strip_prefix(|c: char| c.is_ascii_uppercase()).is_some_and(small),
            _ => false,
        })
}

/// `12pt`, `-0.5in`, `65536f`.
fn is_measure(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = value.strip_prefix(number).unwrap_or_default();
    matches!(
        unit,
        "pt" | "in" | "cm" | "mm" | "px" | "pc" | "pi" | "em" | "ex" | "emu" | "fd" | "f" | "dxa"
    ) && number.parse::<f64>().is_ok()
}

/// Whether a value is a hexadecimal number rather than a short word of the letters A to F: it has 6
/// or at least 8 characters, or a decimal digit.
fn is_hexadecimal(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let all = value.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    all && (value.len() == 6 || value.len() >= 8 || digits > 0)
}

/// Whether a VML or HTML style consists only of CSS and Office keywords.
pub(crate) fn is_css(value: &str) -> bool {
    value.split([';', '\n', '\r']).filter(|p| !p.trim().is_empty()).all(|property| {
        let Some((key, value)) = property.split_once(':') else { return false };
        let key = key.trim();
        let known = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        known
            && value.split([' ', ',', '\t']).filter(|v| !v.is_empty()).all(|v| {
                let v = v.trim_matches(['\'', '"', '#']);
                v.parse::<f64>().is_ok()
                    || is_code(v)
                    || v.split('-').all(|w| w.len() < 2 || CHOICES.has(w))
                    || is_font(value.trim().trim_matches(['\'', '"']))
            })
    })
}

/// Whether a value contains two letters in a row.
pub(crate) fn has_word(value: &str) -> bool {
    let mut before = false;
    value.chars().any(|c| {
        let both = before && c.is_alphabetic();
        before = c.is_alphabetic();
        both
    })
}

/// Whether a value is free text: it contains words that no standard defines, or a number like a
/// phone number.
pub(crate) fn is_free_text(value: &str) -> bool {
    let digits = || value.bytes().filter(u8::is_ascii_digit).count() >= 8;
    let number = || {
        digits()
            && value.len() > 8
            && value.contains([' ', '+', '-'])
            && value.bytes().all(|b| b.is_ascii_digit() || b" +-().".contains(&b))
    };
    if has_word(value) { !is_code(value) && !is_uri(value) } else { number() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_standards_write_tells_nothing() {
        for value in [
            "nextPage",
            "nl-NL",
            "00A3B4",
            "{05AB362E-2F3B-49E7-9427-A10197E4B2A8}",
            "12",
            "auto",
            "4F81BD",
            "12.5pt",
            "2026-01-01T00:00:00Z",
            "http://schemas.microsoft.com/office/word/2012/wordml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        ] {
            assert!(!is_free_text(value), "{value}");
        }
        assert!(is_css("position:absolute;margin-left:12pt;mso-position-horizontal-relative:page"));
    }

    #[test]
    fn what_no_standard_writes_tells() {
        for value in [
            "jansen",
            "x_jansen",
            "urn:jansen:schema",
            "http://schemas.microsoft.com/jansen",
            "j.jansen@example.nl",
            r"C:\Users\jjansen",
            "+31 6 12345678",
        ] {
            assert!(is_free_text(value), "{value}");
        }
        assert!(!is_css("font-family:Jansen"));
        assert!(!is_prefix("jansen"));
    }

    #[test]
    fn words_of_word_itself_are_known() {
        assert!(is_field("PAGE") && is_field("mergefield") && !is_field("JANSEN"));
        assert!(is_prefix("w14") && is_prefix("") && !is_prefix("jansen"));
        assert!(is_font("Arial") && is_font("ＭＳ 明朝") && !is_font("Jansen Sans"));
        assert!(is_style_word("Heading") && !is_style_word("Jansen"));
        assert!(is_code("12pt") && is_code("nl-NL") && is_code("4F81BD") && !is_code("Bea"));
        assert!(!is_code("12jansen") && !is_code("nl-Jan") && !is_code("dada"));
    }
}
