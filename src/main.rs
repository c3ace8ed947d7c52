//! The `redact` command.

mod cli;

use redact::model::message;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A panic message may quote a value; a place in the source cannot.
    std::panic::set_hook(Box::new(|info| {
        if let Some(at) = info.location() {
            let fault = message!("internal fault ({0}:{1})", at.file(), at.line());
            cli::complain(&cli::lang().say(&fault));
        }
    }));
    match cli::run() {
        Ok(exit) => exit.into(),
        // Whoever read the output has seen enough.
        Err(error) if error.is_broken_pipe() => cli::Exit::Failed.into(),
        Err(error) => {
            cli::complain(&cli::lang().say(error.message()));
            cli::Exit::Failed.into()
        }
    }
}
