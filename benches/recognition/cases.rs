//! Made-up texts with what must be found in them; the same for the same seed.

/// A small generator of random numbers (xorshift64*), so that the set never changes.
pub(crate) struct Random(u64);

impl Random {
    /// A generator from a seed other than 0.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % n.max(1)
    }

    /// One of these.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// Somebody.
    pub(crate) fn person(&mut self) -> Person {
        Person::random(self)
    }

    fn digit(&mut self) -> char {
        char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))
    }

    /// So many digits, the first not 0.
    pub(crate) fn digits(&mut self, n: usize) -> String {
        let mut out = String::new();
        out.push(char::from(b'1' + u8::try_from(self.below(9)).unwrap_or(0)));
        for _ in 1..n {
            out.push(self.digit());
        }
        out
    }
}

/// One text with the stretches that must be covered, or that must not be touched.
pub(crate) struct Case {
    /// Under which heading it counts.
    pub category: &'static str,
    /// The text.
    pub text: String,
    /// Bytes of the text: what is to be found, or left.
    pub spans: Vec<(usize, usize)>,
}

impl Case {
    /// A case from a text in which `«` and `»` mark the stretches.
    pub(crate) fn marked(category: &'static str, marked: &str) -> Self {
        let mut text = String::new();
        let mut spans = Vec::new();
        let mut open = 0;
        for c in marked.chars() {
            match c {
                '«' => open = text.len(),
                '»' => spans.push((open, text.len())),
                other => text.push(other),
            }
        }
        Self { category, text, spans }
    }
}

const LISTED: &[&str] = &[
    "Jansen",
    "de Vries",
    "van den Berg",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "de Boer",
    "Mulder",
    "de Groot",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "Smits",
    "de Graaf",
    "van der Meer",
    "van der Linden",
    "Kok",
    "Jacobs",
    "de Haan",
    "Vermeulen",
    "van den Heuvel",
    "van der Veen",
    "van den Broek",
    "de Bruijn",
    "de Bruin",
    "Schouten",
    "van Beek",
    "Willems",
    "van Vliet",
    "Hoekstra",
    "Maas",
    "Verhoeven",
    "Koster",
    "van Dam",
    "van der Wal",
    "Prins",
    "Blom",
    "Huisman",
    "Peeters",
    "de Jonge",
    "Kuipers",
    "van Veen",
    "Post",
    "Kuiper",
    "Veenstra",
    "Kramer",
    "van den Brink",
    "Scholten",
    "van Wijk",
    "Postma",
    "Martens",
    "Vink",
    "de Ruiter",
    "Timmermans",
    "Groen",
    "Gerritsen",
    "Jonker",
    "van Loon",
    "Boer",
    "van der Velde",
    "Willemsen",
    "Smeets",
    "de Lange",
    "de Vos",
    "van Dongen",
    "Schipper",
    "de Koning",
    "van der Laan",
    "Koning",
    "Driessen",
    "van Doorn",
    "Hermans",
    "Evers",
    "van den Bosch",
    "van der Meulen",
    "Hofman",
    "Bosman",
    "Wolters",
    "Sanders",
    "van der Horst",
    "Mol",
    "Kuijpers",
    "Molenaar",
    "van de Pol",
    "in 't Veld",
    "ter Braak",
    "op den Kamp",
    "van 't Hof",
    "den Ouden",
    "ten Cate",
    "Özdemir",
    "Yılmaz",
    "El Idrissi",
];

