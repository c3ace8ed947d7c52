//! The Dutch of every message that the library can give.
//!
//! Keys are the English templates as they are in the code; a test holds that none is missing and
//! none is left over.

/// The Dutch of an English template.
pub(super) fn template(english: &str) -> Option<&'static str> {
    let found = MESSAGES.binary_search_by_key(&english, |(key, _)| key);
    found.ok().and_then(|at| MESSAGES.get(at)).map(|(_, dutch)| *dutch)
}

/// English and Dutch, in the order of the English.
pub(super) const MESSAGES: &[(&str, &str)] = &[
    ("PDF: {0}", "PDF: {0}"),
    ("an encoded message", "een gecodeerd bericht"),
    ("an image is drawn on it", "er is een afbeelding op getekend"),
    ("an image is too large to inspect", "een afbeelding is te groot om na te kijken"),
    ("an image still shows something under it", "een afbeelding toont er nog iets onder"),
    ("attachment {0}", "bijlage {0}"),
    ("attachments are nested too deeply", "bijlagen zitten te diep in bijlagen"),
    ("binary part {0}", "binair onderdeel {0}"),
    ("broken XML", "kapotte XML"),
    ("byte strings of objects", "bytereeksen van objecten"),
    ("bytes of the file", "bytes van het bestand"),
    ("cannot be unpacked", "niet uit te pakken"),
    ("document properties", "documenteigenschappen"),
    ("file", "bestand"),
    ("it holds more than one revision", "er zit meer dan één versie in"),
    ("it shows something other than its code", "er staat iets anders op dan de code"),
    (
        "more is missing from the copy than was redacted ({0})",
        "in de kopie ontbreekt meer dan er gelakt is ({0})",
    ),
    ("names of objects", "namen van objecten"),
    ("nested too deeply", "te diep genest"),
    ("no opaque area covers it", "er ligt geen dekkend vlak op"),
    ("no pages", "geen pagina's"),
    ("not base64", "geen base64"),
    ("not readable text", "geen leesbare tekst"),
    ("object {0}", "object {0}"),
    ("package", "pakket"),
    ("page {0}", "pagina {0}"),
    ("page {0} does not exist", "pagina {0} bestaat niet"),
    ("page {0}: {1} letters", "pagina {0}: {1} letters"),
    ("part {0}", "onderdeel {0}"),
    ("something else is drawn on it", "er is iets anders op getekend"),
    ("something shows through when it is rendered", "in het beeld schijnt er iets door"),
    ("strings of objects", "tekenreeksen van objecten"),
    ("text", "tekst"),
    ("the character encoding has changed", "de tekencodering is veranderd"),
    ("the copy cannot be read back: {0}", "de kopie is niet na te lezen: {0}"),
    (
        "the copy still contains redacted text ({0}, {1}×)",
        "in de kopie staat nog gelakte tekst ({0}, {1}×)",
    ),
    ("the file is empty", "het bestand is leeg"),
    ("the zip directory is unreadable", "de inhoudsopgave van de zip is onleesbaar"),
    ("there are bytes after its end", "er staan bytes na het einde"),
    ("there are bytes before its start", "er staan bytes voor het begin"),
    ("there are fewer pages", "er zijn minder pagina's"),
    ("there are invisible letters on it", "er staan onzichtbare letters op"),
    ("there are letters under it", "er staan letters onder"),
    ("there is data outside the parts", "er staan gegevens buiten de onderdelen"),
    ("there is no second reader for {0}", "er is geen tweede lezer voor {0}"),
    ("there is still something at a redaction box ({0})", "bij een lakvak staat nog iets ({0})"),
    ("too large", "te groot"),
    ("too many redacted texts to search for", "te veel gelakte teksten om naar te zoeken"),
    ("unreadable name", "onleesbare naam"),
    ("{0}", "{0}"),
    ("{0} ({1})", "{0} ({1})"),
    ("{0} letters", "{0} letters"),
    ("{0} › {1}", "{0} › {1}"),
    ("{0}, box {1}: {2}", "{0}, vak {1}: {2}"),
    ("{0}: the page is too large to render", "{0}: de pagina is te groot om te tekenen"),
    ("{0}: {1}", "{0}: {1}"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::{TokenStream, TokenTree};
    use std::collections::BTreeSet;
    use std::path::Path;

    /// The templates of all `message!` in these tokens.
    fn templates(tokens: TokenStream, out: &mut BTreeSet<String>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let before = at.checked_sub(2).and_then(|i| tokens.get(i));
            let named = matches!(before, Some(TokenTree::Ident(name)) if name == "message");
            if let Some(TokenTree::Literal(first)) = group.stream().into_iter().next()
                && named
                && let Ok(text) = syn::parse_str::<syn::LitStr>(&first.to_string())
            {
                out.insert(text.value());
            }
            templates(group.stream(), out);
        }
    }

    fn used() -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for entry in walkdir::WalkDir::new(root) {
            let path = entry.expect("src can be walked").into_path();
            let tests = path.file_stem().is_some_and(|n| n == "tests");
            if path.extension().is_some_and(|e| e == "rs") && !tests {
                let text = std::fs::read_to_string(&path).expect("source");
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                templates(code.parse().expect("tokens"), &mut out);
            }
        }
        out
    }

    #[test]
    fn every_message_has_its_dutch_and_no_dutch_is_left_over() {
        let used = used();
        assert!(used.len() > 50, "{}", used.len());
        let known: BTreeSet<String> = MESSAGES.iter().map(|(k, _)| (*k).to_owned()).collect();
        let missing: Vec<_> = used.difference(&known).collect();
        let left: Vec<_> = known.difference(&used).collect();
        assert!(missing.is_empty() && left.is_empty(), "missing: {missing:?}, left: {left:?}");
        assert!(MESSAGES.is_sorted_by_key(|(k, _)| k), "the search needs them in order");
    }

    #[test]
    fn both_languages_have_the_same_values() {
        let values = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|t| Some(t.split_once('}')?.0.to_owned())).collect()
        };
        for (english, dutch) in MESSAGES {
            assert_eq!(values(english), values(dutch), "{english}");
        }
    }

    /// Words that only one of the languages has.
    const DUTCH: &[&str] = &[
        "het",
        "een",
        "niet",
        "geen",
        "van",
        "staat",
        "bestand",
        "bestanden",
        "tekst",
        "onderdeel",
        "bijlage",
        "pagina",
        "kopie",
        "met",
        "voor",
        "naar",
        "zijn",
        "wordt",
        "regel",
        "naam",
    ];
    const ENGLISH: &[&str] = &[
        "the",
        "not",
        "cannot",
        "file",
        "files",
        "text",
        "part",
        "attachment",
        "page",
        "copy",
        "with",
        "and",
        "are",
        "there",
        "line",
        "name",
        "of the",
    ];

    #[test]
    fn no_language_has_words_of_the_other() {
        let words = |text: &str| -> BTreeSet<String> {
            text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect()
        };
        for (english, dutch) in MESSAGES {
            let (english, dutch) = (words(english), words(dutch));
            assert!(!DUTCH.iter().any(|w| english.contains(*w)), "{english:?}");
            assert!(!ENGLISH.iter().any(|w| dutch.contains(*w)), "{dutch:?}");
        }
    }
}
