//! Files inside a file: they go the same way before it, and what cannot be read goes, stays or
//! stops the whole, as the run was told.

use super::detect::extension_of;
use super::one::{Copy, Inner, Work};
use super::{Engine, Mode};
use crate::model::{ChildFate, Document, Extras, Note, Place, Scale, Unread, Unreadable};
use crate::policy::UnreadMode;
use crate::recognize::Memory;
use crate::report::{Item, Problem};

impl Engine {
    /// Runs every attachment the same way and says what becomes of it.
    pub(super) fn children(
        &self,
        document: &dyn Document,
        memory: &Memory,
        mode: Mode,
        within: &[Place],
        inner: &mut Inner,
    ) -> Vec<ChildFate> {
        let mut fates = Vec::with_capacity(document.children().len());
        for child in document.children() {
            let mut path = within.to_vec();
            path.push(child.place.clone());
            let done = if path.len() > MAX_ATTACHMENT_DEPTH.min(self.limits().depth) {
                Err(Problem::Limit(format!("bijlagen tot {MAX_ATTACHMENT_DEPTH} diep")))
            } else {
                self.run_at(&child.bytes, extension_of(&child.name), memory, mode, &path)
            };
            fates.push(match done {
                Ok(done) => self.adopt(done, &child.bytes, &child.place, inner),
                Err(_) => self.unreadable_child(&child.place, mode, within, inner),
            });
        }
        fates
    }

    /// Takes what an attachment came to into the file around it.
    fn adopt(&self, child: Inner, bytes: &[u8], place: &Place, inner: &mut Inner) -> ChildFate {
        let Work { items, unread, notes, copy, .. } = child.work;
        let hidden = items.iter().any(Item::is_hidden);
        inner.work.items.extend(items);
        inner.work.unread.extend(unread);
        inner.work.notes.extend(notes);
        match copy {
            Copy::Made(verified) => {
                inner.needles.extend(child.needles);
                inner.left.extend(child.left);
                if hidden {
                    note(&mut inner.work, "attachment-redacted", place);
                }
                if verified.bytes() == bytes {
                    return ChildFate::Keep;
                }
                ChildFate::Replace(verified.bytes().to_vec())
            }
            // Its own unread parts or questions refuse the whole file; nothing is decided here.
            Copy::None | Copy::Refused(_) => ChildFate::Keep,
            Copy::Failed(_) => {
                inner.needles.extend(child.needles);
                self.unreadable_child(place, Mode::Redact, &[], inner)
            }
        }
    }

    /// What cannot be looked into goes, stays or stops the file, as the run was told.
    fn unreadable_child(
        &self,
        place: &Place,
        mode: Mode,
        within: &[Place],
        inner: &mut Inner,
    ) -> ChildFate {
        let drops = self.settings.treatment.extras == Extras::Drop
            || self.settings.unread == UnreadMode::Blank;
        if drops && mode == Mode::Redact {
            note(&mut inner.work, "attachment-dropped", place);
            return ChildFate::Drop;
        }
        let unread =
            Unread { place: place.clone(), why: Unreadable::UnknownPart, scale: Scale::Page };
        inner.work.unread.push(inside(&unread, within));
        if self.settings.unread == UnreadMode::Keep {
            note(&mut inner.work, "attachment-kept-unread", place);
        }
        ChildFate::Keep
    }
}

/// Deepest nesting of files within files.
pub(super) const MAX_ATTACHMENT_DEPTH: usize = 8;

fn note(work: &mut Work, code: &'static str, place: &Place) {
    work.notes.push(Note { code, place: Some(place.clone()), count: 1 });
}

/// The same, with the attachments around it in its place.
pub(super) fn inside(unread: &Unread, within: &[Place]) -> Unread {
    let mut parts: Vec<&str> = within.iter().map(Place::as_str).collect();
    parts.push(unread.place.as_str());
    Unread { place: Place::new(parts.join(" › ")), ..unread.clone() }
}
