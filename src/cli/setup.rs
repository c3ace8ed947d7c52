//! What the arguments mean: lists, passwords and policy read and valid, the engine ready.

use super::args::FindArgs;
use super::patterns;
use anyhow::{Context as _, bail};
use hmac::{Hmac, KeyInit as _, Mac as _};
use redact::model::{Category, OpenOptions};
use redact::pipeline::{AskMode, Engine, Settings};
use redact::policy::{self, UnreadMode};
use redact::recognize::{Detector, DetectorConfig, staff};
use redact::report::ListDigest;
use sha2::Sha256;
use std::num::NonZeroUsize;
use std::path::Path;

/// An engine, and what the audit says of the user's lists.
pub(super) struct Setup {
    pub(super) engine: Engine,
    pub(super) lists: Vec<ListDigest>,
    pub(super) profile: String,
}

/// What `redact` may say beside [`FindArgs`]; `check` leaves all to the policy.
#[derive(Default)]
pub(super) struct Choices<'a> {
    pub(super) ask: Option<AskMode>,
    pub(super) unread: Option<UnreadMode>,
    pub(super) audit_key: Option<&'a Path>,
}

pub(super) fn setup(
    find: &FindArgs,
    profile: &str,
    choices: &Choices<'_>,
) -> anyhow::Result<Setup> {
    let profile = find.profile.as_deref().unwrap_or(profile);
    let key = choices.audit_key.map(std::fs::read).transpose().context("sleutelbestand")?;
    if key.as_ref().is_some_and(|k| k.len() < MIN_KEY) {
        bail!("het sleutelbestand moet minstens {MIN_KEY} bytes hebben");
    }
    let mut lists = Vec::new();
    let mut read_lists = |kind: &'static str, paths: &[std::path::PathBuf]| {
        let mut all = Vec::new();
        for path in paths {
            let (text, entries) = read_list(path)?;
            let hmac_sha256 = key.as_deref().map(|k| keyed(k, text.as_bytes())).transpose()?;
            lists.push(ListDigest { kind, entries: entries.len(), hmac_sha256 });
            all.extend(entries);
        }
        anyhow::Ok(all)
    };
    let config = DetectorConfig {
        redact: read_lists("redact", &find.redact_list)?,
        keep: read_lists("keep", &find.keep_list)?,
        only_lists: find.only_lists,
        staff: read_people(&find.staff, &find.column)?,
        office_holders: read_people(&find.office_holders, &find.column)?,
        patterns: find
            .patterns
            .as_deref()
            .map(patterns::read_folder)
            .transpose()?
            .unwrap_or_default(),
    };
    if find.only_lists && find.redact_list.is_empty() {
        bail!("--only-lists zonder --redact-list vindt niets; geef een lijst op");
    }
    let passwords = find.password_file.as_deref().map(read_list).transpose()?;
    let detector = Detector::new(&config)?;
    let categories: Vec<Category> =
        detector.patterns().iter().filter_map(|p| p.category.clone()).collect();
    let policy = policy::load(profile, &categories)?;
    let unread = choices.unread.unwrap_or(policy.unread);
    let mut treatment = policy.treatment;
    treatment.blank_unread = unread == UnreadMode::Blank;
    treatment.drop_macros = find.drop_macros;
    let open = OpenOptions {
        passwords: passwords.map(|(_, entries)| entries).unwrap_or_default(),
        drop_macros: find.drop_macros,
        ..OpenOptions::default()
    };
    let settings =
        Settings { ask: choices.ask.unwrap_or_default(), unread, open, treatment, show: find.show };
    Ok(Setup { profile: policy.name.clone(), engine: Engine { detector, policy, settings }, lists })
}

/// The people of staff lists or lists of office holders.
fn read_people(
    paths: &[std::path::PathBuf],
    columns: &[(String, String)],
) -> anyhow::Result<Vec<staff::Entry>> {
    let columns = columns.iter().cloned().collect();
    let mut out = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let bytes =
            std::fs::read(path).with_context(|| format!("de lijst {name} is niet te lezen"))?;
        let entries = staff::read(&name, &bytes, &columns)?;
        if entries.is_empty() {
            bail!("de lijst {name} is leeg");
        }
        out.extend(entries);
    }
    Ok(out)
}

/// Shortest key for digests of lists, in bytes.
const MIN_KEY: usize = 16;

fn keyed(key: &[u8], bytes: &[u8]) -> anyhow::Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).context("sleutelbestand")?;
    mac.update(bytes);
    Ok(mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect())
}

/// A list: its text, and its entries, one a line, without those that are blank.
pub(super) fn read_list(path: &Path) -> anyhow::Result<(String, Vec<String>)> {
    let bytes = std::fs::read(path)
        .with_context(|| format!("de lijst {} is niet te lezen", path.display()))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = e.utf8_error().valid_up_to();
        let line = e.as_bytes().iter().take(valid).filter(|b| **b == b'\n').count() + 1;
        anyhow::anyhow!("{}:{line}: de lijst is geen UTF-8; sla hem op als UTF-8", path.display())
    })?;
    let entries: Vec<String> = text
        .trim_start_matches('\u{FEFF}')
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect();
    if entries.is_empty() {
        bail!("de lijst {} is leeg", path.display());
    }
    Ok((text, entries))
}

/// How many files at a time.
pub(super) fn jobs(find: &FindArgs) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    find.jobs.map_or_else(cores, NonZeroUsize::get)
}
