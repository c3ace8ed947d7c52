//! From content lines to one text: each value in a line of its own, behind the word that a letter
//! would use for it, names in the order in which they are spoken. What a copy never has is told
//! apart.

use super::line::{Line, Param, Property, lines, parse};
use super::value::{self, Source, Style, Unit};
use super::vocabulary::{self, Shape};
use crate::formats::cuts::{self, Cut};
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::Span;
use std::ops::Range;

/// A calendar or address card as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContentLines {
    /// The text, and where it stands in what was read.
    pub(crate) map: TextMap<Source>,
    /// What changes in every copy: identifiers, portraits.
    pub(crate) changes: Vec<Splice>,
    /// How many portraits, sounds and keys go.
    pub(crate) portraits: usize,
    /// Values that cannot be read: files, an unknown character set.
    pub(crate) opaque: Vec<Range<usize>>,
    /// How many characters have no meaning.
    pub(crate) broken: usize,
}

impl ContentLines {
    /// The cuts of a span; `None` if it names nothing that is written. The flag says whether more
    /// goes than the span names.
    pub(crate) fn cuts(&self, text: &str, span: Span, label: &str) -> Option<(Vec<Cut>, bool)> {
        let (mut cuts, wider) = cuts::of_span(&self.map, span, "", |source, bytes| {
            let start = source.at.start;
            Some(if source.whole {
                source.at.clone()
            } else {
                start + bytes.start..start + bytes.end
            })
        })?;
        let slice = self.map.slices(span).next()?;
        let cut: String = cuts.iter().filter_map(|c| text.get(c.start..c.end)).collect();
        cuts.first_mut()?.label = slice.source.style.written(label, &cut);
        Some((cuts, wider))
    }

    /// Where a span begins in what was read.
    pub(crate) fn start(&self, span: Span) -> usize {
        self.map.slices(span).next().map_or(0, |slice| {
            slice.source.at.start + if slice.source.whole { 0 } else { slice.bytes.start }
        })
    }

    /// The splices of a copy; with `blanked`, values that cannot be read go.
    pub(crate) fn splices(&self, cut: Vec<Cut>, blanked: bool) -> Vec<Splice> {
        let mut out = cuts::splices(cut);
        let opaque = self.opaque.iter().filter(|_| blanked);
        out.extend(opaque.map(|range| Splice::new(range.clone(), *b"")));
        out.extend(self.changes.iter().cloned());
        out
    }
}

/// Reads a text.
pub(crate) fn read(text: &str) -> ContentLines {
    let mut out = ContentLines::default();
    for line in lines(text) {
        let parsed = parse(&line.flat).filter(|p| !p.name.is_empty());
        match parsed {
            Some(property) => out.property(&line, &property),
            None => {
                let units = value::unescaped(value::plain(&line, &(0..line.flat.len())));
                value::push(&line, &units, Style::Text, &mut out.map);
            }
        }
        out.map.push_inferred("\n");
    }
    out
}

/// How the value of a property is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Plain,
    Quoted,
    Base64,
}

/// The first value of a parameter.
fn param<'l>(line: &'l Line, property: &Property, name: &str) -> Option<&'l str> {
    let named = |p: &&Param| line.get(&p.name).eq_ignore_ascii_case(name);
    let values = property.params.iter().find(named)?;
    values.values.first().map(|v| line.get(v))
}

fn coding(line: &Line, property: &Property) -> Coding {
    let bare = property.params.iter().filter(|p| p.name.is_empty()).flat_map(|p| &p.values);
    let mut said = bare.map(|v| line.get(v)).chain(param(line, property, "ENCODING"));
    said.find_map(|word| match word.trim().to_ascii_uppercase().as_str() {
        "QUOTED-PRINTABLE" => Some(Coding::Quoted),
        "B" | "BASE64" => Some(Coding::Base64),
        _ => None,
    })
    .unwrap_or(Coding::Plain)
}

fn starts_with(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme))
}

