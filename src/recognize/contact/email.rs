//! Email addresses, whole, broken across lines or spelled out, and whether they belong to a person.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::contact::mailbox::{is_function, is_plain};
use crate::recognize::hit::Hit;
use crate::recognize::text::lexicon::{Lexicon, fold};
use regex::Regex;

/// Finds email addresses.
pub(crate) struct EmailFinder {
    written_out: Regex,
    spoken: Regex,
    broken: Regex,
}

impl EmailFinder {
    /// Compiles the forms that are not one word.
    ///
    /// # Errors
    /// If an expression does not compile.
    pub(crate) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            written_out: Regex::new(
                r#"(?i)[^\s@<>()\[\]{},;:"|]+\s{0,2}[\[({<]\s?(?:at|apenstaartje|@)\s?[\])}>]\s{0,2}[^\s@<>()\[\]{},;:"|.]+(?:\s{0,2}(?:\.|[\[({<]\s?(?:dot|punt|\.)\s?[\])}>])\s{0,2}[^\s@<>()\[\]{},;:"|.]+){1,4}"#,
            )?,
            spoken: Regex::new(
                r"(?-u:\b)[A-Za-z0-9_-]+(?:(?:\.|\s(?:PUNT|DOT|punt|dot)\s)[A-Za-z0-9_-]+){0,5}\s{1,2}(?:AT|APENSTAARTJE|apenstaartje|apestaartje|at)\s{1,2}[A-Za-z0-9-]{2,40}(?:(?:\.|\s(?:PUNT|DOT|punt|dot)\s)[A-Za-z0-9-]{2,40}){0,3}(?:\.|\s(?:PUNT|DOT|punt|dot)\s)(?i:nl|com|org|net|eu|be|de|info|amsterdam|frl)(?-u:\b)",
            )?,
            broken: Regex::new(
                r#"^(?:\s{0,2}[^\s@<>()\[\]{},;:"|./]+)(?:\s?\.\s?[^\s@<>()\[\]{},;:"|./]+){0,5}"#,
            )?,
        })
    }

    /// Adds all email addresses of the text.
    pub(crate) fn run(&self, text: &str, lexicon: &Lexicon, out: &mut Vec<Hit>) {
        let mut last = 0;
        for at in memchr::memchr_iter(b'@', text.as_bytes()) {
            if at < last {
                continue;
            }
            if let Some(span) = self.around(text, at) {
                last = span.end;
                out.push(address(text, span, lexicon));
            }
        }
        self.run_spoken(text, lexicon, out);
        if memchr::memmem::find_iter(text.as_bytes(), b"at").next().is_none() {
            return;
        }
        for bracket in memchr::memchr3_iter(b'(', b'[', b'{', text.as_bytes()) {
            let head = text.get(bracket + 1..).unwrap_or_default().trim_start();
            let word = head.get(..2).unwrap_or_default();
            if !word.eq_ignore_ascii_case("at") && !word.eq_ignore_ascii_case("ap") {
                continue;
            }
            let from = text.floor_char_boundary(bracket.saturating_sub(64));
            let to = text.floor_char_boundary((bracket + 120).min(text.len()));
            let window = text.get(from..to).unwrap_or_default();
            for found in self.written_out.find_iter(window) {
                let span = Span::new(from + found.start(), from + found.end());
                if span.start <= bracket && bracket < span.end {
                    out.push(address(text, span, lexicon));
                }
            }
        }
    }

    /// Adds addresses with words for their marks: `a.vos AT voorbeeld PUNT nl`.
    fn run_spoken(&self, text: &str, lexicon: &Lexicon, out: &mut Vec<Hit>) {
        let mut last = 0;
        for sign in ["AT", "at", "PENSTAARTJE", "penstaartje", "pestaartje"] {
            for at in memchr::memmem::find_iter(text.as_bytes(), sign) {
                let lone = text.get(at + sign.len()..).is_some_and(|t| t.starts_with(' '));
                if !lone || sign.len() == 2 && !text.get(..at).is_some_and(|t| t.ends_with(' ')) {
                    continue;
                }
                let from = text.floor_char_boundary(at.saturating_sub(80)).max(last);
                let to = text.floor_char_boundary((at + 120).min(text.len()));
                for found in self.spoken.find_iter(text.get(from..to).unwrap_or_default()) {
                    let span = Span::new(from + found.start(), from + found.end());
                    if span.start < at && at < span.end && is_spoken(found.as_str()) {
                        last = span.end;
                        out.push(address(text, span, lexicon));
                    }
                }
            }
            last = 0;
        }
    }

    /// The address around the `@` at this byte, if it is one.
    fn around(&self, text: &str, at: usize) -> Option<Span> {
        let (left, right) = (text.get(..at)?, text.get(at + 1..)?);
        let spaced = left.ends_with(' ');
        let start = local_start(left)?;
        let local = left.get(start..)?.trim_end();
        // `https://media.nl/@naam` is no address.
        if local.ends_with('/') || is_redacted(local) {
            return None;
        }
        let end = at + 1 + self.domain_end(right, spaced)?;
        Some(Span::new(start, end))
    }

    /// Length of the domain after the `@`, in bytes.
    fn domain_end(&self, right: &str, spaced: bool) -> Option<usize> {
        let to = right.floor_char_boundary(right.len().min(200));
        let found = self.broken.find(right.get(..to)?)?;
        let domain = strict_domain(right);
        if let Some(end) = domain {
            return Some(end);
        }
        // Broken across lines or spaced out: `naam @ minbzk . nl`, `naam@noord\nholland.nl`.
        let text = found.as_str();
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let lines = text.matches('\n').count();
        // `naam@voorbeeld .nl`: a gap beside a dot, and a domain that is in use here.
        let gap = TLDS.iter().any(|tld| plain.ends_with(tld));
        let apart = lines == 1 || spaced || text.starts_with(' ') || gap;
        if lines <= 1 && ends_in_tld(&plain) && apart {
            return Some(trim_tld(text));
        }
        if let Some(end) = over_line(right) {
            return Some(end);
        }
        // A domain that is cut off by the border of a cell still belongs to an address.
        let bare = right.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(right.len());
        let tail = right.get(bare..)?;
        let border =
            tail.is_empty() || tail.starts_with(['\n', '\t', '|']) || tail.starts_with("   ");
        (!spaced && bare >= 2 && border).then_some(bare)
    }
}

