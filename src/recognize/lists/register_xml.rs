//! The XML export of the Register van Overheidsorganisaties (organisaties.overheid.nl,
//! `exportOO.xml`): who holds which function at which authority, and since when.
//!
//! Only local names count, since the namespace changes with every version of the schema:
//! `organisatie/naam`, `afkorting`, `functies/functie/naam`, `medewerkers/medewerker` with `naam`,
//! `startDatum` and `eindDatum`, at any depth.

use crate::recognize::error::{FileFault, RecognizeError};
use quick_xml::Reader;
use quick_xml::events::Event;

/// One holder of a function, as the register states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holder {
    /// `dhr. H.J. Derks`.
    pub(crate) name: String,
    /// `Algemeen directeur`.
    pub(crate) function: String,
    /// The authority's name.
    pub(crate) organization: String,
    /// The authority's abbreviation; empty if none.
    pub(crate) short: String,
    /// First day, as written; empty if none.
    pub(crate) from: String,
    /// Last day, as written; empty if none.
    pub(crate) until: String,
}

/// Deepest nesting that is read; the register uses about twelve levels.
const DEPTH: usize = 64;

/// One open element.
struct OpenElement {
    local: String,
    text: String,
    name: String,
    short: String,
    from: String,
    until: String,
}

impl OpenElement {
    fn new(local: &str) -> Self {
        Self {
            local: local.to_owned(),
            text: String::new(),
            name: String::new(),
            short: String::new(),
            from: String::new(),
            until: String::new(),
        }
    }
}

/// Whether a list is XML rather than CSV or names.
pub fn is_xml(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// Reads the export.
///
/// # Errors
/// [`RecognizeError::At`] with the place and what was expected; never the text itself.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<Holder>, RecognizeError> {
    let mut reader = Reader::from_str(text);
    let mut stack: Vec<OpenElement> = Vec::new();
    let mut out = Vec::new();
    let at = |byte: u64, fault: FileFault| xml_error(file, text, byte, fault);
    loop {
        let event = reader.read_event();
        let event = event.map_err(|_| at(reader.error_position(), FileFault::Xml))?;
        match event {
            Event::Start(start) => {
                if stack.len() >= DEPTH {
                    return Err(at(reader.buffer_position(), FileFault::Depth));
                }
                stack.push(OpenElement::new(start.local_name().as_ref()));
            }
            Event::End(_) => {
                if let Some(element) = stack.pop() {
                    close_element(element, &mut stack, &mut out);
                }
            }
            Event::Text(part) => push_text(&mut stack, &part.into_inner()),
            Event::CData(part) => push_text(&mut stack, &part.into_inner()),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", entity.into_inner());
                let plain = quick_xml::escape::unescape(&entity)
                    .map_err(|_| at(reader.buffer_position(), FileFault::Entity))?;
                push_text(&mut stack, &plain);
            }
            Event::Eof => break,
            Event::Empty(_)
            | Event::Comment(_)
            | Event::PI(_)
            | Event::Decl(_)
            | Event::DocType(_) => {}
        }
    }
    if let Some(open) = stack.last() {
        let fault = FileFault::Truncated { element: open.local.clone() };
        return Err(at(text.len() as u64, fault));
    }
    if out.is_empty() {
        return Err(at(0, FileFault::NoHolders));
    }
    Ok(out)
}

fn push_text(stack: &mut [OpenElement], text: &str) {
    if let Some(element) = stack.last_mut() {
        element.text.push_str(text);
    }
}

/// Passes the content of a closed element to its parent; a closed `medewerker` is a holder.
fn close_element(element: OpenElement, stack: &mut [OpenElement], out: &mut Vec<Holder>) {
    let text = element.text.split_whitespace().collect::<Vec<_>>().join(" ");
    match element.local.to_lowercase().as_str() {
        "medewerker" => {
            let function = stack.iter().rev().find(|f| f.local.eq_ignore_ascii_case("functie"));
            let outer = stack.iter().rev().find(|f| is_authority(f));
            let (Some(function), Some(outer)) = (function, outer) else { return };
            if element.name.is_empty() {
                return;
            }
            out.push(Holder {
                name: element.name,
                function: function.name.clone(),
                organization: outer.name.clone(),
                short: outer.short.clone(),
                from: element.from,
                until: element.until,
            });
        }
        local => {
            let Some(parent) = stack.last_mut() else { return };
            match local {
                "naam" | "titel" if parent.name.is_empty() => parent.name = text,
                "afkorting" if parent.short.is_empty() => parent.short = text,
                "startdatum" | "begindatum" => parent.from = text,
                "einddatum" => parent.until = text,
                _ => {}
            }
        }
    }
}

/// Whether an element has a name and is no function: `organisatie`, `gemeente`, `regeling`,
/// `bestuursorgaan`.
fn is_authority(element: &OpenElement) -> bool {
    !element.name.is_empty() && !element.local.eq_ignore_ascii_case("functie")
}

fn xml_error(file: &str, text: &str, byte: u64, fault: FileFault) -> RecognizeError {
    let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let head = text.get(..text.floor_char_boundary(byte)).unwrap_or_default();
    let line = head.matches('\n').count() + 1;
    let column = head.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    RecognizeError::At { file: file.to_owned(), line: line as u64, column: column as u64, fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<p:overheidsorganisaties xmlns:p="https://organisaties.overheid.nl/static/schema/oo/export/2.6.9">
 <p:organisaties>
  <p:organisatie p:systeemId="1">
   <p:naam>Ministerie van Landbouw &amp; Visserij</p:naam><p:afkorting>LV</p:afkorting>
   <p:functies><p:functie><p:naam>Minister</p:naam><p:medewerkers>
     <p:medewerker><p:naam>mw. drs. X.Y. van der Vlierzwaal</p:naam><p:startDatum>2022-01-10</p:startDatum><p:eindDatum>2024-07-02</p:eindDatum></p:medewerker>
   </p:medewerkers></p:functie></p:functies>
   <p:organisatieOnderdelen><p:organisatie><p:naam>Directie Water</p:naam>
     <p:functies><p:functie><p:naam>Directeur</p:naam><p:medewerkers>
       <p:medewerker><p:naam>Dhr. Q. Waseige</p:naam></p:medewerker></p:medewerkers></p:functie></p:functies>
   </p:organisatie></p:organisatieOnderdelen>
  </p:organisatie>
 </p:organisaties>
</p:overheidsorganisaties>"#;

    #[test]
    fn holders_with_function_authority_and_time() {
        let found = read("oo.xml", EXPORT).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].organization, "Ministerie van Landbouw & Visserij");
        assert_eq!(found[0].short, "LV");
        assert_eq!((found[0].from.as_str(), found[0].until.as_str()), ("2022-01-10", "2024-07-02"));
        assert_eq!(found[1].organization, "Directie Water");
        assert_eq!(found[1].function, "Directeur");
        let bare = EXPORT.replace("p:", "");
        assert_eq!(read("oo.xml", &bare).unwrap(), found, "whatever the namespace");
    }

    #[test]
    fn faults_have_a_place() {
        let says = |text: &str| read("oo.xml", text).err().unwrap().to_string();
        assert!(says("<a>\n  <b></c></a>").starts_with("oo.xml, line 2, column "));
        assert!(says("<a>\n<b>").contains("line 2, column 4: the XML ends within `b`"));
        assert!(says("<a>\n<b/></a>").contains("nobody holds"));
        assert!(says("<a>\n &wat;</a>").contains("line 2, column 7: unknown reference"));
        assert!(says(&"<a>".repeat(70)).contains("too deeply"));
    }
}
