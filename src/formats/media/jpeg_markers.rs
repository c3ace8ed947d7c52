//! JPEG markers (ITU-T T.81, annex B): tables, sampling, and data beside the picture.

/// Quantization tables in natural order, and luma sampling factors (horizontal, vertical).
pub(crate) struct Tables {
    pub(crate) luma: [u16; 64],
    pub(crate) chroma: [u16; 64],
    pub(crate) sampling: (u8, u8),
}

/// Position in natural order of each coefficient in zigzag order (T.81, figure A.6).
const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// A marker segment, or a stretch of coded data (`marker` 0).
struct Part<'a> {
    marker: u8,
    /// All bytes, including the marker.
    bytes: &'a [u8],
}

impl Part<'_> {
    fn body(&self) -> &[u8] {
        self.bytes.get(4..).unwrap_or_default()
    }
}

/// The parts up to and including the end marker; `None` if the structure is broken.
fn parts(data: &[u8]) -> Option<Vec<Part<'_>>> {
    let mut out = Vec::new();
    if data.get(..2)? != [0xff, 0xd8] {
        return None;
    }
    out.push(Part { marker: 0xd8, bytes: data.get(..2)? });
    let mut at = 2;
    loop {
        if *data.get(at)? != 0xff {
            return None;
        }
        let mut code = at + 1;
        while *data.get(code)? == 0xff {
            code += 1;
        }
        let marker = *data.get(code)?;
        let start = code - 1;
        if marker == 0xd9 {
            out.push(Part { marker, bytes: data.get(start..code + 1)? });
            return Some(out);
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            at = code + 1;
            continue;
        }
        let size = usize::from(u16::from_be_bytes([*data.get(code + 1)?, *data.get(code + 2)?]));
        let end = code.checked_add(1)?.checked_add(size.max(2))?;
        out.push(Part { marker, bytes: data.get(start..end)? });
        at = end;
        if marker == 0xda {
            let scan = scan_end(data, at);
            out.push(Part { marker: 0, bytes: data.get(at..scan)? });
            if scan == data.len() {
                return Some(out);
            }
            at = scan;
        }
    }
}

