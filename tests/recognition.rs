//! The floors of recognition: what is found of made-up names and numbers may only rise.

#[path = "../benches/recognition/cases.rs"]
mod cases;
#[path = "../benches/recognition/layouts.rs"]
mod layouts;
#[path = "../benches/recognition/score.rs"]
mod score;

use redact::recognize::{Detector, DetectorConfig};

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
