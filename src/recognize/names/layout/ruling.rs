//! Who judged: the names in the closing formula of a ruling, and beside the words for a judge or
//! clerk. Court publications do not anonymize them.

use crate::model::{Category, Evidence, Role, Span};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;

/// Words that begin the closing formula.
const FORMULAS: &[&str] =
    &["Aldus ", "Deze uitspraak is ", "Dit vonnis is ", "Deze beschikking is ", "Dit arrest is "];

/// What a court does with a ruling in its closing formula.
const DONE: &[&str] =
    &["vastgesteld", "gewezen", "gegeven", "gedaan", "beslist", "uitgesproken", "gesproken"];

/// Words for who judges or records, in front of a name or behind it.
const JUDGES: &[&str] = &[
    "ambtenaar van staat",
    "advocaat-generaal",
    "griffier",
    "kantonrechter",
    "kinderrechter",
    "lid van de enkelvoudige kamer",
    "politierechter",
    "procureur-generaal",
    "raadsheer",
    "rechter",
    "rechter-commissaris",
    "rolraadsheer",
    "staatsraad",
    "voorzieningenrechter",
    "voorzitter",
];

/// Longest closing formula, in bytes.
const LONGEST: usize = 420;

/// Most bytes between a name and such a word.
const BESIDE: usize = 28;

/// Gives judges and clerks their role.
pub(crate) fn run(ctx: &NameContext<'_>, hits: &mut [Hit]) {
    let text = ctx.tokens.text;
    if !is_ruling(text) {
        cited(text, hits);
        return;
    }
    let formulas = formulas(text);
    // A chair and members judge here, and sit in no council.
    let open =
        |h: &&mut Hit| [Role::UNKNOWN, Role::REPRESENTATIVE, Role::MANAGER].contains(&h.role);
    for hit in hits.iter_mut().filter(|h| h.category == Category::NAME).filter(open) {
        let at = formulas.partition_point(|f| f.start <= hit.span.start);
        let closing = at.checked_sub(1).and_then(|i| formulas.get(i));
        let closing = closing.is_some_and(|f| f.contains(hit.span));
        if closing || is_beside_judge(text, hit.span) {
            hit.role = Role::JUDICIARY;
            hit.evidence.push(Evidence::of("uitspraak"));
        }
    }
}

/// Gives the judges whom another paper cites with their court their role: `de rechtbank Ede in zaak
/// EDE 19/2204 (voorzitter mr. A. Vos)`.
fn cited(text: &str, hits: &mut [Hit]) {
    for hit in hits.iter_mut().filter(|h| h.category == Category::NAME) {
        let open = [Role::UNKNOWN, Role::REPRESENTATIVE, Role::MANAGER].contains(&hit.role);
        if open && is_cited_judge(text, hit.span) {
            hit.role = Role::JUDICIARY;
            hit.evidence.push(Evidence::of("rechter in een zaak"));
        }
    }
}

/// Most bytes from a court to its judge in a citation.
const CITATION: usize = 140;

/// Words for judges that name no other chair or clerk.
const ONLY_JUDGES: &[&str] = &[
    "kantonrechter",
    "kinderrechter",
    "politierechter",
    "rechter-commissaris",
    "voorzieningenrechter",
];

fn is_cited_judge(text: &str, name: Span) -> bool {
    let from = text.floor_char_boundary(name.start.saturating_sub(CITATION));
    let before = text.get(from..name.start).unwrap_or_default().to_lowercase();
    let before = before.rsplit("\n\n").next().unwrap_or_default().trim_end();
    let Some(front) = before.strip_suffix("mr.") else { return false };
    let front = front.trim_end();
    if ONLY_JUDGES.iter().any(|judge| front.ends_with(judge)) {
        return true;
    }
    let Some((court, judge)) = front.rsplit_once('(') else { return false };
    let courts = ["rechtbank", "gerechtshof", "hof ", "raad van state", "raad van beroep", "kamer"];
    JUDGES.contains(&judge.trim()) && courts.iter().any(|word| court.contains(word))
}

