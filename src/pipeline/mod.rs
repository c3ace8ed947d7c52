//! One file from start to end: open, find, weigh, redact, verify; and many files at a time.
//!
//! Knows formats through [`crate::model::Format`] alone. What [`crate::verify`] has not passed is
//! never written.

mod attachments;
pub mod batch;
mod detect;
mod digest;
mod engine;
mod file;
mod file_names;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
pub mod inputs;
mod needles;
mod redactor;
mod repeated_text;
mod second_readings;
mod work;
pub mod write;

pub use detect::detect;
pub use digest::sha256;
pub use engine::{AskMode, Engine, FileRun, Settings};
pub use redactor::Redactor;
pub use work::{CopyResult, FileWork};
