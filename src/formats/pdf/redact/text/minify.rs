//! Minifies edited content, so that nothing reveals how much was removed: the white space where
//! operators were, text objects and groups that no longer draw anything, and settings that later
//! ones replace. What is drawn stays the same.

use crate::formats::pdf::syntax::content_stream::Op;
use crate::formats::pdf::syntax::lexer;
use std::collections::HashMap;
use std::ops::Range;

/// Operators that only set something, which the next operator of the same kind replaces (8.4.4,
/// 9.3, 8.6.8).
const SETTERS: [&[u8]; 24] = [
    b"Tf", b"Tc", b"Tw", b"Tz", b"TL", b"Ts", b"Tr", b"g", b"G", b"rg", b"RG", b"k", b"K", b"cs",
    b"CS", b"sc", b"SC", b"scn", b"SCN", b"w", b"J", b"j", b"M", b"d",
];
/// Operators that only position text.
const PLACES: [&[u8]; 4] = [b"Td", b"TD", b"Tm", b"T*"];

/// The content with one operator per line and without operators that have no effect; unchanged if
/// it is not understood. It may be one of several streams of a page: what is open at its ends stays
/// open.
pub(crate) fn minify(bytes: Vec<u8>) -> Vec<u8> {
    let read = lexer::lex_operators(&bytes);
    if !read.skipped.is_empty() {
        return bytes;
    }
    let mut pieces: Vec<OperatorBytes<'_>> =
        read.ops.iter().map(|op| OperatorBytes::new(&bytes, op)).collect();
    // Text that clips: what remains visible without letters is up to the viewer.
    if !pieces.iter().any(OperatorBytes::clips) {
        loop {
            let before = pieces.len();
            pieces = without_empty_groups(without_empty_texts(pieces));
            if pieces.len() == before {
                break;
            }
        }
        pieces = without_repeats(pieces);
    }
    let mut out = Vec::with_capacity(bytes.len());
    for piece in &pieces {
        out.extend_from_slice(piece.bytes);
        out.push(b'\n');
    }
    // The result must read as the intended operators.
    let again = lexer::lex_operators(&out);
    let same = again.skipped.is_empty()
        && again.ops.len() == pieces.len()
        && again.ops.iter().zip(&pieces).all(|(op, p)| out.get(op.range.clone()) == Some(p.bytes));
    if same { out } else { bytes }
}

/// An operator with its operands, as bytes.
#[derive(Clone, Copy)]
struct OperatorBytes<'a> {
    word: &'a [u8],
    bytes: &'a [u8],
}

impl<'a> OperatorBytes<'a> {
    fn new(bytes: &'a [u8], op: &Op) -> Self {
        let slice = |range: &Range<usize>| bytes.get(range.clone()).unwrap_or_default();
        Self { word: slice(&op.keyword), bytes: slice(&op.range) }
    }

    fn sets(&self) -> bool {
        SETTERS.contains(&self.word)
    }

    /// Whether it makes text a clipping path (9.3.6).
    fn clips(&self) -> bool {
        self.word == b"Tr" && matches!(self.bytes.first(), Some(b'4'..=b'7'))
    }
}

