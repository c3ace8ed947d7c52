//! Packages (ECMA-376 Part 2): what their parts are and how they refer to each other.

pub(crate) mod flat;
pub(crate) mod mode;
pub(crate) mod names;
pub(crate) mod parts;
pub(crate) mod relationships;
