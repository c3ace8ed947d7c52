//! Which attributes may hold text about people, and what may stand in their place.

use super::xml::Ns;
use crate::model::SegmentKind;

/// What may take the place of redacted text in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    /// The mark in square brackets, the rest stays.
    Text,
    /// A fresh name that is unique and a valid identifier; the same wherever the old one stood.
    Identifier,
    /// `about:blank` for the whole value.
    Link,
    /// The author of a revision or remark: never stays, also when nobody found a name in it.
    Author,
    /// `0`: the type of the value takes only numbers.
    Number,
    /// The first day of 1601, which is how Windows writes no date.
    Date,
    /// Never stays: emptied also when nobody found a name in it.
    Blank,
}

/// What a value is to its reader, and what may replace it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Carrier {
    /// For recognizers and policies.
    pub(super) kind: SegmentKind,
    /// What may take its place.
    pub(super) rule: Rule,
}

const fn carrier(kind: SegmentKind, rule: Rule) -> Option<Carrier> {
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

/// Elements of WordprocessingML whose `w:val` is a name that others refer to.
const NAME_VALUES: &[&str] =
    &["name", "aliases", "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"];

/// What the attribute may hold; `None` when it is a number, a switch or a choice from a fixed set.
///
/// `element` and `name` are local names; `own` is the namespace of the attribute, `None` without prefix.
pub(super) fn carrier_of(
    ns: Ns,
    element: &str,
    own: Option<Ns>,
    name: &str,
    value: &str,
) -> Option<Carrier> {
    use SegmentKind::{Alternative, Field, Link, Metadata, Name};
    if !value.bytes().any(|b| b.is_ascii_alphanumeric() || b >= 0x80) {
        return None;
    }
    if own == Some(Ns::Relations) {
        return None;
    }
    match (ns, name) {
        (Ns::Word, "author" | "initials" | "userId") => carrier(Metadata, Rule::Author),
        (Ns::Word, "ed") if element == "permStart" => carrier(Metadata, Rule::Author),
        (Ns::Word, "name") if element == "bookmarkStart" => carrier(Name, Rule::Identifier),
        (Ns::Word, "anchor" | "docLocation") if element == "hyperlink" => {
            carrier(Name, Rule::Identifier)
        }
        (Ns::Word, "tooltip") => carrier(Alternative, Rule::Text),
        (Ns::Word, "instr") => carrier(Field, Rule::Text),
        (Ns::Word, "displayText" | "value") => carrier(Field, Rule::Text),
        (Ns::Word, "val") if element == "docVar" => carrier(Field, Rule::Text),
        (Ns::Word, "name") if element == "docVar" => carrier(Name, Rule::Text),
        (Ns::Word, "val") if FREE_VALUES.contains(&element) => carrier(Field, Rule::Text),
        (Ns::Word, "val") if NAME_VALUES.contains(&element) => {
            carrier(Name, Rule::Identifier).filter(|_| word_like(value) && !built_in(value))
        }
        // Switches of compatibility, by name.
        (Ns::Word, "name") if element == "compatSetting" && choice_like(value) => None,
        (Ns::Word, "name") if element == "lsdException" => {
            carrier(Name, Rule::Identifier).filter(|_| !built_in(value))
        }
        // A script by its code of four letters (ISO 15924).
        (Ns::Drawing, "script") if element == "font" && value.len() == 4 => None,
        (Ns::Drawing, "typeface") => carrier(Name, Rule::Identifier)
            .filter(|_| !known_font(value) && !value.starts_with('+')),
        (Ns::Math, "val") if element == "mathFont" => {
            carrier(Name, Rule::Identifier).filter(|_| !known_font(value))
        }
        (Ns::Word, "val") if element == "uiPriority" || element.starts_with("numFmt") => None,
        (Ns::Word, "styleId") => {
            carrier(Name, Rule::Identifier).filter(|_| word_like(value) && !built_in(value))
        }
        (Ns::Word, _) if is_font(element, name) => {
            carrier(Name, Rule::Identifier).filter(|_| !known_font(value))
        }
        (Ns::Word, "xpath" | "prefixMappings" | "storeItemID") => None,
        (_, "descr" | "title" | "alt" | "string" | "tooltip") => carrier(Alternative, Rule::Text),
        (Ns::Vml, "href") => carrier(Link, Rule::Link),
        (Ns::Drawing, _) if element == "gd" => None,
        // Names of sheets and tables may not hold brackets.
        (Ns::Sheet, "name" | "displayName" | "uniqueName") => carrier(Name, Rule::Identifier),
        (_, "name") if word_like(value) => carrier(Name, Rule::Text),
        (Ns::Vml | Ns::Office, "id" | "spid" | "ShapeID") => {
            if text_like(value) && !value.starts_with('_') {
                carrier(Name, Rule::Identifier)
            } else {
                None
            }
        }
        (Ns::Vml | Ns::Office, "style" | "coords" | "path" | "connecttype" | "type") => None,
        (_, "uri" | "schemaLocation" | "Requires" | "Ignorable" | "prst") => None,
        _ if text_like(value) => carrier(Metadata, Rule::Text),
        _ => None,
    }
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

/// Letters and digits of ASCII, the first a small letter: a word from a schema.
fn choice_like(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_lowercase())
        && value.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Not a bare number: holds two letters in a row.
fn word_like(value: &str) -> bool {
    let mut before = false;
    value.chars().any(|c| {
        let both = before && c.is_alphabetic();
        before = c.is_alphabetic();
        both
    })
}

/// Whether a value looks like words rather than a choice from a schema (`nextPage`), a number or
/// a GUID: it has a space, `@` or path in it, or opens with a capital that a small letter follows.
fn text_like(value: &str) -> bool {
    if value.starts_with('{') && value.ends_with('}') {
        return false;
    }
    if value.starts_with("http://schemas.") || value.starts_with("urn:schemas") {
        return false;
    }
    let mut chars = value.chars();
    let capital = chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(|c| c.is_lowercase() || c == '.');
    let long_digits = value.bytes().filter(u8::is_ascii_digit).count() >= 8
        && value.bytes().all(|b| b.is_ascii_digit() || b" +-().".contains(&b));
    word_like(value) && (capital || value.contains(['@', '\\', ' ']) || !value.is_ascii())
        || (long_digits && value.len() > 8 && value.contains([' ', '+', '-']))
}

/// Words that the names of built-in styles are made of, in the languages of Dutch offices.
/// A name in which any other word stands is looked at.
const STYLE_WORDS: &str = "accent acronym address alinea annotation annotationtext authorities authority \
    ballontekst balloon bibliography block body book bottom bullet caption char cite \
    classic closing cloud code colorful columns comment contemporary content contents \
    continue dark date default definition document documentmap effects eindnoot \
    eindnoottekst elegant email emphasis endnote envelope figures first followed \
    followedhyperlink font footer footnote form formatted geen grid hashtag header \
    heading html hyperlink inch indent index inhopg intense keyboard kleurrijk kop \
    koptekst label latent letter lettertype light lijst lijstalinea line link list \
    macro mail map medium mention message nadruk nieuw no normaal normal normaltable \
    note number numbering of ondertitel opmaakprofiel outline page para paragraaf \
    paragraph placeholder plain plattetekst preformatted professional quote raster \
    reference return revision roa salutation sample schema sender shading signature \
    simple smart spacing standaard standaardalinea standaardtabel strong subject \
    subtitle subtle tabel tabelraster table tableofcontents teken tekens tekst text \
    theme titel title to toa toc top typewriter unresolved variable verwijzing \
    voetnoot voetnoottekst voettekst web with zwaar";

/// Fonts that come with Word and with themes, some of which bear the names of persons.
const FONTS: &str = "|Aptos|Aptos Display|Arial|Arial Black|Arial Narrow|Arial Unicode MS|Angsana \
    New|Batang|Book Antiqua|Bookman Old Style|Calibri|Calibri Light|Cambria|Cambria \
    Math|Candara|Carlito|Century|Century Gothic|Comic Sans \
    MS|Consolas|Constantia|Corbel|Cordia New|Courier|Courier New|DaunPenh|DejaVu \
    Sans|DejaVu Serif|DengXian|DengXian Light|DokChampa|Ebrima|Estrangelo \
    Edessa|Euphemia|Franklin Gothic Book|Franklin Gothic \
    Medium|Gadugi|Garamond|Gautami|Georgia|Gill Sans MT|Helvetica|Impact|Iskoola \
    Pota|Javanese Text|Kalinga|Kartika|Khmer UI|Latha|Leelawadee UI|Liberation \
    Mono|Liberation Sans|Liberation Serif|Lohit Devanagari|Lucida Console|Lucida \
    Sans|Lucida Sans Unicode|MS Gothic|MS Mincho|MS PGothic|MS Sans Serif|MV \
    Boli|Malgun Gothic|Mangal|Microsoft Himalaya|Microsoft New Tai Lue|Microsoft Sans \
    Serif|Microsoft Tai Le|Microsoft Uighur|Microsoft Yi Baiti|Mongolian \
    Baiti|MoolBoran|Myanmar Text|Nirmala UI|Nyala|Open \
    Sans|OpenSymbol|PMingLiU|Palatino Linotype|Phagspa|Plantagenet \
    Cherokee|Raavi|RijksoverheidSansText|RijksoverheidSerif|Segoe UI|Segoe UI \
    Historic|Segoe UI \
    Symbol|Shruti|SimSun|StarSymbol|Sylfaen|Symbol|Tahoma|Times|Times New \
    Roman|Trebuchet MS|Tunga|Univers|Verdana|Vrinda|Webdings|Wingdings|Wingdings \
    2|Wingdings 3|Yu Gothic|Yu Gothic Light|Yu Mincho|";

/// Whether a value is the name of such a font, or in letters of other scripts altogether.
fn known_font(value: &str) -> bool {
    let foreign = value.chars().all(|c| !c.is_alphabetic() || u32::from(c) >= 0x1100);
    foreign || FONTS.split('|').any(|f| f == value)
}

/// Whether a style's id or name is made of nothing but the words of built-in styles.
fn built_in(value: &str) -> bool {
    without_style_words(value).chars().all(|c| !c.is_alphabetic())
}

/// A name with spaces for the words of built-in styles, which may be surnames too. Capitals begin
/// a new word. The name keeps its length.
pub(super) fn without_style_words(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut word = String::new();
    let end = |word: &mut String, out: &mut String| {
        let known =
            word.len() < 2 || STYLE_WORDS.split_whitespace().any(|s| s.eq_ignore_ascii_case(word));
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

/// Elements of property parts (core, app, custom) whose text never stays: they name people,
/// machines and templates and say nothing that a publication needs.
pub(super) fn property_rule(element: &str) -> Rule {
    match element {
        "creator" | "lastModifiedBy" | "Manager" | "Template" | "HyperlinkBase" => Rule::Blank,
        "i1" | "i2" | "i4" | "i8" | "int" | "ui4" | "ui8" | "uint" | "r4" | "r8" | "decimal" => {
            Rule::Number
        }
        "filetime" | "date" => Rule::Date,
        _ => Rule::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_and_numbers_are_no_text() {
        for value in ["nextPage", "nl-NL", "00A3B4", "{1234-ABCD}", "12", "auto", "4F81BD"] {
            assert_eq!(carrier_of(Ns::Word, "type", Some(Ns::Word), "val", value), None, "{value}");
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
            assert!(carrier_of(Ns::Other, "x", None, "y", value).is_some(), "{value}");
        }
    }
}
