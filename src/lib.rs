//! `redact` finds personal data in documents of Dutch public bodies, weighs each finding
//! under article 5.1 of the Wet open overheid (Woo), removes what must go and proves that it is gone.
//!
//! The flow is one way; no stage changes what an earlier stage made:
//!
//! ```text
//! bytes ─▶ formats ─▶ segments ─▶ recognize ─▶ policy ─▶ formats ─▶ verify ─▶ disk
//!            └─ unread ──────────────────────▶ refuse or ask          └─▶ report
//! ```
//!
//! | module | knows | never knows |
//! |---|---|---|
//! | [`model`] | the shared words | any file library |
//! | [`recognize`] | text in, findings out | files, decisions |
//! | [`policy`] | findings in, verdicts out | files, text |
//! | [`formats`] | how bytes become text and back | what is personal |
//! | [`verify`] | the copy's bytes, read by other code | `formats` |
//! | [`report`] | outcomes | documents and their text |
//! | [`pipeline`] | all of the above, through their traits | one concrete format |
//!
//! To redact documents from a program of your own, start at [`pipeline::Redactor`].

mod child_process;
pub mod convert;
pub mod formats;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod model;
pub mod ocr;
mod parallel;
pub mod pipeline;
pub mod policy;
pub mod recognize;
pub mod report;
pub mod verify;
