//! The library's front door: documents in, redacted documents out.

use super::engine::{Engine, FileRun, Settings};
use super::unread_rule::UnreadRule;
use super::work::FileWork;
use crate::model::{OpenOptions, Treatment};
use crate::policy::{Policy, UnreadMode};
use crate::recognize::{Detector, DetectorConfig, Memory, RecognizeError};
use crate::report::{Mode, Problem};
use std::sync::Arc;

/// Redacts single documents under a policy, with the patterns and lists that are shipped.
///
/// # Example
///
/// ```
/// use redact::pipeline::{CopyResult, Redactor};
///
/// let policy = redact::policy::load("woo", &[])?;
/// let redactor = Redactor::new(policy)?;
///
/// let letter = "Behandeld door: J. Vlierzwaal\nDe minister van Financiën, E. Heinen";
/// let work = redactor.redact(letter.as_bytes().to_vec(), Some("txt"))?;
///
/// let CopyResult::Made(copy) = work.copy else { panic!("nothing was left to a person") };
/// let text = String::from_utf8(copy.bytes().to_vec())?;
/// assert!(text.contains("Behandeld door: [5.1.2e]") && text.contains("E. Heinen"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// For lists of staff, many files at a time and the audit, see [`Engine`] and
/// [`batch`](super::batch).
pub struct Redactor {
    engine: Engine,
}

impl Redactor {
    /// A redactor under this policy ([`crate::policy::load`]).
    ///
    /// # Errors
    /// [`RecognizeError`] if the shipped patterns do not load, which is a fault in this library.
    pub fn new(policy: Policy) -> Result<Self, RecognizeError> {
        let detector = Detector::new(&DetectorConfig::default())?.with_model(policy.model);
        let treatment =
            Treatment { blank_unread: policy.unread == UnreadMode::Blank, ..policy.treatment };
        let settings = Settings { unread: policy.unread, treatment, ..Settings::default() };
        Ok(Self { engine: Engine { detector, policy, settings, listed: None } })
    }

    /// The limits on hostile input and the passwords to try; the defaults are [`OpenOptions`]'.
    #[must_use]
    pub fn with_options(mut self, options: OpenOptions) -> Self {
        self.engine.settings.open = options;
        self
    }

    /// The redacted copy of a document, verified, with every finding and decision. `extension` is
    /// that of its file name, if it has one; the content decides what it is.
    ///
    /// # Errors
    /// [`Problem`] if it cannot be read. A document that is read but gets no copy is not an error:
    /// [`FileWork::copy`] says why.
    pub fn redact(&self, bytes: Vec<u8>, extension: Option<&str>) -> Result<FileWork, Problem> {
        self.run(bytes, extension, Mode::Redact)
    }

    /// Every finding and decision, without a copy.
    ///
    /// # Errors
    /// [`Problem`] if it cannot be read.
    pub fn check(&self, bytes: Vec<u8>, extension: Option<&str>) -> Result<FileWork, Problem> {
        self.run(bytes, extension, Mode::Check)
    }

    fn run(
        &self,
        bytes: Vec<u8>,
        extension: Option<&str>,
        mode: Mode,
    ) -> Result<FileWork, Problem> {
        let unread = UnreadRule { mode: self.engine.settings.unread, pages: None };
        let run =
            FileRun { memory: &Memory::default(), mode, threads: 1, unread, illustrates: None };
        self.engine.run(&Arc::new(bytes), extension, run)
    }
}
