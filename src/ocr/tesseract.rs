//! Tesseract as a reader of pictures.

use super::cache::Cache;
use super::program::{OcrError, Program};
use super::{process, tsv};
use crate::model::{Look, Picture, PictureError, PictureReader, Word};
use std::fmt;
use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long a picture may take, and how much more for each million samples.
const TIME: Duration = Duration::from_secs(60);
const TIME_BY_MILLION: Duration = Duration::from_secs(6);

/// Reads pictures with Tesseract, several at a time.
pub struct Tesseract {
    program: Program,
    languages: String,
    cache: Cache,
    /// How many more may run.
    free: Mutex<usize>,
    freed: Condvar,
}

impl Tesseract {
    /// A reader for these languages, joined by `+`, as far as they are there, that runs at most so
    /// many processes at a time.
    ///
    /// # Errors
    /// [`OcrError::NoLanguage`] if none of them is there.
    pub fn new(program: Program, languages: &str, jobs: usize) -> Result<Self, OcrError> {
        let (languages, _) = program.languages_of(languages)?;
        let (free, freed) = (Mutex::new(jobs.max(1)), Condvar::new());
        Ok(Self { program, languages, cache: Cache::default(), free, freed })
    }

    /// With a folder in which what was read is kept for later runs.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn with_cache(mut self, folder: &Path) -> std::io::Result<Self> {
        self.cache = Cache::in_folder(folder)?;
        Ok(self)
    }

    fn ask(&self, picture: &Picture, look: Look) -> Result<Vec<Word>, PictureError> {
        let layout = match look {
            Look::Page => "3",
            Look::Lines => "6",
            Look::Scattered => "11",
        };
        let dpi = picture.dpi.clamp(70, 2400).to_string();
        let mut command = self.program.command();
        command.args(["stdin", "stdout", "-l", self.languages.as_str()]);
        command.args(["--oem", "1", "--psm", layout, "--dpi", dpi.as_str(), "tsv"]);
        let mut input = format!("P5\n{} {}\n255\n", picture.width, picture.height).into_bytes();
        input.extend_from_slice(&picture.shades);
        let millions = u32::try_from(picture.shades.len() / 1_000_000).unwrap_or(u32::MAX);
        let limit = TIME + TIME_BY_MILLION.saturating_mul(millions);
        let answer = {
            let _slot = self.slot();
            process::run(command, input, limit)?
        };
        let answer = String::from_utf8(answer).map_err(|_| PictureError::Garbled)?;
        tsv::words(&answer, picture.width, picture.height).ok_or(PictureError::Garbled)
    }

    /// Waits until another process may run.
    fn slot(&self) -> Slot<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let free = self.freed.wait_while(free, |free| *free == 0);
        *free.unwrap_or_else(PoisonError::into_inner) -= 1;
        Slot(self)
    }
}

/// The right to run a process.
struct Slot<'a>(&'a Tesseract);

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

impl PictureReader for Tesseract {
    fn read(&self, picture: &Picture, look: Look) -> Result<Vec<Word>, PictureError> {
        let how = format!("{} {}", self.program.version, self.languages);
        let key = Cache::key(picture, look, &how);
        if let Some(words) = self.cache.get(&key) {
            return Ok(words);
        }
        let words = self.ask(picture, look)?;
        self.cache.put(key, &words);
        Ok(words)
    }
}

impl fmt::Debug for Tesseract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tesseract {} ({})", self.program.version, self.languages)
    }
}
