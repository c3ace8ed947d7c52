//! `cargo bench --bench recognition [-- --wrong]`: what is found of made-up names and numbers,
//! by form, and how fast plain text is read.

mod cases;
mod layouts;
mod score;
mod speed;

use redact::recognize::{Detector, DetectorConfig};
use std::error::Error;
use std::io::Write;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let wrong = std::env::args().any(|a| a == "--wrong");
    let start = Instant::now();
    let detector = Detector::new(&DetectorConfig::default())?;
    let started = start.elapsed();
    let mut out = std::io::stdout().lock();
    let score = score::run(&detector, 20_260_526);
    for (name, count) in &score.names {
        writeln!(
            out,
            "naam    {name:<32} {:>4}/{:<4} {:>6.1} %",
            count.hit,
            count.all,
            count.percent()
        )?;
    }
    for (name, count) in &score.look_alikes {
        writeln!(
            out,
            "geraakt {name:<32} {:>4}/{:<4} {:>6.1} %",
            count.hit,
            count.all,
            count.percent()
        )?;
    }
    for (tier, count) in &score.tiers {
        writeln!(
            out,
            "trap    {tier:<32} {:>4}/{:<4} {:>6.1} %",
            count.hit,
            count.all,
            count.percent()
        )?;
    }
    let pairs = [("telefoon", score.phones), ("e-mail", score.mails)];
    for (name, (good, bad)) in pairs {
        writeln!(
            out,
            "{name}: {}/{} gevonden, {} van {} vals",
            good.hit, good.all, bad.hit, bad.all
        )?;
    }
    writeln!(out, "start: {:.1} ms", started.as_secs_f64() * 1e3)?;
    for megabytes in [1, 4, 16] {
        let rate = speed::rate(&detector, speed::prose(megabytes * 1_000_000));
        writeln!(out, "snelheid over {megabytes} MB: {rate:.1} MB/s")?;
    }
    if wrong {
        for (category, text) in &score.wrong {
            writeln!(out, "--- {category}\n{text}")?;
        }
    }
    Ok(())
}
