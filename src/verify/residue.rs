//! Counting what must be gone in what another reader sees.
//!
//! Text is compared folded: case, accents, kinds of hyphen and white space do not matter, a word
//! hyphenated over a line end is one word. Long strings are also compared with everything but
//! letters and digits taken out.

use super::VerifyError;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// From how many letters and digits a needle is also looked for inside words.
const INSIDE_WORDS: usize = 5;
/// From how many letters and digits a needle is also looked for without what stands between.
const SQUEEZED: usize = 8;

/// Text that a reader got out of a copy.
pub struct Reading {
    /// The way of reading. Readings of one view are parts of the file that do not overlap, so
    /// that their counts add up; different views may show the same text again.
    pub view: &'static str,
    /// Where it stands, for people; never holds document text.
    pub place: String,
    /// The text.
    pub text: String,
    /// Bytes taken for text: only long needles are looked for, since short ones occur by chance.
    pub noise: bool,
    /// Codes taken for letters, as in the operands of content: the shortest needles occur by chance.
    pub codes: bool,
}

/// From how many letters and digits a needle is looked for where codes are taken for letters.
const IN_CODES: usize = 4;

impl Reading {
    /// Text as a reader sees it.
    pub fn new(view: &'static str, place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { view, place: place.into(), text: text.into(), noise: false, codes: false }
    }

    /// Operands whose codes are taken for letters, whatever the font makes of them.
    pub fn codes(view: &'static str, place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { codes: true, ..Self::new(view, place, text) }
    }

    /// Bytes taken for text.
    pub fn noise(view: &'static str, place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { noise: true, ..Self::new(view, place, text) }
    }
}

/// The bytes as they stand, taken for Latin-1, UTF-8 and UTF-16 of both kinds. Ways of reading
/// that would show the same, or nothing in Latin script, are left out.
pub fn raw(bytes: &[u8], place: &str) -> Vec<Reading> {
    let mut out = vec![Reading::noise("bytes-utf8", place, String::from_utf8_lossy(bytes))];
    if !bytes.is_ascii() {
        let single: String = bytes.iter().map(|b| char::from(*b)).collect();
        out.push(Reading::noise("bytes-latin1", place, single));
    }
    // Every letter of a Latin script has a zero byte in UTF-16.
    if memchr::memchr(0, bytes).is_some() {
        for (view, skip, big) in [
            ("bytes-utf16le", 0, false),
            ("bytes-utf16le-1", 1, false),
            ("bytes-utf16be", 0, true),
            ("bytes-utf16be-1", 1, true),
        ] {
            let (pairs, _) = bytes.get(skip..).unwrap_or_default().as_chunks::<2>();
            let units = pairs
                .iter()
                .map(|p| if big { u16::from_be_bytes(*p) } else { u16::from_le_bytes(*p) });
            let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
            out.push(Reading::noise(view, place, text));
        }
    }
    out
}

/// Text as it is compared: lower case, without accents, soft hyphens and characters of no width,
/// white space as one space, a hyphen before a line end taken out with it.
pub fn fold(text: &str) -> String {
    let mut out = Folded { text: String::with_capacity(text.len()), space: false, line_end: false };
    for c in text.chars() {
        // Marks are dropped, so that each character can be taken apart by itself.
        if c.is_ascii() {
            out.push(c);
        } else {
            std::iter::once(c).nfkd().for_each(|c| out.push(c));
        }
    }
    out.text
}

struct Folded {
    text: String,
    space: bool,
    line_end: bool,
}

impl Folded {
    fn push(&mut self, c: char) {
        if !c.is_ascii() && (is_combining_mark(c) || is_ignorable(c)) {
            return;
        }
        if c.is_whitespace() {
            self.space = true;
            self.line_end |= matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
            return;
        }
        if self.space {
            if self.line_end && self.text.ends_with('-') {
                self.text.pop();
            } else if !self.text.is_empty() {
                self.text.push(' ');
            }
            (self.space, self.line_end) = (false, false);
        }
        match c {
            c if c.is_ascii() => self.text.push(c.to_ascii_lowercase()),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.text.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{02BC}' => self.text.push('\''),
            _ => self.text.extend(c.to_lowercase()),
        }
    }
}

fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}')
}

/// Letters and digits alone.
fn squeeze(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// For every byte of the squeezed text: whether something that was taken out stood before it.
fn edges(folded: &str) -> Vec<bool> {
    let mut out = Vec::with_capacity(folded.len());
    let mut edge = true;
    for c in folded.chars() {
        if c.is_alphanumeric() {
            out.push(edge);
            out.resize(out.len() + c.len_utf8() - 1, false);
        }
        edge = !c.is_alphanumeric();
    }
    out
}

/// Needles, ready to be counted in any number of texts at once.
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

/// What a text is taken from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Codes,
    Noise,
}

/// How often each needle was seen; by folded text, and squeezed.
type Tally = Vec<[usize; 2]>;