/// Whether a text is of a court: it bears its number, or a court and what it decides.
fn is_ruling(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(4000.min(text.len()))).unwrap_or_default();
    let courts = [
        "echtbank",
        "erechtshof",
        "aad van State",
        "RECHTBANK",
        "GERECHTSHOF",
        "Hoge Raad",
        "Raad van Beroep",
        "College van Beroep",
        "HOGE RAAD",
    ];
    let decides = [
        "beslissing",
        "uitspraak",
        "Uitspraak",
        "UITSPRAAK",
        "vonnis",
        "VONNIS",
        "beschikking",
        "arrest",
    ];
    let holds = |words: &[&str]| words.iter().any(|w| head.contains(w));
    let closes = || FORMULAS.iter().any(|formula| text.contains(formula));
    // The end of a ruling need not name its court at the beginning.
    let named = holds(&courts) || courts.iter().any(|court| text.contains(court)) && closes();
    named && (holds(&decides) || closes()) && (text.contains("ECLI:NL:") || closes())
}

/// The closing formulas: up to the end of the paragraph.
fn formulas(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    for formula in FORMULAS {
        for (start, _) in text.match_indices(formula) {
            let to = text.floor_char_boundary((start + LONGEST).min(text.len()));
            let part = text.get(start..to).unwrap_or_default();
            // A page or a blank line may fall within the sentence.
            let ends = part.match_indices("\n\n").map(|(at, _)| at);
            let closed = |at: &usize| {
                part.get(..*at).is_some_and(|p| p.trim_end().ends_with(['.', ';', ':']))
            };
            let end = ends.into_iter().find(closed).unwrap_or(part.len());
            let part = part.get(..end).unwrap_or_default();
            if DONE.iter().any(|done| part.contains(done)) {
                out.push(Span::new(start, start + end));
            }
        }
    }
    out.sort_unstable();
    out
}

/// Whether a word for a judge is right in front of a name with a title, or right behind it.
fn is_beside_judge(text: &str, name: Span) -> bool {
    let from = text.floor_char_boundary(name.start.saturating_sub(BESIDE));
    let before = text.get(from..name.start).unwrap_or_default().to_lowercase();
    let before = before.trim_end();
    let Some(front) = before.strip_suffix("mr.").or_else(|| before.strip_suffix("mrs.")) else {
        return false;
    };
    let front = front.trim_end_matches([' ', ':', '(', '\t', '\n']);
    let to = text.floor_char_boundary((name.end + BESIDE).min(text.len()));
    let behind = text.get(name.end..to).unwrap_or_default();
    let behind = behind.trim_start_matches([' ', ',', '(', '\n', '\t']).to_lowercase();
    let judge = |w: &&&str| {
        front.ends_with(*w)
            || behind.strip_prefix(**w).is_some_and(|r| !r.starts_with(char::is_alphabetic))
    };
    JUDGES.iter().any(|w| judge(&w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_and_clerks() {
        let text = "Rechtbank Ede\nUitspraak\nECLI:NL:RBGEL:2020:1\nmr. A. Vos,\n\nkantonrechter te Ede. \
            Gemachtigde mr. B. Bos, advocaat te Ede.";
        assert!(is_ruling(text));
        let span = |name: &str| {
            let at = text.find(name).unwrap_or_default();
            Span::new(at, at + name.len())
        };
        assert!(is_beside_judge(text, span("A. Vos")));
        assert!(!is_beside_judge(text, span("B. Bos")));
    }

    #[test]
    fn judges_who_are_cited() {
        let text = "Anders dan de rechtbank Ede in zaak EDE 19/2204 (voorzitter mr. A. Vos) overwoog; \
            de kinderrechter mr. C. Bos; de commissie (voorzitter mr. B. Pol) adviseert.";
        let span = |name: &str| {
            let at = text.find(name).unwrap_or_default();
            Span::new(at, at + name.len())
        };
        assert!(is_cited_judge(text, span("A. Vos")));
        assert!(is_cited_judge(text, span("C. Bos")));
        assert!(!is_cited_judge("De commissie (voorzitter mr. B. Pol)", Span::new(29, 35)));
    }

    #[test]
    fn the_closing_formula() {
        let text =
            "Aldus vastgesteld door mr. A. Vos, voorzitter, en mr. B. Bos, leden.\n\nw.g. Vos";
        assert_eq!(formulas(text).len(), 1);
        assert!(formulas("Aldus meldt de krant.").is_empty());
        assert!(!is_ruling("Aldus vastgesteld door het college."));
    }
}
