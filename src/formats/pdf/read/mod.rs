//! Reading a file: from bytes to a document whose text is in segments.

pub(crate) mod appearances;
pub(crate) mod document;
pub(crate) mod load;
pub(crate) mod object_walk;
pub(crate) mod source;
pub(crate) mod unread;
pub(crate) mod xmp;
