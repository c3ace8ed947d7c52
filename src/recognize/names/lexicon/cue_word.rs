//! Words that announce a name, and what they say about the person. One lookup per word.

use crate::model::Role;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::public_body;
use crate::recognize::text::hash::{BloomFilter, Fingerprint, FixedState};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;
use crate::recognize::text::word_lists;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a word announces.
#[derive(Clone, Debug)]
pub(crate) enum Cue {
    /// A form of address or academic title; a name follows.
    Title,
    /// The plural of a title; several names follow.
    Titles,
    /// A public office or a job; a name may follow, or a portfolio.
    Office(Role),
    /// The plural of an office; several names follow.
    Offices(Role),
    /// A greeting; a given name may follow.
    Greeting,
    /// A mark that replaces a signature: `w.g.`, `(get.)`.
    Signed,
    /// A word that a person often follows: `contactpersoon`, `partner`.
    Before(Role),
}

pub(crate) const OFFICES_PLURAL: &[(&str, fn() -> Role)] = &[
    ("leden", || Role::REPRESENTATIVE),
    ("kamerleden", || Role::REPRESENTATIVE),
    ("raadsleden", || Role::REPRESENTATIVE),
    ("statenleden", || Role::REPRESENTATIVE),
    ("mps", || Role::REPRESENTATIVE),
    ("ministers", || Role::MINISTER),
    ("staatssecretarissen", || Role::MINISTER),
    ("bewindspersonen", || Role::MINISTER),
    ("wethouders", || Role::EXECUTIVE),
    ("wethâlders", || Role::EXECUTIVE),
    ("gedeputeerden", || Role::EXECUTIVE),
    ("burgemeesters", || Role::EXECUTIVE),
    ("raadsheren", || Role::JUDICIARY),
    ("rechters", || Role::JUDICIARY),
    ("collega's", || Role::UNKNOWN),
    ("medewerkers", || Role::OFFICIAL),
    ("ambtenaren", || Role::OFFICIAL),
    ("adviseurs", || Role::OFFICIAL),
    ("inspecteurs", || Role::OFFICIAL),
    ("directeuren", || Role::OFFICIAL),
    ("managers", || Role::OFFICIAL),
    ("projectleiders", || Role::OFFICIAL),
    ("beleidsmedewerkers", || Role::OFFICIAL),
    ("beleidsadviseurs", || Role::OFFICIAL),
    ("toezichthouders", || Role::OFFICIAL),
    ("handhavers", || Role::OFFICIAL),
    ("verbalisanten", || Role::OFFICIAL),
    ("juristen", || Role::OFFICIAL),
    ("notulisten", || Role::OFFICIAL),
    ("wijkagenten", || Role::OFFICIAL),
    ("huisartsen", || Role::UNKNOWN),
    ("verpleegkundigen", || Role::UNKNOWN),
    ("verzorgenden", || Role::UNKNOWN),
    ("leerkrachten", || Role::UNKNOWN),
    ("docenten", || Role::UNKNOWN),
    ("buren", || Role::UNKNOWN),
    ("getuigen", || Role::UNKNOWN),
    ("erven", || Role::UNKNOWN),
    ("afdelingshoofden", || Role::MANAGER),
    ("hoofden", || Role::MANAGER),
    ("sectorhoofden", || Role::MANAGER),
    ("teamleiders", || Role::MANAGER),
    ("leidinggevenden", || Role::MANAGER),
];

