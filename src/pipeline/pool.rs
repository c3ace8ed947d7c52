//! Processes that handle the files of a run: each takes one file after another, and is replaced
//! when a file was its end. What it says is believed; what becomes of it is nobody else's concern.

use super::asking::Line;
use super::hands::{Hands, Job, late};
use super::wire::{self, Answer, Request, Said, together};
use super::work::FileWork;
use crate::model::{Limits, Look, Message, Picture, PictureError, PictureReader, message};
use crate::recognize::Memory;
use crate::report::{Mode, Problem};
use crate::verify::Flaw;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, BufReader, BufWriter};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, mpsc};
use std::time::{Duration, Instant};

/// The first thing that a process says.
#[derive(Clone, Serialize, Deserialize)]
pub struct Hello {
    /// What it found in lists and policy, or why it cannot begin.
    pub ready: Result<Value, Said>,
    /// What a person should know of them.
    pub told: Vec<String>,
}

impl Hello {
    /// Says hello to the run that started this process.
    ///
    /// # Errors
    /// When the run is gone.
    pub fn say(&self, to: &Line) -> io::Result<()> {
        to.send(self, &[])
    }
}

/// How long a process may take before it says hello: lists may be long.
const HELLO: Duration = Duration::from_secs(300);

/// Processes, started as they are needed.
pub struct Pool {
    start: Box<dyn Fn() -> Command + Send + Sync>,
    hello: Hello,
    idle: Mutex<Vec<Worker>>,
    memory: RwLock<Arc<Vec<u8>>>,
    time: Duration,
    pictures: Option<Arc<dyn PictureReader>>,
}

impl Pool {
    /// Starts a first process with this command, and waits until it is ready. `pictures` reads
    /// what the processes may not have read themselves.
    ///
    /// # Errors
    /// When it cannot be started or dies.
    pub fn start(
        start: impl Fn() -> Command + Send + Sync + 'static,
        pictures: Option<Arc<dyn PictureReader>>,
    ) -> io::Result<Self> {
        let (worker, hello) = Worker::start(start(), pictures.clone())?;
        Ok(Self {
            start: Box::new(start),
            hello,
            idle: Mutex::new(vec![worker]),
            memory: RwLock::default(),
            time: Limits::default().time,
            pictures,
        })
    }

    /// What the first process said.
    pub fn hello(&self) -> &Hello {
        &self.hello
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A process that waits, or a new one; it must have found what the first one found.
    fn worker(&self) -> Result<Worker, Problem> {
        if let Some(worker) = self.idle().pop() {
            return Ok(worker);
        }
        let (worker, hello) =
            Worker::start((self.start)(), self.pictures.clone()).map_err(Problem::Io)?;
        let same = hello
            .ready
            .as_ref()
            .ok()
            .is_some_and(|new| Some(new) == self.hello.ready.as_ref().ok());
        if same {
            Ok(worker)
        } else {
            Err(Problem::Limit(message!(
                "a list, a pattern or the policy was changed during the run"
            )))
        }
    }

    /// Has a process answer, and keeps it for the next file unless this one was its end.
    fn ask(&self, request: Request, bytes: Arc<Vec<u8>>) -> Result<(Answer, Vec<u8>), Problem> {
        let mut worker = self.worker()?;
        let memory = Arc::clone(&self.memory.read().unwrap_or_else(PoisonError::into_inner));
        if !memory.is_empty() && !worker.remembers {
            worker.ask(Request::Remember, memory, self.time)?;
            worker.remembers = true;
        }
        let (answer, bytes) = worker.ask(request, bytes, self.time)?;
        self.idle().push(worker);
        match answer {
            Answer::Not(why) => Err(why.into()),
            answer => Ok((answer, bytes)),
        }
    }
}

/// A process answered something else than it was asked.
fn beside() -> Problem {
    Problem::Panic(message!("unexpected state"))
}

impl Hands for Pool {
    fn learn(&self, job: Job) -> Result<Memory, Problem> {
        let (answer, bytes) = self.ask(Request::Learn { extension: job.extension }, job.bytes)?;
        let Answer::Learned = answer else { return Err(beside()) };
        serde_json::from_slice(&bytes).map_err(|_| beside())
    }

    fn remember(&self, memory: Memory) {
        // A memory of plain texts and sets has no value that JSON lacks.
        let words = serde_json::to_vec(&memory).unwrap_or_default();
        *self.memory.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(words);
    }

