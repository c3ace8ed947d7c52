//! Marks of notes behind words: the raised number of a footnote is no part of a name.

/// Endings of streets: a number behind one is that of a house.
const STREETS: [&[u8]; 14] = [
    b"straat",
    b"laan",
    b"weg",
    b"plein",
    b"kade",
    b"gracht",
    b"dijk",
    b"hof",
    b"singel",
    b"steeg",
    b"pad",
    b"dreef",
    b"markt",
    b"plantsoen",
];

/// The length of the number of a note that stands right behind a word with a capital, `Bosman3`; 0
/// if there is none. The number of a file, a house or an address of mail is none.
pub(crate) fn mark_of_a_note(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or_default();
    let small = before.iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let capital = before.len().checked_sub(small + 1).and_then(|i| before.get(i));
    let street = || STREETS.iter().any(|ending| before.ends_with(ending));
    if small < 3 || !capital.is_some_and(u8::is_ascii_uppercase) || street() {
        return 0;
    }
    let after = bytes.get(at..).unwrap_or_default();
    let digits = after.iter().take_while(|b| b.is_ascii_digit()).count();
    let mut next = after.iter().skip(digits);
    let ends =
        |b: Option<&u8>| b.is_none_or(|b| !b.is_ascii_alphanumeric() && !b"@_-/\\#".contains(b));
    let dotted = matches!(next.clone().next(), Some(b'.' | b':'));
    let alone = digits <= 2 && ends(next.next()) && (!dotted || ends(next.next()));
    if alone { digits } else { 0 }
}

/// Stands before the mark of a note in text whose format says that it is one.
pub(crate) const MARK: char = '\u{2063}';

/// The length of a mark of a note behind a word, of up to two digits or one letter; 0 if it is none.
pub(crate) fn told_mark(before: Option<char>, rest: &str) -> usize {
    let behind_word = before.is_some_and(char::is_alphabetic);
    let Some(mark) = rest.strip_prefix(MARK).filter(|_| behind_word) else { return 0 };
    let word: usize = mark.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let own = mark.get(..word).unwrap_or_default();
    let short = own.chars().count() == 1 || (word <= 2 && own.bytes().all(|b| b.is_ascii_digit()));
    if short { MARK.len_utf8() + word } else { 0 }
}
