//! Bank accounts of authorities and companies.

use crate::model::{Category, Evidence, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::lexicon::organization;
use crate::recognize::numbers::checksum;

/// Last parts of words for bodies and associations.
const BODIES: &[&str] = &[
    "agentschap",
    "autoriteit",
    "bureau",
    "college",
    "comité",
    "commissie",
    "dienst",
    "fonds",
    "inspectie",
    "instituut",
    "kamer",
    "ministerie",
    "schap",
    "stichting",
    "universiteit",
    "vereniging",
];

/// Whether a sentence tells the reader to pay into an account, and not that it is somebody's own:
/// a decision names the account of the body that took it.
fn asks_payment(sentence: &str) -> bool {
    let pay =
        ["betaal", "betalen", "overmaken", "over te maken", "maakt het bedrag over", "storten"];
    let reader = [" u ", "dient ", "kunt ", "verzoek"];
    let own = ["mijn ", "uw eigen", "uw rekening", "zijn rekening", "haar rekening", "onze vader"];
    let holds = |words: &[&str]| words.iter().any(|w| sentence.contains(w));
    holds(&pay) && holds(&reader) && !holds(&own)
}

/// Whether a word is a body or an association.
fn is_body(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    organization::is_body_word(word) || BODIES.iter().any(|b| word.ends_with(b))
}

/// Whether a body holds the account by what is right beside it: `rekeningnummer gemeente: ...`,
/// `... (Omgevingsdienst)`.
fn is_beside_body(line: &str, behind: &str) -> bool {
    let label: Vec<&str> = line.trim_end().rsplit(' ').take(3).collect();
    let labeled = label.first().is_some_and(|w| is_body(w))
        && label.iter().skip(1).any(|w| w.contains("rekening") || w.contains("iban"));
    let bracket =
        behind.trim_start().strip_prefix('(').and_then(|b| b.split([' ', ')', ',']).next());
    labeled || bracket.is_some_and(is_body)
}

/// Whether the lines right above, in the same block, have the number of a company: `KvK 37104418`
/// above `Tekenbevoegd: ...` above `IBAN: ...`.
fn is_below_numbers(text: &str, at: usize) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(BLOCK));
    let above = text.get(from..at).unwrap_or_default();
    let block = above.rsplit("\n\n").next().unwrap_or_default();
    let line = block.rsplit('\n').next().unwrap_or_default().trim().to_lowercase();
    let label = matches!(line.trim_end_matches(':').trim_end(), "iban" | "bank" | "rekening" | "");
    let block = block.to_lowercase();
    let lines = block.matches('\n').count();
    label && (1..=3).contains(&lines) && ["kvk", "k.v.k", "btw"].iter().any(|w| block.contains(w))
}

/// Most bytes above an account that are looked through.
const BLOCK: usize = 240;

/// Marks the accounts of organizations, recognizable by their bank or by the name of the holder.
pub(crate) fn accounts(text: &str, hits: &mut [Hit]) {
    for hit in hits.iter_mut().filter(|h| h.category == Category::IBAN) {
        let number = text.get(hit.span.start..hit.span.end).unwrap_or_default();
        let to = text.floor_char_boundary((hit.span.end + 90).min(text.len()));
        let behind = text.get(hit.span.end..to).unwrap_or_default().to_lowercase();
        let behind = behind.replace('\n', " ");
        let named = ["t.n.v.", "ten name van", "tnv"].iter().find_map(|w| behind.split_once(w));
        let body = named.is_some_and(|(_, name)| {
            let name = name
                .trim_start()
                .replace("penningm. ", "")
                .replace("st. ", "stichting ")
                .replace("stg ", "stichting ");
            let first = name.split([',', '.']).next().unwrap_or_default();
            let company = [" b.v", " n.v", " bv", " nv", "& "].iter().any(|f| first.contains(f));
            company || first.split(' ').any(is_body)
        });
        // An account in a footer with company numbers belongs to the company.
        let from = text.floor_char_boundary(hit.span.start.saturating_sub(120));
        let line = text.get(from..hit.span.start).unwrap_or_default().rsplit('\n').next();
        // Only the sentence itself counts.
        let line = line.unwrap_or_default().rsplit(". ").next().unwrap_or_default().to_lowercase();
        let same = text.get(hit.span.end..to).unwrap_or_default().split('\n').next();
        let same = same.unwrap_or_default().to_lowercase();
        let company = [line.as_str(), &same]
            .iter()
            .any(|a| ["kvk", "k.v.k", "btw", "bic", "rsin"].iter().any(|w| a.contains(w)))
            || line.contains("stichting")
            || line.contains("bng bank")
            || is_beside_body(&line, &same)
            || asks_payment(&format!(" {line}"));
        let company = company || is_below_numbers(text, hit.span.start);
        let body = body || company && named.is_none();
        if checksum::is_public_bank(number) || body {
            hit.role = Role::ORGANIZATION;
            hit.evidence.push(Evidence::of("rekening van een overheid"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Likelihood, Span};

    fn is_public(text: &str) -> bool {
        let at = text.find("NL22").unwrap_or_default();
        let mut hits = [Hit::new(
            Span::new(at, at + 22),
            Category::IBAN,
            Likelihood::Certain,
            Evidence::of("iban"),
        )];
        accounts(text, &mut hits);
        hits.iter().all(|h| h.role == Role::ORGANIZATION)
    }

    #[test]
    fn the_account_of_the_body() {
        assert!(is_public("op NL22 INGB 0009 9123 45 ten name van de Zorgautoriteit."));
        assert!(is_public("U betaalt de dwangsom op rekening NL22 INGB 0009 9123 45."));
        assert!(is_public("Rekeningnummer gemeente: NL22 INGB 0009 9123 45"));
        assert!(is_public("op NL22 INGB 0009 9123 45 ten name van de Huurcommissie."));
        assert!(is_public(
            "KvK 37104418, btw NL8B01\nTekenbevoegd: A. Vos\nIBAN: NL22 INGB 0009 9123 45"
        ));
        assert!(!is_public("btw\n\nNaam: A. Vos\nIBAN: NL22 INGB 0009 9123 45"));
        assert!(is_public("Rekening NL22 INGB 0009 9123 45 (Omgevingsdienst)"));
        assert!(!is_public("Betaling kan op mijn rekening NL22 INGB 0009 9123 45."));
        assert!(!is_public("Wilt u betalen op mijn rekening NL22 INGB 0009 9123 45?"));
        assert!(!is_public("op NL22 INGB 0009 9123 45 t.n.v. A. Vos"));
        assert!(!is_public("op NL22 INGB 0009 9123 45 ten name van mw. Vos."));
    }
}
