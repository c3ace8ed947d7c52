//! What elements mean for reading and redaction, by namespace and local name.

use crate::formats::office::syntax::xml::Namespace;

/// What an element means for reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ElementKind {
    /// A paragraph, or another element that reads as one line.
    Paragraph,
    /// A run.
    Run,
    /// Run properties.
    RunProperties,
    /// Contains running text.
    Text,
    /// Contains deleted running text.
    DeletedText,
    /// Contains a field code.
    Code,
    /// A table.
    Table,
    /// A table row.
    Row,
    /// A table cell.
    Cell,
    /// The content of a text box, which is a story of its own.
    TextBox,
    /// A footnote or endnote.
    Note,
    /// A comment.
    Comment,
    /// Content that was inserted or moved here.
    Inserted,
    /// Content that was deleted or moved away.
    Deleted,
    /// A second rendering of the same content: a compatibility fallback, or ruby text.
    Alternate,
    /// A content control.
    Control,
    /// Table row properties.
    RowProperties,
    /// Anything else.
    Other,
}

/// The kind of an element.
pub(crate) fn element_kind(ns: Namespace, local: &str) -> ElementKind {
    match (ns, local) {
        (Namespace::Word | Namespace::Drawing, "p") => ElementKind::Paragraph,
        (Namespace::Word | Namespace::Drawing | Namespace::Math, "r") => ElementKind::Run,
        (Namespace::Word | Namespace::Drawing, "rPr") => ElementKind::RunProperties,
        (Namespace::Word | Namespace::Drawing | Namespace::Math, "t") => ElementKind::Text,
        (Namespace::Word, "delText") => ElementKind::DeletedText,
        (Namespace::Word, "instrText" | "delInstrText") => ElementKind::Code,
        (Namespace::Word | Namespace::Drawing, "tbl") => ElementKind::Table,
        (Namespace::Word | Namespace::Drawing, "tr") => ElementKind::Row,
        (Namespace::Word | Namespace::Drawing, "tc") => ElementKind::Cell,
        (Namespace::Word, "txbxContent") => ElementKind::TextBox,
        (Namespace::Word, "footnote" | "endnote") => ElementKind::Note,
        (Namespace::Word, "comment") => ElementKind::Comment,
        (Namespace::Word, "ins" | "moveTo") => ElementKind::Inserted,
        (Namespace::Word, "del" | "moveFrom") => ElementKind::Deleted,
        (Namespace::Word, "rt") | (Namespace::Compatibility, "Fallback") => ElementKind::Alternate,
        (Namespace::Word, "sdt") => ElementKind::Control,
        (Namespace::Word, "trPr") => ElementKind::RowProperties,
        (Namespace::Sheet, "si" | "row" | "comment") => ElementKind::Paragraph,
        (Namespace::Sheet, "c") => ElementKind::Cell,
        (Namespace::Other, "text") => ElementKind::Paragraph,
        _ => ElementKind::Other,
    }
}

/// In which copies an element is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Removal {
    /// From every copy.
    Always,
    /// From copies without extras.
    Extra,
    /// From copies without extras, its tags only; its content stays.
    Unwrap,
}

/// Whether an element is removed regardless of the orders.
pub(crate) fn removal_of(ns: Namespace, local: &str) -> Option<Removal> {
    let cut = match (ns, local) {
        (
            Namespace::Word,
            "rsids" | "attachedTemplate" | "mailMerge" | "docId" | "embedRegular" | "embedBold"
            | "embedItalic" | "embedBoldItalic" | "printerSettings" | "control" | "saveThroughXslt"
            | "saveSubsetFonts" | "embedTrueTypeFonts" | "fldData",
        )
        | (Namespace::Office, "OLEObject")
        | (Namespace::Other, "binaryData") => Removal::Always,
        (
            Namespace::Word,
            "del" | "moveFrom" | "rPrChange" | "pPrChange" | "tblPrChange" | "tblGridChange"
            | "trPrChange" | "tcPrChange" | "sectPrChange" | "tblPrExChange" | "numberingChange"
            | "cellIns" | "cellDel" | "cellMerge" | "commentRangeStart" | "commentRangeEnd"
            | "commentReference" | "docVars" | "trackRevisions",
        ) => Removal::Extra,
        (Namespace::Word, "ins" | "moveTo") => Removal::Unwrap,
        (Namespace::Word, name) if is_revision_range(name) => Removal::Extra,
        _ => return None,
    };
    Some(cut)
}

/// Whether an element marks the start or end of a moved range or of changed custom XML.
fn is_revision_range(name: &str) -> bool {
    (name.ends_with("RangeStart") || name.ends_with("RangeEnd"))
        && (name.starts_with("move") || name.starts_with("customXml"))
}

/// The text that an empty element stands for, and whether the element itself is removed with that
/// text.
pub(crate) fn text_equivalent(ns: Namespace, local: &str) -> Option<(&'static str, bool)> {
    match (ns, local) {
        (Namespace::Word, "tab" | "ptab") => Some(("\t", false)),
        (Namespace::Word | Namespace::Drawing, "br") | (Namespace::Word, "cr") => {
            Some(("\n", false))
        }
        (Namespace::Word, "noBreakHyphen") => Some(("\u{2011}", true)),
        (Namespace::Word, "softHyphen") => Some(("\u{AD}", true)),
        _ => None,
    }
}

/// The character that a `w:sym` shows (ECMA-376 Part 1, 17.3.3.30). In a symbol font the code does
/// not stand for a letter, so it is mapped to the private use area.
pub(crate) fn symbol(font: &str, code: u32) -> Option<char> {
    let pictures = ["Wingdings", "Webdings", "Symbol", "Marlett", "ZapfDingbats", "MT Extra"];
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    if pictures.iter().any(|p| font.starts_with(p)) {
        return char::from_u32(0xF000 + (low & 0xFF));
    }
    char::from_u32(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_a_letter_unless_its_font_has_pictures() {
        assert_eq!(symbol("Arial", 0x4A), Some('J'));
        assert_eq!(symbol("Arial", 0xF04A), Some('J'));
        assert_eq!(symbol("Wingdings 2", 0x4A), Some('\u{F04A}'));
        assert_eq!(symbol("Arial", 0xD800), None);
    }
}
