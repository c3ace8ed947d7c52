//! Who may know whom: the layer table of ARCHITECTURE.md, held over every file of `src/`, and no
//! circle of files anywhere.

use crate::imports::{Import, Sources, circles};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

/// What each layer may import from the crate. `formats/<x>` also may import itself.
const MAY: &[(&str, &[&str])] = &[
    ("model", &["model"]),
    ("recognize", &["recognize", "model"]),
    ("policy", &["policy", "model"]),
    ("formats", &["formats", "model", "parallel"]),
    ("verify", &["verify", "model", "parallel"]),
    ("ocr", &["ocr", "model", "child_process"]),
    ("convert", &["convert", "model", "child_process"]),
    ("child_process", &[]),
    ("parallel", &[]),
    ("report", &["report", "model"]),
    ("fuzzing", &["formats", "recognize", "pipeline"]),
    ("pipeline", &["pipeline", "model", "recognize", "policy", "formats", "verify", "report"]),
];

/// What every format may import from `formats` beside itself.
const SHARED_BY_FORMATS: &[&str] = &[
    "base64",
    "charset",
    "content_lines",
    "cuts",
    "fitted",
    "hidden",
    "layers",
    "letter_counts",
    "markup",
    "media",
    "office",
    "one_text",
    "package",
    "raster",
    "rich_text",
    "scan",
    "splice",
    "textmap",
];

/// Where each library may be named: path prefixes below `src/`.
const HOMES: &[(&str, &[&str])] = &[
    ("lopdf", &["formats/pdf"]),
    (
        "quick_xml",
        &[
            "formats/odf",
            "formats/office",
            "verify/xml.rs",
            "verify/zip",
            "recognize/lists/register_xml.rs",
        ],
    ),
    ("age", &["recognize/lists/sealed/keys.rs"]),
    ("zip", &["formats/archive", "formats/office", "formats/package", "verify/zip"]),
    ("tar", &["formats/archive"]),
    ("cfb", &["formats/office", "formats/mail/outlook", "verify/zip"]),
    ("outlook_pst", &["formats/mail/outlook"]),
    ("mail_parser", &["verify/mail"]),
    ("entities", &["formats/markup", "verify/html.rs"]),
    ("base64", &["formats/base64.rs"]),
    ("hayro", &["verify/pdf"]),
    ("jpeg_decoder", &["formats/pdf/image", "verify/picture_file.rs"]),
    ("image", &["formats/raster", "verify/picture_file.rs"]),
    ("png", &["formats/raster"]),
    ("rxing", &["formats/scan/symbol.rs"]),
    ("tiff", &["formats/raster", "verify/picture_file.rs"]),
    ("hayro_interpret", &["formats/pdf", "verify/pdf"]),
    ("hayro_syntax", &["formats/pdf", "verify/pdf"]),
    ("clap", &["cli"]),
    ("ctrlc", &["cli/mod.rs"]),
    ("landlock", &["cli/sandbox.rs"]),
    ("seccompiler", &["cli/sandbox.rs"]),
    ("rustix", &["cli/sandbox.rs", "child_process.rs"]),
    ("libc", &["cli/sandbox.rs"]),
    ("indicatif", &["cli"]),
    ("toml", &["policy", "recognize"]),
    ("regex", &["recognize"]),
    ("fst", &["recognize"]),
    ("csv", &["recognize"]),
    ("tempfile", &["pipeline", "convert"]),
    ("walkdir", &["pipeline"]),
    ("encoding_rs", &["formats", "verify", "recognize"]),
];

/// The formats: the folders of `formats`.
static FORMATS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/formats");
    let entries = std::fs::read_dir(root).expect("src/formats can be listed");
    let folders = entries.map(|e| e.expect("entry")).filter(|e| e.path().is_dir());
    folders.map(|e| e.file_name().to_string_lossy().into_owned()).collect()
});

