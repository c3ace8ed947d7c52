//! `redact FILE...`: makes copies, and the account of what was done.

use super::account::{Account, Plan};
use super::args::{Args, RedactArgs};
use super::complaint::{Complaint, Result, refuse};
use super::progress::Bar;
use super::reads;
use super::setup;
use super::{Exit, complain};
use super::{conversion, crew};
use clap::CommandFactory as _;
use redact::model::Limits;
use redact::pipeline::batch::Batch;
use redact::pipeline::inputs::{self, Search, Target};
use redact::report::{
    AuditHead, FileOutcome, Human, Lang, Mode, Outcome, Reporter as _, Summary, printable,
};
use std::io::{self, BufWriter};
use std::path::Path;

pub(super) fn run(args: &RedactArgs) -> Result<Exit> {
    let lang: Lang = args.find.lang.into();
    named(args)?;
    let target = target(args)?;
    let crew = crew::to_redact(args)?;
    let converter = conversion::converter(&args.find)?;
    let search = Search {
        except: args.output.as_deref(),
        for_copies: true,
        converter: converter.as_deref(),
        piped: 0,
    };
    let mut inputs = inputs::collect(&args.files, search);
    if args.safe_names {
        inputs::number(&mut inputs);
    }
    let originals = reads::originals(&inputs, &args.find, args.audit_key.as_deref());
    let places = inputs::places(&inputs, &target, &originals);
    let head = AuditHead { time: now(), ..crew.head()? };
    let own = args.audit_key.as_deref().map(setup::audit_key).transpose()?;
    let plan = Plan {
        target: &target,
        inputs: &inputs,
        places: &places,
        originals: &originals,
        force: args.force,
    };
    let mut account = Account::new(&plan, head, args.map.as_deref())?;
    let key = own.or_else(|| account.key());
    let bar = Bar::new(&inputs, lang);
    let batch = Batch {
        hands: crew.hands,
        inputs,
        places,
        root: args.output.clone(),
        originals,
        mode: Mode::Redact,
        force: args.force,
        jobs: setup::jobs(&args.find),
        largest: Limits::default().file_bytes,
        converter,
        key,
    };
    let (summary, mut human, broken) = told(batch, &mut account, &bar, lang);
    bar.clear();
    // What was done is accounted for, whether or not somebody listens.
    account.finish()?;
    broken?;
    human.finish(&summary)?;
    Ok(Exit::of(&summary, Mode::Redact))
}

type Told = (Summary, Human<BufWriter<io::StdoutLock<'static>>>, Result<()>);

/// Runs over all files, and tells each outcome.
fn told(batch: Batch, account: &mut Account, bar: &Bar, lang: Lang) -> Told {
    let mut human = Human::new(BufWriter::new(io::stdout().lock()), lang, Mode::Redact);
    let mut summary = Summary::default();
    let mut broken: Result<()> = Ok(());
    let tell = |file: &FileOutcome| {
        summary.add(file);
        let told = bar.suspend(|| {
            if let Outcome::Failed(why) | Outcome::Refused(why) = &file.outcome {
                complain(&format!("{}: {}", printable(&file.path), why.say(lang)));
            }
            human.file(file).map_err(Complaint::from)
        });
        broken = std::mem::replace(&mut broken, Ok(())).and(told);
    };
    let contained = batch.run(account, tell, |progress| bar.step(progress));
    summary.contained = contained;
    (summary, human, broken)
}

fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// That files were named, and no command in a place where it would be a file.
fn named(args: &RedactArgs) -> Result<()> {
    if args.files.is_empty() {
        refuse!("name one or more files; for help: redact --help");
    }
    for file in &args.files {
        let Some(name) = file.to_str() else { continue };
        if Args::command().get_subcommands().any(|c| c.get_name() == name) {
            refuse!(
                "{0} is a command and goes in front of the options: redact {0} FILE...; a file of that name is ./{0}",
                name
            );
        }
        if name == "-" {
            refuse!("standard input can be checked (redact check -), not redacted; name a file");
        }
        if is_word(name) && Path::new(name).symlink_metadata().is_err() {
            refuse!("'{0}' is neither a command nor a file; nothing was done", name);
        }
    }
    Ok(())
}

/// Whether this may have been meant as a command: letters alone, as no name of a document has.
fn is_word(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
}

fn target(args: &RedactArgs) -> Result<Target> {
    if args.safe_names && (args.output.is_none() || args.map.is_none()) {
        refuse!(
            "--safe-names needs -o for the copies and --map for the table that says which number is which file"
        );
    }
    if let Some(folder) = &args.output {
        if folder.exists() && !folder.is_dir() {
            refuse!("{0}: is not a folder", printable(folder));
        }
        return Ok(Target::Folder(folder.clone()));
    }
    if let Some(folder) = args.files.iter().find(|f| f.is_dir()) {
        refuse!("{0}: is a folder; say with -o where the copies go", printable(folder));
    }
    Ok(Target::Beside)
}
