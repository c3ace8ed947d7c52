//! Type 2 charstrings without subroutines (Adobe Technical Note 5177).
//!
//! A subset keeps the subroutines of its former letters, and their numbers reveal which these were.
//! So the subroutines that a letter calls are written into it, and none are needed any more.

use std::ops::Range;

/// Longest charstring, and deepest nesting of calls (5177, appendix B).
const MAX_LENGTH: usize = 0xffff;
const MAX_CALLS: usize = 10;
/// Most operators and numbers that are read for one letter.
const MAX_STEPS: usize = 200_000;
/// One-byte operators.
const CALL: u8 = 10;
const RETURN: u8 = 11;
const ESCAPE: u8 = 12;
pub(crate) const END_CHAR: u8 = 14;
const CALL_GLOBAL: u8 = 29;

/// Subroutines that a charstring may call.
pub(crate) struct Subroutines<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) local: &'a [Range<usize>],
    pub(crate) global: &'a [Range<usize>],
}

impl<'a> Subroutines<'a> {
    /// A subroutine by its number, which is biased (5177, 4.7).
    fn get(&self, global: bool, number: i32) -> Option<&'a [u8]> {
        let list = if global { self.global } else { self.local };
        let bias = match list.len() {
            0..=1239 => 107,
            1240..=33899 => 1131,
            _ => 32768,
        };
        let range = list.get(usize::try_from(number.checked_add(bias)?).ok()?)?;
        self.bytes.get(range.clone())
    }
}

/// A charstring being written.
#[derive(Default)]
struct FlatCharstring {
    out: Vec<u8>,
    /// Offset and value of the last number, if nothing was written after it.
    last: Option<(usize, i32)>,
    /// Numbers that wait for an operator, and stems so far, which determine the length of masks.
    waiting: usize,
    stems: usize,
    ended: bool,
    steps: usize,
}

/// A charstring that calls no subroutines and draws the same; `None` if it is not understood, or is
/// composed of others by their codes in the standard encoding.
pub(crate) fn flatten(charstring: &[u8], subroutines: &Subroutines<'_>) -> Option<Vec<u8>> {
    let mut flat = FlatCharstring::default();
    flat.run(charstring, subroutines, 0)?;
    if !flat.ended {
        // Readers accept the end of the bytes as the end of the letter.
        flat.out.push(Some(END_CHAR).filter(|_| flat.waiting == 0)?);
    }
    Some(flat.out)
}

impl FlatCharstring {
    fn run(&mut self, code: &[u8], subroutines: &Subroutines<'_>, depth: usize) -> Option<()> {
        let mut at = 0;
        while let Some(b) = code.get(at).filter(|_| !self.ended) {
            self.steps += 1;
            if self.out.len() > MAX_LENGTH || self.steps > MAX_STEPS {
                return None;
            }
            let length = match b {
                28 => 3,
                32..=246 => 1,
                247..=254 => 2,
                255 => 5,
                _ => 0,
            };
            if length > 0 {
                self.number(code.get(at..at + length)?);
                at += length;
                continue;
            }
            at += 1;
            match *b {
                CALL | CALL_GLOBAL => self.call(*b == CALL_GLOBAL, subroutines, depth)?,
                RETURN => return Some(()),
                ESCAPE => {
                    // Arithmetic would have to be evaluated; flex only draws.
                    let next = *code.get(at).filter(|n| (34..=37).contains(*n))?;
                    self.operator(&[ESCAPE, next]);
                    at += 1;
                }
                1 | 3 | 18 | 23 => {
                    self.stems += self.waiting / 2;
                    self.operator(&[*b]);
                }
                19 | 20 => {
                    self.stems += self.waiting / 2;
                    let mask = code.get(at..at + self.stems.div_ceil(8))?;
                    self.operator(&[*b]);
                    self.out.extend_from_slice(mask);
                    at += mask.len();
                }
                END_CHAR => {
                    if self.waiting >= 4 {
                        return None;
                    }
                    self.operator(&[*b]);
                    self.ended = true;
                }
                4..=8 | 21 | 22 | 24..=27 | 30 | 31 => self.operator(&[*b]),
                _ => return None,
            }
        }
        Some(())
    }

    /// Replaces a call by the subroutine, whose number was written last.
    fn call(&mut self, global: bool, subroutines: &Subroutines<'_>, depth: usize) -> Option<()> {
        let (start, number) = self.last.take()?;
        self.out.truncate(start);
        self.waiting = self.waiting.checked_sub(1)?;
        let body = subroutines.get(global, number).filter(|_| depth < MAX_CALLS)?;
        self.run(body, subroutines, depth + 1)
    }

    fn number(&mut self, bytes: &[u8]) {
        let value = match *bytes {
            [28, a, b] => i32::from(i16::from_be_bytes([a, b])),
            [a] => i32::from(a) - 139,
            [a @ 247..=250, b] => (i32::from(a) - 247) * 256 + i32::from(b) + 108,
            [a, b] => -(i32::from(a) - 251) * 256 - i32::from(b) - 108,
            // A fraction is not the number of a subroutine.
            _ => i32::MAX,
        };
        self.last = Some((self.out.len(), value));
        self.out.extend_from_slice(bytes);
        self.waiting += 1;
    }

    fn operator(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
        self.waiting = 0;
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flattened(charstring: &[u8], local: &[&[u8]]) -> Option<Vec<u8>> {
        let bytes = local.concat();
        let mut at = 0;
        let mut ranges = Vec::new();
        for body in local {
            ranges.push(at..at + body.len());
            at += body.len();
        }
        flatten(charstring, &Subroutines { bytes: &bytes, local: &ranges, global: &[] })
    }

    #[test]
    fn calls_are_written_out() {
        // Numbers of the first two subroutines are -107 and -106.
        let (first, second) = (32, 33);
        let local: [&[u8]; 2] = [&[140, 141, 21, RETURN], &[first, CALL, 139, 5, END_CHAR]];
        let flat = flattened(&[150, second, CALL, 99], &local);
        assert_eq!(flat, Some(vec![150, 140, 141, 21, 139, 5, END_CHAR]));
    }

    #[test]
    fn masks_are_no_operators() {
        let mut charstring = vec![140, 140, 1];
        charstring.extend([140; 16]);
        charstring.extend([23, 19, CALL, CALL, END_CHAR]);
        assert_eq!(flattened(&charstring, &[]), Some(charstring.clone()));
    }

    #[test]
    fn what_is_not_understood_is_none() {
        assert_eq!(flattened(&[139, CALL, END_CHAR], &[]), None);
        assert_eq!(flattened(&[139, 139, 139, 139, END_CHAR], &[]), None);
        assert_eq!(flattened(&[139, 139, ESCAPE, 10, END_CHAR], &[]), None);
        assert_eq!(flattened(&[139], &[]), None);
        assert_eq!(flattened(&[139, 21], &[]), Some(vec![139, 21, END_CHAR]));
        assert_eq!(flattened(&[32, CALL], &[&[32, CALL]]), None);
        let deep: Vec<u8> = [[33, CALL]; 90].concat();
        let bodies: Vec<&[u8]> = vec![&[RETURN], &deep];
        assert_eq!(flattened(&deep, &bodies), None);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(code in proptest::collection::vec(0u8..=255, 0..60)) {
            flattened(&code, &[&code, &code]);
        }
    }
}
