//! Zip packages (ECMA-376 Part 2, ODF 1.3 Part 2). Entries are read within limits, and a copy
//! contains nothing but entries, in the same order.
//!
//! The zip crate is not used for writing, because its raw copies keep comments and extra fields,
//! which can contain text. The output depends only on the entries.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use crate::model::{ChildFate, FormatError, Limits, message};
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

/// The largest size and offset in a package without zip64.
const ZIP32_MAX: usize = u32::MAX as usize;

/// An entry of a package.
#[derive(Clone, Debug)]
pub struct ZipEntry {
    /// Its path, with `/` between folders.
    pub name: String,
    method: u16,
    time: (u16, u16),
    crc: u32,
    size: u64,
    data: std::ops::Range<usize>,
}

/// What happens to an entry in a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Its compressed bytes are copied.
    #[default]
    Keep,
    /// These bytes replace it, compressed the way it was.
    Replace(Vec<u8>),
    /// It is left out.
    Drop,
}

impl Fate {
    /// What happens to an entry that is a file of its own, by its number among them. One of which nothing
    /// is known goes.
    pub(crate) fn of_child(child: Option<usize>, fates: &[ChildFate]) -> Self {
        let Some(child) = child else { return Self::Keep };
        match fates.get(child) {
            Some(ChildFate::Keep) => Self::Keep,
            Some(ChildFate::Drop) | None => Self::Drop,
            Some(fate) => Self::Replace(fate.bytes().unwrap_or_default().to_vec()),
        }
    }
}

/// How many bytes and entries may still be read from a file and all files inside it.
#[derive(Debug)]
pub struct Budget {
    left: u64,
    part: u64,
    entries: usize,
}

impl Budget {
    /// The budget for one input file.
    pub fn new(limits: &Limits) -> Self {
        Self { left: limits.unpacked_bytes, part: limits.part_bytes, entries: limits.entries }
    }

    /// Decompresses a gzip file.
    ///
    /// # Errors
    /// `Limit` if the result is too large, `Damaged` if the data is faulty.
    pub fn gunzip(&mut self, bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
        let most = self.part.min(self.left);
        let mut out = Vec::new();
        let packed = flate2::read::GzDecoder::new(bytes);
        packed.take(most + 1).read_to_end(&mut out).map_err(broken_by)?;
        if out.len() as u64 > most {
            return Err(FormatError::Limit(message!("unpacked content too large")));
        }
        self.left -= out.len() as u64;
        Ok(out)
    }
}

/// A zip package in memory.
pub struct Package {
    bytes: Vec<u8>,
    entries: Vec<ZipEntry>,
    leftovers: usize,
}

