//! Web pages: HTML as text in segments, with the place of every character in the source.
//!
//! The HTML need not be well-formed: it is read as browsers read it, and a copy keeps every byte
//! that was not cut. What a page holds and does not show is text as well: values in tags, comments,
//! style sheets, scripts.
//!
//! | module | what it knows |
//! |---|---|
//! | `entity` | references to characters |
//! | `vocabulary` | which names of tags and values in tags say nothing |
//! | `page` | stretches of text, and cutting them |
//! | `tags` | tags and the values in them |
//! | `data_link` | files that stand in links |
//! | `code` | style sheets and scripts |
//! | `hiding` | styles that hide text |
//! | `flow` | white space and references in running text |
//! | `reader` | the page as it is shown |
//! | `encoding` | how bytes are letters |
//! | `xml` | what XML has that HTML has not |
//! | `columns` | widths of columns that a cut text set |
//! | `values` | what stands in tags, style sheets and scripts |

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod code;
mod columns;
mod data_link;
mod encoding;
mod entity;
mod flow;
mod hiding;
mod page;
mod reader;
mod tags;
#[cfg(test)]
mod tests;
mod values;
mod vocabulary;
mod xml;

pub(crate) use columns::leveled;
pub(crate) use encoding::{encoding, head};
pub(crate) use entity::reference;
pub(crate) use page::Page;
pub(crate) use reader::{read, read_xml};

/// Whether HTML, or a program that writes it, has an element of this name in small letters.
pub(crate) fn is_element(name: &str) -> bool {
    vocabulary::is_tag(name) || vocabulary::is_office(name)
}
