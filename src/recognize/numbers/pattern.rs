//! Pattern files: what a number looks like, which label supports it, and examples.
//!
//! A file without examples, or whose examples fail, does not load.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::error::{FileFault, RecognizeError};
use crate::recognize::hit::Hit;
use crate::recognize::numbers::checksum;
use regex::Regex;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The shipped pattern files: name and text.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    ("vormen.toml", include_str!("../../../patterns/nl/vormen.toml")),
    ("bsn.toml", include_str!("../../../patterns/nl/bsn.toml")),
    ("iban.toml", include_str!("../../../patterns/nl/iban.toml")),
    ("geboortedatum.toml", include_str!("../../../patterns/nl/geboortedatum.toml")),
    ("kenteken.toml", include_str!("../../../patterns/nl/kenteken.toml")),
    ("nummers.toml", include_str!("../../../patterns/nl/nummers.toml")),
    ("profiel.toml", include_str!("../../../patterns/nl/profiel.toml")),
    ("adres.toml", include_str!("../../../patterns/nl/adres.toml")),
    ("bijzonder.toml", include_str!("../../../patterns/nl/bijzonder.toml")),
];

/// How much of the text behind a match `unless-behind` sees, in bytes.
const BEHIND: usize = 24;

/// A pattern file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PatternFile {
    /// The category of all its patterns; absent for shapes that are never personal.
    category: Option<String>,
    /// The patterns.
    pattern: Vec<PatternEntry>,
}

/// One pattern as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PatternEntry {
    id: String,
    regex: String,
    /// A category that replaces the file's.
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    check: Option<String>,
    /// An expression that must match in front, within `reach` bytes.
    #[serde(default)]
    label: Option<String>,
    /// An expression that must not match directly in front.
    #[serde(default)]
    unless: Option<String>,
    /// An expression that must not match directly behind.
    #[serde(default)]
    unless_behind: Option<String>,
    #[serde(default = "reach")]
    pub(crate) reach: usize,
    /// How far in front of a keyword the value may begin, in bytes.
    #[serde(default = "ahead")]
    ahead: usize,
    /// How sure it is with a label, or at all if it has none.
    #[serde(default)]
    likelihood: LikelihoodName,
    /// How sure it is without its label; absent: it is not found.
    #[serde(default)]
    without_label: Option<LikelihoodName>,
    #[serde(default)]
    role: Option<String>,
    /// Words in lower case near which the pattern is tried; in the text, in any case.
    #[serde(default)]
    pub(crate) keywords: Vec<String>,
    /// How many digits must be close together for it to be tried; with keywords, near those.
    #[serde(default)]
    digits: Option<usize>,

    finds: Vec<String>,
    leaves: Vec<String>,
}

fn reach() -> usize {
    60
}

fn ahead() -> usize {
    24
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LikelihoodName {
    Possible,
    Likely,
    #[default]
    Certain,
}

impl From<LikelihoodName> for Likelihood {
    fn from(step: LikelihoodName) -> Self {
        match step {
            LikelihoodName::Possible => Self::Possible,
            LikelihoodName::Likely => Self::Likely,
            LikelihoodName::Certain => Self::Certain,
        }
    }
}

/// A regular expression that is compiled on first use.
pub(crate) struct LazyRegex {
    source: String,
    regex: OnceLock<Option<Regex>>,
}

impl LazyRegex {
    fn compile(&self) -> Result<Regex, regex::Error> {
        regex::RegexBuilder::new(&self.source).size_limit(4 << 20).build()
    }

    /// The expression; none if it does not compile.
    pub(crate) fn get(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| self.compile().ok()).as_ref()
    }

    fn is_match(&self, text: &str) -> bool {
        self.get().is_some_and(|r| r.is_match(text))
    }
}

/// One pattern, compiled.
pub struct Pattern {
    /// Its name, as evidence shows it.
    pub id: String,
    /// The file it comes from.
    pub file: String,
    /// What it finds; none for a shape that is never personal.
    pub category: Option<Category>,
    /// One example of what it finds.
    pub example: String,
    pub(crate) regex: LazyRegex,
    /// Whether the expression has no group `p`.
    whole: bool,
    check: Option<checksum::Check>,
    label: Option<LazyRegex>,
    unless: Option<LazyRegex>,
    unless_behind: Option<LazyRegex>,
    pub(crate) reach: usize,
    pub(crate) ahead: usize,
    with: Likelihood,
    without: Option<Likelihood>,
    role: Option<Role>,
    pub(crate) keywords: Vec<String>,
    pub(crate) digits: usize,
    pub(crate) finds: Vec<String>,
    pub(crate) leaves: Vec<String>,
}

