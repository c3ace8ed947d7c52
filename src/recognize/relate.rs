//! What follows once the people of a document are known: the shorter forms of their names, their
//! roles, and whose number or address something is.

use crate::model::{Category, Evidence, Role, Segment, Span};
use crate::recognize::addressee;
use crate::recognize::contact::address::finder::AddressFinder;
use crate::recognize::contact::address::known::KnownAddresses;
use crate::recognize::contact::link;
use crate::recognize::history;
use crate::recognize::hit::Hit;
use crate::recognize::judge::{self, Case, Weighing};
use crate::recognize::lists::office_holders::{self, OfficeHolders, OfficeMatch};
use crate::recognize::lists::people_list::ListedPerson;
use crate::recognize::lists::staff::StaffList;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::company;
use crate::recognize::numbers::{birth_date, extension_list, staff_number};
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::short_forms::{self, ShortForms};
use crate::recognize::readings::{self, SegmentReading};
use crate::recognize::text::hash::FixedState;
use crate::recognize::text::lexicon::Lexicon;
use crate::recognize::text::tokens::Tokens;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// The phone numbers of a document, by their national digits.
#[derive(Default)]
struct PhoneNumbers {
    personal: BTreeSet<String>,
    /// Those of the last whole segment that belong to nobody.
    general: BTreeSet<String>,
}

impl PhoneNumbers {
    /// Decides whose numbers those of a text are; `partial` if it is a column of the segment.
    fn judge(&mut self, text: &str, partial: bool, hits: &mut [Hit]) {
        // A column lacks the label beside it, so the whole line, judged before, decides.
        if !partial {
            self.general.clear();
        }
        let own = link::assign_phones(text, hits);
        self.personal.extend(own.into_iter().filter(|digits| !self.general.contains(digits)));
        for hit in hits.iter_mut().filter(|h| h.category == Category::PHONE) {
            let digits = link::national_digits(text, hit.span);
            if !partial && hit.role == Role::GENERAL_NUMBER {
                self.general.insert(digits);
            } else if partial && self.general.contains(&digits) {
                hit.role = Role::GENERAL_NUMBER;
            }
        }
    }

    /// A number that is personal somewhere is so everywhere.
    fn revise(&self, reading: &mut SegmentReading) {
        let text = reading.view.text();
        for hit in reading.hits.iter_mut().filter(|h| h.category == Category::PHONE) {
            let general = hit.role == Role::GENERAL_NUMBER;
            if general && self.personal.contains(&link::national_digits(text, hit.span)) {
                hit.role = Role::UNKNOWN;
                hit.evidence.push(Evidence::of("elders bij een naam"));
            }
        }
    }
}

/// What the evidence of the staff list is called.
const STAFF: &str = "personeelslijst";

/// What is known about people.
pub(crate) struct Relations<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) address: &'a AddressFinder,
    pub(crate) staff: &'a StaffList,
    pub(crate) offices: &'a OfficeHolders,
    /// The people of the document and its dossier.
    pub(crate) people: &'a PeopleIndex,
    /// Addresses of persons that other files of the dossier name.
    pub(crate) elsewhere: &'a KnownAddresses,
    /// What the document says about names and their words.
    pub(crate) case: &'a Case,
    pub(crate) weighing: Weighing<'a>,
}

