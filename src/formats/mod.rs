//! File formats: how bytes become text, and how text is taken out of them again.
//!
//! A format gives the core plain text in segments and takes back orders such as "cut bytes
//! 12..24 of segment 3". How that text maps to operands, runs or bytes is its private affair.
//!
//! A new format is a folder here that implements [`Format`] and `Document`, a line in [`all`],
//! a folder in `fixtures/`, and its reader in `verify`.

pub mod archive;
pub mod calendar;
pub mod docx;
pub mod html;
pub mod image;
pub mod json;
pub mod mail;
pub mod odf;
pub mod pdf;
pub mod pptx;
pub mod rtf;
pub mod text;
pub mod xlsx;
pub mod xml;

pub(crate) mod base64;
pub(crate) mod charset;
pub(crate) mod content_lines;
pub(crate) mod cuts;
pub(crate) mod fitted;
pub(crate) mod hidden;
pub(crate) mod layers;
pub(crate) mod letter_counts;
pub(crate) mod markup;
pub(crate) mod media;
pub(crate) mod office;
pub(crate) mod one_text;
pub mod package;
pub(crate) mod raster;
pub(crate) mod rich_text;
pub(crate) mod scan;
pub mod splice;
pub mod textmap;

use crate::model::Format;

/// All formats, in the order in which they are asked. Mail comes first: a PDF may begin some way
/// into a file, and an attached one is none. Text comes last: it takes what is left.
pub fn all() -> &'static [&'static dyn Format] {
    &[
        &mail::Mailbox,
        &mail::Mail,
        &mail::OutlookMessage,
        &mail::Winmail,
        &mail::OutlookStore,
        &pdf::Pdf,
        &docx::Docx,
        &xlsx::Xlsx,
        &pptx::Pptx,
        &odf::Odt,
        &odf::Ods,
        &odf::Odp,
        &archive::Archive,
        &archive::OtherArchive,
        &rtf::Rtf,
        &image::Image,
        &html::Html,
        &xml::Xml,
        &calendar::Calendar,
        &calendar::Card,
        &json::Json,
        &text::PlainText,
    ]
}

/// The format of these bytes, by content.
pub fn detect(bytes: &[u8]) -> Option<&'static dyn Format> {
    all().iter().copied().find(|f| f.sniff(bytes))
}

/// The format that goes by this file name extension, in any case, without the dot.
pub fn by_extension(extension: &str) -> Option<&'static dyn Format> {
    let lower = extension.to_lowercase();
    all().iter().copied().find(|f| f.extensions().contains(&lower.as_str()))
}
