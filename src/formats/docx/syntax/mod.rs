//! The markup that documents are written in: XML, its encodings, and the words of the standard.

pub(crate) mod attributes;
pub(crate) mod base64;
pub(crate) mod elements;
pub(crate) mod encoding;
pub(crate) mod vocabulary;
pub(crate) mod xml;
