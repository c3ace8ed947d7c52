//! What the command line says.

/// English and Dutch, in the order of the English.
pub(super) const MESSAGES: &[(&str, &str)] = &[
    (
        "'{0}' is neither a command nor a file; nothing was done",
        "'{0}' is geen opdracht en geen bestand; er is niets gedaan",
    ),
    ("'{0}' is not a value of {1}", "'{0}' is geen geldige waarde voor {1}"),
    ("'{0}' is not a value of {1}; {2}", "'{0}' is geen geldige waarde voor {1}; {2}"),
    ("'{0}' is one value too many for {1}", "'{0}' is een waarde te veel voor {1}"),
    (
        "--only-lists finds nothing without --redact-list or --staff; give a list",
        "--only-lists zonder --redact-list of --staff vindt niets; geef een lijst op",
    ),
    (
        "--safe-names needs -o for the copies and --map for the table that says which number is which file",
        "--safe-names vraagt om -o voor de kopieën en om --map voor de tabel die zegt welk nummer welk bestand is",
    ),
    ("-r", "-r"),
    ("a command or a file is missing", "een opdracht of een bestand ontbreekt"),
    ("an option is not readable text (UTF-8)", "een optie is geen leesbare tekst (UTF-8)"),
    ("cannot be looked through: {0}", "niet na te lezen: {0}"),
    (
        "expected HEADER=COLUMN, such as Familienaam=achternaam",
        "verwacht KOP=KOLOM, zoals Familienaam=achternaam",
    ),
    (
        "expected keep=FILE or blank=FILE, with pages behind a colon: keep=scan.pdf:2,5",
        "verwacht keep=BESTAND of blank=BESTAND, met pagina's achter een dubbele punt: keep=scan.pdf:2,5",
    ),
    ("internal fault ({0}:{1})", "interne fout ({0}:{1})"),
    (
        "keygen reads no list; write the key with -o FILE",
        "keygen leest geen lijst; schrijf de sleutel met -o BESTAND",
    ),
    (
        "name one or more files; for help: redact --help",
        "geef een of meer bestanden op; uitleg: redact --help",
    ),
    (
        "no process can be started to handle the files; --no-sandbox does without",
        "er is geen proces te starten dat de bestanden leest; met --no-sandbox gaat het zonder",
    ),
    ("one value too many: {0}", "een waarde te veel: {0}"),
    ("signals cannot be handled", "signalen zijn niet af te handelen"),
    (
        "standard input can be checked (redact check -), not redacted; name a file",
        "standaardinvoer is na te kijken (redact check -), niet te lakken; geef een bestand op",
    ),
    ("the key file cannot be read", "het sleutelbestand is niet te lezen"),
    (
        "the key file must have at least {0} bytes",
        "het sleutelbestand moet minstens {0} bytes hebben",
    ),
    ("the key file {0} cannot be read", "het sleutelbestand {0} is niet te lezen"),
    ("the list {0} cannot be read", "de lijst {0} is niet te lezen"),
    ("the list {0} is empty", "de lijst {0} is leeg"),
    ("the list {0} was read as Windows-1252", "de lijst {0} is gelezen als Windows-1252"),
    ("the list {0} {1}", "de lijst {0} {1}"),
    ("the log cannot be written", "het logboek is niet te schrijven"),
    ("the options are not valid", "de opties zijn niet geldig"),
    (
        "the sealed list would overwrite the readable one; choose another name with -o",
        "de verzegelde lijst zou de leesbare overschrijven; kies met -o een andere naam",
    ),
    ("the table cannot be written", "de tabel is niet te schrijven"),
    ("there is no rule '{0}'; there are: {1}", "er is geen regel '{0}'; er zijn: {1}"),
    ("this is missing: {0}", "dit ontbreekt: {0}"),
    ("unknown command '{0}'", "onbekende opdracht '{0}'"),
    ("unknown option {0}", "onbekende optie {0}"),
    ("unknown option {0}; perhaps {1} was meant", "onbekende optie {0}; bedoeld is misschien {1}"),
    ("which list? Name a file", "welke lijst? Geef een bestand op"),
    ("{0} cannot be written: {1}", "{0} is niet te schrijven: {1}"),
    ("{0} does not go with {1}", "{0} gaat niet samen met {1}"),
    (
        "{0} exists already and is not a log of redact; move it elsewhere",
        "{0} bestaat al en is geen logboek van redact; verplaats het",
    ),
    ("{0} has the wrong number of values", "{0} heeft niet het juiste aantal waarden"),
    (
        "{0} holds no key (AGE-SECRET-KEY-1...); a path belongs in {1}",
        "{0} bevat geen sleutel (AGE-SECRET-KEY-1...); een pad hoort in {1}",
    ),
    (
        "{0} is a command and goes in front of the options: redact {0} FILE...; a file of that name is ./{0}",
        "{0} is een opdracht en komt voor de opties: redact {0} BESTAND...; een bestand van die naam is ./{0}",
    ),
    ("{0} may be given once only", "{0} mag maar één keer"),
    ("{0} needs a value", "bij {0} ontbreekt de waarde"),
    ("{0} needs an = and a value", "bij {0} hoort een = en een waarde"),
    (
        "{0}: is a folder; say with -o where the copies go",
        "{0}: is een map; geef met -o aan waar de kopieën komen",
    ),
    ("{0}: is not a folder", "{0}: is geen map"),
    ("{0}: not a readable pattern file", "{0}: geen leesbaar patroonbestand"),
    ("{0}: the folder with patterns cannot be read", "{0}: de map met patronen is niet te lezen"),
    (
        "{0}: the log would overwrite a file that this run reads; choose another folder with -o",
        "{0}: het logboek zou een bestand overschrijven dat deze opdracht leest; kies met -o een andere map",
    ),
    (
        "{0}: the log would take the place of a copy or a table; choose another folder with -o",
        "{0}: het logboek zou op de plaats van een kopie of een tabel komen; kies met -o een andere map",
    ),
    (
        "{0}: the logs beside it are those of other files; choose a folder with -o",
        "{0}: de logboeken ernaast zijn van andere bestanden; kies een map met -o",
    ),
    ("{0}: the public keys cannot be read", "{0}: de publieke sleutels zijn niet te lezen"),
    (
        "{0}: the table would overwrite a file that this run reads; choose another name",
        "{0}: de tabel zou een bestand overschrijven dat deze opdracht leest; kies een andere naam",
    ),
    (
        "{0}: the table would take the place of a copy; choose another name",
        "{0}: de tabel zou op de plaats van een kopie komen; kies een andere naam",
    ),
    (
        "{0}: this folder holds no pattern file (*.toml)",
        "{0}: in deze map staat geen patroonbestand (*.toml)",
    ),
    ("{0}; for help: redact --help", "{0}; uitleg: redact --help"),
];
