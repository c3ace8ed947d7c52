//! The markup of Word documents: XML and its encodings, elements and attributes, and the vocabulary
//! of the standard.

pub(crate) mod attributes;
pub(crate) mod elements;
pub(crate) mod encoding;
pub(crate) mod vocabulary;
pub(crate) mod xml;
