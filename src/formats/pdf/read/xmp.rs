//! Metadata streams (ISO 32000-2, 14.3): what is taken from the old one, and a new one that says no
//! more than that.

use crate::formats::pdf::syntax::text_string;

/// Conformance claims of a metadata stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ConformanceClaims {
    /// PDF/A part and conformance level.
    pub(crate) pdf_a: Option<(String, Option<String>)>,
    /// PDF/UA part.
    pub(crate) pdf_ua: Option<String>,
}

/// The title: the text of the first item under `dc:title`.
pub(crate) fn title(xmp: &str) -> Option<String> {
    let from = xmp.find("<dc:title")?;
    let until = from + xmp[from..].find("</dc:title")?;
    let from = from + xmp[from..until].find('>')? + 1;
    let text = text_string::strip_tags(&xmp[from..until].replace("x-default", ""));
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The conformance claims of a metadata stream.
pub(crate) fn claims(xmp: &str) -> ConformanceClaims {
    let part = short_value(xmp, "pdfaid:part");
    let level = short_value(xmp, "pdfaid:conformance");
    ConformanceClaims { pdf_a: part.map(|p| (p, level)), pdf_ua: short_value(xmp, "pdfuaid:part") }
}

/// A short value, as an element or an attribute; only letters and digits are read.
fn short_value(xmp: &str, name: &str) -> Option<String> {
    let after = &xmp[xmp.find(name)? + name.len()..];
    let text: String = after
        .trim_start_matches(['=', '"', '\'', '>', ' ', '\n', '\r', '\t'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    (1..=3).contains(&text.len()).then_some(text)
}

/// A metadata stream with a title and conformance claims.
pub(crate) fn write(title: Option<&str>, claims: &ConformanceClaims) -> String {
    let mut body = String::new();
    if let Some(title) = title {
        body.push_str("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
        body.push_str(&escape(title));
        body.push_str("</rdf:li></rdf:Alt></dc:title>\n");
    }
    if let Some((part, level)) = &claims.pdf_a {
        body.push_str(&format!("<pdfaid:part>{part}</pdfaid:part>\n"));
        if let Some(level) = level {
            body.push_str(&format!("<pdfaid:conformance>{level}</pdfaid:conformance>\n"));
        }
    }
    if let Some(part) = &claims.pdf_ua {
        body.push_str(&format!("<pdfuaid:part>{part}</pdfuaid:part>\n"));
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n{body}\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_over_comes_back() {
        let claims = ConformanceClaims {
            pdf_a: Some(("2".into(), Some("B".into()))),
            pdf_ua: Some("1".into()),
        };
        let xmp = write(Some("Besluit <1>"), &claims);
        assert_eq!(title(&xmp).as_deref(), Some("Besluit <1>"));
        assert_eq!(super::claims(&xmp), claims);
    }

    #[test]
    fn attributes_count_too() {
        let xmp = "<rdf:Description pdfaid:part=\"1\" pdfaid:conformance='A'/>";
        assert_eq!(claims(xmp).pdf_a, Some(("1".into(), Some("A".into()))));
    }
}
