//! The audit log: its schema, its chain, and that no reporter loses, invents or tells anything.

use proptest::prelude::*;
use redact::model::{
    Category, Decision, Evidence, Finding, Ground, Likelihood, Place, Removed, Role, RuleId, Scale,
    SegmentKind, Span, Unread, Unreadable, Verdict,
};
use redact::report::{
    AuditHead, AuditLog, Excerpt, FileOutcome, FindingOutcome, Human, Json, JsonLines, Lang, Mode,
    Outcome, Problem, Reporter, Summary,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::PathBuf;

const SECRET: &str = "Naamdrager";

fn item(n: usize, decision: Decision) -> FindingOutcome {
    let span = Span::new(n * 20, n * 20 + 10);
    let evidence = Evidence::of("veld Contactpersoon");
    let finding = Finding::new(0, span, Category::NAME, Likelihood::Likely, evidence);
    FindingOutcome {
        finding: Finding { role: Role::OFFICIAL, ..finding },
        codepoints: (n * 20, n * 20 + 10),
        kind: SegmentKind::Body,
        place: Place::new(redact::message!("page {0}", 1_usize)),
        within: Vec::new(),
        verdict: Verdict {
            decision,
            ground: (decision != Decision::Keep).then(|| Ground::new("5.1.2e")),
            rule: RuleId::new("ambtenaar"),
        },
        replacement: (decision != Decision::Keep).then(|| "[5.1.2e]".to_owned()),
        removed: (decision != Decision::Keep).then_some(Removed::Exactly),
        excerpt: Some(Excerpt::new(SECRET)),
    }
}

fn file(name: &str, items: Vec<FindingOutcome>, outcome: Outcome) -> FileOutcome {
    let mut out = FileOutcome::bare(PathBuf::from(name), "0001".into(), outcome);
    out.format = Some("text");
    out.sha256 = Some("0".repeat(64));
    out.unread = vec![Unread {
        place: Place::new(redact::message!("page {0}", 2_usize)),
        why: Unreadable::Image,
        scale: Scale::Small,
    }];
    out.items = items;
    out
}

fn written() -> Outcome {
    Outcome::Written { path: "uit/x.txt".into(), sha256: "1".repeat(64), unchanged: false }
}

fn head() -> AuditHead {
    AuditHead {
        profile: "woo".into(),
        policy_sha256: "2".repeat(64),
        patterns_sha256: "3".repeat(64),
        lists: Vec::new(),
        options: serde_json::json!({}),
        time: "2026-01-01T00:00:00Z".into(),
    }
}

fn log(files: &[FileOutcome]) -> String {
    let mut log = AuditLog::new(Vec::new(), &head()).expect("to memory");
    files.iter().for_each(|f| log.file(f).expect("to memory"));
    String::from_utf8(log.finish().expect("to memory")).expect("UTF-8")
}

fn tell(mut reporter: impl Reporter, file: &FileOutcome) {
    let mut summary = Summary::default();
    summary.add(file);
    reporter.file(file).expect("to memory");
    reporter.finish(&summary).expect("to memory");
}

/// The part of JSON Schema (2020-12) that the schema of the log is written in.
fn valid(value: &Value, schema: &Value) -> Result<(), String> {
    let fields = schema.as_object().ok_or("no schema")?;
    for (word, rule) in fields {
        let good = match word.as_str() {
            "$schema" | "title" | "properties" => true,
            "oneOf" => {
                let all = rule.as_array().ok_or("oneOf")?;
                let fit = all.iter().filter(|s| valid(value, s).is_ok()).count();
                if fit != 1 {
                    let why: Vec<String> =
                        all.iter().filter_map(|s| valid(value, s).err()).collect();
                    return Err(format!("{fit} kinds fit {value}: {}", why.join("; ")));
                }
                true
            }
            "type" => match rule {
                Value::String(t) => is(value, t),
                Value::Array(ts) => ts.iter().any(|t| is(value, t.as_str().unwrap_or_default())),
                _ => return Err("type".into()),
            },
            "const" => value == rule,
            "enum" => rule.as_array().is_some_and(|all| all.contains(value)),
            "pattern" => value.as_str().is_none_or(|v| {
                regex::Regex::new(rule.as_str().unwrap_or("$^")).is_ok_and(|r| r.is_match(v))
            }),
            "minimum" => value.as_f64().is_none_or(|v| v >= rule.as_f64().unwrap_or(f64::MAX)),
            "required" => rule.as_array().is_some_and(|names| {
                value.as_object().is_none_or(|o| {
                    names.iter().all(|n| o.contains_key(n.as_str().unwrap_or_default()))
                })
            }),
            "additionalProperties" => value.as_object().is_none_or(|o| {
                o.keys().all(|k| fields.get("properties").is_some_and(|p| p.get(k).is_some()))
            }),
            "items" => {
                for v in value.as_array().into_iter().flatten() {
                    valid(v, rule)?;
                }
                true
            }
            other => return Err(format!("the test does not know the word {other}")),
        };
        if !good {
            return Err(format!("{word} {rule} does not fit {value}"));
        }
    }
    if let (Some(properties), Some(object)) = (fields.get("properties"), value.as_object()) {
        for (name, inner) in properties.as_object().into_iter().flatten() {
            if let Some(v) = object.get(name) {
                valid(v, inner).map_err(|e| format!("{name}: {e}"))?;
            }
        }
    }
    Ok(())
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../docs/audit-log.schema.json")).expect("JSON")
}

#[test]
fn every_record_fits_the_schema() {
    let items = vec![item(0, Decision::Redact), item(1, Decision::Ask), item(2, Decision::Keep)];
    let told = log(&[
        file("a", items, written()),
        file("b", Vec::new(), Outcome::Refused(Problem::Unread(2))),
        file("c", Vec::new(), Outcome::Failed(Problem::Exists("pad".into()))),
        FileOutcome::bare("d".into(), "0004".into(), Outcome::Skipped(Problem::UnknownType)),
    ]);
    for line in told.lines() {
        let value: Value = serde_json::from_str(line).expect("JSON");
        valid(&value, &schema()).unwrap_or_else(|e| panic!("{e}"));
    }
    assert_eq!(told.lines().count(), 8);
}

#[test]
fn the_schema_refuses_what_does_not_belong() {
    let told = log(&[file("a", vec![item(0, Decision::Redact)], written())]);
    let mut finding: Value =
        serde_json::from_str(told.lines().nth(1).expect("finding")).expect("JSON");
    finding["text"] = "x".into();
    assert!(valid(&finding, &schema()).is_err());
}

#[test]
fn records_are_chained() {
    let told = log(&[file("a", vec![item(0, Decision::Redact)], written())]);
    let lines: Vec<&str> = told.lines().collect();
    for pair in lines.windows(2) {
        let next: Value = serde_json::from_str(pair[1]).expect("JSON");
        let digest: String =
            Sha256::digest(pair[0].as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(next["previous_sha256"], digest.as_str());
    }
}

#[test]
fn the_log_tells_no_text_no_name_of_a_file_and_no_length() {
    let told = log(&[
        file("jan_naamdrager.txt", vec![item(3, Decision::Redact)], written()),
        file("b", Vec::new(), Outcome::Failed(Problem::Exists("naamdrager.txt".into()))),
    ]);
    assert!(!told.to_lowercase().contains("naamdrager"));
    for length in ["start", "end", "span", "length", "width", "codepoint", "rect"] {
        assert!(!told.contains(&format!("\"{length}")), "{length}");
    }
}

#[test]
fn an_excerpt_is_not_told_by_debug() {
    assert!(!format!("{:?}", item(0, Decision::Redact)).contains(SECRET));
}

proptest! {
    #[test]
    fn reporters_neither_lose_nor_invent(decisions in prop::collection::vec(0..3_u8, 0..40)) {
        let kind = |d: &u8| [Decision::Keep, Decision::Redact, Decision::Ask][usize::from(*d)];
        let items: Vec<FindingOutcome> = decisions.iter().enumerate().map(|(n, d)| item(n, kind(d))).collect();
        let told = file("a", items, Outcome::Checked);
        let wanted = decisions.iter().filter(|d| **d != 0).count();

        let mut lines = Vec::new();
        tell(JsonLines::new(&mut lines, Lang::Nl), &told);
        prop_assert_eq!(String::from_utf8_lossy(&lines).lines().count(), decisions.len());

        let mut json = Vec::new();
        tell(Json::new(&mut json, Lang::Nl), &told);
        let json: Value = serde_json::from_slice(&json).expect("JSON");
        prop_assert_eq!(json["files"][0]["findings"].as_array().map(Vec::len), Some(decisions.len()));

        let mut human = Vec::new();
        tell(Human::new(&mut human, Lang::Nl, Mode::Check), &told);
        let human = String::from_utf8_lossy(&human).into_owned();
        let shown = human.lines().filter(|l| l.starts_with("  lakken") || l.starts_with("  vraag ")).count();
        prop_assert_eq!(shown, wanted);

        let findings = log(&[told]).lines().filter(|l| l.starts_with("{\"record\":\"finding\"")).count();
        prop_assert_eq!(findings, decisions.len());
    }
}
