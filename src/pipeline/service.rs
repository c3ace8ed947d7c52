//! The side of a process that handles files for a run: it gets bytes and gives answers, and opens
//! nothing itself.

use super::asking::Line;
use super::hands::{Hands, Job};
use super::wire::{self, Answer, Request, Said, Trouble};
use crate::model::message;
use crate::report::Problem;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

/// Answers one request after another until the run ends. `before` is called with the size of each
/// file, `gone` on another thread when the run has ended, also in the midst of a file: there is nobody
/// left to answer.
///
/// # Errors
/// When the run is gone.
pub fn serve(
    hands: &dyn Hands,
    from: impl Read + Send + 'static,
    to: &Arc<Line>,
    before: impl Fn(usize),
    gone: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    let (sender, requests) = mpsc::channel();
    let line = Arc::clone(to);
    std::thread::spawn(move || {
        listen(from, &line, &sender);
        line.hang_up();
        gone();
    });
    for request in requests {
        let (request, bytes) = request?;
        before(bytes.len());
        match answer(hands, request, bytes) {
            Ok((answer, out)) => to.send(&answer, &out)?,
            Err(why) => to.send(&Answer::Not(Trouble::from(&why)), &[])?,
        }
    }
    Ok(())
}

/// A request with its bytes, or why there are no more.
type Next = io::Result<(Request, Vec<u8>)>;

/// Hands on what comes in: the words of pictures to who asked for them, the rest in order.
fn listen(mut from: impl Read, line: &Line, requests: &mpsc::Sender<Next>) {
    loop {
        let next = match wire::receive::<Request>(&mut from) {
            Ok(Some((Request::Words { number, read }, _))) => {
                line.answered(number, read);
                continue;
            }
            Ok(Some(next)) => Ok(next),
            Ok(None) => return,
            Err(error) => Err(error),
        };
        let failed = next.is_err();
        if requests.send(next).is_err() || failed {
            return;
        }
    }
}

fn answer(
    hands: &dyn Hands,
    request: Request,
    bytes: Vec<u8>,
) -> Result<(Answer, Vec<u8>), Problem> {
    let json = |e: serde_json::Error| Problem::Io(e.into());
    let bytes = Arc::new(bytes);
    match request {
        Request::Remember => {
            hands.remember(serde_json::from_slice(&bytes).map_err(json)?);
            Ok((Answer::Remembered, Vec::new()))
        }
        Request::Learn { extension } => {
            let memory = hands.learn(Job {
                bytes,
                extension,
                path: PathBuf::new(),
                relative: PathBuf::new(),
            })?;
            Ok((Answer::Learned, serde_json::to_vec(&memory).map_err(json)?))
        }
        Request::Run { extension, path, relative, mode, threads } => {
            let job = Job { bytes, extension, path: path.into(), relative: relative.into() };
            let (work, copy) = wire::apart(hands.run(job, mode, threads)?);
            let copy = copy.map(|verified| verified.bytes().to_vec());
            Ok((Answer::Ran(work), copy.unwrap_or_default()))
        }
        Request::Words { .. } => Err(Problem::Panic(message!("unexpected state"))),
        Request::Inspect => {
            let flaws = hands.inspect(bytes)?;
            let flaw = |f: &crate::verify::Flaw| (f.code.to_owned(), Said::from(&f.place), f.count);
            Ok((Answer::Inspected(flaws.iter().map(flaw).collect()), Vec::new()))
        }
    }
}
