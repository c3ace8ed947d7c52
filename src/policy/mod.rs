//! Findings in, verdicts out. Pure: a decision may look at the claim and at the policy, never
//! at the file or its text.
//!
//! A policy is a file of rules in order; the first that fits decides, and what no rule fits is
//! decided by `otherwise`, as a rule *ask*. Every rule says why.

mod fault;
mod file;
mod ground;
mod rules;
mod table;

pub use fault::{Fault, PolicyError};
pub use ground::{GroundEntry, GroundKind, Grounds};
pub use rules::{BUILT_IN, BuiltIn, Condition, Policy, Rule, UnreadMode};

use crate::model::{Category, Decision, Finding, Ground, Listed, RuleId, SegmentKind, Verdict};
use std::path::Path;

/// The policies that are compiled in: name and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("woo", include_str!("../../policies/woo.toml")),
    ("uitgaand", include_str!("../../policies/uitgaand.toml")),
];

impl Policy {
    /// The policy in this text. `more` are categories that pattern files declare beside the
    /// tool's own.
    ///
    /// # Errors
    /// All faults of the text at once, each with line and column.
    pub fn parse(source: &str, text: &str, more: &[Category]) -> Result<Self, PolicyError> {
        file::parse(source, text, more)
    }
}

/// The policy by the name of a shipped one, or from a file.
///
/// # Errors
/// [`PolicyError::Unreadable`] when there is no such policy or file, [`PolicyError::Faulty`]
/// with all its faults when it is not valid.
pub fn load(profile: &str, more: &[Category]) -> Result<Policy, PolicyError> {
    if let Some((_, text)) = SHIPPED.iter().find(|(name, _)| *name == profile) {
        return Policy::parse(&format!("{profile}.toml"), text, more);
    }
    let text = std::fs::read_to_string(Path::new(profile))
        .map_err(|cause| PolicyError::Unreadable { source_name: profile.to_owned(), cause })?;
    Policy::parse(profile, text.strip_prefix('\u{FEFF}').unwrap_or(&text), more)
}

/// What is to become of a finding that stands in a segment of this kind.
///
/// A list of the user's decides first, then a contradiction asks, then the rules speak in order.
pub fn weigh(finding: &Finding, kind: SegmentKind, policy: &Policy) -> Verdict {
    let built_in = |id: &str, decision, ground| Verdict { decision, ground, rule: RuleId::new(id) };
    match finding.listed {
        Some(Listed::Keep) => return built_in("lijst-houden", Decision::Keep, None),
        Some(Listed::Redact) => {
            let ground = listed_ground(finding, kind, policy);
            return built_in("lijst-lakken", Decision::Redact, Some(ground));
        }
        Some(Listed::Ask) => {
            let ground = listed_ground(finding, kind, policy);
            return built_in("lijst-vraag", Decision::Ask, Some(ground));
        }
        None => {}
    }
    let rule = policy.rules.iter().find(|r| r.when.fits(finding, kind));
    if finding.conflict && rule.is_none_or(|r| r.decision != Decision::Redact) {
        let ground = rule.and_then(|r| r.ground.clone()).unwrap_or_else(|| policy.ground.clone());
        return built_in("tegenspraak", Decision::Ask, Some(ground));
    }
    match rule {
        Some(r) => Verdict { decision: r.decision, ground: r.ground.clone(), rule: r.id.clone() },
        None => {
            let ground = (policy.otherwise != Decision::Keep).then(|| policy.ground.clone());
            built_in("geen-regel", policy.otherwise, ground)
        }
    }
}

