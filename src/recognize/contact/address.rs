//! Addresses of persons: street and postcode below a name, or after a word such as `woont`.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use crate::recognize::names::lexicon::organization;
use aho_corasick::AhoCorasick;
use regex::Regex;
use std::collections::BTreeMap;

/// Finds addresses.
pub(crate) struct AddressFinder {
    street: Regex,
    postcode: Regex,
    living: Regex,
    office: Regex,
    firm: Regex,
    behind: Regex,
    labelled: Regex,
    number: Regex,
}

impl AddressFinder {
    /// Compiles the expressions.
    /// || # Errors
    /// If an expression does not compile.
    pub(crate) fn new() -> Result<Self, regex::Error> {
        let number = r"[1-9][0-9]{0,4}(?:[ \n](?:app|kamer|unit)\.?[ \n][0-9]{1,4}|[ \n]?[-/][ \n]?[0-9]{1,4}(?:(?:hg|hs|bis|hoog|[A-Za-z])(?-u:\b))?|[- \n]?(?:bis|hs|huis|rd|I{1,3}|zw|zwart|rood|boven|beneden|[A-Za-z])(?-u:\b)(?:[- \n]?[0-9]{1,3}(?-u:\b))?)?";
        let name = r"(?:(?:[0-9]{1,2}e\s|'[st][ -])?(?:[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ'.-]*)(?:[ ](?:[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ'.-]*|van|der|de|den|het|'t|ten|ter|op|aan|in|la)){0,5})";
        let postcode = r"[1-9][0-9]{3}[ ]{0,2}[A-RT-Z][A-Z]|[1-9][0-9]{3}[ ]{0,2}S[BCE-RT-Z]";
        Ok(Self {
            street: Regex::new(&format!(
                r"^[\s>*•-]{{0,4}}(?P<p>{name}[ \n]{{1,2}}{number})\s*(?:,|$|\s{{3}})"
            ))?,
            postcode: Regex::new(&format!(r"(?-u:\b)(?P<p>{postcode})(?-u:\b)"))?,
            living: Regex::new(&format!(
                r"(?P<cue>(?i:huisbezoek(?:\saan)?|woning(?:\s(?:aan|op|in))?|(?:oude|nieuwe|huidige|eigen)\sadres|bewoners?(?:\svan)?|woonadres|huisadres|privéadres|adres(?:gegevens)?\s{{0,20}}:|wonende|woonachtig|woont|wonen|woon|verblijvende|gevestigd))(?:\s(?:sinds|al|thans|momenteel|nu|nog)\s[0-9a-z ]{{0,24}}|\s[a-z]{{2,20}}(?:\s[a-z]{{2,20}})?)?\s{{0,3}}:?\s{{0,12}}(?:(?:te|aan|op|in|de|het|,)\s{{1,2}}|\(|[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ-]+(?:,\s?|\s)(?:aan|op)\s(?:de|het)?\s?|[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ-]+,\s|[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ÖØ-öø-ɏ-]+\s\(|[1-9][0-9]{{3}}\s?[A-Z]{{2}}\s{{1,2}}){{0,4}}(?P<p>{name}[ \n]{{1,2}}{number})"
            ))?,
            behind: Regex::new(&format!(
                r"^(?:,[ \n]|[ \n]?\(|\svan\s(?:de\s|het\s)?|\s(?:wonende|woont)\s(?:te|aan|op)\s(?:de\s|het\s)?)(?P<p>{name}[ \n]{{1,2}}{number})\s?(?:[;:,.)]|$|\n|\s?(?:te|in)\s|\s?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ-]{{2,24}},)"
            ))?,
            labelled: Regex::new(
                r"^[ \t]*(?i:adres|straat(?:naam)?(?:(?: en |/| \+ )(?:huis)?(?:nummer|nr\.?))?|huisnummer(?: en toevoeging)?|postcode(?:(?: en| /|,)? (?:woon)?plaats)?)[ \t]*(?::[ \t]*|[ \t]{2,}|\t|\n\n?)(?P<p>[1-9][0-9]{3} ?[A-Z]{2}|[1-9][0-9]{0,4}[ -]?[A-Za-z0-9]{0,4}|[A-ZÀ-Þ][^\n\t,]{2,40}?)[ \t]*(?:(?m:$)|,)|^[ \t]*(?i:straat(?:naam)?(?: en huisnummer)?|huisnummer(?: en toevoeging)?|postcode(?:(?: en| /|,)? (?:woon)?plaats)?)[ \t]*(?::[ \t]*|[ \t]{2,}|\t|\n\n?)(?P<q>[1-9][0-9]{3} ?[A-Z]{2})",
            )?,
            number: Regex::new(&format!(r"^\s{{1,2}}{number}"))?,
            firm: Regex::new(r"(?i)b\.?v\.?$|n\.v\.|stichting|advocat|notaris|vereniging")?,
            office: Regex::new(
                r"(?i)t\.a\.v\.|ter attentie|postbus|bezoekadres|postadres|vestigingsadres|vestiging|zetel|bedrijfsadres|kantooradres|factuuradres|retouradres|correspondentieadres|antwoordnummer|ministerie|gemeente(?:huis)?|stadhuis|provincie(?:huis)?|kantoor|directie|autoriteit|rechtbank|inspectie|dienst|afdeling|tweede kamer|staten-generaal|waterschap|b\.v\.|n\.v\.|stichting|vereniging|advocat|notaris|locatie|vergaderlocatie|hoogheemraadschap|universiteit|bureau|secretariaat|veiligheidsregio|correspondentie|@[a-z]",
            )?,
        })
    }

