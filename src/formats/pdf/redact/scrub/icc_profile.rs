//! Dates in color profiles: a producer that makes a profile for each file reveals when the file was
//! made (ICC.1:2022, 7.2).

use crate::formats::pdf::syntax::{filters, object};
use lopdf::{Document, Object, ObjectId};
use std::ops::Range;

/// Offsets in the header: the date, the signature that every profile has, and the profile ID (a
/// checksum).
const DATE: Range<usize> = 24..36;
const SIGNATURE: Range<usize> = 36..40;
const SUM: Range<usize> = 84..100;
/// Length of the header, and of the largest profile that is read.
const HEADER: usize = 128;
const MAX_PROFILE: u64 = 16 << 20;

/// Clears the dates of all profiles; returns how many had one.
pub(crate) fn clear_dates(doc: &mut Document) -> usize {
    let found: Vec<(ObjectId, Vec<u8>)> =
        doc.objects.iter().filter_map(|(id, object)| Some((*id, without_date(object)?))).collect();
    let count = found.len();
    for (id, bytes) in found {
        object::set_stream(doc, id, bytes);
    }
    count
}

/// A profile with its date cleared; `None` for anything else, and for a profile without one.
fn without_date(object: &Object) -> Option<Vec<u8>> {
    let Object::Stream(stream) = object else { return None };
    // Every profile has its number of components in the dictionary (8.6.5.5).
    stream.dict.get(b"N").ok()?.as_i64().ok()?;
    let mut bytes = filters::decode(stream, MAX_PROFILE)?;
    if bytes.len() < HEADER || bytes.get(SIGNATURE)? != b"acsp" {
        return None;
    }
    let before = bytes.get(DATE)?.iter().any(|b| *b != 0);
    bytes.get_mut(DATE)?.fill(0);
    bytes.get_mut(SUM)?.fill(0);
    before.then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, dictionary};

    #[test]
    fn a_profile_loses_its_date_and_nothing_else() {
        let mut profile: Vec<u8> = (0..200).collect();
        profile[SIGNATURE].copy_from_slice(b"acsp");
        let mut doc = Document::with_version("1.7");
        let id = doc.add_object(Stream::new(dictionary! { "N" => 3 }, profile.clone()));
        let other = doc.add_object(Stream::new(dictionary! {}, profile.clone()));
        assert_eq!(clear_dates(&mut doc), 1);
        assert_eq!(clear_dates(&mut doc), 0);
        let plain = |id| doc.objects[&id].as_stream().unwrap().get_plain_content().unwrap();
        let new = plain(id);
        assert!(new[DATE].iter().chain(&new[SUM]).all(|b| *b == 0));
        assert_eq!((&new[..24], &new[100..]), (&profile[..24], &profile[100..]));
        assert_eq!(plain(other), profile);
    }
}
