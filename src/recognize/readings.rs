//! The normalized texts of a document, the hits in each, and the people they name.

use crate::model::{Likelihood, Role, Segment, SegmentKind, Span};
use crate::recognize::contact::link;
use crate::recognize::hit::Hit;
use crate::recognize::judge::{self, Case, Weighing};
use crate::recognize::name::PersonName;
use crate::recognize::names::context::{NameContext, TextFacts};
use crate::recognize::names::grammar::company;
use crate::recognize::names::layout::{citation, council, group, ruling};
use crate::recognize::names::{self, apposition};
use crate::recognize::numbers::{public_account, table_columns};
use crate::recognize::people::dossier::Memory;
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::resolve;
use crate::recognize::rules::Rules;
use crate::recognize::text::columns;
use crate::recognize::text::lexicon::{Lexicon, fold};
use crate::recognize::text::tokens::{SplitTokens, Tokens};
use crate::recognize::text::view::View;
use std::cmp::Reverse;

/// One normalized text of a segment, whole or a column of it, and the hits in it.
pub(crate) struct SegmentReading {
    pub(crate) segment: usize,
    pub(crate) view: View,
    /// Its tokens; empty if the text is too long to keep them, so that it must be tokenized again.
    pub(crate) words: SplitTokens,
    pub(crate) hits: Vec<Hit>,
    /// Spans of the names of companies, in order.
    pub(crate) companies: Vec<Span>,
    /// Hits that were judged to be no names, if that is recorded.
    pub(crate) dropped: Vec<Hit>,
}

/// Longest text, in bytes, whose tokens are kept for the second pass.
const KEEP_WORDS: usize = 16 << 20;

/// All texts of all segments: each whole segment, then its columns.
pub(crate) fn of(segments: &[Segment], rules: &Rules, lexicon: &Lexicon) -> Vec<SegmentReading> {
    let mut out = Vec::new();
    let mut office: Option<Role> = None;
    let council = council::is_own_paper(segments.iter().map(|s| s.text.as_str()));
    for (index, segment) in segments.iter().enumerate().filter(|(_, s)| !s.of_program) {
        let mut views = vec![View::of(&segment.text)];
        for column in columns::columns_of(&segment.text) {
            views.push(View::of_spans(&segment.text, &column));
        }
        let body = segment.kind == SegmentKind::Body;
        let before = if body { office.take() } else { None };
        for view in views {
            let tokens = Tokens::of(view.text());
            let mut ctx = context(segment, &tokens, lexicon);
            ctx.office = before.clone();
            ctx.part = view.is_partial();
            ctx.council = council;
            let (hits, companies, open) = recognize(&ctx, rules);
            let keep = view.text().len() <= KEEP_WORDS;
            let words = if keep { tokens.into_split() } else { SplitTokens::default() };
            office = office.or(open.filter(|_| body));
            let dropped = Vec::new();
            out.push(SegmentReading { segment: index, view, words, hits, companies, dropped });
        }
    }
    out
}

/// The texts with the numbers and mail addresses in them, for a search with lists alone.
pub(crate) fn of_lists(
    segments: &[Segment],
    rules: &Rules,
    lexicon: &Lexicon,
) -> Vec<SegmentReading> {
    let reading = |(index, segment): (usize, &Segment)| {
        let view = View::of(&segment.text);
        let mut hits = Vec::new();
        let digits = rules.finder.run(&rules.patterns, view.text(), &mut hits);
        hits.clear();
        rules.phone.run(view.text(), &digits, &mut hits);
        rules.mail.run(view.text(), lexicon, &mut hits);
        SegmentReading {
            segment: index,
            view,
            words: SplitTokens::default(),
            hits,
            companies: Vec::new(),
            dropped: Vec::new(),
        }
    };
    segments.iter().enumerate().map(reading).collect()
}

/// The hits of every recognizer on its own, the names of companies, and the office whose signing
/// block is cut off at the end.
fn recognize(ctx: &NameContext<'_>, rules: &Rules) -> (Vec<Hit>, Vec<Span>, Option<Role>) {
    let text = ctx.tokens.text;
    let mut hits = Vec::new();
    let digits = rules.finder.run(&rules.patterns, text, &mut hits);
    public_account::accounts(text, &mut hits);
    table_columns::run(ctx.tokens, &mut hits);
    rules.phone.run(text, &digits, &mut hits);
    resolve::apply_shields(&mut hits);
    rules.mail.run(text, ctx.lexicon, &mut hits);
    let open = names::run(ctx, &mut hits);
    let companies = company::find_all(ctx);
    company::drop_inside(&companies, &mut hits);
    apposition::run(ctx, &mut hits);
    ruling::run(ctx, &mut hits);
    group::run(ctx, &mut hits);
    citation::run(ctx, &mut hits);
    resolve::demote_excluded(&mut hits);
    (hits, companies, open)
}

