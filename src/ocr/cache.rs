//! What was read is kept for the run: a file may be read more than once.

use crate::model::{Look, Picture, Word};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Most words that are kept.
const MOST_WORDS: usize = 4_000_000;

/// What stands for a picture and the way in which it was read.
type Key = [u8; 32];

/// What was read in this run, and, if there is a folder for it, in earlier ones.
#[derive(Default)]
pub(super) struct Cache {
    known: Mutex<(BTreeMap<Key, Vec<Word>>, usize)>,
    folder: Option<PathBuf>,
}

impl Cache {
    /// A cache that outlives the run, in a folder that nobody else may look into.
    pub(super) fn in_folder(folder: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
        }
        Ok(Self { folder: Some(folder.to_owned()), ..Self::default() })
    }

    pub(super) fn key(picture: &Picture, look: Look, how: &str) -> Key {
        let mut hash = Sha256::new();
        hash.update(format!(
            "{} {} {} {look:?} {how}\n",
            picture.width, picture.height, picture.dpi
        ));
        hash.update(&picture.shades);
        hash.finalize().into()
    }

    pub(super) fn get(&self, key: &Key) -> Option<Vec<Word>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(words) = known.0.get(key) {
            return Some(words.clone());
        }
        drop(known);
        let bytes = std::fs::read(self.file(key)?).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    pub(super) fn put(&self, key: Key, words: &[Word]) {
        // Without a file the next run reads the picture again.
        if let (Some(file), Ok(bytes)) = (self.file(&key), serde_json::to_vec(words)) {
            let fresh = file.with_extension("new");
            let written = std::fs::write(&fresh, bytes);
            let _ = written.and_then(|()| std::fs::rename(&fresh, &file));
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.1 + words.len() <= MOST_WORDS {
            known.1 += words.len();
            known.0.insert(key, words.to_vec());
        }
    }

    fn file(&self, key: &Key) -> Option<PathBuf> {
        let name: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        Some(self.folder.as_ref()?.join(name + ".json"))
    }
}
