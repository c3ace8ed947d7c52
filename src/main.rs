//! The `redact` command.

fn main() {}
