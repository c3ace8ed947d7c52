//! The syntax of PDF: objects, strings, names and content streams (ISO 32000-2, clause 7).

pub(crate) mod content_noise;
pub(crate) mod content_stream;
pub(crate) mod content_unit;
pub(crate) mod cursor;
pub(crate) mod custom_name;
pub(crate) mod der;
pub(crate) mod filters;
pub(crate) mod lexer;
pub(crate) mod object;
pub(crate) mod reference_count;
pub(crate) mod serialize;
pub(crate) mod text_string;
