//! The organization's staff, indexed.

use crate::recognize::lists::people_list::ListedPerson;
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::text::hash::WordIndex;
use crate::recognize::text::lexicon::fold;

/// A staff list, indexed.
#[derive(Default)]
pub(crate) struct StaffList {
    /// The people, for their shorter forms.
    pub(crate) people: PeopleIndex,
    mails: WordIndex,
    phones: WordIndex,
}

impl StaffList {
    /// Indexes all entries.
    pub(crate) fn new(entries: Vec<ListedPerson>) -> Self {
        let people = PeopleIndex::sized(entries.len());
        let mut staff = Self { people, ..Self::default() };
        for entry in entries {
            if !entry.mail.is_empty() {
                staff.mails.insert(&entry.mail, 0);
            }
            if entry.phone.len() == 9 {
                staff.phones.insert(&entry.phone, 0);
            }
            staff.people.add_listed(entry.person, &entry.user);
        }
        staff
    }

    /// Whether nobody is on it.
    pub(crate) fn is_empty(&self) -> bool {
        self.people.iter().next().is_none()
    }

    /// Whether this email address is on the list.
    pub(crate) fn has_mail(&self, address: &str) -> bool {
        self.mails.contains(&fold(address))
    }

    /// Whether this number, by its last nine digits, is on the list.
    pub(crate) fn has_phone(&self, digits: &str) -> bool {
        self.phones.contains(digits)
    }
}
