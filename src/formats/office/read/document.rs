//! A Word document that was read.

use crate::formats::office::opc::flat;
use crate::formats::office::opc::parts::PartClass;
use crate::formats::office::read::open::PackageReader;
use crate::formats::office::read::pictures;
use crate::formats::office::read::segments::MappedSegment;
use crate::formats::office::read::store::Store;
use crate::formats::office::syntax::encoding::decode;
use crate::model::{
    FormatError, Limits, OpenOptions, Place, Scale, Segment, Unread, Unreadable, message,
};

/// A Word document as it was read. It never changes.
pub(crate) struct OfficeDocument {
    pub(crate) store: Store,
    pub(crate) mapped: Vec<MappedSegment>,
    pub(crate) segments: Vec<Segment>,
    /// The text of the file, if it is Flat OPC.
    pub(crate) flat: Option<String>,
    pub(crate) limits: Limits,
}

impl OfficeDocument {
    /// Reads a document from a zip package or a Flat OPC file.
    pub(crate) fn open(bytes: &[u8], options: &OpenOptions) -> Result<Self, FormatError> {
        let mut reader = PackageReader::new(&options.limits);
        let flat = match flat::is_flat(bytes) {
            true => {
                Some(decode(bytes).ok_or_else(|| FormatError::damaged(message!("Flat OPC")))?.0)
            }
            false => None,
        };
        let zip = flat.as_deref().map_or_else(|| Ok(bytes.to_vec()), flat::to_zip)?;
        reader.open(zip, None, 0)?;
        let (mut store, mut mapped) = reader.finish();
        if store.packages.first().is_none_or(|p| p.main.is_none()) {
            return Err(FormatError::damaged(message!("the document has no main text")));
        }
        if !options.drop_macros {
            store.unread.extend(
                macros(&store)
                    .map(|place| Unread {
                        place: place.clone(),
                        why: Unreadable::Opaque,
                        scale: Scale::Page,
                    })
                    .collect::<Vec<_>>(),
            );
        }
        if let Some(machine) = options.pictures.as_deref() {
            pictures::read(&mut store, &mut mapped, machine, &options.limits);
        }
        let segments = mapped.iter().map(|h| h.segment.clone()).collect();
        Ok(Self { store, mapped, segments, flat, limits: options.limits })
    }
}

/// The display names of all macro parts.
pub(crate) fn macros(store: &Store) -> impl Iterator<Item = &Place> {
    let items = store.packages.iter().flat_map(|p| &p.items);
    items.filter(|i| i.class == PartClass::Macro).map(|i| &i.place)
}
