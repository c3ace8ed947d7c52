//! Marked papers, and the mentions in them.

use crate::model::Example;
use redact::model::{OpenOptions, Segment};
use redact::recognize::{Detector, DetectorConfig, Mention};
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization as _;

/// What is known of the names in a paper.
enum Marks {
    /// Code points, and whether a name stands there; `None` if it is open to debate.
    Places(Vec<(usize, usize, Option<bool>)>),
    /// Names; all else is none. How much a mention counts.
    Names(BTreeSet<String>, f64),
}

/// One paper.
pub(crate) struct Paper {
    /// Its file name.
    pub(crate) name: String,
    segments: Vec<Segment>,
    marks: Marks,
    /// How much its mentions count.
    weight: f64,
}

/// Reads all papers of all folders, in order.
pub(crate) fn read(folders: &[String]) -> Result<Vec<Paper>, Box<dyn Error>> {
    let mut out = Vec::new();
    for folder in folders {
        let (folder, weight) = match folder.split_once("=weight:") {
            Some((folder, weight)) => (folder, weight.parse()?),
            None => (folder.as_str(), 1.0),
        };
        let (folder, list) = match folder.split_once("=quiet:") {
            Some((folder, list)) => (folder, Some(list)),
            None => (folder, None),
        };
        let mut paths: Vec<_> = walkdir::WalkDir::new(folder)
            .into_iter()
            .filter_map(Result::ok)
            .map(|entry| entry.path().to_owned())
            .filter(|path| path.is_file())
            .collect();
        paths.sort();
        let known = list.map(std::fs::read_to_string).transpose()?;
        for path in paths {
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if !matches!(extension, "txt" | "pdf" | "docx") {
                continue;
            }
            let marks = if let Some(known) = &known {
                Marks::Names(
                    known
                        .lines()
                        .filter(|l| l.chars().any(char::is_alphabetic))
                        .map(str::to_owned)
                        .collect(),
                    0.4,
                )
            } else {
                let Ok(text) = std::fs::read_to_string(path.with_extension("gold.json")) else {
                    continue;
                };
                marks(&serde_json::from_str(&text)?)
            };
            let Some(segments) = segments(&path) else { continue };
            out.push(Paper { name: path.display().to_string(), segments, marks, weight });
        }
    }
    Ok(out)
}

fn segments(path: &Path) -> Option<Vec<Segment>> {
    let bytes = Arc::new(std::fs::read(path).ok()?);
    let extension = path.extension()?.to_str()?;
    let format = redact::pipeline::detect(&bytes, Some(extension)).ok()?;
    let document = format.open(&bytes, &OpenOptions::default()).ok()?;
    Some(document.segments().to_vec())
}

fn marks(gold: &Value) -> Marks {
    let items = gold["items"].as_array().cloned().unwrap_or_default();
    let number = |v: &Value| v.as_u64().and_then(|n| usize::try_from(n).ok());
    if items.first().is_some_and(|i| i["start"].is_u64()) {
        let place = |i: &Value| {
            let person = i["category"] == "persoonsnaam" || i["category"] == "handtekening";
            let name = match i["decision"].as_str() {
                Some("either") => None,
                _ => Some(person),
            };
            Some((number(&i["start"])?, number(&i["end"])?, name))
        };
        return Marks::Places(items.iter().filter_map(place).collect());
    }
    let names = items.iter().filter(|i| i["kind"].as_str().is_some_and(|k| k.ends_with("_name")));
    let names = names.flat_map(|i| {
        let parts = i["partials"].as_array().cloned().unwrap_or_default();
        std::iter::once(i["text"].clone()).chain(parts)
    });
    Marks::Names(names.filter_map(|t| t.as_str().map(str::to_owned)).collect(), 1.0)
}

/// The words, in lower case, with a space before and after each.
fn words(text: &str) -> String {
    let text = text.replace("\u{2010}\n", "").to_lowercase();
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    parts.fold(String::from(" "), |all, word| all + word + " ")
}

/// Letters and digits alone, in lower case: papers break and space names in many ways.
fn fold(text: &str) -> String {
    let plain = text.nfd().filter(|c| c.is_alphanumeric());
    plain.flat_map(char::to_lowercase).collect()
}

/// The mentions in all papers under these weights: those that stand by themselves, or the others.
pub(crate) fn examples(
    papers: &[Paper],
    weights: &str,
    seeds: bool,
) -> Result<Vec<Example>, Box<dyn Error>> {
    let detector = Detector::new(&DetectorConfig::default())?.with_weights(weights)?;
    let mut out = Vec::new();
    for (number, paper) in papers.iter().enumerate() {
        let mentions = detector.mentions(&paper.segments);
        out.extend(mentions.iter().filter(|m| m.seed == seeds).map(|m| example(number, paper, m)));
    }
    Ok(out)
}

fn example(number: usize, paper: &Paper, mention: &Mention) -> Example {
    let text = paper.segments.get(mention.segment).map(|s| s.text.as_str()).unwrap_or_default();
    let start = mention.spans.first().map_or(0, |s| s.start);
    let end = mention.spans.last().map_or(0, |s| s.end);
    let own = text.get(start..end).unwrap_or_default();
    let (name, weight) = match &paper.marks {
        Marks::Places(places) => {
            let from = text.get(..start).map_or(0, |t| t.chars().count());
            let to = from + own.chars().count();
            let inside = places.iter().filter(|(a, b, _)| *a < to && from < *b);
            let found: Vec<Option<bool>> = inside.map(|(_, _, name)| *name).collect();
            match found.as_slice() {
                [] => (false, 1.0),
                list if list.contains(&Some(true)) => (true, 1.0),
                list if list.contains(&Some(false)) => (false, 1.0),
                _ => (false, 0.0),
            }
        }
        Marks::Names(names, weight) => {
            let whole = fold(own);
            let own = words(own);
            let known = names.iter().any(|name| {
                let spaced = words(name);
                whole == fold(name)
                    || spaced.contains(&own)
                    || name.chars().count() > 4 && own.contains(&spaced)
            });
            // Whoever is addressed as a person is one, marked or not.
            let from = start.saturating_sub(14);
            let front = (from..=start).find_map(|at| text.get(at..start)).unwrap_or_default();
            let addressed = ["heer ", "mevrouw ", "mevr. ", "mw. ", "dhr. "].iter();
            let addressed =
                *weight < 1.0 && addressed.into_iter().any(|title| front.contains(title));
            let weight = if addressed && !known { &0.0 } else { weight };
            (known, *weight)
        }
    };
    // Whoever acts in public stays, and need not be marked.
    let public = matches!(
        mention.role.as_str(),
        "bewindspersoon"
            | "volksvertegenwoordiger"
            | "bestuurder"
            | "rechterlijke macht"
            | "historische persoon"
    );
    Example {
        paper: number,
        text: own.replace('\n', "/"),
        name,
        weight: if public && !name { 0.0 } else { weight * paper.weight },
        signs: mention.signs.clone(),
        evidence: mention.evidence.clone(),
    }
}