pub(crate) const BEFORE: &[(&str, fn() -> Role)] = &[
    ("contactpersoon", || Role::UNKNOWN),
    ("contactpersonen", || Role::UNKNOWN),
    ("partner", || Role::CITIZEN),
    ("echtgenoot", || Role::CITIZEN),
    ("echtgenote", || Role::CITIZEN),
    ("zoon", || Role::CITIZEN),
    ("dochter", || Role::CITIZEN),
    ("indiener", || Role::CITIZEN),
    ("verzoeker", || Role::CITIZEN),
    ("verzoekster", || Role::CITIZEN),
    ("aanvrager", || Role::CITIZEN),
    ("appellant", || Role::CITIZEN),
    ("eiser", || Role::CITIZEN),
    ("eiseres", || Role::CITIZEN),
    ("bewoner", || Role::CITIZEN),
    ("gemachtigde", || Role::CITIZEN),
    ("vertegenwoordiger", || Role::CITIZEN),
    ("vertegenwoordigd", || Role::UNKNOWN),
];

pub(crate) fn table() -> &'static HashMap<&'static str, Cue, FixedState> {
    static TABLE: OnceLock<HashMap<&'static str, Cue, FixedState>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut map = HashMap::default();
        for (word, role) in BEFORE {
            map.insert(*word, Cue::Before(role()));
        }
        let groups: [(&[&'static str], Role); 8] = [
            (word_lists::words("ambtenaar"), Role::OFFICIAL),
            (word_lists::words("deskundige"), Role::EXPERT),
            (word_lists::words("rechterlijke macht"), Role::JUDICIARY),
            (word_lists::words("woordvoerder"), Role::SPOKESPERSON),
            (word_lists::words("leidinggevende"), Role::MANAGER),
            (word_lists::words("ambtelijke top"), Role::TOP_OFFICIAL),
            (word_lists::words("bestuurder"), Role::EXECUTIVE),
            (word_lists::words("volksvertegenwoordiger"), Role::REPRESENTATIVE),
        ];
        for (words, role) in groups {
            for word in words {
                map.insert(*word, Cue::Office(role.clone()));
            }
        }
        for word in word_lists::words("bewindspersoon") {
            map.insert(*word, Cue::Office(Role::MINISTER));
        }
        for (word, role) in OFFICES_PLURAL {
            map.insert(*word, Cue::Offices(role()));
        }
        for word in word_lists::words("titel") {
            map.insert(*word, Cue::Title);
        }
        for word in ["heren", "dames", "deelnemers", "aanwezigen", "genodigden"] {
            map.insert(word, Cue::Titles);
        }
        for word in word_lists::words("aanhef") {
            map.insert(*word, Cue::Greeting);
        }
        for word in ["w", "get", "wg", "getekend", "ondertekend"] {
            map.insert(word, Cue::Signed);
        }
        map
    })
}

pub(crate) fn filter() -> &'static BloomFilter {
    static SIEVE: OnceLock<BloomFilter> = OnceLock::new();
    SIEVE.get_or_init(|| BloomFilter::of(table().keys().copied()))
}

/// What this word announces, in any case.
pub(crate) fn cue_of(word: &str) -> Option<&'static Cue> {
    if filter().may_contain(Fingerprint::of(word)) { look_up(word) } else { None }
}

/// What the word at this token announces, in any case.
pub(crate) fn cue_at(t: &Tokens<'_>, index: usize) -> Option<&'static Cue> {
    if filter().may_contain(t.fingerprint(index)) { look_up(t.word(index)) } else { None }
}

pub(crate) fn look_up(word: &str) -> Option<&'static Cue> {
    if word.len() > 24 || word.len() < 2 && !word.eq_ignore_ascii_case("w") {
        return None;
    }
    if word.is_ascii() {
        let mut buffer = [0u8; 24];
        let slot = buffer.get_mut(..word.len())?;
        slot.copy_from_slice(word.as_bytes());
        slot.make_ascii_lowercase();
        return table().get(std::str::from_utf8(slot).ok()?);
    }
    table().get(word.to_lowercase().as_str())
}

/// No compound that ends in an office is shorter than this, in bytes.
pub(crate) const SHORTEST_TAIL: usize = 10;

