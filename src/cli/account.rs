//! The account of a run: a log under the output folder or beside each copy, and on request a table
//! of numbers and files. Written while the run goes, so that it holds when the run is cut off.

use super::complaint::{Result, While as _, refuse};
use super::logs::{LogFile, belongs_to};
use super::table::Table;
use redact::model::message;
use redact::pipeline::inputs::{Input, Target};
use redact::pipeline::ledger_names::is_log;
use redact::pipeline::originals::{Originals, comparable};
use redact::report::{AuditHead, FileOutcome, Outcome, Problem, printable};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The account of a run.
pub(super) struct Account {
    head: AuditHead,
    force: bool,
    /// The log of all files.
    shared: Option<LogFile>,
    /// Where the log of each file goes, if each has its own; and that of the last one.
    beside: BTreeMap<PathBuf, PathBuf>,
    last: Option<LogFile>,
    table: Option<Table>,
}

/// What the account of a run depends on.
pub(super) struct Plan<'a> {
    pub(super) target: &'a Target,
    pub(super) inputs: &'a [Input],
    pub(super) places: &'a [std::result::Result<PathBuf, Problem>],
    pub(super) originals: &'a Originals,
    pub(super) force: bool,
}

impl Account {
    /// An account at places that are free. Nothing is written yet but the head of the table, once
    /// all places are known to be free.
    pub(super) fn new(plan: &Plan<'_>, head: AuditHead, table: Option<&Path>) -> Result<Self> {
        let mut taken: BTreeSet<PathBuf> = BTreeSet::new();
        for place in plan.places.iter().flatten() {
            taken.insert(comparable(place));
        }
        if let Some(place) = table
            && !taken.insert(comparable(place))
        {
            refuse!(
                "{0}: the table would take the place of a copy; choose another name",
                printable(place)
            );
        }
        let mut out = Self {
            head,
            force: plan.force,
            shared: None,
            beside: BTreeMap::new(),
            last: None,
            table: None,
        };
        match plan.target {
            Target::Folder(folder) => {
                let place = folder.join("audit.jsonl");
                if let Some(why) = unfit(&place, plan, &taken) {
                    return Err(super::complaint::Complaint::new(why));
                }
                out.shared = Some(LogFile::new(place, &out.head, plan.force)?);
            }
            Target::Beside => {
                for (input, copy) in plan.inputs.iter().zip(plan.places) {
                    let Ok(copy) = copy else { continue };
                    if input.skip.is_none() && input.fault.is_none() {
                        let place = log_beside(input, copy, plan, &taken)?;
                        taken.insert(comparable(&place));
                        out.beside.insert(input.path().to_owned(), place);
                    }
                }
            }
        }
        out.table = table.map(|p| Table::new(p, plan.force, plan.originals)).transpose()?;
        Ok(out)
    }

    /// The key of the table, if there is one.
    pub(super) fn key(&self) -> Option<Vec<u8>> {
        self.table.as_ref().map(|table| table.key().to_vec())
    }

    /// Ends all that is kept.
    pub(super) fn finish(mut self) -> Result<()> {
        let ended = self.end_last();
        let shared = self.shared.take().map_or(Ok(()), LogFile::finish);
        ended.and(shared).while_doing(|| message!("the log cannot be written"))?;
        let table = self.table.take().map_or(Ok(()), Table::finish);
        table.while_doing(|| message!("the table cannot be written"))
    }

    fn end_last(&mut self) -> io::Result<()> {
        self.last.take().map_or(Ok(()), LogFile::finish)
    }

    fn log(&mut self, file: &FileOutcome) -> io::Result<()> {
        if let Some(shared) = &mut self.shared {
            return shared.record(file);
        }
        self.end_last()?;
        if !matches!(file.outcome, Outcome::Written { .. }) {
            return Ok(());
        }
        let Some(place) = self.beside.get(&file.path) else { return Ok(()) };
        let mut log = LogFile::new(place.clone(), &self.head, self.force)?;
        log.record(file)?;
        self.last = Some(log);
        Ok(())
    }
}

impl redact::pipeline::Account for Account {
    fn record(&mut self, file: &FileOutcome) -> io::Result<()> {
        self.log(file)?;
        self.table.as_mut().map_or(Ok(()), |table| table.record(file))
    }

    fn take_back(&mut self) -> io::Result<()> {
        if let Some(table) = &mut self.table {
            table.take_back()?;
        }
        match (&mut self.shared, self.last.take()) {
            (Some(shared), _) => shared.take_back(),
            (None, Some(last)) => last.withdraw(),
            (None, None) => Ok(()),
        }
    }
}

/// Why a log cannot be at a place, if so. Nothing that is not a log is ever overwritten by one.
fn unfit(
    place: &Path,
    plan: &Plan<'_>,
    taken: &BTreeSet<PathBuf>,
) -> Option<redact::model::Message> {
    if plan.originals.stand_at(place) {
        return Some(message!(
            "{0}: the log would overwrite a file that this run reads; choose another folder with -o",
            printable(place)
        ));
    }
    if taken.contains(&comparable(place)) {
        return Some(message!(
            "{0}: the log would take the place of a copy or a table; choose another folder with -o",
            printable(place)
        ));
    }
    let standing = place.symlink_metadata().ok()?;
    let log = standing.is_file()
        && std::fs::read_to_string(place).is_ok_and(|text| text.is_empty() || is_log(&text));
    (!log).then(|| {
        message!(
            "{0} exists already and is not a log of redact; move it elsewhere",
            printable(place)
        )
    })
}

/// The place of the log of a file with a log of its own: the first that is free or its own.
fn log_beside(
    input: &Input,
    copy: &Path,
    plan: &Plan<'_>,
    taken: &BTreeSet<PathBuf>,
) -> Result<PathBuf> {
    let mut why = None;
    for place in plan.target.audits(input) {
        match unfit(&place, plan, taken) {
            None if belongs_to(&place, copy) => return Ok(place),
            None => {}
            Some(reason) => why = why.or(Some(reason)),
        }
    }
    match why {
        Some(why) => Err(super::complaint::Complaint::new(why)),
        None => refuse!(
            "{0}: the logs beside it are those of other files; choose a folder with -o",
            printable(input.path())
        ),
    }
}
