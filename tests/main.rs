//! Integration tests: one binary, one module a subject.

mod cli;
mod layers;
#[allow(unreachable_pub)]
#[path = "support/leaks.rs"]
mod leaks;
#[allow(unreachable_pub)]
#[path = "support/rawpdf.rs"]
mod rawpdf;
mod traps_pdf;
#[allow(unreachable_pub)]
#[path = "support/ttf.rs"]
mod ttf;
