//! Second reader of archives: names and files.

use super::claim::Claim;
use super::error::VerifyError;
use super::inner::Inner;
use super::reading::Reading;
use crate::model::{Message, message};
use std::io::{Cursor, Read};

/// Most bytes that all files of one archive may yield.
const UNPACKED: u64 = 4 << 30;

/// Whether an archive is the package of an office program.
pub(super) fn is_package(bytes: &[u8]) -> bool {
    let archive = zip::ZipArchive::new(Cursor::new(bytes));
    archive.is_ok_and(|archive| {
        let mut names = archive.file_names().filter_map(Result::ok);
        names.any(|name| {
            let name = name.to_ascii_lowercase();
            matches!(name.as_str(), "[content_types].xml" | "mimetype")
                || name.starts_with("word/")
                || name.starts_with("meta-inf/")
        })
    })
}

/// What stands in an archive.
///
/// # Errors
/// When it is none, holds anything outside its files, or a file does not unpack.
pub(super) fn read(
    bytes: &[u8],
    claim: &Claim<'_>,
    within: &Message,
    depth: usize,
    inner: Inner,
    out: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    let fault = |what: Message| VerifyError::Unreadable(message!("{0} ({1})", what, within));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| fault(message!("the zip directory is unreadable")))?;
    if archive.has_duplicate_names() || !archive.comment().is_empty() || archive.offset() != 0 {
        return Err(fault(message!("there is data outside the parts")));
    }
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let place = message!("{0} › {1}", within, message!("part {0}", index + 1));
        let file = archive.by_index(index).map_err(|_| fault(message!("cannot be unpacked")))?;
        if !file.comment().is_empty() || file.extra_data().is_some_and(|e| !e.is_empty()) {
            return Err(fault(message!("there is data outside the parts")));
        }
        let name = file.name().map_err(|_| fault(message!("unreadable name")))?.into_owned();
        out.push(Reading::new("names in archives", place.clone(), name));
        let mut data = Vec::new();
        file.take(left + 1)
            .read_to_end(&mut data)
            .map_err(|_| fault(message!("cannot be unpacked")))?;
        left = left.checked_sub(data.len() as u64).ok_or_else(|| fault(message!("too large")))?;
        inner(&data, claim, &place, depth + 1, out)?;
    }
    Ok(())
}
