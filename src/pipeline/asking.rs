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
    /// Who waits for an answer; nobody any more when the run is gone.
    waiting: Mutex<Option<BTreeMap<u64, mpsc::Sender<Read>>>>,
    next: AtomicU64,
}

impl Line {
    /// A line that ends here.
    pub fn new(to: impl Write + Send + 'static) -> Self {
        let waiting = Mutex::new(Some(BTreeMap::new()));
        Self { to: Mutex::new(Box::new(to)), waiting, next: AtomicU64::default() }
    }

    /// Writes a frame.
    pub(super) fn send(&self, words: &impl serde::Serialize, bytes: &[u8]) -> io::Result<()> {
        let mut to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        wire::send(&mut *to, words, bytes)
    }

    /// Hands on what a picture came to.
    pub(super) fn answered(&self, number: u64, read: Read) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(who) = waiting.as_mut().and_then(|waiting| waiting.remove(&number)) {
            let _ = who.send(read);
        }
    }

    /// Ends all waiting: the run is gone, and no picture is read any more.
    pub(super) fn hang_up(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl PictureReader for Line {
    fn read(&self, picture: &Picture, look: Look) -> Read {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (sender, answer) = mpsc::channel();
        match self.waiting.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            Some(waiting) => waiting.insert(number, sender),
            None => return Err(PictureError::NotRun),
        };
        let Picture { width, height, dpi, shades } = picture;
        let (width, height, dpi) = (*width, *height, *dpi);
        let asked = self.send(&Answer::Picture { number, width, height, dpi, look }, shades);
        asked.map_err(|_| PictureError::NotRun)?;
        // The run answers within its own limits, or hangs up.
        answer.recv().unwrap_or(Err(PictureError::NotRun))
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::time::Duration;

    fn picture() -> Picture {
        Picture { width: 1, height: 1, dpi: 300, shades: vec![0] }
    }

    #[test]
    fn whoever_waits_for_a_run_that_is_gone_waits_no_longer() {
        let line = Arc::new(Line::new(io::sink()));
        let (done, ended) = mpsc::channel();
        let asking = Arc::clone(&line);
        std::thread::spawn(move || done.send(asking.read(&picture(), Look::Page)));
        // It may ask before or after.
        line.hang_up();
        let read = ended.recv_timeout(Duration::from_secs(20)).expect("ends");
        assert!(matches!(read, Err(PictureError::NotRun)));
        assert!(matches!(line.read(&picture(), Look::Page), Err(PictureError::NotRun)));
    }
}
