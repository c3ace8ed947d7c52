//! Which number stands for which file; kept apart from the log since file names may tell. It also
//! holds the key with which the owner proves which original a record is about.

use super::complaint::{Result, While as _, refuse};
use super::console::lang;
use redact::model::message;
use redact::pipeline::hex;
use redact::pipeline::ledger::Ledger;
use redact::pipeline::ledger_names::{TABLE, is_table};
use redact::pipeline::originals::Originals;
use redact::report::{FileOutcome, Lang, printable};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// How the line with the key begins.
const KEY: &str = "# hmac-key\t";

/// The table of a run.
pub(super) struct Table {
    ledger: Ledger,
    key: Vec<u8>,
    paths: BTreeSet<String>,
    before: u64,
}

impl Table {
    /// A table at a place that is free, or that of an earlier table: its key goes on to count.
    pub(super) fn new(place: &Path, force: bool, originals: &Originals) -> Result<Self> {
        if originals.stand_at(place) {
            refuse!(
                "{0}: the table would overwrite a file that this run reads; choose another name",
                printable(place)
            );
        }
        let foreign =
            place.is_file() && !std::fs::read_to_string(place).is_ok_and(|t| is_table(&t));
        if foreign && force {
            let removed = std::fs::remove_file(place);
            removed.while_doing(|| message!("the table cannot be written"))?;
        }
        let mut ledger = match Ledger::open(place, is_table) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                refuse!("{0} exists already; use --force to overwrite", printable(place))
            }
            other => other.while_doing(|| message!("the table cannot be written"))?,
        };
        let key = match earlier_key(ledger.earlier()) {
            Some(key) => key,
            None => new_key().while_doing(|| message!("the table cannot be written"))?,
        };
        let l = lang();
        let warning = if l == Lang::Nl { TABLE[0] } else { TABLE[1] };
        let head = format!(
            "{warning}\n{KEY}{}\n# document\t{}\tsha256\n",
            hex(&key),
            l.pick("bestand", "file")
        );
        ledger.add(head.as_bytes()).while_doing(|| message!("the table cannot be written"))?;
        let before = ledger.end();
        Ok(Self { ledger, key, paths: BTreeSet::new(), before })
    }

    /// The key for digests of originals.
    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    pub(super) fn record(&mut self, file: &FileOutcome) -> io::Result<()> {
        self.before = self.ledger.end();
        let path = printable(&file.path);
        let sha = file.sha256.as_deref().unwrap_or("-");
        self.ledger.add(format!("{}\t{path}\t{sha}\n", file.id).as_bytes())?;
        self.paths.insert(path);
        Ok(())
    }

    pub(super) fn take_back(&mut self) -> io::Result<()> {
        self.ledger.back_to(self.before)
    }

    /// Ends the table; an earlier one goes if this one names all its files.
    pub(super) fn finish(self) -> io::Result<()> {
        let lines = self.ledger.earlier().lines().filter(|l| !l.starts_with('#'));
        let named = |line: &str| line.split('\t').nth(1).is_none_or(|p| self.paths.contains(p));
        let keep = !lines.clone().all(named);
        self.ledger.finish(keep)
    }
}

/// The key of an earlier table.
fn earlier_key(text: &str) -> Option<Vec<u8>> {
    let hex = text.lines().find_map(|line| line.strip_prefix(KEY))?;
    let digits: Option<Vec<u8>> =
        hex.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let key: Vec<u8> =
        digits?.chunks_exact(2).map(|two| two.iter().fold(0, |k, d| k << 4 | d)).collect();
    (key.len() >= 16).then_some(key)
}

fn new_key() -> io::Result<Vec<u8>> {
    let mut key = vec![0; 32];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let key = new_key().expect("random");
        let text = format!("{}\n{KEY}{}\n# document\n", TABLE[0], hex(&key));
        assert_eq!(earlier_key(&text), Some(key));
        assert_eq!(earlier_key("# hmac-key\tzz"), None);
    }
}
