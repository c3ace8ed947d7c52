//! Which files a run is about, and where their copies go.

use super::foreign::skipped;
use super::originals::Originals;
use super::source::Source;
use crate::formats;
use crate::model::{Converter, Format};
use crate::report::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A file of the run.
#[derive(Debug)]
pub struct Input {
    /// Its bytes; its path as the user named it, or as the folder holds it.
    pub source: Source,
    /// Its place under an output folder.
    pub relative: PathBuf,
    /// The ending of the kind that it is turned into first, if it is.
    pub becomes: Option<&'static str>,
    /// Why it is not handled, if so.
    pub skip: Option<Problem>,
    /// Why the user must be told that it is not handled, if so.
    pub fault: Option<Problem>,
}

impl Input {
    /// By which name it goes.
    pub fn path(&self) -> &Path {
        self.source.path()
    }
}

/// What a run looks for in folders.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search<'a> {
    /// The output folder: what lies under it is not read.
    pub except: Option<&'a Path>,
    /// Whether copies are made, so that those of earlier runs are passed over.
    pub for_copies: bool,
    /// What turns files of old kinds into others, if anything does.
    pub converter: Option<&'a dyn Converter>,
    /// Most bytes that standard input (`-`) may bring; 0 if it is a file by that name.
    pub piped: u64,
}

/// All files of a run, in path order. Folders are walked whole; nothing in them is left out in
/// silence.
pub fn collect(paths: &[PathBuf], search: Search<'_>) -> Vec<Input> {
    let except = search.except.and_then(|p| p.canonicalize().ok());
    let mut out = Vec::new();
    for path in paths {
        if search.piped > 0 && path == Path::new("-") {
            match Source::standard_input(search.piped) {
                Ok(source) => out.push(of(source, None)),
                Err(e) => out.push(named(path, Some(Problem::Io(e)))),
            }
            continue;
        }
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                folder(path, except.as_deref(), search, &mut out);
            }
            Ok(meta) if meta.is_file() => {
                let mut input = named(path, None);
                search.converter.into_iter().for_each(|c| becoming(&mut input, c));
                out.push(input);
            }
            Ok(_) => out.push(named(path, Some(Problem::NotAFile))),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                out.push(named(path, Some(Problem::Missing)));
            }
            Err(e) => out.push(named(path, Some(Problem::Io(e)))),
        }
    }
    out.sort_by(|a, b| a.path().cmp(b.path()));
    // One file by two names, or also in a folder that was named, is one file.
    let mut seen = BTreeSet::new();
    out.retain(|i| {
        let true_path = i.path().canonicalize().unwrap_or_else(|_| i.path().to_owned());
        i.skip.is_some() || seen.insert(true_path)
    });
    out
}

/// Whether a file is turned into another kind first; if so it is not passed over for its own.
fn becoming(input: &mut Input, converter: &dyn Converter) {
    let of_kind = |skip: &Problem| matches!(skip, Problem::Foreign(_));
    if input.fault.is_some() || input.skip.as_ref().is_some_and(|skip| !of_kind(skip)) {
        return;
    }
    let mut start = Vec::new();
    let read = fs::File::open(input.path()).and_then(|f| f.take(512).read_to_end(&mut start));
    let ending = input.source.extension().filter(|_| read.is_ok());
    input.becomes = ending.and_then(|ending| converter.becomes(&start, ending));
    if input.becomes.is_some() {
        input.skip = None;
    }
}

fn named(path: &Path, fault: Option<Problem>) -> Input {
    of(Source::at(path), fault)
}

fn of(source: Source, fault: Option<Problem>) -> Input {
    let relative = source.path().file_name().map(PathBuf::from).unwrap_or_default();
    Input { source, relative, becomes: None, skip: None, fault }
}

fn folder(root: &Path, except: Option<&Path>, search: Search<'_>, out: &mut Vec<Input>) {
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
                    skipped(e.path(), search.for_copies)
                } else {
                    Some(Problem::NotAFile)
                };
                let source = Source::at(e.path());
                let mut input = Input { source, relative, becomes: None, skip, fault: None };
                search.converter.into_iter().for_each(|c| becoming(&mut input, c));
                out.push(input);
            }
            Err(e) => {
                let path = e.path().unwrap_or(root).to_owned();
                let relative = path.strip_prefix(root).unwrap_or(&path).to_owned();
                let cause =
                    e.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                let source = Source::at(&path);
                let fault = Some(Problem::Io(cause));
                out.push(Input { source, relative, becomes: None, skip: None, fault });
            }
        }
    }
    let handled = out.get(first..).unwrap_or_default().iter().any(|i| i.skip.is_none());
    if !handled {
        out.push(named(root, Some(Problem::NothingInFolder)));
    }
}

/// The number of a file, from 0, as the log has it.
pub(super) fn id(at: usize, count: usize) -> String {
    let digits = count.to_string().len().max(4);
    format!("{:0digits$}", at + 1)
}