const HEADS: &[&str] = &[
    "Vlier", "Zwaal", "Oks", "Tjal", "Brem", "Quaed", "Wijnt", "Sprok", "Dweer", "Knoest", "Aerds",
    "Pruim", "Hazev", "Lubb", "Grijp", "Schor", "Vonk", "Twijg", "Rensk", "Mulck",
];
const TAILS: &[&str] = &[
    "zwaal", "vlaere", "mackers", "inga", "stoel", "veghte", "hoorne", "dongh", "lieck", "ubeek",
    "rooyen", "ersma", "tjes", "voet", "nagel",
];
const FOREIGN: &[&str] = &[
    "Okonjo",
    "Traoré",
    "Nguyễn",
    "Waseige",
    "Szczepański",
    "Ramdhanie",
    "Chowdhury",
    "Tchikaya",
    "Bogdanović",
    "Adeyemi",
    "Hovhannisyan",
    "Picqué",
    "Youla",
    "Kvaratskhelia",
    "Mbeki",
    "Wongsawat",
    "Papadakis",
    "Söderqvist",
    "Haddouti",
    "Benmoussa",
];
const PARTICLES: &[&str] = &["", "", "", "van ", "de ", "van der ", "van den ", "ter "];

const GIVEN: &[&str] = &[
    "Jan",
    "Petra",
    "Sanne",
    "Willem",
    "Fatima",
    "Mohamed",
    "Eline",
    "Sjoerd",
    "Marieke",
    "Bas",
    "Hanneke",
    "Joost",
    "Anouk",
    "Pieter",
    "Ingrid",
    "Maarten",
    "Yvonne",
    "Rutger",
    "Femke",
    "Diederik",
    "Esther",
    "Thijs",
    "Nienke",
    "Ahmed",
    "Jolanda",
    "Wouter",
    "Liesbeth",
    "Koen",
    "Tjitske",
    "Emre",
    "Jan-Willem",
    "Anne-Marie",
    "Marjolein",
    "Gijs",
    "Charlotte",
    "Ruud",
];

const LETTERS: &[&str] = &[
    "A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "T", "W", "Y",
    "IJ", "Th", "Ch", "Ph", "Chr",
];

/// A made-up person.
pub(crate) struct Person {
    /// Given name.
    pub given: String,
    /// `J.P.`
    pub initials: String,
    /// Particles, with a space behind them, or nothing.
    pub particles: String,
    /// The surname without particles.
    pub base: String,
}

impl Person {
    fn random(r: &mut Random) -> Self {
        let surname = if r.below(2) == 0 {
            r.pick(LISTED).to_owned()
        } else if r.below(2) == 0 {
            format!("{}{}{}", r.pick(PARTICLES), r.pick(HEADS), r.pick(TAILS))
        } else {
            r.pick(FOREIGN).to_owned()
        };
        let cut = surname.find(char::is_uppercase).unwrap_or(0);
        let (particles, base) = surname.split_at(cut);
        // `El Idrissi`: the particle is written with a capital.
        let given = r.pick(GIVEN).to_owned();
        let mut initials = String::new();
        for n in 0..1 + r.below(3) {
            let letter = if n == 0 {
                given.chars().next().map(|c| c.to_string()).unwrap_or_default()
            } else {
                r.pick(LETTERS).to_owned()
            };
            initials.push_str(&letter);
            initials.push('.');
        }
        Self { given, initials, particles: particles.to_owned(), base: base.to_owned() }
    }

    /// One form of the name.
    pub(crate) fn surname(&self) -> String {
        format!("{}{}", self.particles, self.base)
    }

    /// One form of the name.
    pub(crate) fn capital_surname(&self) -> String {
        let mut text = self.surname();
        if let Some(first) = text.chars().next().filter(|c| c.is_ascii_lowercase()) {
            text.replace_range(..1, &first.to_ascii_uppercase().to_string());
        }
        text
    }

    /// One form of the name.
    pub(crate) fn by_initials(&self) -> String {
        format!("{} {}", self.initials, self.surname())
    }

    /// One form of the name.
    pub(crate) fn full(&self) -> String {
        format!("{} {}", self.given, self.surname())
    }

    /// One form of the name.
    pub(crate) fn reversed(&self) -> String {
        let behind = self.particles.trim_end();
        let gap = if behind.is_empty() { "" } else { " " };
        format!("{}, {}{gap}{behind}", self.base, self.initials)
    }

    fn outlook(&self) -> String {
        format!("{} ({})", self.reversed(), self.given)
    }
}

