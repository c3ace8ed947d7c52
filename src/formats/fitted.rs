//! Columns of tables that are as wide as their longest text: a column that fitted a name tells how long
//! it was. Where such a column loses text, its width is worked out from what stays.

/// How much wider or narrower than its longest text a column may be that the text set, in percent.
const TIGHT: std::ops::RangeInclusive<usize> = 70..=145;
/// Room beside the text of a cell, in characters.
const MARGIN: usize = 2;
/// Narrowest column of which text was cut, in characters: as wide as most names.
const NAMES: usize = 24;
/// Widest column that is made, in characters: a heading in the first column runs on over the others.
const WIDEST: usize = 60;

/// The longest texts of a column, in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Longest {
    /// Of cells that lose text.
    pub(crate) cut: usize,
    /// Of cells that stay as they are.
    pub(crate) stays: usize,
}

impl Longest {
    /// Adds a cell with a text of this length.
    pub(crate) fn take(&mut self, length: usize, cut: bool) {
        let longest = if cut { &mut self.cut } else { &mut self.stays };
        *longest = length.max(*longest);
    }

    /// Whether a text that is cut set this width, in characters.
    fn set(self, width: f64) -> bool {
        let share = |length: usize| (width * 100.0 / (length.max(1) as f64)) as usize;
        self.cut > 0
            && (TIGHT.contains(&share(self.cut)) || TIGHT.contains(&share(self.cut + MARGIN)))
    }
}

/// The width in characters that does not tell what was cut, for columns of one width; `None` if their
/// texts did not set it.
pub(crate) fn leveled(width: f64, columns: impl Iterator<Item = Longest> + Clone) -> Option<usize> {
    let stays = columns.clone().map(|column| column.stays).max()?;
    columns.into_iter().any(|c| c.set(width)).then(|| (stays + MARGIN).clamp(NAMES, WIDEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_width_that_the_cut_text_set_changes() {
        let new = |width, cut, stays| leveled(width, [Longest { cut, stays }].into_iter());
        assert_eq!(new(26.7, 24, 4), Some(24));
        assert_eq!(new(26.7, 30, 30), Some(32));
        assert_eq!(new(26.7, 24, 300), Some(60));
        assert_eq!(new(26.7, 8, 24), None, "wider for another reason");
        assert_eq!(new(2.0, 0, 4), None, "nothing is cut");
        let two = [Longest { cut: 0, stays: 40 }, Longest { cut: 50, stays: 9 }];
        assert_eq!(leveled(60.0, two.into_iter()), Some(42));
        assert_eq!(leveled(60.0, [].into_iter()), None);
    }
}
