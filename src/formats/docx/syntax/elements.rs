//! What an element is to the walker, by namespace and local name.

use crate::formats::docx::syntax::xml::Namespace;

/// What an element is to the walker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ElementKind {
    /// A paragraph, or what reads as one line.
    Paragraph,
    /// A run.
    RunElement,
    /// Properties of a run.
    RunProperties,
    /// Holds running text.
    Text,
    /// Holds deleted running text.
    DeletedText,
    /// Holds the code of a field.
    Code,
    /// A table.
    Table,
    /// A table row.
    Row,
    /// A table cell.
    Cell,
    /// A story of its own within the text: a text box.
    TextBox,
    /// A footnote or endnote.
    Note,
    /// A remark.
    Comment,
    /// Inserted or moved here.
    Inserted,
    /// Deleted or moved away.
    Deleted,
    /// Says again what was said.
    Alternate,
    /// A content control.
    Control,
    /// Properties of a table row.
    RowProperties,
    /// Anything else.
    Other,
}

/// The kind of an element.
pub(crate) fn element_kind(ns: Namespace, local: &str) -> ElementKind {
    match (ns, local) {
        (Namespace::Word | Namespace::Drawing, "p") => ElementKind::Paragraph,
        (Namespace::Word | Namespace::Drawing | Namespace::Math, "r") => ElementKind::RunElement,
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

/// What goes from every copy, or from copies without extras.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Removal {
    /// Always, and with it what it refers to.
    Always,
    /// When extras are dropped.
    Extra,
    /// When extras are dropped, its tags; what is within stays.
    Unwrap,
}

/// Whether an element goes, whatever the orders say.
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

/// Marks at both ends of moved stretches and changed custom XML.
fn is_revision_range(name: &str) -> bool {
    (name.ends_with("RangeStart") || name.ends_with("RangeEnd"))
        && (name.starts_with("move") || name.starts_with("customXml"))
}

/// Letters for empty elements that stand for text. `true`: the element goes when the text goes.
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

/// The letter that a `w:sym` shows (ECMA-376 Part 1, 17.3.3.30). In fonts of pictures the code
/// says nothing about letters and stays in the private use area.
pub(crate) fn symbol(font: &str, code: u32) -> Option<char> {
    let pictures = ["Wingdings", "Webdings", "Symbol", "Marlett", "ZapfDingbats", "MT Extra"];
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    if pictures.iter().any(|p| font.starts_with(p)) {
        return char::from_u32(0xF000 + (low & 0xFF));
    }
    char::from_u32(low)
}
