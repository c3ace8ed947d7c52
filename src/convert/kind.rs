//! Which of the old kinds a file is.

/// What a compound file (MS-CFB) begins with.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// A kind: the names of its streams, endings of its files, and what it becomes.
pub(super) struct Kind {
    streams: &'static [&'static str],
    endings: &'static [&'static str],
    /// The ending of what it becomes.
    pub(super) becomes: &'static str,
    /// What LibreOffice calls that.
    pub(super) filter: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind {
        streams: &["WordDocument"],
        endings: &["doc", "dot"],
        becomes: "docx",
        filter: "docx:MS Word 2007 XML",
    },
    Kind {
        streams: &["Workbook", "Book"],
        endings: &["xls", "xlt", "xlm"],
        becomes: "xlsx",
        filter: "xlsx:Calc MS Excel 2007 XML",
    },
    Kind {
        streams: &["PowerPoint Document"],
        endings: &["ppt", "pot", "pps"],
        becomes: "pptx",
        filter: "pptx:Impress MS PowerPoint 2007 XML",
    },
];

/// What a file with this ending becomes, if its ending and its first bytes are those of an old kind.
pub(super) fn of(start: &[u8], ending: &str) -> Option<&'static Kind> {
    let ending = ending.to_ascii_lowercase();
    let old = start.starts_with(COMPOUND);
    KINDS.iter().find(|k| old && k.endings.contains(&ending.as_str()))
}

/// Whether a file has a stream that makes it one of this kind.
pub(super) fn is(kind: &Kind, bytes: &[u8]) -> bool {
    kind.streams.iter().any(|name| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_by_name_and_content() {
        let mut bytes = COMPOUND.to_vec();
        assert_eq!(of(&bytes, "DOC").map(|k| k.becomes), Some("docx"));
        assert!(of(&bytes, "msg").is_none() && of(b"{\\rtf1", "doc").is_none());
        let kind = of(&bytes, "xls").expect("a kind");
        assert!(!is(kind, &bytes));
        bytes.extend("Workbook\0".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(is(kind, &bytes));
    }
}
