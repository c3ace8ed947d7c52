//! Writing: to a temporary file beside its place, synced, then renamed.

use crate::verify::Verified;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

/// Who may read what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// As the user's mask says: copies that are to be published.
    Usual,
    /// The owner alone: logs.
    Owner,
}

/// A file that takes its place only when it is complete; dropped, it is gone.
pub struct Pending {
    file: NamedTempFile,
}

impl Pending {
    /// A temporary file beside this place. Folders are made as needed.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn beside(place: &Path, access: Access) -> io::Result<Self> {
        let folder = folder_of(place);
        fs::create_dir_all(folder)?;
        let mut builder = Builder::new();
        builder.prefix(".redact-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = if access == Access::Usual { 0o666 } else { 0o600 };
            builder.permissions(fs::Permissions::from_mode(mode));
        }
        #[cfg(not(unix))]
        let _ = access;
        Ok(Self { file: builder.tempfile_in(folder)? })
    }

    /// Puts the file in its place. Without `force`, one that stands there is left and is an error.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`], or what the operating system says.
    pub fn settle(self, place: &Path, force: bool) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        if force {
            self.file.persist(place).map_err(|e| e.error)?;
        } else {
            self.file.persist_noclobber(place).map_err(|e| e.error)?;
        }
        // A rename is on disk once its folder is; where folders cannot be synced, that is all.
        if let Ok(folder) = File::open(folder_of(place)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    }
}

/// Writes a copy that the second reader passed.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] without `force`, or what the operating system says.
pub fn copy(verified: &Verified, place: &Path, force: bool) -> io::Result<()> {
    let mut pending = Pending::beside(place, Access::Usual)?;
    pending.write_all(verified.bytes())?;
    pending.settle(place, force)
}

/// Whether just this copy stands there already, as a file of its own. Then there is nothing to
/// overwrite, and the same command may be given twice.
pub fn stands(verified: &Verified, place: &Path) -> bool {
    let plain = fs::symlink_metadata(place)
        .is_ok_and(|m| m.is_file() && m.len() == verified.bytes().len() as u64);
    plain && fs::read(place).is_ok_and(|bytes| bytes == verified.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten_without_force() {
        let dir = tempfile::tempdir().expect("temp dir");
        let place = dir.path().join("diep/a.txt");
        let write = |text: &str, force| {
            let mut p = Pending::beside(&place, Access::Owner)?;
            p.write_all(text.as_bytes())?;
            p.settle(&place, force)
        };
        write("een", false).expect("first");
        let again = write("twee", false).expect_err("exists");
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&place).expect("read"), "een");
        write("drie", true).expect("forced");
        assert_eq!(fs::read_to_string(&place).expect("read"), "drie");
        assert_eq!(fs::read_dir(dir.path().join("diep")).expect("dir").count(), 1);
    }

    #[test]
    fn an_unfinished_file_leaves_nothing() {
        let dir = tempfile::tempdir().expect("temp dir");
        let mut p = Pending::beside(&dir.path().join("a"), Access::Usual).expect("temp file");
        p.write_all(b"half").expect("write");
        drop(p);
        assert_eq!(fs::read_dir(dir.path()).expect("dir").count(), 0);
    }
}
