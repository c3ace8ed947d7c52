//! Pages that are pictures: what a machine reads on them, and where it stands.
//!
//! In the order in which they may import each other: `view` (from a page to a picture of it), `ink`
//! (where a picture is not paper), `recognized` (words with their places), `signature` (which ink is
//! one), `reading` (a page, whichever way it is turned).

pub(crate) mod ink;
pub(crate) mod reading;
pub(crate) mod recognized;
pub(crate) mod signature;
pub(crate) mod view;
