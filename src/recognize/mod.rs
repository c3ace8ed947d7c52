//! Text in, findings out. Sees no file, no policy, no decision.
//!
//! A segment is read once more in a plain form ([`text`]), split into words, and shown to the
//! recognizers ([`numbers`], [`names`], [`contact`]); then the people of the document are known
//! ([`people`]) and their shorter forms are looked for. See `docs/recognition.md`.
//!
//! A room imports only from rooms to its left:
//!
//! ```text
//! text  name, hit, error  numbers  names/{lexicon, grammar, cue, layout}  people  lists  contact  detector
//! ```

mod contact;
mod detector;
mod error;
mod hit;
mod lists;
mod name;
mod names;
mod numbers;
mod people;
mod readings;
mod relate;
mod resolve;
mod rules;
mod text;
mod user_lists;

pub use detector::{Detector, DetectorConfig};
pub use error::{ExampleFault, FileFault, RecognizeError};
pub use lists::decode::{ListText, decode as decode_list};
pub use lists::people_list::{ListedPerson, read as read_people};
pub use lists::register_xml::is_xml;
pub use lists::sealed;
pub use numbers::pattern::Pattern;
pub use people::dossier::Memory;
