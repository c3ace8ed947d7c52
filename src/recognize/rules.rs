//! Patterns and recognizers that do not depend on the user's lists.

use crate::recognize::contact::address::finder::AddressFinder;
use crate::recognize::contact::email::EmailFinder;
use crate::recognize::error::RecognizeError;
use crate::recognize::judge::weights;
use crate::recognize::learned::weights::Weights;
use crate::recognize::numbers::pattern::{self, Pattern};
use crate::recognize::numbers::phone::PhoneFinder;
use crate::recognize::numbers::prefilter::Prefilter;
use crate::recognize::text::lexicon::Lexicon;
use crate::recognize::text::word_lists;
use sha2::{Digest, Sha256};

/// Patterns and recognizers that do not depend on the user's lists, compiled.
pub(crate) struct Rules {
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) finder: Prefilter,
    pub(crate) mail: EmailFinder,
    pub(crate) phone: PhoneFinder,
    pub(crate) address: AddressFinder,
    /// SHA-256 of all patterns and shipped lists, in hex.
    pub(crate) digest: String,
}

impl Rules {
    /// Compiles the shipped patterns and the user's: name and text of each file.
    ///
    /// # Errors
    /// If a file is invalid, or an example of a user's file fails.
    pub(crate) fn compile(more: &[(String, String)]) -> Result<Self, RecognizeError> {
        let mut patterns = Vec::new();
        let mut digest = Sha256::new();
        let own = |name: &str| more.iter().any(|(n, _)| n == name);
        let shipped = pattern::SHIPPED.iter().filter(|(name, _)| !own(name)).copied();
        for (name, text) in shipped {
            patterns.extend(pattern::read(name, text)?);
            digest.update(name.as_bytes());
            digest.update(text.as_bytes());
        }
        for (name, text) in more {
            let read = pattern::read(name, text)?;
            // A test runs the examples of shipped files; others are run here.
            read.iter().try_for_each(Pattern::test)?;
            patterns.extend(read);
            digest.update(name.as_bytes());
            digest.update(text.as_bytes());
        }
        for (name, text) in word_lists::SHIPPED {
            digest.update(name.as_bytes());
            digest.update(text.as_bytes());
        }
        digest.update(weights::SHIPPED.as_bytes());
        digest.update(Lexicon::bytes());
        digest.update(Weights::bytes());
        Ok(Self {
            finder: Prefilter::new(&patterns)?,
            patterns,
            mail: EmailFinder::new().map_err(RecognizeError::BuiltIn)?,
            phone: PhoneFinder::new().map_err(RecognizeError::BuiltIn)?,
            address: AddressFinder::new().map_err(RecognizeError::BuiltIn)?,
            digest: digest.finalize().iter().map(|b| format!("{b:02x}")).collect(),
        })
    }
}
