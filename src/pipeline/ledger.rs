//! A file that is written line by line while the run goes: a log, a table. What an earlier run wrote
//! into it stays until this run has accounted for the same.

use super::write::{Access, Pending};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// A file of lines, open at its end.
pub struct Ledger {
    place: PathBuf,
    file: File,
    /// Where the lines of this run begin, and where they end.
    start: u64,
    end: u64,
    earlier: String,
}

impl Ledger {
    /// Opens the file, or makes it; its folders are made as needed. Only the owner may read it. A
    /// line that an earlier run left unfinished is taken away.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] if what stands there is not what `ours` says; or what the
    /// operating system says.
    pub fn open(place: &Path, ours: fn(&str) -> bool) -> io::Result<Self> {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut earlier = String::new();
        let mut file = match fs::symlink_metadata(place) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => made(place)?,
            Err(e) => return Err(e),
            Ok(meta) if !meta.is_file() => return Err(io::ErrorKind::AlreadyExists.into()),
            Ok(_) => {
                let mut file = OpenOptions::new().read(true).write(true).open(place)?;
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes)?;
                let text = String::from_utf8(bytes)
                    .map_err(|_| io::Error::from(io::ErrorKind::AlreadyExists))?;
                if !text.is_empty() && !ours(&text) {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                let whole = text.rfind('\n').map_or(0, |at| at + 1);
                earlier = text.get(..whole).unwrap_or_default().to_owned();
                file
            }
        };
        let start = earlier.len() as u64;
        file.set_len(start)?;
        file.seek(SeekFrom::Start(start))?;
        Ok(Self { place: place.to_owned(), file, start, end: start, earlier })
    }

    /// What earlier runs wrote.
    pub fn earlier(&self) -> &str {
        &self.earlier
    }

    /// Adds lines: all of them or, on a full disk, none.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn add(&mut self, lines: &[u8]) -> io::Result<()> {
        if let Err(error) = self.file.write_all(lines) {
            self.back_to(self.end)?;
            return Err(error);
        }
        self.end += lines.len() as u64;
        Ok(())
    }

    /// How much there is.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// What was added since there was so much.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn since(&mut self, end: u64) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(end))?;
        let mut out = Vec::new();
        self.file.read_to_end(&mut out)?;
        self.file.seek(SeekFrom::Start(self.end))?;
        Ok(out)
    }

    /// Takes back what was added since there was so much.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn back_to(&mut self, end: u64) -> io::Result<()> {
        self.file.set_len(end)?;
        self.file.seek(SeekFrom::Start(end))?;
        self.end = end;
        Ok(())
    }

    /// Takes back all that this run added; a file that it made goes, too.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn withdraw(mut self) -> io::Result<()> {
        self.back_to(self.start)?;
        if self.start == 0 { fs::remove_file(&self.place) } else { Ok(()) }
    }

    /// Ends the file. What earlier runs wrote goes, if this run has accounted for it.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn finish(mut self, keep_earlier: bool) -> io::Result<()> {
        self.file.sync_all()?;
        if self.start == 0 || keep_earlier {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.start))?;
        let mut own = Vec::new();
        self.file.read_to_end(&mut own)?;
        let mut alone = Pending::beside(&self.place, Access::Owner)?;
        alone.write_all(&own)?;
        alone.ready()?;
        alone.settle(&self.place, true)
    }
}

fn made(place: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(text: &str) -> bool {
        text.starts_with("ons")
    }

    #[test]
    fn an_interrupted_run_is_kept_until_the_next_has_ended() {
        let dir = tempfile::tempdir().expect("temp dir");
        let place = dir.path().join("map/log");
        let mut first = Ledger::open(&place, ours).expect("made");
        first.add(b"ons 1\nons 2\nhal").expect("added");
        drop(first);
        let mut second = Ledger::open(&place, ours).expect("opened");
        assert_eq!(second.earlier(), "ons 1\nons 2\n");
        second.add(b"ons 1\nons 2\nons 3\n").expect("added");
        assert!(fs::read_to_string(&place).expect("read").starts_with("ons 1\nons 2\nons 1\n"));
        second.finish(false).expect("ended");
        assert_eq!(fs::read_to_string(&place).expect("read"), "ons 1\nons 2\nons 3\n");
        assert_eq!(fs::read_dir(dir.path().join("map")).expect("folder").count(), 1);
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        let dir = tempfile::tempdir().expect("temp dir");
        let place = dir.path().join("log");
        fs::write(&place, "van een ander").expect("write");
        let refused = Ledger::open(&place, ours).err().map(|e| e.kind());
        assert_eq!(refused, Some(io::ErrorKind::AlreadyExists));
        assert_eq!(fs::read_to_string(&place).expect("read"), "van een ander");
    }

    #[test]
    fn what_is_taken_back_is_gone() {
        let dir = tempfile::tempdir().expect("temp dir");
        let place = dir.path().join("log");
        let mut ledger = Ledger::open(&place, ours).expect("made");
        ledger.add(b"ons 1\n").expect("added");
        let end = ledger.end();
        ledger.add(b"ons 2\n").expect("added");
        ledger.back_to(end).expect("back");
        ledger.add(b"ons 3\n").expect("added");
        assert_eq!(fs::read_to_string(&place).expect("read"), "ons 1\nons 3\n");
        ledger.withdraw().expect("gone");
        assert!(!place.exists());
    }
}
