//! The samples of one page of a picture file.

use crate::formats::scan::plane::{Plane, Shades};
use crate::model::{FormatError, message};
use std::ops::Range;

/// Most dots of a page: what is made of them takes several times as much memory.
pub(crate) const MOST: u64 = 100_000_000;

/// Samples of 8 bits in rows from top to bottom.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// 1 for gray, 3 for red, green and blue, 4 for the same with opacity.
    pub(crate) channels: usize,
    pub(crate) data: Vec<u8>,
    /// Dots an inch, if the file says so.
    pub(crate) dpi: Option<f64>,
    /// Whether a dot is black or white.
    pub(crate) bilevel: bool,
}

/// Whether a page of this size may be worked on.
///
/// # Errors
///
/// [`FormatError::Limit`] if not.
pub(crate) fn within(width: u32, height: u32) -> Result<(), FormatError> {
    let dots = u64::from(width) * u64::from(height);
    if dots == 0 {
        return Err(FormatError::damaged(message!("a picture without dots")));
    }
    match dots <= MOST {
        true => Ok(()),
        false => Err(FormatError::Limit(message!("a picture of {0} by {1} dots", width, height))),
    }
}

impl Sheet {
    /// As it shows.
    pub(crate) fn shades(&self) -> Shades {
        let (width, height) = (self.width as usize, self.height as usize);
        let plane = |data: Vec<u8>| Plane { width, height, data };
        let luma = |dot: &[u8]| match dot {
            [r, g, b, ..] => {
                ((299 * u32::from(*r) + 587 * u32::from(*g) + 114 * u32::from(*b)) / 1000) as u8
            }
            _ => dot.first().copied().unwrap_or(255),
        };
        let gray = plane(self.data.chunks_exact(self.channels).map(luma).collect());
        let opacity = (self.channels == 4).then(|| {
            let opacity = self.data.chunks_exact(4).map(|dot| dot.last().copied().unwrap_or(255));
            plane(opacity.collect())
        });
        Shades { gray, opacity }
    }

    /// The same samples on white paper, in gray or color.
    pub(crate) fn on_paper(&self) -> (usize, Vec<u8>) {
        if self.channels != 4 {
            return (self.channels, self.data.clone());
        }
        let dots = self.data.chunks_exact(4).flat_map(|dot| {
            let part = u32::from(dot.last().copied().unwrap_or(255));
            dot.iter()
                .take(3)
                .map(move |sample| ((u32::from(*sample) * part + 255 * (255 - part)) / 255) as u8)
        });
        (3, dots.collect())
    }

    /// Clears the colors of dots that do not show; says whether there were any.
    pub(crate) fn clear_hidden(&mut self) -> bool {
        let mut any = false;
        if self.channels == 4 {
            for dot in self.data.chunks_exact_mut(4) {
                if let [r, g, b, 0] = dot {
                    any |= (*r, *g, *b) != (0, 0, 0) && (*r, *g, *b) != (255, 255, 255);
                    (*r, *g, *b) = (255, 255, 255);
                }
            }
        }
        any
    }

    /// Overwrites dots of a row.
    pub(crate) fn fill(&mut self, row: usize, columns: Range<usize>, shade: u8) {
        let stride = self.width as usize * self.channels;
        let from = row * stride + columns.start * self.channels;
        let to = row * stride + columns.end.min(self.width as usize) * self.channels;
        let channels = self.channels;
        for dot in self.data.get_mut(from..to).unwrap_or_default().chunks_exact_mut(channels) {
            write(dot, |_| shade);
        }
    }

    /// Mixes a dot with a shade, by a part of 1.
    pub(crate) fn mix(&mut self, row: usize, column: usize, shade: u8, part: f64) {
        let at = (row * self.width as usize + column) * self.channels;
        let part = if self.bilevel { part.round() } else { part };
        if let Some(dot) = self.data.get_mut(at..at + self.channels) {
            let mixed = |old: u8| f64::from(old) * (1.0 - part) + f64::from(shade) * part;
            write(dot, |old| mixed(old).round() as u8);
        }
    }

    /// Makes all of it white.
    pub(crate) fn whiten(&mut self) {
        self.data.fill(255);
    }
}

/// Writes the colors of a dot, which then shows.
fn write(dot: &mut [u8], shade: impl Fn(u8) -> u8) {
    dot.iter_mut().take(3).for_each(|sample| *sample = shade(*sample));
    if let Some(opacity) = dot.get_mut(3) {
        *opacity = 255;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_is_cleared_and_what_is_written_shows() {
        let data = vec![9, 8, 7, 0, 9, 8, 7, 255];
        let mut sheet = Sheet { width: 2, height: 1, channels: 4, data, dpi: None, bilevel: false };
        assert_eq!(sheet.on_paper(), (3, vec![255, 255, 255, 9, 8, 7]));
        assert!(sheet.clear_hidden() && !sheet.clear_hidden());
        sheet.fill(0, 0..9, 0);
        assert_eq!(sheet.data, [0, 0, 0, 255, 0, 0, 0, 255]);
        assert_eq!(sheet.shades().gray.data, [0, 0]);
    }

    #[test]
    fn a_page_has_a_limit() {
        assert!(within(10_000, 10_000).is_ok());
        assert!(matches!(within(100_000, 100_000), Err(FormatError::Limit(_))));
        assert!(matches!(within(0, 9), Err(FormatError::Damaged(..))));
    }
}
