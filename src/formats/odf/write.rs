//! Writes a copy: parts with their edits, and the manifest that names what is left.

use crate::formats::media::{blank::blank, metafile, stripped};
use crate::formats::odf::document::Part;
use crate::formats::odf::job::Job;
use crate::formats::odf::parts::Class;
use crate::formats::office::syntax::encoding::encode;
use crate::formats::office::syntax::xml::{attributes, escape, resolve};
use crate::formats::package::{Budget, Fate};
use crate::formats::raster::part;
use crate::formats::splice::{self, Splice};
use crate::model::{ChildFate, FormatError, message};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

impl Job<'_> {
    /// Writes the package.
    pub(super) fn write(&mut self, children: &[ChildFate]) -> Result<Vec<u8>, FormatError> {
        let mut fates = Vec::with_capacity(self.document.items.len());
        for index in 0..self.document.items.len() {
            fates.push(self.fate(index, children)?);
        }
        self.references(&fates);
        for (number, part) in self.document.parts.iter().enumerate() {
            let edits = self.edits.get_mut(number).map(std::mem::take).unwrap_or_default();
            let cuts = self.cuts.get_mut(number).map(std::mem::take).unwrap_or_default();
            let keeps = matches!(fates.get(part.entry), Some(Fate::Keep));
            if keeps && !(edits.is_empty() && cuts.is_empty()) {
                let bytes = spliced(part, edits, cuts)?;
                fates
                    .get_mut(part.entry)
                    .into_iter()
                    .for_each(|f| *f = Fate::Replace(bytes.clone()));
            }
        }
        self.document.zip.write(&fates, |index| self.renames.get(&index).cloned())
    }

    fn fate(&mut self, index: usize, children: &[ChildFate]) -> Result<Fate, FormatError> {
        let Some(item) = self.document.items.get(index) else { return Ok(Fate::Keep) };
        let code = match item.class {
            Class::Dropped(code) => Some(code),
            Class::Macro => Some("macros-removed"),
            Class::Unknown if self.treatment.blank_unread => Some("unread-removed"),
            _ if item.unread && self.treatment.blank_unread => Some("unread-removed"),
            Class::Child => match Fate::of_child(item.child, children) {
                Fate::Drop => Some("unread-removed"),
                fate => return Ok(fate),
            },
            _ => None,
        };
        if let Some(code) = code {
            *self.notes.entry(code).or_default() += 1;
            return Ok(Fate::Drop);
        }
        if item.class != Class::Picture {
            return Ok(Fate::Keep);
        }
        let mut budget = Budget::new(&self.document.limits);
        let bytes = self.document.zip.read(index, &mut budget)?;
        if let Some(label) = self.covered.get(&index) {
            let covered = part::covered(&bytes, label, self.treatment.style);
            return Ok(Fate::Replace(covered.unwrap_or_else(|| blank(&bytes))));
        }
        let fate = Fate::of_child(item.child, children);
        if matches!(fate, Fate::Replace(_)) && !self.blanked.contains(&index) {
            return Ok(fate);
        }
        if fate == Fate::Drop || self.blanked.contains(&index) {
            *self.notes.entry("picture-blanked").or_default() += 1;
            return Ok(Fate::Replace(blank(&bytes)));
        }
        let gone = self.drawn.remove(&index).unwrap_or_default();
        let clean = match metafile::without(&bytes, &gone) {
            Some(clean) => clean,
            None if !gone.is_empty() => return Err(FormatError::not_removed(message!("drawing"))),
            None => match stripped(&bytes) {
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
        Ok(Fate::Replace(clean))
    }

    /// The manifest names what is in the package, and links lead there.
    fn references(&mut self, fates: &[Fate]) {
        let document = self.document;
        let entries = || document.zip.entries().iter().enumerate();
        let gone = |index: usize| matches!(fates.get(index), Some(Fate::Drop));
        for (number, part) in document.parts.iter().enumerate() {
            let Some(edits) = self.edits.get_mut(number) else { continue };
            for (target, range) in &part.markup.links {
                let found = entries().find(|(_, e)| e.name.to_lowercase() == *target);
                if let Some(new) = found.and_then(|(index, _)| self.renames.get(&index)) {
                    instead(edits, range.clone(), escape(new));
                }
            }
            if document.items.get(part.entry).map(|i| i.class) != Some(Class::Manifest) {
                continue;
            }
            for (tag, range) in file_entries(&part.text) {
                let at = attributes(tag, range.start + 1).find(|a| a.name.ends_with("full-path"));
                let Some(at) = at else { continue };
                let path = resolve(at.raw);
                let here = entries().find(|(_, e)| e.name == path);
                let folder = path.len() > 1 && path.ends_with('/');
                let empty = folder
                    && entries().filter(|(_, e)| e.name.starts_with(&*path)).all(|(i, _)| gone(i));
                match here {
                    Some((index, _)) if gone(index) => edits.push((range, String::new())),
                    Some((index, _)) => {
                        let new = self.renames.get(&index);
                        let new = new.map(|new| escape(new));
                        new.into_iter().for_each(|new| instead(edits, at.value.clone(), new));
                    }
                    None if empty => edits.push((range, String::new())),
                    None => {}
                }
            }
        }
    }
}

/// An edit in the place of all others in this range.
fn instead(edits: &mut Vec<(Range<usize>, String)>, range: Range<usize>, new: String) {
    edits.retain(|(r, _)| r.end <= range.start || range.end <= r.start);
    edits.push((range, new));
}

/// The empty elements of a manifest that name an entry: what is between `<` and `/>`, and the range.
fn file_entries(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find('<')).map(|s| at + s) {
        let Some(end) = text.get(start..).and_then(|t| t.find('>')).map(|e| start + e + 1) else {
            break;
        };
        let tag = text.get(start + 1..end - 1).unwrap_or_default();
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if name.ends_with("file-entry")
            && let Some(tag) = tag.strip_suffix('/')
        {
            out.push((tag, start..end));
        }
        at = end;
    }
    out
}

