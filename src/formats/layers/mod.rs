//! Letters that are written twice over: HTML in a value of JSON, escapes in a string of a script,
//! `"Zand" & "meer"` in a formula, base64 in a value.
//!
//! A format resolves what its own standard says. What its text still holds in the writing of
//! another is read once more here, a few times, each line by itself. What is found there
//! goes where its letters stand in the first reading, so that no format needs to know of it.
//!
//! | module | what it knows |
//! |---|---|
//! | `line` | a line, and where its letters stand in the first reading |
//! | `escapes` | references, escapes and percent signs |
//! | `packed` | base64 and hexadecimal digits that hold text |
//! | `tags` | markup within a value |
//! | `joined` | texts that a script or formula puts together |
//! | `words` | the words that a name in code is made of |
//! | `decode` | one layer of a line |
//! | `document` | a document with its second readings |

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod decode;
mod document;
mod escapes;
mod joined;
mod line;
mod packed;
mod tags;
mod words;

pub(crate) use document::{over, over_strings, over_values};
