//! Blackening images: pixels under a box are removed from the samples, not painted over.
//!
//! An image is decoded, the samples under each box become one flat color, its masks become opaque
//! there, and it is encoded again. Elsewhere it stays bit for bit the same if its coding was
//! lossless; otherwise the coder uses the original's own tables. What does not decode is blanked as
//! a whole, and reported.

pub(crate) mod blank;
mod color;
mod decode;
mod encode;
pub(crate) mod fill;
mod jp2;
pub(crate) mod legible;
mod params;
pub(crate) mod shades;

use crate::formats::media::jpeg_markers;
use crate::formats::pdf::image::color::{ColorSpace, SampleRole};
use crate::formats::pdf::image::decode::Raster;
use crate::formats::pdf::image::params::Params;
use crate::formats::scan::cells::Quad;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// Why an image could not be blackened at all.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ImageError {
    /// The id is not that of a stream.
    #[error("object {0} is not an image")]
    NotAnImage(u32),
}

impl ImageError {
    /// The number of the object.
    pub(crate) fn object(&self) -> u32 {
        let Self::NotAnImage(number) = self;
        *number
    }
}

/// Streams that replace those with the same id.
#[derive(Debug, Default)]
pub(crate) struct Blackout {
    /// The image, and its explicit or soft mask if it has one.
    pub(crate) replaced: Vec<(ObjectId, Stream)>,
    /// A soft mask that was coded inside the image (`SMaskInData`), to be added as a new object and
    /// set as `SMask` of the image.
    pub(crate) soft_mask: Option<Stream>,
    /// Whether the image could not be decoded, so that all of it was blanked.
    pub(crate) whole: bool,
}

/// Blackens the regions of an image XObject and makes its masks opaque there.
///
/// # Errors
///
/// [`ImageError::NotAnImage`] if the id is not that of a stream.
pub(crate) fn blackout(
    doc: &Document,
    id: ObjectId,
    regions: &[Quad],
) -> Result<Blackout, ImageError> {
    let stream = stream_of(doc, id).ok_or(ImageError::NotAnImage(id.0))?;
    let params = Params::read(doc, &stream.dict, None);
    let mut out = Blackout::default();
    let usage = if params.stencil { SampleRole::StencilMask } else { SampleRole::Image };
    let Some(mut done) = blacken(doc, &params, &stream.content, usage, regions) else {
        out.replaced.push((id, blank::flat(&stream.dict, params.stencil)));
        out.whole = true;
        return Ok(out);
    };
    copy_description(&stream.dict, &mut done.stream.dict);
    out.soft_mask = done.soft_mask;
    for (key, usage) in
        [(b"SMask".as_slice(), SampleRole::SoftMask), (b"Mask", SampleRole::ExplicitMask)]
    {
        let Some(mask) = stream.dict.get(key).ok().and_then(|o| o.as_reference().ok()) else {
            continue;
        };
        let Some(stream) = stream_of(doc, mask) else { continue };
        let params = Params::read(doc, &stream.dict, None);
        match blacken(doc, &params, &stream.content, usage, regions) {
            Some(mut m) => {
                copy_description(&stream.dict, &mut m.stream.dict);
                out.replaced.push((mask, m.stream));
            }
            // A mask that cannot be read may have any shape: without it the image is opaque
            // everywhere.
            None => {
                done.stream.dict.remove(key);
            }
        }
    }
    out.replaced.push((id, done.stream));
    Ok(out)
}

/// Blackens an inline image (ISO 32000-2, 8.9.7), given as dictionary and data between `ID` and
/// `EI`. `spaces` are the named color spaces of the resources. The flag says whether all of it was
/// blanked because it could not be decoded.
pub(crate) fn blackout_inline(
    doc: &Document,
    dict: &Dictionary,
    data: &[u8],
    spaces: Option<&Dictionary>,
    regions: &[Quad],
) -> (Dictionary, Vec<u8>, bool) {
    let params = Params::read(doc, dict, spaces);
    let usage = if params.stencil { SampleRole::StencilMask } else { SampleRole::Image };
    let done = blacken(doc, &params, data, usage, regions);
    let whole = done.is_none();
    let mut stream = done.map_or_else(|| blank::flat(dict, params.stencil), |d| d.stream);
    for (short, long) in
        [("IM", "ImageMask"), ("CS", "ColorSpace"), ("D", "Decode"), ("I", "Interpolate")]
    {
        let value = dict.get(short.as_bytes()).or_else(|_| dict.get(long.as_bytes()));
        if let (false, Ok(value)) = (stream.dict.has(long.as_bytes()), value)
            && (!whole || short == "IM")
        {
            stream.dict.set(long, value.clone());
        }
    }
    stream.dict.remove(b"Length");
    stream.dict.remove(b"Type");
    stream.dict.remove(b"Subtype");
    (stream.dict, stream.content, whole)
}

