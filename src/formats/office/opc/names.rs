//! Names of parts: which are usual, and what is told of one.

use crate::model::{Place, message};

/// File names that programs give to parts, without extension and number.
const USUAL: &[&str] = &[
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
    "oleObject",
    "vbaProject",
    "vbaData",
    "vmlDrawing",
    "glossary",
    "thumbnail",
    "activeX",
    "ink",
    "font",
    "[Content_Types]",
    "printerSettings",
    "slide",
    "afchunk",
    "Microsoft_Excel_Sheet",
    "Microsoft_Word_Document",
    "Microsoft_Excel_Worksheet",
    "package",
    "content",
    "meta",
    "recipients",
    "customizations",
    "presentation",
    "presProps",
    "viewProps",
    "tableStyles",
    "notesSlide",
    "slideLayout",
    "slideMaster",
    "notesMaster",
    "handoutMaster",
    "tag",
    "commentAuthors",
    "comment",
    "authors",
    "person",
    "threadedComment",
    "calcChain",
    "table",
    "pivotTable",
    "pivotCacheDefinition",
    "pivotCacheRecords",
    "externalLink",
    "connections",
    "metadata",
    "queryTable",
];

/// The name of a part for display, after `prefix`. An unusual name can contain the name of a person
/// and is replaced by a number.
pub(crate) fn display_name(around: Option<&Place>, index: usize, name: &str) -> Place {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.split('.').next().unwrap_or(file);
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let usual = (USUAL.contains(&stem) || file == ".rels") && is_usual_folder(name);
    let place = match usual {
        true => Place::verbatim(name),
        false => Place::new(message!("part {0}", index + 1)),
    };
    around.map_or_else(|| place.clone(), |a| place.within(std::slice::from_ref(a)))
}

/// Folders that programs create.
const FOLDERS: &[&str] = &[
    "",
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
    "ppt",
    "slides",
    "activeX",
    "fonts",
    "docMetadata",
    "ink",
    "webextensions",
    "documenttasks",
    "customUI",
    "tables",
    "externalLinks",
    "pivotCache",
    "persons",
    "_xmlsignatures",
    "slideLayouts",
    "slideMasters",
    "notesSlides",
    "printerSettings",
    "threadedComments",
    "tags",
    "comments",
    "notesMasters",
    "handoutMasters",
    "pivotTables",
    "queryTables",
    "chartsheets",
    "richData",
];

/// Whether all folders in the name of a part are ones that programs create.
pub(crate) fn is_usual_folder(name: &str) -> bool {
    let folder = name.rsplit_once('/').map_or("", |(f, _)| f);
    folder.split('/').all(|f| FOLDERS.contains(&f))
}

/// Whether a part has a usual name, which says nothing about people.
pub(crate) fn is_usual(name: &str) -> bool {
    display_name(None, 0, name) == Place::verbatim(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_tell_no_names() {
        assert_eq!(display_name(None, 3, "word/header2.xml").to_string(), "word/header2.xml");
        assert_eq!(display_name(None, 3, "word/media/Foto Jansen.png").to_string(), "part 4");
        assert!(!is_usual("word/jansen/document.xml"));
    }
}
