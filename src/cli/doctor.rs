//! `redact doctor`: what is there of all that the program can use.

use super::args::DoctorArgs;
use super::complaint::Result;
use super::{Exit, sandbox};
use redact::convert::LibreOffice;
use redact::ocr::Program;
use redact::report::Lang;
use std::io::{self, Write as _};

pub(super) fn run(args: &DoctorArgs) -> Result<Exit> {
    let lang: Lang = args.lang.into();
    let mut out = io::stdout().lock();
    let mut exit = Exit::Done;
    match Program::find(args.tesseract.as_deref()) {
        Ok(program) => {
            let (path, version) = (redact::report::printable(&program.path), &program.version);
            writeln!(out, "Tesseract: {path}, {} {version}", lang.pick("versie", "version"))?;
            let languages = program.languages.join(", ");
            writeln!(out, "{}: {languages}", lang.pick("Talen", "Languages"))?;
            if !program.has_dutch() {
                exit = Exit::Left;
                let told = lang.pick(
                    "Nederlands ontbreekt (Debian en Ubuntu: apt install tesseract-ocr-nld)",
                    "Dutch is missing (Debian and Ubuntu: apt install tesseract-ocr-nld)",
                );
                writeln!(out, "{told}")?;
            }
        }
        Err(why) => {
            exit = Exit::Left;
            writeln!(out, "{}", lang.say(&why.message()))?;
        }
    }
    let old = lang.pick(
        "oude bestanden van Word, Excel en PowerPoint, met --convert",
        "old files of Word, Excel and PowerPoint, with --convert",
    );
    match LibreOffice::find(args.libreoffice.as_deref()) {
        Ok(program) => {
            let path = redact::report::printable(program.path());
            let version = program.version();
            let silent = lang.pick("zegt niet wat het is", "does not say what it is");
            writeln!(out, "LibreOffice: {path}, {} ({old})", version.as_deref().unwrap_or(silent))?;
        }
        // Most dossiers do without.
        Err(why) => writeln!(out, "{} ({old})", lang.say(&why.message()))?,
    }
    let works = sandbox::works();
    let told = match works {
        true => lang.pick(
            "Afscherming: werkt; wie een document leest, kan geen bestand openen en geen programma starten",
            "Sandbox: works; what reads a document can open no file and start no program",
        ),
        false => lang.pick(
            "Afscherming: werkt hier niet; documenten worden wel in een eigen proces gelezen",
            "Sandbox: does not work here; documents are still read in a process of their own",
        ),
    };
    writeln!(out, "{told}")?;
    Ok(if works { exit } else { Exit::Left })
}
