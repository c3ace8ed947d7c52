//! The detector: all recognizers and stages together.

use crate::model::{Category, Evidence, Finding, Likelihood, ModelUse, Role, Segment, Span};
use crate::recognize::contact::address::known::KnownAddresses;
use crate::recognize::error::RecognizeError;
use crate::recognize::judge::weights::{self, AllWeights};
use crate::recognize::judge::{Case, Weighing};
use crate::recognize::lists::office_holders::OfficeHolders;
use crate::recognize::lists::people_list::ListedPerson;
use crate::recognize::lists::staff::StaffList;
use crate::recognize::numbers::pattern::Pattern;
use crate::recognize::people::dossier::Memory;
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::person_numbers::{self, PersonNumbers};
use crate::recognize::readings::{self, SegmentReading};
use crate::recognize::relate::Relations;
use crate::recognize::resolve::{self, SourceHit};
use crate::recognize::rules::Rules;
use crate::recognize::second_opinion::{self, SecondOpinion};
use crate::recognize::text::lexicon::Lexicon;
use crate::recognize::user_lists::UserLists;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct DetectorConfig {
    /// Entries that are always found and redacted (`--redact-list`), one string each.
    pub redact: Vec<String>,
    /// Entries that are never redacted (`--keep-list`), one string each.
    pub keep: Vec<String>,
    /// Whether only the two lists above are used.
    pub only_lists: bool,
    /// The organization's staff (`--staff`), from [`read_people`](super::read_people).
    pub staff: Vec<ListedPerson>,
    /// Office holders (`--office-holders`), from [`read_people`](super::read_people).
    pub office_holders: Vec<ListedPerson>,
    /// The user's pattern files (`--patterns`), name and text. A file with the name of a shipped
    /// one replaces it; others are added.
    pub patterns: Vec<(String, String)>,
}

/// A mention of a name that was judged.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Index into the document's segments.
    pub segment: usize,
    /// Bytes within the segment's text, in order.
    pub spans: Vec<Span>,
    /// Whether it stands by itself, rather than being a shorter form of a known name.
    pub seed: bool,
    /// The role that was found.
    pub role: Role,
    /// Names of signs, and their values.
    pub signs: Vec<(&'static str, f32)>,
    /// What it rests on.
    pub evidence: Vec<String>,
}

/// All recognizers, compiled; shared by all threads.
pub struct Detector {
    lexicon: Lexicon,
    second_opinion: SecondOpinion,
    rules: Rules,
    lists: UserLists,
    only_lists: bool,
    staff: StaffList,
    offices: OfficeHolders,
    weights: AllWeights,
}

/// What was found in a document.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// The findings, in order, without overlap within a segment.
    pub findings: Vec<Finding>,
    /// Names of organizations, as the number of a segment and bytes of its text: a name of a person
    /// in them is that of the organization.
    pub organizations: Vec<(usize, Span)>,
    /// How many longer words hold an entry of the list to redact; they are no findings.
    pub within_words: usize,
}

impl Detector {
    /// Compiles patterns and lists.
    ///
    /// # Errors
    /// If a pattern file or list is invalid, or an example of a pattern fails.
    pub fn new(config: &DetectorConfig) -> Result<Self, RecognizeError> {
        Self::of(config.clone())
    }

    /// The same, consuming the configuration, since lists may be long.
    ///
    /// # Errors
    /// As [`Detector::new`].
    pub fn of(config: DetectorConfig) -> Result<Self, RecognizeError> {
        let DetectorConfig { redact, keep, only_lists, staff, office_holders, patterns } = config;
        let (people, rules) = rayon::join(
            || (StaffList::new(staff), OfficeHolders::new(office_holders)),
            || Rules::compile(&patterns),
        );
        let ((staff, offices), rules) = (people, rules?);
        Ok(Self {
            lexicon: Lexicon::shipped(),
            second_opinion: SecondOpinion::shipped(),
            rules,
            lists: UserLists::new(&redact, &keep)?,
            only_lists,
            staff,
            offices: offices?,
            weights: AllWeights::read(weights::SHIPPED)?,
        })
    }

    /// This detector, with another use of the learned model than [`ModelUse::default`].
    #[must_use]
    pub fn with_model(mut self, model: ModelUse) -> Self {
        self.second_opinion.use_of_model = model;
        self
    }

    /// What the learned model may do.
    pub fn model(&self) -> ModelUse {
        self.second_opinion.use_of_model
    }

    /// What this document teaches about the people of its dossier.
    pub fn learn(&self, segments: &[Segment]) -> Memory {
        if self.only_lists {
            return Memory::default();
        }
        let mut readings = self.readings(segments);
        readings::judge(segments, &mut readings, &self.lexicon, self.weighing(false));
        let mut dossier = Memory::default();
        dossier.learn(&self.people(&readings, &Memory::default()));
        for reading in &readings {
            dossier.learn_addresses(reading.view.text(), &reading.hits, &self.rules.address);
        }
        dossier
    }

