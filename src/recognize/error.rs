//! What can be wrong with a pattern file, a list or a setting.

/// A pattern file, list or setting that cannot be used; says file, line, column, what was expected.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RecognizeError(pub String);
