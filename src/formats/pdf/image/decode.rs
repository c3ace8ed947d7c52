//! Decoding: from coded bytes to samples.

use crate::formats::media::jpeg_markers;
use crate::formats::pdf::image::color::ColorSpace;
use crate::formats::pdf::image::jp2;
use crate::formats::pdf::image::params::{FilterStep, Params};
use hayro_syntax::object::stream::{ImageColorSpace, ImageDecodeParams};
use hayro_syntax::object::{ObjectIdentifier, Stream as ReadStream};
use lopdf::{Dictionary, Document, Object, Stream};
use std::ops::Range;

/// Most samples of one image that are decoded; larger images are blanked as a whole.
const MAX_SAMPLES: u64 = 1 << 28;

/// How the samples were coded, which decides how they are coded again.
#[derive(Debug)]
pub(crate) enum Coding {
    /// Without loss: Flate, LZW, RunLength, none, reversible JPEG 2000.
    Lossless,
    /// One bit per sample: CCITT or JBIG2.
    Bilevel,
    /// JPEG; the coded bytes, for their tables and sampling.
    Jpeg(Vec<u8>),
    /// JPEG 2000 with loss.
    LossyJpeg2000,
}

/// Samples in rows that start on a byte, most significant bit first (ISO 32000-2, 8.9.3).
#[derive(Debug)]
pub(crate) struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) components: usize,
    /// Bits per component: 1, 2, 4, 8 or 16.
    pub(crate) bits: u8,
    pub(crate) data: Vec<u8>,
    /// Opacity that was coded with the image, one byte per sample.
    pub(crate) alpha: Option<Vec<u8>>,
    /// Whether the dictionary has no color space, or one that does not fit the coded samples.
    pub(crate) space_from_data: bool,
    pub(crate) coding: Coding,
}

impl Raster {
    pub(crate) fn gray(width: u32, height: u32, data: Vec<u8>) -> Self {
        Self {
            width,
            height,
            components: 1,
            bits: 8,
            data,
            alpha: None,
            space_from_data: false,
            coding: Coding::Lossless,
        }
    }

    pub(crate) fn stride(&self) -> usize {
        (self.width as usize * self.components * usize::from(self.bits)).div_ceil(8)
    }

    pub(crate) fn device_space(&self) -> &'static str {
        match self.components {
            3 => "DeviceRGB",
            4 => "DeviceCMYK",
            _ => "DeviceGray",
        }
    }

    /// The sample at a place, its components brought to 8 bits.
    pub(crate) fn sample(&self, column: usize, row: usize, out: &mut [u8]) {
        let line = row * self.stride();
        let bits = usize::from(self.bits);
        for (i, value) in out.iter_mut().enumerate().take(self.components) {
            let at = (column * self.components + i) * bits;
            let byte = self.data.get(line + at / 8).copied().unwrap_or(0);
            *value = match bits {
                8 | 16 => byte,
                _ => {
                    let mask = (1_u16 << bits) - 1;
                    let raw = (u16::from(byte) >> (8 - bits - at % 8)) & mask;
                    (raw * 255 / mask.max(1)) as u8
                }
            };
        }
    }

    /// Overwrites cells of a row; `ink` is one raw value per component.
    pub(crate) fn set(&mut self, row: usize, columns: Range<usize>, ink: &[u16]) {
        let stride = self.stride();
        let (bits, n) = (usize::from(self.bits), self.components);
        let Some(line) = self.data.get_mut(row * stride..(row + 1) * stride) else { return };
        for column in columns {
            for (i, value) in ink.iter().enumerate().take(n) {
                let at = (column * n + i) * bits;
                if bits == 16 {
                    if let Some(cell) = line.get_mut(at / 8..at / 8 + 2) {
                        cell.copy_from_slice(&value.to_be_bytes());
                    }
                } else if let Some(cell) = line.get_mut(at / 8) {
                    let shift = 8 - bits - at % 8;
                    let mask = (((1u16 << bits) - 1) << shift) as u8;
                    *cell = (*cell & !mask) | (((*value << shift) as u8) & mask);
                }
            }
        }
    }
}

