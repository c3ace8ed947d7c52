//! Texts that a script or formula puts together: `"Zand" + "meer"`, `"Zand" & CHAR(109)`.

use super::line::{Found, front};

/// Calls that give a character by its number, in small letters.
const BY_NUMBER: [&str; 9] = [
    "string.fromcharcode(",
    "string.fromcodepoint(",
    "fromcharcode(",
    "unichar(",
    "uniteken(",
    "char(",
    "chrw(",
    "chr(",
    "teken(",
];
/// Calls around a text that say nothing more.
const AROUND: [&str; 9] =
    ["t(", "text(", "tekst(", "trim(", "string(", "upper(", "lower(", "proper(", "n("];
/// What a text or formula has that puts the values of a list together.
const LISTS: [&str; 6] =
    ["concat", ".join(", "textjoin(", "tekst.samenvoegen(", "tekst.combineren(", "tekst.samenv("];
/// Longest list of numbers.
const MOST: usize = 1 << 16;
/// Longest stretch between two texts.
const LONGEST: usize = 200;

fn begins<'w>(rest: &str, words: &[&'w str]) -> Option<&'w str> {
    let same = |w: &&&str| rest.get(..w.len()).is_some_and(|r| r.eq_ignore_ascii_case(w));
    words.iter().find(same).copied()
}

/// Whether commas put texts together in this line.
pub(super) fn lists(line: &str) -> bool {
    let lower = line.to_lowercase();
    LISTS.iter().any(|word| lower.contains(word))
}

/// Characters by their numbers at the start of a text, which is the start of a word.
pub(super) fn by_number(rest: &str) -> Option<Found> {
    let call = begins(rest, &BY_NUMBER)?;
    let inner = rest.get(call.len()..)?;
    let end = front(inner, MOST).find(')')?;
    let mut letters = String::new();
    for number in inner.get(..end)?.split([',', ';']) {
        let number = number.trim();
        let code = match number.strip_prefix("0x").or_else(|| number.strip_prefix("0X")) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        letters.push(char::from_u32(code).filter(|c| !c.is_control() || *c == '\n')?);
    }
    Some(Found { letters, length: call.len() + end + 1, hides: true })
}

/// How much stands between two texts that are put together here: from the end of the one, in front
/// of its quote if it has one, to the start of the other.
pub(super) fn gap(rest: &str, lists: bool) -> Option<usize> {
    let quote = |c: char| matches!(c, '"' | '\'' | '`');
    let mut at = usize::from(rest.starts_with(quote));
    let mut joins = false;
    while at <= LONGEST {
        let tail = rest.get(at..)?;
        let c = tail.chars().next()?;
        if quote(c) {
            return joins.then_some(at + 1);
        }
        if by_number(tail).is_some() {
            return joins.then_some(at);
        }
        if let Some(word) = begins(tail, &AROUND) {
            at += word.len();
            continue;
        }
        if let Some(remark) = tail.strip_prefix("/*") {
            at += 4 + front(remark, LONGEST).find("*/")?;
            continue;
        }
        match c {
            '+' | '&' => joins = true,
            ',' | ';' if lists => joins = true,
            ' ' | '\t' | '\n' | '\r' | '(' | ')' | '$' | '{' | '}' => {}
            _ => return None,
        }
        at += c.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_texts_is_known() {
        for (between, length) in [
            ("\"+\"b", 3),
            ("' + 'b", 5),
            ("\"&\"b", 3),
            ("\"&T(\"b\")", 5),
            ("\")&CHAR(100)", 3),
            ("\" /* x */ + \"b", 13),
            (" & \"b", 4),
        ] {
            assert_eq!(gap(between, false), Some(length), "{between}");
        }
        assert_eq!(gap("\",\"b", true), Some(3));
        for none in ["\",\"b", "\" \"b", "\"", "\"+b", "\"+"] {
            assert_eq!(gap(none, false), None, "{none}");
        }
        assert_eq!(
            by_number("String.fromCharCode(90, 0x61)").map(|f| f.letters),
            Some("Za".into())
        );
        assert!(by_number("char(x)").is_none());
    }
}
