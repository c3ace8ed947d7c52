//! What the grouping of digits says: dates, ranges of pages and decimals hold as many digits as
//! phone numbers, but are divided elsewhere.

use crate::recognize::numbers::checksum;

/// Country codes of two digits; the others have three, except `1` and `7`.
const COUNTRIES: &[u8] = &[
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56,
    57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
];

/// The first two digits of country codes of three digits.
const REGIONS: &[u8] =
    &[21, 22, 23, 24, 25, 26, 29, 35, 37, 38, 42, 50, 59, 67, 68, 69, 85, 88, 96, 97, 99];

/// The digit that a character of a number is, with the letters for which OCR takes a zero or a one.
pub(crate) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'o' | 'O' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    }
}

/// Digits without a mark between them, and what separates them from the group before.
struct Group<'a> {
    digits: &'a str,
    mark: &'a str,
}

/// Whether digits grouped like this can be a phone number; `foreign` if it is not a Dutch one.
pub(crate) fn fits(number: &str, foreign: bool) -> bool {
    let groups = groups(number);
    if has_date(&groups) || has_range(&groups) || has_broken_end(&groups) {
        return false;
    }
    if foreign {
        return is_foreign(number, &groups);
    }
    let international = number.starts_with('+') || number.starts_with("00");
    let bracketed = number.starts_with('(') && !number.starts_with("(0)");
    international || bracketed || keeps_area(number, &groups)
}

fn groups(number: &str) -> Vec<Group<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    let is_digit = |c: char| digit(c).is_some();
    while let Some(from) = number.get(at..).and_then(|t| t.find(is_digit)) {
        let rest = number.get(at + from..).unwrap_or_default();
        let len = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let mark = number.get(at..at + from).unwrap_or_default();
        out.push(Group { digits: rest.get(..len).unwrap_or_default(), mark });
        at += from + len;
    }
    out
}

/// `01/03/2019`, `2019-04-08`, also as a part of the whole.
fn has_date(groups: &[Group<'_>]) -> bool {
    let value = |g: &Group<'_>| g.digits.parse::<u32>().unwrap_or(0);
    let is_year = |g: &Group<'_>| g.digits.len() == 4 && (1900..2100).contains(&value(g));
    let within = |g: &Group<'_>, most: u32| g.digits.len() <= 2 && (1..=most).contains(&value(g));
    groups.windows(3).any(|three| {
        let [a, b, c] = three else { return false };
        let mark = b.mark.trim();
        let written = mark == c.mark.trim() && matches!(mark, "-" | "/" | ".");
        let dutch = within(a, 31) && within(b, 12) && is_year(c);
        let american = within(a, 12) && within(b, 31) && is_year(c);
        let iso = is_year(a) && within(b, 12) && within(c, 31);
        written && (dutch || american || iso)
    })
}

/// `0033 - 0035`: two groups of the same length, both filled with zeros.
fn has_range(groups: &[Group<'_>]) -> bool {
    groups.windows(2).any(|two| {
        let [a, b] = two else { return false };
        let same = a.digits.len() == b.digits.len() && a.digits.len() >= 4;
        same && a.digits.starts_with('0') && b.digits.starts_with('0')
    })
}

/// Whether the line breaks within, and a single digit follows: the next line begins with something
/// else.
fn has_broken_end(groups: &[Group<'_>]) -> bool {
    let broken = groups.iter().position(|g| g.mark.contains('\n'));
    broken.is_some_and(|at| groups.iter().skip(at).any(|g| g.digits.len() == 1))
}

/// Whether no mark divides the area code, unless all digits are in pairs: `02 97 38 75 75`.
fn keeps_area(number: &str, groups: &[Group<'_>]) -> bool {
    let national: String =
        groups.iter().map(|g| g.digits).collect::<String>().replace(['o', 'O'], "0");
    let first = groups.first().map_or(0, |g| g.digits.len());
    let pairs = groups.len() == 5
        && groups.iter().all(|g| g.digits.len() == 2)
        && groups.iter().skip(1).all(|g| g.mark == " ");
    pairs || number.starts_with("(0)") || first >= checksum::area_len(&national)
}

/// Whether a foreign number starts with a country code and stays on its line.
fn is_foreign(number: &str, groups: &[Group<'_>]) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let code =
        if number.starts_with('+') { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    let Some(code) = code else { return false };
    let two = code.get(..2).and_then(|c| c.parse::<u8>().ok()).unwrap_or(0);
    let known = code.starts_with(['1', '7']) || COUNTRIES.contains(&two) || REGIONS.contains(&two);
    // `002 26`: `00` and the code are one group, or `00` is one by itself.
    let first = groups.first().map_or(0, |g| g.digits.len());
    let headed =
        number.starts_with('+') || first == 2 || first >= 4 || code.starts_with(['1', '7']);
    known && headed && !number.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_area() {
        for number in ["070 - 214 55 61", "02 97 38 75 75", "06.12.34.56.78", "(0)70 316 12 34"] {
            assert!(fits(number, false), "{number}");
        }
        for number in ["0.1743 0.2051", "01.060.458 24", "0 204 117 330"] {
            assert!(!fits(number, false), "{number}");
        }
    }

    #[test]
    fn dates_and_ranges_are_no_numbers() {
        for number in ["04/05/2018 10", "05-06-2017 3", "06-12-2019 44", "020 10 02\n10 2"] {
            assert!(!fits(number, false), "{number}");
        }
        for number in ["0042 - 0044", "0032 0033 - 0035", "(002) 20180409", "003 04-02-2014"] {
            assert!(!fits(number, true), "{number}");
        }
        for number in
            ["+32 2 123 45 67", "0044 20 7946 0123", "00 49 30 1234567", "+1 202 555 0142"]
        {
            assert!(fits(number, true), "{number}");
        }
    }
}