    /// Adds the addresses of persons, given the spans of names, sorted. Leaves the addresses of
    /// organizations.
    pub(crate) fn run(&self, text: &str, names: &[Span], out: &mut Vec<Hit>) {
        for window in living_windows(text) {
            let part = text.get(window.start..window.end).unwrap_or_default();
            for found in self.living.captures_iter(part) {
                self.lived_in(text, window.start, &found, names, out);
            }
        }
        for name in names {
            self.below(text, *name, out);
        }
        self.inline(text, names, out);
        for name in names {
            self.follows(text, *name, out);
        }
        self.form(text, names, out);
        self.pairs(text, names, out);
        self.same_street(text, out);
        self.beside(text, out);
    }

    /// Adds the postcode right after a street that was found, or in front of it:
    /// `te 8014 LK Zwolle aan de Diezerkade 4`.
    fn beside(&self, text: &str, out: &mut Vec<Hit>) {
        let mut streets: Vec<Span> = out
            .iter()
            .filter(|h| h.category == Category::ADDRESS && h.likelihood > Likelihood::Possible)
            .map(|h| h.span)
            .collect();
        streets.sort();
        for street in &streets {
            let to = text.floor_char_boundary((street.end + 24).min(text.len()));
            let behind = text.get(street.end..to).unwrap_or_default();
            if let Some(p) = self.postcode.captures(behind).and_then(|c| c.name("p")) {
                let between = behind.get(..p.start()).unwrap_or_default();
                if between.trim_matches([' ', ',', '\n', '\r', '\t', '|', '(']).is_empty() {
                    let span = Span::new(street.end + p.start(), street.end + p.end());
                    push_address(out, span, "postcode van een persoon");
                }
            }
            let from = text.floor_char_boundary(street.start.saturating_sub(48));
            let front = text.get(from..street.start).unwrap_or_default();
            let line = front.rsplit('\n').next().unwrap_or_default();
            let at = street.start - line.len();
            let last = self.postcode.captures_iter(line).filter_map(|c| c.name("p")).last();
            if let Some(p) = last {
                let between = line.get(p.end()..).unwrap_or_default();
                let words = between.split([' ', ',']).filter(|w| !w.is_empty());
                let place = |w: &str| {
                    matches!(w, "aan" | "de" | "het" | "op") || w.starts_with(char::is_uppercase)
                };
                if between.len() < 32 && words.clone().count() <= 5 && words.clone().all(place) {
                    push_address(
                        out,
                        Span::new(at + p.start(), at + p.end()),
                        "postcode van een persoon",
                    );
                }
            }
        }
    }

