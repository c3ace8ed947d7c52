//! Pattern files of the user.

use super::complaint::{Result, While as _, refuse};
use redact::model::message;
use redact::report::printable;
use std::path::Path;

/// The pattern files of a folder: name below the folder, and text, in order of name.
pub(super) fn read_folder(folder: &Path) -> Result<Vec<(String, String)>> {
    let context = || message!("{0}: the folder with patterns cannot be read", printable(folder));
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).while_doing(context)? {
            let entry = entry.while_doing(context)?;
            let kind = entry.file_type().while_doing(context)?;
            let path = entry.path();
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|e| e == "toml") {
                let name = entry.file_name().to_string_lossy().into_owned();
                let text = std::fs::read_to_string(&path).while_doing(|| {
                    message!("{0}: not a readable pattern file", printable(&path))
                })?;
                out.push((name, text));
            }
        }
    }
    if out.is_empty() {
        refuse!("{0}: this folder holds no pattern file (*.toml)", printable(folder));
    }
    out.sort();
    Ok(out)
}