/// The offset at which coded data ends: the next marker that is neither stuffing nor a restart.
fn scan_end(data: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(step) = data.get(at..).and_then(|d| memchr::memchr(0xff, d)) {
        at += step;
        match data.get(at + 1) {
            Some(0 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(_) => return at,
            None => break,
        }
    }
    data.len()
}

/// Tables and sampling of a gray or color JPEG whose chroma components share a table and are not
/// sampled more densely than one per unit.
pub(crate) fn tables(data: &[u8]) -> Option<Tables> {
    let mut tables: [Option<[u16; 64]>; 4] = [None; 4];
    let mut frame: Vec<(u8, u8, u8)> = Vec::new();
    for part in parts(data)? {
        match part.marker {
            0xdb => read_tables(part.body(), &mut tables)?,
            0xc0..=0xc2 => {
                let body = part.body();
                let count = usize::from(*body.get(5)?);
                for i in 0..count {
                    let [_, sampling, table] = *body.get(6 + 3 * i..)?.first_chunk()?;
                    frame.push((sampling >> 4, sampling & 15, table));
                }
            }
            _ => {}
        }
    }
    let table = |i: usize| tables.get(usize::from(frame.get(i)?.2)).copied().flatten();
    match frame.len() {
        1 => Some(Tables { luma: table(0)?, chroma: table(0)?, sampling: (1, 1) }),
        3 => {
            let plain = (1..3).all(|i| frame.get(i).is_some_and(|c| (c.0, c.1) == (1, 1)));
            let shared = frame.get(1)?.2 == frame.get(2)?.2;
            let first = frame.first()?;
            (plain && shared).then_some(Tables {
                luma: table(0)?,
                chroma: table(1)?,
                sampling: (first.0, first.1),
            })
        }
        _ => None,
    }
}

/// Whether a sequential JPEG has its components in separate scans. The decoder of other JPEGs
/// returns zeros for such files.
pub(crate) fn is_split(data: &[u8]) -> bool {
    let Some(parts) = parts(data) else { return false };
    let sequential = parts.iter().any(|p| matches!(p.marker, 0xc0 | 0xc1));
    sequential && parts.iter().filter(|p| p.marker == 0xda).count() > 1
}

fn read_tables(mut body: &[u8], tables: &mut [Option<[u16; 64]>; 4]) -> Option<()> {
    while let Some((head, rest)) = body.split_first() {
        let wide = head >> 4 != 0;
        let mut table = [0u16; 64];
        for (i, natural) in ZIGZAG.iter().enumerate() {
            let value = if wide {
                u16::from_be_bytes([*rest.get(2 * i)?, *rest.get(2 * i + 1)?])
            } else {
                u16::from(*rest.get(i)?)
            };
            *table.get_mut(*natural)? = value;
        }
        if table.iter().any(|v| *v > 255) {
            return None;
        }
        *tables.get_mut(usize::from(head & 15))? = Some(table);
        body = rest.get(if wide { 128 } else { 64 }..)?;
    }
    Some(())
}

/// The image without application data, comments, thumbnails and trailing bytes; `None` if there are
/// none or the structure is broken.
pub(crate) fn strip(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len());
    for part in parts(data)? {
        match part.marker {
            0xe0 if part.body().starts_with(b"JFIF\0") => {
                let fixed = part.body().get(..12)?;
                out.extend_from_slice(&[0xff, 0xe0, 0, 16]);
                out.extend_from_slice(fixed);
                out.extend_from_slice(&[0, 0]);
            }
            0xe2 if part.body().starts_with(b"ICC_PROFILE\0") => out.extend_from_slice(part.bytes),
            0xee if part.body().starts_with(b"Adobe") => {
                let fixed = part.body().get(..12)?;
                out.extend_from_slice(&[0xff, 0xee, 0, 14]);
                out.extend_from_slice(fixed);
            }
            0xe0..=0xef | 0xfe => {}
            _ => out.extend_from_slice(part.bytes),
        }
    }
    (out.as_slice() != data).then_some(out)
}

#[cfg(test)]
mod tests {
    use crate::formats::media::jpeg_markers::{strip, tables};
    use jpeg_encoder::{ColorType, Encoder};

    fn picture() -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels: Vec<u8> = (0..32 * 32 * 3).map(|i| (i * 7 % 251) as u8).collect();
        let encoder = Encoder::new(&mut bytes, 80);
        encoder.encode(&pixels, 32, 32, ColorType::Rgb).expect("a small picture encodes");
        bytes
    }

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let mut out = vec![0xff, marker];
        out.extend_from_slice(&((body.len() + 2) as u16).to_be_bytes());
        out.extend_from_slice(body);
        out
    }

    #[test]
    fn application_data_goes_and_the_picture_stays() {
        let clean = strip(&picture()).unwrap_or_else(picture);
        let mut dirty = clean.get(..2).map(<[u8]>::to_vec).unwrap_or_default();
        dirty.extend(segment(0xe1, b"Exif\0\0 Naamdrager"));
        dirty.extend(segment(0xed, b"Photoshop 3.0\0Naamdrager"));
        dirty.extend(segment(0xfe, b"Naamdrager"));
        dirty.extend_from_slice(&clean[2..]);
        dirty.extend_from_slice(b"Naamdrager");
        assert_eq!(strip(&dirty).as_deref(), Some(clean.as_slice()));
        assert_eq!(strip(&clean), None);
    }

    #[test]
    fn tables_are_read_in_natural_order() {
        let found = tables(&picture()).map(|t| (t.luma[0], t.sampling));
        assert!(matches!(found, Some((1..=255, (1 | 2, 1 | 2)))));
    }

    #[test]
    fn broken_markers_are_no_picture() {
        assert!(strip(b"\xff\xd8\xff\xe1\xff\xff").is_none());
        assert!(strip(b"").is_none());
        assert!(tables(&picture()[..40]).is_none());
    }
}
