//! A Word document as the core sees it.

use super::flat;
use super::flow::paragraph_at;
use super::held::Held;
use super::parts::Class;
use super::redact;
use super::store::{Opener, Store};
use super::xml::decode;
use crate::formats::package::Budget;
use crate::model::{
    Child, ChildFate, Document, FormatError, Limits, Note, OpenOptions, Place, Redacted, Redaction,
    Scale, Segment, Span, Treatment, Unread, Unreadable,
};

/// A Word document, read and unchanged.
pub(super) struct WordDocument {
    pub(super) store: Store,
    pub(super) held: Vec<Held>,
    segments: Vec<Segment>,
    /// The text of a Flat OPC file.
    flat: Option<String>,
    limits: Limits,
}

impl WordDocument {
    /// Reads a package, as a zip or flat.
    pub(super) fn open(bytes: &[u8], options: &OpenOptions) -> Result<Self, FormatError> {
        let mut opener = Opener::new(&options.limits);
        let flat = match flat::is_flat(bytes) {
            true => Some(decode(bytes).ok_or_else(|| FormatError::Damaged("Flat OPC".into()))?.0),
            false => None,
        };
        let zip = flat.as_deref().map_or_else(|| Ok(bytes.to_vec()), flat::to_zip)?;
        opener.open(zip, "", 0)?;
        let (mut store, held) = opener.finish();
        if store.packs.first().is_none_or(|p| p.main.is_none()) {
            return Err(FormatError::Damaged("het document heeft geen hoofdtekst".into()));
        }
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
        Ok(Self { store, held, segments, flat, limits: options.limits })
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
        let mut redacted = redact::redact(self, orders, children, treatment)?;
        if let Some(text) = &self.flat {
            let mut budget = Budget::new(&self.limits);
            redacted.bytes = flat::from_zip(text, redacted.bytes, &mut budget)?;
        }
        Ok(redacted)
    }
}
