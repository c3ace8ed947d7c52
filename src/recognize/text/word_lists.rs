//! Word lists for the recognizers: labels, offices, exclusions. Text files with sections, compiled
//! in and parsed once.

use crate::recognize::text::hash::FixedState;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The shipped files: name and text.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    ("velden.txt", include_str!("../../../patterns/lists/velden.txt")),
    ("ambten.txt", include_str!("../../../patterns/lists/ambten.txt")),
    ("uitsluitingen.txt", include_str!("../../../patterns/lists/uitsluitingen.txt")),
    ("aanhef.txt", include_str!("../../../patterns/lists/aanhef.txt")),
    ("postbussen.txt", include_str!("../../../patterns/lists/postbussen.txt")),
    ("organen.txt", include_str!("../../../patterns/lists/organen.txt")),
    ("kantoren.txt", include_str!("../../../patterns/lists/kantoren.txt")),
    ("bewindslieden.txt", include_str!("../../../patterns/lists/bewindslieden.txt")),
];

#[derive(Default)]
struct Section {
    list: Vec<&'static str>,
    set: HashSet<&'static str, FixedState>,
}

fn sections() -> &'static HashMap<&'static str, Section, FixedState> {
    static SECTIONS: OnceLock<HashMap<&'static str, Section, FixedState>> = OnceLock::new();
    SECTIONS.get_or_init(|| {
        let mut map: HashMap<&'static str, Section, FixedState> = HashMap::default();
        let mut name = "";
        for line in SHIPPED.iter().flat_map(|(_, text)| text.lines()).map(str::trim) {
            if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                name = head;
            } else if !line.is_empty() && !line.starts_with('#') {
                let section = map.entry(name).or_default();
                section.list.push(line);
                section.set.insert(line);
            }
        }
        map
    })
}

/// The words of a section, in file order; empty for an unknown section.
pub(crate) fn words(section: &str) -> &'static [&'static str] {
    sections().get(section).map_or(&[], |s| s.list.as_slice())
}

/// Whether a folded word is in a section.
pub(crate) fn contains(section: &str, word: &str) -> bool {
    sections().get(section).is_some_and(|s| s.set.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_that_is_asked_for_is_there() {
        for section in [
            "persoon",
            "zwak",
            "paraaf",
            "burger",
            "eigenschap",
            "programma",
            "titel",
            "bewindspersoon",
            "volksvertegenwoordiger",
            "bestuurder",
            "ambtelijke top",
            "leidinggevende",
            "woordvoerder",
            "rechterlijke macht",
            "deskundige",
            "ambtenaar",
            "mens",
            "zaak",
            "bedrijf",
            "bouwwerk",
            "branche",
            "lichaam",
            "briefwoord",
            "historisch",
            "aanhef",
            "geen naam",
            "functie",
            "ministerie",
            "bestuursorgaan",
            "gemeente",
            "rechtscollege",
            "politieke partij",
            "onderneming",
            "bewindslieden",
            "burgemeesters",
        ] {
            assert!(!words(section).is_empty(), "{section}");
        }
        assert!(contains("lichaam", "ministerie") && !contains("lichaam", "jansen"));
    }
}
