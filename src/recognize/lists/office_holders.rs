//! Office holders, whose names are kept if authority and period match the document.

use crate::model::Role;
use crate::recognize::error::RecognizeError;
use crate::recognize::lists::people_list::ListedPerson;
use crate::recognize::name::PersonName;
use crate::recognize::text::lexicon::{Lexicon, fold};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};

/// Prefixes of authorities' names, and what may replace them: `burgemeester van Ede` mentions
/// `gemeente Ede`.
const HEADS: &[(&str, &[&str])] = &[
    ("gemeente ", &["burgemeester van ", "wethouders van ", "gemeenteraad van ", "wethouder van "]),
    ("provincie ", &["commissaris van de koning in ", "staten van ", "provinciehuis "]),
    (
        "ministerie van ",
        &["minister van ", "staatssecretaris van ", "minister voor ", "bewindspersonen van "],
    ),
];

/// Office holders, by surname.
#[derive(Default)]
pub(crate) struct OfficeHolders {
    by_surname: BTreeMap<String, Vec<(ListedPerson, usize)>>,
    /// Finds authorities in folded text; and the number of the authority for every pattern.
    authorities: Option<(AhoCorasick, Vec<usize>)>,
    /// Abbreviations in capitals, and the numbers of their authorities.
    short: BTreeMap<String, Vec<usize>>,
    count: usize,
}

/// How a name compares to the list of office holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OfficeMatch {
    /// The same person, in this role.
    Holder(Role),
    /// The same surname with other initials: a person must decide.
    Other,
}

impl OfficeHolders {
    /// Indexes all entries.
    ///
    /// # Errors
    /// [`RecognizeError::OfficeHoldersTooLarge`].
    pub(crate) fn new(entries: Vec<ListedPerson>) -> Result<Self, RecognizeError> {
        let mut out = Self::default();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for entry in entries {
            let next = numbers.len();
            let number = *numbers.entry(entry.organization.clone()).or_insert(next);
            let capitals = entry.short.chars().filter(|c| c.is_uppercase()).count();
            if capitals >= 2 && entry.short.len() >= 3 {
                let list = out.short.entry(entry.short.clone()).or_default();
                if !list.contains(&number) {
                    list.push(number);
                }
            }
            out.by_surname.entry(entry.person.surname.clone()).or_default().push((entry, number));
        }
        out.count = numbers.len();
        let (forms, owners): (Vec<String>, Vec<usize>) =
            numbers.iter().flat_map(|(name, n)| written_forms(name).map(move |f| (f, *n))).unzip();
        if !forms.is_empty() {
            let find = AhoCorasick::new(&forms).map_err(RecognizeError::OfficeHoldersTooLarge)?;
            out.authorities = Some((find, owners));
        }
        Ok(out)
    }

    /// Whether the list is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_surname.is_empty()
    }

    /// The entries whose authority is mentioned in the texts and whose period contains a year
    /// mentioned there, by surname.
    pub(crate) fn present<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
    ) -> BTreeMap<&str, Vec<&ListedPerson>> {
        let mut out: BTreeMap<&str, Vec<&ListedPerson>> = BTreeMap::new();
        if self.is_empty() {
            return out;
        }
        let mut named = vec![false; self.count];
        let mut years = BTreeSet::new();
        for text in texts {
            self.look(text, &mut named);
            years.extend(years_in(text));
        }
        for (surname, entries) in &self.by_surname {
            for (entry, number) in entries {
                let here = entry.organization.is_empty() || named.get(*number) == Some(&true);
                let (from, until) = entry.years;
                let within =
                    |y: &u16| from.is_none_or(|f| f <= *y) && until.is_none_or(|u| *y <= u);
                if here && (years.is_empty() || years.iter().any(within)) {
                    out.entry(surname.as_str()).or_default().push(entry);
                }
            }
        }
        out
    }

    /// Marks the authorities that a text mentions.
    fn look(&self, text: &str, named: &mut [bool]) {
        let mut mark = |number: usize| {
            if let Some(slot) = named.get_mut(number) {
                *slot = true;
            }
        };
        if !self.short.is_empty() {
            for word in text.split(|c: char| !c.is_alphanumeric() && c != '&') {
                self.short.get(word).into_iter().flatten().for_each(|n| mark(*n));
            }
        }
        let Some((find, owners)) = &self.authorities else { return };
        let folded = fold(text);
        let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        for found in find.find_overlapping_iter(&folded) {
            let before = folded.get(..found.start()).and_then(|t| t.chars().next_back());
            let after = folded.get(found.end()..).and_then(|t| t.chars().next());
            let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            if edge(before) && edge(after) {
                owners.get(found.pattern().as_usize()).into_iter().for_each(|n| mark(*n));
            }
        }
    }
}

