//! Which attributes and properties can hold text about people, and what may replace that text.

use crate::formats::office::syntax::vocabulary::{
    has_word, is_code, is_css, is_font as is_known_font, is_free_text, is_style_word,
};
use crate::formats::office::syntax::xml::Namespace;
use crate::model::SegmentKind;

/// What may replace redacted text in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ReplacementRule {
    /// The label in square brackets replaces the redacted span; the rest of the value stays.
    Text,
    /// A new unique name that is a valid identifier replaces the old name wherever it is used.
    Identifier,
    /// `about:blank` replaces the whole value.
    Link,
    /// The author of a tracked change or comment: replaced even when no name was found in it.
    Author,
    /// `0` replaces the whole value, whose type allows only numbers.
    Number,
    /// January 1, 1601, which Windows uses for "no date", replaces the whole value.
    Date,
    /// `application/octet-stream` replaces the whole content type; that of a main part, the usual one.
    ContentType,
    /// Emptied, even when no name was found in it.
    Blank,
    /// A formula outside a cell: `#REF!` replaces it, or the label a text that it holds.
    Formula,
    /// The formula of a cell: the value that it had takes its place.
    CellFormula,
}

/// How a value is presented as a segment, and what may replace it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Carrier {
    /// The kind of segment that recognizers and policies see.
    pub(crate) kind: SegmentKind,
    /// What may replace redacted text in it.
    pub(crate) rule: ReplacementRule,
}

const fn carrier(kind: SegmentKind, rule: ReplacementRule) -> Option<Carrier> {
    Some(Carrier { kind, rule })
}

/// Elements of WordprocessingML whose `w:val` is free text.
const FREE_VALUES: &[&str] = &[
    "alias",
    "tag",
    "lvlText",
    "default",
    "description",
    "helpText",
    "statusText",
    "tblCaption",
    "tblDescription",
    "query",
    "connectString",
    "udl",
    "mailSubject",
    "addressFieldName",
    "listEntry",
    "result",
    "docPart",
    "category",
    "entryMacro",
    "exitMacro",
    "title",
];

/// Elements of WordprocessingML whose `w:val` is a name that other markup refers to.
const NAME_VALUES: &[&str] =
    &["name", "aliases", "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"];

/// How to present and replace the value of an attribute; `None` for a number, a switch, or a choice
/// from a fixed set.
///
/// `element` and `name` are local names; `ns` is the namespace of the attribute.
pub(crate) fn carrier_of(ns: Namespace, element: &str, name: &str, value: &str) -> Option<Carrier> {
    use SegmentKind::{Alternative, Link, Metadata, Name};
    if !value.bytes().any(|b| b.is_ascii_alphanumeric() || b >= 0x80) {
        return None;
    }
    if ns == Namespace::Word
        && let Some(known) = word_carrier(element, name, value)
    {
        return known;
    }
    match (ns, name) {
        // Places of cells.
        (Namespace::Sheet, "ref" | "sqref" | "activeCell" | "topLeftCell" | "r" | "cell")
            if is_places(value) =>
        {
            None
        }
        // What a cache of a pivot table knows of cells.
        (Namespace::Sheet, "v") if element == "d" => carrier(Metadata, ReplacementRule::Date),
        (Namespace::Sheet, "v") if element == "n" && value.len() > 6 => {
            carrier(Metadata, ReplacementRule::Number)
        }
        // Who wrote remarks.
        (_, "displayName" | "userId") if element == "person" => {
            carrier(Metadata, ReplacementRule::Author)
        }
        (_, "name" | "initials") if matches!(element, "cmAuthor" | "author") => {
            carrier(Metadata, ReplacementRule::Author)
        }
        // Users in reactions to comments and in tasks.
        (Namespace::Other, "userName" | "userId" | "userPrincipalName" | "author") => {
            carrier(Metadata, ReplacementRule::Author)
        }
        // A four-letter script code (ISO 15924).
        (Namespace::Drawing, "script") if element == "font" && value.len() == 4 => None,
        (Namespace::Drawing, "typeface") => carrier(Name, ReplacementRule::Identifier)
            .filter(|_| !is_known_font(value) && !value.starts_with('+')),
        (Namespace::Math, "val") if element == "mathFont" => {
            carrier(Name, ReplacementRule::Identifier).filter(|_| !is_known_font(value))
        }
        (_, "descr" | "title" | "alt" | "string" | "tooltip") => {
            carrier(Alternative, ReplacementRule::Text)
        }
        (Namespace::Vml, "href") => carrier(Link, ReplacementRule::Link),
        (Namespace::Drawing, _) if element == "gd" => None,
        // Names of sheets and tables must not contain brackets.
        (Namespace::Sheet, "name" | "displayName" | "uniqueName") => {
            carrier(Name, ReplacementRule::Identifier)
        }
        (_, "name") if has_word(value) && !(element == "compatSetting" && is_code(value)) => {
            carrier(Name, ReplacementRule::Text)
        }
        (Namespace::Vml | Namespace::Office, "id" | "spid" | "ShapeID" | "type")
            if is_free_text(value) =>
        {
            carrier(Name, ReplacementRule::Identifier)
        }
        (Namespace::Vml | Namespace::Office, "style") if is_css(value) => None,
        (Namespace::Vml, "path" | "coords" | "connectlocs" | "textboxrect") if is_path(value) => {
            None
        }
        (Namespace::Math, "val") if value.chars().count() < 2 => None,
        (_, "uri" | "namespaceuri" | "targetNamespace" | "schemaLocation")
            if is_free_text(value) =>
        {
            carrier(Name, ReplacementRule::Identifier)
        }
        _ if is_free_text(value) => carrier(Metadata, ReplacementRule::Text),
        _ => None,
    }
}

