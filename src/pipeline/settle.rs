//! The end of a file's way: its record, then its copy, in path order and on one thread.

use super::digest::sha256;
use super::inputs::leads_out;
use super::originals::{Folder, Identity, Originals};
use super::work::CopyResult;
use super::write::{self, Pending, folder_of};
use crate::report::{FileOutcome, Outcome, Problem, printable};
use crate::verify::Verified;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// The account of a run: a log, and what else is kept of it.
pub trait Account {
    /// Adds a file. Called before its copy is there, so that no copy is without a record.
    ///
    /// # Errors
    /// When it cannot be written; then the file gets no copy.
    fn record(&mut self, file: &FileOutcome) -> io::Result<()>;

    /// Takes the last record back: the copy could not be put in its place.
    ///
    /// # Errors
    /// When that cannot be written.
    fn take_back(&mut self) -> io::Result<()>;
}

/// No account is kept.
impl Account for () {
    fn record(&mut self, _: &FileOutcome) -> io::Result<()> {
        Ok(())
    }

    fn take_back(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How a file ended, but for the last step.
pub(super) enum Ready {
    /// There is nothing to write.
    No(Outcome),
    /// Just this copy stands there already.
    Same(PathBuf, String),
    /// A copy waits for its place: the file, the place, the SHA-256 of its bytes.
    Copy(Box<Pending>, PathBuf, String),
}

/// Brings a copy to disk beside its place.
pub(super) fn prepare(copy: CopyResult, place: Option<&Path>) -> Ready {
    let verified: Verified = match copy {
        CopyResult::None => return Ready::No(Outcome::Checked),
        CopyResult::Refused(problem) => return Ready::No(Outcome::Refused(problem)),
        CopyResult::Failed(problem) => return Ready::No(Outcome::Failed(problem)),
        CopyResult::Made(verified) => verified,
    };
    let Some(place) = place else { return Ready::No(Outcome::Checked) };
    write::sweep(folder_of(place));
    let digest = sha256(verified.bytes());
    if write::stands(&verified, place) {
        return Ready::Same(place.to_owned(), digest);
    }
    match write::copy(&verified, place) {
        Ok(pending) => Ready::Copy(Box::new(pending), place.to_owned(), digest),
        Err(e) => Ready::No(Outcome::Failed(Problem::Io(e))),
    }
}

/// Where copies go, and what they must leave alone.
pub(super) struct Places {
    pub(super) originals: Originals,
    /// The output folder, if there is one.
    pub(super) root: Option<(PathBuf, Folder)>,
    pub(super) force: bool,
    written: BTreeSet<Identity>,
    folders: BTreeSet<PathBuf>,
}

impl Places {
    pub(super) fn new(originals: Originals, root: Option<PathBuf>, force: bool) -> Self {
        let root = root.map(|path| (path.clone(), Folder::now(&path)));
        Self { originals, root, force, written: BTreeSet::new(), folders: BTreeSet::new() }
    }

    /// Records the file and puts its copy in its place.
    pub(super) fn settle(
        &mut self,
        mut file: FileOutcome,
        ready: Ready,
        account: &mut dyn Account,
    ) -> FileOutcome {
        let _held = write::settling();
        let (pending, path, sha256) = match ready {
            Ready::No(outcome) => {
                file.outcome = outcome;
                return recorded(file, account);
            }
            Ready::Same(path, sha256) => {
                file.outcome = Outcome::Written { path, sha256, unchanged: true };
                return recorded(file, account);
            }
            Ready::Copy(pending, path, sha256) => (pending, path, sha256),
        };
        if let Err(problem) = self.may_stand(&path) {
            file.outcome = Outcome::Failed(problem);
            return recorded(file, account);
        }
        file.outcome = Outcome::Written { path: path.clone(), sha256, unchanged: false };
        if let Err(e) = account.record(&file) {
            file.outcome = Outcome::Failed(Problem::Log(e));
            // The room that the copy took may be enough to say that there is none.
            drop(pending);
            let _ = account.record(&file);
            return file;
        }
        match pending.settle(&path, self.force) {
            Ok(()) => {
                self.written.extend(Identity::of(&path));
                self.folders.insert(folder_of(&path).to_owned());
                file
            }
            Err(e) => {
                file.outcome = Outcome::Failed(match e.kind() {
                    io::ErrorKind::AlreadyExists => Problem::Exists(printable(&path)),
                    _ => Problem::Io(e),
                });
                match account.take_back() {
                    Ok(()) => recorded(file, account),
                    Err(_) => file,
                }
            }
        }
    }

    /// Whether a copy may be put here, as things are now.
    fn may_stand(&mut self, place: &Path) -> Result<(), Problem> {
        if self.originals.stand_at(place) {
            return Err(Problem::OverSource);
        }
        if let Some((root, folder)) = &mut self.root {
            if folder.still().is_err() {
                return Err(Problem::Changed);
            }
            if leads_out(root, place) {
                return Err(Problem::Link);
            }
        }
        // On a disk where letters of another case are the same.
        if Identity::of(place).is_some_and(|i| self.written.contains(&i)) {
            return Err(Problem::Collision(printable(place)));
        }
        Ok(())
    }

    /// Brings the names of all copies to disk.
    pub(super) fn finish(self) {
        write::sync(&self.folders);
    }
}

/// A file without a new copy is recorded as well; if it cannot be, that is told.
fn recorded(mut file: FileOutcome, account: &mut dyn Account) -> FileOutcome {
    if let Err(e) = account.record(&file)
        && file.outcome.problem().is_none()
    {
        file.outcome = Outcome::Failed(Problem::Log(e));
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// An account on a disk that is full after so many records.
    struct Full(usize, Vec<&'static str>);

    impl Account for Full {
        fn record(&mut self, file: &FileOutcome) -> io::Result<()> {
            self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
            self.1.push(file.outcome.as_str());
            Ok(())
        }

        fn take_back(&mut self) -> io::Result<()> {
            self.1.pop();
            Ok(())
        }
    }

    fn ready(place: &Path) -> Ready {
        let mut pending = Pending::beside(place, write::Access::Usual).expect("temp file");
        pending.write_all(b"gelakt").expect("write");
        Ready::Copy(Box::new(pending), place.to_owned(), "0".repeat(64))
    }

    fn file() -> FileOutcome {
        FileOutcome::bare("a.txt".into(), "0001".into(), Outcome::Checked)
    }

    #[test]
    fn what_cannot_be_recorded_gets_no_copy() {
        let dir = tempfile::tempdir().expect("temp dir");
        let place = dir.path().join("a.txt");
        let mut places = Places::new(Originals::default(), None, false);
        let told = places.settle(file(), ready(&place), &mut Full(0, Vec::new()));
        assert!(matches!(told.outcome, Outcome::Failed(Problem::Log(_))));
        assert_eq!(std::fs::read_dir(dir.path()).expect("folder").count(), 0);
    }

    #[test]
    fn a_copy_that_has_no_place_is_not_recorded_as_written() {
        let dir = tempfile::tempdir().expect("temp dir");
        let place = dir.path().join("a.txt");
        std::fs::write(&place, "iets anders").expect("write");
        let mut account = Full(9, Vec::new());
        let mut places = Places::new(Originals::default(), None, false);
        let told = places.settle(file(), ready(&place), &mut account);
        assert!(matches!(told.outcome, Outcome::Failed(Problem::Exists(_))));
        assert_eq!(account.1, ["failed"]);
        assert_eq!(std::fs::read_to_string(&place).expect("read"), "iets anders");
    }

    #[test]
    fn an_original_and_a_copy_of_this_run_are_left_alone() {
        let dir = tempfile::tempdir().expect("temp dir");
        let place = dir.path().join("a.txt");
        std::fs::write(&place, "origineel").expect("write");
        let mut originals = Originals::default();
        originals.add(&place);
        let mut places = Places::new(originals, None, true);
        let told = places.settle(file(), ready(&place), &mut ());
        assert!(matches!(told.outcome, Outcome::Failed(Problem::OverSource)));
        let mut places = Places::new(Originals::default(), None, true);
        let other = dir.path().join("b.txt");
        let first = places.settle(file(), ready(&other), &mut ());
        assert!(matches!(first.outcome, Outcome::Written { .. }));
        let second = places.settle(file(), ready(&other), &mut ());
        assert!(matches!(second.outcome, Outcome::Failed(Problem::Collision(_))));
    }

    #[cfg(unix)]
    #[test]
    fn an_output_folder_that_became_another_is_noticed() {
        let dir = tempfile::tempdir().expect("temp dir");
        let (root, other) = (dir.path().join("uit"), dir.path().join("elders"));
        std::fs::create_dir(&root).expect("folder");
        std::fs::create_dir(&other).expect("folder");
        let mut places = Places::new(Originals::default(), Some(root.clone()), false);
        std::fs::remove_dir(&root).expect("gone");
        std::os::unix::fs::symlink(&other, &root).expect("link");
        let place = root.join("a.txt");
        let told = places.settle(file(), ready(&place), &mut ());
        assert!(matches!(told.outcome, Outcome::Failed(Problem::Changed)));
        assert_eq!(std::fs::read_dir(&other).expect("folder").count(), 0);
    }
}
