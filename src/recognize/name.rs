//! The parts of a person's name, and where a name occurs in a text.

/// The parts of a name, folded; empty if the text does not give them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PersonName {
    /// Given names, in order.
    pub(crate) given: Vec<String>,
    /// Initials without dots, lower case.
    pub(crate) initials: String,
    /// Particles before the surname: `van den`.
    pub(crate) particles: String,
    /// The surname without particles: `heuvel`, `jansen-bouwmeester`, `klein nulent`.
    pub(crate) surname: String,
}

/// A name in a text: tokens `start` up to but excluding `end`.
#[derive(Clone, Debug)]
pub(crate) struct NameMatch {
    /// First token.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
    /// Its parts.
    pub(crate) name: PersonName,
}
