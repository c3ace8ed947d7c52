//! Writes the packages of a copy.

use crate::formats::media;
use crate::formats::media::blank::blank;
use crate::formats::media::metafile;
use crate::formats::office::opc::parts::PartClass;
use crate::formats::office::read::store::{ClassifiedEntry, OpenPackage, TextPart};
use crate::formats::office::redact::job::OfficeJob;
use crate::formats::office::redact::renames::EntryRenames;
use crate::formats::office::redact::splices::PartEdits;
use crate::formats::office::syntax::encoding::encode;
use crate::formats::package::{Budget, Fate};
use crate::formats::raster::part;
use crate::formats::splice;
use crate::model::{ChildFate, Extras, FormatError, Limits, Scale, Treatment, message};
use quick_xml::events::Event;
use std::collections::BTreeSet;

/// InkML without ink.
const NO_INK: &[u8] = br#"<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"/>"#;

impl OfficeJob<'_> {
    /// Writes all packages, innermost first, and returns the outermost one.
    pub(crate) fn write_packages(
        &mut self,
        children: &[ChildFate],
        renames: &mut EntryRenames,
    ) -> Result<Vec<u8>, FormatError> {
        let count = self.document.store.packages.len();
        let mut made: Vec<Option<Vec<u8>>> = vec![None; count];
        for index in (0..count).rev() {
            let Some(package) = self.document.store.packages.get(index) else { continue };
            let gone = self.dropped_entries(index, package, children);
            let main = package.main.filter(|_| index == 0);
            if main.is_some_and(|m| gone.contains(&m)) {
                return Err(FormatError::Unsupported(message!("the main text is unreadable")));
            }
            self.update_references(index, package, &gone, renames);
            let mut fates = Vec::with_capacity(package.items.len());
            for (entry, item) in package.items.iter().enumerate() {
                let inner = item.inner.and_then(|i| made.get_mut(i)).and_then(Option::take);
                let fate = match (inner, item.part, item.class) {
                    _ if gone.contains(&entry) => Fate::Drop,
                    (Some(bytes), _, _) => Fate::Replace(bytes),
                    _ if self.signed.contains_key(&(index, entry)) => {
                        self.cover_signature(index, package, entry)?
                    }
                    _ if self.blanked.contains(&(index, entry)) || self.is_blanked(item) => {
                        self.blank_picture(package, entry)?
                    }
                    (None, Some(part), _) => self.part_fate(part)?,
                    (None, None, PartClass::Picture) => {
                        match Fate::of_child(item.child, children) {
                            Fate::Replace(bytes) => repacked(Some(item), bytes)?,
                            Fate::Drop => self.blank_picture(package, entry)?,
                            Fate::Keep => self.picture_fate(index, package, entry)?,
                        }
                    }
                    _ => Fate::of_child(item.child, children),
                };
                fates.push(fate);
            }
            let bytes = package.zip.write(&fates, |entry| renames.of(package, index, entry))?;
            if let Some(slot) = made.get_mut(index) {
                *slot = Some(bytes);
            }
        }
        made.first_mut()
            .and_then(Option::take)
            .ok_or_else(|| FormatError::damaged(message!("the package is empty")))
    }

    fn part_fate(&mut self, index: usize) -> Result<Fate, FormatError> {
        let (Some(part), Some(edits)) =
            (self.document.store.parts.get(index), self.edits.get_mut(index))
        else {
            return Ok(Fate::Keep);
        };
        let edits = std::mem::take(edits);
        if edits.is_empty() {
            return Ok(Fate::Keep);
        }
        let bytes = spliced(part, edits, self.treatment)?;
        let item =
            self.document.store.packages.get(part.package).and_then(|p| p.items.get(part.entry));
        repacked(item, bytes)
    }

    /// Whether a picture is blanked because unread content is to be blanked.
    fn is_blanked(&self, item: &ClassifiedEntry) -> bool {
        self.treatment.blank_unread
            && item.class == PartClass::Picture
            && (item.unread || item.scale == Some(Scale::Page))
    }

    fn blank_picture(&mut self, package: &OpenPackage, entry: usize) -> Result<Fate, FormatError> {
        let told = package.items.get(entry).is_some_and(|i| !self.is_blanked(i));
        let code = if told { "picture-blanked" } else { "image-blanked-whole" };
        *self.notes.entry(code).or_default() += 1;
        repacked(package.items.get(entry), blank(&unpacked(package, entry)?))
    }

    /// Puts a box in the place of a signature.
    fn cover_signature(
        &mut self,
        index: usize,
        package: &OpenPackage,
        entry: usize,
    ) -> Result<Fate, FormatError> {
        let label = self.signed.get(&(index, entry)).map_or("", String::as_str);
        let bytes = unpacked(package, entry)?;
        let made = match package.items.get(entry).map(|item| item.class) {
            Some(PartClass::Picture) => {
                part::covered(&bytes, label, self.treatment.style).unwrap_or_else(|| blank(&bytes))
            }
            _ => NO_INK.to_vec(),
        };
        repacked(package.items.get(entry), made)
    }

    fn picture_fate(
        &mut self,
        index: usize,
        package: &OpenPackage,
        entry: usize,
    ) -> Result<Fate, FormatError> {
        let bytes = unpacked(package, entry)?;
        let gone = self.drawn.remove(&(index, entry)).unwrap_or_default();
        let clean = match metafile::without(&bytes, &gone) {
            Some(clean) => clean,
            None if !gone.is_empty() => return Err(FormatError::not_removed(message!("drawing"))),
            None => match media::stripped(&bytes) {
                Some(clean) => clean,
                None => {
                    *self.notes.entry("picture-metadata-kept").or_default() += 1;
                    return Ok(Fate::Keep);
                }
            },
        };
        if clean == bytes {
            return Ok(Fate::Keep);
        }
        *self.notes.entry("image-metadata-removed").or_default() += 1;
        repacked(package.items.get(entry), clean)
    }

    /// The entries of a package that are dropped from this copy.
    fn dropped_entries(
        &mut self,
        index: usize,
        package: &OpenPackage,
        children: &[ChildFate],
    ) -> BTreeSet<usize> {
        let mut gone = BTreeSet::new();
        for (entry, item) in package.items.iter().enumerate() {
            // In which sequence cells are computed is worked out anew.
            let name = package.zip.entries().get(entry).map_or("", |e| e.name.as_str());
            if self.uncomputed.contains(&index) && package.types.of(name).contains("calcChain") {
                gone.insert(entry);
                continue;
            }
            let code = match item.class {
                PartClass::Dropped(code) => Some(code),
                PartClass::Macro => Some("macros-removed"),
                PartClass::Extra(_) if self.treatment.extras == Extras::Drop => {
                    Some("extras-removed")
                }
                PartClass::Unknown if self.treatment.blank_unread => Some("unread-removed"),
                PartClass::Xml(_) | PartClass::Extra(_) | PartClass::Package
                    if item.unread && self.treatment.blank_unread =>
                {
                    Some("unread-removed")
                }
                PartClass::OtherFormat(_) => {
                    let goes = Fate::of_child(item.child, children) == Fate::Drop;
                    goes.then_some("unread-removed")
                }
                _ => None,
            };
            if let Some(code) = code {
                gone.insert(entry);
                *self.notes.entry(code).or_default() += 1;
            }
        }
        gone
    }
}

