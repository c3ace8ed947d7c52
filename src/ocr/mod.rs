//! Reading pictures with Tesseract, a program of its own.
//!
//! It gets a picture on its standard input and says on its standard output what it read; nothing is
//! written to disk. In the order in which they may import each other: `tsv`, `process`, `program`,
//! `cache`, `tesseract`.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod cache;
mod process;
mod program;
mod tesseract;
mod tsv;

pub use program::{OcrError, Program, is_installed};
pub use tesseract::Tesseract;