    fn lived_in(
        &self,
        text: &str,
        from: usize,
        found: &regex::Captures<'_>,
        names: &[Span],
        out: &mut Vec<Hit>,
    ) {
        let (Some(p), Some(cue)) = (found.name("p"), found.name("cue")) else { return };
        let (start, end) = (from + p.start(), from + p.end());
        let firm = cue.as_str().eq_ignore_ascii_case("gevestigd");
        let plain = cue.as_str().to_lowercase().starts_with("adres");
        let at = from + cue.start();
        let near = last_name_before(names, at).is_some_and(|n| at - n.end < 160);
        if firm || plain && !near {
            return;
        }
        push_address(out, Span::new(start, end), "adres van een persoon");
        self.postcode_after(text, end, out);
    }
    /// Adds a street above a postcode, each on its own line, not below a word of an organization.
    fn pairs(&self, text: &str, names: &[Span], out: &mut Vec<Hit>) {
        let mut above: [&str; 2] = ["", ""];
        let mut street: Option<(Span, bool)> = None;
        let (mut start, mut blanks, mut parted) = (0, 0, false);
        for line in text.split_inclusive('\n') {
            let at = start;
            start += line.len();
            let body = line.trim();
            if body.is_empty() {
                blanks += 1;
                continue;
            }
            if blanks >= 3 {
                above = ["", ""];
            }
            // The nearest line above counts, and the one above that if no empty line separates
            // them.
            let [farther, nearest] = above;
            let short = body.len() < 60 && body.bytes().any(|b| b.is_ascii_digit());
            let here = short.then(|| self.street.captures(line.trim_end())).flatten();
            let indent = line.len() - line.trim_start().len();
            let here = here
                .and_then(|c| c.name("p"))
                .filter(|p| p.as_str().len() == body.len())
                .map(|p| Span::new(p.start(), p.end()))
                .or_else(|| {
                    (short && is_lower_case_street(body))
                        .then(|| Span::new(indent, indent + body.len()))
                });
            if let Some(p) = here {
                let office = self.office.is_match(body)
                    || self.office.is_match(nearest)
                    || !parted && self.office.is_match(farther);
                street = Some((Span::new(at + p.start, at + p.end), office));
            } else {
                let code =
                    street.and_then(|_| self.postcode.captures(body)).and_then(|c| c.name("p"));
                // No name in the lines above or right below: the address of an organization.
                let someone = |span: Span| {
                    let close = |between: Option<&str>, lines: usize| {
                        between.is_some_and(|b| b.matches('\n').count() <= lines && b.len() < 240)
                    };
                    let above = last_name_before(names, span.start);
                    let at = names.partition_point(|n| n.start < span.end);
                    above.is_some_and(|n| close(text.get(n.end..span.start), 4))
                        || names.get(at).is_some_and(|n| close(text.get(span.end..n.start), 4))
                };
                let own = street.take().filter(|(span, _)| someone(*span));
                if let (Some((span, false)), Some(p)) = (own, code.filter(|p| p.start() == 0)) {
                    push_unsure(out, span);
                    push_unsure(out, Span::new(at + indent, at + indent + p.end()));
                }
            }
            above = [above[1], body];
            parted = blanks > 0;
            blanks = 0;
        }
    }

    fn postcode_after(&self, text: &str, from: usize, out: &mut Vec<Hit>) {
        let to = text.floor_char_boundary((from + 40).min(text.len()));
        let Some(found) = text.get(from..to).and_then(|t| self.postcode.captures(t)) else {
            return;
        };
        if let Some(p) = found.name("p") {
            push_address(
                out,
                Span::new(from + p.start(), from + p.end()),
                "postcode van een persoon",
            );
        }
    }

