//! How wide letters are, by guess: to see whether a text set the width of a column.

/// Width of a letter in thousandths of its size, about as in the fonts of letters.
fn of(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' => 240,
        'f' | 't' | 'r' | ' ' | '\u{a0}' | '(' | ')' | '-' | '/' => 310,
        'm' | 'M' | 'w' | 'W' | '@' | '%' => 840,
        'A'..='Z' => 640,
        _ => 520,
    }
}

/// Width of a text in twentieths of a point, with letters of this many half points.
pub(super) fn of_text(text: &str, half_points: u32) -> u32 {
    let thousandths = text.chars().map(of).fold(0_u32, u32::saturating_add);
    thousandths.saturating_mul(half_points) / 100
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn a_letter_of_eleven_points_is_about_five_and_a_half_wide() {
        assert_eq!(of_text("abcde", 22), 572);
        assert!(of_text("Willem", 22) < of_text("Willem", 24));
        assert_eq!(of_text("", 22), 0);
    }
}
