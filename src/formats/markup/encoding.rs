//! The encoding of a page or of XML.

use crate::formats::charset;
use crate::model::{FormatError, message};
use encoding_rs::Encoding;

/// How many bytes at the start of a file are searched for signs of what it is.
const HEAD: usize = 4096;

/// The start of a file as text.
pub(crate) fn head(bytes: &[u8]) -> String {
    let start = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let encoding = Encoding::for_bom(start).map_or(encoding_rs::WINDOWS_1252, |(e, _)| e);
    encoding.decode_without_bom_handling(start).0.into_owned()
}

/// The encoding of a page: by its mark, by what it says, or by its bytes.
///
/// # Errors
/// When it says one that is not known.
pub(crate) fn encoding(bytes: &[u8]) -> Result<&'static Encoding, FormatError> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    let lower = head(bytes).to_ascii_lowercase();
    let said = lower.match_indices("charset").chain(lower.match_indices("encoding")).find_map(
        |(at, word)| {
            let behind = lower.get(at + word.len()..)?.trim_start().strip_prefix('=')?;
            let value = behind.trim_start().trim_start_matches(['"', '\'']);
            let end = value.find(['"', '\'', ';', '>', ' ', '?', '/']).unwrap_or(value.len());
            value.get(..end).map(str::to_owned)
        },
    );
    match said.as_deref().map(charset::named) {
        // What says so in letters of one byte is not written in two.
        Some(Some(e)) if e == encoding_rs::UTF_16LE || e == encoding_rs::UTF_16BE => {
            Ok(encoding_rs::UTF_8)
        }
        Some(Some(encoding)) => Ok(encoding),
        Some(None) if !charset::is_plain_ascii(bytes) => {
            Err(FormatError::Unsupported(message!("an encoding that is not known")))
        }
        _ => Ok(charset::unnamed(bytes)),
    }
}
