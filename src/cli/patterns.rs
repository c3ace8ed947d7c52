//! `redact patterns`: shows patterns, and runs their own examples.

use super::Exit;
use super::args::{PatternsArgs, PatternsTask};
use super::complaint::Result;
use super::pattern_files::read_folder;
use redact::recognize::{Detector, DetectorConfig, Pattern};
use redact::report::Lang;
use std::io::{self, Write as _};

pub(super) fn run(args: &PatternsArgs) -> Result<Exit> {
    let lang: Lang = args.lang.into();
    let own = args.folder.as_deref().map(read_folder).transpose()?.unwrap_or_default();
    // Files of one's own run their examples here: one that fails does not load.
    let detector = Detector::new(&DetectorConfig { patterns: own, ..DetectorConfig::default() })?;
    let mut out = io::stdout().lock();
    let mut exit = Exit::Done;
    for pattern in detector.patterns() {
        match args.what {
            PatternsTask::List => {
                let category = pattern.category.as_ref().map_or("-", |c| lang.category(c.as_str()));
                let (id, file) = (&pattern.id, &pattern.file);
                writeln!(out, "{id:<28}{category:<20}{file:<22}{}", pattern.example)?;
            }
            PatternsTask::Test => {
                if let Err(fault) = pattern.test() {
                    super::complain(&lang.say(&fault.message()));
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
