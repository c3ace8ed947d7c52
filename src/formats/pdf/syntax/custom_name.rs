//! Names that a producer made up, as opposed to those of the standard.

use crate::model::pdf_names::is_standard;

/// Whether a name may hold text: four letters or more, and not defined by the standard.
pub(crate) fn may_hold_text(name: &[u8]) -> bool {
    let letters = name.iter().filter(|b| b.is_ascii_alphabetic() || **b >= 0x80).count();
    letters >= 4 && !is_standard(name)
}
