//! What the learned model of names may do.

/// What the learned second opinion on names may do. It never frees what a rule has found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModelUse {
    /// Nothing.
    Off,
    /// Ask: about names that only it sees, and about weak ones that it doubts.
    Questions,
    /// Also say by itself that something is likely a name.
    #[default]
    On,
}

impl ModelUse {
    /// As policies and logs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Questions => "questions",
            Self::On => "on",
        }
    }
}
