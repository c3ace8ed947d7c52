//! Names in papers of other kinds than letters: chats, memos, tables, charts, letters of citizens.

use super::cases::{Case, Make, Random};

/// All cases of a seed, apart from those of [`super::cases::names`].
pub(crate) fn names(seed: u64) -> Vec<Case> {
    let mut r = Random::new(seed ^ 0x51);
    let mut out = Vec::new();
    for n in 0..24 {
        for (category, make) in FORMS {
            let (p, q) = (r.person(), r.person());
            out.push(Case::marked(category, &make(&mut r, n, &p, &q)));
        }
    }
    out
}

const FORMS: &[(&str, Make)] = &[
    ("chat", |_, n, p, q| match n % 3 {
        0 => format!(
            "[12-02-2025 08:31:05] «{}»: stand NAP +4,12\n[12-02-2025 08:32:40] «{}»: dank\n",
            p.full(),
            q.full()
        ),
        1 => format!(
            "12/02/2025, 09:01 - «{}»: <Media weggelaten>\n12/02/2025, 09:03 - «{}»: ok\n",
            p.full(),
            q.full()
        ),
        _ => format!(
            "Teams-chat\n\n«{}»  09:14\nStaat op de schijf.\n\n«{}» (Extern)  09:20\nDank!\n",
            p.full(),
            q.full()
        ),
    }),
    ("dubbele punten onder elkaar", |_, n, p, q| {
        let name = if n % 2 == 0 { p.full() } else { p.reversed() };
        format!(
            "MEMO\n\nAan        : «{name}»\nVan        : «{}»\nOnderwerp  : Evaluatie pilot\n",
            q.full()
        )
    }),
    ("functie achter de naam", |r, n, p, _| {
        let job = r.pick(&[
            "communicatieadviseur",
            "senior adviseur",
            "projectleider",
            "teamleider Inkoop",
        ]);
        match n % 2 {
            0 => format!(
                "Voor meer informatie kunt u terecht bij «{}», {job}, of bij het loket.\n",
                p.full()
            ),
            _ => {
                format!("Het onderzoek is gedaan door «{}» ({job}) en daarna getoetst.\n", p.full())
            }
        }
    }),
    ("naam onder functie", |r, _, p, q| {
        let job = r.pick(&["Afdelingshoofd Financiën", "Teamleider Inkoop", "Projectleider"]);
        format!("Organogram\n\nDirecteur\n«{}»\n  {job}\n  «{}»\n", p.full(), q.full())
    }),
    ("veld in hoofdletters", |r, _, p, _| {
        let label = r.pick(&["PROJECTLEIDER", "OPDRACHTGEVER", "CONTACTPERSOON"]);
        format!("{label}: «{}»\nVERSIE: 0.9 CONCEPT\n", p.full().to_uppercase())
    }),
    ("parafenroute", |_, _, p, q| {
        let mark = |p: &super::cases::Person| -> String {
            let last = p.base.chars().next().unwrap_or('X');
            format!(
                "{}{last}",
                p.initials.chars().filter(|c| c.is_uppercase()).take(2).collect::<String>()
            )
        };
        format!(
            "Functie               Naam                      Paraaf     Datum\nOpsteller             «{}»             «{}»        12-03-2025\nAfdelingshoofd        «{}»             «{}»        13-03-2025\n",
            p.reversed(),
            mark(p),
            q.reversed(),
            mark(q),
        )
    }),
    ("afdeling tussen haken", |_, _, p, q| {
        format!("cc: «{}» (DG Wonen)\ncc: «{}» (SG-cluster)\n", p.full(), q.by_initials())
    }),
    ("distributielijst", |_, _, p, q| {
        format!(
            "Opgesteld door: «{}»\nDistributielijst: «{}», «{}»\n",
            p.full(),
            p.capital_surname(),
            q.by_initials()
        )
    }),
    ("kleine letters", |_, _, p, _| {
        let small = format!("{} {}", p.given, p.surname()).to_lowercase();
        format!("Van: «{}»\nHet gaat om de vergunning.\ngroeten «{small}»\n", p.full())
    }),
];
