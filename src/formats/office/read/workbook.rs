//! Workbooks in packages: what is read before their sheets, and the segments of their cells.

use crate::formats::office::opc::relationships::{Kind, relationships};
use crate::formats::office::read::markup::PartMarkup;
use crate::formats::office::read::segments::SegmentCollector;
use crate::formats::office::read::store::Store;
use crate::formats::office::sheet::book::{Book, Strings};
use crate::formats::office::sheet::formula;
use crate::formats::office::sheet::grid::SheetText;
use crate::formats::office::syntax::attributes::{Carrier, ReplacementRule};
use crate::formats::office::syntax::encoding::decode;
use crate::model::{Place, SegmentKind, message};

/// Reads what the sheets of a package share; `None` if it is no workbook.
pub(crate) fn book(store: &Store, package: usize, contents: &[Vec<u8>]) -> Option<Book> {
    let package = store.packages.get(package)?;
    if package.types.kind() != Some(Kind::Sheet) {
        return None;
    }
    let main = package.main.and_then(|main| package.zip.entries().get(main))?;
    let main = main.name.to_lowercase();
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = format!("{folder}/_rels/{file}.rels");
    let entries = || package.zip.entries().iter().zip(contents);
    let text = |wanted: &str| {
        let (_, bytes) = entries().find(|(e, _)| e.name.to_lowercase() == wanted)?;
        decode(bytes).map(|(text, _)| text)
    };
    let found = text(relations.trim_start_matches('/')).and_then(|t| relationships(&t));
    let found = found.map(|(found, _)| found).unwrap_or_default();
    let mut book = Book::read(&text(&main)?, &main, &found);
    for (entry, bytes) in entries() {
        let kind = package.types.of(&entry.name);
        let read: fn(&mut Book, &str) = if kind.contains("spreadsheetml.styles+xml") {
            Book::read_styles
        } else if kind.contains("spreadsheetml.table+xml") {
            Book::read_table
        } else {
            continue;
        };
        decode(bytes).into_iter().for_each(|(text, _)| read(&mut book, &text));
    }
    Some(book)
}

/// Reads the shared strings. Strings that no cell shows are still there, so their letters are told
/// where they cannot be seen.
pub(crate) fn strings(text: &str) -> Option<Strings> {
    Strings::read(text).ok()
}

/// The place of a sheet, by its number from 0.
pub(crate) fn place(book: &Book, name: &str, around: Option<&Place>) -> Option<Place> {
    let number = book.number(&name.to_lowercase())?;
    let place = Place::new(message!("sheet {0}", number + 1));
    Some(around.map_or_else(|| place.clone(), |a| place.within(std::slice::from_ref(a))))
}

/// Adds the segments of a sheet. Whether all of its cells could be read is the result.
pub(crate) fn collect(
    (markup, text, part): (&PartMarkup, &str, usize),
    (book, hidden): (&Book, bool),
    strings: Option<(&Strings, &str)>,
    place: &Place,
    collector: &mut SegmentCollector,
) -> bool {
    let Some(cells) = markup.sheet.as_deref() else { return true };
    let sheet = SheetText { cells, part: text, strings, book };
    if hidden {
        collector.cells(SegmentKind::Hidden, place, part, sheet.grid(|_| true));
    } else {
        collector.cells(SegmentKind::Body, place, part, sheet.grid(|c| !c.hidden));
        if let Some(map) = sheet.hidden() {
            collector.cells(SegmentKind::Hidden, place, part, map);
        }
    }
    let groups = cells.groups();
    let carrier = Carrier { kind: SegmentKind::Field, rule: ReplacementRule::CellFormula };
    for formula in &cells.formulas {
        let Some(raw) = text.get(formula.text.clone()) else { continue };
        if let Some(shown) = formula::written(raw) {
            collector.value(carrier, "f", &shown, place, (part, formula.range.clone()));
            // Without its first cell a group of cells has no formula.
            let group = formula.group.and_then(|g| groups.get(&g)).into_iter().flatten();
            for other in group.filter(|other| **other != formula.range) {
                collector.value(carrier, "f", &shown, place, (part, other.clone()));
            }
        }
        names(raw, formula.text.start, part, book, place, collector);
    }
    !cells.odd && !sheet.lacks_strings()
}

/// Adds the names in a formula that starts at this offset of a part.
pub(crate) fn names(
    raw: &str,
    start: usize,
    part: usize,
    book: &Book,
    place: &Place,
    collector: &mut SegmentCollector,
) {
    let carrier = Carrier { kind: SegmentKind::Name, rule: ReplacementRule::Identifier };
    for (name, range) in formula::uses(raw, |name| book.name(name)) {
        let at = start + range.start..start + range.end;
        collector.value(carrier, "id", name, place, (part, at));
    }
}