impl Package {
    /// Reads the directory of a package.
    ///
    /// # Errors
    /// `Damaged` if it is not a zip file or an entry has two names, `Encrypted` if an entry is
    /// encrypted, `Unsupported` for compression methods other than stored and deflated, `Limit` if
    /// there are too many entries.
    pub fn open(bytes: Vec<u8>, budget: &mut Budget) -> Result<Self, FormatError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice()))
            .map_err(|e| FormatError::damaged_by(message!("the zip directory is unreadable"), e))?;
        let count = archive.len();
        budget.entries = budget
            .entries
            .checked_sub(count)
            .ok_or_else(|| FormatError::Limit(message!("too many parts")))?;
        let mut leftovers = usize::from(archive.has_duplicate_names())
            + usize::from(!archive.comment().is_empty())
            + usize::from(archive.offset() > 0);
        let mut entries = Vec::with_capacity(count);
        for index in 0..count {
            let file = archive.by_index_raw(index).map_err(broken_by)?;
            if file.encrypted() {
                return Err(FormatError::Encrypted);
            }
            leftovers += usize::from(!file.comment().is_empty());
            if !file.is_dir() {
                entries.push(entry(&file, &bytes)?);
            }
        }
        Ok(Self { bytes, entries, leftovers })
    }

    /// A package with these entries: name and content.
    ///
    /// # Errors
    /// `Limit` if it would need zip64.
    pub fn of(entries: &[(String, Vec<u8>)]) -> Result<Self, FormatError> {
        let mut out = PackageWriter { out: Vec::new(), directory: Vec::new(), count: 0 };
        for (name, bytes) in entries {
            let like = ZipEntry {
                name: name.clone(),
                method: 0,
                time: (0, 0x21),
                crc: 0,
                size: 0,
                data: 0..0,
            };
            out.add(name, &like, bytes, crc(bytes), bytes.len())?;
        }
        let all = Limits { entries: usize::MAX, ..Limits::default() };
        Self::open(out.finish()?, &mut Budget::new(&all))
    }

    /// The entries, in the order of the directory, without folders.
    pub fn entries(&self) -> &[ZipEntry] {
        &self.entries
    }

    /// The number of things outside the entries that no copy keeps: comments, data before the first
    /// entry, and further entries with the same name.
    pub fn leftovers(&self) -> usize {
        self.leftovers
    }

    /// The decompressed bytes of an entry.
    ///
    /// # Errors
    /// `Limit` if the entry or all entries together are too large, `Damaged` if the data is faulty.
    pub fn read(&self, index: usize, budget: &mut Budget) -> Result<Vec<u8>, FormatError> {
        let entry = self.entries.get(index).ok_or_else(broken)?;
        let raw = self.bytes.get(entry.data.clone()).ok_or_else(broken)?;
        let most = budget.part.min(budget.left);
        let mut out = Vec::with_capacity(entry.size.min(most).min(1 << 24) as usize);
        match entry.method {
            0 => Read::take(raw, most + 1).read_to_end(&mut out),
            _ => flate2::read::DeflateDecoder::new(raw).take(most + 1).read_to_end(&mut out),
        }
        .map_err(broken_by)?;
        if out.len() as u64 > most {
            return Err(FormatError::Limit(message!("unpacked content too large")));
        }
        if crc(&out) != entry.crc {
            return Err(broken());
        }
        budget.left -= out.len() as u64;
        Ok(out)
    }

    /// Writes a copy: the entries in the same order, each by its fate, and under the name that
    /// `rename` gives (`None` keeps the name). There are no comments, no extra fields, and nothing
    /// between entries.
    ///
    /// # Errors
    /// `Limit` if the copy would need zip64.
    pub fn write(
        &self,
        fates: &[Fate],
        rename: impl Fn(usize) -> Option<String>,
    ) -> Result<Vec<u8>, FormatError> {
        let mut out = PackageWriter {
            out: Vec::with_capacity(self.bytes.len()),
            directory: Vec::new(),
            count: 0,
        };
        for (index, entry) in self.entries.iter().enumerate() {
            let new = rename(index);
            let name = new.as_deref().unwrap_or(&entry.name);
            match fates.get(index).unwrap_or(&Fate::Keep) {
                Fate::Drop => {}
                Fate::Keep => {
                    let raw = self.bytes.get(entry.data.clone()).ok_or_else(broken)?;
                    out.add(name, entry, raw, entry.crc, entry.size as usize)?;
                }
                Fate::Replace(bytes) => {
                    let packed = pack(bytes, entry.method).ok_or_else(broken)?;
                    out.add(name, entry, &packed, crc(bytes), bytes.len())?;
                }
            }
        }
        out.finish()
    }
}

fn broken() -> FormatError {
    FormatError::damaged(message!("a part of the zip file cannot be unpacked"))
}