/// Reads one pattern file, without running its examples.
///
/// # Errors
/// [`RecognizeError::At`] for invalid TOML or an unknown field; [`RecognizeError::Regex`],
/// [`RecognizeError::UnknownCheck`], [`RecognizeError::NoExamples`].
pub(crate) fn read(name: &str, text: &str) -> Result<Vec<Pattern>, RecognizeError> {
    let file: PatternFile = toml::from_str(text).map_err(|e| toml_error(name, text, &e))?;
    let shipped = SHIPPED.contains(&(name, text));
    let category = file.category.as_deref();
    file.pattern.into_iter().map(|entry| compile(name, shipped, category, entry)).collect()
}

fn toml_error(name: &str, text: &str, error: &toml::de::Error) -> RecognizeError {
    let at = error.span().map_or(0, |s| s.start);
    let head = text.get(..at).unwrap_or_default();
    let line = head.matches('\n').count() + 1;
    let column = head.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    RecognizeError::At {
        file: name.to_owned(),
        line: line as u64,
        column: column as u64,
        fault: FileFault::Toml(error.message().to_owned()),
    }
}

fn compile(
    file: &str,
    shipped: bool,
    category: Option<&str>,
    entry: PatternEntry,
) -> Result<Pattern, RecognizeError> {
    let regex = |field: &'static str, source: &str| {
        let lazy = LazyRegex { source: source.to_owned(), regex: OnceLock::new() };
        // Shipped expressions are compiled on first use; a test compiles them all.
        if !shipped {
            let regex = lazy.compile().map_err(|source| {
                let (file, id) = (file.to_owned(), entry.id.clone());
                RecognizeError::Regex { file, id, field, source }
            })?;
            let _ = lazy.regex.set(Some(regex));
        }
        Ok(lazy)
    };
    let check = match entry.check.as_deref().map(|name| (name, checksum::by_name(name))) {
        None => None,
        Some((_, Some(check))) => Some(check),
        Some((name, None)) => {
            let (file, id, name) = (file.to_owned(), entry.id.clone(), name.to_owned());
            return Err(RecognizeError::UnknownCheck { file, id, name, known: checksum::NAMES });
        }
    };
    if entry.finds.is_empty() || entry.leaves.is_empty() {
        return Err(RecognizeError::NoExamples { file: file.to_owned(), id: entry.id });
    }
    Ok(Pattern {
        regex: regex("regex", &entry.regex)?,
        whole: !entry.regex.contains("(?P<p>") && !entry.regex.contains("(?<p>"),
        label: entry.label.as_deref().map(|l| regex("label", l)).transpose()?,
        unless: entry.unless.as_deref().map(|l| regex("unless", l)).transpose()?,
        unless_behind: entry
            .unless_behind
            .as_deref()
            .map(|l| regex("unless-behind", l))
            .transpose()?,
        id: entry.id,
        file: file.to_owned(),
        category: entry.category.as_deref().or(category).map(Category::new),
        example: entry.finds.first().cloned().unwrap_or_default(),
        check,
        reach: entry.reach,
        ahead: entry.ahead,
        with: entry.likelihood.into(),
        without: entry.without_label.map(Into::into),
        role: entry.role.map(Role::new),
        digits: entry.digits.unwrap_or(if entry.keywords.is_empty() { 6 } else { 0 }),
        keywords: entry.keywords,
        finds: entry.finds,
        leaves: entry.leaves,
    })
}

