//! Fits the weights of names: `cargo run --release --example fit_weights -- OUT FOLDER...`
//!
//! A folder holds marked papers: `X.txt` and `X.gold.json` with `items` that have `start` and `end`
//! in code points; or any document and `X.gold.json` with `items` that have a `text`. `FOLDER=quiet:LIST`
//! is a folder of papers that were anonymized before they were published, and a list of the names that
//! stand in them all the same, one a line.
//!
//! The papers are read once with weights that drop nothing, to fit those of names that stand by
//! themselves, and once more with those, to fit the others. Every figure that is printed comes from
//! papers that were left out of the fit (five parts, by paper).

#[path = "model.rs"]
mod model;
#[path = "papers.rs"]
mod papers;

use model::{Example, Model};
use papers::Paper;
use std::error::Error;
use std::fmt::Write as _;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("no file to write to")?;
    let folders: Vec<String> = args.collect();
    let papers = papers::read(&folders)?;
    println!("{} papers", papers.len());
    let open = file(&Model::default(), &Model::default(), [0.0; 3], [0.0; 3]);
    let seeds = papers::examples(&papers, &open, true)?;
    let first = fitted("zelfstandig", &seeds, &papers);
    let limits = [-0.9, 0.0, 1.5];
    let between = file(&first, &Model::default(), limits, [0.0; 3]);
    let forms = papers::examples(&papers, &between, false)?;
    let second = fitted("korter", &forms, &papers);
    std::fs::write(&out, file(&first, &second, limits, [-0.5, 0.3, 0.0]))?;
    Ok(())
}

/// Prints what is found on papers that were left out, and fits all.
fn fitted(name: &str, examples: &[Example], papers: &[Paper]) -> Model {
    let mut scored: Vec<(f32, &Example)> = Vec::new();
    for fold in 0..5 {
        let train: Vec<&Example> = examples.iter().filter(|e| e.paper % 5 != fold).collect();
        let model = Model::fit(&train);
        let rest = examples.iter().filter(|e| e.paper % 5 == fold);
        scored.extend(rest.map(|e| (model.score(e), e)));
    }
    println!("\n{name}: {} mentions", examples.len());
    println!("  log-odds    names   others  precision");
    let steps = [-99.0, -3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 99.0];
    for pair in steps.windows(2) {
        let [low, high] = pair else { continue };
        let inside = || scored.iter().filter(|(s, e)| s >= low && s < high && e.weight > 0.0);
        let names = inside().filter(|(_, e)| e.name).count();
        let all = inside().count();
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let share = names as f64 / all.max(1) as f64;
        println!("  {low:5} {high:5} {names:7} {:8}  {share:.3}", all - names);
    }
    if std::env::var_os("FIT_SHOW").is_some() {
        scored.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (score, e) in &scored {
            if e.weight == 0.0 {
                continue;
            }
            if e.name && *score < 0.5 || !e.name && *score > -1.0 {
                let file = papers.get(e.paper).map(|p| p.name.as_str()).unwrap_or_default();
                println!("{score:6.2} {} {:30} {} {:?}", e.name, e.text, file, e.evidence);
            }
        }
    }
    Model::fit(&examples.iter().collect::<Vec<_>>())
}

/// The file of weights.
fn file(seeds: &Model, forms: &Model, seed: [f32; 3], form: [f32; 3]) -> String {
    let mut out = String::from(
        "# Weights of what speaks for and against a name, in log-odds: docs/recognition.md.\n\
         # Made by `cargo run --release --example fit_weights`; not to be edited by hand.\n",
    );
    for (name, model, [ask, likely, lend]) in
        [("zelfstandig", seeds, seed), ("korter", forms, form)]
    {
        let _ = write!(
            out,
            "\n[{name}]\nvraag = {ask:.2}\nwaarschijnlijk = {likely:.2}\ndoorgeven = {lend:.2}\n"
        );
        let empty = model.signs.is_empty();
        let _ = writeln!(out, "\n[{name}.tekens]");
        if empty {
            let _ = writeln!(out, "altijd = 10.0");
        }
        for (sign, weight) in &model.signs {
            let _ = writeln!(out, "\"{sign}\" = {weight:.3}");
        }
        let _ = writeln!(out, "\n[{name}.blijken]");
        for (evidence, weight) in &model.evidence {
            let _ = writeln!(out, "\"{evidence}\" = {weight:.3}");
        }
    }
    out
}
