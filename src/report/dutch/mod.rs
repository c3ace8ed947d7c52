//! The Dutch of every message that the library can give.
//!
//! Keys are the English templates as they are in the code; a test holds that none is missing and
//! none is left over.

mod cli;
mod files;
mod policy;
mod reading;
mod recognize;

/// The Dutch of an English template.
pub(super) fn template(english: &str) -> Option<&'static str> {
    SUBJECTS.iter().find_map(|subject| {
        let at = subject.binary_search_by_key(&english, |(key, _)| key).ok()?;
        subject.get(at).map(|(_, dutch)| *dutch)
    })
}

/// English and Dutch, by subject.
const SUBJECTS: &[&[(&str, &str)]] =
    &[reading::MESSAGES, files::MESSAGES, recognize::MESSAGES, policy::MESSAGES, cli::MESSAGES];

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::{TokenStream, TokenTree};
    use std::collections::BTreeSet;
    use std::path::Path;

    fn messages() -> impl Iterator<Item = (&'static str, &'static str)> {
        SUBJECTS.iter().copied().flatten().copied()
    }

    /// The templates of all `message!` in these tokens.
    fn templates(tokens: TokenStream, out: &mut BTreeSet<String>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let before = at.checked_sub(2).and_then(|i| tokens.get(i));
            let named = matches!(before, Some(TokenTree::Ident(name)) if name == "message" || name == "refuse");
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
        let keys: Vec<String> = messages().map(|(k, _)| k.to_owned()).collect();
        let known: BTreeSet<String> = keys.iter().cloned().collect();
        assert_eq!(keys.len(), known.len(), "a message stands under one subject");
        let missing: Vec<_> = used.difference(&known).collect();
        let left: Vec<_> = known.difference(&used).collect();
        assert!(missing.is_empty() && left.is_empty(), "missing: {missing:?}, left: {left:?}");
        for subject in SUBJECTS {
            assert!(subject.is_sorted_by_key(|(k, _)| k), "the search needs them in order");
        }
    }

    /// Here a library says in English what is wrong; Dutch makes do with the place.
    const ENDS_IN_THE_WORDS_OF_A_LIBRARY: &[&str] = &[
        "not valid TOML, or not a pattern file: {0}",
        "not valid TOML: {0}",
        "{0}, pattern {1}: {2} is not a valid expression: {3}",
    ];

    #[test]
    fn both_languages_have_the_same_values() {
        let values = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|t| Some(t.split_once('}')?.0.to_owned())).collect()
        };
        for (english, dutch) in messages() {
            if !ENDS_IN_THE_WORDS_OF_A_LIBRARY.contains(&english) {
                assert_eq!(values(english), values(dutch), "{english}");
            }
        }
    }

    /// Words that only one of the languages has; the tests of the command look for them too.
    const DUTCH: &str = include_str!("../../../tests/language/dutch.txt");
    const ENGLISH: &str = include_str!("../../../tests/language/english.txt");

    #[test]
    fn no_language_has_words_of_the_other() {
        let words = |text: &str| -> BTreeSet<String> {
            // Options, variables and names of fields are the same in both.
            let named =
                |w: &str| w.starts_with(['-', '\'', '`', '[']) || !w.contains(char::is_lowercase);
            let words = text.split_whitespace().filter(|w| !named(w));
            words
                .flat_map(|w| w.split(|c: char| !c.is_alphabetic()))
                .map(str::to_lowercase)
                .collect()
        };
        for (english, dutch) in messages() {
            let (english, dutch) = (words(english), words(dutch));
            assert!(!DUTCH.lines().any(|w| english.contains(w)), "{english:?}");
            assert!(!ENGLISH.lines().any(|w| dutch.contains(w)), "{dutch:?}");
        }
    }
}
