//! Who handles the files: processes of this same program that are shut off from all else, or, on
//! request, threads of this one.

use super::args::{Args, Command as Subcommand, FindArgs, RedactArgs, VerifyArgs};
use super::complaint::{Complaint, Result, While as _};
use super::head::{choices, head};
use super::listing::Opener;
use super::setup::{self, Choices};
use super::{complain, console, pictures, sandbox};
use redact::model::{Message, PictureReader, message};
use redact::pipeline::{Hands, Hello, Line, Pool, Said, Threads, serve};
use redact::report::AuditHead;
use redact::verify::Needle;
use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufReader, BufWriter};
use std::process::Command;
use std::sync::Arc;

/// The first argument of a process that handles files for a run.
const WORKER: &str = "--worker";
/// The same for one whose run reads pictures for it.
const SEEING_WORKER: &str = "--worker-with-pictures";

/// What handles the files, and what it found in lists and policy.
pub(super) struct Crew {
    pub(super) hands: Arc<dyn Hands>,
    found: Value,
}

impl Crew {
    /// What the log says of the run before its first file.
    pub(super) fn head(&self) -> Result<AuditHead> {
        serde_json::from_value(self.found.clone()).map_err(|e| Complaint::from(io::Error::from(e)))
    }
}

/// For `redact FILE...`.
pub(super) fn to_redact(args: &RedactArgs) -> Result<Crew> {
    let pictures = pictures::reader(&args.find.ocr, setup::jobs(&args.find))?;
    match args.find.no_sandbox {
        true => threads(&args.find, "woo", &choices(args), pictures),
        false => processes(pictures),
    }
}

/// For `redact check`.
pub(super) fn to_check(find: &FindArgs) -> Result<Crew> {
    let pictures = pictures::reader(&find.ocr, setup::jobs(find))?;
    match find.no_sandbox {
        true => threads(find, "uitgaand", &Choices::default(), pictures),
        false => processes(pictures),
    }
}

/// For `redact verify`.
pub(super) fn to_verify(args: &VerifyArgs) -> Result<Crew> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // Without texts to look for there is nothing to find in a picture.
    let pictures = match args.redact_list.is_empty() {
        true => None,
        false => pictures::reader(&args.ocr, cores)?,
    };
    if !args.no_sandbox {
        return processes(pictures);
    }
    let hands = Threads::with_needles(needles(args)?, pictures);
    Ok(Crew { hands: Arc::new(hands), found: Value::Null })
}

/// What reads pictures, if anything does.
type Pictures = Option<Arc<dyn PictureReader>>;

fn threads(
    find: &FindArgs,
    profile: &str,
    choices: &Choices<'_>,
    pictures: Pictures,
) -> Result<Crew> {
    let mut setup = setup::setup(find, profile, choices)?;
    setup.engine.settings.open.pictures = pictures;
    let found = serde_json::to_value(head(&setup, find.only_lists)).map_err(io::Error::from)?;
    let hands = Threads::with_engine(setup::shared(setup.engine));
    // A process is ended by its run when the time of a file is up.
    let hands = if find.no_sandbox { hands } else { hands.patient() };
    Ok(Crew { hands: Arc::new(hands), found })
}

fn processes(pictures: Pictures) -> Result<Crew> {
    let cannot =
        || message!("no process can be started to handle the files; --no-sandbox does without");
    let program = program().while_doing(cannot)?;
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let word = if pictures.is_some() { SEEING_WORKER } else { WORKER };
    let start = move || {
        let mut command = Command::new(&program);
        command.arg(word).args(&arguments);
        command
    };
    let pool = Pool::start(start, pictures).while_doing(cannot)?;
    pool.hello().told.iter().for_each(|line| complain(line));
    let found = match &pool.hello().ready {
        Ok(found) => found.clone(),
        Err(why) => return Err(Complaint::new(Message::from(why.clone()))),
    };
    Ok(Crew { hands: Arc::new(pool), found })
}

/// This program, also when its file was replaced by a newer one meanwhile.
fn program() -> io::Result<OsString> {
    if cfg!(target_os = "linux") {
        return Ok("/proc/self/exe".into());
    }
    std::env::current_exe().map(Into::into)
}

fn needles(args: &VerifyArgs) -> Result<Vec<Needle>> {
    let opener = Opener::for_lists(&args.identity, &[&args.redact_list])?;
    let mut needles = Vec::new();
    for path in &args.redact_list {
        let (_, entries) = opener.entries(path)?;
        needles.extend(entries.into_iter().map(|text| Needle {
            text,
            allowed: 0,
            pictured: false,
        }));
    }
    Ok(needles)
}

/// What a process that handles files for another may count on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Worker {
    /// Its run reads no pictures.
    Blind,
    /// Its run reads pictures for it.
    Seeing,
}

/// Takes the word off the arguments that makes this process handle files for another.
pub(super) fn worker(typed: &mut Vec<OsString>) -> Option<Worker> {
    let word = |word: &str| typed.get(1).is_some_and(|first| first == OsStr::new(word));
    let kind = match (word(WORKER), word(SEEING_WORKER)) {
        (true, _) => Worker::Blind,
        (_, true) => Worker::Seeing,
        _ => return None,
    };
    typed.remove(1);
    Some(kind)
}

/// The whole life of such a process.
pub(super) fn work(args: &Args, kind: Worker) -> Result<()> {
    console::keep();
    let line = Arc::new(Line::new(BufWriter::new(io::stdout())));
    let pictures = || (kind == Worker::Seeing).then(|| Arc::clone(&line) as Arc<dyn PictureReader>);
    let made = match &args.command {
        Some(Subcommand::Check(check)) => {
            threads(&check.find, "uitgaand", &Choices::default(), pictures())
        }
        Some(Subcommand::Verify(verify)) => needles(verify).map(|needles| Crew {
            hands: Arc::new(Threads::with_needles(needles, pictures()).patient()),
            found: Value::Null,
        }),
        _ => threads(&args.redact.find, "woo", &choices(&args.redact), pictures()),
    };
    let ready = made.as_ref().map(|c| c.found.clone()).map_err(|why| Said::from(why.message()));
    Hello { ready, told: console::kept() }.say(&line)?;
    let crew = made?;
    sandbox::enter();
    let requests = BufReader::new(io::stdin());
    #[expect(clippy::exit, reason = "this thread may be in the midst of a file")]
    let gone = || std::process::exit(0);
    Ok(serve(crew.hands.as_ref(), requests, &line, sandbox::allow, gone)?)
}