/// The bytes of an entry, with any gzip compression undone.
fn unpacked(package: &OpenPackage, entry: usize) -> Result<Vec<u8>, FormatError> {
    let mut budget = Budget::new(&Limits::default());
    let bytes = package.zip.read(entry, &mut budget)?;
    match package.items.get(entry).is_some_and(|i| i.packed) {
        true => budget.gunzip(&bytes),
        false => Ok(bytes),
    }
}

/// Replaces the bytes of an entry, compressed with gzip if it was.
fn repacked(item: Option<&ClassifiedEntry>, bytes: Vec<u8>) -> Result<Fate, FormatError> {
    let packed = match item.is_some_and(|i| i.packed) {
        true => media::packed(&bytes),
        false => Some(bytes),
    };
    packed.map(Fate::Replace).ok_or_else(|| FormatError::not_removed(message!("gzip")))
}

fn spliced(
    part: &TextPart,
    edits: PartEdits,
    treatment: &Treatment,
) -> Result<Vec<u8>, FormatError> {
    let splices = edits.splices(&part.text, &part.markup, treatment.style);
    let bytes = splice::apply(part.text.as_bytes(), splices)
        .map_err(|e| FormatError::not_removed_by(message!("byte {0}", e.at), e))?;
    let text = String::from_utf8(bytes)
        .map_err(|e| FormatError::not_removed_by(message!("a letter was cut through"), e))?;
    if part.whole && !is_whole(&text) {
        return Err(FormatError::not_removed(message!("a part could no longer be opened")));
    }
    Ok(encode(&text, part.encoding))
}

/// Whether all tags are closed: a part that no program would open must not be in a copy.
fn is_whole(text: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_must_close() {
        for (xml, whole) in [
            ("<a><b/>x</a>", true),
            ("<a><b></a>", false),
            ("<a>", false),
            ("<a></a></b>", false),
            ("<a", false),
        ] {
            assert_eq!(is_whole(xml), whole, "{xml}");
        }
    }
}
