//! From orders to a copy: every change is a splice of the file, so that what was not cut keeps its
//! bytes.

mod headers;
mod orders;
mod parts;

use self::orders::Cuts;
use super::read::document::MailDocument;
use crate::formats::splice;
use crate::model::{ChildFate, Extras, FormatError, Note, Redacted, Redaction, Treatment, message};
use std::collections::BTreeMap;

/// Makes a copy.
///
/// # Errors
/// [`FormatError::NotRemoved`] when an order removes nothing.
pub(super) fn redact(
    document: &MailDocument,
    orders: &[Redaction],
    children: &[ChildFate],
    treatment: &Treatment,
) -> Result<Redacted, FormatError> {
    let how = (treatment.extras == Extras::Drop, treatment.blank_unread);
    let cuts = Cuts::of(document, orders, children, how)?;
    let mut copy = Copy {
        document,
        cuts: &cuts,
        fates: children,
        treatment,
        splices: Vec::new(),
        dropped: Vec::new(),
        notes: BTreeMap::new(),
        line_end: document.line_end(),
        seed: seed(&document.bytes),
    };
    copy.parts()?;
    copy.headers()?;
    let Copy { mut splices, dropped, notes, .. } = copy;
    // What is inside a part that goes needs no change of its own.
    splices.retain(|s| !dropped.iter().any(|d| d.start <= s.start && s.end <= d.end));
    splices.extend(dropped.iter().map(|d| splice::Splice::new(d.clone(), *b"")));
    let bytes = splice::apply(&document.bytes, splices)
        .map_err(|e| FormatError::not_removed_by(message!("byte {0}", e.at), e))?;
    let notes = notes.into_iter().map(|(code, count)| Note { code, place: None, count }).collect();
    Ok(Redacted { bytes, removed: cuts.removed, boxes: Vec::new(), notes })
}

/// A copy in the making.
struct Copy<'a> {
    document: &'a MailDocument,
    cuts: &'a Cuts,
    fates: &'a [ChildFate],
    treatment: &'a Treatment,
    splices: Vec<splice::Splice>,
    /// Parts that go, with their delimiters.
    dropped: Vec<std::ops::Range<usize>>,
    notes: BTreeMap<&'static str, usize>,
    line_end: &'static str,
    /// Digits by which boundaries differ from those of messages inside this one.
    seed: String,
}

impl Copy<'_> {
    fn note(&mut self, code: &'static str) {
        *self.notes.entry(code).or_default() += 1;
    }
}

/// Eight hexadecimal digits that depend on all bytes of the file.
fn seed(bytes: &[u8]) -> String {
    digits(&[bytes], 4)
}

/// The first bytes of a digest, in hexadecimal digits.
fn digits(parts: &[&[u8]], count: usize) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().iter().take(count).map(|b| format!("{b:02x}")).collect()
}
