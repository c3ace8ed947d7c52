//! Archives of other kinds as the zip that they could be: tar, and files in gzip.

use crate::formats::package::{Budget, Package};
use crate::model::{FormatError, Limits, message};
use std::io::{Cursor, Read};

/// Whether bytes are a tar: its first header has the mark of the standard and a sum that is right.
pub(super) fn is_tar(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..512) else { return false };
    let mut sum = 0_u64;
    for (at, byte) in header.iter().enumerate() {
        // The sum itself counts as spaces.
        sum += u64::from(if (148..156).contains(&at) { b' ' } else { *byte });
    }
    let digits = header.get(148..156).unwrap_or_default();
    let said = std::str::from_utf8(digits).unwrap_or_default();
    let said = u64::from_str_radix(said.trim_matches(['\0', ' ']), 8);
    said == Ok(sum) && header.first().is_some_and(|b| *b != 0)
}

/// What a tar holds: files with their names, and how many things are no files.
pub(super) fn tar(bytes: &[u8], limits: &Limits) -> Result<(Package, usize), FormatError> {
    let broken = |e| FormatError::damaged_by(message!("a file of the archive cannot be read"), e);
    let mut archive = tar::Archive::new(Cursor::new(bytes));
    let mut left = limits.unpacked_bytes.min(limits.part_bytes);
    let mut files = Vec::new();
    let mut others = 0;
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let kind = entry.header().entry_type();
        if kind.is_dir() {
            continue;
        }
        if !kind.is_file() && !kind.is_contiguous() && !kind.is_gnu_sparse() {
            others += 1;
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut data = Vec::new();
        entry.by_ref().take(left + 1).read_to_end(&mut data).map_err(broken)?;
        left = left
            .checked_sub(data.len() as u64)
            .ok_or_else(|| FormatError::Limit(message!("unpacked content too large")))?;
        if files.len() >= limits.entries {
            return Err(FormatError::Limit(message!("too many parts")));
        }
        files.push((inside(&name), data));
    }
    Ok((Package::of(&apart(files))?, others))
}

/// What stands in gzip: a tar, or one file, whose name the archive may tell.
pub(super) fn gzip(bytes: &[u8], limits: &Limits) -> Result<(Package, usize), FormatError> {
    let name = name(bytes);
    let data = Budget::new(limits).gunzip(bytes)?;
    match is_tar(&data) {
        true => tar(&data, limits),
        false => Ok((Package::of(&[(name.unwrap_or_else(|| ending(&data)), data)])?, 0)),
    }
}

/// The name in the head of a gzip (RFC 1952, 2.3).
fn name(bytes: &[u8]) -> Option<String> {
    let flags = *bytes.get(3)?;
    let mut at = 10;
    if flags & 4 != 0 {
        let length: [u8; 2] = bytes.get(10..12)?.try_into().ok()?;
        at += 2 + usize::from(u16::from_le_bytes(length));
    }
    let rest = bytes.get(at..).filter(|_| flags & 8 != 0)?;
    let raw = rest.get(..memchr::memchr(0, rest.get(..rest.len().min(1024))?)?)?;
    let text: String = raw.iter().map(|b| char::from(*b)).collect();
    Some(inside(&text)).filter(|n| !n.is_empty())
}

/// A name for a file that has none.
fn ending(data: &[u8]) -> String {
    let text = std::str::from_utf8(data).is_ok();
    if text { "bestand.txt".to_owned() } else { "bestand".to_owned() }
}

/// A path within the archive: nothing leads out of it.
fn inside(name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|p| !p.is_empty() && *p != "." && *p != "..");
    parts.collect::<Vec<_>>().join("/")
}

/// Files of one name are told apart by a number: the last one hid the others.
fn apart(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    let number = |(name, data): (String, Vec<u8>)| {
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        match *count {
            1 => (name, data),
            n => (format!("{n}/{name}"), data),
        }
    };
    files.into_iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn of(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, text) in entries {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, text.as_bytes()).expect("small");
        }
        builder.into_inner().expect("small")
    }

    #[test]
    fn a_tar_is_a_package_of_its_files() {
        let long = format!("{}/b.txt", "a".repeat(150));
        let bytes = of(&[("map/a.txt", "Noor"), (&long, "Bos"), ("map/a.txt", "later")]);
        assert!(is_tar(&bytes) && !is_tar(&bytes[1..]) && !is_tar(&[0; 1024]));
        let (package, _) = tar(&bytes, &Limits::default()).expect("sound");
        let names: Vec<&str> = package.entries().iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["map/a.txt", long.as_str(), "2/map/a.txt"]);
        let few = Limits { unpacked_bytes: 5, ..Limits::default() };
        assert!(matches!(tar(&bytes, &few), Err(FormatError::Limit(_))));
        for end in (0..bytes.len()).step_by(100) {
            let _ = tar(&bytes[..end], &Limits::default());
        }
    }

    #[test]
    fn a_gzip_is_a_package_of_one_file() {
        let mut head = flate2::GzBuilder::new()
            .filename("x/noor.txt")
            .write(Vec::new(), flate2::Compression::default());
        head.write_all(b"Dag").expect("small");
        let bytes = head.finish().expect("small");
        let (package, _) = gzip(&bytes, &Limits::default()).expect("sound");
        assert_eq!(package.entries().first().map(|e| e.name.as_str()), Some("x/noor.txt"));
        assert_eq!(inside("/../etc\\x/./y"), "etc/x/y");
    }
}
