//! Postal addresses of persons.

pub(crate) mod expressions;
mod fields;
pub(crate) mod finder;
pub(crate) mod known;
pub(crate) mod lines;
mod offices;
pub(crate) mod sentences;
mod shape;
pub(crate) mod streets;
mod tables;
mod weighed;
