//! Checks that a number is what it looks like: check digits, numbering plans, calendars.

/// The digits of a text, in order.
fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// The 11-test of the burgerservicenummer: 9 digits (8 for old ones), weights 9 to 2 and -1.
pub(crate) fn is_bsn(text: &str) -> bool {
    let mut digits = digits(text);
    if digits.len() == 8 {
        digits.insert(0, 0);
    }
    if digits.len() != 9 || digits.iter().all(|d| Some(d) == digits.first()) {
        return false;
    }
    let weights = [9i64, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i64 = digits.iter().zip(weights).map(|(d, w)| i64::from(*d) * w).sum();
    sum % 11 == 0
}

/// The check of an IBAN (ISO 13616): the rearranged number, divided by 97, leaves 1.
pub(crate) fn is_iban(text: &str) -> bool {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    if !(15..=34).contains(&plain.len()) || !plain.is_ascii() {
        return false;
    }
    let (head, tail) = plain.split_at(4);
    let mut rest = 0u32;
    for c in tail.chars().chain(head.chars()) {
        let Some(value) = c.to_digit(36) else { return false };
        rest = if value >= 10 { rest * 100 + value } else { rest * 10 + value } % 97;
    }
    rest == 1
}

/// Whether the account is held at a bank without private customers: that of the municipalities or
/// of the water boards.
pub(crate) fn is_public_bank(text: &str) -> bool {
    let plain: String =
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    plain.get(4..8).is_some_and(|bank| matches!(bank, "BNGH" | "NWAB" | "NWBK" | "FLOR"))
}

/// A calendar date in one of the Dutch notations, with a year from 1900 to 2099 or of two digits.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .filter_map(|p| p.parse().ok())
        .collect();
    let year = |y: u32| (1900..2100).contains(&y);
    match parts.as_slice() {
        [y, m, d] if year(*y) => (1..=12).contains(m) && (1..=31).contains(d),
        [d, m, y] => (1..=31).contains(d) && (1..=12).contains(m) && (year(*y) || *y < 100),
        [d, y] => (1..=31).contains(d) && year(*y),
        _ => false,
    }
}

/// An IPv4 address that is not a section or version number, which start low.
pub(crate) fn is_ipv4(text: &str) -> bool {
    let parts: Vec<Option<u32>> = text.split('.').map(|p| p.parse().ok()).collect();
    parts.len() == 4
        && parts.iter().all(|p| p.is_some_and(|n| n < 256))
        && parts.iter().any(|p| p.is_some_and(|n| n > 31))
        && parts.first().is_some_and(|p| p.is_some_and(|n| n >= 10))
}

/// A Dutch license plate: one of the side codes 1 to 14 of the RDW.
pub(crate) fn is_license_plate(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', ' ', '\u{b7}']).collect();
    let [a, b, c] = parts.as_slice() else { return false };
    let class = |p: &str| {
        let letters = p.chars().all(|c| c.is_ascii_uppercase());
        let digits = p.chars().all(|c| c.is_ascii_digit());
        (letters, digits, p.len())
    };
    let shape = |p: &str| match class(p) {
        (true, _, n) => Some(('L', n)),
        (_, true, n) => Some(('9', n)),
        _ => None,
    };
    let (Some(a), Some(b), Some(c)) = (shape(a), shape(b), shape(c)) else { return false };
    matches!(
        (a, b, c),
        (('L', 2), ('9', 2), ('9', 2) | ('L', 2))
            | (('9', 2), ('9', 2), ('L', 2))
            | (('9', 2), ('L', 2), ('9', 2) | ('L', 2))
            | (('L', 2), ('L', 2), ('9', 2))
            | (('9', 2), ('L', 3), ('9', 1))
            | (('9', 1), ('L', 3), ('9', 2))
            | (('L', 2), ('9', 3), ('L', 1))
            | (('L', 1), ('9', 3), ('L', 2))
            | (('L', 3), ('9', 2), ('L', 1))
            | (('L', 1), ('9', 2), ('L', 3))
            | (('9', 1), ('L', 2), ('9', 3))
            | (('9', 3), ('L', 2), ('9', 1))
    )
}

const AREA_3: &[u16] = &[
    10, 13, 15, 20, 23, 24, 26, 30, 33, 35, 36, 38, 40, 43, 45, 46, 50, 53, 55, 58, 70, 71, 72, 73,
    74, 75, 76, 77, 78, 79,
];

const AREA_4: &[u16] = &[
    111, 113, 114, 115, 117, 118, 161, 162, 164, 165, 166, 167, 168, 172, 174, 180, 181, 182, 183,
    184, 186, 187, 222, 223, 224, 226, 227, 228, 229, 251, 252, 255, 294, 297, 299, 313, 314, 315,
    316, 317, 318, 320, 321, 341, 342, 343, 344, 345, 346, 347, 348, 411, 412, 413, 416, 418, 475,
    478, 481, 485, 486, 487, 488, 492, 493, 495, 497, 499, 511, 512, 513, 514, 515, 516, 517, 518,
    519, 521, 522, 523, 524, 525, 527, 528, 529, 541, 543, 544, 545, 546, 547, 548, 561, 562, 566,
    570, 571, 572, 573, 575, 577, 578, 591, 592, 593, 594, 595, 596, 597, 598, 599,
];

