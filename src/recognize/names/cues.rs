//! Words that announce a name, and what they say about its bearer. One look-up a word.

use super::grammar;
use super::{Found, Page, enumeration, greeting, titles};
use crate::model::{Likelihood, Role};
use crate::recognize::hash::{Quick, Sieve, Stamp};
use crate::recognize::hit::Hit;
use crate::recognize::lexicon::fold;
use crate::recognize::token::{Kind, Tokens};
use crate::recognize::words;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a word announces.
#[derive(Clone, Debug)]
pub enum Cue {
    /// A form of address or academic title; a name follows.
    Title,
    /// The plural of one: several names follow.
    Titles,
    /// A public office or a job; a name may follow, or its field of duty.
    Office(Role),
    /// The plural of one.
    Offices(Role),
    /// A greeting; a given name may follow.
    Greeting,
    /// `w.g.`, `(get.)`: stands for a signature.
    Signed,
    /// A word that a person often follows: `contactpersoon`, `partner`.
    Before(Role),
}

const OFFICES_PLURAL: &[(&str, fn() -> Role)] = &[
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
    ("teamleiders", || Role::MANAGER),
    ("leidinggevenden", || Role::MANAGER),
];

const BEFORE: &[(&str, fn() -> Role)] = &[
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

fn table() -> &'static HashMap<&'static str, Cue, Quick> {
    static TABLE: OnceLock<HashMap<&'static str, Cue, Quick>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut map = HashMap::default();
        for (word, role) in BEFORE {
            map.insert(*word, Cue::Before(role()));
        }
        let groups: [(&[&'static str], Role); 8] = [
            (words::list("ambtenaar"), Role::OFFICIAL),
            (words::list("deskundige"), Role::EXPERT),
            (words::list("rechterlijke macht"), Role::JUDICIARY),
            (words::list("woordvoerder"), Role::SPOKESPERSON),
            (words::list("leidinggevende"), Role::MANAGER),
            (words::list("ambtelijke top"), Role::TOP_OFFICIAL),
            (words::list("bestuurder"), Role::EXECUTIVE),
            (words::list("volksvertegenwoordiger"), Role::REPRESENTATIVE),
        ];
        for (words, role) in groups {
            for word in words {
                map.insert(*word, Cue::Office(role.clone()));
            }
        }
        for word in words::list("bewindspersoon") {
            map.insert(*word, Cue::Office(Role::MINISTER));
        }
        for (word, role) in OFFICES_PLURAL {
            map.insert(*word, Cue::Offices(role()));
        }
        for word in words::list("titel") {
            map.insert(*word, Cue::Title);
        }
        for word in ["heren", "dames", "deelnemers", "aanwezigen", "genodigden"] {
            map.insert(word, Cue::Titles);
        }
        for word in words::list("aanhef") {
            map.insert(*word, Cue::Greeting);
        }
        for word in ["w", "get", "wg", "getekend", "ondertekend"] {
            map.insert(word, Cue::Signed);
        }
        map
    })
}

fn sieve() -> &'static Sieve {
    static SIEVE: OnceLock<Sieve> = OnceLock::new();
    SIEVE.get_or_init(|| Sieve::of(table().keys().copied()))
}

/// What this word announces, whatever its case.
pub fn of(word: &str) -> Option<&'static Cue> {
    if sieve().may_hold(Stamp::of(word)) { look_up(word) } else { None }
}

