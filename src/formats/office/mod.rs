//! Office packages (ECMA-376, ISO/IEC 29500), which documents, workbooks and presentations share: zip
//! packages of XML parts, often with packages of another kind inside.
//!
//! Parts are never written from scratch. A walk records the byte position of every character of
//! running text and of every value in an attribute or property; orders become splices of those
//! bytes. A part without splices is copied as it is, still compressed.
//!
//! | module | what it knows |
//! |---|---|
//! | `syntax` | markup: XML and its encodings, elements and attributes, the vocabulary of the standard |
//! | `opc` | packages: classes of parts, content types, relationships, Flat OPC |
//! | `sheet` | workbooks: cells, shared strings, number formats, formulas |
//! | `read` | from the bytes of a document to segments that know where their text came from |
//! | `redact` | from orders to splices, and writing the packages of a copy |
//! | `file` | what the formats call |
//!
//! A module imports only from modules above it in this table.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

pub(crate) mod file;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod opc;
mod read;
mod redact;
mod sheet;
pub(crate) mod syntax;
