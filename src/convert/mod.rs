//! Old documents of Word, Excel and PowerPoint, turned into the kinds of today by LibreOffice, a program of
//! its own.
//!
//! It works in a folder of its own, which no other user can read and which is gone when it ends, with
//! settings of its own: no macros, no links to elsewhere, no network by its own doing.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod kind;
mod program;

pub use program::LibreOffice;
