//! Rich Text Format (specification 1.9.1): its text, and where it stands. Every change of a copy is
//! a splice of the text.
//!
//! | module | what it knows |
//! |---|---|
//! | `token` | control words, symbols, groups, letters |
//! | `charset` | which letters bytes stand for, by the font |
//! | `vocabulary` | what destinations hold, and words that are letters |
//! | `stretch` | stretches of text, and cutting them |
//! | `reader` | from tokens to stretches |
//! | `letters` | what stands for letters, and to which text they go |
//! | `data` | what is no text |
//! | `picture` | pictures in digits |

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod charset;
mod data;
mod letters;
mod picture;
mod reader;
mod stretch;
#[cfg(test)]
mod tests;
mod token;
mod vocabulary;

pub(crate) use reader::read;
pub(crate) use stretch::RichText;

/// Whether bytes are rich text.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rt")
}

/// The running text alone, for what has no place for formatting; `None` if some of it cannot be
/// read.
pub(crate) fn plain(text: &str) -> Option<String> {
    let read = read(text);
    let whole = read.broken == 0 && !read.unsound;
    whole.then(|| read.body().to_owned())
}
