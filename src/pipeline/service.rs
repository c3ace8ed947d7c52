//! The side of a process that handles files for a run: it gets bytes and gives answers, and opens
//! nothing itself.

use super::hands::{Hands, Job};
use super::wire::{self, Answer, Request, Said, Trouble};
use crate::report::Problem;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Answers one request after another until the run ends. `before` is called with the size of each
/// file.
///
/// # Errors
/// When the run is gone.
pub fn serve(
    hands: &dyn Hands,
    from: &mut impl Read,
    to: &mut impl Write,
    before: impl Fn(usize),
) -> io::Result<()> {
    while let Some((request, bytes)) = wire::receive::<Request>(from)? {
        before(bytes.len());
        match answer(hands, request, bytes) {
            Ok((answer, out)) => wire::send(to, &answer, &out)?,
            Err(why) => wire::send(to, &Answer::Not(Trouble::from(&why)), &[])?,
        }
    }
    Ok(())
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
        Request::Inspect => {
            let flaws = hands.inspect(bytes)?;
            let flaw = |f: &crate::verify::Flaw| (f.code.to_owned(), Said::from(&f.place), f.count);
            Ok((Answer::Inspected(flaws.iter().map(flaw).collect()), Vec::new()))
        }
    }
}
