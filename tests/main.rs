//! Integration tests: one binary, one module a subject.

mod audit;
mod cli;
mod conformance;
mod data_formats;
mod docx_format;
mod fixtures;
mod formats_table;
#[allow(unreachable_pub)]
#[path = "support/imports.rs"]
mod imports;
mod language;
mod layers;
#[allow(unreachable_pub)]
#[path = "support/leaks.rs"]
mod leaks;
mod lists;
mod mail_format;
mod office_formats;
mod outlook_format;
mod pdf_damage;
mod pdf_format;
mod pdf_overlaps;
mod pdf_scans;
mod pdf_tables;
mod policies;
#[allow(unreachable_pub)]
#[path = "support/rawdocx.rs"]
mod rawdocx;
#[allow(unreachable_pub)]
#[path = "support/rawpdf.rs"]
mod rawpdf;
#[allow(unreachable_pub, dead_code)]
mod recognition;
#[cfg(feature = "sealing")]
mod sealed_lists;
mod text_format;
mod traps_docx;
mod traps_mail;
mod traps_pdf;
#[allow(unreachable_pub)]
#[path = "support/ttf.rs"]
mod ttf;
mod verify_command;
