//! The audit: what was decided where, on which ground, by which rule. Holds no text, no snippet,
//! no offset or length that tells how wide a name was, and no file name; files go by a number and
//! by the SHA-256 of their bytes. Records are chained: each holds the SHA-256 of the line before.

use super::json::{notes, unread};
use super::{FileOutcome, FindingOutcome, Lang, Outcome};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::{self, Write};

/// A list that the user gave. A plain digest of a short list could be guessed, so there is one
/// only under a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDigest {
    /// `redact`, `keep`, `staff`, `office-holders`.
    pub kind: Cow<'static, str>,
    /// How many entries.
    pub entries: usize,
    /// HMAC-SHA-256 of the file under the key given with `--audit-key`, in hex.
    pub hmac_sha256: Option<String>,
}

/// What the head of the log says of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditHead {
    /// The policy's name.
    pub profile: String,
    /// SHA-256 of the policy and the grounds.
    pub policy_sha256: String,
    /// SHA-256 of patterns and shipped lists.
    pub patterns_sha256: String,
    /// The user's lists.
    pub lists: Vec<ListDigest>,
    /// Options that bear on the outcome: `ask`, `unread`, `only_lists`, `width`, …
    pub options: Value,
    /// When the run began, in UTC (RFC 3339).
    pub time: String,
}

/// Writes an audit log in JSON Lines.
pub struct AuditLog<W> {
    out: W,
    previous: String,
}

impl<W: Write> AuditLog<W> {
    /// A log that begins with this head.
    ///
    /// # Errors
    /// When writing fails.
    pub fn new(out: W, head: &AuditHead) -> io::Result<Self> {
        let mut log = Self { out, previous: String::new() };
        log.record(json!({
            "record": "head",
            "schema": 2,
            "tool": "redact",
            "version": env!("CARGO_PKG_VERSION"),
            "time": head.time,
            "profile": head.profile,
            "policy_sha256": head.policy_sha256,
            "patterns_sha256": head.patterns_sha256,
            "lists": head.lists,
            "options": head.options,
        }))?;
        Ok(log)
    }

    /// The records of one file: its findings, then the file.
    ///
    /// # Errors
    /// When writing fails.
    pub fn file(&mut self, file: &FileOutcome) -> io::Result<()> {
        for (item, number) in file.items.iter().zip(1..) {
            self.record(finding(file, item, number))?;
        }
        self.record(document(file))
    }

    /// The digest that the next record will hold.
    pub fn chain(&self) -> &str {
        &self.previous
    }

    /// Goes back to an earlier digest, because what was written since was taken back.
    pub fn back_to(&mut self, chain: String) {
        self.previous = chain;
    }

    /// What it writes to.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Ends the log and hands back what it was written to.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn record(&mut self, mut value: Value) -> io::Result<()> {
        if let Value::Object(fields) = &mut value {
            let previous = (!self.previous.is_empty()).then(|| self.previous.clone());
            fields.insert("previous_sha256".into(), previous.into());
        }
        let line = serde_json::to_vec(&value)?;
        self.out.write_all(&line)?;
        self.out.write_all(b"\n")?;
        self.previous = Sha256::digest(&line).iter().map(|b| format!("{b:02x}")).collect();
        Ok(())
    }
}

fn finding(file: &FileOutcome, item: &FindingOutcome, number: usize) -> Value {
    let f = &item.finding;
    json!({
        "record": "finding",
        "document": file.id,
        "finding": number,
        "person": item.finding.person,
        "place": Lang::Nl.place(&item.whole_place()),
        "segment_kind": item.kind,
        "category": f.category,
        "role": f.role,
        "likelihood": f.likelihood,
        "evidence": f.evidence,
        "decision": item.verdict.decision,
        "ground": item.verdict.ground,
        "rule": item.verdict.rule,
        "replacement": item.replacement,
        "removed": item.removed,
    })
}

fn document(file: &FileOutcome) -> Value {
    let output = match &file.outcome {
        Outcome::Written { sha256, .. } => Some(sha256),
        _ => None,
    };
    let verified = match &file.outcome {
        Outcome::Written { .. } => "passed",
        Outcome::Refused(p) | Outcome::Failed(p) if p.code() == "verify" => "failed",
        _ => "not-run",
    };
    let kept = file.items.len() - file.redactions() - file.asked();
    json!({
        "record": "document",
        "document": file.id,
        "format": file.format,
        "pages": file.pages,
        "input_hmac_sha256": file.keyed,
        "output_sha256": output,
        "result": file.outcome.as_str(),
        "reason": file.outcome.problem().map(|p| json!({ "code": p.code(), "text": reason(p) })),
        "counts": {
            "redact": file.redactions(),
            "ask": file.asked(),
            "questions": file.questions(),
            "keep": kept,
            "hidden": file.items.iter().filter(|i| i.is_hidden()).count(),
        },
        "unread": unread(file, Lang::Nl),
        "notes": notes(file, Lang::Nl),
        "verify": verified,
    })
}

/// The reason, unless it names a path.
fn reason(problem: &super::Problem) -> Option<String> {
    match problem {
        super::Problem::Exists(_) | super::Problem::Collision(_) => None,
        other => Some(other.say(Lang::Nl)),
    }
}