/// The samples of an image, or `None` if its coding is broken, unknown or too large.
pub(crate) fn decode(doc: &Document, params: &Params, content: &[u8]) -> Option<Raster> {
    if params.width == 0 || params.height == 0 {
        return None;
    }
    let (coder, outer) = match params.filters.split_last() {
        Some((last, before)) if is_image_coder(&last.name) => (Some(last), before),
        _ => (None, params.filters.as_slice()),
    };
    if outer.iter().any(|f| is_image_coder(&f.name)) {
        return None;
    }
    let coded = apply_outer_filters(content, outer)?;
    let raster = match coder {
        None => uncoded(params, coded),
        Some(f) if f.name == b"JPXDecode" => jpeg_2000(params, &coded),
        Some(f) => coded_picture(doc, params, f, coded),
    }?;
    with_full_length(raster)
}

fn is_image_coder(name: &[u8]) -> bool {
    matches!(name, b"DCTDecode" | b"JPXDecode" | b"CCITTFaxDecode" | b"JBIG2Decode")
}

/// The bytes after the general filters of the chain have been applied.
pub(crate) fn apply_outer_filters(content: &[u8], steps: &[FilterStep]) -> Option<Vec<u8>> {
    if steps.is_empty() {
        return Some(content.to_vec());
    }
    let mut dict = Dictionary::new();
    let names = steps.iter().map(|s| Object::Name(s.name.clone())).collect();
    dict.set("Filter", Object::Array(names));
    let all = steps.iter().map(|s| s.params.clone().map_or(Object::Null, Object::Dictionary));
    dict.set("DecodeParms", Object::Array(all.collect()));
    let stream = Stream::new(dict, content.to_vec());
    stream.decompressed_content_with_limit(usize::try_from(MAX_SAMPLES).ok()? * 2).ok()
}

fn within_limit(width: u32, height: u32, components: usize) -> bool {
    let samples = u64::from(width).checked_mul(u64::from(height));
    samples.and_then(|s| s.checked_mul(components as u64)).is_some_and(|s| s <= MAX_SAMPLES)
}

fn uncoded(params: &Params, data: Vec<u8>) -> Option<Raster> {
    let components = params.declared()?.components();
    let bits = params.bits?;
    Some(Raster {
        width: params.width,
        height: params.height,
        components,
        bits,
        data,
        alpha: None,
        space_from_data: false,
        coding: Coding::Lossless,
    })
}

fn jpeg_2000(params: &Params, data: &[u8]) -> Option<Raster> {
    let indexed = matches!(params.declared(), Some(ColorSpace::Indexed { .. }));
    let settings = hayro_jpeg2000::DecodeSettings {
        resolve_palette_indices: params.declared().is_none(),
        strict: false,
        target_resolution: None,
    };
    let image = hayro_jpeg2000::Image::new(data, &settings).ok()?;
    let colors = usize::from(image.color_space().num_channels());
    let channels = colors + usize::from(image.has_alpha());
    if channels == 0 || !within_limit(image.width(), image.height(), channels) {
        return None;
    }
    let mut context = hayro_jpeg2000::DecoderContext::default();
    let mut samples = image.decode(&mut context).ok()?.data_u8();
    let mut alpha = None;
    if image.has_alpha() {
        let cells = || samples.chunks_exact(channels);
        alpha = Some(cells().filter_map(|c| c.get(colors).copied()).collect());
        samples = cells().flat_map(|c| c.iter().take(colors).copied()).collect();
    }
    if indexed {
        let depth = image.original_bit_depth().clamp(1, 8);
        let top = (1u16 << depth) - 1;
        for sample in &mut samples {
            *sample = ((u16::from(*sample) * top + 127) / 255) as u8;
        }
    }
    let fits = params.declared().is_some_and(|s| s.components() == colors);
    let reversible = jp2::is_reversible(data);
    Some(Raster {
        width: image.width(),
        height: image.height(),
        components: colors,
        bits: 8,
        data: samples,
        alpha,
        space_from_data: !fits,
        coding: if reversible { Coding::Lossless } else { Coding::LossyJpeg2000 },
    })
}

