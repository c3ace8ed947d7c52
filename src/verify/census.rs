//! Counting what must be gone in what another reader sees.
//!
//! Text is compared normalized: case, accents, kinds of hyphen and white space make no difference,
//! and a word hyphenated at the end of a line is one word. Long needles are also compared with
//! everything but letters and digits removed.

use super::error::VerifyError;
use super::needle::{self, Needle};
use super::normalize::{edges, fold, is_whole_word, squeeze, with_words_from_right};
use super::reading::{Reading, Source};
use crate::model::message;
use crate::parallel;
use aho_corasick::{AhoCorasick, MatchKind};

/// From how many letters and digits a needle is also found inside words.
const INSIDE_WORDS: usize = 5;
/// From how many letters and digits a needle is also found with other characters in between.
const SQUEEZED: usize = 8;
/// From how many letters and digits a needle is searched for in character codes.
const IN_CODES: usize = 4;

/// Needles, prepared to be counted in any number of texts in one pass.
pub struct Census {
    forms: Vec<Form>,
    folded: Option<AhoCorasick>,
    squeezed: Option<AhoCorasick>,
    squeezed_ids: Vec<usize>,
    /// Whether only whole words count, however long the needle.
    words: bool,
}

struct Form {
    folded: String,
    letters: usize,
}

/// How often each needle was seen; by folded text, and squeezed.
type Tally = Vec<[usize; 2]>;

impl Census {
    /// A census of these texts. A text without any letter or digit is never found.
    ///
    /// # Errors
    /// [`VerifyError::Unreadable`] when there are too many to search for at once.
    pub fn new<'a>(needles: impl IntoIterator<Item = &'a str>) -> Result<Self, VerifyError> {
        let forms: Vec<Form> = needles
            .into_iter()
            .map(|n| {
                let folded = fold(n);
                let letters = squeeze(&folded).chars().count();
                // An empty needle would match everywhere; a noncharacter matches nowhere.
                let folded = if letters == 0 { "\u{FFFF}".to_owned() } else { folded };
                Form { folded, letters }
            })
            .collect();
        let squeezed_ids: Vec<usize> = (0..forms.len())
            .filter(|i| forms.get(*i).is_some_and(|f| f.letters >= SQUEEZED))
            .collect();
        let squeezed: Vec<String> =
            squeezed_ids.iter().filter_map(|i| forms.get(*i)).map(|f| squeeze(&f.folded)).collect();
        let folded = build(forms.iter().map(|f| f.folded.as_str()))?;
        Ok(Self {
            folded,
            squeezed: build(squeezed.iter().map(String::as_str))?,
            forms,
            squeezed_ids,
            words: false,
        })
    }

    /// A census of the entries of a list. They count as whole words only: unlike needles they were
    /// not necessarily in the document, and a short entry is part of many other words.
    ///
    /// # Errors
    /// As [`Census::new`].
    pub fn of_words<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, VerifyError> {
        Ok(Self { words: true, ..Self::new(entries)? })
    }

    /// How often each needle occurs in all these texts together, in the order of the needles.
    pub fn count<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
        let mut tally: Tally = vec![[0; 2]; self.forms.len()];
        for text in texts {
            self.add(text, Source::Text, &mut tally);
        }
        tally.into_iter().map(|[a, b]| a.max(b)).collect()
    }

    fn add(&self, text: &str, source: Source, tally: &mut Tally) {
        let noise = source == Source::Bytes;
        let folded = with_words_from_right(fold(text));
        for m in self.folded.iter().flat_map(|a| a.find_overlapping_iter(&folded)) {
            let id = m.pattern().as_usize();
            let (Some(form), Some(t)) = (self.forms.get(id), tally.get_mut(id)) else { continue };
            if source == Source::Codes && form.letters < IN_CODES {
                continue;
            }
            let whole = || is_whole_word(&folded, m.start(), m.end());
            let counts = match (noise, self.words) {
                (true, words) => form.letters >= SQUEEZED && (!words || whole()),
                (false, words) => !words && form.letters >= INSIDE_WORDS || whole(),
            };
            t[0] += usize::from(counts);
        }
        if noise || self.squeezed.is_none() {
            return;
        }
        let tight = squeeze(&folded);
        let edges = if self.words { edges(&folded) } else { Vec::new() };
        let cut = |at: usize| edges.get(at).is_none_or(|edge| *edge);
        for m in self.squeezed.iter().flat_map(|a| a.find_overlapping_iter(&tight)) {
            if !(cut(m.start()) && cut(m.end())) {
                continue;
            }
            let id = self.squeezed_ids.get(m.pattern().as_usize());
            if let Some(t) = id.and_then(|id| tally.get_mut(*id)) {
                t[1] += 1;
            }
        }
    }
}

fn build<'a>(patterns: impl Iterator<Item = &'a str>) -> Result<Option<AhoCorasick>, VerifyError> {
    let patterns: Vec<&str> = patterns.collect();
    if patterns.is_empty() {
        return Ok(None);
    }
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(needle::kind(&patterns))
        .build(patterns)
        .map(Some)
        .map_err(|_| VerifyError::Unreadable(message!("too many redacted texts to search for")))
}

/// Searches every view of a copy for every needle.
///
/// # Errors
/// [`VerifyError::Residue`] at the first view in which a needle occurs more often than allowed.
pub(super) fn search(
    readings: &[Reading],
    needles: &[Needle],
    threads: usize,
) -> Result<(), VerifyError> {
    if needles.is_empty() {
        return Ok(());
    }
    let census = Census::new(needles.iter().map(|n| n.text.as_str()))?;
    let allowed: Vec<usize> = needles.iter().map(|n| n.allowed).collect();
    census.search(readings, &allowed, threads)
}