const FILL: &[&str] = &[
    "De planning is onder voorbehoud van besluitvorming in de ministerraad.",
    "Het onderzoek is uitgevoerd in drie fasen en omvatte ook interviews.",
    "De uitkomsten worden in het najaar met de medeoverheden besproken.",
    "Bezien moet worden of de wetgeving hiervoor voldoende ruimte biedt.",
    "Hierover is in de vergadering van vorige week uitvoerig gesproken.",
];

/// All cases with names that must be found.
pub(crate) fn names(r: &mut Random) -> Vec<Case> {
    let mut out = Vec::new();
    for n in 0..30 {
        for (category, make) in NAME_FORMS {
            let p = Person::random(r);
            let q = Person::random(r);
            let text = make(r, n, &p, &q);
            let fill = r.pick(FILL);
            out.push(Case::marked(category, &format!("{text}\n\n{fill}\n")));
        }
    }
    out
}

/// Writes a text with names marked, from a number and two people.
pub(crate) type Make = fn(&mut Random, usize, &Person, &Person) -> String;

const NAME_FORMS: &[(&str, Make)] = &[
    ("veld Contactpersoon", |r, n, p, _| {
        let label =
            r.pick(&["Contactpersoon", "Behandeld door", "Behandelaar", "Inlichtingen bij"]);
        let name = if n % 3 == 0 { p.full() } else { p.by_initials() };
        match n % 2 {
            0 => format!("Datum\n12 mei 2026\n{label}\n«{name}»\nT 070 1234"),
            _ => format!("{label}: «{name}»"),
        }
    }),
    ("opgesteld door, mede namens", |r, n, p, q| {
        let label = r.pick(&["Opgesteld door", "Opsteller:", "Auteur:", "Samensteller:"]);
        match n % 2 {
            0 => format!("{label}\n«{}»", p.by_initials()),
            _ => format!(
                "In deze brief geef ik, mede namens «{}», antwoord op vragen van «{}».",
                q.by_initials(),
                p.full()
            ),
        }
    }),
    ("Outlook-kop", |_, n, p, q| {
        let unit = if n % 2 == 0 { " - BD/DRC" } else { "" };
        format!(
            "Van: «{}»{unit}\nVerzonden: dinsdag 5 juli 2022 16:38\nAan: «{}»{unit} <info@rws.nl>\nOnderwerp: RE: overleg",
            p.outlook(),
            q.outlook()
        )
    }),
    ("achternaam, initialen", |_, n, p, q| match n % 2 {
        0 => format!("Aanwezig: «{}»; «{}»", p.reversed(), q.reversed()),
        _ => format!("0001 | Memo | «{}» | «{}» | Openbaar", p.reversed(), q.reversed()),
    }),
    ("hoofdletters", |_, n, p, _| match n % 2 {
        0 => format!("De heer «{}» is gehoord.", p.by_initials().to_uppercase()),
        _ => format!("AANVRAGER: «{}»", p.by_initials().to_uppercase()),
    }),
    ("over een regel gebroken", |_, n, p, _| {
        let fill = "Het verslag van deze bijeenkomst is opgesteld door";
        match n % 3 {
            0 => format!("{fill} «{}\n{}» en daarna verzonden.", p.initials, p.surname()),
            1 => {
                let cut = p.base.char_indices().nth(3).map_or(1, |(i, _)| i);
                let (a, b) = p.base.split_at(cut);
                format!("{fill} «{} {}{a}-\n{b}» en daarna verzonden.", p.initials, p.particles)
            }
            _ => format!("{fill} mevrouw\n«{}» en daarna verzonden.", p.capital_surname()),
        }
    }),
    ("achternaam na volle naam", |_, _, p, _| {
        format!(
            "Op 3 mei sprak ik met «{}». Volgens «{}» is er geen bezwaar, en dat heeft «{}» ook bevestigd.",
            p.by_initials(),
            p.capital_surname(),
            p.capital_surname()
        )
    }),
    ("achternaam in cc", |_, _, p, q| {
        format!(
            "Van: «{}»\nAan: «{}»\n\nBijgaand het stuk.\n\ncc: «{}», «{}»",
            p.by_initials(),
            q.by_initials(),
            p.capital_surname(),
            q.capital_surname()
        )
    }),
    ("voornaam na volle naam", |_, _, p, _| {
        format!(
            "Dit is besproken met «{}» van de afdeling. Daarna heeft «{}» de tekst aangepast.",
            p.full(),
            p.given
        )
    }),
    ("titel en achternaam", |r, _, p, _| {
        let title =
            r.pick(&["de heer", "mevrouw", "dhr.", "mw.", "mr.", "drs.", "prof. dr.", "ir."]);
        format!("Wij hebben {title} «{}» hierover geïnformeerd.", p.capital_surname())
    }),
    ("initialen in zin", |_, n, p, _| match n % 2 {
        0 => format!("Namens de dienst nam «{}» deel aan het overleg.", p.by_initials()),
        _ => format!("Daarop heeft «{}» gereageerd.", p.by_initials()),
    }),
    ("ondertekening", |r, n, p, _| {
        let closing = r.pick(&["Hoogachtend,", "Met vriendelijke groet,", "Groet,", "Mvg,"]);
        let job = r.pick(&["senior beleidsmedewerker", "juridisch adviseur", "projectleider"]);
        let name = if n % 2 == 0 { p.full() } else { p.by_initials() };
        format!("{closing}\n\n«{name}»\n{job}\nAfdeling Vergunningen")
    }),
    ("genitief", |_, _, p, _| {
        format!(
            "Op verzoek van «{}» is de nota aangepast. «{}»'s voorstel is overgenomen.",
            p.full(),
            p.given
        )
    }),
    ("leesfout", |r, _, p, _| {
        let mut base = p.base.clone();
        let at = base.char_indices().nth(2).map_or(0, |(i, _)| i);
        if at > 0 && base.get(at..=at).is_some() {
            base.replace_range(at..=at, r.pick(&["l", "i", "c", "e", "o"]));
        }
        format!("Behandeld door: «{} {}{base}»", p.initials, p.particles)
    }),
    ("opsomming", |_, n, p, q| match n % 2 {
        0 => format!(
            "Aanwezig waren de heren «{}» en «{}».",
            p.capital_surname(),
            q.capital_surname()
        ),
        _ => format!("Aanwezig: «{}», «{}» (voorzitter)", p.by_initials(), q.by_initials()),
    }),
    ("w.g. en (get.)", |_, n, p, _| match n % 2 {
        0 => format!("De griffier,\n(get.) «{}»", p.by_initials()),
        _ => format!("w.g. «{}»", p.by_initials()),
    }),
    ("tweede woord met hoofdletter", |r, _, p, _| {
        let double = r.pick(&[
            "Klein Nulent",
            "de Savornin Lohman",
            "Rutgers van der Loeff",
            "Six Dijkstra",
            "Bosch van Drakestein",
            "Groot Wassink",
        ]);
        format!("Behandelaar: «{} {double}»", p.initials)
    }),
    ("aanhef", |r, n, p, q| {
        let hello = r.pick(&["Beste", "Hoi", "Dag", "Hallo"]);
        match n % 2 {
            0 => format!("{hello} «{}»,\n\nDank voor je bericht.", p.given),
            _ => format!("{hello} «{}» en «{}»,\n\nDank voor jullie bericht.", p.given, q.given),
        }
    }),
    ("punt verloren", |_, _, p, _| {
        let initials = p.initials.trim_end_matches('.');
        format!("Contactpersoon: «{initials} {}»", p.surname())
    }),
    ("dubbele naam", |_, n, p, q| match n % 2 {
        0 => format!("Mevrouw «{} {}-{}» is aanwezig.", p.initials, p.surname(), q.surname()),
        _ => format!("Notulist: «{} {}-{}»", p.given, p.surname(), q.capital_surname()),
    }),
];