    /// All findings in a document, with roles, in order of segment and position, without overlap.
    pub fn find(&self, segments: &[Segment], dossier: &Memory) -> Vec<Finding> {
        self.examine(segments, dossier).findings
    }

    /// The same, with the names of organizations, in which nothing is a person.
    pub fn examine(&self, segments: &[Segment], dossier: &Memory) -> Examined {
        let mut readings = if !self.only_lists {
            self.readings(segments)
        } else if self.staff.is_empty() {
            Vec::new()
        } else {
            readings::of_lists(segments, &self.rules, &self.lexicon)
        };
        let weighing = self.weighing(false);
        let case = readings::judge(segments, &mut readings, &self.lexicon, weighing);
        let people = self.people(&readings, dossier);
        let elsewhere = KnownAddresses::of(dossier.addresses());
        let relations = self.relations(&people, &elsewhere, &case, weighing);
        if self.only_lists {
            relations.staff_alone(segments, &mut readings);
        } else {
            relations.apply(segments, &mut readings);
        }
        second_opinion::drop_public(&mut readings);
        let mut claims: Vec<Vec<SourceHit>> = segments.iter().map(|_| Vec::new()).collect();
        let mut organizations = Vec::new();
        let mut numbers = PersonNumbers::default();
        for mut reading in readings {
            // `Thu` and `Jan` in the date of a mail.
            let dated = segments.get(reading.segment).and_then(|s| s.label.as_deref());
            if dated.is_some_and(|label| label.eq_ignore_ascii_case("date")) {
                reading.hits.retain(|hit| hit.category != Category::NAME);
            }
            let Some(list) = claims.get_mut(reading.segment) else { continue };
            let named = reading.companies.iter().flat_map(|span| reading.view.source(*span));
            organizations.extend(named.map(|span| (reading.segment, span)));
            for hit in reading.hits {
                let spans = reading.view.source(hit.span);
                let person = hit.name.as_ref().and_then(|name| numbers.of(&people, name));
                list.push(SourceHit { spans, hit, person, listed: None });
            }
        }
        let mut out = Vec::new();
        let crossing = self.lists.crossing(segments);
        let mut within_words = 0;
        for (index, (segment, mut list)) in segments.iter().zip(claims).enumerate() {
            let parts = crossing.get(&index).map(Vec::as_slice).unwrap_or_default();
            let within = self.lists.apply(segment, parts, &mut list);
            within_words += if segment.again { 0 } else { within };
            out.extend(resolve::resolve(index, list));
            out.extend(self.signature(index, segment));
        }
        person_numbers::in_order(&mut out);
        Examined { findings: out, organizations, within_words }
    }

    /// The signature that a segment stands for. Lists alone find none.
    fn signature(&self, index: usize, segment: &Segment) -> Option<Finding> {
        let span = Span::new(0, segment.text.len());
        let (what, sure) = (Category::SIGNATURE, Likelihood::Likely);
        let found = Finding::new(index, span, what, sure, Evidence::of("handtekening"));
        (segment.signature && !self.only_lists).then_some(found)
    }

    /// Every mention of a name that was judged, with its signs: to fit the weights anew.
    pub fn mentions(&self, segments: &[Segment]) -> Vec<Mention> {
        let weighing = self.weighing(true);
        let mut readings = self.readings(segments);
        let case = readings::judge(segments, &mut readings, &self.lexicon, weighing);
        let people = self.people(&readings, &Memory::default());
        let nothing = KnownAddresses::default();
        self.relations(&people, &nothing, &case, weighing).apply(segments, &mut readings);
        let mut out = Vec::new();
        for reading in &readings {
            let hits = reading.dropped.iter().chain(&reading.hits);
            for hit in hits.filter(|hit| !hit.signs.is_empty()) {
                out.push(Mention {
                    segment: reading.segment,
                    spans: reading.view.source(hit.span),
                    seed: !hit.form,
                    role: hit.role.clone(),
                    signs: hit.signs.iter().map(|(sign, value)| (sign.as_str(), *value)).collect(),
                    evidence: hit.evidence.iter().map(|e| e.as_str().to_owned()).collect(),
                });
            }
        }
        out
    }

    /// The same detector with other weights, as a file of weights gives them.
    ///
    /// # Errors
    /// If it is not a valid file of weights.
    pub fn with_weights(mut self, text: &str) -> Result<Self, RecognizeError> {
        self.weights = AllWeights::read(text)?;
        Ok(self)
    }

    /// SHA-256 of all patterns and shipped lists in use, in hex; for the audit.
    pub fn patterns_digest(&self) -> &str {
        &self.rules.digest
    }

    /// All patterns in use.
    pub fn patterns(&self) -> &[Pattern] {
        &self.rules.patterns
    }

    fn readings(&self, segments: &[Segment]) -> Vec<SegmentReading> {
        let mut readings = readings::of(segments, &self.rules, &self.lexicon);
        self.second_opinion.give(segments, &mut readings, &self.lexicon);
        readings
    }

