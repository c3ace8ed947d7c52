//! Workbooks (ECMA-376 Part 1, 18): what a cell shows, and where its text stands.
//!
//! The files in the order in which they may import each other: `dates`, `number_format`, `formula`,
//! `rich`, `book`, `reference`, `cell`, `cells`, `grid`.

pub(crate) mod book;
pub(crate) mod cell;
pub(crate) mod cells;
pub(crate) mod dates;
pub(crate) mod formula;
pub(crate) mod grid;
pub(crate) mod number_format;
pub(crate) mod reference;
pub(crate) mod rich;