    /// `de heer Peters, Graafseweg 464;`: a street right after a name in a sentence.
    fn follows(&self, text: &str, name: Span, out: &mut Vec<Hit>) {
        let to = text.floor_char_boundary((name.end + 90).min(text.len()));
        let Some(part) = text.get(name.end..to) else { return };
        let Some(p) = self.behind.captures(part).and_then(|c| c.name("p")) else { return };
        let street = p.as_str().split(' ').any(|w| organization::street_ending(w).is_some());
        // `mevr. Kooiman (Westzijde 212)`: in brackets any word with a number, except rooms and
        // parts.
        let first = p.as_str().split(' ').next().unwrap_or_default();
        let bracketed = part.trim_start().starts_with('(')
            && part.get(p.end()..).is_some_and(|r| r.starts_with(')'));
        let street =
            street || bracketed && !organization::is_thing(first) && first.chars().count() > 4;
        if street && !self.office.is_match(part) && !self.at_office(text, name) {
            let span = Span::new(name.end + p.start(), name.end + p.end());
            push_address(out, span, "adres na een naam");
        }
    }

    /// Adds other houses in the streets that were found: neighbors, or the same house in another
    /// spelling.
    fn same_street(&self, text: &str, out: &mut Vec<Hit>) {
        let own: Vec<(usize, Span)> = out
            .iter()
            .enumerate()
            .filter(|(_, h)| h.category == Category::ADDRESS && h.likelihood > Likelihood::Possible)
            .map(|(i, h)| (i, h.span))
            .collect();
        let mut streets: Vec<&str> = own
            .iter()
            .filter_map(|(_, s)| text.get(s.start..s.end))
            .filter_map(|a| a.find(|c: char| c.is_ascii_digit()).and_then(|at| a.get(..at)))
            .map(str::trim_end)
            .filter(|s| s.len() > 5)
            .collect();
        streets.sort_unstable();
        streets.dedup();
        let Ok(finder) = AhoCorasick::new(&streets) else { return };
        let mut places: Vec<Vec<usize>> = streets.iter().map(|_| Vec::new()).collect();
        for found in finder.find_overlapping_iter(text) {
            if let Some(list) = places.get_mut(found.pattern().as_usize()) {
                if list.last().is_none_or(|last| found.start() >= last + found.len()) {
                    list.push(found.start());
                }
            }
        }
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        out.iter().for_each(|h| take(&mut taken, h.span));
        for (street, places) in streets.iter().zip(places) {
            for at in places {
                let rest = text.get(at + street.len()..).unwrap_or_default();
                let Some(number) = self.number.find(rest) else { continue };
                let span = Span::new(at, at + street.len() + number.end());
                let whole = text.get(..at).and_then(|t| t.chars().next_back());
                if is_free(&taken, span) && !whole.is_some_and(char::is_alphanumeric) {
                    take(&mut taken, span);
                    push_address(out, span, "straat van een persoon");
                }
            }
        }
    }

    /// Adds the address in a form, below the name of the applicant: `Straatnaam`, `Huisnummer`.
    fn form(&self, text: &str, names: &[Span], out: &mut Vec<Hit>) {
        let mut from = 0;
        for line in text.split_inclusive('\n') {
            let start = from;
            from += line.len();
            if !is_address_label(line.trim_start_matches([' ', '\t']).as_bytes()) {
                continue;
            }
            let rest = text.get(start..).unwrap_or_default();
            let Some(found) = self.labelled.captures(rest) else { continue };
            let Some(p) = found.name("p").or_else(|| found.name("q")) else { continue };
            let near = last_name_before(names, start).is_some_and(|n| {
                let between = text.get(n.end..start).unwrap_or_default();
                between.matches('\n').count() <= 24
                    && between.len() < 700
                    && !self.office.is_match(between)
            });
            if near {
                push_address(
                    out,
                    Span::new(start + p.start(), start + p.end()),
                    "adres in een formulier",
                );
            }
        }
    }

