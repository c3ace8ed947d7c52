//! A text that must be gone.

/// A text that must be gone.
#[derive(Clone, Debug)]
pub struct Needle {
    /// The text as it occurred in the document.
    pub text: String,
    /// How often it may still occur, because it also occurs where the policy keeps it.
    pub allowed: usize,
    /// Whether it also stands in a picture where the policy keeps it.
    pub pictured: bool,
}
