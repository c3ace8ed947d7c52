//! Which files a run is about, and where their copies go.

use crate::formats;
use crate::model::Format;
use crate::report::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the run.
#[derive(Debug)]
pub struct Input {
    /// As the user named it, or as the folder holds it.
    pub path: PathBuf,
    /// Its place under an output folder.
    pub relative: PathBuf,
    /// Why it is not handled, if so.
    pub skip: Option<Problem>,
    /// Why the user must be told that it is not handled, if so.
    pub fault: Option<Problem>,
}

impl Input {
    /// The ending of its name.
    pub fn extension(&self) -> Option<&str> {
        self.path.extension().and_then(|e| e.to_str())
    }
}

/// All files of a run, in path order. Folders are walked whole; nothing in them is left out in
/// silence. What lies under `except`, the output folder, is not read.
pub fn collect(paths: &[PathBuf], except: Option<&Path>) -> Vec<Input> {
    let except = except.and_then(|p| p.canonicalize().ok());
    let mut out = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => folder(path, except.as_deref(), &mut out),
            Ok(meta) if meta.is_file() => out.push(named(path, None)),
            Ok(_) => out.push(named(path, Some(Problem::NotAFile))),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                out.push(named(path, Some(Problem::Missing)));
            }
            Err(e) => out.push(named(path, Some(Problem::Io(e)))),
        }
    }
    out.sort_by(|a, b| a.path.cmp(&b.path));
    // One file by two names, or also in a folder that was named, is one file.
    let mut seen = BTreeSet::new();
    out.retain(|i| {
        let true_path = i.path.canonicalize().unwrap_or_else(|_| i.path.clone());
        i.skip.is_some() || seen.insert(true_path)
    });
    out
}

fn named(path: &Path, fault: Option<Problem>) -> Input {
    let relative = path.file_name().map(PathBuf::from).unwrap_or_default();
    Input { path: path.to_owned(), relative, skip: None, fault }
}

fn folder(root: &Path, except: Option<&Path>, out: &mut Vec<Input>) {
    let first = out.len();
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|e| {
        except.is_none_or(|x| {
            !e.file_type().is_dir() || e.path().canonicalize().ok().as_deref() != Some(x)
        })
    });
    for entry in walk {
        match entry {
            Ok(e) if e.file_type().is_dir() => {}
            Ok(e) => {
                let relative = e.path().strip_prefix(root).unwrap_or(e.path()).to_owned();
                let skip = if e.file_type().is_symlink() && e.depth() > 0 {
                    Some(Problem::Link)
                } else if e.file_type().is_file() {
                    skipped(e.path())
                } else {
                    Some(Problem::NotAFile)
                };
                out.push(Input { path: e.into_path(), relative, skip, fault: None });
            }
            Err(e) => {
                let path = e.path().unwrap_or(root).to_owned();
                let relative = path.strip_prefix(root).unwrap_or(&path).to_owned();
                let cause =
                    e.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                out.push(Input { path, relative, skip: None, fault: Some(Problem::Io(cause)) });
            }
        }
    }
    let handled = out.get(first..).unwrap_or_default().iter().any(|i| i.skip.is_none());
    if !handled {
        out.push(named(root, Some(Problem::NothingInFolder)));
    }
}

/// Whether a file found in a folder is passed over, by its name.
fn skipped(path: &Path) -> Option<Problem> {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    if name.contains(".redacted.") || name.ends_with(".audit.jsonl") || name == "audit.jsonl" {
        return Some(Problem::OwnOutput);
    }
    match path.extension().and_then(|e| e.to_str()) {
        Some(e) if formats::by_extension(e).is_none() => Some(Problem::UnknownType),
        _ => None,
    }
}

/// Where copies go.
#[derive(Clone, Debug)]
pub enum Target {
    /// Beside the original, as `naam.redacted.ext`.
    Beside,
    /// Under a folder, by the same name.
    Folder(PathBuf),
}

impl Target {
    /// The place of the copy of a file. It has the extension of the format in which it is written.
    pub fn place(&self, input: &Input) -> PathBuf {
        let written = input.extension().and_then(formats::by_extension);
        let written = written.and_then(Format::copy_extension);
        match self {
            Self::Folder(folder) => {
                let place = folder.join(&input.relative);
                written.map_or(place.clone(), |extension| place.with_extension(extension))
            }
            Self::Beside => beside(&input.path, "redacted", written.or(input.extension())),
        }
    }

