//! Picture files: their samples, boxes in them, and how they are written again.
//!
//! In the order in which they may import each other: `group4`, `jpeg`, `letters` (codecs and labels, which
//! PDF shares), `sheet` (the samples of a page), `kind` (which files are pictures), `tiff` (files of many
//! pages), `read`, `paper` (how large a page is), `paint` (boxes), `write`, `part` (pictures that are parts of
//! something else).

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

pub(crate) mod group4;
pub(crate) mod jpeg;
pub(crate) mod kind;
pub(crate) mod letters;
pub(crate) mod paint;
pub(crate) mod paper;
pub(crate) mod part;
pub(crate) mod read;
pub(crate) mod sheet;
mod tiff;
pub(crate) mod write;
