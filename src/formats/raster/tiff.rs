//! TIFF (TIFF 6.0): pages, of scans most of all.

use crate::formats::raster::sheet::{Sheet, within};
use crate::model::{FormatError, message};
use hayro_ccitt::EncodingMode;
use std::io::Cursor;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

/// Most bytes of samples at once.
const BYTES: usize = 400 << 20;

type Pages<'a> = Decoder<Cursor<&'a [u8]>>;

fn damaged(_: TiffError) -> FormatError {
    FormatError::damaged(message!("picture"))
}

fn open(bytes: &[u8]) -> Result<Pages<'_>, FormatError> {
    let mut limits = Limits::default();
    (limits.decoding_buffer_size, limits.intermediate_buffer_size) = (BYTES, BYTES);
    limits.ifd_value_size = 8 << 20;
    Ok(Decoder::new(Cursor::new(bytes)).map_err(damaged)?.with_limits(limits))
}

/// How many pages a file has.
///
/// # Errors
///
/// [`FormatError`] if it is broken, or has more than `most`.
pub(super) fn pages(bytes: &[u8], most: usize) -> Result<usize, FormatError> {
    let mut file = open(bytes)?;
    let mut count = 1;
    while file.more_images() {
        if count >= most {
            return Err(FormatError::Limit(message!("a picture of more than {0} pages", most)));
        }
        file.next_image().map_err(damaged)?;
        count += 1;
    }
    Ok(count)
}

/// How many dots the first page has across and down.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    open(bytes).ok()?.dimensions().ok()
}

/// The samples of a page as they are stored, and how they are turned for a reader (tag 274).
///
/// # Errors
///
/// [`FormatError`] if it does not decode or is too large.
pub(super) fn page(bytes: &[u8], number: usize) -> Result<(Sheet, u8), FormatError> {
    let mut file = open(bytes)?;
    file.seek_to_image(number).map_err(damaged)?;
    let (width, height) = file.dimensions().map_err(damaged)?;
    within(width, height)?;
    let tag = |file: &mut Pages<'_>, tag| file.find_tag_unsigned::<u32>(tag).ok().flatten();
    let turn = tag(&mut file, Tag::Orientation).and_then(|n| u8::try_from(n).ok()).unwrap_or(1);
    let coding = tag(&mut file, Tag::Compression).unwrap_or(1);
    let (channels, data, bilevel) = match coding {
        2..=4 => (1, fax(&mut file, bytes, (width, height), coding)?, true),
        _ => samples(&mut file, width, height)?,
    };
    let dpi = resolution(&mut file);
    Ok((Sheet { width, height, channels, data, dpi, bilevel }, turn))
}

fn resolution(file: &mut Pages<'_>) -> Option<f64> {
    let dots = file.find_tag(Tag::XResolution).ok()??;
    let dots = match dots {
        tiff::decoder::ifd::Value::Rational(above, below) => {
            f64::from(above) / f64::from(below.max(1))
        }
        other => f64::from(other.into_f32().ok()?),
    };
    let unit = file.find_tag_unsigned::<u16>(Tag::ResolutionUnit).ok().flatten().unwrap_or(2);
    let dpi = match unit {
        2 => dots,
        3 => dots * 2.54,
        _ => return None,
    };
    (30.0..=2400.0).contains(&dpi).then_some(dpi)
}

/// Samples of what is coded without loss or as JPEG: channels, bytes, and whether they are of one bit.
fn samples(
    file: &mut Pages<'_>,
    width: u32,
    height: u32,
) -> Result<(usize, Vec<u8>, bool), FormatError> {
    let color = file.colortype().map_err(damaged)?;
    let read = file.read_image().map_err(damaged)?;
    let unknown = || FormatError::Unsupported(message!("a picture in a coding that is not known"));
    let bytes = match read {
        DecodingResult::U8(bytes) => bytes,
        DecodingResult::U16(wide) => wide.into_iter().map(|n| (n >> 8) as u8).collect(),
        _ => return Err(unknown()),
    };
    let dots = |per: usize| bytes.chunks_exact(per);
    let (channels, data) = match color {
        ColorType::Gray(8 | 16) => (1, bytes),
        ColorType::Gray(bits @ (1 | 2 | 4)) => (1, unpacked(&bytes, (width, height), bits, true)),
        ColorType::RGB(8 | 16) => (3, bytes),
        ColorType::RGBA(8 | 16) => (4, bytes),
        ColorType::CMYK(8 | 16) => (3, dots(4).flat_map(of_inks).collect()),
        ColorType::YCbCr(8) => (3, dots(3).flat_map(of_chroma).collect()),
        ColorType::Palette(bits @ (1 | 2 | 4 | 8)) => {
            let map = file.get_tag_u16_vec(Tag::ColorMap).map_err(damaged)?;
            let indices = match bits {
                8 => bytes,
                _ => unpacked(&bytes, (width, height), bits, false),
            };
            let count = 1_usize << bits;
            let part = |at: usize| map.get(at).map_or(0, |n| (n >> 8) as u8);
            let color = |index: u8| [0, 1, 2].map(|c| part(c * count + usize::from(index)));
            (3, indices.into_iter().flat_map(color).collect())
        }
        _ => return Err(unknown()),
    };
    let count = width as usize * height as usize * channels;
    if data.len() != count {
        return Err(FormatError::damaged(message!("picture")));
    }
    Ok((channels, data, color == ColorType::Gray(1)))
}

