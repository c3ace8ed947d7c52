//! A TrueType font of boxes: enough for a reader to map codes, outlines and widths.

/// The letters that the font has; glyph `i + 1` stands for letter `i`.
pub const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,- 0123456789";

/// Glyph of a letter, 0 for one that the font does not have.
pub fn glyph(letter: char) -> u16 {
    LETTERS.chars().position(|c| c == letter).map_or(0, |i| i as u16 + 1)
}

/// Width of a glyph in thousandths of an em.
pub fn width(glyph: u16) -> u16 {
    400 + glyph * 37 % 300
}

/// The font program. With `cmap`, it says which letters its glyphs stand for.
pub fn font(cmap: bool) -> Vec<u8> {
    let count = LETTERS.chars().count() as u16 + 1;
    let mut glyf = Vec::new();
    let mut loca = Vec::new();
    let mut hmtx = Vec::new();
    for id in 0..count {
        loca.extend(((glyf.len() / 2) as u16).to_be_bytes());
        hmtx.extend(width(id).to_be_bytes());
        hmtx.extend(50i16.to_be_bytes());
        let blank = LETTERS.chars().nth(usize::from(id).wrapping_sub(1)) == Some(' ');
        if !blank {
            glyf.extend(rectangle(50, 0, width(id) as i16 - 50, 700));
        }
    }
    loca.extend(((glyf.len() / 2) as u16).to_be_bytes());
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = Vec::new();
    if cmap {
        tables.push((b"cmap", character_map()));
    }
    tables.push((b"glyf", glyf));
    tables.push((b"head", head()));
    let hhea = words(&[1, 0, 800, 0xff38, 0, 1000, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, count]);
    tables.push((b"hhea", hhea));
    tables.push((b"hmtx", hmtx));
    tables.push((b"loca", loca));
    tables.push((b"maxp", words(&[1, 0, count, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])));
    tables.push((b"post", words(&[3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])));
    assemble(&tables)
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_be_bytes()).collect()
}

fn rectangle(x0: i16, y0: i16, x1: i16, y1: i16) -> Vec<u8> {
    let mut out: Vec<u8> = [1, x0, y0, x1, y1].iter().flat_map(|v: &i16| v.to_be_bytes()).collect();
    out.extend(words(&[3, 0]));
    out.extend([1, 1, 1, 1]);
    out.extend([x0, 0, x1 - x0, 0].iter().flat_map(|v| v.to_be_bytes()));
    out.extend([y0, y1 - y0, 0, y0 - y1].iter().flat_map(|v| v.to_be_bytes()));
    out
}

fn head() -> Vec<u8> {
    let mut out = words(&[1, 0, 1, 0, 0, 0]);
    out.extend(0x5f0f_3cf5u32.to_be_bytes());
    out.extend(words(&[0, 1000]));
    out.extend([0u8; 16]);
    out.extend(words(&[0, 0, 1000, 800, 0, 8, 2, 0, 0]));
    out
}

/// A format 12 table for platform 3, encoding 10.
fn character_map() -> Vec<u8> {
    let groups: Vec<(u32, u32)> =
        LETTERS.chars().enumerate().map(|(i, c)| (u32::from(c), i as u32 + 1)).collect();
    let mut sorted = groups;
    sorted.sort_unstable();
    let mut out = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    out.extend((16 + 12 * sorted.len() as u32).to_be_bytes());
    out.extend(0u32.to_be_bytes());
    out.extend((sorted.len() as u32).to_be_bytes());
    for (code, id) in sorted {
        out.extend([code, code, id].iter().flat_map(|v| v.to_be_bytes()));
    }
    out
}

fn assemble(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = 0x0001_0000u32.to_be_bytes().to_vec();
    out.extend(words(&[tables.len() as u16, 128, 3, 16]));
    let mut offset = 12 + 16 * tables.len();
    for (tag, data) in tables {
        out.extend(*tag);
        let sum = data.chunks(4).fold(0u32, |sum, c| {
            let mut word = [0; 4];
            word[..c.len()].copy_from_slice(c);
            sum.wrapping_add(u32::from_be_bytes(word))
        });
        out.extend([sum, offset as u32, data.len() as u32].iter().flat_map(|v| v.to_be_bytes()));
        offset += data.len().div_ceil(4) * 4;
    }
    for (_, data) in tables {
        out.extend(data);
        out.resize(out.len().div_ceil(4) * 4, 0);
    }
    out
}
