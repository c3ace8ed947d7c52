//! Closed classes of words: those that announce a name, belong to one, or rule one out.

pub(crate) mod cue_word;
pub(crate) mod firm;
pub(crate) mod government;
pub(crate) mod organization;
pub(crate) mod particle;
pub(crate) mod party;
pub(crate) mod public_body;
