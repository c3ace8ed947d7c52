//! Names of persons: the forms that Dutch official papers really give them.
//!
//! Each file holds one idea. Anchors need no list: initials, titles, labelled fields, mail
//! heads, greetings and signatures speak for themselves; lists decide last.

pub mod chat;
pub mod companions;
pub mod cues;
pub mod enumeration;
pub mod exclusions;
pub mod fields;
pub mod firms;
mod given;
pub mod grammar;
pub mod greeting;
pub mod initialed;
pub mod initials;
mod letters;
pub mod lists;
pub mod nouns;
pub mod outlook;
pub mod particles;
mod reversed;
pub mod roll;
pub mod rows;
pub mod signature;
pub mod speakers;
mod tables;
#[cfg(test)]
mod tests;
pub mod titles;
pub mod users;

use super::hit::Hit;
use super::lexicon::Lexicon;
use super::token::{Kind, Tokens};
use crate::model::{Category, Evidence, Likelihood, Role, SegmentKind};
use std::cell::OnceCell;

/// The parts of a name, folded; empty where the text gives none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Given names, in order.
    pub given: Vec<String>,
    /// Initials without dots, lower case.
    pub initials: String,
    /// Particles in front of the surname: `van den`.
    pub particles: String,
    /// The surname without particles: `heuvel`, `jansen-bouwmeester`, `klein nulent`.
    pub surname: String,
}

/// A name as it stands in the text: tokens `start` up to and without `end`.
#[derive(Clone, Debug)]
pub struct Found {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Its parts.
    pub name: Name,
}

/// What the recognizers of names look at: one reading, its words, what is known of them.
pub struct Page<'a> {
    /// Words and marks.
    pub tokens: &'a Tokens<'a>,
    /// What is known of words.
    pub lexicon: &'a Lexicon,
    /// What the segment is to its reader.
    pub kind: SegmentKind,
    /// The label of the segment, folded.
    pub label: Option<String>,
    /// The office whose signing block the segment before broke off.
    pub office: Option<Role>,
    /// Whether this is a column of the segment, whose lines did not follow each other.
    pub part: bool,
    /// What is asked of the whole reading, and answered once.
    pub whole: Whole,
}

/// Facts about a whole reading, worked out when they are first asked for.
#[derive(Default)]
pub struct Whole {
    mail: OnceCell<bool>,
    college: OnceCell<bool>,
}

impl Page<'_> {
    /// Whether a mail address stands anywhere.
    pub fn has_mail(&self) -> bool {
        *self.whole.mail.get_or_init(|| self.tokens.text.contains('@'))
    }

    /// Whether the text is one of a board of mayor and aldermen or of a province.
    pub fn of_college(&self) -> bool {
        let words = ["ollege", "ethouder", "edeputeerde", "urgemeester", "B&W"];
        let found = || words.iter().any(|word| self.tokens.text.contains(word));
        *self.whole.college.get_or_init(found)
    }

    /// A hit on a name.
    pub fn hit(&self, found: Found, likelihood: Likelihood, why: &'static str) -> Hit {
        let span = self.tokens.span(found.start, found.end);
        let mut hit = Hit::new(span, Category::NAME, likelihood, Evidence::of(why));
        if let Some(reason) = exclusions::reason(self, &found) {
            hit.evidence.push(Evidence::new(format!("niet: {reason}")));
            hit.conflict = true;
        }
        hit.name = Some(found.name);
        hit
    }

    /// The same hit with a role that its own words give.
    pub fn hit_as(
        &self,
        found: Found,
        likelihood: Likelihood,
        why: &'static str,
        role: Role,
    ) -> Hit {
        let mut hit = self.hit(found, likelihood, why);
        hit.role = role;
        hit
    }
}

/// Runs every recognizer of names over a reading.
///
/// Gives the office whose signing block breaks off at the end of the segment, if one does.
pub fn run(page: &Page<'_>, out: &mut Vec<Hit>) -> Option<Role> {
    fields::segment(page, out);
    let mut inner = Vec::new();
    let mut heads = Vec::new();
    // One pass over the words: a long text is read from memory but once.
    for index in 0..page.tokens.len() {
        match page.tokens.kind(index) {
            Kind::Capital | Kind::Upper | Kind::Letter => {
                fields::at(page, index, out);
                initials::at(page, index, &mut inner);
                cues::at(page, index, &mut inner);
                nouns::at(page, index, &mut inner);
                greeting::alone(page, index, &mut inner);
                lists::at(page, index, &mut inner);
                initialed::at(page, index, &mut inner);
            }
            Kind::Lower => {
                fields::at(page, index, out);
                cues::at(page, index, &mut inner);
                nouns::at(page, index, &mut inner);
                initialed::at(page, index, &mut inner);
                users::at(page, index, &mut inner);
                outlook::at(page, index, &mut heads);
            }
            Kind::Mixed => users::numbered(page, index, &mut inner),
            Kind::Mark('<' | '[' | '@') => outlook::at(page, index, &mut heads),
            _ => {}
        }
    }
    let office = signature::run(page, out);
    out.append(&mut inner);
    chat::run(page, out);
    out.append(&mut heads);
    speakers::run(page, out);
    tables::run(page, out);
    rows::run(page, out);
    roll::run(page, out);
    companions::run(page, out);
    initialed::bracketed(page, out);
    office
}
