//! Reading a TOML table key by key, collecting every fault on the way.

use super::fault::{Fault, meant};
use crate::model::{Message, message};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The text being read and the faults found so far.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) faults: Vec<Fault>,
}

/// A word of the file and where it stands.
pub(super) type Word = (String, Range<usize>);

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, faults: Vec::new() }
    }

    pub(super) fn fault(&mut self, span: &Range<usize>, message: Message) {
        self.faults.push(Fault::at(self.text, span, message));
    }

    /// The whole document, with all faults of syntax noted.
    pub(super) fn document(&mut self) -> DeTable<'t> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for e in errors {
            self.fault(&e.span().unwrap_or(0..0), message!("not valid TOML: {0}", e.message()));
        }
        table.into_inner()
    }

    /// Notes every key that is not known.
    pub(super) fn only(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let hint = meant(name, known.iter().copied());
                self.fault(&key.span(), message!("unknown field '{0}'; {1}", name, hint));
            }
        }
    }

    /// A text value. Absent is no fault.
    pub(super) fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<Word> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(s) => Some((s.to_string(), value.span())),
            _ => {
                self.fault(&value.span(), message!("'{0}' must be text in quotation marks", key));
                None
            }
        }
    }

    /// A list of texts; one text counts as a list of one. Absent gives an empty list.
    pub(super) fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Vec<Word> {
        let Some(value) = table.get(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::String(s) => vec![(s.to_string(), value.span())],
            DeValue::Array(items) => {
                if items.is_empty() {
                    self.fault(
                        &value.span(),
                        message!("'{0}' is empty; leave the field out to mean everything", key),
                    );
                }
                let mut out = Vec::with_capacity(items.len());
                for item in items.iter() {
                    match item.get_ref() {
                        DeValue::String(s) => out.push((s.to_string(), item.span())),
                        _ => {
                            self.fault(&item.span(), message!("'{0}' must be a list of texts", key))
                        }
                    }
                }
                out
            }
            _ => {
                self.fault(&value.span(), message!("'{0}' must be a list of texts", key));
                Vec::new()
            }
        }
    }

    /// A table under a key.
    pub(super) fn table<'a, 'i>(
        &mut self,
        table: &'a DeTable<'i>,
        key: &str,
    ) -> Option<&'a DeTable<'i>> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::Table(inner) => Some(inner),
            _ => {
                self.fault(&value.span(), message!("'{0}' must be a table [{0}]", key));
                None
            }
        }
    }

    /// An array of tables under a key, each with its place.
    pub(super) fn tables<'a, 'i>(
        &mut self,
        table: &'a DeTable<'i>,
        key: &str,
    ) -> Vec<(&'a DeTable<'i>, Range<usize>)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let items: &[Spanned<DeValue<'i>>] = match value.get_ref() {
            DeValue::Array(items) => items,
            _ => &[],
        };
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            match item.get_ref() {
                DeValue::Table(inner) => out.push((inner, item.span())),
                _ => self
                    .fault(&item.span(), message!("'{0}' must be an array of tables [[{0}]]", key)),
            }
        }
        if items.is_empty() {
            self.fault(&value.span(), message!("'{0}' must be an array of tables [[{0}]]", key));
        }
        out
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        known: &[(&str, T)],
    ) -> Option<T> {
        let word = self.text(table, key)?;
        self.pick(key, &word, known)
    }

    /// The meaning of a word, or a fault that names the nearest.
    pub(super) fn pick<T: Copy>(
        &mut self,
        key: &str,
        (word, span): &Word,
        known: &[(&str, T)],
    ) -> Option<T> {
        if let Some((_, value)) = known.iter().find(|(name, _)| name == word) {
            return Some(*value);
        }
        let hint = meant(word, known.iter().map(|(name, _)| *name));
        self.fault(span, message!("'{0}' is not a value of '{1}'; {2}", word, key, hint));
        None
    }
}
