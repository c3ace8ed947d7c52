//! Phone numbers: ten national digits in the Dutch numbering plan, in any notation.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use crate::recognize::numbers::checksum::{self, PhoneKind};
use crate::recognize::numbers::pattern::left_of;
use crate::recognize::numbers::phone_shape;
use regex::Regex;

/// Finds phone numbers.
pub(crate) struct PhoneFinder {
    not_phone: Regex,
    extension: Regex,
    general: Regex,
    general_behind: Regex,
    personal: Regex,
    someone: Regex,
}

/// A number that was parsed: one past its last byte, and its kind.
struct ParsedNumber {
    end: usize,
    kind: Option<PhoneKind>,
    foreign: bool,
}

impl PhoneFinder {
    /// Compiles the labels.
    ///
    /// # Errors
    /// If a label does not compile.
    pub(crate) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            not_phone: Regex::new(
                r"(?i)(?:kenmerk|referentie|kvk|k\.v\.k\.?|iban|rekening|zaak|factuur|oin|dossier|project|order|polis|bsn|btw|rsin|fax|faxnummer|document|contract|inkoop|isbn|doi|artikel|pagina|€|eur)(?:-?(?:nummer|nr\.?|no\.?|id))?\s?[:.=#]?\s{0,6}$|(?:^|[\n\t|]|  )\s?(?-i:F)[.:]?\s{1,6}$|\s(?-i:F):?\s{1,6}$|NL ?[0-9o]{2} ?[a-z]{4}\s?$",
            )?,
            extension: Regex::new(
                r"(?i)(?P<l>toestel(?:nummer|nr\.?)?|tst\.?|telefoon \(intern\)|(?:kort|intern)e? ?(?:nummer|nr\.?)|doorkies(?:nummer|nr\.?)?|ext\.?|extension)\s?:?\s{1,4}(?P<p>[1-9][0-9](?: [0-9]{2} [0-9]{3}| [0-9]{3} [0-9]{2})|[1-9][0-9]{2,4}|[1-9](?: [0-9]{2}){2})(?-u:\b)",
            )?,
            general: Regex::new(
                r"(?i)(?:algemeen|algemene|centrale?|receptie|balie|klantcontact[a-z]*|servicenummer|informatienummer|informatielijn|publieks[a-z]*|callcenter|meldpunt|meldkamer|vragen\?|telefonisch\s+(?:te bereiken |bereikbaar )?(?:via|op)|telefoonnummer van (?:de|het|ons)|secretariaat|loket|helpdesk|servicedesk|bureau|gratis|(?-u:\b)bel(?:t|len)?(?: u)?(?: gratis| dan| ons| naar| met| op| via)?(?: (?:de|het) [a-zA-Z ]{3,25})?)[^\n;]{0,30}$|(?i)(?-u:\b)algeme(?:en|ne) (?:telefoon)?nummers?\s{0,3}:?\s{0,3}\n\s{0,12}(?:(?:T|Tel)\.?:?\s{0,3})?$",
            )?,
            general_behind: Regex::new(
                r"(?i)^\s{0,3}[(\[]\s?(?:algemeen|centrale?|receptie|balie|algemeen nummer|secretariaat|gratis|lokaal tarief)[^)\]\n]{0,20}[)\]]",
            )?,
            someone: Regex::new(
                r"(?i)(?-u:\b)(?:mij|me|ik|hem|haar|vader|moeder|zoon|dochter|thuis|whatsapp)(?-u:\b)[^.\n]{0,40}$",
            )?,
            personal: Regex::new(
                r"(?i)(?:mobiel|mobile|(?-u:\b)m\s?[:.]?|gsm|doorkies[a-z]*|direct[a-z]*|rechtstreeks[a-z]*|toestel|tst\.?|priv[eé][a-z]*|thuis|06)[\s:.,;()/*'|_-]{0,6}(?:nummer)?[\s:.,;()/*'|_-]{0,4}$",
            )?,
        })
    }

    /// Adds all phone numbers that start in one of the windows.
    pub(crate) fn run(&self, text: &str, windows: &[Span], out: &mut Vec<Hit>) {
        for window in windows {
            let mut at = window.start;
            while at < window.end {
                match self.one(text, at) {
                    Some(hit) => {
                        at = hit.span.end;
                        out.push(hit);
                    }
                    None => at += 1,
                }
            }
            let part = text.get(window.start..window.end).unwrap_or_default();
            for found in self.extension.captures_iter(part) {
                let Some(p) = found.name("p") else { continue };
                let span = Span::new(window.start + p.start(), window.start + p.end());
                let mut hit =
                    Hit::new(span, Category::PHONE, Likelihood::Likely, Evidence::of("toestel"));
                hit.role = Role::OFFICIAL;
                out.push(hit);
            }
        }
    }

    fn one(&self, text: &str, at: usize) -> Option<Hit> {
        let bytes = text.as_bytes();
        let first = *bytes.get(at)?;
        // `o6-...`: a zero as misread by OCR.
        let misread = matches!(first, b'o' | b'O')
            && (bytes.get(at + 1) == Some(&b'6') || is_misread_code(bytes.get(at + 1..)?));
        if !matches!(first, b'+' | b'(' | b'0' | b'1') && !misread {
            return None;
        }
        let before = text.get(..at)?.chars().next_back();
        // `Tel+31 6 ...`: a scan lost the space.
        let label = || {
            let left = left_of(text, at, 4).to_ascii_lowercase();
            first == b'+' && ["tel", "mob", "gsm", "nr"].iter().any(|word| left.ends_with(word))
        };
        let glued = |c: char| c.is_alphanumeric() || matches!(c, '+' | '_' | '@');
        if before.is_some_and(glued) && !label() {
            return None;
        }
        // A digit and a hyphen, dot or slash in front: the middle of another number.
        if let Some(mark @ ('-' | '.' | '/' | ',' | ':')) = before {
            let more = at.checked_sub(2).and_then(|i| bytes.get(i));
            // `Terugbelnr:0612345678`
            let label = mark == ':' && more.is_some_and(u8::is_ascii_alphabetic);
            if !label && more.is_some_and(u8::is_ascii_alphanumeric) {
                return None;
            }
        }
        let read = parse(text, at)?;
        let service = matches!(read.kind, Some(PhoneKind::Service));
        if !service && !phone_shape::fits(text.get(at..read.end)?, read.foreign) {
            return None;
        }
        let after = text.get(read.end..)?;
        if is_glued(after) {
            return None;
        }
        let left = left_of(text, at, 60);
        if self.not_phone.is_match(left) {
            return None;
        }
        let likelihood = if read.foreign { Likelihood::Likely } else { Likelihood::Certain };
        let span = Span::new(at, read.end);
        let mut hit = Hit::new(span, Category::PHONE, likelihood, Evidence::of("telefoon"));
        hit.role = self.role(&read, left);
        if read.kind.is_some() && self.general_behind.is_match(after) {
            hit.role = Role::GENERAL_NUMBER;
            hit.evidence.push(Evidence::of("algemeen"));
        }
        if read.kind.is_some() {
            hit.evidence.push(Evidence::of("nummerplan"));
        }
        Some(hit)
    }

    fn role(&self, read: &ParsedNumber, left: &str) -> Role {
        match read.kind {
            None => Role::UNKNOWN,
            Some(PhoneKind::Service) => Role::GENERAL_NUMBER,
            _ if self.someone.is_match(left) => Role::UNKNOWN,
            Some(PhoneKind::Mobile) => Role::UNKNOWN,
            _ if self.personal.is_match(left) => Role::UNKNOWN,
            _ if self.general.is_match(left) => Role::GENERAL_NUMBER,
            _ => Role::UNKNOWN,
        }
    }
}

