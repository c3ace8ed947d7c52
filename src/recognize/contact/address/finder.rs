//! Addresses of persons: street and postcode below a name, or after a word such as `woont`.

use crate::model::Span;
use crate::recognize::contact::address::expressions::AddressExpressions;
use crate::recognize::contact::address::{
    fields, lines, offices, sentences, streets, tables, weighed,
};
use crate::recognize::hit::Hit;

/// Finds addresses.
pub(crate) struct AddressFinder(AddressExpressions);

impl AddressFinder {
    /// Compiles the expressions.
    ///
    /// # Errors
    /// If an expression does not compile.
    pub(crate) fn new() -> Result<Self, regex::Error> {
        Ok(Self(AddressExpressions::new()?))
    }

    /// Adds the addresses of persons, given the spans of names, sorted. Leaves the addresses of
    /// organizations.
    pub(crate) fn run(&self, text: &str, names: &[Span], out: &mut Vec<Hit>) {
        let Self(expressions) = self;
        for window in sentences::living_windows(text) {
            let part = text.get(window.start..window.end).unwrap_or_default();
            for found in expressions.living.captures_iter(part) {
                sentences::lived_in(expressions, text, window.start, &found, names, out);
            }
        }
        for name in names {
            lines::below(expressions, text, *name, out);
        }
        sentences::inline(expressions, text, names, out);
        for name in names {
            sentences::follows(expressions, text, *name, out);
        }
        lines::form(expressions, text, names, out);
        fields::run(expressions, text, names, out);
        lines::pairs(expressions, text, names, out);
        tables::run(expressions, text, names, out);
        tables::beside_name(expressions, text, names, out);
        weighed::run(expressions, text, names, out);
        streets::same_street(expressions, text, out);
        streets::beside(expressions, text, out);
        offices::drop(text, names, out);
    }
}
