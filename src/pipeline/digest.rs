//! Digests of files for the audit.

use sha2::{Digest, Sha256};

/// SHA-256 of these bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