/// The role that the word of a job or office gives, if it is one.
pub(crate) fn role_of(word: &str) -> Option<Role> {
    // `Stas` is a given name, `stas` a state secretary; `min` mostly a minus or a ministry.
    if matches!(word, "Stas" | "min" | "Min" | "MIN") {
        return None;
    }
    // `Hoofden Staf`: a unit follows this plural, not names.
    if matches!(word, "hoofden" | "Hoofden") {
        return Some(Role::MANAGER);
    }
    if let Some(Cue::Office(role) | Cue::Offices(role)) = cue_of(word) {
        return Some(role.clone());
    }
    // None of the endings below fits in less.
    if word.len() <= SHORTEST_TAIL {
        return None;
    }
    let lower = word.to_lowercase();
    // Compounds by their last part: `klimaatminister`, `woonwethouder`, `zaakinspecteur`.
    let tails: [(&str, Role); 8] = [
        ("minister", Role::MINISTER),
        ("wethouder", Role::EXECUTIVE),
        ("burgemeester", Role::EXECUTIVE),
        ("directeur", Role::MANAGER),
        ("woordvoerder", Role::SPOKESPERSON),
        ("medewerker", Role::OFFICIAL),
        ("adviseur", Role::OFFICIAL),
        ("coördinator", Role::OFFICIAL),
    ];
    tails.into_iter().find(|(t, _)| lower.len() > t.len() + 2 && lower.ends_with(t)).map(|(_, r)| r)
}

/// `stasIenW`: the office and its ministry in one word. `minBZK` is mostly where somebody works.
pub(crate) fn heads_ministry(word: &str) -> bool {
    word.strip_prefix("stas").is_some_and(|ministry| {
        ministry.starts_with(|c: char| c.is_uppercase())
            && public_body::body_at(&Tokens::of(ministry), 0).is_some_and(|(_, end)| end == 1)
    })
}

/// The role of the office or job at this token, including compounds with a hyphen, and one past its
/// end.
pub(crate) fn role_at(ctx: &NameContext<'_>, index: usize) -> Option<(Role, usize)> {
    let t = ctx.tokens;
    // `plv. directeur-generaal`: the office of the one they stand in for.
    let office = behind_deputy(t, index);
    if let Some(found) = office.and_then(|at| role_at(ctx, at)) {
        return Some(found);
    }
    if let Some(end) = general(t, index) {
        return Some((Role::TOP_OFFICIAL, end));
    }
    if let Some(word) = compound(ctx, index) {
        if let Some(role) = role_of(&word) {
            return Some((role, index + 3));
        }
        // `Senior-medewerker Vergunningen`
        let graded = ["senior", "junior", "medior", "hoofd", "coördinerend", "plaatsvervangend"];
        let graded = graded.iter().any(|grade| t.word(index).eq_ignore_ascii_case(grade));
        if let Some(role) = role_of(t.word(index + 2)).filter(|_| graded) {
            return Some((role, index + 3));
        }
    }
    // `Stas BZK` is the office again.
    if t.word(index) == "Stas" && public_body::body_at(t, index + 1).is_some() {
        return Some((Role::MINISTER, index + 1));
    }
    // `Voorzitter van het Dagelijks Bestuur`: of a borough or water authority.
    if t.word(index).eq_ignore_ascii_case("voorzitter")
        && t.word(index + 1) == "van"
        && matches!(t.word(index + 2), "het" | "Het")
        && ["dagelijks", "algemeen"].iter().any(|w| t.word(index + 3).eq_ignore_ascii_case(w))
        && t.word(index + 4).eq_ignore_ascii_case("bestuur")
    {
        return Some((Role::EXECUTIVE, index + 5));
    }
    let police = t.word(index).eq_ignore_ascii_case("commissaris") && !is_kings(ctx, index);
    if police || is_given_name(ctx, index) {
        return None;
    }
    role_of(t.word(index)).map(|role| (role, index + 1))
}

