//! The number of an official or student beside the name: `K. Vos (inspecteur, nr. 3390)`,
//! `tolk Bos, nr. T-3307`, `60417 (W. Bosch)`.

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

/// A number that ends right in front of a name: `60417 (W. Bosch)`, `student s4417862, Bram Vos`.
static IN_FRONT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[\s(:;,])(?P<p>(?-u:\b)[0-9]{5,7}\s\((?:[a-z]{2,4}\.\s?){0,3}|(?:[su][0-9]{6,8}|[A-Z]{2,4}-?[0-9]{4,6}),?\s\(?)$",
    )
    .ok()
});

/// How far in front of a name its number may start, in bytes.
const FRONT: usize = 28;

/// The number in front of a name that starts at this byte.
fn in_front(text: &str, start: usize) -> Option<Span> {
    let from = text.floor_char_boundary(start.saturating_sub(FRONT));
    let before = text.get(from..start)?;
    if !before.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let p = IN_FRONT.as_ref()?.captures(before)?.name("p")?;
    let number = p.as_str().split(' ').next().unwrap_or_default().trim_end_matches([',', '\n']);
    Some(Span::new(from + p.start(), from + p.start() + number.len()))
}

/// Things with numbers of their own beside a name: `A. Vos, zaak-nr. 2024-17`.
const THINGS: &[&str] =
    &["zaak", "dossier", "kenmerk", "kvk", "order", "factuur", "project", "huis"];

/// Adds numbers of three digits or more after names.
pub(crate) fn run(text: &str, hits: &mut Vec<Hit>) {
    let Some(number) = NUMBER.as_ref() else { return };
    let mut out = Vec::new();
    let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE];
    for hit in hits.iter().filter(|h| h.category == Category::NAME && !public.contains(&h.role)) {
        if let Some(span) = in_front(text, hit.span.start) {
            let why = Evidence::of("nummer bij een naam");
            let mut badge = Hit::new(span, Category::STAFF_NUMBER, Likelihood::Likely, why);
            badge.role = hit.role.clone();
            out.push(badge);
        }
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
        let front =
            |text: &str| in_front(text, text.len()).map(|s| text[s.start..s.end].to_owned());
        assert_eq!(front("Toezichthouder(s): 60417 ("), Some("60417".into()));
        assert_eq!(front("4.1 Student s4417862, "), Some("s4417862".into()));
        for text in ["1012 AB ", "in 2019 (", "zaak 20417 ", "ISO 27001, ", "(BSA): "] {
            assert_eq!(front(text), None, "{text}");
        }
        assert!(behind("A. Vos|, nr. 14 in de straat").is_empty());
        assert!(behind("A. Vos|, zaak-nr. 2024-17811").is_empty());
        assert!(behind("A. Vos| over artikel 5").is_empty());
    }
}
