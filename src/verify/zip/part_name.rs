//! Names of package parts that say nothing about anybody.

/// The name, if it is one that programs give, with or without the folders in front.
pub(super) fn known(name: &str) -> Option<&str> {
    const STEMS: [&str; 40] = [
        "document",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "comments",
        "commentsExtended",
        "commentsIds",
        "commentsExtensible",
        "people",
        "settings",
        "webSettings",
        "styles",
        "stylesWithEffects",
        "numbering",
        "fontTable",
        "theme",
        "themeManager",
        "core",
        "app",
        "custom",
        "item",
        "itemProps",
        "image",
        "chart",
        "style",
        "colors",
        "data",
        "drawing",
        "layout",
        "quickStyle",
        "sheet",
        "sharedStrings",
        "workbook",
        "vmlDrawing",
        "vbaProject",
        "calcChain",
        "slide",
        "table",
        "[Content_Types]",
    ];
    const FOLDERS: [&str; 16] = [
        "",
        ".",
        "..",
        "word",
        "docProps",
        "customXml",
        "_rels",
        "media",
        "charts",
        "diagrams",
        "embeddings",
        "theme",
        "glossary",
        "xl",
        "worksheets",
        "drawings",
    ];
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let stem = file.split('.').next()?.trim_end_matches(|c: char| c.is_ascii_digit());
    let usual = STEMS.contains(&stem) || (stem.is_empty() && file.starts_with(".rels"));
    (usual && folders.split('/').all(|f| FOLDERS.contains(&f))).then_some(name)
}