impl Census {
    /// A census of these texts. One without a letter or digit is never found.
    ///
    /// # Errors
    /// [`VerifyError::Unreadable`] when there are too many to be looked for at once.
    pub fn new<'a>(needles: impl IntoIterator<Item = &'a str>) -> Result<Self, VerifyError> {
        let forms: Vec<Form> = needles
            .into_iter()
            .map(|n| {
                let folded = fold(n);
                let letters = squeeze(&folded).chars().count();
                // Empty needles would match everywhere; a noncharacter matches nowhere.
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

    /// A census of the entries of a list: they count as whole words only, since nobody has seen
    /// them in the document, and a short one stands inside many a word.
    ///
    /// # Errors
    /// As [`Census::new`].
    pub fn of_words<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, VerifyError> {
        Ok(Self { words: true, ..Self::new(entries)? })
    }

    /// How often each needle stands in these texts together, in the sequence of the needles.
    pub fn count<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
        let mut tally: Tally = vec![[0; 2]; self.forms.len()];
        for text in texts {
            self.add(text, Kind::Text, &mut tally);
        }
        tally.into_iter().map(|[a, b]| a.max(b)).collect()
    }

    fn add(&self, text: &str, kind: Kind, tally: &mut Tally) {
        let noise = kind == Kind::Noise;
        let folded = fold(text);
        for m in self.folded.iter().flat_map(|a| a.find_overlapping_iter(&folded)) {
            let id = m.pattern().as_usize();
            let (Some(form), Some(t)) = (self.forms.get(id), tally.get_mut(id)) else { continue };
            if kind == Kind::Codes && form.letters < IN_CODES {
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
        .build(patterns)
        .map(Some)
        .map_err(|_| VerifyError::Unreadable("te veel gelakte teksten om na te zoeken".into()))
}

fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let inside = text.get(start..end).unwrap_or_default();
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    let joined = |a: Option<char>, b: Option<char>| {
        let (Some(a), Some(b)) = (a, b) else { return false };
        // A digit beside a letter, or a letter beside one of a far script, begins another word.
        let far = |c: char| u32::from(c) >= 0x0E00 && !('\u{1E00}'..='\u{1FFF}').contains(&c);
        let both = a.is_alphanumeric() && b.is_alphanumeric();
        both && a.is_numeric() == b.is_numeric() && !far(a) && !far(b)
    };
    !joined(before, inside.chars().next()) && !joined(inside.chars().next_back(), after)
}

/// Looks for every needle in every view of a copy.
///
/// # Errors
/// [`VerifyError::Residue`] at the first view in which a needle stands more often than allowed.
pub fn search(readings: &[Reading], needles: &[super::Needle]) -> Result<(), VerifyError> {
    if needles.is_empty() {
        return Ok(());
    }
    let census = Census::new(needles.iter().map(|n| n.text.as_str()))?;
    let allowed: Vec<usize> = needles.iter().map(|n| n.allowed).collect();
    census.search(readings, &allowed)
}

impl Census {
    /// Looks for every needle in every view of a copy; `allowed` says how often each may stand in
    /// one view, in the sequence of the needles.
    ///
    /// # Errors
    /// As [`search`].
    pub fn search(&self, readings: &[Reading], allowed: &[usize]) -> Result<(), VerifyError> {
        let mut views: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
        for reading in readings {
            views.entry(reading.view).or_default().push(reading);
        }
        for readings in views.values() {
            let mut total: Tally = vec![[0; 2]; self.forms.len()];
            for reading in readings {
                let before = total.clone();
                let kind = match (reading.noise, reading.codes) {
                    (true, _) => Kind::Noise,
                    (_, true) => Kind::Codes,
                    _ => Kind::Text,
                };
                self.add(&reading.text, kind, &mut total);
                for ((allowed, now), was) in allowed.iter().zip(&total).zip(&before) {
                    let count = now[0].max(now[1]);
                    if count > *allowed && now != was {
                        let place = reading.place.clone();
                        return Err(VerifyError::Residue { place, count: count - allowed });
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Needle;
    use super::*;

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
            census.search(&[Reading::noise("bytes", "", text)], &[0, 0])
        };
        assert!(noise("xx Naamdrager").is_err());
        assert!(noise("xxNaamdrager Bos").is_ok());
    }

    #[test]
    fn one_more_than_allowed_is_residue() {
        let needle = |allowed| [Needle { text: "Bakker".into(), allowed }];
        let readings =
            [Reading::new("tekst", "deel 1", "Bakker"), Reading::new("tekst", "deel 2", "Bakker")];
        assert!(search(&readings, &needle(2)).is_ok());
        let err = search(&readings, &needle(1)).expect_err("residue");
        assert_eq!(err.to_string(), "in de kopie staat nog 1× gelakte tekst (deel 2)");
    }

    #[test]
    fn the_shortest_needles_are_not_looked_for_in_codes() {
        let census = Census::new(["Hu", "Naam"]).expect("small");
        let codes = |text: &str| census.search(&[Reading::codes("codes", "", text)], &[0, 0]);
        assert!(codes("x Hu y").is_ok());
        assert!(codes("x Naam y").is_err());
        assert!(census.search(&[Reading::new("tekst", "", "x Hu y")], &[0, 0]).is_err());
    }

    #[test]
    fn views_do_not_add_up() {
        let needle = [Needle { text: "Bakker".into(), allowed: 1 }];
        let readings = [Reading::new("a", "", "Bakker"), Reading::new("b", "", "Bakker")];
        assert!(search(&readings, &needle).is_ok());
    }

    #[test]
    fn bytes_are_searched_in_every_width() {
        let needle = [Needle { text: "Naamdrager".into(), allowed: 0 }];
        let mut bytes = vec![1_u8];
        bytes.extend("Naamdrager".encode_utf16().flat_map(u16::to_be_bytes));
        assert!(search(&raw(&bytes, "bytes"), &needle).is_err());
        assert!(search(&raw(b"xx Naamdrager", "bytes"), &needle).is_err());
        assert!(search(&raw(b"\0\x01Naamd", "bytes"), &needle).is_ok());
    }
}