/// Stretches that look like a name and are none.
pub(crate) fn look_alikes(r: &mut Random) -> Vec<Case> {
    let mut out = Vec::new();
    for _ in 0..40 {
        let p = Person::random(r);
        let surname = p.capital_surname();
        let base = &p.base;
        let given = p.given.split('-').next().unwrap_or_default().to_owned();
        let law = r.pick(&[
            "de Wet",
            "de motie-",
            "het amendement-",
            "de commissie-",
            "het arrest",
            "het kabinet-",
        ]);
        let law =
            if law.ends_with('-') { format!("{law}{surname}") } else { format!("{law} {surname}") };
        out.push(Case::marked("wet of motie", &format!("Dit volgt uit «{law}» van dat jaar.")));
        let firm = r.pick(&["B.V.", "N.V.", "Advocaten", "Groep", "& Partners", "Consultancy"]);
        out.push(Case::marked(
            "organisatie",
            &format!("De opdracht is verleend aan «{base} {firm}» in april."),
        ));
        let street = r.pick(&["straat", "laan", "plein", "weg", "singel"]);
        let number = 1 + r.below(200);
        out.push(Case::marked(
            "straat",
            &format!("De vestiging ligt aan de «{base}{street} {number}» en is open."),
        ));
        let place = r.pick(&[
            "Zwolle",
            "Hoorn",
            "Den Haag",
            "Breda",
            "Deventer",
            "Bergen op Zoom",
            "Weert",
            "Wijk bij Duurstede",
        ]);
        out.push(Case::marked(
            "plaats",
            &format!("Het kantoor in «{place}» en de gemeente «{place}» zijn gevraagd."),
        ));
        let thing = r.pick(&["project", "storm", "gebouw", "windpark", "systeem", "ziekenhuis"]);
        out.push(Case::marked("ding", &format!("De kosten van {thing} «{given}» zijn begroot.")));
        let job = r.pick(&[
            "de Minister van Financiën",
            "de Directeur Bedrijfsvoering",
            "de Inspecteur-Generaal",
            "de Voorzitter van de Tweede Kamer",
            "de Directie Juridische Zaken",
            "het Ministerie van Defensie",
            "de Autoriteit Persoonsgegevens",
            "Gedeputeerde Staten van Drenthe",
        ]);
        out.push(Case::marked(
            "functie of dienst",
            &format!("Dit is voorgelegd aan «{job}» voor advies."),
        ));
    }
    out
}