/// Where the office begins that is held for another: behind `plv.`, `waarnemend`.
fn behind_deputy(t: &Tokens<'_>, index: usize) -> Option<usize> {
    let words = ["plaatsvervangend", "plaatsvervangende", "waarnemend", "plv", "wnd"];
    let word = t.word(index);
    let deputy = words.iter().any(|w| word.eq_ignore_ascii_case(w));
    deputy.then(|| index + 1 + usize::from(t.is(index + 1, '.')))
}

/// One past `directeur generaal`, `Secretaris- Generaal`: the office in two words, as OCR and haste
/// write it.
fn general(t: &Tokens<'_>, index: usize) -> Option<usize> {
    let heads = ["directeur", "secretaris", "inspecteur"];
    let head = heads.iter().any(|w| t.word(index).eq_ignore_ascii_case(w));
    let next = index + 1 + usize::from(t.is(index + 1, '-'));
    (head && t.word(next).eq_ignore_ascii_case("generaal")).then_some(next + 1)
}

/// Whether the office word at this token is somebody's given name there: `Stas Koroljov`,
/// `Prior Adebayo`. An article or a pronoun in front makes it the office.
pub(crate) fn is_given_name(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    if t.kind(index) != TokenKind::Capital || t.kind(index + 1) != TokenKind::Capital {
        return false;
    }
    let known = ctx.lexicon.word(t.word(index));
    let before = index.checked_sub(1).map(|i| t.word(i)).unwrap_or_default();
    let announced = matches!(before, "de" | "De" | "onze" | "oud" | "namens" | "aan");
    let given = t.word(index) == "Stas" || known.given() && !known.word();
    given && !announced && public_body::body_at(t, index + 1).is_none()
}

/// Whether `commissaris` at this token is the King's: `commissaris van de Koning`.
pub(crate) fn is_kings(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    (index + 1..index + 5).any(|i| fold(t.word(i)).starts_with("koning"))
}

/// The seat that `lid` or `leden` at this token denotes, by the body it belongs to:
/// `lid van de gemeenteraad`. Of a committee, board or working group it is no public office.
pub(crate) fn seat(ctx: &NameContext<'_>, index: usize) -> Option<Role> {
    let t = ctx.tokens;
    if !matches!(t.word(index), "lid" | "Lid" | "leden" | "Leden") {
        return None;
    }
    let mut i = index + 1;
    while matches!(t.word(i), "van" | "de" | "der" | "het") {
        i += 1;
    }
    let next = t.word(i + 1);
    match t.word(i) {
        "gemeenteraad" | "Gemeenteraad" | "deelraad" | "parlement" => Some(Role::REPRESENTATIVE),
        // Of a borough or water authority.
        "Dagelijks" | "dagelijks" if matches!(next, "Bestuur" | "bestuur") => {
            let of = |i: usize| {
                let word = t.word(i).to_lowercase();
                ["stadsdeel", "waterschap", "hoogheemraad", "deelgemeente"]
                    .iter()
                    .any(|body| word.starts_with(body))
            };
            (i + 2..i + 6).any(of).then_some(Role::EXECUTIVE)
        }
        "Tweede" | "Eerste" if next == "Kamer" => Some(Role::REPRESENTATIVE),
        "Provinciale" | "provinciale" if matches!(next, "Staten" | "staten") => {
            Some(Role::REPRESENTATIVE)
        }
        "Gedeputeerde" | "gedeputeerde" if matches!(next, "Staten" | "staten") => {
            Some(Role::EXECUTIVE)
        }
        _ => None,
    }
}

/// `minister-president`: two words joined by a hyphen.
pub(crate) fn compound(ctx: &NameContext<'_>, index: usize) -> Option<String> {
    let t = ctx.tokens;
    let joined = t.is(index + 1, '-')
        && !t.spaced(index + 1)
        && !t.spaced(index + 2)
        && t.is_word(index)
        && t.is_word(index + 2)
        && t.word(index).len() + t.word(index + 2).len() < 24;
    joined.then(|| format!("{}-{}", t.word(index), t.word(index + 2)))
}
