//! How far the run is, on a terminal; in a pipe the lines of the report are enough.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use redact::pipeline::batch::Progress;
use redact::report::Lang;
use std::cell::Cell;

/// A bar on standard error, or nothing.
pub(super) struct Bar {
    bar: ProgressBar,
    pages: Cell<usize>,
    lang: Lang,
}

impl Bar {
    /// A bar for so many files; shown only on a terminal and for more than one file.
    pub(super) fn new(files: usize, lang: Lang) -> Self {
        let bar = ProgressBar::new(files as u64);
        bar.set_draw_target(if files > 1 {
            ProgressDrawTarget::stderr_with_hz(5)
        } else {
            ProgressDrawTarget::hidden()
        });
        let template = lang.pick(
            "{bar:30} {pos}/{len} bestanden, {msg}, {per_sec}, nog {eta}",
            "{bar:30} {pos}/{len} files, {msg}, {per_sec}, {eta} left",
        );
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, pages: Cell::new(0), lang }
    }

    /// One step on.
    pub(super) fn step(&self, progress: Progress) {
        match progress {
            Progress::Learned => {
                self.bar.set_message(self.lang.pick("namen lezen", "reading names").to_owned());
                self.bar.tick();
            }
            Progress::Done { pages } => {
                self.pages.set(self.pages.get() + pages);
                let word = self.lang.pick("pagina's", "pages");
                self.bar.set_message(format!("{} {word}", self.pages.get()));
                self.bar.inc(1);
            }
        }
    }

    /// Prints without tearing the bar.
    pub(super) fn suspend<R>(&self, print: impl FnOnce() -> R) -> R {
        self.bar.suspend(print)
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
