//! The text that is searched and the people that are searched for, from a fixed seed.

use fst::{Map, Streamer};
use std::sync::OnceLock;
use std::time::Instant;

/// The shipped words and names, with what is known of each in bits.
static WORDS: &[u8] = include_bytes!("../../patterns/lists/namen.fst");

/// Sentences as official papers have them.
const PROSE: &[&str] = &[
    "Overheidsorganisaties dienen vanuit hun zorgplicht hun medewerkers te beschermen tegen het ongewenst delen van gegevens en de gevolgen daarvan voor hun veiligheid.",
    "Om dat te voorkomen zijn er regels en wetten, waaronder de Algemene verordening gegevensbescherming en de Wet open overheid.",
    "De Tweede Kamer is hierover op 12 mei 2026 per brief geïnformeerd, en zal in het najaar de uitkomsten van het onderzoek ontvangen.",
    "Op grond van artikel 5.1, tweede lid, van de Woo blijft openbaarmaking achterwege voor zover het belang daarvan niet opweegt tegen andere belangen.",
    "De kosten worden geraamd op € 145.000 in 2027 en lopen daarna op, afhankelijk van de keuzes die de gemeenten en provincies maken.",
];

/// A small generator of random numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap_or(0) % n.max(1)
    }
}

/// Somebody of the staff.
pub(crate) struct Person {
    initials: String,
    given: String,
    /// Without particles.
    pub surname: String,
}

/// Words of the shipped lists whose bits are just these.
fn listed(bits: &[u64]) -> Vec<String> {
    let map = Map::new(WORDS).expect("the shipped lists open");
    let mut stream = map.stream();
    let mut out = Vec::new();
    while let Some((word, known)) = stream.next() {
        let word = String::from_utf8_lossy(word).into_owned();
        if bits.contains(&known) && word.len() > 2 && !word.contains([' ', '\'', '-']) {
            out.push(word);
        }
    }
    out
}

impl Person {
    /// `Vos`, `A.B. Vos`, `Anna Vos`.
    pub(crate) fn forms(&self) -> [String; 3] {
        let Self { initials, given, surname } = self;
        [surname.clone(), format!("{initials} {surname}"), format!("{given} {surname}")]
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// So many people; surnames from the shipped list, and as many made up.
pub(crate) fn people(count: usize) -> Vec<Person> {
    let surnames = listed(&[2]);
    let given = listed(&[1, 3]);
    let mut r = Random(11);
    let mut out = Vec::with_capacity(count);
    for n in 0..count {
        let mut surname = surnames[r.below(surnames.len())].clone();
        if n % 2 == 0 {
            surname.push_str(&surnames[r.below(surnames.len())]);
        }
        let given = capital(&given[r.below(given.len())]);
        let first = given.chars().next().unwrap_or('A');
        let second = char::from(b'A' + u8::try_from(r.below(26)).unwrap_or(0));
        out.push(Person {
            initials: format!("{first}.{second}."),
            given,
            surname: capital(&surname),
        });
    }
    out
}

/// The staff list.
pub(crate) fn csv(people: &[Person]) -> String {
    let mut out = "voorletters;voornaam;achternaam;e-mail;telefoon;functie\n".to_owned();
    for (n, p) in people.iter().enumerate() {
        let mail = format!("{}.{}@minvlier.nl", p.given, p.surname).to_lowercase();
        let phone = 610_000_000 + n;
        let line = [&p.initials, &p.given, &p.surname, &mail, &format!("0{phone}")];
        out.push_str(&line.map(String::as_str).join(";"));
        out.push_str(";beleidsmedewerker\n");
    }
    out
}

/// Plain Dutch text: real sentences, sentences of words drawn from the whole dictionary, and in
/// every eighth paragraph somebody of the staff.
pub(crate) fn prose(bytes: usize, people: &[Person]) -> String {
    let words = listed(&[4]);
    let mut r = Random(7);
    let mut out = String::with_capacity(bytes + 2000);
    while out.len() < bytes {
        for _ in 0..3 {
            out.push_str(PROSE[r.below(PROSE.len())]);
            out.push(' ');
            out.push_str(&capital(&words[r.below(words.len())]));
            for _ in 0..12 {
                out.push_str([" de ", " van ", " ", " ", " en "][r.below(5)]);
                out.push_str(&words[r.below(words.len())]);
            }
            out.push_str(".\n");
        }
        if r.below(8) == 0 {
            let p = &people[r.below(people.len())];
            out.push_str("Hierover is contact geweest met ");
            out.push_str(&match r.below(3) {
                0 => format!("{} {}", p.initials, p.surname),
                1 => format!("{} {}", p.given, p.surname),
                _ => p.surname.clone(),
            });
            out.push_str(" van de directie.\n");
        }
        out.push('\n');
    }
    out
}

/// What a hostile text may repeat: pieces that begin something, and every pattern's example whole,
/// cut short, and without its spaces.
pub(crate) fn hostile<'a>(examples: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = [
        "A.",
        "A. ",
        "a@",
        "a.",
        "@",
        "0",
        "06-",
        "06 ",
        "(0",
        "Jan ",
        "van de ",
        "van ",
        "Van: ",
        "minister ",
        "de minister van ",
        "mevrouw ",
        "mevrouw\n",
        "Geachte ",
        "Hoogachtend,\n",
        "Jansen, ",
        "J. (",
        "<",
        "- ",
        "-\n",
        "a-\n",
        "\n",
        " ",
        "   a",
        "\t",
        "'",
        "\u{ad}",
        "a\u{301}",
        "Naam\n",
        "Naam   Functie\n",
        "Contactpersoon:",
        "Kerkstraat 1 ",
        "1234 AB ",
        "1.2.3.",
        "NL",
        "NL12ABCD",
        "w.g. ",
        "de leden A, ",
        "A-B-",
        "x.nl/",
        "Aa",
        "AA",
        "AAA ",
        "J. Bos\tminister\t",
        "De minister van X, a ",
        "070 316 12 34 ",
        "A. Bos 070 316 12 34 x x x x x x x x x x x x x x x x x ",
        "A. Bos\tB. Vos\t",
        "A. Bos\tB. Vos\n",
        "Adres: Kerkstraat 1\n",
        "Jan\n\n",
        "Portefeuillehouder: Jan\n",
    ]
    .map(str::to_owned)
    .to_vec();
    for example in examples {
        let plain = example.replace(['«', '»'], "");
        let cut: String = plain.chars().take(plain.chars().count().saturating_sub(2)).collect();
        out.extend([format!("{plain} "), cut, plain.replace(' ', "")]);
    }
    out.retain(|unit| !unit.is_empty());
    out
}

