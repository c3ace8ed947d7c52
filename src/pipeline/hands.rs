//! Who handles the files of a run: threads of this process, or processes of their own.

use super::engine::{Engine, FileRun};
use super::unread_rule::UnreadRule;
use super::work::FileWork;
use crate::model::{Limits, Note, PictureReader, message};
use crate::recognize::Memory;
use crate::report::{Mode, Problem};
use crate::verify::{Flaw, Needle, VerifyError, inspect};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock, mpsc};
use std::time::Duration;

/// Stack of a thread that handles a file, in bytes; hostile files nest deep.
const STACK: usize = 64 << 20;

/// A file to handle.
#[derive(Clone)]
pub struct Job {
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
    /// The ending of its name.
    pub extension: Option<String>,
    /// Its path as the run was given it.
    pub path: PathBuf,
    /// Its path as it will stand in the output.
    pub relative: PathBuf,
}

/// What handles files. A panic, a crash or too long a time is the result of that file alone.
pub trait Hands: Send + Sync {
    /// What this file teaches about the people of its dossier.
    ///
    /// # Errors
    /// [`Problem`] if the file broke what handled it.
    fn learn(&self, job: Job) -> Result<Memory, Problem>;

    /// What all files together taught counts from now on.
    fn remember(&self, memory: Memory);

    /// Takes a file the whole way, but for the writing.
    ///
    /// # Errors
    /// [`Problem`] if it could not be opened, or broke what handled it.
    fn run(&self, job: Job, mode: Mode, threads: usize) -> Result<FileWork, Problem>;

    /// Looks through a file that was redacted elsewhere.
    ///
    /// # Errors
    /// [`Problem`] if it could not be read.
    fn inspect(&self, bytes: Arc<Vec<u8>>) -> Result<Vec<Flaw>, Problem>;
}

impl Engine {
    /// Takes a file the whole way, and looks at its name.
    pub(super) fn handle(&self, job: &Job, run: FileRun<'_>) -> Result<FileWork, Problem> {
        let mut work = self.run(&job.bytes, job.extension.as_deref(), run)?;
        if self.name_tells(&job.relative, run.memory) {
            work.notes.push(Note { code: "name-in-file-name", place: None, count: 1 });
        }
        Ok(work)
    }
}

/// Threads of this process. What a file does to memory, it does to the whole run.
pub struct Threads {
    engine: Option<Arc<Engine>>,
    needles: Arc<Vec<Needle>>,
    pictures: Option<Arc<dyn PictureReader>>,
    memory: RwLock<Arc<Memory>>,
    time: Duration,
}

impl Threads {
    /// For redacting and checking.
    pub fn with_engine(engine: Arc<Engine>) -> Self {
        let mut time = engine.limits().time;
        // Pictures take their own time, and have a limit each.
        if engine.settings.open.pictures.is_some() {
            time = time.saturating_mul(12);
        }
        Self {
            engine: Some(engine),
            needles: Arc::default(),
            pictures: None,
            memory: RwLock::default(),
            time,
        }
    }

    /// For looking through files that were redacted elsewhere: none of these texts may be there, nor in
    /// their pictures if anything reads those.
    pub fn with_needles(needles: Vec<Needle>, pictures: Option<Arc<dyn PictureReader>>) -> Self {
        let time = Limits::default().time;
        let needles = Arc::new(needles);
        Self { engine: None, needles, pictures, memory: RwLock::default(), time }
    }

    /// With all the time it takes, for a process that another one ends when the time is up.
    #[must_use]
    pub fn patient(mut self) -> Self {
        self.time = Duration::from_secs(86_400);
        self
    }

    fn engine(&self) -> Result<Arc<Engine>, Problem> {
        self.engine.clone().ok_or_else(|| Problem::Panic(message!("no engine")))
    }
}

impl Hands for Threads {
    fn learn(&self, job: Job) -> Result<Memory, Problem> {
        let engine = self.engine()?;
        isolated(self.time, move || engine.learn(&job.bytes, job.extension.as_deref()))
    }

    fn remember(&self, memory: Memory) {
        *self.memory.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(memory);
    }

    fn run(&self, job: Job, mode: Mode, threads: usize) -> Result<FileWork, Problem> {
        let engine = self.engine()?;
        let memory = Arc::clone(&self.memory.read().unwrap_or_else(PoisonError::into_inner));
        let run = move || {
            let settings = &engine.settings;
            let unread = UnreadRule::of(&job.path, &settings.unread_in, settings.unread);
            engine
                .handle(&job, FileRun { memory: &memory, mode, threads, unread, illustrates: None })
        };
        isolated(self.time, run).flatten()
    }

    fn inspect(&self, bytes: Arc<Vec<u8>>) -> Result<Vec<Flaw>, Problem> {
        let needles = Arc::clone(&self.needles);
        let pictures = self.pictures.clone();
        let look = move || inspect(&bytes, &needles, pictures.as_deref());
        let inspected = isolated(self.time, look)?;
        inspected.map_err(|e| {
            let why = match e {
                VerifyError::Unreadable(why) => message!("cannot be looked through: {0}", why),
                other => other.message(),
            };
            Problem::Told("unreadable", why)
        })
    }
}

/// Runs this in a thread of its own. A panic or too long a time is its result.
fn isolated<R: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> R + Send + 'static,
) -> Result<R, Problem> {
    let (sender, receiver) = mpsc::channel();
    let spawned = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let _ = sender.send(work());
    });
    let thread = spawned.map_err(Problem::Io)?;
    match receiver.recv_timeout(limit) {
        Ok(value) => Ok(value),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(late(limit)),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let _ = thread.join();
            Err(Problem::Panic(message!("unexpected state")))
        }
    }
}

/// The time of a file is up.
pub(super) fn late(limit: Duration) -> Problem {
    Problem::Limit(message!("{0} seconds a file", limit.as_secs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_or_a_long_time_is_a_result() {
        let ok = isolated(Duration::from_secs(5), || 7);
        assert!(matches!(ok, Ok(7)));
        let late =
            isolated(Duration::from_millis(10), || std::thread::sleep(Duration::from_secs(1)));
        assert!(matches!(late, Err(Problem::Limit(_))));
        let panicked: Result<(), _> = isolated(Duration::from_secs(5), || panic!("on purpose"));
        assert!(matches!(panicked, Err(Problem::Panic(_))));
    }
}
