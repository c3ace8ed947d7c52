//! Encoding: from samples to coded bytes.

use crate::formats::pdf::image::decode::{Coding, Raster};
use crate::formats::raster::group4::{self, Bits};
use crate::formats::raster::jpeg::{self, Samples};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, Stream};
use std::io::Write;

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

/// CCITT group 4 with 1 for white, the default of PDF (ISO 32000-2, 7.4.6).
fn group4(raster: &Raster) -> Option<Stream> {
    let (width, height) = (raster.width, raster.height);
    let bytes = group4::encode(Bits { width, height, data: &raster.data })?;
    let mut parms = Dictionary::new();
    parms.set("K", -1);
    parms.set("Columns", i64::from(width));
    parms.set("Rows", i64::from(height));
    let mut dict = dictionary(raster);
    dict.set("Filter", Object::Name(b"CCITTFaxDecode".to_vec()));
    dict.set("DecodeParms", Object::Dictionary(parms));
    Some(Stream::new(dict, bytes).with_compression(false))
}

fn jpeg(raster: &Raster, original: Option<&[u8]>) -> Option<Stream> {
    if raster.bits != 8 {
        return None;
    }
    let (width, height) = (raster.width, raster.height);
    let samples = Samples { width, height, channels: raster.components, data: &raster.data };
    let bytes = jpeg::encode(samples, original, None)?;
    let mut dict = dictionary(raster);
    dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
    Some(Stream::new(dict, bytes).with_compression(false))
}
