//! Mail (RFC 5322, 2045 and following), web pages saved as mail (MHTML, RFC 2557), and mailboxes
//! (RFC 4155).
//!
//! Every change of a copy is a splice of the file. What a part was written in, it is written in
//! again; header fields that readers do not see go, identifiers and boundaries get others.
//!
//! | module | what it knows |
//! |---|---|
//! | `syntax` | header fields, words in other character sets, addresses, parameters, transfer encodings |
//! | `tree` | parts in parts |
//! | `read` | from the bytes of a mail to segments that know where their text came from |
//! | `redact` | from orders to splices |
//! | `detect` | what is mail, and where the messages of a mailbox are |
//! | `outlook` | messages of Outlook as the mail that they hold |

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod detect;
mod outlook;
mod read;
mod redact;
mod syntax;
mod tree;

use self::read::document::{MailDocument, SegmentSource, TextContent};
use self::read::open::open;
use crate::formats::layers;
use crate::formats::one_text::check;
use crate::model::{
    Child, ChildFate, Document, Format, FormatError, Letter, Note, OpenOptions, Place, Redacted,
    Redaction, Scale, Segment, Span, Treatment, Unread, message,
};
use std::ops::Range;

/// A message, or a web page saved as one.
pub struct Mail;

/// Messages in a row.
pub struct Mailbox;

impl Format for Mail {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "mht", "mhtml"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        detect::is_mail(bytes)
    }

    fn takes_by_name(&self, bytes: &[u8], otherwise: &str) -> bool {
        match otherwise {
            "" | "text" => detect::has_fields(bytes),
            // Some programs put the line of a mailbox in front of a single message.
            "mbox" => detect::messages(bytes).len() == 1,
            _ => false,
        }
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        check(bytes, options)?;
        Ok(layers::over(Box::new(open(bytes, vec![whole(bytes)], false, options)?)))
    }
}

impl Format for Mailbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mbox", "mbx"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        detect::is_mailbox(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        check(bytes, options)?;
        Ok(layers::over(Box::new(open(bytes, detect::messages(bytes), true, options)?)))
    }
}

/// A message of Outlook, whose copies are mail.
pub struct OutlookMessage;

impl Format for OutlookMessage {
    fn name(&self) -> &'static str {
        "msg"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["msg"]
    }

    fn copy_format(&self) -> &'static str {
        "eml"
    }

    fn copy_extension(&self) -> Option<&'static str> {
        Some("eml")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        outlook::is_message(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        check(bytes, options)?;
        of_outlook(&outlook::as_mail(bytes, &options.limits)?, options)
    }
}

/// `winmail.dat`, in which Outlook sends what a mail has no place for. Its copies are mail.
pub struct Winmail;

impl Format for Winmail {
    fn name(&self) -> &'static str {
        "tnef"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tnef"]
    }

    fn copy_format(&self) -> &'static str {
        "eml"
    }

    fn copy_extension(&self) -> Option<&'static str> {
        Some("eml")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        outlook::is_winmail(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        check(bytes, options)?;
        of_outlook(&outlook::winmail_as_mail(bytes)?, options)
    }
}

/// A store of Outlook, whose copies are mailboxes.
pub struct OutlookStore;

impl Format for OutlookStore {
    fn name(&self) -> &'static str {
        "pst"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pst"]
    }

    fn copy_format(&self) -> &'static str {
        "mbox"
    }

    fn copy_extension(&self) -> Option<&'static str> {
        Some("mbox")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        outlook::is_store(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        check(bytes, options)?;
        let mailbox = outlook::store_as_mailbox(bytes, &options.limits)?;
        let mut document = open(&mailbox, detect::messages(&mailbox), true, options)?;
        document.notes.push(Note { code: "written-as-mailbox", place: None, count: 1 });
        Ok(layers::over(Box::new(document)))
    }
}

/// What Outlook wrote, as the mail that it holds.
fn of_outlook(mail: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
    let mut document = open(mail, vec![whole(mail)], false, options)?;
    document.notes.push(Note { code: "written-as-mail", place: None, count: 1 });
    Ok(layers::over(Box::new(document)))
}

fn whole(bytes: &[u8]) -> Range<usize> {
    0..bytes.len()
}

impl Document for MailDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn children(&self) -> &[Child] {
        &self.children
    }

    fn illustrates(&self, child: usize) -> Option<Scale> {
        self.illustrations.contains(&child).then_some(Scale::Page)
    }

    fn place(&self, segment: usize, span: Span) -> Place {
        let Some(found) = self.segments.get(segment) else { return Place::verbatim("?") };
        match self.sources.get(segment) {
            Some(SegmentSource::Text(text)) => {
                let text = self.texts.get(*text);
                let lines = text.map(|t| t.lines.as_slice()).unwrap_or_default();
                let at = match text.map(|t| &t.content) {
                    Some(TextContent::Folded(lines)) => lines.start(span),
                    _ => span.start,
                };
                let line = lines.partition_point(|start| *start <= at) + 1;
                Place::new(message!("{0}, line {1}", &found.place, line))
            }
            _ => found.place.clone(),
        }
    }

    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        match self.sources.get(segment) {
            Some(SegmentSource::Page(text, stretch)) => {
                let text = self.texts.get(*text).map(|text| &text.content);
                let Some(TextContent::Page(page)) = text else { return Vec::new() };
                let first = segment.saturating_sub(*stretch);
                page.same(*stretch, span).into_iter().map(|(n, span)| (first + n, span)).collect()
            }
            Some(SegmentSource::NameWords(_)) => vec![(segment.saturating_sub(1), span)],
            _ => Vec::new(),
        }
    }

    fn letters(&self) -> Vec<Letter> {
        read::letters::letters(self)
    }

    fn pages(&self) -> usize {
        self.messages.len().max(1)
    }

    fn notes(&self) -> Vec<Note> {
        self.notes.clone()
    }

    fn redact(
        &self,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        redact::redact(self, orders, children, treatment)
    }
}
