//! Orders to a format, and what it says it did.

use super::Span;
use super::place::Place;
use serde::{Deserialize, Serialize};

/// What stands where text was taken out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The code on the box: `5.1.2e`. ASCII or Latin-1.
    pub label: String,
    /// The same for a screen reader: `Gelakt: artikel 5.1, tweede lid, onder e, Woo`.
    pub alt: String,
}

/// An order to a format: take this stretch out, and mark the place once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Redaction {
    /// Index into the document's segments.
    pub segment: usize,
    /// Bytes within the segment's text.
    pub span: Span,
    /// What stands in its place.
    pub mark: Mark,
}

/// How a box looks. Both have a contrast far over 4.5:1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkStyle {
    /// White code on black.
    #[default]
    Black,
    /// Black code on white within a black frame.
    Framed,
}

/// How wide a box is; the width of a gap can tell the name (docs/threat-model.md).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Width {
    /// One of a few fixed widths that do not depend on the text; the rest of the line is set anew.
    #[default]
    Uniform,
    /// The gap keeps the width of the text: layout untouched, the risk is recorded.
    Keep,
}

/// What becomes of things that a publication need not carry: comments, tracked changes,
/// hidden text, properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extras {
    /// Redacted like other text, else left.
    #[default]
    Keep,
    /// Removed: comments gone, revisions accepted, hidden text and properties dropped.
    Drop,
}

/// How copies are to be made; the same for all orders of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Treatment {
    /// How a box looks.
    pub style: MarkStyle,
    /// How wide a box is.
    pub width: Width,
    /// What becomes of comments, revisions and the like.
    pub extras: Extras,
    /// Whether what could not be read at page scale is blanked in the copy.
    pub blank_unread: bool,
    /// Whether macros are removed.
    pub drop_macros: bool,
    /// Whether scanned pages get letters that nobody sees, of the words that are left.
    pub text_layer: Option<TextLayer>,
}

/// Letters that nobody sees on scanned pages, so that their copy can be searched and read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TextLayer {
    /// The language of the documents (BCP 47), if it is known.
    pub language: Option<&'static str>,
}

/// What became of one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Removed {
    /// Just what the order names.
    Exactly,
    /// More than it names: a ligature, an entity, a whole field.
    Wider,
    /// Also in other places that share the same bytes: a form drawn on several pages.
    ElsewhereToo,
    /// An image that could not be decoded was blanked whole.
    ImageBlanked,
    /// The whole line or table cell was covered since a fixed box did not fit.
    LineCovered,
}

/// A box as it stands in the copy of a paged format, for the verifier to look under.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkBox {
    /// Index of the page, from 0.
    pub page: usize,
    /// `[x0, y0, x1, y1]` in points in the page's default user space (ISO 32000-2, 8.3.2.3); in a picture
    /// file in dots from its upper left corner, down.
    pub rect: [f64; 4],
    /// The corners of a box that does not stand upright, from the lower left of its text around, in the same
    /// space; `rect` is what they span.
    pub tilted: Option<[[f64; 2]; 4]>,
    /// For a box over words that stood in a picture alone: by how many quarters the page is turned
    /// clockwise for its text to stand upright.
    pub pictured: Option<u8>,
    /// The code printed on it; empty where a box goes on over a second line.
    pub label: String,
}

/// A remark for the audit: a stable code and a sentence, without document text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Stable, in kebab-case: `signature-dropped`, `metadata-removed`, `decrypted`.
    pub code: &'static str,
    /// Where, if anywhere in particular.
    pub place: Option<Place>,
    /// How many of the kind.
    pub count: usize,
}

/// A copy as a format made it: nobody has checked it yet.
pub struct Redacted {
    /// The bytes of the copy.
    pub bytes: Vec<u8>,
    /// What became of each order, in the sequence of the orders.
    pub removed: Vec<Removed>,
    /// Boxes, for formats that draw them.
    pub boxes: Vec<MarkBox>,
    /// What else was done: metadata removed, signature dropped.
    pub notes: Vec<Note>,
}
