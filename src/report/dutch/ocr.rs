//! What is said of reading pictures.

/// English and Dutch, in the order of the English.
pub(super) const MESSAGES: &[(&str, &str)] = &[
    ("Tesseract could not be started", "Tesseract is niet te starten"),
    ("Tesseract does not say which version it is", "Tesseract zegt niet welke versie het is"),
    ("Tesseract ended without an answer", "Tesseract hield op zonder antwoord"),
    (
        "Tesseract gave an answer that makes no sense",
        "Tesseract gaf een antwoord waar niets van te maken is",
    ),
    (
        "Tesseract has none of the languages of --ocr-lang (Debian and Ubuntu: apt install tesseract-ocr-nld)",
        "Tesseract heeft geen van de talen van --ocr-lang (Debian en Ubuntu: apt install tesseract-ocr-nld)",
    ),
    (
        "Tesseract has only {0} of the languages {1}, and reads with that (Debian and Ubuntu: apt install tesseract-ocr-nld)",
        "Tesseract heeft van de talen {1} alleen {0}, en leest daarmee (Debian en Ubuntu: apt install tesseract-ocr-nld)",
    ),
    (
        "Tesseract is too old; version 4 or later is needed",
        "Tesseract is te oud; versie 4 of later is nodig",
    ),
    ("Tesseract took too long", "Tesseract deed er te lang over"),
    (
        "Tesseract was not found; install it (Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-nld) or name it with --tesseract",
        "Tesseract is niet gevonden; installeer het (Debian en Ubuntu: apt install tesseract-ocr tesseract-ocr-nld) of noem het met --tesseract",
    ),
    ("the folder of --ocr-cache cannot be made", "de map van --ocr-cache is niet te maken"),
    (
        "{0}× something at page scale could not be read; no copy made. Scans are read when Tesseract is installed (redact doctor tells how). Or look at it and choose --unread keep if it may stay, or --unread blank to take it out; --unread-in does so for single pages",
        "{0}× iets ter grootte van een pagina is niet te lezen; geen kopie gemaakt. Scans worden gelezen als Tesseract is geïnstalleerd (redact doctor zegt hoe). Of kijk ernaar en kies --unread keep als het mag blijven, of --unread blank om het eruit te halen; --unread-in doet dat voor enkele pagina's",
    ),
];
