//! The user's own lists: entries match as whole words, whatever the case, accents, spacing,
//! line breaks and hyphenation.

use super::RecognizeError;
use super::lexicon::fold;
use crate::model::Span;
use aho_corasick::{AhoCorasick, MatchKind};

/// Entries to look for, compiled.
pub struct WordList {
    find: Option<AhoCorasick>,
}

/// A text reduced to its letters and digits, with the way back.
pub struct Squeezed {
    text: String,
    /// For every byte of the reduced text: the bytes of the source character.
    back: Vec<(u32, u32)>,
}

impl Squeezed {
    /// Reduces a text.
    pub fn of(text: &str) -> Self {
        let mut out = Self { text: String::with_capacity(text.len()), back: Vec::new() };
        let mut buffer = [0u8; 4];
        for (at, c) in text.char_indices() {
            if !c.is_alphanumeric() && !matches!(c, '@' | '+') {
                continue;
            }
            let end = at + c.len_utf8();
            let piece = if c.is_ascii() {
                c.to_ascii_lowercase().encode_utf8(&mut buffer).to_owned()
            } else {
                fold(c.encode_utf8(&mut buffer))
            };
            out.text.push_str(&piece);
            let (Ok(at), Ok(end)) = (u32::try_from(at), u32::try_from(end)) else { break };
            out.back.extend(std::iter::repeat_n((at, end), piece.len()));
        }
        out
    }
}

impl WordList {
    /// Compiles the entries; empty lines and lines of marks only are passed over.
    ///
    /// # Errors
    /// When the list is too large to compile.
    pub fn new(entries: &[String]) -> Result<Self, RecognizeError> {
        let keys: Vec<String> =
            entries.iter().map(|e| Squeezed::of(e).text).filter(|k| !k.is_empty()).collect();
        if keys.is_empty() {
            return Ok(Self { find: None });
        }
        let find = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&keys)
            .map_err(|e| RecognizeError(format!("de lijst is te groot: {e}")))?;
        Ok(Self { find: Some(find) })
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.find.is_none()
    }

    /// All stretches of `text` that are an entry, as whole words; overlapping ones joined.
    pub fn find(&self, text: &str, squeezed: &Squeezed) -> Vec<Span> {
        let Some(find) = &self.find else { return Vec::new() };
        let mut out: Vec<Span> = Vec::new();
        for found in find.find_overlapping_iter(&squeezed.text) {
            let Some((first, last)) =
                squeezed.back.get(found.start()).zip(squeezed.back.get(found.end() - 1))
            else {
                continue;
            };
            let span = Span::new(first.0 as usize, last.1 as usize);
            if whole_words(text, span) {
                out.push(span);
            }
        }
        out.sort();
        let mut joined: Vec<Span> = Vec::new();
        for span in out {
            match joined.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => joined.push(span),
            }
        }
        joined
    }
}

fn whole_words(text: &str, span: Span) -> bool {
    let inside = text.get(span.start..span.end).unwrap_or_default();
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    let joined = |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| one_word(a, b));
    !joined(before, inside.chars().next()) && !joined(inside.chars().next_back(), after)
}

/// Whether two neighbors belong to one word: both letters of one script, or both digits. Scripts
/// without spaces have no words to be whole.
fn one_word(a: char, b: char) -> bool {
    let kind = |c: char| match c {
        _ if !c.is_alphanumeric() => 0,
        _ if c.is_numeric() => 1,
        '\0'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}' => 2,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => 3,
        '\u{400}'..='\u{52F}' => 4,
        '\u{590}'..='\u{5FF}' => 5,
        '\u{600}'..='\u{77F}' => 6,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => 0,
        '\u{2E80}'.. => 0,
        _ => 7,
    };
    kind(a) == kind(b) && kind(a) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entries: &[&str], text: &str) -> Vec<String> {
        let entries: Vec<String> = entries.iter().map(|e| (*e).to_owned()).collect();
        let list = WordList::new(&entries).unwrap();
        list.find(text, &Squeezed::of(text))
            .into_iter()
            .map(|s| text[s.start..s.end].to_owned())
            .collect()
    }

    #[test]
    fn whatever_the_dress() {
        assert_eq!(found(&["José de Vries"], "aan JOSE  DE\nVRIES."), ["JOSE  DE\nVRIES"]);
        assert_eq!(
            found(&["Jansen-Bakker"], "Jansen - Bakker en Jansen Bakker"),
            ["Jansen - Bakker", "Jansen Bakker"]
        );
        assert_eq!(
            found(&["Verhoeven"], "V e r h o e v e n; Ver-\nhoeven"),
            ["V e r h o e v e n", "Ver-\nhoeven"]
        );
    }

    #[test]
    fn whole_words_only() {
        assert_eq!(found(&["Bos"], "Bosch, Bos, Abos"), ["Bos"]);
        assert_eq!(found(&["", "--"], "-- x"), [""; 0]);
        assert_eq!(found(&["Bos"], "Bos2 2Bos _Bos_ BosБ Bosé"), ["Bos", "Bos", "Bos", "Bos"]);
        assert_eq!(found(&["12345"], "BSN12345 123456"), ["12345"]);
        assert_eq!(found(&["Belding", "读者"], "的Belding和 深入读者可以"), ["Belding", "读者"]);
    }
}
