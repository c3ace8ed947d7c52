//! Compressed rich text (MS-OXRTFCP).

/// What the dictionary holds at the start.
const START: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
/// The size of the dictionary.
const WINDOW: usize = 4096;
/// Most bytes that a text may have.
const MOST: usize = 64 << 20;

/// The rich text; `None` if the data is faulty.
pub(super) fn rich_text(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?);
    let size = usize::try_from(size).ok().filter(|s| *s <= MOST)?;
    let data = bytes.get(16..)?;
    match bytes.get(8..12)? {
        b"MELA" => data.get(..size).map(<[u8]>::to_vec),
        b"LZFu" => unpacked(data, size),
        _ => None,
    }
}

fn unpacked(data: &[u8], size: usize) -> Option<Vec<u8>> {
    // The text behind its dictionary, so that all offsets lie in one row.
    let mut out = START.to_vec();
    let mut data = data.iter().copied();
    'all: while out.len() < START.len() + size {
        let Some(control) = data.next() else { break };
        for bit in 0..8 {
            if control >> bit & 1 == 0 {
                let Some(byte) = data.next() else { break 'all };
                out.push(byte);
                continue;
            }
            let (Some(high), Some(low)) = (data.next(), data.next()) else { break 'all };
            let offset = usize::from(high) << 4 | usize::from(low) >> 4;
            let length = usize::from(low & 0xF) + 2;
            let write = out.len() % WINDOW;
            if offset == write {
                break 'all;
            }
            let back = (write + WINDOW - offset) % WINDOW;
            let from = out.len().checked_sub(back)?;
            for at in from..from + length {
                let byte = *out.get(at)?;
                out.push(byte);
            }
        }
    }
    let text = out.get(START.len()..)?;
    (text.len() >= size).then(|| text.get(..size).unwrap_or(text).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_unpack() {
        let packed = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42\x32\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
        let text = rich_text(packed).expect("sound");
        assert_eq!(text, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        let again = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4KQA\0\x04 WXYZ\rn}\x01\x0e\xb0";
        assert_eq!(rich_text(again).as_deref(), Some(&b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"[..]));
        for end in 0..packed.len() {
            let _ = rich_text(&packed[..end]);
        }
    }
}
