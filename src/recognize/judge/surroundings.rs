//! The signs of one mention: its shape, its words, and what stands around it.

use crate::model::{SegmentKind, Span};
use crate::recognize::hit::Hit;
use crate::recognize::judge::facts::{Facts, WordFacts};
use crate::recognize::judge::sign::Sign;
use crate::recognize::name::PersonName;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::lexicon::{cue_word, organization, public_body};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::{TokenKind, TokenLine};

/// Occurrences from which a word that is never fully named counts as frequent.
const OFTEN: u32 = 5;

/// Signs and their values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signs(pub(crate) Vec<(Sign, f32)>);

impl Signs {
    pub(crate) fn if_so(&mut self, there: bool, sign: Sign) {
        if there {
            self.0.push((sign, 1.0));
        }
    }

    pub(crate) fn value(&mut self, sign: Sign, value: f32) {
        if value != 0.0 {
            self.0.push((sign, value));
        }
    }
}

/// The word of a name that is judged: the first of the surname, or the given name.
pub(crate) fn judged_word(name: &PersonName) -> &str {
    if name.surname.is_empty() {
        return name.given.first().map(String::as_str).unwrap_or_default();
    }
    name.surname.split([' ', '-']).find(|w| !w.is_empty()).unwrap_or_default()
}

/// The signs of a mention, apart from those of its person.
pub(crate) fn signs_of(
    ctx: &NameContext<'_>,
    facts: &Facts,
    hit: &Hit,
    name: &PersonName,
) -> Signs {
    let mut out = Signs::default();
    out.if_so(true, Sign::Bias);
    shape(&mut out, ctx, hit.span, name);
    words(&mut out, ctx, hit.span, name);
    usage(&mut out, &facts.of(judged_word(name)));
    let t = ctx.tokens;
    let (start, end) = (t.index_at(hit.span.start), t.index_at(hit.span.end));
    in_front(&mut out, ctx, start);
    behind(&mut out, ctx, end);
    line(&mut out, ctx, start, end);
    anchors(&mut out, hit);
    bodies(&mut out, ctx, start, end);
    if hit.evidence.iter().any(|e| e.as_str().starts_with("kolom")) {
        out.value(Sign::ColumnShare, column_share(ctx, start));
    }
    out
}

/// Public bodies and firms that are known, in the mention and around it.
fn bodies(out: &mut Signs, ctx: &NameContext<'_>, start: usize, end: usize) {
    let t = ctx.tokens;
    let whole = public_body::fills(t, start, end).is_some();
    out.if_so(whole, Sign::KnownBody);
    let inside = (start..end).any(|i| {
        t.is_capital(i) && public_body::body_at(t, i).is_some_and(|(_, stop)| stop <= end)
    });
    out.if_so(!whole && inside, Sign::HoldsBody);
    let front = start.saturating_sub(1);
    let before = start > 0 && public_body::fills(t, front, start).is_some();
    out.if_so(before && t.is_capital(front), Sign::AfterKnownBody);
    let joint = t.is(end, '(') || t.is(end, '-') && t.spaced(end) || t.is(end, ',');
    let behind = joint && public_body::body_at(t, end + 1).is_some();
    out.if_so(behind, Sign::BeforeKnownBody);
}

/// Evidence that rests on where a name stands, not on its words.
const ANCHORS: &[&str] = &[
    "titel",
    "veld",
    "kolom",
    "kolom van personen",
    "rij van aanwezigen",
    "mailkop",
    "citaatkop",
    "spreker",
    "ondertekening",
    "w.g.",
    "aanhef",
    "achternaam, initialen",
    "ambt of functie",
    "naam boven functie",
    "naam naast functie",
];

