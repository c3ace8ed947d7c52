//! Images in shades of gray, for a machine that reads what they show.

use crate::formats::pdf::image::color::{ColorSpace, luma};
use crate::formats::pdf::image::decode::{self, Raster};
use crate::formats::pdf::image::params::Params;
use crate::formats::scan::plane::{Plane, Shades};
use lopdf::{Dictionary, Document, ObjectId};

/// An image in shades of gray; `None` if it or its mask does not decode.
pub(crate) fn shades(doc: &Document, id: ObjectId) -> Option<Shades> {
    let stream = doc.objects.get(&id)?.as_stream().ok()?;
    let params = Params::read(doc, &stream.dict, None);
    let raster = decode::decode(doc, &params, &stream.content)?;
    let gray = gray(doc, &params, &raster)?;
    if params.stencil {
        return Some(of_stencil(gray));
    }
    let mask = |key: &[u8]| stream.dict.get(key).ok().and_then(|o| o.as_reference().ok());
    let opacity = match (mask(b"SMask"), mask(b"Mask")) {
        (Some(soft), _) => Some(mask_of(doc, soft)?),
        (None, Some(hard)) => {
            let masked = mask_of(doc, hard)?;
            Some(Plane { data: masked.data.iter().map(|s| 255 - s).collect(), ..masked })
        }
        (None, None) => raster.alpha.map(|data| Plane {
            width: raster.width as usize,
            height: raster.height as usize,
            data,
        }),
    };
    Some(Shades { gray, opacity })
}

/// An inline image in shades of gray; `spaces` are the named color spaces of the resources.
pub(crate) fn inline_shades(
    doc: &Document,
    dict: &Dictionary,
    data: &[u8],
    spaces: Option<&Dictionary>,
) -> Option<Shades> {
    let params = Params::read(doc, dict, spaces);
    let raster = decode::decode(doc, &params, data)?;
    let gray = gray(doc, &params, &raster)?;
    Some(if params.stencil { of_stencil(gray) } else { Shades { gray, opacity: None } })
}

/// A stencil paints in a color of the page: dark, as far as reading goes.
fn of_stencil(gray: Plane) -> Shades {
    let opacity = Plane { data: gray.data.iter().map(|s| 255 - s).collect(), ..gray };
    let ink = vec![0; opacity.data.len()];
    let gray = Plane { width: opacity.width, height: opacity.height, data: ink };
    Shades { gray, opacity: Some(opacity) }
}

fn mask_of(doc: &Document, id: ObjectId) -> Option<Plane> {
    let stream = doc.objects.get(&id)?.as_stream().ok()?;
    let params = Params::read(doc, &stream.dict, None);
    let raster = decode::decode(doc, &params, &stream.content)?;
    gray(doc, &params, &raster)
}

/// The samples of a raster as shades.
fn gray(doc: &Document, params: &Params, raster: &Raster) -> Option<Plane> {
    let (width, height) = (raster.width as usize, raster.height as usize);
    let space = params.space(doc, raster.components);
    let inverted = matches!(params.decode.as_deref(), Some([low, high, ..]) if low > high);
    let shade: Box<dyn Fn(&[u8]) -> u8> = match (&space, raster.components) {
        (ColorSpace::Indexed { table, .. }, 1) => {
            let most = (1_usize << raster.bits.min(8)) - 1;
            let table = table.clone();
            Box::new(move |sample| {
                let at = sample.first().map_or(0, |s| (usize::from(*s) * most + 127) / 255);
                table.get(at).copied().unwrap_or(255)
            })
        }
        (ColorSpace::Tint(_), _) => Box::new(|sample| 255 - sample.iter().max().unwrap_or(&0)),
        (_, 1 | 2) => Box::new(|sample| sample.first().copied().unwrap_or(255)),
        (_, 3) => Box::new(luma),
        (_, 4) => Box::new(|sample| {
            let key = 255 - sample.last().copied().unwrap_or(0);
            let light = 255 - luma(sample);
            (u16::from(light) * u16::from(key) / 255) as u8
        }),
        _ => return None,
    };
    let mut data = Vec::with_capacity(width.checked_mul(height)?);
    let mut sample = vec![0_u8; raster.components];
    for row in 0..height {
        for column in 0..width {
            raster.sample(column, row, &mut sample);
            let seen = shade(&sample);
            data.push(if inverted { 255 - seen } else { seen });
        }
    }
    Some(Plane { width, height, data })
}
