//! The command line: what was typed, what it means, and what is told.

mod args;
mod check;
mod console;
mod english;
mod exit;
mod explain;
mod listing;
mod lists;
mod pattern_files;
mod patterns;
mod progress;
mod redact;
mod setup;
mod verify;

pub(crate) use console::complain;
pub(crate) use exit::Exit;

use self::args::{Args, Command};
use clap::{CommandFactory as _, FromArgMatches as _};

/// Runs the command that was typed.
pub(crate) fn run() -> anyhow::Result<Exit> {
    let mut command = Args::command();
    if english::is_wanted(std::env::args_os()) {
        command = english::translated(command);
    }
    // An error of clap's ends the program here, with its own message and code 2.
    let args = Args::from_arg_matches(&command.get_matches()).unwrap_or_else(|e| e.exit());
    match args.command {
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Explain(explain)) => explain::run(&explain),
        Some(Command::Verify(verify)) => verify::run(&verify),
        Some(Command::Lists(lists)) => lists::run(&lists),
        Some(Command::Patterns(patterns)) => patterns::run(&patterns),
        None => redact::run(&args.redact),
    }
}
