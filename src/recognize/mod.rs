//! Text in, findings out. Sees no file, no policy, no decision.
//!
//! A segment is read once more in a plain form ([`view`]), split into words ([`token`]), and
//! shown to the recognizers; then the people of the document are known ([`memory`]) and their
//! shorter forms are looked for. See `docs/recognition.md`.

pub mod address;
mod around;
mod badges;
pub mod check;
pub mod columns;
pub mod contacts;
pub mod dossier;
pub mod few;
pub mod finder;
pub mod hash;
mod heads;
pub mod hit;
pub mod lexicon;
pub mod list;
pub mod listfile;
pub mod local;
pub mod mail;
mod marks;
pub mod memory;
pub mod names;
pub mod offices;
pub mod pattern;
pub mod person;
pub mod phone;
pub mod register;
mod relate;
pub mod resolve;
pub mod roles;
mod scan;
pub mod sealed;
mod shorter;
mod small;
pub mod staff;
pub mod token;
pub mod view;
pub mod words;

use crate::model::{
    Category, Evidence, Finding, Likelihood, Listed, Role, Segment, SegmentKind, Span,
};
use dossier::Dossier;
use hit::Hit;
use lexicon::{Lexicon, fold};
use list::{Squeezed, WordList};
use memory::People;
use names::Page;
use pattern::Pattern;
use resolve::Claim;
use sha2::{Digest, Sha256};
use token::{Split, Tokens};
use view::View;

/// What the user asked to look for.
#[derive(Clone, Debug, Default)]
pub struct DetectorConfig {
    /// Entries that are always found and redacted (`--redact-list`), one string each.
    pub redact: Vec<String>,
    /// Entries that are never redacted (`--keep-list`), one string each.
    pub keep: Vec<String>,
    /// Whether only the lists above are used.
    pub only_lists: bool,
    /// The organisation's staff (`--staff`), as [`staff::read`] gives it.
    pub staff: Vec<staff::Entry>,
    /// Holders of public office (`--office-holders`), as [`staff::read`] gives it.
    pub office_holders: Vec<staff::Entry>,
    /// Pattern files of the user's own (`--patterns`), name and text. One that bears the name of a
    /// shipped file replaces it, others come on top.
    pub patterns: Vec<(String, String)>,
}

/// A pattern file, list or setting that cannot be used; says file, line, column, what was expected.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RecognizeError(pub String);

/// What a dossier knows of its people: forms of names found in one file that count in the next.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    dossier: Dossier,
}

impl Memory {
    /// Adds what another file taught. The result does not depend on the sequence of merges.
    pub fn merge(&mut self, other: Self) {
        self.dossier.merge(other.dossier);
    }
}

/// All recognizers, compiled and ready; shared by all threads.
pub struct Detector {
    lexicon: Lexicon,
    patterns: Vec<Pattern>,
    finder: finder::Finder,
    mail: mail::Mail,
    phone: phone::Phone,
    address: address::Address,
    redact: WordList,
    keep: WordList,
    only_lists: bool,
    staff: staff::Staff,
    offices: offices::Offices,
    digest: String,
}

/// What does not depend on the user's lists.
struct Rules {
    patterns: Vec<Pattern>,
    finder: finder::Finder,
    mail: mail::Mail,
    phone: phone::Phone,
    address: address::Address,
    digest: String,
}

impl Rules {
    fn compile(more: &[(String, String)]) -> Result<Self, RecognizeError> {
        let mut patterns = Vec::new();
        let mut digest = Sha256::new();
        let own = |name: &str| more.iter().any(|(n, _)| n == name);
        let shipped = pattern::SHIPPED.iter().filter(|(name, _)| !own(name)).copied();
        for (name, text) in shipped {
            patterns.extend(pattern::read(name, text)?);
            digest.update(name.as_bytes());
            digest.update(text.as_bytes());
        }
        for (name, text) in more {
            let read = pattern::read(name, text)?;
            // Shipped files are held by a test; others prove themselves here.
            read.iter().try_for_each(Pattern::test)?;
            patterns.extend(read);
            digest.update(name.as_bytes());
            digest.update(text.as_bytes());
        }
        for (name, text) in words::SHIPPED {
            digest.update(name.as_bytes());
            digest.update(text.as_bytes());
        }
        digest.update(Lexicon::bytes());
        let inner = |e: regex::Error| RecognizeError(format!("ingebouwd patroon: {e}"));
        Ok(Self {
            finder: finder::Finder::new(&patterns)?,
            patterns,
            mail: mail::Mail::new().map_err(inner)?,
            phone: phone::Phone::new().map_err(inner)?,
            address: address::Address::new().map_err(inner)?,
            digest: digest.finalize().iter().map(|b| format!("{b:02x}")).collect(),
        })
    }
}

