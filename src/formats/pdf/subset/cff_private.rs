//! The private part of a CFF program (Adobe Technical Note 5176, 15 and 16): widths, hints and the
//! subroutines of one font.

use crate::formats::pdf::subset::cff_dict::{self, Entry, find};
use std::ops::Range;

/// The operator of a Top DICT or Font DICT that leads to the Private DICT.
pub(crate) const PRIVATE: u16 = 18;
const SUBRS: u16 = 19;
/// Operators that name a string, number a font or give its bounds.
pub(crate) const SAID: [u16; 12] = [0, 1, 2, 3, 4, 5, 13, 14, 0x0c00, 0x0c15, 0x0c16, 0x0c26];

/// A Font DICT and its Private DICT.
pub(crate) struct PrivateDict<'a> {
    pub(crate) font: Vec<Entry<'a>>,
    pub(crate) entries: Vec<Entry<'a>>,
    pub(crate) local: Vec<Range<usize>>,
}

impl<'a> PrivateDict<'a> {
    pub(crate) fn read(bytes: &'a [u8], font: Vec<Entry<'a>>) -> Option<Self> {
        let leads = font.iter().find(|e| e.operator == PRIVATE)?;
        let [size, at] = leads.numbers[..] else { return None };
        let (size, at) = (usize::try_from(size).ok()?, usize::try_from(at).ok()?);
        let entries = cff_dict::read(bytes.get(at..at.checked_add(size)?)?)?;
        let local = match find(&entries, SUBRS) {
            Some(offset) => cff_dict::index(bytes, at.checked_add(offset)?)?.0,
            None => Vec::new(),
        };
        Some(Self { font, entries, local })
    }

    /// The entries of the Private DICT that stay.
    pub(crate) fn plain(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(|e| e.operator != SUBRS)
    }

    /// The entries of the Font DICT that stay.
    pub(crate) fn named(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.font.iter().filter(|e| e.operator != PRIVATE && !SAID.contains(&e.operator))
    }
}
