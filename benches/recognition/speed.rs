//! How fast plain Dutch text is read.

use super::cases::{self, Random};
use redact::model::{Place, Segment, SegmentKind};
use redact::recognize::{Detector, Memory};
use std::time::Instant;

const PROSE: &[&str] = &[
    "Overheidsorganisaties dienen vanuit hun zorgplicht hun medewerkers te beschermen tegen het ongewenst delen van gegevens en de gevolgen daarvan voor hun veiligheid.",
    "Om dat te voorkomen zijn er regels en wetten, waaronder de Algemene verordening gegevensbescherming en de Wet open overheid.",
    "Veel ambtenaren bewegen zich dagelijks in het publieke domein en praten met inwoners, bedrijven, belangenorganisaties en andere overheden.",
    "In de meeste gevallen gaat dat goed, maar soms is het nodig dat maatregelen worden getroffen, zoals anonieme communicatie onder zaaknummer.",
    "De Tweede Kamer is hierover op 12 mei 2026 per brief geïnformeerd, en zal in het najaar de uitkomsten van het onderzoek ontvangen.",
    "Het kabinet beziet of deze maatregelen rijksbreed worden ingevoerd, dan wel of er meer passende maatregelen voorhanden zijn.",
    "Op grond van artikel 5.1, tweede lid, van de Woo blijft openbaarmaking achterwege voor zover het belang daarvan niet opweegt tegen andere belangen.",
    "De kosten worden geraamd op € 145.000 in 2027 en lopen daarna op, afhankelijk van de keuzes die de gemeenten en provincies maken.",
];

/// Plain Dutch text of about this many bytes, with a name in one line of fifty.
pub(crate) fn prose(bytes: usize) -> String {
    let mut r = Random::new(7);
    let names = cases::names(&mut r);
    let mut out = String::with_capacity(bytes + 400);
    while out.len() < bytes {
        for _ in 0..6 {
            out.push_str(r.pick(PROSE));
            out.push(' ');
        }
        out.push_str("\n\n");
        if r.below(8) == 0 {
            out.push_str(&names[r.below(names.len())].text);
        }
    }
    out
}

/// Megabytes per second over one text on one core.
pub(crate) fn rate(detector: &Detector, text: String) -> f64 {
    let megabytes = text.len() as f64 / 1e6;
    let segment = [Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text)];
    let start = Instant::now();
    let found = detector.find(&segment, &Memory::default());
    let seconds = start.elapsed().as_secs_f64();
    assert!(!found.is_empty());
    megabytes / seconds
}
