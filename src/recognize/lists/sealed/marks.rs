//! How sealed files and private keys are told from other text.

/// First bytes of a binary sealed file; the version follows.
const BINARY: &[u8] = b"age-encryption.org/";

/// First line of an armored sealed file.
const ARMORED: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// Prefix of a private key.
const SECRET: &str = "AGE-SECRET-KEY-1";

/// Whether these are the bytes of a sealed file, binary or armored.
pub fn is_sealed(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    bytes.starts_with(BINARY) || bytes.get(start..).is_some_and(|b| b.starts_with(ARMORED))
}

/// Whether a text looks like a private key rather than a path or a name.
pub fn is_key(text: &str) -> bool {
    text.contains(SECRET)
}
