//! Who may know whom: the layer table of ARCHITECTURE.md, held over every file of `src/`.

use std::fs;
use std::path::{Path, PathBuf};

/// What each layer may import from the crate. `formats/<x>` also may import itself.
const MAY: &[(&str, &[&str])] = &[
    ("model", &["model"]),
    ("recognize", &["recognize", "model"]),
    ("policy", &["policy", "model"]),
    ("formats", &["formats", "model"]),
    ("verify", &["verify", "model"]),
    ("report", &["report", "model"]),
    ("pipeline", &["pipeline", "model", "recognize", "policy", "formats", "verify", "report"]),
];

/// What every format may import from `formats` beside itself.
const SHARED_BY_FORMATS: &[&str] = &["package", "splice", "textmap"];

/// Where each library may be named: path prefixes below `src/`.
const HOMES: &[(&str, &[&str])] = &[
    ("lopdf", &["formats/pdf"]),
    ("quick_xml", &["formats/docx", "verify/zip", "recognize/lists/register_xml.rs"]),
    ("age", &["recognize/lists/sealed.rs"]),
    ("zip", &["formats/docx", "formats/package.rs", "verify/zip"]),
    ("cfb", &["formats/docx", "verify/zip"]),
    ("hayro", &["verify/pdf"]),
    ("jpeg_decoder", &["formats/pdf/image"]),
    ("hayro_interpret", &["formats/pdf", "verify/pdf"]),
    ("hayro_syntax", &["formats/pdf", "verify/pdf"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli", "main.rs"]),
    ("indicatif", &["cli"]),
    ("toml", &["policy", "recognize"]),
    ("regex", &["recognize"]),
    ("fst", &["recognize"]),
    ("csv", &["recognize"]),
    ("tempfile", &["pipeline"]),
    ("walkdir", &["pipeline"]),
    ("encoding_rs", &["formats", "verify", "recognize"]),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|p| {
            let name = p.strip_prefix(&root).expect("below src").to_string_lossy().into_owned();
            (name, fs::read_to_string(&p).expect("source"))
        })
        .collect()
}

/// The code without comments and tests; tests may look further.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    body.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The module that a file is: `formats/pdf/open.rs` is `formats::pdf::open`.
fn module(file: &str) -> Vec<String> {
    let mut parts: Vec<String> =
        file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|p| p == "mod") {
        parts.pop();
    }
    parts
}

/// The paths from the crate's root that the code of a file names, two names deep.
fn imports(file: &str, text: &str) -> Vec<Vec<String>> {
    let here = module(file);
    let mut out = Vec::new();
    let code = code(text);
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            expand(&[], &code[at + 7..], &mut out);
        }
    }
    let mut rest = code.as_str();
    while let Some(at) = rest.find("super::") {
        let mut up = 0;
        let mut tail = &rest[at..];
        while let Some(next) = tail.strip_prefix("super::") {
            up += 1;
            tail = next;
        }
        expand(&here[..here.len().saturating_sub(up)], tail, &mut out);
        rest = tail;
    }
    out
}

/// A path after `crate::` or `super::`, with its first braces opened.
fn expand(base: &[String], tail: &str, out: &mut Vec<Vec<String>>) {
    let word = |t: &str| -> String {
        t.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let with = |names: &[&str]| -> Vec<String> {
        base.iter()
            .cloned()
            .chain(names.iter().map(|n| (*n).to_owned()))
            .filter(|n| !n.is_empty())
            .collect()
    };
    if let Some(inner) = tail.strip_prefix('{') {
        let group = inner.split('}').next().unwrap_or_default();
        for part in group.split(',') {
            out.push(with(&[&word(part.trim())]));
        }
        return;
    }
    let first = word(tail);
    let second = tail[first.len()..].strip_prefix("::").map(word).unwrap_or_default();
    out.push(with(&[&first, &second]));
}

fn violations(file: &str, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let here = module(file);
    let layer = here.first().map(String::as_str).unwrap_or_default();
    if let Some((_, may)) = MAY.iter().find(|(l, _)| *l == layer) {
        for path in imports(file, text) {
            let target = path.first().map(String::as_str).unwrap_or_default();
            let known = MAY.iter().any(|(l, _)| *l == target);
            if known && !may.contains(&target) {
                out.push(format!("{file}: {layer} must not know {target}"));
            }
            let sibling = path.get(1).map(String::as_str).unwrap_or_default();
            let format = here.get(1).map(String::as_str).unwrap_or_default();
            let in_format = layer == "formats" && ["pdf", "docx", "text"].contains(&format);
            if in_format
                && target == "formats"
                && sibling != format
                && !sibling.is_empty()
                && !SHARED_BY_FORMATS.contains(&sibling)
            {
                out.push(format!("{file}: a format must not know {sibling}"));
            }
            let concrete = ["pdf", "docx", "text"].contains(&sibling);
            if layer == "pipeline" && target == "formats" && concrete {
                out.push(format!("{file}: the pipeline must not name the format {sibling}"));
            }
        }
    }
    let body = code(text);
    for (library, homes) in HOMES {
        let named = body.match_indices(&format!("{library}::")).any(|(at, _)| {
            !body[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
        });
        // A module may bear the name of a library: `mod zip;`, `zip::read`.
        let own = body.contains(&format!("mod {library};"));
        if named && !own && !homes.iter().any(|h| file.starts_with(h)) && layer != "main" {
            out.push(format!("{file}: {library} has no home here"));
        }
    }
    out
}

#[test]
fn no_layer_knows_what_it_must_not() {
    let all = sources();
    assert!(all.len() > 30, "the table was held over {} files", all.len());
    let found: Vec<String> = all.iter().flat_map(|(f, t)| violations(f, t)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_guard_trips() {
    let trips = |file: &str, text: &str| !violations(file, text).is_empty();
    assert!(trips("verify/zip.rs", "use crate::formats::textmap::TextMap;"));
    assert!(trips("verify/pdf/walk.rs", "use super::super::super::formats::pdf;"));
    assert!(trips("recognize/mod.rs", "fn a() { crate::policy::weigh() }"));
    assert!(trips("policy/mod.rs", "use crate::{model::Span, recognize::Detector};"));
    assert!(trips("policy/mod.rs", "use crate::{recognize, model};"));
    assert!(trips("formats/pdf/cut.rs", "use crate::formats::docx::Docx;"));
    assert!(trips("formats/pdf/mod.rs", "use super::text::Text;"));
    assert!(trips("pipeline/one.rs", "use crate::formats::pdf::Pdf;"));
    assert!(trips("report/json.rs", "use lopdf::Object;"));
    assert!(trips("pipeline/one.rs", "use clap::Parser;"));
    assert!(!trips("formats/pdf/cut.rs", "use super::super::splice::Splice;\nuse lopdf::Object;"));
    assert!(!trips(
        "verify/mod.rs",
        "// crate::formats is not known here\nuse crate::model::MarkBox;"
    ));
}

#[test]
fn the_library_prints_nothing() {
    for (file, text) in sources() {
        let code = code(&text);
        let prints =
            ["println!", "eprintln!", "print!(", "eprint!("].iter().any(|p| code.contains(p));
        assert!(!prints, "{file} prints");
    }
}
