//! Chunks in other formats that a document imports (`w:altChunk`, ECMA-376 Part 1, 17.17.2).

pub(crate) mod html;
pub(crate) mod mhtml;
pub(crate) mod rtf;
