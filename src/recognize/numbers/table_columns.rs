//! Tables whose header tells that a column holds birth dates, staff numbers, user IDs, telephone
//! numbers or BSNs that lost their zero as numbers do, extensions or rooms, so that cells need no label of their own.

use crate::model::{Category, Evidence, Likelihood, Span};
use crate::recognize::hit::Hit;
use crate::recognize::numbers::checksum;
use crate::recognize::text::grid::{self, Header, Row};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::tokens::Tokens;

/// Most lines without cells within a table.
const GAP: usize = 4;

/// Letters in `september`, the longest month.
const LONGEST_MONTH: usize = 9;

/// What a column of user IDs is called while its cells are tested.
const USER: &str = "gebruikersnaam";

/// What a column of whole telephone numbers is called while its cells are tested.
const NUMBER: &str = "telefoonkolom";

/// What is found in a column of this category.
fn found_in(category: &Category) -> Category {
    match category.as_str() {
        USER => Category::STAFF_NUMBER,
        NUMBER => Category::PHONE,
        _ => category.clone(),
    }
}

/// Whether a column says something of people only beside a column of people: a room may be that of a
/// building, a number on a card that of a visitor.
fn needs_people(category: &Category) -> bool {
    *category == Category::ROOM || *category == Category::ADDRESS
}

/// Whether a row has nothing but headers, and not a field and its value: no digits, and as many
/// cells as a table with addresses has.
fn is_header(t: &Tokens<'_>, cells: &[(usize, usize)]) -> bool {
    let plain = |(start, end): &(usize, usize)| {
        let span = t.span(*start, *end);
        let cell = t.text.get(span.start..span.end).unwrap_or_default();
        !cell.bytes().any(|b| b.is_ascii_digit() || b == b':')
    };
    cells.len() >= 4 && cells.iter().all(plain)
}

/// Whether a header has a column of people.
fn has_people(t: &Tokens<'_>, cells: &[(usize, usize)]) -> bool {
    cells.iter().any(|(start, end)| {
        let head: String =
            (*start..*end).filter(|i| t.is_word(*i)).map(|i| fold(t.word(i))).collect();
        ["naam", "medewerker", "functie", "toestel", "telefoon", "tst", "bewoner", "aanvrager"]
            .iter()
            .any(|w| head.ends_with(w) || head.starts_with(w))
    })
}

/// The columns of a table that hold such values.
struct Columns {
    header: Header,
    /// The indexes of the columns, and their categories.
    wanted: Vec<(usize, Category)>,
}

/// Adds the cells below such headers.
pub(crate) fn run(t: &Tokens<'_>, out: &mut Vec<Hit>) {
    let mut columns: Option<Columns> = None;
    let mut empty = 0;
    for line in t.lines() {
        let row = grid::row(t, line);
        if row.cells.is_empty() {
            empty += 1;
            if empty > GAP {
                columns = None;
            }
            continue;
        }
        empty = 0;
        let wanted: Vec<(usize, Category)> = row
            .cells
            .iter()
            .enumerate()
            .filter_map(|(k, cell)| Some((k, header_category(t, *cell)?)))
            .filter(|(_, category)| !needs_people(category) || has_people(t, &row.cells))
            .filter(|(_, category)| *category != Category::ADDRESS || is_header(t, &row.cells))
            .collect();
        if !wanted.is_empty() {
            columns = Some(Columns { header: Header::of(row), wanted });
        } else if let Some(columns) = &columns {
            columns.add_row(t, &row, out);
        }
    }
}

impl Columns {
    /// Adds the cells of a row.
    fn add_row(&self, t: &Tokens<'_>, row: &Row, out: &mut Vec<Hit>) {
        for (column, category) in &self.wanted {
            let below = self.header.cell(row, *column, false);
            let found = below.filter(|cell| fits(t, *cell, category)).or_else(|| {
                // Cells broken across lines leave a row short: then the only cell that fits is it.
                // Any word in lower case fits a user ID, and any number a BSN.
                let sure = category.as_str() != USER && *category != Category::BSN;
                let short = sure && !self.header.is_full(row);
                let mut fitting =
                    row.cells.iter().filter(|cell| short && fits_alone(t, **cell, category));
                fitting.next().filter(|_| fitting.next().is_none()).copied()
            });
            let Some((start, end)) = found else { continue };
            let why = Evidence::of("kolom");
            out.push(Hit::new(t.span(start, end), found_in(category), Likelihood::Certain, why));
        }
    }
}