    fn people(&self, readings: &[SegmentReading], dossier: &Memory) -> PeopleIndex {
        readings::people(readings, dossier, &self.lexicon)
    }

    fn weighing(&self, recorded: bool) -> Weighing<'_> {
        Weighing { weights: &self.weights, recorded }
    }

    fn relations<'a>(
        &'a self,
        people: &'a PeopleIndex,
        elsewhere: &'a KnownAddresses,
        case: &'a Case,
        weighing: Weighing<'a>,
    ) -> Relations<'a> {
        Relations {
            lexicon: &self.lexicon,
            address: &self.rules.address,
            staff: &self.staff,
            offices: &self.offices,
            people,
            elsewhere,
            case,
            weighing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, SegmentKind};
    use crate::recognize::lists::people_list;

    fn segment(text: &str) -> Segment {
        Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text)
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(48))]
        #[test]
        fn hostile_text_gives_findings_in_order_within_bounds(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "A.", "J.-P.", "de", "van der", "Vries", "\u{301}", "\u{373}", "\u{ad}", "-", "\n",
                "\r\n", "\t", "   ", " ", "@", "x.nl", "<", ">", "(", ")", ",", ";", ":", "06", "+31",
                "12345678", "Geachte", "mw.", "Contactpersoon", "Van:", "minister", "Hoogachtend,",
                "\u{fb01}", "Kerkstraat 12", "1234 AB", "geboren", "w.g.", "|", "'", "t.a.v.", "\u{130}",
            ]), 0..90),
        ) {
            static DETECTOR: std::sync::OnceLock<Detector> = std::sync::OnceLock::new();
            let detector =
                DETECTOR.get_or_init(|| Detector::new(&DetectorConfig::default()).unwrap());
            let text = parts.join(" ");
            let tight = parts.concat();
            for text in [text, tight] {
                let mut last = 0;
                for finding in detector.find(&[segment(&text)], &Memory::default()) {
                    let span = finding.span;
                    proptest::prop_assert!(last <= span.start && span.start < span.end);
                    proptest::prop_assert!(text.get(span.start..span.end).is_some());
                    last = span.end;
                }
            }
        }
    }

    #[test]
    fn staff_and_office_holders_are_known() {
        let none = std::collections::BTreeMap::new();
        let staff =
            "voornaam,achternaam,gebruikersnaam,telefoon\nXiu,Vlierzwaal,xvlier,070-3161234\n";
        let holders = "naam,functie,organisatie\nB. Quaedtjes,wethouder,Gemeente Ede\n";
        let config = DetectorConfig {
            staff: people_list::read("s.csv", staff.as_bytes(), &none).unwrap(),
            office_holders: people_list::read("o.csv", holders.as_bytes(), &none).unwrap(),
            ..DetectorConfig::default()
        };
        let detector = Detector::new(&config).unwrap();
        let text = "Gemeente Ede. Gisteren heeft Vlierzwaal (xvlier) gebeld met 070 316 12 34 en met B. Quaedtjes.";
        let found = detector.find(&[segment(text)], &Memory::default());
        let parts: Vec<(&str, &str)> =
            found.iter().map(|f| (&text[f.span.start..f.span.end], f.role.as_str())).collect();
        let want = [
            ("Vlierzwaal", "ambtenaar"),
            ("xvlier", "ambtenaar"),
            ("070 316 12 34", "ambtenaar"),
            ("B. Quaedtjes", "bestuurder"),
        ];
        assert_eq!(parts, want);
    }

    #[test]
    fn a_listed_entry_runs_on_within_its_column() {
        let config = DetectorConfig {
            redact: vec!["Kwispelaer, T.P.".into()],
            only_lists: true,
            ..DetectorConfig::default()
        };
        let detector = Detector::new(&config).unwrap();
        let text = "0001b     Nota      Kwispe    a.bos@eenmailadres     Openbaar\n\
                    \x20                   laer,     .nl\n\
                    \x20                   T.P.\n\
                    0002c     Nota      Veld, C.  b.os@eenmailadres      Openbaar\n";
        let found = detector.find(&[segment(text)], &Memory::default());
        let parts: Vec<&str> = found.iter().map(|f| &text[f.span.start..f.span.end]).collect();
        assert_eq!(parts, ["Kwispe", "laer,", "T.P"]);
    }

    #[test]
    fn the_shipped_detector_compiles_and_finds() {
        let detector = Detector::new(&DetectorConfig::default()).unwrap();
        let text = "Behandeld door: mw. A. de Vries, tel. 06-12345678, a.devries@minbzk.nl.";
        let found = detector.find(&[segment(text)], &Memory::default());
        let parts: Vec<&str> = found.iter().map(|f| &text[f.span.start..f.span.end]).collect();
        assert_eq!(parts, ["A. de Vries", "06-12345678", "a.devries@minbzk.nl"]);
    }
}
