//! The table of formats in the documentation says what the program says.

use redact::formats;
use std::collections::BTreeSet;

const DOCS: &str = include_str!("../docs/formats.md");

/// A row: the endings of file names, and what it says of copies.
fn rows() -> Vec<(BTreeSet<String>, String)> {
    let table = DOCS.lines().skip_while(|l| !l.starts_with("| format |")).skip(2);
    table
        .take_while(|l| l.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let endings = cells[2].split(',').map(|e| e.trim().trim_matches(['`', '.']).to_owned());
            (endings.collect(), cells[3].to_owned())
        })
        .collect()
}

#[test]
fn the_table_of_formats_is_that_of_the_program() {
    let mut rows = rows();
    for format in formats::all() {
        let own: BTreeSet<String> = format.extensions().iter().map(|e| (*e).to_owned()).collect();
        let at = rows.iter().position(|(endings, _)| *endings == own);
        let at = at.unwrap_or_else(|| panic!("no row has {own:?} of {}", format.name()));
        let (_, copy) = rows.remove(at);
        let right = match format.copy_extension() {
            Some(ending) => copy.contains(&format!("`.{ending}`")),
            None => copy == "the same" || copy.eq_ignore_ascii_case(format.name()),
        };
        assert!(right, "{}: {copy}", format.name());
    }
    assert!(rows.is_empty(), "of no format: {rows:?}");
}
