//! Initials, with and without dots.

use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::surname::surname;
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// Initials of two letters or more, folded.
const LONG_INITIALS: &[&str] = &[
    "aj", "ch", "chr", "cl", "fr", "fred", "ij", "jac", "joh", "ph", "sj", "st", "th", "tj", "tr",
    "wm", "ant", "corn", "jos", "hub", "wilh",
];

/// Letters that are not the initials of a person, folded.
const NOT_INITIALS: &[&str] = &[
    "bv", "nv", "ua", "vof", "afc", "pi", "ii", "iii", "iv", "vi", "vii", "cv", "ps", "nb", "dd",
    "cs", "aub", "ivm", "tav", "mbt", "owm", "eg", "eu", "vs", "vn", "us", "uk", "tnv", "fc", "sc",
    "zm", "hm", "zkh", "hkh", "oa", "io", "nvt", "nav", "tbv", "tgv", "tov", "ipv", "dmv", "ovv",
    "oid", "igv", "nnb", "mivn", "ttv", "idm",
];

/// Organizations and documents whose abbreviations have the shape of initials with a particle.
const BODIES: &[&str] = &[
    "RvS", "RvB", "RvC", "RvT", "RvA", "RvD", "RvE", "CvB", "CvK", "CvT", "CvE", "OvJ", "OvD",
    "OvV", "HvJ", "HvB", "HvD", "HvA", "UvA", "UvT", "UvH", "VvE", "VvD", "PvA", "PvE", "PvD",
    "PvdA", "PvdD", "SvB", "AvB", "DvD", "IvB", "CdK", "CvdK", "RvdR", "RvdK", "RvdT", "TvW",
    "BvD", "KvK", "NvW", "NvU", "NvT", "MvT", "MvA", "MvI", "MvE", "MvG", "VvC", "OvC", "CRvdM",
];

/// `RvdL`, `JdV`, `SvH`: the letters of a particle before the one letter of the surname, and no
/// organization. `SvPO` and `RvIG`, with more capitals behind, are rather bodies.
pub(crate) fn have_particle(word: &str) -> bool {
    let front = word.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let inner = front.trim_start_matches(|c: char| c.is_ascii_uppercase());
    front.len() > inner.len()
        && word.len() == front.len() + 1
        && word.len() <= 5
        && matches!(inner, "v" | "vd" | "d" | "vt" | "t" | "te" | "vdr" | "de")
        && !BODIES.contains(&word)
}

/// The initials at this token: one past the last, and the letters, folded.
pub(crate) fn initials(t: &Tokens<'_>, start: usize) -> Option<(usize, String)> {
    let mut letters = String::new();
    let mut i = start;
    for dots in 0..9 {
        let word = t.word(i);
        let single = t.kind(i) == TokenKind::Letter;
        let long = matches!(t.kind(i), TokenKind::Capital | TokenKind::Upper)
            && word.len() <= 4
            && LONG_INITIALS.contains(&fold(word).as_str());
        if !single && !long {
            break;
        }
        // `P . van Vliet`: a scan parts letters and dots.
        let parted = single && t.spaced(i + 1) && t.spaced(i + 2);
        let dotted = t.is(i + 1, '.') && (!t.spaced(i + 1) || parted);
        if !dotted {
            // The last dot may be missing, as in `S.S Naam` and `J van Naam`, but not after several
            // letters.
            let lost = followed_by_particle(t, i + 1);
            if long && !(lost && dots > 0) || dots == 0 && !lost {
                break;
            }
            letters.push_str(&fold(word));
            i += 1;
            break;
        }
        letters.push_str(&fold(word));
        i += 2;
        if t.is(i, '-') && matches!(t.kind(i + 1), TokenKind::Letter | TokenKind::Capital) {
            i += 1;
        }
    }
    (!letters.is_empty()).then_some((i, letters))
}

/// Initials after a comma, whose inner dots a scan may have lost: `Veld, EJW. in 't`.
pub(crate) fn initials_after_comma(t: &Tokens<'_>, start: usize) -> Option<(usize, String)> {
    if let Some(found) = initials(t, start) {
        return Some(found);
    }
    let word = t.word(start);
    // `Schuitemaker, FJ <fj.schuitemaker@voorbeeld.nl>`
    let addressed = t.kind(start) == TokenKind::Upper
        && word.len() <= 3
        && t.is(start + 1, '<')
        && !NOT_INITIALS.contains(&fold(word).as_str());
    if addressed {
        return Some((start + 1, fold(word)));
    }
    let run = t.kind(start) == TokenKind::Upper
        && word.len() <= 4
        && t.is(start + 1, '.')
        && !t.spaced(start + 1);
    run.then(|| (start + 2, fold(word)))
}

/// Whether these letters are rather those of a company or a phrase: `B.V. Jansen`, `N.B. Graag`.
pub(crate) fn is_abbreviation(
    ctx: &NameContext<'_>,
    start: usize,
    letters: &str,
    surname: &str,
) -> bool {
    if !NOT_INITIALS.contains(&letters) {
        return false;
    }
    let head = surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.word(head);
    let t = ctx.tokens;
    let article = start > 0 && matches!(t.word(start - 1), "de" | "De" | "een");
    let company = start > 0 && t.is_capital(start - 1) || article;
    // `De Vries & Zn. B.V. te Dokkum`
    let legal = matches!(letters, "bv" | "nv" | "cv" | "vof")
        && start > 1
        && t.is(start - 1, '.')
        && t.is_capital(start - 2);
    company || legal || known.word() || !known.surname()
}

/// Whether these letters, folded, are those of a company or a phrase: `nvt`.
pub(crate) fn stand_for_words(letters: &str) -> bool {
    NOT_INITIALS.contains(&letters)
}

fn followed_by_particle(t: &Tokens<'_>, index: usize) -> bool {
    t.kind(index) == TokenKind::Lower && t.spaced(index) && particle::begins(t, index)
}

/// `P Schouten`, `JP Schouten`: initials without dots, where an anchor announced a name.
pub(crate) fn undotted(ctx: &NameContext<'_>, start: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let mut i = start;
    let mut letters = String::new();
    while t.kind(i) == TokenKind::Letter && letters.len() < 5 {
        letters.push_str(&fold(t.word(i)));
        i += 1 + usize::from(t.is(i + 1, '.'));
    }
    if letters.is_empty() && t.kind(start) == TokenKind::Upper && t.word(start).len() <= 3 {
        let next = ctx.lexicon.word(t.word(start + 1));
        if !(t.kind(start + 1) == TokenKind::Capital && next.surname()
            || followed_by_particle(t, start + 1))
        {
            return None;
        }
        letters = fold(t.word(start));
        i = start + 1;
    }
    if letters.is_empty() || !t.is_capital(i) && !particle::begins(t, i) {
        return None;
    }
    let (end, particles, surname) = surname(ctx, i)?;
    Some(NameMatch {
        start,
        end,
        name: PersonName { initials: letters, particles, surname, given: Vec::new() },
    })
}
