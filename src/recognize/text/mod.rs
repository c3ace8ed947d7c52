//! The basis of all recognizers: normalized text, tokens, and what is known of single words.

pub(crate) mod columns;
pub(crate) mod escapes;
pub(crate) mod grid;
pub(crate) mod hash;
pub(crate) mod letters;
pub(crate) mod lexicon;
mod line_break;
pub(crate) mod note_marks;
pub(crate) mod token;
pub(crate) mod tokenizer;
pub(crate) mod tokens;
pub(crate) mod view;
pub(crate) mod word_lists;
