//! Color spaces, as far as blackening needs them: number of components, and which sample is dark.

use crate::formats::pdf::image::value::{self, as_number, deref};
use lopdf::{Dictionary, Document, Object};

/// A color space, reduced to what matters here (ISO 32000-2, 8.6).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ColorSpace {
    /// Gray or RGB of any kind, by number of components: zero is black.
    Plain(usize),
    /// CMYK: full key is black.
    Cmyk,
    /// Lab, with the ranges of a and b: zero lightness is black.
    Lab([f64; 4]),
    /// Indexed, with the darkest entry of its table, and the shades of all.
    Indexed { darkest: u32, table: Vec<u8> },
    /// Separation and DeviceN, by number of components: full tint is dark.
    Tint(usize),
}

/// What the samples of an image are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SampleRole {
    /// Colors.
    Image,
    /// Where to paint (`ImageMask`): 0 paints.
    StencilMask,
    /// Where another image stays unpainted (`Mask`): 0 paints.
    ExplicitMask,
    /// How opaque another image is (`SMask`): 1 is opaque.
    SoftMask,
}

impl ColorSpace {
    pub(crate) fn read(
        doc: &Document,
        object: &Object,
        spaces: Option<&Dictionary>,
        depth: usize,
    ) -> Self {
        if depth > 8 {
            return Self::Plain(0);
        }
        let again = |o: &Object| Self::read(doc, deref(doc, o), spaces, depth + 1);
        match object {
            Object::Name(name) => Self::named(name).unwrap_or_else(|| {
                spaces.and_then(|d| d.get(name).ok()).map_or(Self::Plain(0), again)
            }),
            Object::Array(parts) => {
                let family = parts.first().map(|o| deref(doc, o)).and_then(|o| o.as_name().ok());
                let second = parts.get(1).map(|o| deref(doc, o));
                match (family, second) {
                    (Some(b"ICCBased"), Some(Object::Stream(icc))) => Self::icc(doc, &icc.dict),
                    (Some(b"Lab"), Some(Object::Dictionary(d))) => Self::lab(doc, d),
                    (Some(b"Indexed" | b"I"), Some(base)) => {
                        let base = again(base);
                        let table = table(doc, parts);
                        let darkest = darkest(doc, &base, parts, &table);
                        Self::Indexed { darkest, table: shades_of(&base, &table) }
                    }
                    (Some(b"Separation"), _) => Self::Tint(1),
                    (Some(b"DeviceN"), Some(Object::Array(names))) => Self::Tint(names.len()),
                    (Some(b"CalGray"), _) => Self::Plain(1),
                    (Some(b"CalRGB"), _) => Self::Plain(3),
                    (Some(name), _) => Self::named(name).unwrap_or(Self::Plain(0)),
                    _ => Self::Plain(0),
                }
            }
            _ => Self::Plain(0),
        }
    }

    fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"DeviceGray" | b"G" | b"CalGray" => Some(Self::Plain(1)),
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Some(Self::Plain(3)),
            b"DeviceCMYK" | b"CMYK" => Some(Self::Cmyk),
            _ => None,
        }
    }

    fn icc(doc: &Document, dict: &Dictionary) -> Self {
        match dict.get(b"N").map(|o| deref(doc, o)).and_then(Object::as_i64) {
            Ok(1) => Self::Plain(1),
            Ok(3) => Self::Plain(3),
            Ok(4) => Self::Cmyk,
            _ => Self::Plain(0),
        }
    }

    fn lab(doc: &Document, dict: &Dictionary) -> Self {
        let range = dict.get(b"Range").ok().and_then(|o| value::numbers(doc, deref(doc, o)));
        match range.as_deref() {
            Some([a, b, c, d]) => Self::Lab([*a, *b, *c, *d]),
            _ => Self::Lab([-100.0, 100.0, -100.0, 100.0]),
        }
    }

    pub(crate) fn components(&self) -> usize {
        match self {
            Self::Plain(n) | Self::Tint(n) => *n,
            Self::Cmyk => 4,
            Self::Lab(_) => 3,
            Self::Indexed { .. } => 1,
        }
    }

    /// For each component: the value after `Decode` that is black, and the default `Decode` pair.
    fn black(&self, bits: u8) -> Vec<(f64, [f64; 2])> {
        match self {
            Self::Plain(n) => vec![(0.0, [0.0, 1.0]); *n],
            Self::Cmyk => (0..4).map(|i| (f64::from(i == 3), [0.0, 1.0])).collect(),
            Self::Lab([a0, a1, b0, b1]) => {
                vec![(0.0, [0.0, 100.0]), (0.0, [*a0, *a1]), (0.0, [*b0, *b1])]
            }
            Self::Indexed { darkest, .. } => {
                vec![(f64::from(*darkest), [0.0, highest_sample(bits)])]
            }
            Self::Tint(n) => vec![(1.0, [0.0, 1.0]); *n],
        }
    }
}

