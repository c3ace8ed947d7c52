//! Finds personal data: text in, findings out. Sees no file, no policy, no decision.
//!
//! A segment is normalized and tokenized (`text`) and shown to the recognizers (`numbers`, `names`,
//! `contact`). Names are weighed (`judge`); the people of the document are then known (`people`),
//! and shorter forms of their names are looked for. See `docs/recognition.md`.
//!
//! A room imports only from rooms above it:
//!
//! | room | holds |
//! |---|---|
//! | `text` | normalized text, tokens, what is known of words |
//! | `name`, `hit`, `error` | what recognizers yield, and what can go wrong |
//! | `numbers` | patterns, check digits, phone numbers, columns of numbers |
//! | `names` | names; in turn `context`, `lexicon`, `grammar`, `claim`, `cue`, `layout`, `apposition` |
//! | `people` | the people of a document, the shorter forms of their names |
//! | `lists` | the user's lists: entries, staff, office holders |
//! | `contact` | email and postal addresses, and whose they are |
//! | `learned` | what a trained model says of names |
//! | `judge` | weighs all evidence for and against a name (`hit` knows its signs) |
//! | `rules`, `resolve`, `readings`, `second_opinion`, `user_lists`, `addressee`, `history`, `person_numbers`, `relate` | the stages, in order |
//! | `detector` | all of it |

mod addressee;
mod contact;
mod detector;
mod error;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod history;
mod hit;
mod judge;
mod learned;
mod lists;
mod name;
mod names;
mod numbers;
mod people;
mod person_numbers;
mod readings;
mod relate;
mod resolve;
mod rules;
mod second_opinion;
mod text;
mod user_lists;

pub use detector::{Detector, DetectorConfig, Examined, Mention};
pub use error::{ExampleFault, FileFault, RecognizeError};
pub use lists::decode::{ListText, decode as decode_list};
pub use lists::people_list::{ListedPerson, read as read_people};
pub use lists::register_xml::is_xml;
pub use lists::sealed;
pub use numbers::pattern::Pattern;
pub use people::dossier::Memory;
