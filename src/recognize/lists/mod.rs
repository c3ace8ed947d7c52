//! Lists that users supply: entries to redact or keep, staff, office holders.

pub(crate) mod columns;
pub(crate) mod decode;
pub(crate) mod entries;
mod glued;
pub(crate) mod office_holders;
pub(crate) mod people_list;
pub(crate) mod register_xml;
mod right_to_left;
pub mod sealed;
pub(crate) mod seams;
pub(crate) mod staff;
