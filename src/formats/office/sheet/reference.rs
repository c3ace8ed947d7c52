//! The places of cells: `C14`.

/// The last row and column that a sheet can have, counted from 0.
pub(crate) const LAST: (u32, u32) = (1_048_575, 16_383);

/// Row and column, from 0, of a reference such as `C14`.
pub(crate) fn place(reference: &str) -> Option<(u32, u32)> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, digits) = reference.split_at_checked(letters)?;
    let mut column = 0u32;
    for b in letters.bytes() {
        column = column.checked_mul(26)?.checked_add(u32::from(b - b'A') + 1)?;
    }
    let row: u32 = digits.parse().ok()?;
    let (row, column) = (row.checked_sub(1)?, column.checked_sub(1)?);
    (row <= LAST.0 && column <= LAST.1).then_some((row, column))
}

/// A row and column, from 0, as a reference: `C14`.
pub(crate) fn name_of((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_go_both_ways() {
        for reference in ["A1", "Z9", "AA10", "AZ27", "XFD1048576"] {
            assert_eq!(place(reference).map(name_of).as_deref(), Some(reference));
        }
        for reference in ["", "A", "1", "A0", "XFE1", "A1048577", "a1", "A-1", "AAAAAAAA1"] {
            assert_eq!(place(reference), None, "{reference}");
        }
    }
}