    fn run(&self, job: Job, mode: Mode, threads: usize) -> Result<FileWork, Problem> {
        let path = job.path.to_string_lossy().into_owned();
        let relative = job.relative.to_string_lossy().into_owned();
        let request = Request::Run { extension: job.extension, path, relative, mode, threads };
        let (answer, bytes) = self.ask(request, job.bytes)?;
        let Answer::Ran(work) = answer else { return Err(beside()) };
        Ok(together(work, bytes))
    }

    fn inspect(&self, bytes: Arc<Vec<u8>>) -> Result<Vec<Flaw>, Problem> {
        let (answer, _) = self.ask(Request::Inspect, bytes)?;
        let Answer::Inspected(flaws) = answer else { return Err(beside()) };
        let flaw = |(code, place, count): (String, Said, usize)| Flaw {
            code: wire::known(&code),
            place: Message::from(place),
            count,
        };
        Ok(flaws.into_iter().map(flaw).collect())
    }
}

/// One process. It is ended when this is dropped.
struct Worker {
    child: Child,
    requests: mpsc::Sender<(Request, Arc<Vec<u8>>)>,
    answers: mpsc::Receiver<io::Result<(Answer, Vec<u8>)>>,
    remembers: bool,
    pictures: Option<Arc<dyn PictureReader>>,
    /// How many pictures are being read for it.
    reading: Arc<AtomicUsize>,
}

/// How often the time of a file is reckoned.
const TICK: Duration = Duration::from_millis(500);

impl Worker {
    fn start(
        mut command: Command,
        pictures: Option<Arc<dyn PictureReader>>,
    ) -> io::Result<(Self, Hello)> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        let (requests, received) = mpsc::channel();
        let (hellos, hello) = mpsc::channel();
        let (answered, answers) = mpsc::channel();
        std::thread::spawn(move || write(input, &received));
        std::thread::spawn(move || read(output, &hellos, &answered));
        let reading = Arc::default();
        let worker = Self { child, requests, answers, remembers: false, pictures, reading };
        match hello.recv_timeout(HELLO) {
            Ok(hello) => Ok((worker, hello?)),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn ask(
        &mut self,
        request: Request,
        bytes: Arc<Vec<u8>>,
        limit: Duration,
    ) -> Result<(Answer, Vec<u8>), Problem> {
        let _ = self.requests.send((request, bytes));
        // The time in which its pictures are read is not its own: each has a limit itself.
        let mut left = limit;
        while !left.is_zero() {
            let since = Instant::now();
            match self.answers.recv_timeout(left.min(TICK)) {
                Ok(Ok((Answer::Picture { number, width, height, dpi, look }, shades))) => {
                    let picture = Picture::new(width, height, dpi, shades);
                    self.look_at(number, picture, look);
                }
                Ok(Ok(answer)) => return Ok(answer),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                _ => return Err(Problem::Died),
            }
            if self.reading.load(Ordering::Relaxed) == 0 {
                left = left.saturating_sub(since.elapsed());
            }
        }
        Err(late(limit))
    }

    /// Has a picture read, and the process told, while it goes on.
    fn look_at(&self, number: u64, picture: Option<Picture>, look: Look) {
        let (requests, reading) = (self.requests.clone(), Arc::clone(&self.reading));
        let reader = self.pictures.clone();
        reading.fetch_add(1, Ordering::Relaxed);
        std::thread::spawn(move || {
            let read = match (reader, picture) {
                (Some(reader), Some(picture)) => reader.read(&picture, look),
                _ => Err(PictureError::NotRun),
            };
            reading.fetch_sub(1, Ordering::Relaxed);
            let _ = requests.send((Request::Words { number, read }, Arc::default()));
        });
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Hands requests on to a process, which may be slow to take them.
fn write(input: ChildStdin, requests: &mpsc::Receiver<(Request, Arc<Vec<u8>>)>) {
    let mut input = BufWriter::new(input);
    while let Ok((request, bytes)) = requests.recv() {
        if wire::send(&mut input, &request, &bytes).is_err() {
            return;
        }
    }
}

fn read(
    output: ChildStdout,
    hellos: &mpsc::Sender<io::Result<Hello>>,
    answers: &mpsc::Sender<io::Result<(Answer, Vec<u8>)>>,
) {
    let mut output = BufReader::new(output);
    let ended = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let hello = wire::receive::<Hello>(&mut output);
    let hello = hello.and_then(|h| h.map(|(hello, _)| hello).ok_or_else(ended));
    let failed = hello.is_err();
    if hellos.send(hello).is_err() || failed {
        return;
    }
    loop {
        let answer = wire::receive(&mut output).and_then(|a| a.ok_or_else(ended));
        let failed = answer.is_err();
        if answers.send(answer).is_err() || failed {
            return;
        }
    }
}
