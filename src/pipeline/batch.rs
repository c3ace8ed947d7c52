//! Many files: on all cores, told in path order, each one's trouble its own.

use super::digest::sha256;
use super::engine::{Engine, FileRun};
use super::inputs::Input;
use super::work::{CopyResult, FileWork};
use super::write;
use crate::model::{Note, message};
use crate::recognize::Memory;
use crate::report::{FileOutcome, Mode, Outcome, Problem};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// Stack of a thread that handles a file, in bytes; hostile files nest deep.
const STACK: usize = 64 << 20;

/// A run over any number of files.
pub struct Batch {
    /// What handles each.
    pub engine: Arc<Engine>,
    /// The files, in the order in which they are told of.
    pub inputs: Vec<Input>,
    /// Where each copy goes, or why it cannot; empty for [`Mode::Check`].
    pub places: Vec<Result<PathBuf, Problem>>,
    /// What the run is for.
    pub mode: Mode,
    /// Whether what stands in the way of a copy is overwritten.
    pub force: bool,
    /// How many files are handled at a time.
    pub jobs: usize,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// One more file was looked through for names that count in others.
    Learned,
    /// One more file was handled, of so many pages.
    Done {
        /// Pages or parts.
        pages: usize,
    },
}

impl Batch {
    /// Handles all files. `tell` gets each outcome in path order, `step` each step as it happens.
    pub fn run(self, mut tell: impl FnMut(&FileOutcome), mut step: impl FnMut(Progress)) {
        let Self { engine, inputs, places, mode, force, jobs } = self;
        let digits = inputs.len().to_string().len().max(4);
        let mut places: Vec<Option<Result<PathBuf, Problem>>> =
            places.into_iter().map(Some).collect();
        places.resize_with(inputs.len(), || None);
        let mut tasks = Vec::with_capacity(inputs.len());
        let mut waiting = BTreeMap::new();
        for (at, (input, place)) in inputs.into_iter().zip(places).enumerate() {
            let id = format!("{:0digits$}", at + 1);
            let early = match (input.fault, input.skip, place) {
                (Some(fault), _, _) => Some(Outcome::Failed(fault)),
                (_, Some(skip), _) => Some(Outcome::Skipped(skip)),
                (_, _, Some(Err(problem))) => Some(Outcome::Failed(problem)),
                (_, _, place) => {
                    let (path, relative) = (input.path.clone(), input.relative);
                    let place = place.and_then(Result::ok);
                    tasks.push(Task { at, id: id.clone(), path, relative, place });
                    None
                }
            };
            if let Some(outcome) = early {
                waiting.insert(at, FileOutcome::bare(input.path, id, outcome));
            }
        }
        let tasks = Arc::new(tasks);
        let memory = Arc::new(learn(&engine, &tasks, jobs, &mut step));
        let mut next = 0;
        let mut flush = |waiting: &mut BTreeMap<usize, FileOutcome>| {
            while let Some(outcome) = waiting.remove(&next) {
                tell(&outcome);
                next += 1;
            }
        };
        flush(&mut waiting);
        // Few files leave threads over for the pages of each.
        let threads = (jobs / tasks.len().clamp(1, jobs.max(1))).max(1);
        let work = move |engine: &Engine, task: &Task| {
            handle(engine, task, FileRun { memory: &memory, mode, threads })
        };
        let settle =
            move |task: &Task, result: Result<(FileOutcome, CopyResult), Problem>| match result {
                Ok((told, copy)) => {
                    FileOutcome { outcome: settle(told.outcome, copy, task, force), ..told }
                }
                Err(problem) => {
                    FileOutcome::bare(task.path.clone(), task.id.clone(), Outcome::Failed(problem))
                }
            };
        parallel(&engine, &tasks, jobs, work, settle, |task, outcome| {
            step(Progress::Done { pages: outcome.pages });
            waiting.insert(task.at, outcome);
            flush(&mut waiting);
        });
    }
}

struct Task {
    at: usize,
    id: String,
    path: PathBuf,
    relative: PathBuf,
    place: Option<PathBuf>,
}

/// What all files together teach. One file alone teaches itself while it is searched.
fn learn(
    engine: &Arc<Engine>,
    tasks: &Arc<Vec<Task>>,
    jobs: usize,
    step: &mut impl FnMut(Progress),
) -> Memory {
    let mut memory = Memory::default();
    if tasks.len() < 2 {
        return memory;
    }
    let mut taught: BTreeMap<usize, Memory> = BTreeMap::new();
    let work = |engine: &Engine, task: &Task| {
        read(&task.path, engine.limits().file_bytes)
            .map(|bytes| engine.learn(&bytes, extension(&task.path)))
            .unwrap_or_default()
    };
    let keep = |_: &Task, result: Result<Memory, Problem>| result.unwrap_or_default();
    parallel(engine, tasks, jobs, work, keep, |task, memory| {
        step(Progress::Learned);
        taught.insert(task.at, memory);
    });
    for (_, one) in taught {
        memory.merge(one);
    }
    memory
}

