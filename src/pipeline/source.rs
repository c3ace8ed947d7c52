//! Where the bytes of a file come from, and that they come from there still.

use super::originals::Identity;
use crate::model::message;
use crate::report::Problem;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of the run.
#[derive(Clone, Debug)]
pub struct Source {
    path: PathBuf,
    /// The file that was there when the run began.
    was: Option<Identity>,
    /// What came in by standard input.
    piped: Option<Arc<Vec<u8>>>,
}

impl Source {
    /// The file that is at this path now.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), was: Identity::of(path), piped: None }
    }

    /// All that comes in by standard input.
    ///
    /// # Errors
    /// What the operating system says; [`io::ErrorKind::FileTooLarge`] over so many bytes.
    pub fn standard_input(most: u64) -> io::Result<Self> {
        let mut bytes = Vec::new();
        io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(Self { path: PathBuf::from("-"), was: None, piped: Some(Arc::new(bytes)) })
    }

    /// By which name it goes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The ending of its name.
    pub fn extension(&self) -> Option<&str> {
        self.path.extension().and_then(|e| e.to_str())
    }

    /// Its bytes, if they are not too many and it is still the file that it was.
    ///
    /// # Errors
    /// [`Problem`] when it cannot be read, or is another file now.
    pub fn read(&self, most: u64) -> Result<Arc<Vec<u8>>, Problem> {
        if let Some(piped) = &self.piped {
            return Ok(Arc::clone(piped));
        }
        let too_big = || Problem::Limit(message!("{0} MiB a file", most >> 20));
        let file = File::open(&self.path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => Problem::Missing,
            _ => Problem::Io(e),
        })?;
        if Identity::of_open(&self.path, &file) != self.was {
            return Err(Problem::Changed);
        }
        if file.metadata().map_err(Problem::Io)?.len() > most {
            return Err(too_big());
        }
        let mut bytes = Vec::new();
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(Problem::Io)?;
        if bytes.len() as u64 > most { Err(too_big()) } else { Ok(Arc::new(bytes)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("a.txt");
        std::fs::write(&path, "abcd").expect("write");
        assert!(matches!(Source::at(&path).read(3), Err(Problem::Limit(_))));
        assert_eq!(**Source::at(&path).read(4).expect("fits"), *b"abcd");
        assert!(matches!(Source::at(&dir.path().join("b")).read(4), Err(Problem::Missing)));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_became_another_is_not_read() {
        let dir = tempfile::tempdir().expect("temp dir");
        let (path, other) = (dir.path().join("a.txt"), dir.path().join("b.txt"));
        std::fs::write(&path, "brief").expect("write");
        std::fs::write(&other, "een ander").expect("write");
        let source = Source::at(&path);
        std::fs::remove_file(&path).expect("gone");
        std::os::unix::fs::symlink(&other, &path).expect("link");
        assert!(matches!(source.read(99), Err(Problem::Changed)));
    }
}
