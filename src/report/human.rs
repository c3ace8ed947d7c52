//! The report on the terminal, or as plain lines in a pipe.

use super::notes::sentence;
use super::{
    FileOutcome, FindingOutcome, Lang, Mode, Outcome, Reporter, Summary, contained, printable,
};
use crate::model::{Decision, Unread};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many other places of somebody who is asked about are told.
const PLACES: usize = 6;

/// Writes for people: one line a file, the questions and what could not be read below it.
pub struct Human<W> {
    out: W,
    lang: Lang,
    mode: Mode,
    /// Files without a copy, and why.
    without: Vec<(String, String)>,
}

impl<W: Write> Human<W> {
    /// A report to this writer. Why a file failed or was refused is told at the end, for runs of
    /// more than one file; who calls tells it at once.
    pub fn new(out: W, lang: Lang, mode: Mode) -> Self {
        Self { out, lang, mode, without: Vec::new() }
    }

    fn counts(&self, file: &FileOutcome) -> String {
        let l = self.lang;
        let redact = match self.mode {
            Mode::Redact => {
                l.count(file.redactions(), ["gelakt", "gelakt"], ["redacted", "redacted"])
            }
            Mode::Check => {
                l.count(file.redactions(), ["te lakken", "te lakken"], ["to redact", "to redact"])
            }
        };
        let ask = l.count(file.questions(), ["vraag", "vragen"], ["question", "questions"]);
        let mut out = format!("{redact}, {ask}");
        let pages = file.unread_at_page_scale();
        if pages > 0 {
            out += &format!(", {pages} {}", l.pick("niet te lezen", "unreadable"));
        }
        let small = file.unread.len() - pages;
        if small > 0 {
            let nouns = (["klein onderdeel", "kleine onderdelen"], ["small part", "small parts"]);
            out += &format!(
                ", {} {}",
                l.count(small, nouns.0, nouns.1),
                l.pick("niet te lezen", "unreadable")
            );
        }
        out
    }

    /// The line of a finding; of a question about somebody also where else they are named.
    fn item(&mut self, item: &FindingOutcome, more: &[&FindingOutcome]) -> io::Result<()> {
        let l = self.lang;
        let sign = match item.verdict.decision {
            Decision::Redact => l.pick("lakken", "redact"),
            Decision::Ask => l.pick("vraag ", "ask   "),
            Decision::Keep => l.pick("blijft", "keep  "),
        };
        let ground = item.verdict.ground.as_ref().map_or("", |g| g.as_str());
        let f = &item.finding;
        // Where it starts, not how long it is: a length helps to guess a name.
        let at = |item: &FindingOutcome| {
            let char = l.pick("teken ", "char ");
            format!("{}, {char}{}", l.place(&item.whole_place()), item.codepoints.0 + 1)
        };
        let mut places = at(item);
        for other in more.iter().take(PLACES) {
            places += &format!("; {}", at(other));
        }
        if let Some(rest) = more.len().checked_sub(PLACES).filter(|rest| *rest > 0) {
            let nouns = (["andere plaats", "andere plaatsen"], ["other place", "other places"]);
            places += &format!("; {}", l.count(rest, nouns.0, nouns.1));
        }
        write!(
            self.out,
            "  {sign}  {places}: {} ({}) {ground} [{}]",
            l.category(f.category.as_str()),
            l.role(&f.role),
            item.verdict.rule
        )?;
        if let Some(excerpt) = &item.excerpt {
            write!(self.out, "  «{}»", excerpt.reveal())?;
        }
        writeln!(self.out)
    }

    /// The findings that are told, each question once.
    fn items(&mut self, file: &FileOutcome) -> io::Result<()> {
        let mut people: BTreeMap<_, Vec<&FindingOutcome>> = BTreeMap::new();
        for item in file.items.iter().filter(|i| i.is_question()) {
            if let Some(person) = item.person() {
                people.entry(person).or_default().push(item);
            }
        }
        for item in &file.items {
            let wanted = match self.mode {
                Mode::Check => item.verdict.decision != Decision::Keep,
                Mode::Redact => item.is_question() || item.excerpt.is_some(),
            };
            let asked = item.person().filter(|_| item.is_question());
            match asked.map(|person| people.remove(&person)) {
                Some(Some(places)) if wanted => {
                    self.item(item, places.get(1..).unwrap_or_default())?;
                }
                None if wanted => self.item(item, &[])?,
                _ => {}
            }
        }
        Ok(())
    }

    fn unread(&mut self, unread: &Unread) -> io::Result<()> {
        let what = self.lang.pick("niet te lezen", "unreadable");
        let (place, why) = (self.lang.place(&unread.place), self.lang.say(&unread.why.message()));
        writeln!(self.out, "  {what}: {place} ({why})")
    }