/// Whether these bytes are two or three digits of an area code and its hyphen: `511 - `, behind an
/// `O` that should be a zero.
fn is_misread_code(rest: &[u8]) -> bool {
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let behind: Vec<u8> =
        rest.iter().skip(digits).filter(|b| **b != b' ').take(2).copied().collect();
    (2..=3).contains(&digits)
        && rest.first().is_some_and(|b| *b != b'0')
        && matches!(behind.as_slice(), [b'-', digit] if digit.is_ascii_digit())
}

/// Whether what follows makes the number part of something longer.
fn is_glued(after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some('-' | '/' | ':') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        // A single digit after a dot is a note or a page number.
        Some('.' | ',') => {
            let digits = chars.take_while(char::is_ascii_digit).count();
            digits >= 2
        }
        _ => false,
    }
}

/// Parses the number at this byte: as many digits as its start calls for.
fn parse(text: &str, at: usize) -> Option<ParsedNumber> {
    let rest = text.get(at..)?;
    if let Some(parse) = parse_14(rest, at) {
        return Some(parse);
    }
    let mut scan = DigitReader { text: rest, at: 0, lines: 0 };
    let head: String = rest.chars().filter(|c| !matches!(c, ' ' | '(' | ')')).take(4).collect();
    let mut national = String::from("0");
    // No code starts with three zeros.
    if head.starts_with("000") {
        return None;
    }
    // `(31)-6-...`
    let bracketed = rest.starts_with("(31)");
    let international = head.starts_with('+') || head.starts_with("00") || bracketed;
    if international {
        let country = if head.starts_with("00") { 2 } else { 0 };
        for _ in 0..country {
            scan.next()?;
        }
        let (a, b) = (scan.next()?, scan.next()?);
        if (a, b) != ('3', '1') {
            return parse_foreign(scan, at);
        }
    } else if scan.next()? != '0' {
        return None;
    }
    let mut wanted = 9;
    let mut end = scan.at;
    while wanted > 0 {
        let digit = scan.next()?;
        // The (0) of `+31 (0)70` is not dialed.
        if international && national.len() == 1 && digit == '0' {
            continue;
        }
        national.push(digit);
        wanted -= 1;
        end = scan.at;
        if matches!(national.as_str(), "0800" | "0900" | "0906" | "0909") && !international {
            return parse_0800(scan, national, at);
        }
    }
    let kind = checksum::phone_kind(&national)?;
    Some(ParsedNumber { end: at + end, kind: Some(kind), foreign: false })
}

