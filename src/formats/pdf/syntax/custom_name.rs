//! Names that a producer made up, told from those of the standard.

use crate::model::pdf_names::is_standard;

/// Whether a name may tell something: four letters or more, and not of the standard.
pub(crate) fn may_hold_text(name: &[u8]) -> bool {
    let letters = name.iter().filter(|b| b.is_ascii_alphabetic() || **b >= 0x80).count();
    letters >= 4 && !is_standard(name)
}
