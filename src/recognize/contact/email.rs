//! Email addresses, whole, broken across lines or spelled out, and whether they belong to a person.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use crate::recognize::text::lexicon::{Lexicon, fold};
use crate::recognize::text::word_lists;
use regex::Regex;

/// Finds email addresses.
pub(crate) struct EmailFinder {
    written_out: Regex,
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

    /// The address around the `@` at this byte, if it is one.
    fn around(&self, text: &str, at: usize) -> Option<Span> {
        let (left, right) = (text.get(..at)?, text.get(at + 1..)?);
        let spaced = left.ends_with(' ');
        let start = local_start(left)?;
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
        if lines <= 1 && ends_in_tld(&plain) && (lines == 1 || spaced || text.starts_with(' ')) {
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

fn address(text: &str, span: Span, lexicon: &Lexicon) -> Hit {
    let whole = text.get(span.start..span.end).unwrap_or_default();
    let local = whole.split(['@', '(', '[', '{']).next().unwrap_or_default().trim();
    let mut hit = Hit::new(span, Category::EMAIL, Likelihood::Certain, Evidence::of("e-mail"));
    if is_function(local, lexicon) || starts_with_domain(whole, local, lexicon) {
        hit.role = Role::FUNCTION_MAILBOX;
        hit.evidence.push(Evidence::of("functionele postbus"));
    }
    hit
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

/// Whether a local part stands for a function rather than a person.
pub(crate) fn is_function(local: &str, lexicon: &Lexicon) -> bool {
    let folded = fold(local);
    let plain = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    if word_lists::contains("functie", plain) {
        return true;
    }
    let parts: Vec<&str> = plain.split(['.', '-', '_', '+']).filter(|p| !p.is_empty()).collect();
    let anchored = |p: &str| {
        let p = p.trim_end_matches(|c: char| c.is_ascii_digit());
        word_lists::contains("functie", p)
    };
    match parts.as_slice() {
        [] => false,
        [one] => is_compound(one, lexicon),
        _ if parts.first().is_some_and(|p| anchored(p))
            || parts.last().is_some_and(|p| anchored(p)) =>
        {
            !parts.iter().any(|p| p.len() > 3 && is_name_only(p, lexicon))
                && !parts.iter().any(|p| p.len() == 1)
        }
        _ => {
            !parts.iter().any(|p| p.chars().count() == 1 || is_name_only(p, lexicon))
                && parts.iter().any(|p| anchored(p) || is_ordinary_word(p, lexicon))
                && parts.iter().all(|p| anchored(p) || p.len() <= 4 || is_ordinary_word(p, lexicon))
        }
    }
}

/// Whether a word is a name and nothing else.
fn is_name_only(part: &str, lexicon: &Lexicon) -> bool {
    let known = lexicon.folded(part);
    (known.given() || known.surname()) && !known.word() && !word_lists::contains("functie", part)
}

fn is_ordinary_word(part: &str, lexicon: &Lexicon) -> bool {
    let known = lexicon.word(part);
    word_lists::contains("functie", part) || (known.word() && !known.surname() && !known.given())
}

/// `agressiemelding`: two ordinary words of five letters or more, and not a name.
fn is_two_words(word: &str, lexicon: &Lexicon) -> bool {
    let whole = lexicon.folded(word);
    if whole.surname() || whole.given() || !word.is_ascii() {
        return false;
    }
    (5..word.len().saturating_sub(4)).any(|at| {
        word.split_at_checked(at)
            .is_some_and(|(a, b)| is_ordinary_word(a, lexicon) && is_ordinary_word(b, lexicon))
    })
}

/// One word: an ordinary one, or a function word and something else.
fn is_compound(word: &str, lexicon: &Lexicon) -> bool {
    if is_ordinary_word(word, lexicon) || is_two_words(word, lexicon) {
        return true;
    }
    word_lists::words("functie").iter().filter(|f| f.len() >= 3).any(|f| {
        let rest = word.strip_prefix(f).or_else(|| word.strip_suffix(f));
        rest.is_some_and(|r| {
            r.len() >= 2
                && (is_ordinary_word(r, lexicon)
                    || word_lists::contains("functie", r)
                    || f.len() >= 6)
                && !is_name_only(r, lexicon)
                && !lexicon.folded(word).surname()
        })
    })
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
    }

    #[test]
    fn no_address() {
        assert_eq!(found("volg @minbzk op X"), [""; 0]);
        assert_eq!(found("3 stuks @ 5 euro"), [""; 0]);
    }

    #[test]
    fn the_name_of_the_organization_itself() {
        let lexicon = Lexicon::shipped();
        let of =
            |whole: &str| starts_with_domain(whole, whole.split('@').next().unwrap(), &lexicon);
        assert!(of("nvwaimport.rotterdam@nvwa.nl"));
        assert!(!of("bakkerjan@bakker.nl") && !of("nvwa@nvwa.nl") && !of("jansen@nvwa.nl"));
    }

    #[test]
    fn functions_and_persons() {
        let lexicon = Lexicon::shipped();
        for local in [
            "info",
            "woo-verzoeken",
            "postbus.DGDOO",
            "team.vergunningen",
            "dienstpostbus.PDOO",
            "woocovid19",
            "secretariaat.DO",
            "postbus20",
            "gemeente",
            "pers",
            "algoritmeregister",
            "ai-verordening",
            "griffie.gemeenteraad",
            "contactpersoonwoo",
            "postbus.kabinet",
        ] {
            assert!(is_function(local, &lexicon), "{local}");
        }
        for local in [
            "j.jansen",
            "hoekstraa",
            "bakker",
            "nienke.ziyani",
            "vandermeulene",
            "M.Terbraak",
            "w.ylmaz",
            "boersmaf",
            "secretariaat.jansen",
            "jdv",
        ] {
            assert!(!is_function(local, &lexicon), "{local}");
        }
    }
}
