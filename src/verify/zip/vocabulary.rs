//! Which values in tags say nothing: words of the standard, of Word's own styles and of its fonts.
//!
//! The lists are data; how they are read here is this reader's own affair.

use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

fn lines(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|l| !l.starts_with('#')).collect()
}

static CHOICES: Words = Words::new(|| lines(include_str!("../../../patterns/office/choices.txt")));
static FIELDS: Words = Words::new(|| lines(include_str!("../../../patterns/office/fields.txt")));
static FONTS: Words = Words::new(|| lines(include_str!("../../../patterns/office/fonts.txt")));
static PREFIXES: Words =
    Words::new(|| lines(include_str!("../../../patterns/office/prefixes.txt")));
static STYLES: Words =
    Words::new(|| lines(include_str!("../../../patterns/office/style-words.txt")));
static URIS: Words = Words::new(|| lines(include_str!("../../../patterns/office/uri-words.txt")));

/// A word from the schemas.
pub(super) fn chosen(value: &str) -> bool {
    CHOICES.contains(value)
}

/// A name from a standard: a type of part or relationship, a namespace.
pub(super) fn schema(value: &str) -> bool {
    let by = [
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
    let mut words = value.split(|c: char| !c.is_alphabetic());
    by.iter().any(|b| value.starts_with(b)) && words.all(|w| w.len() < 2 || URIS.contains(w))
}

/// A prefix as programs give them.
pub(super) fn prefix(value: &str) -> bool {
    PREFIXES.contains(value)
}

/// A font that comes with Word, or a name in letters of other scripts altogether.
pub(super) fn font(value: &str) -> bool {
    FONTS.contains(value) || !value.chars().any(|c| c.is_alphabetic() && u32::from(c) < 0x1100)
}

/// A field's code without the name of the field.
pub(super) fn without_field(code: &str) -> &str {
    let trimmed = code.trim_start();
    let word = trimmed.split_whitespace().next().unwrap_or_default();
    if FIELDS.contains(word.to_ascii_uppercase().as_str()) {
        trimmed.get(word.len()..).unwrap_or_default()
    } else {
        trimmed
    }
}

/// Whether a style's name is made of nothing but words of Word's own, capitals beginning a new one.
pub(super) fn style(value: &str) -> bool {
    let mut spaced = String::new();
    for c in value.chars() {
        if c.is_uppercase() || !c.is_alphabetic() {
            spaced.push(' ');
        }
        spaced.extend(c.is_alphabetic().then(|| c.to_ascii_lowercase()));
    }
    spaced.split_whitespace().all(|w| w.len() == 1 || STYLES.contains(w))
}

/// Whether a list of properties in CSS holds nothing but words of CSS, numbers and fonts.
pub(super) fn css(value: &str) -> bool {
    let word =
        |w: &str| w.len() < 2 || CHOICES.contains(w) || matches!(w, "pt" | "in" | "mm" | "px");
    value.split(';').all(|property| match property.split_once(':') {
        Some((key, value)) => {
            let key = key.trim();
            key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
                && (font(value.trim().trim_matches(['"', '\'']))
                    || value
                        .split_whitespace()
                        .filter(|w| !color(w))
                        .flat_map(|w| w.split(|c: char| !c.is_alphabetic()))
                        .all(word))
        }
        None => property.trim().is_empty(),
    })
}

/// A color in hexadecimal digits, as CSS has it: `#ED7D31`.
fn color(value: &str) -> bool {
    let digits = value.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether a tag is that of a cell of a workbook that says where it stands, how it looks and what kind of
/// value it has, and nothing else. A sheet has as many as it has cells.
pub(super) fn is_plain_cell(tag: &str) -> bool {
    let Some(values) = tag.strip_prefix("c ") else { return false };
    let digits = |text: &str| text.len() <= 7 && text.bytes().all(|b| b.is_ascii_digit());
    values.trim_end_matches('/').split_ascii_whitespace().all(|value| {
        let value = value.strip_suffix('"').and_then(|value| value.split_once("=\""));
        match value {
            Some(("r", place)) => {
                let row = place.trim_start_matches(|c: char| c.is_ascii_uppercase());
                place.len() - row.len() <= 3 && !row.is_empty() && digits(row)
            }
            Some(("s", style)) => digits(style),
            Some(("t", kind)) => matches!(kind, "s" | "n" | "b" | "d" | "e" | "str" | "inlineStr"),
            _ => false,
        }
    })
}
