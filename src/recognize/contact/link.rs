//! Whose phone number or email address it is: the person beside it, or the function it serves.

use crate::model::{Category, Evidence, Role, Span};
use crate::recognize::contact::address::lines;
use crate::recognize::contact::{email, phone_words};
use crate::recognize::hit::Hit;
use crate::recognize::name::PersonName;
use crate::recognize::names::lexicon::organization;
use crate::recognize::numbers::phone_shape;
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::local_part;
use crate::recognize::text::lexicon::Lexicon;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// The names in the local parts of personal email addresses.
pub(crate) fn names_in_mail(text: &str, hits: &[Hit], lexicon: &Lexicon) -> Vec<PersonName> {
    hits.iter()
        .filter(|h| h.category == Category::EMAIL && h.role != Role::FUNCTION_MAILBOX)
        .filter_map(|h| local_part::name_from_local_part(local_part(text, h.span), lexicon))
        .collect()
}

fn local_part(text: &str, span: Span) -> &str {
    email::local_of(text.get(span.start..span.end).unwrap_or_default())
}

/// Gives email addresses the role of their person. A mailbox made of a known name is personal.
pub(crate) fn assign_mailboxes(text: &str, hits: &mut [Hit], people: &PeopleIndex) {
    let words = LazyCell::new(|| spelled_words(text));
    for hit in hits.iter_mut().filter(|h| h.category == Category::EMAIL) {
        let whole = text.get(hit.span.start..hit.span.end).unwrap_or_default().to_lowercase();
        if let Some(person) =
            people.by_local(local_part(text, hit.span)).and_then(|id| people.get(id))
        {
            let (role, _) = person.role();
            let staff = role == Role::OFFICIAL || role == Role::CITIZEN;
            hit.role = if staff { role } else { Role::UNKNOWN };
            hit.evidence.push(Evidence::of("naam bekend"));
        }
        if hit.role == Role::UNKNOWN && is_spelled_out(local_part(text, hit.span), &words, people) {
            hit.role = Role::FUNCTION_MAILBOX;
            hit.evidence.push(Evidence::of("postbus van een afkorting"));
        }
        if hit.role == Role::UNKNOWN && is_of_body(text, hit.span) {
            hit.role = Role::FUNCTION_MAILBOX;
            hit.evidence.push(Evidence::of("postbus van een onderdeel"));
        }
        if hit.role == Role::UNKNOWN {
            hit.role = if email::is_private(&whole) { Role::CITIZEN } else { Role::UNKNOWN };
        }
    }
}

/// Words of a text with two capitals or more, in lower case: abbreviations and products.
fn spelled_words(text: &str) -> BTreeSet<String> {
    let capitals = |word: &&str| word.bytes().filter(u8::is_ascii_uppercase).count() > 1;
    text.split(|c: char| c.is_whitespace() || "()[]{}<>,;:/\"'".contains(c))
        .map(|word| word.trim_matches(['.', '?', '!', '-']))
        .filter(|word| (2..=LONGEST_NAME).contains(&word.len()))
        .filter(|word| word.bytes().all(|b| b.is_ascii_alphanumeric()))
        .filter(capitals)
        .map(str::to_ascii_lowercase)
        .collect()
}

/// Longest abbreviation or product, in bytes, that a mailbox is called after.
const LONGEST_NAME: usize = 14;

/// Whether the text has the letters in front of the `@` as an abbreviation or a name of a product:
/// `de IZB` and `izb@voorbeeld.nl`. Initials of somebody are none.
fn is_spelled_out(local: &str, words: &BTreeSet<String>, people: &PeopleIndex) -> bool {
    let folded = local.to_ascii_lowercase();
    let initials =
        people.lone_initials.contains(&folded) || people.derived_initials.contains(&folded);
    words.contains(&folded) && !initials && people.by_local(local).is_none()
}

/// Whether the name in front of an address in angle brackets is that of a body or a part of one:
/// `Projectbureau De Kaap <dekaap@voorbeeld.nl>`.
fn is_of_body(text: &str, address: Span) -> bool {
    let Some(front) = text.get(..address.start).and_then(|t| t.strip_suffix('<')) else {
        return false;
    };
    let from = front.rfind(['\n', '\t', ':', ';', '>', ',']).map_or(0, |at| at + 1);
    let name = front.get(from..).unwrap_or_default();
    name.len() <= ALONE
        && name.split(|c: char| !c.is_alphanumeric()).any(organization::is_organization_word)
}

/// Longest text, in bytes, that counts as a field or line by itself, whose name may be in another
/// one.
const ALONE: usize = 300;

/// Most bytes between a name and a round number of that person.
const BESIDE: usize = 12;

