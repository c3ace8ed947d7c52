//! Who handles the files: processes of this same program that are shut off from all else, or, on
//! request, threads of this one.

use super::args::{Args, Command as Subcommand, FindArgs, RedactArgs, VerifyArgs};
use super::complaint::{Complaint, Result, While as _};
use super::head::{choices, head};
use super::listing::Opener;
use super::setup::{self, Choices};
use super::{complain, console, sandbox};
use redact::model::{Message, message};
use redact::pipeline::{Hands, Hello, Pool, Said, Threads, serve};
use redact::report::AuditHead;
use redact::verify::Needle;
use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufReader, BufWriter};
use std::process::Command;
use std::sync::Arc;

/// The first argument of a process that handles files for a run.
const WORKER: &str = "--worker";

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
    if args.find.no_sandbox { threads(&args.find, "woo", &choices(args)) } else { processes() }
}

/// For `redact check`.
pub(super) fn to_check(find: &FindArgs) -> Result<Crew> {
    if find.no_sandbox { threads(find, "uitgaand", &Choices::default()) } else { processes() }
}

/// For `redact verify`.
pub(super) fn to_verify(args: &VerifyArgs) -> Result<Crew> {
    if !args.no_sandbox {
        return processes();
    }
    Ok(Crew { hands: Arc::new(Threads::with_needles(needles(args)?)), found: Value::Null })
}

fn threads(find: &FindArgs, profile: &str, choices: &Choices<'_>) -> Result<Crew> {
    let setup = setup::setup(find, profile, choices)?;
    let found = serde_json::to_value(head(&setup, find.only_lists)).map_err(io::Error::from)?;
    Ok(Crew { hands: Arc::new(Threads::with_engine(setup::shared(setup.engine))), found })
}

fn processes() -> Result<Crew> {
    let cannot =
        || message!("no process can be started to handle the files; --no-sandbox does without");
    let program = program().while_doing(cannot)?;
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let start = move || {
        let mut command = Command::new(&program);
        command.arg(WORKER).args(&arguments);
        command
    };
    let pool = Pool::start(start).while_doing(cannot)?;
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
        needles.extend(entries.into_iter().map(|text| Needle { text, allowed: 0 }));
    }
    Ok(needles)
}

/// The arguments without the word that makes this process handle files for another.
pub(super) fn is_worker(typed: &mut Vec<OsString>) -> bool {
    let is = typed.get(1).is_some_and(|first| first == OsStr::new(WORKER));
    if is {
        typed.remove(1);
    }
    is
}

/// The whole life of such a process.
pub(super) fn work(args: &Args) -> Result<()> {
    console::keep();
    let made = match &args.command {
        Some(Subcommand::Check(check)) => threads(&check.find, "uitgaand", &Choices::default()),
        Some(Subcommand::Verify(verify)) => needles(verify).map(|needles| Crew {
            hands: Arc::new(Threads::with_needles(needles)),
            found: Value::Null,
        }),
        _ => threads(&args.redact.find, "woo", &choices(&args.redact)),
    };
    let ready = made.as_ref().map(|c| c.found.clone()).map_err(|why| Said::from(why.message()));
    let mut out = BufWriter::new(io::stdout().lock());
    Hello { ready, told: console::kept() }.say(&mut out)?;
    let crew = made?;
    sandbox::enter();
    let mut requests = BufReader::new(io::stdin().lock());
    Ok(serve(crew.hands.as_ref(), &mut requests, &mut out, sandbox::allow)?)
}
