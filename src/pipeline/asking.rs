//! A process that handles files has its pictures read by the run: it may start no program itself.

use super::wire::{self, Answer};
use crate::model::{Look, Picture, PictureError, PictureReader, Word};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

/// What a picture came to.
pub(super) type Read = Result<Vec<Word>, PictureError>;

/// The line from a process that handles files to its run. Several threads may speak at a time.
pub struct Line {
    to: Mutex<Box<dyn Write + Send>>,
    waiting: Mutex<BTreeMap<u64, mpsc::Sender<Read>>>,
    next: AtomicU64,
}

impl Line {
    /// A line that ends here.
    pub fn new(to: impl Write + Send + 'static) -> Self {
        Self { to: Mutex::new(Box::new(to)), waiting: Mutex::default(), next: AtomicU64::default() }
    }

    /// Writes a frame.
    pub(super) fn send(&self, words: &impl serde::Serialize, bytes: &[u8]) -> io::Result<()> {
        let mut to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        wire::send(&mut *to, words, bytes)
    }

    /// Hands on what a picture came to.
    pub(super) fn answered(&self, number: u64, read: Read) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(who) = waiting.remove(&number) {
            let _ = who.send(read);
        }
    }
}

impl PictureReader for Line {
    fn read(&self, picture: &Picture, look: Look) -> Read {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (sender, answer) = mpsc::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(number, sender);
        let Picture { width, height, dpi, shades } = picture;
        let (width, height, dpi) = (*width, *height, *dpi);
        let asked = self.send(&Answer::Picture { number, width, height, dpi, look }, shades);
        asked.map_err(|_| PictureError::NotRun)?;
        // The run answers within its own limits; when it is gone, this process ends too.
        answer.recv().unwrap_or(Err(PictureError::NotRun))
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line")
    }
}