    /// Adds the lines below a name: street and number, then postcode.
    fn below(&self, text: &str, name: Span, out: &mut Vec<Hit>) {
        if self.at_office(text, name) {
            return;
        }
        let rest = text.get(name.end..).unwrap_or_default();
        let rest = rest.get(..rest.floor_char_boundary(400)).unwrap_or(rest);
        let mut at = name.end;
        let mut lines = rest.split_inclusive('\n');
        let Some(same) = lines.next() else { return };
        // The name must end its line, except for a comma or a remark in brackets.
        let tail = same.trim();
        if tail.len() > 24 || tail.contains('@') || tail.chars().any(|c| c.is_ascii_digit()) {
            return;
        }
        at += same.len();
        let mut street = false;
        let mut passed = 0;
        for line in lines {
            let start = at;
            at += line.len();
            let body = line.trim();
            if body.is_empty() {
                continue;
            }
            if !street {
                if let Some(p) = self.street.captures(line.trim_end()).and_then(|c| c.name("p")) {
                    let before = p.as_str().split(' ').next().unwrap_or_default();
                    let street_like =
                        p.as_str().split(' ').any(|w| organization::street_ending(w).is_some());
                    if organization::is_organization_word(before) && !street_like
                        || self.office.is_match(line)
                    {
                        return;
                    }
                    push_address(
                        out,
                        Span::new(start + p.start(), start + p.end()),
                        "adres onder een naam",
                    );
                    street = true;
                    self.postcode_here(line, start, out);
                    continue;
                }
                // One line may be in between: `p/a`, a second name.
                passed += 1;
                if passed > 1 || self.office.is_match(body) || body.len() > 40 {
                    return;
                }
                continue;
            }
            self.postcode_here(line, start, out);
            return;
        }
    }

    /// Whether the name is the attention line of an organization: `Provincie X, t.a.v. A. Bos`.
    fn at_office(&self, text: &str, name: Span) -> bool {
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
        same.contains("t.a.v")
            || same.contains("attentie") && near
            || self.firm.is_match(above) && near
    }

    fn postcode_here(&self, line: &str, start: usize, out: &mut Vec<Hit>) {
        if let Some(p) = self.postcode.captures(line).and_then(|c| c.name("p")) {
            push_address(
                out,
                Span::new(start + p.start(), start + p.end()),
                "postcode van een persoon",
            );
        }
    }

    /// `Kerkstraat 12, 1234 AB Utrecht` in running text, after a name.
    fn inline(&self, text: &str, names: &[Span], out: &mut Vec<Hit>) {
        for name in names {
            let from = name.end;
            let to = text.floor_char_boundary((from + 140).min(text.len()));
            let Some(part) = text.get(from..to) else { continue };
            let Some(p) = self.postcode.captures(part).and_then(|c| c.name("p")) else { continue };

            let p = Span::new(from + p.start(), from + p.end());
            self.inline_at(text, names, p, out);
        }
    }

    fn inline_at(&self, text: &str, names: &[Span], p: Span, out: &mut Vec<Hit>) {
        {
            let from = text.floor_char_boundary(p.start.saturating_sub(140));
            let left = text.get(from..p.start).unwrap_or_default();
            let line = left.rsplit('\n').next().unwrap_or_default();
            let near = last_name_before(names, p.start).filter(|n| p.start - n.end < 100);
            let Some(name) = near else { return };
            if self.at_office(text, *name) {
                return;
            }
            let between = text.get(name.end..p.start).unwrap_or_default();
            if self.office.is_match(between)
                || between.contains('|')
                || between.contains("\n\n")
                || between.matches('\n').count() > 1
            {
                return;
            }
            let Some(street) = street_at_end(line, &self.street) else { return };
            let start = p.start - line.len() + street.start;
            if name.overlaps(Span::new(start, start + street.len())) {
                return;
            }
            push_address(out, Span::new(start, start + street.len()), "adres na een naam");
            push_address(out, p, "postcode van een persoon");
        }
    }
}

