//! Logistic regression with a penalty on large weights; the same result in every run.

use std::collections::BTreeMap;

/// One mention, and whether it is a name.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// Number of its paper.
    pub(crate) paper: usize,
    /// Its text, for the screen only.
    pub(crate) text: String,
    /// Whether it is a person's name.
    pub(crate) name: bool,
    /// How much it counts; 0 if it is open to debate.
    pub(crate) weight: f64,
    /// Names of signs and their values.
    pub(crate) signs: Vec<(&'static str, f32)>,
    /// What it rests on.
    pub(crate) evidence: Vec<String>,
}

/// Weights by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    /// Of signs.
    pub(crate) signs: BTreeMap<String, f64>,
    /// Of evidence.
    pub(crate) evidence: BTreeMap<String, f64>,
}

/// How strongly weights are pulled to zero.
const PENALTY: f64 = 1.5;

/// Steps of the fit.
const STEPS: usize = 1200;

impl Model {
    /// Fits the weights to the examples.
    pub(crate) fn fit(examples: &[&Example]) -> Self {
        let mut index: BTreeMap<(bool, &str), usize> = BTreeMap::new();
        for e in examples {
            for (sign, _) in &e.signs {
                let next = index.len();
                index.entry((false, sign)).or_insert(next);
            }
            for evidence in &e.evidence {
                let next = index.len();
                index.entry((true, evidence)).or_insert(next);
            }
        }
        let rows: Vec<(Vec<(usize, f64)>, f64, f64)> = examples
            .iter()
            .filter(|e| e.weight > 0.0)
            .map(|e| {
                let signs = e.signs.iter().map(|(s, v)| (index[&(false, *s)], f64::from(*v)));
                let evidence = e.evidence.iter().map(|s| (index[&(true, s.as_str())], 1.0));
                (signs.chain(evidence).collect(), if e.name { 1.0 } else { 0.0 }, e.weight)
            })
            .collect();
        let weights = descend(&rows, index.len());
        let mut out = Self::default();
        for ((is_evidence, name), at) in index {
            let map = if is_evidence { &mut out.evidence } else { &mut out.signs };
            map.insert(name.to_owned(), weights[at]);
        }
        out
    }

    /// The log-odds of a mention.
    pub(crate) fn score(&self, e: &Example) -> f32 {
        let signs = e.signs.iter().map(|(s, v)| self.signs.get(*s).unwrap_or(&0.0) * f64::from(*v));
        let evidence = e.evidence.iter().map(|s| self.evidence.get(s).unwrap_or(&0.0));
        #[expect(clippy::cast_possible_truncation, reason = "the program sums in f32, too")]
        let sum = (signs.sum::<f64>() + evidence.sum::<f64>()) as f32;
        sum
    }
}

/// Gradient descent with a step per weight (Adam), over all rows at once.
fn descend(rows: &[(Vec<(usize, f64)>, f64, f64)], size: usize) -> Vec<f64> {
    let mut w = vec![0.0; size];
    let (mut first, mut second) = (vec![0.0; size], vec![0.0; size]);
    for step in 1..=STEPS {
        let mut gradient: Vec<f64> = w.iter().map(|w| w * PENALTY).collect();
        for (row, label, weight) in rows {
            let sum: f64 = row.iter().map(|(at, value)| w[*at] * value).sum();
            let error = (1.0 / (1.0 + (-sum).exp()) - label) * weight;
            for (at, value) in row {
                gradient[*at] += error * value;
            }
        }
        #[expect(clippy::cast_possible_wrap, reason = "few steps")]
        let n = step as i32;
        let rate = if step > STEPS * 2 / 3 { 0.01 } else { 0.05 };
        for at in 0..size {
            first[at] = 0.9 * first[at] + 0.1 * gradient[at];
            second[at] = 0.999 * second[at] + 0.001 * gradient[at] * gradient[at];
            let m = first[at] / (1.0 - 0.9_f64.powi(n));
            let v = second[at] / (1.0 - 0.999_f64.powi(n));
            w[at] -= rate * m / (v.sqrt() + 1e-8);
        }
    }
    w
}
