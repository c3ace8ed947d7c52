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
        // Whoever read the output has seen enough.
        Err(error) if is_broken_pipe(&error) => cli::Exit::Failed.into(),
        Err(error) => {
            cli::complain(&format!("{error:#}"));
            cli::Exit::Failed.into()
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
