//! `redact lists`: checks a list, seals it, makes a key.

use super::Exit;
use super::args::{ListKind, ListsArgs, ListsTask};
use super::complaint::{Complaint, Result, While as _, refuse};
use super::listing::{self, Opener};
use redact::model::message;
use redact::pipeline::originals::Originals;
use redact::pipeline::write::{Access, Pending};
use redact::recognize::{decode_list, is_xml, sealed};
use redact::report::{Lang, io_message, printable};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

pub(super) fn run(args: &ListsArgs) -> Result<Exit> {
    match args.what {
        ListsTask::Keygen => keygen(args),
        ListsTask::Check => check(args),
        ListsTask::Seal => seal(args),
    }
}

/// A new key: to a file that only its owner may read, or to the screen.
fn keygen(args: &ListsArgs) -> Result<Exit> {
    if args.file.is_some() {
        refuse!("keygen reads no list; write the key with -o FILE");
    }
    let lang: Lang = args.lang.into();
    let (key, public) = sealed::keygen()?;
    let word = lang.pick("publieke sleutel", "public key");
    let secret = Zeroizing::new(format!("# {word}: {public}\n{}", key.as_str()));
    let mut out = io::stdout().lock();
    match &args.output {
        Some(place) => {
            put(place, secret.as_bytes(), Access::Owner, args.force)?;
            writeln!(out, "{word}: {public}")?;
        }
        None => write!(out, "{}", secret.as_str())?,
    }
    Ok(Exit::Done)
}

fn check(args: &ListsArgs) -> Result<Exit> {
    let lang: Lang = args.lang.into();
    let path = wanted(args)?;
    let opener = Opener::for_lists(&args.identity, &[std::slice::from_ref(path)])?;
    let counted = validated(path, &opener.bytes(path)?, args)?;
    writeln!(io::stdout().lock(), "{}: {}", printable(path), counted.say(lang))?;
    Ok(Exit::Done)
}

fn seal(args: &ListsArgs) -> Result<Exit> {
    let lang: Lang = args.lang.into();
    let path = wanted(args)?;
    let mut to = Vec::new();
    for key in &args.recipient {
        to.extend(sealed::recipients(key).while_doing(|| message!("-r"))?);
    }
    for file in &args.recipients_file {
        let name = printable(file);
        let text = std::fs::read_to_string(file)
            .while_doing(|| message!("{0}: the public keys cannot be read", &name))?;
        to.extend(sealed::recipients(&text).while_doing(|| message!("{0}", name))?);
    }
    // Here nothing is opened: what is sealed already is refused below.
    let bytes = std::fs::read(path)
        .while_doing(|| message!("the list {0} cannot be read", printable(path)))?;
    if sealed::is_sealed(&bytes) {
        refuse!("the list {0} {1}", printable(path), sealed::SealError::Already.message());
    }
    let counted = validated(path, &bytes, args)?;
    let shut = sealed::seal(&bytes, &to, args.armor)?;
    let place = args.output.clone().unwrap_or_else(|| {
        let mut name = path.clone().into_os_string();
        name.push(".age");
        PathBuf::from(name)
    });
    let mut read = Originals::default();
    read.add(path);
    args.recipients_file.iter().for_each(|file| read.add(file));
    if place == *path || read.stand_at(&place) {
        refuse!("the sealed list would overwrite the readable one; choose another name with -o");
    }
    put(&place, &shut, Access::Usual, args.force)?;
    let word = lang.pick("verzegeld", "sealed");
    writeln!(
        io::stdout().lock(),
        "{}: {}, {word}: {}",
        printable(path),
        counted.say(lang),
        printable(&place)
    )?;
    Ok(Exit::Done)
}

fn wanted(args: &ListsArgs) -> Result<&PathBuf> {
    args.file.as_ref().ok_or_else(|| Complaint::new(message!("which list? Name a file")))
}

fn put(place: &Path, bytes: &[u8], access: Access, force: bool) -> Result<()> {
    let write = || {
        let mut pending = Pending::beside(place, access)?;
        pending.write_all(bytes)?;
        pending.ready()?;
        pending.settle(place, force)
    };
    write().map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => Complaint::by(
            message!("{0} exists already; use --force to overwrite", printable(place)),
            e,
        ),
        _ => {
            let why = message!("{0} cannot be written: {1}", printable(place), io_message(&e));
            Complaint::by(why, e)
        }
    })
}

/// What a list holds, in counts.
#[derive(Default)]
struct Counted {
    people: bool,
    entries: usize,
    mails: usize,
    phones: usize,
    users: usize,
    periods: usize,
    authorities: usize,
}

impl Counted {
    fn say(&self, lang: Lang) -> String {
        if !self.people {
            return format!("{} {}", self.entries, lang.pick("regels", "entries"));
        }
        let mut out = format!("{} {}", self.entries, lang.pick("personen", "people"));
        let parts = [
            (self.mails, lang.pick("mailadressen", "mail addresses")),
            (self.phones, lang.pick("telefoonnummers", "telephone numbers")),
            (self.users, lang.pick("gebruikersnamen", "user names")),
            (self.periods, lang.pick("met een periode", "with a period")),
            (self.authorities, lang.pick("organisaties", "authorities")),
        ];
        for (count, word) in parts.iter().filter(|(count, _)| *count > 0) {
            out.push_str(&format!(", {count} {word}"));
        }
        out
    }
}

/// Reads a list as it will be read when it is used.
fn validated(path: &Path, bytes: &[u8], args: &ListsArgs) -> Result<Counted> {
    let columns: BTreeMap<String, String> = args.column.iter().cloned().collect();
    let kind = args.kind.unwrap_or_else(|| guess(path, bytes));
    if kind == ListKind::Entries {
        let entries = listing::entries(path, bytes)?.len();
        return Ok(Counted { entries, ..Counted::default() });
    }
    let people = listing::people(path, bytes, &columns)?;
    let mut authorities: Vec<&str> =
        people.iter().map(|e| e.organization.as_str()).filter(|o| !o.is_empty()).collect();
    authorities.sort_unstable();
    authorities.dedup();
    Ok(Counted {
        people: true,
        entries: people.len(),
        mails: people.iter().filter(|e| !e.mail.is_empty()).count(),
        phones: people.iter().filter(|e| !e.phone.is_empty()).count(),
        users: people.iter().filter(|e| !e.user.is_empty()).count(),
        periods: people.iter().filter(|e| e.years != (None, None)).count(),
        authorities: authorities.len(),
    })
}

/// A table or an export of the register lists people; lines without a head are taken as they are.
fn guess(path: &Path, bytes: &[u8]) -> ListKind {
    let inner = path.file_stem().map(Path::new).filter(|_| has_ending(path, &["age"]));
    if has_ending(inner.unwrap_or(path), &["csv", "tsv", "xml"]) {
        return ListKind::People;
    }
    let table = decode_list("", bytes).is_ok_and(|list| {
        let head = list.text.lines().next().unwrap_or_default();
        is_xml(&list.text) || head.contains([';', '\t'])
    });
    if table { ListKind::People } else { ListKind::Entries }
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    endings.iter().any(|e| ending.eq_ignore_ascii_case(e))
}