/// What a national number is in the Dutch numbering plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhoneKind {
    /// Starts with 06; ten digits.
    Mobile,
    /// Starts with a known area code; ten digits.
    Fixed,
    /// 085, 088, 091, 084, 087, 097.
    Business,
    /// 0800, 0900, 0906, 0909, or 14 and an area code; never a personal number.
    Service,
}

/// Classifies a national number, including its leading 0, by the numbering plan.
pub(crate) fn phone_kind(national: &str) -> Option<PhoneKind> {
    if !national.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let head = |n: usize| national.get(..n).and_then(|h| h.parse::<u16>().ok());
    if matches!(national.get(..4), Some("0800" | "0900" | "0906" | "0909")) {
        return matches!(national.len(), 8 | 11).then_some(PhoneKind::Service);
    }
    if national.len() != 10 || !national.starts_with('0') {
        return None;
    }
    match national.get(..3)? {
        "061" | "062" | "063" | "064" | "065" | "068" => return Some(PhoneKind::Mobile),
        "085" | "088" | "091" | "084" | "087" | "097" => return Some(PhoneKind::Business),
        _ => {}
    }
    let fixed = head(3).is_some_and(|a| AREA_3.contains(&a))
        || head(4).is_some_and(|a| AREA_4.contains(&a));
    fixed.then_some(PhoneKind::Fixed)
}

/// How many digits of a national number a mark cannot divide: its area code, or `06`.
pub(crate) fn area_len(national: &str) -> usize {
    if national.starts_with("06") {
        return 2;
    }
    let head = national.get(..3).and_then(|h| h.parse::<u16>().ok());
    let short =
        head.is_some_and(|a| AREA_3.contains(&a) || matches!(a, 84 | 85 | 87 | 88 | 91 | 97));
    if short { 3 } else { 4 }
}

/// Whether `14` and these digits are a government number: an area code follows, or `00` (`1400` is
/// the national information service).
pub(crate) fn is_service_14(tail: &str) -> bool {
    let Ok(code) = tail.parse::<u16>() else { return false };
    match tail.len() {
        2 => code == 0,
        3 => AREA_3.contains(&code),
        4 => AREA_4.contains(&code),
        _ => false,
    }
}

/// The names of all checks, as pattern files write them.
pub(crate) const NAMES: &[&str] = &["elfproef", "iban", "datum", "kenteken", "ipv4"];

/// A check: its name, and the test that a text must pass.
pub(crate) type Check = (&'static str, fn(&str) -> bool);

/// The check with this name, if there is one.
pub(crate) fn by_name(name: &str) -> Option<Check> {
    Some(match name {
        "elfproef" => ("elfproef", is_bsn),
        "iban" => ("iban", is_iban),
        "datum" => ("datum", is_date),
        "kenteken" => ("kenteken", is_license_plate),
        "ipv4" => ("ipv4", is_ipv4),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_check_exists() {
        assert!(NAMES.iter().all(|name| by_name(name).is_some_and(|(own, _)| own == *name)));
    }

    #[test]
    fn check_digits() {
        assert!(is_bsn("111222333") && is_bsn("1112.22.333"));
        assert!(!is_bsn("111222334") && !is_bsn("000000000"));
        assert!(is_iban("NL91 ABNA 0417 1643 00") && !is_iban("NL91 ABNA 0417 1643 01"));
        assert!(is_public_bank("NL12 BNGH 0285 0123 45"));
    }

    #[test]
    fn numbering_plan() {
        assert_eq!(phone_kind("0612345678"), Some(PhoneKind::Mobile));
        assert_eq!(phone_kind("0703161234"), Some(PhoneKind::Fixed));
        assert_eq!(phone_kind("0297387575"), Some(PhoneKind::Fixed));
        assert_eq!(phone_kind("0881234567"), Some(PhoneKind::Business));
        assert_eq!(phone_kind("08001234"), Some(PhoneKind::Service));
        assert_eq!(phone_kind("0112345678"), None);
        assert!(
            is_service_14("010")
                && is_service_14("0346")
                && is_service_14("00")
                && !is_service_14("12")
        );
    }

    #[test]
    fn plates_and_dates() {
        assert!(
            is_license_plate("AB-12-34")
                && is_license_plate("9-XX-999")
                && is_license_plate("999-XX-9")
                && is_license_plate("XXX-99-X")
        );
        assert!(!is_license_plate("ABC-DEF-G") && !is_license_plate("12-34-56"));
        assert!(
            is_date("15/09/1977")
                && is_date("1977-09-15")
                && is_date("15 1977")
                && !is_date("32-1-1980")
        );
        assert!(
            is_ipv4("145.21.3.8")
                && !is_ipv4("5.1.2.3")
                && !is_ipv4("3.1.4.57")
                && !is_ipv4("300.1.1.1")
        );
    }
}
