//! Picture files as the second reader opens them.

use super::error::VerifyError;
use super::strips::Rows;
use crate::model::{Message, message};
use image::{DynamicImage, ImageDecoder as _, ImageReader};
use kurbo::Rect;
use std::io::Cursor;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

/// Most bytes of samples of a page.
const BYTES: usize = 400 << 20;
/// Chunks of PNG and tags of TIFF that tell nothing but how the picture looks.
const CHUNKS: [&[u8]; 14] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"bKGD",
    b"pHYs", b"cICP", b"hIST", b"iCCP",
];
const TAGS: [u16; 12] = [256, 257, 258, 259, 262, 273, 277, 278, 279, 282, 283, 296];

/// A page: samples of 8 bits in rows from top to bottom.
pub(super) struct Page {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) channels: usize,
    pub(super) data: Vec<u8>,
    /// Whether a reader turns it before it is shown, or it is of a coding that is not unpacked here.
    pub(super) turned: bool,
}

fn unreadable(what: Message) -> VerifyError {
    VerifyError::Unreadable(message!("picture: {0}", what))
}

fn broken() -> VerifyError {
    unreadable(message!("cannot be unpacked"))
}

fn is_tiff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*")
}

/// Whether a file is a picture of a kind that is read here.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 5] = [b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*"];
    starts.iter().any(|start| bytes.starts_with(start))
}

/// How many pages a file has.
pub(super) fn pages(bytes: &[u8]) -> Result<usize, VerifyError> {
    if !is_tiff(bytes) {
        return Ok(1);
    }
    let mut file = Decoder::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut count = 1;
    while file.more_images() {
        file.next_image().map_err(|_| broken())?;
        count += 1;
    }
    Ok(count)
}

/// A page as it is stored.
pub(super) fn page(bytes: &[u8], number: usize) -> Result<Page, VerifyError> {
    if is_tiff(bytes) {
        return of_tiff(bytes, number);
    }
    if bytes.starts_with(b"\xFF\xD8") {
        return of_jpeg(bytes);
    }
    let reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| broken())?;
    let mut decoder = reader.into_decoder().map_err(|_| broken())?;
    let turned =
        decoder.orientation().is_ok_and(|o| o != image::metadata::Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|_| broken())?;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let data = image.into_rgba8().into_raw();
    Ok(Page { width, height, channels: 4, data, turned })
}

fn of_jpeg(bytes: &[u8]) -> Result<Page, VerifyError> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(BYTES);
    let data = decoder.decode().map_err(|_| broken())?;
    let info = decoder.info().ok_or_else(broken)?;
    let turned = decoder.exif_data().is_some_and(|exif| {
        image::metadata::Orientation::from_exif_chunk(exif)
            .is_some_and(|o| o != image::metadata::Orientation::NoTransforms)
    });
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    let (channels, data) = match info.pixel_format {
        jpeg_decoder::PixelFormat::L8 => (1, data),
        jpeg_decoder::PixelFormat::RGB24 => (3, data),
        // Programs differ on what four inks look like: compared no further than its size.
        jpeg_decoder::PixelFormat::CMYK32 => {
            return Ok(Page { width, height, channels: 0, data: Vec::new(), turned: true });
        }
        jpeg_decoder::PixelFormat::L16 => return Err(broken()),
    };
    Ok(Page { width, height, channels, data, turned })
}

fn of_tiff(bytes: &[u8], number: usize) -> Result<Page, VerifyError> {
    let mut limits = Limits::default();
    (limits.decoding_buffer_size, limits.intermediate_buffer_size) = (BYTES, BYTES);
    let file = Decoder::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut file = file.with_limits(limits);
    file.seek_to_image(number).map_err(|_| broken())?;
    let (width, height) = file.dimensions().map_err(|_| broken())?;
    let one = |file: &mut Decoder<Cursor<&[u8]>>, tag| {
        file.find_tag_unsigned::<u32>(tag).ok().flatten().unwrap_or(1)
    };
    let turned = one(&mut file, Tag::Orientation) != 1;
    let (width, height) = (width as usize, height as usize);
    let empty = |turned| Page { width, height, channels: 0, data: Vec::new(), turned };
    let coding = one(&mut file, Tag::Compression);
    if let 2..=4 = coding {
        let strips = file.get_tag_u64_vec(Tag::StripOffsets).map_err(|_| broken())?;
        let lengths = file.get_tag_u64_vec(Tag::StripByteCounts).map_err(|_| broken())?;
        // A fax in many strips, as originals may be, is compared no further than its size.
        let ([offset], [length], 4) = (strips.as_slice(), lengths.as_slice(), coding) else {
            return Ok(empty(true));
        };
        let from = usize::try_from(*offset).map_err(|_| broken())?;
        let length = usize::try_from(*length).map_err(|_| broken())?;
        let coded = bytes.get(from..from.saturating_add(length)).ok_or_else(broken)?;
        if one(&mut file, Tag::FillOrder) != 1 {
            return Ok(empty(true));
        }
        let white = file.find_tag_unsigned::<u32>(Tag::PhotometricInterpretation).ok().flatten();
        return fax(coded, (width, height), white != Some(1));
    }
    let color = file.colortype().map_err(|_| broken())?;
    let channels = match color {
        tiff::ColorType::Gray(8) => 1,
        tiff::ColorType::RGB(8) => 3,
        tiff::ColorType::RGBA(8) => 4,
        // What the copy has in another form is compared no further than its size.
        _ => return Ok(empty(true)),
    };
    match file.read_image().map_err(|_| broken())? {
        DecodingResult::U8(data) if data.len() == width * height * channels => {
            Ok(Page { width, height, channels, data, turned })
        }
        _ => Err(broken()),
    }
}

