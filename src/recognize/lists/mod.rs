//! Lists that users give: entries to redact or keep, staff, holders of public office.

pub(crate) mod decode;
pub(crate) mod entries;
pub(crate) mod office_holders;
pub(crate) mod register_xml;
pub mod sealed;
pub(crate) mod staff;