fn highest_sample(bits: u8) -> f64 {
    f64::from((1u32 << bits.min(16)) - 1)
}

/// The bytes of the table of an Indexed space.
fn table(doc: &Document, parts: &[Object]) -> Vec<u8> {
    match parts.get(3).map(|o| deref(doc, o)) {
        Some(Object::String(s, _)) => s.clone(),
        Some(Object::Stream(s)) => s.get_plain_content_with_limit(1 << 16).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The darkest entry in the table of an Indexed space.
fn darkest(doc: &Document, base: &ColorSpace, parts: &[Object], table: &[u8]) -> u32 {
    let n = base.components().max(1);
    let top = parts.get(2).map(|o| deref(doc, o)).and_then(as_number).unwrap_or(0.0);
    let light = |entry: &[u8]| -> u64 {
        let sum: u64 = entry.iter().map(|b| u64::from(*b)).sum();
        match base {
            ColorSpace::Cmyk | ColorSpace::Tint(_) => u64::MAX - sum,
            ColorSpace::Lab(_) => entry.first().map_or(0, |l| u64::from(*l)),
            _ => sum,
        }
    };
    let count = (top.clamp(0.0, 255.0) as usize) + 1;
    table
        .chunks_exact(n)
        .take(count)
        .enumerate()
        .min_by_key(|(_, entry)| light(entry))
        .map_or(0, |(i, _)| i as u32)
}

/// The lightness of red, green and blue (Rec. 601).
pub(crate) fn luma(sample: &[u8]) -> u8 {
    let part = |at: usize| sample.get(at).map_or(0, |s| u32::from(*s));
    ((299 * part(0) + 587 * part(1) + 114 * part(2)) / 1000) as u8
}

/// The shades of the entries in the table of an Indexed space.
fn shades_of(base: &ColorSpace, table: &[u8]) -> Vec<u8> {
    let n = base.components().max(1);
    let shade = |entry: &[u8]| match base {
        ColorSpace::Tint(_) => 255 - entry.iter().max().copied().unwrap_or(0),
        ColorSpace::Cmyk => {
            let key = 255 - entry.last().copied().unwrap_or(0);
            (u16::from(255 - luma(entry)) * u16::from(key) / 255) as u8
        }
        _ if n >= 3 => luma(entry),
        _ => entry.first().copied().unwrap_or(255),
    };
    table.chunks_exact(n).map(shade).collect()
}

/// The raw sample, one value per component, for the area under a box: dark for images, painting or
/// opaque for masks, and never a color that the color key makes transparent.
pub(crate) fn ink(
    space: &ColorSpace,
    usage: SampleRole,
    bits: u8,
    decode: Option<&[f64]>,
    color_key: &[i64],
) -> Vec<u16> {
    let top = highest_sample(bits);
    let wanted: Vec<(f64, [f64; 2])> = match usage {
        SampleRole::Image => space.black(bits),
        SampleRole::StencilMask | SampleRole::ExplicitMask => {
            vec![(0.0, [0.0, 1.0]); space.components()]
        }
        SampleRole::SoftMask => vec![(1.0, [0.0, 1.0]); space.components()],
    };
    let raw = |i: usize, value: f64, default: [f64; 2]| {
        let pair = decode.and_then(|d| Some([*d.get(2 * i)?, *d.get(2 * i + 1)?]));
        let [low, high] = pair.unwrap_or(default);
        let share = if high == low { 0.0 } else { (value - low) / (high - low) };
        (share * top).round().clamp(0.0, top) as u16
    };
    let ink: Vec<u16> = wanted.iter().enumerate().map(|(i, (v, d))| raw(i, *v, *d)).collect();
    if usage == SampleRole::Image && is_masked(&ink, color_key) {
        let other = |all: u16| vec![all; ink.len()];
        return [0, top as u16, (top / 2.0) as u16]
            .into_iter()
            .map(other)
            .find(|candidate| !is_masked(candidate, color_key))
            .unwrap_or(ink);
    }
    ink
}

fn is_masked(ink: &[u16], color_key: &[i64]) -> bool {
    !color_key.is_empty()
        && ink
            .iter()
            .zip(color_key.as_chunks().0)
            .all(|(v, [low, high])| (*low..=*high.max(low)).contains(&i64::from(*v)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_the_shades_of_its_colors() {
        assert_eq!(shades_of(&ColorSpace::Plain(3), &[255, 255, 255, 0, 0, 0]), [255, 0]);
        assert_eq!(shades_of(&ColorSpace::Cmyk, &[0, 0, 0, 255, 0, 0, 0, 0]), [0, 255]);
        assert_eq!(shades_of(&ColorSpace::Plain(1), &[7, 9]), [7, 9]);
    }
}
