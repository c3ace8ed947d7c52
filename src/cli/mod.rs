//! The command line: what was typed, what it means, and what is told.

mod args;
mod check;
mod exit;
mod explain;
mod progress;
mod redact;
mod setup;
mod verify;

pub(crate) use exit::Exit;

use self::args::{Args, Command};
use clap::Parser as _;
use std::io::Write as _;

/// Runs the command that was typed.
pub(crate) fn run() -> anyhow::Result<Exit> {
    let args = Args::parse();
    match args.command {
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Explain(explain)) => explain::run(&explain),
        Some(Command::Verify(verify)) => verify::run(&verify),
        None => redact::run(&args.redact),
    }
}

/// Tells the user what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "redact: {message}");
}