/// What an anchor means beside words that speak against a name by themselves.
fn anchors(out: &mut Signs, hit: &Hit) {
    let there = |sign: Sign| out.0.iter().any(|(s, _)| *s == sign);
    let (unlisted, word) = (there(Sign::Unlisted), there(Sign::OnlyWord));
    let (lone, place) = (there(Sign::LoneSurname), there(Sign::Place));
    let letters = there(Sign::OneInitial) || there(Sign::Initials);
    out.if_so(letters && unlisted, Sign::InitialsUnlisted);
    if hit.evidence.iter().any(|e| ANCHORS.contains(&e.as_str())) {
        out.if_so(unlisted, Sign::AnchoredUnlisted);
        out.if_so(word, Sign::AnchoredWord);
        out.if_so(lone, Sign::AnchoredLone);
        out.if_so(place, Sign::AnchoredPlace);
    }
}

/// Lines above and below a cell in which its column is looked at.
const COLUMN: usize = 10;

/// Longest line, in tokens, whose columns are looked at.
const WIDEST: usize = 160;

/// The share of the other cells of the column of this token that look like names, from 0 to 1.
fn column_share(ctx: &NameContext<'_>, index: usize) -> f32 {
    let t = ctx.tokens;
    let own = t.line_of(index);
    // Of a line without end the columns tell nothing.
    let short = |line: &TokenLine| line.end() - line.start() <= WIDEST;
    let cells = |number: usize| t.line(number).filter(short).map(|line| t.cells(line));
    let Some(k) =
        cells(own).and_then(|all| all.iter().position(|(a, b)| (*a..*b).contains(&index)))
    else {
        return 0.0;
    };
    let (mut all, mut names) = (0, 0);
    for number in (own.saturating_sub(COLUMN)..=own + COLUMN).filter(|number| *number != own) {
        let Some((start, end)) = cells(number).and_then(|all| all.get(k).copied()) else {
            continue;
        };
        all += 1;
        let name =
            (start..end).find(|i| t.is_capital(*i) && t.word(*i).len() > 1).is_some_and(|i| {
                let known = ctx.lexicon.word(t.word(i));
                (known.given() || known.surname()) && !organization::is_organization_word(t.word(i))
            });
        names += u32::from(name);
    }
    share(names, all)
}

fn shape(out: &mut Signs, ctx: &NameContext<'_>, span: Span, name: &PersonName) {
    let text = ctx.tokens.text.get(span.start..span.end).unwrap_or_default();
    let lone = name.given.is_empty() && name.initials.is_empty();
    out.if_so(name.initials.chars().count() == 1, Sign::OneInitial);
    out.if_so(name.initials.chars().count() > 1, Sign::Initials);
    out.if_so(!name.given.is_empty() && !name.surname.is_empty(), Sign::FullName);
    out.if_so(lone && !name.surname.is_empty(), Sign::LoneSurname);
    out.if_so(!name.given.is_empty() && name.surname.is_empty(), Sign::LoneGiven);
    out.if_so(!name.particles.is_empty(), Sign::Particles);
    let upper = |w: &str| w.chars().all(char::is_uppercase) && w.chars().count() > 1;
    let mut parts = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 1);
    out.if_so(parts.clone().any(upper), Sign::Capitals);
    out.if_so(!text.chars().any(char::is_uppercase), Sign::Small);
    out.if_so(parts.any(is_camel), Sign::Camel);
    out.if_so(text.contains('\n'), Sign::Broken);
    out.if_so(text.split_whitespace().count() >= 4, Sign::Long);
    out.if_so(judged_word(name).chars().count() <= 3, Sign::Short);
}

/// `PwC`, `IenW`, but not `McDonald`, `DeVries` or `O'Brien`.
fn is_camel(word: &str) -> bool {
    let inner: Vec<usize> = word
        .chars()
        .enumerate()
        .skip(1)
        .filter(|(_, c)| c.is_uppercase())
        .map(|(i, _)| i)
        .collect();
    let all = word.chars().all(char::is_uppercase);
    let prefix = word.starts_with("Mc") || word.starts_with("Mac") || word.starts_with("De");
    !all && !inner.is_empty() && !(prefix && inner.len() == 1)
}

