//! Pattern files of the user.

use anyhow::{Context as _, bail};
use redact::report::printable;
use std::path::Path;

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
