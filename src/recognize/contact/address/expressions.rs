//! The expressions for addresses and the words around them.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use regex::Regex;

/// What addresses look like, and the words around them.
pub(crate) struct AddressExpressions {
    pub(crate) street: Regex,
    pub(crate) whole_street: Regex,
    pub(crate) postcode: Regex,
    pub(crate) living: Regex,
    pub(crate) office: Regex,
    pub(crate) company: Regex,
    pub(crate) behind: Regex,
    pub(crate) labeled: Regex,
    pub(crate) number: Regex,
}

impl AddressExpressions {
    /// Compiles the expressions.
    ///
    /// # Errors
    /// If an expression does not compile.
    pub(crate) fn new() -> Result<Self, regex::Error> {
        let number = r"[1-9][0-9]{0,4}(?:[ \n](?:app|k|kamer|unit|st|steiger|ligplaats|lpl)\.?[ \n][0-9]{1,4}|[ \n]?[-/][ \n]?[0-9]{1,4}(?:(?:hg|hs|bis|hoog|[A-Za-z])(?-u:\b))?|[- \n]?(?:bis|hs|huis|rd|I{1,3}|zw|zwart|rood|boven|beneden|[A-Za-z])(?-u:\b)(?:[- \n]?[0-9]{1,3}(?-u:\b))?)?";
        let name = r"(?:(?:[0-9]{1,2}e\s|'[st][ -])?(?:[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ'.-]*)(?:[ ](?:[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ'.-]*|van|der|de|den|het|'t|ten|ter|op|aan|in|la)){0,5})";
        let postcode = r"[1-9][0-9]{3}[ ]{0,2}[A-RT-Z][A-Z]|[1-9][0-9]{3}[ ]{0,2}S[BCE-RT-Z]";
        Ok(Self {
            street: Regex::new(&format!(
                r"^[\s>*•-]{{0,4}}(?P<p>{name}[ \n]{{1,2}}{number})\s*(?:,|$|\s{{3}})"
            ))?,
            whole_street: Regex::new(&format!(r"^(?P<p>{name}[ \n]{{1,2}}{number})"))?,
            postcode: Regex::new(&format!(r"(?-u:\b)(?P<p>{postcode})(?-u:\b)"))?,
            living: Regex::new(&format!(
                r"(?P<cue>(?i:huisbezoek(?:\saan)?|woning(?:\s(?:aan|op|in))?|(?:oude|nieuwe|huidige|eigen)\sadres|bewoners?(?:\svan)?|woonadres|huisadres|privéadres|adres(?:gegevens)?\s{{0,20}}:|(?:adres gewijzigd|adreswijziging|verhuisd|verhuizing) naar|wonende|woonachtig|woont|wonen|woon|verblijvende|gevestigd))(?:\s(?:sinds|al|thans|momenteel|nu|nog)\s[0-9a-z ]{{0,24}}|\s[a-z]{{2,20}}(?:\s[a-z]{{2,20}}){{0,2}})?\s{{0,3}}:?\s{{0,12}}(?:(?:te|aan|op|in|de|het|,)\s{{1,2}}|\(|[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ-]+(?:,\s?|\s)(?:aan|op)\s(?:de|het)?\s?|[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ-]+,\s|[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ-]+\s\(|[1-9][0-9]{{3}}\s?[A-Z]{{2}}\s{{1,2}}){{0,4}}(?P<p>{name}[ \n]{{1,2}}{number})"
            ))?,
            behind: Regex::new(&format!(
                r"^(?:,[ \n]|[ \n]?\(|\svan\s(?:de\s|het\s)?|\s(?:wonende|woont)\s(?:te|aan|op)\s(?:de\s|het\s)?)(?P<p>{name}[ \n]{{1,2}}{number})\s?(?:[;:,.)]|$|\n|\s?(?:te|in)\s|\s?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ-]{{2,24}},)"
            ))?,
            labeled: Regex::new(
                r"^[ \t]*(?i:(?:uw |mijn |volledig )?adres(?P<who>[ -](?:van )?(?:de )?(?:aanvrager|belanghebbende|betrokkene|bewoner|bezwaarmaker|cli[eë]nt|eigenaar|getuige|huurder|indiener|klager|leerling|melder|ouders?|pati[eë]nt|slachtoffer|verzoeker))?|straat(?:naam)?(?:(?: en |/| \+ )(?:huis)?(?:nummer|nr\.?))?|huisnummer(?: en toevoeging)?|postcode(?:(?:(?: en| /|,)? |/)(?:woon)?plaats)?)[ \t]*(?::[ \t]*|[ \t]{2,}|\t|\n\n?)(?P<p>[1-9][0-9]{3} ?[A-Z]{2}|[1-9][0-9]{0,4}[ -]?[A-Za-z0-9]{0,4}|[A-ZÀ-Þ][^\n\t,]{2,40}?|[a-z][a-z' ]{3,30} [0-9]{1,4}[^\n\t,]{0,8})[ \t]*(?:(?m:$)|,)|^[ \t]*(?i:straat(?:naam)?(?: en huisnummer)?|huisnummer(?: en toevoeging)?|postcode(?:(?:(?: en| /|,)? |/)(?:woon)?plaats)?)[ \t]*(?::[ \t]*|[ \t]{2,}|\t|\n\n?)(?P<q>[1-9][0-9]{3} ?[A-Z]{2})|^[ \t]*(?i:adres|straat|postcode en (?:woon)?plaats|postcode)[ ](?P<r>[A-Z]{4,}(?: [A-Z]{2,}){0,4} [0-9]{1,4}(?: ?[A-Z0-9]{1,4})?|[1-9][0-9]{3} ?[A-Z]{2})(?:[ \t]|(?m:$))",
            )?,
            number: Regex::new(&format!(r"^\s{{1,2}}{number}"))?,
            company: Regex::new(r"(?i)b\.?v\.?$|n\.v\.|stichting|advocat|notaris|vereniging")?,
            office: Regex::new(
                r"(?i)t\.a\.v\.|ter attentie|postbus|po box|p\.o\. box|bezoekadres|postadres|vestigingsadres|vestiging|zetel|bedrijfsadres|kantooradres|factuuradres|retouradres|correspondentieadres|antwoordnummer|ministerie|gemeente(?:huis)?|stadhuis|provincie(?:huis)?|kantoor|directie|autoriteit|rechtbank|inspectie|dienst|afdeling|tweede kamer|staten-generaal|waterschap|b\.v\.|n\.v\.|stichting|vereniging|advocat|notaris|locatie|vergaderlocatie|hoogheemraadschap|universiteit|bureau|secretariaat|veiligheidsregio|correspondentie|@[a-z]",
            )?,
        })
    }
}

