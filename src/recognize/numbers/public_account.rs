//! Bank accounts of authorities and companies.

use crate::model::{Category, Evidence, Role};
use crate::recognize::hit::Hit;
use crate::recognize::numbers::checksum;
use crate::recognize::text::word_lists;

/// Marks the accounts of organizations, recognizable by their bank or by the name of the holder.
pub(crate) fn accounts(text: &str, hits: &mut [Hit]) {
    for hit in hits.iter_mut().filter(|h| h.category == Category::IBAN) {
        let number = text.get(hit.span.start..hit.span.end).unwrap_or_default();
        let to = text.floor_char_boundary((hit.span.end + 90).min(text.len()));
        let behind = text.get(hit.span.end..to).unwrap_or_default().to_lowercase();
        let behind = behind.replace('\n', " ");
        let named = ["t.n.v.", "ten name van", "tnv"].iter().find_map(|w| behind.split_once(w));
        let body = named.is_some_and(|(_, name)| {
            let name = name.trim_start();
            let first = name.split([',', '.']).next().unwrap_or_default();
            let company = [" b.v", " n.v", " bv", " nv", "& "].iter().any(|f| first.contains(f));
            let body = |w: &str| {
                word_lists::contains("lichaam", w)
                    || ["belastingdienst", "vereniging", "stichting", "comité"]
                        .iter()
                        .any(|b| w.ends_with(b))
            };
            company || first.split(' ').any(body)
        });
        // An account in a footer with company numbers belongs to the company.
        let from = text.floor_char_boundary(hit.span.start.saturating_sub(120));
        let line = text.get(from..hit.span.start).unwrap_or_default().rsplit('\n').next();
        // Only the sentence itself counts.
        let line = line.unwrap_or_default().rsplit(". ").next().unwrap_or_default().to_lowercase();
        let same = text.get(hit.span.end..to).unwrap_or_default().split('\n').next();
        let same = same.unwrap_or_default().to_lowercase();
        let company = [line.as_str(), &same]
            .iter()
            .any(|a| ["kvk", "k.v.k", "btw", "bic", "rsin"].iter().any(|w| a.contains(w)))
            || line.contains("stichting");
        let body = body || company && named.is_none();
        if checksum::is_public_bank(number) || body {
            hit.role = Role::ORGANIZATION;
            hit.evidence.push(Evidence::of("rekening van een overheid"));
        }
    }
}
