//! What the recognizers of names look at.

use crate::model::{Role, SegmentKind};
use crate::recognize::text::lexicon::Lexicon;
use crate::recognize::text::tokens::Tokens;
use std::cell::OnceCell;

/// What the recognizers of names look at: one reading, its words, what is known of them.
pub(crate) struct NameContext<'a> {
    /// Words and marks.
    pub(crate) tokens: &'a Tokens<'a>,
    /// What is known of words.
    pub(crate) lexicon: &'a Lexicon,
    /// What the segment is to its reader.
    pub(crate) kind: SegmentKind,
    /// The label of the segment, folded.
    pub(crate) label: Option<String>,
    /// The office whose signing block the segment before broke off.
    pub(crate) office: Option<Role>,
    /// Whether this is a column of the segment, whose lines did not follow each other.
    pub(crate) part: bool,
    /// What is asked of the whole reading, and answered once.
    pub(crate) whole: TextFacts,
}

/// Facts about a whole reading, worked out when they are first asked for.
#[derive(Default)]
pub(crate) struct TextFacts {
    mail: OnceCell<bool>,
    college: OnceCell<bool>,
}

impl NameContext<'_> {
    /// Whether a mail address stands anywhere.
    pub(crate) fn has_mail(&self) -> bool {
        *self.whole.mail.get_or_init(|| self.tokens.text.contains('@'))
    }

    /// Whether the text is one of a board of mayor and aldermen or of a province.
    pub(crate) fn of_college(&self) -> bool {
        let words = ["ollege", "ethouder", "edeputeerde", "urgemeester", "B&W"];
        let found = || words.iter().any(|word| self.tokens.text.contains(word));
        *self.whole.college.get_or_init(found)
    }
}
