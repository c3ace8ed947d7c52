//! Tables whose header tells that a column holds birth dates, staff numbers, user IDs,
//! extensions or rooms, so that cells need no label of their own.

use crate::model::{Category, Evidence, Likelihood, Span};
use crate::recognize::hit::Hit;
use crate::recognize::numbers::checksum;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::tokens::Tokens;

/// Most lines without cells within a table.
const GAP: usize = 4;

/// Letters in `september`, the longest month.
const LONGEST_MONTH: usize = 9;

/// What a column of user IDs is called while its cells are tested.
const USER: &str = "gebruikersnaam";

/// Whether a header has a column of people, so that a room is somebody's and not that of a building.
fn has_people(t: &Tokens<'_>, cells: &[(usize, usize)]) -> bool {
    cells.iter().any(|(start, end)| {
        let head: String =
            (*start..*end).filter(|i| t.is_word(*i)).map(|i| fold(t.word(i))).collect();
        ["naam", "medewerker", "functie", "toestel", "telefoon", "tst"]
            .iter()
            .any(|w| head.ends_with(w) || head.starts_with(w))
    })
}

/// Adds the cells below such headers.
pub(crate) fn run(t: &Tokens<'_>, out: &mut Vec<Hit>) {
    let mut columns: Vec<(usize, usize, Category)> = Vec::new();
    let mut empty = 0;
    for line in t.lines() {
        let cells = t.cells(line);
        if !cells.is_empty() {
            empty = 0;
            let heads: Vec<(usize, usize, Category)> = cells
                .iter()
                .enumerate()
                .filter_map(|(k, cell)| Some((k, cells.len(), header_category(t, *cell)?)))
                .filter(|(_, _, category)| *category != Category::ROOM || has_people(t, &cells))
                .collect();
            if heads.is_empty() {
                for column in &columns {
                    out.extend(cell_below(t, &cells, column));
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

/// The cell of a row in such a column, which is given as its index, the number of cells in its
/// header, and its category.
fn cell_below(
    t: &Tokens<'_>,
    cells: &[(usize, usize)],
    (column, count, category): &(usize, usize, Category),
) -> Option<Hit> {
    let mut fitting = cells.iter().filter(|cell| fits(t, **cell, category));
    let (start, end) = if *count == cells.len() {
        cells.get(*column).filter(|cell| fits(t, **cell, category))?
    } else if category.as_str() == USER {
        // Any word in lower case fits.
        return None;
    } else {
        // Cells broken across lines leave a row short: then the only cell that fits is it.
        fitting.next().filter(|_| fitting.next().is_none())?
    };
    let span = t.span(*start, *end);
    let category = if category.as_str() == USER { &Category::STAFF_NUMBER } else { category };
    Some(Hit::new(span, category.clone(), Likelihood::Certain, Evidence::of("kolom")))
}

/// The category that a header states for its column.
fn header_category(t: &Tokens<'_>, (start, end): (usize, usize)) -> Option<Category> {
    if end - start > 5 {
        return None;
    }
    let words: String = (start..end).filter(|i| t.is_word(*i)).map(|i| fold(t.word(i))).collect();
    match words.as_str() {
        "geboortedatum" | "gebdatum" | "gebdat" | "geb" | "geboren" | "geboortedag"
        | "dateofbirth" => Some(Category::BIRTH_DATE),
        // Two headers so close that they are one cell: `medewerker geb.`
        two if two.ends_with("geb") || two.ends_with("geboortedatum") => Some(Category::BIRTH_DATE),
        "personeelsnummer" | "personeelsnr" | "persnr" | "persnummer" | "medewerkernummer"
        | "medewerkernr" | "stamnummer" | "stamnr" | "dienstnummer" | "pnummer" | "pnr" => {
            Some(Category::STAFF_NUMBER)
        }
        "toestel" | "toestelnummer" | "toestelnr" | "tst" | "doorkies" | "doorkiesnummer"
        | "doorkiesnr" => Some(Category::PHONE),
        "kamer" | "kamernummer" | "kamernr" | "werkplek" => Some(Category::ROOM),
        "gebruikersnaam" | "gebruikersid" | "username" | "userid" | "inlognaam" | "loginnaam"
        | "login" | "accountnaam" | "useraccount" => Some(Category::new(USER)),
        _ => None,
    }
}

/// Whether a cell can hold a value of this category.
fn fits(t: &Tokens<'_>, (start, end): (usize, usize), category: &Category) -> bool {
    let span: Span = t.span(start, end);
    let text = t.text.get(span.start..span.end).unwrap_or_default();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if *category == Category::BIRTH_DATE {
        // A clause may hold the same numbers as a date.
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        (4..=8).contains(&digits) && letters <= LONGEST_MONTH && checksum::is_date(text)
    } else if *category == Category::ROOM {
        let floor = text.contains(['.', '-']) || text.starts_with(|c: char| c.is_alphabetic());
        (1..=5).contains(&digits) && text.len() <= 9 && (floor || digits == text.len())
    } else if category.as_str() == USER {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-\\".contains(c);
        (3..=24).contains(&text.len())
            && text.chars().all(plain)
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
    } else if *category == Category::PHONE {
        (3..=5).contains(&digits) && digits == text.len() && !text.starts_with('0')
    } else {
        // `20-03` is a day.
        let dated = text.contains(['-', '/', ':']) && digits <= 8;
        (4..=10).contains(&digits) && end - start <= 3 && !dated
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
        assert_eq!(found("Naam\tTst.\nA. Vos\t4417\nB. Bos\t\n"), ["4417"]);
        let staff = "Naam\tKamer\tGebruikersnaam\nA. Vos\tB2.14\tvosa\nB. Bos\t\t\n";
        assert_eq!(found(staff), ["B2.14", "vosa"]);
        assert!(found("Kamer\tOppervlak\nB2.14\t12\n").is_empty());
        let clause = "deze 4 gingen op 3 dagen met 1990";
        assert!(found(&format!("Nr\tNaam\tGeboren\n1\tA. Vos\t{clause}\n")).is_empty());
        assert!(found("Nr\tNaam\tDatum\n1\tA. Vos\t14-11-1990\n").is_empty());
        assert!(found("Naam\tGeboren\nA. Vos\tte Zwolle\n").is_empty());
    }
}
