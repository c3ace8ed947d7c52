//! Numbers: patterns, check digits, phone numbers, columns of numbers.

pub(crate) mod birth_date;
pub(crate) mod checksum;
pub(crate) mod examples;
pub(crate) mod extension_list;
pub(crate) mod pattern;
pub(crate) mod phone;
pub(crate) mod phone_shape;
pub(crate) mod prefilter;
pub(crate) mod public_account;
pub(crate) mod staff_number;
pub(crate) mod table_columns;
