//! What happens to what cannot be read: for all files, and for those that were named.

use crate::model::{MessageValue, Place, Scale, Unread};
use crate::policy::UnreadMode;
use std::path::{Path, PathBuf};

/// What happens to what cannot be read in one named file.
#[derive(Clone, Debug)]
pub struct UnreadException {
    /// The file, as it is given to the run.
    pub file: PathBuf,
    /// Its pages, from 1; `None` for all of it.
    pub pages: Option<Vec<usize>>,
    /// What happens there.
    pub mode: UnreadMode,
}

/// What happens to what cannot be read in the file at hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnreadRule<'a> {
    /// What happens where it may.
    pub mode: UnreadMode,
    /// The only pages where it may, from 1; `None` for all.
    pub pages: Option<&'a [usize]>,
}

impl<'a> UnreadRule<'a> {
    /// The rule for a file: that of the exception that names it, or the one for all.
    pub fn of(file: &Path, exceptions: &'a [UnreadException], mode: UnreadMode) -> Self {
        let same = |e: &&UnreadException| {
            e.file == file
                || e.file.canonicalize().is_ok_and(|f| Some(f) == file.canonicalize().ok())
        };
        let named = exceptions.iter().find(same);
        named.map_or(Self { mode, pages: None }, |e| Self {
            mode: e.mode,
            pages: e.pages.as_deref(),
        })
    }

    /// Whether something unread stands in the way of a copy.
    pub(super) fn refuses(&self, unread: &Unread) -> bool {
        let here = match self.pages {
            None => true,
            Some(pages) => page_of(&unread.place).is_some_and(|page| pages.contains(&page)),
        };
        unread.scale == Scale::Page && !(here && self.mode != UnreadMode::Refuse)
    }
}

/// The page that a place is on.
fn page_of(place: &Place) -> Option<usize> {
    let message = place.message();
    match (message.template().starts_with("page {0}"), message.values().first()) {
        (true, Some(MessageValue::Verbatim(number))) => number.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Unreadable, message};

    #[test]
    fn a_named_page_may_stay_and_no_other() {
        let exceptions = [UnreadException {
            file: PathBuf::from("map/scan.pdf"),
            pages: Some(vec![3]),
            mode: UnreadMode::Keep,
        }];
        let refuses = |file: &str, place: Place| {
            let rule = UnreadRule::of(Path::new(file), &exceptions, UnreadMode::Refuse);
            rule.refuses(&Unread { place, why: Unreadable::Image, scale: Scale::Page })
        };
        let page = |n: usize| Place::new(message!("page {0}", n));
        assert!(!refuses("map/scan.pdf", page(3)));
        assert!(refuses("map/scan.pdf", page(2)));
        assert!(refuses("map/scan.pdf", Place::new(message!("attachment"))));
        assert!(refuses("map/ander.pdf", page(3)));
    }
}
