//! The order in which parts are read, and what is read of a workbook beside its markup.

use crate::formats::office::opc::parts::reading_order;
use crate::formats::office::read::markup::PartMarkup;
use crate::formats::office::read::open::PackageReader;
use crate::formats::office::read::workbook;
use crate::formats::office::sheet::book::Book;
use crate::model::{Place, Scale, Unreadable};

impl PackageReader<'_> {
    /// The entries of a package in the order in which they are read.
    pub(super) fn order(&self, package: usize) -> Vec<usize> {
        let Some(package) = self.store.packages.get(package) else { return Vec::new() };
        let book = self.books.last().and_then(Option::as_deref);
        let key = |i: &usize| {
            let name = package.zip.entries().get(*i).map_or("", |e| e.name.as_str());
            let class = package.items.get(*i).map(|t| t.class);
            let rank = class.map_or(9, |c| reading_order(c, name, package.types.of(name)));
            let sheet = book.and_then(|b| b.number(&name.to_lowercase()));
            match self.decks.last().and_then(|deck| deck.number(name)) {
                Some((slide, notes)) => (4, slide, usize::from(notes), *i),
                None => (rank, sheet.unwrap_or(usize::MAX), 0, *i),
            }
        };
        let mut order: Vec<usize> = (0..package.items.len()).collect();
        order.sort_by_key(key);
        order
    }

    /// Reads what a part of a workbook shows.
    pub(super) fn read_sheet(
        &mut self,
        package: usize,
        entry: usize,
        (markup, text): (&mut PartMarkup, &str),
        book: &Book,
        place: &Place,
    ) {
        let name = self.store.entry_name(package, entry);
        let Some(own) = self.store.packages.get_mut(package) else { return };
        let part = self.store.parts.len();
        let read = if own.types.of(&name).contains("sharedStrings+xml") {
            own.strings = Some(part);
            markup.strings = workbook::strings(text).map(Box::new);
            let found = markup.strings.as_deref();
            let junk = found.into_iter().flat_map(|s| &s.items).flat_map(|item| &item.junk);
            let junk = junk.chain(found.into_iter().flat_map(|s| &s.junk));
            markup.always.extend(junk.cloned());
            found.is_some_and(|s| !s.odd)
        } else {
            let strings = own.strings.and_then(|s| self.store.parts.get(s));
            let strings = strings.and_then(|p| Some((p.markup.strings.as_deref()?, &*p.text)));
            let hidden = book.number(&name.to_lowercase()).and_then(|n| book.sheets.get(n));
            let hidden = hidden.is_none_or(|sheet| sheet.hidden);
            let of = (&*markup, text, part);
            workbook::collect(of, (book, hidden), strings, place, &mut self.collector)
        };
        if !read {
            self.store.report_unread(place, Unreadable::Content, Scale::Page);
        }
    }
}