/// Top-level domains that make a gap within a domain a fault of the text.
const TLDS: &[&str] = &[".nl", ".com", ".org", ".net", ".eu"];

/// Whether words for marks make an address. In English `at` may be a preposition, so it needs a
/// dot or digit in front, and no website behind.
fn is_spoken(text: &str) -> bool {
    let Some((local, domain)) = text.split_once(" at ") else { return true };
    let site = domain.trim_start().to_ascii_lowercase().starts_with("www");
    !site && local.contains(|c: char| c == '.' || c == '_' || c == ' ' || c.is_ascii_digit())
}

/// Whether nothing but a mark of what was redacted is in front of the `@`: `xxxx`, `10.2.e`.
fn is_redacted(local: &str) -> bool {
    let mut chars = local.chars();
    let first = chars.next().unwrap_or_default();
    let crossed = local.len() >= 3 && matches!(first, 'x' | 'X') && chars.all(|c| c == first);
    let article = local.trim_end_matches(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
    let numbered = article.contains('.')
        && article.len() <= 7
        && article.split('.').all(|n| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    crossed || numbered && local.len() - article.len() <= 1
}

/// `minez\nk.nl`: the length of a domain that continues on the next line, in bytes.
fn over_line(right: &str) -> Option<usize> {
    let near = right.get(..right.floor_char_boundary(right.len().min(200)))?;
    let line = near.find('\n')?;
    let head = right.get(..line)?.trim_end();
    if head.is_empty() || !head.chars().all(|c| c.is_alphanumeric() || ".-".contains(c)) {
        return None;
    }
    let tail = right.get(line + 1..)?;
    let next = tail.trim_start_matches(' ');
    let skip = tail.len() - next.len();
    let len = next.find(|c: char| !(c.is_alphanumeric() || ".-".contains(c))).unwrap_or(next.len());
    let part = next.get(..len)?.trim_end_matches(['.', '-']);
    let joined = format!("{head}{part}");
    (part.len() < 40 && part.chars().all(|c| !c.is_uppercase()) && ends_in_tld(&joined))
        .then_some(line + 1 + skip + part.len())
}

/// The length of a domain in one piece: labels, dots, a top-level domain of letters.
fn strict_domain(right: &str) -> Option<usize> {
    let len =
        right.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-')).unwrap_or(right.len());
    let domain = right.get(..len)?.trim_end_matches(['.', '-']);
    (ends_in_tld(domain) && !domain.starts_with(['.', '-'])).then_some(domain.len())
}

fn ends_in_tld(domain: &str) -> bool {
    domain.rsplit_once('.').is_some_and(|(name, tld)| {
        !name.is_empty()
            && (2..=24).contains(&tld.len())
            && (tld.chars().all(char::is_alphabetic) || tld.starts_with("xn--"))
    })
}

/// The length without a sentence that follows a spaced-out domain: `@ x . nl. De rest`.
fn trim_tld(text: &str) -> usize {
    let mut end = text.len();
    while let Some((head, tail)) = text.get(..end).and_then(|t| t.rsplit_once('.')) {
        let plain: String = head.chars().filter(|c| !c.is_whitespace()).collect();
        if tail.starts_with(char::is_whitespace) && ends_in_tld(&plain) {
            end = head.len();
        } else {
            break;
        }
    }
    end
}

/// First byte of the local part, which may start on the line above, before a dot or underscore.
fn local_start(left: &str) -> Option<usize> {
    let allowed = |c: char| c.is_alphanumeric() || "._%+-'&/#=~!".contains(c);
    let trimmed = left.trim_end_matches(' ');
    if left.len() - trimmed.len() > 2 {
        return None;
    }
    let mut start = trimmed.len();
    for c in trimmed.chars().rev() {
        if !allowed(c) || trimmed.len() - start > 80 {
            break;
        }
        start -= c.len_utf8();
    }
    let part = trimmed.get(start..)?;
    let cut = part.trim_start_matches(['.', '-', '/', '\'', '=', '#', '&', '%']);
    start += part.len() - cut.len();
    if cut.is_empty() {
        return None;
    }
    // `notify=info@voorbeeld.nl`: a key of a log.
    if let Some((key, value)) = cut.rsplit_once('=')
        && key.chars().all(char::is_alphabetic)
        && !value.is_empty()
    {
        start += key.len() + 1;
    }
    // `jan.\njansen@...`: the line above ends in a dot that is part of the address.
    if let Some(above) = left.get(..start).and_then(|t| t.strip_suffix('\n')) {
        let head = above.trim_end_matches(' ');
        let word = head.rfind(|c: char| !allowed(c)).map_or(0, |i| i + 1);
        let word = head.get(word..).unwrap_or_default();
        if word.len() > 1 && word.ends_with(['.', '_']) && !word.contains("..") {
            let lower = word.chars().next().is_some_and(char::is_lowercase);
            if lower && cut.chars().next().is_some_and(char::is_lowercase) {
                start = head.len() - word.len();
            }
        }
    }
    Some(start)
}

/// The local part of an address in any of its forms.
pub(crate) fn local_of(whole: &str) -> &str {
    let local = whole.split(['@', '(', '[', '{']).next().unwrap_or_default();
    let signs = [" AT ", " at ", " APENST", " apenst", " apest"];
    let end = signs.iter().filter_map(|sign| local.find(sign)).min().unwrap_or(local.len());
    local.get(..end).unwrap_or_default().trim()
}

fn address(text: &str, span: Span, lexicon: &Lexicon) -> Hit {
    let whole = text.get(span.start..span.end).unwrap_or_default();
    let local = local_of(whole);
    let mut hit = Hit::new(span, Category::EMAIL, Likelihood::Certain, Evidence::of("e-mail"));
    let function = is_function(local, lexicon) && !(is_private(whole) && !is_plain(local, lexicon));
    if function || starts_with_domain(whole, local, lexicon) {
        hit.role = Role::FUNCTION_MAILBOX;
        hit.evidence.push(Evidence::of("functionele postbus"));
    }
    hit
}

/// Domains at which people have their own mailboxes.
const PRIVATE: &[&str] = &[
    "aol",
    "casema",
    "chello",
    "gmail",
    "gmx",
    "hetnet",
    "home",
    "hotmail",
    "icloud",
    "kpn",
    "kpnmail",
    "kpnplanet",
    "live",
    "me",
    "msn",
    "online",
    "outlook",
    "onsnet",
    "planet",
    "proton",
    "protonmail",
    "quicknet",
    "tele2",
    "telfort",
    "upcmail",
    "xs4all",
    "yahoo",
    "ziggo",
    "zonnet",
];

/// Whether this is a mailbox at a provider for everybody: `felixbos.geo@gmail.com`.
pub(crate) fn is_private(whole: &str) -> bool {
    let domain = whole.rsplit('@').next().unwrap_or_default().trim().to_lowercase();
    PRIVATE.contains(&domain.split('.').next().unwrap_or_default())
}

/// `nvwaimport.rotterdam@nvwa.nl`: a local part that starts with the name of its own organization.
fn starts_with_domain(whole: &str, local: &str, lexicon: &Lexicon) -> bool {
    let domain = whole.rsplit('@').next().unwrap_or_default().trim().to_lowercase();
    let mut labels = domain.rsplit('.').skip(1);
    let name = labels.next().unwrap_or_default();
    let local = fold(local);
    // `bakkerjan@bakker.nl`: a company with a person's name.
    let known = lexicon.folded(name);
    !known.surname()
        && !known.given()
        && name.len() >= 3
        && local.len() > name.len()
        && local.starts_with(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        EmailFinder::new().unwrap().run(text, &Lexicon::shipped(), &mut out);
        out.into_iter().map(|h| text[h.span.start..h.span.end].to_owned()).collect()
    }

    #[test]
    fn every_form() {
        assert_eq!(found("mail naar j.jansen@minbzk.nl."), ["j.jansen@minbzk.nl"]);
        assert_eq!(found("<o'brien+woo@a-b.amsterdam>"), ["o'brien+woo@a-b.amsterdam"]);
        assert_eq!(found("jan @ minbzk . nl is"), ["jan @ minbzk . nl"]);
        assert_eq!(found("jan (at) minbzk.nl"), ["jan (at) minbzk.nl"]);
        assert_eq!(found("jan[at]minbzk[punt]nl"), ["jan[at]minbzk[punt]nl"]);
        assert_eq!(found("naam@noord\nholland.nl of"), ["naam@noord\nholland.nl"]);
        assert_eq!(found("jan.\njansen@x.nl"), ["jan.\njansen@x.nl"]);
        assert_eq!(found("E.Kamp@mi\nnezk.nl  x"), ["E.Kamp@mi\nnezk.nl"]);
        assert_eq!(found("mailto:jan@x.nl?subject=a"), ["jan@x.nl"]);
        assert_eq!(found("mail m.vos@ede .nl of bel"), ["m.vos@ede .nl"]);
        assert_eq!(found("via m.vos AT ede.nl graag"), ["m.vos AT ede.nl"]);
        assert_eq!(found("via mvos AT ede PUNT nl, of"), ["mvos AT ede PUNT nl"]);
        assert_eq!(
            found("m punt vos apenstaartje ede punt nl"),
            ["m punt vos apenstaartje ede punt nl"]
        );
    }

    #[test]
    fn no_address() {
        assert_eq!(found("volg @minbzk op X"), [""; 0]);
        assert_eq!(found("3 stuks @ 5 euro"), [""; 0]);
        assert_eq!(found("xxxx@ede.nl en 10.2.e @ede.nl en 5.1.2e@ede.nl"), [""; 0]);
        assert_eq!(found("media.nl/#!/@kroegbaas"), [""; 0]);
        assert_eq!(found("have a look at www.ede.nl"), [""; 0]);
        assert_eq!(found("mail jan@ede. Het is"), [""; 0]);
    }

    #[test]
    fn the_name_of_the_organization_itself() {
        let lexicon = Lexicon::shipped();
        let of =
            |whole: &str| starts_with_domain(whole, whole.split('@').next().unwrap(), &lexicon);
        assert!(of("nvwaimport.rotterdam@nvwa.nl"));
        assert!(!of("bakkerjan@bakker.nl") && !of("nvwa@nvwa.nl") && !of("jansen@nvwa.nl"));
    }
}
