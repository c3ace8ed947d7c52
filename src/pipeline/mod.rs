//! One file from start to end: open, find, weigh, redact, verify; and many files at a time.
//!
//! Knows formats through [`crate::model::Format`] alone. What [`crate::verify`] has not passed is
//! never written.

mod asking;
mod attachments;
pub mod batch;
mod detect;
mod digest;
mod engine;
mod file;
mod file_names;
mod foreign;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod hands;
pub mod inputs;
pub mod ledger;
pub mod ledger_names;
mod needles;
pub mod originals;
mod pool;
mod redactor;
mod repeated_text;
mod second_readings;
mod service;
mod settle;
mod source;
mod threads;
mod unread_rule;
mod wire;
mod work;
pub mod write;

pub use asking::Line;
pub use detect::detect;
pub use digest::{hex, keyed, sha256};
pub use engine::{AskMode, Engine, FileRun, Settings};
pub use hands::{Hands, Job, Threads};
pub use pool::{Hello, Pool};
pub use redactor::Redactor;
pub use service::serve;
pub use settle::Account;
pub use source::Source;
pub use unread_rule::{UnreadException, UnreadRule};
pub use wire::Said;
pub use work::{CopyResult, FileWork};