/// Gives copies the numbers of their files in place of names and folders, which may tell who is in
/// them. The ending stays if it is one.
pub fn number(inputs: &mut [Input]) {
    let count = inputs.len();
    for (at, input) in inputs.iter_mut().enumerate() {
        let mut name = id(at, count);
        let fits = |e: &&str| e.len() <= 5 && e.bytes().all(|b| b.is_ascii_alphanumeric());
        if let Some(ending) = input.becomes.or(input.source.extension()).filter(fits) {
            name.push('.');
            name.push_str(&ending.to_ascii_lowercase());
        }
        input.relative = PathBuf::from(name);
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
        let extension = input.becomes.or(input.source.extension());
        let written = extension.and_then(formats::by_extension);
        let written = written.and_then(Format::copy_extension).or(input.becomes);
        match self {
            Self::Folder(folder) => {
                let place = folder.join(&input.relative);
                written.map_or(place.clone(), |extension| place.with_extension(extension))
            }
            Self::Beside => beside(input.path(), "redacted", written.or(extension)),
        }
    }

    /// The places that the audit of a file may have, best first. The second is for a file beside
    /// another one that differs in the ending of its name alone.
    pub fn audits(&self, input: &Input) -> Vec<PathBuf> {
        match self {
            Self::Folder(folder) => vec![folder.join("audit.jsonl")],
            Self::Beside => {
                let mut name = input.path().file_name().unwrap_or_default().to_os_string();
                name.push(".audit.jsonl");
                vec![
                    beside(input.path(), "audit", Some("jsonl")),
                    input.path().with_file_name(name),
                ]
            }
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
pub fn places(
    inputs: &[Input],
    target: &Target,
    originals: &Originals,
) -> Vec<Result<PathBuf, Problem>> {
    let mut taken: BTreeMap<PathBuf, ()> = BTreeMap::new();
    inputs
        .iter()
        .map(|input| {
            let place = target.place(input);
            if input.skip.is_some() || input.fault.is_some() {
                return Ok(place);
            }
            if originals.stand_at(&place) {
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
pub(super) fn leads_out(root: &Path, place: &Path) -> bool {
    place
        .ancestors()
        .skip(1)
        .take_while(|a| *a != root)
        .any(|a| fs::symlink_metadata(a).is_ok_and(|m| m.is_symlink()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COPIES: Search<'_> = Search { except: None, for_copies: true, converter: None, piped: 0 };

    #[test]
    fn folders_are_listed_whole_and_in_order() {
        let dir = tempfile::tempdir().expect("temp dir");
        for name in ["b.txt", "a.txt", "x.exe", "a.redacted.txt", "sub/c.txt"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().expect("has one")).expect("dir");
            fs::write(path, "x").expect("write");
        }
        let all = collect(&[dir.path().to_owned()], COPIES);
        let names: Vec<_> = all.iter().map(|i| i.relative.to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["a.redacted.txt", "a.txt", "b.txt", "sub/c.txt", "x.exe"]);
        assert_eq!(all.iter().filter(|i| i.skip.is_some()).count(), 2);
        let rest = collect(
            &[dir.path().to_owned()],
            Search { except: Some(&dir.path().join("sub")), ..COPIES },
        );
        assert_eq!(rest.len(), 4);
    }

    #[test]
    fn a_file_that_is_named_twice_is_one_file() {
        let dir = tempfile::tempdir().expect("temp dir");
        fs::write(dir.path().join("a.txt"), "x").expect("write");
        let twice = [dir.path().join("a.txt"), dir.path().join("./a.txt"), dir.path().to_owned()];
        assert_eq!(collect(&twice, COPIES).len(), 1);
    }

    #[test]
    fn numbers_stand_in_place_of_names() {
        let dir = tempfile::tempdir().expect("temp dir");
        for name in ["noor.TXT", "map/noor", "z.noorbakker"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().expect("has one")).expect("dir");
            fs::write(path, "x").expect("write");
        }
        let mut all = collect(&[dir.path().to_owned()], COPIES);
        number(&mut all);
        let names: Vec<_> = all.iter().map(|i| i.relative.to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["0001", "0002.txt", "0003"]);
    }

    #[test]
    fn a_folder_without_documents_is_a_fault() {
        let dir = tempfile::tempdir().expect("temp dir");
        let all = collect(&[dir.path().to_owned()], COPIES);
        assert!(matches!(all.as_slice(), [Input { fault: Some(Problem::NothingInFolder), .. }]));
    }

    #[test]
    fn a_copy_never_goes_over_a_source_or_another_copy() {
        let dir = tempfile::tempdir().expect("temp dir");
        fs::create_dir(dir.path().join("b")).expect("dir");
        for name in ["a.txt", "b/a.txt"] {
            fs::write(dir.path().join(name), "x").expect("write");
        }
        let inputs = collect(&[dir.path().join("a.txt"), dir.path().join("b/a.txt")], COPIES);
        let mut originals = Originals::default();
        inputs.iter().for_each(|i| originals.add(i.path()));
        let over = places(&inputs, &Target::Folder(dir.path().to_owned()), &originals);
        assert!(over.iter().all(|p| matches!(p, Err(Problem::OverSource))));
        let two = places(&inputs, &Target::Folder(dir.path().join("uit")), &originals);
        assert!(matches!(two.as_slice(), [Ok(_), Err(Problem::Collision(_))]));
    }

    #[test]
    fn names_beside() {
        let input = named(Path::new("map/brief.v2.pdf"), None);
        assert_eq!(Target::Beside.place(&input), Path::new("map/brief.v2.redacted.pdf"));
        let audits = Target::Beside.audits(&input);
        assert_eq!(
            audits,
            [Path::new("map/brief.v2.audit.jsonl"), Path::new("map/brief.v2.pdf.audit.jsonl")]
        );
    }
}
