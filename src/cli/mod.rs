//! The command line: what was typed, what it means, and what is told.

mod account;
mod args;
mod check;
mod complaint;
mod console;
mod conversion;
mod crew;
mod doctor;
mod english;
mod exit;
mod explain;
mod head;
mod listing;
mod lists;
mod logs;
mod option_error;
mod pattern_files;
mod patterns;
mod pictures;
mod progress;
mod reads;
mod redact;
mod sandbox;
mod setup;
mod table;
mod verify;

pub(crate) use console::{complain, lang};
pub(crate) use exit::Exit;

use self::args::{Args, Command};
use self::complaint::{Complaint, Result};
use ::redact::model::message;
use ::redact::pipeline::write;
use ::redact::report::Lang;
use clap::{CommandFactory as _, FromArgMatches as _};
use std::ffi::OsString;

/// Runs the command that was typed.
pub(crate) fn run() -> Result<Exit> {
    let mut typed: Vec<OsString> = std::env::args_os().collect();
    let worker = crew::worker(&mut typed);
    let mut command = Args::command();
    if english::is_wanted(&typed) {
        console::speak(Lang::En);
        command = english::translated(command);
    }
    let parsed = command
        .try_get_matches_from(english::lang_behind_command(typed))
        .and_then(|matches| Args::from_arg_matches(&matches));
    let args = match parsed {
        Ok(args) => args,
        Err(error) => return told(&error),
    };
    if let Some(kind) = worker {
        return crew::work(&args, kind).map(|()| Exit::Done);
    }
    stop_cleanly()?;
    match args.command {
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Explain(explain)) => explain::run(&explain),
        Some(Command::Verify(verify)) => verify::run(&verify),
        Some(Command::Lists(lists)) => lists::run(&lists),
        Some(Command::Patterns(patterns)) => patterns::run(&patterns),
        Some(Command::Doctor(doctor)) => doctor::run(&doctor),
        None => redact::run(&args.redact),
    }
}

/// When told to stop, takes away what is half done. The log holds what is done.
fn stop_cleanly() -> Result<()> {
    // As if by signal 2, whichever it was.
    const INTERRUPTED: i32 = 130;
    #[allow(clippy::exit)] // nothing else ends a program from another thread
    let stop = || {
        write::abandon();
        std::process::exit(INTERRUPTED)
    };
    ctrlc::set_handler(stop).map_err(|e| Complaint::by(message!("signals cannot be handled"), e))
}

/// Tells what is wrong with the options, or what was asked for: help, the version.
fn told(error: &clap::Error) -> Result<Exit> {
    match option_error::message_of(error) {
        Some(message) if lang() == Lang::Nl => {
            let help = message!("{0}; for help: redact --help", message);
            Err(Complaint::new(help))
        }
        said => {
            error.print()?;
            Ok(if said.is_some() { Exit::Failed } else { Exit::Done })
        }
    }
}
