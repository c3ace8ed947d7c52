//! Lists of the user's own: read, opened where they are sealed, decoded.

use super::complaint::{Complaint, Result, While as _, refuse};
use super::console::lang;
use redact::model::message;
use redact::recognize::sealed::{Identities, is_key, is_sealed};
use redact::recognize::{ListedPerson, decode_list, read_people};
use redact::report::printable;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Environment variable that holds a key itself.
const KEY: &str = "REDACT_IDENTITY";
/// Environment variable that names a file with keys.
const KEY_FILE: &str = "REDACT_IDENTITY_FILE";

/// Reads lists; holds the keys for those that are sealed.
#[derive(Default)]
pub(super) struct Opener {
    keys: Identities,
}

impl Opener {
    /// With the keys of these files and of the environment. Keys are only looked for where one
    /// of the lists is sealed.
    pub(super) fn for_lists(files: &[PathBuf], lists: &[&[PathBuf]]) -> Result<Self> {
        let mut opener = Self::default();
        for path in files {
            opener.key_file(path)?;
        }
        if !lists.iter().copied().flatten().any(|path| starts_sealed(path)) {
            return Ok(opener);
        }
        if let Some(path) = std::env::var_os(KEY_FILE).filter(|p| !p.is_empty()) {
            opener.key_file(Path::new(&path))?;
        }
        if let Some(value) = std::env::var_os(KEY).filter(|v| !v.is_empty()) {
            let value = Zeroizing::new(value.to_string_lossy().into_owned());
            if !is_key(&value) {
                refuse!(
                    "{0} holds no key (AGE-SECRET-KEY-1...); a path belongs in {1}",
                    KEY,
                    KEY_FILE
                );
            }
            opener.keys.add(&value).while_doing(|| message!("{0}", KEY))?;
        }
        Ok(opener)
    }

    fn key_file(&mut self, path: &Path) -> Result<()> {
        let name = printable(path);
        let text = std::fs::read_to_string(path)
            .while_doing(|| message!("the key file {0} cannot be read", &name))?;
        self.keys.add(&Zeroizing::new(text)).while_doing(|| message!("{0}", name))
    }

    /// The plain bytes of a list.
    pub(super) fn bytes(&self, path: &Path) -> Result<Zeroizing<Vec<u8>>> {
        let name = printable(path);
        let bytes =
            std::fs::read(path).while_doing(|| message!("the list {0} cannot be read", &name))?;
        if is_sealed(&bytes) {
            return self
                .keys
                .open(&bytes)
                .map_err(|e| Complaint::by(message!("the list {0} {1}", name, e.message()), e));
        }
        Ok(Zeroizing::new(bytes))
    }

    /// A list of entries, one a line, without those that are blank; and its plain bytes.
    pub(super) fn entries(&self, path: &Path) -> Result<(Zeroizing<Vec<u8>>, Vec<String>)> {
        let bytes = self.bytes(path)?;
        let entries = entries(path, &bytes)?;
        Ok((bytes, entries))
    }
}

fn starts_sealed(path: &Path) -> bool {
    use std::io::Read as _;
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|f| f.take(200).read_to_end(&mut head));
    read.is_ok() && is_sealed(&head)
}

/// The entries of a plain list.
pub(super) fn entries(path: &Path, bytes: &[u8]) -> Result<Vec<String>> {
    let name = printable(path);
    let list = decode_list(&name, bytes)?;
    told(&name, list.legacy);
    let entries: Vec<String> =
        list.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    if entries.is_empty() {
        refuse!("the list {0} is empty", name);
    }
    Ok(entries)
}

/// The people of a plain list.
pub(super) fn people(
    path: &Path,
    bytes: &[u8],
    columns: &BTreeMap<String, String>,
) -> Result<Vec<ListedPerson>> {
    let name = printable(path);
    told(&name, decode_list(&name, bytes)?.legacy);
    let entries = read_people(&name, bytes, columns)?;
    if entries.is_empty() {
        refuse!("the list {0} is empty", name);
    }
    Ok(entries)
}

/// An encoding that was worked out rather than known is told, so that somebody can object.
fn told(name: &str, legacy: bool) {
    if legacy {
        super::complain(&lang().say(&message!("the list {0} was read as Windows-1252", name)));
    }
}
