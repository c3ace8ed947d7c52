//! Pictures in digits.

use crate::formats::media;
use std::ops::Range;

/// From how many pixels a picture may hold lines of text.
const LARGE: u32 = 120_000;

/// What becomes of a picture.
pub(super) struct Picture {
    /// The digits without what says more than the picture does; empty if it cannot be kept.
    pub(super) clean: String,
    /// Whether lines of text may stand in it.
    pub(super) large: bool,
}

/// The picture in these digits.
pub(super) fn picture(text: &str, digits: &Range<usize>) -> Picture {
    let raw = text.get(digits.clone()).unwrap_or_default();
    let Some(bytes) = bytes(raw) else {
        return Picture { clean: String::new(), large: raw.len() > 8192 };
    };
    let size = media::pixels(&bytes);
    let large = size.map_or(bytes.len() > 4096, |(w, h)| w.saturating_mul(h) >= LARGE);
    let clean = media::stripped(&bytes).map(|clean| written(&clean)).unwrap_or_default();
    Picture { clean, large }
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = digits.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let (pairs, rest) = digits.as_chunks::<2>();
    let value = |b: u8| char::from(b).to_digit(16);
    let byte = |[a, b]: &[u8; 2]| u8::try_from(value(*a)? * 16 + value(*b)?).ok();
    pairs.iter().map(byte).collect::<Option<Vec<u8>>>().filter(|b| rest.is_empty() && !b.is_empty())
}

fn written(bytes: &[u8]) -> String {
    let lines = bytes.chunks(39).map(|line| line.iter().map(|b| format!("{b:02x}")).collect());
    lines.collect::<Vec<String>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_loses_what_it_says_beside_itself() {
        let gif = "474946383961010001000000002 1fe064a616e2e2e2e002c00000000010001000002024401003b";
        let got = picture(gif, &(0..gif.len()));
        assert!(!got.clean.is_empty() && !got.clean.contains("4a616e") && !got.large);
        assert!(picture("4a616", &(0..5)).clean.is_empty());
    }
}
