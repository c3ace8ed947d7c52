//! Encoding: from samples to coded bytes.

use crate::formats::pdf::image::decode::{Coding, Raster};
use crate::formats::pdf::image::jpeg;
use fax::{Color, VecWriter};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use jpeg_encoder::{ColorType, Encoder, QuantizationTableType, SamplingFactor};
use lopdf::{Dictionary, Object, Stream};
use std::io::Write;

/// Quality where the tables of the original are not available.
const QUALITY: u8 = 95;

/// Codes the samples the way they came, or without loss if `lossless`.
pub(crate) fn encode(raster: &Raster, lossless: bool) -> Stream {
    let coded = match &raster.coding {
        Coding::Bilevel if raster.bits == 1 && raster.components == 1 => group4(raster),
        Coding::Jpeg(original) if !lossless => jpeg(raster, Some(original)),
        Coding::LossyJpeg2000 if !lossless => jpeg(raster, None),
        _ => None,
    };
    coded.unwrap_or_else(|| flate(raster, ""))
}

fn dictionary(raster: &Raster) -> Dictionary {
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"XObject".to_vec()));
    dict.set("Subtype", Object::Name(b"Image".to_vec()));
    dict.set("Width", i64::from(raster.width));
    dict.set("Height", i64::from(raster.height));
    dict.set("BitsPerComponent", i64::from(raster.bits));
    dict
}

/// The samples under Flate; `space` is set as color space unless it is empty.
pub(crate) fn flate(raster: &Raster, space: &str) -> Stream {
    let mut dict = dictionary(raster);
    if !space.is_empty() {
        dict.set("ColorSpace", Object::Name(space.as_bytes().to_vec()));
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail; if it did, the samples would be stored uncompressed.
    let packed = encoder.write_all(&raster.data).and_then(|()| encoder.finish());
    match packed {
        Ok(bytes) => {
            dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            Stream::new(dict, bytes).with_compression(false)
        }
        Err(_) => Stream::new(dict, raster.data.clone()),
    }
}

/// CCITT group 4 with 1 for white, the default of PDF (ISO 32000-2, 7.4.6); `None` unless it
/// decodes to the same bits.
fn group4(raster: &Raster) -> Option<Stream> {
    let width = u16::try_from(raster.width).ok().filter(|w| *w < i16::MAX as u16)?;
    let stride = raster.stride();
    let mut encoder = fax::encoder::Encoder::new(VecWriter::new());
    for row in raster.data.chunks_exact(stride) {
        let pels = (0..usize::from(width)).map(|x| {
            let bit = row.get(x / 8).is_some_and(|b| b >> (7 - x % 8) & 1 == 1);
            if bit { Color::White } else { Color::Black }
        });
        encoder.encode_line(pels, u32::from(width)).ok()?;
    }
    let bytes = encoder.finish().ok()?.finish();
    if !same_bits(raster, &bytes) {
        return None;
    }
    let mut parms = Dictionary::new();
    parms.set("K", -1);
    parms.set("Columns", i64::from(raster.width));
    parms.set("Rows", i64::from(raster.height));
    let mut dict = dictionary(raster);
    dict.set("Filter", Object::Name(b"CCITTFaxDecode".to_vec()));
    dict.set("DecodeParms", Object::Dictionary(parms));
    Some(Stream::new(dict, bytes).with_compression(false))
}

struct Compare<'a> {
    raster: &'a Raster,
    row: usize,
    same: bool,
}

impl hayro_ccitt::Decoder for Compare<'_> {
    fn push_row(&mut self, changes: &[u32]) {
        let stride = self.raster.stride();
        let row = self.raster.data.get(self.row * stride..(self.row + 1) * stride);
        let Some(row) = row else {
            self.same = false;
            return;
        };
        let mut ends = changes.iter().copied().filter(|c| *c < self.raster.width);
        let (mut next, mut black) = (ends.next(), false);
        for x in 0..self.raster.width {
            while next == Some(x) {
                black = !black;
                next = ends.next();
            }
            let bit = row.get(x as usize / 8).map_or(0, |b| b >> (7 - x % 8) & 1);
            self.same &= (bit == 0) == black;
        }
        self.row += 1;
    }
}

fn same_bits(raster: &Raster, bytes: &[u8]) -> bool {
    let settings = hayro_ccitt::DecodeSettings {
        columns: raster.width,
        rows: raster.height,
        end_of_block: true,
        end_of_line: false,
        rows_are_byte_aligned: false,
        encoding: hayro_ccitt::EncodingMode::Group4,
        strict: true,
    };
    let mut compare = Compare { raster, row: 0, same: true };
    let mut context = hayro_ccitt::DecoderContext::new(settings);
    hayro_ccitt::decode(bytes, &mut compare, &mut context).is_ok()
        && compare.same
        && compare.row == raster.height as usize
}

/// JPEG in gray or color. With the tables and sampling of the original, blocks outside the boxes
/// come out as they were, except for rounding.
fn jpeg(raster: &Raster, original: Option<&[u8]>) -> Option<Stream> {
    let color = match (raster.components, raster.bits) {
        (1, 8) => ColorType::Luma,
        (3, 8) => ColorType::Rgb,
        _ => return None,
    };
    let (width, height) = (u16::try_from(raster.width).ok()?, u16::try_from(raster.height).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    if let Some(own) = original.and_then(jpeg::tables) {
        let luma = QuantizationTableType::Custom(Box::new(own.luma));
        let chroma = QuantizationTableType::Custom(Box::new(own.chroma));
        encoder.set_quantization_tables(luma, chroma);
        // Other factors are written in several scans, which not every decoder reads.
        if let (1 | 2, 1 | 2) = own.sampling
            && let Some(sampling) = SamplingFactor::from_factors(own.sampling.0, own.sampling.1)
        {
            encoder.set_sampling_factor(sampling);
        }
    }
    encoder.encode(&raster.data, width, height, color).ok()?;
    let mut dict = dictionary(raster);
    dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
    Some(Stream::new(dict, bytes).with_compression(false))
}