/// Whether the name is the attention line of an organization: `Provincie X, t.a.v. A. Bos`.
pub(crate) fn at_office(expressions: &AddressExpressions, text: &str, name: Span) -> bool {
    // The words are close by, so a line without end is not read again for every name.
    let from = text.floor_char_boundary(name.start.saturating_sub(400));
    let head = text.get(from..name.start).unwrap_or_default();
    let (above, same) = head.rsplit_once('\n').unwrap_or(("", head));
    let same = same.to_lowercase();
    // Only the line right above, or the one above a single empty line.
    let above = above.trim_end_matches([' ', '\r']);
    let above = above.strip_suffix('\n').unwrap_or(above);
    let above = above.rsplit('\n').next().unwrap_or_default().trim();
    let near = !above.is_empty();
    // Nothing above it: the attention line begins the address of a person.
    (same.contains("t.a.v") || same.contains("attentie")) && (near || is_behind_words(&same))
        || expressions.company.is_match(above) && near
}

/// Whether something else than the label is in front of a name on its line.
fn is_behind_words(same: &str) -> bool {
    let label = same.find("t.a.v").or_else(|| same.find("attentie")).unwrap_or(0);
    same.get(..label).unwrap_or_default().trim_end_matches("ter ").chars().any(char::is_alphabetic)
}

/// The last of these sorted spans that ends at or before a byte.
pub(crate) fn last_name_before(names: &[Span], at: usize) -> Option<&Span> {
    names.partition_point(|n| n.end <= at).checked_sub(1).and_then(|i| names.get(i))
}

pub(crate) fn push_unsure(out: &mut Vec<Hit>, span: Span) {
    let why = Evidence::of("adresblok");
    out.push(Hit::new(span, Category::ADDRESS, Likelihood::Likely, why));
}

pub(crate) fn push_address(out: &mut Vec<Hit>, span: Span, why: &'static str) {
    let mut hit = Hit::new(span, Category::ADDRESS, Likelihood::Certain, Evidence::of(why));
    hit.role = Role::CITIZEN;
    out.push(hit);
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    /// A finder of addresses near names.
    type Finder = fn(&AddressExpressions, &str, &[Span], &mut Vec<Hit>);

    /// What a finder finds in a text that holds one name, at its first place.
    pub(crate) fn found_near<'a>(run: Finder, text: &'a str, name: &str) -> Vec<&'a str> {
        let names: Vec<Span> =
            text.find(name).map(|at| Span::new(at, at + name.len())).into_iter().collect();
        let mut out = Vec::new();
        run(&AddressExpressions::new().unwrap(), text, &names, &mut out);
        out.into_iter().map(|h| &text[h.span.start..h.span.end]).collect()
    }
}
