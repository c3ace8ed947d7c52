//! One log: its records, and what an earlier run left at its place.

use redact::pipeline::ledger::Ledger;
use redact::pipeline::ledger_names::is_log;
use redact::pipeline::sha256;
use redact::report::{AuditHead, AuditLog, FileOutcome, Outcome};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A log. It is there from the first copy on.
pub(super) struct LogFile {
    place: PathBuf,
    force: bool,
    log: AuditLog<Vec<u8>>,
    ledger: Option<Ledger>,
    /// The copies that this run accounts for, in order; and how many files.
    outputs: Vec<String>,
    documents: usize,
    /// Whether all copies stood there already.
    unchanged: bool,
    before: Option<Before>,
}

/// How things were before the last record.
struct Before {
    end: u64,
    chain: String,
    outputs: usize,
}

impl LogFile {
    pub(super) fn new(place: PathBuf, head: &AuditHead, force: bool) -> io::Result<Self> {
        let log = AuditLog::new(Vec::new(), head)?;
        let outputs = Vec::new();
        Ok(Self {
            place,
            force,
            log,
            ledger: None,
            outputs,
            documents: 0,
            unchanged: true,
            before: None,
        })
    }

    /// Adds a file. Until there is a copy, lines wait in memory.
    pub(super) fn record(&mut self, file: &FileOutcome) -> io::Result<()> {
        let chain = self.log.chain().to_owned();
        let waiting = self.log.out().len();
        let done = self.log.file(file).and_then(|()| self.store(file, &chain));
        if done.is_err() {
            self.log.out().truncate(waiting);
            self.log.back_to(chain);
        }
        done
    }

    fn store(&mut self, file: &FileOutcome, chain: &str) -> io::Result<()> {
        let written = matches!(file.outcome, Outcome::Written { .. });
        if self.ledger.is_none() && written {
            self.ledger = Some(Ledger::open(&self.place, is_log)?);
        }
        if let Some(ledger) = &mut self.ledger {
            let end = ledger.end();
            ledger.add(self.log.out())?;
            self.log.out().clear();
            self.before =
                Some(Before { end, chain: chain.to_owned(), outputs: self.outputs.len() });
        }
        self.documents += 1;
        if let Outcome::Written { sha256, unchanged, .. } = &file.outcome {
            self.outputs.push(sha256.clone());
            self.unchanged &= *unchanged;
        }
        Ok(())
    }

    /// Takes the last record back.
    pub(super) fn take_back(&mut self) -> io::Result<()> {
        let (Some(before), Some(ledger)) = (self.before.take(), &mut self.ledger) else {
            return Ok(());
        };
        if before.end == ledger.end() {
            return Ok(());
        }
        // The head and what waited before it went together with the first record.
        let mut lines = ledger.since(before.end)?;
        ledger.back_to(before.end)?;
        let last = last_file(&lines);
        lines.truncate(last);
        ledger.add(&lines)?;
        self.log.back_to(before.chain);
        self.outputs.truncate(before.outputs);
        self.documents = self.documents.saturating_sub(1);
        Ok(())
    }

    /// Takes all of it back.
    pub(super) fn withdraw(self) -> io::Result<()> {
        self.ledger.map_or(Ok(()), Ledger::withdraw)
    }

    /// Ends the log. That of an earlier run stays if it says the same; it goes if this one accounts
    /// for all its copies; else both stay.
    pub(super) fn finish(self) -> io::Result<()> {
        let Some(ledger) = self.ledger else { return Ok(()) };
        let own = counted(self.outputs);
        if own.is_empty() {
            return ledger.withdraw();
        }
        let earlier = sections(ledger.earlier());
        let own = Section { copies: own, documents: self.documents };
        if self.unchanged && earlier.iter().eq([&own]) {
            return ledger.withdraw();
        }
        let mut copies = earlier.iter().flat_map(|section| &section.copies);
        let accounted = copies.all(|(copy, times)| own.copies.get(copy) >= Some(times));
        ledger.finish(!self.force && !accounted)
    }
}

/// Where the records of the last file begin in these lines.
fn last_file(lines: &[u8]) -> usize {
    let text = String::from_utf8_lossy(lines);
    let mut at = 0;
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        let is = |kind: &str| line.starts_with(&format!("{{\"record\":\"{kind}\""));
        let end = at + line.len();
        if is("head") || (is("document") && end < text.len()) {
            begin = end;
        }
        at = end;
    }
    begin
}

/// What one run accounts for in a log.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// How often it made a copy with this digest.
    copies: BTreeMap<String, usize>,
    documents: usize,
}

/// What each run accounts for in a log.
pub(super) fn sections(text: &str) -> Vec<Section> {
    let mut out = Vec::new();
    for line in text.lines() {
        if line.starts_with("{\"record\":\"head\"") {
            out.push(Section::default());
        }
        let Some(section) = out.last_mut() else { continue };
        if !line.starts_with("{\"record\":\"document\"") {
            continue;
        }
        section.documents += 1;
        let record: Option<Value> = serde_json::from_str(line).ok();
        let output = record.as_ref().and_then(|r| r.get("output_sha256")).and_then(Value::as_str);
        if let Some(digest) = output {
            *section.copies.entry(digest.to_owned()).or_default() += 1;
        }
    }
    out
}

fn counted(digests: Vec<String>) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for digest in digests {
        *out.entry(digest).or_default() += 1;
    }
    out
}

/// Whether a log may be that of this copy: of no other that is beside it.
pub(super) fn belongs_to(log: &Path, copy: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(log) else { return true };
    let found = sections(&text);
    let is_in = |digest: &str| found.iter().any(|s| s.copies.contains_key(digest));
    let has = |path: &Path| std::fs::read(path).is_ok_and(|b| is_in(&sha256(&b)));
    if found.iter().all(|s| s.copies.is_empty()) || has(copy) {
        return true;
    }
    let stem = copy.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = copy.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let others = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut others = others
        .filter(|p| p.file_stem().is_some_and(|s| s.to_string_lossy() == stem))
        .filter(|p| p.file_name() != copy.file_name());
    !others.any(|other| has(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_read_from_a_log() {
        let text = "{\"record\":\"head\",\"schema\":2}\n{\"record\":\"document\",\"output_sha256\":\"ab\"}\n{\"record\":\"document\",\"output_sha256\":null}\nhalf";
        let found = sections(text);
        let copies = counted(vec!["ab".to_owned()]);
        assert_eq!(found, [Section { copies, documents: 2 }]);
    }

    #[test]
    fn the_records_of_the_last_file_are_known() {
        let head = "{\"record\":\"head\"}\n";
        let file = "{\"record\":\"finding\"}\n{\"record\":\"document\"}\n";
        assert_eq!(last_file(format!("{head}{file}").as_bytes()), head.len());
        let two = format!("{head}{file}{file}");
        assert_eq!(last_file(two.as_bytes()), head.len() + file.len());
        assert_eq!(last_file(file.as_bytes()), 0);
    }
}