/// Telephone numbers in 25 forms.
pub(crate) fn phones(r: &mut Random) -> Vec<Case> {
    let mut out = Vec::new();
    for _ in 0..12 {
        let m = r.digits(7);
        let m = format!("{}{m}", r.pick(&["1", "2", "3", "4", "5"]));
        let s = r.digits(7);
        let t = r.digits(6);
        let forms = [
            format!("06-{m}"),
            format!("06 {m}"),
            format!("06{m}"),
            format!("06 {} {} {} {}", &m[..2], &m[2..4], &m[4..6], &m[6..]),
            format!("06-{} {}", &m[..4], &m[4..]),
            format!("06.{}.{}.{}.{}", &m[..2], &m[2..4], &m[4..6], &m[6..]),
            format!("06/{m}"),
            format!("(06) {} {}", &m[..4], &m[4..]),
            format!("+31 6 {m}"),
            format!("+316{m}"),
            format!("+31 (0)6 {} {}", &m[..4], &m[4..]),
            format!("0031 6 {m}"),
            format!("06 - {m}"),
            format!("070-{s}"),
            format!("070 {} {} {}", &s[..3], &s[3..5], &s[5..]),
            format!("(070) {} {} {}", &s[..3], &s[3..5], &s[5..]),
            format!("+31 (0)70 {} {} {}", &s[..3], &s[3..5], &s[5..]),
            format!("+31 70 {s}"),
            format!("0031 (0)70 {s}"),
            format!("070 - {} {}", &s[..3], &s[3..]),
            format!("0570-{t}"),
            format!("(0570) {} {} {}", &t[..2], &t[2..4], &t[4..]),
            format!("0570 - {t}"),
            format!("088 {} {} {}", &s[..3], &s[3..5], &s[5..]),
            format!("+31 (o)20 {} {}", &s[..3], &s[3..]),
        ];
        for form in forms {
            let lead = r.pick(&["U kunt bellen met", "tel.", "Telefoon:", "Mobiel", "T"]);
            out.push(Case::marked("telefoon", &format!("{lead} «{form}» tijdens kantooruren.")));
        }
    }
    out
}

