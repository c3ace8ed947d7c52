//! `cargo bench --bench speed`: how fast plain Dutch text is searched with all shipped lists and a
//! staff list of 50,000 people, how soon the first finding comes, how much memory that takes,
//! and whether time stays linear. ripgrep, where it is installed, searches the same text for the
//! surnames of the same people.

mod text;

use aho_corasick::AhoCorasick;
use redact::model::{Place, Segment, SegmentKind};
use redact::recognize::{Detector, DetectorConfig, Memory, read_people};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// People on the staff list.
const STAFF: usize = 50_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let people = text::people(STAFF);
    let csv = text::csv(&people);
    let none = BTreeMap::new();
    let staff = read_people("personeel.csv", csv.as_bytes(), &none)?;
    let plain = Detector::new(&DetectorConfig::default())?;
    let config = DetectorConfig { staff, ..DetectorConfig::default() };
    let full = Detector::new(&config)?;
    drop(config);
    for megabytes in [1, 4, 16] {
        let prose = text::prose(megabytes * 1_000_000, &people);
        for (what, detector) in [("shipped lists", &plain), ("and 50,000 staff", &full)] {
            let (rate, found) = rate(detector, &prose);
            writeln!(out, "{megabytes:>3} MB, {what:<18} {rate:>7.1} MB/s   {found} findings")?;
        }
    }
    writeln!(out, "peak memory {} MB", peak())?;
    let folder = tempfile::tempdir()?;
    start(&mut out, folder.path(), &csv)?;
    automaton(&mut out, &people)?;
    ripgrep(&mut out, folder.path(), &people)?;
    crowds(&mut out, &plain)?;
    hostile(&mut out, &full)
}

/// Megabytes per second over one text on one core, the best of three; and findings.
fn rate(detector: &Detector, text: &str) -> (f64, usize) {
    let segment = [Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text)];
    let mut best = f64::MAX;
    let mut found = 0;
    for _ in 0..3 {
        let start = text::cpu();
        found = detector.find(&segment, &Memory::default()).len();
        best = best.min(text::cpu() - start);
    }
    (text.len() as f64 / 1e6 / best, found)
}

/// From the start of the program to its findings in one letter, the best of ten.
fn start(out: &mut impl Write, folder: &Path, csv: &str) -> Result<(), Box<dyn Error>> {
    let letter = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/make/kamerbrief.txt");
    std::fs::write(folder.join("personeel.csv"), csv)?;
    for (what, more) in
        [("shipped lists", &[][..]), ("and 50,000 staff", &["--staff", "personeel.csv"])]
    {
        let mut best = f64::MAX;
        for _ in 0..10 {
            let mut command = Command::new(env!("CARGO_BIN_EXE_redact"));
            command.current_dir(folder).args(["check", letter, "--format", "jsonl"]).args(more);
            let start = Instant::now();
            command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
            best = best.min(start.elapsed().as_secs_f64());
        }
        writeln!(out, "start to findings, {what:<18} {:>7.1} ms", best * 1e3)?;
    }
    Ok(())
}

/// What one automaton over three forms of every name would cost, beside the tables that are used.
fn automaton(out: &mut impl Write, people: &[text::Person]) -> Result<(), Box<dyn Error>> {
    let prose = text::prose(4_000_000, people);
    let forms: Vec<String> = people.iter().flat_map(text::Person::forms).collect();
    let start = text::cpu();
    let find = AhoCorasick::builder().ascii_case_insensitive(true).build(&forms)?;
    let built = text::cpu() - start;
    let start = text::cpu();
    let found = find.find_iter(&prose).count();
    let rate = prose.len() as f64 / 1e6 / (text::cpu() - start);
    let megabytes = find.memory_usage() / 1_000_000;
    writeln!(
        out,
        "aho-corasick over {} forms: built in {:.0} ms, {megabytes} MB, {rate:.0} MB/s, {found} places",
        forms.len(),
        built * 1e3
    )?;
    Ok(())
}

/// The yardstick: the staff's surnames as fixed strings, whole words, whatever case.
fn ripgrep(
    out: &mut impl Write,
    folder: &Path,
    people: &[text::Person],
) -> Result<(), Box<dyn Error>> {
    if Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_err() {
        writeln!(out, "ripgrep is not installed")?;
        return Ok(());
    }
    let prose = text::prose(16_000_000, people);
    let mut names: Vec<&str> = people.iter().map(|p| p.surname.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    std::fs::write(folder.join("namen.txt"), names.join("\n") + "\n")?;
    std::fs::write(folder.join("tekst.txt"), &prose)?;
    let mut best = f64::MAX;
    for _ in 0..3 {
        let mut command = Command::new("rg");
        command.args(["-j1", "-F", "-w", "-o", "-f", "namen.txt", "tekst.txt"]);
        let start = Instant::now();
        command.current_dir(folder).stdout(Stdio::null()).status()?;
        best = best.min(start.elapsed().as_secs_f64());
    }
    let rate = prose.len() as f64 / 1e6 / best;
    writeln!(out, "ripgrep, {} surnames        {rate:>7.1} MB/s with its start", names.len())?;
    Ok(())
}

/// Texts that name many people on one line: four times the people may take about four times as long.
fn crowds(out: &mut impl Write, detector: &Detector) -> Result<(), Box<dyn Error>> {
    writeln!(out, "people on one line, 12,500 and 50,000:")?;
    for (name, crowd) in text::crowds() {
        let time = |people: usize| {
            let text = crowd(people);
            text.len() as f64 / 1e3 / rate(detector, &text).0
        };
        let (short, long) = (time(12_500), time(50_000));
        writeln!(out, "  {short:>6.0} ms {long:>6.0} ms   {name}")?;
    }
    Ok(())
}

/// Texts that repeat one thing: four times the text may take about four times as long.
fn hostile(out: &mut impl Write, detector: &Detector) -> Result<(), Box<dyn Error>> {
    let mut grown = Vec::new();
    for unit in text::hostile(detector.patterns().iter().map(|p| p.example.as_str())) {
        let time = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len() + 1);
            text.len() as f64 / 1e6 / rate(detector, &text).0
        };
        let (short, long) = (time(100_000), time(400_000));
        grown.push((long, short, unit));
    }
    grown.sort_by(|a, b| b.0.total_cmp(&a.0));
    writeln!(out, "slowest of {} hostile texts, 0.1 MB and 0.4 MB:", grown.len())?;
    for (long, short, unit) in grown.iter().take(5) {
        let (short, long) = (short * 1e3, long * 1e3);
        writeln!(out, "  {short:>6.0} ms {long:>6.0} ms   {unit:?}")?;
    }
    Ok(())
}

/// Highest memory of this process so far, in MB; 0 where the system does not tell.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().next()).and_then(|n| n.parse().ok());
    kilobytes.unwrap_or(0usize) / 1024
}
