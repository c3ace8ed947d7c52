//! By how much the lines of a page lie askew.

use crate::formats::scan::ink::Ink;

/// Angles by which a page may have been laid askew, and their steps, in degrees.
const MOST_SKEW: f64 = 6.0;
const STEP: f64 = 0.2;
/// By how much lines must stand out more at an angle for a page to be askew.
const CLEARER: f64 = 1.15;

impl Ink {
    /// The angle by which lines of writing lie askew, in radians, clockwise; 0 if they do not or it
    /// cannot be told.
    pub(crate) fn skew(&self) -> f64 {
        let points: Vec<(f64, f64)> = self
            .strokes
            .iter()
            .enumerate()
            .filter(|(_, stroke)| **stroke)
            .map(|(at, _)| ((at % self.columns) as f64, (at / self.columns) as f64))
            .collect();
        if points.len() < 200 {
            return 0.0;
        }
        let clear = |degrees: f64| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            let mut lines = vec![0_u32; 2 * (self.rows + self.columns) + 2];
            for (x, y) in &points {
                let at = (2.0 * (y * cos - x * sin)) as isize + self.columns as isize;
                if let Some(line) = usize::try_from(at).ok().and_then(|at| lines.get_mut(at)) {
                    *line += 1;
                }
            }
            lines.iter().map(|n| f64::from(*n) * f64::from(*n)).sum::<f64>()
        };
        let steps = (MOST_SKEW / STEP) as i32;
        let angles = (-steps..=steps).map(|step| f64::from(step) * STEP);
        let best = angles.map(|angle| (clear(angle), angle)).max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((found, angle)) if found > CLEARER * clear(0.0) => angle.to_radians(),
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::scan::ink::Ink;
    use crate::formats::scan::ink::tests::lines;

    #[test]
    fn a_page_that_lies_askew_is_told() {
        assert_eq!(Ink::of(&lines(0.0)).skew(), 0.0);
        let found = Ink::of(&lines(0.035)).skew().to_degrees();
        assert!((found - 2.0).abs() <= 0.3, "{found}");
        let found = Ink::of(&lines(-0.05)).skew().to_degrees();
        assert!((found + 2.9).abs() <= 0.4, "{found}");
    }
}
