//! Hyphens at the end of a line: of a word that is broken there, or of a double name.

/// Words that may follow the hyphen of a double name at the end of a line.
const PARTICLES: &[&str] = &["van", "de", "der", "den", "ter", "ten", "te", "het", "von", "la"];

/// Whether a character is a hyphen that may break a word.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// For a hyphen that may only break a word across lines: whether it stays, and how many bytes to
/// skip.
pub(super) fn line_break_hyphen(
    before: Option<char>,
    hyphen: char,
    rest: &str,
) -> Option<(bool, usize)> {
    if !before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let tail = rest.get(hyphen.len_utf8()..)?;
    let gap = tail.trim_start_matches([' ', '\t', '\u{a0}']);
    let line = gap.strip_prefix("\r\n").or_else(|| gap.strip_prefix(['\n', '\r']))?;
    let next = line.trim_start_matches([' ', '\t', '\u{a0}']);
    let letter = next.chars().next()?;
    let step = rest.len() - next.len();
    if hyphen == '\u{ad}' {
        return Some((false, step));
    }
    if !letter.is_alphanumeric() {
        return None;
    }
    let word = next.split_whitespace().next().unwrap_or_default();
    let lower = letter.is_lowercase() && before.is_some_and(char::is_alphabetic);
    Some((!lower || PARTICLES.contains(&word), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_name_keeps_its_hyphen() {
        let at = |rest: &str| line_break_hyphen(Some('e'), '-', rest);
        assert_eq!(at("-\n  ven komt"), Some((false, 4)));
        assert_eq!(at("-\nBouwmeester"), Some((true, 2)));
        assert_eq!(at("-\nvan Dam"), Some((true, 2)));
        assert_eq!(at("- ven"), None);
        assert_eq!(line_break_hyphen(Some(' '), '-', "-\nven"), None);
    }
}
