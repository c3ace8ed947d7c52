//! How a text may be spelled in bytes.

use crate::model::{Message, message};
use crate::verify::error::VerifyError;
use crate::verify::needle::{self, Needle};
use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

/// From how many letters and digits a text is looked for in bytes; shorter ones occur by chance
/// and are left to the readers that know what is text.
const LONG: usize = 8;

/// All spellings of all texts that must be gone without exception.
pub(super) struct Spellings {
    automaton: Option<AhoCorasick>,
}

impl Spellings {
    /// Texts that may still stand somewhere are left out: bytes do not tell where that is.
    pub(super) fn new(needles: &[Needle]) -> Result<Self, VerifyError> {
        let mut patterns: Vec<Vec<u8>> = needles
            .iter()
            .filter(|n| n.allowed == 0)
            .filter(|n| n.text.chars().filter(|c| c.is_alphanumeric()).count() >= LONG)
            .flat_map(|n| spell(&n.text))
            .collect();
        patterns.sort();
        patterns.dedup();
        if patterns.is_empty() {
            return Ok(Self { automaton: None });
        }
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(needle::kind(&patterns))
            .build(patterns)
            .map(|a| Self { automaton: Some(a) })
            .map_err(|_| VerifyError::Unreadable(message!("too many redacted texts to search for")))
    }

    /// # Errors
    /// [`VerifyError::Residue`] when any spelling stands in the bytes.
    pub(super) fn search(&self, bytes: &[u8], place: &Message) -> Result<(), VerifyError> {
        let count = self.automaton.iter().flat_map(|a| a.find_iter(bytes)).count();
        if count > 0 {
            return Err(VerifyError::Residue { place: place.clone(), count });
        }
        Ok(())
    }
}

fn spell(text: &str) -> Vec<Vec<u8>> {
    let words = text.split_whitespace().collect::<Vec<_>>();
    let plain: String = text.nfkd().filter(char::is_ascii).collect();
    let forms = [words.join(" "), words.concat(), plain];
    let mut out = Vec::new();
    for form in forms.iter().filter(|f| f.chars().count() >= LONG) {
        for cased in [form.clone(), form.to_lowercase(), form.to_uppercase()] {
            let wide: Vec<u16> = cased.encode_utf16().collect();
            let big: Vec<u8> = wide.iter().flat_map(|u| u.to_be_bytes()).collect();
            let little: Vec<u8> = wide.iter().flat_map(|u| u.to_le_bytes()).collect();
            let narrow: Option<Vec<u8>> = cased.chars().map(|c| u8::try_from(c).ok()).collect();
            if let Some(narrow) = narrow {
                out.push(hex(&narrow));
                out.push(narrow.iter().flat_map(|b| format!("\\{b:03o}").into_bytes()).collect());
                out.push(narrow.iter().rev().copied().collect());
                out.push(narrow);
            }
            out.push(hex(&big));
            out.push(big);
            out.push(little);
            out.push(percent(&cased));
            out.push(cased.into_bytes());
        }
    }
    out
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|b| format!("{b:02x}").into_bytes()).collect()
}

/// As in a web address.
fn percent(text: &str) -> Vec<u8> {
    let escape = |b: u8| {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            vec![b]
        } else {
            format!("%{b:02x}").into_bytes()
        }
    };
    text.bytes().flat_map(escape).collect()
}