    /// The place of the audit of a file that has one of its own.
    pub fn audit(&self, input: &Input) -> PathBuf {
        match self {
            Self::Folder(folder) => folder.join("audit.jsonl"),
            Self::Beside => beside(&input.path, "audit", Some("jsonl")),
        }
    }
}

fn beside(path: &Path, word: &str, extension: Option<&str>) -> PathBuf {
    let mut name = path.file_stem().map(|s| s.to_os_string()).unwrap_or_default();
    name.push(".");
    name.push(word);
    if let Some(extension) = extension {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// Where the copy of each input goes, or why it cannot. No copy may stand where a source stands,
/// where another copy goes, where a folder is, or behind a link.
pub fn places(inputs: &[Input], target: &Target) -> Vec<Result<PathBuf, Problem>> {
    let sources: Vec<PathBuf> = inputs.iter().filter_map(|i| i.path.canonicalize().ok()).collect();
    let mut taken: BTreeMap<PathBuf, ()> = BTreeMap::new();
    inputs
        .iter()
        .map(|input| {
            let place = target.place(input);
            if input.skip.is_some() || input.fault.is_some() {
                return Ok(place);
            }
            if place.canonicalize().is_ok_and(|p| sources.contains(&p)) {
                return Err(Problem::OverSource);
            }
            if taken.insert(place.clone(), ()).is_some() {
                return Err(Problem::Collision(crate::report::printable(&place)));
            }
            if let Target::Folder(root) = target
                && leads_out(root, &place)
            {
                return Err(Problem::Link);
            }
            match fs::symlink_metadata(&place) {
                Ok(meta) if meta.is_dir() => Err(Problem::Exists(crate::report::printable(&place))),
                _ => Ok(place),
            }
        })
        .collect()
}

/// Whether a folder between the output folder and the copy is a link to elsewhere.
fn leads_out(root: &Path, place: &Path) -> bool {
    place
        .ancestors()
        .skip(1)
        .take_while(|a| *a != root)
        .any(|a| fs::symlink_metadata(a).is_ok_and(|m| m.is_symlink()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_listed_whole_and_in_order() {
        let dir = tempfile::tempdir().expect("temp dir");
        for name in ["b.txt", "a.txt", "x.exe", "a.redacted.txt", "sub/c.txt"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().expect("has one")).expect("dir");
            fs::write(path, "x").expect("write");
        }
        let all = collect(&[dir.path().to_owned()], None);
        let names: Vec<_> = all.iter().map(|i| i.relative.to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["a.redacted.txt", "a.txt", "b.txt", "sub/c.txt", "x.exe"]);
        assert_eq!(all.iter().filter(|i| i.skip.is_some()).count(), 2);
        let rest = collect(&[dir.path().to_owned()], Some(&dir.path().join("sub")));
        assert_eq!(rest.len(), 4);
    }

    #[test]
    fn a_file_that_is_named_twice_is_one_file() {
        let dir = tempfile::tempdir().expect("temp dir");
        fs::write(dir.path().join("a.txt"), "x").expect("write");
        let twice = [dir.path().join("a.txt"), dir.path().join("./a.txt"), dir.path().to_owned()];
        assert_eq!(collect(&twice, None).len(), 1);
    }

    #[test]
    fn a_folder_without_documents_is_a_fault() {
        let dir = tempfile::tempdir().expect("temp dir");
        let all = collect(&[dir.path().to_owned()], None);
        assert!(matches!(all.as_slice(), [Input { fault: Some(Problem::NothingInFolder), .. }]));
    }

    #[test]
    fn a_copy_never_goes_over_a_source_or_another_copy() {
        let dir = tempfile::tempdir().expect("temp dir");
        fs::create_dir(dir.path().join("b")).expect("dir");
        for name in ["a.txt", "b/a.txt"] {
            fs::write(dir.path().join(name), "x").expect("write");
        }
        let inputs = collect(&[dir.path().join("a.txt"), dir.path().join("b/a.txt")], None);
        let over = places(&inputs, &Target::Folder(dir.path().to_owned()));
        assert!(over.iter().all(|p| matches!(p, Err(Problem::OverSource))));
        let two = places(&inputs, &Target::Folder(dir.path().join("uit")));
        assert!(matches!(two.as_slice(), [Ok(_), Err(Problem::Collision(_))]));
    }

    #[test]
    fn names_beside() {
        let input = named(Path::new("map/brief.v2.pdf"), None);
        assert_eq!(Target::Beside.place(&input), Path::new("map/brief.v2.redacted.pdf"));
        assert_eq!(Target::Beside.audit(&input), Path::new("map/brief.v2.audit.jsonl"));
    }
}