/// Whether a landline number is one that is easy to remember, like that of a switchboard:
/// `088 120 50 00`, `088 131 31 31`.
fn is_round(text: &str, span: Span) -> bool {
    let national = national_digits(text, span);
    let pairs: Vec<&str> = [5, 7].iter().filter_map(|at| national.get(*at..at + 2)).collect();
    let zeros = national.ends_with("00");
    (zeros || matches!(pairs.as_slice(), [a, b] if a == b)) && !is_mobile(text, span)
}

/// How many bytes of text there are, wide gaps between cells not counted.
fn squeezed_len(between: &str) -> usize {
    between.split_whitespace().map(|word| word.len() + 1).sum()
}

/// What may claim the phone numbers of a text.
struct Claimants {
    /// Names, except those of public officials, who have no number of their own in a document; sorted.
    names: Vec<(Span, Role)>,
    /// Functional mailboxes, sorted.
    mailboxes: Vec<Span>,
    /// Email addresses of persons, sorted.
    emails: Vec<Span>,
}

impl Claimants {
    fn of(hits: &[Hit]) -> Self {
        let public = [Role::MINISTER, Role::REPRESENTATIVE];
        let mut names: Vec<(Span, Role)> = hits
            .iter()
            .filter(|h| h.category == Category::NAME && !public.contains(&h.role))
            .map(|h| (h.span, h.role.clone()))
            .collect();
        names.sort();
        let is_mailbox = |h: &&Hit| h.role == Role::FUNCTION_MAILBOX;
        let mut mailboxes: Vec<Span> = hits.iter().filter(is_mailbox).map(|h| h.span).collect();
        mailboxes.sort();
        let email = hits.iter().filter(|h| h.category == Category::EMAIL);
        let mut emails: Vec<Span> = email.filter(|h| !is_mailbox(h)).map(|h| h.span).collect();
        emails.sort();
        Self { names, mailboxes, emails }
    }
}

/// A phone number among what may claim it.
struct Position<'a> {
    /// The role of the person whose name is near in front of it.
    owner: Option<&'a Role>,
    /// Whether that name is on the same line.
    same_line: bool,
    /// Line breaks to the nearest functional mailbox, if one is near.
    lines_to_mailbox: Option<usize>,
    mobile: bool,
}

impl<'a> Position<'a> {
    fn of(text: &str, span: Span, claimants: &'a Claimants) -> Self {
        let Claimants { names, mailboxes, .. } = claimants;
        let mobile = is_mobile(text, span);
        let before = names.partition_point(|(s, _)| s.end <= span.start);
        let near = before.checked_sub(1).and_then(|i| names.get(i));
        // Only the mailbox in front of the number and the one after it can be near.
        let at = mailboxes.partition_point(|b| b.start < span.start);
        let around = at.saturating_sub(1)..(at + 1).min(mailboxes.len());
        let around = mailboxes.get(around).unwrap_or_default();
        let between = near.and_then(|(s, _)| text.get(s.end..span.start)).unwrap_or_default();
        let same_line =
            near.is_some() && between.len() <= 60 && !between.contains(['\n', '.', '?', '!']);
        let block = near.is_some()
            && between.len() <= 800
            && squeezed_len(between) <= 200
            && between.matches('\n').count() <= 6;
        // A functional mailbox between the name and the number claims the number.
        let parted = near
            .is_some_and(|(s, _)| around.iter().any(|b| b.start >= s.end && b.end <= span.start))
            || (!mobile && phone_words::is_desk(text, span))
            || block && (between.contains("Postbus") || phone_words::names_office(between))
            || !same_line && !mobile && phone_words::is_behind_body(text, span);
        // Round numbers are those of a switchboard, unless they are right after a name; below a
        // letterhead, on the same line.
        let apart = between.len() > BESIDE
            || between.contains('\n') && phone_words::is_below_letterhead(text, span);
        let loose = is_round(text, span) && apart;
        let (same_line, block) = (same_line && !parted && !loose, block && !parted && !loose);
        let gaps = around.iter().filter_map(|b| {
            let in_front = b.end <= span.start;
            let (from, to) = if in_front { (b.end, span.start) } else { (span.end, b.start) };
            text.get(from..to).filter(|gap| gap.len() <= 90)
        });
        let lines_to_mailbox = gaps.map(|gap| gap.matches('\n').count()).min();
        // On one line with the mailbox, and without a name: a footer.
        let block = block && !(lines_to_mailbox == Some(0) && !same_line && !mobile);
        let owner = near.filter(|_| same_line || block).map(|(_, role)| role);
        Self { owner, same_line, lines_to_mailbox, mobile }
    }
}

/// Decides for every phone number whether it belongs to a person. Returns the digits of the
/// personal ones, so that the same number is judged alike everywhere.
pub(crate) fn assign_phones(text: &str, hits: &mut [Hit]) -> BTreeSet<String> {
    let claimants = Claimants::of(hits);
    let mut personal = BTreeSet::new();
    for hit in hits.iter_mut().filter(|h| h.category == Category::PHONE) {
        if hit.role == Role::GENERAL_NUMBER && is_service(text, hit.span) {
            continue;
        }
        assign_phone(text, hit, &claimants);
        if hit.role != Role::GENERAL_NUMBER {
            personal.insert(national_digits(text, hit.span));
        }
    }
    personal
}