impl ContentLines {
    fn property(&mut self, line: &Line, property: &Property) {
        let name = line.get(&property.name);
        let known = vocabulary::property(name);
        let shape = known.map_or(Shape::Text, |(shape, _)| shape);
        let coding = coding(line, property);
        let value = line.get(&property.value);
        let binary = coding == Coding::Base64 || starts_with(value.trim_start(), "data:");
        let page = param(line, property, "FMTTYPE").is_some_and(|t| starts_with(t, "text/html"));
        if binary && shape == Shape::Portrait || page && known.is_none() {
            // A face is a person; a web page says what the text beside it says.
            self.portraits += 1;
            self.changes.push(Splice::new(line.whole.clone(), *b""));
            return;
        }
        self.group(line, &property.group);
        if shape == Shape::Identifier {
            self.identifier(line, &property.value);
        } else if shape == Shape::Frame && vocabulary::is_object(value) {
            self.map.push_inferred("\n");
        } else {
            match known {
                // The word stands for the name, so that who cuts the one cuts the other.
                Some((_, word)) if !word.is_empty() => {
                    let at = line.range(&property.name);
                    self.map.push_whole(word, Source { at, whole: true, style: Style::Name });
                }
                _ => self.name(line, &property.name),
            }
            self.map.push_inferred(": ");
            match binary || page {
                true => self.opaque.push(line.range(&property.value)),
                false => self.value(line, property, shape, coding),
            }
        }
        self.params(line, property, shape == Shape::Address);
    }

    /// What ties lines together; `item1` and its kin say nothing.
    fn group(&mut self, line: &Line, group: &Range<usize>) {
        let text = line.get(group);
        let usual = starts_with(text, "item")
            && text.get(4..).is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
        if !text.is_empty() && !usual {
            self.name(line, group);
            self.map.push_inferred("\n");
        }
    }

    fn name(&mut self, line: &Line, range: &Range<usize>) {
        value::push(line, &value::plain(line, range), Style::Name, &mut self.map);
    }

