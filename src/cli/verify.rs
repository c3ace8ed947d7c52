//! `redact verify`: looks through files that were redacted elsewhere.

use super::args::VerifyArgs;
use super::complaint::Result;
use super::crew;
use super::{Exit, complain};
use redact::model::Limits;
use redact::pipeline::inputs::{self, Search};
use redact::report::{Lang, printable};
use redact::verify::Flaw;
use std::io::{self, Write as _};

pub(super) fn run(args: &VerifyArgs) -> Result<Exit> {
    let lang: Lang = args.lang.into();
    let crew = crew::to_verify(args)?;
    let largest = Limits::default().file_bytes;
    let search = Search { piped: largest, ..Search::default() };
    let mut out = io::stdout().lock();
    let mut exit = Exit::Done;
    let (mut files, mut flawed) = (0, 0);
    for input in inputs::collect(&args.files, search) {
        let path = printable(input.path());
        if let Some(problem) = input.fault.as_ref().or(input.skip.as_ref()) {
            complain(&format!("{path}: {}", problem.say(lang)));
            exit = exit.max(if input.fault.is_some() {
                Exit::Failed
            } else if problem.is_unseen() && !args.skip_unknown {
                Exit::Left
            } else {
                Exit::Done
            });
            continue;
        }
        files += 1;
        let bytes = input.source.read(largest);
        match bytes.and_then(|bytes| crew.hands.inspect(bytes)) {
            Ok(flaws) if flaws.is_empty() => {}
            Ok(flaws) => {
                flawed += 1;
                exit = exit.max(Exit::Left);
                for flaw in &flaws {
                    writeln!(out, "{path}: {}", say(flaw, lang))?;
                }
            }
            Err(error) => {
                complain(&format!("{path}: {}", error.say(lang)));
                exit = Exit::Failed;
            }
        }
    }
    let word = lang.pick("bestanden nagekeken, met gebreken", "files looked through, with flaws");
    writeln!(out, "{files} {word}: {flawed}")?;
    Ok(exit)
}

/// A flaw in a sentence: what, where, how often.
fn say(flaw: &Flaw, lang: Lang) -> String {
    let what = match flaw.code {
        "text-under-box" => lang.pick(
            "letters onder een dekkend vlak of beeld zijn nog te kopiëren",
            "letters under an opaque area or picture can still be copied",
        ),
        "pending-redaction" => lang.pick(
            "een lakvoorstel is niet doorgevoerd: de tekst staat er nog",
            "a redaction was drawn up but not applied: the text is still there",
        ),
        "text-shines-through" => lang.pick(
            "letters onder een doorschijnend vlak zijn nog te kopiëren",
            "letters under a translucent area can still be copied",
        ),
        "text-outside-page" => lang.pick(
            "letters buiten het zichtbare deel van de pagina zijn nog te kopiëren",
            "letters outside the visible part of the page can still be copied",
        ),
        "hidden-layer" => {
            lang.pick("een uitgezette laag heeft tekst", "a layer that is switched off has text")
        }
        "hidden-text" => lang.pick(
            "tekst die niet te zien is, zit nog in het bestand",
            "text that cannot be seen is still in the file",
        ),
        "tracked-change" => lang.pick(
            "wijzigingen worden bijgehouden: verwijderde tekst staat er nog",
            "changes are tracked: deleted text is still there",
        ),
        "remark" => lang.pick("er staat een opmerking in", "there is a comment in it"),
        "bookmark" => lang.pick(
            "een bladwijzer heeft woorden die op geen pagina staan",
            "a bookmark has words that are on no page",
        ),
        "author" => {
            lang.pick("de eigenschappen noemen een auteur", "the properties name an author")
        }
        "picture-metadata" => lang.pick(
            "de afbeelding draagt gegevens naast het beeld: camera, plaats, maker",
            "the picture carries data beside what it shows: camera, place, maker",
        ),
        "older-revision" => lang.pick(
            "een oudere versie zit nog in het bestand",
            "an older revision is still in the file",
        ),
        "attachment" => lang.pick("er zit een bestand in het bestand", "a file is attached"),
        "residue" => {
            lang.pick("tekst van de lijst staat er nog", "text on the list is still there")
        }
        other => other,
    };
    format!("{what} [{}] ({}, {}×)", flaw.code, lang.say(&flaw.place), flaw.count)
}
