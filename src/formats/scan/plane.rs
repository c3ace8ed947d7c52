//! Samples in shades of gray, as they show.

/// Samples in rows from top to bottom, one byte each.
pub(crate) struct Plane {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) data: Vec<u8>,
}

impl Plane {
    /// Half as wide and half as high, each sample the mean of four.
    pub(crate) fn halved(&self) -> Self {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let mut data = Vec::with_capacity(width * height);
        for row in 0..height {
            let line = |at: usize| {
                let start = at.min(self.height - 1) * self.width;
                self.data.get(start..start + self.width).unwrap_or_default()
            };
            let (one, two) = (line(2 * row), line(2 * row + 1));
            let pairs = one.chunks(2).zip(two.chunks(2)).take(width);
            data.extend(pairs.map(|(a, b)| {
                let sum: usize = a.iter().chain(b).map(|s| usize::from(*s)).sum();
                (sum / (a.len() + b.len()).max(1)) as u8
            }));
        }
        Self { width, height, data }
    }
}

/// An image as it shows: 0 is black. Where it does not paint, its opacity is 0.
pub(crate) struct Shades {
    pub(crate) gray: Plane,
    pub(crate) opacity: Option<Plane>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_plane_is_the_mean() {
        let plane = Plane { width: 4, height: 2, data: vec![0, 100, 10, 10, 200, 100, 10, 10] };
        assert_eq!(plane.halved().data, [100, 10]);
    }
}
