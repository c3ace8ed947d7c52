//! What a recognizer found, as bytes of the normalized text.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::judge::sign::Sign;
use crate::recognize::name::PersonName;

/// One hit of one recognizer.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Bytes of the normalized text.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) category: Category,
    /// The role of the person.
    pub(crate) role: Role,
    /// How sure the recognizer is.
    pub(crate) likelihood: Likelihood,
    /// What it is based on.
    pub(crate) evidence: Vec<Evidence>,
    /// The parts of the name, if it is a name.
    pub(crate) name: Option<PersonName>,
    /// Whether this is a shape that is never personal, which only suppresses other hits.
    pub(crate) shield: bool,
    /// Whether the evidence is contradictory.
    pub(crate) conflict: bool,
    /// Whether the person is certain enough to be looked for under shorter forms.
    pub(crate) lends: bool,
    /// Whether it is a shorter form of a known name.
    pub(crate) form: bool,
    /// What it was judged by, if that is recorded.
    pub(crate) signs: Vec<(Sign, f32)>,
}

impl Hit {
    /// A hit with an unknown role.
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
            lends: true,
            form: false,
            signs: Vec::new(),
        }
    }
}
