//! Tables whose head says what stands below it: a column of birth dates or of staff numbers, in which
//! no cell has a label of its own.

use super::check;
use super::hit::Hit;
use super::lexicon::fold;
use super::token::Tokens;
use crate::model::{Category, Evidence, Likelihood, Span};

/// How many lines without cells a table may hold before it is over.
const GAP: usize = 4;

/// Adds the cells below such heads.
pub(super) fn run(t: &Tokens<'_>, out: &mut Vec<Hit>) {
    let mut columns: Vec<(usize, usize, Category)> = Vec::new();
    let mut empty = 0;
    for line in t.lines() {
        let cells = t.cells(line);
        if !cells.is_empty() {
            empty = 0;
            let heads: Vec<(usize, usize, Category)> = cells
                .iter()
                .enumerate()
                .filter_map(|(k, cell)| Some((k, cells.len(), head(t, *cell)?)))
                .collect();
            if heads.is_empty() {
                for (k, _, category) in columns.iter().filter(|(_, n, _)| *n == cells.len()) {
                    if let Some(cell) = cells.get(*k) {
                        value(t, *cell, category, out);
                    }
                }
            } else {
                columns = heads;
            }
        } else {
            empty += 1;
            if empty > GAP {
                columns.clear();
            }
        }
    }
}

/// What a cell says of the column below it.
fn head(t: &Tokens<'_>, (start, end): (usize, usize)) -> Option<Category> {
    if end - start > 5 {
        return None;
    }
    let words: String = (start..end).filter(|i| t.is_word(*i)).map(|i| fold(t.word(i))).collect();
    match words.as_str() {
        "geboortedatum" | "gebdatum" | "gebdat" | "geb" | "geboren" | "geboortedag"
        | "dateofbirth" => Some(Category::BIRTH_DATE),
        "personeelsnummer" | "personeelsnr" | "persnr" | "persnummer" | "medewerkernummer"
        | "medewerkernr" | "stamnummer" | "stamnr" | "dienstnummer" | "pnummer" | "pnr" => {
            Some(Category::STAFF_NUMBER)
        }
        _ => None,
    }
}

fn value(t: &Tokens<'_>, (start, end): (usize, usize), category: &Category, out: &mut Vec<Hit>) {
    let span: Span = t.span(start, end);
    let text = t.text.get(span.start..span.end).unwrap_or_default();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = if *category == Category::BIRTH_DATE {
        digits >= 4 && check::by_name("datum").is_some_and(|valid| valid(text))
    } else {
        (4..=10).contains(&digits) && end - start <= 3
    };
    if fits {
        let why = Evidence::of("kolom");
        out.push(Hit::new(span, category.clone(), Likelihood::Certain, why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let tokens = Tokens::of(text);
        let mut out = Vec::new();
        run(&tokens, &mut out);
        out.into_iter().map(|h| &text[h.span.start..h.span.end]).collect()
    }

    #[test]
    fn the_head_speaks_for_its_column() {
        let table = "Nr\tNaam\tGeb.datum\tPers.nr.\n1\tA. Vos\t14-11-1990\t004411\n2\tB. Bos\t1-1-1993\t-\n";
        assert_eq!(found(table), ["14-11-1990", "004411", "1-1-1993"]);
        assert!(found("Nr\tNaam\tDatum\n1\tA. Vos\t14-11-1990\n").is_empty());
        assert!(found("Naam\tGeboren\nA. Vos\tte Zwolle\n").is_empty());
    }
}
