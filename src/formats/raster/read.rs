//! From the bytes of a picture file to samples.

use crate::formats::media;
use crate::formats::raster::kind::Kind;
use crate::formats::raster::sheet::{Sheet, within};
use crate::formats::raster::tiff;
use crate::model::{FormatError, message};
use image::codecs::{gif::GifDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{
    AnimationDecoder as _, ColorType, DynamicImage, ImageDecoder as _, ImageFormat, ImageReader,
};
use std::io::Cursor;

/// Most pages of one file.
const MOST_PAGES: usize = 1000;

/// A page as it stands upright, and whether the file has it so.
pub(crate) struct Decoded {
    pub(crate) sheet: Sheet,
    pub(crate) as_stored: bool,
}

/// How many pages a file has.
///
/// # Errors
///
/// [`FormatError`] if it is no sound picture, moves, or has too many.
pub(crate) fn pages(bytes: &[u8], kind: Kind) -> Result<usize, FormatError> {
    if kind == Kind::Tiff {
        return tiff::pages(bytes, MOST_PAGES);
    }
    if moves(bytes, kind) {
        return Err(FormatError::Unsupported(message!("a picture that moves")));
    }
    Ok(1)
}

fn format(kind: Kind) -> ImageFormat {
    match kind {
        Kind::Png => ImageFormat::Png,
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Gif => ImageFormat::Gif,
        Kind::Bmp => ImageFormat::Bmp,
        Kind::WebP => ImageFormat::WebP,
        Kind::Tiff => ImageFormat::Tiff,
    }
}

/// How many dots the first page has across and down, as the file says.
pub(crate) fn size(bytes: &[u8], kind: Kind) -> Option<(u32, u32)> {
    match kind {
        Kind::Tiff => tiff::size(bytes),
        _ => ImageReader::with_format(Cursor::new(bytes), format(kind)).into_dimensions().ok(),
    }
}

/// The samples of a page.
///
/// # Errors
///
/// [`FormatError`] if it does not decode or is too large.
pub(crate) fn page(bytes: &[u8], kind: Kind, number: usize) -> Result<Decoded, FormatError> {
    if kind == Kind::Tiff {
        let (sheet, turn) = tiff::page(bytes, number)?;
        let turn = Orientation::from_exif(turn).unwrap_or(Orientation::NoTransforms);
        return upright(sheet, turn);
    }
    let damaged = || FormatError::damaged(message!("picture"));
    // What decoders show of one that was cut short differs.
    let whole = |clean: Vec<u8>| clean.ends_with(b"\xFF\xD9");
    if kind == Kind::Jpeg && !media::stripped(bytes).is_some_and(whole) {
        return Err(damaged());
    }
    let reader = ImageReader::with_format(Cursor::new(bytes), format(kind));
    let mut decoder = reader.into_decoder().map_err(|e| match e {
        image::ImageError::Limits(_) => FormatError::Limit(message!("size of a picture")),
        _ => damaged(),
    })?;
    let (width, height) = decoder.dimensions();
    within(width, height)?;
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // The header says how many bits a sample has, and whether it is gray (ISO/IEC 15948, 11.2.1).
    let bilevel = kind == Kind::Png && bytes.get(24..26) == Some(&[1, 0]);
    let image = DynamicImage::from_decoder(decoder).map_err(|e| match e {
        image::ImageError::Limits(_) => FormatError::Limit(message!("size of a picture")),
        _ => damaged(),
    })?;
    let dpi = resolution(bytes, kind);
    upright(Sheet { dpi, bilevel, ..of_image(image) }, turn)
}

/// The samples of an image, with 8 bits.
fn of_image(image: DynamicImage) -> Sheet {
    let (width, height) = (image.width(), image.height());
    let (channels, data) = match image.color() {
        ColorType::L8 | ColorType::L16 => (1, image.into_luma8().into_raw()),
        ColorType::Rgb8 | ColorType::Rgb16 | ColorType::Rgb32F => (3, image.into_rgb8().into_raw()),
        _ => (4, image.into_rgba8().into_raw()),
    };
    Sheet { width, height, channels, data, dpi: None, bilevel: false }
}

fn upright(sheet: Sheet, turn: Orientation) -> Result<Decoded, FormatError> {
    if turn == Orientation::NoTransforms {
        return Ok(Decoded { sheet, as_stored: true });
    }
    let Sheet { width, height, channels, data, dpi, bilevel } = sheet;
    let image = match channels {
        1 => image::GrayImage::from_raw(width, height, data).map(DynamicImage::from),
        3 => image::RgbImage::from_raw(width, height, data).map(DynamicImage::from),
        _ => image::RgbaImage::from_raw(width, height, data).map(DynamicImage::from),
    };
    let mut image = image.ok_or_else(|| FormatError::damaged(message!("picture")))?;
    image.apply_orientation(turn);
    Ok(Decoded { sheet: Sheet { dpi, bilevel, ..of_image(image) }, as_stored: false })
}

/// Whether a file shows several pictures one after the other.
fn moves(bytes: &[u8], kind: Kind) -> bool {
    let bytes = Cursor::new(bytes);
    match kind {
        Kind::Gif => GifDecoder::new(bytes).is_ok_and(|d| d.into_frames().take(2).count() > 1),
        Kind::Png => PngDecoder::new(bytes).is_ok_and(|d| d.is_apng().unwrap_or(true)),
        Kind::WebP => WebPDecoder::new(bytes).is_ok_and(|d| d.has_animation()),
        Kind::Jpeg | Kind::Bmp | Kind::Tiff => false,
    }
}

/// Dots an inch, as the file says.
fn resolution(bytes: &[u8], kind: Kind) -> Option<f64> {
    let four = |at: usize| bytes.get(at..at + 4)?.first_chunk().copied();
    let meter = |dots: u32| f64::from(dots) * 0.0254;
    let dpi = match kind {
        Kind::Png => {
            let at = memchr::memmem::find(bytes.get(..4096.min(bytes.len()))?, b"pHYs")?;
            (bytes.get(at + 12) == Some(&1)).then_some(())?;
            meter(u32::from_be_bytes(four(at + 4)?))
        }
        Kind::Bmp => meter(u32::from_le_bytes(four(38)?)),
        Kind::Jpeg => {
            (bytes.get(6..11) == Some(b"JFIF\0")).then_some(())?;
            let [unit, high, low] = bytes.get(13..16)?.first_chunk().copied()?;
            let dots = f64::from(u16::from_be_bytes([high, low]));
            match unit {
                1 => dots,
                2 => dots * 2.54,
                _ => return None,
            }
        }
        _ => return None,
    };
    (30.0..=2400.0).contains(&dpi).then_some(dpi)
}