/// What the recognizers of names need to know about a text.
pub(crate) fn context<'a>(
    segment: &Segment,
    tokens: &'a Tokens<'a>,
    lexicon: &'a Lexicon,
) -> NameContext<'a> {
    NameContext {
        tokens,
        lexicon,
        kind: segment.kind,
        label: segment.label.as_deref().map(fold),
        office: None,
        part: false,
        council: false,
        whole: TextFacts::default(),
    }
}

/// Judges the names that stand by themselves, over the whole document. What is no name is dropped.
pub(crate) fn judge(
    segments: &[Segment],
    readings: &mut [SegmentReading],
    lexicon: &Lexicon,
    weighing: Weighing<'_>,
) -> Case {
    let names = readings.iter().flat_map(|r| &r.hits).filter_map(|h| h.name.as_ref());
    let mut case = Case::of(names);
    for reading in readings.iter() {
        let kind = segments.get(reading.segment).map_or(SegmentKind::Body, |s| s.kind);
        for hit in reading.hits.iter().filter(|h| judge::is_judged(h)) {
            case.note(hit, kind);
        }
    }
    if case.is_empty() {
        return case;
    }
    for reading in readings.iter_mut().filter(|r| !r.view.is_partial()) {
        let companies = std::mem::take(&mut reading.companies);
        with_context(segments, reading, lexicon, |ctx| case.facts.count(ctx, &companies));
        reading.companies = companies;
    }
    for reading in readings.iter_mut().filter(|r| r.hits.iter().any(judge::is_judged)) {
        let hits = std::mem::take(&mut reading.hits);
        let mut dropped = Vec::new();
        let mut kept = Vec::new();
        with_context(segments, reading, lexicon, |ctx| {
            for mut hit in hits {
                if judge::is_judged(&hit)
                    && let Some(judged) = case.seed(ctx, &hit, weighing.weights)
                {
                    case.settle(&hit, judged.score);
                    if weighing.recorded {
                        hit.signs = judged.signs.0;
                    }
                    if !judge::apply(&mut hit, judged.score, weighing.weights.seed_thresholds) {
                        dropped.push(hit);
                        continue;
                    }
                }
                kept.push(hit);
            }
        });
        reading.hits = kept;
        if weighing.recorded {
            reading.dropped = dropped;
        }
    }
    case
}

/// Calls `then` with the context of a reading.
fn with_context(
    segments: &[Segment],
    reading: &mut SegmentReading,
    lexicon: &Lexicon,
    then: impl FnOnce(&NameContext<'_>),
) {
    let Some(segment) = segments.get(reading.segment) else { return };
    let text = reading.view.text();
    let words = std::mem::take(&mut reading.words);
    let kept = !words.is_empty();
    let tokens = if kept { Tokens::from_split(text, words) } else { Tokens::of(text) };
    let mut ctx = context(segment, &tokens, lexicon);
    ctx.part = reading.view.is_partial();
    then(&ctx);
    if kept {
        reading.words = tokens.into_split();
    }
}

/// The people named in all texts. Fullest forms come first, so that shorter ones join them.
pub(crate) fn people(
    readings: &[SegmentReading],
    dossier: &Memory,
    lexicon: &Lexicon,
) -> PeopleIndex {
    let mut people = PeopleIndex::default();
    let mut names: Vec<(PersonName, Role)> = Vec::new();
    for reading in readings {
        for hit in &reading.hits {
            let sure = hit.likelihood >= Likelihood::Likely && !hit.conflict && hit.lends;
            if let Some(name) = hit.name.as_ref().filter(|_| sure) {
                names.push((name.clone(), hit.role.clone()));
            }
        }
        let mails = link::names_in_mail(reading.view.text(), &reading.hits, lexicon);
        names.extend(mails.into_iter().map(|n| (n, Role::UNKNOWN)));
    }
    let fullness = |n: &PersonName| {
        let surname = usize::from(!n.surname.is_empty()) * 4;
        surname + usize::from(!n.given.is_empty()) * 2 + usize::from(!n.initials.is_empty())
    };
    names.sort_by_key(|(n, _)| (Reverse(fullness(n)), Reverse(n.initials.len())));
    for (name, role) in &names {
        people.add(name, role);
    }
    for person in dossier.people() {
        people.add_person(person);
    }
    people
}
