//! The grammar of mail: header fields (RFC 5322), words in other character sets (RFC 2047),
//! parameters (RFC 2045, 2231), and transfer encodings (RFC 2045).

pub(super) mod address;
pub(super) mod field;
pub(super) mod params;
pub(super) mod transfer;
pub(super) mod words;