/// The dots of a page of black and white in group 4.
fn fax(
    coded: &[u8],
    (width, height): (usize, usize),
    white_is_zero: bool,
) -> Result<Page, VerifyError> {
    let mut data = Vec::new();
    let (black, white) = if white_is_zero { (0, 255) } else { (255, 0) };
    let columns = u32::try_from(width).map_err(|_| broken())?;
    let row = |changes: &[u32]| {
        if data.len() < width * height {
            let dot = |color| if color == fax::Color::Black { black } else { white };
            data.extend(fax::decoder::pels(changes, columns).map(dot));
        }
    };
    let rows = u32::try_from(height).map_err(|_| broken())?;
    fax::decoder::decode_g4(coded.iter().copied(), columns, Some(rows), row).ok_or_else(broken)?;
    data.resize(width * height, white);
    Ok(Page { width, height, channels: 1, data, turned: false })
}

impl Page {
    fn dot(&self, column: usize, row: usize) -> [u8; 3] {
        let at = (row * self.width + column) * self.channels;
        let dot = self.data.get(at..at + self.channels).unwrap_or(&[255]);
        match dot {
            [r, g, b, opacity] => [r, g, b].map(|sample| {
                let part = u32::from(*opacity);
                ((u32::from(*sample) * part + 255 * (255 - part)) / 255) as u8
            }),
            [r, g, b] => [*r, *g, *b],
            other => [other.first().copied().unwrap_or(255); 3],
        }
    }

    /// The least and the most of the colors of a dot.
    pub(super) fn range(&self, column: usize, row: usize) -> [u8; 2] {
        let [r, g, b] = self.dot(column, row);
        [r.min(g).min(b), r.max(g).max(b)]
    }

    /// By how much a dot differs from that of another page.
    pub(super) fn differs(&self, other: &Self, column: usize, row: usize) -> u8 {
        let (a, b) = (self.dot(column, row), other.dot(column, row));
        a.iter().zip(b).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0)
    }

    /// A part of it in shades of gray, so many times as large.
    pub(super) fn rows(&self, part: Rect, scale: f64) -> Rows {
        let side = |at: f64, most: usize| (at.max(0.0) as usize).min(most);
        let (left, right) = (side(part.x0, self.width), side(part.x1, self.width));
        let (top, bottom) = (side(part.y0, self.height), side(part.y1, self.height));
        let wide = ((right - left) as f64 * scale) as usize;
        let high = ((bottom - top) as f64 * scale) as usize;
        let shade = |column: usize, row: usize| {
            let [r, g, b] = self.dot(column.min(right - 1), row.min(bottom - 1)).map(f64::from);
            0.299 * r + 0.587 * g + 0.114 * b
        };
        // Between the four dots around a place; where it becomes smaller, the mean of a few.
        let steps = (1.0 / scale).round().max(1.0) as usize;
        let at = |x: f64, y: f64| {
            let (column, row) = (x as usize, y as usize);
            let (over, below) = (x - column as f64, y - row as f64);
            let upper = shade(column, row) * (1.0 - over) + shade(column + 1, row) * over;
            let lower = shade(column, row + 1) * (1.0 - over) + shade(column + 1, row + 1) * over;
            upper * (1.0 - below) + lower * below
        };
        let mean = |x: f64, y: f64| {
            let all =
                (0..steps * steps).map(|n| at(x + (n % steps) as f64, y + (n / steps) as f64));
            (all.sum::<f64>() / (steps * steps) as f64) as u8
        };
        let back = (steps - 1) as f64 / 2.0;
        let place =
            |n: usize, from: usize| (from as f64 + (n as f64 + 0.5) / scale - 0.5 - back).max(0.0);
        let row = |y: usize| (0..wide).map(|x| mean(place(x, left), place(y, top))).collect();
        (0..high).map(row).collect()
    }
}

