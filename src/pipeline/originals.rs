//! What a run reads, and that nothing it writes may take the place of.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Which file it is, by whatever name, as far as the system can tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity(Known);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    #[cfg(unix)]
    Node(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl Identity {
    /// Of what this path leads to; `None` if it leads nowhere.
    pub fn of(path: &Path) -> Option<Self> {
        Self::with(path, &fs::metadata(path).ok()?)
    }

    /// Of an open file that was opened by this path.
    pub(super) fn of_open(path: &Path, file: &File) -> Option<Self> {
        Self::with(path, &file.metadata().ok()?)
    }

    #[cfg(unix)]
    #[allow(clippy::unnecessary_wraps)] // elsewhere a path may have no canonical form
    fn with(_: &Path, meta: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        Some(Self(Known::Node(meta.dev(), meta.ino())))
    }

    #[cfg(not(unix))]
    fn with(path: &Path, _: &Metadata) -> Option<Self> {
        path.canonicalize().ok().map(|p| Self(Known::Path(p)))
    }
}

/// All that a run reads: documents, lists, policy, keys. Another name of the same file, a link to
/// it or another case of its letters is the same file.
#[derive(Clone, Debug, Default)]
pub struct Originals {
    known: BTreeSet<Identity>,
}

impl Originals {
    /// Adds what this path leads to, if anything.
    pub fn add(&mut self, path: &Path) {
        self.known.extend(Identity::of(path));
    }

    /// Whether something that is read stands at this place.
    pub fn stand_at(&self, place: &Path) -> bool {
        Identity::of(place).is_some_and(|i| self.known.contains(&i))
    }
}

/// A place in a form that can be compared with others, whether or not something stands there.
/// Letters of different case count as the same: on some disks they are.
pub fn comparable(place: &Path) -> PathBuf {
    let absolute = std::path::absolute(place).unwrap_or_else(|_| place.to_owned());
    let mut folder = absolute.parent().unwrap_or(&absolute).to_owned();
    let mut rest = vec![absolute.file_name().unwrap_or_default().to_owned()];
    // Folders that are still to be made have no canonical form.
    let canonical = loop {
        if let Ok(found) = folder.canonicalize() {
            break found;
        }
        let name = folder.file_name().map(ToOwned::to_owned);
        match (folder.parent().map(Path::to_owned), name) {
            (Some(parent), Some(name)) => {
                rest.push(name);
                folder = parent;
            }
            _ => break folder,
        }
    };
    let whole = rest.into_iter().rev().fold(canonical, |path, name| path.join(name));
    PathBuf::from(whole.to_string_lossy().to_lowercase())
}

/// A folder into which copies go; that it becomes another one during the run is noticed.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    was: Option<Identity>,
}

impl Folder {
    /// The folder as it is now; it may still have to be made.
    pub fn now(path: &Path) -> Self {
        Self { path: path.to_owned(), was: Identity::of(path) }
    }

    /// That it is still the same. One that did not exist counts from the first time it does.
    ///
    /// # Errors
    /// When another stands there now.
    pub(super) fn still(&mut self) -> io::Result<()> {
        let is = Identity::of(&self.path);
        if self.was.is_none() {
            self.was = is;
            return Ok(());
        }
        if is == self.was {
            Ok(())
        } else {
            Err(io::Error::from(io::ErrorKind::StaleNetworkFileHandle))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_any_name() {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("brief.txt");
        fs::write(&path, "x").expect("write");
        fs::create_dir(dir.path().join("map")).expect("folder");
        let mut originals = Originals::default();
        originals.add(&path);
        assert!(originals.stand_at(&dir.path().join("map/../brief.txt")));
        assert!(!originals.stand_at(&dir.path().join("ander.txt")));
        #[cfg(unix)]
        {
            let (soft, hard) = (dir.path().join("zacht"), dir.path().join("hard"));
            std::os::unix::fs::symlink(&path, &soft).expect("link");
            fs::hard_link(&path, &hard).expect("link");
            assert!(originals.stand_at(&soft) && originals.stand_at(&hard));
        }
    }

    #[test]
    fn places_are_compared_before_anything_stands_there() {
        let dir = tempfile::tempdir().expect("temp dir");
        let at = |name: &str| comparable(&dir.path().join(name));
        assert_eq!(at("uit/a.txt"), at("./UIT/A.txt"));
        assert_ne!(at("uit/a.txt"), at("uit/b.txt"));
    }
}