fn crate_sources() -> Sources {
    Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// The layer of a file, and the part of that layer: `formats/pdf/write.rs` is `formats`, `pdf`.
fn layer(file: &str) -> (&str, &str) {
    let mut parts = file.trim_end_matches(".rs").split('/');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// What is wrong with an import between two files, if anything.
fn violation(import: &Import) -> Option<String> {
    let Import { from, to, name } = import;
    let ((layer_from, part_from), (layer_to, part_to)) = (layer(from), layer(to));
    let (_, may) = MAY.iter().find(|(l, _)| *l == layer_from)?;
    if !may.contains(&layer_to) {
        return Some(format!("{from}: {layer_from} must not know {layer_to} ({name})"));
    }
    let concrete = layer_to == "formats" && FORMATS.contains(part_to);
    if layer_from == "pipeline" && concrete {
        return Some(format!("{from}: the pipeline must not name the format {part_to}"));
    }
    let within = layer_from == "formats" && FORMATS.contains(part_from) && layer_to == "formats";
    let shared = part_to == part_from || SHARED_BY_FORMATS.contains(&part_to);
    (within && !shared).then(|| format!("{from}: a format must not know {part_to} ({name})"))
}

/// Every breach of both tables.
fn violations(sources: &Sources) -> Vec<String> {
    let mut out: Vec<String> = sources.imports().iter().filter_map(violation).collect();
    for (file, path) in sources.outside() {
        let library = path.first().map(String::as_str).unwrap_or_default();
        let homes = HOMES.iter().find(|(l, _)| *l == library).map(|(_, homes)| *homes);
        if homes.is_some_and(|homes| !homes.iter().any(|h| file.starts_with(h))) {
            out.push(format!("{file}: {library} has no home here"));
        }
    }
    out
}

#[test]
fn no_layer_knows_what_it_must_not() {
    let sources = crate_sources();
    assert!(sources.files().len() > 200, "only {} files were read", sources.files().len());
    assert!(sources.imports().len() > 1000, "only {} imports", sources.imports().len());
    let found = violations(&sources);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = crate_sources().imports();
    let found: Vec<String> = circles(&imports)
        .iter()
        .map(|circle| {
            let ties: Vec<String> =
                circle.iter().map(|i| format!("  {} -> {}: {}", i.from, i.to, i.name)).collect();
            format!("a circle:\n{}", ties.join("\n"))
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A small crate with one file of each layer, and one more file.
fn with(file: &str, text: &str) -> Sources {
    let base = [
        (
            "lib.rs",
            "pub mod model; pub mod formats; pub mod recognize; pub mod policy; pub mod verify;",
        ),
        ("model/mod.rs", "mod span; pub use span::Span; pub struct MarkBox;"),
        ("model/span.rs", "pub struct Span;"),
        ("formats/mod.rs", "pub mod textmap; pub mod splice; pub mod pdf; pub mod docx;"),
        ("formats/textmap.rs", "pub struct TextMap;"),
        ("formats/splice.rs", "pub struct Splice;"),
        ("formats/pdf/mod.rs", "pub struct Pdf; pub mod write;"),
        ("formats/pdf/write.rs", "pub fn write() {}"),
        ("formats/docx/mod.rs", "pub struct Docx;"),
        ("recognize/mod.rs", "pub struct Detector;"),
        ("policy/mod.rs", "pub fn weigh() {}"),
        ("verify/mod.rs", "pub fn verify() {}"),
    ];
    let all: Vec<(&str, &str)> =
        base.into_iter().filter(|(f, _)| *f != file).chain([(file, text)]).collect();
    Sources::of(&all)
}

#[test]
fn the_guard_over_layers_trips() {
    let trips = |file: &str, text: &str| !violations(&with(file, text)).is_empty();
    assert!(trips("verify/zip.rs", "use crate::formats::textmap::TextMap;"));
    assert!(trips(
        "verify/pdf/walk.rs",
        "fn f() { super::super::super::formats::pdf::write::write() }"
    ));
    assert!(trips("recognize/mod.rs", "fn a() { crate::policy::weigh() }"));
    assert!(trips("policy/table.rs", "use crate::{model::Span, recognize::Detector};"));
    assert!(trips("formats/pdf/cut.rs", "use crate::formats::docx::Docx;"));
    assert!(trips("pipeline/one.rs", "use crate::formats::pdf::Pdf;"));
    assert!(trips("report/json.rs", "use lopdf::Object;"));
    assert!(trips("pipeline/one.rs", "use clap::Parser;"));
    assert!(trips("verify/a.rs", "fn f() { assert_eq!(1, crate::formats::pdf::write::write()) }"));
    let behind_tests = "#[cfg(test)] mod tests; use crate::policy::weigh;";
    assert!(trips("recognize/names.rs", behind_tests), "code behind a `mod tests;` is code");
    assert!(!trips("formats/pdf/cut.rs", "use super::super::splice::Splice; use lopdf::Object;"));
    assert!(!trips("verify/a.rs", "// crate::formats\nuse crate::model::MarkBox;"));
    assert!(!trips("verify/a.rs", "#[cfg(test)] mod tests { use crate::formats::pdf::Pdf; }"));
}

#[test]
fn the_guard_over_circles_trips() {
    let circle = |text: &str| circles(&with("model/span.rs", text).imports()).len();
    assert_eq!(circle("pub struct Span;"), 0);
    assert_eq!(circle("pub struct Span; use super::MarkBox;"), 1);
    let pair = |text: &str| circles(&with("formats/pdf/write.rs", text).imports()).len();
    assert_eq!(pair("pub fn write(_: super::Pdf) {}"), 0);
    let tied = with("formats/pdf/mod.rs", "pub struct Pdf; mod write; fn f() { write::write() }");
    assert!(circles(&tied.imports()).is_empty());
    let both = Sources::of(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b/mod.rs", "mod inner; pub use inner::B;"),
        ("b/inner.rs", "pub struct B; fn f() { matches!(x, super::super::c::C) }"),
        ("c.rs", "#[cfg(test)] mod tests; use crate::a; pub struct C(a::A);"),
    ]);
    let found = both.imports();
    let found = circles(&found);
    assert_eq!(found.len(), 1, "{found:?}");
    let files: std::collections::BTreeSet<&str> =
        found[0].iter().map(|i| i.from.as_str()).collect();
    assert_eq!(files.into_iter().collect::<Vec<_>>(), ["a.rs", "b/inner.rs", "c.rs"]);
}

/// Where the library may print: nowhere. Its callers own the terminal.
#[test]
fn the_library_prints_nothing() {
    let printing = ["println", "eprintln", "print", "eprint"];
    let found: Vec<String> = crate_sources()
        .invoked()
        .into_iter()
        .filter(|(_, name)| printing.contains(&name.as_str()))
        .map(|(file, name)| format!("{file}: {name}!"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
