//! What destinations hold, and control words that are letters.

use crate::model::{Message, SegmentKind, message};

/// What the text of a group is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Part of the text around it.
    Within,
    /// A text of its own.
    Apart(SegmentKind, Message, Option<&'static str>),
    /// A picture in digits.
    Picture,
    /// What no copy keeps.
    Gone,
}

/// Destinations that no copy keeps: who changed what, where the file was, data of programs.
const GONE: [&str; 22] = [
    "objdata",
    "datastore",
    "themedata",
    "colorschememapping",
    "rsidtbl",
    "generator",
    "template",
    "wgrffmtfilter",
    "blipuid",
    "passwordhash",
    "revtbl",
    "protusertbl",
    "atnid",
    "atnauthor",
    "filetbl",
    "objalias",
    "objname",
    "nextfile",
    "oleclsid",
    "mailmerge",
    "xmlnstbl",
    "fontemb",
];

/// The destination that a control word opens; `None` if it opens none.
pub(super) fn destination(word: &str) -> Option<Destination> {
    use SegmentKind::{Comment, Field, Header, Hidden, Link, Metadata, Name, Note};
    if GONE.contains(&word) {
        return Some(Destination::Gone);
    }
    let apart = |kind, place, label| Some(Destination::Apart(kind, place, label));
    let property = |label| apart(Metadata, message!("property of the file"), Some(label));
    match word {
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
        | "footerf" => apart(Header, message!("header or footer"), None),
        "footnote" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" => {
            apart(Note, message!("footnote"), None)
        }
        "annotation" => apart(Comment, message!("comment"), None),
        "fldinst" => apart(Field, message!("field code"), None),
        "title" => property("Title"),
        "subject" => property("Subject"),
        "author" => property("Author"),
        "operator" => property("LastModifiedBy"),
        "manager" => property("Manager"),
        "company" => property("Company"),
        "category" => property("Category"),
        "keywords" => property("Keywords"),
        "comment" | "doccomm" => property("Comments"),
        "hlinkbase" => apart(Link, message!("link"), None),
        "info" | "userprops" => apart(Metadata, message!("property of the file"), None),
        "propname" | "staticval" | "linkval" => {
            apart(Metadata, message!("property of the file"), None)
        }
        "docvar" => apart(Field, message!("variable of the document"), None),
        "bkmkstart" | "bkmkend" => apart(Name, message!("bookmark"), None),
        "fonttbl" | "stylesheet" | "listtable" | "listoverridetable" | "list" | "listname"
        | "objclass" | "latentstyles" => apart(Name, message!("names of fonts and styles"), None),
        "shptxt" => apart(SegmentKind::Body, message!("text box"), None),
        "sn" | "picprop" | "shpinst" => apart(Hidden, message!("property of a drawing"), None),
        "sv" => apart(SegmentKind::Alternative, message!("property of a drawing"), None),
        "formfield" | "ffname" | "ffdeftext" | "ffformat" | "ffhelptext" | "ffstattext"
        | "ffentrymcr" | "ffexitmcr" | "ffl" => apart(Field, message!("form field"), None),
        "xe" | "tc" => apart(Hidden, message!("text that is not shown"), None),
        "upr" | "ud" | "fldrslt" | "field" | "object" | "result" | "shp" | "shpgrp" | "shprslt"
        | "listtext" | "pntext" | "nonshppict" | "shppict" | "txfieldtext" => {
            Some(Destination::Within)
        }
        "pict" => Some(Destination::Picture),
        "colortbl" | "creatim" | "revtim" | "printim" | "buptim" | "listlevel" | "levelnumbers"
        | "panose" | "atndate" | "pgptbl" | "leveltext" => apart(Hidden, message!("numbers"), None),
        "htmltag" | "mhtmltag" => apart(Hidden, message!("text that is not shown"), None),
        _ => None,
    }
}

/// Fonts that come with programs; the names of others are text.
const FONTS: &str = " aharoni algerian aptos arial avenir bahnschrift batang book antiqua old style bookman \
    calibri cambria math candara century gothic schoolbook comic sans ms consolas constantia cordia new corbel \
    courier dejavu serif mono dotum ebrima franklin medium book fixedsys futura garamond geneva georgia gill \
    gulim helvetica neue impact kalinga latha liberation lucida console grande handwriting mangal \
    microsoft meiryo mincho gothic minion monaco monospace myriad mv boli noto nsimsun opensymbol open optima \
    palatino linotype perpetua pmingliu rockwell roboto segoe script ui simhei simsun sylfaen symbol system \
    tahoma tempus times new roman trebuchet tms rmn tunga verdana vrinda webdings wingdings star unicode \
    cyr greek tur baltic hebrew arabic vietnamese thai ce western pro light semibold bold italic narrow \
    black regular condensed display text emoji historic l r body cs asian headings sans mt std lt terminal mono \
    univers verlag yu ";

/// Whether the name of a font is one that programs have.
pub(super) fn is_usual_font(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words
        .map(|w| format!(" {} ", w.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase()))
        .all(|w| w == "  " || FONTS.contains(&w))
}

/// The letters that a control word stands for.
pub(super) fn letters(word: &str) -> Option<&'static str> {
    Some(match word {
        "emdash" => "\u{2014}",
        "endash" => "\u{2013}",
        "emspace" | "enspace" | "qmspace" => " ",
        "bullet" => "\u{2022}",
        "lquote" => "\u{2018}",
        "rquote" => "\u{2019}",
        "ldblquote" => "\u{201C}",
        "rdblquote" => "\u{201D}",
        "zwj" => "\u{200D}",
        "zwnj" => "\u{200C}",
        "zwbo" | "zwnbo" => "\u{200B}",
        "ltrmark" => "\u{200E}",
        "rtlmark" => "\u{200F}",
        _ => return None,
    })
}

/// What a control word puts between the letters around it.
pub(super) fn between(word: &str) -> Option<&'static str> {
    Some(match word {
        "par" | "sect" | "page" | "line" | "lbr" | "softline" | "column" | "row" | "nestrow" => {
            "\n"
        }
        "cell" | "nestcell" | "tab" => "\t",
        _ => return None,
    })
}
