//! Looks for a name in a PDF with code that shares nothing with the reader and the verifier.

use lopdf::{Document, Object};

/// The first place in which the name still stands, or `None`.
pub fn leak(bytes: &[u8], name: &str) -> Option<String> {
    if contains(bytes, name) {
        return Some("bytes of the file".into());
    }
    let doc = match Document::load_mem(bytes) {
        Ok(doc) => doc,
        Err(_) => return Some("the copy does not load".into()),
    };
    for (id, object) in &doc.objects {
        if let Some(what) = within(object, name, 0) {
            return Some(format!("{what} of object {}", id.0));
        }
    }
    if within(&Object::Dictionary(doc.trailer.clone()), name, 0).is_some() {
        return Some("trailer".into());
    }
    None
}

fn within(object: &Object, name: &str, depth: usize) -> Option<&'static str> {
    if depth > 60 {
        return None;
    }
    match object {
        Object::String(bytes, _) => contains(bytes, name).then_some("a string"),
        Object::Name(bytes) => contains(bytes, name).then_some("a name"),
        Object::Array(items) => items.iter().find_map(|o| within(o, name, depth + 1)),
        Object::Dictionary(dict) => dict.iter().find_map(|(key, value)| {
            contains(key, name).then_some("a key").or_else(|| within(value, name, depth + 1))
        }),
        Object::Stream(stream) => {
            let dict = Object::Dictionary(stream.dict.clone());
            if let Some(what) = within(&dict, name, depth + 1) {
                return Some(what);
            }
            let data = stream.get_plain_content_with_limit(64 << 20).unwrap_or_default();
            let data = if data.is_empty() { stream.content.clone() } else { data };
            if contains(&data, name) {
                return Some("a stream");
            }
            contains(&shown(&data), name).then_some("shown text")
        }
        _ => None,
    }
}

/// Whether the name stands there in one or two bytes a letter, in hex, or in hex of two bytes,
/// whatever the case.
fn contains(bytes: &[u8], name: &str) -> bool {
    let low = bytes.to_ascii_lowercase();
    let name = name.to_lowercase();
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex = |b: &[u8]| b.iter().map(|b| format!("{b:02x}")).collect::<String>().into_bytes();
    // Hex of capitals and of small letters differs: the first letter is left out.
    let tail = hex(&name.as_bytes()[1..]);
    let wide_tail = hex(&wide[2..]);
    [name.as_bytes(), &wide, &little, &tail, &wide_tail]
        .iter()
        .any(|needle| low.windows(needle.len()).any(|w| w == *needle))
}

/// All that stands between brackets, one after the other, escapes undone.
fn shown(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut inside, mut at) = (false, 0);
    while let Some(byte) = data.get(at) {
        at += 1;
        match (inside, byte) {
            (false, b'(') => inside = true,
            (true, b')') => inside = false,
            (true, b'\\') => {
                let digits: String = data
                    .iter()
                    .skip(at)
                    .take(3)
                    .take_while(|b| (b'0'..=b'7').contains(b))
                    .map(|b| char::from(*b))
                    .collect();
                match u8::from_str_radix(&digits, 8) {
                    Ok(value) => {
                        out.push(value);
                        at += digits.len();
                    }
                    Err(_) => {
                        out.extend(data.get(at));
                        at += 1;
                    }
                }
            }
            (true, b) => out.push(*b),
            _ => {}
        }
    }
    out.retain(|b| *b != b' ');
    out
}

#[cfg(test)]
mod tests {
    use super::leak;
    use crate::rawpdf::RawPdf;

    #[test]
    fn the_check_itself_sees() {
        let page = |c: &str| RawPdf::page(c).build();
        for content in [
            "(Kwispelaer) Tj",
            "[(Kwis) -3 (pelaer)] TJ",
            "<4B77697370656C616572> Tj",
            "(Kwis\\160elaer) Tj",
            "(K w i s p e l a e r) Tj",
        ] {
            assert!(leak(&page(content), "Kwispelaer").is_some(), "{content}");
        }
        assert_eq!(leak(&page("(Kwispelen) Tj"), "Kwispelaer"), None);
    }
}