fn assign_phone(text: &str, hit: &mut Hit, claimants: &Claimants) {
    let span = hit.span;
    let position = Position::of(text, span, claimants);
    let own =
        || is_behind_mail(text, span, &claimants.emails) || phone_words::is_of_somebody(text, span);
    if hit.role == Role::GENERAL_NUMBER && (position.same_line || own()) {
        hit.role = Role::UNKNOWN;
    }
    if hit.role != Role::UNKNOWN {
        return;
    }
    if let Some(role) = position.owner {
        let staff = *role == Role::OFFICIAL || *role == Role::CITIZEN;
        give(hit, if staff { role.clone() } else { Role::UNKNOWN }, "bij een naam");
        return;
    }
    if position.mobile {
        return;
    }
    let own_line = phone_words::is_direct_line(text, span);
    if phone_words::is_desk(text, span) {
        give(hit, Role::GENERAL_NUMBER, "van een balie of dienst");
        return;
    }
    if lines::is_among_person_labels(text, span.start) {
        give(hit, Role::CITIZEN, "in een formulier");
        return;
    }
    let above_mail = is_above_mail(text, span, &claimants.emails);
    let planned = hit.evidence.iter().any(|e| e.as_str() == "nummerplan");
    // `Contactpersoon` above the number of a switchboard: nobody is named.
    let round = planned && !above_mail && is_round(text, span);
    let business = national_digits(text, span).starts_with('8') && !own_line;
    if round && (business || phone_words::is_below_letterhead(text, span)) {
        give(hit, Role::GENERAL_NUMBER, "bij geen naam");
        return;
    }
    // A landline number with no name and no word for a direct line.
    let nobody = text.len() > ALONE
        && !is_behind_mail(text, span, &claimants.emails)
        && !is_before_name(text, span, &claimants.names)
        && !above_mail
        && !own_line;
    if nobody && planned {
        give(hit, Role::GENERAL_NUMBER, "bij geen naam");
    } else if !above_mail && phone_words::is_in_letterhead(text, span) {
        give(hit, Role::GENERAL_NUMBER, "bij een adres van een organisatie");
    } else if position.lines_to_mailbox.is_some_and(|lines| lines <= 2) {
        give(hit, Role::GENERAL_NUMBER, "bij een functionele postbus");
    }
}

fn give(hit: &mut Hit, role: Role, why: &'static str) {
    hit.role = role;
    hit.evidence.push(Evidence::of(why));
}

/// Whether the next line is the email address of a person, whose number this then is.
fn is_above_mail(text: &str, span: Span, mails: &[Span]) -> bool {
    let at = mails.partition_point(|m| m.start < span.end);
    let between = mails.get(at).and_then(|m| text.get(span.end..m.start));
    between.is_some_and(|b| b.len() <= 24 && b.contains('\n') && !b.contains(['.', ';']))
}

/// Whether the mail address of a person is in front, in the same sentence: `bij a.vos@ede.nl of
/// telefonisch op 0318 680 000`.
fn is_behind_mail(text: &str, span: Span, mails: &[Span]) -> bool {
    let at = mails.partition_point(|m| m.end <= span.start);
    let between =
        at.checked_sub(1).and_then(|i| mails.get(i)).and_then(|m| text.get(m.end..span.start));
    between.is_some_and(|b| b.len() <= 40 && !b.contains(['\n', '.', ';', '|']))
}

/// Whether a name follows a number, on its line or on the next.
fn is_before_name(text: &str, span: Span, names: &[(Span, Role)]) -> bool {
    let at = names.partition_point(|(s, _)| s.start < span.end);
    names
        .get(at)
        .and_then(|(s, _)| text.get(span.end..s.start))
        .is_some_and(|between| between.len() <= 60 && between.matches('\n').count() <= 1)
}

/// The last nine digits of a number: the national number without its zero.
pub(crate) fn national_digits(text: &str, span: Span) -> String {
    let raw: String = text
        .get(span.start..span.end)
        .unwrap_or_default()
        .chars()
        .filter_map(phone_shape::digit)
        .collect();
    let tail = raw.len().saturating_sub(9);
    raw.get(tail..).unwrap_or_default().to_owned()
}

fn is_service(text: &str, span: Span) -> bool {
    let raw: String = text
        .get(span.start..span.end)
        .unwrap_or_default()
        .chars()
        .filter_map(phone_shape::digit)
        .collect();
    raw.len() < 9
        || raw.starts_with("0800")
        || raw.starts_with("0900")
        || raw.starts_with("0906")
        || raw.starts_with("0909")
}

fn is_mobile(text: &str, span: Span) -> bool {
    national_digits(text, span).starts_with('6')
}
