//! What goes to standard error.

use std::io::Write as _;

/// Tells the user what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "redact: {message}");
}
