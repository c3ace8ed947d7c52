//! The model against its reference in Python, and against texts that are up to no good.

use super::features::FeatureSink;
use super::*;
use std::collections::BTreeSet;

static DEMO: &str = include_str!("../../../patterns/learned/demo.txt");
static GOLDEN: &str = include_str!("../../../patterns/learned/names.rcrf.golden.tsv");

/// Keeps features as text.
#[derive(Default)]
struct Written(BTreeSet<String>);

impl FeatureSink for Written {
    fn feature(&mut self, pieces: &[&str]) {
        self.0.insert(pieces.concat());
    }
}

fn model() -> LearnedModel {
    LearnedModel::shipped().expect("the shipped weights")
}

/// The spans of all words.
fn all(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    windows::lines(text, |line| out.extend(line.iter().map(|t| Span::new(t.start, t.end))));
    out
}

fn opinion(text: &str) -> Opinion {
    let texts = [AskedText { text, asked: all(text), column: false }];
    model().read(&Lexicon::shipped(), &texts).remove(0)
}

fn names(text: &str) -> Vec<(&str, f32)> {
    let names = opinion(text).names;
    names.into_iter().map(|n| (&text[n.span.start..n.span.end], n.p)).collect()
}

#[test]
fn features_and_likelihoods_are_those_of_the_reference() {
    let lexicon = Lexicon::shipped();
    let model = model();
    let mut facts = DocumentFacts::new();
    windows::lines(DEMO, |line| {
        let words = line.iter().map(|t| t.of(DEMO));
        words.filter(|w| facts::is_capital(w)).for_each(|w| facts.ask(&lexicon, w));
    });
    windows::lines(DEMO, |line| facts.note(&lexicon, DEMO, line));
    let mut known = features::KnownSums::default();
    let mut golden = GOLDEN.lines();
    let mut worst = 0f32;
    windows::each(DEMO, &all(DEMO), |line, range| {
        assert_eq!(range, 0..line.tokens.len());
        let forms = Forms::of(line, &lexicon, &range);
        let mut out = Opinion::default();
        model.read_line(line, &range, (&lexicon, &facts), &mut known, &mut out);
        for (i, token) in line.tokens.iter().enumerate() {
            let row: Vec<&str> = golden.next().expect("a golden row").split('\t').collect();
            let [word, offset, p, features] = row[..] else { panic!("{row:?}") };
            assert_eq!(word, token.of(DEMO));
            let mut written = Written::default();
            forms.features(i, &facts, &mut written);
            let want: BTreeSet<String> = features.split(' ').map(str::to_owned).collect();
            assert_eq!(written.0, want, "{word} {offset}");
            if let Some(got) = out.highest(Span::new(token.start, token.end)) {
                worst = worst.max((got - p.parse::<f32>().expect("a number")).abs());
            }
        }
        assert_eq!(golden.next(), Some(""));
    });
    assert_eq!(golden.next(), None);
    assert!(worst < 0.005, "{worst}");
}

#[test]
fn names_are_seen_where_they_are() {
    let got = names(DEMO);
    let sure: Vec<&str> = got.iter().filter(|(_, p)| *p >= 0.95).map(|(name, _)| *name).collect();
    for name in ["Femke de Groot", "T. Aydin", "Jolanda Visser", "Bakker", "F. de Groot", "Tarik"] {
        assert!(sure.contains(&name), "{name} is not in {sure:?}");
    }
}

/// What the model is known to get wrong; when one of these fails, the list in
/// `patterns/learned/README.md` is shorter.
#[test]
fn known_faults_stand() {
    let got = names(DEMO);
    assert!(got.iter().any(|(name, _)| *name == "Noor van Netpunt"), "{got:?}");
}

