//! The weights of signs and evidence, fitted by `examples/fit-weights`, and what they add up to.

use crate::recognize::error::RecognizeError;
use crate::recognize::judge::sign::Sign;
use crate::recognize::text::hash::FixedState;
use std::collections::{BTreeMap, HashMap};

/// The shipped weights.
pub(crate) const SHIPPED: &str = include_str!("../../../patterns/nl/weging.toml");

/// The weights for one kind of mention.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    signs: Vec<f32>,
    evidence: HashMap<String, f32, FixedState>,
}

/// Log-odds below which a name is dropped, or asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Thresholds {
    /// Below: no name.
    pub(crate) ask: f32,
    /// Below: a question.
    pub(crate) likely: f32,
    /// From here on the person is known under shorter forms.
    pub(crate) lend: f32,
}

/// All weights: of mentions that stand by themselves, and of shorter forms of names known by those.
#[derive(Clone, Debug)]
pub(crate) struct AllWeights {
    pub(crate) seeds: Weights,
    pub(crate) forms: Weights,
    pub(crate) seed_thresholds: Thresholds,
    pub(crate) form_thresholds: Thresholds,
}

#[derive(serde::Deserialize)]
struct File {
    zelfstandig: Part,
    korter: Part,
}

#[derive(serde::Deserialize)]
struct Part {
    vraag: f32,
    waarschijnlijk: f32,
    doorgeven: f32,
    tekens: BTreeMap<String, f32>,
    blijken: BTreeMap<String, f32>,
}

impl Part {
    fn split(self) -> (Weights, Thresholds) {
        let signs =
            Sign::ALL.iter().map(|sign| self.tekens.get(sign.as_str()).copied().unwrap_or(0.0));
        let weights =
            Weights { signs: signs.collect(), evidence: self.blijken.into_iter().collect() };
        let thresholds =
            Thresholds { ask: self.vraag, likely: self.waarschijnlijk, lend: self.doorgeven };
        (weights, thresholds)
    }
}

impl AllWeights {
    /// Reads a file of weights.
    ///
    /// # Errors
    /// If it is not a valid file of weights.
    pub(crate) fn read(text: &str) -> Result<Self, RecognizeError> {
        let file: File = toml::from_str(text).map_err(RecognizeError::Weights)?;
        let (seeds, seed_thresholds) = file.zelfstandig.split();
        let (forms, form_thresholds) = file.korter.split();
        Ok(Self { seeds, forms, seed_thresholds, form_thresholds })
    }
}

impl Weights {
    /// The log-odds that a mention with these signs and this evidence is a person's name. Sums only,
    /// so that every machine finds the same.
    pub(crate) fn score<'a>(
        &self,
        signs: &[(Sign, f32)],
        evidence: impl IntoIterator<Item = &'a str>,
    ) -> f32 {
        let own = signs
            .iter()
            .map(|(sign, value)| self.signs.get(*sign as usize).copied().unwrap_or(0.0) * value);
        let rest = evidence.into_iter().map(|name| self.evidence.get(name).copied().unwrap_or(0.0));
        own.sum::<f32>() + rest.sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_names_signs_that_exist_and_thresholds_in_order() {
        let all = AllWeights::read(SHIPPED).expect("shipped");
        for limits in [all.seed_thresholds, all.form_thresholds] {
            assert!(limits.ask <= limits.likely, "{limits:?}");
        }
        let file: File = toml::from_str(SHIPPED).expect("shipped");
        for part in [file.zelfstandig, file.korter] {
            for sign in part.tekens.keys() {
                assert!(Sign::ALL.iter().any(|s| s.as_str() == sign), "no such sign: {sign}");
            }
        }
    }

    #[test]
    fn weights_add_up() {
        let text = "[zelfstandig]\nvraag = 0\nwaarschijnlijk = 0\ndoorgeven = 0\n\
            [zelfstandig.tekens]\naltijd = 1.5\n[zelfstandig.blijken]\ntitel = 2.0\n\
            [korter]\nvraag = 0\nwaarschijnlijk = 0\ndoorgeven = 0\n\
            [korter.tekens]\n[korter.blijken]\n";
        let all = AllWeights::read(text).expect("a valid file");
        let score = all.seeds.score(&[(Sign::Bias, 1.0), (Sign::Long, 1.0)], ["titel", "veld"]);
        assert!((score - 3.5).abs() < 1e-6, "{score}");
        assert!(AllWeights::read("[zelfstandig]").is_err());
    }
}
