//! What stands in the place of keys in a build without the feature `sealing`: nothing is sealed or
//! opened, and the reason is said.

use super::error::SealError;
use zeroize::Zeroizing;

/// Private keys; here there are none.
#[derive(Default)]
pub struct Identities;

impl Identities {
    /// Takes no key.
    ///
    /// # Errors
    /// [`SealError::NotBuilt`].
    pub fn add(&mut self, _: &str) -> Result<(), SealError> {
        Err(SealError::NotBuilt)
    }

    /// Opens nothing.
    ///
    /// # Errors
    /// [`SealError::CannotOpen`].
    pub fn open(&self, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        Err(SealError::CannotOpen)
    }
}

/// A public key; here there is none.
pub enum Recipient {}

/// Reads no public keys.
///
/// # Errors
/// [`SealError::NotBuilt`].
pub fn recipients(_: &str) -> Result<Vec<Recipient>, SealError> {
    Err(SealError::NotBuilt)
}

/// Seals nothing.
///
/// # Errors
/// [`SealError::NotBuilt`].
pub fn seal(_: &[u8], _: &[Recipient], _: bool) -> Result<Vec<u8>, SealError> {
    Err(SealError::NotBuilt)
}

/// Makes no key.
///
/// # Errors
/// [`SealError::NotBuilt`].
pub fn keygen() -> Result<(Zeroizing<String>, String), SealError> {
    Err(SealError::NotBuilt)
}