/// The ways in which texts mention an authority.
fn written_forms(name: &str) -> impl Iterator<Item = String> + '_ {
    let plain = name.split(" der staten-generaal").next().unwrap_or(name);
    let heads = HEADS.iter().filter_map(move |(front, heads)| {
        let rest = plain.strip_prefix(front)?;
        Some(heads.iter().map(move |h| format!("{h}{rest}")))
    });
    std::iter::once(plain.to_owned()).filter(|n| !n.is_empty()).chain(heads.flatten())
}

/// The years that a text mentions.
fn years_in(text: &str) -> BTreeSet<u16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|p| p.len() == 4)
        .filter_map(|p| p.parse().ok())
        .filter(|y| (1990..2100).contains(y))
        .collect()
}

/// How a name compares to the office holders in [`OfficeHolders::present`].
pub(crate) fn office_match(
    present: &BTreeMap<&str, Vec<&ListedPerson>>,
    name: &PersonName,
    lexicon: &Lexicon,
) -> Option<OfficeMatch> {
    let entries = present.get(name.surname.as_str())?;
    let bare = name.given.is_empty() && name.initials.is_empty();
    let known = lexicon.folded(&name.surname);
    if bare && (known.common() || known.word()) {
        return None;
    }
    let same = entries.iter().find(|e| e.person.fits(name));
    match same {
        Some(entry) => Some(OfficeMatch::Holder(entry.person.role().0)),
        None => Some(OfficeMatch::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::lists::people_list::read;

    fn offices(csv: &str) -> OfficeHolders {
        OfficeHolders::new(read("o.csv", csv.as_bytes(), &BTreeMap::new()).unwrap()).unwrap()
    }

    fn name(initials: &str) -> PersonName {
        PersonName {
            initials: initials.to_owned(),
            surname: "prinselaar".to_owned(),
            ..PersonName::default()
        }
    }

    #[test]
    fn office_holders_by_authority_and_initials() {
        let offices = offices(
            "naam,functie,organisatie,vanaf,tot\nS. Prinselaar,wethouder,Gemeente Ede,2022-05-01,2026-03-30\n",
        );
        let lexicon = Lexicon::shipped();
        let present = offices.present(["Gemeente\nEde, 12 mei 2024"].into_iter());
        let said = |n: &PersonName| office_match(&present, n, &lexicon);
        assert_eq!(said(&name("s")), Some(OfficeMatch::Holder(Role::EXECUTIVE)));
        assert_eq!(said(&name("k")), Some(OfficeMatch::Other));
        let any = |text: &str| !offices.present([text].into_iter()).is_empty();
        assert!(any("de burgemeester van Ede, 2024"));
        assert!(!any("gemeente Ede, 12 mei 2028"));
        assert!(!any("gemeente Soest, 2024"));
        assert!(!any("gemeente Edeveen, 2024"));
    }

    #[test]
    fn the_registers_csv_is_read_as_it_comes() {
        let offices = offices(
            "\"Organisatie (onderdeel)\";\"Naam\";\"Functie\";\"Resource identifier v5.0 organisatie\"\n\"Gemeente Ede\";\"Mw. S. Prinselaar\";\"Raadslid\";\"x\"\n\"Gemeente Ede\";\"Juridische zaken\";\"Woo-contactpersoon\";\"x\"\n",
        );
        let present = offices.present(["gemeente Ede"].into_iter());
        let said = office_match(&present, &name("s"), &Lexicon::shipped());
        assert_eq!(said, Some(OfficeMatch::Holder(Role::REPRESENTATIVE)));
    }

    #[test]
    fn the_registers_xml_is_read_as_it_comes() {
        let xml = "<overheidsorganisaties><organisaties><organisatie><naam>Ministerie van Zaken</naam><afkorting>MvZ</afkorting><functies><functie><naam>Minister</naam><medewerkers><medewerker><naam>mw. drs. S. Prinselaar</naam><startDatum>2022-01-10</startDatum></medewerker></medewerkers></functie><functie><naam>Woo-contactpersoon</naam><medewerkers><medewerker><naam>Algemeen</naam></medewerker></medewerkers></functie></functies></organisatie></organisaties></overheidsorganisaties>";
        let offices = offices(xml);
        let lexicon = Lexicon::shipped();
        for text in ["de minister van Zaken, 2023", "MvZ 2025"] {
            let present = offices.present([text].into_iter());
            assert_eq!(
                office_match(&present, &name("s"), &lexicon),
                Some(OfficeMatch::Holder(Role::MINISTER))
            );
        }
        assert!(offices.present(["MvZ 2021"].into_iter()).is_empty());
    }
}
