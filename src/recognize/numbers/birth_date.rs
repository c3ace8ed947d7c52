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

/// A date behind a name in a row or list, of somebody that the line calls a child, a parent, a
/// client: `kind 1   Ilyas B.   14-05-2011`.
static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^\.?(?:,\s?|\s{1,24})(?:geb\.?\s?|\*\s?)?(?P<p>[0-3]?[0-9][-./][01]?[0-9][-./](?:(?:19|20)[0-9]{2}|[0-9]{2}))(?:[\s,;.)]|$)",
    )
    .ok()
});

/// Words for people whose birth dates are noted beside their names.
const RELATED: &[&str] = &[
    "bsn",
    "broer",
    "cliënt",
    "dochter",
    "echtgeno",
    "gezin",
    "jeugdige",
    "kind",
    "leerling",
    "moeder",
    "opgevende",
    "partner",
    "pasfoto",
    "patiënt",
    "vader",
    "verdachte",
    "zoon",
    "zus",
];

/// The date behind a name that ends at this byte, if its line is about such people.
fn behind_name(text: &str, name: Span) -> Option<Span> {
    let to = text.floor_char_boundary((name.end + ROW).min(text.len()));
    let behind = text.get(name.end..to)?.split('\n').next()?;
    let p = BEHIND.as_ref()?.captures(behind)?.name("p")?;
    let from = text.floor_char_boundary(name.start.saturating_sub(80));
    let front = text.get(from..name.start)?.rsplit('\n').next()?.to_lowercase();
    let rest = behind.get(p.end()..)?.to_lowercase();
    let related = RELATED.iter().any(|w| front.contains(w) || rest.contains(w));
    related.then(|| Span::new(name.end + p.start(), name.end + p.end()))
}

/// How far after a name a date in the same row is looked for, in bytes.
const ROW: usize = 90;

/// Adds such dates.
pub(crate) fn run(text: &str, hits: &mut Vec<Hit>) {
    let Some(date) = DATE.as_ref() else { return };
    let mut out = Vec::new();
    for name in hits.iter().filter(|h| h.category == Category::NAME) {
        if let Some(span) = behind_name(text, name.span) {
            let why = Evidence::of("datum bij een naam");
            let mut hit = Hit::new(span, Category::BIRTH_DATE, Likelihood::Likely, why);
            hit.role = name.role.clone();
            out.push(hit);
            continue;
        }
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
        assert_eq!(found("A.Vos   14-05-2011   bsn"), 1);
        assert_eq!(found("A.Vos   14-05-2011   besluit"), 0);
    }
}
