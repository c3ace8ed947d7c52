//! Replaces byte ranges of a buffer and leaves every other byte as it was.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use std::ops::Range;

/// The replacement of a byte range.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Splice {
    /// The offset of the first byte that is replaced.
    pub start: usize,
    /// The offset after the last byte that is replaced; equal to `start` for an insertion.
    pub end: usize,
    /// The bytes that replace them.
    pub with: Vec<u8>,
}

impl Splice {
    /// Replaces `range` with `with`.
    pub fn new(range: Range<usize>, with: impl Into<Vec<u8>>) -> Self {
        Self { start: range.start, end: range.end, with: with.into() }
    }
}

/// Two splices overlap, or one is outside the buffer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("splices overlap or lie outside the buffer at byte {at}")]
pub struct Overlap {
    /// The byte offset of the first conflict.
    pub at: usize,
}

/// Applies all splices to a buffer. Their order does not matter, except that insertions at the same
/// offset keep theirs.
///
/// # Errors
/// [`Overlap`] if two splices overlap or one is outside the buffer.
pub fn apply(bytes: &[u8], mut splices: Vec<Splice>) -> Result<Vec<u8>, Overlap> {
    splices.sort_by_key(|s| (s.start, s.end));
    let grown: usize = splices.iter().map(|s| s.with.len()).sum();
    let mut out = Vec::with_capacity(bytes.len() + grown);
    let mut at = 0;
    for s in &splices {
        let kept = bytes.get(at..s.start).ok_or(Overlap { at: s.start })?;
        if s.end < s.start || s.end > bytes.len() {
            return Err(Overlap { at: s.start });
        }
        out.extend_from_slice(kept);
        out.extend_from_slice(&s.with);
        at = s.end;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untouched_bytes_stay() {
        let out = apply(b"abcdef", vec![Splice::new(4..5, *b"XY"), Splice::new(1..2, *b"")]);
        assert_eq!(out.as_deref(), Ok(&b"acdXYf"[..]));
    }

    #[test]
    fn insertions_keep_their_sequence() {
        let out = apply(b"ab", vec![Splice::new(1..1, *b"1"), Splice::new(1..1, *b"2")]);
        assert_eq!(out.as_deref(), Ok(&b"a12b"[..]));
    }

    #[test]
    fn overlap_is_an_error() {
        assert!(apply(b"abc", vec![Splice::new(0..2, *b""), Splice::new(1..3, *b"")]).is_err());
        assert!(apply(b"abc", vec![Splice::new(2..9, *b"")]).is_err());
    }
}
