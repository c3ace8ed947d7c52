//! The words that all layers share. Plain values: no file library, no I/O.

mod converter;
mod document;
mod finding;
mod format_error;
mod letter;
mod message;
mod model_use;
mod options;
pub(crate) mod pdf_names;
mod picture;
mod place;
mod redaction;
mod unread;
mod verdict;

pub use converter::{ConvertError, Converted, Converter};
pub use document::{Child, ChildFate, Document, Format, Segment, SegmentKind};
pub use finding::{Category, Evidence, Finding, Likelihood, Listed, Role, Span};
pub use format_error::FormatError;
pub use letter::Letter;
pub use message::{Message, Value as MessageValue, message};
pub use model_use::ModelUse;
pub use options::{Limits, OpenOptions};
pub use picture::{Look, Picture, PictureError, PictureReader, Word};
pub use place::Place;
pub use redaction::{
    Extras, Mark, MarkBox, MarkStyle, Note, Redacted, Redaction, Removed, TextLayer, Treatment,
    Width,
};
pub use unread::{Scale, Unread, Unreadable};
pub use verdict::{Decision, Ground, RuleId, Verdict};
