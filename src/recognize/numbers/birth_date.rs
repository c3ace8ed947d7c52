//! A date in brackets right after a name: `Jan de Vries (12-03-1980)`.

use crate::model::{Category, Evidence, Likelihood, Span};
use crate::recognize::hit::Hit;
use regex::Regex;
use std::sync::LazyLock;

/// How far after a name its date may end, in bytes.
const REACH: usize = 24;

/// Years in which a letter of the document itself can hardly have been written.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\s?\((?:geb\.?\s?|\*\s?)?(?P<p>[0-3]?[0-9][-./][01]?[0-9][-./]19[2-9][0-9])\)")
        .ok()
});

/// Adds such dates.
pub(crate) fn run(text: &str, hits: &mut Vec<Hit>) {
    let Some(date) = DATE.as_ref() else { return };
    let mut out = Vec::new();
    for name in hits.iter().filter(|h| h.category == Category::NAME) {
        let to = text.floor_char_boundary((name.span.end + REACH).min(text.len()));
        let behind = text.get(name.span.end..to).unwrap_or_default();
        let Some(p) = date.captures(behind).and_then(|c| c.name("p")) else { continue };
        let span = Span::new(name.span.end + p.start(), name.span.end + p.end());
        let why = Evidence::of("datum bij een naam");
        let mut hit = Hit::new(span, Category::BIRTH_DATE, Likelihood::Likely, why);
        hit.role = name.role.clone();
        out.push(hit);
    }
    hits.append(&mut out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_birth_but_not_of_a_letter() {
        let found = |text: &str| {
            let why = Evidence::of("titel");
            let mut hits =
                vec![Hit::new(Span::new(0, 5), Category::NAME, Likelihood::Certain, why)];
            run(text, &mut hits);
            hits.len() - 1
        };
        assert_eq!(found("A.Vos (12-03-1980) woont"), 1);
        assert_eq!(found("A.Vos (12-03-2018) schrijft"), 0);
        assert_eq!(found("A.Vos, brief (12-03-1980)"), 0);
    }
}