/// Whether a line starts like the label of a part of an address.
fn is_address_label(line: &[u8]) -> bool {
    ["adres", "straat", "huisn", "postc"]
        .iter()
        .any(|w| line.get(..w.len()).is_some_and(|l| l.eq_ignore_ascii_case(w.as_bytes())))
}

/// Windows around words of living somewhere; their first letter in any case.
fn living_windows(text: &str) -> Vec<Span> {
    let tails = [
        "dres",
        "onende",
        "oonachtig",
        "oont",
        "erblijvende",
        "ewoner",
        "uisbezoek",
        "oning",
        " wonen",
        " woon ",
    ];
    let mut starts: Vec<usize> = Vec::new();
    for tail in tails {
        starts.extend(memchr::memmem::find_iter(text.as_bytes(), tail));
    }
    starts.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for start in starts {
        let from = text.floor_char_boundary(start.saturating_sub(12));
        let to = text.floor_char_boundary((start + 160).min(text.len()));
        match out.last_mut() {
            Some(last) if from <= last.end => last.end = to,
            _ => out.push(Span::new(from, to)),
        }
    }
    out
}

/// `dorpsstraat 112b`: a street and number in lower case that fill their line.
fn is_lower_case_street(body: &str) -> bool {
    let mut words = body.split(' ');
    let number = words.next_back().unwrap_or_default();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=4).contains(&digits) && number.len() <= digits + 2;
    let street = words.next_back().unwrap_or_default();
    let small = body.chars().all(|c| !c.is_uppercase());
    numbered && small && organization::street_ending(street).is_some() && words.count() <= 3
}

/// The street and number at the end of this part of a line.
fn street_at_end(line: &str, street: &Regex) -> Option<Span> {
    let trimmed = line.trim_end_matches([' ', ',']);
    let starts = trimmed.char_indices().filter(|(i, c)| {
        c.is_uppercase() && !trimmed[..*i].chars().next_back().is_some_and(char::is_alphanumeric)
    });
    for (i, _) in starts {
        let rest = trimmed.get(i..)?;
        if let Some(p) = street.captures(rest).and_then(|c| c.name("p")) {
            let first = p.as_str().split([' ', '\n']).next().unwrap_or_default();
            let likely = organization::street_ending(first).is_some()
                // Right after the comma of a name, and a postcode follows.
                || trimmed.get(..i).is_some_and(|left| left.ends_with(", "))
                || p.as_str().split(' ').any(|w| organization::street_ending(w).is_some());
            if p.end() == rest.len() && likely {
                return Some(Span::new(i, i + p.end()));
            }
        }
    }
    None
}

/// Marks the bytes of a span as taken; `taken` maps starts to ends of disjoint spans.
fn take(taken: &mut BTreeMap<usize, usize>, span: Span) {
    let mut whole = span;
    while let Some((start, end)) = taken.range(..whole.end).next_back().map(|(s, e)| (*s, *e)) {
        if end <= whole.start {
            break;
        }
        taken.remove(&start);
        whole = Span::new(whole.start.min(start), whole.end.max(end));
    }
    taken.insert(whole.start, whole.end);
}

/// Whether no byte of a span is taken.
fn is_free(taken: &BTreeMap<usize, usize>, span: Span) -> bool {
    taken.range(..span.end).next_back().is_none_or(|(_, end)| *end <= span.start)
}

/// The last of these sorted spans that ends at or before a byte.
fn last_name_before(names: &[Span], at: usize) -> Option<&Span> {
    names.partition_point(|n| n.end <= at).checked_sub(1).and_then(|i| names.get(i))
}

fn push_unsure(out: &mut Vec<Hit>, span: Span) {
    let why = Evidence::of("adresblok");
    out.push(Hit::new(span, Category::ADDRESS, Likelihood::Likely, why));
}

fn push_address(out: &mut Vec<Hit>, span: Span, why: &'static str) {
    let mut hit = Hit::new(span, Category::ADDRESS, Likelihood::Certain, Evidence::of(why));
    hit.role = Role::CITIZEN;
    out.push(hit);
}
