//! How far the run is, on a terminal; in a pipe the lines of the report are enough.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use redact::pipeline::batch::Progress;
use redact::pipeline::inputs::Input;
use redact::report::Lang;
use std::cell::Cell;
use std::time::Instant;

/// A bar on standard error, or nothing.
pub(super) struct Bar {
    bar: ProgressBar,
    files: usize,
    done: Cell<usize>,
    pages: Cell<usize>,
    start: Instant,
    lang: Lang,
}

impl Bar {
    /// A bar for these files; shown only on a terminal and for more than one file. Each file
    /// counts twice: once when it is read for names, once when it is handled.
    pub(super) fn new(inputs: &[Input], lang: Lang) -> Self {
        let files = inputs.iter().filter(|i| i.skip.is_none() && i.fault.is_none()).count();
        let bar = ProgressBar::new(2 * files as u64);
        bar.set_draw_target(if files > 1 {
            ProgressDrawTarget::stderr_with_hz(5)
        } else {
            ProgressDrawTarget::hidden()
        });
        let template = lang.pick("{bar:30} {msg}, nog {eta}", "{bar:30} {msg}, {eta} left");
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let (done, pages) = (Cell::new(0), Cell::new(0));
        Self { bar, files, done, pages, start: Instant::now(), lang }
    }

    /// One step on.
    pub(super) fn step(&self, progress: Progress) {
        if let Progress::Done { pages } = progress {
            self.done.set(self.done.get() + 1);
            self.pages.set(self.pages.get() + pages);
        }
        let (files, pages) =
            (self.lang.pick("bestanden", "files"), self.lang.pick("pagina's", "pages"));
        let seconds = self.start.elapsed().as_secs_f64().max(0.001);
        // A rate for people; how exact it is does not matter.
        #[allow(clippy::cast_precision_loss)]
        let rate = self.pages.get() as f64 / seconds;
        self.bar.set_message(format!(
            "{}/{} {files}, {} {pages}, {rate:.1} {pages}/s",
            self.done.get(),
            self.files,
            self.pages.get(),
        ));
        self.bar.inc(1);
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
