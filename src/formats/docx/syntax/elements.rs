//! What an element is to the walker, by namespace and local name.

use crate::formats::docx::syntax::xml::Ns;

/// What an element is to the walker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A paragraph, or what reads as one line.
    Paragraph,
    /// A run.
    Run,
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
    Again,
    /// A content control.
    Control,
    /// Properties of a table row.
    RowProperties,
    /// Anything else.
    Other,
}

/// The kind of an element.
pub(crate) fn kind_of(ns: Ns, local: &str) -> Kind {
    match (ns, local) {
        (Ns::Word | Ns::Drawing, "p") => Kind::Paragraph,
        (Ns::Word | Ns::Drawing | Ns::Math, "r") => Kind::Run,
        (Ns::Word | Ns::Drawing, "rPr") => Kind::RunProperties,
        (Ns::Word | Ns::Drawing | Ns::Math, "t") => Kind::Text,
        (Ns::Word, "delText") => Kind::DeletedText,
        (Ns::Word, "instrText" | "delInstrText") => Kind::Code,
        (Ns::Word | Ns::Drawing, "tbl") => Kind::Table,
        (Ns::Word | Ns::Drawing, "tr") => Kind::Row,
        (Ns::Word | Ns::Drawing, "tc") => Kind::Cell,
        (Ns::Word, "txbxContent") => Kind::TextBox,
        (Ns::Word, "footnote" | "endnote") => Kind::Note,
        (Ns::Word, "comment") => Kind::Comment,
        (Ns::Word, "ins" | "moveTo") => Kind::Inserted,
        (Ns::Word, "del" | "moveFrom") => Kind::Deleted,
        (Ns::Word, "rt") | (Ns::Compatibility, "Fallback") => Kind::Again,
        (Ns::Word, "sdt") => Kind::Control,
        (Ns::Word, "trPr") => Kind::RowProperties,
        (Ns::Sheet, "si" | "row" | "comment") => Kind::Paragraph,
        (Ns::Sheet, "c") => Kind::Cell,
        (Ns::Other, "text") => Kind::Paragraph,
        _ => Kind::Other,
    }
}

/// What goes from every copy, or from copies without extras.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Always, and with it what it refers to.
    Always,
    /// When extras are dropped.
    Extra,
    /// When extras are dropped, its tags; what is within stays.
    Unwrap,
}

/// Whether an element goes, whatever the orders say.
pub(crate) fn cut_of(ns: Ns, local: &str) -> Option<Cut> {
    let cut = match (ns, local) {
        (
            Ns::Word,
            "rsids" | "attachedTemplate" | "mailMerge" | "docId" | "embedRegular" | "embedBold"
            | "embedItalic" | "embedBoldItalic" | "printerSettings" | "control" | "saveThroughXslt"
            | "saveSubsetFonts" | "embedTrueTypeFonts" | "fldData",
        )
        | (Ns::Office, "OLEObject")
        | (Ns::Other, "binaryData") => Cut::Always,
        (
            Ns::Word,
            "del" | "moveFrom" | "rPrChange" | "pPrChange" | "tblPrChange" | "tblGridChange"
            | "trPrChange" | "tcPrChange" | "sectPrChange" | "tblPrExChange" | "numberingChange"
            | "cellIns" | "cellDel" | "cellMerge" | "commentRangeStart" | "commentRangeEnd"
            | "commentReference" | "docVars" | "trackRevisions",
        ) => Cut::Extra,
        (Ns::Word, "ins" | "moveTo") => Cut::Unwrap,
        (Ns::Word, name) if is_revision_range(name) => Cut::Extra,
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
pub(crate) fn stand_in(ns: Ns, local: &str) -> Option<(&'static str, bool)> {
    match (ns, local) {
        (Ns::Word, "tab" | "ptab") => Some(("\t", false)),
        (Ns::Word | Ns::Drawing, "br") | (Ns::Word, "cr") => Some(("\n", false)),
        (Ns::Word, "noBreakHyphen") => Some(("\u{2011}", true)),
        (Ns::Word, "softHyphen") => Some(("\u{AD}", true)),
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