/// Decodes JPEG, CCITT and JBIG2 by way of a PDF that holds only this image.
fn coded_picture(
    doc: &Document,
    params: &Params,
    step: &FilterStep,
    coded: Vec<u8>,
) -> Option<Raster> {
    let columns = step.params.as_ref().and_then(|p| p.get(b"Columns").ok()?.as_i64().ok());
    let columns = u32::try_from(columns.unwrap_or(1728)).ok()?;
    let bilevel = step.name != b"DCTDecode";
    let widest = if step.name == b"CCITTFaxDecode" { columns } else { params.width };
    if !within_limit(widest, params.height, if bilevel { 1 } else { 4 }) {
        return None;
    }
    if step.name == b"JBIG2Decode" && !jbig2_within_limit(&coded) {
        return None;
    }
    if step.name == b"DCTDecode" && jpeg_markers::is_split(&coded) {
        return split_jpeg(params, step, coded);
    }
    let pdf = hayro_syntax::Pdf::new(single_image(doc, step, &coded)).ok()?;
    let stream: ReadStream<'_> = pdf.xref().get(ObjectIdentifier::new(1, 0))?;
    let wanted = ImageDecodeParams {
        is_indexed: bilevel,
        bpc: params.bits,
        num_components: params.declared().map(|s| s.components() as u8).filter(|n| *n > 0),
        target_dimension: None,
        width: params.width,
        height: params.height,
    };
    let result = stream.decoded_image(&wanted).ok()?;
    let info = result.image_data?;
    let components = match info.color_space {
        Some(ImageColorSpace::Gray) => 1,
        Some(ImageColorSpace::Rgb) => 3,
        Some(ImageColorSpace::Cmyk) => 4,
        _ => params.declared()?.components(),
    };
    let fits = params.declared().is_some_and(|s| s.components() == components);
    let data = result.data.into_owned();
    Some(Raster {
        width: info.width,
        height: info.height,
        components,
        bits: info.bits_per_component,
        data,
        alpha: None,
        space_from_data: !fits,
        coding: if bilevel { Coding::Bilevel } else { Coding::Jpeg(coded) },
    })
}

/// Decodes a JPEG with one scan per component, for which the other decoder returns zeros. Images of
/// four components are left alone: readers disagree on what they mean.
fn split_jpeg(params: &Params, step: &FilterStep, coded: Vec<u8>) -> Option<Raster> {
    let mut decoder = jpeg_decoder::Decoder::new(coded.as_slice());
    decoder.set_max_decoding_buffer_size(usize::try_from(MAX_SAMPLES).ok()?);
    decoder.read_info().ok()?;
    let info = decoder.info()?;
    let components = match info.pixel_format {
        jpeg_decoder::PixelFormat::L8 => 1,
        jpeg_decoder::PixelFormat::RGB24 => 3,
        _ => return None,
    };
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let plain = step.params.as_ref().and_then(|p| p.get(b"ColorTransform").ok()?.as_i64().ok());
    // What the JPEG itself says about its colors takes precedence over the dictionary (table 13).
    if !within_limit(width, height, 4) || (plain == Some(0) && components == 3) {
        return None;
    }
    let data = decoder.decode().ok()?;
    if data.len() != usize::try_from(width).ok()? * usize::try_from(height).ok()? * components {
        return None;
    }
    let fits = params.declared().is_some_and(|s| s.components() == components);
    Some(Raster {
        width,
        height,
        components,
        bits: 8,
        data,
        alpha: None,
        space_from_data: !fits,
        coding: Coding::Jpeg(coded),
    })
}

