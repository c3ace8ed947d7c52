//! JPEG with the tables of the one it takes the place of.

use crate::formats::media::jpeg_markers;
use jpeg_encoder::{
    ColorType, Encoder, PixelDensity, PixelDensityUnit, QuantizationTableType, SamplingFactor,
};

/// Quality where the tables of the original are not available.
const QUALITY: u8 = 95;

/// Samples of 8 bits, row by row.
#[derive(Clone, Copy)]
pub(crate) struct Samples<'a> {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// 1 for gray, 3 for red, green and blue.
    pub(crate) channels: usize,
    pub(crate) data: &'a [u8],
}

/// JPEG in gray or color. With the tables and sampling of the original, blocks outside the boxes
/// come out as they were, except for rounding. `None` for other channels, or if it is too large.
pub(crate) fn encode(
    samples: Samples<'_>,
    original: Option<&[u8]>,
    dpi: Option<u16>,
) -> Option<Vec<u8>> {
    let color = match samples.channels {
        1 => ColorType::Luma,
        3 => ColorType::Rgb,
        _ => return None,
    };
    let (width, height) = (u16::try_from(samples.width).ok()?, u16::try_from(samples.height).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    if let Some(dpi) = dpi {
        encoder.set_density(PixelDensity { density: (dpi, dpi), unit: PixelDensityUnit::Inches });
    }
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    if let Some(own) = original.and_then(jpeg_markers::tables) {
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
    encoder.encode(samples.data, width, height, color).ok()?;
    Some(bytes)
}