/// Seconds that this thread has been running, so that the load of the machine does not count;
/// seconds of the clock where the system does not tell.
pub(crate) fn cpu() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|t| t.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()));
    told.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64(), |ns| ns / 1e9)
}

/// Texts that name many people on one line: how each is made of a number of people.
pub(crate) fn crowds() -> Vec<(&'static str, fn(usize) -> String)> {
    fn letters(n: usize) -> String {
        let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
        format!("{}.{}.{}.", letter(n / 676), letter(n / 26), letter(n))
    }
    fn surname(n: usize) -> String {
        let syllables = ["ban", "dol", "fek", "gir", "hum", "jas", "kov", "lup", "mer", "nit"];
        let part = |n: usize| syllables.get(n % 10).copied().unwrap_or_default();
        format!("Q{}{}{}{}", part(n / 1000), part(n / 100), part(n / 10), part(n))
    }
    fn joined(count: usize, separator: &str, name: impl Fn(usize) -> String) -> String {
        (0..count).map(name).collect::<Vec<_>>().join(separator)
    }
    fn full(n: usize) -> String {
        format!("{} van {}", letters(n), surname(n))
    }
    vec![
        ("a comma between", |n| joined(n, ", ", full)),
        ("a semicolon between", |n| joined(n, "; ", full)),
        ("a space between", |n| joined(n, " ", full)),
        ("a tab between", |n| joined(n, "\t", full)),
        ("a wide gap between", |n| joined(n, "    ", full)),
        ("`en` between", |n| joined(n, " en ", full)),
        ("a line each", |n| joined(n, "\n", full)),
        ("the surname first", |n| joined(n, "; ", |i| format!("{}, {}", surname(i), letters(i)))),
        ("one surname", |n| joined(n, ", ", |i| format!("{} Quaedmers", letters(i)))),
        ("one surname, also alone", |n| {
            joined(n, ", ", |i| format!("{} Quaedmers, mail van Quaedmers", letters(i)))
        }),
        ("one half of a surname", |n| {
            joined(n, ", ", |i| format!("J. Quaedmers-{}, mail van Quaedmers", surname(i)))
        }),
        ("one given name, also alone", |n| {
            joined(n, ", ", |i| format!("Jitske van {}, mail van Jitske", surname(i)))
        }),
        ("one given name, in lower case", |n| {
            joined(n, ", ", |i| format!("Jitske van {}, vraag jitske", surname(i)))
        }),
        ("user IDs", |n| joined(n, ", ", |i| format!("{}, {}07", full(i), surname(i + 1)))),
        ("addresses", |n| {
            let address = |i| format!("{}, {}straat {i}, 1234 AB Ede", full(i), surname(i));
            joined(n, "; ", address)
        }),
        ("shapes and numbers", |n| joined(n, ", ", |i| format!("art. 5.1.2, 06-1{:07}", i * 7))),
    ]
}
