//! A Word document as the core sees it.

use super::flow::paragraph_at;
use super::held::Held;
use super::parts::Class;
use super::redact;
use super::store::{Opener, Store};
use crate::model::{
    Child, ChildFate, Document, FormatError, Note, OpenOptions, Place, Redacted, Redaction, Scale,
    Segment, Span, Treatment, Unread, Unreadable,
};

/// A Word document, read and unchanged.
pub(super) struct WordDocument {
    pub(super) store: Store,
    pub(super) held: Vec<Held>,
    segments: Vec<Segment>,
}

impl WordDocument {
    /// Reads a zip package.
    pub(super) fn open(bytes: &[u8], options: &OpenOptions) -> Result<Self, FormatError> {
        let mut opener = Opener::new(&options.limits);
        opener.open(bytes.to_vec(), "", 0)?;
        let (mut store, held) = opener.finish();
        if !options.drop_macros {
            store.unread.extend(
                macros(&store)
                    .map(|place| Unread {
                        place: Place::new(place),
                        why: Unreadable::Opaque,
                        scale: Scale::Page,
                    })
                    .collect::<Vec<_>>(),
            );
        }
        let segments = held.iter().map(|h| h.segment.clone()).collect();
        Ok(Self { store, held, segments })
    }
}

/// Places of all macros.
pub(super) fn macros(store: &Store) -> impl Iterator<Item = &str> {
    let items = store.packs.iter().flat_map(|p| &p.items);
    items.filter(|i| i.class == Class::Macro).map(|i| i.place.as_str())
}

impl Document for WordDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.store.unread
    }

    fn children(&self) -> &[Child] {
        &self.store.children
    }

    fn place(&self, segment: usize, span: Span) -> Place {
        let Some(held) = self.held.get(segment) else { return Place::new("?") };
        match paragraph_at(held, span) {
            Some(number) => Place::new(format!("{}, alinea {number}", held.segment.place)),
            None => held.segment.place.clone(),
        }
    }

    fn notes(&self) -> Vec<Note> {
        let leftovers = self.store.leftovers;
        let note = Note { code: "zip-leftovers-removed", place: None, count: leftovers };
        Vec::from_iter((leftovers > 0).then_some(note))
    }

    fn redact(
        &self,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        if !treatment.drop_macros
            && let Some(place) = macros(&self.store).next()
        {
            return Err(FormatError::Unsupported(format!(
                "macro's ({place}); geef --drop-macros om ze weg te laten"
            )));
        }
        redact::redact(self, orders, children, treatment)
    }
}