/// Samples of fewer than 8 bits, brought to the full range of 8 or left as they are.
fn unpacked(bytes: &[u8], (width, height): (u32, u32), bits: u8, full: bool) -> Vec<u8> {
    let (width, bits) = (width as usize, usize::from(bits));
    let stride = (width * bits).div_ceil(8).max(1);
    let mask = (1_u16 << bits) - 1;
    let one = |row: &[u8], at: usize| {
        let byte = row.get(at * bits / 8).copied().unwrap_or(0);
        let raw = u16::from(byte) >> (8 - bits - at * bits % 8) & mask;
        if full { (raw * 255 / mask) as u8 } else { raw as u8 }
    };
    let rows = bytes.chunks(stride).take(height as usize);
    rows.flat_map(|row| (0..width).map(move |at| one(row, at))).collect()
}

fn of_inks(dot: &[u8]) -> [u8; 3] {
    let part = |at: usize| 255 - u16::from(dot.get(at).copied().unwrap_or(0));
    [0, 1, 2].map(|at| (part(at) * part(3) / 255) as u8)
}

/// Red, green and blue of a dot in light and color (ITU-T T.871, 7).
fn of_chroma(dot: &[u8]) -> [u8; 3] {
    let part = |at: usize| f64::from(dot.get(at).copied().unwrap_or(128));
    let (y, blue, red) = (part(0), part(1) - 128.0, part(2) - 128.0);
    [y + 1.402 * red, y - 0.344_136 * blue - 0.714_136 * red, y + 1.772 * blue]
        .map(|sample| sample.round().clamp(0.0, 255.0) as u8)
}

/// Rows of a fax, one byte for each dot.
struct Rows {
    width: usize,
    black: u8,
    data: Vec<u8>,
}

impl hayro_ccitt::Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let start = self.data.len();
        self.data.resize(start + self.width, 255 - self.black);
        for pair in changes.chunks(2) {
            let from = pair.first().map_or(0, |n| *n as usize).min(self.width);
            let to = pair.get(1).map_or(self.width, |n| *n as usize).min(self.width);
            if let Some(run) = self.data.get_mut(start + from..start + to) {
                run.fill(self.black);
            }
        }
    }
}

/// Samples of a fax (TIFF 6.0, sections 10 and 11), strip by strip.
fn fax(
    file: &mut Pages<'_>,
    bytes: &[u8],
    (width, height): (u32, u32),
    coding: u32,
) -> Result<Vec<u8>, FormatError> {
    let one = |file: &mut Pages<'_>, tag| file.find_tag_unsigned::<u32>(tag).ok().flatten();
    let offsets = file.get_tag_u64_vec(Tag::StripOffsets).map_err(damaged)?;
    let lengths = file.get_tag_u64_vec(Tag::StripByteCounts).map_err(damaged)?;
    let rows = one(file, Tag::RowsPerStrip).unwrap_or(height).clamp(1, height);
    let options = one(file, Tag::Unknown(292)).unwrap_or(0);
    let reversed = one(file, Tag::FillOrder) == Some(2);
    // White is 0 where nothing else is said: 1 means that it is the other way round.
    let inverted = one(file, Tag::PhotometricInterpretation) == Some(1);
    let mut out =
        Rows { width: width as usize, black: if inverted { 255 } else { 0 }, data: Vec::new() };
    let broken = || FormatError::damaged(message!("picture"));
    let mut left = height;
    for (offset, length) in offsets.iter().zip(&lengths) {
        let from = usize::try_from(*offset).map_err(|_| broken())?;
        let length = usize::try_from(*length).map_err(|_| broken())?;
        let end = from.checked_add(length).ok_or_else(broken)?.min(bytes.len());
        let mut coded = bytes.get(from..end).ok_or_else(broken)?.to_vec();
        if reversed {
            coded.iter_mut().for_each(|byte| *byte = byte.reverse_bits());
        }
        let before = out.data.len();
        let strip = rows.min(left);
        let settings = hayro_ccitt::DecodeSettings {
            columns: width,
            rows: strip,
            end_of_block: true,
            end_of_line: coding == 3,
            rows_are_byte_aligned: coding == 2 || (coding == 3 && options & 4 != 0),
            encoding: match coding {
                4 => EncodingMode::Group4,
                3 if options & 1 != 0 => EncodingMode::Group3_2D,
                _ => EncodingMode::Group3_1D,
            },
            strict: false,
        };
        let mut context = hayro_ccitt::DecoderContext::new(settings);
        hayro_ccitt::decode(&coded, &mut out, &mut context).map_err(|_| broken())?;
        let wanted = before + strip as usize * out.width;
        // A strip that ends early is white below.
        out.data.resize(wanted, 255 - out.black);
        left -= strip;
    }
    (left == 0).then_some(out.data).ok_or_else(broken)
}