fn broken_by(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> FormatError {
    FormatError::damaged_by(message!("a part of the zip file cannot be unpacked"), cause)
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn pack(bytes: &[u8], method: u16) -> Option<Vec<u8>> {
    if method == 0 {
        return Some(bytes.to_vec());
    }
    let mut packed = Vec::with_capacity(bytes.len() / 4);
    flate2::read::DeflateEncoder::new(bytes, flate2::Compression::default())
        .read_to_end(&mut packed)
        .ok()?;
    Some(packed)
}

fn entry<R: Read>(file: &zip::read::ZipFile<'_, R>, bytes: &[u8]) -> Result<ZipEntry, FormatError> {
    let method = match file.compression() {
        CompressionMethod::Stored => 0,
        CompressionMethod::Deflated => 8,
        _ => return Err(FormatError::Unsupported(message!("an unusual zip compression"))),
    };
    let start = file.data_start().and_then(|s| usize::try_from(s).ok()).ok_or_else(broken)?;
    let length = usize::try_from(file.compressed_size()).map_err(broken_by)?;
    let end = start.checked_add(length).filter(|e| *e <= bytes.len()).ok_or_else(broken)?;
    let own = file.name().map_err(broken_by)?;
    let name = own.replace('\\', "/");
    // The local header or an extra field can give an entry another name than the directory does.
    // Programs would then disagree about the contents of the file.
    let local = usize::try_from(file.header_start()).ok().and_then(|at| {
        let length = bytes.get(at.checked_add(26)?..)?.first_chunk()?;
        let name = at.checked_add(30)?;
        bytes.get(name..name.checked_add(usize::from(u16::from_le_bytes(*length)))?)
    });
    if local.is_none_or(|local| local.is_ascii() && local != own.as_bytes()) {
        return Err(FormatError::damaged(message!("a part has two names")));
    }
    let time = file.last_modified().map_or((0, 0x21), |t| (t.timepart(), t.datepart()));
    Ok(ZipEntry { name, method, time, crc: file.crc32(), size: file.size(), data: start..end })
}

/// Writes local headers, data, and directory (APPNOTE 6.3.10, 4.3).
struct PackageWriter {
    out: Vec<u8>,
    directory: Vec<u8>,
    count: usize,
}

impl PackageWriter {
    fn add(
        &mut self,
        name: &str,
        like: &ZipEntry,
        packed: &[u8],
        crc: u32,
        size: usize,
    ) -> Result<(), FormatError> {
        let at = self.out.len();
        if at > ZIP32_MAX || size > ZIP32_MAX || packed.len() > ZIP32_MAX || name.len() > 0xFFFF {
            return Err(FormatError::Limit(message!("copy larger than 4 GiB")));
        }
        let mut fixed = Vec::with_capacity(26);
        fixed.extend(20u16.to_le_bytes());
        let flags: u16 = if name.is_ascii() { 0 } else { 0x800 };
        fixed.extend(flags.to_le_bytes());
        fixed.extend(like.method.to_le_bytes());
        fixed.extend(like.time.0.to_le_bytes());
        fixed.extend(like.time.1.to_le_bytes());
        fixed.extend(crc.to_le_bytes());
        fixed.extend((packed.len() as u32).to_le_bytes());
        fixed.extend((size as u32).to_le_bytes());
        fixed.extend((name.len() as u16).to_le_bytes());
        fixed.extend(0u16.to_le_bytes());
        self.out.extend(b"PK\x03\x04");
        self.out.extend(&fixed);
        self.out.extend(name.as_bytes());
        self.out.extend(packed);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(20u16.to_le_bytes());
        self.directory.extend(&fixed);
        self.directory.extend([0; 10]);
        self.directory.extend((at as u32).to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, FormatError> {
        let start = self.out.len();
        if start + self.directory.len() > ZIP32_MAX || self.count >= 0xFFFF {
            return Err(FormatError::Limit(message!("copy larger than 4 GiB")));
        }
        self.out.extend(&self.directory);
        self.out.extend(b"PK\x05\x06");
        self.out.extend([0; 4]);
        self.out.extend((self.count as u16).to_le_bytes());
        self.out.extend((self.count as u16).to_le_bytes());
        self.out.extend((self.directory.len() as u32).to_le_bytes());
        self.out.extend((start as u32).to_le_bytes());
        self.out.extend(0u16.to_le_bytes());
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests;