/// The stream without the metadata in its coding: Exif, XMP, IPTC, comments and thumbnails of a
/// JPEG; XML, UUID and label boxes and comments of a JPEG 2000. Sample data stays the same byte for
/// byte. `None` if there is no such metadata.
pub(crate) fn strip_metadata(doc: &Document, stream: &Stream) -> Option<Stream> {
    let params = Params::read(doc, &stream.dict, None);
    let (last, before) = params.filters.split_last()?;
    if !matches!(last.name.as_slice(), b"DCTDecode" | b"JPXDecode") {
        return None;
    }
    let coded = decode::apply_outer_filters(&stream.content, before)?;
    let clean = match last.name.as_slice() {
        b"DCTDecode" => jpeg_markers::strip(&coded),
        _ => jp2::strip(&coded),
    }?;
    let mut out = stream.clone();
    out.dict.set("Filter", Object::Name(last.name.clone()));
    match &last.params {
        Some(p) => out.dict.set("DecodeParms", Object::Dictionary(p.clone())),
        None => drop(out.dict.remove(b"DecodeParms")),
    }
    out.set_content(clean);
    Some(out)
}

struct Blackened {
    stream: Stream,
    soft_mask: Option<Stream>,
}

fn stream_of(doc: &Document, id: ObjectId) -> Option<&Stream> {
    doc.get_object(id).ok().and_then(|o| o.as_stream().ok())
}

fn blacken(
    doc: &Document,
    params: &Params,
    content: &[u8],
    usage: SampleRole,
    regions: &[Quad],
) -> Option<Blackened> {
    let mut raster = decode::decode(doc, params, content)?;
    let space = params.space(doc, raster.components);
    if space.components() != raster.components {
        return None;
    }
    let ink = color::ink(&space, usage, raster.bits, params.decode.as_deref(), &params.color_key);
    fill::fill(&mut raster, &ink, regions);
    let soft_mask = raster.alpha.take().map(|alpha| {
        let mut mask = Raster::gray(raster.width, raster.height, alpha);
        fill::fill(&mut mask, &[255], regions);
        encode::flate(&mask, "DeviceGray")
    });
    let lossless = !params.color_key.is_empty() || matches!(space, ColorSpace::Indexed { .. });
    let mut stream = encode::encode(&raster, lossless);
    if raster.space_from_data {
        stream.dict.set("ColorSpace", Object::Name(raster.device_space().as_bytes().to_vec()));
    }
    if params.is_jpx() && !params.stencil {
        stream.dict.set("Decode", Object::Null);
    }
    Some(Blackened { stream, soft_mask })
}

/// Copies the entries that describe the image and do not depend on its coding.
fn copy_description(from: &Dictionary, to: &mut Dictionary) {
    const KEPT: [&[u8]; 16] = [
        b"ColorSpace",
        b"Decode",
        b"ImageMask",
        b"Mask",
        b"SMask",
        b"Intent",
        b"Interpolate",
        b"Matte",
        b"StructParent",
        b"StructParents",
        b"OC",
        b"Name",
        b"Type",
        b"Subtype",
        b"AF",
        b"Measure",
    ];
    for key in KEPT {
        if let (false, Ok(value)) = (to.has(key), from.get(key)) {
            to.set(key, value.clone());
        }
    }
    if matches!(to.get(b"Decode"), Ok(Object::Null)) {
        to.remove(b"Decode");
    }
}

#[cfg(test)]
mod tests;
mod value;