/// A part with its edits. What is inside a larger edit goes with it.
fn spliced(
    part: &Part,
    mut edits: Vec<(Range<usize>, String)>,
    cuts: Vec<(Range<usize>, String)>,
) -> Result<Vec<u8>, FormatError> {
    let mut merged: Vec<(Range<usize>, String)> = Vec::new();
    let mut cuts = cuts;
    cuts.sort_by(|a, b| (a.0.start, a.0.end, &a.1).cmp(&(b.0.start, b.0.end, &b.1)));
    for (range, label) in cuts {
        match merged.last_mut() {
            Some(last) if range.start < last.0.end => {
                last.0.end = last.0.end.max(range.end);
                if last.1.is_empty() {
                    last.1 = label;
                }
            }
            _ => merged.push((range, label)),
        }
    }
    edits.extend(merged);
    edits.sort_by(|a, b| {
        (a.0.start, std::cmp::Reverse(a.0.end), &a.1).cmp(&(
            b.0.start,
            std::cmp::Reverse(b.0.end),
            &b.1,
        ))
    });
    let mut splices: Vec<Splice> = Vec::with_capacity(edits.len());
    for (range, with) in edits {
        if splices.last().is_none_or(|last| range.start >= last.end) {
            splices.push(Splice::new(range, with));
        }
    }
    let bytes = splice::apply(part.text.as_bytes(), splices)
        .map_err(|e| FormatError::not_removed_by(message!("byte {0}", e.at), e))?;
    let text = String::from_utf8(bytes)
        .map_err(|e| FormatError::not_removed_by(message!("a letter was cut through"), e))?;
    if !is_whole(&text) {
        return Err(FormatError::not_removed(message!("a part could no longer be opened")));
    }
    Ok(encode(&text, part.encoding))
}

/// Whether all tags are closed.
fn is_whole(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
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
