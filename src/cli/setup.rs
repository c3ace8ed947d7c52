//! What the arguments mean: lists, passwords and policy read and valid, the engine ready.

use super::args::FindArgs;
use super::complaint::{Result, While as _, refuse};
use super::listing::{Opener, people};
use super::pattern_files;
use redact::model::message;
use redact::model::{Category, ModelUse, OpenOptions, TextLayer};
use redact::pipeline::{AskMode, Engine, Settings, UnreadException, keyed};
use redact::policy::{self, UnreadMode};
use redact::recognize::{Detector, DetectorConfig, ListedPerson};
use redact::report::ListDigest;
use redact::verify::Census;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An engine, and what the audit says of the user's lists.
pub(super) struct Setup {
    pub(super) engine: Engine,
    pub(super) lists: Vec<ListDigest>,
    pub(super) profile: String,
    /// What the learned model of names may do.
    pub(super) model: ModelUse,
}

/// What `redact` may say beside [`FindArgs`]; `check` leaves all to the policy.
#[derive(Default)]
pub(super) struct Choices<'a> {
    pub(super) ask: Option<AskMode>,
    pub(super) unread: Option<UnreadMode>,
    pub(super) unread_in: &'a [UnreadException],
    pub(super) audit_key: Option<&'a Path>,
    pub(super) text_layer: Option<TextLayer>,
}

pub(super) fn setup(find: &FindArgs, profile: &str, choices: &Choices<'_>) -> Result<Setup> {
    let profile = find.profile.as_deref().unwrap_or(profile);
    let key = choices.audit_key.map(audit_key).transpose()?;
    let opener = Opener::for_lists(
        &find.identity,
        &[&find.redact_list, &find.keep_list, &find.staff, &find.office_holders],
    )?;
    let mut lists = Lists { opener: &opener, key: key.as_deref(), digests: Vec::new() };
    let columns = find.column.iter().cloned().collect();
    let config = DetectorConfig {
        redact: lists.entries("redact", &find.redact_list)?,
        keep: lists.entries("keep", &find.keep_list)?,
        only_lists: find.only_lists,
        staff: lists.people("staff", &find.staff, &columns)?,
        office_holders: lists.people("office-holders", &find.office_holders, &columns)?,
        patterns: find
            .patterns
            .as_deref()
            .map(pattern_files::read_folder)
            .transpose()?
            .unwrap_or_default(),
    };
    if find.only_lists && find.redact_list.is_empty() && find.staff.is_empty() {
        refuse!("--only-lists finds nothing without --redact-list or --staff; give a list");
    }
    let listed = (!config.redact.is_empty())
        .then(|| Census::of_words(config.redact.iter().map(String::as_str)))
        .transpose()?;
    let lists = lists.digests;
    let passwords = find.password_file.as_deref().map(|p| opener.entries(p)).transpose()?;
    let detector = Detector::of(config)?;
    let categories: Vec<Category> =
        detector.patterns().iter().filter_map(|p| p.category.clone()).collect();
    let policy = policy::load(profile, &categories)?;
    let model = if find.no_model { ModelUse::Off } else { policy.model };
    let detector = detector.with_model(model);
    let unread = choices.unread.unwrap_or(policy.unread);
    let mut treatment = policy.treatment;
    treatment.blank_unread = unread == UnreadMode::Blank;
    treatment.drop_macros = find.drop_macros;
    treatment.text_layer = choices.text_layer;
    let open = OpenOptions {
        passwords: passwords.map(|(_, entries)| entries).unwrap_or_default(),
        drop_macros: find.drop_macros,
        ..OpenOptions::default()
    };
    let settings = Settings {
        ask: choices.ask.unwrap_or_default(),
        unread,
        unread_in: choices.unread_in.to_vec(),
        open,
        treatment,
        show: find.show,
        only_lists: find.only_lists,
    };
    let engine = Engine { detector, policy, settings, listed };
    Ok(Setup { model, profile: engine.policy.name.clone(), engine, lists })
}

/// Reads lists, and notes what the audit says of them.
struct Lists<'a> {
    opener: &'a Opener,
    key: Option<&'a [u8]>,
    digests: Vec<ListDigest>,
}

impl Lists<'_> {
    fn entries(&mut self, kind: &'static str, paths: &[PathBuf]) -> Result<Vec<String>> {
        let mut all = Vec::new();
        for path in paths {
            let (bytes, entries) = self.opener.entries(path)?;
            self.note(kind, &bytes, entries.len());
            all.extend(entries);
        }
        Ok(all)
    }

    fn people(
        &mut self,
        kind: &'static str,
        paths: &[PathBuf],
        columns: &BTreeMap<String, String>,
    ) -> Result<Vec<ListedPerson>> {
        let mut all = Vec::new();
        for path in paths {
            let bytes = self.opener.bytes(path)?;
            let entries = people(path, &bytes, columns)?;
            self.note(kind, &bytes, entries.len());
            all.extend(entries);
        }
        Ok(all)
    }

    fn note(&mut self, kind: &'static str, bytes: &[u8], entries: usize) {
        let hmac_sha256 = self.key.and_then(|k| keyed(k, bytes));
        self.digests.push(ListDigest { kind: kind.into(), entries, hmac_sha256 });
    }
}

/// Shortest key for digests, in bytes.
const MIN_KEY: usize = 16;

/// The key for digests in the log.
pub(super) fn audit_key(path: &Path) -> Result<Vec<u8>> {
    let key = std::fs::read(path).while_doing(|| message!("the key file cannot be read"))?;
    if key.len() < MIN_KEY {
        refuse!("the key file must have at least {0} bytes", MIN_KEY);
    }
    Ok(key)
}

/// An engine for all threads, that stays until the program ends: to take a list of 50,000 people
/// apart again costs as much as to read it.
pub(super) fn shared(engine: Engine) -> Arc<Engine> {
    let engine = Arc::new(engine);
    std::mem::forget(Arc::clone(&engine));
    engine
}

/// How many files at a time.
pub(super) fn jobs(find: &FindArgs) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    find.jobs.map_or_else(cores, NonZeroUsize::get)
}
