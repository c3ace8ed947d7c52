//! What the fuzz targets in `fuzz/` call: one function for each, with the invariant that must hold
//! for any bytes. Each lies beside the code that it is about.

pub use crate::formats::docx::fuzzing::package;
pub use crate::formats::pdf::fuzzing::{content_stream, object_walk, to_unicode};
pub use crate::formats::pdf::subset::fuzzing::font_program;
pub use crate::formats::text::fuzzing::text_decode;
pub use crate::pipeline::fuzzing::whole;
pub use crate::recognize::fuzzing::recognize;

/// A chunk in Rich Text, HTML or a web archive in a Word document: as [`whole`].
pub fn rtf_html(bytes: &[u8]) {
    whole(&crate::formats::docx::fuzzing::document_with(bytes));
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_invariant_holds_for_chunks() {
        for chunk in [
            "{\\rtf1\\ansi Brief van Naam{\\b drager} aan Zo\\'eb\\par}",
            "<p title='Naamdrager'>Brief van <b>Naam</b>drager &amp; Zo&euml;</p><!-- x -->",
            "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Van Naamdrager</p>\r\n",
            "<",
            "{",
        ] {
            super::rtf_html(chunk.as_bytes());
        }
    }
}
