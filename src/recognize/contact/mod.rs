//! Email addresses and postal addresses, and whose a number or an address is.

pub(crate) mod address;
pub(crate) mod email;
pub(crate) mod link;
pub(crate) mod mailbox;
mod phone_words;
