//! Overwriting the samples that a box touches.

use crate::formats::pdf::image::decode::Raster;
use crate::formats::scan::cells::{Quad, cells};

/// Overwrites all samples whose cell a region touches with `ink`, one value per component.
pub(crate) fn fill(raster: &mut Raster, ink: &[u16], regions: &[Quad]) {
    for region in regions {
        for (row, columns) in cells(raster.width, raster.height, region) {
            raster.set(row, columns, ink);
        }
    }
}
