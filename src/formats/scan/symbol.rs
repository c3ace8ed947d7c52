//! What a code says: its picture, tried at several sizes and thresholds, always in the same order.

/// A text, and the points in the picture by which it was found.
pub(super) type Symbol = (String, Vec<(f64, f64)>);

/// The codes that a picture of one or a few shows.
#[cfg(feature = "codes")]
pub(super) fn read(shades: Vec<u8>, width: usize, height: usize) -> Vec<Symbol> {
    reading::read(shades, width, height)
}

/// Without what reads codes none is found: its ink is told as something that was not read.
#[cfg(not(feature = "codes"))]
pub(super) fn read(_: Vec<u8>, _: usize, _: usize) -> Vec<Symbol> {
    Vec::new()
}

#[cfg(feature = "codes")]
mod reading {
    use super::Symbol;
    use crate::formats::scan::plane::Plane;
    use rxing::common::{GlobalHistogramBinarizer, HybridBinarizer};
    use rxing::{
        BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource, MultiFormatReader,
        RXingResult, Reader,
    };

    /// The kinds that are read, in the order in which they are tried.
    const KINDS: [BarcodeFormat; 5] = [
        BarcodeFormat::QR_CODE,
        BarcodeFormat::DATA_MATRIX,
        BarcodeFormat::AZTEC,
        BarcodeFormat::PDF_417,
        BarcodeFormat::CODE_128,
    ];
    /// Most codes of one picture.
    const MOST: usize = 4;
    /// Samples from which a picture is not tried larger than it is.
    const LARGE: usize = 400_000;
    /// How far the white over a code that was read reaches beyond its points, as a share of what they span.
    const AROUND: f64 = 0.3;

    pub(super) fn read(shades: Vec<u8>, width: usize, height: usize) -> Vec<Symbol> {
        let mut plane = Plane { width, height, data: shades };
        let mut out = Vec::new();
        while out.len() < MOST {
            let Some((text, points)) = one(&plane) else { break };
            whiten(&mut plane, &points);
            out.push((text, points));
        }
        out
    }

    /// One code of a picture: as it is, without noise, half as large and twice as large.
    fn one(plane: &Plane) -> Option<Symbol> {
        if let Some(found) = at_this_size(plane, 1.0) {
            return Some(found);
        }
        if let Some(found) = at_this_size(&smooth(plane), 1.0) {
            return Some(found);
        }
        let half = plane.halved();
        at_this_size(&half, 2.0).or_else(|| {
            let small = plane.data.len() <= LARGE;
            small.then(|| at_this_size(&doubled(plane), 0.5)).flatten()
        })
    }

    fn at_this_size(plane: &Plane, scale: f64) -> Option<Symbol> {
        let (Ok(width), Ok(height)) = (u32::try_from(plane.width), u32::try_from(plane.height))
        else {
            return None;
        };
        let light = || Luma8LuminanceSource::new(plane.data.clone(), width, height).ok();
        let found = KINDS.into_iter().find_map(|kind| {
            // One kind at a time: among several the reader picks in an order of its own each time.
            let hints = DecodeHints {
                PossibleFormats: Some([kind].into_iter().collect()),
                TryHarder: Some(true),
                AlsoInverted: Some(true),
                ..DecodeHints::default()
            };
            let mut reader = MultiFormatReader::default();
            let mut near = BinaryBitmap::new(HybridBinarizer::new(light()?));
            let found = reader.decode_with_hints(&mut near, &hints);
            let found = found.or_else(|why| {
                let Some(light) = light() else { return Err(why) };
                let mut far = BinaryBitmap::new(GlobalHistogramBinarizer::new(light));
                reader.decode_with_hints(&mut far, &hints)
            });
            found.ok().filter(|found| !found.getText().trim().is_empty())
        })?;
        Some(symbol(&found, scale))
    }

    fn symbol(found: &RXingResult, scale: f64) -> Symbol {
        let points = found.getPoints().iter();
        let points = points.map(|p| (f64::from(p.x) * scale, f64::from(p.y) * scale)).collect();
        (found.getText().to_owned(), points)
    }

    /// Each sample as the mean of those around it.
    fn smooth(plane: &Plane) -> Plane {
        let Plane { width, height, .. } = *plane;
        let sum = |x: usize, y: usize| {
            let (rows, columns) =
                (y.saturating_sub(1)..(y + 2).min(height), x.saturating_sub(1)..(x + 2).min(width));
            let count = (rows.len() * columns.len()).max(1) as u32;
            let lines = rows.map(|row| {
                let line = row * width + columns.start..row * width + columns.end;
                plane.data.get(line).unwrap_or_default().iter().map(|s| u32::from(*s)).sum::<u32>()
            });
            (lines.sum::<u32>() / count) as u8
        };
        let data = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Plane { width, height, data: data.map(|(x, y)| sum(x, y)).collect() }
    }

    /// Twice as wide and high, each sample four times.
    fn doubled(plane: &Plane) -> Plane {
        let (width, height) = (2 * plane.width, 2 * plane.height);
        let mut data = Vec::with_capacity(width * height);
        for line in plane.data.chunks(plane.width.max(1)) {
            for _ in 0..2 {
                data.extend(line.iter().flat_map(|s| [*s, *s]));
            }
        }
        Plane { width, height, data }
    }

    /// Takes a code that was read out of its picture, so that another one is found.
    fn whiten(plane: &mut Plane, points: &[(f64, f64)]) {
        let span = |all: &mut dyn Iterator<Item = f64>| {
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| (low.min(n), high.max(n)))
        };
        let (left, right) = span(&mut points.iter().map(|p| p.0));
        let (top, bottom) = span(&mut points.iter().map(|p| p.1));
        let more = AROUND * (right - left).max(bottom - top).max(0.0) + 2.0;
        // A line of a code of bars stands for all of its height.
        let (top, bottom) = match bottom - top < 0.1 * (right - left) {
            true => (0.0, plane.height as f64),
            false => (top - more, bottom + more),
        };
        let (width, height) = (plane.width, plane.height);
        let at = |n: f64, most: usize| if n > 0.0 { (n as usize).min(most) } else { 0 };
        let (from, to) = (at(left - more, width), at(right + more, width));
        for row in at(top, height)..at(bottom, height) {
            let line = plane.data.get_mut(row * width + from..row * width + to);
            line.into_iter().for_each(|line| line.fill(255));
        }
        if points.is_empty() {
            plane.data.fill(255);
        }
    }
}