/// Of a text object that shows nothing only its settings stay, because they remain in effect.
fn without_empty_texts(pieces: Vec<OperatorBytes<'_>>) -> Vec<OperatorBytes<'_>> {
    let mut out: Vec<OperatorBytes<'_>> = Vec::with_capacity(pieces.len());
    let mut open = None;
    for piece in pieces {
        out.push(piece);
        match piece.word {
            b"BT" => open = Some(out.len() - 1),
            b"ET" => {
                let start = open.take().unwrap_or(out.len());
                let inner = out.get(start + 1..out.len() - 1).unwrap_or_default();
                // `TD` also sets the leading, so it does not only position.
                let empty =
                    inner.iter().all(|p| p.sets() || (PLACES.contains(&p.word) && p.word != b"TD"));
                if empty {
                    let kept: Vec<OperatorBytes<'_>> =
                        inner.iter().filter(|p| p.sets()).copied().collect();
                    out.truncate(start);
                    out.extend(kept);
                }
            }
            _ => {}
        }
    }
    out
}

/// Removes groups in which nothing is drawn, together with everything they set.
fn without_empty_groups(pieces: Vec<OperatorBytes<'_>>) -> Vec<OperatorBytes<'_>> {
    let mut out: Vec<OperatorBytes<'_>> = Vec::with_capacity(pieces.len());
    let mut open: Vec<usize> = Vec::new();
    for piece in pieces {
        out.push(piece);
        match piece.word {
            b"q" => open.push(out.len() - 1),
            b"Q" => {
                let Some(start) = open.pop() else { continue };
                let inner = out.get(start + 1..out.len() - 1).unwrap_or_default();
                if inner.iter().all(|p| p.sets() || matches!(p.word, b"cm" | b"gs" | b"ri" | b"i"))
                {
                    out.truncate(start);
                }
            }
            _ => {}
        }
    }
    out
}

/// Of consecutive settings only the last of each kind stays.
fn without_repeats(pieces: Vec<OperatorBytes<'_>>) -> Vec<OperatorBytes<'_>> {
    let mut out = Vec::with_capacity(pieces.len());
    for row in pieces.chunk_by(|a, b| a.sets() && b.sets()) {
        let last: HashMap<&[u8], usize> =
            row.iter().enumerate().map(|(i, p)| (p.word, i)).collect();
        let kept = row.iter().enumerate().filter(|(i, p)| last.get(p.word) == Some(i));
        out.extend(kept.map(|(_, p)| *p));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(content: &str) -> String {
        String::from_utf8(minify(content.as_bytes().to_vec())).expect("ASCII stays ASCII")
    }

    #[test]
    fn the_number_of_cut_letters_leaves_no_trace() {
        let page = |letters: usize| {
            let blank = "BT /F1 11 Tf      ET\n";
            format!(
                "q {} BT /F1 11 Tf 1 0 0 1 9 9 Tm [(a)] TJ   \n {} ET q 1 0 0 1 {letters} 0 cm Q Q",
                blank.repeat(letters),
                "    \n".repeat(letters)
            )
        };
        assert_eq!(tidied(&page(3)), tidied(&page(17)));
        assert_eq!(
            tidied(&page(1)),
            "q\n/F1 11 Tf\nBT\n/F1 11 Tf\n1 0 0 1 9 9 Tm\n[(a)] TJ\nET\nQ\n"
        );
    }

    #[test]
    fn what_holds_later_stays() {
        let page = "BT /F1 11 Tf 14 TL 5 0 Td ET 0 g /F2 9 Tf 1 g BT (x) Tj ET";
        assert_eq!(tidied(page), "14 TL\n/F2 9 Tf\n1 g\nBT\n(x) Tj\nET\n");
        let drawn = "q 1 0 0 1 2 3 cm 0 0 1 1 re f Q";
        assert_eq!(tidied(drawn), "q\n1 0 0 1 2 3 cm\n0 0 1 1 re\nf\nQ\n");
        let image = "q BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI Q";
        assert!(tidied(image).contains("BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI"));
    }

    #[test]
    fn what_is_not_understood_stays_as_it_came() {
        assert_eq!(tidied("BT ) ET  (a) Tj"), "BT ) ET  (a) Tj");
        assert_eq!(tidied("7 Tr  BT ET"), "7 Tr\nBT\nET\n");
        assert_eq!(tidied("Q  Q BT"), "Q\nQ\nBT\n");
        assert_eq!(tidied("ET  q 1 w"), "ET\nq\n1 w\n");
    }

    proptest::proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(words in proptest::collection::vec(
            proptest::sample::select(vec![
                "q", "Q", "BT", "ET", "/F1 9 Tf", "(a) Tj", "1 0 Td", "0 g", "1 g", "0 0 1 1 re", "f",
                "1 0 0 1 5 5 cm", "/A BMC", "EMC", "5 TL", "T*", "2 Tr",
            ]), 0..40)) {
            let once = minify(words.join("  ").into_bytes());
            proptest::prop_assert_eq!(minify(once.clone()), once);
        }
    }
}
