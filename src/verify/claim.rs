//! What a copy is claimed to be.

use super::census::Census;
use super::needle::Needle;
use crate::model::{MarkBox, PictureReader};
use std::sync::Arc;

/// What the copy is claimed to be.
pub struct Claim<'a> {
    /// The format's name: `pdf`, `docx`, `text`.
    pub format: &'a str,
    /// The bytes that were read.
    pub original: &'a Arc<Vec<u8>>,
    /// The texts that must be gone.
    pub needles: &'a [Needle],
    /// The entries of the user's list, found or not, and how often each may still occur.
    pub listed: Option<(&'a Census, &'a [usize])>,
    /// The boxes that the format says it drew.
    pub boxes: &'a [MarkBox],
    /// Whether unreadable content was blanked, so that more than the needles may be gone.
    pub blanked: bool,
    /// What reads pictures, if anything does.
    pub pictures: Option<&'a dyn PictureReader>,
    /// How many threads may read the copy, 1 or more.
    pub threads: usize,
}
