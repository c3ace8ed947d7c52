//! Sealed lists: files in the age format (age-encryption.org/v1), decrypted in memory only, so that
//! a machine that runs the check never has the plain list on disk. Sealing is a feature of the
//! package (`sealing`, on by default): a build without it recognizes a sealed list, and says that it
//! cannot open it.
//!
//! In the order in which they may import each other: `error`, `marks`, then `keys` or `without`.

mod error;
#[cfg(feature = "sealing")]
mod keys;
mod marks;
#[cfg(not(feature = "sealing"))]
mod without;

pub use error::SealError;
#[cfg(feature = "sealing")]
pub use keys::{Identities, keygen, recipients, seal};
pub use marks::{is_key, is_sealed};
#[cfg(not(feature = "sealing"))]
pub use without::{Identities, keygen, recipients, seal};
