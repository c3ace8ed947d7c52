//! Image dictionaries, with references and abbreviations resolved.

use crate::formats::pdf::image::color::ColorSpace;
use crate::formats::pdf::image::value::{as_number, deref, numbers};
use lopdf::{Dictionary, Document, Object};

/// One step of a filter chain.
#[derive(Clone, Debug)]
pub(crate) struct FilterStep {
    /// Full name, such as `FlateDecode`.
    pub(crate) name: Vec<u8>,
    /// Its decode parameters.
    pub(crate) params: Option<Dictionary>,
}

/// The entries that decide how samples are read (ISO 32000-2, table 87).
#[derive(Debug)]
pub(crate) struct Params {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bits: Option<u8>,
    pub(crate) stencil: bool,
    pub(crate) decode: Option<Vec<f64>>,
    /// Pairs of lowest and highest masked sample; empty without a color key.
    pub(crate) color_key: Vec<i64>,
    pub(crate) filters: Vec<FilterStep>,
    declared: Option<ColorSpace>,
}

impl Params {
    pub(crate) fn read(doc: &Document, dict: &Dictionary, spaces: Option<&Dictionary>) -> Self {
        let get = |long: &str, short: &str| {
            let found = dict.get(long.as_bytes()).or_else(|_| dict.get(short.as_bytes())).ok()?;
            Some(deref(doc, found))
        };
        let number = |long: &str, short: &str| {
            get(long, short).and_then(as_number).filter(|n| *n >= 0.0).map(|n| n as u32)
        };
        let stencil = matches!(get("ImageMask", "IM"), Some(Object::Boolean(true)));
        let bits = number("BitsPerComponent", "BPC").and_then(|b| u8::try_from(b).ok());
        let color_key = match get("Mask", "Mask") {
            Some(Object::Array(a)) => {
                a.iter().filter_map(|o| deref(doc, o).as_i64().ok()).collect()
            }
            _ => Vec::new(),
        };
        Self {
            width: number("Width", "W").unwrap_or(0),
            height: number("Height", "H").unwrap_or(0),
            bits: if stencil { Some(1) } else { bits },
            stencil,
            decode: get("Decode", "D").and_then(|o| numbers(doc, o)),
            color_key,
            filters: filters(doc, get("Filter", "F"), get("DecodeParms", "DP")),
            declared: if stencil {
                Some(ColorSpace::Plain(1))
            } else {
                get("ColorSpace", "CS").map(|o| ColorSpace::read(doc, o, spaces, 0))
            },
        }
    }

    /// The color space of the samples: the declared one, or a device space by number of components.
    pub(crate) fn space(&self, _doc: &Document, components: usize) -> ColorSpace {
        self.declared.clone().unwrap_or(match components {
            3 => ColorSpace::Plain(3),
            4 => ColorSpace::Cmyk,
            n => ColorSpace::Plain(n),
        })
    }

    pub(crate) fn declared(&self) -> Option<&ColorSpace> {
        self.declared.as_ref()
    }

    pub(crate) fn is_jpx(&self) -> bool {
        self.filters.last().is_some_and(|f| f.name == b"JPXDecode")
    }
}

fn filters(doc: &Document, filter: Option<&Object>, params: Option<&Object>) -> Vec<FilterStep> {
    let names: Vec<&Object> = match filter {
        Some(Object::Array(a)) => a.iter().map(|o| deref(doc, o)).collect(),
        Some(one @ Object::Name(_)) => vec![one],
        _ => return Vec::new(),
    };
    let all: Vec<Option<Dictionary>> = match params {
        Some(Object::Array(a)) => a.iter().map(|o| resolved_entries(doc, deref(doc, o))).collect(),
        Some(one) => vec![resolved_entries(doc, one)],
        None => Vec::new(),
    };
    names
        .into_iter()
        .enumerate()
        .map(|(i, name)| FilterStep {
            name: full_name(name.as_name().unwrap_or_default()).to_vec(),
            params: all.get(i).cloned().flatten(),
        })
        .collect()
}

/// The dictionary with its values resolved, except streams, which remain references.
fn resolved_entries(doc: &Document, object: &Object) -> Option<Dictionary> {
    let dict = object.as_dict().ok()?;
    let mut out = Dictionary::new();
    for (key, value) in dict {
        let direct = deref(doc, value);
        let kept = if matches!(direct, Object::Stream(_)) { value } else { direct };
        out.set(key.clone(), kept.clone());
    }
    Some(out)
}

/// The full name of a filter (ISO 32000-2, table 92).
fn full_name(name: &[u8]) -> &[u8] {
    match name {
        b"AHx" => b"ASCIIHexDecode",
        b"A85" => b"ASCII85Decode",
        b"LZW" => b"LZWDecode",
        b"Fl" => b"FlateDecode",
        b"RL" => b"RunLengthDecode",
        b"CCF" => b"CCITTFaxDecode",
        b"DCT" => b"DCTDecode",
        other => other,
    }
}
