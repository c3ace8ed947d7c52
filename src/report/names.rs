//! What categories and roles are called in English. Their names are Dutch: policies, logs and
//! programs know them by those.

use super::Lang;
use crate::model::Role;

/// Name and English label.
const CATEGORIES: &[(&str, &str)] = &[
    ("persoonsnaam", "personal name"),
    ("handtekening", "signature"),
    ("email", "email"),
    ("telefoonnummer", "telephone number"),
    ("bsn", "BSN"),
    ("iban", "IBAN"),
    ("adres", "address"),
    ("geboortedatum", "date of birth"),
    ("kenteken", "license plate"),
    ("personeelsnummer", "staff number"),
    ("lijst", "list"),
    ("bijzonder gegeven", "special data"),
    ("documentnummer", "document number"),
    ("profiel", "profile"),
    ("ip-adres", "IP address"),
    ("kamernummer", "room number"),
];

/// Name and English label.
const ROLES: &[(&str, &str)] = &[
    ("bewindspersoon", "minister"),
    ("volksvertegenwoordiger", "representative"),
    ("bestuurder", "executive"),
    ("ambtelijke top", "top official"),
    ("leidinggevende", "manager"),
    ("woordvoerder", "spokesperson"),
    ("ambtenaar", "civil servant"),
    ("burger", "citizen"),
    ("rechterlijke macht", "judiciary"),
    ("deskundige", "expert"),
    ("auteur", "author"),
    ("historische persoon", "historic person"),
    ("functionele mailbox", "shared mailbox"),
    ("algemeen nummer", "general number"),
    ("organisatie", "organization"),
    ("onbekend", "unknown"),
];

impl Lang {
    /// A category by its name, for people. One of the user's own patterns keeps its name.
    pub fn category(self, name: &str) -> &str {
        self.label(CATEGORIES, name)
    }

    /// A role, for people.
    pub fn role(self, role: &Role) -> &str {
        self.label(ROLES, role.as_str())
    }

    fn label<'a>(self, table: &[(&str, &'static str)], name: &'a str) -> &'a str {
        let english = table.iter().find(|(dutch, _)| *dutch == name).map_or(name, |(_, en)| en);
        self.pick(name, english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Category;

    #[test]
    fn every_category_and_role_has_an_english_label() {
        let known = |table: &[(&str, &str)], name: &str| table.iter().any(|(nl, _)| *nl == name);
        for category in Category::KNOWN {
            assert!(known(CATEGORIES, category.as_str()), "{category}");
        }
        for role in Role::KNOWN {
            assert!(known(ROLES, role.as_str()), "{role}");
        }
        assert_eq!(Lang::En.category("persoonsnaam"), "personal name");
        assert_eq!(Lang::Nl.category("persoonsnaam"), "persoonsnaam");
    }
}
