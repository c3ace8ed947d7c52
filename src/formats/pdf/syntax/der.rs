//! The text in a digital signature: the character strings of its DER (ITU-T X.690), such as the name
//! and the mail address in a certificate. The rest is keys and digests, which no reader takes for text.

/// Tags of character strings (X.690, 8.23): UTF8String, PrintableString, T61String, IA5String,
/// VisibleString, and BMPString.
const TEXT: &[u8] = &[0x0c, 0x13, 0x14, 0x16, 0x1a];
const BMP: u8 = 0x1e;

/// Shortest string that counts, in characters. Shorter ones occur in keys by chance.
const SHORTEST: usize = 3;

/// All character strings, in order, each on a line.
///
/// They are looked for at every byte, so that a damaged or unusual structure hides none. By chance a
/// key holds one of four characters about once in some thousand bytes, and a longer one hardly ever.
pub(crate) fn text(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < bytes.len() {
        match string_at(bytes, at) {
            Some((end, text)) => {
                out.push_str(&text);
                out.push('\n');
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// The character string whose tag is here: one past its last byte, and its text.
fn string_at(bytes: &[u8], at: usize) -> Option<(usize, String)> {
    let tag = *bytes.get(at)?;
    if tag != BMP && !TEXT.contains(&tag) {
        return None;
    }
    let (start, length) = length_at(bytes, at + 1)?;
    let end = start.checked_add(length)?;
    let value = bytes.get(start..end)?;
    let text = if tag == BMP {
        let units = value.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
        let units: Vec<u16> = units.map(u16::from_be_bytes).collect();
        String::from_utf16(&units).ok().filter(|_| value.len() % 2 == 0)?
    } else if tag == 0x14 {
        value.iter().map(|b| char::from(*b)).collect()
    } else {
        std::str::from_utf8(value).ok()?.to_owned()
    };
    let plain = text.chars().all(|c| !c.is_control());
    (plain && text.chars().count() >= SHORTEST).then_some((end, text))
}

/// The length at this byte (X.690, 8.1.3): the first byte of the value, and its length in bytes.
fn length_at(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let first = usize::from(*bytes.get(at)?);
    if first < 0x80 {
        return Some((at + 1, first));
    }
    let count = first & 0x7f;
    if count == 0 || count > 3 {
        return None;
    }
    let parts = bytes.get(at + 1..at + 1 + count)?;
    Some((at + 1 + count, parts.iter().fold(0, |sum, b| sum << 8 | usize::from(*b))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_certificates_are_read_and_keys_are_not() {
        let mut der = vec![0x30, 0x82, 0x01, 0x00, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 10];
        der.extend_from_slice(b"K. Bakhuis");
        der.extend_from_slice(&[0x03, 0x81, 0x08, 0x9f, b'U', 0xba, b'5', b'x', b'_', b'c', 0x01]);
        der.extend_from_slice(&[0x1e, 6, 0, b'J', 0, b'a', 0, b'n', 0x16, 9]);
        der.extend_from_slice(b"k@bak.tld");
        assert_eq!(text(&der), "K. Bakhuis\nJan\nk@bak.tld\n");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            text(&bytes);
        }
    }
}
