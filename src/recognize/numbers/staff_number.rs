//! The number of an official right after the name: `K. Vos (inspecteur, nr. 3390)`,
//! `tolk Bos, nr. T-3307`.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use regex::Regex;
use std::sync::LazyLock;

/// How far after a name its number may end, in bytes.
const REACH: usize = 64;

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:\s?\(|,\s?|\s)(?:[a-z]{3,24},?\s)?(?:(?P<of>[A-Za-z]{2,14})-\s?)?(?i:nr|nummer|code)(?-u:\b)\.?:?\s{0,2}(?P<p>(?:[A-Z]{1,5}[-.]?)?[0-9](?:[0-9.-]{0,12}[0-9])?)(?-u:\b)",
    )
    .ok()
});

/// Things with numbers of their own beside a name: `A. Vos, zaak-nr. 2024-17`.
const THINGS: &[&str] =
    &["zaak", "dossier", "kenmerk", "kvk", "order", "factuur", "project", "huis"];

/// Adds numbers of three digits or more after names.
pub(crate) fn run(text: &str, hits: &mut Vec<Hit>) {
    let Some(number) = NUMBER.as_ref() else { return };
    let mut out = Vec::new();
    let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE];
    for hit in hits.iter().filter(|h| h.category == Category::NAME && !public.contains(&h.role)) {
        let to = text.floor_char_boundary((hit.span.end + REACH).min(text.len()));
        let behind = text.get(hit.span.end..to).unwrap_or_default();
        let line = behind.split('\n').next().unwrap_or_default();
        let Some(found) = number.captures(line) else { continue };
        let of = found.name("of").map(|of| of.as_str().to_lowercase()).unwrap_or_default();
        let Some(p) = found.name("p").filter(|_| !THINGS.contains(&of.as_str())) else { continue };
        if p.as_str().bytes().filter(u8::is_ascii_digit).count() < 3 {
            continue;
        }
        let span = Span::new(hit.span.end + p.start(), hit.span.end + p.end());
        let why = Evidence::of("nummer bij een naam");
        let mut badge = Hit::new(span, Category::STAFF_NUMBER, Likelihood::Likely, why);
        badge.role = hit.role.clone();
        out.push(badge);
    }
    hits.append(&mut out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(text: &str) -> Vec<&str> {
        let end = text.find('|').unwrap_or_default();
        let plain = text.replacen('|', "", 1);
        let name =
            Hit::new(Span::new(0, end), Category::NAME, Likelihood::Certain, Evidence::of("titel"));
        let mut hits = vec![name];
        run(&plain, &mut hits);
        hits.iter().skip(1).map(|h| &text[h.span.start + 1..h.span.end + 1]).collect()
    }

    #[test]
    fn the_number_of_an_official() {
        assert_eq!(behind("K. Vos| (inspecteur, nr. 3390) en"), ["3390"]);
        assert_eq!(behind("M. Bos|, nr. T-3307."), ["T-3307"]);
        assert_eq!(behind("A. Vos| (boa-nr OSS-271)"), ["OSS-271"]);
        assert!(behind("A. Vos|, nr. 14 in de straat").is_empty());
        assert!(behind("A. Vos|, zaak-nr. 2024-17811").is_empty());
        assert!(behind("A. Vos| over artikel 5").is_empty());
    }
}