/// The category that a header states for its column.
fn header_category(t: &Tokens<'_>, (start, end): (usize, usize)) -> Option<Category> {
    // `vast (088 443..)`: the number of the office stands in brackets behind the head.
    let end = (start + 1..end).find(|i| t.is(*i, '(')).unwrap_or(end);
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
        | "medewerkernr" | "medewerkerid" | "stamnummer" | "stamnr" | "dienstnummer"
        | "dienstnr" | "ppnr" | "pnummer" | "pnr" | "pasnummer" | "pasnr" | "badgenummer"
        | "badgenr" | "badge" | "legitimatienummer" | "legitimatienr" | "boanummer" | "boanr"
        | "employeeid" | "employeeno" | "staffid" | "salarisnummer" => Some(Category::STAFF_NUMBER),
        "straat" | "straatnaam" | "woonadres" | "huisnummer" | "huisnr" | "hnr" | "postcode"
        | "pc" => Some(Category::ADDRESS),
        "toestel" | "toestelnummer" | "vast" | "verkortnummer" | "verkort" | "ext"
        | "extension" | "intern" | "toestelnr" | "tst" | "doorkies" | "doorkiesnummer"
        | "doorkiesnr" => Some(Category::PHONE),
        "telefoon" | "telefoonnummer" | "telefoonnr" | "tel" | "telnr" | "telnummer" | "mobiel"
        | "mobielnummer" | "mobielnr" | "mobieletelefoon" | "mob" | "gsm" | "phone" | "mobile"
        | "mobilephone" | "phonenumber" | "telefoonprive" | "telprive" | "telefoonthuis"
        | "telefoonwerk" | "telefoonmobiel" | "nummer06" | "06" | "06nummer" => {
            Some(Category::new(NUMBER))
        }
        "bsn"
        | "bsnnr"
        | "bsnnummer"
        | "burgerservicenummer"
        | "burgerservicenr"
        | "sofi"
        | "sofinummer"
        | "sofinr" => Some(Category::BSN),
        "kamer" | "kamernummer" | "kamernr" | "werkplek" => Some(Category::ROOM),
        "gebruikersnaam" | "gebruikersid" | "username" | "userid" | "inlognaam" | "loginnaam"
        | "login" | "accountnaam" | "useraccount" | "samaccountname" | "uid" | "logonname"
        | "inlogcode" | "accountid" | "userprincipalname" => Some(Category::new(USER)),
        _ => None,
    }
}

/// The same of a cell of which nobody knows the column: of numbers that lost their zero only those of mobile
/// telephones.
fn fits_alone(t: &Tokens<'_>, cell: (usize, usize), category: &Category) -> bool {
    let span = t.span(cell.0, cell.1);
    let text = t.text.get(span.start..span.end).unwrap_or_default();
    let mobile = text.starts_with('6') || text.starts_with("316");
    fits(t, cell, category) && (category.as_str() != NUMBER || mobile)
}

/// Whether a cell can hold a value of this category.
fn fits(t: &Tokens<'_>, (start, end): (usize, usize), category: &Category) -> bool {
    let span: Span = t.span(start, end);
    let text = t.text.get(span.start..span.end).unwrap_or_default();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if *category == Category::BIRTH_DATE {
        // A clause may hold the same numbers as a date.
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        // `Datum: 31-05-2022` below the table is a field of its own.
        let field = text.contains(':');
        (4..=8).contains(&digits) && letters <= LONGEST_MONTH && !field && checksum::is_date(text)
    } else if *category == Category::ROOM {
        let floor = text.contains(['.', '-']) || text.starts_with(|c: char| c.is_alphabetic());
        (1..=5).contains(&digits) && text.len() <= 9 && (floor || digits == text.len())
    } else if *category == Category::ADDRESS {
        let letters = text.chars().any(char::is_alphabetic);
        let street = letters && text.len() > 3 && text.starts_with(|c: char| !c.is_lowercase());
        let number = (1..=5).contains(&digits) && text.len() <= 8;
        (street || number) && text.len() <= 48 && !text.contains('@')
    } else if category.as_str() == NUMBER {
        lost_its_zero(text)
    } else if *category == Category::BSN {
        // With its zero it is found by itself.
        digits == text.len()
            && (7..=8).contains(&digits)
            && !text.starts_with('0')
            && checksum::is_bsn(&format!("{text:0>9}"))
    } else if category.as_str() == USER {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-\\".contains(c);
        (3..=24).contains(&text.len())
            && text.chars().all(plain)
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
    } else if *category == Category::PHONE {
        (3..=5).contains(&digits) && digits == text.len() && !text.starts_with('0')
    } else {
        // `20-03` is a day.
        let coded = text.starts_with(|c: char| c.is_ascii_uppercase());
        let dated = text.contains(['-', '/', ':']) && digits <= 8 && !coded;
        // `50.000`, `€ 50.000`: an amount.
        let amount = text.contains(['€', ','])
            || text.split('.').count() > 1
                && text
                    .split('.')
                    .skip(1)
                    .all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
        (4..=10).contains(&digits) && end - start <= 3 && !dated && !amount
    }
}

