//! `redact FILE...`: makes copies, and the audit of what was done.

use super::args::{Args, RedactArgs};
use super::complaint::{Complaint, Result, While as _, refuse};
use super::console::lang;
use super::progress::Bar;
use super::setup::{self, Choices, Setup};
use super::{Exit, complain};
use clap::CommandFactory as _;
use redact::model::message;
use redact::pipeline::AskMode;
use redact::pipeline::batch::Batch;
use redact::pipeline::inputs::{self, Input, Target};
use redact::pipeline::write::{Access, Pending};
use redact::policy::UnreadMode;
use redact::report::{
    AuditHead, AuditLog, FileOutcome, Human, Lang, Mode, Outcome, Reporter as _, Summary, printable,
};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &RedactArgs) -> Result<Exit> {
    let lang: Lang = args.find.lang.into();
    if args.files.is_empty() {
        refuse!("name one or more files; for help: redact --help");
    }
    if let Some(command) = args.files.iter().find_map(|f| misplaced(f)) {
        refuse!("{0} is a command and goes in front of the options: redact {0} FILE...", command);
    }
    let choices = Choices {
        ask: args.ask.map(AskMode::from),
        unread: args.unread.map(UnreadMode::from),
        audit_key: args.audit_key.as_deref(),
    };
    let setup = setup::setup(&args.find, "woo", &choices)?;
    let target = target(args)?;
    let inputs = inputs::collect(&args.files, args.output.as_deref());
    let places = inputs::places(&inputs, &target);
    let head = head(&setup, args);
    let mut audit = Audit::new(&target, &inputs, head, args.force)?;
    let mut map = args.map.as_deref().map(|path| Map::new(path, args.force)).transpose()?;

    let mut human = Human::new(BufWriter::new(io::stdout().lock()), lang, Mode::Redact);
    let bar = Bar::new(&inputs, lang);
    let batch = Batch {
        engine: setup::shared(setup.engine),
        inputs,
        places,
        mode: Mode::Redact,
        force: args.force,
        jobs: setup::jobs(&args.find),
    };
    let mut summary = Summary::default();
    let mut broken: Result<()> = Ok(());
    batch.run(
        |file| {
            summary.add(file);
            let told = bar.suspend(|| {
                if let Outcome::Failed(why) | Outcome::Refused(why) = &file.outcome {
                    complain(&format!("{}: {}", printable(&file.path), why.say(lang)));
                }
                human.file(file).map_err(Complaint::from)
            });
            let logged =
                audit.file(file).and_then(|()| map.as_mut().map_or(Ok(()), |m| m.file(file)));
            broken = std::mem::replace(&mut broken, Ok(())).and(told).and(logged);
        },
        |progress| bar.step(progress),
    );
    bar.clear();
    broken?;
    human.finish(&summary)?;
    audit.finish(summary.written > 0)?;
    if let Some(map) = map {
        map.finish()?;
    }
    Ok(Exit::of(&summary, Mode::Redact))
}

/// The name of a command among the files, where no file is called like that.
fn misplaced(file: &Path) -> Option<&str> {
    let name = file.to_str()?;
    let known = Args::command().get_subcommands().any(|c| c.get_name() == name);
    (known && file.symlink_metadata().is_err()).then_some(name)
}

