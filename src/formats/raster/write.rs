//! From samples to the bytes of a picture file, which hold nothing else.

use crate::formats::raster::group4::{self, Bits};
use crate::formats::raster::jpeg::{self, Samples};
use crate::formats::raster::kind::Kind;
use crate::formats::raster::sheet::Sheet;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::{bmp::BmpEncoder, gif::GifEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use std::io::Write as _;

/// A picture of one page; `original` are the bytes that it takes the place of. `None` if it cannot be
/// written.
pub(crate) fn single(sheet: &Sheet, kind: Kind, original: &[u8]) -> Option<Vec<u8>> {
    let (width, height) = (sheet.width, sheet.height);
    let mut out = Vec::new();
    match kind {
        Kind::Png => return png(sheet),
        Kind::Jpeg => {
            let (channels, data) = sheet.on_paper();
            let samples = Samples { width, height, channels, data: &data };
            let dpi = sheet.dpi.map(|dpi| dpi.round() as u16);
            return jpeg::encode(samples, Some(original), dpi);
        }
        Kind::Tiff => {
            let mut file = TiffWriter::new();
            file.add(sheet)?;
            return file.finish();
        }
        Kind::Gif => {
            let color = color(sheet);
            GifEncoder::new(&mut out).encode(&sheet.data, width, height, color).ok()?;
        }
        Kind::Bmp => {
            BmpEncoder::new(&mut out).encode(&sheet.data, width, height, color(sheet)).ok()?;
        }
        Kind::WebP => {
            let color = color(sheet);
            let encoder = WebPEncoder::new_lossless(&mut out);
            encoder.write_image(&sheet.data, width, height, color).ok()?;
        }
    }
    Some(out)
}

fn color(sheet: &Sheet) -> ExtendedColorType {
    match sheet.channels {
        1 => ExtendedColorType::L8,
        3 => ExtendedColorType::Rgb8,
        _ => ExtendedColorType::Rgba8,
    }
}

fn png(sheet: &Sheet) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, sheet.width, sheet.height);
    let bilevel = sheet.bilevel && sheet.channels == 1;
    encoder.set_color(match sheet.channels {
        1 => png::ColorType::Grayscale,
        3 => png::ColorType::Rgb,
        _ => png::ColorType::Rgba,
    });
    encoder.set_depth(if bilevel { png::BitDepth::One } else { png::BitDepth::Eight });
    if let Some(dpi) = sheet.dpi {
        let dots = (dpi / 0.0254).round() as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: dots,
            yppu: dots,
            unit: png::Unit::Meter,
        }));
    }
    let mut writer = encoder.write_header().ok()?;
    match bilevel {
        true => writer.write_image_data(&packed(sheet)).ok()?,
        false => writer.write_image_data(&sheet.data).ok()?,
    }
    writer.finish().ok()?;
    Some(out)
}

/// Samples of one bit in rows that start on a byte; 1 is white.
fn packed(sheet: &Sheet) -> Vec<u8> {
    let rows = sheet.data.chunks(sheet.width.max(1) as usize);
    let byte = |dots: &[u8]| {
        let bits = dots.iter().enumerate().map(|(at, dot)| u8::from(*dot >= 128) << (7 - at));
        bits.sum()
    };
    rows.flat_map(|row| row.chunks(8).map(byte)).collect()
}

/// A file of pages that is written one by one.
pub(crate) struct TiffWriter {
    out: Vec<u8>,
    /// Where the offset of the next directory stands.
    next: usize,
}

impl TiffWriter {
    pub(crate) fn new() -> Self {
        Self { out: b"II*\0\0\0\0\0".to_vec(), next: 4 }
    }

    /// Adds a page; `None` if the file would be too large.
    pub(crate) fn add(&mut self, sheet: &Sheet) -> Option<()> {
        let (channels, data) = sheet.on_paper();
        let bits = packed(sheet);
        let fax = sheet.bilevel && channels == 1;
        let (width, height) = (sheet.width, sheet.height);
        let fax = if fax { group4::encode(Bits { width, height, data: &bits }) } else { None };
        let (coded, coding, photometric, depth) = match fax {
            Some(coded) => (coded, 4, 0, 1),
            None => {
                let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
                let packed = packer.write_all(&data).and_then(|()| packer.finish()).ok()?;
                (packed, 8, if channels == 1 { 1 } else { 2 }, 8)
            }
        };
        let strip = self.put(&coded)?;
        let length = u32::try_from(coded.len()).ok()?;
        let depths = match channels {
            1 => depth,
            _ => self.put(&[8, 0, 8, 0, 8, 0])?,
        };
        let dots = sheet.dpi.unwrap_or(72.0).round() as u32;
        let resolution = self.put(&[dots.to_le_bytes(), 1_u32.to_le_bytes()].concat())?;
        let (short, long, rational) = (3_u16, 4_u16, 5_u16);
        let samples = channels as u32;
        self.directory(&[
            (256, long, 1, width),
            (257, long, 1, height),
            (258, short, samples, depths),
            (259, short, 1, coding),
            (262, short, 1, photometric),
            (273, long, 1, strip),
            (277, short, 1, samples),
            (278, long, 1, height),
            (279, long, 1, length),
            (282, rational, 1, resolution),
            (283, rational, 1, resolution),
            (296, short, 1, if sheet.dpi.is_some() { 2 } else { 1 }),
        ])
    }

