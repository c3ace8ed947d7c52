//! `redact check`: looks, tells, writes nothing.

use super::args::{CheckArgs, Form};
use super::complaint::Result;
use super::progress::Bar;
use super::setup;
use super::{Exit, complain};
use super::{conversion, crew};
use redact::model::Limits;
use redact::pipeline::batch::Batch;
use redact::pipeline::inputs::{self, Search};
use redact::pipeline::originals::Originals;
use redact::report::{
    FileOutcome, Human, Json, JsonLines, Lang, Mode, Outcome, Reporter, Summary, printable,
};
use std::io::{self, BufWriter};

pub(super) fn run(args: &CheckArgs) -> Result<Exit> {
    let lang: Lang = args.find.lang.into();
    let crew = crew::to_check(&args.find)?;
    let out = BufWriter::new(io::stdout().lock());
    let mut reporter: Box<dyn Reporter> = match args.format {
        Form::Human => Box::new(Human::new(out, lang, Mode::Check)),
        Form::Json => Box::new(Json::new(out, lang)),
        Form::Jsonl => Box::new(JsonLines::new(out, lang)),
    };
    let largest = Limits::default().file_bytes;
    let converter = conversion::converter(&args.find)?;
    let search = Search { piped: largest, converter: converter.as_deref(), ..Search::default() };
    let inputs = inputs::collect(&args.files, search);
    let bar = Bar::new(&inputs, lang);
    let batch = Batch {
        hands: crew.hands,
        inputs,
        places: Vec::new(),
        root: None,
        originals: Originals::default(),
        mode: Mode::Check,
        force: false,
        jobs: setup::jobs(&args.find),
        largest,
        converter,
        key: None,
    };
    let mut summary = Summary::default();
    let mut broken = Ok(());
    let contained = batch.run(
        &mut (),
        |file| {
            summary.add(file);
            let told = bar.suspend(|| {
                match (&file.outcome, args.format) {
                    (Outcome::Failed(why), Form::Human) => {
                        complain(&format!("{}: {}", printable(&file.path), why.say(lang)));
                    }
                    (_, Form::Human) => {}
                    _ => aside(file, lang),
                }
                reporter.file(file)
            });
            broken = std::mem::replace(&mut broken, Ok(())).and(told);
        },
        |progress| bar.step(progress),
    );
    summary.contained = contained;
    bar.clear();
    broken.and_then(|()| reporter.finish(&summary))?;
    summary.pass_unknown = args.skip_unknown;
    Ok(Exit::of(&summary, Mode::Check))
}

/// What a machine's format has no line for is told on standard error.
fn aside(file: &FileOutcome, lang: Lang) {
    let path = printable(&file.path);
    if let Some(problem) = file.outcome.problem() {
        let word = match file.outcome {
            Outcome::Skipped(_) => lang.pick("overgeslagen: ", "skipped: "),
            _ => "",
        };
        complain(&format!("{path}: {word}{}", problem.say(lang)));
    }
    for unread in file.unread.iter().filter(|u| u.scale == redact::model::Scale::Page) {
        let word = lang.pick("niet te lezen", "unreadable");
        let (place, why) = (lang.place(&unread.place), lang.say(&unread.why.message()));
        complain(&format!("{path}: {word}: {place} ({why})"));
    }
}
