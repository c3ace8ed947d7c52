//! Local parts of email addresses and user IDs, and the names they are made of.

use crate::recognize::name::PersonName;
use crate::recognize::people::person::Person;
use crate::recognize::text::lexicon::{Lexicon, fold};
use std::borrow::Cow;

/// Passes every local part and user ID that organizations derive from a name, letters only, to
/// `put`.
///
/// For people of the document, also user IDs cut to a fixed length, as in Windows accounts:
/// `wojciea`.
pub(crate) fn local_parts(person: &Person, mut put: impl FnMut(&str)) {
    let bare = letters_only(&person.surname);
    if bare.len() < 2 {
        return;
    }
    let bare: &str = &bare;
    let particles = letters_only(&person.particles);
    let full = if particles.is_empty() { None } else { Some(format!("{particles}{bare}")) };
    let mut form = String::new();
    let mut both = |one: &str, surname: &str| {
        for (first, second) in [(surname, one), (one, surname)] {
            form.clear();
            form.push_str(first);
            form.push_str(second);
            // `bouwmees` for Bouwmeester, S. is only the start of the surname.
            if form.len() >= 4 && !(bare.len() > form.len() && bare.starts_with(&form)) {
                put(&form);
            }
        }
    };
    let cut = |n: usize| bare.get(..n).filter(|_| !person.external && bare.len() > n);
    let short = [5, 6, 7].into_iter().filter_map(cut);
    if let Some(name) = person.given.iter().chain(&person.initials).next() {
        let first = name.chars().next().map_or(0, char::len_utf8);
        short.for_each(|surname| both(name.get(..first).unwrap_or_default(), surname));
    }
    for surname in std::iter::once(bare).chain(full.as_deref()) {
        let mut last = "";
        for name in person.initials.iter().chain(&person.given) {
            let first = name.chars().next().map_or(0, char::len_utf8);
            let first = name.get(..first).unwrap_or_default();
            if first != last {
                both(first, surname);
            }
            last = first;
        }
        for initials in person.initials.iter().filter(|i| i.chars().count() > 1) {
            both(initials, surname);
        }
        for given in &person.given {
            both(&letters_only(given), surname);
        }
    }
}

/// The letters of a name.
fn letters_only(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.chars().filter(|c| c.is_alphabetic()).collect())
}

/// The name in a personal local part, if its surname is on the list.
pub(crate) fn name_from_local_part(local: &str, lexicon: &Lexicon) -> Option<PersonName> {
    let folded = fold(local);
    let parts: Vec<&str> = folded
        .split(['.', '_', '-'])
        .map(|p| p.trim_end_matches(|c: char| c.is_ascii_digit()))
        .filter(|p| !p.is_empty())
        .collect();
    let (first, last) = (*parts.first()?, *parts.last()?);
    if parts.len() < 2 {
        return None;
    }
    let (particles, surname) = split_particles(last, lexicon)?;
    let single = parts[..parts.len() - 1].iter().all(|p| p.len() == 1);
    let name = if single {
        PersonName {
            initials: parts[..parts.len() - 1].concat(),
            particles,
            surname,
            given: Vec::new(),
        }
    } else if lexicon.folded(first).given() {
        PersonName { given: vec![first.to_owned()], particles, surname, initials: String::new() }
    } else {
        return None;
    };
    Some(name)
}

fn split_particles(glued: &str, lexicon: &Lexicon) -> Option<(String, String)> {
    if lexicon.folded(glued).surname() {
        return Some((String::new(), glued.to_owned()));
    }
    let heads: [(&str, &str); 12] = [
        ("vanden", "van den"),
        ("vander", "van der"),
        ("vande", "van de"),
        ("vant", "van 't"),
        ("opden", "op den"),
        ("inden", "in den"),
        ("int", "in 't"),
        ("van", "van"),
        ("den", "den"),
        ("der", "der"),
        ("ter", "ter"),
        ("de", "de"),
    ];
    heads.into_iter().find_map(|(glue, particles)| {
        let rest = glued.strip_prefix(glue).filter(|r| r.len() > 2)?;
        let known = lexicon.folded(rest).surname();
        known.then(|| (particles.to_owned(), rest.to_owned()))
    })
}