/// Runs `work` for every task on so many threads, each in a thread of its own that may panic or
/// be left behind when its time is up. `after` follows on the thread that waited, so that what
/// was left behind can change nothing any more. `done` is called here, in any sequence.
fn parallel<R: Send + 'static, S: Send + 'static>(
    engine: &Arc<Engine>,
    tasks: &Arc<Vec<Task>>,
    jobs: usize,
    work: impl Fn(&Engine, &Task) -> R + Clone + Send + Sync + 'static,
    after: impl Fn(&Task, Result<R, Problem>) -> S + Clone + Send + 'static,
    mut done: impl FnMut(&Task, S),
) {
    let next = Arc::new(AtomicUsize::new(0));
    let (sender, receiver) = mpsc::channel();
    for _ in 0..jobs.clamp(1, tasks.len().max(1)) {
        let (next, sender) = (Arc::clone(&next), sender.clone());
        let (engine, tasks) = (Arc::clone(engine), Arc::clone(tasks));
        let (work, after) = (work.clone(), after.clone());
        std::thread::spawn(move || {
            while let at = next.fetch_add(1, Ordering::Relaxed)
                && let Some(task) = tasks.get(at)
            {
                let limit = engine.limits().time;
                let (engine, all, work) = (Arc::clone(&engine), Arc::clone(&tasks), work.clone());
                let result = isolated(limit, move || all.get(at).map(|t| work(&engine, t)));
                let result = result.and_then(|r| r.ok_or_else(|| Problem::Panic(message!("task"))));
                if sender.send((at, after(task, result))).is_err() {
                    return;
                }
            }
        });
    }
    drop(sender);
    for (at, value) in receiver {
        if let Some(task) = tasks.get(at) {
            done(task, value);
        }
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
        Err(mpsc::RecvTimeoutError::Timeout) => {
            Err(Problem::Limit(message!("{0} seconds a file", limit.as_secs())))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let _ = thread.join();
            Err(Problem::Panic(message!("unexpected state")))
        }
    }
}

fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|e| e.to_str())
}

/// The bytes of a file, if not over the limit.
fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let too_big = || Problem::Limit(message!("{0} MiB a file", limit >> 20));
    let file = File::open(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Problem::Missing,
        _ => Problem::Io(e),
    })?;
    if file.metadata().map_err(Problem::Io)?.len() > limit {
        return Err(too_big());
    }
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(Problem::Io)?;
    if bytes.len() as u64 > limit { Err(too_big()) } else { Ok(bytes) }
}

/// Everything but the writing.
fn handle(engine: &Engine, task: &Task, run: FileRun<'_>) -> (FileOutcome, CopyResult) {
    let mut out = FileOutcome::bare(task.path.clone(), task.id.clone(), Outcome::Checked);
    let bytes = match read(&task.path, engine.limits().file_bytes) {
        Ok(bytes) => bytes,
        Err(problem) => return (out, CopyResult::Failed(problem)),
    };
    let bytes = Arc::new(bytes);
    out.bytes = bytes.len() as u64;
    out.sha256 = Some(sha256(&bytes));
    match engine.run(&bytes, extension(&task.path), run) {
        Err(problem) => (out, CopyResult::Failed(problem)),
        Ok(FileWork { format, pages, items, unread, notes, copy }) => {
            out.format = Some(format);
            (out.pages, out.items, out.unread, out.notes) = (pages, items, unread, notes);
            if engine.name_tells(&task.relative, run.memory) {
                out.notes.push(Note { code: "name-in-file-name", place: None, count: 1 });
            }
            (out, copy)
        }
    }
}

/// Writes what was made, and says how the file ended.
fn settle(checked: Outcome, copy: CopyResult, task: &Task, force: bool) -> Outcome {
    let verified = match copy {
        CopyResult::None => return checked,
        CopyResult::Refused(problem) => return Outcome::Refused(problem),
        CopyResult::Failed(problem) => return Outcome::Failed(problem),
        CopyResult::Made(verified) => verified,
    };
    let Some(place) = &task.place else { return checked };
    let written = |unchanged| Outcome::Written {
        path: place.clone(),
        sha256: sha256(verified.bytes()),
        unchanged,
    };
    if write::stands(&verified, place) {
        return written(true);
    }
    match write::copy(&verified, place, force) {
        Ok(()) => written(false),
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            Outcome::Failed(Problem::Exists(crate::report::printable(place)))
        }
        Err(e) => Outcome::Failed(Problem::Io(e)),
    }
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

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("a.txt");
        std::fs::write(&path, "abcd").expect("write");
        assert!(matches!(read(&path, 3), Err(Problem::Limit(_))));
        assert_eq!(read(&path, 4).expect("fits"), b"abcd");
        assert!(matches!(read(&dir.path().join("b"), 4), Err(Problem::Missing)));
    }
}