/// One reading of a segment and what was found in it.
struct Reading {
    segment: usize,
    view: View,
    /// Its words; empty for a text so long that they are rather split again.
    words: Split,
    hits: Vec<Hit>,
    /// Where the names of firms stand, in order.
    firms: Vec<Span>,
}

/// Longest reading, in bytes, whose words are kept from the first look to the second.
const KEEP_WORDS: usize = 16 << 20;

impl Detector {
    /// Compiles patterns and lists.
    ///
    /// # Errors
    /// When a pattern file or list is faulty, or an example in a pattern file fails.
    pub fn new(config: &DetectorConfig) -> Result<Self, RecognizeError> {
        Self::of(config.clone())
    }

    /// The same, from a configuration that is not needed any more: lists may be long.
    ///
    /// # Errors
    /// As [`Detector::new`].
    pub fn of(config: DetectorConfig) -> Result<Self, RecognizeError> {
        let DetectorConfig { redact, keep, only_lists, staff, office_holders, patterns } = config;
        let (people, rules) = rayon::join(
            || (staff::Staff::new(staff), offices::Offices::new(office_holders)),
            || Rules::compile(&patterns),
        );
        let ((staff, offices), rules) = (people, rules?);
        Ok(Self {
            lexicon: Lexicon::shipped(),
            finder: rules.finder,
            patterns: rules.patterns,
            mail: rules.mail,
            phone: rules.phone,
            address: rules.address,
            redact: WordList::new(&redact)?,
            keep: WordList::new(&keep)?,
            only_lists,
            staff,
            offices: offices?,
            digest: rules.digest,
        })
    }

    /// What this document teaches about the people of its dossier.
    pub fn learn(&self, segments: &[Segment]) -> Memory {
        if self.only_lists {
            return Memory::default();
        }
        let readings = self.readings(segments);
        let mut dossier = Dossier::default();
        dossier.learn(&self.people(&readings, &Memory::default()));
        Memory { dossier }
    }

    /// All findings in a document: resolved (no two overlap), with roles, in order of segment and place.
    pub fn find(&self, segments: &[Segment], dossier: &Memory) -> Vec<Finding> {
        let mut readings = if self.only_lists { Vec::new() } else { self.readings(segments) };
        let people = self.people(&readings, dossier);
        self.relate(segments, &mut readings, &people);
        let mut claims: Vec<Vec<Claim>> = segments.iter().map(|_| Vec::new()).collect();
        for reading in readings {
            let Some(list) = claims.get_mut(reading.segment) else { continue };
            for hit in reading.hits {
                let spans = reading.view.source(hit.span);
                let person = hit.name.as_ref().and_then(|n| people_id(&people, n));
                list.push(Claim { spans, hit, person, listed: None });
            }
        }
        let mut out = Vec::new();
        for (index, (segment, mut list)) in segments.iter().zip(claims).enumerate() {
            self.listed(segment, &mut list);
            out.extend(resolve::resolve(index, list));
        }
        out
    }

    /// SHA-256 of all patterns and shipped lists in use, in hex; for the audit.
    pub fn patterns_digest(&self) -> &str {
        &self.digest
    }