/// `14 070`, `140346`, `1400`: government numbers.
fn parse_14(rest: &str, at: usize) -> Option<ParsedNumber> {
    let tail = rest.strip_prefix("14")?;
    let digits = tail.strip_prefix(' ').unwrap_or(tail);
    let len = digits.bytes().take_while(u8::is_ascii_digit).count();
    let code = digits.get(..len)?;
    let spaced = digits.len() < tail.len();
    if !checksum::is_service_14(code) || (len == 2) == spaced {
        return None;
    }
    let end = at + rest.len() - digits.len() + len;
    Some(ParsedNumber { end, kind: Some(PhoneKind::Service), foreign: false })
}

/// `0800 1234`, `0900-1234567`: four or seven digits more.
fn parse_0800(mut scan: DigitReader<'_>, mut number: String, at: usize) -> Option<ParsedNumber> {
    let mut ends = [None; 2];
    for n in 1..=7 {
        let Some(digit) = scan.next() else { break };
        number.push(digit);
        match n {
            4 => ends[0] = Some(scan.at),
            7 => ends[1] = Some(scan.at),
            _ => {}
        }
    }
    let end = ends[1].or(ends[0])?;
    Some(ParsedNumber { end: at + end, kind: Some(PhoneKind::Service), foreign: false })
}

/// A foreign number: a plus, eight to fourteen digits.
fn parse_foreign(mut scan: DigitReader<'_>, at: usize) -> Option<ParsedNumber> {
    let mut count = 2;
    let mut end = scan.at;
    while count < 15 && scan.next().is_some() {
        count += 1;
        end = scan.at;
    }
    (count >= 9).then_some(ParsedNumber { end: at + end, kind: None, foreign: true })
}

/// Digits, skipping the marks that people put between them.
struct DigitReader<'a> {
    text: &'a str,
    at: usize,
    lines: usize,
}

