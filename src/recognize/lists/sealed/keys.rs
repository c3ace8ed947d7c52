//! Keys, and what they seal and open.

use super::error::SealError;
use super::marks::is_sealed;
use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::ExposeSecret as _;
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor};
use std::io::{Read as _, Write as _};
use std::str::FromStr as _;
use zeroize::Zeroizing;

/// Private keys that may open sealed lists.
#[derive(Default)]
pub struct Identities {
    keys: Vec<Identity>,
}

impl Identities {
    /// Adds the keys of an identity file, one per line; skips blank lines and comments (`#`).
    ///
    /// # Errors
    /// [`SealError::NotAnIdentity`] with the line, [`SealError::EmptyIdentity`].
    pub fn add(&mut self, text: &str) -> Result<(), SealError> {
        let before = self.keys.len();
        for (number, line) in key_lines(text) {
            let key = Identity::from_str(line).map_err(|_| SealError::NotAnIdentity(number))?;
            self.keys.push(key);
        }
        if self.keys.len() == before { Err(SealError::EmptyIdentity) } else { Ok(()) }
    }

    /// Opens a sealed file. The plain bytes are wiped on drop.
    ///
    /// # Errors
    /// [`SealError::NoIdentity`], [`SealError::WrongIdentity`], [`SealError::Passphrase`],
    /// [`SealError::Damaged`].
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let decryptor =
            Decryptor::new_buffered(ArmoredReader::new(sealed)).map_err(|_| SealError::Damaged)?;
        if decryptor.is_scrypt() {
            return Err(SealError::Passphrase);
        }
        if self.keys.is_empty() {
            return Err(SealError::NoIdentity);
        }
        let keys = self.keys.iter().map(|k| k as &dyn age::Identity);
        let mut reader = decryptor.decrypt(keys).map_err(|e| match e {
            DecryptError::NoMatchingKeys => SealError::WrongIdentity,
            _ => SealError::Damaged,
        })?;
        // Full capacity at once: a buffer that grows leaves copies behind.
        let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
        reader.read_to_end(&mut plain).map_err(|_| SealError::Damaged)?;
        Ok(plain)
    }
}

/// Public keys, one per line; skips blank lines and comments (`#`).
///
/// # Errors
/// [`SealError::NotARecipient`] with the line.
pub fn recipients(text: &str) -> Result<Vec<Recipient>, SealError> {
    key_lines(text)
        .map(|(n, line)| Recipient::from_str(line).map_err(|_| SealError::NotARecipient(n)))
        .collect()
}

fn key_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(n, line)| (n + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Seals a list for these public keys; ASCII-armored if `armor`, so that it survives copy and
/// paste.
///
/// # Errors
/// [`SealError::NoRecipient`]; [`SealError::Already`].
pub fn seal(plain: &[u8], to: &[Recipient], armor: bool) -> Result<Vec<u8>, SealError> {
    if is_sealed(plain) {
        return Err(SealError::Already);
    }
    let to = to.iter().map(|r| r as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(to).map_err(|_| SealError::NoRecipient)?;
    let format = if armor { Format::AsciiArmor } else { Format::Binary };
    let write = || {
        let armored = ArmoredWriter::wrap_output(Vec::new(), format)?;
        let mut writer = encryptor.wrap_output(armored)?;
        writer.write_all(plain)?;
        writer.finish()?.finish()
    };
    // Writing to memory cannot fail.
    write().map_err(|_: std::io::Error| SealError::Damaged)
}

/// Generates a key: the line of an identity file, and the public key.
///
/// # Errors
/// None; a build without keys has one.
pub fn keygen() -> Result<(Zeroizing<String>, String), SealError> {
    let key = Identity::generate();
    let public = key.to_public().to_string();
    let secret = key.to_string();
    Ok((Zeroizing::new(format!("{}\n", secret.expose_secret())), public))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Identities, Vec<Recipient>) {
        let (file, public) = keygen().unwrap();
        let mut identities = Identities::default();
        identities.add(&file).unwrap();
        (identities, recipients(&public).unwrap())
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_alone() {
        let (mine, to) = pair();
        let (other, _) = pair();
        for armor in [false, true] {
            let sealed = seal(b"naam\nA. Vlierzwaal\n", &to, armor).unwrap();
            assert!(is_sealed(&sealed));
            assert_eq!(mine.open(&sealed).unwrap().as_slice(), b"naam\nA. Vlierzwaal\n");
            assert_eq!(other.open(&sealed), Err(SealError::WrongIdentity));
            assert_eq!(Identities::default().open(&sealed), Err(SealError::NoIdentity));
            assert_eq!(seal(&sealed, &to, armor), Err(SealError::Already));
        }
    }

    #[test]
    fn damage_is_told_wherever_it_is() {
        let (mine, to) = pair();
        let sealed = seal(&[b'x'; 300], &to, false).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(mine.open(&changed).is_err(), "byte {at}");
        }
        for cut in [21, 60, sealed.len() - 1] {
            assert_eq!(mine.open(&sealed[..cut]), Err(SealError::Damaged), "{cut}");
        }
    }

    #[test]
    fn keys_are_read_line_by_line() {
        let mut none = Identities::default();
        assert_eq!(none.add("# niets\n"), Err(SealError::EmptyIdentity));
        assert_eq!(none.add("#\nage1abc\n"), Err(SealError::NotAnIdentity(2)));
        assert_eq!(recipients("\nage1abc").err(), Some(SealError::NotARecipient(2)));
        assert_eq!(seal(b"x", &[], false), Err(SealError::NoRecipient));
    }
}
