//! What goes to standard error, and in which language.

use redact::report::Lang;
use std::io::Write as _;
use std::sync::OnceLock;

/// The language that was asked for; one a process, since a fault may come from anywhere.
static LANG: OnceLock<Lang> = OnceLock::new();

/// Sets the language; the first time counts.
pub(super) fn speak(lang: Lang) {
    LANG.get_or_init(|| lang);
}

/// The language of messages.
pub(crate) fn lang() -> Lang {
    LANG.get().copied().unwrap_or_default()
}

/// Tells the user what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "redact: {message}");
}