    pub(crate) fn finish(self) -> Option<Vec<u8>> {
        (self.next != 4).then_some(self.out)
    }

    /// Adds bytes, from an even offset on; returns that.
    fn put(&mut self, bytes: &[u8]) -> Option<u32> {
        if self.out.len() % 2 == 1 {
            self.out.push(0);
        }
        let at = u32::try_from(self.out.len()).ok()?;
        self.out.extend_from_slice(bytes);
        Some(at)
    }

    fn directory(&mut self, entries: &[(u16, u16, u32, u32)]) -> Option<()> {
        let mut body = u16::try_from(entries.len()).ok()?.to_le_bytes().to_vec();
        for (tag, kind, count, value) in entries {
            body.extend(tag.to_le_bytes());
            body.extend(kind.to_le_bytes());
            body.extend(count.to_le_bytes());
            body.extend(value.to_le_bytes());
        }
        body.extend([0; 4]);
        let at = self.put(&body)?;
        self.out.get_mut(self.next..self.next + 4)?.copy_from_slice(&at.to_le_bytes());
        self.next = self.out.len() - 4;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::raster::read;

    fn sheet(channels: usize, bilevel: bool) -> Sheet {
        let (width, height) = (37_u32, 21_u32);
        let count = width as usize * height as usize * channels;
        let sample = |n: usize| match bilevel {
            true => {
                if n % 5 < 2 {
                    0
                } else {
                    255
                }
            }
            false if channels == 4 && n % 4 == 3 => 255,
            false => (n * 7 % 251) as u8,
        };
        let data = (0..count).map(sample).collect();
        Sheet { width, height, channels, data, dpi: Some(200.0), bilevel }
    }

    #[test]
    fn what_is_written_without_loss_is_read_again() {
        for kind in [Kind::Png, Kind::Bmp, Kind::WebP, Kind::Tiff] {
            for (channels, bilevel) in [(1, false), (1, true), (3, false)] {
                let before = sheet(channels, bilevel);
                let bytes = single(&before, kind, &[]).expect("small");
                let after = read::page(&bytes, kind, 0).expect("sound").sheet;
                assert_eq!(Kind::of(&bytes), Some(kind));
                let (a, b) = (before.shades().gray.data, after.shades().gray.data);
                assert_eq!(a, b, "{kind:?} {channels} {bilevel}");
            }
        }
        let before = sheet(1, true);
        let tiff = single(&before, Kind::Tiff, &[]).expect("small");
        let after = read::page(&tiff, Kind::Tiff, 0).expect("sound").sheet;
        assert!(after.bilevel && after.dpi == Some(200.0));
        let png = single(&before, Kind::Png, &[]).expect("small");
        let after = read::page(&png, Kind::Png, 0).expect("sound").sheet;
        assert!(after.bilevel && after.dpi.is_some_and(|dpi| (dpi - 200.0).abs() < 0.1));
    }

    #[test]
    fn a_file_has_many_pages_and_not_too_many() {
        let mut file = TiffWriter::new();
        for _ in 0..3 {
            file.add(&sheet(3, false)).expect("small");
        }
        let bytes = file.finish().expect("pages");
        assert_eq!(read::pages(&bytes, Kind::Tiff).ok(), Some(3));
        assert_eq!(read::page(&bytes, Kind::Tiff, 2).expect("sound").sheet.channels, 3);
        let mut file = TiffWriter::new();
        let dot =
            Sheet { width: 1, height: 1, channels: 1, data: vec![0], dpi: None, bilevel: true };
        (0..3000).for_each(|_| file.add(&dot).expect("small"));
        let many = file.finish().expect("pages");
        assert!(matches!(read::pages(&many, Kind::Tiff), Err(crate::model::FormatError::Limit(_))));
    }

    #[test]
    fn broken_pictures_are_errors() {
        for kind in [Kind::Png, Kind::Jpeg, Kind::Gif, Kind::Bmp, Kind::WebP, Kind::Tiff] {
            let Some(bytes) = single(&sheet(3, false), kind, &[]) else { panic!("{kind:?}") };
            for part in 1..8 {
                let short = bytes.get(..bytes.len() * part / 8).expect("shorter");
                let _ = read::pages(short, kind).and_then(|_| read::page(short, kind, 0));
            }
        }
    }
}