impl Relations<'_> {
    /// Adds shorter forms, roles, addresses, and the persons behind numbers.
    pub(crate) fn apply(&self, segments: &[Segment], readings: &mut [SegmentReading]) {
        let people = self.people;
        let minister = readings.iter().flat_map(|r| &r.hits).any(|h| {
            h.role == Role::MINISTER && h.evidence.iter().any(|e| e.as_str() == "ondertekening")
        });
        let mut numbers = PhoneNumbers::default();
        let present = self.offices.present(segments.iter().map(|s| s.text.as_str()));
        let mut ambiguous = HashMap::default();
        let mut own_forms = ShortForms::new(people);
        let mut staff_forms = ShortForms::new(&self.staff.people);
        for reading in readings.iter_mut() {
            let Some(segment) = segments.get(reading.segment) else { continue };
            let text = reading.view.text();
            let words = std::mem::take(&mut reading.words);
            let tokens =
                if words.is_empty() { Tokens::of(text) } else { Tokens::from_split(text, words) };
            let ctx = readings::context(segment, &tokens, self.lexicon);
            let mut taken: Vec<Span> = reading.hits.iter().map(|h| h.span).collect();
            taken.sort();
            let own = reading.hits.len();
            let groups = [people, &self.staff.people];
            let [own_words, staff_words] = short_forms::candidates(&tokens, groups);
            own_forms.find(&ctx, &own_words, &taken, &mut reading.hits);
            company::drop_inside(&reading.companies, &mut reading.hits);
            let forms = reading.hits.split_off(own.min(reading.hits.len()));
            self.judge(&ctx, forms, &mut reading.hits, &mut reading.dropped);
            taken.extend(reading.hits.iter().skip(own).map(|h| h.span));
            taken.sort();
            staff_forms.find(&ctx, &staff_words, &taken, &mut reading.hits);
            self.known(&mut reading.hits, people, &present);
            persons(&mut reading.hits, people, minister, &mut ambiguous);
            staff_number::run(text, &mut reading.hits);
            extension_list::run(text, &mut reading.hits);
            birth_date::run(text, &mut reading.hits);
            link::assign_mailboxes(text, &mut reading.hits, people);
            self.contacts(text, &mut reading.hits);
            numbers.judge(text, reading.view.is_partial(), &mut reading.hits);
            let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE];
            let mut names: Vec<Span> = reading
                .hits
                .iter()
                .filter(|h| h.category == Category::NAME && !public.contains(&h.role))
                .map(|h| h.span)
                .collect();
            names.sort();
            let mut addresses = Vec::new();
            self.address.run(text, &names, &mut addresses);
            self.elsewhere.run(text, &mut addresses);
            reading.hits.extend(addresses);
        }
        readings.iter_mut().for_each(|reading| numbers.revise(reading));
        addressee::mark(readings);
        history::mark(readings);
    }

    /// Adds the people of the staff list, with their numbers and addresses; no other hit stays.
    pub(crate) fn staff_alone(&self, segments: &[Segment], readings: &mut [SegmentReading]) {
        let nobody = PeopleIndex::default();
        let mut staff_forms = ShortForms::new(&self.staff.people);
        for reading in readings.iter_mut() {
            let Some(segment) = segments.get(reading.segment) else { continue };
            let text = reading.view.text();
            let tokens = Tokens::of(text);
            let ctx = readings::context(segment, &tokens, self.lexicon);
            self.contacts(text, &mut reading.hits);
            reading.hits.retain(|h| h.evidence.iter().any(|e| e.as_str() == STAFF));
            let mut taken: Vec<Span> = reading.hits.iter().map(|h| h.span).collect();
            taken.sort();
            let [_, words] = short_forms::candidates(&tokens, [&nobody, &self.staff.people]);
            staff_forms.find(&ctx, &words, &taken, &mut reading.hits);
            for hit in reading.hits.iter_mut().filter(|h| h.category == Category::NAME) {
                hit.span.start = before_initials(text, hit.span.start);
            }
            self.known(&mut reading.hits, &nobody, &BTreeMap::new());
        }
    }

    /// Judges shorter forms; those that are no names are dropped.
    fn judge(
        &self,
        ctx: &NameContext<'_>,
        forms: Vec<Hit>,
        hits: &mut Vec<Hit>,
        dropped: &mut Vec<Hit>,
    ) {
        let Weighing { weights, recorded } = self.weighing;
        for mut hit in forms {
            let judged = judge::is_judged(&hit).then(|| self.case.form(ctx, &hit, weights));
            // The person is known from another file, of which this one's words say nothing.
            if judged.as_ref().is_some_and(Option::is_none) && judge::is_plain_word(ctx, &hit) {
                continue;
            }
            if let Some(judged) = judged.flatten() {
                if recorded {
                    hit.form = true;
                    hit.signs = judged.signs.0;
                }
                if !judge::apply(&mut hit, judged.score, weights.form_thresholds) {
                    if recorded {
                        dropped.push(hit);
                    }
                    continue;
                }
            }
            hits.push(hit);
        }
    }

    /// Adds what the lists of staff and office holders say about names that were found.
    fn known(
        &self,
        hits: &mut [Hit],
        people: &PeopleIndex,
        present: &BTreeMap<&str, Vec<&ListedPerson>>,
    ) {
        for hit in hits.iter_mut().filter(|h| h.category == Category::NAME) {
            let Some(name) = hit.name.as_ref() else { continue };
            let role = people.find_id(name).and_then(|id| people.get(id)).map(|p| p.role().0);
            if hit.role != Role::UNKNOWN || role.is_some_and(|r| r != Role::UNKNOWN) {
                continue;
            }
            match office_holders::office_match(present, name, self.lexicon) {
                Some(OfficeMatch::Holder(role)) => {
                    hit.role = role;
                    hit.evidence.push(Evidence::of("lijst van ambtsdragers"));
                }
                Some(OfficeMatch::Other) => {
                    hit.conflict = true;
                    hit.evidence.push(Evidence::of("ambtsdrager met andere voorletters"));
                }
                None => {
                    let listed = &self.staff.people;
                    if let Some(person) = listed.find_id(name).and_then(|id| listed.get(id)) {
                        hit.role = person.role().0;
                        hit.evidence.push(Evidence::of("personeelslijst"));
                    }
                }
            }
        }
    }

    /// Email addresses and phone numbers on the staff list are personal.
    fn contacts(&self, text: &str, hits: &mut [Hit]) {
        for hit in hits.iter_mut() {
            let found = text.get(hit.span.start..hit.span.end).unwrap_or_default();
            let listed = hit.category == Category::EMAIL && self.staff.has_mail(found)
                || hit.category == Category::PHONE
                    && self.staff.has_phone(&link::national_digits(text, hit.span));
            if listed {
                hit.role = Role::OFFICIAL;
                hit.evidence.push(Evidence::of("personeelslijst"));
            }
        }
    }
}

