//! The program: where it is, which version, which languages it reads.

use super::process;
use crate::model::{Message, message};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// How long it may take to say what it is.
const HELLO: Duration = Duration::from_secs(20);
/// The oldest version whose answers are known.
const OLDEST: u32 = 4;
/// The language that documents here are in.
const DUTCH: &str = "nld";

/// Why pictures cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OcrError {
    /// There is no such program.
    Missing,
    /// It does not say what it is.
    Silent,
    /// It is older than version 4.
    Old,
    /// None of the languages that were asked for is there.
    NoLanguage,
}

impl OcrError {
    /// The sentence, for a report to say in the user's language.
    pub fn message(self) -> Message {
        match self {
            Self::Missing => message!(
                "Tesseract was not found; install it (Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-nld) or name it with --tesseract"
            ),
            Self::Silent => message!("Tesseract does not say which version it is"),
            Self::Old => message!("Tesseract is too old; version 4 or later is needed"),
            Self::NoLanguage => message!(
                "Tesseract has none of the languages of --ocr-lang (Debian and Ubuntu: apt install tesseract-ocr-nld)"
            ),
        }
    }
}

impl fmt::Display for OcrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for OcrError {}

/// Tesseract as it is installed.
#[derive(Clone, Debug)]
pub struct Program {
    /// The file that is run.
    pub path: PathBuf,
    /// Its version, as it says itself.
    pub version: String,
    /// The languages that it has data for.
    pub languages: Vec<String>,
}

impl Program {
    /// The program under this path, or the first one of the search path.
    ///
    /// # Errors
    /// [`OcrError`] if there is none that can be used.
    pub fn find(named: Option<&Path>) -> Result<Self, OcrError> {
        let path = match named {
            Some(path) => Some(path.to_owned()).filter(|p| p.is_file()),
            None => on_search_path(),
        };
        let path = path.ok_or(OcrError::Missing)?;
        let said = ask(&path, "--version").ok_or(OcrError::Silent)?;
        let version = version(&said).ok_or(OcrError::Silent)?;
        if major(&version).is_none_or(|number| number < OLDEST) {
            return Err(OcrError::Old);
        }
        let said = ask(&path, "--list-langs").unwrap_or_default();
        Ok(Self { path, version, languages: languages(&said) })
    }

    /// Those of these languages, joined by `+`, that it has, and whether that is all of them.
    ///
    /// # Errors
    /// [`OcrError::NoLanguage`] if it has none.
    pub fn languages_of(&self, wanted: &str) -> Result<(String, bool), OcrError> {
        let has = |name: &&str| self.languages.iter().any(|known| known == name);
        let wanted: Vec<&str> = wanted.split('+').filter(|name| !name.is_empty()).collect();
        let known: Vec<&str> = wanted.iter().copied().filter(has).collect();
        match known.is_empty() {
            true => Err(OcrError::NoLanguage),
            false => Ok((known.join("+"), known.len() == wanted.len())),
        }
    }

    /// Whether it reads Dutch.
    pub fn has_dutch(&self) -> bool {
        self.languages.iter().any(|name| name == DUTCH)
    }

    /// A command that runs it, with nothing of this process's surroundings but where programs and
    /// languages are.
    pub(super) fn command(&self) -> Command {
        bare(&self.path)
    }
}

fn bare(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_clear().env("OMP_THREAD_LIMIT", "1");
    for kept in ["PATH", "TESSDATA_PREFIX"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
}

fn ask(path: &Path, what: &str) -> Option<String> {
    let mut command = bare(path);
    command.arg(what);
    let said = process::run(command, Vec::new(), HELLO).ok()?;
    Some(String::from_utf8_lossy(&said).into_owned())
}

/// Whether there is such a program on the search path; it is not run.
pub fn is_installed() -> bool {
    on_search_path().is_some()
}

fn on_search_path() -> Option<PathBuf> {
    let name = format!("tesseract{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// The version in `tesseract 5.3.0` or `tesseract v5.3.0.20221222`.
fn version(said: &str) -> Option<String> {
    let number = said.lines().next()?.strip_prefix("tesseract ")?.trim().trim_start_matches('v');
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-+_".contains(c);
    (!number.is_empty() && number.len() < 40 && number.chars().all(plain))
        .then(|| number.to_owned())
}

fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The languages below the line that says how many there are.
fn languages(said: &str) -> Vec<String> {
    let plain = |name: &str| {
        !name.is_empty()
            && name.len() < 40
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-/".contains(c))
    };
    said.lines().skip(1).map(str::trim).filter(|l| plain(l)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_what_it_says() {
        assert_eq!(version("tesseract 5.3.0\n leptonica-1.82.0").as_deref(), Some("5.3.0"));
        assert_eq!(version("tesseract v5.0.1.20220118").as_deref(), Some("5.0.1.20220118"));
        assert_eq!(version("bash: tesseract"), None);
        assert_eq!(version(""), None);
        assert_eq!((major("3.04.01"), major("x")), (Some(3), None));
    }

    #[test]
    fn languages_that_are_missing_are_told() {
        let program = Program {
            path: PathBuf::new(),
            version: "5.3.0".into(),
            languages: languages("List of available languages in \"/x\" (2):\neng\nosd\n"),
        };
        assert_eq!(program.languages_of("nld+eng"), Ok(("eng".into(), false)));
        assert_eq!(program.languages_of("eng"), Ok(("eng".into(), true)));
        assert_eq!(program.languages_of("nld"), Err(OcrError::NoLanguage));
        assert!(!program.has_dutch());
    }
}
