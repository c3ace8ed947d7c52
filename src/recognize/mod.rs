//! Text in, findings out. Sees no file, no policy, no decision.

use crate::model::{Finding, Segment};

/// What the user asked to look for.
#[derive(Clone, Debug, Default)]
pub struct DetectorConfig {
    /// Entries that are always found and redacted (`--redact-list`), one string each.
    pub redact: Vec<String>,
    /// Entries that are never redacted (`--keep-list`), one string each.
    pub keep: Vec<String>,
    /// Whether only the lists above are used.
    pub only_lists: bool,
}

/// A pattern file, list or setting that cannot be used; says file, line, column, what was expected.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RecognizeError(pub String);

/// What a dossier knows of its people: forms of names found in one file that count in the next.
#[derive(Clone, Debug, Default)]
pub struct Memory {}

impl Memory {
    /// Adds what another file taught. The result does not depend on the sequence of merges.
    pub fn merge(&mut self, other: Self) {
        let _ = other;
    }
}

/// All recognizers, compiled and ready; shared by all threads.
pub struct Detector {}

impl Detector {
    /// Compiles patterns and lists.
    ///
    /// # Errors
    /// When a pattern file or list is faulty, or an example in a pattern file fails.
    pub fn new(config: &DetectorConfig) -> Result<Self, RecognizeError> {
        let _ = config;
        Ok(Self {})
    }

    /// What this document teaches about the people of its dossier.
    pub fn learn(&self, segments: &[Segment]) -> Memory {
        let _ = segments;
        Memory::default()
    }

    /// All findings in a document: resolved (no two overlap), with roles, in order of segment and place.
    pub fn find(&self, segments: &[Segment], dossier: &Memory) -> Vec<Finding> {
        let _ = (segments, dossier);
        Vec::new()
    }

    /// SHA-256 of all patterns and shipped lists in use, in hex; for the audit.
    pub fn patterns_digest(&self) -> &str {
        ""
    }
}
