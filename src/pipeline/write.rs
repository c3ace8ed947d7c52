//! Writing: to a temporary file beside its place, synced, then renamed.

use crate::verify::Verified;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::{Builder, NamedTempFile};

/// How the names of temporary files begin and end.
const TEMPORARY: (&str, &str) = (".redact-", ".tmp");

/// What there is to take away when the program is told to stop.
#[derive(Default)]
struct Unfinished {
    files: BTreeSet<PathBuf>,
    /// Folders in which what was left by a killed run has been taken away.
    swept: BTreeSet<PathBuf>,
}

static UNFINISHED: Mutex<Unfinished> =
    Mutex::new(Unfinished { files: BTreeSet::new(), swept: BTreeSet::new() });

fn unfinished() -> MutexGuard<'static, Unfinished> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Held while a copy and its record in the log are written.
static SETTLING: Mutex<()> = Mutex::new(());

/// Keeps the program from stopping between a record and the copy it is about.
pub fn settling() -> MutexGuard<'static, ()> {
    SETTLING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away all temporary files, for a program that ends at once. Nothing is written after it.
pub fn abandon() {
    std::mem::forget(settling());
    let unfinished = unfinished();
    for file in &unfinished.files {
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_file(file);
    }
    std::mem::forget(unfinished);
}

/// Takes away what a killed run left in a folder, once a run: temporary files that no program holds.
pub fn sweep(folder: &Path) {
    let mut unfinished = unfinished();
    if !unfinished.swept.insert(folder.to_owned()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1);
        if ours && entry.file_type().is_ok_and(|t| t.is_file()) {
            let free = File::open(entry.path()).is_ok_and(|f| f.try_lock().is_ok());
            if free {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

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
    file: Option<NamedTempFile>,
}

impl Pending {
    /// A temporary file beside this place. Folders are made as needed.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn beside(place: &Path, access: Access) -> io::Result<Self> {
        let folder = folder_of(place);
        fs::create_dir_all(folder)?;
        sweep(folder);
        let mut builder = Builder::new();
        builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = if access == Access::Usual { 0o666 } else { 0o600 };
            builder.permissions(fs::Permissions::from_mode(mode));
        }
        #[cfg(not(unix))]
        let _ = access;
        let mut unfinished = unfinished();
        let file = builder.tempfile_in(folder)?;
        // Where locks are not known, a killed run leaves what it was writing.
        let _ = file.as_file().try_lock();
        unfinished.files.insert(file.path().to_owned());
        Ok(Self { file: Some(file) })
    }

    /// Brings what was written to disk; what follows is then only a change of name.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn ready(&mut self) -> io::Result<()> {
        self.file()?.as_file().sync_all()
    }

    fn file(&mut self) -> io::Result<&mut NamedTempFile> {
        self.file.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Puts the file in its place. Without `force`, one that stands there is left and is an error.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`], or what the operating system says.
    pub fn settle(mut self, place: &Path, force: bool) -> io::Result<()> {
        let file = self.file.take().ok_or(io::ErrorKind::NotFound)?;
        let mut unfinished = unfinished();
        unfinished.files.remove(file.path());
        if force {
            file.persist(place).map_err(|e| e.error)?;
        } else {
            file.persist_noclobber(place).map_err(|e| e.error)?;
        }
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let mut unfinished = unfinished();
            unfinished.files.remove(file.path());
            drop(file);
        }
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file()?.flush()
    }
}

/// Brings the names of the files in these folders to disk; where folders cannot be synced, that is
/// all.
pub fn sync(folders: &BTreeSet<PathBuf>) {
    for folder in folders {
        if let Ok(folder) = File::open(folder) {
            let _ = folder.sync_all();
        }
    }
}

/// The folder in which a file is.
pub(super) fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    }
}

/// Makes a copy that the second reader passed ready for its place.
///
/// # Errors
/// What the operating system says.
pub fn copy(verified: &Verified, place: &Path) -> io::Result<Pending> {
    let mut pending = Pending::beside(place, Access::Usual)?;
    pending.write_all(verified.bytes())?;
    pending.ready()?;
    Ok(pending)
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
    fn what_a_killed_run_left_is_taken_away_and_what_is_being_written_is_not() {
        let dir = tempfile::tempdir().expect("temp dir");
        let held = dir.path().join(".redact-held.tmp");
        let lock = File::create(&held).expect("made");
        lock.try_lock().expect("locked");
        fs::write(dir.path().join(".redact-left.tmp"), "half").expect("write");
        fs::write(dir.path().join("brief.tmp"), "van een ander").expect("write");
        let pending = Pending::beside(&dir.path().join("a"), Access::Usual).expect("temp file");
        let names: BTreeSet<_> = fs::read_dir(dir.path())
            .expect("folder")
            .flatten()
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect();
        assert!(names.contains(".redact-held.tmp") && names.contains("brief.tmp"));
        assert!(!names.contains(".redact-left.tmp"));
        assert_eq!(names.len(), 3, "and the new one");
        drop(pending);
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
