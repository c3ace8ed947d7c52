//! What a recognizer says, in bytes of the reading, before it becomes a finding.

use super::names::Name;
use crate::model::{Category, Evidence, Likelihood, Role, Span};

/// One claim of one recognizer about a stretch of the reading.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Bytes of the reading.
    pub span: Span,
    /// What kind of thing it is.
    pub category: Category,
    /// In what function the person appears.
    pub role: Role,
    /// How sure the recognizer is.
    pub likelihood: Likelihood,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// The parts of the name, if it is one.
    pub name: Option<Name>,
    /// A shape that is never personal: it only keeps other hits away.
    pub shield: bool,
    /// Signs contradict each other.
    pub conflict: bool,
}

impl Hit {
    /// A hit with role unknown.
    pub fn new(span: Span, category: Category, likelihood: Likelihood, evidence: Evidence) -> Self {
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
