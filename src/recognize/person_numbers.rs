//! Numbers for the people of a document, in the order in which they are named: all forms of one
//! person share one. They say nothing of who it is.

use crate::model::Finding;
use crate::recognize::name::PersonName;
use crate::recognize::people::index::PeopleIndex;
use std::collections::BTreeMap;

/// Gives out numbers while the names of a document are gone through.
#[derive(Default)]
pub(crate) struct PersonNumbers {
    /// Names of whom nothing more is known, from the highest number down.
    others: BTreeMap<PersonName, u32>,
}

impl PersonNumbers {
    /// A number for the bearer of this name; none for a name without words.
    pub(crate) fn of(&mut self, people: &PeopleIndex, name: &PersonName) -> Option<u32> {
        if name.surname.is_empty() && name.given.is_empty() {
            return None;
        }
        people.find_id(name).or_else(|| {
            let next = u32::try_from(self.others.len()).ok().map(|n| u32::MAX - n)?;
            Some(*self.others.entry(name.clone()).or_insert(next))
        })
    }
}

/// Numbers the people anew, from 1, by where they are first named.
pub(crate) fn in_order(findings: &mut [Finding]) {
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    for finding in findings {
        if let Some(person) = &mut finding.person {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX).saturating_add(1);
            *person = *numbers.entry(*person).or_insert(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Place, Segment, SegmentKind};
    use crate::recognize::{Detector, DetectorConfig, Memory};

    #[test]
    fn forms_of_one_person_share_a_number_and_numbers_follow_the_text() {
        let text = "De heer K. Vlierzwaal sprak mevrouw A. Quaedtjes. Vlierzwaal zei niets, en mevrouw \
            Quaedtjes ook niet. Daarna sprak de heer B. Zandmeer.\n";
        let detector = Detector::new(&DetectorConfig::default()).expect("shipped");
        let segment = Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text);
        let found = detector.find(&[segment], &Memory::default());
        let numbers: Vec<Option<u32>> = found.iter().map(|f| f.person).collect();
        assert_eq!(numbers, [Some(1), Some(2), Some(1), Some(2), Some(3)]);
    }
}
