//! Which values of OpenDocument are text, and what may replace them.

use crate::formats::office::syntax::attributes::without_style_words;
use crate::formats::office::syntax::vocabulary::{has_word, is_font, is_free_text, is_uri};
use crate::model::SegmentKind;

/// What may replace text in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rule {
    /// The label replaces the stretch.
    Text,
    /// A new name replaces the value wherever it stands.
    Identifier,
    /// `about:blank` replaces the value.
    Link,
    /// The author of a remark or change: replaced even when no name was found in it.
    Author,
    /// Emptied in every copy.
    Blank,
    /// The attribute goes: the formula or value of a cell.
    Attribute,
}

/// The namespaces that matter, by the word that sets them apart.
pub(crate) const NAMESPACES: [&str; 14] = [
    "office",
    "text",
    "table",
    "drawing",
    "style",
    "meta",
    "config",
    "presentation",
    "form",
    "chart",
    "datastyle",
    "svg-compatible",
    "xsl-fo-compatible",
    "manifest",
];

/// A short name of a namespace; empty if no standard has it here.
pub(crate) fn namespace(uri: &str) -> &'static str {
    let own = uri.strip_prefix("urn:oasis:names:tc:opendocument:xmlns:");
    if let Some(word) = own.and_then(|o| o.split(':').next()) {
        return NAMESPACES.iter().find(|n| **n == word).copied().unwrap_or("other");
    }
    match uri {
        "http://purl.org/dc/elements/1.1/" => "dc",
        "http://www.w3.org/1999/xlink" => "xlink",
        _ if is_standard(uri) => "other",
        _ => "",
    }
}

/// Whether a URI is one that ODF and the programs that write it use.
pub(crate) fn is_standard(uri: &str) -> bool {
    const STARTS: [&str; 6] = [
        "urn:oasis:names:tc:opendocument:xmlns:",
        "urn:org:documentfoundation:names:experimental:",
        "urn:openoffice:names:experimental:",
        "http://openoffice.org/",
        "http://docs.oasis-open.org/",
        "http://www.w3.org/",
    ];
    let plain = |c: char| c.is_ascii_alphanumeric() || ":/.-#_".contains(c);
    is_uri(uri)
        || uri.len() < 90 && uri.chars().all(plain) && STARTS.iter().any(|s| uri.starts_with(s))
}

/// How an attribute is read, by the namespaces and local names of its element and itself; `None`
/// for a number, a length, or a choice from a fixed set.
pub(crate) fn carrier(
    element: &str,
    (ns, name): (&str, &str),
    value: &str,
) -> Option<(SegmentKind, Rule)> {
    use SegmentKind::{Alternative, Field, Link, Metadata, Name};
    if !value.chars().any(char::is_alphanumeric) {
        return None;
    }
    match (ns, name) {
        ("xlink", "href") => return Some((Link, Rule::Link)),
        ("table", "formula") => return is_written(value).then_some((Field, Rule::Attribute)),
        ("office", "string-value") => return Some((Field, Rule::Text)),
        ("table", "value-type" | "date-value") => return None,
        (_, "title" | "target-frame-name" | "label" | "description" | "help-message") => {
            return Some((Alternative, Rule::Text));
        }
        ("meta", "name") => return Some((Name, Rule::Text)),
        ("config", "name" | "type") => return None,
        ("text", "author" | "note-author") | ("office", "display-author") => {
            return Some((Metadata, Rule::Author));
        }
        _ => {}
    }
    let is_name = name == "name" || name.ends_with("-name") || name == "id" || name == "family";
    if is_name || ns == "style" {
        return (!is_usual_name(value)).then_some((Name, Rule::Identifier));
    }
    let choice =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || " -#%.,()+:/".contains(c);
    let formal = !matches!(ns, "text" | "form" | "meta" | "" | "office");
    if (formal && value.chars().all(choice)) || is_font(value.trim_matches(['\'', '"'])) {
        return None;
    }
    let _ = element;
    is_free_text(value).then_some((Metadata, Rule::Text))
}

/// Whether a name is one that programs give: `P1`, `Table2.A1`, `Text_20_body`, `ce12`.
pub(crate) fn is_usual_name(name: &str) -> bool {
    let bare = name.trim_matches(['\'', '"']);
    if is_font(bare) || !is_free_text(bare) {
        return true;
    }
    let plain = without_style_words(&bare.replace("_20_", " "));
    // `Ab Kox`: short words, written as people's names are.
    let called = |word: &&str| {
        let mut letters = word.chars();
        (2..4).contains(&word.chars().count())
            && letters.next().is_some_and(char::is_uppercase)
            && letters.all(char::is_lowercase)
    };
    if plain.split_whitespace().filter(called).count() > 1 {
        return false;
    }
    plain.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).all(|word| {
        word.chars().count() < 4 && word.is_ascii()
            || matches!(
                word.to_ascii_lowercase().as_str(),
                "table"
                    | "tabel"
                    | "frame"
                    | "sheet"
                    | "blad"
                    | "sect"
                    | "fr"
                    | "graphics"
                    | "liberation"
                    | "noto"
                    | "sans"
                    | "serif"
                    | "mono"
                    | "devanagari"
                    | "page"
                    | "master"
                    | "default"
                    | "illustration"
                    | "drawing"
                    | "figure"
                    | "object"
                    | "standard"
                    | "euro"
                    | "unnamed"
                    | "mpm"
                    | "font"
                    | "num"
                    | "rtf"
            )
    })
}

/// Whether a formula holds words that no function has.
fn is_written(formula: &str) -> bool {
    let by_number = formula.to_uppercase();
    if by_number.contains("CHAR(") || by_number.contains("TEKEN(") {
        return true;
    }
    let words = formula.split(['"', '\'']).skip(1).step_by(2);
    let quoted = words.filter(|w| has_word(w)).count() > 0;
    quoted || formula.contains('$') && has_word(formula.trim_start_matches("of:="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_no_text() {
        for name in ["P1", "Table2.A1", "Text_20_body", "ce12", "Liberation Sans", "Heading_20_1"] {
            assert!(is_usual_name(name), "{name}");
        }
        for name in ["Stijl Jansen", "Jansen", "jjansen", "Ab Kox", "Kee Loo"] {
            assert!(!is_usual_name(name), "{name}");
        }
        assert_eq!(carrier("p", ("xsl-fo-compatible", "text-align"), "justify"), None);
        assert_eq!(carrier("p", ("xsl-fo-compatible", "margin"), "0.5cm"), None);
        assert_eq!(namespace("urn:oasis:names:tc:opendocument:xmlns:text:1.0"), "text");
        assert_eq!(namespace("urn:jansen"), "");
    }

    #[test]
    fn what_people_write_is_text() {
        let rule = |ns, name, value| carrier("x", (ns, name), value).map(|(_, rule)| rule);
        assert_eq!(rule("xlink", "href", "mailto:j@x.nl"), Some(Rule::Link));
        assert_eq!(
            rule("table", "formula", "of:=IF([.A1]=\"Jan Jansen\";1;0)"),
            Some(Rule::Attribute)
        );
        assert_eq!(rule("table", "formula", "of:=SUM([.A1:.A3])"), None);
        assert_eq!(rule("table", "name", "Dossier Jansen"), Some(Rule::Identifier));
        assert_eq!(rule("office", "string-value", "Jan"), Some(Rule::Text));
        assert_eq!(rule("text", "string-value-if-true", "Jan Jansen"), Some(Rule::Text));
    }
}
