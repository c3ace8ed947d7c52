//! Policies: the examples of the documentation, and what holds for every finding and policy.

use proptest::prelude::*;
use redact::model::{
    Category, Decision, Evidence, Finding, Likelihood, Listed, Role, SegmentKind, Span,
};
use redact::policy::{self, Policy, weigh};

fn blocks(page: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}\n");
    page.split(&open)
        .skip(1)
        .filter_map(|b| b.split("\n```").next())
        .map(|b| format!("{b}\n"))
        .collect()
}

#[test]
fn every_example_of_the_documentation_is_a_valid_policy() {
    let page = include_str!("../docs/policy-file.md");
    let all = blocks(page, "toml");
    assert!(all.len() >= 4);
    for block in all {
        if let Err(e) = Policy::parse("docs/policy-file.md", &block, &[]) {
            panic!("{e}\n{block}");
        }
    }
}

#[test]
fn the_documentation_names_every_category_role_and_setting() {
    let page = include_str!("../docs/policy-file.md");
    for category in Category::KNOWN.iter().filter(|c| **c != Category::LISTED) {
        assert!(page.contains(&format!("`{category}`")), "{category}");
    }
    for role in Role::KNOWN {
        assert!(page.contains(&format!("`{role}`")), "{role}");
    }
}

#[test]
fn a_policy_decides_as_its_page_says() {
    let page = include_str!("../docs/policy-file.md");
    let first = blocks(page, "toml").remove(0);
    let policy = Policy::parse("docs", &first, &[]).expect("valid");
    let decide = |category, role| {
        let mut f =
            Finding::new(0, Span::new(0, 1), category, Likelihood::Likely, Evidence::of("p"));
        f.role = role;
        weigh(&f, SegmentKind::Body, &policy).decision
    };
    assert_eq!(decide(Category::NAME, Role::MINISTER), Decision::Keep);
    assert_eq!(decide(Category::NAME, Role::UNKNOWN), Decision::Redact);
    assert_eq!(decide(Category::SIGNATURE, Role::MINISTER), Decision::Redact);
    assert_eq!(decide(Category::PHONE, Role::UNKNOWN), Decision::Ask);
}

fn any_finding() -> impl Strategy<Value = Finding> {
    let categories = 0..Category::KNOWN.len();
    let roles = 0..Role::KNOWN.len();
    (categories, roles, 0..3_usize, 0..4_usize, any::<bool>()).prop_map(
        |(c, r, l, listed, conflict)| {
            let sure = [Likelihood::Possible, Likelihood::Likely, Likelihood::Certain][l];
            let mut f = Finding::new(
                0,
                Span::new(0, 1),
                Category::KNOWN[c].clone(),
                sure,
                Evidence::of("p"),
            );
            f.role = Role::KNOWN[r].clone();
            let lists = [None, Some(Listed::Keep), Some(Listed::Redact), Some(Listed::Ask)];
            f.listed = lists[listed];
            f.conflict = conflict;
            f
        },
    )
}

proptest! {
    #[test]
    fn a_verdict_has_a_ground_unless_the_text_stays(finding in any_finding(), which in 0..2_usize) {
        let policy = policy::load(policy::SHIPPED[which].0, &[]).expect("valid");
        let v = weigh(&finding, SegmentKind::Body, &policy);
        prop_assert_eq!(v.ground.is_some(), v.decision != Decision::Keep);
        if let Some(ground) = &v.ground {
            prop_assert!(policy.grounds.get(ground).is_some());
        }
        let known = policy.rule(v.rule.as_str()).is_some()
            || policy::BUILT_IN.iter().any(|rule| rule.id == v.rule.as_str());
        prop_assert!(known, "{} cannot be explained", v.rule);
    }

    #[test]
    fn lists_decide_before_all_else(finding in any_finding()) {
        let policy = policy::load("woo", &[]).expect("valid");
        let v = weigh(&finding, SegmentKind::Body, &policy);
        match finding.listed {
            Some(Listed::Keep) => prop_assert_eq!(v.decision, Decision::Keep),
            Some(Listed::Redact) => prop_assert_eq!(v.decision, Decision::Redact),
            Some(Listed::Ask) => prop_assert_eq!(v.decision, Decision::Ask),
            None => {}
        }
    }

    #[test]
    fn a_contradiction_never_keeps(finding in any_finding()) {
        let policy = policy::load("woo", &[]).expect("valid");
        let mut finding = finding;
        (finding.conflict, finding.listed) = (true, None);
        prop_assert_ne!(weigh(&finding, SegmentKind::Body, &policy).decision, Decision::Keep);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,200}") {
        let _ = Policy::parse("x", &text, &[]);
    }

    #[test]
    fn no_mutilation_of_a_policy_makes_the_parser_panic(at in 0..4000_usize, with in "\\PC{0,3}") {
        let mut text = policy::SHIPPED[0].1.to_owned();
        let at = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        text.insert_str(at, &with);
        let _ = Policy::parse("x", &text, &[]);
    }
}