impl Pattern {
    fn spans(&self, text: &str, from: usize, to: usize) -> Vec<(Span, Likelihood)> {
        let window = text.get(from..to).unwrap_or_default();
        let Some(regex) = self.regex.get() else { return Vec::new() };
        let judge = |found: regex::Match<'_>| {
            let span = Span::new(from + found.start(), from + found.end());
            self.judge(text, span).map(|likelihood| (span, likelihood))
        };
        // If the whole match is the personal part, no groups are needed.
        if self.whole {
            return regex.find_iter(window).filter_map(judge).collect();
        }
        let part = |c: regex::Captures<'_>| c.name("p").or_else(|| c.get(0)).and_then(judge);
        regex.captures_iter(window).filter_map(part).collect()
    }

    /// How likely a match is what the pattern looks for, given the text in front of it.
    fn judge(&self, text: &str, span: Span) -> Option<Likelihood> {
        let (head, tail) = word_bounds(text, span);
        let found = text.get(span.start..span.end)?;
        if !tail || self.check.is_some_and(|(_, test)| !test(found)) {
            return None;
        }
        if let Some(behind) = &self.unless_behind {
            let to = text.floor_char_boundary((span.end + BEHIND).min(text.len()));
            if behind.is_match(text.get(span.end..to)?) {
                return None;
            }
        }
        if head && self.label.is_none() && self.unless.is_none() {
            return Some(self.with);
        }
        let left = &*left_squeezed(text, span.start, self.reach);
        // `Burgerservicenummer123456782`: only a label may touch the number.
        let touched = left.ends_with(char::is_alphabetic)
            && self.label.as_ref().is_some_and(|l| l.is_match(left));
        if !head && !touched || self.unless.as_ref().is_some_and(|r| r.is_match(left)) {
            return None;
        }
        match &self.label {
            Some(label) if !label.is_match(left) => self.without,
            _ => Some(self.with),
        }
    }

    /// Adds what the pattern finds in these windows of the text.
    pub(crate) fn run(&self, text: &str, windows: &[Span], out: &mut Vec<Hit>) {
        let bytes = text.as_bytes();
        let digits = |w: &&Span| {
            let window = bytes.get(w.start..w.end).unwrap_or_default();
            // Without keywords, the windows are those of digits already.
            self.digits == 0
                || self.keywords.is_empty()
                || window.iter().filter(|b| b.is_ascii_digit()).take(self.digits).count()
                    == self.digits
        };
        for window in windows.iter().filter(digits) {
            for (span, likelihood) in self.spans(text, window.start, window.end) {
                let category = self.category.clone().unwrap_or(Category::new("vorm"));
                let mut hit = Hit::new(span, category, likelihood, Evidence::new(self.id.clone()));
                hit.shield = self.category.is_none();
                if let Some((name, _)) = self.check {
                    hit.evidence.push(Evidence::of(name));
                }
                if let Some(role) = &self.role {
                    hit.role = role.clone();
                }
                out.push(hit);
            }
        }
    }
}

/// The text in front of a byte as [`left_of`] gives it, with wide gaps narrowed: in a form, the
/// value may be far from its label.
fn left_squeezed(text: &str, at: usize, reach: usize) -> Cow<'_, str> {
    const WIDE: &str = "    ";
    let left = left_of(text, at, reach);
    if !left.contains(WIDE) {
        return Cow::Borrowed(left);
    }
    let mut out = String::with_capacity(reach);
    for c in left_of(text, at, reach + 80).chars() {
        if !(c == ' ' && out.ends_with("  ")) {
            out.push(c);
        }
    }
    let from = out.ceil_char_boundary(out.len().saturating_sub(reach));
    Cow::Owned(out.split_off(from))
}

/// The text in front of a byte, at most `reach` bytes and one line back.
pub(crate) fn left_of(text: &str, at: usize, reach: usize) -> &str {
    let mut start = at.saturating_sub(reach);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let left = text.get(start..at).unwrap_or_default();
    let trimmed = left.trim_end();
    match trimmed.rfind('\n') {
        // The label may be on the line above, but no further.
        Some(line) if trimmed.len() == left.len() || !left[trimmed.len()..].contains('\n') => {
            match left[..line].trim_end().rfind('\n') {
                Some(above) => &left[above..],
                None => left,
            }
        }
        Some(line) => &left[line..],
        None => left,
    }
}

/// Whether no letter or digit touches the start, and none the end.
fn word_bounds(text: &str, span: Span) -> (bool, bool) {
    let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let head = text.get(..span.start).and_then(|t| t.chars().next_back());
    let tail = text.get(span.end..).and_then(|t| t.chars().next());
    let first = text.get(span.start..).and_then(|t| t.chars().next());
    (edge(head) || !first.is_some_and(char::is_alphanumeric), edge(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_examples_hold() {
        let mut faults = Vec::new();
        for (name, text) in SHIPPED {
            for pattern in read(name, text).unwrap() {
                if let Err(e) = pattern.test() {
                    faults.push(e.to_string());
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn faults_are_named_by_line_and_column() {
        let error = read("x.toml", "category = \"a\"\n[[pattern]]\nid = 3\n").err().unwrap();
        assert!(error.to_string().starts_with("x.toml, line 3, column 6"), "{error}");
        let text = "[[pattern]]\nid='a'\nregex='a'\nfinds=['«b»']\nleaves=['c']\ndigits=0\n";
        let pattern = read("x.toml", text).unwrap().remove(0);
        assert!(pattern.test().is_err());
        assert!(read("x.toml", "[[pattern]]\nid='a'\nregex='a'\nfinds=[]\nleaves=[]\n").is_err());
    }
}
