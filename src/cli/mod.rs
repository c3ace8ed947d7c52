//! The command line: what was typed, what it means, and what is told.

mod args;
mod check;
mod complaint;
mod console;
mod english;
mod exit;
mod explain;
mod listing;
mod lists;
mod option_error;
mod pattern_files;
mod patterns;
mod progress;
mod redact;
mod setup;
mod verify;

pub(crate) use console::{complain, lang};
pub(crate) use exit::Exit;

use self::args::{Args, Command};
use self::complaint::{Complaint, Result};
use ::redact::model::message;
use ::redact::report::Lang;
use clap::{CommandFactory as _, FromArgMatches as _};
use std::ffi::OsString;

/// Runs the command that was typed.
pub(crate) fn run() -> Result<Exit> {
    let typed: Vec<OsString> = std::env::args_os().collect();
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
    match args.command {
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Explain(explain)) => explain::run(&explain),
        Some(Command::Verify(verify)) => verify::run(&verify),
        Some(Command::Lists(lists)) => lists::run(&lists),
        Some(Command::Patterns(patterns)) => patterns::run(&patterns),
        None => redact::run(&args.redact),
    }
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
