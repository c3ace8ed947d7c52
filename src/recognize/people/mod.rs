//! The people of a document and its dossier, and the shorter forms of their names.

pub(crate) mod bearers;
pub(crate) mod context;
pub(crate) mod dossier;
pub(crate) mod index;
pub(crate) mod initials;
pub(crate) mod local_part;
pub(crate) mod lower_case;
pub(crate) mod namesakes;
pub(crate) mod person;
pub(crate) mod short_forms;
pub(crate) mod small_set;
pub(crate) mod user_id;
