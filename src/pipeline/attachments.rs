//! Files inside a file: they go the same way before it, and what cannot be read goes, stays or
//! stops the whole, as the run was told.

use super::detect::extension_of;
use super::engine::{Engine, FileRun};
use super::work::{CopyResult, FileWork, MAX_ATTACHMENT_DEPTH, NestedWork, inside};
use crate::formats;
use crate::model::{ChildFate, Document, Extras, Note, Place, Scale, Unread, Unreadable, message};
use crate::policy::UnreadMode;
use crate::report::{FindingOutcome, Mode, Problem};

impl Engine {
    /// Runs every attachment the same way and says what becomes of it.
    pub(super) fn children(
        &self,
        document: &dyn Document,
        run: FileRun<'_>,
        within: &[Place],
        inner: &mut NestedWork,
    ) -> Vec<ChildFate> {
        let mut fates = Vec::with_capacity(document.children().len());
        for (number, child) in document.children().iter().enumerate() {
            let run = FileRun { illustrates: document.illustrates(number), ..run };
            let mut path = within.to_vec();
            path.push(child.place.clone());
            let done = if path.len() > MAX_ATTACHMENT_DEPTH.min(self.limits().depth) {
                Err(Problem::Limit(message!("attachments up to {0} deep", MAX_ATTACHMENT_DEPTH)))
            } else {
                self.run_at(&child.bytes, extension_of(&child.name), run, &path)
            };
            fates.push(match done {
                Ok(done) => self.adopt(done, &child.bytes, &child.place, run, inner),
                Err(_) => match run.illustrates {
                    Some(scale) => unread_picture(&child.place, scale, run, within, inner),
                    None => self.unreadable_child(&child.place, run, within, inner),
                },
            });
        }
        fates
    }

    /// Takes what an attachment came to into the file around it.
    fn adopt(
        &self,
        child: NestedWork,
        bytes: &[u8],
        place: &Place,
        run: FileRun<'_>,
        inner: &mut NestedWork,
    ) -> ChildFate {
        let FileWork { format, items, unread, notes, letters, copy, .. } = child.work;
        let hidden = items.iter().any(FindingOutcome::is_hidden);
        inner.work.items.extend(items);
        inner.work.unread.extend(unread);
        inner.work.notes.extend(notes);
        inner.work.letters.extend(letters);
        match copy {
            CopyResult::Made(verified) => {
                inner.needles.extend(child.needles);
                inner.left.add(child.left);
                if hidden {
                    note(&mut inner.work, "attachment-redacted", place);
                }
                if verified.bytes() == bytes {
                    return ChildFate::Keep;
                }
                let bytes = verified.bytes().to_vec();
                let own = formats::all().iter().find(|f| f.name() == format);
                match own.and_then(|f| f.copy_extension()) {
                    Some(ending) => ChildFate::ReplaceAs(bytes, ending),
                    None => ChildFate::Replace(bytes),
                }
            }
            // Its own unread parts or questions refuse the whole file; nothing is decided here.
            CopyResult::None | CopyResult::Refused(_) => ChildFate::Keep,
            CopyResult::Failed(_) => {
                inner.needles.extend(child.needles);
                self.unreadable_child(place, run, &[], inner)
            }
        }
    }

    /// What cannot be looked into goes, stays or stops the file, as the run was told.
    fn unreadable_child(
        &self,
        place: &Place,
        run: FileRun<'_>,
        within: &[Place],
        inner: &mut NestedWork,
    ) -> ChildFate {
        let drops =
            self.settings.treatment.extras == Extras::Drop || run.unread.mode == UnreadMode::Blank;
        if drops && run.mode == Mode::Redact {
            note(&mut inner.work, "attachment-dropped", place);
            return ChildFate::Drop;
        }
        let unread =
            Unread { place: place.clone(), why: Unreadable::UnknownPart, scale: Scale::Page };
        inner.work.unread.push(inside(&unread, within));
        if run.unread.mode == UnreadMode::Keep {
            note(&mut inner.work, "attachment-kept-unread", place);
        }
        ChildFate::Keep
    }
}

/// A picture on a page that does not open is one that is not read.
fn unread_picture(
    place: &Place,
    scale: Scale,
    run: FileRun<'_>,
    within: &[Place],
    inner: &mut NestedWork,
) -> ChildFate {
    let unread = Unread { place: place.clone(), why: Unreadable::Image, scale };
    inner.work.unread.push(inside(&unread, within));
    match scale == Scale::Page && run.unread.mode == UnreadMode::Blank {
        true => ChildFate::Drop,
        false => ChildFate::Keep,
    }
}

fn note(work: &mut FileWork, code: &'static str, place: &Place) {
    work.notes.push(Note { code, place: Some(place.clone()), count: 1 });
}