/// The same for attributes of WordprocessingML; the outer `None` means that the general rules for
/// all namespaces apply.
fn word_carrier(element: &str, name: &str, value: &str) -> Option<Option<Carrier>> {
    use ReplacementRule::{Author, Identifier, Text};
    use SegmentKind::{Alternative, Field, Metadata, Name};
    Some(match name {
        "author" | "initials" | "userId" => carrier(Metadata, Author),
        "ed" if element == "permStart" => carrier(Metadata, Author),
        "name" if element == "bookmarkStart" => carrier(Name, Identifier),
        "anchor" | "docLocation" if element == "hyperlink" => carrier(Name, Identifier),
        "tooltip" => carrier(Alternative, Text),
        "instr" | "displayText" | "value" => carrier(Field, Text),
        "val" if element == "docVar" => carrier(Field, Text),
        "name" if element == "docVar" => carrier(Name, Text),
        "val" if FREE_VALUES.contains(&element) => carrier(Field, Text),
        "val" if NAME_VALUES.contains(&element) => {
            carrier(Name, Identifier).filter(|_| has_word(value) && !built_in(value))
        }
        "name" if element == "lsdException" => {
            carrier(Name, Identifier).filter(|_| !built_in(value))
        }
        "styleId" => carrier(Name, Identifier).filter(|_| has_word(value) && !built_in(value)),
        _ if is_font(element, name) => carrier(Name, Identifier).filter(|_| !is_known_font(value)),
        // The elements and namespaces of a data part that a content control is bound to.
        "xpath" | "prefixMappings" => carrier(Name, Identifier),
        _ => return None,
    })
}

