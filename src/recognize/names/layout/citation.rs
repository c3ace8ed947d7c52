//! Authors in citations of published works: in a list of literature, in a reference to a journal, with
//! an article in a newspaper. Their names are public already.

use crate::model::{Category, Evidence, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::text::token::TokenKind;

/// Most tokens from an author to what tells that a work is cited.
const REFERENCE: usize = 24;

/// Words for those who write in newspapers, right in front of their names.
const JOURNALISTS: &[&str] =
    &["verslaggever", "verslaggeefster", "journalist", "journaliste", "columnist", "redacteur"];

/// Gives authors who are cited their role.
pub(crate) fn run(ctx: &NameContext<'_>, hits: &mut [Hit]) {
    let t = ctx.tokens;
    let open = |h: &&mut Hit| [Role::UNKNOWN, Role::EXPERT].contains(&h.role);
    for hit in hits.iter_mut().filter(|h| h.category == Category::NAME).filter(open) {
        let (start, end) = (t.index_at(hit.span.start), t.index_at(hit.span.end));
        let full = hit.name.as_ref().is_some_and(|n| !n.given.is_empty() || !n.initials.is_empty());
        let cited = || is_listed(ctx, end) || is_referred_to(ctx, end) || is_byline(ctx, start);
        if full && (cited() || is_work_of(t.text, hit.span.start)) {
            hit.role = Role::AUTHOR;
            hit.evidence.push(Evidence::of("auteur van een gepubliceerd werk"));
        }
    }
}

/// Most bytes from the word for a work to its maker.
const WORK: usize = 70;

/// `het nummer "Het land" van Jan Vos`, `het boek Kikker van Jan Vos`: a work with its title, and who
/// made it.
fn is_work_of(text: &str, start: usize) -> bool {
    let from = text.floor_char_boundary(start.saturating_sub(WORK));
    let before = text.get(from..start).unwrap_or_default().trim_end();
    let Some(front) = before.strip_suffix("van").filter(|f| f.ends_with(char::is_whitespace))
    else {
        return false;
    };
    let works = ["boek", "prentenboek", "roman", "film", "nummer", "lied", "gedicht", "album"];
    let sentence = front.rsplit(". ").next().unwrap_or_default();
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let at = words.iter().rposition(|word| works.contains(word));
    // A title begins with a capital or a quotation mark.
    let title = at.and_then(|at| words.get(at + 1));
    title.is_some_and(|word| {
        word.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '\'' | '‘' | '“'))
    })
}

/// `Vos, H. (2021). Inhuur in het openbaar bestuur.`: a year in brackets behind the authors, and a
/// stop, comma or colon.
fn is_listed(ctx: &NameContext<'_>, end: usize) -> bool {
    let t = ctx.tokens;
    let joins = |i: usize| {
        matches!(t.kind(i), TokenKind::Mark(',' | '&' | '.' | '-') | TokenKind::Letter)
            || t.is_capital(i)
            || matches!(t.word(i), "en" | "and" | "e" | "a" | "van" | "de" | "der" | "den")
    };
    let open = (end..end + REFERENCE).find(|i| t.is(*i, '(') || !joins(*i));
    open.is_some_and(|i| {
        t.is(i, '(')
            && is_year(t.word(i + 1))
            && t.is(i + 2, ')')
            && matches!(t.kind(i + 3), TokenKind::Mark('.' | ',' | ':'))
            && !t.is_border(i + 4)
    })
}

/// `A. Vos, *Gemeentestem* 2020/114`, `A. Vos e.a., *Meer meten* (2020), p. 44`: the title of a work
/// behind the comma, and its year with a page or number.
fn is_referred_to(ctx: &NameContext<'_>, end: usize) -> bool {
    let t = ctx.tokens;
    let others = t.word(end) == "e" && t.word(end + 2) == "a";
    let comma = if others { (end..end + 6).find(|i| t.is(*i, ',')) } else { Some(end) };
    let Some(comma) = comma.filter(|i| t.is(*i, ',')) else { return false };
    let titled = matches!(t.kind(comma + 1), TokenKind::Mark('*' | '_' | '\'' | '"' | '‘' | '“'));
    let year = (comma + 1..comma + REFERENCE).find(|i| is_year(t.word(*i))).filter(|_| titled);
    year.is_some_and(|year| {
        (year..year + 9)
            .take_while(|i| !t.is_line(*i))
            .any(|i| matches!(t.word(i), "p" | "pp" | "nr" | "afl" | "blz") || t.is(i, '/'))
    })
}

/// `een artikel van verslaggever Sander Vos`.
fn is_byline(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let Some(front) = start.checked_sub(1) else { return false };
    let works = ["artikel", "stuk", "column", "reportage", "interview", "publicatie"];
    JOURNALISTS.contains(&t.word(front))
        && (front.saturating_sub(6)..front).any(|i| works.contains(&t.word(i)))
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}