    /// An identifier becomes another: the same for the same, so that what belongs together does.
    fn identifier(&mut self, line: &Line, range: &Range<usize>) {
        let text = line.get(range).trim();
        let own = text.strip_suffix("@gelakt.invalid");
        let done = own.is_some_and(|d| d.len() == 32 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        if text.is_empty() || done {
            return;
        }
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        hash.update(b"object id");
        hash.update(text.as_bytes());
        let digits: String = hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect();
        self.changes.push(Splice::new(line.range(range), format!("{digits}@gelakt.invalid")));
    }

    fn value(&mut self, line: &Line, property: &Property, shape: Shape, coding: Coding) {
        let range = property.value.clone();
        let (units, style) = match coding {
            Coding::Quoted => {
                let label = param(line, property, "CHARSET").unwrap_or_default();
                let Some(units) = value::quoted(line, &range, label.trim()) else {
                    return self.opaque.push(line.range(&range));
                };
                (units, Style::Quoted)
            }
            _ => (value::plain(line, &range), Style::Text),
        };
        let units = value::unescaped(units);
        self.broken += units.iter().filter(|u| u.c == '\u{FFFD}').count();
        match shape {
            Shape::Address => self.address(line, property, &units, style),
            Shape::Name => self.parts(line, &units, style, &[3, 1, 2, 0, 4], " "),
            Shape::Postal => self.postal(line, &units, style),
            Shape::Date => self.date(line, &units, style),
            _ => value::push(line, &units, style, &mut self.map),
        }
    }

    /// `Noor de Wit <noor@x.nl>`, without the scheme of the link.
    fn address(&mut self, line: &Line, property: &Property, units: &[Unit], style: Style) {
        let text: String = units.iter().take(8).map(|u| u.c).collect();
        let scheme = ["mailto:", "tel:"].into_iter().find(|s| starts_with(&text, s));
        let units = units.get(scheme.map_or(0, str::len)..).unwrap_or_default();
        let units = match scheme {
            Some(_) => value::percent(units.to_vec()),
            None => units.to_vec(),
        };
        let mail = scheme == Some("mailto:") || units.iter().any(|u| u.c == '@');
        let style = if mail && style == Style::Text { Style::Address } else { style };
        let named = property.params.iter().find(|p| line.get(&p.name).eq_ignore_ascii_case("CN"));
        let Some(names) = named else {
            return value::push(line, &units, style, &mut self.map);
        };
        for range in &names.values {
            let name = value::parameter(line, range);
            value::push(line, &name, Style::Parameter, &mut self.map);
            self.map.push_inferred(" ");
        }
        self.map.push_inferred("<");
        value::push(line, &units, style, &mut self.map);
        self.map.push_inferred(">");
    }

    /// The parts of a value in this order, and further ones behind them.
    fn parts(&mut self, line: &Line, units: &[Unit], style: Style, order: &[usize], between: &str) {
        let parts = value::parts(line, units, ';');
        let further = order.len()..parts.len();
        let mut first = true;
        for part in order.iter().copied().chain(further).filter_map(|at| parts.get(at)) {
            if part.iter().all(|u| u.c.is_whitespace()) {
                continue;
            }
            if !first {
                self.map.push_inferred(between);
            }
            first = false;
            value::push(line, part, style, &mut self.map);
        }
    }

    /// `Dorpsstraat 12, 3511 AB Utrecht`
    fn postal(&mut self, line: &Line, units: &[Unit], style: Style) {
        let parts = value::parts(line, units, ';');
        let held =
            |at: &usize| parts.get(*at).copied().filter(|p| p.iter().any(|u| !u.c.is_whitespace()));
        let mut text = false;
        for (group, between) in [(&[2, 1, 0][..], ", "), (&[5, 3], " "), (&[4, 6], ", ")] {
            for (nth, part) in group.iter().filter_map(held).enumerate() {
                if text {
                    self.map.push_inferred(if nth == 0 { ", " } else { between });
                }
                text = true;
                value::push(line, part, style, &mut self.map);
            }
        }
        for part in parts.get(7..).unwrap_or_default() {
            self.map.push_inferred(", ");
            value::push(line, part, style, &mut self.map);
        }
    }

    /// `19800105` with the hyphens that a reader would put there.
    fn date(&mut self, line: &Line, units: &[Unit], style: Style) {
        let digits = units.len() == 8 && units.iter().all(|u| u.c.is_ascii_digit());
        let cuts: &[usize] = if digits { &[4, 6] } else { &[] };
        let mut rest = units;
        for at in cuts {
            let (front, behind) =
                rest.split_at((at + rest.len()).saturating_sub(8).min(rest.len()));
            value::push(line, front, style, &mut self.map);
            self.map.push_inferred("-");
            rest = behind;
        }
        value::push(line, rest, style, &mut self.map);
    }

    /// Parameters that say more than how a value is written, each in a line of its own.
    fn params(&mut self, line: &Line, property: &Property, address: bool) {
        for param in &property.params {
            let name = line.get(&param.name);
            if address && name.eq_ignore_ascii_case("CN") {
                continue;
            }
            for range in &param.values {
                if vocabulary::says_nothing(name, line.get(range)) {
                    continue;
                }
                self.map.push_inferred("\n");
                self.name(line, &param.name);
                self.map.push_inferred(": ");
                let units = value::parameter(line, range);
                let mail = units.iter().any(|u| u.c == '@');
                let style = if mail { Style::Address } else { Style::Parameter };
                value::push(line, &value::percent(units), style, &mut self.map);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        let told = read(raw).map.text().to_owned();
        told.lines().filter(|l| !l.trim().is_empty()).collect::<Vec<_>>().join("|")
    }

    fn cut(raw: &str, what: &str) -> String {
        let read = read(raw);
        let start = read.map.text().find(what).expect("planted");
        let span = Span::new(start, start + what.len());
        let (cuts, _) = read.cuts(raw, span, "5.1, x").expect("has a source");
        let bytes = crate::formats::splice::apply(raw.as_bytes(), read.splices(cuts, true));
        String::from_utf8(bytes.expect("apart")).expect("text")
    }

    #[test]
    fn values_stand_behind_what_they_are() {
        let raw = "BEGIN:VEVENT\r\nATTENDEE;CN=\"Wit, Noor de\";PARTSTAT=ACCEPTED;EMAIL=n@x.nl:MAILTO:noor%2Edewit@x.nl\r\nSUMMARY:Overleg\\, Ba\r\n kker\\nx\r\nEND:VEVENT\r\n";
        assert_eq!(
            text(raw),
            "Deelnemer: Wit, Noor de <noor.dewit@x.nl>|EMAIL: n@x.nl|Onderwerp: Overleg, Bakker|x"
        );
        let card = "N:Wit;Noor;;mr.;\nADR;TYPE=HOME:;;Dorpsstraat 12;Utrecht;;3511 AB;Nederland\nBDAY:19800105\nitem1.TEL;HOME:06-12345678\nX-Noor.NOTE;x=y:z";
        assert_eq!(
            text(card),
            "Naam: mr. Noor Wit|Adres: Dorpsstraat 12, 3511 AB Utrecht, Nederland|Geboortedatum: 1980-01-05|Telefoon: 06-12345678|X-Noor|Opmerking: z|x: y"
        );
    }

    #[test]
    fn quoted_text_is_read_across_soft_breaks() {
        let raw = "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=\r\n=AB Ba=6Bker\r\nN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:=EB";
        assert_eq!(text(raw), "Naam: Zoë Bakker|Naam: ë");
        assert!(
            cut(raw, "Zoë Bakker")
                .starts_with("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:[5.1,-x]\r\nN;"),
            "{}",
            cut(raw, "Zoë Bakker")
        );
        let unknown = "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-7:=41";
        assert_eq!(read(unknown).opaque.len(), 1);
    }

    #[test]
    fn labels_are_written_as_the_line_wants_them() {
        assert_eq!(cut("SUMMARY:Over Ba\\,kker", "Ba,kker"), "SUMMARY:Over [5.1\\, x]");
        assert_eq!(
            cut("ATTENDEE;CN=Noor Wit:mailto:n@x.nl", "Noor Wit"),
            "ATTENDEE;CN=[5.1- x]:mailto:n@x.nl"
        );
        assert_eq!(
            cut("ORGANIZER:mailto:n@x.nl", "n@x.nl"),
            "ORGANIZER:mailto:5.1--x@gelakt.invalid"
        );
        let folded = "ATTENDEE:mailto:noor%2Ede\r\n wit@x.nl";
        let copy = "ATTENDEE:mailto:5.1--x@gelakt.invalid\r\n ";
        assert_eq!(cut(folded, "noor.dewit@x.nl"), copy);
        assert_eq!(cut("X-BAKKER:x", "BAKKER"), "X-5-1--x:x");
        assert_eq!(cut("N:Wit;Noor;;;", "Noor Wit"), "N:;[5.1\\, x];;;");
        assert_eq!(cut("NOTE:a Noor\r\n  Wit b", "Noor Wit"), "NOTE:a [5.1\\, x]\r\n  b");
    }

    #[test]
    fn faces_go_and_files_are_told() {
        let raw = "PHOTO;ENCODING=b;TYPE=JPEG:QUJD\r\n REVG\r\nFN:x\r\nPHOTO:data:image/png;base64,QUJD\r\nPHOTO:https://x.nl/noor\r\n";
        let read = super::read(raw);
        assert_eq!((read.portraits, read.opaque.len()), (2, 0));
        assert!(read.map.text().contains("x.nl/noor"));
        assert_eq!(cut(raw, "noor"), "FN:x\r\nPHOTO:https://x.nl/[5.1\\, x]\r\n");
        let file = super::read("ATTACH;ENCODING=BASE64;VALUE=BINARY:QUJD");
        assert_eq!(file.opaque.len(), 1);
    }

    #[test]
    fn identifiers_become_others_and_the_same_stays_the_same() {
        let raw = "UID:noor@pc\nX:Noor\nRELATED-TO:noor@\n pc\nUID:a";
        let copy = cut(raw, "Noor");
        let ids: Vec<&str> =
            copy.lines().filter_map(|l| l.strip_suffix("@gelakt.invalid")).collect();
        assert_eq!(ids.len(), 3, "{copy}");
        assert_eq!(ids[0].rsplit(':').next(), ids[1].rsplit(':').next());
        assert_eq!(cut(&copy, "[5.1, x]").matches("gelakt").count(), 3);
    }

    #[test]
    fn broken_lines_are_text() {
        for raw in
            ["Noor", "A;B=\"Noor", ":Noor", ";;;", "A;B=,;:Noor", "BEGIN:NOOR", "A:\\", "A:^"]
        {
            assert!(!raw.contains("Noor") || text(raw).contains("Noor"), "{raw}");
        }
    }
}
