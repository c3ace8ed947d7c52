//! Counts what a detector covers and touches in made-up cases.

use super::cases::{self, Case, Random};
use super::layouts;
use redact::model::{Category, Finding, Place, Role, Segment, SegmentKind};
use redact::recognize::{Detector, Memory};
use std::collections::BTreeMap;

/// Found of how many.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    /// Stretches covered in full, or touched.
    pub hit: usize,
    /// Stretches in all.
    pub all: usize,
}

impl Count {
    /// The share, in percent.
    pub(crate) fn percent(self) -> f64 {
        100.0 * self.hit as f64 / self.all.max(1) as f64
    }
}

/// Everything that was counted.
#[derive(Default)]
pub(crate) struct Score {
    /// Names covered in full, by category.
    pub names: BTreeMap<&'static str, Count>,
    /// Look-alikes touched, by kind.
    pub look_alikes: BTreeMap<&'static str, Count>,
    /// Telephone numbers covered, and false ones.
    pub phones: (Count, Count),
    /// Mail addresses covered, and false ones.
    pub mails: (Count, Count),
    /// By step of likelihood: findings in name cases that lie on a name, of all.
    pub tiers: BTreeMap<String, Count>,
    /// Cases that went wrong, for a person to look at.
    pub wrong: Vec<(&'static str, String)>,
}

fn found(detector: &Detector, case: &Case) -> Vec<Finding> {
    let segment = Segment::new(SegmentKind::Body, Place::verbatim("tekst"), case.text.clone());
    let public = [
        Role::MINISTER,
        Role::REPRESENTATIVE,
        Role::EXECUTIVE,
        Role::GENERAL_NUMBER,
        Role::FUNCTION_MAILBOX,
    ];
    let mut all = detector.find(&[segment], &Memory::default());
    all.retain(|f| !public.contains(&f.role) || f.category != Category::NAME);
    all
}

fn covered(text: &str, (start, end): (usize, usize), findings: &[&Finding]) -> bool {
    text[start..end].char_indices().filter(|(_, c)| c.is_alphanumeric()).all(|(i, _)| {
        let at = start + i;
        findings.iter().any(|f| f.span.start <= at && at < f.span.end)
    })
}

fn touched((start, end): (usize, usize), findings: &[&Finding]) -> bool {
    findings.iter().any(|f| f.span.start < end && start < f.span.end)
}

/// Runs all cases of a seed.
pub(crate) fn run(detector: &Detector, seed: u64) -> Score {
    let mut r = Random::new(seed);
    let mut score = Score::default();
    for case in cases::names(&mut r).into_iter().chain(layouts::names(seed)) {
        let findings = found(detector, &case);
        let all: Vec<&Finding> = findings.iter().collect();
        for span in &case.spans {
            let count = score.names.entry(case.category).or_default();
            count.all += 1;
            if covered(&case.text, *span, &all) {
                count.hit += 1;
            } else {
                score.wrong.push((case.category, case.text.clone()));
            }
        }
        for finding in findings.iter().filter(|f| f.category == Category::NAME) {
            let tier = score.tiers.entry(format!("{:?}", finding.likelihood)).or_default();
            tier.all += 1;
            let on = case.spans.iter().any(|s| touched(*s, &[finding]));
            tier.hit += usize::from(on);
        }
    }
    for case in cases::look_alikes(&mut r) {
        let findings = found(detector, &case);
        let all: Vec<&Finding> = findings.iter().collect();
        for span in &case.spans {
            let count = score.look_alikes.entry(case.category).or_default();
            count.all += 1;
            if touched(*span, &all) {
                count.hit += 1;
                score.wrong.push((case.category, case.text.clone()));
            }
        }
    }
    let phones = kind(detector, cases::phones(&mut r), &Category::PHONE, true, &mut score.wrong);
    let no_phones =
        kind(detector, cases::no_phones(&mut r), &Category::PHONE, false, &mut score.wrong);
    score.phones = (phones, no_phones);
    let mails = kind(detector, cases::mails(&mut r), &Category::EMAIL, true, &mut score.wrong);
    let no_mails =
        kind(detector, cases::no_mails(&mut r), &Category::EMAIL, false, &mut score.wrong);
    score.mails = (mails, no_mails);
    score
}

fn kind(
    detector: &Detector,
    cases: Vec<Case>,
    category: &Category,
    wanted: bool,
    wrong: &mut Vec<(&'static str, String)>,
) -> Count {
    let mut count = Count::default();
    for case in cases {
        let findings = found(detector, &case);
        let own: Vec<&Finding> = findings.iter().filter(|f| f.category == *category).collect();
        for span in &case.spans {
            count.all += 1;
            let hit = if wanted { covered(&case.text, *span, &own) } else { touched(*span, &own) };
            count.hit += usize::from(hit);
            if hit != wanted {
                wrong.push((case.category, case.text.clone()));
            }
        }
    }
    count
}
