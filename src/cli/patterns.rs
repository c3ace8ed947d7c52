//! `redact patterns`: shows patterns, and runs their own examples.

use super::Exit;
use super::args::{PatternsArgs, PatternsTask};
use anyhow::{Context as _, bail};
use redact::recognize::{Detector, DetectorConfig, Pattern};
use redact::report::{Lang, printable};
use std::io::{self, Write as _};
use std::path::Path;

pub(super) fn run(args: &PatternsArgs) -> anyhow::Result<Exit> {
    let lang: Lang = args.lang.into();
    let own = args.folder.as_deref().map(read_folder).transpose()?.unwrap_or_default();
    // Files of one's own run their examples here: one that fails does not load.
    let detector = Detector::new(&DetectorConfig { patterns: own, ..DetectorConfig::default() })?;
    let mut out = io::stdout().lock();
    let mut exit = Exit::Done;
    for pattern in detector.patterns() {
        match args.what {
            PatternsTask::List => {
                let category = pattern.category.as_ref().map_or("-", |c| c.as_str());
                let (id, file) = (&pattern.id, &pattern.file);
                writeln!(out, "{id:<28}{category:<20}{file:<22}{}", pattern.example)?;
            }
            PatternsTask::Test => {
                if let Err(fault) = pattern.test() {
                    super::complain(&fault.to_string());
                    exit = Exit::Failed;
                }
            }
        }
    }
    if matches!(args.what, PatternsTask::Test) && exit == Exit::Done {
        let patterns: &[Pattern] = detector.patterns();
        let words = lang.pick("patronen, alle voorbeelden kloppen", "patterns, all examples hold");
        writeln!(out, "{} {words}", patterns.len())?;
    }
    Ok(exit)
}

/// The pattern files of a folder: name below the folder, and text, in order of name.
pub(super) fn read_folder(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let context = || format!("{}: de map met patronen is niet te lezen", printable(folder));
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).with_context(context)? {
            let entry = entry.with_context(context)?;
            let kind = entry.file_type().with_context(context)?;
            let path = entry.path();
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|e| e == "toml") {
                let name = entry.file_name().to_string_lossy().into_owned();
                let text = std::fs::read_to_string(&path).with_context(|| {
                    format!("{}: geen leesbaar patroonbestand", printable(&path))
                })?;
                out.push((name, text));
            }
        }
    }
    if out.is_empty() {
        bail!("{}: in deze map staat geen patroonbestand (*.toml)", printable(folder));
    }
    out.sort();
    Ok(out)
}
