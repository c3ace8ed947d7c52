//! Names by their position: fields, tables, signatures, mail headers, chats.

pub(crate) mod adopted;
pub(crate) mod chat;
pub(crate) mod chat_export;
pub(crate) mod citation;
pub(crate) mod council;
pub(crate) mod field_labels;
pub(crate) mod field_value;
pub(crate) mod group;
pub(crate) mod initials_field;
pub(crate) mod job_line;
pub(crate) mod key_value;
pub(crate) mod labeled_field;
pub(crate) mod letter_signature;
pub(crate) mod mail_header;
pub(crate) mod name_column;
pub(crate) mod name_field;
pub(crate) mod name_list;
pub(crate) mod person_table;
pub(crate) mod roster;
pub(crate) mod ruling;
pub(crate) mod signature;
pub(crate) mod signers;
pub(crate) mod table_header;
pub(crate) mod table_row;
