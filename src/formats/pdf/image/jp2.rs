//! JPEG 2000 boxes and markers (ISO/IEC 15444-1, annexes A and I).

/// Boxes that the picture needs; all others may hold text and are removed.
const NEEDED: [&[u8; 4]; 6] = [b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jp2c", b"jpch"];

/// Whether the wavelet is the reversible one, so that coding lost nothing.
pub(crate) fn is_reversible(data: &[u8]) -> bool {
    let stream = codestream(data).unwrap_or(data);
    main_header(stream).is_some_and(|(segments, _)| {
        segments.iter().any(|(marker, body)| *marker == 0x52 && body.get(11) == Some(&1))
    })
}

fn codestream(data: &[u8]) -> Option<&[u8]> {
    boxes(data)?.into_iter().find(|b| b.kind == b"jp2c").map(|b| b.body)
}

struct Box<'a> {
    kind: &'a [u8],
    bytes: &'a [u8],
    body: &'a [u8],
}

fn boxes(data: &[u8]) -> Option<Vec<Box<'_>>> {
    let mut out = Vec::new();
    let mut at = 0usize;
    while at < data.len() {
        let short = u32::from_be_bytes(*data.get(at..at + 8)?.first_chunk()?);
        let (size, skip) = match short {
            0 => (data.len() - at, 8),
            1 => {
                let long = data.get(at + 8..at + 16)?.try_into().ok().map(u64::from_be_bytes)?;
                (usize::try_from(long).ok()?, 16)
            }
            n => (n as usize, 8),
        };
        let end = at.checked_add(size)?;
        if size < skip {
            return None;
        }
        let bytes = data.get(at..end)?;
        out.push(Box { kind: bytes.get(4..8)?, bytes, body: bytes.get(skip..)? });
        at = end;
    }
    Some(out)
}

type Segments<'a> = Vec<(u8, &'a [u8])>;

/// Marker segments of the main header (marker, bytes after it), and the offset of the first tile.
fn main_header(data: &[u8]) -> Option<(Segments<'_>, usize)> {
    if data.get(..2)? != [0xff, 0x4f] {
        return None;
    }
    let mut at = 2;
    let mut out = Vec::new();
    loop {
        let [0xff, marker, high, low] = *data.get(at..)?.first_chunk()? else { return None };
        if marker == 0x90 {
            return Some((out, at));
        }
        let size = usize::from(u16::from_be_bytes([high, low]));
        let end = at.checked_add(2)?.checked_add(size.max(2))?;
        out.push((marker, data.get(at + 2..end)?));
        at = end;
    }
}

/// The codestream without comments in its main header.
fn strip_codestream(data: &[u8]) -> Option<Vec<u8>> {
    let (segments, tiles) = main_header(data)?;
    let mut out = vec![0xff, 0x4f];
    for (marker, body) in segments {
        if marker != 0x64 {
            out.extend_from_slice(&[0xff, marker]);
            out.extend_from_slice(body);
        }
    }
    out.extend_from_slice(data.get(tiles..)?);
    Some(out)
}

/// The image without text boxes and comments; `None` if there are none or the structure is broken.
pub(crate) fn strip(data: &[u8]) -> Option<Vec<u8>> {
    let out = if data.starts_with(&[0xff, 0x4f]) {
        strip_codestream(data)?
    } else {
        let mut out = Vec::with_capacity(data.len());
        for part in boxes(data)? {
            if part.kind == b"jp2c" {
                let clean = strip_codestream(part.body)?;
                out.extend_from_slice(&u32::try_from(clean.len() + 8).ok()?.to_be_bytes());
                out.extend_from_slice(b"jp2c");
                out.extend_from_slice(&clean);
            } else if NEEDED.iter().any(|n| n.as_slice() == part.kind) {
                out.extend_from_slice(part.bytes);
            }
        }
        out
    };
    (out.as_slice() != data).then_some(out)
}

#[cfg(test)]
mod tests {
    use crate::formats::pdf::image::jp2::{is_reversible, strip};

    fn stream(comment: bool) -> Vec<u8> {
        let mut out = vec![0xff, 0x4f, 0xff, 0x52, 0, 12, 0, 0, 0, 1, 0, 5, 4, 4, 0, 1];
        if comment {
            out.extend_from_slice(b"\xff\x64\x00\x0e\x00\x01Naamdrager");
        }
        out.extend_from_slice(b"\xff\x90tiles");
        out
    }

    fn boxed(kind: &[u8], body: &[u8]) -> Vec<u8> {
        let mut out = ((body.len() + 8) as u32).to_be_bytes().to_vec();
        out.extend_from_slice(kind);
        out.extend_from_slice(body);
        out
    }

    #[test]
    fn text_boxes_and_comments_go() {
        let clean = [boxed(b"jP  ", b"\r\n\x87\n"), boxed(b"jp2c", &stream(false))].concat();
        let dirty = [
            boxed(b"jP  ", b"\r\n\x87\n"),
            boxed(b"xml ", b"<a>Naamdrager</a>"),
            boxed(b"jp2c", &stream(true)),
            boxed(b"uuid", b"Naamdrager"),
        ]
        .concat();
        assert_eq!(strip(&dirty), Some(clean.clone()));
        assert_eq!(strip(&clean), None);
        assert_eq!(strip(&stream(true)), Some(stream(false)));
    }

    #[test]
    fn the_wavelet_is_read() {
        assert!(is_reversible(&stream(true)));
        let mut lossy = stream(false);
        lossy[15] = 0;
        assert!(!is_reversible(&lossy));
    }

    #[test]
    fn broken_boxes_are_left_alone() {
        assert_eq!(strip(b"\x00\x00\x00\x03jP  "), None);
        assert_eq!(strip(b"\xff\x4f\xff"), None);
    }
}
