//! How many letters a text has, as the file itself counts them: the count tells how long what is gone
//! was.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use std::ops::Range;

/// Elements of the extended properties of an office file (ECMA-376-1, 22.2.2).
const ELEMENTS: &[&str] = &["Characters", "CharactersWithSpaces", "Words", "Lines", "Paragraphs"];

/// Attributes of the statistics of an OpenDocument file (ODF 1.3, part 3, 4.3.2.18), without prefix.
const ATTRIBUTES: &[&str] = &[
    "character-count",
    "non-whitespace-character-count",
    "word-count",
    "row-count",
    "paragraph-count",
    "syllable-count",
    "sentence-count",
];

/// The digits of the counts in the properties of an office file, as byte ranges.
pub(crate) fn in_elements(xml: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (at, _) in xml.match_indices('<') {
        let rest = xml.get(at + 1..).unwrap_or_default();
        let Some((tag, value)) = rest.split_once('>') else { continue };
        let local = tag.rsplit(':').next().unwrap_or(tag).trim_end();
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        if ELEMENTS.contains(&local) && digits > 0 {
            let start = at + 1 + tag.len() + 1;
            out.push(start..start + digits);
        }
    }
    out
}

/// The digits of the counts in the statistics of an OpenDocument file, as byte ranges.
pub(crate) fn in_attributes(xml: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for name in ATTRIBUTES {
        for (at, _) in xml.match_indices(name) {
            let whole = xml.get(..at).is_some_and(|front| front.ends_with([':', ' ']));
            let start = at + name.len() + 2;
            let opens = xml.get(at + name.len()..start).is_some_and(|s| s == "=\"" || s == "='");
            let rest = xml.get(start..).unwrap_or_default();
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if whole && opens && digits > 0 {
                out.push(start..start + digits);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_letters_are_found_and_nothing_else() {
        let xml = "<Properties><Pages>3</Pages><Characters>1016</Characters><ep:Words>12</ep:Words>\
                   <Company>Words 12</Company><Lines></Lines></Properties>";
        let found: Vec<&str> = in_elements(xml).into_iter().map(|r| &xml[r]).collect();
        assert_eq!(found, ["1016", "12"]);
        let xml = "<meta:document-statistic meta:page-count=\"3\" meta:character-count=\"1016\" \
                   meta:non-whitespace-character-count='900' x=\"character-count=5\"/>";
        let mut found: Vec<&str> = in_attributes(xml).into_iter().map(|r| &xml[r]).collect();
        found.sort_unstable();
        assert_eq!(found, ["1016", "900"]);
    }
}
