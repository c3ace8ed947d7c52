//! What is wrong with a list, a key or a pattern.

/// English and Dutch, in the order of the English.
pub(super) const MESSAGES: &[(&str, &str)] = &[
    ("a built-in pattern does not compile", "een ingebouwd patroon is niet te vertalen"),
    (
        "a quote (\") that does not close on its line",
        "een aanhalingsteken (\") dat op zijn regel niet sluit",
    ),
    ("column `{0}` does not exist; known are: {1}", "kolom `{0}` bestaat niet; bekend: {1}"),
    ("does not compile", "is niet te vertalen"),
    (
        "expected: the export of the Dutch register of government organizations, with `organisatie`, `functie` and `medewerker`",
        "verwacht: de export van het Register van Overheidsorganisaties, met `organisatie`, `functie` en `medewerker`",
    ),
    (
        "for whom? Give a public key with -r age1..., or a file of them with -R",
        "voor wie? Geef een publieke sleutel met -r age1..., of een bestand daarmee met -R",
    ),
    ("is found", "wordt wel gevonden"),
    ("is not found (or not exactly)", "wordt niet (of niet precies) gevonden"),
    ("is sealed already", "is al verzegeld"),
    (
        "is sealed for another key; none of the given keys fits",
        "is verzegeld voor een andere sleutel; geen van de opgegeven sleutels past",
    ),
    (
        "is sealed with a passphrase; seal the list for a public key (age1...)",
        "is verzegeld met een wachtwoord; verzegel de lijst voor een publieke sleutel (age1...)",
    ),
    (
        "is sealed, and this build of redact cannot open it: it was made without the feature `sealing`",
        "is verzegeld, en deze versie van redact kan dat niet openen: die is gemaakt zonder het onderdeel `sealing`",
    ),
    (
        "is sealed, but damaged or cut short; seal the list again",
        "is verzegeld, maar beschadigd of afgebroken; verzegel de lijst opnieuw",
    ),
    (
        "is sealed; give the key with --identity FILE, or in the environment as REDACT_IDENTITY or REDACT_IDENTITY_FILE",
        "is verzegeld; geef de sleutel met --identity BESTAND, of in de omgeving als REDACT_IDENTITY of REDACT_IDENTITY_FILE",
    ),
    (
        "line {0}: not a key; expected: AGE-SECRET-KEY-1...",
        "regel {0}: geen sleutel; verwacht: AGE-SECRET-KEY-1...",
    ),
    (
        "line {0}: not a public key; expected: age1...",
        "regel {0}: geen publieke sleutel; verwacht: age1...",
    ),
    (
        "neither UTF-8 nor Windows-1252; save the list as UTF-8",
        "geen UTF-8 en geen Windows-1252; sla de lijst op als UTF-8",
    ),
    (
        "no key found; expected: a line AGE-SECRET-KEY-1...",
        "geen sleutel gevonden; verwacht: een regel AGE-SECRET-KEY-1...",
    ),
    (
        "no known column header; expected at least one of: {0}; or name them with --column HEADER=COLUMN",
        "geen bekende kolomkop; verwacht minstens een van: {0}; of noem ze met --column KOP=KOLOM",
    ),
    (
        "no name; expected: a name a line, or a header with columns such as voorletters, voornaam, tussenvoegsel, achternaam",
        "geen naam; verwacht: een naam per regel, of een kop met kolommen zoals voorletters, voornaam, tussenvoegsel, achternaam",
    ),
    ("nobody holds a function; {0}", "geen enkele medewerker in een functie; {0}"),
    ("not valid CSV", "geen geldige CSV"),
    ("not valid TOML, or not a pattern file: {0}", "geen geldige TOML of geen patroonbestand"),
    ("not valid XML; {0}", "geen geldige XML; {0}"),
    (
        "the XML ends within `{0}`; the file was cut short",
        "de XML houdt op binnen `{0}`; het bestand is afgebroken",
    ),
    ("the file of weights is not valid", "het bestand met gewichten is ongeldig"),
    ("the list is too large", "de lijst is te groot"),
    ("the list of office holders is too large", "de lijst van ambtsdragers is te groot"),
    ("there are too many keywords of patterns", "er zijn te veel sleutelwoorden van patronen"),
    (
        "this build of redact has no sealing: it was made without the feature `sealing`",
        "deze versie van redact kan niet verzegelen: die is gemaakt zonder het onderdeel `sealing`",
    ),
    ("unknown reference (&...;)", "onbekende verwijzing (&...;)"),
    (
        "{0} columns, expected {1} as in the header (or a quotation mark is not closed)",
        "{0} kolommen, verwacht {1} zoals in de kop (of een aanhalingsteken sluit niet)",
    ),
    (
        "{0}, line 1: the given column is not there; there is: {1}",
        "{0}, regel 1: de opgegeven kolom staat er niet; er staat: {1}",
    ),
    ("{0}, line {1}, column {2}: {3}", "{0}, regel {1}, kolom {2}: {3}"),
    (
        "{0}, pattern {1}: check: `{2}` does not exist; known are: {3}",
        "{0}, patroon {1}: check: `{2}` bestaat niet; bekend: {3}",
    ),
    ("{0}, pattern {1}: example {2} of `{3}` {4}", "{0}, patroon {1}: voorbeeld {2} van `{3}` {4}"),
    (
        "{0}, pattern {1}: examples: give at least one `finds` and one `leaves`",
        "{0}, patroon {1}: voorbeelden: geef minstens één `finds` en één `leaves`",
    ),
    (
        "{0}, pattern {1}: {2} is not a valid expression: {3}",
        "{0}, patroon {1}: {2} is geen geldige expressie",
    ),
    (
        "{0}: damaged UTF-16; save the list as UTF-8",
        "{0}: beschadigde UTF-16; sla de lijst op als UTF-8",
    ),
];
