//! What reads pictures for a run, as the options say.

use super::args::{OcrArgs, OcrChoice};
use super::complaint::{Complaint, Result, While as _};
use super::{complain, lang};
use redact::model::{
    Look, Message, Picture, PictureError, PictureReader, TextLayer, Word, message,
};
use redact::ocr::{OcrError, Program, Tesseract, is_installed};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The languages of documents here.
const LANGUAGES: &str = "nld+eng";

/// The reader of pictures, which runs at most so many processes at a time; `None` if there is to be
/// none, or there is none and that may be.
pub(super) fn reader(args: &OcrArgs, jobs: usize) -> Result<Option<Arc<dyn PictureReader>>> {
    let choice = args.ocr.unwrap_or_default();
    if choice == OcrChoice::Off {
        return Ok(None);
    }
    let wanted = Wanted {
        program: args.tesseract.clone(),
        languages: args.ocr_lang.as_deref().unwrap_or(LANGUAGES).to_owned(),
        cache: args.ocr_cache.clone(),
        jobs,
    };
    // What was named must be there.
    if choice == OcrChoice::Require || args.tesseract.is_some() {
        let (reader, told) = wanted.start().map_err(|why| Complaint::new(why.message()))?;
        if let Some(told) = told {
            complain(&lang().say(&told));
        }
        let reader = wanted
            .kept(reader)
            .while_doing(|| message!("the folder of --ocr-cache cannot be made"))?;
        return Ok(Some(Arc::new(reader)));
    }
    if !is_installed() {
        return Ok(None);
    }
    if let Some(folder) = &wanted.cache {
        std::fs::create_dir_all(folder)
            .while_doing(|| message!("the folder of --ocr-cache cannot be made"))?;
    }
    Ok(Some(Arc::new(OnFirstUse { wanted, made: OnceLock::new() })))
}

/// The text layer of pages that are read like this: the first language is that of most of them.
pub(super) fn text_layer(args: &OcrArgs) -> TextLayer {
    let first = args.ocr_lang.as_deref().unwrap_or(LANGUAGES).split('+').next();
    let language = match first.unwrap_or_default() {
        "nld" => Some("nl"),
        "eng" => Some("en"),
        "fry" => Some("fy"),
        "deu" => Some("de"),
        "fra" => Some("fr"),
        _ => None,
    };
    TextLayer { language }
}

/// Which program is to read what.
#[derive(Debug)]
struct Wanted {
    program: Option<PathBuf>,
    languages: String,
    cache: Option<PathBuf>,
    jobs: usize,
}

impl Wanted {
    /// The reader, and what to tell of languages that are not there.
    fn start(&self) -> std::result::Result<(Tesseract, Option<Message>), OcrError> {
        let program = Program::find(self.program.as_deref())?;
        let told = missing(&program, &self.languages);
        Ok((Tesseract::new(program, &self.languages, self.jobs)?, told))
    }

    /// The same reader, with the folder in which it keeps what it read.
    fn kept(&self, reader: Tesseract) -> std::io::Result<Tesseract> {
        match &self.cache {
            None => Ok(reader),
            Some(folder) => reader.with_cache(folder),
        }
    }
}

/// A reader that is asked what it is when the first picture is there: most files have none, and the
/// question takes longer than a letter.
#[derive(Debug)]
struct OnFirstUse {
    wanted: Wanted,
    made: OnceLock<Option<Tesseract>>,
}

impl OnFirstUse {
    fn make(&self) -> Option<Tesseract> {
        let said = |told: Message| complain(&lang().say(&told));
        match self.wanted.start() {
            Ok((reader, told)) => {
                told.into_iter().for_each(said);
                self.wanted.kept(reader).ok()
            }
            Err(why) => {
                said(why.message());
                None
            }
        }
    }
}

impl PictureReader for OnFirstUse {
    fn read(&self, picture: &Picture, look: Look) -> std::result::Result<Vec<Word>, PictureError> {
        let reader = self.made.get_or_init(|| self.make());
        reader.as_ref().ok_or(PictureError::NotRun)?.read(picture, look)
    }
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