/// Whether this is a Dutch telephone number without the zero or plus that programs take off a number.
fn lost_its_zero(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '\u{a0}');
    if !text.chars().all(sign) {
        return false;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let own = digits.strip_prefix("31").filter(|rest| rest.len() == 9).unwrap_or(&digits);
    own.len() == 9 && matches!(own.bytes().next(), Some(b'1'..=b'9'))
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
    fn numbers_that_lost_their_zero_are_known_by_their_head() {
        let sheet = "Naam\tTelefoon\tBSN\tZaak\nA. Vos\t612345678\t12345672\t612345678\nB. Bos\t31612345678\t123456782\t12345672\nC. Bos\t6 12345678\t\t1\nD. Bos\t2024\t2024\t1\n";
        assert_eq!(found(sheet), ["612345678", "12345672", "31612345678", "6 12345678"]);
        let short = "Zaak\tNaam\tTel\tBSN\n202500411\tA. Vos\n12345672\tB. Bos\n1\t612345678\n";
        assert_eq!(found(short), ["612345678"]);
        assert!(found("Naam\tBSN\nA. Vos\t12345678\n").is_empty());
        let list = "zaak;naam;tel\nZ2025-1;Bos;301234567\n";
        assert_eq!(found(list), ["301234567"]);
    }

    #[test]
    fn the_head_speaks_for_its_column() {
        let spaced = "Pers.nr  Naam        Geb.datum   Schaal\n100482   Vos-Quist   11-08-1960  5\n100517   Bos         30-01-1974  8\n";
        assert_eq!(found(spaced), ["100482", "11-08-1960", "100517", "30-01-1974"]);
        let holes = "Naam          Toestel  Mobiel       Kamer\nA. Vos        8611     06-12345678  1.14\nB. Bos        8619                  2.07\nC. Dijk                             2.11\n";
        assert_eq!(found(holes), ["8611", "1.14", "8619", "2.07", "2.11"]);
        let table = "Nr\tNaam\tGeb.datum\tPers.nr.\n1\tA. Vos\t14-11-1990\t004411\n2\tB. Bos\t1-1-1993\t-\n";
        assert_eq!(found(table), ["14-11-1990", "004411", "1-1-1993"]);
        let badges =
            "Naam\tPasnummer\tVanaf\nA. Vos\tSWL-0441\t01-06-2023\nB. Bos\tSWL-0447\t01-06-2023\n";
        assert_eq!(found(badges), ["SWL-0441", "SWL-0447"]);
        assert_eq!(found("Naam\tTst.\nA. Vos\t4417\nB. Bos\t\n"), ["4417"]);
        let sheet = "PERSNR;ACHTERNAAM;VRL;GEB_DATUM;STRAAT;HNR;PC;OPM\n\
            00431;Vos;R.;1979-11-03;Kerkstraat;112;5046 LG;\n00432;\"Bos;Dijk\";;1966-02-28;;;;x\n";
        assert_eq!(
            found(sheet),
            ["00431", "1979-11-03", "Kerkstraat", "112", "5046 LG", "00432", "1966-02-28"]
        );
        assert!(found("Object;Straat;Aantal\nSchool;Kerkstraat;12\n").is_empty());
        let staff = "Naam\tKamer\tGebruikersnaam\nA. Vos\tB2.14\tvosa\nB. Bos\t\t\n";
        assert_eq!(found(staff), ["B2.14", "vosa"]);
        assert!(found("Kamer\tOppervlak\nB2.14\t12\n").is_empty());
        let clause = "deze 4 gingen op 3 dagen met 1990";
        assert!(found(&format!("Nr\tNaam\tGeboren\n1\tA. Vos\t{clause}\n")).is_empty());
        assert!(found("Nr\tNaam\tDatum\n1\tA. Vos\t14-11-1990\n").is_empty());
        assert!(found("Naam\tGeboren\nA. Vos\tte Zwolle\n").is_empty());
    }
}