/// What looks like a telephone number and is none, in 20 kinds.
pub(crate) fn no_phones(r: &mut Random) -> Vec<Case> {
    let mut out = Vec::new();
    for _ in 0..15 {
        let d = r.digits(10);
        let kinds = [
            format!("Kenmerk «2026-0000{}»", &d[..6]),
            format!("KvK «{}»", &d[..8]),
            format!("KvK-nummer: «06{}»", &d[..6]),
            format!("factuurnummer «0{}»", &d[..9]),
            format!("IBAN «NL91 ABNA 0417 1643 00» {}", &d[..2]),
            format!("zaaknummer «{d}»"),
            format!("van «0700-0930» uur, dag {}", &d[..1]),
            format!("datum «0{}072026»", &d[..1]),
            format!("OIN «0000000{}{}»", d, &d[..3]),
            format!("«ECLI:NL:RVS:2018:{}»", &d[..3]),
            format!("Kamerstukken «32 {}, nr. 73»", &d[..3]),
            format!("Stcrt. «2024, {}»", &d[..5]),
            format!("bedrag «€ {}.{}.{},00»", &d[..1], &d[1..4], &d[4..7]),
            format!("versie «{}.{}.{}»", &d[..1], &d[1..2], &d[2..4]),
            format!("polisnummer «{d}»"),
            format!("btw «NL{}B01»", &d[..9]),
            format!("«Z-20-{}»", &d[..5]),
            format!("dossier «PZH-2022-{}»", &d[..9]),
            format!("coördinaten «52.0{} 4.3{}»", &d[..5], &d[5..]),
            format!("ISBN «978-90-{}-{}-{}»", &d[..3], &d[3..7], &d[7..8]),
        ];
        for kind in kinds {
            out.push(Case::marked("geen telefoon", &format!("Zie {kind} in het dossier.")));
        }
    }
    out
}

/// Mail addresses in 10 forms.
pub(crate) fn mails(r: &mut Random) -> Vec<Case> {
    let mut out = Vec::new();
    for _ in 0..10 {
        let p = Person::random(r);
        let base: String =
            p.base.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
        let given: String =
            p.given.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
        let domain = r.pick(&["minbzk.nl", "noord-holland.nl", "gmail.com", "amsterdam.nl"]);
        let i = &given[..1];
        let forms = [
            format!("mail «{i}.{base}@{domain}» voor vragen"),
            format!("<«{given}.{base}@{domain}»>"),
            format!("«{base}{i}@{domain}»; kopie"),
            format!("«{given}@noord-\nholland.nl» is het adres"),
            format!("«{i}.{base} @ {domain}» is juist"),
            format!("«{i}.{base} (at) minbzk.nl» is juist"),
            format!("«{}@{}» in kapitalen", base.to_uppercase(), domain.to_uppercase()),
            format!("«{given}+woo@{domain}» mag ook"),
            format!("«{given}_{base}@dienst.amsterdam» mag ook"),
            format!("mailto:«{i}{base}@rws.frl»"),
        ];
        for form in forms {
            out.push(Case::marked("e-mail", &format!("Het adres: {form}.")));
        }
    }
    out
}

/// What looks like a mail address and is none.
pub(crate) fn no_mails(r: &mut Random) -> Vec<Case> {
    let mut out = Vec::new();
    for _ in 0..20 {
        let n = r.below(90) + 10;
        for text in [
            format!("volg ons via «@minbzk» vandaag ({n})"),
            format!("«{n} stuks @ 5 euro» per stuk"),
            format!("de site «www.rijksoverheid.nl/woo{n}» meldt"),
            format!("artikel «8:{n}» van de wet"),
            format!("«t.a.v. de directie» {n}"),
        ] {
            out.push(Case::marked("geen e-mail", &text));
        }
    }
    out
}
