//! The sentences of notes, by code.

use super::Lang;

/// Code, Dutch, English.
pub(super) const SENTENCES: &[(&str, &str, &str)] = &[
    (
        "name-in-file-name",
        "let op: in de bestandsnaam lijkt een persoonsgegeven te staan; hernoem de kopie",
        "mind: the file name seems to hold personal data; rename the copy",
    ),
    (
        "listed-within-words",
        "let op: langere woorden waarvan een naam op de laklijst een deel is, bleven staan",
        "mind: longer words of which a name on the redact list is a part were left",
    ),
    ("active-control-removed", "ActiveX-onderdeel verwijderd", "ActiveX control removed"),
    ("attachment-dropped", "bijlage verwijderd", "attachment removed"),
    ("attachment-removed", "bijlage verwijderd", "attachment removed"),
    (
        "attachment-kept-unread",
        "bijlage die niet te lezen is, is blijven staan",
        "unreadable attachment kept",
    ),
    ("attachment-redacted", "bijlage gelakt", "attachment redacted"),
    ("cross-references-repaired", "bestand hersteld bij het openen", "file repaired on opening"),
    (
        "converted",
        "door LibreOffice omgezet uit een oude soort; de kopie is een DOCX, XLSX of PPTX",
        "converted from an old kind by LibreOffice; the copy is a DOCX, XLSX or PPTX",
    ),
    ("decrypted", "de kopie is zonder versleuteling", "the copy is not encrypted"),
    ("embedded-font-removed", "ingesloten lettertype verwijderd", "embedded font removed"),
    (
        "embedded-object-removed",
        "ingesloten OLE-object verwijderd; het plaatje ervan blijft",
        "embedded OLE object removed; its picture stays",
    ),
    (
        "extras-removed",
        "opmerkingen, wijzigingen en verborgen tekst verwijderd",
        "comments, changes and hidden text removed",
    ),
    (
        "data-behind-stream-removed",
        "gegevens achter het eind van een stroom verwijderd",
        "data behind the end of a stream removed",
    ),
    (
        "fonts-renumbered",
        "lettertypen waarvan de letters opnieuw zijn genummerd",
        "fonts whose letters were numbered anew",
    ),
    (
        "image-blanked-whole",
        "beeld dat niet te bewerken is, geheel leeg gemaakt",
        "image that could not be edited, blanked whole",
    ),
    ("image-metadata-removed", "gegevens in beelden verwijderd", "metadata in images removed"),
    (
        "text-layer-pages",
        "gescande pagina's die een onzichtbare tekstlaag kregen van wat er blijft staan",
        "scanned pages that got an invisible text layer of what is left",
    ),
    ("macros-removed", "macro's verwijderd", "macros removed"),
    (
        "mail-header-removed",
        "kopregels van de e-mail verwijderd die lezers niet zien: de afgelegde weg en gegevens van programma's",
        "fields of the mail header removed that readers do not see: the way it took and data of programs",
    ),
    ("metadata-removed", "eigenschappen van het bestand verwijderd", "metadata removed"),
    (
        "older-revisions-dropped",
        "oudere versies uit het bestand gehaald",
        "older revisions dropped",
    ),
    ("ocr-crashed", "Tesseract hield op zonder antwoord", "Tesseract ended without an answer"),
    (
        "ocr-garbled",
        "Tesseract gaf een antwoord waar niets van te maken is",
        "Tesseract gave an answer that makes no sense",
    ),
    ("ocr-late", "Tesseract deed er te lang over", "Tesseract took too long"),
    ("ocr-not-started", "Tesseract is niet te starten", "Tesseract could not be started"),
    (
        "orphan-part-removed",
        "onderdeel waar niets naar verwijst, verwijderd",
        "part that nothing refers to, removed",
    ),
    (
        "picture-blanked",
        "plaatje met een gelakte naam in de beschrijving, leeg gemaakt",
        "picture with a redacted name in its description, blanked",
    ),
    (
        "portrait-removed",
        "foto, geluid, sleutel of webversie in een agenda of adreskaart verwijderd",
        "photo, sound, key or web version in a calendar or address card removed",
    ),
    (
        "picture-metadata-kept",
        "let op: gegevens in een plaatje van onbekende soort zijn niet te verwijderen",
        "mind: metadata in a picture of unknown kind cannot be removed",
    ),
    (
        "profile-text-removed",
        "beschrijving en datum uit een kleurprofiel verwijderd",
        "description and date removed from a color profile",
    ),
    ("printer-settings-removed", "printerinstellingen verwijderd", "printer settings removed"),
    ("remarks-removed", "opmerkingen in de code verwijderd", "remarks in the code removed"),
    ("repaired", "bestand hersteld bij het openen", "file repaired on opening"),
    ("signature-dropped", "digitale handtekening verwijderd", "digital signature removed"),
    (
        "boxes-tagged",
        "lakvakken voor schermlezers beschreven",
        "boxes described for screen readers",
    ),
    ("thumbnail-removed", "voorbeeldplaatje verwijderd", "thumbnail removed"),
    ("unread-removed", "niet te lezen onderdeel verwijderd", "unreadable part removed"),
    ("unread-blanked", "niet te lezen onderdeel leeg gemaakt", "unreadable part blanked"),
    (
        "unused-image-blanked",
        "beeld dat nergens getekend wordt, leeg gemaakt",
        "image that is drawn nowhere, blanked",
    ),
    ("unknown-stream-emptied", "onbekend onderdeel leeg gemaakt", "unknown stream emptied"),
    (
        "width-kept",
        "let op: vak zo breed als de tekst was; de breedte kan een naam verraden",
        "mind: box as wide as the text was; the width can tell a name",
    ),
    (
        "written-as-mail",
        "bericht van Outlook; de kopie is een e-mail (EML)",
        "message of Outlook; the copy is mail (EML)",
    ),
    (
        "written-as-mailbox",
        "opslag van Outlook; de kopie is een mailbox (MBOX)",
        "store of Outlook; the copy is a mailbox (MBOX)",
    ),
    (
        "written-as-zip",
        "archief van een andere soort; de kopie is een zip",
        "archive of another kind; the copy is a zip",
    ),
    (
        "zip-leftovers-removed",
        "resten buiten de onderdelen verwijderd",
        "leftovers outside the parts removed",
    ),
];

/// What a note says to a person. A code without a sentence is told as it is.
pub fn sentence(code: &str, count: usize, lang: Lang) -> String {
    let times = if count > 1 { format!(" ({count}×)") } else { String::new() };
    let text = SENTENCES
        .iter()
        .find(|(known, _, _)| *known == code)
        .map_or(code, |(_, nl, en)| lang.pick(nl, en));
    format!("{text}{times}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_read_as_sentences() {
        assert_eq!(sentence("attachment-redacted", 2, Lang::Nl), "bijlage gelakt (2×)");
        assert_eq!(sentence("onbekende-code", 1, Lang::En), "onbekende-code");
    }
}
