//! Many files: on all cores, told in path order, each one's trouble its own.

use super::digest::{keyed, sha256};
use super::hands::{Hands, Job};
use super::inputs::{Input, id};
use super::originals::Originals;
use super::settle::{Account, Places, Ready, prepare};
use super::source::Source;
use super::threads;
use super::work::{CopyResult, FileWork};
use crate::model::{Converter, Letter, Note};
use crate::recognize::Memory;
use crate::report::{Contained, FileOutcome, Mode, Outcome, Passage, Problem};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

/// A run over any number of files.
pub struct Batch {
    /// What handles each.
    pub hands: Arc<dyn Hands>,
    /// The files, in the order in which they are told of.
    pub inputs: Vec<Input>,
    /// Where each copy goes, or why it cannot; empty for [`Mode::Check`].
    pub places: Vec<Result<PathBuf, Problem>>,
    /// The folder into which copies go, if they go into one.
    pub root: Option<PathBuf>,
    /// What is read, and must stay.
    pub originals: Originals,
    /// What the run is for.
    pub mode: Mode,
    /// Whether what stands in the way of a copy is overwritten.
    pub force: bool,
    /// How many files are handled at a time.
    pub jobs: usize,
    /// Largest file, in bytes.
    pub largest: u64,
    /// What turns files of old kinds into others, if anything does.
    pub converter: Option<Arc<dyn Converter>>,
    /// The key for digests of the originals.
    pub key: Option<Vec<u8>>,
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
    /// Handles all files. `account` and then `tell` get each outcome in path order, `step` each
    /// step as it happens. Returns the messages that stand wholly in others.
    pub fn run(
        self,
        account: &mut dyn Account,
        mut tell: impl FnMut(&FileOutcome),
        mut step: impl FnMut(Progress),
    ) -> Vec<Contained> {
        let Self {
            hands,
            inputs,
            places,
            root,
            originals,
            mode,
            force,
            jobs,
            largest,
            converter,
            key,
        } = self;
        let (tasks, mut waiting) = tasks(inputs, places);
        let tasks = Arc::new(tasks);
        let shared =
            Arc::new(Shared { hands, mode, largest, converter, converted: Mutex::default(), key });
        let lost = learn(&shared, &tasks, jobs, &mut step);
        let lost = Arc::new(Mutex::new(lost));
        let mut places = Places::new(originals, root, force);
        let mut next = 0;
        let mut flush = |waiting: &mut BTreeMap<usize, (FileOutcome, Ready)>| {
            while let Some((file, ready)) = waiting.remove(&next) {
                tell(&places.settle(file, ready, account));
                next += 1;
            }
        };
        flush(&mut waiting);
        // Few files leave threads over for the pages of each.
        let threads = (jobs / tasks.len().clamp(1, jobs.max(1))).max(1);
        let mut letters: BTreeMap<usize, Vec<Letter>> = BTreeMap::new();
        let work = move |task: &Task| {
            let lost = lost.lock().unwrap_or_else(PoisonError::into_inner).remove(&task.at);
            shared.handle(task, threads, lost)
        };
        parallel(&tasks, jobs, work, |task, (file, ready, own)| {
            letters.insert(task.at, own);
            step(Progress::Done { pages: file.pages });
            waiting.insert(task.at, (file, ready));
            flush(&mut waiting);
        });
        places.finish();
        contained(&tasks, &letters)
    }
}

/// What became of a file, its copy, and the messages in it.
type Handled = (FileOutcome, Ready, Vec<Letter>);

/// What the threads of a run share.
struct Shared {
    hands: Arc<dyn Hands>,
    mode: Mode,
    largest: u64,
    converter: Option<Arc<dyn Converter>>,
    /// What files were turned into, between the two passes.
    converted: Mutex<BTreeMap<usize, Arc<Vec<u8>>>>,
    key: Option<Vec<u8>>,
}

struct Task {
    at: usize,
    id: String,
    source: Source,
    relative: PathBuf,
    becomes: Option<&'static str>,
    place: Option<PathBuf>,
}

/// The files that are to be handled, and the outcome of those that are not.
fn tasks(
    inputs: Vec<Input>,
    places: Vec<Result<PathBuf, Problem>>,
) -> (Vec<Task>, BTreeMap<usize, (FileOutcome, Ready)>) {
    let count = inputs.len();
    let mut places: Vec<Option<Result<PathBuf, Problem>>> = places.into_iter().map(Some).collect();
    places.resize_with(inputs.len(), || None);
    let mut tasks = Vec::with_capacity(inputs.len());
    let mut early = BTreeMap::new();
    for (at, (input, place)) in inputs.into_iter().zip(places).enumerate() {
        let id = id(at, count);
        let outcome = match (input.fault, input.skip, place) {
            (Some(fault), _, _) => Outcome::Failed(fault),
            (_, Some(skip), _) => Outcome::Skipped(skip),
            (_, _, Some(Err(problem))) => Outcome::Failed(problem),
            (_, _, place) => {
                let (source, relative, becomes) = (input.source, input.relative, input.becomes);
                let place = place.and_then(Result::ok);
                tasks.push(Task { at, id, source, relative, becomes, place });
                continue;
            }
        };
        let file = FileOutcome::bare(input.source.path().to_owned(), id, Outcome::Checked);
        early.insert(at, (file, Ready::No(outcome)));
    }
    (tasks, early)
}