/// A listed BSN still goes on the ground of a BSN; what has no rule of its own on the default.
fn listed_ground(finding: &Finding, kind: SegmentKind, policy: &Policy) -> Ground {
    policy
        .rules
        .iter()
        .filter(|r| r.decision == Decision::Redact && r.when.fits(finding, kind))
        .find_map(|r| r.ground.clone())
        .unwrap_or_else(|| policy.ground.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Span};
    use crate::model::{Likelihood, Role};

    fn finding(category: Category, role: Role) -> Finding {
        let mut f =
            Finding::new(0, Span::new(0, 3), category, Likelihood::Likely, Evidence::of("proef"));
        f.role = role;
        f
    }

    fn woo() -> Policy {
        load("woo", &[]).expect("the shipped policy is valid")
    }

    #[test]
    fn shipped_policies_are_valid_and_their_rules_have_a_reason() {
        let mut ids = Vec::new();
        for (name, _) in SHIPPED {
            let policy = load(name, &[]).expect("valid");
            assert!(policy.rules.iter().all(|r| r.because.len() > 20));
            assert!(policy.title_en.is_some());
            let english = |r: &Rule| r.because_en.as_ref().is_some_and(|b| b.len() > 20);
            assert!(policy.rules.iter().all(english), "{name}: because-en");
            assert!(policy.grounds.iter().all(|g| g.label_en.is_some()), "{name}: label-en");
            ids.extend(policy.rules.iter().map(|r| r.id.as_str().to_owned()));
        }
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "explain finds a rule by its id alone");
    }

    #[test]
    fn every_known_category_and_role_gets_a_weighed_answer() {
        let policy = woo();
        for category in Category::KNOWN {
            for role in Role::KNOWN {
                let v = weigh(&finding(category.clone(), role.clone()), SegmentKind::Body, &policy);
                assert_eq!(v.ground.is_some(), v.decision != Decision::Keep, "{category}/{role}");
            }
        }
    }

    #[test]
    fn office_holders_stay_and_staff_goes() {
        let policy = woo();
        let decide = |c, r| weigh(&finding(c, r), SegmentKind::Body, &policy).decision;
        assert_eq!(decide(Category::NAME, Role::MINISTER), Decision::Keep);
        assert_eq!(decide(Category::SIGNATURE, Role::MINISTER), Decision::Redact);
        assert_eq!(decide(Category::NAME, Role::OFFICIAL), Decision::Redact);
        assert_eq!(decide(Category::NAME, Role::SPOKESPERSON), Decision::Ask);
        assert_eq!(decide(Category::EMAIL, Role::FUNCTION_MAILBOX), Decision::Keep);
        assert_eq!(decide(Category::EMAIL, Role::UNKNOWN), Decision::Redact);
        let bsn = weigh(&finding(Category::BSN, Role::UNKNOWN), SegmentKind::Body, &policy);
        assert_eq!(bsn.ground, Some(Ground::new("5.1.1e")));
    }

    #[test]
    fn lists_go_before_rules() {
        let policy = woo();
        let mut f = finding(Category::NAME, Role::MINISTER);
        f.listed = Some(Listed::Redact);
        let v = weigh(&f, SegmentKind::Body, &policy);
        assert_eq!((v.decision, v.rule.as_str()), (Decision::Redact, "lijst-lakken"));
        let mut f = finding(Category::BSN, Role::UNKNOWN);
        f.listed = Some(Listed::Keep);
        assert_eq!(weigh(&f, SegmentKind::Body, &policy).decision, Decision::Keep);
        f.listed = Some(Listed::Redact);
        let ground = weigh(&f, SegmentKind::Body, &policy).ground;
        assert_eq!(ground, Some(Ground::new("5.1.1e")));
    }

    #[test]
    fn a_contradiction_asks_but_never_frees() {
        let policy = woo();
        let mut f = finding(Category::NAME, Role::MINISTER);
        f.conflict = true;
        assert_eq!(weigh(&f, SegmentKind::Body, &policy).decision, Decision::Ask);
        let mut f = finding(Category::NAME, Role::OFFICIAL);
        f.conflict = true;
        assert_eq!(weigh(&f, SegmentKind::Body, &policy).decision, Decision::Redact);
    }

    #[test]
    fn what_no_rule_fits_is_asked() {
        let v =
            weigh(&finding(Category::new("iets anders"), Role::UNKNOWN), SegmentKind::Body, &woo());
        assert_eq!((v.decision, v.rule.as_str()), (Decision::Ask, "geen-regel"));
    }

    #[test]
    fn the_mark_reads_the_article() {
        let mark = woo().mark(&Ground::new("5.1.2e"));
        assert_eq!(mark.label, "5.1.2e");
        assert_eq!(mark.alt, "Gelakt: artikel 5.1, tweede lid, onder e, Woo");
    }
}