fn words(out: &mut Signs, ctx: &NameContext<'_>, span: Span, name: &PersonName) {
    let lexicon = ctx.lexicon;
    if !name.surname.is_empty() {
        let head = judged_word(name);
        let known = lexicon.word(head);
        let whole = lexicon.folded(&name.surname);
        out.if_so(known.surname() || whole.surname() || whole.full(), Sign::ListedSurname);
        out.if_so(known.common(), Sign::CommonSurname);
        out.if_so(known.word() && known.surname(), Sign::WordSurname);
        out.if_so(known.word() && !known.surname() && !whole.full(), Sign::OnlyWord);
        out.if_so(known.place(), Sign::Place);
        out.if_so(known.given(), Sign::GivenSurname);
        let open = !known.surname() && !known.word() && !known.place() && !known.given();
        out.if_so(open, Sign::Unlisted);
    }
    if let Some(given) = name.given.first() {
        let known = lexicon.word(given.split('-').next().unwrap_or(given));
        out.if_so(known.given(), Sign::ListedGiven);
        out.if_so(known.word(), Sign::WordGiven);
        out.if_so(known.place(), Sign::PlaceGiven);
        out.if_so(!known.given() && !known.word() && !known.place(), Sign::UnlistedGiven);
    }
    let t = ctx.tokens;
    let (start, end) = (t.index_at(span.start), t.index_at(span.end));
    let body =
        (start..end).any(|i| t.is_capital(i) && organization::is_organization_word(t.word(i)));
    out.if_so(body, Sign::BodyWord);
}

/// A count as a value.
pub(crate) fn log(count: u32) -> f32 {
    // By steps, so that no library of logarithms decides.
    match count {
        0 => 0.0,
        1 => 0.7,
        2 => 1.1,
        3 => 1.4,
        4..=5 => 1.7,
        6..=9 => 2.1,
        10..=19 => 2.6,
        20..=49 => 3.4,
        _ => 4.2,
    }
}

/// A count as a share of all.
pub(crate) fn share(part: u32, all: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
    let (part, all) = (part as f32, all.max(1) as f32);
    (part / all).min(1.0)
}

fn usage(out: &mut Signs, f: &WordFacts) {
    let all = f.capital;
    out.value(Sign::LowerCount, log(f.lower));
    out.value(Sign::LowerShare, share(f.lower, f.lower + all));
    out.value(Sign::CapitalCount, log(all));
    out.value(Sign::UpperShare, share(f.upper, all));
    out.value(Sign::ArticleShare, share(f.article, all));
    out.value(Sign::PlaceShare, share(f.place, all));
    out.value(Sign::BodyShare, share(f.body, all));
    out.if_so(f.body > 0, Sign::BodyAny);
    out.if_so(f.legal > 0, Sign::LegalAny);
    out.if_so(f.company > 0, Sign::CompanyAny);
    out.value(Sign::CompanyShare, share(f.company, all));
    out.value(Sign::CompoundShare, share(f.compound, all));
    out.if_so(f.compound > 0, Sign::CompoundAny);
    out.value(Sign::CountedShare, share(f.counted, all));
    out.value(Sign::TitledShare, share(f.titled, all));
    out.if_so(f.titled > 0, Sign::TitledAny);
    out.if_so(f.acting > 0, Sign::ActingAny);
    out.value(Sign::NamedShare, share(f.named, all));
    out.if_so(f.domain > 0, Sign::DomainAny);
    out.if_so(f.local > 0, Sign::LocalAny);
    out.value(Sign::RowShare, share(f.row, all));
    out.if_so(all >= OFTEN && (f.named + f.titled) * OFTEN * 2 <= all, Sign::OftenBare);
}

