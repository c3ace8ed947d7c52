//! The `redact` command.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    // A panic message may quote a value; a place in the source cannot.
    std::panic::set_hook(Box::new(|info| {
        if let Some(at) = info.location() {
            cli::complain(&format!("interne fout ({}:{})", at.file(), at.line()));
        }
    }));
    match cli::run() {
        Ok(exit) => exit.into(),
        Err(error) => {
            cli::complain(&format!("{error:#}"));
            cli::Exit::Failed.into()
        }
    }
}
