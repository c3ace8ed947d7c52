//! How a reader of containers has a file inside read.

use super::claim::Claim;
use super::error::VerifyError;
use super::reading::Reading;
use crate::model::Message;

/// Reads a file inside a file: its bytes, where it is, how deep.
pub(super) type Inner =
    fn(&[u8], &Claim<'_>, &Message, usize, &mut Vec<Reading>) -> Result<(), VerifyError>;