/// Whether the size in the page information segment (ITU-T T.88, 7.4.8) is within the limit; `true`
/// if there is none.
fn jbig2_within_limit(data: &[u8]) -> bool {
    let u32_at = |at: usize| Some(u32::from_be_bytes(data.get(at..)?.first_chunk().copied()?));
    let mut at = 0usize;
    while let Some([n0, n1, n2, n3, flags, refs, ..]) = data.get(at..at + 11) {
        let number = u32::from_be_bytes([*n0, *n1, *n2, *n3]);
        let refs = refs >> 5;
        if refs > 4 {
            return true;
        }
        let ref_size = if number <= 256 {
            1
        } else if number <= 65536 {
            2
        } else {
            4
        };
        let page_size = if flags & 0x40 != 0 { 4 } else { 1 };
        let length_at = at + 6 + usize::from(refs) * ref_size + page_size;
        let Some(length) = u32_at(length_at) else { return true };
        let body = length_at + 4;
        if flags & 0x3f == 48 {
            let (Some(width), Some(height)) = (u32_at(body), u32_at(body + 4)) else { return true };
            return height == u32::MAX || within_limit(width, height, 1);
        }
        let Some(next) = body.checked_add(length as usize) else { return true };
        at = next;
    }
    true
}

/// A PDF that holds one stream, its parameters and, for JBIG2, its globals.
fn single_image(doc: &Document, step: &FilterStep, coded: &[u8]) -> Vec<u8> {
    let mut parms = String::from("<<");
    let mut globals: Option<Vec<u8>> = None;
    for (key, value) in step.params.iter().flatten() {
        match (key.as_slice(), value) {
            (b"JBIG2Globals", Object::Reference(id)) => {
                let stream = doc.get_object(*id).ok().and_then(|o| o.as_stream().ok());
                globals = stream.and_then(|s| s.get_plain_content_with_limit(64 << 20).ok());
                if globals.is_some() {
                    parms.push_str("/JBIG2Globals 2 0 R");
                }
            }
            (key, Object::Integer(i)) if key.iter().all(u8::is_ascii_alphanumeric) => {
                parms.push_str(&format!("/{} {i}", String::from_utf8_lossy(key)));
            }
            (key, Object::Boolean(b)) if key.iter().all(u8::is_ascii_alphanumeric) => {
                parms.push_str(&format!("/{} {b}", String::from_utf8_lossy(key)));
            }
            _ => {}
        }
    }
    parms.push_str(">>");
    let name = String::from_utf8_lossy(&step.name);
    let head = format!("/Filter/{name}/DecodeParms {parms}");
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = vec![put_stream(&mut out, 1, &head, coded)];
    offsets.push(put_stream(&mut out, 2, "", globals.as_deref().unwrap_or_default()));
    for (number, body) in [
        (3, "<</Type/Catalog/Pages 4 0 R>>"),
        (4, "<</Type/Pages/Count 1/Kids[5 0 R]>>"),
        (5, "<</Type/Page/Parent 4 0 R/MediaBox[0 0 9 9]>>"),
    ] {
        offsets.push(out.len());
        out.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
    }
    let xref = out.len();
    out.extend_from_slice(b"xref\n0 6\n0000000000 65535 f \n");
    for offset in offsets {
        out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let tail = format!("trailer\n<</Size 6/Root 3 0 R>>\nstartxref\n{xref}\n%%EOF\n");
    out.extend_from_slice(tail.as_bytes());
    out
}

fn put_stream(out: &mut Vec<u8>, number: u32, head: &str, data: &[u8]) -> usize {
    let at = out.len();
    let open = format!("{number} 0 obj\n<<{head}/Length {}>>\nstream\n", data.len());
    out.extend_from_slice(open.as_bytes());
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    at
}

/// Brings the data to the length that the dimensions require, padded with zeros.
fn with_full_length(mut raster: Raster) -> Option<Raster> {
    let legal = matches!(raster.bits, 1 | 2 | 4 | 8 | 16);
    if !legal
        || raster.components == 0
        || raster.data.is_empty()
        || !within_limit(raster.width, raster.height, raster.components)
    {
        return None;
    }
    let wanted = raster.stride().checked_mul(raster.height as usize)?;
    raster.data.resize(wanted, 0);
    Some(raster)
}
