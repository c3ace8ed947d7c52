//! How a file is to be opened, and how much of a machine it may take.

use super::{PictureReader, Scale};
use std::sync::Arc;
use std::time::Duration;

/// Limits on hostile input, set in one place. An error names the limit that was met.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest input file, in bytes.
    pub file_bytes: u64,
    /// Most bytes that unpacking one file may yield in all.
    pub unpacked_bytes: u64,
    /// Most bytes that one stream or part may yield.
    pub part_bytes: u64,
    /// Deepest nesting of objects, forms, elements or files within files.
    pub depth: usize,
    /// Most entries, objects or pages in one file.
    pub entries: usize,
    /// Longest time one file may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            unpacked_bytes: 4 << 30,
            part_bytes: 512 << 20,
            depth: 64,
            entries: 2_000_000,
            time: Duration::from_secs(300),
        }
    }
}

/// How a file is to be opened.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Limits on hostile input.
    pub limits: Limits,
    /// Passwords to try on a locked file, beside the empty one.
    pub passwords: Vec<String>,
    /// Whether macros may be removed instead of refusing the file.
    pub drop_macros: bool,
    /// Whether a copy is to be made, so that a format may keep what it will need for that.
    pub for_copy: bool,
    /// How many threads may work on the file; 0 counts as 1. The result does not depend on it.
    pub threads: usize,
    /// What reads pictures, if there is anything that does.
    pub pictures: Option<Arc<dyn PictureReader>>,
    /// For a picture that is part of a page of something else: how much hides in writing there that is
    /// not read.
    pub illustrates: Option<Scale>,
}
