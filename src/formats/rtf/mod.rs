//! Rich text in files. How it is read is in `formats/rich_text`; here is what a file adds.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use crate::formats::charset;
use crate::formats::one_text::{self, Content, Cutting, OneText};
use crate::formats::rich_text::{self, RichText};
use crate::model::{
    ChildFate, Document, Format, FormatError, Note, OpenOptions, Place, Redaction, Scale, Span,
    Treatment, Unread, Unreadable, message,
};
use encoding_rs::WINDOWS_1252;

/// Rich text.
pub struct Rtf;

impl Format for Rtf {
    fn name(&self) -> &'static str {
        "rtf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rtf"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        rich_text::begins(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        one_text::check(bytes, options)?;
        let decoded = charset::decode(bytes, WINDOWS_1252);
        let content = rich_text::read(&decoded.text);
        let place = Place::new(message!("text"));
        let mut unread = content.unread.clone();
        if content.unsound {
            let why = Unreadable::Content;
            unread.push(Unread { place: place.clone(), why, scale: Scale::Page });
        }
        let segments = content.segments();
        for segment in &segments {
            unread.extend(one_text::doubts(&decoded, 0, &segment.text, &segment.place));
        }
        unread.extend(one_text::doubts(&decoded, content.broken, "", &place));
        Ok(OneText::document(bytes, decoded, content, segments, unread))
    }
}

impl Content for RichText {
    fn cut(
        &self,
        text: &str,
        orders: &[Redaction],
        _children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Cutting, usize> {
        let blanked = treatment.blank_unread;
        let (mut splices, removed) = Self::cut(self, orders, treatment.extras, blanked)?;
        if blanked && self.unsound {
            splices = vec![crate::formats::splice::Splice::new(0..text.len(), *b"{\\rtf1}")];
        }
        let objects = Note { code: "embedded-object-removed", place: None, count: self.objects };
        let notes = Vec::from_iter((self.objects > 0).then_some(objects));
        Ok(Cutting { splices, removed, notes })
    }

    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        Self::same(self, segment, span)
    }

    fn place(&self, segment: usize, span: Span) -> Option<Place> {
        let paragraph = self.paragraph(segment, span).filter(|_| segment == 0)?;
        Some(Place::new(message!("paragraph {0}", paragraph)))
    }
}
