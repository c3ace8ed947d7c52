//! From the bytes of a mail to segments that know where their text came from.

pub(crate) mod document;
pub(crate) mod kinds;
pub(crate) mod letters;
pub(crate) mod open;