fn target(args: &RedactArgs) -> Result<Target> {
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

fn head(setup: &Setup, args: &RedactArgs) -> AuditHead {
    let settings = &setup.engine.settings;
    let ask = match settings.ask {
        AskMode::Redact => "redact",
        AskMode::Keep => "keep",
        AskMode::Refuse => "refuse",
    };
    let unread = match settings.unread {
        UnreadMode::Refuse => "refuse",
        UnreadMode::Keep => "keep",
        UnreadMode::Blank => "blank",
    };
    AuditHead {
        profile: setup.profile.clone(),
        policy_sha256: setup.engine.policy.digest().to_owned(),
        patterns_sha256: setup.engine.detector.patterns_digest().to_owned(),
        lists: setup.lists.clone(),
        options: serde_json::json!({
            "ask": ask,
            "unread": unread,
            "only_lists": args.find.only_lists,
            "model": setup.model.as_str(),
            "treatment": settings.treatment,
        }),
        time: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    }
}

/// The audit of the run: one log under an output folder, or one beside each copy.
struct Audit {
    head: AuditHead,
    force: bool,
    shared: Option<(PathBuf, AuditLog<BufWriter<Lazy>>)>,
    beside: BTreeMap<PathBuf, PathBuf>,
}

impl Audit {
    fn new(target: &Target, inputs: &[Input], head: AuditHead, force: bool) -> Result<Self> {
        let mut out = Self { head, force, shared: None, beside: BTreeMap::new() };
        match target {
            Target::Folder(folder) => {
                let place = folder.join("audit.jsonl");
                standing(&place, force)?;
                let log = AuditLog::new(BufWriter::new(Lazy::default()), &out.head)?;
                out.shared = Some((place, log));
            }
            Target::Beside => {
                for input in inputs {
                    let place = target.audit(input);
                    // Beside a copy that stands there already it may be the log of that copy.
                    if target.place(input).symlink_metadata().is_err() {
                        standing(&place, force)?;
                    }
                    out.beside.insert(input.path.clone(), place);
                }
            }
        }
        Ok(out)
    }

    fn file(&mut self, file: &FileOutcome) -> Result<()> {
        if let Some((_, log)) = &mut self.shared {
            return Ok(log.file(file)?);
        }
        let Outcome::Written { unchanged, .. } = file.outcome else { return Ok(()) };
        let Some(place) = self.beside.get(&file.path) else { return Ok(()) };
        if unchanged && !self.force && place.symlink_metadata().is_ok() {
            return Ok(());
        }
        let mut log = AuditLog::new(log_beside(place)?, &self.head)?;
        log.file(file)?;
        log.finish()?
            .settle(place, self.force)
            .while_doing(|| message!("the log cannot be written"))
    }

    /// Puts the shared log in its place, if there is a copy for it to be about.
    fn finish(self, any: bool) -> Result<()> {
        let Some((place, log)) = self.shared else { return Ok(()) };
        let lazy = log.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        if !any {
            return Ok(());
        }
        let mut pending = log_beside(&place)?;
        pending.write_all(&lazy.0)?;
        pending.settle(&place, self.force).while_doing(|| message!("the log cannot be written"))
    }
}

fn log_beside(place: &Path) -> Result<Pending> {
    Pending::beside(place, Access::Owner).while_doing(|| message!("the log cannot be written"))
}

/// Lines kept until it is known whether anything is written at all.
#[derive(Default)]
struct Lazy(Vec<u8>);

impl Write for Lazy {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn standing(place: &Path, force: bool) -> Result<()> {
    if !force && place.symlink_metadata().is_ok() {
        refuse!("{0} exists already; use --force to overwrite", printable(place));
    }
    Ok(())
}

/// Which number stands for which file; kept apart from the log since file names may tell.
struct Map {
    place: PathBuf,
    force: bool,
    file: Pending,
}

impl Map {
    fn new(place: &Path, force: bool) -> Result<Self> {
        standing(place, force)?;
        let mut file = Pending::beside(place, Access::Owner)
            .while_doing(|| message!("the table cannot be written"))?;
        let l = lang();
        let warning = l.pick(
            "NIET PUBLICEREN: bestandsnamen kunnen persoonsgegevens bevatten",
            "NOT FOR PUBLICATION: file names may hold personal data",
        );
        writeln!(file, "# {warning}")?;
        writeln!(file, "# document\t{}\tsha256", l.pick("bestand", "file"))?;
        Ok(Self { place: place.to_owned(), force, file })
    }

    fn file(&mut self, file: &FileOutcome) -> Result<()> {
        let sha = file.sha256.as_deref().unwrap_or("-");
        Ok(writeln!(self.file, "{}\t{}\t{sha}", file.id, printable(&file.path))?)
    }

    fn finish(self) -> Result<()> {
        self.file
            .settle(&self.place, self.force)
            .while_doing(|| message!("the table cannot be written"))
    }
}
