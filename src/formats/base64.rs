//! Base64 (RFC 4648) as it occurs in documents: broken into lines, with or without padding.

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Encodes bytes on one line, with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// Encodes bytes in lines of 76 characters, as in Flat OPC.
pub(crate) fn encode_lines(bytes: &[u8]) -> String {
    bytes.chunks(57).map(encode).collect::<Vec<_>>().join("\n")
}

/// Decodes text, ignoring white space; `None` if it is not valid base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    LENIENT.decode(digits).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_goes_both_ways() {
        for text in
            ["", "f", "fo", "foo", "foobar, and more than one line of it, to see how lines break"]
        {
            let lines = encode_lines(text.as_bytes());
            assert!(lines.lines().all(|l| l.len() <= 76));
            assert_eq!(decode(&lines).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(encode_lines(b"foob"), "Zm9vYg==");
        assert_eq!(decode(" Zm 9vYg\n").as_deref(), Some(&b"foob"[..]));
        assert!(decode("a?").is_none());
    }
}
