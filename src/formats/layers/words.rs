//! The words that a name in code is made of: `uZandmeer`, `noor_bakker`.

use crate::formats::textmap::TextMap;
use std::ops::Range;

/// The names that are made of several words, each name in a line; `None` if there are none.
pub(super) fn read(text: &str) -> Option<TextMap<Range<usize>>> {
    let mut map = TextMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let starts: Vec<usize> = starts(line).collect();
        if starts.is_empty() {
            continue;
        }
        let mut from = 0;
        for end in starts.into_iter().chain([line.trim_end().len()]) {
            let word = line.get(from..end).unwrap_or_default();
            let plain = word.replace(['_', '-', '.', '+'], " ");
            for (offset, c) in plain.char_indices() {
                let source = start + from + offset..start + from + offset + c.len_utf8();
                map.push_whole(c.encode_utf8(&mut [0; 4]), source);
            }
            map.push_inferred(" ");
            from = end;
        }
        map.push_inferred("\n");
    }
    (!map.text().is_empty()).then_some(map)
}

/// Where a word begins within a name: a capital behind a small letter, the last of some capitals in
/// front of a small letter.
fn starts(line: &str) -> impl Iterator<Item = usize> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let begins = |w: &[(usize, char)]| {
        let [(_, a), (at, b), next @ ..] = w else { return None };
        let small = next.first().is_some_and(|(_, c)| c.is_lowercase());
        let new = b.is_uppercase() && (a.is_lowercase() || a.is_uppercase() && small);
        new.then_some(*at)
    };
    let found: Vec<usize> =
        (0..chars.len()).filter_map(|i| begins(chars.get(i..chars.len().min(i + 3))?)).collect();
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_falls_into_words() {
        let of = |t: &str| read(t).map(|m| m.text().to_owned());
        assert_eq!(of("uZandmeer\nx").as_deref(), Some("u Zandmeer \n"));
        assert_eq!(of("CZandmeer").as_deref(), Some("C Zandmeer \n"));
        assert_eq!(of("tabNoor_deWit").as_deref(), Some("tab Noor de Wit \n"));
        assert_eq!(of("zandmeer HTML Noor"), None);
    }
}
