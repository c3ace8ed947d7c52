//! Removing drawn text from content streams.

pub(crate) mod alignment;
pub(crate) mod annotation_rects;
pub(crate) mod line_map;
pub(crate) mod minify;
pub(crate) mod reflow;
pub(crate) mod show_operators;
pub(crate) mod transforms;
pub(crate) mod underlines;
