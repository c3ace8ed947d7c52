//! The weights of the model, read in place from the program's own bytes.
//!
//! `RCRF`, little endian: version, number of labels and of features (`u32`), scale (`f32`); a letter
//! for each label; transitions (`f32`, a row for each label that is left); where the keys of each
//! bucket begin; the sorted keys of all features (`u32`, the upper half of their FNV-1a hash); and a
//! weight of each feature for each label (`i16`, times the scale).

/// How many labels a token can have.
pub(crate) const LABELS: usize = 4;

/// Keys are found by their upper twelve bits.
const BUCKETS: usize = 4096;

/// Bytes in front of the letters of the labels.
const HEAD: usize = 20;

static SHIPPED: &[u8] = include_bytes!("../../../patterns/learned/names.rcrf");

/// A number for each label.
pub(crate) type Scores = [f32; LABELS];

/// What is wrong with a file of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WeightsFault {
    /// It is not a file of weights, or one of another version.
    Kind,
    /// It has other labels than `B`, `I`, `O` and `X`.
    Labels,
    /// It is shorter or longer than its head says.
    Length,
}

/// A file of weights whose lengths have been checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights<'a> {
    buckets: &'a [u8],
    keys: &'a [u8],
    weights: &'a [u8],
    scale: f32,
    /// From the label of the row to that of the column.
    pub(crate) transitions: [Scores; LABELS],
    /// The labels of a person's name: where one begins, and the rest of it.
    pub(crate) begin: usize,
    pub(crate) inside: usize,
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|four| u32::from_le_bytes(*four))
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).and_then(|n| usize::try_from(n).ok())
}

impl Weights<'static> {
    /// The shipped weights. If they cannot be read, there is no model; a test checks that they can.
    pub(crate) fn shipped() -> Option<Self> {
        Self::read(SHIPPED).ok()
    }

    /// The bytes of the shipped weights, for the digest.
    pub(crate) fn bytes() -> &'static [u8] {
        SHIPPED
    }
}

impl<'a> Weights<'a> {
    /// Checks the lengths once, so that looking up needs no more than a missing answer.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, WeightsFault> {
        let head = |at: usize| usize_at(bytes, at).ok_or(WeightsFault::Length);
        if bytes.get(..4) != Some(b"RCRF") || head(4)? != 1 {
            return Err(WeightsFault::Kind);
        }
        let letters = bytes.get(HEAD..HEAD + LABELS).ok_or(WeightsFault::Length)?;
        let place = |letter: u8| letters.iter().position(|l| *l == letter);
        let (Some(begin), Some(inside), 4) = (place(b'B'), place(b'I'), head(8)?) else {
            return Err(WeightsFault::Labels);
        };
        let count = head(12)?;
        let mut rest = bytes.get(HEAD + LABELS..).unwrap_or_default();
        let mut take = |length: Option<usize>| {
            let (part, tail) =
                length.and_then(|n| rest.split_at_checked(n)).ok_or(WeightsFault::Length)?;
            rest = tail;
            Ok(part)
        };
        let table = take(Some(LABELS * LABELS * 4))?;
        let buckets = take(Some((BUCKETS + 1) * 4))?;
        let keys = take(count.checked_mul(4))?;
        let weights = take(count.checked_mul(LABELS * 2))?;
        if !rest.is_empty() {
            return Err(WeightsFault::Length);
        }
        let mut transitions = [[0.0; LABELS]; LABELS];
        let cells = transitions.iter_mut().flatten();
        for (cell, four) in cells.zip(table.as_chunks::<4>().0) {
            *cell = f32::from_le_bytes(*four);
        }
        let scale = f32::from_bits(u32_at(bytes, 16).unwrap_or_default());
        Ok(Self { buckets, keys, weights, scale, transitions, begin, inside })
    }

    /// Adds the weights of the feature with this key, if it has any. Sums of whole numbers do not
    /// depend on the order in which features come.
    pub(crate) fn add(&self, key: u32, sums: &mut [i32; LABELS]) {
        let Some(row) = self.row(key) else { return };
        for (sum, two) in sums.iter_mut().zip(row.as_chunks::<2>().0) {
            *sum += i32::from(i16::from_le_bytes(*two));
        }
    }

    fn row(&self, key: u32) -> Option<&'a [u8]> {
        let bucket = usize::try_from(key >> 20).ok()? * 4;
        let (from, to) = (usize_at(self.buckets, bucket)?, usize_at(self.buckets, bucket + 4)?);
        let keys = self.keys.get(from.checked_mul(4)?..to.checked_mul(4)?)?;
        let at =
            from + keys.as_chunks::<4>().0.iter().position(|k| u32::from_le_bytes(*k) == key)?;
        let start = at.checked_mul(LABELS * 2)?;
        self.weights.get(start..start + LABELS * 2)
    }

    /// The scores that these sums stand for.
    #[expect(clippy::cast_precision_loss, reason = "sums of some forty 16-bit weights are exact")]
    pub(crate) fn scores(&self, sums: &[i32; LABELS]) -> Scores {
        sums.map(|sum| sum as f32 * self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_can_be_read() {
        let weights = Weights::read(SHIPPED).expect("the shipped weights");
        assert_eq!((weights.begin, weights.inside), (0, 1));
    }

    #[test]
    fn a_file_that_is_cut_or_grown_is_refused() {
        for length in [0, 3, 4, 19, 23, 24, 100, SHIPPED.len() / 2, SHIPPED.len() - 1] {
            assert!(Weights::read(&SHIPPED[..length]).is_err(), "{length}");
        }
        let mut more = SHIPPED.to_vec();
        more.push(0);
        assert_eq!(Weights::read(&more).err(), Some(WeightsFault::Length));
        more.clear();
        more.extend(SHIPPED);
        more[8] = 5;
        assert_eq!(Weights::read(&more).err(), Some(WeightsFault::Labels));
        more[4] = 2;
        assert_eq!(Weights::read(&more).err(), Some(WeightsFault::Kind));
    }
}
