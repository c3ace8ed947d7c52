//! A picture file that was read.

use crate::formats::raster::kind::Kind;
use crate::formats::raster::paper::Paper;
use crate::formats::scan::recognized::Recognized;
use crate::model::{Note, Segment, Unread};
use kurbo::Point;

/// Where a segment came from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TextOrigin {
    /// Words or a code of a page, by their number there.
    Words(usize, usize),
    /// A signature of a page, by its number there.
    Signature(usize, usize),
}

/// A page.
pub(crate) struct PageRead {
    /// `None` if it could not be decoded.
    pub(crate) paper: Option<Paper>,
    pub(crate) words: Vec<Recognized>,
    pub(crate) signatures: Vec<[Point; 4]>,
    /// Whether something at page scale was not read on it.
    pub(crate) unread: bool,
}

/// A picture file.
pub(crate) struct ImageDocument {
    pub(crate) bytes: Vec<u8>,
    pub(crate) kind: Kind,
    pub(crate) pages: Vec<PageRead>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) origins: Vec<TextOrigin>,
    pub(crate) unread: Vec<Unread>,
    pub(crate) notes: Vec<Note>,
}
