//! Transfer encodings.

/// Bytes in base64; `None` when they are not.
pub(crate) fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut fragments, mut count) = (Vec::new(), 0_u32, 0);
    for b in body.iter().filter(|b| !b.is_ascii_whitespace() && **b != b'=') {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        fragments = (fragments << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((fragments >> count) as u8);
        }
    }
    Some(out)
}

fn quoted(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, tail)) = rest.split_first() {
        let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
        rest = match (first, tail) {
            (b'=', [b'\r', b'\n', after @ ..]) | (b'=', [b'\n', after @ ..]) => after,
            (b'=', _) => match (hex(tail.first()), hex(tail.get(1))) {
                (Some(high), Some(low)) => {
                    out.push((high * 16 + low) as u8);
                    tail.get(2..).unwrap_or_default()
                }
                _ => tail,
            },
            _ => {
                out.push(*first);
                tail
            }
        };
    }
    out
}

pub(crate) fn decoded(body: &[u8], coding: &str) -> Option<Vec<u8>> {
    match coding.to_ascii_lowercase().as_str() {
        "base64" => base64(body),
        "quoted-printable" => Some(quoted(body)),
        _ => Some(body.to_vec()),
    }
}
