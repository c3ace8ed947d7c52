//! Builds `patterns/lists/namen.fst` from the plain lists named in `patterns/NOTICE`.
//!
//! `cargo run --example build_lists -- LISTS_DIR patterns/lists`
//!
//! The result is one ordered map: folded form (lower case, no accents) to a set of flags.
//! It is read straight from the program's own bytes, so nothing is built when the tool starts.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

const GIVEN: u64 = 1;
const SURNAME: u64 = 2;
const WORD: u64 = 4;
const FULL: u64 = 8;
const PLACE: u64 = 16;
const COMMON: u64 = 32;

const PARTICLES: &[&str] = &[
    "van", "de", "der", "den", "het", "'t", "'s", "t", "s", "ter", "ten", "te", "tot", "in", "op",
    "aan", "bij", "onder", "over", "uit", "uijt", "voor", "von", "vom", "zu", "zum", "zur", "du",
    "des", "la", "le", "les", "el", "al", "da", "das", "dal", "del", "della", "di", "do", "dos",
    "af", "thoe", "d'", "l'", "ver",
];

fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ı' => 'i',
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            '’' | '‘' | '´' | '`' => '\'',
            other => other,
        })
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .collect()
}

/// The surname without the particles in front of it.
fn base(folded: &str) -> &str {
    let mut rest = folded;
    loop {
        if let Some(cut) = rest.strip_prefix("'s-").or_else(|| rest.strip_prefix("d'")) {
            rest = cut;
            continue;
        }
        match rest.split_once(' ') {
            Some((first, tail)) if PARTICLES.contains(&first) => rest = tail,
            _ => return rest,
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (lists, out) = match (args.next(), args.next()) {
        (Some(lists), Some(out)) => (lists, out),
        _ => return Err("usage: build_lists LISTS_DIR OUT_DIR".into()),
    };
    let lists = Path::new(&lists);
    let mut map: BTreeMap<String, u64> = BTreeMap::new();
    let mut add = |key: String, flag: u64| {
        if key.chars().count() > 1 && key.len() <= 40 {
            *map.entry(key).or_default() |= flag;
        }
    };
    for line in fs::read_to_string(lists.join("surnames/family_names_freq_5_or_more.lst"))?.lines()
    {
        let full = fold(line.trim());
        let short = base(&full).to_owned();
        for half in short.split('-') {
            if half.len() > 2 && !half.contains(' ') {
                add(half.to_owned(), SURNAME);
            }
        }
        add(short.clone(), SURNAME);
        if full.contains(' ') {
            add(full, FULL);
        }
    }
    let top =
        fs::read_to_string(lists.join("surnames/top_1000_last_names_in_the_netherlands_2007.csv"))?;
    for line in top.lines().skip(1) {
        if let Some(name) = line.split(',').next() {
            add(base(&fold(name)).to_owned(), COMMON | SURNAME);
        }
    }
    let given = fs::read_to_string(lists.join("given-names/voornamen.json"))?;
    for line in given.lines() {
        if let Some(name) = line.trim().strip_prefix("\"naam\": \"") {
            add(fold(name.trim_end_matches([',', '"'])), GIVEN);
        }
    }
    let popular = fs::read_to_string(lists.join("given-names/popularity-1880-2014.csv"))?;
    for line in popular.lines().skip(1) {
        if let Some(name) = line.split(',').nth(2) {
            add(fold(name), GIVEN);
        }
    }
    for line in fs::read_to_string(lists.join("words/basiswoorden-gekeurd.txt"))?.lines() {
        let word = line.trim();
        let plain = word.chars().all(|c| c.is_alphabetic() || c == '\'');
        // Only words written small speak against a name; long compounds never look like one.
        if plain && word.chars().next().is_some_and(char::is_lowercase) && word.len() <= 18 {
            add(fold(word), WORD);
        }
    }
    let own = Path::new(&out);
    for line in fs::read_to_string(own.join("plaatsen.txt"))?.lines() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            add(fold(line), PLACE);
        }
    }
    for line in fs::read_to_string(own.join("voornamen.txt"))?.lines() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            add(fold(line), GIVEN);
        }
    }
    for line in fs::read_to_string(own.join("woorden.txt"))?.lines() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            add(fold(line), WORD);
        }
    }
    for line in fs::read_to_string(own.join("namen-voor-woorden.txt"))?.lines() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            let flags = map.entry(fold(line)).or_default();
            *flags = (*flags | GIVEN) & !WORD;
        }
    }
    let bytes = {
        let mut builder = fst::MapBuilder::memory();
        for (key, flags) in &map {
            builder.insert(key, *flags)?;
        }
        builder.into_inner()?
    };
    fs::write(own.join("namen.fst"), &bytes)?;
    println!("{} entries, {} bytes", map.len(), bytes.len());
    Ok(())
}