    fn left(&mut self, s: &Summary) -> io::Result<()> {
        let l = self.lang;
        if !s.is_left() && s.unread_small == 0 {
            return Ok(());
        }
        let mut parts = Vec::new();
        if s.questions > 0 {
            let asked = l.count(s.questions, ["vraag", "vragen"], ["question", "questions"]);
            let places = l.count(s.asked(), ["plaats", "plaatsen"], ["place", "places"]);
            parts.push(match s.asked() > s.questions {
                true => format!("{asked} ({places})"),
                false => asked,
            });
        }
        if s.unread_pages > 0 {
            let text = l.pick("niet te lezen op paginaschaal", "unreadable at page scale");
            parts.push(format!("{} {text}", s.unread_pages));
        }
        if s.unread_small > 0 {
            let nouns = (["klein onderdeel", "kleine onderdelen"], ["small part", "small parts"]);
            let text =
                l.pick("niet te lezen (logo's en dergelijke)", "unreadable (logos and the like)");
            parts.push(format!("{} {text}", l.count(s.unread_small, nouns.0, nouns.1)));
        }
        if s.names > 0 {
            let text = l.pick("bestandsnaam met een naam erin", "file name with a name in it");
            parts.push(format!("{} {text}", s.names));
        }
        let head = l.pick("Voor een mens", "Left for a person");
        writeln!(self.out, "{head}: {}.", parts.join(", "))
    }
}

impl<W: Write> Reporter for Human<W> {
    fn file(&mut self, file: &FileOutcome) -> io::Result<()> {
        let l = self.lang;
        let path = printable(&file.path);
        match &file.outcome {
            Outcome::Skipped(why) => {
                let word = l.pick("overgeslagen", "skipped");
                writeln!(self.out, "{path}: {word}: {}", why.say(l))?;
                if why.is_unseen() {
                    self.without.push((path, why.say(l)));
                }
                return Ok(());
            }
            Outcome::Failed(why) => {
                self.without.push((path, why.say(l)));
                return Ok(());
            }
            Outcome::Refused(why) => {
                let word = l.pick("geen kopie", "no copy");
                writeln!(self.out, "{path}: {word}: {}", self.counts(file))?;
                self.without.push((path, why.say(l)));
            }
            Outcome::Checked => writeln!(self.out, "{path}: {}", self.counts(file))?,
            Outcome::Written { path: to, unchanged, .. } => {
                let stood = match unchanged {
                    true => l.pick(" (stond er al, gelijk)", " (was there already, the same)"),
                    false => "",
                };
                writeln!(self.out, "{path} → {}{stood}: {}", printable(to), self.counts(file))?;
            }
        }
        self.items(file)?;
        for unread in &file.unread {
            if unread.scale == crate::model::Scale::Page {
                self.unread(unread)?;
            }
        }
        for note in &file.notes {
            let place =
                note.place.as_ref().map(|p| format!(" ({})", l.place(p))).unwrap_or_default();
            writeln!(self.out, "  {}{place}", sentence(note.code, note.count, l))?;
        }
        Ok(())
    }

    fn finish(&mut self, s: &Summary) -> io::Result<()> {
        let l = self.lang;
        writeln!(self.out)?;
        if !s.findings.is_empty() {
            let head = match self.mode {
                Mode::Redact => l.pick("gelakt", "redacted"),
                Mode::Check => l.pick("te lakken", "to redact"),
            };
            let (ask, keep) = (l.pick("vraag", "ask"), l.pick("blijft", "kept"));
            writeln!(
                self.out,
                "{:<22}{:<16}{head:>10}{ask:>8}{keep:>8}",
                "",
                l.pick("grond", "ground")
            )?;
            for ((category, ground), t) in &s.findings {
                let category = l.category(category);
                let ground = if ground.is_empty() { "-" } else { ground };
                writeln!(
                    self.out,
                    "{category:<22}{ground:<16}{:>10}{:>8}{:>8}",
                    t.redacted, t.asked, t.kept
                )?;
            }
            writeln!(self.out)?;
        }
        let files = l.count(s.files, ["bestand", "bestanden"], ["file", "files"]);
        let mut line = vec![files];
        if self.mode == Mode::Redact {
            line.push(format!("{} {}", s.written, l.pick("geschreven", "written")));
        }
        for (n, nl, en) in [
            (s.refused, "geweigerd", "refused"),
            (s.failed, "mislukt", "failed"),
            (s.skipped, "overgeslagen", "skipped"),
        ] {
            if n > 0 {
                line.push(format!("{n} {}", l.pick(nl, en)));
            }
        }
        writeln!(self.out, "{}.", line.join(", "))?;
        contained::lines(&mut self.out, &s.contained, l)?;
        self.left(s)?;
        if s.files + s.skipped > 1 && !self.without.is_empty() {
            writeln!(
                self.out,
                "{}:",
                l.pick("Zonder kopie of niet bekeken", "Without a copy or not looked at")
            )?;
            for (path, why) in &self.without {
                writeln!(self.out, "  {path}: {why}")?;
            }
        }
        self.out.flush()
    }
}
