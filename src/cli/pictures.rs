//! What reads pictures for a run, as the options say.

use super::args::{OcrArgs, OcrChoice};
use super::complaint::{Complaint, Result, While as _};
use super::{complain, lang};
use redact::model::{Message, PictureReader, message};
use redact::ocr::{Program, Tesseract};
use std::sync::Arc;

/// The languages of documents here.
const LANGUAGES: &str = "nld+eng";

/// The reader of pictures, which runs at most so many processes at a time; `None` if there is to be
/// none, or there is none and that may be.
pub(super) fn reader(args: &OcrArgs, jobs: usize) -> Result<Option<Arc<dyn PictureReader>>> {
    let choice = args.ocr.unwrap_or_default();
    if choice == OcrChoice::Off {
        return Ok(None);
    }
    // What was named must be there.
    let required = choice == OcrChoice::Require || args.tesseract.is_some();
    let program = match Program::find(args.tesseract.as_deref()) {
        Ok(program) => program,
        Err(why) if required => return Err(Complaint::new(why.message())),
        Err(_) => return Ok(None),
    };
    let wanted = args.ocr_lang.as_deref().unwrap_or(LANGUAGES);
    let reader = match Tesseract::new(program.clone(), wanted, jobs) {
        Ok(reader) => reader,
        Err(why) if required => return Err(Complaint::new(why.message())),
        Err(why) => {
            complain(&lang().say(&why.message()));
            return Ok(None);
        }
    };
    if let Some(told) = missing(&program, wanted) {
        complain(&lang().say(&told));
    }
    let reader = match &args.ocr_cache {
        None => reader,
        Some(folder) => reader
            .with_cache(folder)
            .while_doing(|| message!("the folder of --ocr-cache cannot be made"))?,
    };
    Ok(Some(Arc::new(reader)))
}

/// What to tell of languages that are not there.
fn missing(program: &Program, wanted: &str) -> Option<Message> {
    let (has, all) = program.languages_of(wanted).ok()?;
    if all {
        return None;
    }
    Some(message!(
        "Tesseract has only {0} of the languages {1}, and reads with that (Debian and Ubuntu: apt install tesseract-ocr-nld)",
        has,
        wanted
    ))
}
