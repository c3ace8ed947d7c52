//! Pictures of pages: what a machine reads in them, where it stands, and the boxes over it.
//!
//! In the order in which they may import each other: `plane` (samples), `fill` (paths as samples), `cells` (which of them a region touches), `view` (from a page to a picture of
//! it), `ink` (where a picture is not paper), `strokes` (its pieces), `skew` (how its lines lie), `symbol` (what a code says), `codes` (QR and others), `recognized` (words with their places), `signature` (which
//! ink is one), `stamp` (what is printed), `second_look` (lines that were passed over), `reading` (a page, whichever way it is turned), `label_box` (boxes beside each other),
//! `marks` (from orders to boxes).

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

pub(crate) mod cells;
mod codes;
pub(crate) mod fill;
pub(crate) mod ink;
pub(crate) mod label_box;
pub(crate) mod marks;
pub(crate) mod plane;
pub(crate) mod reading;
pub(crate) mod recognized;
mod second_look;
pub(crate) mod signature;
mod skew;
mod stamp;
mod strokes;
mod symbol;
pub(crate) mod view;
