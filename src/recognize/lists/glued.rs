//! Where an entry of a list begins and ends in a text: as a word of its own, by a change of case within
//! a longer one (`heerKwispelaer`), or as the surname in a user name (`rkwispelaer`).

use crate::model::Span;

/// Most letters that a user name has in front of a surname, and behind it.
const INITIALS: (usize, usize) = (3, 2);

/// How an entry stands among its neighbors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// As a word.
    Word,
    /// In a word that begins or ends with it, as the user names of organizations do: this one.
    UserName(Span),
    /// Otherwise within a longer word.
    Within,
}

/// How the entry at a span stands in its text. Only a `long` one is looked for within other words.
pub(super) fn stand(text: &str, span: Span, long: bool) -> Stand {
    if is_whole_word(text, span) || (long && has_case_of_its_own(text, span)) {
        return Stand::Word;
    }
    match user_name(text, span).filter(|_| long) {
        Some(whole) => Stand::UserName(whole),
        None => Stand::Within,
    }
}

/// The characters before a span, from the nearest on.
fn before(text: &str, span: Span) -> impl Iterator<Item = char> {
    text.get(..span.start).unwrap_or_default().chars().rev()
}

/// The characters behind a span.
fn after(text: &str, span: Span) -> impl Iterator<Item = char> {
    text.get(span.end..).unwrap_or_default().chars()
}

/// Whether the match is not part of a longer word or number.
pub(super) fn is_whole_word(text: &str, span: Span) -> bool {
    let inside = text.get(span.start..span.end).unwrap_or_default();
    let joined =
        |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| in_one_word(a, b));
    !joined(before(text, span).next(), inside.chars().next())
        && !joined(inside.chars().next_back(), after(text, span).next())
}

/// Whether the letters beside the match are set apart from it by their case: `heerKwispelaer`,
/// `KwispelaerEnZoon`, `RKwispelaer`, `KWISPELAERs`.
fn has_case_of_its_own(text: &str, span: Span) -> bool {
    let inside = text.get(span.start..span.end).unwrap_or_default();
    let mut head = inside.chars();
    let (first, second) = (head.next(), head.next());
    let mut tail = inside.chars().rev();
    let (last, last_but_one) = (tail.next(), tail.next());
    let mut front = before(text, span);
    let (near, far) = (front.next(), front.next());
    let next = after(text, span).next();
    let upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let apart =
        |a: Option<char>, b: Option<char>| !a.zip(b).is_some_and(|(a, b)| in_one_word(a, b));
    let begins = apart(near, first)
        || (upper(first) && (lower(near) || lower(second)))
        || (lower(first) && upper(near) && upper(far));
    let ends = apart(last, next)
        || (lower(last) && upper(next))
        || (upper(last) && upper(last_but_one) && lower(next));
    begins && ends
}

/// The word that the match is the surname of, if it is made as user names are: one to three letters in
/// front, or one or two behind it and then a digit or `@`, all of one case.
fn user_name(text: &str, span: Span) -> Option<Span> {
    let (in_front, behind) = INITIALS;
    let inside = text.get(span.start..span.end)?;
    let front: Vec<char> =
        before(text, span).take_while(|c| c.is_alphabetic()).take(in_front + 1).collect();
    let back: Vec<char> =
        after(text, span).take_while(|c| c.is_alphabetic()).take(behind + 1).collect();
    let mut all = front.iter().copied().chain(inside.chars()).chain(back.iter().copied());
    let one_case = all.clone().all(char::is_lowercase) || all.all(char::is_uppercase);
    let next = after(text, span).nth(back.len());
    let marked = next.is_some_and(|c| c == '@' || c.is_ascii_digit());
    let made = match (front.len(), back.len()) {
        (1.., 0) => front.len() <= in_front,
        (0, 1..) => back.len() <= behind && marked,
        _ => false,
    };
    let bytes = |letters: &[char]| letters.iter().map(|c| c.len_utf8()).sum::<usize>();
    (one_case && made).then(|| Span::new(span.start - bytes(&front), span.end + bytes(&back)))
}

/// Whether two adjacent characters belong to one word: letters of the same script, or digits.
/// Scripts without spaces have no word boundaries.
fn in_one_word(a: char, b: char) -> bool {
    let kind = |c: char| match c {
        _ if !c.is_alphanumeric() => 0,
        _ if c.is_numeric() => 1,
        '\0'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}' => 2,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => 3,
        '\u{400}'..='\u{52F}' => 4,
        '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => 5,
        '\u{600}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => 6,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => 0,
        '\u{2E80}'.. => 0,
        _ => 7,
    };
    kind(a) == kind(b) && kind(a) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Stand {
        let start = text.to_lowercase().find("kwispelaer").expect("planted");
        stand(text, Span::new(start, start + "kwispelaer".len()), true)
    }

    #[test]
    fn a_change_of_case_is_a_border() {
        for text in [
            "heerKwispelaer",
            "KwispelaerDit",
            "heerJanKwispelaerDit",
            "RKwispelaer",
            "heerKWISPELAER",
            "KWISPELAERs",
            "HEERkwispelaer",
            "Kwispelaer2",
        ] {
            assert_eq!(of(text), Stand::Word, "{text}");
        }
    }

    #[test]
    fn letters_of_one_case_around_a_surname_are_a_user_name_or_another_word() {
        for (text, at) in [
            ("rkwispelaer@x.nl", 0..11),
            ("door jvkwispelaer.", 5..17),
            ("kwispelaerr01", 0..11),
            ("RKWISPELAER", 0..11),
        ] {
            assert_eq!(of(text), Stand::UserName(Span::new(at.start, at.end)), "{text}");
        }
        for text in
            ["Kwispelaers", "kwispelaers", "Kwispelaerstraat", "oudkwispelaertje", "Rkwispelaer"]
        {
            assert_eq!(of(text), Stand::Within, "{text}");
        }
        assert_eq!(stand("heerBos", Span::new(4, 7), false), Stand::Within);
    }
}
