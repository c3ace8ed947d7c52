//! Second reader of XML: as of a web page, and what stands in it as it is. A copy of what is sound
//! must be sound.

use super::claim::Claim;
use super::error::VerifyError;
use super::reading::{Reading, raw};
use super::{html, text};
use crate::model::{Message, message};
use quick_xml::Reader;
use quick_xml::events::Event;

/// What stands in a copy.
///
/// # Errors
/// When it is no XML although the original is.
pub(super) fn read(
    copy: &[u8],
    claim: &Claim<'_>,
    place: &Message,
) -> Result<Vec<Reading>, VerifyError> {
    if !claim.blanked && is_sound(&text::decoded(claim.original)) && !is_sound(&text::decoded(copy))
    {
        return Err(VerifyError::Unreadable(message!("the copy is no XML")));
    }
    let told = text::decoded(copy);
    let mut out = raw(copy, place);
    out.extend(html::read(&told, place));
    out.push(Reading::new("text without tags", place.clone(), without_tags(&told)));
    Ok(out)
}

/// Whether all that opens is closed.
fn is_sound(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_i64;
    let mut any = false;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return any && depth == 0,
            Ok(Event::Start(_)) => (depth, any) = (depth + 1, true),
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Empty(_)) => any = true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// All text as one, data in `CDATA` too: a name may stand in several elements.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len() / 2);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(&html::resolved(before));
        if let Some(data) = after.strip_prefix("![CDATA[") {
            let (inner, behind) = data.split_once("]]>").unwrap_or((data, ""));
            out.push_str(inner);
            rest = behind;
            continue;
        }
        rest = after.split_once('>').map_or("", |(_, behind)| behind);
    }
    out.push_str(&html::resolved(rest));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soundness_is_told() {
        assert!(is_sound("<?xml version='1.0'?><a b='c'>d &amp; <e/></a>"));
        for broken in ["<a>", "<a></b>", "a", "<a b></", ""] {
            assert!(!is_sound(broken), "{broken}");
        }
        assert_eq!(without_tags("<a>No<b>or</b> <![CDATA[<Bos>]]></a>"), "Noor <Bos>");
    }
}
