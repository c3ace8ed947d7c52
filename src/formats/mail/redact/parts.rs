//! The bodies of a copy: texts without what was cut, attachments as they came back, pictures without
//! data about them, new boundaries.

use super::Copy;
use crate::formats::mail::read::document::{Text, TextContent};
use crate::formats::mail::read::kinds::{self, PartClass};
use crate::formats::mail::syntax::transfer::Coding;
use crate::formats::mail::tree::Part;
use crate::formats::media;
use crate::formats::splice::Splice;
use crate::model::{ChildFate, FormatError, Scale, message};

impl Copy<'_> {
    /// Edits every body.
    pub(super) fn parts(&mut self) -> Result<(), FormatError> {
        let document = self.document;
        self.splices.extend(self.cuts.raw.iter().cloned());
        for (at, text) in document.texts.iter().enumerate() {
            let part = document.parts.get(text.part);
            if let (Some(part), Some(splices)) = (part, self.cuts.texts.get(&at)) {
                self.text(text, part, splices)?;
            }
            if let TextContent::Folded(lines) = &text.content {
                (0..lines.portraits).for_each(|_| self.note("portrait-removed"));
                let blanked = lines.opaque.iter().filter(|_| self.treatment.blank_unread);
                (0..blanked.count()).for_each(|_| self.note("unread-removed"));
            }
        }
        for (at, index) in document.child_parts.iter().enumerate() {
            let Some(index) = index else { continue };
            let fates = self.fates;
            match fates.get(at) {
                None | Some(ChildFate::Keep) => {}
                Some(ChildFate::Drop) => {
                    self.note("attachment-removed");
                    self.drop_part(*index);
                }
                Some(fate) => self.replace(*index, fate.bytes().unwrap_or_default()),
            }
        }
        for (index, scale) in &document.pictures {
            self.picture(*index, *scale);
        }
        for index in document.opaque.iter().filter(|_| self.treatment.blank_unread) {
            self.note("unread-removed");
            self.drop_part(*index);
        }
        for (index, part) in document.parts.iter().enumerate() {
            if kinds::part(&part.kind) == PartClass::Signature {
                self.note("signature-dropped");
                self.drop_part(index);
            }
            self.delimiters(index, part);
        }
        Ok(())
    }

    fn text(&mut self, text: &Text, part: &Part, splices: &[Splice]) -> Result<(), FormatError> {
        if splices.is_empty() {
            return Ok(());
        }
        let raw = self.document.slice(&part.body);
        let bytes = if part.coding == Coding::Plain { raw } else { &text.bytes };
        let new = text
            .decoded
            .spliced(bytes, splices.to_vec())
            .ok_or_else(|| FormatError::not_removed(message!("text of the mail")))?;
        let mut written = part.coding.encode(&new, self.line_end);
        if self.document.mailbox && part.coding == Coding::Plain {
            written = quoted_from(&written);
        }
        self.splices.push(Splice::new(part.body.clone(), written));
        Ok(())
    }

    /// Puts another file in the place of an attachment.
    fn replace(&mut self, index: usize, bytes: &[u8]) {
        let Some(part) = self.document.parts.get(index) else { return };
        let message = kinds::part(&part.kind) == PartClass::Message;
        let coding = if message { Coding::Plain } else { Coding::Base64 };
        let mut written = coding.encode(bytes, self.line_end);
        if message && self.document.mailbox {
            written = quoted_from(&written);
        }
        self.splices.push(Splice::new(part.body.clone(), written));
        if part.coding == Coding::Plain && !message {
            self.declare(part, "base64");
        }
    }

    /// Adds the name of the transfer encoding to a header that has none.
    fn declare(&mut self, part: &Part, coding: &str) {
        if !part.fields.iter().any(|f| f.name == "content-transfer-encoding")
            && let Some(first) = part.fields.first()
        {
            let at = first.whole.start;
            let line = format!("Content-Transfer-Encoding: {coding}{}", self.line_end);
            self.splices.push(Splice::new(at..at, line));
        }
    }

    /// The transfer encoding that a body has in the copy where it has not that of the original.
    pub(super) fn recoded(&self, index: usize) -> Option<&'static str> {
        if self.is_blanked(index) {
            return Some("7bit");
        }
        let part = self.document.parts.get(index)?;
        let child = self.document.child_parts.iter().position(|p| *p == Some(index));
        let message = kinds::part(&part.kind) == PartClass::Message;
        match child.and_then(|at| self.fates.get(at)?.bytes()) {
            Some(bytes) if message => Some(if bytes.is_ascii() { "7bit" } else { "8bit" }),
            Some(_) => Some("base64"),
            _ if self.cleaned(index).is_some() => Some("base64"),
            _ => None,
        }
    }

    /// Takes a part out; the only part of a mail stays, empty.
    fn drop_part(&mut self, index: usize) {
        let Some(part) = self.document.parts.get(index) else { return };
        let siblings = part.parent.and_then(|p| self.document.parts.get(p));
        let alone = siblings.and_then(|p| p.multipart.as_ref()).is_none_or(|m| m.parts.len() < 2);
        if alone {
            self.splices.push(Splice::new(part.body.clone(), *b""));
        } else {
            self.dropped.push(part.with_delimiter.clone());
        }
    }

    /// Whether a part stays without its content.
    pub(super) fn is_blanked(&self, index: usize) -> bool {
        let child = self.document.child_parts.iter().position(|p| *p == Some(index));
        let dropped = child.and_then(|at| self.fates.get(at));
        let opaque = self.treatment.blank_unread && self.document.opaque.contains(&index);
        matches!(dropped, Some(ChildFate::Drop)) || opaque
    }

    /// The ending that the name of an attachment gets, whose copy is of another format.
    pub(super) fn ending(&self, index: usize) -> Option<&'static str> {
        let child = self.document.child_parts.iter().position(|p| *p == Some(index))?;
        self.fates.get(child)?.ending()
    }

    fn picture(&mut self, index: usize, scale: Scale) {
        let Some(part) = self.document.parts.get(index) else { return };
        if scale == Scale::Page && self.treatment.blank_unread {
            self.note("unread-blanked");
        }
        if let Some(clean) = self.cleaned(index) {
            self.note("image-metadata-removed");
            let written = Coding::Base64.encode(&clean, self.line_end);
            self.splices.push(Splice::new(part.body.clone(), written));
            if part.coding == Coding::Plain {
                self.declare(part, "base64");
            }
        }
    }

    /// A picture as it stands in the copy, if that is not as it was.
    fn cleaned(&self, index: usize) -> Option<Vec<u8>> {
        let (_, scale) = self.document.pictures.iter().find(|(part, _)| *part == index)?;
        let part = self.document.parts.get(index)?;
        let bytes = part.coding.decode(self.document.slice(&part.body))?;
        if *scale == Scale::Page && self.treatment.blank_unread {
            return Some(media::blank::blank(&bytes));
        }
        media::stripped(&bytes).filter(|clean| clean.as_slice() != bytes.as_ref())
    }

    /// Gives the parts other boundaries: that of the original may say anything.
    fn delimiters(&mut self, index: usize, part: &Part) {
        let Some(multipart) = &part.multipart else { return };
        let boundary = self.boundary(index);
        let end = self.line_end;
        for line in &multipart.delimiters {
            // That of a part that goes goes with it.
            if !self.dropped.iter().any(|d| d.start == line.start) {
                self.splices.push(Splice::new(line.clone(), format!("--{boundary}{end}")));
            }
        }
        match &multipart.closing {
            Some(line) => {
                let open = self.document.slice(line).ends_with(b"\n");
                let end = if open { end } else { "" };
                self.splices.push(Splice::new(line.clone(), format!("--{boundary}--{end}")));
            }
            None => {
                self.note("repaired");
                let at = part.body.end;
                let line = format!("{end}--{boundary}--{end}");
                self.splices.push(Splice::new(at..at, line));
            }
        }
    }
}

/// Lines that would begin a message of their own in a mailbox are quoted.
fn quoted_from(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if line.starts_with(b"From ") {
            out.push(b'>');
        }
        out.extend_from_slice(line);
    }
    out
}