/// Whether a file holds nothing but what makes its picture.
///
/// # Errors
/// [`VerifyError::Unreadable`] if not.
pub(super) fn holds_nothing_else(bytes: &[u8]) -> Result<(), VerifyError> {
    let sound = if bytes.starts_with(b"\x89PNG") {
        png(bytes)
    } else if bytes.starts_with(b"\xFF\xD8") {
        jpeg(bytes)
    } else if is_tiff(bytes) {
        tags(bytes)
    } else {
        Some(true)
    };
    match sound {
        Some(true) => Ok(()),
        _ => Err(unreadable(message!("there is data beside the picture"))),
    }
}

fn png(bytes: &[u8]) -> Option<bool> {
    let mut at = 8;
    while at < bytes.len() {
        let length = bytes.get(at..at + 4)?.first_chunk().copied().map(u32::from_be_bytes)?;
        let kind = bytes.get(at + 4..at + 8)?;
        if !CHUNKS.contains(&kind) {
            return Some(false);
        }
        at = at.checked_add(usize::try_from(length).ok()?)?.checked_add(12)?;
        if kind == b"IEND" {
            return Some(at == bytes.len());
        }
    }
    Some(true)
}

fn jpeg(bytes: &[u8]) -> Option<bool> {
    let mut at = 2;
    loop {
        let [0xFF, marker] = bytes.get(at..at + 2)? else { return Some(false) };
        let length = match marker {
            0xD9 => return Some(at + 2 == bytes.len()),
            _ => bytes.get(at + 2..at + 4)?.first_chunk().copied().map(u16::from_be_bytes)?,
        };
        let body = bytes.get(at + 4..)?;
        let tells = match marker {
            0xE0 => !body.starts_with(b"JFIF\0"),
            0xE2 => !body.starts_with(b"ICC_PROFILE\0"),
            0xEE => !body.starts_with(b"Adobe"),
            0xE1..=0xEF | 0xFE => true,
            _ => false,
        };
        if tells {
            return Some(false);
        }
        at = at.checked_add(usize::from(length))?.checked_add(2)?;
        if *marker == 0xDA {
            loop {
                at += memchr::memchr(0xFF, bytes.get(at..)?)?;
                match bytes.get(at + 1)? {
                    0 | 0xD0..=0xD7 => at += 2,
                    0xFF => at += 1,
                    _ => break,
                }
            }
        }
    }
}

fn tags(bytes: &[u8]) -> Option<bool> {
    let mut file = Decoder::new(Cursor::new(bytes)).ok()?;
    loop {
        let known =
            file.tag_iter().all(|tag| tag.is_ok_and(|(tag, _)| TAGS.contains(&tag.to_u16())));
        if !known {
            return Some(false);
        }
        if !file.more_images() {
            return Some(true);
        }
        file.next_image().ok()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_beside_a_picture_is_told() {
        let chunk = |kind: &[u8], data: &[u8]| {
            [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat()
        };
        let head = b"\x89PNG\r\n\x1A\n".to_vec();
        let plain = [head.clone(), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")].concat();
        assert!(holds_nothing_else(&plain).is_ok());
        let told = [head, chunk(b"tEXt", b"Noor"), chunk(b"IEND", b"")].concat();
        assert!(holds_nothing_else(&told).is_err());
        assert!(holds_nothing_else(&[&plain[..], b"Noor"].concat()).is_err());
        let scan = b"\xFF\xD8\xFF\xDA\x00\x04ab\x12\xFF\x00\x34\xFF\xD9";
        assert!(holds_nothing_else(scan).is_ok());
        let told = b"\xFF\xD8\xFF\xFE\x00\x04ab\xFF\xDA\x00\x04ab\x12\xFF\xD9";
        assert!(holds_nothing_else(told).is_err());
    }

    #[test]
    fn a_part_is_read_at_its_scale() {
        let data = (0..100).map(|at| if at % 10 < 5 { 0 } else { 200 }).collect();
        let page = Page { width: 10, height: 10, channels: 1, data, turned: false };
        let rows = page.rows(Rect::new(0.0, 2.0, 10.0, 6.0), 2.0);
        assert_eq!((rows.len(), rows[0].len()), (8, 20));
        assert_eq!((rows[0][2], rows[0][17]), (0, 200));
        assert_eq!(page.rows(Rect::new(0.0, 0.0, 10.0, 10.0), 0.5)[0], [0, 0, 100, 200, 200]);
    }
}