    /// All patterns in use.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    fn readings(&self, segments: &[Segment]) -> Vec<Reading> {
        let mut out = Vec::new();
        let mut office: Option<Role> = None;
        for (index, segment) in segments.iter().enumerate() {
            let mut views = vec![View::of(&segment.text)];
            for column in columns::of(&segment.text) {
                views.push(View::of_strands(&segment.text, &column));
            }
            let body = segment.kind == SegmentKind::Body;
            let before = if body { office.take() } else { None };
            for view in views {
                let tokens = Tokens::of(view.text());
                let mut page = self.page(segment, &tokens);
                page.office = before.clone();
                page.part = view.is_part();
                let (hits, firms, open) = self.recognize(&page);
                let keep = view.text().len() <= KEEP_WORDS;
                let words = if keep { tokens.into_split() } else { Split::default() };
                office = office.or(open.filter(|_| body));
                out.push(Reading { segment: index, view, words, hits, firms });
            }
        }
        out
    }

    /// What every recognizer says of one reading, for itself; the firms it names; the office that is still open.
    fn recognize(&self, page: &Page<'_>) -> (Vec<Hit>, Vec<Span>, Option<Role>) {
        let text = page.tokens.text;
        let mut hits = Vec::new();
        let digits = self.finder.run(&self.patterns, text, &mut hits);
        contacts::accounts(text, &mut hits);
        heads::run(page.tokens, &mut hits);
        self.phone.run(text, &digits, &mut hits);
        resolve::shield(&mut hits);
        self.mail.run(text, &self.lexicon, &mut hits);
        let open = names::run(page, &mut hits);
        let firms = names::firms::all(page);
        names::firms::shield(&firms, &mut hits);
        roles::run(page, &mut hits);
        resolve::lower(&mut hits);
        (hits, firms, open)
    }

    fn page<'a>(&'a self, segment: &Segment, tokens: &'a Tokens<'a>) -> Page<'a> {
        Page {
            tokens,
            lexicon: &self.lexicon,
            kind: segment.kind,
            label: segment.label.as_deref().map(fold),
            office: None,
            part: false,
            whole: names::Whole::default(),
        }
    }

    /// The people that all readings speak of: fullest forms first, so that shorter ones join them.
    fn people(&self, readings: &[Reading], dossier: &Memory) -> People {
        let mut people = People::default();
        let mut names: Vec<(names::Name, Role)> = Vec::new();
        for reading in readings {
            for hit in &reading.hits {
                let sure = hit.likelihood >= Likelihood::Likely && !hit.conflict;
                if let Some(name) = hit.name.as_ref().filter(|_| sure) {
                    names.push((name.clone(), hit.role.clone()));
                }
            }
            let mails = contacts::names_in_mail(reading.view.text(), &reading.hits, &self.lexicon);
            names.extend(mails.into_iter().map(|n| (n, Role::UNKNOWN)));
        }
        let fullness = |n: &names::Name| {
            let surname = usize::from(!n.surname.is_empty()) * 4;
            surname + usize::from(!n.given.is_empty()) * 2 + usize::from(!n.initials.is_empty())
        };
        names.sort_by_key(|(n, _)| {
            (std::cmp::Reverse(fullness(n)), std::cmp::Reverse(n.initials.len()))
        });
        for (name, role) in &names {
            people.add(name, role);
        }
        for person in dossier.dossier.people() {
            people.add_person(person);
        }
        people
    }

    /// What the user's lists say: redact adds a claim, keep marks those it covers.
    fn listed(&self, segment: &Segment, claims: &mut Vec<Claim>) {
        if self.redact.is_empty() && self.keep.is_empty() {
            return;
        }
        let view = View::of(&segment.text);
        let squeezed = Squeezed::of(view.text());
        let places = |list: &WordList, near: bool| -> Vec<Span> {
            let found = list.find(view.text(), &squeezed, near);
            found.into_iter().flat_map(|s| view.source(s)).collect()
        };
        let keep = places(&self.keep, false);
        for claim in claims.iter_mut() {
            let covered = claim.spans.iter().all(|s| {
                let at = keep.partition_point(|k| k.start <= s.start);
                at.checked_sub(1).and_then(|i| keep.get(i)).is_some_and(|k| k.contains(*s))
            });
            if covered && !claim.spans.is_empty() {
                claim.listed = Some(Listed::Keep);
            }
        }
        let mut found: Vec<(Span, usize)> = claims
            .iter()
            .enumerate()
            .flat_map(|(i, c)| c.spans.iter().map(move |s| (*s, i)))
            .collect();
        found.sort();
        let longest = found.iter().map(|(s, _)| s.len()).max().unwrap_or(0);
        for span in places(&self.redact, segment.recognized) {
            let mut whole = span;
            let mut category = Category::LISTED;
            let from = found.partition_point(|(s, _)| s.start + longest < span.start);
            for (s, i) in found.iter().skip(from).take_while(|(s, _)| s.start < span.end) {
                if s.overlaps(span) {
                    whole = Span::new(whole.start.min(s.start), whole.end.max(s.end));
                    if let Some(claim) = claims.get(*i).filter(|_| *s == span) {
                        category = claim.hit.category.clone();
                    }
                }
            }
            let hit = Hit::new(whole, category, Likelihood::Certain, Evidence::of("laklijst"));
            claims.push(Claim {
                spans: vec![whole],
                hit,
                person: None,
                listed: Some(Listed::Redact),
            });
        }
    }
}

fn people_id(people: &People, name: &names::Name) -> Option<u32> {
    people.find_id(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    fn segment(text: &str) -> Segment {
        Segment::new(SegmentKind::Body, Place::new("tekst"), text)
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
            staff: staff::read("s.csv", staff.as_bytes(), &none).unwrap(),
            office_holders: staff::read("o.csv", holders.as_bytes(), &none).unwrap(),
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
    fn the_shipped_detector_compiles_and_finds() {
        let detector = Detector::new(&DetectorConfig::default()).unwrap();
        let text = "Behandeld door: mw. A. de Vries, tel. 06-12345678, a.devries@minbzk.nl.";
        let found = detector.find(&[segment(text)], &Memory::default());
        let parts: Vec<&str> = found.iter().map(|f| &text[f.span.start..f.span.end]).collect();
        assert_eq!(parts, ["A. de Vries", "06-12345678", "a.devries@minbzk.nl"]);
    }
}