/// Whether a value is nothing but places of cells: `A1:B2 C3`.
fn is_places(value: &str) -> bool {
    value.split([' ', ':']).all(|place| {
        let letters = place.bytes().take_while(u8::is_ascii_uppercase).count();
        let digits = place.get(letters..).unwrap_or_default();
        letters <= 3 && digits.len() <= 7 && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether a VML path consists only of numbers and commands (`m@4@5l@4@11xe`).
fn is_path(value: &str) -> bool {
    const COMMANDS: &[&str] = &["xe", "nf", "ns", "wa", "wr", "at", "ar", "al", "ae", "qx", "qy"];
    value.split(|c: char| !c.is_alphabetic()).all(|w| {
        w.len() < 2
            || COMMANDS.contains(&w)
            || w.starts_with(['x', 'n', 'e', 'm', 'l']) && w.len() < 5
    })
}

/// Whether an attribute of WordprocessingML names a font.
fn is_font(element: &str, name: &str) -> bool {
    match element {
        "rFonts" => matches!(name, "ascii" | "hAnsi" | "cs" | "eastAsia"),
        "font" => name == "name",
        "altName" => name == "val",
        "sym" => name == "font",
        _ => false,
    }
}

/// Whether a style id or name consists only of words from the names of built-in styles.
fn built_in(value: &str) -> bool {
    without_style_words(value).chars().all(|c| !c.is_alphabetic())
}

/// A name with the words of built-in styles, some of which are also surnames, blanked out with
/// spaces. A capital letter starts a new word. The length in bytes does not change.
pub(crate) fn without_style_words(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut word = String::new();
    let end = |word: &mut String, out: &mut String| {
        let known = is_style_word(word);
        match known {
            true => out.extend(std::iter::repeat_n(' ', word.len())),
            false => out.push_str(word),
        }
        word.clear();
    };
    for c in value.chars() {
        if !c.is_alphabetic() || c.is_uppercase() {
            end(&mut word, &mut out);
        }
        if c.is_alphabetic() {
            word.push(c);
        } else {
            out.push(c);
        }
    }
    end(&mut word, &mut out);
    out
}

/// What may replace the text of an element in a property part (core, app, custom). Elements that
/// name people, machines, and templates are always emptied: a publication does not need them.
pub(crate) fn property_rule(element: &str) -> ReplacementRule {
    match element {
        "creator" | "lastModifiedBy" | "Manager" | "Template" | "HyperlinkBase" => {
            ReplacementRule::Blank
        }
        "i1" | "i2" | "i4" | "i8" | "int" | "ui4" | "ui8" | "uint" | "r4" | "r8" | "decimal" => {
            ReplacementRule::Number
        }
        "filetime" | "date" => ReplacementRule::Date,
        _ => ReplacementRule::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_and_numbers_are_no_text() {
        for value in ["nextPage", "nl-NL", "00A3B4", "{12345678-ABCD}", "12", "auto", "4F81BD"] {
            assert_eq!(carrier_of(Namespace::Word, "type", "val", value), None, "{value}");
        }
    }

    #[test]
    fn built_in_styles_are_no_text_and_others_are() {
        for value in
            ["Heading1", "List Bullet 2", "Kop1", "Standaardalinea-lettertype", "TableGrid"]
        {
            assert!(built_in(value), "{value}");
        }
        assert_eq!(without_style_words("Kop de Vries Char"), "    de Vries     ");
        for value in ["HeadingJansen", "Jansen", "Kop de Vries", "jjansen"] {
            assert!(!built_in(value), "{value}");
        }
    }

    #[test]
    fn names_in_unknown_attributes_are_text() {
        for value in ["Jansen", "J. Jansen", "j.jansen@example.nl", r"C:\Users\jjansen\x"] {
            assert!(carrier_of(Namespace::Other, "x", "y", value).is_some(), "{value}");
        }
    }

    #[test]
    fn fonts_and_paths_are_told_from_text() {
        let rule = |ns, element, name, value| {
            carrier_of(ns, element, name, value).map(|carrier| carrier.rule)
        };
        let font = |element, name| rule(Namespace::Word, element, name, "Jansen Sans");
        for (element, name) in [
            ("rFonts", "ascii"),
            ("rFonts", "cs"),
            ("font", "name"),
            ("altName", "val"),
            ("sym", "font"),
        ] {
            assert_eq!(font(element, name), Some(ReplacementRule::Identifier), "{element} {name}");
            assert_eq!(rule(Namespace::Word, element, name, "Times New Roman"), None, "{element}");
        }
        assert_eq!(rule(Namespace::Vml, "shape", "path", "m@4@5l@4@11xe"), None);
        assert!(rule(Namespace::Vml, "shape", "path", "m0,0 jansen").is_some());
    }

    #[test]
    fn every_carrier_has_its_rule() {
        use Namespace::{Drawing, Math, Other, Sheet, Vml, Word, WordDrawing};
        use ReplacementRule::{Author, Identifier, Link, Text};
        let rule = |ns, element, name| {
            carrier_of(ns, element, name, "Jansen de Wit").map(|carrier| carrier.rule)
        };
        for element in FREE_VALUES {
            assert_eq!(rule(Word, element, "val"), Some(Text), "{element}");
        }
        for element in NAME_VALUES {
            assert_eq!(rule(Word, element, "val"), Some(Identifier), "{element}");
        }
        for (ns, element, name, expected) in [
            (Word, "ins", "author", Author),
            (Word, "comment", "initials", Author),
            (Word, "presenceInfo", "userId", Author),
            (Word, "permStart", "ed", Author),
            (Word, "bookmarkStart", "name", Identifier),
            (Word, "hyperlink", "anchor", Identifier),
            (Word, "hyperlink", "docLocation", Identifier),
            (Word, "hyperlink", "tooltip", Text),
            (Word, "fldSimple", "instr", Text),
            (Word, "listItem", "displayText", Text),
            (Word, "listItem", "value", Text),
            (Word, "docVar", "val", Text),
            (Word, "docVar", "name", Text),
            (Word, "lsdException", "name", Identifier),
            (Word, "style", "styleId", Identifier),
            (Word, "dataBinding", "xpath", Identifier),
            (Word, "dataBinding", "prefixMappings", Identifier),
            (Drawing, "latin", "typeface", Identifier),
            (Math, "mathFont", "val", Identifier),
            (WordDrawing, "docPr", "descr", Text),
            (WordDrawing, "docPr", "name", Text),
            (Vml, "shape", "alt", Text),
            (Vml, "textpath", "string", Text),
            (Vml, "shape", "href", Link),
            (Vml, "shape", "id", Identifier),
            (Sheet, "sheet", "name", Identifier),
            (Other, "schemaRef", "uri", Identifier),
            (Other, "user", "userName", Author),
            (Other, "Assign", "userId", Author),
            (Other, "x", "y", Text),
        ] {
            assert_eq!(rule(ns, element, name), Some(expected), "{element} {name}");
        }
        let kind = |ns, name| carrier_of(ns, "docVar", name, "Jansen").map(|c| c.kind);
        assert_eq!(kind(Word, "tooltip"), Some(SegmentKind::Alternative));
        assert_eq!(kind(Word, "val"), Some(SegmentKind::Field));
        assert_eq!(kind(Word, "name"), Some(SegmentKind::Name));
        assert_eq!(kind(Vml, "href"), Some(SegmentKind::Link));
    }
}