impl DigitReader<'_> {
    fn next(&mut self) -> Option<char> {
        let mut marks = 0;
        for c in self.text.get(self.at..)?.chars() {
            match c {
                '0'..='9' => {
                    self.at += 1;
                    return Some(c);
                }
                // A zero and a one as misread by OCR.
                'o' | 'O' if self.inside_number() => {
                    self.at += 1;
                    return Some('0');
                }
                'l' | 'I' if self.inside_number() => {
                    self.at += 1;
                    return Some('1');
                }
                // A number may continue across one line break; more are a column of numbers.
                '\n' if self.lines == 0 && self.at > 0 => self.lines += 1,
                // A wide gap is the border of a cell.
                ' ' if marks >= 2 && self.text.get(self.at - 2..self.at) == Some("  ") => {
                    return None;
                }
                ' ' | '(' | ')' | '-' | '/' | '.' | '+' => {}
                _ => return None,
            }
            marks += 1;
            if marks > 4 {
                return None;
            }
            self.at += c.len_utf8();
        }
        None
    }

    /// Whether the letter at hand is between digits or brackets.
    fn inside_number(&self) -> bool {
        if self.at == 0 {
            let rest = self.text.get(1..).unwrap_or_default();
            return rest.starts_with('6') || is_misread_code(rest.as_bytes());
        }
        let side = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "()".contains(c));
        let before = self.text.get(..self.at).and_then(|t| t.chars().next_back());
        let after = self.text.get(self.at + 1..).and_then(|t| t.chars().next());
        // `62 l7`, `292 54 O7`: the first of a group.
        let opens = matches!(before, Some(' ' | '-')) && after.is_some_and(|c| c.is_ascii_digit());
        // `522l8O4`: beside another such letter.
        let second = self.text.get(self.at + 2..).and_then(|t| t.chars().next());
        let paired = before.is_some_and(|c| c.is_ascii_digit())
            && after.is_some_and(|c| "OolI".contains(c))
            && second.is_some_and(|c| c.is_ascii_digit());
        side(before) && side(after) || opens || paired
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        PhoneFinder::new().unwrap().run(text, &[Span::new(0, text.len())], &mut out);
        out.into_iter().map(|h| &text[h.span.start..h.span.end]).collect()
    }

    #[test]
    fn every_dress() {
        for number in [
            "06-12345678",
            "06 12 34 56 78",
            "0612345678",
            "06.12.34.56.78",
            "06/12345678",
            "+31 6 12345678",
            "+31 (0)6 1234 5678",
            "0031 6 12345678",
            "(06) 487 91 893",
            "070-3161234",
            "(070) 316 12 34",
            "070 - 316 1234",
            "+31 (0)70 316 12 34",
            "+31 (o)20 627 22 78",
            "0297 38 75 75",
            "(0297) 38 75 75",
            "0570-226646",
            "088-0707 070",
            "088-0707\n070",
            "14 0346",
            "1400",
            "0800 8051",
            "0900-1234567",
            "+32 2 123 45 67",
            "0346 523 72 0",
            "o6-1234 5678",
            "030 - 316 12 l7",
            "(058) 292 54 O7",
            "036-522l8O4",
            "O511 - 42 17 63",
            "(31)-6-12 34 56 78",
            "070 - 316 12 34",
        ] {
            assert_eq!(found(&format!("bel {number}.")), [number]);
        }
    }

    #[test]
    fn look_alikes() {
        for text in [
            "kenmerk 2026-0000280560",
            "KvK 09036504",
            "tijd 0700-0800",
            "datum 03072020",
            "NL91 ABNA 0417 1643 00",
            "factuurnummer 0612345678",
            "artikel 1400",
            "0612345678901",
            "1.0612345678",
            "op 04/05/2018 10 uur",
            "0.1743 0.2051",
            "0042 - 0044",
            "0046 - 0049 0050 - 0053",
            "(002) 20180409",
            "F 088 316 12 34",
            "NL91 RABO 0318 1643 00",
            "toestel 088",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn two_numbers_in_a_row() {
        assert_eq!(found("06-12345678 070-3161234"), ["06-12345678", "070-3161234"]);
        assert_eq!(found("toestel 5432"), ["5432"]);
        assert_eq!(found("toestel 4 71 06"), ["4 71 06"]);
    }
}