/// What the word at this token announces, whatever its case.
pub fn of_token(t: &Tokens<'_>, index: usize) -> Option<&'static Cue> {
    if sieve().may_hold(t.stamp(index)) { look_up(t.word(index)) } else { None }
}

fn look_up(word: &str) -> Option<&'static Cue> {
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
const SHORTEST_TAIL: usize = 10;

/// The role that a job or office word gives, if it is one.
pub fn role_of(word: &str) -> Option<Role> {
    if let Some(Cue::Office(role) | Cue::Offices(role)) = of(word) {
        return Some(role.clone());
    }
    // None of the tails below fits in less.
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

/// The office or job at this token, compounds with a hyphen included; one past its end.
pub fn role_at(page: &Page<'_>, index: usize) -> Option<(Role, usize)> {
    let t = page.tokens;
    if let Some(word) = compound(page, index) {
        if let Some(role) = role_of(&word) {
            return Some((role, index + 3));
        }
    }
    role_of(t.word(index)).map(|role| (role, index + 1))
}

/// `minister-president`: two words that a hyphen makes one.
fn compound(page: &Page<'_>, index: usize) -> Option<String> {
    let t = page.tokens;
    let joined = t.is(index + 1, '-')
        && !t.spaced(index + 1)
        && !t.spaced(index + 2)
        && t.is_word(index)
        && t.is_word(index + 2)
        && t.word(index).len() + t.word(index + 2).len() < 24;
    joined.then(|| format!("{}-{}", t.word(index), t.word(index + 2)))
}

/// Acts on the word at this token, if it announces anything.
pub fn at(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    // Most words announce nothing, are part of no compound, and have no name behind them.
    let cue = of_token(t, index);
    let next = t.kind(index + 1);
    let long = || t.word(index).len() > SHORTEST_TAIL;
    let named = t.is_capital(index + 1) && t.spaced(index + 1) && long();
    if cue.is_none() && next != Kind::Mark('-') && !named || !t.is_word(index) {
        return;
    }
    let hyphen = index > 1 && t.is(index - 1, '-') && !t.spaced(index) && !t.spaced(index - 1);
    // `oud-wethouder Marco Verloop` has been one.
    let former = ["oud", "ex", "loco", "vice", "plaatsvervangend"];
    if hyphen && !former.contains(&t.word(index - 2).to_lowercase().as_str()) {
        return;
    }
    if let Some(Cue::Office(role)) = compound(page, index).as_deref().and_then(of) {
        titles::office(page, index, index + 2, role, out);
        return;
    }
    let Some(cue) = cue else {
        // `Woonwethouder Sara van Dam`: compounds, where a name follows at once.
        if let Some(role) = named.then(|| role_of(t.word(index))).flatten() {
            titles::office(page, index, index, &role, out);
        }
        return;
    };
    match cue {
        Cue::Title => titles::one(page, index, out),
        Cue::Titles => enumeration::after(page, index + 1, Role::UNKNOWN, "titels", out),
        Cue::Office(role) => titles::office(page, index, index, role, out),
        Cue::Offices(role) => enumeration::after(page, index + 1, role.clone(), "ambten", out),
        Cue::Greeting => greeting::at(page, index, out),
        Cue::Signed => signed(page, index, out),
        Cue::Before(role) => before(page, index, role, out),
    }
}

/// `w.g. Van Binnebeke`, `(get.) A. de Vries`.
fn signed(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    let word = t.word(index);
    let mut i = index + 1;
    if word.eq_ignore_ascii_case("w") {
        if !(t.is(i, '.') && t.word(i + 1).eq_ignore_ascii_case("g") && !t.spaced(i + 1)) {
            return;
        }
        i += 2;
    }
    let short = word.len() <= 3;
    if short && !(t.is(i, '.') || t.is(i, ')')) {
        return;
    }
    while matches!(t.kind(i), Kind::Mark('.' | ')' | ':')) {
        i += 1;
    }
    i = grammar::over_line(t, i, true);
    if let Some(found) = grammar::person(page, i).filter(|f| sound(page, f)) {
        out.push(page.hit(found, Likelihood::Certain, "w.g."));
    }
}

/// Two capital words after a word that a person often follows, where no list knows them.
fn before(page: &Page<'_>, index: usize, role: &Role, out: &mut Vec<Hit>) {
    let t = page.tokens;
    let mut i = grammar::over_line(t, index + 1, false);
    if matches!(t.word(i), "is" | "was") {
        i += 1;
    }
    if !matches!(t.kind(i), Kind::Capital) {
        return;
    }
    let Some(found) = grammar::forward_given(page, i, grammar::Mode::Bare) else { return };
    if !sound(page, &found) || super::exclusions::reason(page, &found).is_some() {
        return;
    }
    let first = page.lexicon.word(t.word(i));
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = page.lexicon.word(head);
    let open = |k: crate::recognize::lexicon::Known| !k.word() && !k.place();
    if open(first) && (open(last) || last.surname()) {
        out.push(page.hit_as(found, Likelihood::Likely, "aanduiding en naam", role.clone()));
    }
}

/// `Oude Kotte`, `Grote Beverborg`: an adjective in front of what is no word and no place.
fn adjective(page: &Page<'_>, found: &Found, word: &str) -> bool {
    let surname = &found.name.surname;
    let Some((first, last)) = surname.split_once(' ') else { return false };
    let known = page.lexicon.word(last);
    matches!(first, "oude" | "nieuwe" | "grote" | "kleine")
        && first == fold(word)
        && !known.word()
        && !known.place()
        && super::exclusions::street(last).is_none()
}

/// Whether nothing in the words says that this is a body, a function or a place.
pub fn sound(page: &Page<'_>, found: &Found) -> bool {
    let t = page.tokens;
    for i in found.start..found.end {
        let word = t.word(i);
        if t.is_capital(i) && word.len() > 1 && super::exclusions::is_body(word) {
            // `Charlotte Koning`, `G. de Koning`: some offices are surnames too.
            let known = page.lexicon.word(word).surname();
            let first = found.name.given.first().is_some_and(|g| page.lexicon.folded(g).given());
            let anchored =
                first || !found.name.initials.is_empty() || !found.name.particles.is_empty();
            let own = found.name.surname.split([' ', '-']).any(|w| w == fold(word));
            if !(known && anchored && own || adjective(page, found, word)) {
                return false;
            }
        }
    }
    let name = &found.name;
    if name.surname.is_empty() {
        return !name.given.is_empty();
    }
    if !name.initials.is_empty() {
        return true;
    }
    let head = name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = page.lexicon.word(head);
    let upper_only = found.end == found.start + 1
        && t.kind(found.start) == Kind::Upper
        && t.word(found.start).len() <= 5;
    if upper_only {
        return false;
    }
    let ordinary = known.word() && !known.surname();
    let of_place = known.place()
        && name.given.is_empty()
        && matches!(t.word(found.start), "van" | "te" | "in" | "uit" | "bij" | "op");
    // `burgemeester van Den Helder`: the article bears the capital of a place.
    let capital = t.is_capital(found.start + 1) && t.kind(found.start) == Kind::Lower;
    let bare = name.given.is_empty() && name.particles.contains(' ') && capital;
    let article = name.particles.rsplit(' ').next().unwrap_or_default();
    let town = bare && page.lexicon.folded(&format!("{article} {}", name.surname)).place();
    !(ordinary && name.given.is_empty() || of_place || town)
}
