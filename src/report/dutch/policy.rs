//! What is wrong with a policy.

/// English and Dutch, in the order of the English.
pub(super) const MESSAGES: &[(&str, &str)] = &[
    (
        "'{0}' is empty; leave the field out to mean everything",
        "'{0}' is leeg; laat het veld weg voor 'alles'",
    ),
    ("'{0}' is not a value of '{1}'; {2}", "'{0}' is geen waarde voor '{1}'; {2}"),
    (
        "'{0}' is not in the table of grounds for refusal",
        "'{0}' staat niet in de tabel van weigeringsgronden",
    ),
    ("'{0}' must be a list of texts", "'{0}' moet een lijst van teksten zijn"),
    ("'{0}' must be a table [{0}]", "'{0}' moet een tabel [{0}] zijn"),
    ("'{0}' must be an array of tables [[{0}]]", "'{0}' moet een reeks [[{0}]] zijn"),
    ("'{0}' must be text in quotation marks", "'{0}' moet tekst tussen aanhalingstekens zijn"),
    (
        "a code consists of letters, digits, periods and spaces",
        "een code bestaat uit letters, cijfers, punten en spaties",
    ),
    (
        "a ground needs code, article, label and kind",
        "een grond heeft code, article, label en kind nodig",
    ),
    ("not valid TOML: {0}", "geen geldige TOML"),
    ("perhaps '{0}' was meant", "bedoeld is misschien '{0}'"),
    (
        "policy '{0}' cannot be read; choose woo, uitgaand or an existing file",
        "beleid '{0}' is niet te lezen; kies woo, uitgaand of een bestaand bestand",
    ),
    ("policy '{0}' is not valid:", "beleid '{0}' is niet geldig:"),
    ("possible are: {0}", "mogelijk zijn: {0}"),
    (
        "rule '{0}' never applies: '{1}' comes first",
        "regel '{0}' komt nooit aan bod: '{1}' gaat voor",
    ),
    (
        "the field 'policy' (the name of this policy) is missing",
        "het veld 'policy' (de naam van dit beleid) ontbreekt",
    ),
    (
        "the field '{0}' of this rule is empty or not valid",
        "het veld '{0}' van deze regel is leeg of niet geldig",
    ),
    ("the name '{0}' is in use already", "de naam '{0}' is al in gebruik"),
    ("the policy has no [[rule]] at all", "het beleid heeft geen enkele [[rule]]"),
    ("this rule lacks the field '{0}'", "in deze regel ontbreekt het veld '{0}'"),
    (
        "to redact or ask needs the field 'ground'",
        "lakken of vragen kan niet zonder het veld 'ground'",
    ),
    ("unknown field '{0}'; {1}", "onbekend veld '{0}'; {1}"),
    ("what stays has no ground for refusal", "wat blijft staan, heeft geen weigeringsgrond"),
    ("{0}\n  {1}:{2}:{3}: {4}", "{0}\n  {1}:{2}:{3}: {4}"),
    ("{0}; {1}", "{0}; {1}"),
];
