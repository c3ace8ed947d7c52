//! What a recognizer says, in bytes of the reading, before it becomes a finding.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::name::PersonName;

/// One claim of one recognizer about a stretch of the reading.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Bytes of the reading.
    pub(crate) span: Span,
    /// What kind of thing it is.
    pub(crate) category: Category,
    /// In what function the person appears.
    pub(crate) role: Role,
    /// How sure the recognizer is.
    pub(crate) likelihood: Likelihood,
    /// What it rests on.
    pub(crate) evidence: Vec<Evidence>,
    /// The parts of the name, if it is one.
    pub(crate) name: Option<PersonName>,
    /// A shape that is never personal: it only keeps other hits away.
    pub(crate) shield: bool,
    /// Signs contradict each other.
    pub(crate) conflict: bool,
}

impl Hit {
    /// A hit with role unknown.
    pub(crate) fn new(
        span: Span,
        category: Category,
        likelihood: Likelihood,
        evidence: Evidence,
    ) -> Self {
        Self {
            span,
            category,
            role: Role::UNKNOWN,
            likelihood,
            evidence: vec![evidence],
            name: None,
            shield: false,
            conflict: false,
        }
    }
}
