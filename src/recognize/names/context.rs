//! What the recognizers of names share about a text.

use crate::model::{Role, SegmentKind};
use crate::recognize::text::lexicon::Lexicon;
use crate::recognize::text::tokens::Tokens;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// A text, its tokens, and what is known of its words.
pub(crate) struct NameContext<'a> {
    /// Words and marks.
    pub(crate) tokens: &'a Tokens<'a>,
    /// What is known of words.
    pub(crate) lexicon: &'a Lexicon,
    /// What the segment is to its reader.
    pub(crate) kind: SegmentKind,
    /// The label of the segment, folded.
    pub(crate) label: Option<String>,
    /// The office whose signing block was cut off at the end of the previous segment.
    pub(crate) office: Option<Role>,
    /// Whether this is a column of the segment, whose lines are not adjacent.
    pub(crate) part: bool,
    /// Whether the document is a list of decisions or the minutes of an elected body.
    pub(crate) council: bool,
    /// Facts about the whole text.
    pub(crate) whole: TextFacts,
}

/// Facts about the whole text, computed on first use.
#[derive(Default)]
pub(crate) struct TextFacts {
    mail: OnceCell<bool>,
    years: OnceCell<Vec<u16>>,
    college: OnceCell<bool>,
    parliament: OnceCell<bool>,
    /// The local parties of the text, folded.
    pub(crate) parties: OnceCell<BTreeSet<String>>,
    /// Whether the text speaks of groups and parties.
    pub(crate) political: OnceCell<bool>,
    /// Whether the text is addressed to a council.
    pub(crate) to_council: OnceCell<bool>,
}

impl NameContext<'_> {
    /// Whether the text contains an `@`.
    pub(crate) fn has_mail(&self) -> bool {
        *self.whole.mail.get_or_init(|| self.tokens.text.contains('@'))
    }

    /// The years that the text mentions, since offices were held in them.
    pub(crate) fn years(&self) -> Vec<u16> {
        let found = || {
            let numbers = self.tokens.text.split(|c: char| !c.is_ascii_digit());
            let years = numbers.filter(|n| n.len() == 4).filter_map(|n| n.parse().ok());
            let mut years: Vec<u16> = years.filter(|y| (2000..2100).contains(y)).collect();
            years.sort_unstable();
            years.dedup();
            years
        };
        self.whole.years.get_or_init(found).clone()
    }

    /// Whether the text speaks of a parliament or council, whose members `het lid` and `de leden`
    /// are then.
    pub(crate) fn of_parliament(&self) -> bool {
        let words = [
            "Kamer",
            "kamerlid",
            "fractie",
            "Fractie",
            "motie",
            "Motie",
            "MOTIE",
            "AMENDEMENT",
            "mendement",
            "emeenteraad",
            "raadslid",
            "raadsleden",
            "Statenl",
            "statenl",
            "Provinciale Staten",
        ];
        let found = || words.iter().any(|word| self.tokens.text.contains(word));
        self.council || *self.whole.parliament.get_or_init(found)
    }

    /// Whether the text comes from a college of mayor and aldermen or of a province.
    pub(crate) fn of_college(&self) -> bool {
        let words = ["ollege", "ethouder", "edeputeerde", "urgemeester", "B&W"];
        let found = || words.iter().any(|word| self.tokens.text.contains(word));
        *self.whole.college.get_or_init(found)
    }
}
