//! Resolves hits that overlap. Shapes that are never personal suppress numbers.

use crate::model::{Category, Evidence, Finding, Likelihood, Listed, Span};
use crate::recognize::hit::Hit;

/// A hit and where it is in the source.
pub(crate) struct SourceHit {
    /// Spans of the source, in order.
    pub(crate) spans: Vec<Span>,
    /// The hit.
    pub(crate) hit: Hit,
    /// The number of the person it refers to.
    pub(crate) person: Option<u32>,
    /// Whether one of the user's lists decides.
    pub(crate) listed: Option<Listed>,
}

/// Demotes or drops names that an exclusion speaks against; the reason stays in the evidence.
pub(crate) fn demote_excluded(hits: &mut Vec<Hit>) {
    hits.retain_mut(|hit| {
        let excluded = hit.evidence.iter().any(|e| e.as_str().starts_with("niet: "));
        if !excluded || hit.category != Category::NAME {
            return true;
        }
        let street = hit
            .evidence
            .iter()
            .any(|e| matches!(e.as_str(), "niet: straat" | "niet: zaak" | "niet: gebouw"));
        let anchor = hit.evidence.first().map(Evidence::as_str).unwrap_or_default();
        let strong =
            matches!(anchor, "initialen" | "achternaam, initialen" | "ondertekening" | "mailkop");
        hit.likelihood = Likelihood::Possible;
        strong && !street
    });
}

/// Drops numbers on shapes that are never personal, and the shapes themselves.
pub(crate) fn apply_shields(hits: &mut Vec<Hit>) {
    let shields = union(hits.iter().filter(|h| h.shield).map(|h| h.span).collect());
    hits.retain(|h| {
        if h.shield {
            return false;
        }
        let number = h.category == Category::PHONE
            || h.category == Category::BSN
            || h.category == Category::PLATE
            || h.category == Category::STAFF_NUMBER
            || h.category == Category::IDENTITY_DOCUMENT
            || h.category == Category::ROOM
            || h.category == Category::BIRTH_DATE;
        // A label of its own outweighs the shape.
        let labeled = h.likelihood == Likelihood::Certain && h.category != Category::PHONE;
        let near = shields.partition_point(|s| s.end <= h.span.start);
        !(number && !labeled && shields.get(near).is_some_and(|s| s.overlaps(h.span)))
    });
}

/// The bytes that these spans cover, as spans in order that do not touch.
fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|s| !s.is_empty());
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

fn rank(claim: &SourceHit) -> (bool, bool, bool, u8, usize, Likelihood) {
    let hit = &claim.hit;
    let length = claim.spans.iter().map(|s| s.len()).sum();
    let category = if hit.category == Category::EMAIL || hit.category == Category::PROFILE {
        3
    } else if hit.category == Category::NAME || hit.category == Category::SIGNATURE {
        1
    } else {
        2
    };
    let settled = hit.likelihood >= Likelihood::Likely
        && !hit.evidence.iter().any(|e| e.as_str().starts_with("niet: "));
    (
        claim.listed == Some(Listed::Redact),
        claim.listed == Some(Listed::Keep),
        settled,
        category,
        length,
        hit.likelihood,
    )
}

/// The findings of one segment, in order, without overlap.
pub(crate) fn resolve(segment: usize, mut claims: Vec<SourceHit>) -> Vec<Finding> {
    claims
        .sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.spans.first().cmp(&b.spans.first())));
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut out = Vec::new();
    for claim in claims {
        for span in &claim.spans {
            if span.is_empty() {
                continue;
            }
            for free in free_part(&taken, *span) {
                // A hit that a stronger one overlaps is dropped, not trimmed.
                if free != *span {
                    continue;
                }
                taken.insert(free.start, free.end);
                let mut finding = Finding::new(
                    segment,
                    free,
                    claim.hit.category.clone(),
                    claim.hit.likelihood,
                    Evidence::of(""),
                );
                finding.evidence.clone_from(&claim.hit.evidence);
                finding.role = claim.hit.role.clone();
                finding.person = claim.person;
                finding.listed = claim.listed;
                finding.conflict = claim.hit.conflict;
                out.push(finding);
            }
        }
    }
    out.sort_by_key(|f| f.span);
    out
}

/// The span, unless a stronger hit has taken a part of it.
fn free_part(taken: &std::collections::BTreeMap<usize, usize>, span: Span) -> Vec<Span> {
    let before = taken.range(..=span.start).next_back().map(|(_, e)| *e);
    if before.is_some_and(|end| end > span.start) {
        return Vec::new();
    }
    if taken.range(span.start..span.end).next().is_some() {
        return Vec::new();
    }
    vec![span]
}
