//! The floors of recognition: what is found of made-up names and numbers may only rise.

#[path = "../benches/recognition/cases.rs"]
mod cases;
#[path = "../benches/recognition/layouts.rs"]
mod layouts;
#[path = "../benches/recognition/score.rs"]
mod score;

#[path = "../benches/speed/text.rs"]
mod text;

use redact::model::{Place, Segment, SegmentKind};
use redact::recognize::{Detector, DetectorConfig, Memory};

#[test]
fn names_and_numbers_hold_their_floors() {
    let detector = Detector::new(&DetectorConfig::default()).unwrap();
    let score = score::run(&detector, 20_260_526);
    assert!(score.names.values().map(|c| c.all).sum::<usize>() >= 400);
    for (name, count) in &score.names {
        let missed: Vec<&str> =
            score.wrong.iter().filter(|(n, _)| n == name).map(|(_, t)| t.as_str()).collect();
        assert!(count.percent() >= 93.0, "{name}: {}/{}\n{missed:#?}", count.hit, count.all);
    }
    let touched: usize = score.look_alikes.values().map(|c| c.hit).sum();
    let alike: usize = score.look_alikes.values().map(|c| c.all).sum();
    assert!(touched * 100 <= alike * 5, "look-alikes: {touched}/{alike}");
    let (phones, false_phones) = score.phones;
    assert!(phones.percent() >= 99.0, "phones: {}/{}", phones.hit, phones.all);
    assert!(false_phones.hit <= 2 && false_phones.all >= 300, "{}", false_phones.hit);
    let (mails, false_mails) = score.mails;
    assert!(mails.hit == mails.all && mails.all >= 100, "mails: {}/{}", mails.hit, mails.all);
    assert!(false_mails.hit <= 1, "{}", false_mails.hit);
}

/// Eight times the text may take about eight times as long. What is slow only on large texts shows
/// in `cargo bench --bench speed`.
#[test]
fn time_is_linear_in_hostile_text() {
    let detector = Detector::new(&DetectorConfig::default()).unwrap();
    let units = text::hostile(detector.patterns().iter().map(|p| p.example.as_str()));
    assert!(units.len() > 100);
    for unit in units {
        let time = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len() + 1);
            let segment = [Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text)];
            let start = text::cpu();
            detector.find(&segment, &Memory::default());
            // The clock may tick in steps of some milliseconds.
            (text::cpu() - start).max(8e-3)
        };
        // The machine may be busy: the best of a few tries counts.
        let linear = (0..4).any(|_| time(64_000) / time(8_000) < 20.0);
        assert!(linear, "{unit:?}");
    }
}

/// Eight times the people may take about eight times as long, however they are separated and
/// whatever they share.
#[test]
fn time_is_linear_in_people_on_one_line() {
    let detector = Detector::new(&DetectorConfig::default()).unwrap();
    for (name, crowd) in text::crowds() {
        let time = |people: usize| {
            let segment =
                [Segment::new(SegmentKind::Body, Place::verbatim("tekst"), crowd(people))];
            let start = text::cpu();
            detector.find(&segment, &Memory::default());
            (text::cpu() - start).max(8e-3)
        };
        let linear = (0..4).any(|_| time(4_000) / time(500) < 20.0);
        assert!(linear, "{name}");
    }
}

/// The matter of somebody who is known is that person's; of a word that nobody bears, it is not.
#[test]
fn a_matter_is_called_after_somebody_who_is_known() {
    let detector = Detector::new(&DetectorConfig::default()).unwrap();
    let count = |text: &str| {
        let segment = [Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text)];
        detector.find(&segment, &Memory::default()).len()
    };
    let matter = "Nog een vraag over de casus Schaafstra.\n";
    assert_eq!(count(&format!("Zoals afgesproken bij dhr. Schaafstra geweest.\n\n{matter}")), 2);
    assert_eq!(count(matter), 0);
}