impl Census {
    /// Searches every view of a copy for every needle; `allowed` says how often each may occur in
    /// one view, in the order of the needles.
    ///
    /// # Errors
    /// As [`search`].
    pub(super) fn search(
        &self,
        readings: &[Reading],
        allowed: &[usize],
        threads: usize,
    ) -> Result<(), VerifyError> {
        let mut sorted: Vec<&Reading> = readings.iter().collect();
        sorted.sort_by_key(|reading| reading.view);
        let count = |_: &mut (), index: usize| {
            let mut tally: Tally = vec![[0; 2]; self.forms.len()];
            if let Some(reading) = sorted.get(index) {
                self.add(&reading.text, reading.source, &mut tally);
            }
            tally
        };
        let mut view = "";
        let mut total: Tally = Tally::new();
        let take = |index: usize, tally: Tally| {
            let Some(reading) = sorted.get(index) else { return Ok(()) };
            if view != reading.view {
                view = reading.view;
                total = vec![[0; 2]; self.forms.len()];
            }
            for ((allowed, total), [folded, tight]) in allowed.iter().zip(&mut total).zip(tally) {
                *total = [total[0] + folded, total[1] + tight];
                let count = total[0].max(total[1]);
                if count > *allowed && folded + tight > 0 {
                    let place = reading.place.clone();
                    return Err(VerifyError::Residue { place, count: count - allowed });
                }
            }
            Ok(())
        };
        parallel::in_order(sorted.len(), threads, &mut (), || (), count, take)
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::raw;
    use super::*;
    use crate::model::Message;

    fn nowhere() -> Message {
        message!("bytes of the file")
    }

    fn count(needle: &str, text: &str) -> usize {
        Census::new([needle]).expect("small").count([text])[0]
    }

    #[test]
    fn spelling_does_not_hide() {
        assert_eq!(count("André de Vries", "ANDRE  DE\nVRIES"), 1);
        assert_eq!(count("Naamdrager", "Naam-\ndrager en naam\u{AD}drager"), 2);
        assert_eq!(count("Naamdrager", "N a a m d r a g e r"), 1);
        assert_eq!(count("06 12345678", "0612345678"), 1);
        assert_eq!(count("Jansen–Bos", "Jansen-Bos"), 1);
        assert_eq!(count("ﬁliaal", "FILIAAL"), 1);
    }

    #[test]
    fn short_needles_are_words_and_longer_ones_are_not() {
        assert_eq!(count("Jan", "januari Jan jan. Jan2 Jan和"), 4);
        assert_eq!(count("Bakker", "xBakkerx"), 1);
        assert_eq!(count("--", "a -- b"), 0);
        assert_eq!(count("", "a"), 0);
    }

    #[test]
    fn entries_of_a_list_are_whole_words() {
        let count =
            |needle: &str, text: &str| Census::of_words([needle]).expect("small").count([text])[0];
        assert_eq!(count("Bakker", "Bakkerstraat, Bakker, xBakker"), 1);
        assert_eq!(count("Naamdrager", "Naamdragers, N a a m d r a g e r, xNaam drager"), 1);
        assert_eq!(count("06-12345678", "tel. 0612345678, 06 12 34 56 78 9, 061234567890"), 2);
        assert_eq!(count("Élodie Brandsma", "elodie\nbrandsma"), 1);
        let noise = |text: &str| {
            let census = Census::of_words(["Naamdrager", "Bos"]).expect("small");
            census.search(&[Reading::bytes("bytes", nowhere(), text)], &[0, 0], 1)
        };
        assert!(noise("xx Naamdrager").is_err());
        assert!(noise("xxNaamdrager Bos").is_ok());
    }

    #[test]
    fn one_more_than_allowed_is_residue() {
        let needle = |allowed| [Needle { text: "Bakker".into(), allowed, pictured: false }];
        let readings =
            [1_usize, 2].map(|n| Reading::new("text", message!("page {0}", n), "Bakker"));
        assert!(search(&readings, &needle(2), 2).is_ok());
        let err = search(&readings, &needle(1), 2).expect_err("residue");
        assert_eq!(err.to_string(), "the copy still contains redacted text (page 2, 1×)");
    }

    #[test]
    fn the_shortest_needles_are_not_looked_for_in_codes() {
        let census = Census::new(["Hu", "Naam"]).expect("small");
        let codes =
            |text: &str| census.search(&[Reading::codes("codes", nowhere(), text)], &[0, 0], 1);
        assert!(codes("x Hu y").is_ok());
        assert!(codes("x Naam y").is_err());
        assert!(census.search(&[Reading::new("text", nowhere(), "x Hu y")], &[0, 0], 2).is_err());
    }

    #[test]
    fn views_do_not_add_up() {
        let needle = [Needle { text: "Bakker".into(), allowed: 1, pictured: false }];
        let readings =
            [Reading::new("a", nowhere(), "Bakker"), Reading::new("b", nowhere(), "Bakker")];
        assert!(search(&readings, &needle, 2).is_ok());
    }

    #[test]
    fn bytes_are_searched_in_every_width() {
        let needle = [Needle { text: "Naamdrager".into(), allowed: 0, pictured: false }];
        let mut bytes = vec![1_u8];
        bytes.extend("Naamdrager".encode_utf16().flat_map(u16::to_be_bytes));
        assert!(search(&raw(&bytes, &nowhere()), &needle, 1).is_err());
        assert!(search(&raw(b"xx Naamdrager", &nowhere()), &needle, 1).is_err());
        assert!(search(&raw(b"\0\x01Naamd", &nowhere()), &needle, 1).is_ok());
    }
}
