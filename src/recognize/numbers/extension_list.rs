//! Extensions beside names in a list of telephones without heads: `Vos, Noor   geluid   4131
//! 06-50021140`.

use crate::model::Span;
use crate::model::{Category, Evidence, Likelihood, Role};
use crate::recognize::hit::Hit;

/// Words for such a list, in lower case.
const LISTS: &[&str] =
    &["telefoonlijst", "bellijst", "telefoongids", "verkort intern", "toestellijst"];

/// Most bytes of a row behind a name.
const ROW: usize = 90;

/// Adds numbers of four digits that are a cell of their own behind a name.
pub(crate) fn run(text: &str, hits: &mut Vec<Hit>) {
    let head = text.get(..text.floor_char_boundary(600.min(text.len()))).unwrap_or_default();
    let head = head.to_lowercase();
    if !LISTS.iter().any(|list| head.contains(list)) {
        return;
    }
    let mut out = Vec::new();
    for hit in hits.iter().filter(|h| h.category == Category::NAME) {
        let to = text.floor_char_boundary((hit.span.end + ROW).min(text.len()));
        let row = text.get(hit.span.end..to).and_then(|r| r.split('\n').next()).unwrap_or_default();
        if let Some((at, len)) = extension(row) {
            let span = Span::new(hit.span.end + at, hit.span.end + at + len);
            let why = Evidence::of("toestel");
            let mut found = Hit::new(span, Category::PHONE, Likelihood::Likely, why);
            found.role = if hit.role == Role::UNKNOWN { Role::OFFICIAL } else { hit.role.clone() };
            out.push(found);
        }
    }
    hits.append(&mut out);
}

/// The first word of a row that is four digits behind two spaces or a tab: its offset and length.
fn extension(row: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for word in row.split_inclusive(char::is_whitespace) {
        let digits = word.trim_end();
        let cell =
            row.get(..at).is_some_and(|front| front.ends_with("  ") || front.ends_with('\t'));
        if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) && cell {
            return Some((at, 4));
        }
        at += word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_behind_a_name() {
        let text = "INTERNE TELEFOONLIJST\nVos, Noor       geluid      4131     06-50021140\nRuimte 2      4450\n";
        let name = Span::new(22, 31);
        let mut hits =
            vec![Hit::new(name, Category::NAME, Likelihood::Certain, Evidence::of("kolom"))];
        run(text, &mut hits);
        let found: Vec<&str> =
            hits.iter().skip(1).map(|h| &text[h.span.start..h.span.end]).collect();
        assert_eq!(found, ["4131"]);
        let plain = text.replace("TELEFOONLIJST", "NOTULEN EN ZO");
        let mut hits =
            vec![Hit::new(name, Category::NAME, Likelihood::Certain, Evidence::of("kolom"))];
        run(&plain, &mut hits);
        assert_eq!(hits.len(), 1);
    }
}
