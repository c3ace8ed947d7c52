//! Where a picture of a signature may stand in a Word document: how large it is drawn, and in which column of
//! a table (ECMA-376 part 1, 17.4, 20.4.2.7).

use crate::formats::scan::signature::{self, Cue};

/// English Metric Units in a point.
const POINT: f64 = 12_700.0;
/// Width from which a drawing goes across the page, in points.
const BAND: f64 = 430.0;
/// How far in front of its reference the size of a drawing stands, in bytes.
const BEFORE: usize = 3_000;
/// Most bytes of a table in front of a picture.
const TABLE: usize = 400_000;
/// Most letters of a label that heads a column.
const HEAD: usize = 24;

/// Whether a drawing may be a signature by its width: a band across the page is none.
pub(super) fn has_size(text: &str, at: usize) -> bool {
    size(text, at).is_none_or(|(width, _)| width <= BAND)
}

/// Whether a drawing stands in a table, in a column whose head is a label of initials or signatures.
pub(super) fn heads_initials(text: &str, at: usize) -> bool {
    let small = size(text, at).is_none_or(|(width, height)| width <= 330.0 && height <= 170.0);
    small
        && head(text, at).is_some_and(|head| {
            head.chars().count() <= HEAD && signature::cue(&head) == Some(Cue::Label)
        })
}

/// Width and height of the drawing in which this place is, in points.
fn size(text: &str, at: usize) -> Option<(f64, f64)> {
    let before = text.get(..at)?;
    let drawing = before.rfind("<w:drawing")?;
    if before.len() - drawing > BEFORE || before.get(drawing..)?.contains("</w:drawing") {
        return None;
    }
    let extent = before.get(drawing..)?.split_once("extent ")?.1.split('>').next()?;
    let side = |name: &str| {
        let (_, value) = extent.split_once(name)?;
        value.split('"').next()?.parse::<f64>().ok().map(|side| side / POINT)
    };
    Some((side("cx=\"")?, side("cy=\"")?))
}

/// The text in the first row of the table around this place, in the same column.
fn head(text: &str, at: usize) -> Option<String> {
    let before = text.get(..at)?;
    let table = before.rfind("<w:tbl>").or_else(|| before.rfind("<w:tbl "))?;
    let inside = before.get(table..)?;
    if inside.len() > TABLE || inside.contains("</w:tbl>") {
        return None;
    }
    let cells = |row: &str| row.matches("<w:tc>").count() + row.matches("<w:tc ").count();
    let last = inside.rfind("<w:tr>").max(inside.rfind("<w:tr "))?;
    let column = cells(inside.get(last..)?).checked_sub(1)?;
    let row = inside.split("</w:tr>").next().filter(|row| row.len() < last)?;
    let mut rest = row;
    for _ in 0..=column {
        let plain = rest.find("<w:tc>").into_iter().chain(rest.find("<w:tc ")).min()?;
        rest = rest.get(plain + 1..)?;
    }
    let cell = rest.split("</w:tc>").next()?;
    let letters = cell.split("<w:t").skip(1).filter_map(|piece| {
        let (tag, text) = piece.split_once('>')?;
        let is_text = tag.is_empty() || tag.starts_with(' ');
        is_text.then(|| text.split('<').next().unwrap_or_default())
    });
    Some(letters.collect::<String>().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: &str = r#"<w:drawing><wp:inline><wp:extent cx="480000" cy="324000"/>"#;

    fn table(head: &str) -> String {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{EXTENT}",
            cell("Naam"),
            cell(head),
            cell("Noor")
        )
    }

    #[test]
    fn initials_stand_in_the_column_of_their_label() {
        for (head, signs) in [("Paraaf", true), ("Handtekening", true), ("Datum", false)] {
            let text = table(head);
            assert_eq!(heads_initials(&text, text.len()), signs, "{head}");
        }
        let after = format!("{}</w:tc></w:tr></w:tbl>{EXTENT}", table("Paraaf"));
        assert!(!heads_initials(&after, after.len()));
        assert!(!heads_initials(EXTENT, EXTENT.len()) && !heads_initials("", 0));
    }

    #[test]
    fn a_band_across_the_page_is_no_signature() {
        assert!(has_size(EXTENT, EXTENT.len()) && has_size("", 0));
        let band = EXTENT.replace("480000", "6363100");
        assert!(!has_size(&band, band.len()));
    }
}
