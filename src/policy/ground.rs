//! The table of grounds for refusal (weigeringsgronden).

use super::fault::PolicyError;
use super::table::Reader;
use crate::model::{Ground, message};
use toml::de::DeTable;

/// The table that is compiled in.
pub(super) const SHIPPED: &str = include_str!("../../policies/grounds.toml");

/// What sort of ground it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroundKind {
    /// Refused whenever it applies (artikel 5.1, eerste lid, Woo).
    Absolute,
    /// Weighed against the interest of openness (artikel 5.1, tweede lid, Woo).
    Relative,
    /// Refused until a date or event.
    Temporary,
    /// With rules of its own (artikelen 5.2 and 5.4a Woo).
    OwnRegime,
    /// No ground: outside the request, or judged elsewhere.
    None,
}

const KINDS: &[(&str, GroundKind)] = &[
    ("absolute", GroundKind::Absolute),
    ("relative", GroundKind::Relative),
    ("temporary", GroundKind::Temporary),
    ("own-regime", GroundKind::OwnRegime),
    ("none", GroundKind::None),
];

/// One ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroundEntry {
    /// Its code, as on the box.
    pub code: Ground,
    /// The article in words.
    pub article: String,
    /// What it protects.
    pub label: String,
    /// The same in English, where the table has it.
    pub label_en: Option<String>,
    /// What sort it is.
    pub kind: GroundKind,
}

/// The grounds that a policy may name.
#[derive(Clone, Debug, Default)]
pub struct Grounds(Vec<GroundEntry>);

impl Grounds {
    /// The table that is compiled in.
    ///
    /// # Errors
    /// When the table is not valid; a test keeps the shipped one valid.
    pub fn shipped() -> Result<Self, PolicyError> {
        let mut reader = Reader::new(SHIPPED);
        let document = reader.document();
        reader.only(&document, &["ground"]);
        let mut grounds = Self::default();
        grounds.read(&mut reader, &document);
        if reader.faults.is_empty() {
            return Ok(grounds);
        }
        Err(PolicyError::Faulty { source_name: "grounds.toml".into(), faults: reader.faults })
    }

    /// The ground by its code.
    pub fn get(&self, code: &Ground) -> Option<&GroundEntry> {
        self.0.iter().find(|g| g.code == *code)
    }

    /// All grounds, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &GroundEntry> {
        self.0.iter()
    }

    /// Adds the `[[ground]]` tables of a document; a code that is there already is replaced.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, document: &DeTable<'_>) {
        for (table, span) in reader.tables(document, "ground") {
            reader.only(table, &["code", "article", "label", "label-en", "kind"]);
            let code = reader.text(table, "code");
            let article = reader.text(table, "article");
            let label = reader.text(table, "label");
            let label_en = reader.text(table, "label-en").map(|(text, _)| text);
            let kind = reader.one_of(table, "kind", KINDS);
            let (Some(code), Some(article), Some(label), Some(kind)) = (code, article, label, kind)
            else {
                reader.fault(&span, message!("a ground needs code, article, label and kind"));
                continue;
            };
            if !code.0.chars().all(|c| c.is_ascii_alphanumeric() || " .,-/".contains(c)) {
                reader.fault(
                    &code.1,
                    message!("a code consists of letters, digits, periods and spaces"),
                );
            }
            let entry = GroundEntry {
                code: Ground::new(&code.0),
                article: article.0,
                label: label.0,
                label_en,
                kind,
            };
            match self.0.iter_mut().find(|g| g.code == entry.code) {
                Some(old) => *old = entry,
                None => self.0.push(entry),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_valid() {
        let grounds = Grounds::shipped().expect("valid");
        let bsn = grounds.get(&Ground::new("5.1.1.e")).expect("known");
        assert_eq!(bsn.kind, GroundKind::Absolute);
        assert!(grounds.iter().count() > 20);
    }
}
