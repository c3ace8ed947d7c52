//! LibreOffice: where it is, and how it is run.

use super::kind::{self, Kind};
use crate::child_process::{confine, end};
use crate::model::{ConvertError, Converted, Converter};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long it may take over a file.
const TIME: Duration = Duration::from_secs(120);
/// How long it may take to say what it is.
const HELLO: Duration = Duration::from_secs(20);
/// Memory that it may take, in bytes.
const MEMORY: u64 = 4 << 30;
/// Most bytes of what it makes.
const LARGEST: u64 = 1 << 30;

/// Its settings: no macros, no links that are followed, no way out through a proxy that is there.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"#;

/// LibreOffice as it is installed.
#[derive(Clone, Debug)]
pub struct LibreOffice {
    path: PathBuf,
    time: Duration,
}

impl LibreOffice {
    /// The program under this path, or the first one of the search path; it is not run.
    ///
    /// # Errors
    /// [`ConvertError::Missing`] if there is none.
    pub fn find(named: Option<&Path>) -> Result<Self, ConvertError> {
        let path = match named {
            Some(path) => Some(path.to_owned()).filter(|p| p.is_file()),
            None => ["soffice", "libreoffice"].into_iter().find_map(on_search_path),
        };
        // It is run in a folder of its own: a path from here would lead nowhere.
        let path = path.and_then(|p| std::path::absolute(p).ok());
        Ok(Self { path: path.ok_or(ConvertError::Missing)?, time: TIME })
    }

    /// The file that is run.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its version, as it says itself.
    pub fn version(&self) -> Option<String> {
        let home = folder().ok()?;
        let mut command = self.command(home.path());
        command.arg("--version").stdout(Stdio::piped());
        let mut child = started(&mut command).ok()?;
        let ended = wait(&mut child, HELLO);
        let mut said = String::new();
        let out = child.stdout.take();
        end(&mut child);
        ended.ok()?;
        out?.take(4096).read_to_string(&mut said).ok()?;
        said.lines().find(|l| l.contains("Office")).map(|l| l.trim().to_owned())
    }

    /// A command that runs it, with nothing of this process's surroundings but where programs are.
    fn command(&self, home: &Path) -> Command {
        let mut command = Command::new(&self.path);
        command.env_clear().env("HOME", home).env("TMPDIR", home).env("LC_ALL", "C.UTF-8");
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.current_dir(home).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command
    }

    fn run(&self, bytes: &[u8], kind: &Kind, ending: &str) -> Result<Vec<u8>, ConvertError> {
        let home = folder().map_err(|_| ConvertError::NotRun)?;
        let user = home.path().join("profile/user");
        let source = home.path().join(format!("file.{}", ending.to_ascii_lowercase()));
        fs::create_dir_all(&user)
            .and_then(|()| fs::write(user.join("registrymodifications.xcu"), SETTINGS))
            .and_then(|()| fs::write(&source, bytes))
            .map_err(|_| ConvertError::NotRun)?;
        let mut command = self.command(home.path());
        let profile =
            format!("-env:UserInstallation=file://{}", home.path().join("profile").display());
        command.arg(profile).args([
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--nofirststartwizard",
            "--convert-to",
            kind.filter,
            "--outdir",
        ]);
        command.arg(home.path().join("made")).arg(&source);
        let mut child = started(&mut command)?;
        let ended = wait(&mut child, self.time);
        end(&mut child);
        if !ended? {
            return Err(ConvertError::Crashed);
        }
        let made = fs::File::open(home.path().join("made/file").with_extension(kind.becomes));
        let mut out = Vec::new();
        made.and_then(|file| file.take(LARGEST).read_to_end(&mut out))
            .map_err(|_| ConvertError::NothingMade)?;
        if out.is_empty() { Err(ConvertError::NothingMade) } else { Ok(out) }
    }
}

impl Converter for LibreOffice {
    fn becomes(&self, start: &[u8], ending: &str) -> Option<&'static str> {
        kind::of(start, ending).map(|kind| kind.becomes)
    }

    fn convert(&self, bytes: &[u8], ending: &str) -> Result<Converted, ConvertError> {
        let kind = kind::of(bytes, ending).ok_or(ConvertError::OtherKind)?;
        if !kind::is(kind, bytes) {
            return Err(ConvertError::OtherKind);
        }
        let bytes = self.run(bytes, kind, ending)?;
        Ok(Converted { bytes, ending: kind.becomes })
    }
}

/// A folder that only this user can look into, and that goes when it is dropped.
fn folder() -> std::io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("redact-").tempdir()
}

fn started(command: &mut Command) -> Result<Child, ConvertError> {
    let child = command.spawn().map_err(|_| ConvertError::NotRun)?;
    confine(&child, MEMORY, LARGEST);
    Ok(child)
}

/// Whether a process ends well, if it ends in time.
fn wait(child: &mut Child, limit: Duration) -> Result<bool, ConvertError> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) if start.elapsed() < limit => std::thread::sleep(Duration::from_millis(20)),
            Ok(None) => return Err(ConvertError::Late),
            Err(_) => return Err(ConvertError::NotRun),
        }
    }
}

fn on_search_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn old() -> Vec<u8> {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend("WordDocument\0".encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    /// What comes of a program that does this.
    fn by(script: &str) -> Result<Converted, ConvertError> {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("soffice");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("write");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("mode");
        LibreOffice { path, time: Duration::from_secs(2) }.convert(&old(), "doc")
    }

    #[test]
    fn what_a_program_does_wrong_is_its_own_end() {
        assert_eq!(by("sleep 60").err(), Some(ConvertError::Late));
        assert_eq!(by("kill -9 $$").err(), Some(ConvertError::Crashed));
        assert_eq!(by("exit 0").err(), Some(ConvertError::NothingMade));
        let made = by("mkdir made; cp file.doc made/file.docx").expect("made");
        assert_eq!((made.bytes, made.ending), (old(), "docx"));
    }

    #[test]
    fn a_missing_program_and_another_kind_are_told() {
        let gone = LibreOffice::find(Some(Path::new("/nowhere/soffice")));
        assert_eq!(gone.err(), Some(ConvertError::Missing));
        let none = LibreOffice { path: "/nowhere/soffice".into(), time: TIME };
        assert_eq!(none.convert(&old(), "doc").err(), Some(ConvertError::NotRun));
        assert_eq!(none.convert(&old(), "xls").err(), Some(ConvertError::OtherKind));
    }
}
