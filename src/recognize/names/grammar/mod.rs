//! What a name looks like: initials, particles, surnames, in their usual orders.

pub(crate) mod company;
pub(crate) mod full_name;
pub(crate) mod given_names;
pub(crate) mod initials;
pub(crate) mod not_a_name;
pub(crate) mod plausible;
pub(crate) mod sentence;
pub(crate) mod surname;
pub(crate) mod surname_first;
pub(crate) mod titles;
