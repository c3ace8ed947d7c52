//! Addresses of persons that another file of the dossier names: here they may stand alone.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use aho_corasick::{AhoCorasick, MatchKind};

/// Fewest letters and digits of an address that counts without a name beside it.
const LETTERS: usize = 8;

/// Street and number, without what stands around them: the parts of an address that begin with a
/// letter and end in a number or its suffix.
pub(crate) fn streets_in(address: &str) -> impl Iterator<Item = &str> {
    address.split(['\n', ',', '\t', ';']).map(str::trim).filter(|part| {
        let letters = part.chars().filter(|c| c.is_alphanumeric()).count();
        let last = part.rsplit(' ').next().unwrap_or_default();
        letters >= LETTERS
            && part.starts_with(char::is_alphabetic)
            && part.contains(' ')
            && last.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Addresses to look for.
#[derive(Default)]
pub(crate) struct KnownAddresses(Option<AhoCorasick>);

impl KnownAddresses {
    /// These, in any case of their letters.
    pub(crate) fn of<'a>(addresses: impl Iterator<Item = &'a str>) -> Self {
        let addresses: Vec<&str> = addresses.collect();
        if addresses.is_empty() {
            return Self(None);
        }
        let builder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(addresses);
        Self(builder.ok())
    }

    /// Adds those that stand in a text as words of their own and are not found there yet.
    pub(crate) fn run(&self, text: &str, out: &mut Vec<Hit>) {
        let Some(search) = &self.0 else { return };
        let mut taken: Vec<Span> = out.iter().map(|h| h.span).collect();
        taken.sort();
        for found in search.find_iter(text) {
            let span = Span::new(found.start(), found.end());
            let before = text.get(..span.start).and_then(|t| t.chars().next_back());
            let after = text.get(span.end..).and_then(|t| t.chars().next());
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let near = taken.partition_point(|t| t.end <= span.start);
            let known = taken.get(near).is_some_and(|t| t.overlaps(span));
            if !known && !inside(before) && !inside(after) {
                let evidence = Evidence::of("adres uit een ander stuk");
                let mut hit = Hit::new(span, Category::ADDRESS, Likelihood::Likely, evidence);
                hit.role = Role::CITIZEN;
                out.push(hit);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn street_and_number_are_taken_from_an_address() {
        let parts: Vec<&str> = streets_in("Kanaalweg 14\n1234 AB Voorbeelddam").collect();
        assert_eq!(parts, ["Kanaalweg 14"]);
        assert_eq!(
            streets_in("Lange Dreef 3a, 1234 AB Dam").collect::<Vec<_>>(),
            ["Lange Dreef 3a"]
        );
        assert!(streets_in("Weg 1").next().is_none(), "too short to count alone");
    }

    #[test]
    fn a_known_address_is_found_whole_and_once() {
        let known = KnownAddresses::of(["Kanaalweg 14"].into_iter());
        let spans = |text: &str| {
            let mut hits = Vec::new();
            known.run(text, &mut hits);
            hits.iter().map(|h| h.span.start).collect::<Vec<_>>()
        };
        assert_eq!(spans("Het pand aan de KANAALWEG 14, en kanaalweg 14."), [16, 33]);
        assert!(spans("Kanaalweg 145 en Kanaalweg 14a").is_empty());
        let evidence = Evidence::of("onder een naam");
        let mut hits =
            vec![Hit::new(Span::new(0, 20), Category::ADDRESS, Likelihood::Likely, evidence)];
        known.run("Kanaalweg 14, Dam, x", &mut hits);
        assert_eq!(hits.len(), 1);
    }
}
