//! What a whole run came to.

use super::{Contained, FileOutcome, Outcome};
use crate::model::Decision;
use std::collections::BTreeMap;

/// Counts of one category and ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By decision of the policy or a list.
    pub redacted: usize,
    /// Left to a person.
    pub asked: usize,
    /// Left readable.
    pub kept: usize,
}

/// What a whole run came to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Files looked at, without those skipped.
    pub files: usize,
    /// Copies written.
    pub written: usize,
    /// Files skipped.
    pub skipped: usize,
    /// Files refused.
    pub refused: usize,
    /// Files that failed.
    pub failed: usize,
    /// Pages or parts.
    pub pages: usize,
    /// Findings by category and ground; the ground is empty for what is kept.
    pub findings: BTreeMap<(String, String), Tally>,
    /// Questions for a person: in each file one for somebody who is named, and one for each other
    /// finding.
    pub questions: usize,
    /// Things at page scale that could not be read.
    pub unread_pages: usize,
    /// Small things that could not be read.
    pub unread_small: usize,
    /// Files whose own name may hold personal data.
    pub names: usize,
    /// Documents that were not looked at: of a kind that is not handled, links.
    pub unknown: usize,
    /// Messages that stand wholly in others.
    pub contained: Vec<Contained>,
    /// Whether such documents are nobody's concern.
    pub pass_unknown: bool,
}

impl Summary {
    /// Counts one file.
    pub fn add(&mut self, file: &FileOutcome) {
        match file.outcome {
            Outcome::Skipped(ref why) => {
                self.skipped += 1;
                self.unknown += usize::from(why.is_unseen());
                return;
            }
            Outcome::Written { .. } => self.written += 1,
            Outcome::Refused(_) => self.refused += 1,
            Outcome::Failed(_) => self.failed += 1,
            Outcome::Checked => {}
        }
        self.files += 1;
        self.pages += file.pages;
        self.questions += file.questions();
        self.unread_pages += file.unread_at_page_scale();
        self.unread_small += file.unread.len() - file.unread_at_page_scale();
        self.names += usize::from(file.named_after_person());
        for item in &file.items {
            let ground = item.verdict.ground.as_ref().map_or("", |g| g.as_str());
            let key = (item.finding.category.as_str().to_owned(), ground.to_owned());
            let tally = self.findings.entry(key).or_default();
            match item.verdict.decision {
                Decision::Redact => tally.redacted += 1,
                Decision::Ask => tally.asked += 1,
                Decision::Keep => tally.kept += 1,
            }
        }
    }

    /// Findings that the policy redacts.
    pub fn redactions(&self) -> usize {
        self.findings.values().map(|t| t.redacted).sum()
    }

    /// Findings that are questions, place by place.
    pub fn asked(&self) -> usize {
        self.findings.values().map(|t| t.asked).sum()
    }

    /// Whether something is left for a person.
    pub fn is_left(&self) -> bool {
        self.questions + self.unread_pages + self.names > 0
    }
}
