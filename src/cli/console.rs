//! What goes to standard error, and in which language.

use redact::report::Lang;
use std::io::Write as _;
use std::sync::{Mutex, OnceLock, PoisonError};

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

/// What is kept for another process to tell; `None` in one that tells it itself.
static KEPT: Mutex<Option<Vec<String>>> = Mutex::new(None);

/// From now on, keeps what the user should be told.
pub(super) fn keep() {
    *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
}

/// What has been kept.
pub(super) fn kept() -> Vec<String> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).replace(Vec::new()).unwrap_or_default()
}

/// Tells the user what went wrong, on standard error.
pub(crate) fn complain(message: &str) {
    if let Some(kept) = KEPT.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
        kept.push(message.to_owned());
        return;
    }
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "redact: {message}");
}
