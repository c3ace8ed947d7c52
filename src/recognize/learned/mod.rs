//! A learned second opinion on names: a linear-chain CRF that says of each token how likely it
//! belongs to a person's name. It finds names that no rule finds, and doubts some that rules find.
//! How it was made: `patterns/learned/README.md`.
//!
//! The files, in the order in which they may import each other: `weights`, `chain`, `tokens`,
//! `words`, `facts`, `features`, `windows`, `spans`, `gate`.

mod chain;
mod facts;
mod features;
pub(crate) mod gate;
mod spans;
#[cfg(test)]
mod tests;
mod tokens;
pub(crate) mod weights;
mod windows;
mod words;

pub(crate) use spans::LearnedName;

use crate::model::Span;
use crate::recognize::text::lexicon::Lexicon;
use chain::Chain;
use facts::DocumentFacts;
use features::{Forms, KnownSums, Line, WeightSums};
use spans::TokenView;
use std::ops::Range;
use weights::{Scores, Weights};

/// One text of a document, and where the model is asked to read, in order.
pub(crate) struct AskedText<'a> {
    pub(crate) text: &'a str,
    pub(crate) asked: Vec<Span>,
    /// Whether this is a column of another text, whose words have been counted there.
    pub(crate) column: bool,
}

/// What the model says of one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opinion {
    /// The names it sees near the places that were asked about, in order.
    pub(crate) names: Vec<LearnedName>,
    /// Words of letters that were read, and how likely each belongs to a name, in order.
    words: Vec<(Span, f32)>,
}

impl Opinion {
    /// How likely the likeliest word of a span belongs to a name; none if none of it was read.
    pub(crate) fn highest(&self, span: Span) -> Option<f32> {
        let first = self.words.partition_point(|(word, _)| word.end <= span.start);
        let words = self.words.iter().skip(first).take_while(|(word, _)| word.start < span.end);
        words.map(|(_, p)| *p).reduce(f32::max)
    }
}

/// The model.
pub(crate) struct LearnedModel {
    weights: Weights<'static>,
    chain: Chain,
}

impl LearnedModel {
    /// The shipped model.
    pub(crate) fn shipped() -> Option<Self> {
        Weights::shipped().map(Self::new)
    }

    fn new(weights: Weights<'static>) -> Self {
        Self { chain: Chain::new(weights.transitions), weights }
    }

    /// Reads the texts of one document where they are asked about. What is said of one depends on
    /// this document alone.
    pub(crate) fn read(&self, lexicon: &Lexicon, texts: &[AskedText<'_>]) -> Vec<Opinion> {
        let mut facts = DocumentFacts::new();
        for AskedText { text, asked, .. } in texts {
            windows::each(text, asked, |line, range| {
                let tokens = line.tokens.get(range).unwrap_or_default();
                let words = tokens.iter().map(|t| t.of(text));
                words.filter(|w| facts::is_capital(w)).for_each(|w| facts.ask(lexicon, w));
            });
        }
        if texts.iter().any(|t| !t.asked.is_empty()) {
            for AskedText { text, .. } in texts.iter().filter(|t| !t.column) {
                windows::lines(text, |line| facts.note(lexicon, text, line));
            }
        }
        let mut known = KnownSums::default();
        let opinion = |asked: &AskedText<'_>| {
            let mut out = Opinion::default();
            windows::each(asked.text, &asked.asked, |line, range| {
                self.read_line(line, &range, (lexicon, &facts), &mut known, &mut out);
            });
            // At the edges of what was read, half of the surroundings is missing.
            let mut rest = asked.asked.as_slice();
            out.names.retain(|name| {
                let first = rest.partition_point(|span| span.end <= name.span.start);
                rest = rest.get(first..).unwrap_or_default();
                rest.first().is_some_and(|span| span.overlaps(name.span))
            });
            out
        };
        texts.iter().map(opinion).collect()
    }

    /// Reads some tokens of a line.
    fn read_line(
        &self,
        line: Line<'_>,
        range: &Range<usize>,
        (lexicon, facts): (&Lexicon, &DocumentFacts),
        known: &mut KnownSums,
        out: &mut Opinion,
    ) {
        let forms = Forms::of(line, lexicon, range);
        let scores: Vec<Scores> = range
            .clone()
            .map(|i| {
                let mut sums = WeightSums::new(&self.weights, known);
                forms.features(i, facts, &mut sums);
                self.weights.scores(&sums.sums)
            })
            .collect();
        let Weights { begin, inside, .. } = self.weights;
        let of = |row: &Scores, label: usize| row.get(label).copied().unwrap_or_default();
        let rows = self.chain.marginals(&scores);
        let views: Vec<TokenView> = rows
            .iter()
            .zip(self.chain.best(&scores))
            .map(|(row, best)| TokenView {
                p: of(row, begin) + of(row, inside),
                begins: best == begin,
            })
            .collect();
        let tokens = line.tokens.get(range.clone()).unwrap_or_default();
        for (token, view) in tokens.iter().zip(&views) {
            if token.of(line.text).starts_with(char::is_alphabetic) {
                out.words.push((Span::new(token.start, token.end), view.p));
            }
        }
        spans::names(line, range, &views, &forms, &mut out.names);
    }
}
