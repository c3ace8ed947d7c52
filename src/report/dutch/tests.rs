//! Every message of the program, in both languages.

use super::*;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::Path;

fn messages() -> impl Iterator<Item = (&'static str, &'static str)> {
    SUBJECTS.iter().copied().flatten().copied()
}

/// What the source says to people: templates of messages, and pairs of Dutch and English.
#[derive(Default)]
struct Said {
    templates: BTreeSet<String>,
    pairs: BTreeSet<(String, String)>,
}

impl Said {
    /// The templates of all `message!` and `refuse!`, and the pairs of all `pick`, in these tokens.
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let before = |n: usize| match at.checked_sub(n).and_then(|i| tokens.get(i)) {
                Some(TokenTree::Ident(name)) => name.to_string(),
                _ => String::new(),
            };
            let texts = texts(group.stream());
            if let Some(Some(first)) = texts.first()
                && ["message", "refuse"].contains(&before(2).as_str())
            {
                self.templates.insert(first.clone());
            }
            if let [Some(dutch), Some(english)] = texts.as_slice()
                && before(1) == "pick"
            {
                self.pairs.insert((dutch.clone(), english.clone()));
            }
            self.read(group.stream());
        }
    }
}

/// The arguments of a call; `None` for one that is no text.
fn texts(tokens: TokenStream) -> Vec<Option<String>> {
    let mut out: Vec<Option<String>> = Vec::new();
    let mut fresh = true;
    for token in tokens {
        match &token {
            TokenTree::Punct(p) if p.as_char() == ',' => fresh = true,
            TokenTree::Literal(text) if fresh => {
                let text = syn::parse_str::<syn::LitStr>(&text.to_string());
                out.push(text.ok().map(|t| t.value()));
                fresh = false;
            }
            _ if fresh => {
                out.push(None);
                fresh = false;
            }
            _ => {
                if let Some(last) = out.last_mut() {
                    *last = None;
                }
            }
        }
    }
    out
}

fn said() -> Said {
    let mut out = Said::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in walkdir::WalkDir::new(root) {
        let path = entry.expect("src can be walked").into_path();
        let tests = path.file_stem().is_some_and(|n| n == "tests");
        if path.extension().is_some_and(|e| e == "rs") && !tests {
            let text = std::fs::read_to_string(&path).expect("source");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            out.read(code.parse().expect("tokens"));
        }
    }
    out
}

#[test]
fn every_message_has_its_dutch_and_no_dutch_is_left_over() {
    let used = said().templates;
    assert!(used.len() > 200, "{}", used.len());
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

/// The words of a language in a sentence. Options, variables and names of fields are the same in
/// both languages.
fn words(text: &str) -> BTreeSet<String> {
    let named = |w: &str| {
        w.starts_with(['-', '\'', '`', '[']) || w.contains('_') || w.contains("AGE-SECRET-KEY")
    };
    let words = text.split_whitespace().filter(|w| !named(w));
    words.flat_map(|w| w.split(|c: char| !c.is_alphabetic())).map(str::to_lowercase).collect()
}

fn foreign(dutch: &str, english: &str) -> Vec<String> {
    let (nl, en) = (words(dutch), words(english));
    let in_dutch = ENGLISH.lines().filter(|w| nl.contains(*w));
    in_dutch.chain(DUTCH.lines().filter(|w| en.contains(*w))).map(str::to_owned).collect()
}

#[test]
fn no_language_has_words_of_the_other() {
    for (english, dutch) in messages() {
        assert_eq!(foreign(dutch, english), [""; 0], "{english}: {dutch}");
    }
    let pairs = said().pairs;
    assert!(pairs.len() > 40, "{}", pairs.len());
    for (dutch, english) in &pairs {
        assert_eq!(foreign(dutch, english), [""; 0], "{english}: {dutch}");
    }
    for (code, dutch, english) in crate::report::notes::SENTENCES {
        assert_eq!(foreign(dutch, english), [""; 0], "{code}");
    }
}
