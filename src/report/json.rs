//! Findings for programs: one JSON object a finding, or one document for the run.

use super::{FileOutcome, FindingOutcome, Lang, Reporter, Summary, contained};
use crate::model::{Note, Unread};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The fields of a finding, by the names that scripts rely on (docs/audit-log.md).
fn finding(
    file: &FileOutcome,
    (number, item): (usize, &FindingOutcome),
    lang: Lang,
) -> Map<String, Value> {
    let f = &item.finding;
    let value = json!({
        "path": file.path.to_string_lossy(),
        "format": file.format,
        "finding": number,
        "person": f.person,
        "place": lang.place(&item.whole_place()),
        "segment": f.segment,
        "start_byte": f.span.start,
        "end_byte": f.span.end,
        "start_codepoint": item.codepoints.0,
        "end_codepoint": item.codepoints.1,
        "category": f.category,
        "role": f.role,
        "decision": item.verdict.decision,
        "ground": item.verdict.ground,
        "rule": item.verdict.rule,
        "likelihood": f.likelihood,
        "evidence": f.evidence,
        "attachment": !item.within.is_empty(),
    });
    let Value::Object(mut fields) = value else { return Map::new() };
    if let Some(excerpt) = &item.excerpt {
        fields.insert("text".into(), excerpt.reveal().into());
    }
    fields
}

/// What could not be read.
pub(super) fn unread(file: &FileOutcome, lang: Lang) -> Value {
    let one = |u: &Unread| json!({ "place": lang.place(&u.place), "why": u.why.code(), "scale": u.scale });
    file.unread.iter().map(one).collect()
}

/// The remarks.
pub(super) fn notes(file: &FileOutcome, lang: Lang) -> Value {
    let place = |n: &Note| n.place.as_ref().map(|p| lang.place(p));
    let one = |n: &Note| json!({ "code": n.code, "place": place(n), "count": n.count });
    file.notes.iter().map(one).collect()
}

/// One finding a line (JSON Lines).
pub struct JsonLines<W> {
    out: W,
    lang: Lang,
}

impl<W: Write> JsonLines<W> {
    /// A report to this writer.
    pub fn new(out: W, lang: Lang) -> Self {
        Self { out, lang }
    }
}

impl<W: Write> Reporter for JsonLines<W> {
    fn file(&mut self, file: &FileOutcome) -> io::Result<()> {
        for item in (1..).zip(&file.items) {
            serde_json::to_writer(&mut self.out, &finding(file, item, self.lang))?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

/// One JSON document for the whole run.
pub struct Json<W> {
    out: W,
    lang: Lang,
    files: Vec<Value>,
}

impl<W: Write> Json<W> {
    /// A report to this writer.
    pub fn new(out: W, lang: Lang) -> Self {
        Self { out, lang, files: Vec::new() }
    }
}

impl<W: Write> Reporter for Json<W> {
    fn file(&mut self, file: &FileOutcome) -> io::Result<()> {
        let findings: Vec<Value> =
            (1..).zip(&file.items).map(|i| Value::Object(finding(file, i, self.lang))).collect();
        self.files.push(json!({
            "path": file.path.to_string_lossy(),
            "format": file.format,
            "pages": file.pages,
            "result": file.outcome.as_str(),
            "reason": file.outcome.problem().map(|p| p.say(self.lang)),
            "findings": findings,
            "unread": unread(file, self.lang),
            "notes": notes(file, self.lang),
        }));
        Ok(())
    }

    fn finish(&mut self, s: &Summary) -> io::Result<()> {
        let document = json!({
            "tool": "redact",
            "version": env!("CARGO_PKG_VERSION"),
            "files": self.files,
            "contained": contained::values(&s.contained, self.lang),
            "summary": {
                "files": s.files,
                "redact": s.redactions(),
                "ask": s.asked(),
                "questions": s.questions,
                "unread_pages": s.unread_pages,
                "unread_small": s.unread_small,
                "skipped": s.skipped,
                "refused": s.refused,
                "failed": s.failed,
            },
        });
        serde_json::to_writer_pretty(&mut self.out, &document)?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}
