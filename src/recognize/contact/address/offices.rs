//! Addresses that are those of an organization, whatever name stands near: offices of public bodies,
//! what a label calls a visiting address, what stands right below the name of a body.

use crate::model::{Category, Span};
use crate::recognize::hit::Hit;
use crate::recognize::names::lexicon::{organization, public_body};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;
use crate::recognize::text::word_lists;

/// Labels in front of the address of an organization, folded.
const LABELS: &[&str] =
    &["bezoekadres", "vestigingsadres", "vestiging", "kantooradres", "kantoor", "vergaderlocatie"];

/// Most bytes between a street and the postcode that belongs to it.
const BESIDE: usize = 120;

/// Longest line that can be the name of a body, in bytes.
const NAME: usize = 70;

/// Drops the addresses of organizations. `names` are the spans of people, sorted.
pub(super) fn drop(text: &str, names: &[Span], out: &mut Vec<Hit>) {
    let of_office = |hit: &Hit| {
        hit.category == Category::ADDRESS
            && (is_listed(text, hit.span)
                || is_labeled(text, hit.span)
                || is_below_body(text, hit.span, names))
    };
    let dropped: Vec<Span> = out.iter().filter(|h| of_office(h)).map(|h| h.span).collect();
    if dropped.is_empty() {
        return;
    }
    // The postcode goes with its street: nothing but white space, a comma or other addresses between.
    let follows = |span: Span| {
        dropped.iter().any(|street| {
            let gap =
                (street.end <= span.start).then(|| text.get(street.end..span.start)).flatten();
            gap.is_some_and(|g| {
                g.len() <= BESIDE && g.chars().all(|c| c.is_whitespace() || c == ',')
            })
        })
    };
    out.retain(|hit| {
        hit.category != Category::ADDRESS || !dropped.contains(&hit.span) && !follows(hit.span)
    });
}

/// Whether the list of offices has this street and number.
fn is_listed(text: &str, span: Span) -> bool {
    let own = text.get(span.start..span.end).unwrap_or_default();
    let plain = own.split_whitespace().collect::<Vec<_>>().join(" ");
    word_lists::contains("kantoor", &fold(&plain))
}

/// Whether the label of an organization's address is right in front.
fn is_labeled(text: &str, span: Span) -> bool {
    let from = text.floor_char_boundary(span.start.saturating_sub(NAME));
    let front = text.get(from..span.start).unwrap_or_default();
    let line = front.rsplit('\n').next().unwrap_or_default();
    let gap =
        line.ends_with(':') || line.ends_with(": ") || line.ends_with("  ") || line.ends_with('\t');
    let label = line.trim_end().trim_end_matches(':').trim_end();
    let word = label.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    gap && LABELS.contains(&fold(word).as_str())
}

/// Whether the line right above is the name of a body and of nobody else.
fn is_below_body(text: &str, span: Span, names: &[Span]) -> bool {
    let line = text.get(..span.start).and_then(|t| t.rfind('\n'));
    let Some(end) =
        line.filter(|at| text.get(*at..span.start).is_some_and(|t| t.trim().is_empty()))
    else {
        return false;
    };
    let head = text.get(..end).unwrap_or_default();
    let start = head.rfind('\n').map_or(0, |at| at + 1);
    let above = text.get(start..end).unwrap_or_default();
    let at = names.partition_point(|n| n.end <= start);
    let someone = names.get(at).is_some_and(|n| n.start < end);
    let own = text.get(span.start..span.end).unwrap_or_default();
    // A postcode is below its street, which may be called `Nieuwe Binnenweg`.
    let numbered =
        own.starts_with(|c: char| c.is_ascii_digit()) || above.bytes().any(|b| b.is_ascii_digit());
    if someone || numbered || above.trim().is_empty() || above.len() > NAME {
        return false;
    }
    let t = Tokens::of(above);
    (0..t.len()).any(|i| {
        t.is_capital(i)
            && t.kind(i) != TokenKind::Letter
            && (public_body::body_at(&t, i).is_some()
                || organization::is_body_word(&fold(t.word(i))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::contact::address::finder::AddressFinder;

    fn found(text: &str) -> Vec<&str> {
        let names: Vec<Span> =
            text.find("Quist").map(|at| Span::new(at, at + 5)).into_iter().collect();
        let mut out = Vec::new();
        AddressFinder::new().unwrap().run(text, &names, &mut out);
        // Several readers find the same.
        let mut spans: Vec<Span> = out.into_iter().map(|h| h.span).collect();
        spans.sort_unstable();
        spans.dedup();
        spans.into_iter().map(|span| &text[span.start..span.end]).collect()
    }

    #[test]
    fn offices_stay() {
        for text in [
            "A. Quist\nadviseur\nTurfmarkt 147\n2511 DP Den Haag\n",
            "Contact: Quist\nBezoekadres: Kerkpad 3, 1234 AB Ede\n",
            "Quist\nVNG Realisatie\nKerkpad 3\n1234 AB Ede\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn homes_go() {
        assert_eq!(found("De heer Quist\nKerkpad 3\n1234 AB Ede\n"), ["Kerkpad 3", "1234 AB"]);
        let text = "De heer Quist\nNieuwe Binnenweg 3\n1234 AB Ede\n";
        assert_eq!(found(text), ["Nieuwe Binnenweg 3", "1234 AB"]);
        let text = "Quist\nMevrouw Zwal\nKerkpad 3\n1234 AB Ede\n";
        assert_eq!(found(text), ["Kerkpad 3", "1234 AB"]);
        assert_eq!(found("Quist woont op Turfmarkt 14\n"), ["Turfmarkt 14"]);
    }
}