/// What all files together teach; one file alone teaches itself while it is searched. Returns the
/// files that broke what handled them: once is enough.
fn learn(
    shared: &Arc<Shared>,
    tasks: &Arc<Vec<Task>>,
    jobs: usize,
    step: &mut impl FnMut(Progress),
) -> BTreeMap<usize, Problem> {
    let mut lost = BTreeMap::new();
    if tasks.len() < 2 {
        return lost;
    }
    let mut memory = Memory::default();
    let mut taught: BTreeMap<usize, Memory> = BTreeMap::new();
    let worker = Arc::clone(shared);
    let work = move |task: &Task| match worker.read(task).and_then(|b| worker.job(task, b)) {
        Ok(job) => worker.hands.learn(job),
        // It is told of when its turn comes.
        Err(_) => Ok(Memory::default()),
    };
    parallel(tasks, jobs, work, |task, memory| {
        step(Progress::Learned);
        match memory {
            Ok(memory) => {
                taught.insert(task.at, memory);
            }
            Err(problem) => {
                lost.insert(task.at, problem);
            }
        }
    });
    for (_, one) in taught {
        memory.merge(one);
    }
    shared.hands.remember(memory);
    lost
}

/// The messages that stand wholly in others.
fn contained(tasks: &[Task], letters: &BTreeMap<usize, Vec<Letter>>) -> Vec<Contained> {
    let all: Vec<(usize, &Letter)> =
        letters.iter().flat_map(|(at, own)| own.iter().map(|l| (*at, l))).collect();
    let passage = |at: usize| {
        let (task, letter) = all.get(at)?;
        let path = tasks.iter().find(|t| t.at == *task)?.source.path().to_owned();
        let place = letter.within.split_last().map(|(last, around)| last.within(around));
        Some(Passage { path, place })
    };
    let told = threads::contained(&all).into_iter();
    let told = told.filter_map(|(inner, outer, same)| {
        Some(Contained { inner: passage(inner)?, outer: passage(outer)?, same })
    });
    told.collect()
}

/// Runs `work` for every task on so many threads. `done` is called here, in any sequence.
fn parallel<R: Send + 'static>(
    tasks: &Arc<Vec<Task>>,
    jobs: usize,
    work: impl Fn(&Task) -> R + Clone + Send + 'static,
    mut done: impl FnMut(&Task, R),
) {
    let next = Arc::new(AtomicUsize::new(0));
    let (sender, receiver) = mpsc::channel();
    for _ in 0..jobs.clamp(1, tasks.len().max(1)) {
        let (next, sender) = (Arc::clone(&next), sender.clone());
        let (tasks, work) = (Arc::clone(tasks), work.clone());
        std::thread::spawn(move || {
            while let at = next.fetch_add(1, Ordering::Relaxed)
                && let Some(task) = tasks.get(at)
            {
                if sender.send((at, work(task))).is_err() {
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

impl Shared {
    fn read(&self, task: &Task) -> Result<Arc<Vec<u8>>, Problem> {
        task.source.read(self.largest)
    }

    /// What is to be handled of these bytes: they themselves, or what they are turned into.
    fn job(&self, task: &Task, bytes: Arc<Vec<u8>>) -> Result<Job, Problem> {
        let extension = task.becomes.or(task.source.extension()).map(str::to_owned);
        let bytes = match (task.becomes, &self.converter) {
            (Some(_), Some(converter)) => self.converted(task, &bytes, converter.as_ref())?,
            _ => bytes,
        };
        let path = task.source.path().to_owned();
        Ok(Job { bytes, extension, path, relative: task.relative.clone() })
    }

    /// What a file is turned into; once for both passes.
    fn converted(
        &self,
        task: &Task,
        bytes: &[u8],
        converter: &dyn Converter,
    ) -> Result<Arc<Vec<u8>>, Problem> {
        let kept = || self.converted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(&task.at) {
            return Ok(Arc::clone(known));
        }
        let ending = task.source.extension().unwrap_or_default();
        let made = converter.convert(bytes, ending).map_err(Problem::Convert)?;
        let made = Arc::new(made.bytes);
        kept().insert(task.at, Arc::clone(&made));
        Ok(made)
    }

    /// Everything but the last step.
    fn handle(&self, task: &Task, threads: usize, lost: Option<Problem>) -> Handled {
        let path = task.source.path().to_owned();
        let mut out = FileOutcome::bare(path, task.id.clone(), Outcome::Checked);
        let no = |problem| Ready::No(Outcome::Failed(problem));
        let bytes = match self.read(task) {
            Ok(bytes) => bytes,
            Err(problem) => return (out, no(problem), Vec::new()),
        };
        out.bytes = bytes.len() as u64;
        out.sha256 = Some(sha256(&bytes));
        out.keyed = self.key.as_deref().and_then(|key| keyed(key, &bytes));
        let job = match self.job(task, bytes) {
            Ok(job) => job,
            Err(problem) => return (out, no(problem), Vec::new()),
        };
        self.converted.lock().unwrap_or_else(PoisonError::into_inner).remove(&task.at);
        if let Some(problem) = lost {
            return (out, no(problem), Vec::new());
        }
        match self.hands.run(job, self.mode, threads) {
            Err(problem) => (out, no(problem), Vec::new()),
            Ok(FileWork { format, pages, items, unread, notes, letters, copy }) => {
                out.format = Some(format);
                (out.pages, out.items, out.unread, out.notes) = (pages, items, unread, notes);
                let note = Note { code: "converted", place: None, count: 1 };
                out.notes.extend(task.becomes.map(|_| note));
                let copy = if self.mode == Mode::Check { CopyResult::None } else { copy };
                let ready = prepare(copy, task.place.as_deref());
                (out, ready, letters)
            }
        }
    }
}