#[test]
fn a_model_that_has_learned_nothing_finds_nothing() {
    let mut bytes = Weights::bytes().to_vec();
    bytes[16..20].fill(0);
    bytes[24..24 + 64].fill(0);
    // Equal chances: half of the labels are those of a name, and no name is likely.
    let model = LearnedModel::new(Weights::read(bytes.leak()).expect("still weights"));
    let texts = [AskedText { text: DEMO, asked: all(DEMO), column: false }];
    let opinions = model.read(&Lexicon::shipped(), &texts);
    assert!(opinions.iter().flat_map(|o| &o.names).all(|name| name.p < 0.51));
}

#[test]
fn weights_with_flipped_bits_do_no_harm() {
    let lexicon = Lexicon::shipped();
    let texts = [AskedText { text: DEMO, asked: all(DEMO), column: false }];
    let mut state = 1usize;
    for round in 0..60 {
        let mut bytes = Weights::bytes().to_vec();
        for _ in 0..200 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            // Mostly in the head, the transitions and the buckets, which steer the rest.
            let reach = if round % 2 == 0 { bytes.len() } else { 16_500 };
            let at = 8 + (state >> 20) % (reach - 8);
            bytes[at] ^= 1 << (state >> 60 & 7);
        }
        if let Ok(weights) = Weights::read(bytes.leak()) {
            LearnedModel::new(weights).read(&lexicon, &texts);
        }
    }
}

#[test]
fn time_grows_with_the_text() {
    let time = |count: usize| {
        let text = DEMO.repeat(count);
        let long = text.replace('\n', " ");
        let run = || {
            let start = std::time::Instant::now();
            opinion(&text);
            opinion(&long);
            start.elapsed().as_secs_f64()
        };
        (0..4).map(|_| run()).fold(f64::MAX, f64::min)
    };
    time(2);
    // A busy machine may take three times as long; a square would take 64 times.
    let (short, long) = (time(8), time(64));
    assert!(long < 24.0 * short, "{short} s, then {long} s");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn any_text_gives_names_in_order_within_bounds(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "Jan", "de", "Vries", "J.P.", "Özdemir", "'t", "’s", "\n", "\t", "   ", " ", ",", "(",
            ")", "|", "&", ":", "B.V.", "KvK", "12", "\u{301}", "\u{1F600}", "ǅ", "ß", "İ", "½",
            "Geachte", "heer", "-", "Osei-Mensah", "_", "\u{a0}", "karim", ".", "é", "\r\n",
        ]), 0..120),
    ) {
        for text in [parts.concat(), parts.join(" ")] {
            let mut last = 0;
            for name in opinion(&text).names {
                let Span { start, end } = name.span;
                proptest::prop_assert!(last <= start && start < end);
                proptest::prop_assert!(text.get(start..end).is_some());
                proptest::prop_assert!((0.0..=1.001).contains(&name.p));
                last = end;
            }
        }
    }
}

/// The weights belong to these files, to the byte: `patterns/learned/README.md` says how to train.
#[test]
fn the_weights_were_made_of_these_sources() {
    use sha2::{Digest as _, Sha256};
    let sources = include_str!("../../../patterns/learned/names.rcrf.sources");
    let files: [(&str, &[u8]); 8] = [
        ("names.rcrf", Weights::bytes()),
        ("export.py", include_bytes!("../../../patterns/learned/export.py")),
        ("features.py", include_bytes!("../../../patterns/learned/features.py")),
        ("organisations.txt", include_bytes!("../../../patterns/learned/organisations.txt")),
        ("prepare.py", include_bytes!("../../../patterns/learned/prepare.py")),
        ("synth.py", include_bytes!("../../../patterns/learned/synth.py")),
        ("templates.txt", include_bytes!("../../../patterns/learned/templates.txt")),
        ("train.py", include_bytes!("../../../patterns/learned/train.py")),
    ];
    assert_eq!(sources.lines().count(), files.len());
    for (name, bytes) in files {
        let digest: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        let line = format!("{digest}  {name}");
        assert!(sources.lines().any(|l| l == line), "{name} has changed: retrain");
    }
}