/// Most bytes of initials and a particle in front of a surname.
const INITIALS: usize = 32;

/// The byte at which the initials in front of a surname begin: `J.P.` and `van` before `Vos`.
fn before_initials(text: &str, start: usize) -> usize {
    static INITIALS_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}.])(?P<p>(?:\p{Lu}[a-z]{0,2}\.[ -]?){1,5}(?:\p{Ll}{1,4} ){0,3})$")
            .ok()
    });
    let from = text.floor_char_boundary(start.saturating_sub(INITIALS));
    let before = text.get(from..start).unwrap_or_default();
    let found = INITIALS_BEFORE.as_ref().and_then(|regex| regex.captures(before));
    found.and_then(|c| c.name("p")).map_or(start, |p| from + p.start())
}

/// A person has one role throughout the document; contradictions are marked.
fn persons(
    hits: &mut [Hit],
    people: &PeopleIndex,
    minister: bool,
    ambiguous: &mut HashMap<String, bool, FixedState>,
) {
    for hit in hits.iter_mut().filter(|h| h.category == Category::NAME) {
        let colleague = hit.evidence.iter().any(|e| e.as_str() == "collega");
        if colleague && minister {
            hit.role = Role::MINISTER;
            continue;
        }
        let Some(name) = hit.name.as_ref() else { continue };
        let Some(person) = people.find_id(name).and_then(|id| people.get(id)) else { continue };
        let bare = name.given.is_empty() && name.initials.is_empty();
        if hit.role == Role::UNKNOWN && bare && is_ambiguous(people, &name.surname, ambiguous) {
            hit.conflict = true;
            hit.evidence.push(Evidence::of("zelfde achternaam, ander ambt"));
            continue;
        }
        let full = !name.surname.is_empty() && !bare;
        let (role, conflict) = person.role();
        let listed = hit
            .evidence
            .iter()
            .any(|e| e.as_str().starts_with("lijst van") || e.as_str() == "personeelslijst");
        if !listed && full || hit.role == Role::UNKNOWN {
            hit.role = role;
            hit.conflict |= conflict;
        }
    }
}

/// Whether a surname alone is ambiguous, computed once per surname.
fn is_ambiguous(
    people: &PeopleIndex,
    surname: &str,
    known: &mut HashMap<String, bool, FixedState>,
) -> bool {
    if let Some(known) = known.get(surname) {
        return *known;
    }
    let ambiguous = people.ambiguous(surname);
    known.insert(surname.to_owned(), ambiguous);
    ambiguous
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_in_front_of_a_surname() {
        let begins = |text: &str| text.get(before_initials(text, text.len())..).map(str::to_owned);
        assert_eq!(begins("Met groet, J.P. van der ").as_deref(), Some("J.P. van der "));
        assert_eq!(begins("mevr. J. ").as_deref(), Some("J. "));
        assert_eq!(begins("Dit is zo. ").as_deref(), Some(""));
        assert_eq!(begins("Bel de ").as_deref(), Some(""));
    }
}
