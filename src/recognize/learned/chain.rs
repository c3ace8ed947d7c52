//! The chain of labels along a line: how likely each label is for each token, and the likeliest
//! labels together. Sums and products in one order and an exponential of our own, so that every
//! machine gives the same bits.

use crate::recognize::learned::weights::{LABELS, Scores};

/// What the labels of neighboring tokens say of each other.
pub(crate) struct Chain {
    /// Scores, a row for each label that is left.
    scores: [Scores; LABELS],
    /// The exponentials of those.
    factors: [Scores; LABELS],
    /// The same, a row for each label that is entered.
    entered: [Scores; LABELS],
}

/// e^x for what is not above 88; 0 below -87 and for what is no number.
fn exp(x: f32) -> f32 {
    if x.is_nan() || x <= -87.0 {
        return 0.0;
    }
    let x = x.min(88.0);
    let turns = (x * std::f32::consts::LOG2_E + 0.5).floor();
    // ln 2 in two parts, so that the rest keeps its digits.
    let rest = x - turns * 0.693_359_4 + turns * 2.121_944_4e-4;
    let mut sum = 1.0 / 720.0;
    for term in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = sum * rest + term;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between -126 and 127")]
    #[expect(clippy::cast_sign_loss, reason = "the sum is above 0")]
    let power = f32::from_bits(((turns as i32 + 127) as u32) << 23);
    sum * power
}

fn dot(a: &Scores, b: &Scores) -> f32 {
    a.iter().zip(b).fold(0.0, |sum, (x, y)| sum + x * y)
}

/// Scales to a sum of one; numbers without a sum become equal.
fn normalized(row: Scores) -> Scores {
    let sum = row.iter().fold(0.0, |sum, x| sum + x);
    let fine = sum > 0.0 && sum.is_finite();
    if fine { row.map(|x| x / sum) } else { [1.0 / LABELS as f32; LABELS] }
}

fn times(a: &Scores, b: &Scores) -> Scores {
    let mut out = *a;
    out.iter_mut().zip(b).for_each(|(x, y)| *x *= y);
    out
}

/// The exponentials of scores, the largest of them 1.
fn weighed(scores: &Scores) -> Scores {
    let top = scores.iter().fold(f32::MIN, |top, x| top.max(*x));
    scores.map(|x| exp(x - top))
}

impl Chain {
    /// The chain with these transitions.
    pub(crate) fn new(scores: [Scores; LABELS]) -> Self {
        let factors = scores.map(|row| row.map(exp));
        let mut entered = factors;
        for (y, row) in entered.iter_mut().enumerate() {
            for (cell, from) in row.iter_mut().zip(&factors) {
                *cell = from.get(y).copied().unwrap_or_default();
            }
        }
        Self { scores, factors, entered }
    }

    /// How likely each label is for each token, by what its own scores and all others say.
    pub(crate) fn marginals(&self, scores: &[Scores]) -> Vec<Scores> {
        let own: Vec<Scores> = scores.iter().map(weighed).collect();
        let mut out: Vec<Scores> = Vec::with_capacity(own.len());
        for row in &own {
            let before = out.last().map(|last| self.entered.map(|column| dot(&column, last)));
            out.push(normalized(before.map_or(*row, |before| times(&before, row))));
        }
        let mut behind = [1.0; LABELS];
        for (forward, row) in out.iter_mut().zip(&own).rev() {
            *forward = normalized(times(forward, &behind));
            let entered = times(row, &behind);
            behind = normalized(self.factors.map(|from| dot(&from, &entered)));
        }
        out
    }

    /// The likeliest labels together (Viterbi).
    pub(crate) fn best(&self, scores: &[Scores]) -> Vec<usize> {
        let mut came_from: Vec<[usize; LABELS]> = Vec::with_capacity(scores.len());
        let mut sums = [0.0; LABELS];
        for (i, row) in scores.iter().enumerate() {
            let mut next = *row;
            let mut from = [0; LABELS];
            if i > 0 {
                for (y, (sum, origin)) in next.iter_mut().zip(&mut from).enumerate() {
                    let ways = sums.iter().zip(&self.scores);
                    let ways = ways.map(|(s, t)| s + t.get(y).copied().unwrap_or_default());
                    let (label, way) = highest(ways);
                    *origin = label;
                    *sum += way;
                }
            }
            sums = next;
            came_from.push(from);
        }
        let (mut label, _) = highest(sums.iter().copied());
        let mut out = vec![label; scores.len()];
        for (place, from) in out.iter_mut().zip(&came_from).rev() {
            *place = label;
            label = from.get(label).copied().unwrap_or_default();
        }
        out
    }
}

/// The highest number and its place; the first of equals.
fn highest(numbers: impl Iterator<Item = f32>) -> (usize, f32) {
    let mut top = (0, f32::MIN);
    for (i, number) in numbers.enumerate() {
        if number > top.1 {
            top = (i, number);
        }
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pseudo-random scores between -4 and 4.
    fn random(seed: u32) -> impl FnMut() -> f32 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 * 8.0 - 4.0
        }
    }

    fn rows(next: &mut impl FnMut() -> f32, count: usize) -> Vec<Scores> {
        (0..count).map(|_| std::array::from_fn(|_| next())).collect()
    }

    #[test]
    fn all_paths_by_hand_say_the_same() {
        for seed in 1..9 {
            let mut next = random(seed);
            let transitions: [Scores; LABELS] =
                std::array::from_fn(|_| std::array::from_fn(|_| next()));
            let scores = rows(&mut next, 5);
            let mut sums = [[0f64; LABELS]; 5];
            let (mut all, mut top) = (0f64, (f64::MIN, vec![]));
            for path in 0..LABELS.pow(5) {
                let labels: Vec<usize> = (0..5u32).map(|i| path / LABELS.pow(i) % LABELS).collect();
                let mut score = 0f64;
                for (i, y) in labels.iter().enumerate() {
                    score += f64::from(scores[i][*y]);
                    score += if i > 0 { f64::from(transitions[labels[i - 1]][*y]) } else { 0.0 };
                }
                labels.iter().enumerate().for_each(|(i, y)| sums[i][*y] += score.exp());
                all += score.exp();
                if score > top.0 {
                    top = (score, labels);
                }
            }
            let chain = Chain::new(transitions);
            for (row, want) in chain.marginals(&scores).iter().zip(sums) {
                for (p, want) in row.iter().zip(want) {
                    assert!((f64::from(*p) - want / all).abs() < 1e-5);
                }
            }
            assert_eq!(chain.best(&scores), top.1);
        }
    }

    #[test]
    fn every_row_sums_to_one() {
        let mut next = random(5);
        let transitions = std::array::from_fn(|_| std::array::from_fn(|_| next()));
        for row in Chain::new(transitions).marginals(&rows(&mut next, 3000)) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn numbers_that_are_none_do_no_harm() {
        for odd in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e38, -1e38] {
            let chain = Chain::new([[odd; LABELS]; LABELS]);
            let scores = [[odd, 0.0, 1.0, -odd]; 4];
            assert_eq!(chain.best(&scores).len(), 4);
            let fine = |row: &Scores| (row.iter().sum::<f32>() - 1.0).abs() < 1e-5;
            assert!(chain.marginals(&scores).iter().all(fine), "{odd}");
        }
    }

    #[test]
    fn the_exponential_is_one() {
        for i in -800..800 {
            let x = i as f32 / 10.0;
            let (got, want) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((got / want - 1.0).abs() < 2e-6, "{x}");
        }
        assert_eq!((exp(-100.0), exp(f32::NAN)), (0.0, 0.0));
    }
}
