//! Running a program: bytes in, bytes out, within a time and a memory.

use crate::child_process::{confine, end};
use crate::model::PictureError;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Memory that the program may take, in bytes.
const MEMORY: u64 = 2 << 30;
/// Most bytes of an answer.
const ANSWER: u64 = 32 << 20;

/// Runs a command to its end. It is ended, with all that it started, when its time is up.
///
/// # Errors
/// [`PictureError`] if it cannot be started, fails, or takes too long.
pub(super) fn run(
    mut command: Command,
    input: Vec<u8>,
    limit: Duration,
) -> Result<Vec<u8>, PictureError> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|_| PictureError::NotRun)?;
    confine(&child, MEMORY, 0);
    let pipes = child.stdin.take().zip(child.stdout.take());
    let Some((mut to, from)) = pipes else {
        end(&mut child);
        return Err(PictureError::NotRun);
    };
    // It may answer before it has read all, or never read: neither holds up the other.
    std::thread::spawn(move || to.write_all(&input));
    let (sender, answer) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = from.take(ANSWER).read_to_end(&mut bytes);
        let _ = sender.send(read.map(|_| bytes));
    });
    let answer = answer.recv_timeout(limit);
    if answer.is_err() {
        end(&mut child);
        return Err(PictureError::Late);
    }
    // Its output has ended; what still runs after that has nothing to say.
    let ended = (0..200).find_map(|_| match child.try_wait() {
        Ok(None) => {
            std::thread::sleep(Duration::from_millis(5));
            None
        }
        other => other.ok().flatten(),
    });
    end(&mut child);
    match (answer, ended) {
        (Ok(Ok(bytes)), Some(status)) if status.success() => Ok(bytes),
        _ => Err(PictureError::Crashed),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, seconds: f64) -> Result<Vec<u8>, PictureError> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        run(command, vec![b'x'; 300_000], Duration::from_secs_f64(seconds))
    }

    #[test]
    fn what_a_program_does_wrong_is_its_own_end() {
        assert_eq!(shell("wc -c", 9.0).map(|b| b.trim_ascii().to_vec()), Ok(b"300000".to_vec()));
        assert_eq!(shell("echo deaf", 9.0), Ok(b"deaf\n".to_vec()));
        assert_eq!(shell("exit 3", 9.0), Err(PictureError::Crashed));
        assert_eq!(shell("kill -9 $$", 9.0), Err(PictureError::Crashed));
        assert_eq!(shell("sleep 60", 0.2), Err(PictureError::Late));
        let gone = run(Command::new("/nowhere/tesseract"), Vec::new(), Duration::from_secs(1));
        assert_eq!(gone, Err(PictureError::NotRun));
    }
}
