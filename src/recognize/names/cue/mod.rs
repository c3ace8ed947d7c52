//! Names by what announces them: a title, an office, a greeting, initials, or a known given name.

pub(crate) mod abbreviated_name;
pub(crate) mod behind_office;
pub(crate) mod by_word;
pub(crate) mod crown;
pub(crate) mod enumeration;
pub(crate) mod family_first;
pub(crate) mod given_name;
pub(crate) mod greeting;
pub(crate) mod handle;
pub(crate) mod initials;
pub(crate) mod known_name;
pub(crate) mod lower_surname;
pub(crate) mod office;
pub(crate) mod person_noun;
pub(crate) mod speech;
pub(crate) mod title;
pub(crate) mod user_id;