fn in_front(out: &mut Signs, ctx: &NameContext<'_>, start: usize) {
    let t = ctx.tokens;
    out.if_so(t.begins(start), Sign::LineStart);
    out.if_so(sentence::starts_sentence(ctx, start), Sign::SentenceStart);
    let Some(before) = sentence::token_before(t, start) else { return };
    out.if_so(cue_word::role_of(t.word(before)).is_some(), Sign::AfterJob);
    let folded = fold(t.word(before));
    match t.kind(before) {
        TokenKind::Lower => {
            out.if_so(
                matches!(folded.as_str(), "de" | "het" | "een" | "deze" | "dit"),
                Sign::AfterArticle,
            );
            let place = ["te", "in", "naar", "uit", "rond", "op", "vanuit", "binnen"];
            out.if_so(place.contains(&folded.as_str()), Sign::AfterPlace);
            let people =
                ["met", "door", "aan", "namens", "bij", "van", "voor", "dat", "en", "heeft"];
            out.if_so(people.contains(&folded.as_str()), Sign::AfterPreposition);
        }
        TokenKind::Mark(',' | ';') => out.if_so(true, Sign::AfterComma),
        TokenKind::Mark('(') => out.if_so(true, Sign::AfterBracket),
        TokenKind::Mark(':') => out.if_so(true, Sign::AfterColon),
        TokenKind::Mark('/' | '&') => out.if_so(true, Sign::Slash),
        TokenKind::Number | TokenKind::Mixed => out.if_so(true, Sign::AfterNumber),
        TokenKind::Capital | TokenKind::Upper => out.if_so(t.spaced(start), Sign::AfterCapital),
        _ => {}
    }
    let body = t.is_word(before) && organization::is_named_thing(&folded);
    out.if_so(body, Sign::AfterBody);
}

fn behind(out: &mut Signs, ctx: &NameContext<'_>, end: usize) {
    let t = ctx.tokens;
    out.if_so(end >= t.len() || t.is_border(end), Sign::LineEnd);
    out.if_so(sentence::is_person_verb(ctx, end), Sign::BeforeVerb);
    let parted = t.kind(end) == TokenKind::Gap || t.is(end, ',');
    let date = t.kind(end + 1) == TokenKind::Number
        && matches!(t.kind(end + 2), TokenKind::Mark('-' | '/'))
        && t.kind(end + 3) == TokenKind::Number;
    out.if_so(parted && date, Sign::BeforeDate);
    let job = |i: usize| cue_word::role_of(t.word(i)).is_some();
    let apart = matches!(t.kind(end), TokenKind::Mark(',' | '('));
    out.if_so(apart && (job(end + 1) || job(end + 2)), Sign::BeforeJob);
    match t.kind(end) {
        TokenKind::Mark('(') => out.if_so(true, Sign::BeforeBracket),
        TokenKind::Mark(',' | ';') => out.if_so(true, Sign::BeforeComma),
        TokenKind::Mark('/' | '&') => out.if_so(true, Sign::Slash),
        TokenKind::Mark('-') => out.if_so(!t.spaced(end), Sign::BeforeHyphen),
        // A telephone stands behind its owner.
        TokenKind::Number => {
            let phone = t.word(end).starts_with('0') && t.word(end).len() > 1;
            out.if_so(!phone, Sign::BeforeNumber);
        }
        TokenKind::Capital | TokenKind::Upper | TokenKind::Mixed => {
            out.if_so(t.spaced(end), Sign::BeforeCapital);
        }
        TokenKind::Lower => out.if_so(true, Sign::BeforeLower),
        _ => {}
    }
}

fn line(out: &mut Signs, ctx: &NameContext<'_>, start: usize, end: usize) {
    let t = ctx.tokens;
    let alone = t.begins(start) && (end >= t.len() || t.is_border(end));
    out.if_so(alone, Sign::Alone);
    let near = 40;
    let first = (start.saturating_sub(near)..start)
        .rev()
        .find(|i| t.is_line(*i))
        .map_or_else(|| start.saturating_sub(near), |i| i + 1);
    let last = (end..end + near).find(|i| t.is_line(*i)).unwrap_or(end + near);
    let range = || first..last.min(t.len());
    out.if_so(range().any(|i| t.kind(i) == TokenKind::Gap), Sign::Table);
    let (small, large) = range().filter(|i| *i < start || *i >= end).fold((0, 0), |(s, l), i| {
        let long = t.word(i).len() > 3;
        (
            s + i32::from(t.kind(i) == TokenKind::Lower && long),
            l + i32::from(t.is_capital(i) && long),
        )
    });
    out.if_so(large >= 2 && small <= 1, Sign::Heading);
    out.if_so(ctx.kind != SegmentKind::Body, Sign::Aside);
    out.if_so(ctx.part, Sign::Column);
}
