//! From the bytes of a document to segments that know where their text came from.

pub(crate) mod deck;
pub(crate) mod document;
pub(crate) mod field_codes;
pub(crate) mod flow;
pub(crate) mod hidden_styles;
pub(crate) mod markup;
pub(crate) mod open;
pub(crate) mod order;
pub(crate) mod pictures;
pub(crate) mod relations;
pub(crate) mod segments;
pub(crate) mod store;
pub(crate) mod survey;
mod tables;
pub(crate) mod walk;
pub(crate) mod workbook;
